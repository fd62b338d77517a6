//! Every place says what it is; wards lie in their prefectures, and no two are the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Diagnostics, Location, nearest};
use crate::model::value::PlaceId;
use crate::model::{Site, prefecture, prefectures};
use crate::source::SourcePath;

pub(super) fn check(site: &Site, diagnostics: &mut Diagnostics) {
    nameless(site, diagnostics);
    let mut codes = BTreeMap::new();
    for ward in site.wards.values() {
        let name = ward.data.prefecture.as_str();
        match prefecture(name) {
            Some(known) if known.code != ward.data.code.prefecture() => {
                let theirs = prefectures().find(|other| other.code == ward.data.code.prefecture());
                let diagnostic = Diagnostic::error("prefecture-code")
                    .with("prefecture", name)
                    .with("code", &ward.data.code)
                    .with_some("nearest", theirs.map(|other| other.name));
                diagnostics.push(diagnostic.at(Location::field(&ward.path, "prefecture")));
            }
            Some(_) => {}
            // A prefecture of its own invention needs a scope: its id becomes part of addresses.
            None if site.scope_of_prefecture(name).is_some() => {}
            None => {
                let near = nearest(name, prefectures().map(|known| known.name));
                let diagnostic =
                    Diagnostic::error("unknown-prefecture").with("prefecture", name).with_some("nearest", near);
                diagnostics.push(diagnostic.at(Location::field(&ward.path, "prefecture")));
            }
        }
        let at = Location::field(&ward.path, "code");
        if let Some(first) = codes.insert(ward.data.code.clone(), at.clone()) {
            diagnostics
                .push(Diagnostic::error("duplicate-ward-code").with("code", &ward.data.code).at(at).related(first));
        }
    }
}

/// Records in a folder that does not say which ward or scope it is.
fn nameless(site: &Site, diagnostics: &mut Diagnostics) {
    let of_records = site.services.keys().chain(site.pages.keys()).chain(site.organisations.keys());
    let places: BTreeSet<&PlaceId> = of_records.map(|id| &id.place).collect();
    for place in places {
        let (folder, file, is_there) = match place {
            PlaceId::Ward(ward) => ("wards", "ward.md", site.wards.contains_key(ward)),
            PlaceId::Scope(scope) => ("shared", "scope.yaml", site.scopes.contains_key(scope)),
            PlaceId::Guide => continue,
        };
        if !is_there && !site.unreadable.contains(&place.to_string()) {
            let id = place.to_string();
            let id = id.rsplit('/').next().unwrap_or_default();
            let at = Location::file(&SourcePath::new(format!("content/{folder}/{id}/{file}")));
            diagnostics.push(Diagnostic::error("missing-place").with("file", file).with("id", id).at(at));
        }
    }
}
