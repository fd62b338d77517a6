//! References between records: `windows/x`, `toshima/windows/x`, `shared/tokyo/phone-lines/x`.

use std::fmt;
use std::str::FromStr;

use super::{MediaName, Slug, text_value};
use crate::diagnostic::{Fault, nearest};
use crate::path::SourcePath;

/// Lists the kinds, each with its folder and the word for one record of it.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident: $folder:literal, $word:literal;)+) => {
        /// The kinds of records that have a file of their own or a line in a list of their own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, schemars::JsonSchema)]
        pub enum Kind {
            $($(#[$doc])* #[serde(rename = $folder)] $kind,)+
        }

        impl Kind {
            /// Every kind that can be named in a reference.
            pub const ALL: &[Self] = &[$(Self::$kind),+];

            /// Its folder, in content and in addresses.
            #[must_use]
            pub fn folder(self) -> &'static str {
                match self {
                    $(Self::$kind => $folder,)+
                }
            }

            /// The word for one record of it.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$kind => $word,)+
                }
            }
        }
    };
}

kinds! {
    /// A consultation window.
    Window: "windows", "window";
    /// A phone line.
    PhoneLine: "phone-lines", "phone-line";
    /// A family group, or a group for the persons themselves.
    FamilyGroup: "family-groups", "family-group";
    /// A place to go.
    Place: "places", "place";
    /// A talk, a class, a desk on the road, a council.
    Programme: "programmes", "programme";
    /// What happens after somebody has asked.
    Flow: "flows", "flow";
    /// Printed matter.
    Leaflet: "leaflets", "leaflet";
    /// Any other page of a ward.
    Page: "pages", "page";
    /// Who runs things.
    Organisation: "organisations", "organisation";
}

impl Kind {
    /// Whether its hours are the dates on which something takes place.
    #[must_use]
    pub fn takes_place(self) -> bool {
        matches!(self, Self::FamilyGroup | Self::Place | Self::Programme)
    }

    /// Whether its files have prose below their fields. Flows and leaflets have none; a flow says all its languages in
    /// one file.
    #[must_use]
    pub fn has_prose(self) -> bool {
        !matches!(self, Self::Flow | Self::Leaflet | Self::Organisation)
    }

    /// The kind that is kept in a folder.
    #[must_use]
    pub fn in_folder(folder: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.folder() == folder)
    }
}

/// Whose folder a record stands in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceId {
    /// A scope: `shared/tokyo`.
    Scope(Slug),
    /// A ward: `toshima`.
    Ward(Slug),
    /// The guide itself: `guides/…`.
    Guide,
}

impl PlaceId {
    /// A file of its `media/` folder.
    #[must_use]
    pub fn media(&self, file: &MediaName) -> SourcePath {
        SourcePath::new(match self {
            Self::Scope(scope) => format!("content/shared/{scope}/media/{file}"),
            Self::Ward(ward) => format!("content/wards/{ward}/media/{file}"),
            Self::Guide => format!("content/guides/media/{file}"),
        })
    }
}

impl fmt::Display for PlaceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scope(scope) => write!(f, "shared/{scope}"),
            Self::Ward(ward) => write!(f, "{ward}"),
            Self::Guide => f.write_str("guides"),
        }
    }
}

/// A record's full name in the guide.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId {
    /// Whose it is.
    pub place: PlaceId,
    /// What it is.
    pub kind: Kind,
    /// Its own name: the stem of its file.
    pub name: Slug,
    /// A desk of it.
    pub desk: Option<Slug>,
}

impl RecordId {
    /// The id of a record.
    #[must_use]
    pub fn new(place: PlaceId, kind: Kind, name: Slug) -> Self {
        Self { place, kind, name, desk: None }
    }

    /// The id without the desk.
    #[must_use]
    pub fn without_desk(&self) -> Self {
        Self { desk: None, ..self.clone() }
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            PlaceId::Guide => write!(f, "guides/{}", self.name),
            place => write!(f, "{place}/{}/{}", self.kind.folder(), self.name),
        }?;
        match &self.desk {
            Some(desk) => write!(f, "/{desk}"),
            None => Ok(()),
        }
    }
}

/// A reference to a record as it is written: seen from the ward or scope that it is written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    place: Option<PlaceId>,
    kind: Option<Kind>,
    name: Slug,
    desk: Option<Slug>,
}

text_value!(Written, "reference");

impl Written {
    /// The record that is meant, seen from a place. A bare id is of the kind that the field names.
    #[must_use]
    pub fn resolve(&self, home: &PlaceId, kind: Kind) -> RecordId {
        RecordId {
            place: self.place.clone().unwrap_or_else(|| home.clone()),
            kind: self.kind.unwrap_or(kind),
            name: self.name.clone(),
            desk: self.desk.clone(),
        }
    }

    /// Whether it is a bare id, which only a field of one kind can take.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.kind.is_none()
    }
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.place, self.kind) {
            (Some(place), Some(kind)) => write!(f, "{place}/{}/{}", kind.folder(), self.name),
            (_, Some(kind)) => write!(f, "{}/{}", kind.folder(), self.name),
            (_, None) => write!(f, "{}", self.name),
        }?;
        match &self.desk {
            Some(desk) => write!(f, "/{desk}"),
            None => Ok(()),
        }
    }
}

impl FromStr for Written {
    type Err = Fault;

    fn from_str(written: &str) -> Result<Self, Fault> {
        let notation = || Fault::new("reference-notation");
        let slug = |part: &str| part.parse::<Slug>().map_err(|_| notation());
        if let Some(stem) = written.strip_suffix(".md").filter(|stem| stem.parse::<Self>().is_ok()) {
            return Err(notation().with("nearest", stem));
        }
        let parts: Vec<&str> = written.split('/').collect();
        let (place, rest) = match parts.as_slice() {
            [name] => return Ok(Self { place: None, kind: None, name: name.parse()?, desk: None }),
            ["shared", scope, rest @ ..] => (Some(PlaceId::Scope(slug(scope)?)), rest),
            [kind, _] | [kind, _, _] if Kind::in_folder(kind).is_some() => (None, parts.as_slice()),
            [kind, _] => return Err(near(notation().with("kind", kind), written, kind)),
            [ward, rest @ ..] => (Some(PlaceId::Ward(slug(ward)?)), rest),
            [] => return Err(notation()),
        };
        let (kind, name, desk) = match rest {
            [kind, name] => (*kind, slug(name)?, None),
            [kind, name, desk] => (*kind, slug(name)?, Some(slug(desk)?)),
            _ => return Err(notation()),
        };
        let Some(kind) = Kind::in_folder(kind) else {
            return Err(near(notation().with("kind", kind), written, kind));
        };
        Ok(Self { place, kind: Some(kind), name, desk })
    }
}

/// Adds the reference that was meant, where the folder in it is nearly right.
fn near(fault: Fault, written: &str, kind: &str) -> Fault {
    match nearest(kind, Kind::ALL.iter().map(|kind| kind.folder())) {
        Some(known) => fault.with("nearest", written.replacen(kind, known, 1)),
        None => fault,
    }
}

/// The id of something that the whole guide keeps in one list, such as a concern. Typed, so that a concern cannot stand
/// where a document is wanted.
#[derive(Debug)]
pub struct Id<T> {
    slug: Slug,
    of: std::marker::PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// The id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.slug.as_str()
    }

    /// The id, where it does not matter of what.
    #[must_use]
    pub fn slug(&self) -> &Slug {
        &self.slug
    }
}

impl<T> From<Slug> for Id<T> {
    fn from(slug: Slug) -> Self {
        Self { slug, of: std::marker::PhantomData }
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        Self::from(self.slug.clone())
    }
}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.slug == other.slug
    }
}

impl<T> Eq for Id<T> {}

impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.slug.cmp(&other.slug)
    }
}

impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.slug.fmt(f)
    }
}

impl<'de, T> serde::Deserialize<'de> for Id<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Slug::deserialize(deserializer).map(Self::from)
    }
}

impl<T> schemars::JsonSchema for Id<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "id".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Slug::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_seen_from_where_they_are_written() {
        #[track_caller]
        fn check(written: &str, expected: &str) {
            let home = PlaceId::Ward("toshima".parse().unwrap());
            let reference: Written = written.parse().unwrap();
            assert_eq!(reference.resolve(&home, Kind::Organisation).to_string(), expected);
        }
        check("windows/x", "toshima/windows/x");
        check("windows/x/desk", "toshima/windows/x/desk");
        check("meguro/windows/x", "meguro/windows/x");
        check("shared/tokyo/phone-lines/x", "shared/tokyo/phone-lines/x");
        check("fukushi-somu", "toshima/organisations/fukushi-somu");
        check("shared/tokyo/organisations/x", "shared/tokyo/organisations/x");
    }

    #[test]
    fn a_wrong_reference_names_the_kind_that_was_meant() {
        let fault = "toshima/window/x".parse::<Written>().unwrap_err();
        assert_eq!(fault.values.last().map(|(_, value)| value.as_str()), Some("toshima/windows/x"));
        let fault = "window/x".parse::<Written>().unwrap_err();
        assert_eq!(fault.values.last().map(|(_, value)| value.as_str()), Some("windows/x"));
        let fault = "windows/x.md".parse::<Written>().unwrap_err();
        assert_eq!(fault.values.last().map(|(_, value)| value.as_str()), Some("windows/x"));
        for wrong in ["", "a/b", "shared/tokyo", "windows/", "a/b/c/d/e"] {
            assert!(wrong.parse::<Written>().is_err(), "{wrong}");
        }
    }
}
