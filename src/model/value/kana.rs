//! The reading of a name.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::text_value;
use crate::diagnostic::Fault;

/// A name in hiragana: for sorting, for searching, and so that somebody has read the name once.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Kana(String);

text_value!(Kana, "kana");

impl Kana {
    /// The reading.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Kana {
    type Err = Fault;

    fn from_str(written: &str) -> Result<Self, Fault> {
        if written.trim().is_empty() {
            return Err(Fault::new("empty-value"));
        }
        let wrong = written
            .char_indices()
            .find(|(_, c)| !matches!(c, 'ぁ'..='ゖ' | 'ー' | '・' | '「' | '」' | '（' | '）' | ' ' | '\u{3000}'));
        match wrong {
            Some((at, c)) => Err(Fault::new("kana-notation").at(at..at + c.len_utf8()).with("mark", c)),
            None => Ok(Self(written.trim().to_owned())),
        }
    }
}

impl fmt::Display for Kana {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hiragana_is_a_reading() {
        assert!("ひきこもりそうだんまどぐち「ひだまり」".parse::<Kana>().is_ok());
        assert_eq!("ひきこもり相談".parse::<Kana>().unwrap_err().range, Some(15..18));
        assert!("ヒダマリ".parse::<Kana>().is_err());
        assert!("".parse::<Kana>().is_err());
    }
}
