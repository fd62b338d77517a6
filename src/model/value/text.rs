//! Plain text, text in several languages, and the fingerprint of confirmed facts.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Language, contacts_in, plain_or_detail, text_value};
use crate::characters::{code_point, control_characters, is_cjk};
use crate::diagnostic::Fault;
use crate::reading::{Reading, may_have_readings, read, wrong_reading};

/// A line of text, without any Markdown. Line ends between Japanese characters are no blanks. ｜漢字《かんじ》 gives a word
/// its reading, which is no part of the text: facts, data and translations are compared without it.
#[derive(Clone, Debug, Default)]
pub struct Text {
    text: String,
    readings: Option<Box<[Reading]>>,
}

text_value!(Text, "text");

impl Text {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// How its words are read, in its order.
    #[must_use]
    pub fn readings(&self) -> &[Reading] {
        self.readings.as_deref().unwrap_or_default()
    }

    /// Takes readings where staff have given it none.
    pub(crate) fn read_as(&mut self, readings: Vec<Reading>) {
        if self.readings.is_none() && !readings.is_empty() {
            self.readings = Some(readings.into());
        }
    }

    /// The text of a line that needs no looking at, with the readings in it.
    pub(crate) fn of(written: &str) -> Self {
        let (text, readings) = read(written);
        let mut own = Self { text, readings: None };
        own.read_as(readings);
        own
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Text {}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.text.serialize(serializer)
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
        if let Some(tag) = tag_in(written) {
            return Err(Fault::new("markup-in-field").with("value", &written[tag.clone()]).at(tag));
        }
        if let Some(at) = written.find("**") {
            return Err(Fault::new("emphasis-in-field").at(at..at + 2));
        }
        if let Some((range, mistake)) = wrong_reading(written) {
            let fault = Fault::new("reading-notation").with("value", &written[range.clone()]).at(range);
            return Err(mistake.into_iter().fold(fault, |fault, (name, value)| fault.with(name, value)));
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
            false if may_have_readings(&text) => Ok(Self::of(&text)),
            false => Ok(Self { text, readings: None }),
        }
    }
}

/// The first tag or character reference of HTML in a text: `<u>`, `</p>`, `&nbsp;`. A lone `<` is a sign like others.
fn tag_in(text: &str) -> Option<Range<usize>> {
    let tag = text.match_indices('<').find_map(|(at, _)| {
        let inside = text[at + 1..].strip_prefix('/').unwrap_or(&text[at + 1..]);
        let is_tag = inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!');
        let end = text[at..].find('>').filter(|_| is_tag)?;
        Some(at..at + end + 1)
    });
    let reference = text.match_indices('&').find_map(|(at, _)| {
        let name = text[at + 1..].split_once(';')?.0;
        let is_name =
            (2..=8).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#');
        is_name.then_some(at..at + name.len() + 2)
    });
    tag.or(reference)
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
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

    /// The same, to be given readings.
    pub(crate) fn ja_mut(&mut self) -> &mut Text {
        match self {
            Self::Plain(text) => text,
            Self::Each(each) => &mut each.ja,
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
    fn readings_are_no_part_of_a_text() {
        let text: Text = "｜民生委員《みんせいいいん》の人".parse().unwrap();
        assert_eq!(text, "民生委員の人".parse().unwrap());
        assert_eq!((text.to_string().as_str(), text.readings()[0].kana.as_str()), ("民生委員の人", "みんせいいいん"));
        assert_eq!("｜委員《委員》".parse::<Text>().unwrap_err().code, "reading-notation");
    }

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
        check("3 < 4 & 5 > 2", "3 < 4 & 5 > 2");
        for (written, tag) in [
            ("支援機関<br>相互", "<br>"),
            ("<ul style=\"x\">相談", "<ul style=\"x\">"),
            ("役割</p>", "</p>"),
            ("A&nbsp;B", "&nbsp;"),
        ] {
            let fault = written.parse::<Text>().unwrap_err();
            assert_eq!((fault.code, &written[fault.range.unwrap()]), ("markup-in-field", tag));
        }
        assert_eq!("夜**だけ**".parse::<Text>().unwrap_err().range, Some(3..5));
    }
}
