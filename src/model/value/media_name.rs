//! The name of a picture's file.

use std::fmt;
use std::str::FromStr;

use super::text_value;
use crate::diagnostic::Fault;

/// A file of a `media/` folder. Its name becomes part of an address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MediaName(String);

text_value!(MediaName, "media-name");

/// The forms of pictures that every browser shows.
const ENDINGS: [&str; 6] = ["jpg", "jpeg", "png", "webp", "gif", "avif"];

impl MediaName {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for MediaName {
    type Err = Fault;

    fn from_str(written: &str) -> Result<Self, Fault> {
        let is_right = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
        let parts = written.rsplit_once('.');
        match parts {
            Some((stem, ending)) if !stem.is_empty() && stem.bytes().all(is_right) && ENDINGS.contains(&ending) => {
                Ok(Self(written.to_owned()))
            }
            _ => Err(Fault::new("media-name-notation").with("known", ENDINGS.join(", "))),
        }
    }
}

impl fmt::Display for MediaName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
