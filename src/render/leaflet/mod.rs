//! Leaflets. In: a leaflet that names records. Out: what stands on its sheets, in sizes that fit, and what had to go.
//!
//! Every kind has a file here that knows its boxes in millimetres; `assets/leaflet.css` draws the same boxes. The heights
//! are upper bounds ([`crate::paper::measure`]), and the browser tests hold them to what browsers make of the sheets. Large
//! print, branches, texts and facts to confirm flow over as many sheets as they need: nothing of them is left out.

mod branches;
mod cards;
mod entries;
mod flyer;
mod form;
mod heights;
mod landing;
mod large;
mod lines;
mod map;
mod panels;
mod record;
mod reports;
mod text;
mod trifold;
mod verify;

use tera::Value;

use entries::Entry;

pub(super) use landing::{landing_view, leaflets_view};
pub use lines::{Line, Side};

use super::pieces::{time_view, ward_link};
use super::view::{CodeView, LeafletView, LinkView, PaperRecordView};
use super::views::GroupViews;
use crate::check::CheckedSite;
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::language::{Language, Phrase};
use crate::model::part::{Facts, Freshness};
use crate::model::value::{Audience, Date, EditionMark, Kind, LeafletKind, PlaceId, RecordId, Text};
use crate::model::{Edition, Leaflet};
use crate::paper::code::{Code, LEAST_MODULE};
use crate::path::SourcePath;
use crate::plan::Address;

/// A day, as long as one can be.
const LONG_DAY: &str = "2026年（令和8年）12月31日";

/// A leaflet that is ready for its template.
pub(super) struct Sheet<'a> {
    pub(super) template: &'static str,
    pub(super) view: Value,
    pub(super) title: Phrase,
    pub(super) path: &'a SourcePath,
    pub(super) problems: Diagnostics,
    handout: Handout,
}

/// What is to be known of a leaflet besides its sheets.
#[derive(Debug, Default)]
pub struct Handout {
    /// What stands on it.
    pub facts: Facts,
    /// Its edition, which changes with any of its facts.
    pub mark: String,
    /// The records that stand on it.
    pub shown: Vec<RecordId>,
    /// Its sides, with where they are folded and cut.
    pub sides: Vec<Side>,
    /// What did not fit.
    pub problems: Diagnostics,
}

/// A leaflet as somebody sees it who hands it out.
#[must_use]
pub fn handout(views: &GroupViews<'_, '_>, id: &RecordId) -> Handout {
    let Sheet { handout, problems, .. } = sheet(views, id);
    Handout { problems, ..handout }
}

/// A leaflet on its sheets.
pub(super) fn sheet<'a>(views: &GroupViews<'a, '_>, id: &RecordId) -> Sheet<'a> {
    let (path, leaflet) = &views.inputs().site.leaflets[id];
    let mut draft = Draft::new(views, id, path, leaflet);
    let (template, view) = made(&mut draft);
    if leaflet.readings && draft.has_overflow() {
        let mut plain = Draft { has_readings: false, ..Draft::new(views, id, path, leaflet) };
        made(&mut plain);
        if !plain.has_overflow() {
            draft.blame_readings();
        }
    }
    draft.report_shortened();
    let sides = lines::sides(leaflet, draft.main().is_some());
    let title = draft.say(&leaflet.title);
    let handout = Handout { sides, ..draft.handout };
    Sheet { template, view, title, path, problems: draft.problems, handout }
}

/// What stands on its sheets, with the template that draws it.
fn made(draft: &mut Draft<'_, '_, '_>) -> (&'static str, Value) {
    match draft.leaflet.kind {
        LeafletKind::Flyer | LeafletKind::Poster => ("flyer.html", Value::from_serializable(&flyer::view(draft))),
        LeafletKind::Form => ("form.html", Value::from_serializable(&form::view(draft))),
        LeafletKind::Large => ("large.html", Value::from_serializable(&large::view(draft))),
        LeafletKind::Branches => ("branches.html", Value::from_serializable(&branches::view(draft))),
        LeafletKind::Text => ("text.html", Value::from_serializable(&text::view(draft))),
        LeafletKind::Verify => ("verify.html", Value::from_serializable(&verify::view(draft))),
        LeafletKind::Map => ("map.html", Value::from_serializable(&map::view(draft))),
        LeafletKind::Trifold => ("trifold.html", Value::from_serializable(&trifold::view(draft))),
        LeafletKind::Cards => ("cards.html", Value::from_serializable(&cards::view(draft))),
    }
}

/// A leaflet on its way onto a sheet.
struct Draft<'v, 'a, 'g> {
    views: &'v GroupViews<'a, 'g>,
    language: Language,
    id: &'v RecordId,
    path: &'a SourcePath,
    leaflet: &'a Leaflet,
    /// Whether readings stand above words, which makes everything higher.
    has_readings: bool,
    /// What is known once its sheets are.
    handout: Handout,
    /// The parts that are left out.
    shortened: Vec<String>,
    problems: Diagnostics,
}

impl<'v, 'a, 'g> Draft<'v, 'a, 'g> {
    fn new(views: &'v GroupViews<'a, 'g>, id: &'v RecordId, path: &'a SourcePath, leaflet: &'a Leaflet) -> Self {
        Self {
            views,
            language: leaflet.language(),
            id,
            path,
            leaflet,
            has_readings: leaflet.readings,
            handout: Handout::default(),
            shortened: Vec::new(),
            problems: Diagnostics::default(),
        }
    }

    fn word(&self, key: &str) -> String {
        self.views.word(self.language, key)
    }

    /// How much higher everything is with readings above its words.
    fn leading(&self) -> f64 {
        if self.has_readings { 1.3 } else { 1.0 }
    }

    /// A text of the leaflet's own.
    fn say(&self, text: &Text) -> Phrase {
        let phrase = Phrase::japanese(self.language, text);
        Phrase { ruby: phrase.ruby.filter(|_| self.leaflet.readings), ..phrase }
    }

    fn site(&self) -> &'a CheckedSite {
        self.views.inputs().site
    }

    /// An entry as paper tells of it.
    fn paper(&self, entry: &Entry) -> PaperRecordView {
        PaperRecordView { label: entry.label.clone(), ..record::in_list(self.views.inputs(), self.language, &entry.id) }
    }

    /// The record that it is about, as paper tells of it.
    fn main_on_paper(&self) -> Option<PaperRecordView> {
        self.main().map(|id| record::paper(self.views.inputs(), self.language, &id))
    }

    /// Residents' voices on it.
    fn voices(&self) -> Vec<Phrase> {
        let voices = &self.site().lists_of(&self.id.place).voices;
        let named = self.leaflet.voices.iter().filter_map(|id| voices.get(id));
        named.map(|voice| Phrase::local(self.language, &voice.text)).collect()
    }

    /// What all kinds have, for a leaflet that shows these records. `width` tells how wide a code of so many modules is.
    fn leaflet(&mut self, shown: &[RecordId], width: impl Fn(usize) -> f64) -> LeafletView {
        let site = self.site();
        let (shown, answering) = &self.with_answering(shown);
        let facts = Edition::facts_of(site, shown, answering.as_ref());
        let mark = EditionMark::of(&facts.fingerprint()).to_string();
        self.handout = Handout { facts, mark: mark.clone(), shown: shown.clone(), ..Handout::default() };
        let landing = Address::landing(&self.leaflet.code);
        // What is for staff has no page to open.
        let code = match self.leaflet.is_public() {
            true => self.code(&format!("{}#{mark}", landing.url(&site.config.base_url)), width),
            false => CodeView { modules: 0, size: 0.0, path: String::new(), address: String::new() },
        };
        LeafletView {
            kind: self.leaflet.kind.word(),
            title: self.say(&self.leaflet.title),
            lead: self.leaflet.lead.as_ref().map(|lead| self.say(lead)),
            ward: self.ward(),
            size: class("pt", 12.0),
            heading: class("h", 26.0),
            has_readings: self.leaflet.readings,
            has_stamp_box: self.leaflet.stamp_box,
            main: self.main_on_paper(),
            code,
            issuer: self.issuer(),
            as_of: self.as_of(shown),
            mark,
            landing: self.leaflet.is_public().then(|| landing.to_string()),
            left_out: 0,
        }
    }

    /// The records whose facts stand on it, with those whose numbers stand there in place of theirs; and who answers in
    /// place of the one that it is about. A form is for what people write themselves.
    fn with_answering(&self, shown: &[RecordId]) -> (Vec<RecordId>, Option<RecordId>) {
        if self.leaflet.kind == LeafletKind::Form {
            return (Vec::new(), None);
        }
        let main = self.main();
        let answering =
            |id: &RecordId| record::answering(self.views.inputs(), self.language, id, Some(id) != main.as_ref());
        let mut all: Vec<RecordId> = shown.to_vec();
        for other in shown.iter().filter_map(answering) {
            if !all.contains(&other) {
                all.push(other);
            }
        }
        let answers = main.as_ref().filter(|main| shown.first() == Some(*main)).and_then(answering);
        (all, answers)
    }

    /// The code of an address.
    fn code(&mut self, address: &str, width: impl Fn(usize) -> f64) -> CodeView {
        let shown = address.split('#').next().unwrap_or(address).trim_start_matches("https://").to_owned();
        let code = Code::new(address);
        let size = width(code.as_ref().map_or(usize::MAX, |code| code.modules));
        match code.filter(|code| code.module(size) >= LEAST_MODULE) {
            Some(Code { modules, path }) => CodeView { modules, size, path, address: shown },
            None => {
                let at = Location::field(self.site().config_path(), "base_url");
                let problem = Diagnostic::error("code-too-fine").with("leaflet", self.id).with("address", &shown);
                let problem = problem.with("size", format!("{size:.0}")).with("least", LEAST_MODULE);
                self.problems.push(problem.at(at));
                CodeView { modules: 0, size, path: String::new(), address: shown }
            }
        }
    }

    /// Whose it is.
    fn ward(&self) -> Option<LinkView> {
        match &self.id.place {
            PlaceId::Ward(ward) => Some(ward_link(self.views.inputs(), self.language, ward)),
            _ => None,
        }
    }

    /// The lines of who issues it, as long as they can be.
    fn issued(&self) -> [String; 2] {
        let issuer = self.issuer().map_or_else(String::new, |issuer| issuer.text);
        let confirmed = self.word("leaflet_as_of") + LONG_DAY;
        let unconfirmed = self.word("leaflet_unconfirmed");
        let state = if confirmed.chars().count() > unconfirmed.chars().count() { confirmed } else { unconfirmed };
        let words = ["leaflet_issuer", "leaflet_changes", "leaflet_edition"].map(|key| self.word(key));
        [words.concat() + &issuer + &state, self.word("leaflet_address") + &self.address()]
    }

    /// The address of its code, as it stands in words.
    fn address(&self) -> String {
        let landing = Address::landing(&self.leaflet.code).url(&self.site().config.base_url);
        landing.trim_start_matches("https://").to_owned()
    }

    /// Who issues it. One that is for staff is named to staff only.
    fn issuer(&self) -> Option<Phrase> {
        let id = self.leaflet.issuer.as_ref()?.resolve(&self.id.place, Kind::Organisation);
        let organisation = &self.site().organisations.get(&id)?.data;
        let is_named = organisation.audience == Audience::Public || !self.leaflet.is_public();
        is_named.then(|| Phrase::local(self.language, &organisation.name))
    }

    /// When the oldest of its facts was confirmed, if all of them are.
    fn as_of(&self, shown: &[RecordId]) -> Option<super::view::TimeView> {
        let site = self.site();
        let states = shown.iter().flat_map(|id| site.freshness_of(&id.without_desk()));
        let days: Option<Vec<_>> = states
            .map(|(_, state)| match state {
                Freshness::Confirmed { on, .. } => Some(*on),
                _ => None,
            })
            .collect();
        days?.into_iter().min().map(|day| time_view(self.language, Date::Day(day)))
    }
}

/// The class of a size in points: `pt-13-5`.
fn class(prefix: &str, points: f64) -> String {
    format!("{prefix}-{points}").replace('.', "-")
}

/// How wide a code is whose modules shall be so wide, within a least and a largest width.
fn code_width(modules: usize, module: f64, least: f64, most: f64) -> f64 {
    (modules as f64 * module).clamp(least, most)
}
