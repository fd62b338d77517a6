//! Plain text, text in several languages, and the fingerprint of confirmed facts.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::{Language, contacts_in, plain_or_detail, text_value};
use crate::characters::{code_point, control_characters, is_cjk};
use crate::diagnostic::Fault;

/// A line of text, without any Markdown. Line ends between Japanese characters are no blanks.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Text(String);

text_value!(Text, "text");

impl Text {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Text {
    type Err = Fault;

    fn from_str(written: &str) -> Result<Self, Fault> {
        if let Some((at, c)) = control_characters(written).next() {
            return Err(Fault::new("control-character").at(at..at + c.len_utf8()).with("code", code_point(c)));
        }
        if let Some(contact) = contacts_in(written).into_iter().next() {
            return Err(Fault::new("contact-in-text").with("value", &written[contact.clone()]).at(contact));
        }
        if let Some(at) = written.find("**") {
            return Err(Fault::new("emphasis-in-field").at(at..at + 2));
        }
        let mut text = String::with_capacity(written.len());
        for line in written.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if let (Some(before), Some(after)) = (text.chars().next_back(), line.chars().next())
                && !(is_cjk(before) || is_cjk(after))
            {
                text.push(' ');
            }
            text.push_str(line);
        }
        match text.is_empty() {
            true => Err(Fault::new("empty-value")),
            false => Ok(Self(text)),
        }
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text of a one-file list, in each language it has.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(untagged)]
pub enum LocalText {
    /// Japanese alone.
    Plain(Text),
    /// In several languages.
    Each(EachLanguage),
}

impl<'de> Deserialize<'de> for LocalText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        plain_or_detail(deserializer, Self::Plain, Self::Each)
    }
}

/// The languages of a [`LocalText`].
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EachLanguage {
    ja: Text,
    easy: Option<Text>,
    en: Option<Text>,
}

impl LocalText {
    /// The Japanese text.
    #[must_use]
    pub fn ja(&self) -> &Text {
        match self {
            Self::Plain(text) => text,
            Self::Each(each) => &each.ja,
        }
    }

    /// The text of a language, if it has one of its own.
    #[must_use]
    pub fn own(&self, language: Language) -> Option<&Text> {
        match (self, language) {
            (_, Language::Ja) => Some(self.ja()),
            (Self::Plain(_), _) => None,
            (Self::Each(each), Language::Easy) => each.easy.as_ref(),
            (Self::Each(each), Language::En) => each.en.as_ref(),
        }
    }
}

/// The first 16 hex digits of the BLAKE3 hash of a record's facts, as `shirube verify` writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fingerprint(String);

text_value!(Fingerprint, "fingerprint");

impl Fingerprint {
    /// The fingerprint of some facts, one `path=value` line each.
    #[must_use]
    pub fn of_lines(lines: &str) -> Self {
        Self(blake3::hash(lines.as_bytes()).to_hex()[..16].to_owned())
    }
}

impl FromStr for Fingerprint {
    type Err = Fault;

    fn from_str(written: &str) -> Result<Self, Fault> {
        match written.len() == 16 && written.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            true => Ok(Self(written.to_owned())),
            false => Err(Fault::new("fingerprint-notation")),
        }
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_are_no_blanks_between_japanese_characters() {
        #[track_caller]
        fn check(written: &str, expected: &str) {
            assert_eq!(written.parse::<Text>().unwrap().as_str(), expected);
        }
        check("話しに\n来てください", "話しに来てください");
        check("call\nus", "call us");
        check("  a  ", "a");
        assert!(" \n".parse::<Text>().is_err());
        assert_eq!("夜**だけ**".parse::<Text>().unwrap_err().range, Some(3..5));
    }
}
