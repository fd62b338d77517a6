//! One record as templates see it.

use std::collections::BTreeSet;

use super::Inputs;
use super::calendar::months;
use super::contact::ContactView;
use super::details::DATES;
use super::filter::chosen_by;
use super::mail::mailto;
use super::pieces::{body_view, source_view, time_view, ward_link};
use super::view::{
    CallView, DeskView, FallbackView, FreshnessView, LinkView, ModeView, PlaceView, RecordView, SourceView, WordView,
};
use crate::check::Standing;
use crate::language::{Language, Phrase, fill, words};
use crate::model::part::{Call, Facts, Freshness, ServiceText, Source, Verified};
use crate::model::value::{Audience, Date, Kind, Mode, PlaceId, RecordId, Text, Who, Written};
use crate::model::{Desk, Record, Service};
use crate::plan::Address;

/// A record, or a desk of it, in a language.
pub(super) fn record_view(inputs: Inputs<'_>, language: Language, id: &RecordId) -> RecordView {
    let record = inputs.site.record(&id.without_desk()).expect("the plan names records that are there");
    let desk = record.desk(id);
    let merged = desk.map(|desk| record.service.at_desk(desk));
    let service = merged.as_ref().unwrap_or(record.service);
    View::new(inputs, language, record).record(record, service, desk, id)
}

impl Record<'_> {
    /// Its name, or that of one of its desks.
    pub(crate) fn name(&self, language: Language, desk: Option<&Desk>) -> Phrase {
        let text = self.translations.get(&language).map(|translation| &translation.data);
        let name = &self.service.names.name;
        match desk {
            Some(Desk { id, name: Some(name), .. }) => {
                let said =
                    text.and_then(|text| text.desks.iter().find(|known| known.id == *id)).map(|known| &known.name);
                Phrase::of(language, said, name)
            }
            _ => Phrase::of(language, text.and_then(|text| text.name.as_ref()), name),
        }
    }
}

impl Record<'_> {
    /// A link to it, or to the desk of it that an id names.
    pub(super) fn link(&self, language: Language, id: &RecordId) -> LinkView {
        let name = self.name(language, self.desk(id));
        LinkView { href: Address::record(language, id).to_string(), name, description: None }
    }
}

/// A record in a language on its way into a view.
pub(super) struct View<'a> {
    pub(super) inputs: Inputs<'a>,
    pub(super) language: Language,
    text: Option<&'a ServiceText>,
    pub(super) home: &'a PlaceId,
    pub(super) kind: Kind,
    /// What is to be thought of facts without a confirmation of their own.
    own: Freshness,
    verified: Option<&'a Verified>,
    /// The record's own source.
    source: Option<&'a Source>,
}

impl<'a> View<'a> {
    pub(super) fn new(inputs: Inputs<'a>, language: Language, record: Record<'a>) -> Self {
        View {
            inputs,
            language,
            text: record.translations.get(&language).map(|translation| &translation.data),
            home: &record.id.place,
            kind: record.id.kind,
            own: inputs.site.own_freshness(record),
            verified: record.service.verified.as_ref(),
            source: record.service.source.as_ref(),
        }
    }

    fn record(&self, record: Record<'_>, service: &Service, desk: Option<&Desk>, id: &RecordId) -> RecordView {
        let words = words(self.language);
        let site = self.inputs.site;
        let own = record.data.own();
        let programme = own.programme();
        let desks: &[Desk] = if desk.is_none() && service.is_open() { record.desks } else { &[] };
        // What the window does not have, one of its desks may.
        let at_a_desk = |mode: &Mode| record.desks.iter().any(|desk| desk.contact.has(*mode));
        let needed: Vec<Mode> =
            service.modes.iter().filter(|mode| desk.is_none() && !at_a_desk(mode)).copied().collect();
        let contact = match service.is_open() {
            true => self.contact(&service.contact, &service.modes, &needed),
            false => ContactView::default(),
        };
        let desks: Vec<(&Desk, ContactView)> =
            desks.iter().map(|desk| (desk, self.contact(&desk.contact, &[], &[]))).collect();
        let contacts: Vec<&ContactView> = std::iter::once(&contact).chain(desks.iter().map(|(_, own)| own)).collect();
        // What residents would go by is as hidden as the numbers are.
        let is_shown = self.shows_facts();
        let mut ask = service.ask.as_ref().filter(|_| service.is_open() && is_shown).and_then(|ask| self.ask(ask));
        // Who has a number needs no other's.
        if let Some((_, ask)) = ask.as_mut().filter(|_| contacts.iter().any(|contact| contact.has_number())) {
            ask.phones.clear();
        }
        let is_answered = ask.as_ref().is_some_and(|(_, ask)| !ask.phones.is_empty());
        let gap = place_of_gap(&contacts).filter(|_| !is_answered);
        let fallback = gap.and_then(|place| self.fallback(record.id, place));
        let modes: BTreeSet<Mode> = service.modes.iter().filter(|_| service.is_open() && is_shown).copied().collect();
        let who: BTreeSet<Who> = service.who.iter().filter(|_| is_shown).copied().collect();
        let modes = modes.into_iter().map(|mode| ModeView {
            id: mode.word(),
            name: words.mode(mode).to_owned(),
            anchor: contact.anchor(mode).or((!desks.is_empty()).then_some("desks")),
        });
        let modes = modes.collect();
        let body = record
            .translations
            .get(&self.language)
            .map(|translation| &translation.body)
            .filter(|body| !body.is_empty());
        let lead_is_own = body.is_some();
        let body = body.unwrap_or(record.body);
        let shows_body = desk.is_none();
        // Where hours say the days, how often they come round says less, and maybe something else.
        let has_hours = service.contact.hours.as_ref().is_some_and(|hours| hours.schedule().fact().is_some());
        let is_elsewhere = is_answered || fallback.as_ref().is_some_and(|(_, fallback)| fallback.place == "number");
        let instead = [&ask, &fallback].into_iter().flatten().find(|_| is_elsewhere).map(|(id, _)| id);
        let others = self.others(record, service, instead);
        RecordView {
            id: id.to_string(),
            kind: id.kind.folder(),
            href: Address::record(self.language, id).to_string(),
            name: record.name(self.language, desk),
            kana: service.names.kana.to_string(),
            also: service.names.also.iter().map(|name| self.japanese(name)).collect(),
            formerly: service.names.formerly.iter().map(|name| self.japanese(name)).collect(),
            place: self.place(),
            window: desk.map(|_| record.link(self.language, record.id)),
            status: service.status.word(),
            notices: self.notices(record),
            is_emergency: service.is_emergency(),
            others,
            is_elsewhere,
            fallback: fallback.map(|(_, view)| view),
            desks: desks.into_iter().map(|(desk, contact)| self.desk(record, desk, contact, id)).collect(),
            has_number: contact.has_number(),
            phones: contact.phones,
            emails: contact.emails,
            web: contact.web,
            has_web_form: contact.has_web_form,
            hours: contact.hours,
            address: contact.address,
            modes,
            who: who.into_iter().map(|who| WordView { id: who.word(), name: words.who(who).to_owned() }).collect(),
            filters: chosen_by(site, &record),
            ages: service.ages.as_ref().filter(|_| is_shown).map(|ages| words.ages(ages)),
            former_ages: service
                .ages
                .iter()
                .filter(|_| is_shown)
                .flat_map(|ages| &ages.until)
                .map(|ages| words.former_ages(ages))
                .collect(),
            stage: self.named(&service.stage, site.config.stages.iter(), |stage| &stage.name),
            concerns: self.named(&service.concerns, site.concerns.iter(), |concern| &concern.name),
            fields: self.named(&service.fields, site.fields.iter(), |field| &field.name),
            serves: if is_shown { self.streets(&service.serves) } else { Vec::new() },
            rhythm: service
                .rhythm
                .as_ref()
                .filter(|_| service.is_open() && is_shown && !has_hours)
                .map(|rhythm| words.rhythm(rhythm)),
            dates: if desk.is_none() { months(self.language, self.dates(record, DATES)) } else { Vec::new() },
            ask: ask.map(|(_, view)| view),
            activities: own.activities().iter().map(|activity| self.say(activity)).collect(),
            aim: programme.and_then(|programme| programme.aim.as_ref()).map(|aim| self.say(aim)),
            mark: programme
                .and_then(|programme| programme.mark)
                .map(|mark| WordView { id: mark.word(), name: words.mark(mark).to_owned() }),
            counts: programme.map(|programme| self.counts(&programme.counts)).unwrap_or_default(),
            since: service.since.map(|since| time_view(self.language, since)),
            anonymous: service.anonymous.filter(|_| is_shown),
            cost: service.cost.as_ref().filter(|_| is_shown).map(|cost| self.say(cost)),
            reply_within: service.reply_within.as_ref().map(|reply| self.say(reply)),
            call: service.call.as_ref().filter(|_| service.is_open()).map(|call| self.call(call)),
            vcard: (!site.dialled(record, service).is_empty()).then(|| Address::vcard(self.language, id).to_string()),
            call_card: (desk.is_none() && record.has_call_card())
                .then(|| Address::call_card(self.language, id).to_string()),
            operators: if is_shown { self.organisations(&service.operators) } else { Vec::new() },
            partners: self.organisations(&service.partners),
            pictures: self.pictures(record),
            messages: self.messages(id),
            flows: self.flows(id),
            lead: Some(&body.lead)
                .filter(|lead| shows_body && !lead.as_str().is_empty())
                .map(|lead| Phrase::of(self.language, lead_is_own.then_some(lead), lead)),
            body: if shows_body { body_view(self.inputs, self.language, body) } else { Vec::new() },
            body_lang: Phrase::fallback_lang(self.language, lead_is_own),
            source: service.source.as_ref().and_then(|source| source_view(self.inputs, self.language, source)),
            freshness: self.own_freshness(),
            correction: self.correction(id),
            main: self.main(id),
        }
    }

    /// A letter to the office that mends the guide, about this page.
    fn correction(&self, id: &RecordId) -> Option<String> {
        let Inputs { site, theme, .. } = self.inputs;
        let to = &site.config.corrections.as_ref()?.email;
        let word = |key: &str| theme.words(self.language).get(key).map_or("", String::as_str);
        let guide = Phrase::local(self.language, &site.config.title).text;
        let page = Address::record(self.language, id).url(&site.config.base_url);
        let subject = fill(word("correction_subject"), &[("guide", &guide), ("id", &id.to_string())]);
        let body = format!("{page}\n\n{}{}\n", word("blank_wrong"), word("colon"));
        Some(mailto(to.as_str(), &subject, &body))
    }

    /// What answers first in the record's ward, if that is another record.
    fn main(&self, own: &RecordId) -> Option<LinkView> {
        let PlaceId::Ward(ward) = self.home else { return None };
        let id = self.inputs.site.ward(ward).data.main.as_ref()?.resolve(self.home, Kind::Window);
        let main = self.inputs.site.record(&id.without_desk()).filter(|_| id != *own)?;
        Some(main.link(self.language, &id))
    }

    /// What is to be thought of facts without a confirmation of their own.
    pub(super) fn own_freshness(&self) -> FreshnessView {
        self.freshness(self.own, self.verified)
    }

    /// Whether facts without a confirmation of their own may be shown.
    pub(super) fn shows_facts(&self) -> bool {
        self.item(None, |_| ()).1
    }

    /// What is to be thought of an item, and whether it may be shown.
    pub(super) fn item(&self, verified: Option<&Verified>, facts: impl FnOnce(&mut Facts)) -> (FreshnessView, bool) {
        let (freshness, is_shown) = self.inputs.site.fact(self.own, verified, facts);
        (self.freshness(freshness, verified.or(self.verified)), is_shown)
    }

    fn freshness(&self, freshness: Freshness, verified: Option<&Verified>) -> FreshnessView {
        let (state, on, until) = match freshness {
            Freshness::Confirmed { on, until } => ("confirmed", Some(on), Some(until)),
            Freshness::Expired { on, until } => ("expired", Some(on), Some(until)),
            Freshness::Changed { on } => ("changed", Some(on), None),
            Freshness::Unconfirmed => ("unconfirmed", None, None),
        };
        let time = |day| time_view(self.language, Date::Day(day));
        let stamp = on.and_then(|day| {
            let (_, (_, year)) = (day, Date::Day(day).years().1?);
            Some(format!("{year}.{}.{}", day.month(), day.day()))
        });
        FreshnessView {
            state,
            differs: freshness != self.own || verified.map(|own| &own.by) != self.verified.map(|own| &own.by),
            on: on.map(time),
            until: until.map(time),
            stamp,
            by: verified.and_then(|verified| self.organisation(&verified.by)),
        }
    }

    /// The source of an item, if it is another than its record's.
    pub(super) fn own_source(&self, source: Option<&Source>) -> Option<SourceView> {
        let own = source.filter(|source| self.source != Some(*source))?;
        source_view(self.inputs, self.language, own)
    }

    fn desk(&self, record: Record<'_>, desk: &Desk, contact: ContactView, window: &RecordId) -> DeskView {
        let ContactView { phones, emails, web, hours, address, .. } = contact;
        let id = RecordId { desk: Some(desk.id.clone()), ..window.clone() };
        DeskView {
            id: desk.id.to_string(),
            name: desk.name.as_ref().map(|_| record.name(self.language, Some(desk))),
            href: desk.name.as_ref().map(|_| Address::record(self.language, &id).to_string()),
            phones,
            emails,
            web,
            hours,
            address,
            serves: if self.shows_facts() { self.streets(&desk.serves) } else { Vec::new() },
        }
    }

    fn call(&self, call: &Call) -> CallView {
        let phrase = |text: Option<&Text>| text.map(|text| self.say(text));
        CallView {
            who_answers: phrase(call.who_answers.as_ref()),
            asked: phrase(call.asked.as_ref()),
            not_asked: phrase(call.not_asked.as_ref()),
            first_words: phrase(call.first_words.as_ref()),
        }
    }

    /// The narrowest fallback that has a number to show and is another record.
    fn fallback(&self, own: &RecordId, place: &'static str) -> Option<(RecordId, FallbackView)> {
        let others = self.inputs.site.fallbacks_for(self.home).filter(|record| record.id != own);
        let mut views = others.map(|record| (record.id.clone(), self.lend(record, record.id, place)));
        views.find(|(_, view)| !view.phones.is_empty())
    }

    /// Whom to ask, with the numbers that are known there.
    fn ask(&self, reference: &Written) -> Option<(RecordId, FallbackView)> {
        let id = reference.resolve(self.home, Kind::Window);
        let record = self.inputs.site.record(&id.without_desk())?;
        let view = self.lend(record, &id, "ask");
        Some((id, view))
    }

    /// The numbers of another record, or of a desk of it, below its name.
    pub(super) fn lend(&self, record: Record<'_>, id: &RecordId, place: &'static str) -> FallbackView {
        let view = View::new(self.inputs, self.language, record);
        let desk = record.desk(id);
        let at_desk = desk.map(|desk| record.service.at_desk(desk));
        let service = at_desk.as_ref().unwrap_or(record.service);
        let contact = match service.is_open() {
            true => view.contact(&service.contact, &[], &[]),
            false => ContactView::default(),
        };
        FallbackView {
            id: id.to_string(),
            place,
            href: Address::record(self.language, id).to_string(),
            name: record.name(self.language, desk),
            phones: contact.phones.into_iter().filter(|phone| phone.number.is_some()).collect(),
            hours: contact.hours,
        }
    }

    fn place(&self) -> Option<PlaceView> {
        match self.home {
            PlaceId::Ward(ward) => {
                let LinkView { href, name, .. } = ward_link(self.inputs, self.language, ward);
                Some(PlaceView { name, href: Some(href) })
            }
            PlaceId::Scope(scope) => {
                let name = Phrase::local(self.language, &self.inputs.site.scopes[scope].1.name);
                Some(PlaceView { name, href: None })
            }
            PlaceId::Guide => None,
        }
    }

    /// An organisation's name, unless it is for staff only.
    pub(super) fn organisation(&self, reference: &Written) -> Option<Phrase> {
        let id = reference.resolve(self.home, Kind::Organisation);
        let organisation = &self.inputs.site.organisations.get(&id)?.data;
        (organisation.audience == Audience::Public).then(|| Phrase::local(self.language, &organisation.name))
    }

    /// A string that the overlay may translate by `texts`.
    pub(super) fn say(&self, text: &Text) -> Phrase {
        Phrase::of(self.language, self.translation(text), text)
    }

    /// A string in the page's language where the overlay has it, else as it is.
    pub(super) fn said<'t>(&'t self, text: &'t Text) -> &'t Text {
        self.translation(text).unwrap_or(text)
    }

    fn translation(&self, text: &Text) -> Option<&Text> {
        let pair = self.text?.texts.iter().find(|pair| pair.of == *text)?;
        Some(&pair.say)
    }

    fn japanese(&self, text: &Text) -> Phrase {
        Phrase::japanese(self.language, text)
    }
}

/// How a record stands, or an item of it.
pub(super) fn standing_view(inputs: Inputs<'_>, language: Language, standing: &Standing<'_>) -> FreshnessView {
    View::new(inputs, language, standing.record).freshness(standing.freshness, standing.verified)
}

/// Where on a page the record belongs that answers in place of a gap: see [`FallbackView::place`].
fn place_of_gap(contacts: &[&ContactView]) -> Option<&'static str> {
    let any = |is: fn(&ContactView) -> bool| contacts.iter().any(|contact| is(contact));
    let is_number_missing = any(ContactView::has_phone_gap);
    if !any(ContactView::can_be_reached) || (is_number_missing && !any(ContactView::has_number)) {
        Some("number")
    } else if is_number_missing {
        Some("phones")
    } else {
        any(ContactView::has_gap).then_some("facts")
    }
}
