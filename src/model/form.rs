//! What each kind of file may hold. A form is read off the type that its files become.

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde_json::Value as Json;

use super::files::{self, Role};
use super::part::ServiceText;
use super::value::{CHECKS, Kind};
use super::{
    AnyService, Concern, Document, Edition, Field, Flow, Leaflet, ListId, Message, Organisation, Page, PageText, Scope,
    Street, Voice, Ward, WardText, Word,
};
use crate::config::Config;
use crate::path::SourcePath;
use crate::yaml::{Shape, schema_of};

/// A kind of file.
#[derive(Debug)]
pub struct Form {
    /// What it is called: `window`, `site`, `ward-overlay`.
    pub name: &'static str,
    /// What its files may hold: a list's items, or one mapping, which in a Markdown file is its front matter.
    pub shape: Shape,
    /// Its files by a pattern, where they are never Markdown.
    pub pattern: Option<String>,
    schema: fn() -> Json,
}

impl Form {
    pub(super) fn of<T: JsonSchema>(name: &'static str) -> Self {
        Self { name, shape: Shape::of::<T>(CHECKS), pattern: None, schema: schema_of::<T> }
    }

    /// Whether a word is its name, or that of the folder or file that holds it: `window`, `windows`, `site.yaml`.
    #[must_use]
    pub fn is_called(&self, word: &str) -> bool {
        let stem = word.strip_suffix(".yaml").or_else(|| word.strip_suffix(".md")).unwrap_or(word);
        stem == self.name || Kind::in_folder(word).is_some_and(|kind| kind.word() == self.name)
    }

    /// Its JSON Schema as the types give it: with the descriptions of the source code.
    #[must_use]
    pub fn schema(&self) -> Json {
        (self.schema)()
    }

    /// The fields of its mapping, or of each item of its list.
    #[must_use]
    pub fn fields(&self) -> &[crate::yaml::Field] {
        match &self.shape {
            Shape::List(item) => item.entries(),
            shape => shape.entries(),
        }
    }

    /// Whether it is a list of mappings.
    #[must_use]
    pub fn is_list(&self) -> bool {
        matches!(self.shape, Shape::List(_))
    }

    fn found_at(mut self, pattern: impl Into<String>) -> Self {
        self.pattern = Some(pattern.into());
        self
    }

    /// The fields of another form are known too, but only to say that an overlay never repeats them.
    fn beside(mut self, record: &Self) -> Self {
        self.shape = self.shape.with_elsewhere(&record.shape, "fact-in-overlay");
        self
    }
}

/// Every kind of file: the settings first, overlays last.
pub fn forms() -> impl Iterator<Item = &'static Form> {
    let kinds = Kind::ALL.iter().filter(|kind| **kind != Kind::Organisation).map(|kind| of_record(*kind));
    let heads = [&FORMS.config, &FORMS.ward, &FORMS.scope];
    let overlays = [&FORMS.service_text, &FORMS.ward_text, &FORMS.page_text];
    heads.into_iter().chain(kinds).chain(&FORMS.guide_lists).chain(&FORMS.place_lists).chain(overlays)
}

/// The kind of a file of the content. `None` for pictures, and for what is out of place.
#[must_use]
pub fn form_at(path: &SourcePath) -> Option<&'static Form> {
    files::role(path).ok()?.map(|role| form(&role))
}

/// What a file of the content may hold.
#[must_use]
pub fn shape_at(path: &SourcePath) -> Option<&'static Shape> {
    form_at(path).map(|form| &form.shape)
}

pub(super) fn form(role: &Role) -> &'static Form {
    match role {
        Role::Config => &FORMS.config,
        Role::List(list) => of_list(list),
        Role::Scope(_) => &FORMS.scope,
        Role::Ward(_, None) => &FORMS.ward,
        Role::Ward(_, Some(_)) => &FORMS.ward_text,
        Role::Record(id, None) => of_record(id.kind),
        Role::Record(id, Some(_)) if id.kind == Kind::Page => &FORMS.page_text,
        Role::Record(_, Some(_)) => &FORMS.service_text,
    }
}

fn of_record(kind: Kind) -> &'static Form {
    match kind {
        Kind::Page => &FORMS.page,
        Kind::Flow => &FORMS.flow,
        Kind::Leaflet => &FORMS.leaflet,
        kind => AnyService::form(kind),
    }
}

fn of_list(list: &ListId) -> &'static Form {
    let [concerns, fields, glossary, documents] = &FORMS.guide_lists;
    let [organisations, voices, messages, streets, editions] = &FORMS.place_lists;
    match list {
        ListId::Concerns => concerns,
        ListId::Fields => fields,
        ListId::Glossary => glossary,
        ListId::Documents => documents,
        ListId::Organisations(_) => organisations,
        ListId::Voices(_) => voices,
        ListId::Messages(_) => messages,
        ListId::Streets(_) => streets,
        ListId::Editions(_) => editions,
    }
}

/// The forms of all kinds but services, which keep theirs beside their types.
struct Forms {
    config: Form,
    scope: Form,
    ward: Form,
    ward_text: Form,
    service_text: Form,
    page: Form,
    page_text: Form,
    flow: Form,
    leaflet: Form,
    /// In the order of [`ListId::GUIDE_FILES`].
    guide_lists: [Form; 4],
    /// In the order of [`ListId::PLACE_FILES`].
    place_lists: [Form; 5],
}

static FORMS: LazyLock<Forms> = LazyLock::new(|| {
    fn list<T: JsonSchema>(file: &'static str, folder: &str) -> Form {
        let name = file.strip_suffix(".yaml").unwrap_or(file);
        Form::of::<Vec<T>>(name).found_at(format!("content/{folder}{file}"))
    }
    fn plain<T: JsonSchema>(kind: Kind) -> Form {
        Form::of::<T>(kind.word()).found_at(format!("content/**/{}/*.yaml", kind.folder()))
    }
    let (ward, page) = (Form::of::<Ward>("ward"), Form::of::<Page>(Kind::Page.word()));
    let [concerns, fields, glossary, documents] = ListId::GUIDE_FILES;
    let [organisations, voices, messages, streets, editions] = ListId::PLACE_FILES;
    let place = "*/*/";
    Forms {
        config: Form::of::<Config>("site").found_at("content/site.yaml"),
        scope: Form::of::<Scope>("scope").found_at("content/shared/*/scope.yaml"),
        ward_text: Form::of::<WardText>("ward-overlay").beside(&ward),
        service_text: AnyService::KINDS
            .iter()
            .fold(Form::of::<ServiceText>("record-overlay"), |text, kind| text.beside(AnyService::form(*kind))),
        page_text: Form::of::<PageText>("page-overlay").beside(&page),
        flow: plain::<Flow>(Kind::Flow),
        leaflet: plain::<Leaflet>(Kind::Leaflet),
        guide_lists: [
            list::<Concern>(concerns, ""),
            list::<Field>(fields, ""),
            list::<Word>(glossary, ""),
            list::<Document>(documents, ""),
        ],
        place_lists: [
            list::<Organisation>(organisations, place),
            list::<Voice>(voices, place),
            list::<Message>(messages, place),
            list::<Street>(streets, place),
            list::<Edition>(editions, place),
        ],
        ward,
        page,
    }
});
