//! A municipality or district (区市町村).

use schemars::JsonSchema;
use serde::Deserialize;

use super::part::{Notice, TextPair};
use super::value::{Kana, Kind, PlaceId, RecordId, Romaji, Slug, Text, Url, WardCode, Written, YearEnd};

/// The front matter of a `ward.md`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ward {
    /// Its name.
    pub name: Text,
    /// How the name is read.
    pub kana: Kana,
    /// The name in Latin letters, with what it is: Toshima City.
    pub romaji: Romaji,
    /// 全国地方公共団体コード.
    pub code: WardCode,
    /// The prefecture's name.
    pub prefecture: Text,
    /// Former ids; their addresses lead on.
    #[serde(default)]
    pub formerly_ids: Vec<Slug>,
    /// The city that it is a part of, if it is a 行政区: another ward's id.
    pub within: Option<Slug>,
    /// Its page on the web.
    pub site: Option<Url>,
    /// The days on which its offices are closed around New Year: what 年末年始 means in hours.
    #[serde(default)]
    pub year_end: YearEnd,
    /// What its page answers with first.
    pub main: Option<Written>,
    /// The order of the shared records on its page, and notes to them.
    #[serde(default)]
    pub shared: Vec<SharedRecord>,
    /// What is to be read first, for some days.
    #[serde(default)]
    pub notices: Vec<Notice>,
    /// Whether its pages have a link that leaves them at once.
    #[serde(default)]
    pub leave: bool,
}

impl Ward {
    /// Whether its pages leave out a shared record.
    #[must_use]
    pub fn hides(&self, id: &RecordId, home: &PlaceId) -> bool {
        self.shared.iter().any(|entry| entry.hide && entry.record.resolve(home, Kind::PhoneLine) == *id)
    }

    /// Every string of it that an overlay may translate one by one.
    pub(crate) fn strings(&self) -> impl Iterator<Item = &Text> {
        let notes = self.shared.iter().filter_map(|shared| shared.note.as_ref());
        notes.chain(self.notices.iter().map(|notice| &notice.text))
    }
}

/// What a ward says about a shared record. It may order, note and hide; it never overrides a fact.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SharedRecord {
    /// Which one.
    pub record: Written,
    /// What people of this ward should know about it.
    pub note: Option<Text>,
    /// Not to be shown on this ward's pages.
    #[serde(default)]
    pub hide: bool,
}

/// The front matter of a ward's overlay.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WardText {
    /// The name. English pages use `romaji` without it.
    pub name: Option<Text>,
    /// Any other string: notices, and notes to shared records.
    #[serde(default)]
    pub texts: Vec<TextPair>,
}
