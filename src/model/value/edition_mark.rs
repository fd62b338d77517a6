//! The mark by which the editions of a leaflet are told apart.

use std::fmt;
use std::str::FromStr;

use super::text_value;
use crate::diagnostic::Fault;

/// Six characters of the fingerprint of what stood on a leaflet: `3f2a9c`. It is printed there, and the printed code
/// leads to the section of its page that has this name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EditionMark(String);

text_value!(EditionMark, "edition-mark");

const LENGTH: usize = 6;

impl EditionMark {
    /// The mark of a fingerprint.
    #[must_use]
    pub fn of(fingerprint: &impl fmt::Display) -> Self {
        Self(fingerprint.to_string().chars().take(LENGTH).collect())
    }

    /// As it is printed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for EditionMark {
    type Err = Fault;

    fn from_str(written: &str) -> Result<Self, Fault> {
        let is_right = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        match written.len() == LENGTH && written.bytes().all(is_right) {
            true => Ok(Self(written.to_owned())),
            false => Err(Fault::new("edition-mark-notation")),
        }
    }
}

impl fmt::Display for EditionMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
