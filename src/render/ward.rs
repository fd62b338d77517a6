//! A ward's page: what answers first, then everything else.

use super::Inputs;
use super::filter::filters;
use super::flow::flow_link;
use super::names::ward_name;
use super::pieces::{TopicLinks, body_view, notice_view, page_links, topic_links, ward_link};
use super::record::View;
use super::view::{GroupView, LinkView, MessageView, NoticeView, Shared, SharedView, UrlView, WardView};
use super::views::GroupViews;
use crate::language::{Language, Phrase};
use crate::model::part::Notice;
use crate::model::value::{Kind, PlaceId, RecordId, Slug, Text};
use crate::model::{Message, Record};
use crate::plan::Address;

/// A ward's page.
pub(super) fn ward_view(views: &GroupViews<'_, '_>, language: Language, id: &Slug) -> WardView {
    let inputs = views.inputs();
    let site = inputs.site;
    let ward = site.ward(id);
    let place = PlaceId::Ward(id.clone());
    let translation = ward.translations.get(&language);
    let city = ward.data.within.as_ref().filter(|city| site.wards.contains_key(*city));
    let main_of = |id: &Slug| {
        let main = site.ward(id).data.main.as_ref()?;
        Some(main.resolve(&PlaceId::Ward(id.clone()), Kind::Window))
    };
    let of_city = city.and_then(main_of).filter(|main| !ward.data.hides(main, &place));
    let own_main = main_of(id).or_else(|| of_city.clone());
    let main_is_fallback = own_main.is_none();
    let main = own_main.or_else(|| site.fallbacks_for(&place).next().map(|record| record.id.clone()));
    let is_main = |record: &Record<'_>| main.as_ref() == Some(record.id);

    let own = site.records_of(&place).filter(|record| record.service.is_listed());
    let shared = site.shared_on(id);
    let all = own.chain(shared).filter(|record| !is_main(record));
    let (urgent, others): (Vec<_>, Vec<_>) = all.partition(|record| record.service.is_emergency());
    let (own, shared): (Vec<_>, Vec<_>) = others.into_iter().partition(|record| record.id.place == place);
    let of_kind = |kind: Kind| own.iter().filter(move |record| record.id.kind == kind).copied();
    let views_of = |kind: Kind| of_kind(kind).map(|record| views.record(language, record.id)).collect();
    let windows: Vec<Record<'_>> = of_kind(Kind::Window).collect();
    let programmes: Vec<Record<'_>> = of_kind(Kind::Programme).collect();
    let TopicLinks { who, concerns, modes, ages } = topic_links(inputs, language, &place, &site.topics_of(id));
    let lists = site.lists_of(&place);
    let districts = site.wards.iter().filter(|(_, other)| other.data.within.as_ref() == Some(id));
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
        notices: match main.as_ref().and_then(|main| site.record(&main.without_desk())) {
            // Those of the record that answers, and of its ward, stand where its number does.
            Some(main) => {
                let of_main = View::new(inputs, language, main).notices(main);
                let own = (main.id.place != place).then(|| notices(inputs, language, id));
                own.into_iter().flatten().chain(of_main).collect()
            }
            None => notices(inputs, language, id),
        },
        city_answers: of_city.is_some(),
        city: city.map(|city| ward_link(inputs, language, city)),
        districts: districts.map(|(id, _)| ward_link(inputs, language, id)).collect(),
        site: ward.data.site.as_ref().map(UrlView::from),
        main: main.as_ref().map(with_note),
        main_is_fallback,
        body: body_view(inputs, language, own_body.unwrap_or(&ward.body)),
        body_lang: Phrase::fallback_lang(language, own_body.is_some()),
        filters: filters(site, language, &own.iter().chain(&shared).copied().collect::<Vec<_>>()),
        groups: groups(views, language, &windows),
        phone_lines: views_of(Kind::PhoneLine),
        family_groups: views_of(Kind::FamilyGroup),
        places: views_of(Kind::Place),
        programmes: by_aim(views, language, &programmes),
        flows: site
            .flows_of(&place)
            .filter(|(_, flow)| flow.is_public())
            .map(|(id, flow)| flow_link(language, id, flow))
            .collect(),
        who,
        concerns,
        modes,
        ages,
        names: Address::names(language, id).to_string(),
        streets: (!lists.streets.items.is_empty()).then(|| Address::streets(language, id).to_string()),
        calendar: site.has_dates(id).then(|| Address::calendar(language, id).to_string()),
        everything: Address::everything(language, id).to_string(),
        leaflets: site
            .leaflets_of(&PlaceId::Ward(id.clone()))
            .next()
            .map(|_| Address::leaflets(language, id).to_string()),
        voices: lists.voices.iter().map(|voice| Phrase::local(language, &voice.text)).collect(),
        messages: lists
            .messages
            .iter()
            .map(|said| message(language, said, message_link(views, language, &place, said)))
            .collect(),
        shared: shared.iter().map(|record| with_note(record.id)).collect(),
        urgent: urgent.iter().map(|record| with_note(record.id)).collect(),
        pages: page_links(inputs, language, &place),
        checked: Address::checked(language, id).to_string(),
    }
}

/// A ward's notices of today.
pub(super) fn notices(inputs: Inputs<'_>, language: Language, id: &Slug) -> Vec<NoticeView> {
    let ward = inputs.site.ward(id);
    let translation = ward.translations.get(&language);
    let today = ward.data.notices.iter().filter(|notice| notice.is_on(inputs.site.day));
    let view = |notice: &Notice| {
        let pair = translation.and_then(|text| text.data.texts.iter().find(|pair| pair.of == notice.text));
        notice_view(inputs, language, notice, Phrase::of(language, pair.map(|pair| &pair.say), &notice.text))
    };
    today.map(view).collect()
}

/// What somebody at a window says.
pub(super) fn message(language: Language, message: &Message, record: Option<LinkView>) -> MessageView {
    MessageView {
        role: Phrase::local(language, &message.role),
        message: Phrase::local(language, &message.message),
        record,
    }
}

fn message_link(
    views: &GroupViews<'_, '_>,
    language: Language,
    place: &PlaceId,
    message: &Message,
) -> Option<LinkView> {
    let id = message.record.as_ref()?.resolve(place, Kind::Window);
    Some(views.inputs().site.record(&id.without_desk())?.link(language, &id))
}

/// Programmes under the aim that each has, in the order in which the aims first come.
fn by_aim(views: &GroupViews<'_, '_>, language: Language, programmes: &[Record<'_>]) -> Vec<GroupView> {
    fn aim<'a>(record: &Record<'a>) -> Option<&'a Text> {
        record.data.own().programme()?.aim.as_ref()
    }
    let mut aims: Vec<Option<&Text>> = Vec::new();
    for record in programmes {
        if !aims.contains(&aim(record)) {
            aims.push(aim(record));
        }
    }
    aims.sort_by_key(Option::is_none);
    let group = |of: Option<&Text>| {
        let records: Vec<&Record<'_>> = programmes.iter().filter(|record| aim(record) == of).collect();
        GroupView {
            name: of.and_then(|aim| Some(View::new(views.inputs(), language, **records.first()?).say(aim))),
            records: records.iter().map(|record| views.record(language, record.id)).collect(),
        }
    };
    aims.into_iter().map(group).collect()
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
