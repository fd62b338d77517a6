//! One record as templates see it.

use super::Inputs;
use super::pieces::{body_view, time_view, ward_link};
use super::view::{
    AddressView, CallView, DeskView, EmailView, FallbackView, FreshnessView, HoursView, LinkView, ModeView, NumberView,
    PhoneView, PlaceView, RecordView, SourceView, UrlView, WordView,
};
use crate::language::{Language, Phrase, words};
use crate::model::part::{
    Address as PostalAddress, Contact, EmailContact, Facts, Freshness, Hours, Phone, ServiceText, Source, Verified,
};
use crate::model::value::{
    Audience, Date, Kind, Known, Mode, PhoneNumber, PlaceId, RecordId, Schedule, Slug, Text, Unverified, Written,
};
use crate::model::{Desk, Record, Service};
use crate::plan::Address;

/// A record, or a desk of it, in a language.
pub(super) fn record_view(inputs: Inputs<'_>, language: Language, id: &RecordId) -> RecordView {
    let record = inputs.site.record(&id.without_desk()).expect("the plan names records that are there");
    let desk = id.desk.as_ref().and_then(|desk| record.desks.iter().find(|known| known.id == *desk));
    let merged = desk.map(|desk| record.service.at_desk(desk));
    let service = merged.as_ref().unwrap_or(record.service);
    View::new(inputs, language, record).record(record, service, desk, id)
}

impl Record<'_> {
    /// Its name, or that of one of its desks.
    pub(super) fn name(&self, language: Language, desk: Option<&Slug>) -> Phrase {
        let text = self.translations.get(&language).map(|translation| &translation.data);
        let name = &self.service.names.name;
        match desk.and_then(|desk| self.desks.iter().find(|known| known.id == *desk)) {
            Some(Desk { id, name: Some(name), .. }) => {
                let said =
                    text.and_then(|text| text.desks.iter().find(|known| known.id == *id)).map(|known| &known.name);
                Phrase::of(language, said, name)
            }
            _ => Phrase::of(language, text.and_then(|text| text.name.as_ref()), name),
        }
    }
}

struct View<'a> {
    inputs: Inputs<'a>,
    language: Language,
    text: Option<&'a ServiceText>,
    home: &'a PlaceId,
    /// What is to be thought of facts without a confirmation of their own.
    own: Freshness,
    verified: Option<&'a Verified>,
}

impl<'a> View<'a> {
    fn new(inputs: Inputs<'a>, language: Language, record: Record<'a>) -> Self {
        let facts = record.service.facts(record.desks);
        let verified = record.service.verified.as_ref();
        View {
            inputs,
            language,
            text: record.translations.get(&language).map(|translation| &translation.data),
            home: &record.id.place,
            own: Freshness::of(verified, &facts, inputs.site.day, inputs.site.config.verified_for),
            verified,
        }
    }

    fn record(&self, record: Record<'_>, service: &Service, desk: Option<&Desk>, id: &RecordId) -> RecordView {
        let words = words(self.language);
        let contact = service
            .is_open()
            .then(|| self.contact(&service.contact, &service.modes, desk.is_none() && !record.desks.is_empty()));
        let ContactView { phones, emails, web, hours, address } = contact.unwrap_or_default();
        let body = record
            .translations
            .get(&self.language)
            .map(|translation| &translation.body)
            .filter(|body| !body.is_empty());
        let lead_is_own = body.is_some();
        let body = body.unwrap_or(record.body);
        let shows_body = desk.is_none();
        let desks: &[Desk] = if desk.is_none() && service.is_open() { record.desks } else { &[] };
        let has_gap = phones.iter().any(|phone| phone.number.is_none())
            || emails.iter().any(|email| email.address.is_none())
            || hours.as_ref().is_some_and(|hours| hours.lines.is_empty())
            || address.as_ref().is_some_and(|address| address.text.is_none())
            || phones.is_empty();
        let mut modes = service.modes.clone();
        modes.sort_unstable();
        modes.dedup();
        RecordView {
            id: id.to_string(),
            kind: id.kind.folder(),
            href: Address::record(self.language, id).to_string(),
            name: record.name(self.language, id.desk.as_ref()),
            kana: service.names.kana.to_string(),
            also: service.names.also.iter().map(|name| self.japanese(name)).collect(),
            formerly: service.names.formerly.iter().map(|name| self.japanese(name)).collect(),
            place: self.place(),
            window: desk.map(|_| LinkView {
                href: Address::record(self.language, record.id).to_string(),
                name: record.name(self.language, None),
                description: None,
            }),
            status: service.status.word(),
            is_emergency: service.is_emergency(),
            fallback: has_gap.then(|| self.fallback(record.id)).flatten(),
            phones,
            emails,
            web,
            hours,
            address,
            modes: modes.iter().map(|mode| ModeView { id: mode.word(), name: words.mode(*mode).to_owned() }).collect(),
            who: service.who.iter().map(|who| WordView { id: who.word(), name: words.who(*who).to_owned() }).collect(),
            ages: service.ages.map(|ages| words.ages(ages)),
            concerns: service
                .concerns
                .iter()
                .filter_map(|id| self.inputs.site.concerns.get(id))
                .map(|concern| Phrase::local(self.language, &concern.name))
                .collect(),
            anonymous: service.anonymous,
            cost: self.own_text(service.cost.as_ref(), |text| text.cost.as_ref()),
            reply_within: self.own_text(service.reply_within.as_ref(), |text| text.reply_within.as_ref()),
            call: self.call(service),
            operators: service.operators.iter().filter_map(|operator| self.organisation(operator)).collect(),
            desks: desks.iter().map(|desk| self.desk(record, desk, id)).collect(),
            lead: Some(&body.lead).filter(|lead| shows_body && !lead.is_empty()).map(|lead| match lead_is_own {
                true => Phrase::own(lead.clone()),
                false => Phrase::japanese(self.language, lead),
            }),
            body: if shows_body { body_view(self.inputs, self.language, body) } else { Vec::new() },
            body_lang: Phrase::fallback_lang(self.language, lead_is_own),
            source: service.source.as_ref().and_then(|source| self.source(source)),
            freshness: self.freshness(self.own, self.verified),
        }
    }

    /// The ways to reach a record. A way to talk without its contact is a gap, and so is what must not be shown.
    fn contact(&self, contact: &Contact, modes: &[Mode], has_desks: bool) -> ContactView {
        let (_, is_shown) = self.item(None, |_| ());
        let mut view = ContactView {
            phones: contact.phones.iter().map(|phone| self.phone(phone)).collect(),
            emails: contact.emails.iter().map(|email| self.email(email)).collect(),
            web: contact.web.as_ref().filter(|_| is_shown).map(UrlView::from),
            hours: contact.hours.as_ref().map(|hours| self.hours(hours)),
            address: contact.address.as_ref().map(|address| self.address(address)),
        };
        let unknown = || self.freshness(self.own, self.verified);
        if !has_desks {
            if view.phones.is_empty() && modes.contains(&Mode::Phone) {
                view.phones.push(PhoneView {
                    label: None,
                    number: None,
                    hours: None,
                    note: None,
                    freshness: unknown(),
                });
            }
            if view.emails.is_empty() && modes.contains(&Mode::Email) {
                view.emails.push(EmailView { label: None, address: None, note: None, freshness: unknown() });
            }
            if view.address.is_none() && modes.contains(&Mode::Office) {
                view.address = Some(AddressView { text: None, postal_code: None, access: None, freshness: unknown() });
            }
        }
        view
    }

    fn phone(&self, phone: &Phone) -> PhoneView {
        let (freshness, is_shown) = self.item(phone.verified.as_ref(), |facts| phone.facts(facts));
        let hours = phone.hours.as_ref().map(|hours| self.hours_of(hours, None, None, freshness.clone(), is_shown));
        PhoneView {
            label: phone.label.as_ref().map(|label| self.say(label)),
            number: phone.number.fact().filter(|_| is_shown).map(number_view),
            hours,
            note: phone.note.as_ref().map(|note| self.say(note)),
            freshness,
        }
    }

    fn email(&self, email: &EmailContact) -> EmailView {
        let (freshness, is_shown) = self.item(email.verified.as_ref(), |facts| email.facts(facts));
        EmailView {
            label: email.label.as_ref().map(|label| self.say(label)),
            address: email.address.fact().filter(|_| is_shown).map(ToString::to_string),
            note: email.note.as_ref().map(|note| self.say(note)),
            freshness,
        }
    }

    fn hours(&self, hours: &Hours) -> HoursView {
        let (freshness, is_shown) = self.item(hours.verified(), |facts| hours.facts(facts));
        let detail = hours.detail();
        let note = detail.and_then(|detail| detail.note.as_ref());
        let source = detail.and_then(|detail| detail.source.as_ref());
        self.hours_of(hours.schedule(), note, source, freshness, is_shown)
    }

    fn hours_of(
        &self,
        schedule: &Known<Schedule>,
        note: Option<&Text>,
        source: Option<&Source>,
        freshness: FreshnessView,
        is_shown: bool,
    ) -> HoursView {
        HoursView {
            lines: schedule
                .fact()
                .filter(|_| is_shown)
                .map(|schedule| words(self.language).hours(schedule))
                .unwrap_or_default(),
            note: note.map(|note| self.say(note)),
            source: source.and_then(|source| self.source(source)),
            freshness,
        }
    }

    fn address(&self, address: &PostalAddress) -> AddressView {
        let (freshness, is_shown) = self.item(address.verified.as_ref(), |facts| address.facts(facts));
        AddressView {
            text: address.text.fact().filter(|_| is_shown).map(|text| self.say(text)),
            postal_code: address.postal_code.as_ref().filter(|_| is_shown).map(ToString::to_string),
            access: address.access.as_ref().filter(|_| is_shown).map(|access| self.say(access)),
            freshness,
        }
    }

    /// What is to be thought of an item, and whether it may be shown.
    fn item(&self, verified: Option<&Verified>, facts: impl FnOnce(&mut Facts)) -> (FreshnessView, bool) {
        let config = &self.inputs.site.config;
        let (freshness, verified) = match verified {
            Some(own) => {
                let freshness =
                    Freshness::of(Some(own), &Facts::made(facts), self.inputs.site.day, config.verified_for);
                (freshness, Some(own))
            }
            None => (self.own, self.verified),
        };
        let is_shown = freshness.is_confirmed() || config.unverified != Unverified::Hide;
        (self.freshness(freshness, verified), is_shown)
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
            on: on.map(time),
            until: until.map(time),
            stamp,
            by: verified.and_then(|verified| self.organisation(&verified.by)),
        }
    }

    fn source(&self, source: &Source) -> Option<SourceView> {
        let document = self.inputs.site.documents.get(&source.document)?;
        Some(SourceView {
            title: Phrase::local(self.language, &document.title),
            publisher: document.publisher.as_ref().map(|publisher| self.japanese(publisher)),
            as_of: source.as_of.or(document.date).map(|date| time_view(self.language, date)),
            href: document.url.as_ref().map(ToString::to_string),
        })
    }

    fn desk(&self, record: Record<'_>, desk: &Desk, window: &RecordId) -> DeskView {
        let ContactView { phones, emails, hours, address, .. } = self.contact(&desk.contact, &[], false);
        let id = RecordId { desk: Some(desk.id.clone()), ..window.clone() };
        DeskView {
            id: desk.id.to_string(),
            name: desk.name.as_ref().map(|_| record.name(self.language, Some(&desk.id))),
            href: desk.name.as_ref().map(|_| Address::record(self.language, &id).to_string()),
            phones,
            emails,
            hours,
            address,
        }
    }

    fn call(&self, service: &Service) -> Option<CallView> {
        let call = service.call.as_ref()?;
        let said = self.text.and_then(|text| text.call.as_ref());
        let phrase = |own: Option<&Text>, said: Option<&Text>| own.map(|own| Phrase::of(self.language, said, own));
        Some(CallView {
            who_answers: phrase(call.who_answers.as_ref(), said.and_then(|said| said.who_answers.as_ref())),
            asked: phrase(call.asked.as_ref(), said.and_then(|said| said.asked.as_ref())),
            not_asked: phrase(call.not_asked.as_ref(), said.and_then(|said| said.not_asked.as_ref())),
            first_words: phrase(call.first_words.as_ref(), said.and_then(|said| said.first_words.as_ref())),
        })
    }

    fn fallback(&self, own: &RecordId) -> Option<FallbackView> {
        let record = self.inputs.site.fallback_for(self.home).filter(|record| record.id != own)?;
        let view = View::new(self.inputs, self.language, record);
        let phone =
            record.service.contact.phones.iter().map(|phone| view.phone(phone)).find(|phone| phone.number.is_some());
        Some(FallbackView {
            href: Address::record(self.language, record.id).to_string(),
            name: record.name(self.language, None),
            freshness: phone
                .as_ref()
                .map_or_else(|| view.freshness(view.own, view.verified), |phone| phone.freshness.clone()),
            number: phone.and_then(|phone| phone.number),
        })
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
    fn organisation(&self, reference: &Written) -> Option<Phrase> {
        let id = reference.resolve(self.home, Kind::Organisation);
        let organisation = &self.inputs.site.organisations.get(&id)?.data;
        (organisation.audience == Audience::Public).then(|| Phrase::local(self.language, &organisation.name))
    }

    /// A string that the overlay may translate by `texts`.
    fn say(&self, text: &Text) -> Phrase {
        let said =
            self.text.and_then(|overlay| overlay.texts.iter().find(|pair| pair.of == *text)).map(|pair| &pair.say);
        Phrase::of(self.language, said, text)
    }

    /// A string that the overlay translates by a field of its own.
    fn own_text(&self, text: Option<&Text>, said: impl Fn(&ServiceText) -> Option<&Text>) -> Option<Phrase> {
        text.map(|text| Phrase::of(self.language, self.text.and_then(said), text))
    }

    fn japanese(&self, text: &Text) -> Phrase {
        Phrase::japanese(self.language, text)
    }
}

#[derive(Default)]
struct ContactView {
    phones: Vec<PhoneView>,
    emails: Vec<EmailView>,
    web: Option<UrlView>,
    hours: Option<HoursView>,
    address: Option<AddressView>,
}

fn number_view(number: &PhoneNumber) -> NumberView {
    NumberView {
        shown: number.shown().to_owned(),
        uri: number.uri(),
        extension: number.extension().map(str::to_owned),
        is_long: number.shown().chars().count() >= 13,
    }
}
