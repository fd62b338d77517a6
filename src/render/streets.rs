//! Which window a street belongs to.

use super::Inputs;
use super::pieces::{rows, ward_link};
use super::record::View;
use super::view::{LinkView, ServingView, StreetRowView, StreetView, StreetsView};
use crate::language::{Language, Phrase};
use crate::model::value::{Id, PlaceId, RecordId, Slug};
use crate::model::{Record, Street};
use crate::plan::Address;

/// The streets of a ward.
pub(super) fn streets_view(inputs: Inputs<'_>, language: Language, ward: &Slug) -> StreetsView {
    let place = PlaceId::Ward(ward.clone());
    let is_shown =
        |record: &Record<'_>| record.service.is_listed() && View::new(inputs, language, *record).shows_facts();
    let records: Vec<Record<'_>> = inputs.site.records_of(&place).filter(is_shown).collect();
    let mut streets: Vec<&Street> = inputs.site.lists_of(&place).streets.iter().collect();
    streets.sort_by(|a, b| (&a.kana, &a.id).cmp(&(&b.kana, &b.id)));
    let street = |street: &&Street| StreetView {
        id: street.id.to_string(),
        name: Phrase::japanese(language, &street.name),
        kana: street.kana.as_str().to_owned(),
        records: records.iter().flat_map(|record| serving(inputs, language, *record, &street.id)).collect(),
    };
    let rows = rows(streets, |street| street.kana.as_str());
    StreetsView {
        ward: ward_link(inputs, language, ward),
        rows: rows
            .into_iter()
            .map(|(kana, streets)| StreetRowView { kana, streets: streets.iter().map(street).collect() })
            .collect(),
    }
}

/// A record and its desks, as far as they are there for a street.
fn serving(inputs: Inputs<'_>, language: Language, record: Record<'_>, street: &Id<Street>) -> Vec<ServingView> {
    let state = View::new(inputs, language, record).own_freshness().state;
    let own = record.service.serves.contains(street).then(|| record.link(language, record.id));
    let desks = record.desks.iter().filter(|desk| record.service.is_open() && desk.serves.contains(street));
    let desks = desks.map(|desk| {
        let id = RecordId { desk: desk.name.as_ref().map(|_| desk.id.clone()), ..record.id.clone() };
        LinkView {
            href: Address::record(language, &id).to_string(),
            name: record.name(language, Some(desk)),
            description: Some(record.name(language, None)).filter(|_| desk.name.is_some()),
        }
    });
    own.into_iter().chain(desks).map(|link| ServingView { link, state }).collect()
}
