//! What takes place when in a ward.

use super::pieces::ward_link;
use super::record::View;
use super::view::{CalendarView, DateView, LinkView, OtherView};
use super::views::GroupViews;
use crate::language::{Language, words};
use crate::model::value::Slug;
use crate::plan::Address;

/// So many dates are shown; who needs more asks.
const DATES: usize = 40;

/// The dates of a ward.
pub(super) fn calendar_view(views: &GroupViews<'_, '_>, language: Language, ward: &Slug) -> CalendarView {
    let inputs = views.inputs();
    let mut dates: Vec<DateView> = Vec::new();
    let mut others = Vec::new();
    for record in inputs.site.dated_records(ward) {
        let view = View::new(inputs, language, record);
        let next = view.dates(record);
        let when = match (&record.service.rhythm, &record.service.contact.hours) {
            _ if !next.is_empty() => Vec::new(),
            (Some(rhythm), _) if view.shows_facts() => vec![words(language).rhythm(rhythm)],
            (_, Some(hours)) => view.hours(hours).lines,
            (_, None) => Vec::new(),
        };
        if !when.is_empty() {
            others.push(OtherView {
                record: LinkView {
                    href: Address::record(language, record.id).to_string(),
                    name: record.name(language, None),
                    description: None,
                },
                when,
                ask: record.service.ask.as_ref().and_then(|ask| view.link(ask)),
            });
        }
        dates.extend(next);
    }
    dates.sort_by(|a, b| (&a.day.iso, &a.record.href).cmp(&(&b.day.iso, &b.record.href)));
    dates.truncate(DATES);
    CalendarView { ward: ward_link(inputs, language, ward), dates, others }
}
