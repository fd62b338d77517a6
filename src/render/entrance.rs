//! The ways in: the entrance, and the wards of a prefecture.

use super::Inputs;
use super::pieces::{area_name, rows, topic_views, ward_name};
use super::view::{AreaView, HomeView, LinkView, RowView, SharedView, WardLinkView};
use super::views::GroupViews;
use crate::language::Language;
use crate::model::Record;
use crate::model::value::{PlaceId, Slug};
use crate::plan::{Address, Area, topics};

/// So many wards are listed on the entrance itself; more are found through their prefectures.
pub(super) const FEW_WARDS: usize = 24;

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
    let (who, concerns) = topic_views(inputs, language, &PlaceId::Guide, &topics(site));
    HomeView {
        areas: areas.collect(),
        wards: plan.areas.iter().filter(|_| is_small).flat_map(cards).collect(),
        who,
        concerns,
        shared,
        urgent,
    }
}

/// The wards of a prefecture.
pub(super) fn area_view(views: &GroupViews<'_, '_>, language: Language, area: &Area) -> AreaView {
    let wards = area.wards.iter().map(|id| ward_card(views.inputs(), language, area, id));
    let rows = rows(wards, |ward| ward.kana.as_str());
    let rows = rows.into_iter().map(|(kana, wards)| RowView { kana, wards }).collect();
    let (urgent, shared) = records_of(views, language, &scopes_of(views.inputs(), area), &|_| true);
    AreaView { name: area_name(views.inputs(), language, area), rows, shared, urgent }
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
