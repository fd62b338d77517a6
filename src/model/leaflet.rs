//! Printed matter: which records a sheet shows. It names records and never repeats a fact.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Voice;
use super::part::Source;
use super::value::{Audience, Grouping, Id, Kind, LeafletCode, LeafletKind, Status, Text, Written};
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
    #[schemars(range(min = 0, max = 20))]
    pub strips: Option<u8>,
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
