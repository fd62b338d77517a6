//! Everything that a record names exists.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Diagnostics, FieldPath, Location, nearest};
use crate::model::part::Source;
use crate::model::value::{Id, Kind, PlaceId, RecordId, Slug, Written};
use crate::model::{
    AnyService, AppliesTo, Concern, HasId, List, ListId, Part, Record, SharedRecord, Site, Ward, prefecture,
    prefectures,
};
use crate::path::SourcePath;

/// What a desk cannot be called: beside its page stands the call card of its window.
const CALL_CARD: &str = "call";

pub(super) fn check(site: &Site, diagnostics: &mut Diagnostics) {
    for record in site.records() {
        of_record(site, record, diagnostics);
    }
    unused_concerns(site, diagnostics);
    of_wards(site, diagnostics);
    of_scopes(site, diagnostics);
    of_config(site, diagnostics);
}

fn of_config(site: &Site, diagnostics: &mut Diagnostics) {
    if site.unreadable.config || site.publisher_id().is_some() {
        return;
    }
    let name = site.config.publisher.to_string();
    // One that is there has its place missing: the notation of it, or the file of a ward or scope that is reported.
    let namesake = site.organisations.keys().find(|id| id.name.as_str() == name);
    if namesake.is_some_and(|id| site.unreadable.places.contains(&id.place)) {
        return;
    }
    let known: Vec<String> = site.organisations.keys().map(|id| id.name.to_string()).collect();
    let near = || nearest(&name, known.iter().map(String::as_str)).map(str::to_owned);
    let diagnostic = Diagnostic::error("unknown-organisation")
        .with("id", &name)
        .with_some("nearest", namesake.map(ToString::to_string).or_else(near));
    diagnostics.push(diagnostic.at(Location::field(&SourcePath::new("content/site.yaml"), "publisher")));
}

fn of_record(site: &Site, record: Record<'_>, diagnostics: &mut Diagnostics) {
    let at = |field: FieldPath| Location::field(record.path, field);
    let service = record.service;
    for (field, organisation) in service.organisations(record.desks) {
        resolve(site, organisation, &record.id.place, Kind::Organisation, at(field), diagnostics);
    }
    if let Some(ask) = &service.ask {
        let found = shown(site, ask, &record.id.place, service.is_listed(), at("ask".into()), diagnostics);
        if found.as_ref() == Some(record.id) {
            diagnostics.push(Diagnostic::error("ask-itself").at(at("ask".into())));
        } else if found.and_then(|id| site.record(&id.without_desk())).is_some_and(|asked| asked.service.is_emergency())
        {
            diagnostics.push(Diagnostic::error("main-is-emergency").with("id", ask).at(at("ask".into())));
        }
    }
    for (field, source, _) in service.provenances(record.desks) {
        if let Some(source) = source {
            document(site, source, at(field.key("source").key("document")), diagnostics);
        }
    }
    for (number, concern) in service.concerns.iter().enumerate() {
        if site.concerns.get(concern).is_none() && !site.unreadable.may_hold(&ListId::Concerns, concern.as_str()) {
            let known: Vec<&str> = site.concerns.items.iter().map(|listed| listed.data.id.as_str()).collect();
            let diagnostic = Diagnostic::error("unknown-concern")
                .with("id", concern)
                .with_some("nearest", nearest(concern.as_str(), known.iter().copied()))
                .with_some("known", (!known.is_empty()).then(|| known.join(", ")));
            diagnostics.push(diagnostic.at(at(FieldPath::from("concerns").index(number))));
        }
    }
    for (number, field) in service.fields.iter().enumerate() {
        let list = Known::of(&site.fields, "fields.yaml", site.unreadable.may_hold(&ListId::Fields, field.as_str()));
        list.look(field, at(FieldPath::from("fields").index(number)), diagnostics);
    }
    for (number, stage) in service.stage.iter().enumerate() {
        let ids = site.config.stages.iter().map(|stage| stage.id.as_str()).collect();
        let list = Known { name: "site.yaml stages", ids, may_hold: site.unreadable.config };
        list.look(stage, at(FieldPath::from("stage").index(number)), diagnostics);
    }
    let desks = record.desks.iter().enumerate();
    let desks = desks.map(|(number, desk)| (FieldPath::from("desks").index(number), &desk.serves));
    for (base, streets) in std::iter::once((FieldPath::default(), &service.serves)).chain(desks) {
        for (number, street) in streets.iter().enumerate() {
            let list = ListId::Streets(record.id.place.clone());
            let may_hold = site.unreadable.may_hold(&list, street.as_str());
            let known = Known::of(&site.lists_of(&record.id.place).streets, "streets.yaml", may_hold);
            known.look(street, at(base.key("serves").index(number)), diagnostics);
        }
    }
    let mut first_desk = BTreeMap::new();
    for (number, desk) in record.desks.iter().enumerate() {
        let at = |key: &str| at(FieldPath::from("desks").index(number).key(key));
        if desk.name.is_some() && desk.kana.is_none() {
            diagnostics.push(Diagnostic::error("missing-key").with("key", "kana").at(at("name")));
        }
        if desk.id.as_str() == CALL_CARD {
            diagnostics.push(Diagnostic::error("reserved-id").with("id", &desk.id).at(at("id")));
        }
        let first = *first_desk.entry(&desk.id).or_insert(number);
        if first < number {
            let first = Location::field(record.path, FieldPath::from("desks").index(first).key("id"));
            diagnostics.push(Diagnostic::error("duplicate-id").with("id", &desk.id).at(at("id")).related(first));
        }
    }
}

/// A worry that leads to nobody helps nobody.
fn unused_concerns(site: &Site, diagnostics: &mut Diagnostics) {
    let listed = site.records().filter(|record| record.service.is_listed());
    let used: BTreeSet<&Id<Concern>> = listed.flat_map(|record| &record.service.concerns).collect();
    // A record that cannot be read, or that has mistyped its concern, may be the one.
    if !site.unreadable.records.is_empty() || used.iter().any(|id| site.concerns.get(id).is_none()) {
        return;
    }
    for concern in site.concerns.items.iter().filter(|concern| !used.contains(&concern.data.id)) {
        let at = Location::field(&concern.path, FieldPath::default().index(concern.number).key("id"));
        let problem = Diagnostic::warning("unused-concern").with("id", &concern.data.id);
        diagnostics.push(problem.with("name", concern.data.name.ja()).at(at));
    }
}

fn of_wards(site: &Site, diagnostics: &mut Diagnostics) {
    for (id, ward) in &site.wards {
        let home = PlaceId::Ward(id.clone());
        if let Some(city) = &ward.data.within {
            let at = Location::field(&ward.path, "within");
            // A 行政区 lies in a city, and that one in no other.
            let is_city = |city: &Slug| site.wards.get(city).is_none_or(|ward| ward.data.within.is_none());
            let is_elsewhere =
                |city: &Slug| site.wards.get(city).is_some_and(|city| city.data.prefecture != ward.data.prefecture);
            if !site.knows_ward(city) {
                let near = nearest(city.as_str(), site.wards.keys().map(|id| id.as_str()));
                diagnostics.push(Diagnostic::error("unknown-ward").with("id", city).with_some("nearest", near).at(at));
            } else if city == id || !is_city(city) || is_elsewhere(city) {
                diagnostics.push(Diagnostic::error("within-no-city").with("id", city).at(at));
            }
        }
        if let Some(main) = &ward.data.main {
            let at = Location::field(&ward.path, "main");
            if let Some(found) = resolve(site, main, &home, Kind::Window, at.clone(), diagnostics)
                && let Some(record) = site.record(&found.without_desk())
            {
                let at_desk = record.desk(&found).map(|desk| record.service.at_desk(desk));
                let service = at_desk.as_ref().unwrap_or(record.service);
                let is_main = |shared: &&SharedRecord| shared.record.resolve(&home, Kind::PhoneLine) == found;
                if !service.is_listed() || ward.data.shared.iter().find(is_main).is_some_and(|shared| shared.hide) {
                    diagnostics.push(Diagnostic::error("main-not-public").with("id", main).at(at));
                } else if service.is_emergency() {
                    diagnostics.push(Diagnostic::error("main-is-emergency").with("id", main).at(at));
                } else if let PlaceId::Scope(scope) = &found.place
                    && !is_for(site, scope, id, &ward.data)
                {
                    diagnostics.push(Diagnostic::error("not-shared").with("id", main).with("scope", scope).at(at));
                }
            }
        }
        let mut listed = BTreeMap::new();
        for (number, shared) in ward.data.shared.iter().enumerate() {
            let at = Location::field(&ward.path, FieldPath::from("shared").index(number).key("record"));
            if let Some(first) = listed.insert(shared.record.resolve(&home, Kind::PhoneLine), at.clone()) {
                diagnostics.push(Diagnostic::error("duplicate-id").with("id", &shared.record).at(at).related(first));
                continue;
            }
            let Some(record) = resolve(site, &shared.record, &home, Kind::PhoneLine, at.clone(), diagnostics) else {
                continue;
            };
            let scope = match &record.place {
                PlaceId::Scope(scope) => Some(scope),
                _ => None,
            };
            if !scope.is_some_and(|scope| is_for(site, scope, id, &ward.data)) {
                let diagnostic = Diagnostic::error("not-shared").with("id", &shared.record).with_some("scope", scope);
                diagnostics.push(diagnostic.at(at));
            }
        }
    }
}

/// Whether a scope is for a ward. One that could not be read may be.
pub(super) fn is_for(site: &Site, scope: &Slug, id: &Slug, ward: &Ward) -> bool {
    site.scopes.get(scope).is_none_or(|(_, data)| data.narrowness(id, ward).is_some())
}

fn of_scopes(site: &Site, diagnostics: &mut Diagnostics) {
    for (id, (path, scope)) in &site.scopes {
        if let Some(fallback) = &scope.fallback {
            let at = Location::field(path, "fallback");
            let home = PlaceId::Scope(id.clone());
            if let Some(found) = resolve(site, fallback, &home, Kind::PhoneLine, at.clone(), diagnostics)
                && let Some(record) = site.record(&found)
            {
                let answers = record.service.is_public()
                    && record.service.is_open()
                    && !record.service.is_emergency()
                    && record.service.contact.phones.iter().any(|phone| phone.number.fact().is_some());
                let answers_here = match &found.place {
                    PlaceId::Scope(other) => {
                        let mut wards =
                            site.wards.iter().filter(|(id, ward)| scope.narrowness(id, &ward.data).is_some());
                        other == id || wards.all(|(id, ward)| is_for(site, other, id, &ward.data))
                    }
                    _ => false,
                };
                if !answers {
                    diagnostics.push(Diagnostic::error("fallback-without-number").with("id", fallback).at(at));
                } else if !answers_here {
                    let diagnostic = Diagnostic::error("fallback-from-elsewhere").with("id", fallback);
                    diagnostics.push(diagnostic.with("scope", id).at(at));
                }
            }
        }
        if let AppliesTo::Some(Part { prefecture: of, wards }) = &scope.applies_to {
            for (number, ward) in wards.iter().flatten().enumerate() {
                if !site.knows_ward(ward) {
                    let diagnostic = Diagnostic::error("unknown-ward")
                        .with("id", ward)
                        .with_some("nearest", nearest(ward.as_str(), site.wards.keys().map(|id| id.as_str())));
                    let field = FieldPath::from("applies_to").key("wards").index(number);
                    diagnostics.push(diagnostic.at(Location::field(path, field)));
                }
            }
            if let Some(name) = of {
                of_prefecture(site, path, name.as_str(), diagnostics);
            }
            if of.is_some() == wards.as_ref().is_some_and(|wards| !wards.is_empty()) {
                diagnostics.push(Diagnostic::error("scope-for-whom").at(Location::field(path, "applies_to")));
            }
        }
    }
}

/// A scope for a prefecture that is neither real nor any ward's would leave its wards without their lines in silence.
fn of_prefecture(site: &Site, path: &SourcePath, name: &str, diagnostics: &mut Diagnostics) {
    let mut wards = site.wards.values().map(|ward| ward.data.prefecture.as_str());
    let is_known = prefecture(name).is_some() || wards.clone().any(|of_ward| of_ward == name);
    // The mistake may be the ward's, and is reported there.
    let may_be_meant = |of_ward| prefecture(of_ward).is_none() && site.scope_of_prefecture(of_ward).is_none();
    if is_known || site.wards.is_empty() || site.unreadable.has_some_ward() || wards.any(may_be_meant) {
        return;
    }
    let names = prefectures().map(|known| known.name);
    let near = nearest(name, names.chain(site.wards.values().map(|ward| ward.data.prefecture.as_str())));
    let diagnostic = Diagnostic::error("prefecture-without-ward").with("prefecture", name).with_some("nearest", near);
    diagnostics.push(diagnostic.at(Location::field(path, FieldPath::from("applies_to").key("prefecture"))));
}

/// A document that is named is in the list.
pub(super) fn document(site: &Site, source: &Source, at: Location, diagnostics: &mut Diagnostics) {
    let id = &source.document;
    if site.documents.get(id).is_none() && !site.unreadable.may_hold(&ListId::Documents, id.as_str()) {
        let known = site.documents.items.iter().map(|listed| listed.data.id.as_str());
        let diagnostic =
            Diagnostic::error("unknown-document").with("id", id).with_some("nearest", nearest(id.as_str(), known));
        diagnostics.push(diagnostic.at(at));
    }
}

/// A list in which a name is looked up.
pub(super) struct Known<'a> {
    /// What messages call it.
    pub(super) name: &'static str,
    pub(super) ids: Vec<&'a str>,
    /// Whether something of it could not be read.
    pub(super) may_hold: bool,
}

impl<'a> Known<'a> {
    pub(super) fn of<T: HasId>(list: &'a List<T>, name: &'static str, may_hold: bool) -> Self {
        Self { name, ids: list.items.iter().map(|listed| listed.data.id().as_str()).collect(), may_hold }
    }

    /// Reports a name that is not in the list.
    pub(super) fn look<T>(&self, id: &Id<T>, at: Location, diagnostics: &mut Diagnostics) {
        if !self.may_hold && !self.ids.contains(&id.as_str()) {
            let diagnostic = Diagnostic::error("unknown-entry")
                .with("id", id)
                .with("list", self.name)
                .with_some("nearest", nearest(id.as_str(), self.ids.iter().copied()))
                .with_some("known", (!self.ids.is_empty()).then(|| self.ids.join(", ")));
            diagnostics.push(diagnostic.at(at));
        }
    }
}

/// A record that is named where residents see it, so that it must be for them.
pub(super) fn shown(
    site: &Site,
    reference: &Written,
    home: &PlaceId,
    is_seen: bool,
    at: Location,
    diagnostics: &mut Diagnostics,
) -> Option<RecordId> {
    let id = resolve(site, reference, home, Kind::Window, at.clone(), diagnostics)?;
    let is_hidden_here = match home {
        PlaceId::Ward(ward) => site.wards.get(ward).is_some_and(|ward| ward.data.hides(&id.without_desk(), home)),
        _ => false,
    };
    let is_listed = site.record(&id.without_desk()).is_none_or(|record| record.service.is_listed());
    if is_seen && (is_hidden_here || !is_listed) {
        diagnostics.push(Diagnostic::error("record-not-public").with("id", reference).at(at));
        return None;
    }
    Some(id)
}

/// The record that is named, unless there is none.
pub(super) fn resolve(
    site: &Site,
    reference: &Written,
    home: &PlaceId,
    kind: Kind,
    at: Location,
    diagnostics: &mut Diagnostics,
) -> Option<RecordId> {
    let id = reference.resolve(home, kind);
    let wrong_kind = match kind {
        Kind::Organisation => id.kind != Kind::Organisation,
        _ => !AnyService::is_one(id.kind) || reference.is_bare(),
    };
    let desk_is_known = || match (&id.desk, site.record(&id.without_desk())) {
        (Some(desk), Some(record)) => record.desks.iter().any(|known| known.id == *desk && known.name.is_some()),
        _ => true,
    };
    if !wrong_kind && site.knows(&id.without_desk()) && desk_is_known() {
        return Some(id);
    }
    let code = if kind == Kind::Organisation { "unknown-organisation" } else { "unknown-record" };
    let written = reference.to_string();
    let known: Vec<String> = match kind {
        Kind::Organisation => site.organisations.keys().map(|known| name_from(known, home)).collect(),
        _ => site.records().map(|known| name_from(known.id, home)).collect(),
    };
    // A bare id may lack nothing but its folder.
    let with_folder =
        || known.iter().map(String::as_str).find(|known| known.rsplit('/').next() == Some(written.as_str()));
    let near = with_folder().or_else(|| nearest(&written, known.iter().map(String::as_str)));
    diagnostics.push(Diagnostic::error(code).with("id", &written).with_some("nearest", near).at(at));
    None
}

/// How a record is named from a place.
fn name_from(id: &RecordId, home: &PlaceId) -> String {
    match (id.place == *home, id.kind) {
        (true, Kind::Organisation) => id.name.to_string(),
        (true, kind) => format!("{}/{}", kind.folder(), id.name),
        (false, _) => id.to_string(),
    }
}
