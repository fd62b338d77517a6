//! Which facts may be shown, and which numbers dialled: those that are confirmed, and others unless the guide hides them.

use super::CheckedSite;
use crate::model::part::{Facts, Freshness, Phone, Verified};
use crate::model::value::{PhoneKind, PhoneNumber, Unverified};
use crate::model::{Record, Service};

impl CheckedSite {
    /// What is to be thought of a fact with a confirmation of its own, or of one without, which stands as its record does;
    /// and whether it may be shown.
    #[must_use]
    pub fn fact(
        &self,
        of_record: Freshness,
        own: Option<&Verified>,
        facts: impl FnOnce(&mut Facts),
    ) -> (Freshness, bool) {
        let freshness = match own {
            Some(own) => Freshness::of(Some(own), &Facts::made(facts), self.day, self.config.verified_for),
            None => of_record,
        };
        (freshness, freshness.is_confirmed() || self.config.unverified != Unverified::Hide)
    }

    /// Whether facts of a record without a confirmation of their own may be shown.
    #[must_use]
    pub fn shows_facts(&self, record: &Record<'_>) -> bool {
        self.fact(self.own_freshness(*record), None, |_| {}).1
    }

    /// Whether a number of a record, or of a desk of it, may be shown. What is dialled in danger is law, not a fact that
    /// somebody has to confirm.
    #[must_use]
    pub fn shows_phone(&self, record: &Record<'_>, phone: &Phone) -> bool {
        phone.number.fact().is_some_and(|number| number.kind() == PhoneKind::Emergency)
            || self.fact(self.own_freshness(*record), phone.verified.as_ref(), |facts| phone.facts(facts)).1
    }

    /// What is to be thought of a record's facts without a confirmation of their own.
    #[must_use]
    pub fn own_freshness(&self, record: Record<'_>) -> Freshness {
        self.freshness_of(record.id).first().map_or(Freshness::Unconfirmed, |(_, own)| *own)
    }

    /// The numbers of a record, or of a desk of it, that a page dials, and how each stands. Those for danger are known by
    /// heart and are none of them.
    #[must_use]
    pub fn dialled<'a>(
        &self,
        record: Record<'_>,
        service: &'a Service,
    ) -> Vec<(&'a Phone, &'a PhoneNumber, Freshness)> {
        let own = self.own_freshness(record);
        let is_called = |number: &PhoneNumber| number.kind() != PhoneKind::Emergency && number.uri().is_some();
        let dialled = service.contact.phones.iter().filter_map(|phone| {
            let (freshness, is_shown) = self.fact(own, phone.verified.as_ref(), |facts| phone.facts(facts));
            let number = phone.number.fact().filter(|number| is_shown && is_called(number))?;
            Some((phone, number, freshness))
        });
        if service.is_open() { dialled.collect() } else { Vec::new() }
    }
}
