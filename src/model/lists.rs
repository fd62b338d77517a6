//! The short lists that the whole guide shares: concerns and documents.

use schemars::JsonSchema;
use serde::Deserialize;

use super::value::{Date, Id, LocalText, Text, Url};
use crate::path::SourcePath;

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

/// An item of a one-file list, with its place.
#[derive(Clone, Debug)]
pub struct Listed<T> {
    /// The file.
    pub path: SourcePath,
    /// Which item of it, from 0.
    pub number: usize,
    /// The item.
    pub data: T,
}

/// A one-file list.
#[derive(Clone, Debug)]
pub struct List<T> {
    /// The items, in order.
    pub items: Vec<Listed<T>>,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self { items: Vec::new() }
    }
}

impl<T: HasId> List<T> {
    /// An item by its id.
    #[must_use]
    pub fn get(&self, id: &Id<T>) -> Option<&T> {
        self.items.iter().map(|listed| &listed.data).find(|item| item.id() == id)
    }
}

/// An item of a list that the whole guide shares.
pub trait HasId: Sized {
    /// Its id.
    fn id(&self) -> &Id<Self>;
}

impl HasId for Concern {
    fn id(&self) -> &Id<Self> {
        &self.id
    }
}

impl HasId for Document {
    fn id(&self) -> &Id<Self> {
        &self.id
    }
}
