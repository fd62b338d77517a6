//! How to reach somebody: numbers, addresses and hours. Each may carry a source and a confirmation of its own.

use jiff::civil;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

use super::{Facts, Freshness, Source, Verified};
use crate::diagnostic::FieldPath;
use crate::model::value::{
    Email, Known, Mode, PhoneNumber, Position, PostalCode, Schedule, Text, Url, plain_or_detail,
};

/// All ways to reach a record or a desk of it.
#[derive(Clone, Debug, Default)]
pub struct Contact {
    /// Telephone numbers, the first before the others.
    pub phones: Vec<Phone>,
    /// E-mail addresses.
    pub emails: Vec<EmailContact>,
    /// The page on the web.
    pub web: Option<Url>,
    /// When somebody is there.
    pub hours: Option<Hours>,
    /// Where it is.
    pub address: Option<Address>,
}

/// A telephone number with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Phone {
    /// What it is for, where there are several.
    pub label: Option<Text>,
    /// The number, or 確認中.
    pub number: Known<PhoneNumber>,
    /// When somebody answers, where that differs from the record's hours.
    pub hours: Option<Known<Schedule>>,
    /// Anything else that a caller should know.
    pub note: Option<Text>,
    /// Where the number comes from, where that differs from the record's source.
    pub source: Option<Source>,
    /// That this number was confirmed by itself.
    pub verified: Option<Verified>,
}

/// An e-mail address with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EmailContact {
    /// What it is for, where there are several.
    pub label: Option<Text>,
    /// The address, or 確認中.
    pub address: Known<Email>,
    /// Anything else that a writer should know.
    pub note: Option<Text>,
    /// Where the address comes from, where that differs from the record's source.
    pub source: Option<Source>,
    /// That this address was confirmed by itself.
    pub verified: Option<Verified>,
}

/// When somebody is there.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(untagged)]
pub enum Hours {
    /// The hours alone, or 確認中.
    Plain(Known<Schedule>),
    /// The hours with a source of their own.
    Detail(HoursDetail),
}

impl<'de> Deserialize<'de> for Hours {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        plain_or_detail(deserializer, Self::Plain, Self::Detail)
    }
}

/// Hours with what belongs to them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HoursDetail {
    /// The hours, or 確認中.
    pub text: Known<Schedule>,
    /// Anything else about them.
    pub note: Option<Text>,
    /// Where they come from, where that differs from the record's source.
    pub source: Option<Source>,
    /// That they were confirmed by themselves.
    pub verified: Option<Verified>,
}

/// A place on the map.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// The address as it is written on a letter, or 確認中.
    pub text: Known<Text>,
    /// The postal code.
    pub postal_code: Option<PostalCode>,
    /// How to get there.
    pub access: Option<Text>,
    /// Where it lies on the map.
    pub position: Option<Position>,
    /// Where it comes from, where that differs from the record's source.
    pub source: Option<Source>,
    /// That it was confirmed by itself.
    pub verified: Option<Verified>,
}

/// A place in a file, and the source and the confirmation that stand there.
pub type Provenance<'a> = (FieldPath, Option<&'a Source>, Option<&'a Verified>);

impl Contact {
    /// Its facts without those that carry a confirmation of their own.
    pub(crate) fn facts(&self, facts: &mut Facts) {
        self.facts_that(facts, |own| own.is_none());
    }

    /// All its facts, whoever confirmed them.
    pub(crate) fn all_facts(&self, facts: &mut Facts) {
        self.facts_that(facts, |_| true);
    }

    fn facts_that(&self, facts: &mut Facts, is_wanted: impl Fn(Option<&Verified>) -> bool) {
        for (number, phone) in self.phones.iter().enumerate().filter(|(_, phone)| is_wanted(phone.verified.as_ref())) {
            facts.below(&format!("phones[{number}]."), |facts| phone.facts(facts));
        }
        for (number, email) in self.emails.iter().enumerate().filter(|(_, email)| is_wanted(email.verified.as_ref())) {
            facts.below(&format!("emails[{number}]."), |facts| email.facts(facts));
        }
        facts.add_some("web", self.web.as_ref());
        if let Some(hours) = self.hours.as_ref().filter(|hours| is_wanted(hours.verified())) {
            hours.facts(facts);
        }
        if let Some(address) = self.address.as_ref().filter(|address| is_wanted(address.verified.as_ref())) {
            facts.below("address.", |facts| address.facts(facts));
        }
    }

    /// Every source and confirmation in it, each with its place below a path.
    pub(crate) fn provenances<'a>(&'a self, below: &FieldPath) -> Vec<Provenance<'a>> {
        let mut found: Vec<Provenance<'a>> = Vec::new();
        for (number, phone) in self.phones.iter().enumerate() {
            found.push((below.key("phones").index(number), phone.source.as_ref(), phone.verified.as_ref()));
        }
        for (number, email) in self.emails.iter().enumerate() {
            found.push((below.key("emails").index(number), email.source.as_ref(), email.verified.as_ref()));
        }
        if let Some(detail) = self.hours.as_ref().and_then(Hours::detail) {
            found.push((below.key("hours"), detail.source.as_ref(), detail.verified.as_ref()));
        }
        if let Some(address) = &self.address {
            found.push((below.key("address"), address.source.as_ref(), address.verified.as_ref()));
        }
        found
    }

    /// What is to be thought of the facts that carry a confirmation of their own, each with its place below a path.
    pub(crate) fn freshness(
        &self,
        below: &FieldPath,
        today: civil::Date,
        verified_for: i32,
    ) -> Vec<(FieldPath, Freshness)> {
        let mut found = Vec::new();
        let mut look = |field: FieldPath, verified: Option<&Verified>, facts: &dyn Fn(&mut Facts)| {
            if verified.is_some() {
                found.push((field, Freshness::of(verified, &Facts::made(facts), today, verified_for)));
            }
        };
        for (number, phone) in self.phones.iter().enumerate() {
            look(below.key("phones").index(number), phone.verified.as_ref(), &|facts| phone.facts(facts));
        }
        for (number, email) in self.emails.iter().enumerate() {
            look(below.key("emails").index(number), email.verified.as_ref(), &|facts| email.facts(facts));
        }
        if let Some(hours) = &self.hours {
            look(below.key("hours"), hours.verified(), &|facts| hours.facts(facts));
        }
        if let Some(address) = &self.address {
            look(below.key("address"), address.verified.as_ref(), &|facts| address.facts(facts));
        }
        found
    }

    /// Every string that an overlay may translate one by one.
    pub(crate) fn strings(&self) -> impl Iterator<Item = &Text> {
        let phones = self.phones.iter().flat_map(|phone| phone.label.iter().chain(&phone.note));
        let emails = self.emails.iter().flat_map(|email| email.label.iter().chain(&email.note));
        let hours = self.hours.iter().filter_map(|hours| hours.detail()?.note.as_ref());
        let address = self.address.iter().flat_map(|address| address.text.fact().into_iter().chain(&address.access));
        let schedules =
            self.phones.iter().filter_map(|phone| phone.hours.as_ref()).chain(self.hours.iter().map(Hours::schedule));
        let places = schedules
            .filter_map(Known::fact)
            .flat_map(|schedule| &schedule.rules)
            .filter_map(|rule| rule.place.as_ref());
        phones.chain(emails).chain(hours).chain(address).chain(places)
    }

    /// Whether it holds what a way to talk needs.
    #[must_use]
    pub fn has(&self, mode: Mode) -> bool {
        match mode {
            Mode::Phone => !self.phones.is_empty(),
            Mode::Email => !self.emails.is_empty(),
            Mode::WebForm => self.web.is_some(),
            Mode::Office => self.address.is_some(),
            Mode::Online | Mode::HomeVisit | Mode::Outreach => true,
        }
    }

    /// This contact where another says nothing of its own.
    #[must_use]
    pub fn under(&self, own: &Self) -> Self {
        Self {
            phones: if own.phones.is_empty() { self.phones.clone() } else { own.phones.clone() },
            emails: if own.emails.is_empty() { self.emails.clone() } else { own.emails.clone() },
            web: own.web.clone().or_else(|| self.web.clone()),
            hours: own.hours.clone().or_else(|| self.hours.clone()),
            address: own.address.clone().or_else(|| self.address.clone()),
        }
    }
}

impl Phone {
    /// The facts of this number alone.
    pub(crate) fn facts(&self, facts: &mut Facts) {
        facts.add_some("label", self.label.as_ref());
        facts.add_some("number", self.number.fact());
        facts.add_some("hours", self.hours.as_ref().and_then(Known::fact));
    }
}

impl EmailContact {
    /// The facts of this address alone.
    pub(crate) fn facts(&self, facts: &mut Facts) {
        facts.add_some("label", self.label.as_ref());
        facts.add_some("address", self.address.fact());
    }
}

impl Hours {
    /// The hours or the gap.
    #[must_use]
    pub fn schedule(&self) -> &Known<Schedule> {
        match self {
            Self::Plain(schedule) => schedule,
            Self::Detail(detail) => &detail.text,
        }
    }

    /// What else is to be said about them.
    #[must_use]
    pub fn detail(&self) -> Option<&HoursDetail> {
        match self {
            Self::Plain(_) => None,
            Self::Detail(detail) => Some(detail),
        }
    }

    /// A confirmation of their own.
    #[must_use]
    pub fn verified(&self) -> Option<&Verified> {
        self.detail().and_then(|detail| detail.verified.as_ref())
    }

    /// The facts of these hours alone.
    pub(crate) fn facts(&self, facts: &mut Facts) {
        facts.add_some("hours", self.schedule().fact());
    }
}

impl Address {
    /// The facts of this address alone.
    pub(crate) fn facts(&self, facts: &mut Facts) {
        facts.add_some("text", self.text.fact());
        facts.add_some("postal_code", self.postal_code.as_ref());
        facts.add_some("access", self.access.as_ref());
        facts.add_some("position", self.position);
    }
}
