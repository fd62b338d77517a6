//! Reads the content of a guide: every file by its role, in parallel, then put together in one order.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::civil;
use rayon::prelude::*;
use serde::de::DeserializeOwned;

use super::files::{self, Role};
use super::form::form;
use super::part::ServiceText;
use super::unreadable::{Broken, Unreadable};
use super::value::{Kind, Language, PlaceId, RecordId};
use super::{
    AnyService, Concern, Document, Edition, Entry, Field, Flow, HasId, Leaflet, List, ListId, Listed, Message,
    Organisation, Page, PageText, Scope, Site, Street, Translation, Voice, Ward, WardText, Word,
};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics, FieldPath, Location};
use crate::markdown::{self, Markdown};
use crate::path::SourcePath;
use crate::source::{SourceFile, SourceTree};
use crate::yaml::{self, Shape, Yaml};

/// Reads the content of a guide.
#[must_use]
pub fn model(tree: &SourceTree, day: civil::Date) -> (Site, Diagnostics) {
    let (roles, mut diagnostics) = files::classify(tree);
    let (headless, problems) = files::headless(&roles);
    diagnostics.extend(problems);
    let roles_have_config = roles.iter().any(|(_, role)| matches!(role, Role::Config));
    let read: Vec<_> = roles.into_par_iter().map(|(path, role)| (Piece::read(tree, path, &role), path, role)).collect();
    let mut site = Site {
        config: Config::unknown(),
        day,
        concerns: List::default(),
        fields: List::default(),
        glossary: List::default(),
        documents: List::default(),
        organisations: BTreeMap::new(),
        scopes: BTreeMap::new(),
        wards: BTreeMap::new(),
        services: BTreeMap::new(),
        flows: BTreeMap::new(),
        leaflets: BTreeMap::new(),
        lists: BTreeMap::new(),
        pictures: pictures(tree),
        pages: BTreeMap::new(),
        unreadable: Unreadable {
            config: true,
            places: headless,
            pictures: unreadable_pictures(tree),
            ..Unreadable::default()
        },
    };
    if !roles_have_config {
        diagnostics.push(Diagnostic::error("missing-site").at(Location::file(&SourcePath::new("content/site.yaml"))));
    }
    for ((piece, problems), path, role) in read {
        diagnostics.extend(problems);
        site.add(piece, path, role, &mut diagnostics);
    }
    site.add_readings();
    (site, diagnostics)
}

/// The pictures of a guide.
fn pictures(tree: &SourceTree) -> BTreeMap<SourcePath, (u32, u32)> {
    let sizes = tree.below("content/").filter_map(|(path, file)| match file {
        SourceFile::Picture { width, height } => Some((path.clone(), (*width, *height))),
        _ => None,
    });
    sizes.collect()
}

/// The files of `media/` folders that could not be read.
fn unreadable_pictures(tree: &SourceTree) -> BTreeSet<SourcePath> {
    let files = tree.below("content/").filter(|(path, _)| path.as_str().contains("/media/"));
    files.filter(|(_, file)| matches!(file, SourceFile::Problem(_))).map(|(path, _)| path.clone()).collect()
}

/// What was read from one file.
enum Piece {
    Nothing,
    Config(Box<Config>),
    List(Items, Broken),
    Flow(Box<Flow>),
    Leaflet(Box<Leaflet>),
    Scope(Scope),
    Ward(Box<Ward>, Markdown),
    WardText(WardText, Markdown),
    Service(Box<AnyService>, Markdown),
    ServiceText(Box<ServiceText>, Markdown),
    Page(Page, Markdown),
    PageText(PageText, Markdown),
}

/// The lines of a list.
enum Items {
    Concerns(Vec<Concern>),
    Fields(Vec<Field>),
    Glossary(Vec<Word>),
    Documents(Vec<Document>),
    Organisations(Vec<Organisation>),
    Voices(Vec<Voice>),
    Messages(Vec<Message>),
    Streets(Vec<Street>),
    Editions(Vec<Edition>),
}

impl Piece {
    fn read(tree: &SourceTree, path: &SourcePath, role: &Role) -> (Self, Diagnostics) {
        let text = match tree.text(path) {
            Ok(text) if text.trim().is_empty() => Err(Diagnostic::error("empty-file").at(Location::file(path))),
            text => text,
        };
        let file = match text {
            Ok(text) => (path, text),
            Err(problem) => return (Self::Nothing, Diagnostics::from_iter([problem])),
        };
        let shape = &form(role).shape;
        match role {
            Role::Config => whole(file, shape, |config| Self::Config(Box::new(config))),
            Role::List(id) => match id {
                ListId::Concerns => list(file, shape, Items::Concerns),
                ListId::Fields => list(file, shape, Items::Fields),
                ListId::Glossary => list(file, shape, Items::Glossary),
                ListId::Documents => list(file, shape, Items::Documents),
                ListId::Organisations(_) => list(file, shape, Items::Organisations),
                ListId::Voices(_) => list(file, shape, Items::Voices),
                ListId::Messages(_) => list(file, shape, Items::Messages),
                ListId::Streets(_) => list(file, shape, Items::Streets),
                ListId::Editions(_) => list(file, shape, Items::Editions),
            },
            Role::Scope(_) => whole(file, shape, Self::Scope),
            Role::Ward(_, None) => typed(file, shape, |ward, body| Self::Ward(Box::new(ward), body)),
            Role::Ward(_, Some(_)) => typed(file, shape, Self::WardText),
            Role::Record(id, language) => match (id.kind, language) {
                (Kind::Page, None) => typed(file, shape, Self::Page),
                (Kind::Page, Some(_)) => typed(file, shape, Self::PageText),
                (Kind::Flow, _) => whole(file, shape, |flow| Self::Flow(Box::new(flow))),
                (Kind::Leaflet, _) => whole(file, shape, |leaflet| Self::Leaflet(Box::new(leaflet))),
                (_, Some(_)) => typed(file, shape, |text, body| Self::ServiceText(Box::new(text), body)),
                (kind, None) => {
                    let make = |service, body| Self::Service(Box::new(service), body);
                    entry(file, |yaml| AnyService::read(kind, yaml), make)
                }
            },
        }
    }
}

type File<'a> = (&'a SourcePath, &'a str);

fn whole<T: DeserializeOwned>(
    (path, text): File<'_>,
    shape: &Shape,
    make: impl Fn(T) -> Piece,
) -> (Piece, Diagnostics) {
    let (data, diagnostics) = yaml::read(Yaml::whole(path, text), shape);
    (data.map_or(Piece::Nothing, make), diagnostics)
}

fn list<T: DeserializeOwned>(
    (path, text): File<'_>,
    shape: &Shape,
    make: impl Fn(Vec<T>) -> Items,
) -> (Piece, Diagnostics) {
    let (items, broken, diagnostics) = yaml::read_list(Yaml::whole(path, text), shape);
    (Piece::List(make(items), broken), diagnostics)
}

fn typed<T: DeserializeOwned>(
    file: File<'_>,
    shape: &Shape,
    make: impl Fn(T, Markdown) -> Piece,
) -> (Piece, Diagnostics) {
    entry(file, |yaml| yaml::read(yaml, shape), make)
}

/// A file with prose, or the same without prose as plain YAML.
fn entry<T>(
    (path, text): File<'_>,
    read: impl Fn(Yaml<'_>) -> (Option<T>, Diagnostics),
    make: impl Fn(T, Markdown) -> Piece,
) -> (Piece, Diagnostics) {
    let (yaml, body) = match path.as_str().ends_with(".yaml") {
        true => (Yaml::whole(path, text), None),
        false => match markdown::split(path, text) {
            Ok((yaml, start)) => (yaml, Some(start)),
            Err(problem) => return (Piece::Nothing, Diagnostics::from_iter([problem])),
        },
    };
    let (data, mut diagnostics) = read(yaml);
    let (body, problems) = body.map(|start| markdown::render(path, text, start)).unwrap_or_default();
    diagnostics.extend(problems);
    (data.map_or(Piece::Nothing, |data| make(data, body)), diagnostics)
}

impl Site {
    fn add(&mut self, piece: Piece, path: &SourcePath, role: Role, diagnostics: &mut Diagnostics) {
        let path = path.clone();
        match (piece, role) {
            (Piece::Config(config), _) => {
                self.config = *config;
                self.unreadable.config = false;
            }
            (Piece::List(items, broken), Role::List(id)) => {
                self.add_list(&path, &id, items, diagnostics);
                self.unreadable.lists.entry(id).or_default().extend(broken);
            }
            (Piece::Flow(flow), Role::Record(id, _)) => drop(self.flows.insert(id, (path, *flow))),
            (Piece::Leaflet(leaflet), Role::Record(id, _)) => drop(self.leaflets.insert(id, (path, *leaflet))),
            (Piece::Scope(scope), Role::Scope(id)) => {
                self.scopes.insert(id, (path, scope));
            }
            (Piece::Ward(ward, body), Role::Ward(id, None)) => {
                insert(&mut self.wards, id, Entry::new(path, *ward, body), diagnostics);
            }
            (Piece::Service(service, body), Role::Record(id, _)) => {
                insert(&mut self.services, id, Entry::new(path, *service, body), diagnostics);
            }
            (Piece::Page(page, body), Role::Record(id, _)) => {
                insert(&mut self.pages, id, Entry::new(path, page, body), diagnostics);
            }
            (Piece::WardText(data, body), Role::Ward(id, Some(language))) => {
                let is_known = self.unreadable.has_ward(&id);
                let translation = Translation { path, data, body };
                translate(self.wards.get_mut(&id), is_known, language, translation, diagnostics);
            }
            (Piece::PageText(data, body), Role::Record(id, Some(language))) => {
                let is_known = self.unreadable.records.contains(&id);
                let translation = Translation { path, data, body };
                translate(self.pages.get_mut(&id), is_known, language, translation, diagnostics);
            }
            (Piece::ServiceText(data, body), Role::Record(id, Some(language))) => {
                let is_known = self.unreadable.records.contains(&id);
                let translation = Translation { path, data: *data, body };
                translate(self.services.get_mut(&id), is_known, language, translation, diagnostics);
            }
            // What could not be read stays known by its id.
            (_, Role::List(id)) => self.unreadable.lists.entry(id).or_default().extend(vec![None]),
            (_, Role::Ward(id, None)) => drop(self.unreadable.places.insert(PlaceId::Ward(id))),
            (_, Role::Scope(id)) => drop(self.unreadable.places.insert(PlaceId::Scope(id))),
            (_, Role::Record(id, None)) => drop(self.unreadable.records.insert(id)),
            _ => {}
        }
    }

    fn add_list(&mut self, path: &SourcePath, id: &ListId, items: Items, diagnostics: &mut Diagnostics) {
        let place = id.place().cloned().unwrap_or(PlaceId::Guide);
        match items {
            Items::Concerns(items) => self.concerns.fill(path, items, diagnostics),
            Items::Fields(items) => self.fields.fill(path, items, diagnostics),
            Items::Glossary(items) => self.glossary.fill(path, items, diagnostics),
            Items::Documents(items) => self.documents.fill(path, items, diagnostics),
            Items::Organisations(items) => {
                for (number, data) in items.into_iter().enumerate() {
                    let id = RecordId::new(place.clone(), Kind::Organisation, data.id.clone());
                    match self.organisations.get(&id) {
                        Some(first) => diagnostics.push(duplicate_id(path, number, &data.id, first.number)),
                        None => drop(self.organisations.insert(id, Listed { path: path.clone(), number, data })),
                    }
                }
            }
            Items::Voices(items) => self.lists.entry(place).or_default().voices.fill(path, items, diagnostics),
            Items::Messages(items) => self.lists.entry(place).or_default().messages.fill(path, items, diagnostics),
            Items::Streets(items) => self.lists.entry(place).or_default().streets.fill(path, items, diagnostics),
            Items::Editions(items) => {
                let listed = items.into_iter().enumerate();
                let listed = listed.map(|(number, data)| Listed { path: path.clone(), number, data });
                self.lists.entry(place).or_default().editions.items.extend(listed);
            }
        }
    }
}

impl<T: HasId> List<T> {
    fn fill(&mut self, path: &SourcePath, items: Vec<T>, diagnostics: &mut Diagnostics) {
        let mut first = BTreeMap::new();
        for (number, data) in items.into_iter().enumerate() {
            let id = data.id().clone();
            match *first.entry(id.clone()).or_insert(number) {
                first if first < number => diagnostics.push(duplicate_id(path, number, &id, first)),
                _ => self.items.push(Listed { path: path.clone(), number, data }),
            }
        }
    }
}

impl<T, X> Entry<T, X> {
    fn new(path: SourcePath, data: T, body: Markdown) -> Self {
        Self { path, data, body, translations: BTreeMap::new() }
    }
}

/// Adds an entry; `x.md` beside `x.yaml` would be one id twice.
fn insert<I: Ord, T, X>(all: &mut BTreeMap<I, Entry<T, X>>, id: I, entry: Entry<T, X>, diagnostics: &mut Diagnostics) {
    match all.get(&id) {
        Some(first) => diagnostics.push(duplicate_file(&first.path, &entry.path)),
        None => drop(all.insert(id, entry)),
    }
}

fn translate<T, X>(
    entry: Option<&mut Entry<T, X>>,
    is_known: bool,
    language: Language,
    translation: Translation<X>,
    diagnostics: &mut Diagnostics,
) {
    match entry {
        Some(entry) => match entry.translations.get(&language) {
            Some(first) => diagnostics.push(duplicate_file(&first.path, &translation.path)),
            None => drop(entry.translations.insert(language, translation)),
        },
        None if is_known => {}
        None => {
            let path = &translation.path;
            let diagnostic = Diagnostic::error("overlay-without-record").with("record", format!("{}.md", path.stem()));
            diagnostics.push(diagnostic.at(Location::file(path)));
        }
    }
}

fn duplicate_file(first: &SourcePath, path: &SourcePath) -> Diagnostic {
    let id = path.name().rsplit_once('.').map_or(path.name(), |(id, _)| id);
    Diagnostic::error("duplicate-file").with("id", id).with("first", first.name()).at(Location::file(path))
}

fn duplicate_id(path: &SourcePath, number: usize, id: &impl fmt::Display, first: usize) -> Diagnostic {
    let item = |number| Location::field(path, FieldPath::default().index(number).key("id"));
    Diagnostic::error("duplicate-id").with("id", id).at(item(number)).related(item(first))
}
