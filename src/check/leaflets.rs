//! Leaflets name what is there, and no printed code opens two pages.

use std::collections::BTreeMap;

use super::references::{Known, document, is_for, resolve, shown};
use crate::diagnostic::{Diagnostic, Diagnostics, FieldPath, Location, nearest};
use crate::model::value::{Audience, Kind, PlaceId, RecordId, Slug, Status};
use crate::model::{AnyService, Leaflet, ListId, Site};
use crate::path::SourcePath;

pub(super) fn check(site: &Site, diagnostics: &mut Diagnostics) {
    let mut codes = BTreeMap::new();
    for (id, (path, leaflet)) in &site.leaflets {
        of_leaflet(site, id, path, leaflet, diagnostics);
        let at = Location::field(path, "code");
        if let Some(first) = codes.insert(leaflet.code.clone(), at.clone()) {
            diagnostics.push(Diagnostic::error("duplicate-code").with("code", &leaflet.code).at(at).related(first));
        }
    }
}

fn of_leaflet(site: &Site, id: &RecordId, path: &SourcePath, leaflet: &Leaflet, diagnostics: &mut Diagnostics) {
    let at = |field: FieldPath| Location::field(path, field);
    let is_seen = leaflet.audience == Audience::Public && leaflet.status == Status::Open;
    for (field, written) in leaflet.records() {
        let named = shown(site, written, &id.place, is_seen, at(field.clone()), diagnostics);
        let is_elsewhere = named.is_some_and(|named| is_of_another_ward(&named, id)) && !leaflet.also.contains(written);
        if is_elsewhere {
            diagnostics.push(Diagnostic::error("leaflet-from-elsewhere").with("id", written).at(at(field)));
        }
    }
    if leaflet.kind.is_about_a_record() && leaflet.main.is_none() && !has_main(site, &id.place) {
        diagnostics.push(Diagnostic::error("leaflet-without-main").at(at("kind".into())));
    }
    if let Some(issuer) = &leaflet.issuer {
        resolve(site, issuer, &id.place, Kind::Organisation, at("issuer".into()), diagnostics);
    }
    if let Some(source) = &leaflet.source {
        document(site, source, at(FieldPath::from("source").key("document")), diagnostics);
    }
    let voices = ListId::Voices(id.place.clone());
    for (number, voice) in leaflet.voices.iter().enumerate() {
        let may_hold = site.unreadable.may_hold(&voices, voice.as_str());
        let list = Known::of(&site.lists_of(&id.place).voices, "voices.yaml", may_hold);
        list.look(voice, at(FieldPath::from("voices").index(number)), diagnostics);
    }
    for (number, kind) in leaflet.entries.iter().flat_map(|entries| &entries.from).enumerate() {
        if !AnyService::is_one(*kind) {
            let choices: Vec<&str> = AnyService::KINDS.iter().map(|kind| kind.folder()).collect();
            let diagnostic = Diagnostic::error("unknown-choice")
                .with("value", kind.folder())
                .with_some("nearest", nearest(kind.folder(), choices.iter().copied()))
                .with("choices", choices.join(", "));
            diagnostics.push(diagnostic.at(at(FieldPath::from("entries").key("from").index(number))));
        }
    }
}

/// Whether a record belongs to a ward that is not the leaflet's.
fn is_of_another_ward(record: &RecordId, leaflet: &RecordId) -> bool {
    matches!(record.place, PlaceId::Ward(_)) && record.place != leaflet.place
}

/// Whether something answers first at a place, so that a leaflet need not name it.
fn has_main(site: &Site, place: &PlaceId) -> bool {
    let answers = |scope: &Slug| site.scopes.get(scope).is_none_or(|(_, data)| data.fallback.is_some());
    match place {
        PlaceId::Scope(scope) => answers(scope),
        PlaceId::Ward(id) => site.wards.get(id).is_none_or(|ward| {
            let mut scopes = site.scopes.keys().filter(|scope| is_for(site, scope, id, &ward.data));
            ward.data.main.is_some() || scopes.any(answers)
        }),
        PlaceId::Guide => false,
    }
}
