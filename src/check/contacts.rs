//! Telephone numbers and other ways to reach somebody.

use std::collections::BTreeMap;

use crate::characters::narrow;
use crate::diagnostic::{Diagnostic, Diagnostics, FieldPath, Location};
use crate::model::part::{Ages, Phone};
use crate::model::value::{Mode, PhoneKind, PlaceId, RecordId, Status};
use crate::model::{Record, Site};

pub(super) fn check(site: &Site, diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<(PlaceId, String), (RecordId, Location)> = BTreeMap::new();
    let scopes_first = |record: &Record<'_>| !matches!(record.id.place, PlaceId::Scope(_));
    let mut records: Vec<_> = site.records().filter(|record| record.service.status != Status::Ended).collect();
    records.sort_by_key(scopes_first);
    for record in records {
        ways(record, diagnostics);
        desks(record, diagnostics);
        emergency_apart(record, diagnostics);
        for (field, phone) in phones(record) {
            // What a telephone dials at the other end must not be a fax machine.
            if phone.label.as_ref().is_some_and(|label| is_fax(label.as_str())) {
                let at = Location::field(record.path, field.key("label"));
                diagnostics.push(Diagnostic::error("fax-as-phone").at(at));
            }
        }
        for (field, phone) in phones(record) {
            let Some(number) = phone.number.fact() else { continue };
            let at = Location::field(record.path, field.key("number"));
            if number.kind() == PhoneKind::Fictional && !site.config.sample {
                diagnostics.push(Diagnostic::error("phone-fictional").with("value", number.shown()).at(at.clone()));
            }
            if let Some(usual) = number.usual_grouping() {
                let diagnostic =
                    Diagnostic::warning("phone-grouping").with("value", number.shown()).with("usual", usual);
                diagnostics.push(diagnostic.at(at.clone()));
            }
            let places = std::iter::once(record.id.place.clone()).chain(scopes(site, record));
            let twin =
                places.filter_map(|place| seen.get(&(place, number.to_string()))).find(|(id, _)| id != record.id);
            if let Some((other, first)) = twin {
                let diagnostic = Diagnostic::warning("duplicate-phone").with("value", number.shown()).with("id", other);
                diagnostics.push(diagnostic.at(at.clone()).related(first.clone()));
            }
            seen.entry((record.id.place.clone(), number.to_string())).or_insert_with(|| (record.id.clone(), at));
        }
    }
}

/// Every number of a record, its desks' too.
fn phones(record: Record<'_>) -> Vec<(FieldPath, &Phone)> {
    let own =
        record.service.contact.phones.iter().enumerate().map(|(n, phone)| (FieldPath::from("phones").index(n), phone));
    let desks = record.desks.iter().enumerate().flat_map(|(d, desk)| {
        let base = FieldPath::from("desks").index(d).key("phones");
        desk.contact.phones.iter().enumerate().map(move |(n, phone)| (base.index(n), phone))
    });
    own.chain(desks).collect()
}

fn scopes<'a>(site: &'a Site, record: Record<'a>) -> impl Iterator<Item = PlaceId> + 'a {
    let ward = match &record.id.place {
        PlaceId::Ward(id) => site.wards.get(id).map(|ward| (id, ward)),
        _ => None,
    };
    let fits = move |(scope, (_, data)): (&'a crate::model::value::Slug, &'a (_, crate::model::Scope))| {
        let (id, ward) = ward?;
        data.narrowness(id, &ward.data).map(|_| PlaceId::Scope(scope.clone()))
    };
    site.scopes.iter().filter_map(fits)
}

/// A label that says that a number is a fax machine's.
fn is_fax(label: &str) -> bool {
    let label: String = label.chars().map(narrow).collect::<String>().to_lowercase();
    ["fax", "ファクス", "ファックス", "ﾌｧｯｸｽ", "ファクシミリ"].iter().any(|word| label.contains(word))
}

/// A number for danger among others would be dialled in their place: it has a record of its own.
fn emergency_apart(record: Record<'_>, diagnostics: &mut Diagnostics) {
    let is_emergency = |phone: &Phone| phone.number.fact().is_some_and(|number| number.kind() == PhoneKind::Emergency);
    let all = phones(record);
    if all.iter().all(|(_, phone)| is_emergency(phone)) && record.desks.is_empty() {
        return;
    }
    for (field, phone) in all {
        if is_emergency(phone) {
            let at = Location::field(record.path, field.key("number"));
            diagnostics.push(Diagnostic::error("emergency-among-others").at(at));
        }
    }
}

/// Nobody can tell whose a number is that has neither a desk's name nor a label.
fn desks(record: Record<'_>, diagnostics: &mut Diagnostics) {
    for (number, desk) in record.desks.iter().enumerate().filter(|(_, desk)| desk.name.is_none()) {
        let phones = desk.contact.phones.iter().map(|phone| ("phones", phone.label.is_none()));
        let emails = desk.contact.emails.iter().map(|email| ("emails", email.label.is_none()));
        if let Some((key, _)) = phones.chain(emails).find(|(_, is_bare)| *is_bare) {
            let at = Location::key(record.path, FieldPath::from("desks").index(number).key(key));
            diagnostics.push(Diagnostic::warning("unlabelled-desk").with("id", &desk.id).at(at));
        }
    }
}

/// A way to talk needs something to talk with; ages run upwards.
fn ways(record: Record<'_>, diagnostics: &mut Diagnostics) {
    let service = record.service;
    for (number, mode) in service.modes.iter().enumerate() {
        let mut everywhere = std::iter::once(&service.contact).chain(record.desks.iter().map(|desk| &desk.contact));
        let needs = match mode {
            Mode::Phone => "phones",
            Mode::Email => "emails",
            Mode::WebForm => "web",
            Mode::Office => "address",
            Mode::Online | Mode::HomeVisit | Mode::Outreach => continue,
        };
        if !everywhere.any(|contact| contact.has(*mode)) {
            let at = Location::field(record.path, FieldPath::from("modes").index(number));
            diagnostics
                .push(Diagnostic::warning("mode-without-contact").with("mode", mode).with("needs", needs).at(at));
        }
    }
    for (former, from, to) in service.ages.iter().flat_map(Ages::ranges) {
        if let (Some(from), Some(to)) = (from, to)
            && from > to
        {
            let ages = FieldPath::from("ages");
            let field = former.map_or_else(|| ages.clone(), |number| ages.key("until").index(number));
            let at = Location::field(record.path, field.key("from"));
            diagnostics.push(Diagnostic::error("ages-order").with("from", from).with("to", to).at(at));
        }
    }
}
