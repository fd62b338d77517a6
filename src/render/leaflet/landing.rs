//! What a printed code opens, and the list of a ward's leaflets.

use std::cmp::Reverse;

use crate::language::{Language, Phrase};
use crate::model::value::{Date, PlaceId, RecordId, Slug};
use crate::model::{Edition, Leaflet, Outdated, Record};
use crate::paper::format;
use crate::plan::Address;
use crate::render::Inputs;
use crate::render::pieces::{time_view, ward_link};
use crate::render::record::View;
use crate::render::view::{EditionChangeView, EditionView, LandingView, LeafletLinkView, LeafletsView};
use crate::render::views::GroupViews;

/// What the code of a leaflet opens: today's facts of the records that stand on it.
pub(in crate::render) fn landing_view(views: &GroupViews<'_, '_>, id: &RecordId) -> LandingView {
    let inputs = views.inputs();
    let (path, leaflet) = &inputs.site.leaflets[id];
    let draft = super::Draft::new(views, id, path, leaflet);
    let is_listed = |id: &RecordId| draft.is_listed(id);
    let main = draft.main().filter(is_listed).or_else(|| draft.main_of_place());
    let records = draft.entries().into_iter().filter(|entry| is_listed(&entry.id));
    LandingView {
        title: Phrase::japanese(Language::Ja, &leaflet.title),
        ward: match &id.place {
            PlaceId::Ward(ward) => Some(ward_link(inputs, Language::Ja, ward)),
            _ => None,
        },
        main: main.map(|id| views.record(Language::Ja, &id)),
        records: records.map(|entry| views.record(Language::Ja, &entry.id)).collect(),
        sheet: leaflet.is_public().then(|| Address::record(Language::Ja, id).to_string()),
        editions: editions(inputs, id),
    }
}

impl super::Draft<'_, '_, '_> {
    /// Whether residents can turn to a record. Whatever an ended leaflet names is not checked for that.
    fn is_listed(&self, id: &RecordId) -> bool {
        self.site().record(&id.without_desk()).is_some_and(|record| record.service.is_listed())
    }
}

/// The editions of a leaflet that went to print, the last first; each mark once, however often it was printed.
fn editions(inputs: Inputs<'_>, id: &RecordId) -> Vec<EditionView> {
    let listed = inputs.site.lists_of(&id.place).editions.iter();
    let mut own: Vec<&Edition> = listed.filter(|edition| edition.leaflet.as_str() == id.name.as_str()).collect();
    own.sort_by_key(|edition| (&edition.mark, edition.sent));
    own.dedup_by_key(|edition| &edition.mark);
    own.sort_by_key(|edition| Reverse(edition.sent));
    let view = |edition: &&Edition| EditionView {
        mark: edition.mark.to_string(),
        sent: time_view(Language::Ja, Date::Day(edition.sent.0)),
        changes: edition.outdated(inputs.site, &id.place).iter().map(|outdated| change(inputs, outdated)).collect(),
    };
    own.iter().map(view).collect()
}

fn change(inputs: Inputs<'_>, outdated: &Outdated<'_>) -> EditionChangeView {
    let Outdated { id, name, now, facts, old_numbers } = outdated;
    // One that is there but not for residents is not named, whatever was printed.
    let written = inputs.site.record_now(&id.without_desk());
    let is_hidden = written.is_some_and(|record| !record.service.is_public());
    let lent = |record: &Record<'_>| {
        let desk = RecordId { desk: id.desk.clone(), ..record.id.clone() };
        View::new(inputs, Language::Ja, *record).lend(*record, &desk, "edition")
    };
    let field = |path: &str| match path.rsplit(['.', ']']).next() {
        _ if path.starts_with("address.") => "address",
        _ if path.starts_with("rhythm.") => "hours",
        Some("hours") => "hours",
        Some("number" | "answered_by" | "ask") => "number",
        _ => "other",
    };
    let has = |wanted: &str| facts.iter().any(|(path, _)| field(path) == wanted);
    EditionChangeView {
        name: (!is_hidden).then(|| Phrase::own(name.clone())),
        is_resting: now.is_some_and(|record| !record.service.is_open()),
        old_numbers: old_numbers.iter().map(|number| last_digits(number)).collect(),
        numbers: has("number"),
        hours: has("hours"),
        address: has("address"),
        other: has("other"),
        now: now.as_ref().map(lent),
    }
}

/// The last four digits of a number.
fn last_digits(number: &str) -> String {
    let dialled = number.split(';').next().unwrap_or(number);
    let digits: Vec<char> = dialled.chars().filter(char::is_ascii_digit).collect();
    digits[digits.len().saturating_sub(4)..].iter().collect()
}

/// The leaflets of a ward, with the paper that each needs.
pub(in crate::render) fn leaflets_view(inputs: Inputs<'_>, language: Language, ward: &Slug) -> LeafletsView {
    let place = PlaceId::Ward(ward.clone());
    let link = |(id, leaflet): (&RecordId, &Leaflet)| LeafletLinkView {
        href: Address::record(Language::Ja, id).to_string(),
        title: Phrase::japanese(language, &leaflet.title),
        kind: leaflet.kind.word(),
        paper: format(leaflet.kind).name,
    };
    let leaflets = inputs.site.leaflets_of(&place).map(link).collect();
    LeafletsView { ward: ward_link(inputs, language, ward), leaflets }
}
