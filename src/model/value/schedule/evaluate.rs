//! What a schedule means for a day. Total: every day of `jiff::civil` has an answer, or is said to have none because
//! its public holidays are not published yet. Knows no clock.

use jiff::civil;

use super::{Closed, Days, Minute, MonthDay, Months, Nth, Period, Rule, Schedule, Span, Weekday};
use crate::model::value::{Holidays, Text, YearEnd};

/// What a schedule is evaluated against.
#[derive(Clone, Copy, Debug)]
pub struct Calendar<'a> {
    /// The public holidays, as far as they are known.
    pub holidays: &'a Holidays,
    /// What 年末年始 means.
    pub year_end: YearEnd,
}

/// A time in which something is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Opening<'a> {
    /// From when to when.
    pub span: Span,
    /// Where, if the schedule says.
    pub place: Option<&'a Text>,
}

/// No answer: the public holidays of this day are not published yet, and they matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unknown(pub civil::Date);

/// Days on which something is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dates<'a> {
    /// The days and what begins on them.
    pub days: Vec<(civil::Date, Vec<Opening<'a>>)>,
    /// The day before which the search stopped.
    pub stopped: Option<Unknown>,
}

/// A search gives up after so many days: the fifth Saturday of February comes again after 40 years at most.
const FAR: usize = 41 * 366;

impl Default for Calendar<'static> {
    /// The holidays of Japan, and the usual 年末年始.
    fn default() -> Self {
        Self::japan(YearEnd::default())
    }
}

impl Calendar<'static> {
    /// The holidays of Japan, and a municipality's 年末年始.
    #[must_use]
    pub fn japan(year_end: YearEnd) -> Self {
        Self { holidays: Holidays::japan(), year_end }
    }
}

impl Schedule {
    /// What begins on a day, in order, without overlaps at one place.
    ///
    /// # Errors
    /// If the holidays of the day are unknown and make a difference.
    pub fn spans_on(&self, day: civil::Date, calendar: &Calendar<'_>) -> Result<Vec<Opening<'_>>, Unknown> {
        match calendar.holidays.contains(day) {
            Some(is_holiday) => Ok(self.openings(day, is_holiday, calendar.year_end)),
            None => {
                let openings = self.openings(day, false, calendar.year_end);
                let is_same = !self.needs_holidays() || openings == self.openings(day, true, calendar.year_end);
                if is_same { Ok(openings) } else { Err(Unknown(day)) }
            }
        }
    }

    /// Whether it is open at a minute. What began yesterday and runs over midnight counts.
    ///
    /// # Errors
    /// If the holidays of the day, or of the day before, are unknown and make a difference.
    pub fn is_open(&self, at: civil::DateTime, calendar: &Calendar<'_>) -> Result<bool, Unknown> {
        let minute = minute_of(at);
        let today = self.is_open_at(at.date(), minute, calendar);
        match at.date().yesterday() {
            Ok(yesterday) if today != Ok(true) => match self.is_open_at(yesterday, minute + Minute::DAY, calendar) {
                Ok(false) => today,
                other => other,
            },
            _ => today,
        }
    }

    /// Whether no rule holds on this day or on any later one.
    #[must_use]
    pub fn is_over(&self, day: civil::Date) -> bool {
        let days_to = |last| {
            let days = std::iter::successors(Some(day), |day| day.tomorrow().ok());
            days.take_while(move |day| *day <= last).take(FAR)
        };
        self.rules
            .iter()
            .all(|rule| rule.bounds().1.is_some_and(|last| !days_to(last).any(|day| rule.holds_on(day, true))))
    }

    fn is_open_at(&self, day: civil::Date, minute: u16, calendar: &Calendar<'_>) -> Result<bool, Unknown> {
        let holds = |opening: &Opening<'_>| (opening.span.from.0..opening.span.to.0).contains(&minute);
        Ok(self.spans_on(day, calendar)?.iter().any(holds))
    }

    /// What opens next, at this minute or later, and on which day. `None` if nothing ever does again.
    ///
    /// # Errors
    /// If the search comes to a day whose holidays are unknown and make a difference.
    pub fn next_opening(
        &self,
        after: civil::DateTime,
        calendar: &Calendar<'_>,
    ) -> Result<Option<(civil::Date, Opening<'_>)>, Unknown> {
        let is_begun = after.time() > civil::time(after.hour(), after.minute(), 0, 0);
        let first = minute_of(after) + u16::from(is_begun);
        for day in self.days_from(after.date()) {
            let openings = self.spans_on(day, calendar)?;
            let next = openings.into_iter().find(|opening| day > after.date() || opening.span.from.0 >= first);
            if let Some(next) = next {
                return Ok(Some((day, next)));
            }
        }
        Ok(None)
    }

    /// The next days, this one or later, on which something begins.
    #[must_use]
    pub fn dates(&self, from: civil::Date, count: usize, calendar: &Calendar<'_>) -> Dates<'_> {
        let mut dates = Dates { days: Vec::new(), stopped: None };
        for day in self.days_from(from) {
            if dates.days.len() >= count {
                break;
            }
            match self.spans_on(day, calendar) {
                Ok(openings) if openings.is_empty() => {}
                Ok(openings) => dates.days.push((day, openings)),
                Err(unknown) => {
                    dates.stopped = Some(unknown);
                    break;
                }
            }
        }
        dates
    }

    /// The days from one on, as far as any rule can hold and nobody has to wait for ever.
    fn days_from(&self, from: civil::Date) -> impl Iterator<Item = civil::Date> + use<> {
        let ends = self.rules.iter().map(|rule| rule.bounds().1);
        let last = ends.reduce(|a, b| if a.is_none() { None } else { b.and(a.max(b)) }).flatten();
        std::iter::successors(Some(from), |day| day.tomorrow().ok())
            .take_while(move |day| last.is_none_or(|last| *day <= last))
            .take(FAR)
    }

    fn openings(&self, day: civil::Date, is_holiday: bool, year_end: YearEnd) -> Vec<Opening<'_>> {
        let mut rules: Vec<&Rule> = self.rules.iter().filter(|rule| rule.holds_on(day, is_holiday)).collect();
        if rules.iter().any(|rule| rule.names_dates()) {
            rules.retain(|rule| rule.names_dates());
        } else if self.closed.iter().any(|closed| closed.holds_on(day, is_holiday, year_end)) {
            return Vec::new();
        } else if is_holiday && rules.iter().any(|rule| rule.names_holidays()) {
            rules.retain(|rule| rule.names_holidays());
        }
        merge(rules.into_iter().flat_map(Rule::openings).collect())
    }
}

impl Rule {
    fn openings(&self) -> impl Iterator<Item = Opening<'_>> {
        self.spans.iter().map(|span| Opening { span: *span, place: self.place.as_ref() })
    }

    fn holds_on(&self, day: civil::Date, is_holiday: bool) -> bool {
        self.is_in_season(day) && self.days.hold_on(day, is_holiday)
    }

    /// Whether its period and its months take a day in.
    pub(super) fn is_in_season(&self, day: civil::Date) -> bool {
        self.months.hold_on(day) && self.period.as_ref().is_none_or(|period| period.holds_on(day))
    }
}

impl Closed {
    fn holds_on(&self, day: civil::Date, is_holiday: bool, year_end: YearEnd) -> bool {
        match self {
            Self::Holidays => is_holiday,
            Self::Days(days) => days.hold_on(day, is_holiday),
            Self::Months(months) => months.contains(&day.month()),
            Self::Period(period) => period.holds_on(day),
            Self::YearEnd => year_end.contains(day),
        }
    }
}

impl Days {
    pub(super) fn hold_on(&self, day: civil::Date, is_holiday: bool) -> bool {
        let is_one_of = |days: &[Weekday]| days.contains(&Weekday::of(day));
        match self {
            Self::Every => true,
            Self::Week { days, holidays } => is_one_of(days) || (*holidays && is_holiday),
            Self::Nth { weeks, days } => is_one_of(days) && weeks.iter().any(|week| week.holds_on(day)),
            Self::Month { days, last } => days.contains(&day.day()) || (*last && day.day() == day.days_in_month()),
            Self::Dates(dates) => dates.binary_search(&day).is_ok(),
            Self::Alternate { days, from } => {
                is_one_of(days) && day >= *from && (week_number(day) - week_number(*from)) % 2 == 0
            }
        }
    }
}

impl Nth {
    fn holds_on(self, day: civil::Date) -> bool {
        match self {
            Self::Number(number) => (day.day() - 1) / 7 + 1 == number,
            Self::Last => day.day() + 7 > day.days_in_month(),
        }
    }
}

impl Months {
    fn hold_on(&self, day: civil::Date) -> bool {
        let number = |year: i16, month: i8| i32::from(year) * 12 + i32::from(month);
        match self {
            Self::Every => true,
            Self::Of(months) => months.contains(&day.month()),
            Self::Alternate { year, month } => {
                let since = number(day.year(), day.month()) - number(*year, *month);
                since >= 0 && since % 2 == 0
            }
        }
    }
}

impl Period {
    fn holds_on(&self, day: civil::Date) -> bool {
        match self {
            Self::Yearly(from, to) => MonthDay::is_between(*from, *to, day),
            Self::From(from) => day >= *from,
            Self::Until(to) => day <= *to,
            Self::Between(from, to) => (*from..=*to).contains(&day),
        }
    }
}

impl MonthDay {
    /// Whether a day lies between two days of the year, the second of which may belong to the next year.
    #[must_use]
    pub fn is_between(from: Self, to: Self, day: civil::Date) -> bool {
        let day = Self { month: day.month(), day: day.day() };
        match from <= to {
            true => (from..=to).contains(&day),
            false => day >= from || day <= to,
        }
    }
}

/// The number of the week, from some Monday on.
fn week_number(day: civil::Date) -> i32 {
    const MONDAY: civil::Date = civil::date(2024, 1, 1);
    (day - MONDAY).get_days().div_euclid(7)
}

fn minute_of(at: civil::DateTime) -> u16 {
    u16::from(at.hour().unsigned_abs()) * 60 + u16::from(at.minute().unsigned_abs())
}

/// In order, and what overlaps or meets at one place as one.
fn merge(mut openings: Vec<Opening<'_>>) -> Vec<Opening<'_>> {
    openings.sort_unstable_by_key(|opening| (opening.place, opening.span));
    openings.dedup_by(|next, before| {
        let is_one = before.place == next.place && next.span.from <= before.span.to;
        if is_one {
            before.span.to = before.span.to.max(next.span.to);
        }
        is_one
    });
    openings.sort_unstable();
    openings
}
