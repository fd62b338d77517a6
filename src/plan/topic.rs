//! What lists of records are about, and which of them a ward has.

use std::fmt;

use crate::check::CheckedSite;
use crate::model::value::{Id, PlaceId, Slug, Who};
use crate::model::{Concern, Record, Service};

/// What a list of records is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Who asks.
    Who(Who),
    /// A worry.
    Concern(Id<Concern>),
}

impl Topic {
    /// Whether a record belongs to it. One that does not say whom it is for is for everybody.
    #[must_use]
    pub fn has(&self, service: &Service) -> bool {
        match self {
            Self::Who(who) => service.who.is_empty() || service.who.contains(who),
            Self::Concern(concern) => service.concerns.contains(concern),
        }
    }
}

impl fmt::Display for Topic {
    /// The address below a place.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Who(who) => write!(f, "for/{who}.html"),
            Self::Concern(concern) => write!(f, "concerns/{concern}.html"),
        }
    }
}

/// What the whole guide has lists for: everybody who may ask, and every worry.
#[must_use]
pub fn topics(site: &CheckedSite) -> Vec<Topic> {
    let who = Who::ALL.iter().map(|who| Topic::Who(*who));
    who.chain(site.concerns.items.iter().map(|listed| Topic::Concern(listed.data.id.clone()))).collect()
}

impl CheckedSite {
    /// What a ward has lists for: topics that a record of its own belongs to.
    #[must_use]
    pub fn topics_of(&self, ward: &Slug) -> Vec<Topic> {
        let place = PlaceId::Ward(ward.clone());
        let listed = || self.records_of(&place).filter(|record| record.service.is_listed());
        topics(self).into_iter().filter(|topic| listed().any(|record| topic.has(record.service))).collect()
    }

    /// The records of a ward that take place on some days: groups, places and programmes.
    pub fn dated_records<'a>(&'a self, ward: &'a Slug) -> impl Iterator<Item = Record<'a>> + 'a {
        let is_dated = |record: &Record<'_>| {
            let service = record.service;
            let takes_place = record.id.kind.takes_place();
            let has_dates = service.contact.hours.as_ref().is_some_and(|hours| hours.schedule().fact().is_some());
            takes_place && service.is_listed() && service.is_open() && (has_dates || service.rhythm.is_some())
        };
        let own = self.records_of(&PlaceId::Ward(ward.clone()));
        own.chain(self.shared_on(ward)).filter(is_dated)
    }

    /// Whether a ward has dates to show.
    #[must_use]
    pub fn has_dates(&self, ward: &Slug) -> bool {
        self.dated_records(ward).next().is_some()
    }
}
