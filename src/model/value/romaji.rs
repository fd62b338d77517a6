//! A name in Latin letters.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::{Text, text_value};
use crate::diagnostic::Fault;

/// A name in Latin letters, with or without macrons: what English pages call a municipality.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Romaji(Text);

text_value!(Romaji, "romaji");

impl Romaji {
    /// The name.
    #[must_use]
    pub fn as_text(&self) -> &Text {
        &self.0
    }
}

impl FromStr for Romaji {
    type Err = Fault;

    fn from_str(written: &str) -> Result<Self, Fault> {
        let is_latin = |c: char| c.is_ascii() || "āēīōūĀĒĪŌŪ’".contains(c);
        match written.char_indices().find(|(_, c)| !is_latin(*c)) {
            Some((at, c)) => Err(Fault::new("romaji-notation").at(at..at + c.len_utf8()).with("mark", c)),
            None => written.parse().map(Self),
        }
    }
}

impl fmt::Display for Romaji {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
