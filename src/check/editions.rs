//! What went to print: that the list says what stood there, and which sheets out in the world are no longer right.

use jiff::civil;

use super::references::Known;
use crate::diagnostic::{Diagnostic, Diagnostics, FieldPath, Location};
use crate::model::part::Freshness;
use crate::model::value::{Audience, Kind, PhoneNumber, PlaceId, RecordId};
use crate::model::{Edition, Listed, Outdated, PlaceLists, Site};

/// An edition, and what is to be thought of it today.
#[derive(Clone, Debug)]
pub struct PrintedEdition<'a> {
    /// The leaflet.
    pub leaflet: RecordId,
    /// The edition, with its place in its file.
    pub listed: &'a Listed<Edition>,
    /// What is to be thought of it.
    pub state: EditionState,
    /// What of it does not hold, or is not confirmed any more.
    pub what: Vec<String>,
}

/// What is to be thought of an edition that went to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditionState {
    /// All that it says holds, and is confirmed.
    Current,
    /// All that it says holds as far as anybody knows.
    Unconfirmed,
    /// It says what no longer holds.
    Outdated,
    /// It is no longer in use.
    Recalled,
}

impl EditionState {
    /// `current`, `unconfirmed`, `outdated` or `recalled`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Unconfirmed => "unconfirmed",
            Self::Outdated => "outdated",
            Self::Recalled => "recalled",
        }
    }
}

/// All that went to print, place after place, in the order of the files. A line that stands there twice, since lines of two
/// people were put together, is one; if either says that it is recalled, it is.
#[must_use]
pub fn editions<'a>(site: &'a Site) -> Vec<PrintedEdition<'a>> {
    let of_place = |(place, lists): (&PlaceId, &'a PlaceLists)| {
        let all = &lists.editions.items;
        let is_first = |(number, listed): &(usize, &Listed<Edition>)| {
            !all[..*number].iter().any(|other| other.data.is_same_print(&listed.data))
        };
        let view = |(_, listed): (usize, &'a Listed<Edition>)| {
            let alike =
                all.iter().find(|other| other.data.recalled.is_some() && other.data.is_same_print(&listed.data));
            printed(site, place, alike.unwrap_or(listed))
        };
        all.iter().enumerate().filter(is_first).map(view).collect::<Vec<_>>()
    };
    site.lists.iter().flat_map(of_place).collect()
}

fn printed<'a>(site: &'a Site, place: &PlaceId, listed: &'a Listed<Edition>) -> PrintedEdition<'a> {
    let edition = &listed.data;
    let (state, what) = match edition.recalled {
        Some(_) => (EditionState::Recalled, Vec::new()),
        None => state(site, place, edition),
    };
    let leaflet = RecordId::new(place.clone(), Kind::Leaflet, edition.leaflet.slug().clone());
    PrintedEdition { leaflet, listed, state, what }
}

/// What is to be thought of sheets that are in use.
fn state(site: &Site, place: &PlaceId, edition: &Edition) -> (EditionState, Vec<String>) {
    let outdated: Vec<String> = edition.outdated(site, place).iter().map(said).collect();
    if !outdated.is_empty() {
        return (EditionState::Outdated, outdated);
    }
    let unconfirmed = unconfirmed(site, place, edition);
    let state = if unconfirmed.is_empty() { EditionState::Current } else { EditionState::Unconfirmed };
    (state, unconfirmed)
}

/// What is old of a record, as it stood on paper.
fn said(outdated: &Outdated<'_>) -> String {
    let Outdated { name, now, facts, .. } = outdated;
    let number =
        |value: &str| value.parse::<PhoneNumber>().map_or(value.to_owned(), |number| number.shown().to_owned());
    let values = facts.iter().map(|(path, value)| match path.ends_with(".number") {
        true => number(value),
        false => (*value).to_owned(),
    });
    match now {
        None => name.clone(),
        Some(_) => format!("{name} ({})", values.collect::<Vec<_>>().join(", ")),
    }
}

/// The records that it names and that nobody confirms any more.
fn unconfirmed(site: &Site, place: &PlaceId, edition: &Edition) -> Vec<String> {
    let records = edition.records(place);
    let records = records.iter().filter_map(|id| site.record_now(&id.without_desk()));
    let is_unconfirmed = |(_, state): &(FieldPath, Freshness)| !state.is_confirmed();
    let unconfirmed =
        records.filter(|record| record.freshness(site.day, site.config.verified_for).iter().any(is_unconfirmed));
    let mut names: Vec<String> = unconfirmed.map(|record| record.service.names.name.to_string()).collect();
    names.dedup();
    names
}

/// Nothing is printed or recalled before its time.
fn of_days(today: civil::Date, edition: &Edition, at: &dyn Fn(&str) -> Location, diagnostics: &mut Diagnostics) {
    let recalled = edition.recalled.map(|day| (day.0, "recalled"));
    for (day, key) in std::iter::once((edition.sent.0, "sent")).chain(recalled) {
        if day > today || day < edition.sent.0 {
            let problem = Diagnostic::error("edition-day").with("day", day).with("today", today);
            diagnostics.push(problem.with("sent", edition.sent).at(at(key)));
        }
    }
}

/// What is printed on sheets that are in use opens a page as long as they are.
fn code_gone(site: &Site, id: &RecordId, listed: &Listed<Edition>) -> Option<Diagnostic> {
    let edition = &listed.data;
    let code = edition.code.as_ref().filter(|_| edition.recalled.is_none())?;
    let (path, leaflet) = site.leaflets.get(id)?;
    let field = match leaflet.has_landing() {
        false if leaflet.audience != Audience::Public => "audience",
        false => "status",
        true if leaflet.code != *code => "code",
        true => return None,
    };
    let problem = Diagnostic::error("edition-code-gone").with("code", code).with("mark", &edition.mark);
    let problem = problem.with("copies", edition.copies).with("to", &edition.to);
    let at = Location::field(&listed.path, FieldPath::default().index(listed.number).key("code"));
    Some(problem.at(Location::field(path, field)).related(at))
}

pub(super) fn check(site: &Site, diagnostics: &mut Diagnostics) {
    for PrintedEdition { leaflet, listed, state, what } in editions(site) {
        let edition = &listed.data;
        let at = |key: &str| Location::field(&listed.path, FieldPath::default().index(listed.number).key(key));
        let ids = site.leaflets.keys().filter(|id| id.place == leaflet.place).map(|id| id.name.as_str());
        let known =
            Known { name: "leaflets", ids: ids.collect(), may_hold: site.unreadable.records.contains(&leaflet) };
        known.look(&edition.leaflet, at("leaflet"), diagnostics);
        of_days(site.day, edition, &at, diagnostics);
        let mark = edition.true_mark();
        if mark != edition.mark {
            let problem = Diagnostic::error("edition-edited").with("mark", &edition.mark).with("true", mark);
            diagnostics.push(problem.at(at("mark")));
            continue;
        }
        if let Some(problem) = code_gone(site, &leaflet, listed) {
            diagnostics.push(problem);
            continue;
        }
        let code = match state {
            EditionState::Outdated => "edition-outdated",
            EditionState::Unconfirmed => "edition-unconfirmed",
            EditionState::Current | EditionState::Recalled => continue,
        };
        let problem = Diagnostic::warning(code).with("leaflet", &leaflet).with("mark", &edition.mark);
        let problem = problem.with("copies", edition.copies).with("to", &edition.to).with("what", what.join(", "));
        diagnostics.push(problem.at(at("leaflet")));
    }
}
