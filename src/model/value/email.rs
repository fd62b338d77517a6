//! E-mail addresses.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::text_value;
use crate::characters::narrow;
use crate::diagnostic::Fault;

/// An e-mail address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Email(String);

text_value!(Email, "email");

impl Email {
    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = Fault;

    fn from_str(written: &str) -> Result<Self, Fault> {
        let address: String = written.trim().chars().map(narrow).collect();
        let is_right = address.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty()
                && local.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte))
                && domain.contains('.')
                && domain.split('.').all(|label| {
                    !label.is_empty()
                        && !label.starts_with('-')
                        && !label.ends_with('-')
                        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                })
        });
        match is_right {
            true => Ok(Self(address)),
            false => Err(Fault::new("email-notation")),
        }
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where corrections go. A guide without such an address leaves it out, so it is never a gap.
#[derive(Clone, Debug)]
pub struct CorrectionsEmail(Email);

text_value!(CorrectionsEmail, "corrections-email");

impl CorrectionsEmail {
    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl FromStr for CorrectionsEmail {
    type Err = Fault;

    fn from_str(written: &str) -> Result<Self, Fault> {
        written.parse().map(Self).map_err(|_| Fault::new("corrections-email"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_a_name_and_a_domain() {
        for right in ["a@example.jp", "A0029452@city.example.lg.jp", "a.b+c@example.co.jp", "ａ＠example.jp"] {
            assert!(right.parse::<Email>().is_ok(), "{right}");
        }
        for wrong in ["", "a", "a@", "@example.jp", "a@example", "a b@example.jp", "a@exa_mple.jp", "a@b@example.jp"] {
            assert!(wrong.parse::<Email>().is_err(), "{wrong}");
        }
    }
}
