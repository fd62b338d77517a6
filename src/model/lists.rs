//! The short lists that the whole guide shares: concerns and documents.

use schemars::JsonSchema;
use serde::Deserialize;

use super::value::{Date, Id, LocalText, Text, Url};

/// A worry that people come with (困りごと): a line of `concerns.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Concern {
    /// Its id.
    pub id: Id<Concern>,
    /// How people say it.
    pub name: LocalText,
}

/// A document that facts come from: a line of `sources.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its id.
    pub id: Id<Document>,
    /// Its title.
    pub title: LocalText,
    /// Who published it, if that is known.
    pub publisher: Option<Text>,
    /// When.
    pub date: Option<Date>,
    /// Where it can be read.
    pub url: Option<Url>,
}
