//! What is wrong with a guide as a whole, and [`CheckedSite`]: a site in which everything that is named exists.
//!
//! Each file here looks at one concern. Nothing here reads text or knows about addresses on the web.

mod contacts;
mod damage;
mod due;
mod easy;
mod editions;
mod flows;
mod freshness;
mod leaflets;
mod links;
mod names;
mod overlays;
mod parts;
mod places;
mod readings;
mod references;
mod shown;
mod tables;
mod translations;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

pub use due::{Standing, due, standings, standings_on, unconfirmed_in};
pub use editions::{EditionState, PrintedEdition, editions};
pub use links::{OuterLink, outer_links};
pub use tables::Table;
pub use translations::{Untranslated, Wanting, untranslated};

use tables::Tables;

use crate::diagnostic::{Diagnostics, FieldPath};
use crate::model::part::Freshness;
use crate::model::value::{Kind, Language, PlaceId, RecordId, Schedule, Slug, YearEnd};
use crate::model::{self, Entry, Record, SharedRecord, Site, Ward, WardText};
use crate::path::SourcePath;

/// A site without errors. Only [`check`] makes one, so whatever has it may rely on every reference.
#[derive(Debug)]
pub struct CheckedSite {
    site: Site,
    scopes: BTreeMap<Slug, Vec<Slug>>,
    freshness: BTreeMap<RecordId, Vec<(FieldPath, Freshness)>>,
    languages: Vec<Language>,
    config_path: SourcePath,
    tables: Tables,
}

impl Deref for CheckedSite {
    type Target = Site;

    fn deref(&self) -> &Site {
        &self.site
    }
}

/// Looks for everything that is wrong with a site. `earlier` are the problems found while it was read.
#[must_use]
pub fn check(site: Site, earlier: Diagnostics) -> (Option<CheckedSite>, Diagnostics) {
    let mut diagnostics = names::with_what_was_meant(&site, earlier);
    let checks = [
        references::check,
        flows::check,
        leaflets::check,
        editions::check,
        parts::check,
        links::check,
        places::check,
        contacts::check,
        damage::check,
        overlays::check,
        readings::check,
        easy::check,
        freshness::check,
    ];
    for look in checks {
        look(&site, &mut diagnostics);
    }
    let checked = (!diagnostics.has_errors()).then(|| {
        let scopes = site.wards.iter().map(|(id, ward)| (id.clone(), scopes_of(&site, id, &ward.data))).collect();
        let is_spoken = |language: &&Language| **language == Language::Ja || site.config.languages.contains(language);
        let languages = Language::ALL.iter().filter(is_spoken).copied().collect();
        CheckedSite {
            scopes,
            freshness: due::freshness(&site),
            languages,
            config_path: SourcePath::new("content/site.yaml"),
            tables: Tables::default(),
            site,
        }
    });
    (checked, diagnostics)
}

/// The scopes that are for a ward, the narrowest first.
fn scopes_of(site: &Site, id: &Slug, ward: &Ward) -> Vec<Slug> {
    let mut scopes: Vec<(u8, &Slug)> =
        site.scopes.iter().filter_map(|(scope, (_, data))| Some((data.narrowness(id, ward)?, scope))).collect();
    scopes.sort();
    scopes.into_iter().map(|(_, scope)| scope.clone()).collect()
}

impl CheckedSite {
    /// A schedule day by day from the day before the build's.
    #[must_use]
    pub fn table(&self, schedule: &Schedule, year_end: YearEnd) -> Table {
        self.tables.get(schedule, year_end, self.day)
    }

    /// Keeps the wards of one ward's or prefecture's name, the cities that they lie in, and those whose window answers for
    /// them. `false` where there is none of the name.
    pub fn keep_only(&mut self, name: &str) -> bool {
        let is_named = |id: &Slug, ward: &Entry<Ward, WardText>| {
            let prefecture = ward.data.prefecture.as_str();
            id.as_str() == name
                || prefecture == name
                || model::prefecture(prefecture).is_some_and(|known| known.id == name)
                || self.site.scope_of_prefecture(prefecture).is_some_and(|scope| scope.as_str() == name)
        };
        let named = self.site.wards.iter().filter(|(id, ward)| is_named(id, ward)).map(|(id, _)| id.clone());
        let mut kept: BTreeSet<Slug> = named.collect();
        let mut next: Vec<Slug> = kept.iter().cloned().collect();
        while let Some(id) = next.pop() {
            let ward = &self.site.wards[&id].data;
            let main = ward.main.as_ref().map(|main| main.resolve(&PlaceId::Ward(id), Kind::Window).place);
            let of_main = match main {
                Some(PlaceId::Ward(other)) => Some(other),
                _ => None,
            };
            for other in of_main.into_iter().chain(ward.within.clone()) {
                if kept.insert(other.clone()) {
                    next.push(other);
                }
            }
        }
        self.site.wards.retain(|id, _| kept.contains(id));
        !kept.is_empty()
    }

    /// The scopes that are for a place, the narrowest first. A scope stands before whatever is wider than itself.
    #[must_use]
    pub fn scopes_for<'a>(&'a self, place: &'a PlaceId) -> Vec<&'a Slug> {
        match place {
            PlaceId::Ward(ward) => self.scopes.get(ward).into_iter().flatten().collect(),
            PlaceId::Scope(scope) => {
                let wider = self.site.scopes.iter().filter(|(_, (_, data))| data.is_for_all()).map(|(id, _)| id);
                std::iter::once(scope).chain(wider.filter(|wider| *wider != scope)).collect()
            }
            PlaceId::Guide => {
                self.site.scopes.iter().filter(|(_, (_, data))| data.is_for_all()).map(|(id, _)| id).collect()
            }
        }
    }

    /// The records that answer where a place has a gap: the fallbacks of its scopes, the narrowest first. A ward's
    /// page never leads to what the ward hides.
    pub fn fallbacks_for<'a>(&'a self, place: &'a PlaceId) -> impl Iterator<Item = Record<'a>> + 'a {
        let is_hidden = |id: &RecordId| match place {
            PlaceId::Ward(ward) => self.entry_of(ward, id).is_some_and(|entry| entry.hide),
            _ => false,
        };
        self.scopes_for(place).into_iter().filter_map(move |scope| {
            let fallback = self.site.scopes[scope].1.fallback.as_ref()?;
            let id = fallback.resolve(&PlaceId::Scope(scope.clone()), Kind::PhoneLine);
            self.site.record(&id).filter(|record| !is_hidden(record.id))
        })
    }

    /// What a ward says about a shared record.
    #[must_use]
    pub fn entry_of(&self, ward: &Slug, id: &RecordId) -> Option<&SharedRecord> {
        let home = PlaceId::Ward(ward.clone());
        self.site.wards[ward].data.shared.iter().find(|entry| entry.record.resolve(&home, Kind::PhoneLine) == *id)
    }

    /// The listed records of a scope: its fallback first, since it answers for all others.
    #[must_use]
    pub fn shared_records(&self, scope: &Slug) -> Vec<Record<'_>> {
        let place = PlaceId::Scope(scope.clone());
        let fallback = self.site.scopes[scope].1.fallback.as_ref().map(|named| named.resolve(&place, Kind::PhoneLine));
        let mut records: Vec<Record<'_>> =
            self.site.records_of(&place).filter(|record| record.service.is_listed()).collect();
        records.sort_by_key(|record| Some(record.id) != fallback.as_ref());
        records
    }

    /// The records that a ward's page takes from its scopes: first those that the ward lists, in its order.
    #[must_use]
    pub fn shared_on(&self, ward: &Slug) -> Vec<Record<'_>> {
        let home = PlaceId::Ward(ward.clone());
        let entries = &self.site.wards[ward].data.shared;
        let ids: Vec<RecordId> = entries.iter().map(|entry| entry.record.resolve(&home, Kind::PhoneLine)).collect();
        let shown =
            entries.iter().zip(&ids).filter(|(entry, _)| !entry.hide).filter_map(|(_, id)| self.site.record(id));
        let listed = shown.filter(|record| record.service.is_listed());
        let unlisted = self.scopes[ward].iter().flat_map(|scope| self.shared_records(scope));
        listed.chain(unlisted.filter(|record| !ids.contains(record.id))).collect()
    }

    /// The records that a ward lists: its own, then those of its scopes.
    pub fn records_on(&self, ward: &Slug) -> impl Iterator<Item = Record<'_>> {
        let own = self.site.records_of(&PlaceId::Ward(ward.clone()));
        own.filter(|record| record.service.is_listed()).chain(self.shared_on(ward))
    }

    /// What is to be thought of a record's facts, and of those that carry a confirmation of their own.
    #[must_use]
    pub fn freshness_of(&self, id: &RecordId) -> &[(FieldPath, Freshness)] {
        self.freshness.get(id).map_or(&[], Vec::as_slice)
    }

    /// The site's languages in their one order, Japanese first.
    #[must_use]
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// Whether a place is part of this build.
    #[must_use]
    pub fn has_place(&self, place: &PlaceId) -> bool {
        match place {
            PlaceId::Ward(ward) => self.site.wards.contains_key(ward),
            PlaceId::Scope(_) | PlaceId::Guide => true,
        }
    }

    /// The file to name where the guide as a whole is meant.
    #[must_use]
    pub fn config_path(&self) -> &SourcePath {
        &self.config_path
    }

    /// A ward.
    #[must_use]
    pub fn ward(&self, id: &Slug) -> &Entry<Ward, WardText> {
        &self.site.wards[id]
    }
}
