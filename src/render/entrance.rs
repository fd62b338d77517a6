//! The ways in: the entrance, and the wards of a prefecture.

use super::Inputs;
use super::names::{area_name, ward_name};
use super::pieces::{TopicLinks, rows, topic_links};
use super::view::{AreaView, HomeView, LinkView, RowView, Shared, SharedView, WardLinkView};
use super::views::GroupViews;
use crate::data::marks::answers_at_all_hours;
use crate::language::Language;
use crate::model::Record;
use crate::model::value::{PlaceId, Slug};
use crate::plan::{Address, Area};

/// So many wards are listed on the entrance itself; more are found through their prefectures.
pub(super) const FEW_WARDS: usize = 24;

/// Whoever is in need of a number has enough of two.
const MOST_LINES: usize = 2;

/// The entrance.
pub(super) fn home_view(views: &GroupViews<'_, '_>, language: Language) -> HomeView {
    let inputs @ Inputs { site, plan, .. } = views.inputs();
    let areas = plan.areas.iter().map(|area| LinkView {
        href: Address::area(language, &area.id).to_string(),
        name: area_name(inputs, language, area),
        description: None,
    });
    let is_small = site.wards.len() <= FEW_WARDS;
    let cards = |area: &Area| area.wards.iter().map(|ward| ward_card(inputs, language, area, ward)).collect::<Vec<_>>();
    let scopes = match plan.areas.as_slice() {
        [only] => scopes_of(inputs, only),
        _ => site.scopes_for(&PlaceId::Guide),
    };
    let (urgent, shared) = records_of(views, language, &scopes, &|_| true);
    let TopicLinks { who, concerns, modes, ages } = topic_links(inputs, language, &PlaceId::Guide, &site.topics());
    HomeView {
        areas: areas.collect(),
        wards: plan.areas.iter().filter(|_| is_small).flat_map(cards).collect(),
        who,
        concerns,
        modes,
        ages,
        at_all_hours: at_all_hours(views, language, &scopes),
        shared,
        urgent,
    }
}

/// The wards of a prefecture.
pub(super) fn area_view(views: &GroupViews<'_, '_>, language: Language, area: &Area) -> AreaView {
    let wards = area.wards.iter().map(|id| ward_card(views.inputs(), language, area, id));
    let rows = rows(wards, |ward| ward.kana.as_str());
    let rows = rows.into_iter().map(|(kana, wards)| RowView { kana, wards }).collect();
    let scopes = scopes_of(views.inputs(), area);
    let (urgent, shared) = records_of(views, language, &scopes, &|_| true);
    let at_all_hours = at_all_hours(views, language, &scopes);
    AreaView { name: area_name(views.inputs(), language, area), rows, at_all_hours, shared, urgent }
}

/// Lines of some scopes that answer at all hours.
pub(super) fn at_all_hours(views: &GroupViews<'_, '_>, language: Language, scopes: &[&Slug]) -> Vec<Shared> {
    let site = views.inputs().site;
    let records = scopes.iter().flat_map(|scope| site.shared_records(scope));
    let lines = records.filter(|record| answers_at_all_hours(site, record)).take(MOST_LINES);
    lines.map(|record| views.record(language, record.id)).collect()
}

/// The scopes that are for all wards of a prefecture, the narrower first.
fn scopes_of<'a>(inputs: Inputs<'a>, area: &Area) -> Vec<&'a Slug> {
    let scopes = &inputs.site.scopes;
    let own = scopes.iter().filter(|(_, (_, scope))| scope.prefecture().is_some_and(|name| name.as_str() == area.name));
    let all = scopes.iter().filter(|(_, (_, scope))| scope.is_for_all());
    own.chain(all).map(|(id, _)| id).collect()
}

/// The listed records of some scopes: those for danger, and the others.
pub(super) fn records_of(
    views: &GroupViews<'_, '_>,
    language: Language,
    scopes: &[&Slug],
    fits: &dyn Fn(&Record<'_>) -> bool,
) -> (Vec<SharedView>, Vec<SharedView>) {
    let records = scopes.iter().flat_map(|scope| views.inputs().site.shared_records(scope)).filter(fits);
    let (urgent, shared): (Vec<_>, Vec<_>) = records.partition(|record| record.service.is_emergency());
    let view = |record: &Record<'_>| SharedView { record: views.record(language, record.id), note: None };
    (urgent.iter().map(view).collect(), shared.iter().map(view).collect())
}

pub(super) fn ward_card(inputs: Inputs<'_>, language: Language, area: &Area, id: &Slug) -> WardLinkView {
    WardLinkView {
        href: Address::ward(language, id).to_string(),
        name: ward_name(inputs, language, id),
        kana: inputs.site.ward(id).data.kana.to_string(),
        prefecture: area_name(inputs, language, area),
    }
}
