//! Reads the content of a guide: every file by its role, in parallel, then put together in one order.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::LazyLock;

use jiff::civil;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::files::{self, Role};
use super::part::ServiceText;
use super::value::{CHECKS, Kind, Language, RecordId};
use super::{
    AnyService, Concern, Document, Entry, HasId, List, Listed, Organisation, Page, PageText, Scope, Site, Translation,
    Ward, WardText, all_organisations,
};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics, FieldPath, Location};
use crate::markdown::{self, Markdown};
use crate::source::{SourcePath, SourceTree};
use crate::yaml::{self, Shape, Yaml};

/// Reads the content of a guide.
#[must_use]
pub fn model(tree: &SourceTree, day: civil::Date) -> (Site, Diagnostics) {
    let (roles, mut diagnostics) = files::classify(tree);
    let read: Vec<_> = roles.into_par_iter().map(|(path, role)| (Piece::read(tree, path, &role), path, role)).collect();
    let mut site = Site {
        config: Config::unknown(),
        day,
        concerns: List::default(),
        documents: List::default(),
        organisations: BTreeMap::new(),
        scopes: BTreeMap::new(),
        wards: BTreeMap::new(),
        services: BTreeMap::new(),
        pages: BTreeMap::new(),
        unreadable: BTreeSet::new(),
    };
    let mut has_config = false;
    for ((piece, problems), path, role) in read {
        has_config |= matches!(role, Role::Config);
        diagnostics.extend(problems);
        site.add(piece, path, role, &mut diagnostics);
    }
    if !has_config {
        diagnostics.push(Diagnostic::error("missing-site").at(Location::file(&SourcePath::new("content/site.yaml"))));
    }
    (site, diagnostics)
}

/// What was read from one file.
enum Piece {
    Nothing,
    Config(Config),
    Concerns(Vec<Concern>, Vec<String>),
    Documents(Vec<Document>, Vec<String>),
    Organisations(Vec<Organisation>, Vec<String>),
    Scope(Scope),
    Ward(Box<Ward>, Markdown),
    WardText(WardText, Markdown),
    Service(Box<AnyService>, Markdown),
    ServiceText(Box<ServiceText>, Markdown),
    Page(Page, Markdown),
    PageText(PageText, Markdown),
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
        match role {
            Role::Config => whole(file, &SHAPES.config, Self::Config),
            Role::Concerns => list(file, &SHAPES.concerns, Self::Concerns),
            Role::Documents => list(file, &SHAPES.documents, Self::Documents),
            Role::Organisations(_) => list(file, &SHAPES.organisations, Self::Organisations),
            Role::Scope(_) => whole(file, &SHAPES.scope, Self::Scope),
            Role::Ward(_, None) => typed(file, &SHAPES.ward, |ward, body| Self::Ward(Box::new(ward), body)),
            Role::Ward(_, Some(_)) => typed(file, &SHAPES.ward_text, Self::WardText),
            Role::Record(id, language) => match (id.kind, language) {
                (Kind::Page, None) => typed(file, &SHAPES.page, Self::Page),
                (Kind::Page, Some(_)) => typed(file, &SHAPES.page_text, Self::PageText),
                (_, Some(_)) => typed(file, &SHAPES.service_text, |text, body| Self::ServiceText(Box::new(text), body)),
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
    make: impl Fn(Vec<T>, Vec<String>) -> Piece,
) -> (Piece, Diagnostics) {
    let (items, broken, diagnostics) = yaml::read_list(Yaml::whole(path, text), shape);
    (make(items, broken), diagnostics)
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
            (Piece::Config(config), _) => self.config = config,
            (Piece::Concerns(items, broken), _) => {
                self.unreadable.extend(broken);
                self.concerns.fill(&path, items, diagnostics);
            }
            (Piece::Documents(items, broken), _) => {
                self.unreadable.extend(broken);
                self.documents.fill(&path, items, diagnostics);
            }
            (Piece::Organisations(items, broken), Role::Organisations(place)) => {
                let id = |name| RecordId::new(place.clone(), Kind::Organisation, name);
                let broken = broken.into_iter().filter_map(|name| name.parse().ok());
                self.unreadable.extend(broken.map(|name| id(name).to_string()));
                for (number, data) in items.into_iter().enumerate() {
                    let id = id(data.id.clone());
                    if let Some(first) = self.organisations.get(&id) {
                        diagnostics.push(duplicate_id(&path, number, &data.id, first.number));
                        continue;
                    }
                    self.organisations.insert(id, Listed { path: path.clone(), number, data });
                }
            }
            (Piece::Scope(scope), Role::Scope(id)) => {
                self.scopes.insert(id, (path, scope));
            }
            (Piece::Ward(ward, body), Role::Ward(id, None)) => {
                self.wards.insert(id, Entry::new(path, *ward, body));
            }
            (Piece::Service(service, body), Role::Record(id, _)) => {
                insert(&mut self.services, id, Entry::new(path, *service, body), diagnostics);
            }
            (Piece::Page(page, body), Role::Record(id, _)) => {
                insert(&mut self.pages, id, Entry::new(path, page, body), diagnostics);
            }
            (Piece::WardText(data, body), Role::Ward(id, Some(language))) => {
                let is_known = self.unreadable.contains(id.as_str());
                let translation = Translation { path, data, body };
                translate(self.wards.get_mut(&id), is_known, language, translation, diagnostics);
            }
            (Piece::PageText(data, body), Role::Record(id, Some(language))) => {
                let is_known = self.unreadable.contains(&id.to_string());
                let translation = Translation { path, data, body };
                translate(self.pages.get_mut(&id), is_known, language, translation, diagnostics);
            }
            (Piece::ServiceText(data, body), Role::Record(id, Some(language))) => {
                let is_known = self.unreadable.contains(&id.to_string());
                let translation = Translation { path, data: *data, body };
                translate(self.services.get_mut(&id), is_known, language, translation, diagnostics);
            }
            // What could not be read stays known by its id.
            (_, Role::Config) => self.unreadable.extend([path.to_string()]),
            (_, Role::Ward(id, None)) => self.unreadable.extend([id.to_string()]),
            (_, Role::Scope(id)) => self.unreadable.extend([format!("shared/{id}")]),
            (_, Role::Record(id, None)) => self.unreadable.extend([id.to_string()]),
            (_, Role::Organisations(place)) => self.unreadable.extend([all_organisations(&place)]),
            _ => {}
        }
    }
}

impl<T: HasId> List<T> {
    fn fill(&mut self, path: &SourcePath, items: Vec<T>, diagnostics: &mut Diagnostics) {
        for (number, data) in items.into_iter().enumerate() {
            match self.items.iter().find(|listed| listed.data.id() == data.id()) {
                Some(first) => diagnostics.push(duplicate_id(path, number, data.id(), first.number)),
                None => self.items.push(Listed { path: path.clone(), number, data }),
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
fn insert<T, X>(
    all: &mut BTreeMap<RecordId, Entry<T, X>>,
    id: RecordId,
    entry: Entry<T, X>,
    diagnostics: &mut Diagnostics,
) {
    if let Some(first) = all.get(&id) {
        let diagnostic = Diagnostic::error("duplicate-file").with("id", &id.name).with("first", first.path.name());
        diagnostics.push(diagnostic.at(Location::file(&entry.path)));
        return;
    }
    all.insert(id, entry);
}

fn translate<T, X>(
    entry: Option<&mut Entry<T, X>>,
    is_known: bool,
    language: Language,
    translation: Translation<X>,
    diagnostics: &mut Diagnostics,
) {
    match entry {
        Some(entry) => {
            entry.translations.insert(language, translation);
        }
        None if is_known => {}
        None => {
            let path = &translation.path;
            let diagnostic = Diagnostic::error("overlay-without-record").with("record", format!("{}.md", path.stem()));
            diagnostics.push(diagnostic.at(Location::file(path)));
        }
    }
}

fn duplicate_id(path: &SourcePath, number: usize, id: &impl fmt::Display, first: usize) -> Diagnostic {
    let item = |number| Location::field(path, FieldPath::default().index(number).key("id"));
    Diagnostic::error("duplicate-id").with("id", id).at(item(number)).related(item(first))
}

/// What each kind of file may hold. Services keep theirs beside their types.
struct Shapes {
    config: Shape,
    concerns: Shape,
    documents: Shape,
    organisations: Shape,
    scope: Shape,
    ward: Shape,
    ward_text: Shape,
    service_text: Shape,
    page: Shape,
    page_text: Shape,
}

static SHAPES: LazyLock<Shapes> = LazyLock::new(|| {
    fn of<T: JsonSchema>() -> Shape {
        Shape::of::<T>(CHECKS)
    }
    let (ward, page) = (of::<Ward>(), of::<Page>());
    Shapes {
        config: of::<Config>(),
        concerns: of::<Vec<Concern>>(),
        documents: of::<Vec<Document>>(),
        organisations: of::<Vec<Organisation>>(),
        scope: of::<Scope>(),
        ward_text: of::<WardText>().with_elsewhere(&ward, "fact-in-overlay"),
        service_text: of::<ServiceText>().with_elsewhere(AnyService::shape(Kind::Window), "fact-in-overlay"),
        page_text: of::<PageText>().with_elsewhere(&page, "fact-in-overlay"),
        ward,
        page,
    }
});
