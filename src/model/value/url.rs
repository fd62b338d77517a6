//! Web addresses.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::text_value;
use crate::diagnostic::Fault;

/// A web address with `https://` or `http://`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Url(String);

text_value!(Url, "url");

impl Url {
    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path below the host, with a slash at both ends.
    #[must_use]
    pub fn path(&self) -> String {
        let path = self.0.splitn(4, '/').nth(3).unwrap_or_default().trim_end_matches('/');
        if path.is_empty() { "/".to_owned() } else { format!("/{path}/") }
    }

    /// The address without the scheme and a closing slash, as it is printed.
    #[must_use]
    pub fn shown(&self) -> &str {
        let rest = self.0.split_once("://").map_or(self.0.as_str(), |(_, rest)| rest);
        rest.strip_suffix('/').unwrap_or(rest)
    }
}

impl FromStr for Url {
    type Err = Fault;

    fn from_str(written: &str) -> Result<Self, Fault> {
        let written = written.trim();
        match written.strip_prefix("https://").or_else(|| written.strip_prefix("http://")) {
            Some(rest) if is_address(rest) => Ok(Self(written.to_owned())),
            None if is_address(written) && !written.contains(':') => {
                Err(Fault::new("url-notation").with("nearest", format!("https://{written}")))
            }
            _ => Err(Fault::new("url-notation")),
        }
    }
}

/// What stands behind the scheme: a host, and whatever follows it.
fn is_address(rest: &str) -> bool {
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let has_blank = rest.chars().any(|c| c.is_whitespace() || c.is_control() || "\"<>`".contains(c));
    !has_blank && !host.is_empty() && (host.contains('.') || host.starts_with("localhost"))
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_scheme_and_a_host() {
        assert_eq!("https://www.example.jp/".parse::<Url>().unwrap().shown(), "www.example.jp");
        for (address, path) in
            [("https://a.jp", "/"), ("https://a.jp/", "/"), ("https://a.jp/b/c/", "/b/c/"), ("https://a.jp/b", "/b/")]
        {
            assert_eq!(address.parse::<Url>().unwrap().path(), path);
        }
        for wrong in ["www.example.jp", "https://", "https://a b.jp", "javascript:alert(1)", "https://host"] {
            assert!(wrong.parse::<Url>().is_err(), "{wrong}");
        }
    }
}
