//! The short lists: concerns, fields, words and documents of the whole guide; voices, messages, streets and printed
//! editions of a place.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Edition;
use super::value::{Date, Id, Kana, LocalText, PlaceId, Text, Url, Who, Written};
use crate::path::SourcePath;

/// Which list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListId {
    /// `concerns.yaml`
    Concerns,
    /// `fields.yaml`
    Fields,
    /// `glossary.yaml`
    Glossary,
    /// `sources.yaml`
    Documents,
    /// A place's `organisations.yaml`.
    Organisations(PlaceId),
    /// A place's `voices.yaml`.
    Voices(PlaceId),
    /// A place's `messages.yaml`.
    Messages(PlaceId),
    /// A place's `streets.yaml`.
    Streets(PlaceId),
    /// A place's `editions.yaml`.
    Editions(PlaceId),
}

impl ListId {
    /// The files that the whole guide has.
    pub const GUIDE_FILES: [&str; 4] = ["concerns.yaml", "fields.yaml", "glossary.yaml", "sources.yaml"];

    /// The files that each place has.
    pub const PLACE_FILES: [&str; 5] =
        ["organisations.yaml", "voices.yaml", "messages.yaml", "streets.yaml", "editions.yaml"];

    /// The list of the guide that a file holds.
    #[must_use]
    pub fn of_guide(file: &str) -> Option<Self> {
        let lists = [Self::Concerns, Self::Fields, Self::Glossary, Self::Documents];
        Self::GUIDE_FILES.into_iter().zip(lists).find(|(name, _)| *name == file).map(|(_, list)| list)
    }

    /// The list of a place that a file holds.
    #[must_use]
    pub fn of_place(file: &str, place: &PlaceId) -> Option<Self> {
        let lists: [fn(PlaceId) -> Self; 5] =
            [Self::Organisations, Self::Voices, Self::Messages, Self::Streets, Self::Editions];
        Self::PLACE_FILES.into_iter().zip(lists).find(|(name, _)| *name == file).map(|(_, list)| list(place.clone()))
    }

    /// The place that it belongs to.
    #[must_use]
    pub fn place(&self) -> Option<&PlaceId> {
        match self {
            Self::Concerns | Self::Fields | Self::Glossary | Self::Documents => None,
            Self::Organisations(place)
            | Self::Voices(place)
            | Self::Messages(place)
            | Self::Streets(place)
            | Self::Editions(place) => Some(place),
        }
    }
}

/// A worry that people come with (困りごと): a line of `concerns.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Concern {
    /// Its id.
    pub id: Id<Concern>,
    /// How people say it.
    pub name: LocalText,
    /// Other words for it, in any language: they find it, and what belongs to it.
    #[serde(default)]
    pub also: Vec<Text>,
}

/// A field of help (福祉, 就労 …), a column of the support map: a line of `fields.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its id.
    pub id: Id<Field>,
    /// What it is called.
    pub name: LocalText,
}

/// A step of the way back (回復途上 …): an item of `stages` in `site.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Its id.
    pub id: Id<Stage>,
    /// What it is called.
    pub name: LocalText,
}

/// A word that not everybody knows: a line of `glossary.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// Its id.
    pub id: Id<Word>,
    /// The word.
    pub word: Text,
    /// How it is read.
    pub kana: Kana,
    /// What it means, in plain words.
    pub means: LocalText,
}

/// What a resident might say, in our own words and marked as an example: a line of `voices.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Voice {
    /// Its id.
    pub id: Id<Voice>,
    /// What is said.
    pub text: LocalText,
    /// Who might say it.
    #[serde(default)]
    pub r#for: Vec<Who>,
}

/// What somebody at a window says to residents: a line of `messages.yaml`. A role and never a person's name.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// Its id.
    pub id: Id<Message>,
    /// In which role.
    pub role: LocalText,
    /// What is said.
    pub message: LocalText,
    /// At which window.
    pub record: Option<Written>,
}

/// A street or a block (町名): a line of `streets.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Street {
    /// Its id.
    pub id: Id<Street>,
    /// Its name.
    pub name: Text,
    /// How the name is read.
    pub kana: Kana,
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

impl<T> List<T> {
    /// The items, in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> + Clone {
        self.items.iter().map(|listed| &listed.data)
    }
}

impl<T: HasId> List<T> {
    /// An item by its id.
    #[must_use]
    pub fn get(&self, id: &Id<T>) -> Option<&T> {
        self.iter().find(|item| item.id() == id)
    }
}

/// An item of a list that the whole guide shares.
pub trait HasId: Sized {
    /// Its id.
    fn id(&self) -> &Id<Self>;
}

macro_rules! has_id {
    ($($type:ty),+) => {
        $(impl HasId for $type {
            fn id(&self) -> &Id<Self> {
                &self.id
            }
        })+
    };
}

has_id!(Concern, Document, Field, Message, Stage, Street, Voice, Word);

/// The lists of a ward or a scope.
#[derive(Clone, Debug, Default)]
pub struct PlaceLists {
    /// What residents might say.
    pub voices: List<Voice>,
    /// What the people at the windows say.
    pub messages: List<Message>,
    /// Streets, in the order of their file.
    pub streets: List<Street>,
    /// What went to print.
    pub editions: List<Edition>,
}
