//! Who runs things.

use schemars::JsonSchema;
use serde::Deserialize;

use super::value::{Audience, Kana, LocalText, Slug, Text};

/// An office, an association, a company: a line of `organisations.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Its id.
    pub id: Slug,
    /// Its name.
    pub name: LocalText,
    /// How the name is read.
    pub kana: Kana,
    /// Nicknames and short names.
    #[serde(default)]
    pub also: Vec<Text>,
    /// Former names.
    #[serde(default)]
    pub formerly: Vec<Text>,
    /// Who may read about it.
    #[serde(default)]
    pub audience: Audience,
}
