//! What there is for somebody, for a worry, in some way or for an age, in a ward or in the guide as a whole.

use super::entrance::{FEW_WARDS, records_of, ward_card};
use super::names::area_name;
use super::pieces::{topic_view, ward_link};
use super::view::{KindView, LinkView, ListView, SharedView, TopicView, WardLinkView};
use super::views::GroupViews;
use crate::language::{Language, Phrase};
use crate::model::value::{PlaceId, RecordId, Slug};
use crate::model::{AnyService, Record, Voice};
use crate::plan::{Address, Area, Topic};

/// What a place has for a topic.
pub(super) fn list_view(views: &GroupViews<'_, '_>, language: Language, place: &PlaceId, topic: &Topic) -> ListView {
    let inputs = views.inputs();
    let site = inputs.site;
    let TopicView { id, name, .. } = topic_view(inputs, language, place, topic);
    let fits = |record: &Record<'_>| record.service.is_listed() && site.belongs(record, topic);
    let view = |record: &RecordId| SharedView { record: views.record(language, record), note: None };
    let (shared, urgent) = match place {
        PlaceId::Ward(ward) => {
            let shared = site.shared_on(ward).into_iter().filter(fits);
            let (urgent, shared): (Vec<_>, Vec<_>) = shared.partition(|record| record.service.is_emergency());
            let views = |records: Vec<Record<'_>>| records.iter().map(|record| view(record.id)).collect();
            (views(shared), views(urgent))
        }
        _ => {
            let scopes = site.scopes_for(&PlaceId::Guide);
            let (urgent, shared) = records_of(views, language, &scopes, &fits);
            (shared, urgent)
        }
    };
    let kinds = AnyService::KINDS.iter().map(|kind| KindView {
        kind: kind.folder(),
        records: match place {
            PlaceId::Ward(_) => {
                let own = site.records_of(place).filter(|record| record.id.kind == *kind && fits(record));
                own.map(|record| views.record(language, record.id)).collect()
            }
            _ => Vec::new(),
        },
    });
    let (wards, areas) = match place {
        PlaceId::Ward(_) => (Vec::new(), Vec::new()),
        _ => elsewhere(views, language, topic),
    };
    let voices = site.lists_of(place).voices.iter();
    let is_theirs = |voice: &&Voice| matches!(topic, Topic::Who(who) if voice.r#for.contains(who));
    ListView {
        about: topic.word(),
        id,
        name,
        place: match place {
            PlaceId::Ward(ward) => Some(ward_link(inputs, language, ward)),
            _ => None,
        },
        kinds: kinds.filter(|kind| !kind.records.is_empty()).collect(),
        shared,
        urgent,
        wards,
        areas,
        voices: voices.filter(is_theirs).map(|voice| Phrase::local(language, &voice.text)).collect(),
    }
}

/// The same list of each ward that has it, or the prefectures where wards are many.
fn elsewhere(views: &GroupViews<'_, '_>, language: Language, topic: &Topic) -> (Vec<WardLinkView>, Vec<LinkView>) {
    let inputs = views.inputs();
    if inputs.site.wards.len() > FEW_WARDS {
        let areas = inputs.plan.areas.iter().map(|area| LinkView {
            href: Address::area(language, &area.id).to_string(),
            name: area_name(inputs, language, area),
            description: None,
        });
        return (Vec::new(), areas.collect());
    }
    let wards = inputs.plan.areas.iter().flat_map(|area| area.wards.iter().map(move |ward| (area, ward)));
    let card = |(area, ward): (&Area, &Slug)| {
        let card = ward_card(inputs, language, area, ward);
        if inputs.site.topics_of(ward).contains(topic) {
            let href = Address::list(language, &PlaceId::Ward(ward.clone()), topic).to_string();
            return Some(WardLinkView { href, ..card });
        }
        // All of the ward would stand in the list, so there is none.
        inputs.site.is_all_of(ward, topic).then_some(card)
    };
    (wards.filter_map(card).collect(), Vec::new())
}
