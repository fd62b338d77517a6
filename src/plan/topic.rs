//! What lists of records are about, and which of them a ward has.

use std::fmt;

use crate::check::CheckedSite;
use crate::model::value::{AgeBand, Id, Mode, PlaceId, Slug, Who};
use crate::model::{Concern, Record};

/// What a list of records is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Who asks.
    Who(Who),
    /// A worry.
    Concern(Id<Concern>),
    /// How one can talk.
    Mode(Mode),
    /// How old somebody is.
    Age(AgeBand),
}

impl Topic {
    /// What it is, as templates call it.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Who(_) => "for",
            Self::Concern(_) => "concern",
            Self::Mode(_) => "mode",
            Self::Age(_) => "age",
        }
    }
}

impl fmt::Display for Topic {
    /// The address below a place.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Who(who) => write!(f, "for/{who}.html"),
            Self::Concern(concern) => write!(f, "concerns/{concern}.html"),
            Self::Mode(mode) => write!(f, "modes/{mode}.html"),
            Self::Age(band) => write!(f, "ages/{band}.html"),
        }
    }
}

/// What there may be lists for: everybody who may ask, every worry, every way to talk, and every age.
fn topics(site: &CheckedSite) -> Vec<Topic> {
    let who = Who::ALL.iter().map(|who| Topic::Who(*who));
    let concerns = site.concerns.items.iter().map(|listed| Topic::Concern(listed.data.id.clone()));
    let modes = Mode::ALL.iter().map(|mode| Topic::Mode(*mode));
    let ages = AgeBand::ALL.iter().map(|band| Topic::Age(*band));
    who.chain(concerns).chain(modes).chain(ages).collect()
}

impl CheckedSite {
    /// What the whole guide has lists for: everybody, every age, and the worries and ways to talk that somebody is there for.
    #[must_use]
    pub fn topics(&self) -> Vec<Topic> {
        let is_offered = |topic: &Topic| {
            let mut listed = self.records().filter(|record| record.service.is_listed());
            !matches!(topic, Topic::Mode(_) | Topic::Concern(_)) || listed.any(|record| self.belongs(&record, topic))
        };
        topics(self).into_iter().filter(is_offered).collect()
    }

    /// What a ward has lists for: topics that a record of its own belongs to. By the way to talk and by age there are
    /// lists only where they leave something out; all of a ward is on the ward's page.
    #[must_use]
    pub fn topics_of(&self, ward: &Slug) -> Vec<Topic> {
        let place = PlaceId::Ward(ward.clone());
        let listed: Vec<Record<'_>> = self.records_of(&place).filter(|record| record.service.is_listed()).collect();
        let has_list = |topic: &Topic| {
            let mut fit = listed.iter().map(|record| self.belongs(record, topic));
            match topic {
                Topic::Who(_) | Topic::Concern(_) => fit.any(|fits| fits),
                Topic::Mode(_) | Topic::Age(_) => fit.clone().any(|fits| fits) && !fit.all(|fits| fits),
            }
        };
        topics(self).into_iter().filter(has_list).collect()
    }

    /// Whether all that a ward has belongs to a topic.
    #[must_use]
    pub fn is_all_of(&self, ward: &Slug, topic: &Topic) -> bool {
        let place = PlaceId::Ward(ward.clone());
        let mut listed = self.records_of(&place).filter(|record| record.service.is_listed()).peekable();
        listed.peek().is_some() && listed.all(|record| self.belongs(&record, topic))
    }

    /// Whether a record belongs to a topic. One that does not say whom it is for is for everybody of every age. What is
    /// not shown of a record does not show in lists either.
    #[must_use]
    pub fn belongs(&self, record: &Record<'_>, topic: &Topic) -> bool {
        let service = record.service;
        let is_shown = || self.shows_facts(record);
        match topic {
            Topic::Who(who) => service.who.is_empty() || service.who.contains(who) || !is_shown(),
            Topic::Concern(concern) => service.concerns.contains(concern),
            Topic::Mode(mode) => service.is_open() && service.modes.contains(mode) && is_shown(),
            Topic::Age(band) => service.ages.as_ref().is_none_or(|ages| ages.reach(*band)) || !is_shown(),
        }
    }

    /// The records of a ward that take place on some days: groups, places and programmes.
    pub fn dated_records<'a>(&'a self, ward: &'a Slug) -> impl Iterator<Item = Record<'a>> + 'a {
        let is_dated = |record: &Record<'_>| {
            let service = record.service;
            let takes_place = record.id.kind.takes_place();
            let has_dates = service.contact.hours.as_ref().is_some_and(|hours| hours.schedule().fact().is_some());
            takes_place && service.is_open() && (has_dates || service.rhythm.is_some())
        };
        self.records_on(ward).filter(is_dated)
    }

    /// Whether a ward has dates to show.
    #[must_use]
    pub fn has_dates(&self, ward: &Slug) -> bool {
        self.dated_records(ward).next().is_some()
    }
}
