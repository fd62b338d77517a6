//! The ways to reach a record as templates see them, and what is missing among them.

use super::record::View;
use super::view::{AddressView, EmailView, FreshnessView, HoursView, NumberView, PhoneView, UrlView};
use crate::language::words;
use crate::model::part::{Address as PostalAddress, Contact, EmailContact, Hours, Phone, Source};
use crate::model::value::{Known, Mode, PhoneKind, PhoneNumber, Position, Schedule, Text};

/// The ways to reach a record or a desk.
#[derive(Default)]
pub(super) struct ContactView {
    pub(super) phones: Vec<PhoneView>,
    pub(super) emails: Vec<EmailView>,
    pub(super) web: Option<UrlView>,
    pub(super) hours: Option<HoursView>,
    pub(super) address: Option<AddressView>,
    pub(super) has_web_form: bool,
}

impl ContactView {
    /// Whether something is said to be there and is not known.
    pub(super) fn has_gap(&self) -> bool {
        let is_gap = |hours: &HoursView| hours.lines.is_empty();
        self.has_phone_gap()
            || self.phones.iter().any(|phone| phone.hours.as_ref().is_some_and(is_gap))
            || self.emails.iter().any(|email| email.address.is_none())
            || self.hours.as_ref().is_some_and(is_gap)
            || self.address.as_ref().is_some_and(|address| address.text.is_none())
            || (self.has_web_form && self.web.is_none())
    }

    /// Whether there should be a number that is not known.
    pub(super) fn has_phone_gap(&self) -> bool {
        self.phones.iter().any(|phone| phone.number.is_none())
    }

    /// Whether a number is known.
    pub(super) fn has_number(&self) -> bool {
        self.phones.iter().any(|phone| phone.number.is_some())
    }

    /// Whether somebody can be reached by it.
    pub(super) fn can_be_reached(&self) -> bool {
        self.has_number()
            || self.emails.iter().any(|email| email.address.is_some())
            || self.web.is_some()
            || self.address.as_ref().is_some_and(|address| address.text.is_some())
    }

    /// Where a record's page tells of a way to talk.
    pub(super) fn anchor(&self, mode: Mode) -> Option<&'static str> {
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

impl View<'_> {
    /// The ways to reach a record. What is needed and not there is a gap, and so is what must not be shown.
    pub(super) fn contact(&self, contact: &Contact, modes: &[Mode], needed: &[Mode]) -> ContactView {
        let is_shown = self.shows_facts();
        let mut view = ContactView {
            phones: contact.phones.iter().map(|phone| self.phone(phone)).collect(),
            emails: contact.emails.iter().map(|email| self.email(email)).collect(),
            web: contact.web.as_ref().filter(|_| is_shown).map(UrlView::from),
            hours: contact.hours.as_ref().map(|hours| self.hours(hours)),
            address: contact.address.as_ref().map(|address| self.address(address)),
            has_web_form: needed.contains(&Mode::WebForm) || (modes.contains(&Mode::WebForm) && contact.web.is_some()),
        };
        // In danger, no gap may look like a reason not to call.
        let is_emergency = |view: &ContactView| {
            view.phones.iter().filter_map(|phone| phone.number.as_ref()).any(|number| number.is_emergency)
        };
        if !is_shown && is_emergency(&view) && view.hours.as_ref().is_some_and(|hours| hours.lines.is_empty()) {
            view.hours = None;
        }
        if view.phones.is_empty() && needed.contains(&Mode::Phone) {
            let freshness = self.own_freshness();
            let gap = PhoneView { label: None, number: None, hours: None, note: None, source: None, freshness };
            view.phones.push(gap);
        }
        if view.emails.is_empty() && needed.contains(&Mode::Email) {
            let freshness = self.own_freshness();
            view.emails.push(EmailView { label: None, address: None, note: None, source: None, freshness });
        }
        if view.address.is_none() && needed.contains(&Mode::Office) {
            let freshness = self.own_freshness();
            let gap = AddressView { text: None, postal_code: None, access: None, map: None, source: None, freshness };
            view.address = Some(gap);
        }
        view
    }

    pub(super) fn phone(&self, phone: &Phone) -> PhoneView {
        let (freshness, is_shown) = self.item(phone.verified.as_ref(), |facts| phone.facts(facts));
        // Below a number that is hidden there is nothing to say; the gap says it all.
        let hours = phone.hours.as_ref().filter(|_| is_shown);
        let hours = hours.map(|hours| self.hours_of(hours, None, None, freshness.clone(), is_shown));
        PhoneView {
            label: phone.label.as_ref().map(|label| self.say(label)),
            // What is dialled in danger is law, not a fact that somebody has to confirm.
            number: phone
                .number
                .fact()
                .filter(|number| is_shown || number.kind() == PhoneKind::Emergency)
                .map(number_view),
            hours,
            note: phone.note.as_ref().filter(|_| is_shown).map(|note| self.say(note)),
            source: self.own_source(phone.source.as_ref()),
            freshness,
        }
    }

    pub(super) fn email(&self, email: &EmailContact) -> EmailView {
        let (freshness, is_shown) = self.item(email.verified.as_ref(), |facts| email.facts(facts));
        EmailView {
            label: email.label.as_ref().map(|label| self.say(label)),
            address: email.address.fact().filter(|_| is_shown).map(ToString::to_string),
            note: email.note.as_ref().filter(|_| is_shown).map(|note| self.say(note)),
            source: self.own_source(email.source.as_ref()),
            freshness,
        }
    }

    pub(super) fn hours(&self, hours: &Hours) -> HoursView {
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
                .map(|schedule| words(self.language).hours(&schedule.with_places(|place| self.said(place).clone())))
                .unwrap_or_default(),
            note: note.filter(|_| is_shown).map(|note| self.say(note)),
            // A note may say what no table knows: the third Wednesday is open in the morning only.
            table: schedule.fact().filter(|_| is_shown && note.is_none()).and_then(|schedule| self.table(schedule)),
            takes_place: self.kind.takes_place(),
            source: self.own_source(source),
            freshness,
        }
    }

    fn address(&self, address: &PostalAddress) -> AddressView {
        let (freshness, is_shown) = self.item(address.verified.as_ref(), |facts| address.facts(facts));
        AddressView {
            text: address.text.fact().filter(|_| is_shown).map(|text| self.say(text)),
            postal_code: address.postal_code.as_ref().filter(|_| is_shown).map(ToString::to_string),
            access: address.access.as_ref().filter(|_| is_shown).map(|access| self.say(access)),
            map: address.position.filter(|_| is_shown).map(map),
            source: self.own_source(address.source.as_ref()),
            freshness,
        }
    }
}

/// A point on the map that the state keeps for everybody. Source: 国土地理院, 地理院地図 URL の構成.
fn map(position: Position) -> String {
    format!("https://maps.gsi.go.jp/#17/{:.5}/{:.5}/", position.latitude(), position.longitude())
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
