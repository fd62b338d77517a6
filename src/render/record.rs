//! One record as templates see it.

use std::collections::BTreeSet;

use super::Inputs;
use super::pieces::{body_view, time_view, ward_link};
use super::view::{
    AddressView, CallView, DeskView, EmailView, FallbackView, FreshnessView, HoursView, LinkView, ModeView, NumberView,
    PhoneView, PlaceView, RecordView, SourceView, UrlView, WordView,
};
use crate::language::{Language, Phrase, words};
use crate::model::part::{
    Address as PostalAddress, Call, Contact, EmailContact, Facts, Freshness, Hours, Phone, ServiceText, Source,
    Verified,
};
use crate::model::value::{
    Audience, Date, Kind, Known, Mode, PhoneKind, PhoneNumber, PlaceId, RecordId, Schedule, Slug, Text, Unverified,
    Who, Written,
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
        let facts = record.facts();
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
        let contacts = || std::iter::once(&contact).chain(desks.iter().map(|(_, contact)| contact));
        let is_unknown = |phone: &PhoneView| phone.number.is_none();
        let gap = if contacts().all(ContactView::is_empty) {
            Some("number")
        } else if contact.phones.iter().any(is_unknown) {
            Some(if contact.phones.iter().all(is_unknown) { "number" } else { "phones" })
        } else {
            contacts().any(ContactView::has_gap).then_some("facts")
        };
        let modes: BTreeSet<Mode> = service.modes.iter().filter(|_| service.is_open()).copied().collect();
        let who: BTreeSet<Who> = service.who.iter().copied().collect();
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
            fallback: gap.and_then(|gap| self.fallback(record.id, gap)),
            desks: desks.into_iter().map(|(desk, contact)| self.desk(record, desk, contact, id)).collect(),
            phones: contact.phones,
            emails: contact.emails,
            web: contact.web,
            has_web_form: contact.has_web_form,
            hours: contact.hours,
            address: contact.address,
            modes,
            who: who.into_iter().map(|who| WordView { id: who.word(), name: words.who(who).to_owned() }).collect(),
            ages: service.ages.map(|ages| words.ages(ages)),
            concerns: service
                .concerns
                .iter()
                .filter_map(|id| self.inputs.site.concerns.get(id))
                .map(|concern| Phrase::local(self.language, &concern.name))
                .collect(),
            anonymous: service.anonymous,
            cost: service.cost.as_ref().map(|cost| self.say(cost)),
            reply_within: service.reply_within.as_ref().map(|reply| self.say(reply)),
            call: service.call.as_ref().filter(|_| service.is_open()).map(|call| self.call(call)),
            operators: service.operators.iter().filter_map(|operator| self.organisation(operator)).collect(),
            lead: Some(&body.lead).filter(|lead| shows_body && !lead.is_empty()).map(|lead| match lead_is_own {
                true => Phrase::own(lead.clone()),
                false => Phrase::japanese(self.language, lead),
            }),
            body: if shows_body { body_view(self.inputs, self.language, body) } else { Vec::new() },
            body_lang: Phrase::fallback_lang(self.language, lead_is_own),
            source: service.source.as_ref().and_then(|source| self.source(source)),
            freshness: self.freshness(self.own, self.verified, false),
        }
    }

    /// The ways to reach a record. What is needed and not there is a gap, and so is what must not be shown.
    fn contact(&self, contact: &Contact, modes: &[Mode], needed: &[Mode]) -> ContactView {
        let (_, is_shown) = self.item(None, |_| ());
        let mut view = ContactView {
            phones: contact.phones.iter().map(|phone| self.phone(phone)).collect(),
            emails: contact.emails.iter().map(|email| self.email(email)).collect(),
            web: contact.web.as_ref().filter(|_| is_shown).map(UrlView::from),
            hours: contact.hours.as_ref().map(|hours| self.hours(hours)),
            address: contact.address.as_ref().map(|address| self.address(address)),
            has_web_form: needed.contains(&Mode::WebForm) || (modes.contains(&Mode::WebForm) && contact.web.is_some()),
        };
        if view.phones.is_empty() && needed.contains(&Mode::Phone) {
            let unknown = self.freshness(self.own, self.verified, false);
            view.phones.push(PhoneView {
                label: None,
                number: None,
                hours: None,
                note: None,
                source: None,
                freshness: unknown,
            });
        }
        if view.emails.is_empty() && needed.contains(&Mode::Email) {
            let unknown = self.freshness(self.own, self.verified, false);
            view.emails.push(EmailView { label: None, address: None, note: None, source: None, freshness: unknown });
        }
        if view.address.is_none() && needed.contains(&Mode::Office) {
            let unknown = self.freshness(self.own, self.verified, false);
            let gap = AddressView { text: None, postal_code: None, access: None, source: None, freshness: unknown };
            view.address = Some(gap);
        }
        view
    }

    fn phone(&self, phone: &Phone) -> PhoneView {
        let (freshness, is_shown) = self.item(phone.verified.as_ref(), |facts| phone.facts(facts));
        let hours = phone.hours.as_ref().map(|hours| self.hours_of(hours, None, None, freshness.clone(), is_shown));
        PhoneView {
            label: phone.label.as_ref().map(|label| self.say(label)),
            // What is dialled in danger is law, not a fact that somebody has to confirm.
            number: phone
                .number
                .fact()
                .filter(|number| is_shown || number.kind() == PhoneKind::Emergency)
                .map(number_view),
            hours,
            note: phone.note.as_ref().map(|note| self.say(note)),
            source: phone.source.as_ref().and_then(|source| self.source(source)),
            freshness,
        }
    }

    fn email(&self, email: &EmailContact) -> EmailView {
        let (freshness, is_shown) = self.item(email.verified.as_ref(), |facts| email.facts(facts));
        EmailView {
            label: email.label.as_ref().map(|label| self.say(label)),
            address: email.address.fact().filter(|_| is_shown).map(ToString::to_string),
            note: email.note.as_ref().map(|note| self.say(note)),
            source: email.source.as_ref().and_then(|source| self.source(source)),
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
            source: address.source.as_ref().and_then(|source| self.source(source)),
            freshness,
        }
    }

    /// What is to be thought of an item, and whether it may be shown.
    fn item(&self, verified: Option<&Verified>, facts: impl FnOnce(&mut Facts)) -> (FreshnessView, bool) {
        let config = &self.inputs.site.config;
        let is_own = verified.is_some();
        let (freshness, verified) = match verified {
            Some(own) => {
                let freshness =
                    Freshness::of(Some(own), &Facts::made(facts), self.inputs.site.day, config.verified_for);
                (freshness, Some(own))
            }
            None => (self.own, self.verified),
        };
        let is_shown = freshness.is_confirmed() || config.unverified != Unverified::Hide;
        (self.freshness(freshness, verified, is_own), is_shown)
    }

    fn freshness(&self, freshness: Freshness, verified: Option<&Verified>, is_own: bool) -> FreshnessView {
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
            is_own,
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

    fn desk(&self, record: Record<'_>, desk: &Desk, contact: ContactView, window: &RecordId) -> DeskView {
        let ContactView { phones, emails, web, hours, address, .. } = contact;
        let id = RecordId { desk: Some(desk.id.clone()), ..window.clone() };
        DeskView {
            id: desk.id.to_string(),
            name: desk.name.as_ref().map(|_| record.name(self.language, Some(&desk.id))),
            href: desk.name.as_ref().map(|_| Address::record(self.language, &id).to_string()),
            phones,
            emails,
            web,
            hours,
            address,
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
    fn fallback(&self, own: &RecordId, place: &'static str) -> Option<FallbackView> {
        let others = self.inputs.site.fallbacks_for(self.home).filter(|record| record.id != own);
        let answer = |record: Record<'_>| {
            let view = View::new(self.inputs, self.language, record);
            let phones = record.service.contact.phones.iter().map(|phone| view.phone(phone));
            let PhoneView { number, freshness, .. } = phones.into_iter().find(|phone| phone.number.is_some())?;
            Some(FallbackView {
                place,
                href: Address::record(self.language, record.id).to_string(),
                name: record.name(self.language, None),
                number: number?,
                freshness,
            })
        };
        others.into_iter().find_map(answer)
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
    has_web_form: bool,
}

impl ContactView {
    /// Whether something is said to be there and is not known.
    fn has_gap(&self) -> bool {
        let is_gap = |hours: &HoursView| hours.lines.is_empty();
        self.phones.iter().any(|phone| phone.number.is_none() || phone.hours.as_ref().is_some_and(is_gap))
            || self.emails.iter().any(|email| email.address.is_none())
            || self.hours.as_ref().is_some_and(is_gap)
            || self.address.as_ref().is_some_and(|address| address.text.is_none())
            || (self.has_web_form && self.web.is_none())
    }

    /// Whether nobody can be reached by it.
    fn is_empty(&self) -> bool {
        self.phones.is_empty() && self.emails.is_empty() && self.web.is_none() && self.address.is_none()
    }

    /// Where a record's page tells of a way to talk.
    fn anchor(&self, mode: Mode) -> Option<&'static str> {
        let is_there = match mode {
            Mode::Phone => !self.phones.is_empty(),
            Mode::Email => !self.emails.is_empty(),
            Mode::WebForm => self.has_web_form,
            Mode::Office => self.address.is_some(),
            Mode::Online | Mode::HomeVisit | Mode::Outreach => true,
        };
        is_there.then(|| mode.word())
    }
}

fn number_view(number: &PhoneNumber) -> NumberView {
    NumberView {
        shown: number.shown().to_owned(),
        uri: number.uri(),
        extension: number.extension().map(str::to_owned),
        is_long: number.shown().chars().count() >= 13,
        is_emergency: number.kind() == PhoneKind::Emergency,
    }
}
