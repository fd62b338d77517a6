//! The freshness gate: what is published was confirmed, or says that it was not.

use crate::diagnostic::{Diagnostic, Diagnostics, FieldPath, Location};
use crate::model::part::Freshness;
use crate::model::value::{Kind, PlaceId, Unverified};
use crate::model::{Record, Site};
use crate::path::SourcePath;

pub(super) fn check(site: &Site, diagnostics: &mut Diagnostics) {
    let mut is_anything_confirmed = false;
    for record in site.records() {
        for (field, _, verified) in record.service.provenances(record.desks) {
            let Some(verified) = verified else { continue };
            if verified.date.0 > site.day {
                let at = Location::field(record.path, field.key("verified").key("date"));
                diagnostics.push(
                    Diagnostic::error("verified-in-future").with("date", verified.date).with("day", site.day).at(at),
                );
            }
        }
        for (field, freshness) in record.freshness(site.day, site.config.verified_for) {
            is_anything_confirmed |= freshness.is_confirmed() && record.service.is_listed();
            of_facts(site, record, field, freshness, diagnostics);
        }
    }
    if site.config.unverified == Unverified::Hide {
        fallbacks(site, diagnostics);
    }
    // A record that could not be read may be confirmed.
    let is_all_read = site.unreadable.records.is_empty();
    if !site.config.sample && !is_anything_confirmed && is_all_read && site.records().next().is_some() {
        let at = Location::key(&SourcePath::new("content/site.yaml"), "sample");
        diagnostics.push(Diagnostic::error("sample-unverified").at(at));
    }
}

fn of_facts(site: &Site, record: Record<'_>, field: FieldPath, freshness: Freshness, diagnostics: &mut Diagnostics) {
    let at = || Location::key(record.path, field.key("verified"));
    if let Freshness::Changed { on } = freshness {
        diagnostics.push(Diagnostic::warning("changed-since-verified").with("date", on).at(at()));
    }
    if site.config.unverified == Unverified::Refuse && record.service.is_listed() && !freshness.is_confirmed() {
        diagnostics.push(Diagnostic::error("unverified").with("id", record.id).at(at()));
    }
}

/// What is shown in place of an unconfirmed fact must not be unconfirmed itself.
fn fallbacks(site: &Site, diagnostics: &mut Diagnostics) {
    for (id, (path, scope)) in &site.scopes {
        let Some(fallback) = &scope.fallback else { continue };
        let Some(record) = site.record(&fallback.resolve(&PlaceId::Scope(id.clone()), Kind::PhoneLine)) else {
            continue;
        };
        if record.freshness(site.day, site.config.verified_for).iter().any(|(_, freshness)| !freshness.is_confirmed()) {
            diagnostics.push(
                Diagnostic::error("unverified-fallback").with("id", fallback).at(Location::field(path, "fallback")),
            );
        }
    }
}
