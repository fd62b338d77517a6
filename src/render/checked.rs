//! When facts were confirmed: the list of a ward, and the page about the guide.

use std::collections::BTreeSet;

use super::Inputs;
use super::entrance::FEW_WARDS;
use super::names::ward_name;
use super::pieces::{document_view, ward_link};
use super::record::standing_view;
use super::view::{AboutView, CheckedPageView, CheckedView, SourceView, UnconfirmedView};
use crate::check::{Standing, standings_on, unconfirmed_in};
use crate::diagnostic::Step;
use crate::language::{Language, Phrase};
use crate::model::Document;
use crate::model::value::{Id, PlaceId, Slug};
use crate::plan::Address;

/// How everything stands that a ward's pages show.
pub(super) fn checked_view(inputs: Inputs<'_>, language: Language, ward: &Slug) -> CheckedPageView {
    let all = standings_on(inputs.site, ward);
    let rows = all.iter().filter(|standing| is_to_confirm(standing)).map(|standing| view(inputs, language, standing));
    CheckedPageView { ward: ward_link(inputs, language, ward), rows: rows.collect() }
}

/// The page about the guide.
pub(super) fn about_view(inputs: Inputs<'_>, language: Language) -> AboutView {
    let site = inputs.site;
    let scopes = site.scopes.keys().cloned().map(PlaceId::Scope);
    let places: Vec<PlaceId> = site.wards.keys().cloned().map(PlaceId::Ward).chain(scopes).collect();
    let unconfirmed = places.iter().map(|place| unconfirmed(inputs, language, place));
    let unconfirmed: Vec<UnconfirmedView> = unconfirmed.filter(|of_place| of_place.count > 0).collect();
    AboutView {
        verified_for: site.config.verified_for,
        unverified: site.config.unverified.word(),
        documents: documents(inputs, language, &places),
        count: unconfirmed.iter().map(|of_place| of_place.count).sum(),
        unconfirmed,
    }
}

fn unconfirmed(inputs: Inputs<'_>, language: Language, place: &PlaceId) -> UnconfirmedView {
    let site = inputs.site;
    let mut all = unconfirmed_in(site, place);
    all.retain(is_to_confirm);
    let (name, href) = match place {
        PlaceId::Ward(ward) => {
            let href = Address::checked(language, ward).to_string();
            (ward_name(inputs, language, ward), Some(href))
        }
        PlaceId::Scope(scope) => (Phrase::local(language, &site.scopes[scope].1.name), None),
        PlaceId::Guide => (Phrase::local(language, &site.config.title), None),
    };
    // A page of 20,000 lines helps nobody; the pages of the wards have theirs.
    let is_listed = href.is_none() || site.wards.len() <= FEW_WARDS;
    let rows = all.iter().filter(|_| is_listed).map(|standing| view(inputs, language, standing));
    UnconfirmedView { name, href, count: all.len(), rows: rows.collect() }
}

/// The documents that the facts of these places' records come from, in the order of their list.
fn documents(inputs: Inputs<'_>, language: Language, places: &[PlaceId]) -> Vec<SourceView> {
    let records = places.iter().flat_map(|place| inputs.site.records_of(place));
    let listed = records.filter(|record| record.service.is_listed());
    let used: BTreeSet<&Id<Document>> = listed
        .flat_map(|record| record.service.provenances(record.desks))
        .filter_map(|(_, source, _)| source.map(|source| &source.document))
        .collect();
    let documents = inputs.site.documents.items.iter().map(|listed| &listed.data);
    documents.filter(|document| used.contains(&document.id)).map(|document| document_view(language, document)).collect()
}

/// What is dialled in danger is law; of a record that rests, nobody is shown a number that was confirmed by itself.
fn is_to_confirm(standing: &Standing<'_>) -> bool {
    let service = standing.record.service;
    !service.is_emergency() && (service.is_open() || standing.field.steps().is_empty())
}

fn view(inputs: Inputs<'_>, language: Language, standing: &Standing<'_>) -> CheckedView {
    let key = standing.field.steps().iter().rev().find_map(|step| match step {
        Step::Key(key) => Some(key.as_str()),
        Step::Index(_) => None,
    });
    CheckedView {
        href: Address::record(language, standing.record.id).to_string(),
        name: standing.record.name(language, None),
        item: key.and_then(|key| match key {
            "phones" => Some("phone"),
            "emails" => Some("email"),
            "hours" => Some("hours"),
            "address" => Some("address"),
            _ => None,
        }),
        freshness: standing_view(inputs, language, standing),
    }
}
