//! How every fact stands today, and what somebody has to confirm soon.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil};
use rayon::prelude::*;

use crate::diagnostic::FieldPath;
use crate::model::part::{Freshness, Verified};
use crate::model::value::{Kind, PlaceId, RecordId, Slug, Status};
use crate::model::{Record, Site};

use super::CheckedSite;

/// What is to be thought of a record, or of an item that carries a confirmation of its own.
#[derive(Clone, Debug)]
pub struct Standing<'a> {
    /// The record.
    pub record: Record<'a>,
    /// The item; an empty path for the record as a whole.
    pub field: FieldPath,
    /// Whether it can be relied on.
    pub freshness: Freshness,
    /// What its file says about it.
    pub verified: Option<&'a Verified>,
}

impl Standing<'_> {
    /// The last day on which it is good. Nothing where it never was, or is no longer what was confirmed.
    #[must_use]
    pub fn until(&self) -> Option<civil::Date> {
        match self.freshness {
            Freshness::Confirmed { until, .. } | Freshness::Expired { until, .. } => Some(until),
            Freshness::Changed { .. } | Freshness::Unconfirmed => None,
        }
    }

    /// The day on which it was confirmed.
    #[must_use]
    pub fn on(&self) -> Option<civil::Date> {
        self.verified.map(|verified| verified.date.0)
    }

    /// Who is to confirm it: who did last, else the first that runs it.
    #[must_use]
    pub fn keeper(&self) -> Option<RecordId> {
        let named = self.verified.map(|verified| &verified.by).or(self.record.service.operators.first());
        named.map(|named| named.resolve(&self.record.id.place, Kind::Organisation))
    }

    /// `confirmed`, `expired`, `changed` or `unconfirmed`.
    #[must_use]
    pub fn state(&self) -> &'static str {
        self.freshness.word()
    }
}

/// How a record stands, and each item of it with a confirmation of its own.
#[must_use]
pub fn standings<'a>(site: &Site, record: Record<'a>) -> Vec<Standing<'a>> {
    put_together(record, &record.freshness(site.day, site.config.verified_for))
}

/// Fingerprints are dear, and every page asks for them: taken once.
pub(super) fn freshness(site: &Site) -> BTreeMap<RecordId, Vec<(FieldPath, Freshness)>> {
    let records: Vec<Record<'_>> = site.records().collect();
    let of = |record: Record<'_>| (record.id.clone(), record.freshness(site.day, site.config.verified_for));
    records.into_par_iter().map(of).collect::<Vec<_>>().into_iter().collect()
}

fn put_together<'a>(record: Record<'a>, freshness: &[(FieldPath, Freshness)]) -> Vec<Standing<'a>> {
    let standing = |(field, freshness): &(FieldPath, Freshness), verified| Standing {
        record,
        field: field.clone(),
        freshness: *freshness,
        verified,
    };
    match freshness {
        [own] => vec![standing(own, record.service.verified.as_ref())],
        all => {
            let confirmations = record.service.provenances(record.desks);
            let of =
                |field: &FieldPath| confirmations.iter().find(|(at, ..)| at == field).and_then(|(.., found)| *found);
            all.iter().map(|one| standing(one, of(&one.0))).collect()
        }
    }
}

/// Everything that is not confirmed, or will not be in so many days: for each keeper what runs out first comes first,
/// and what nobody can rely on today before that. Records that nobody is shown need no confirmation.
#[must_use]
pub fn due(site: &Site, within: i32) -> Vec<Standing<'_>> {
    let last = site.day.saturating_add(within.days());
    let is_used = |record: &Record<'_>| matches!(record.service.status, Status::Open | Status::Paused);
    let all = site.records().filter(is_used).flat_map(|record| standings(site, record));
    let mut due: Vec<Standing<'_>> =
        all.filter(|standing| standing.until().is_none_or(|until| until <= last)).collect();
    let key = |standing: &Standing<'_>| {
        let keeper = standing.keeper();
        (keeper.is_none(), keeper, standing.until(), standing.record.id.clone(), standing.field.clone())
    };
    due.sort_by_cached_key(key);
    due
}

/// How everything stands that a ward's page lists: the ward's own records, then those of its scopes.
#[must_use]
pub fn standings_on<'a>(site: &'a CheckedSite, ward: &Slug) -> Vec<Standing<'a>> {
    site.records_on(ward).flat_map(|record| put_together(record, site.freshness_of(record.id))).collect()
}

/// What is not confirmed among the listed records of a place.
#[must_use]
pub fn unconfirmed_in<'a>(site: &'a CheckedSite, place: &PlaceId) -> Vec<Standing<'a>> {
    let listed = site.records_of(place).filter(|record| record.service.is_listed());
    let stands = |record: Record<'a>| put_together(record, site.freshness_of(record.id));
    listed.flat_map(stands).filter(|standing| !standing.freshness.is_confirmed()).collect()
}
