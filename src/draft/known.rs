//! What a guide knows that a new file can begin with.

use std::collections::BTreeSet;

use super::Target;
use crate::language::fill;
use crate::model::value::{PlaceId, RecordId, Slug, WardCode};
use crate::model::{Site, prefecture};

/// What a guide knows that a new file can begin with.
#[derive(Clone, Debug, Default)]
pub struct Known(Vec<(&'static str, String)>);

impl Known {
    /// What is known where something is to stand.
    #[must_use]
    pub fn of(site: &Site, target: &Target) -> Self {
        let (prefecture, code) = ward_code(site);
        let mut known = vec![("prefecture", prefecture), ("ward_code", code.to_string())];
        if let Target::Record(RecordId { place, name, .. }) = target {
            known.push(("leaflet_code", leaflet_code(site, name)));
            let operator = site.organisations.keys().find(|id| id.place == *place);
            known.extend(operator.map(|id| ("operator", id.name.to_string())));
            let ward = site.wards.iter().find(|(ward, _)| *place == PlaceId::Ward((*ward).clone()));
            let main = ward.and_then(|(_, ward)| ward.data.main.as_ref());
            known.extend(main.map(|main| ("main", main.to_string())));
        }
        Self(known)
    }

    /// What a file begins with. `None` where the guide does not know it.
    pub(super) fn fill(&self, start: &str) -> Option<String> {
        let values: Vec<(&str, &str)> = self.0.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let filled = fill(start, &values);
        let is_open = NAMES.iter().any(|name| filled.contains(&format!("{{{name}}}")));
        (!is_open).then_some(filled)
    }
}

/// What may stand in braces in what a file begins with.
const NAMES: [&str; 5] = ["leaflet_code", "prefecture", "ward_code", "operator", "main"];

/// A code that no leaflet has yet, made of the leaflet's id.
fn leaflet_code(site: &Site, name: &Slug) -> String {
    let taken: BTreeSet<String> = site.leaflets.values().map(|(_, leaflet)| leaflet.code.to_string()).collect();
    let letters: String = name.as_str().chars().filter(char::is_ascii_alphanumeric).take(5).collect();
    let numbered = (2..1000).map(|number| format!("{letters}{number}"));
    let mut all = std::iter::once(letters.clone()).chain(numbered);
    all.find(|code| !taken.contains(code)).unwrap_or(letters)
}

/// The prefecture of the guide's wards, and a code in it that no municipality has, in the guide or elsewhere.
fn ward_code(site: &Site) -> (String, WardCode) {
    let of_wards = site.wards.values().map(|ward| ward.data.prefecture.to_string());
    let of_scopes = site.scopes.values().filter_map(|(_, scope)| Some(scope.prefecture()?.to_string()));
    let name = of_wards.chain(of_scopes).next().unwrap_or_else(|| "東京都".to_owned());
    let number = prefecture(&name).map_or(99, |known| known.code);
    let is_taken = |code: &WardCode| site.wards.values().any(|ward| ward.data.code == *code);
    let mut codes = (900..1000).rev().map(|municipality| WardCode::made(number, municipality));
    let code = codes.find(|code| !is_taken(code)).unwrap_or_else(|| WardCode::made(number, 999));
    (name, code)
}
