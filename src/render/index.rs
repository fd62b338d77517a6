//! Everything by kana: what a ward has, and all wards of the guide.

use super::Inputs;
use super::entrance::{at_all_hours, records_of, ward_card};
use super::names::area_name;
use super::pieces::{rows, ward_link};
use super::view::{LinkView, NameRowView, NameView, NamesView, RowView, SearchView};
use super::views::GroupViews;
use crate::language::Language;
use crate::model::Record;
use crate::model::value::{PlaceId, RecordId, Slug};
use crate::plan::{Address, Area};

/// With more wards, a page of all of them would be a load to read and to fetch.
const ALL_WARDS: usize = 300;

/// What a ward has, and what is shared with it.
pub(super) fn names_view(inputs: Inputs<'_>, language: Language, ward: &Slug) -> NamesView {
    let site = inputs.site;
    let mut names: Vec<NameView> = site.records_on(ward).flat_map(|record| of_record(language, &record)).collect();
    names.sort_by(|a, b| (&a.kana, &a.href).cmp(&(&b.kana, &b.href)));
    let rows = rows(names, |name| name.kana.trim_start_matches(['「', '（', '・']));
    NamesView {
        ward: ward_link(inputs, language, ward),
        rows: rows.into_iter().map(|(kana, names)| NameRowView { kana, names }).collect(),
    }
}

/// A record and those of its desks that have names of their own.
fn of_record(language: Language, record: &Record<'_>) -> Vec<NameView> {
    let view = |id: &RecordId, kana: &dyn ToString| NameView {
        href: Address::record(language, id).to_string(),
        name: record.name(language, record.desk(id)),
        kana: kana.to_string(),
        kind: id.kind.folder(),
    };
    let desks = record.desks.iter().filter(|desk| desk.name.is_some() && record.service.is_open());
    let desks = desks.filter_map(|desk| {
        let id = RecordId { desk: Some(desk.id.clone()), ..record.id.clone() };
        Some(view(&id, desk.kana.as_ref()?))
    });
    std::iter::once(view(record.id, &record.service.names.kana)).chain(desks).collect()
}

/// All wards, or the prefectures that they are found through.
pub(super) fn search_view(views: &GroupViews<'_, '_>, language: Language) -> SearchView {
    let inputs = views.inputs();
    let areas = &inputs.plan.areas;
    let scopes = inputs.site.scopes_for(&PlaceId::Guide);
    let (urgent, _) = records_of(views, language, &scopes, &|_| true);
    let at_all_hours = at_all_hours(views, language, &scopes);
    if inputs.site.wards.len() > ALL_WARDS {
        let area = |area: &Area| LinkView {
            href: Address::area(language, &area.id).to_string(),
            name: area_name(inputs, language, area),
            description: None,
        };
        return SearchView { rows: Vec::new(), areas: areas.iter().map(area).collect(), at_all_hours, urgent };
    }
    let wards = areas.iter().flat_map(|area| area.wards.iter().map(move |ward| (area, ward)));
    let mut cards: Vec<_> = wards.map(|(area, ward)| ward_card(inputs, language, area, ward)).collect();
    cards.sort_by(|a, b| (&a.kana, &a.href).cmp(&(&b.kana, &b.href)));
    let rows = rows(cards, |ward| ward.kana.as_str());
    let rows = rows.into_iter().map(|(kana, wards)| RowView { kana, wards }).collect();
    SearchView { rows, areas: Vec::new(), at_all_hours, urgent }
}
