//! What a record tells besides how to reach it: how often it comes round, its pictures, its plan for the year.

use jiff::{ToSpan as _, civil};

use super::pieces::{notice_view, time_view};
use super::record::View;
use super::view::{CountView, DateView, LinkView, MessageView, NoticeView, PictureView, ShareView, WordView};
use crate::language::{Phrase, words};
use crate::model::value::{Calendar, Id, Kind, LocalText, PlaceId, RecordId, Span, Written};
use crate::model::{Count, HasId, Message, Record, Street};
use crate::plan::Address;

/// So many dates of one record are shown.
pub(super) const DATES: usize = 8;

/// What has more dates than that within so many days is open as a matter of course.
pub(super) const OFTEN: i32 = 28;

impl View<'_> {
    /// The notices of today: the record's own, then its ward's.
    pub(super) fn notices(&self, record: Record<'_>) -> Vec<NoticeView> {
        let day = self.inputs.site.day;
        let own = record.service.notices.iter().filter(|notice| notice.is_on(day));
        let own = own.map(|notice| notice_view(self.inputs, self.language, notice, self.say(&notice.text)));
        let of_ward = match self.home {
            PlaceId::Ward(ward) => super::ward::notices(self.inputs, self.language, ward),
            _ => Vec::new(),
        };
        own.chain(of_ward).collect()
    }

    /// A link to another record, or to a desk of one.
    pub(super) fn link(&self, reference: &Written) -> Option<LinkView> {
        let id = reference.resolve(self.home, Kind::Window);
        Some(self.inputs.site.record(&id.without_desk())?.link(self.language, &id))
    }

    /// The public organisations among some.
    pub(super) fn organisations(&self, references: &[Written]) -> Vec<Phrase> {
        references.iter().filter_map(|organisation| self.organisation(organisation)).collect()
    }

    /// What some items of a list are called.
    pub(super) fn named<'t, T: HasId + 't>(
        &self,
        ids: &[Id<T>],
        items: impl Iterator<Item = &'t T> + Clone,
        name: fn(&T) -> &LocalText,
    ) -> Vec<Phrase> {
        let items = ids.iter().filter_map(|id| items.clone().find(|item| item.id() == id));
        items.map(|item| Phrase::local(self.language, name(item))).collect()
    }

    /// The names of streets.
    pub(super) fn streets(&self, ids: &[Id<Street>]) -> Vec<Phrase> {
        let streets = &self.inputs.site.lists_of(self.home).streets;
        ids.iter()
            .filter_map(|id| streets.get(id))
            .map(|street| Phrase::japanese(self.language, &street.name))
            .collect()
    }

    pub(super) fn pictures(&self, record: Record<'_>) -> Vec<PictureView> {
        let view = |picture: &crate::model::part::Picture| {
            let (width, height) = *self.inputs.site.pictures.get(&self.home.media(&picture.file))?;
            let href = Address::picture(self.home, &picture.file).to_string();
            Some(PictureView { href, alt: self.say(&picture.alt), width, height })
        };
        record.service.pictures.iter().filter_map(view).collect()
    }

    /// What the people at a record say.
    pub(super) fn messages(&self, id: &RecordId) -> Vec<MessageView> {
        let messages = self.inputs.site.lists_of(self.home).messages.iter();
        let is_theirs = |message: &&Message| {
            message.record.as_ref().is_some_and(|record| record.resolve(self.home, Kind::Window) == *id)
        };
        messages.filter(is_theirs).map(|message| super::ward::message(self.language, message, None)).collect()
    }

    /// The public flows that a record takes a step in.
    pub(super) fn flows(&self, id: &RecordId) -> Vec<LinkView> {
        let flows = self.inputs.site.flows_of(self.home).filter(|(_, flow)| {
            let mut records = flow.actors.iter().filter_map(|actor| actor.record.as_ref());
            flow.is_public() && records.any(|record| record.resolve(self.home, Kind::Window).without_desk() == *id)
        });
        flows.map(|(id, flow)| super::flow::flow_link(self.language, id, flow)).collect()
    }

    /// The public numbers of a programme's plan.
    pub(super) fn counts(&self, counts: &[Count]) -> Vec<CountView> {
        let view = |count: &Count| CountView {
            year: time_view(self.language, count.year),
            kind: WordView { id: count.kind.word(), name: words(self.language).count(count.kind).to_owned() },
            value: count.value,
            unit: count.unit.as_ref().map(|unit| self.say(unit)),
            people: count.people,
            about: count.about,
            split: count
                .split
                .iter()
                .map(|share| ShareView { of: self.say(&share.of), people: share.people })
                .collect(),
        };
        counts.iter().filter(|count| count.is_public()).map(view).collect()
    }

    /// The next dates of a record that takes place on some days. What is open more than twice a week has hours, not dates.
    pub(super) fn dates(&self, record: Record<'_>, count: usize) -> Vec<(civil::Date, DateView)> {
        let takes_place = record.id.kind.takes_place() && record.service.is_open();
        let hours = record.service.contact.hours.as_ref().filter(|_| takes_place);
        let Some((hours, schedule)) = hours.and_then(|hours| Some((hours, hours.schedule().fact()?))) else {
            return Vec::new();
        };
        let (freshness, is_shown) = self.item(hours.verified(), |facts| hours.facts(facts));
        if !is_shown {
            return Vec::new();
        }
        let today = self.inputs.site.day;
        let calendar = Calendar::japan(self.year_end());
        let dates = schedule.dates(today, DATES + 1, &calendar).days;
        let is_often = dates.get(DATES).is_some_and(|(day, _)| *day < today.saturating_add(OFTEN.days()));
        if is_often {
            return Vec::new();
        }
        let words = words(self.language);
        let link = record.link(self.language, record.id);
        let dates = dates.into_iter().take(count).map(|(day, openings)| {
            let spans: Vec<Span> = openings.iter().map(|opening| opening.span).collect();
            let start = spans.first().map_or_else(
                || day.to_string(),
                |span| format!("{day}T{:02}:{:02}", span.from.hour(), span.from.minute()),
            );
            let date = DateView {
                start,
                spans: words.spans(&spans),
                place: openings.iter().find_map(|opening| opening.place).map(|place| self.say(place)),
                record: link.clone(),
                state: freshness.state,
            };
            (day, date)
        });
        dates.collect()
    }
}
