//! The code that is printed on a leaflet.

use std::fmt;
use std::str::FromStr;

use super::text_value;
use crate::diagnostic::Fault;

/// What a printed QR code opens: `l/t1.html`. Short, so that the QR code stays coarse; never used twice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeafletCode(String);

text_value!(LeafletCode, "leaflet-code");

/// The longest code.
const LENGTH: usize = 8;

impl FromStr for LeafletCode {
    type Err = Fault;

    fn from_str(written: &str) -> Result<Self, Fault> {
        let is_right = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        match (1..=LENGTH).contains(&written.len()) && written.bytes().all(is_right) {
            true => Ok(Self(written.to_owned())),
            false => Err(Fault::new("leaflet-code-notation").with("limit", LENGTH)),
        }
    }
}

impl fmt::Display for LeafletCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
