//! A ward's page: what answers first, then everything else.

use super::pieces::{body_view, page_links, ward_name};
use super::view::{GroupView, Shared, SharedView, UrlView, WardView};
use super::views::GroupViews;
use crate::check::Shared as SharedRecord;
use crate::language::{Language, Phrase};
use crate::model::Record;
use crate::model::value::{Kind, PlaceId, Slug};

/// A ward's page.
pub(super) fn ward_view(views: &GroupViews<'_, '_>, language: Language, id: &Slug) -> WardView {
    let inputs = views.inputs();
    let site = inputs.site;
    let ward = site.ward(id);
    let place = PlaceId::Ward(id.clone());
    let translation = ward.translations.get(&language);
    let own_main = ward.data.main.as_ref().map(|main| main.resolve(&place, Kind::Window));
    let main_is_fallback = own_main.is_none();
    let main = own_main.or_else(|| site.fallback_for(&place).map(|record| record.id.clone()));
    let is_main = |record: &Record<'_>| main.as_ref() == Some(record.id);

    let own = site.records_of(&place).filter(|record| record.service.is_listed() && !is_main(record));
    let (windows, others): (Vec<_>, Vec<_>) = own.partition(|record| record.id.kind == Kind::Window);
    let shared = site.shared_on(id).into_iter().filter(|shared| !is_main(&shared.record));
    let (urgent, shared): (Vec<_>, Vec<_>) = shared.partition(|shared| shared.record.service.is_emergency());
    let note = |entry: Option<usize>| {
        let note = ward.data.shared[entry?].note.as_ref()?;
        let pair = translation.and_then(|text| text.data.texts.iter().find(|pair| pair.of == *note));
        Some(Phrase::of(language, pair.map(|pair| &pair.say), note))
    };
    let shared_view = |shared: &SharedRecord<'_>| SharedView {
        record: views.record(language, shared.record.id),
        note: note(shared.entry),
    };
    let own_body = translation.map(|text| &text.body).filter(|body| !body.is_empty());
    WardView {
        name: ward_name(inputs, language, id),
        kana: ward.data.kana.to_string(),
        site: ward.data.site.as_ref().map(UrlView::from),
        main: main.as_ref().map(|id| SharedView { record: views.record(language, id), note: None }),
        main_is_fallback,
        body: body_view(inputs, language, own_body.unwrap_or(&ward.body)),
        body_lang: Phrase::fallback_lang(language, own_body.is_some()),
        groups: groups(views, language, &windows),
        phone_lines: others.iter().map(|record| views.record(language, record.id)).collect(),
        shared: shared.iter().map(shared_view).collect(),
        urgent: urgent.iter().map(shared_view).collect(),
        pages: page_links(inputs, language, &place),
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
