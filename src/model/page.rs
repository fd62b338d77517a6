//! Pages that are no records: guides for everybody, and other pages of a ward.

use schemars::JsonSchema;
use serde::Deserialize;

use super::value::{Audience, Text};

/// The front matter of a page.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// The heading.
    pub title: Text,
    /// One sentence about it, for lists.
    pub description: Option<Text>,
    /// Its place in lists; pages without one come last.
    #[schemars(range(min = 0, max = 9999))]
    pub order: Option<u16>,
    /// Who may read it.
    #[serde(default)]
    pub audience: Audience,
    /// Whether it has a link that leaves it at once.
    #[serde(default)]
    pub leave: bool,
}

/// The front matter of a page's overlay.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PageText {
    /// The heading.
    pub title: Option<Text>,
    /// The sentence about it.
    pub description: Option<Text>,
}
