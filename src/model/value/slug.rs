//! Ids: the names of records in files, addresses and references.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::Serialize;

use super::text_value;
use crate::diagnostic::Fault;

/// An id: lower-case letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Slug(Arc<str>);

text_value!(Slug, "slug");

impl Slug {
    /// The id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = Fault;

    fn from_str(written: &str) -> Result<Self, Fault> {
        let is_right = !written.is_empty()
            && !written.starts_with('-')
            && !written.ends_with('-')
            && written.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        match is_right {
            true => Ok(Self(written.into())),
            false => Err(Fault::new("bad-id").with("id", written)),
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
        for wrong in ["", "Toshima", "a.b", "a_b", "豊島", "-a", "a-", "a/b"] {
            assert!(wrong.parse::<Slug>().is_err(), "{wrong}");
        }
    }
}
