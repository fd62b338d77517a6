//! What is to be made, from the words on the command line: a kind, and where it belongs.

use crate::diagnostic::{Diagnostic, Fault, nearest};
use crate::model::value::{Kind, PlaceId, RecordId, Slug};
use crate::model::{Site, is_reserved, path_of};
use crate::path::SourcePath;

/// What `shirube new` was asked to make in a guide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A ward with its organisations.
    Ward(Slug),
    /// A record or a page.
    Record(RecordId),
    /// A theme that stands on the standard one.
    Theme(Slug),
}

impl Target {
    /// Where its file stands.
    #[must_use]
    pub fn path(&self) -> SourcePath {
        match self {
            Self::Ward(ward) => SourcePath::new(format!("content/wards/{ward}/ward.md")),
            Self::Record(id) => path_of(id),
            Self::Theme(name) => SourcePath::new(format!("themes/{name}/theme.yaml")),
        }
    }
}

/// Why there is nothing to make: a phrase, and what it needs.
#[derive(Clone, Debug)]
pub enum Refusal {
    /// A phrase by its name, with values.
    Phrase(&'static str, Vec<(&'static str, String)>),
    /// What is wrong with an id.
    Id(Diagnostic),
}

/// What can be made in a guide besides records.
const OTHERS: [(&str, &str); 2] = [("ward", "wards"), ("theme", "themes")];

/// Whether a word is one of a kind: `window`, `windows`, `theme`.
#[must_use]
pub fn is_kind(word: &str) -> bool {
    kinds().any(|(one, several)| word == one || word == several)
}

/// Every kind that can be made, in the singular and in the plural.
pub fn kinds() -> impl Iterator<Item = (&'static str, &'static str)> {
    let records = Kind::ALL.iter().filter(|kind| **kind != Kind::Organisation);
    let records = records.map(|kind| (kind.word(), kind.folder()));
    [OTHERS[0]].into_iter().chain(records).chain([OTHERS[1]])
}

/// What is meant by a kind and a name such as `toshima/sodan`.
///
/// # Errors
///
/// When there is no such kind or place, when the id is wrong, or when the record is there already.
pub fn target(site: &Site, kind: &str, name: &str) -> Result<Target, Refusal> {
    let (one, several) =
        kinds().find(|(one, several)| kind == *one || kind == *several).ok_or_else(|| no_kind(kind))?;
    match one {
        "ward" => new_ward(site, name),
        "theme" if name == "standard" => Err(Refusal::Phrase("new_standard", Vec::new())),
        "theme" => slug(name).map(Target::Theme),
        _ => new_record(site, Kind::in_folder(several).expect("listed just now"), name),
    }
}

fn no_kind(kind: &str) -> Refusal {
    if [Kind::Organisation.word(), Kind::Organisation.folder()].contains(&kind) {
        return Refusal::Phrase("new_organisation", Vec::new());
    }
    let known: Vec<&str> = kinds().map(|(one, _)| one).collect();
    let values = vec![("kind", kind.to_owned()), ("known", known.join(", "))];
    match nearest(kind, known.iter().copied()) {
        Some(near) => Refusal::Phrase("new_no_kind_near", [values, vec![("nearest", near.to_owned())]].concat()),
        None => Refusal::Phrase("new_no_kind", values),
    }
}

fn new_ward(site: &Site, name: &str) -> Result<Target, Refusal> {
    let id = slug(name.strip_prefix("wards/").unwrap_or(name))?;
    if is_reserved(id.as_str()) {
        return Err(Refusal::Id(Diagnostic::error("reserved-id").with("id", id)));
    }
    match site.knows_ward(&id) {
        true => Err(taken(format!("content/wards/{id}/ward.md"))),
        false => Ok(Target::Ward(id)),
    }
}

fn new_record(site: &Site, kind: Kind, name: &str) -> Result<Target, Refusal> {
    let parts: Vec<&str> = name.trim_end_matches('/').split('/').collect();
    let parts: Vec<&str> = match parts.as_slice() {
        // The folder may be named, too: `toshima/windows/sodan`.
        [place @ .., folder, id] if !place.is_empty() && *folder == kind.folder() => [place, &[*id]].concat(),
        _ => parts,
    };
    let wards: Vec<&Slug> = site.wards.keys().collect();
    let (place, id) = match (parts.as_slice(), &wards[..]) {
        (["guides", id], _) if kind == Kind::Page => (PlaceId::Guide, slug(id)?),
        (["shared", scope, id], _) => (PlaceId::Scope(slug(scope)?), slug(id)?),
        ([ward, id], _) if *ward != "shared" => (PlaceId::Ward(slug(ward)?), slug(id)?),
        ([id], [ward]) => (PlaceId::Ward((*ward).clone()), slug(id)?),
        _ => {
            let example = wards.first().map_or("toshima".to_owned(), ToString::to_string);
            let values = vec![("kind", kind.word().to_owned()), ("ward", example), ("name", name.to_owned())];
            return Err(Refusal::Phrase("new_where", values));
        }
    };
    let is_there = match &place {
        PlaceId::Guide => true,
        PlaceId::Scope(scope) => site.scopes.contains_key(scope) || site.unreadable.places.contains(&place),
        PlaceId::Ward(ward) => site.knows_ward(ward),
    };
    if !is_there {
        return Err(no_place(site, &place));
    }
    let id = RecordId::new(place, kind, id);
    match site.knows(&id) {
        true => Err(taken(path_of(&id).to_string())),
        false => Ok(Target::Record(id)),
    }
}

fn no_place(site: &Site, place: &PlaceId) -> Refusal {
    let known: Vec<String> = match place {
        PlaceId::Scope(_) => site.scopes.keys().map(|scope| format!("shared/{scope}")).collect(),
        _ => site.wards.keys().map(ToString::to_string).collect(),
    };
    let values = vec![("place", place.to_string())];
    let names = match place {
        PlaceId::Scope(_) => ["new_no_scope_near", "new_no_scope"],
        _ => ["new_no_ward_near", "new_no_ward"],
    };
    match nearest(&place.to_string(), known.iter().map(String::as_str)) {
        Some(near) => Refusal::Phrase(names[0], [values, vec![("nearest", near.to_owned())]].concat()),
        None => Refusal::Phrase(names[1], values),
    }
}

fn taken(path: String) -> Refusal {
    Refusal::Phrase("new_taken", vec![("path", path)])
}

fn slug(name: &str) -> Result<Slug, Refusal> {
    name.parse().map_err(|fault: Fault| {
        let mut problem = Diagnostic::error(fault.code);
        problem.values = fault.values;
        Refusal::Id(problem)
    })
}
