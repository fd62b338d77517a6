//! The text of a record in another language: only what differs. Typed facts are never repeated in it.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::value::{Slug, Text};

/// The front matter of an overlay such as `hikikomori.en.md`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceText {
    /// The name.
    pub name: Option<Text>,
    /// The names of desks.
    #[serde(default)]
    pub desks: Vec<DeskText>,
    /// Any other string of the record: labels, notes, addresses, the cost. Each names the string that it translates, so
    /// that no translation outlives what it says.
    #[serde(default)]
    pub texts: Vec<TextPair>,
}

/// The name of a desk in another language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeskText {
    /// Which desk.
    pub id: Slug,
    /// Its name.
    pub name: Text,
}

/// A string of the record and what to say in its place.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TextPair {
    /// The string as it stands in the record.
    pub of: Text,
    /// What is said in this language.
    pub say: Text,
}
