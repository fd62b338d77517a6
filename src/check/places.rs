//! Wards lie in their prefectures, and no two are the same.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, Location, nearest};
use crate::model::{Site, prefecture, prefectures};

pub(super) fn check(site: &Site, diagnostics: &mut Diagnostics) {
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
            None if site.scope_of_prefecture(name).is_some() || site.unreadable.has_some_scope() => {}
            None => {
                let of_scopes = site.scopes.values().filter_map(|(_, scope)| Some(scope.prefecture()?.as_str()));
                let near = nearest(name, prefectures().map(|known| known.name).chain(of_scopes));
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
