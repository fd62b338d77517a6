//! The ways in: the entrance, and the wards of a prefecture.

use super::Inputs;
use super::pieces::{area_name, ward_name};
use super::view::{AreaView, HomeView, LinkView, RowView, SharedView, WardLinkView};
use super::views::GroupViews;
use crate::language::Language;
use crate::model::value::{PlaceId, Slug};
use crate::plan::{Address, Area};

/// So many wards are listed on the entrance itself; more are found through their prefectures.
pub(super) const FEW_WARDS: usize = 24;

/// The entrance.
pub(super) fn home_view(views: &GroupViews<'_, '_>, language: Language) -> HomeView {
    let inputs @ Inputs { site, plan, .. } = views.inputs();
    let areas = plan.areas.iter().map(|area| LinkView {
        href: Address::area(language, &area.id).to_string(),
        name: area_name(language, area),
        description: None,
    });
    let is_small = site.wards.len() <= FEW_WARDS;
    let cards = |area: &Area| area.wards.iter().map(|ward| ward_card(inputs, language, area, ward)).collect::<Vec<_>>();
    let scopes = match plan.areas.as_slice() {
        [only] => scopes_of(inputs, only),
        _ => site.scopes_for(&PlaceId::Guide),
    };
    let (urgent, shared) = records_of(views, language, &scopes);
    HomeView {
        areas: areas.collect(),
        wards: plan.areas.iter().filter(|_| is_small).flat_map(cards).collect(),
        shared,
        urgent,
    }
}

/// The wards of a prefecture.
pub(super) fn area_view(views: &GroupViews<'_, '_>, language: Language, area: &Area) -> AreaView {
    let mut rows: Vec<RowView> = Vec::new();
    for id in &area.wards {
        let ward = ward_card(views.inputs(), language, area, id);
        let kana = row_of(&ward.kana);
        match rows.last_mut() {
            Some(row) if row.kana == kana => row.wards.push(ward),
            _ => rows.push(RowView { kana, wards: vec![ward] }),
        }
    }
    let (urgent, shared) = records_of(views, language, &scopes_of(views.inputs(), area));
    AreaView { name: area_name(language, area), rows, shared, urgent }
}

/// The scopes that are for all wards of a prefecture, the narrower first.
fn scopes_of<'a>(inputs: Inputs<'a>, area: &Area) -> Vec<&'a Slug> {
    let scopes = &inputs.site.scopes;
    let own = scopes.iter().filter(|(_, (_, scope))| scope.prefecture().is_some_and(|name| name.as_str() == area.name));
    let all = scopes.iter().filter(|(_, (_, scope))| scope.is_for_all());
    own.chain(all).map(|(id, _)| id).collect()
}

/// The listed records of some scopes: those for danger, and the others.
fn records_of(views: &GroupViews<'_, '_>, language: Language, scopes: &[&Slug]) -> (Vec<SharedView>, Vec<SharedView>) {
    let records = scopes.iter().flat_map(|scope| views.inputs().site.shared_records(scope));
    let (urgent, shared): (Vec<_>, Vec<_>) = records.partition(|record| record.service.is_emergency());
    let view = |record: &crate::model::Record<'_>| SharedView { record: views.record(language, record.id), note: None };
    (urgent.iter().map(view).collect(), shared.iter().map(view).collect())
}

fn ward_card(inputs: Inputs<'_>, language: Language, area: &Area, id: &Slug) -> WardLinkView {
    WardLinkView {
        href: Address::ward(language, id).to_string(),
        name: ward_name(inputs, language, id),
        kana: inputs.site.ward(id).data.kana.to_string(),
        prefecture: area_name(language, area),
    }
}

/// The row of the kana table that a reading begins in.
fn row_of(kana: &str) -> &'static str {
    const ROWS: [(&str, &str); 10] = [
        ("あ", "あいうえおぁぃぅぇぉゔ"),
        ("か", "かきくけこがぎぐげご"),
        ("さ", "さしすせそざじずぜぞ"),
        ("た", "たちつてとだぢづでどっ"),
        ("な", "なにぬねの"),
        ("は", "はひふへほばびぶべぼぱぴぷぺぽ"),
        ("ま", "まみむめも"),
        ("や", "やゆよゃゅょ"),
        ("ら", "らりるれろ"),
        ("わ", "わをんゎ"),
    ];
    let first = kana.chars().next().unwrap_or('ん');
    ROWS.iter().find(|(_, row)| row.contains(first)).map_or("わ", |(head, _)| head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wards_stand_in_the_row_of_their_first_kana() {
        for (kana, row) in [("としまく", "た"), ("めぐろく", "ま"), ("ぎふし", "か"), ("ぴっぷちょう", "は")]
        {
            assert_eq!(row_of(kana), row);
        }
    }
}
