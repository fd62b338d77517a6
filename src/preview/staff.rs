//! What is added to a page for staff: its problems, where it comes from, how its facts stand, and what is on it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil;
use serde::Serialize;
use tera::{Context, Tera};

use super::{OWN, Preview, Shown};
use crate::check::standings;
use crate::diagnostic::{Diagnostics, FieldPath, Location, Severity};
use crate::language::fill;
use crate::messages::{Messages, messages};
use crate::model::Record;
use crate::model::part::{Freshness, Source};
use crate::model::value::{Language, PlaceId, RecordId};
use crate::path::SourcePath;
use crate::plan::{Address, PageKind, PagePlan, Topic};
use crate::render::{SiteViews, handout, links};
use crate::report::{Entry, entries, places};
use crate::verify::{field_path, shown as facts_of};

/// What staff see of a page besides the page.
#[derive(Debug, Serialize)]
struct BarView {
    version: u64,
    own: &'static str,
    /// The file that the page is made from.
    source: String,
    /// What stands in place of a translation that is missing, or its file.
    translation: Option<TranslationView>,
    /// What is wrong with what is on this page.
    problems: Vec<Entry>,
    /// What is wrong elsewhere.
    elsewhere: usize,
    /// Where all leaflets are of whoever the page is of.
    gallery: Option<String>,
    /// The record that the page is about.
    record: Option<String>,
    /// Which document it was taken from.
    document: Option<String>,
    /// Its facts.
    facts: Vec<FactView>,
    /// The records that the page leads to.
    records: Vec<RecordRow>,
    /// How many facts of the record nobody has confirmed; on other pages, how many records.
    doubtful: usize,
}

#[derive(Debug, Serialize)]
struct TranslationView {
    path: String,
    is_there: bool,
}

/// A fact: what it says, where it is written, and whether it can be relied on.
#[derive(Debug, Serialize)]
struct FactView {
    name: String,
    value: String,
    /// The line in the record's file.
    line: usize,
    /// Which document it was taken from, where it is not the record's.
    document: Option<String>,
    state: &'static str,
    /// How it stands, in words.
    standing: String,
}

/// A record that a page shows or leads to.
#[derive(Debug, Serialize)]
pub(super) struct RecordRow {
    name: String,
    href: String,
    path: String,
    /// Whose it is: this ward's, a scope's, another ward's.
    from: String,
    is_shared: bool,
    pub(super) state: &'static str,
    standing: String,
}

impl Preview {
    /// A page with what staff want to know about it.
    pub(super) fn with_staff(
        &self,
        shown: &Shown,
        (place, planned): (&PlaceId, &PagePlan),
        html: &str,
        of_page: &Diagnostics,
    ) -> String {
        let gallery = self.gallery_of(shown, place);
        let bar = BarView { gallery, ..self.bar_view(shown, planned, html, of_page) };
        let mut context = Context::new();
        context.insert("bar", &bar);
        context.insert("words", &self.words());
        let mut html = html.to_owned();
        let end = html.rfind("</body>").unwrap_or(html.len());
        html.insert_str(end, &filled("bar.html", &context));
        if self.problems.has_errors() || of_page.has_errors() {
            let body = html.find("<body").and_then(|at| Some(at + html[at..].find('>')? + 1)).unwrap_or(0);
            html.insert_str(body, &self.overlay(of_page, true));
        }
        html
    }

    /// A page where no page can be made yet.
    pub(super) fn nothing_to_show(&self) -> String {
        self.staff_page("nothing", None, &self.overlay(&Diagnostics::default(), false))
    }

    /// A page in place of one whose template failed before it was ever seen.
    pub(super) fn failed(&self, problems: &Diagnostics) -> String {
        self.staff_page("nothing", None, &self.overlay(problems, false))
    }

    /// Every problem of the guide.
    pub(super) fn all_problems(&self) -> String {
        let mut context = Context::new();
        context.insert("problems", &entries(&self.tree, &self.problems, self.language));
        context.insert("words", &self.words());
        self.staff_page("all_problems", None, &filled("problems.html", &context))
    }

    fn bar_view(&self, shown: &Shown, planned: &PagePlan, html: &str, of_page: &Diagnostics) -> BarView {
        let site = &shown.prepared.site;
        let source = source_of(shown, planned);
        let here = match &planned.kind {
            PageKind::Record(id) => Some(id),
            _ => None,
        };
        let record = here.and_then(|id| site.record(&id.without_desk()));
        let mut ids: Vec<RecordId> = Vec::new();
        // A leaflet has no links: what stands on paper cannot be pressed.
        let on_paper = match &planned.kind {
            PageKind::Leaflet(id) => handout(&SiteViews::new(shown.inputs()).group(&id.place), id).shown,
            _ => Vec::new(),
        };
        let linked = links(html).into_iter().filter_map(|href| shown.linked(planned, href));
        for id in linked.chain(&on_paper) {
            let id = id.without_desk();
            if !ids.contains(&id) && record.is_none_or(|record| *record.id != id) {
                ids.push(id);
            }
        }
        let (root, language) = (planned.address.root(), planned.language);
        let to = (root.as_str(), language);
        let linked: Vec<Record<'_>> = ids.iter().filter_map(|id| site.record(id)).collect();
        let records: Vec<RecordRow> = linked.iter().map(|record| self.record_row(shown, to, *record)).collect();
        let facts = record.map_or_else(Vec::new, |record| self.facts(shown, record, here));
        let on_page = |path: &SourcePath| {
            *path == source || linked.iter().chain(&record).any(|record| is_of(path, record.path, planned.language))
        };
        let mut own: Diagnostics =
            self.problems.iter().filter(|problem| on_page(&problem.location.path)).cloned().collect();
        let elsewhere = self.problems.len() - own.len();
        own.extend(of_page.clone());
        let translation = record.filter(|_| planned.language != Language::Ja).map(|record| {
            let path = overlay_of(record.path, planned.language);
            TranslationView { is_there: shown.tree.contains(path.as_str()), path: shown.tree.display(&path) }
        });
        let states: Vec<&str> = match record {
            Some(_) => facts.iter().map(|fact| fact.state).collect(),
            None => records.iter().map(|row| row.state).collect(),
        };
        BarView {
            version: self.version,
            own: OWN,
            source: shown.tree.display(&source),
            translation,
            problems: entries(&self.tree, &own, self.language),
            elsewhere,
            gallery: None,
            record: record.map(|record| record.id.to_string()),
            document: record.and_then(|record| document_of(shown, record.service.source.as_ref())),
            doubtful: states.into_iter().filter(|state| *state != "confirmed").count(),
            facts,
            records,
        }
    }

    /// Every fact of a record, or of one desk of it, with where it is written and how it stands.
    fn facts(&self, shown: &Shown, record: Record<'_>, here: Option<&RecordId>) -> Vec<FactView> {
        let site = &shown.prepared.site;
        let desk = here.and_then(|id| id.desk.as_ref());
        let desk = desk.and_then(|name| record.desks.iter().position(|desk| desk.id == *name));
        let is_elsewhere = |path: &str| {
            let number = path.strip_prefix("desks[").and_then(|rest| rest.split(']').next()?.parse::<usize>().ok());
            desk.is_some() && number.is_some() && number != desk
        };
        let sources = record.service.provenances(record.desks);
        let document = |field: &FieldPath| {
            let (_, source, _) = sources.iter().find(|(at, ..)| !at.steps().is_empty() && at == field)?;
            document_of(shown, *source)
        };
        let mut facts = Vec::new();
        let mut at = Vec::new();
        for standing in standings(site, record) {
            for (path, value) in facts_of(record, &standing.field) {
                if is_elsewhere(&path) {
                    continue;
                }
                at.push(Location::field(record.path, field_path(&path)));
                facts.push(FactView {
                    name: self.messages().field(&path),
                    value: self.messages().value(&path, &value),
                    line: 0,
                    document: document(&standing.field),
                    state: standing.state(),
                    standing: self.standing(standing.freshness),
                });
            }
        }
        for (fact, (_, line)) in facts.iter_mut().zip(places(&shown.tree, &at)) {
            fact.line = line;
        }
        facts
    }

    /// A record in a list on a page in a language, which `root` leads from to the root of the site.
    pub(super) fn record_row(&self, shown: &Shown, (root, to): (&str, Language), record: Record<'_>) -> RecordRow {
        let site = &shown.prepared.site;
        let worst = |freshness: &Freshness| match freshness {
            Freshness::Confirmed { .. } => 0,
            Freshness::Expired { .. } => 1,
            Freshness::Changed { .. } => 2,
            Freshness::Unconfirmed => 3,
        };
        let all = site.freshness_of(record.id).iter().map(|(_, freshness)| *freshness);
        let freshness = all.max_by_key(worst).unwrap_or(Freshness::Unconfirmed);
        let words = self.messages();
        let (from, is_shared) = match &record.id.place {
            PlaceId::Scope(scope) => {
                let name = site.scopes[scope].1.name.ja().to_string();
                (fill(words.term("preview_shared"), &[("scope", &name)]), true)
            }
            PlaceId::Ward(ward) => (site.ward(ward).data.name.as_str().to_owned(), false),
            PlaceId::Guide => (words.term("preview_guide").to_owned(), false),
        };
        RecordRow {
            name: record.service.names.name.as_str().to_owned(),
            href: format!("{root}{}.html", Address::new(to, record.id)),
            path: shown.tree.display(record.path),
            from,
            is_shared,
            state: freshness.word(),
            standing: self.standing(freshness),
        }
    }

    /// 2026年11月1日に確認、2027年4月30日まで
    fn standing(&self, freshness: Freshness) -> String {
        let words = self.messages().term(&format!("preview_{}", freshness.word()));
        let (on, until) = match freshness {
            Freshness::Confirmed { on, until } | Freshness::Expired { on, until } => (Some(on), Some(until)),
            Freshness::Changed { on } => (Some(on), None),
            Freshness::Unconfirmed => (None, None),
        };
        let text = |day: Option<civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        fill(words, &[("on", &text(on)), ("until", &text(until))])
    }

    /// The problems that keep a page from being what its files say.
    pub(super) fn overlay(&self, of_page: &Diagnostics, has_page: bool) -> String {
        let errors = self.problems.iter().chain(of_page.iter()).filter(|problem| problem.severity == Severity::Error);
        let errors: Diagnostics = errors.cloned().collect();
        let mut context = Context::new();
        context.insert("problems", &entries(&self.tree, &errors, self.language));
        context.insert("words", &self.words());
        context.insert("own", OWN);
        context.insert("version", &self.version);
        context.insert("has_page", &has_page);
        filled("overlay.html", &context)
    }

    /// A page of the preview's own, and what it is about.
    pub(super) fn staff_page(&self, heading: &str, about: Option<&str>, main: &str) -> String {
        let mut context = Context::new();
        context.insert("heading", &heading);
        context.insert("about", &about);
        context.insert("main", main);
        context.insert("own", OWN);
        context.insert("version", &self.version);
        context.insert("lang", self.messages().term("preview_lang"));
        context.insert("words", &self.words());
        filled("page.html", &context)
    }

    pub(super) fn messages(&self) -> &'static Messages {
        messages(self.language)
    }

    pub(super) fn words(&self) -> BTreeMap<&'static str, &'static str> {
        self.messages().terms_of("preview_")
    }
}

pub(super) fn filled(template: &str, context: &Context) -> String {
    static TEMPLATES: LazyLock<Tera> = LazyLock::new(|| {
        let mut tera = Tera::new();
        tera.add_raw_templates([
            ("bar.html", include_str!("bar.html")),
            ("overlay.html", include_str!("overlay.html")),
            ("problems.html", include_str!("problems.html")),
            ("appearances.html", include_str!("appearances.html")),
            ("gallery.html", include_str!("gallery.html")),
            ("places.html", include_str!("places.html")),
            ("page.html", include_str!("page.html")),
        ])
        .expect("they are our own");
        tera
    });
    TEMPLATES.render(template, context).expect("its values are our own").trim_end().to_owned()
}

fn document_of(shown: &Shown, source: Option<&Source>) -> Option<String> {
    let document = shown.prepared.site.documents.get(&source?.document)?;
    Some(document.title.ja().to_string())
}

/// The file that says what a page is about.
fn source_of(shown: &Shown, planned: &PagePlan) -> SourcePath {
    let site = &shown.prepared.site;
    let config = || site.config_path().clone();
    let of_place = |place: &PlaceId, file: &str| match place {
        PlaceId::Ward(ward) => SourcePath::new(format!("content/wards/{ward}/{file}")),
        PlaceId::Scope(scope) => SourcePath::new(format!("content/shared/{scope}/{file}")),
        PlaceId::Guide => SourcePath::new(format!("content/{file}")),
    };
    match &planned.kind {
        PageKind::Ward(ward) => site.ward(ward).path.clone(),
        PageKind::Record(id) | PageKind::CallCard(id) | PageKind::VCard(id) => {
            site.record(&id.without_desk()).map_or_else(config, |record| record.path.clone())
        }
        PageKind::Page(id) => site.pages.get(id).map_or_else(config, |entry| entry.path.clone()),
        PageKind::Leaflet(id) | PageKind::Landing(id) => {
            site.leaflets.get(id).map_or_else(config, |(path, _)| path.clone())
        }
        PageKind::Flow(id) => site.flows.get(id).map_or_else(config, |(path, _)| path.clone()),
        PageKind::List(_, Topic::Concern(_)) => of_place(&PlaceId::Guide, "concerns.yaml"),
        PageKind::List(place @ PlaceId::Ward(_), _) => of_place(place, "ward.md"),
        PageKind::Streets(ward) => of_place(&PlaceId::Ward(ward.clone()), "streets.yaml"),
        PageKind::Calendar(ward)
        | PageKind::Checked(ward)
        | PageKind::Code(ward)
        | PageKind::Names(ward)
        | PageKind::Leaflets(ward)
        | PageKind::Everything(ward)
        | PageKind::OneFile(ward)
        | PageKind::Offline(ward) => site.ward(ward).path.clone(),
        PageKind::Glossary => of_place(&PlaceId::Guide, "glossary.yaml"),
        PageKind::About => of_place(&PlaceId::Guide, "sources.yaml"),
        PageKind::Picture(file) => file.clone(),
        PageKind::Home
        | PageKind::Area(_)
        | PageKind::List(..)
        | PageKind::Correction
        | PageKind::Moved(_)
        | PageKind::NotFound
        | PageKind::Worker
        | PageKind::SearchPage
        | PageKind::Search(_)
        | PageKind::Asset(_) => config(),
    }
}

/// Whether a file is a record's or its overlay's.
fn is_of(path: &SourcePath, record: &SourcePath, language: Language) -> bool {
    path == record || *path == overlay_of(record, language)
}

/// Where the overlay of a file in a language stands.
fn overlay_of(path: &SourcePath, language: Language) -> SourcePath {
    match path.as_str().rsplit_once('.') {
        Some((stem, ending)) => SourcePath::new(format!("{stem}.{}.{ending}", language.word())),
        None => path.clone(),
    }
}
