//! What takes place when in a ward.

use super::pieces::ward_link;
use super::record::View;
use super::view::{CalendarView, DateView, RhythmView};
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
        dates.extend(view.dates(record));
        if let Some(rhythm) = &record.service.rhythm {
            others.push(RhythmView {
                record: super::view::LinkView {
                    href: Address::record(language, record.id).to_string(),
                    name: record.name(language, None),
                    description: None,
                },
                rhythm: words(language).rhythm(rhythm),
                ask: record.service.ask.as_ref().and_then(|ask| view.link(ask)),
            });
        }
    }
    dates.sort_by(|a, b| (&a.day.iso, &a.record.href).cmp(&(&b.day.iso, &b.record.href)));
    dates.truncate(DATES);
    CalendarView { ward: ward_link(inputs, language, ward), dates, others }
}
