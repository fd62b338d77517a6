//! Leaflets name what is there, and no printed code opens two pages.

use std::collections::BTreeMap;

use super::references::{Known, document, resolve, shown};
use crate::diagnostic::{Diagnostic, Diagnostics, FieldPath, Location, nearest};
use crate::model::value::{Audience, Kind, RecordId, Status};
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
    for (field, record) in leaflet.records() {
        let _ = shown(site, record, &id.place, is_seen, at(field), diagnostics);
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
