//! Who answers when nobody does here: after hours, or while the line is busy.

use std::cmp::Reverse;
use std::sync::Arc;

use super::record::View;
use super::view::FallbackView;
use crate::model::value::{Kind, PlaceId, RecordId, Schedule, YearEnd};
use crate::model::{Record, Service};

/// More choices than that are none.
const MOST: usize = 2;

impl View<'_> {
    /// The lines that answer longer than a record does, the longest first; than the one that answers instead of it,
    /// where one does.
    pub(super) fn others(
        &self,
        record: Record<'_>,
        service: &Service,
        instead: Option<&RecordId>,
    ) -> Vec<FallbackView> {
        let is_called = matches!(record.id.kind, Kind::Window | Kind::PhoneLine);
        if !is_called || !service.is_open() || service.is_emergency() {
            return Vec::new();
        }
        let answers = |line: &Record<'_>| line.id == record.id || instead.is_some_and(|id| line.id == id);
        let (answering, lines): (Vec<Record<'_>>, Vec<Record<'_>>) = self.lines().into_iter().partition(answers);
        let own = match instead {
            Some(_) => answering.iter().map(|line| self.minutes(line.service)).max().unwrap_or(0),
            None => self.minutes(service),
        };
        let mut longer: Vec<(u32, Record<'_>)> = lines
            .into_iter()
            .map(|line| (self.minutes(line.service), line))
            .filter(|(minutes, _)| *minutes > own)
            .collect();
        longer.sort_by_key(|(minutes, _)| Reverse(*minutes));
        let views = longer.into_iter().map(|(_, line)| self.lend(line, line.id, "other"));
        views.filter(|view| !view.phones.is_empty()).take(MOST).collect()
    }

    /// A schedule as a script looks it up.
    pub(super) fn table(&self, schedule: &Schedule) -> Option<Arc<str>> {
        self.inputs.site.table(schedule, self.year_end()).text
    }

    /// The lines that can be called where the record stands.
    fn lines(&self) -> Vec<Record<'_>> {
        let site = self.inputs.site;
        let all: Vec<Record<'_>> = match self.home {
            PlaceId::Ward(ward) => site.records_on(ward).collect(),
            _ => site.fallbacks_for(self.home).filter(|record| record.service.is_listed()).collect(),
        };
        let is_line = |record: &Record<'_>| {
            record.id.kind == Kind::PhoneLine && record.service.is_open() && !record.service.is_emergency()
        };
        all.into_iter().filter(is_line).collect()
    }

    /// For how many minutes of the coming days somebody answers.
    fn minutes(&self, service: &Service) -> u32 {
        let contact = &service.contact;
        let of_phones = contact.phones.iter().filter_map(|phone| phone.hours.as_ref()?.fact());
        let own = contact.hours.as_ref().and_then(|hours| hours.schedule().fact());
        let minutes = |schedule: &Schedule| self.inputs.site.table(schedule, self.year_end()).minutes;
        of_phones.chain(own).map(minutes).max().unwrap_or(0)
    }

    /// What 年末年始 means where the record stands.
    pub(super) fn year_end(&self) -> YearEnd {
        match self.home {
            PlaceId::Ward(ward) => self.inputs.site.ward(ward).data.year_end,
            _ => YearEnd::default(),
        }
    }
}
