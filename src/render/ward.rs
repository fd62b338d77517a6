//! A ward's page: what answers first, then everything else.

use super::checked::checked_views;
use super::pieces::{body_view, page_links, ward_name};
use super::view::{GroupView, Shared, SharedView, UrlView, WardView};
use super::views::GroupViews;
use crate::language::{Language, Phrase};
use crate::model::Record;
use crate::model::value::{Kind, PlaceId, RecordId, Slug};

/// A ward's page.
pub(super) fn ward_view(views: &GroupViews<'_, '_>, language: Language, id: &Slug) -> WardView {
    let inputs = views.inputs();
    let site = inputs.site;
    let ward = site.ward(id);
    let place = PlaceId::Ward(id.clone());
    let translation = ward.translations.get(&language);
    let own_main = ward.data.main.as_ref().map(|main| main.resolve(&place, Kind::Window));
    let main_is_fallback = own_main.is_none();
    let main = own_main.or_else(|| site.fallbacks_for(&place).next().map(|record| record.id.clone()));
    let is_main = |record: &Record<'_>| main.as_ref() == Some(record.id);

    let own = site.records_of(&place).filter(|record| record.service.is_listed());
    let shared = site.shared_on(id);
    let all = own.chain(shared).filter(|record| !is_main(record));
    let (urgent, others): (Vec<_>, Vec<_>) = all.partition(|record| record.service.is_emergency());
    let (own, shared): (Vec<_>, Vec<_>) = others.into_iter().partition(|record| record.id.place == place);
    let (windows, lines): (Vec<_>, Vec<_>) = own.into_iter().partition(|record| record.id.kind == Kind::Window);
    let note = |record: &RecordId| {
        let note = site.entry_of(id, record)?.note.as_ref()?;
        let pair = translation.and_then(|text| text.data.texts.iter().find(|pair| pair.of == *note));
        Some(Phrase::of(language, pair.map(|pair| &pair.say), note))
    };
    let with_note =
        |record: &RecordId| SharedView { record: views.record(language, record), note: note(&record.without_desk()) };
    let own_body = translation.map(|text| &text.body).filter(|body| !body.is_empty());
    WardView {
        name: ward_name(inputs, language, id),
        kana: ward.data.kana.to_string(),
        site: ward.data.site.as_ref().map(UrlView::from),
        main: main.as_ref().map(with_note),
        main_is_fallback,
        body: body_view(inputs, language, own_body.unwrap_or(&ward.body)),
        body_lang: Phrase::fallback_lang(language, own_body.is_some()),
        groups: groups(views, language, &windows),
        phone_lines: lines.iter().map(|record| views.record(language, record.id)).collect(),
        shared: shared.iter().map(|record| with_note(record.id)).collect(),
        urgent: urgent.iter().map(|record| with_note(record.id)).collect(),
        pages: page_links(inputs, language, &place),
        checked: checked_views(inputs, language, id),
    }
}

/// Windows under the worry that each names first, in the order of the worries.
fn groups(views: &GroupViews<'_, '_>, language: Language, windows: &[Record<'_>]) -> Vec<GroupView> {
    let under = |concern: Option<&str>| -> Vec<Shared> {
        let first = |record: &&Record<'_>| record.service.concerns.first().map(|first| first.as_str()) == concern;
        windows.iter().filter(first).map(|record| views.record(language, record.id)).collect()
    };
    let concerns = views.inputs().site.concerns.items.iter().map(|listed| &listed.data);
    let named = concerns.map(|concern| GroupView {
        name: Some(Phrase::local(language, &concern.name)),
        records: under(Some(concern.id.as_str())),
    });
    let unnamed = GroupView { name: None, records: under(None) };
    named.chain([unnamed]).filter(|group| !group.records.is_empty()).collect()
}
