//! The model of a support guide: sources in, [`Site`] and problems out.
//!
//! A bad file yields a problem and its id stays known, so that nothing that names it is reported as well. The text of
//! the sources is not kept. Knows nothing about addresses on the web, themes or templates.

mod files;
mod lists;
mod organisation;
mod page;
pub mod part;
mod phone_line;
mod prefecture;
mod scope;
mod service;
pub mod value;
mod ward;
mod window;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use std::sync::LazyLock;

pub use lists::{Concern, Document};
pub use organisation::Organisation;
pub use page::{Page, PageText};
pub use phone_line::PhoneLine;
pub use prefecture::{Prefecture, prefecture, prefectures};
pub use scope::{AppliesTo, Everywhere, Part, Scope};
pub use service::Service;
pub(crate) use value::is_cjk;
pub use ward::{SharedRecord, Ward, WardText};
pub use window::{Desk, Window};

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics, FieldPath, Location};
use crate::markdown::{self, Markdown};
use crate::source::{SourcePath, SourceTree};
use crate::yaml::{self, Shape, Yaml};
use files::Role;
pub(crate) use files::{record_at, ward_at};
use part::{Freshness, ServiceText};
use value::{CHECKS, Id, Kind, Language, PlaceId, RecordId, Slug};

/// Everything that a guide says, as far as it could be read.
#[derive(Clone, Debug)]
pub struct Site {
    /// The settings.
    pub config: Config,
    /// The one "today" of the build.
    pub day: civil::Date,
    /// Worries, in the order of their file.
    pub concerns: List<Concern>,
    /// Documents that facts come from.
    pub documents: List<Document>,
    /// Who runs things.
    pub organisations: BTreeMap<RecordId, Listed<Organisation>>,
    /// Shared scopes.
    pub scopes: BTreeMap<Slug, (SourcePath, Scope)>,
    /// Wards.
    pub wards: BTreeMap<Slug, Entry<Ward, WardText>>,
    /// Consultation windows.
    pub windows: Collection<Window>,
    /// Phone lines.
    pub phone_lines: Collection<PhoneLine>,
    /// Pages that are no records.
    pub pages: BTreeMap<RecordId, Entry<Page, PageText>>,
    /// What is there but could not be read.
    pub unreadable: BTreeSet<String>,
}

/// The records of a kind, by id.
pub type Collection<T> = BTreeMap<RecordId, Entry<T, ServiceText>>;

/// A file of its own: its data, its prose, and both in other languages.
#[derive(Clone, Debug)]
pub struct Entry<T, X> {
    /// The file.
    pub path: SourcePath,
    /// The front matter.
    pub data: T,
    /// The prose.
    pub body: Markdown,
    /// The overlays.
    pub translations: BTreeMap<Language, Translation<X>>,
}

/// An overlay: what an entry says in another language.
#[derive(Clone, Debug)]
pub struct Translation<X> {
    /// The file.
    pub path: SourcePath,
    /// The front matter.
    pub data: X,
    /// The prose; empty where the entry's own is to be shown.
    pub body: Markdown,
}

/// One-file lists, with the place of each item.
#[derive(Clone, Debug)]
pub struct List<T> {
    /// The items, in order.
    pub items: Vec<Listed<T>>,
}

/// An item of a one-file list.
#[derive(Clone, Debug)]
pub struct Listed<T> {
    /// The file.
    pub path: SourcePath,
    /// Which item of it, from 0.
    pub number: usize,
    /// The item.
    pub data: T,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self { items: Vec::new() }
    }
}

/// A service of any kind, seen through what all kinds share.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// Its id.
    pub id: &'a RecordId,
    /// Its file.
    pub path: &'a SourcePath,
    /// What it shares with every other kind.
    pub service: &'a Service,
    /// Its desks, if it is a window.
    pub desks: &'a [Desk],
    /// Its prose.
    pub body: &'a Markdown,
    /// Its overlays.
    pub translations: &'a BTreeMap<Language, Translation<ServiceText>>,
}

/// A type that is a service with fields of its own.
pub trait ServiceKind {
    /// What it shares with every other kind.
    fn service(&self) -> &Service;
    /// Its desks.
    fn desks(&self) -> &[Desk] {
        &[]
    }
}

impl ServiceKind for Window {
    fn service(&self) -> &Service {
        &self.service
    }

    fn desks(&self) -> &[Desk] {
        &self.desks
    }
}

impl ServiceKind for PhoneLine {
    fn service(&self) -> &Service {
        &self.service
    }
}

impl Site {
    /// A record, if it could be read.
    #[must_use]
    pub fn record(&self, id: &RecordId) -> Option<Record<'_>> {
        match id.kind {
            Kind::Window => self.windows.get_key_value(id).map(seen),
            Kind::PhoneLine => self.phone_lines.get_key_value(id).map(seen),
            Kind::Page | Kind::Organisation => None,
        }
    }

    /// Every record of the guide, kind after kind.
    pub fn records(&self) -> impl Iterator<Item = Record<'_>> {
        self.windows.iter().map(seen).chain(self.phone_lines.iter().map(seen))
    }

    /// Every record of a ward or scope, kind after kind.
    pub fn records_of(&self, place: &PlaceId) -> impl Iterator<Item = Record<'_>> + use<'_> {
        of_place(&self.windows, place).map(seen).chain(of_place(&self.phone_lines, place).map(seen))
    }

    /// The pages of a place.
    pub fn pages_of(&self, place: &PlaceId) -> impl Iterator<Item = (&RecordId, &Entry<Page, PageText>)> + use<'_> {
        of_place(&self.pages, place)
    }

    /// Whether something is there, even if it could not be read.
    #[must_use]
    pub fn knows(&self, id: &RecordId) -> bool {
        let readable = match id.kind {
            Kind::Page => self.pages.contains_key(id),
            Kind::Organisation => {
                self.organisations.contains_key(id)
                    || self.unreadable.contains(&format!("{}/organisations/*", id.place))
            }
            Kind::Window | Kind::PhoneLine => self.record(id).is_some(),
        };
        readable || self.unreadable.contains(&id.to_string())
    }

    /// Whether an item of `concerns.yaml` or `sources.yaml` may be there although it could not be read.
    #[must_use]
    pub fn may_list(&self, list: &str, id: &str) -> bool {
        [id, "*"].iter().any(|id| self.unreadable.contains(&format!("{list}/{id}")))
    }

    /// The shared scopes, those that could not be read among them.
    fn scope_ids(&self) -> impl Iterator<Item = Slug> {
        let unreadable = self.unreadable.iter().filter_map(|id| id.strip_prefix("shared/")?.parse().ok());
        self.scopes.keys().cloned().chain(unreadable)
    }

    /// The wards, those that could not be read among them.
    fn ward_ids(&self) -> impl Iterator<Item = Slug> {
        self.wards.keys().cloned().chain(self.unreadable.iter().filter_map(|id| id.parse().ok()))
    }

    /// Whether some scope could not be read, so that nobody knows for whom it is.
    #[must_use]
    pub fn has_unreadable_scope(&self) -> bool {
        self.scope_ids().count() > self.scopes.len()
    }

    /// Who publishes the guide: an organisation of a scope, or of the only ward.
    #[must_use]
    pub fn publisher_id(&self) -> Option<RecordId> {
        let only_ward = match self.ward_ids().take(2).collect::<Vec<_>>().as_slice() {
            [only] => Some(PlaceId::Ward(only.clone())),
            _ => None,
        };
        self.scope_ids()
            .map(PlaceId::Scope)
            .chain(only_ward)
            .map(|place| self.config.publisher.resolve(&place, Kind::Organisation))
            .find(|id| id.kind == Kind::Organisation && self.knows(id))
    }

    /// The scope that is for a prefecture.
    #[must_use]
    pub fn scope_of_prefecture(&self, name: &str) -> Option<&Slug> {
        self.scopes
            .iter()
            .find(|(_, (_, scope))| scope.prefecture().is_some_and(|of| of.as_str() == name))
            .map(|(id, _)| id)
    }
}

impl<'a> Record<'a> {
    /// What is to be thought of its facts, and of those that carry a confirmation of their own, each with its place.
    #[must_use]
    pub fn freshness(&self, today: civil::Date, verified_for: i32) -> Vec<(FieldPath, Freshness)> {
        let own = Freshness::of(self.service.verified.as_ref(), &self.service.facts(self.desks), today, verified_for);
        let parts = std::iter::once((FieldPath::default(), &self.service.contact)).chain(
            self.desks.iter().enumerate().map(|(number, desk)| (FieldPath::from("desks").index(number), &desk.contact)),
        );
        let items = parts.flat_map(|(field, contact)| contact.freshness(&field, today, verified_for));
        std::iter::once((FieldPath::default(), own)).chain(items).collect()
    }

    /// Every string of it that an overlay may translate one by one.
    #[must_use]
    pub fn strings(&self) -> Vec<&'a str> {
        let contacts = std::iter::once(&self.service.contact).chain(self.desks.iter().map(|desk| &desk.contact));
        contacts.flat_map(part::Contact::strings).map(value::Text::as_str).collect()
    }
}

fn seen<'a, T: ServiceKind>((id, entry): (&'a RecordId, &'a Entry<T, ServiceText>)) -> Record<'a> {
    Record {
        id,
        path: &entry.path,
        service: entry.data.service(),
        desks: entry.data.desks(),
        body: &entry.body,
        translations: &entry.translations,
    }
}

/// The part of a collection that belongs to a place. Ids are sorted by place first, so it is one range.
fn of_place<'a, E>(
    all: &'a BTreeMap<RecordId, E>,
    place: &PlaceId,
) -> impl Iterator<Item = (&'a RecordId, &'a E)> + use<'a, E> {
    let first = RecordId::new(place.clone(), Kind::ALL[0], "0".parse().expect("a right id"));
    let place = place.clone();
    all.range(first..).take_while(move |(id, _)| id.place == place)
}

/// Reads the content of a guide.
#[must_use]
pub fn model(tree: &SourceTree, day: civil::Date) -> (Site, Diagnostics) {
    let (roles, mut diagnostics) = files::classify(tree);
    let (headless, problems) = files::headless(&roles);
    diagnostics.extend(problems);
    let read: Vec<_> = roles.into_par_iter().map(|(path, role)| (Piece::read(tree, path, &role), path, role)).collect();

    let mut site = Site {
        config: Config::unknown(),
        day,
        concerns: List::default(),
        documents: List::default(),
        organisations: BTreeMap::new(),
        scopes: BTreeMap::new(),
        wards: BTreeMap::new(),
        windows: BTreeMap::new(),
        phone_lines: BTreeMap::new(),
        pages: BTreeMap::new(),
        unreadable: headless.iter().map(ToString::to_string).collect(),
    };
    let mut has_config = false;
    for ((piece, problems), path, role) in read {
        has_config |= matches!(role, Role::Config);
        diagnostics.extend(problems);
        site.add(piece, path, role, &mut diagnostics);
    }
    if !has_config {
        site.unreadable.insert("content/site.yaml".to_owned());
        diagnostics.push(Diagnostic::error("missing-site").at(Location::file(&SourcePath::new("content/site.yaml"))));
    }
    (site, diagnostics)
}

/// The ids of the items of a list that could not be read; `None` where not even the id is known.
type Broken = Vec<Option<String>>;

/// What was read from one file.
enum Piece {
    Nothing,
    Config(Config),
    Concerns(Vec<Concern>, Broken),
    Documents(Vec<Document>, Broken),
    Organisations(Vec<Organisation>, Broken),
    Scope(Scope),
    Ward(Box<Ward>, Markdown),
    WardText(WardText, Markdown),
    Window(Box<Window>, Markdown),
    PhoneLine(Box<PhoneLine>, Markdown),
    ServiceText(Box<ServiceText>, Markdown),
    Page(Page, Markdown),
    PageText(PageText, Markdown),
}

impl Piece {
    fn read(tree: &SourceTree, path: &SourcePath, role: &Role) -> (Self, Diagnostics) {
        let text = match tree.text(path) {
            Ok(text) => text,
            Err(problem) => return (Self::Nothing, Diagnostics::from_iter([problem])),
        };
        if text.trim().is_empty() {
            let problem = Diagnostic::error("empty-file").at(Location::file(path));
            return (Self::Nothing, Diagnostics::from_iter([problem]));
        }
        let file = (path, text);
        match role {
            Role::Config => whole(file, &SHAPES.config, Self::Config),
            Role::Concerns => list(file, &SHAPES.concerns, Self::Concerns),
            Role::Documents => list(file, &SHAPES.documents, Self::Documents),
            Role::Organisations(_) => list(file, &SHAPES.organisations, Self::Organisations),
            Role::Scope(_) => whole(file, &SHAPES.scope, Self::Scope),
            Role::Ward(_, None) => entry(file, &SHAPES.ward, |ward, body| Self::Ward(Box::new(ward), body)),
            Role::Ward(_, Some(_)) => entry(file, &SHAPES.ward_text, Self::WardText),
            Role::Record(RecordId { kind: Kind::Page, .. }, None) => entry(file, &SHAPES.page, Self::Page),
            Role::Record(RecordId { kind: Kind::Page, .. }, Some(_)) => entry(file, &SHAPES.page_text, Self::PageText),
            Role::Record(_, Some(_)) => {
                entry(file, &SHAPES.service_text, |text, body| Self::ServiceText(Box::new(text), body))
            }
            Role::Record(RecordId { kind: Kind::Window, .. }, None) => {
                entry(file, &SHAPES.window, |window, body| Self::Window(Box::new(window), body))
            }
            Role::Record(RecordId { kind: Kind::PhoneLine, .. }, None) => {
                entry(file, &SHAPES.phone_line, |line, body| Self::PhoneLine(Box::new(line), body))
            }
            Role::Record(RecordId { kind: Kind::Organisation, .. }, None) => {
                unreachable!("organisations stand in a list, not in files of their own")
            }
        }
    }
}

type File<'a> = (&'a SourcePath, &'a str);

fn whole<T: DeserializeOwned>(
    (path, text): File<'_>,
    shape: &Shape,
    make: impl FnOnce(T) -> Piece,
) -> (Piece, Diagnostics) {
    let (data, diagnostics) = yaml::read(Yaml::whole(path, text), shape);
    (data.map_or(Piece::Nothing, make), diagnostics)
}

fn list<T: DeserializeOwned>(
    (path, text): File<'_>,
    shape: &Shape,
    make: impl FnOnce(Vec<T>, Broken) -> Piece,
) -> (Piece, Diagnostics) {
    let (items, broken, diagnostics) = yaml::read_list(Yaml::whole(path, text), shape);
    (make(items, broken), diagnostics)
}

fn entry<T: DeserializeOwned>(
    (path, text): File<'_>,
    shape: &Shape,
    make: impl FnOnce(T, Markdown) -> Piece,
) -> (Piece, Diagnostics) {
    if path.as_str().ends_with(".yaml") {
        return whole((path, text), shape, |data| make(data, Markdown::default()));
    }
    let (yaml, start) = match markdown::split(path, text) {
        Ok(pieces) => pieces,
        Err(problem) => return (Piece::Nothing, Diagnostics::from_iter([problem])),
    };
    let (data, mut diagnostics) = yaml::read(yaml, shape);
    let (body, problems) = markdown::render(path, text, start);
    diagnostics.extend(problems);
    (data.map_or(Piece::Nothing, |data| make(data, body)), diagnostics)
}

impl Site {
    fn add(&mut self, piece: Piece, path: &SourcePath, role: Role, diagnostics: &mut Diagnostics) {
        let path = path.clone();
        match (piece, role) {
            (Piece::Config(config), _) => self.config = config,
            (Piece::Concerns(concerns, broken), _) => {
                self.unreadable.extend(listed("concerns", broken));
                self.concerns.fill(&path, concerns, diagnostics);
            }
            (Piece::Documents(documents, broken), _) => {
                self.unreadable.extend(listed("sources", broken));
                self.documents.fill(&path, documents, diagnostics);
            }
            (Piece::Organisations(organisations, broken), Role::Organisations(place)) => {
                let id = |name| RecordId::new(place.clone(), Kind::Organisation, name);
                self.unreadable.extend(listed(&format!("{place}/organisations"), broken));
                for (number, data) in organisations.into_iter().enumerate() {
                    let id = id(data.id.clone());
                    if let Some(first) = self.organisations.get(&id) {
                        diagnostics.push(duplicate_id(&path, number, data.id.as_str(), first.number));
                        continue;
                    }
                    self.organisations.insert(id, Listed { path: path.clone(), number, data });
                }
            }
            (Piece::Scope(scope), Role::Scope(id)) => {
                self.scopes.insert(id, (path, scope));
            }
            (Piece::Ward(ward, body), Role::Ward(id, None)) => {
                insert(&mut self.wards, id, Entry::new(path, *ward, body), diagnostics);
            }
            (Piece::WardText(text, body), Role::Ward(id, Some(language))) => {
                let known = self.unreadable.contains(id.as_str());
                translate(
                    self.wards.get_mut(&id),
                    known,
                    language,
                    Translation { path, data: text, body },
                    diagnostics,
                );
            }
            (Piece::Window(window, body), Role::Record(id, _)) => {
                insert(&mut self.windows, id, Entry::new(path, *window, body), diagnostics);
            }
            (Piece::PhoneLine(line, body), Role::Record(id, _)) => {
                insert(&mut self.phone_lines, id, Entry::new(path, *line, body), diagnostics);
            }
            (Piece::Page(page, body), Role::Record(id, _)) => {
                insert(&mut self.pages, id, Entry::new(path, page, body), diagnostics)
            }
            (Piece::PageText(text, body), Role::Record(id, Some(language))) => {
                let known = self.unreadable.contains(&id.to_string());
                translate(
                    self.pages.get_mut(&id),
                    known,
                    language,
                    Translation { path, data: text, body },
                    diagnostics,
                );
            }
            (Piece::ServiceText(text, body), Role::Record(id, Some(language))) => {
                let known = self.unreadable.contains(&id.to_string());
                let translation = Translation { path, data: *text, body };
                match id.kind {
                    Kind::Window => translate(self.windows.get_mut(&id), known, language, translation, diagnostics),
                    Kind::PhoneLine => {
                        translate(self.phone_lines.get_mut(&id), known, language, translation, diagnostics)
                    }
                    Kind::Page | Kind::Organisation => unreachable!("these have overlays of their own type or none"),
                }
            }
            (_, Role::Config) => self.unreadable.extend([path.to_string()]),
            (_, Role::Concerns) => self.unreadable.extend(listed("concerns", vec![None])),
            (_, Role::Documents) => self.unreadable.extend(listed("sources", vec![None])),
            (_, Role::Ward(id, None)) => self.unreadable.extend([id.to_string()]),
            (_, Role::Scope(id)) => self.unreadable.extend([format!("shared/{id}")]),
            (_, Role::Record(id, None)) => self.unreadable.extend([id.to_string()]),
            (_, Role::Organisations(place)) => {
                self.unreadable.extend(listed(&format!("{place}/organisations"), vec![None]));
            }
            _ => {}
        }
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

impl<T: HasId> List<T> {
    fn fill(&mut self, path: &SourcePath, items: Vec<T>, diagnostics: &mut Diagnostics) {
        for (number, data) in items.into_iter().enumerate() {
            match self.items.iter().find(|first| first.data.id() == data.id()) {
                Some(first) => diagnostics.push(duplicate_id(path, number, data.id().as_str(), first.number)),
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

/// What is unreadable in a list: some of its items, or who knows which.
fn listed(list: &str, broken: Broken) -> impl Iterator<Item = String> + use<'_> {
    broken.into_iter().map(move |id| match id.and_then(|id| id.parse::<Slug>().ok()) {
        Some(id) => format!("{list}/{id}"),
        None => format!("{list}/*"),
    })
}

/// Adds an entry; `x.md` beside `x.yaml` would be one id twice.
fn insert<I: Ord, T, X>(all: &mut BTreeMap<I, Entry<T, X>>, id: I, entry: Entry<T, X>, diagnostics: &mut Diagnostics) {
    match all.get(&id) {
        Some(first) => diagnostics.push(duplicate_file(&first.path, &entry.path)),
        None => drop(all.insert(id, entry)),
    }
}

fn duplicate_file(first: &SourcePath, path: &SourcePath) -> Diagnostic {
    let id = path.name().rsplit_once('.').map_or(path.name(), |(id, _)| id);
    Diagnostic::error("duplicate-file").with("id", id).with("first", first.name()).at(Location::file(path))
}

fn translate<T, X>(
    entry: Option<&mut Entry<T, X>>,
    known: bool,
    language: Language,
    translation: Translation<X>,
    diagnostics: &mut Diagnostics,
) {
    match entry {
        Some(entry) => match entry.translations.get(&language) {
            Some(first) => diagnostics.push(duplicate_file(&first.path, &translation.path)),
            None => drop(entry.translations.insert(language, translation)),
        },
        None if known => {}
        None => {
            let path = &translation.path;
            let diagnostic = Diagnostic::error("overlay-without-record").with("record", format!("{}.md", path.stem()));
            diagnostics.push(diagnostic.at(Location::file(path)));
        }
    }
}

fn duplicate_id(path: &SourcePath, number: usize, id: &str, first: usize) -> Diagnostic {
    let item = |number| Location::field(path, FieldPath::default().index(number).key("id"));
    Diagnostic::error("duplicate-id").with("id", id).at(item(number)).related(item(first))
}

/// What each kind of file may hold.
struct Shapes {
    config: Shape,
    concerns: Shape,
    documents: Shape,
    organisations: Shape,
    scope: Shape,
    ward: Shape,
    ward_text: Shape,
    window: Shape,
    phone_line: Shape,
    service_text: Shape,
    page: Shape,
    page_text: Shape,
}

static SHAPES: LazyLock<Shapes> = LazyLock::new(|| {
    fn of<T: JsonSchema>() -> Shape {
        Shape::of::<T>(CHECKS)
    }
    let (ward, window, page) = (of::<Ward>(), of::<Window>(), of::<Page>());
    Shapes {
        config: of::<Config>(),
        concerns: of::<Vec<Concern>>(),
        documents: of::<Vec<Document>>(),
        organisations: of::<Vec<Organisation>>(),
        scope: of::<Scope>(),
        ward_text: of::<WardText>().with_elsewhere(&ward, "fact-in-overlay"),
        service_text: of::<ServiceText>().with_elsewhere(&window, "fact-in-overlay"),
        page_text: of::<PageText>().with_elsewhere(&page, "fact-in-overlay"),
        phone_line: of::<PhoneLine>(),
        ward,
        window,
        page,
    }
});
