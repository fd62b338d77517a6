//! What takes place when in a ward, and how dates are put together to months.

use jiff::{ToSpan as _, civil};

use super::details::{DATES, OFTEN};
use super::pieces::time_view;
use super::pieces::ward_link;
use super::record::View;
use super::view::{CalendarView, DateView, DayView, MonthView, OtherView};
use super::views::GroupViews;
use crate::language::{Language, words};
use crate::model::value::{Date, Slug};

/// All dates of the days of [`OFTEN`] are shown. What comes later is rare: no more than so many dates of one record in
/// all, since its own page has more.
const LATER: usize = 4;

/// The dates of a ward.
pub(super) fn calendar_view(views: &GroupViews<'_, '_>, language: Language, ward: &Slug) -> CalendarView {
    let inputs = views.inputs();
    let mut dates: Vec<(civil::Date, DateView)> = Vec::new();
    let mut others = Vec::new();
    let end = inputs.site.day.saturating_add(OFTEN.days());
    for record in inputs.site.dated_records(ward) {
        let view = View::new(inputs, language, record);
        let next = view.dates(record, DATES);
        let hours = record.service.contact.hours.as_ref().filter(|hours| hours.schedule().fact().is_some());
        let when = match (hours, &record.service.rhythm) {
            _ if !next.is_empty() => Vec::new(),
            (Some(hours), _) => view.hours(hours).lines,
            (None, Some(rhythm)) if view.shows_facts() => vec![words(language).rhythm(rhythm)],
            (None, _) => Vec::new(),
        };
        if !when.is_empty() {
            others.push(OtherView {
                record: record.link(language, record.id),
                when,
                state: view.own_freshness().state,
                ask: record.service.ask.as_ref().and_then(|ask| view.link(ask)),
            });
        }
        dates.extend(
            next.into_iter().enumerate().filter(|(n, (day, _))| *n < LATER || *day < end).map(|(_, date)| date),
        );
    }
    dates.sort_by(|(_, a), (_, b)| (&a.start, &a.record.href).cmp(&(&b.start, &b.record.href)));
    CalendarView {
        ward: ward_link(inputs, language, ward),
        complete_until: time_view(language, Date::Day(end.saturating_sub(1.day()))),
        months: months(language, dates),
        others,
    }
}

/// Sorted dates by month, and in each month by day.
pub(super) fn months(language: Language, sorted: Vec<(civil::Date, DateView)>) -> Vec<MonthView> {
    let mut months: Vec<(civil::Date, MonthView)> = Vec::new();
    for (day, date) in sorted {
        let first = day.first_of_month();
        if months.last().is_none_or(|(last, _)| *last != first) {
            let month = time_view(language, Date::Month(day.year(), day.month()));
            months.push((first, MonthView { month, days: Vec::new() }));
        }
        let (_, month) = months.last_mut().expect("it was put there above");
        if month.days.last().is_none_or(|last| last.number != day.day()) {
            let weekday = words(language).weekday_of(day);
            month.days.push(DayView { iso: day.to_string(), number: day.day(), weekday, dates: Vec::new() });
        }
        month.days.last_mut().expect("it was put there above").dates.push(date);
    }
    months.into_iter().map(|(_, month)| month).collect()
}
