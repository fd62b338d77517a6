//! Whether two rules say different things about the same minute. Such a notation is refused: one of them is wrong.

use jiff::civil;

use super::{Days, Months, Nth, Period, Rule, Weekday};

impl Rule {
    /// Whether both hold at the same minute of a day, and not at two places.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let meet = self.spans.iter().any(|a| other.spans.iter().any(|b| a.from < b.to && b.from < a.to));
        let apart = self.place.is_some() && other.place.is_some() && self.place != other.place;
        meet && !apart && self.days_overlap(other)
    }

    /// Whether both hold on the same day. What is more exact stands in for the rest, so dates never meet weekdays.
    pub(super) fn days_overlap(&self, other: &Self) -> bool {
        if let (Days::Dates(a), Days::Dates(b)) = (&self.days, &other.days) {
            return a.iter().any(|date| b.contains(date));
        }
        if self.names_dates() || other.names_dates() {
            return false;
        }
        let on_holidays = self.names_holidays() && other.names_holidays();
        (on_holidays || self.days.may_meet(&other.days))
            && self.months.may_meet(&other.months)
            && common_days(self, other)
                .any(|day| on_holidays || (self.days.hold_on(day, false) && other.days.hold_on(day, false)))
    }
}

/// The days on which the periods and months of both hold, as far as anything can differ: weekdays and dates come in
/// the same order again after 28 years.
fn common_days<'a>(a: &'a Rule, b: &'a Rule) -> impl Iterator<Item = civil::Date> + 'a {
    const YEARS: i16 = 28;
    let bounds = [a.bounds(), b.bounds()];
    // Most schedules differ by season; one leap year shows whether two seasons share a day at all.
    let is_in_season = |day: &civil::Date| a.is_in_season(*day) && b.is_in_season(*day);
    let is_yearly = bounds == [(None, None); 2];
    let years =
        if is_yearly && !days_of(civil::date(2024, 1, 1), civil::date(2024, 12, 31)).any(|day| is_in_season(&day)) {
            0
        } else {
            YEARS
        };
    let first = bounds.iter().filter_map(|(from, _)| *from).max();
    let last = bounds.iter().filter_map(|(_, to)| *to).min();
    let add = |day: civil::Date, years: i16| day.checked_add(jiff::Span::new().years(years)).unwrap_or(day);
    let first = first.or(last.map(|last| add(last, -years))).unwrap_or(civil::date(2020, 1, 1));
    let last = last.map_or(add(first, years), |last| last.min(add(first, years)));
    days_of(first, last).filter(|day| a.is_in_season(*day) && b.is_in_season(*day))
}

fn days_of(first: civil::Date, last: civil::Date) -> impl Iterator<Item = civil::Date> {
    std::iter::successors(Some(first), |day| day.tomorrow().ok()).take_while(move |day| *day <= last)
}

impl Rule {
    /// The first and the last day on which it can hold, where it has any.
    pub(super) fn bounds(&self) -> (Option<civil::Date>, Option<civil::Date>) {
        let (mut from, to) = match &self.period {
            None | Some(Period::Yearly(..)) => (None, None),
            Some(Period::From(from)) => (Some(*from), None),
            Some(Period::Until(to)) => (None, Some(*to)),
            Some(Period::Between(from, to)) => (Some(*from), Some(*to)),
        };
        if let Months::Alternate { year, month } = self.months {
            from = from.max(civil::Date::new(year, month, 1).ok());
        }
        match &self.days {
            Days::Alternate { from: first, .. } => (from.max(Some(*first)), to),
            Days::Dates(dates) => (dates.first().copied(), dates.last().copied()),
            _ => (from, to),
        }
    }
}

impl Months {
    fn may_meet(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Of(a), Self::Of(b)) => a.iter().any(|month| b.contains(month)),
            _ => true,
        }
    }
}

impl Days {
    /// Whether a look at the words alone leaves it open that both hold on some day.
    fn may_meet(&self, other: &Self) -> bool {
        let share = |a: &[Weekday], b: &[Weekday]| a.iter().any(|day| b.contains(day));
        let are_early = |weeks: &[Nth]| weeks.iter().all(|week| *week < Nth::Number(4));
        if let (Self::Nth { weeks: a, .. }, Self::Nth { weeks: b, .. }) = (self, other)
            && !a.iter().any(|week| b.contains(week))
            && (are_early(a) || are_early(b) || !(a.contains(&Nth::Last) || b.contains(&Nth::Last)))
        {
            return false;
        }
        share(self.weekdays(), other.weekdays())
    }

    /// The weekdays on which it can hold, apart from holidays.
    #[must_use]
    pub fn weekdays(&self) -> &[Weekday] {
        match self {
            Self::Every | Self::Month { .. } | Self::Dates(_) => &Weekday::ALL,
            Self::Week { days, .. } | Self::Nth { days, .. } | Self::Alternate { days, .. } => days,
        }
    }
}
