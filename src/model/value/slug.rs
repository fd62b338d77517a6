//! Ids: the names of records in files, addresses and references.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::Serialize;

use super::text_value;
use crate::characters::narrow;
use crate::diagnostic::Fault;

/// An id: lower-case letters, digits and hyphens. `index` is no id: it is what a folder's own page is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Slug(Arc<str>);

text_value!(Slug, "slug");

impl Slug {
    /// The id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id that a wrong one would be in lower case, narrow and with hyphens, if that makes it right.
    #[must_use]
    pub fn near(written: &str) -> Option<Self> {
        let narrow = written.chars().map(narrow).map(|c| if matches!(c, '_' | '.' | ' ') { '-' } else { c });
        let near = narrow.collect::<String>().to_ascii_lowercase();
        is_right(&near).then(|| Self(near.into()))
    }
}

fn is_right(written: &str) -> bool {
    !written.is_empty()
        && !written.starts_with('-')
        && !written.ends_with('-')
        && written.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

impl FromStr for Slug {
    type Err = Fault;

    fn from_str(written: &str) -> Result<Self, Fault> {
        match is_right(written) {
            true if written == "index" => Err(Fault::new("reserved-id").with("id", written)),
            true => Ok(Self(written.into())),
            false => {
                let fault = Fault::new("bad-id").with("id", written);
                Err(match Self::near(written) {
                    Some(near) => fault.with("nearest", near),
                    None => fault,
                })
            }
        }
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_lower_case_without_dots() {
        for right in ["toshima", "t1", "fukushi-sogo", "1"] {
            assert!(right.parse::<Slug>().is_ok(), "{right}");
        }
        for wrong in ["", "Toshima", "a.b", "a_b", "豊島", "-a", "a-", "a/b", "index"] {
            assert!(wrong.parse::<Slug>().is_err(), "{wrong}");
        }
        assert_eq!(Slug::near("Yoru_no.Ｄenwa").map(|near| near.to_string()).as_deref(), Some("yoru-no-denwa"));
        assert_eq!(Slug::near("豊島"), None);
    }
}
