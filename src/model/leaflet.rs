//! Printed matter: which records a sheet shows. It names records and never repeats a fact.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Voice;
use super::part::Source;
use super::value::{Audience, Fold, Grouping, Id, Kind, Language, LeafletCode, LeafletKind, Status, Text, Written};
use crate::diagnostic::FieldPath;

/// A leaflet's definition.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Leaflet {
    /// What kind of sheet.
    pub kind: LeafletKind,
    /// What its printed code opens; unique in the guide, never used again.
    pub code: LeafletCode,
    /// Its heading.
    pub title: Text,
    /// A sentence or two below the heading.
    pub lead: Option<Text>,
    /// Whether it is given out.
    #[serde(default)]
    pub status: Status,
    /// Who may see it.
    #[serde(default)]
    pub audience: Audience,
    /// The record that it is about, as large as the sheet allows.
    pub main: Option<Written>,
    /// The records that stand below it.
    pub entries: Option<Entries>,
    /// Records of other places that stand on it too.
    #[serde(default)]
    pub also: Vec<Written>,
    /// Residents' voices on it.
    #[serde(default)]
    pub voices: Vec<Id<Voice>>,
    /// How many strips to tear off.
    #[schemars(range(min = 0, max = 12))]
    pub strips: Option<u8>,
    /// Whether there is room for the stamp of who owns the noticeboard.
    #[serde(default)]
    pub stamp_box: bool,
    /// What a form asks, in order; without any it is a sheet to hand somebody on to others.
    #[serde(default)]
    pub questions: Vec<Text>,
    /// How a folded leaflet is folded.
    #[serde(default)]
    pub fold: Fold,
    /// Whether readings stand above words.
    #[serde(default)]
    pub readings: bool,
    /// Whether it is said in やさしい日本語.
    #[serde(default)]
    pub easy: bool,
    /// Who issues it.
    pub issuer: Option<Written>,
    /// The printed matter that it follows.
    pub source: Option<Source>,
}

/// Which records of the place stand on a leaflet.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entries {
    /// The folders they are taken from.
    pub from: Vec<Kind>,
    /// By what they are put together.
    pub group: Option<Grouping>,
    /// The records that must be among them.
    #[serde(default)]
    pub must: Vec<Written>,
    /// How many there may be.
    #[schemars(range(min = 1, max = 200))]
    pub max: Option<u8>,
}

impl Leaflet {
    /// Whether residents get it.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.audience == Audience::Public && self.status == Status::Open && self.kind != LeafletKind::Verify
    }

    /// Whether only staff get it: it is theirs, or not decided on yet.
    #[must_use]
    pub fn is_for_staff(&self) -> bool {
        !self.is_public() && !matches!(self.status, Status::Paused | Status::Ended)
    }

    /// Whether its printed code opens a page: as long as somebody may have it in hand, so after it has ended, too.
    #[must_use]
    pub fn has_landing(&self) -> bool {
        let was_given_out = matches!(self.status, Status::Open | Status::Paused | Status::Ended);
        self.audience == Audience::Public && self.kind != LeafletKind::Verify && was_given_out
    }

    /// In which language its facts are said.
    #[must_use]
    pub fn language(&self) -> Language {
        if self.easy { Language::Easy } else { Language::Ja }
    }

    /// Every record it names, with its place.
    #[must_use]
    pub fn records(&self) -> Vec<(FieldPath, &Written)> {
        let main = self.main.iter().map(|main| (FieldPath::from("main"), main));
        let must = self.entries.iter().flat_map(|entries| &entries.must).enumerate();
        let must = must.map(|(number, id)| (FieldPath::from("entries").key("must").index(number), id));
        let also = self.also.iter().enumerate().map(|(number, id)| (FieldPath::from("also").index(number), id));
        main.chain(must).chain(also).collect()
    }
}
