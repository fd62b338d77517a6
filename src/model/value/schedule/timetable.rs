//! A schedule day by day, for programs that cannot evaluate one: what a page's script looks up to say whether somebody
//! answers now. Made by evaluating each day, so that it says what [`Schedule::spans_on`] says and nothing else.
//!
//! As text: `2026-11-20 407;12345 0900-1200 1300-1700;x 3,13,33-38;x45 1000-1200` is the first day and for how many days it
//! is known, what is open on which weekdays (1 is Monday), and the days, counted from the first, on which it is otherwise:
//! closed, or open at other times (`x`); closed since it is a public holiday (`h`).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::{ToSpan as _, civil};

use super::{Calendar, Schedule, Span};

/// When something is open on each of some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timetable {
    from: civil::Date,
    days: Vec<Vec<Span>>,
    /// Which of them are public holidays.
    holidays: BTreeSet<usize>,
}

impl Schedule {
    /// What is open on each day, from one on, as far as the public holidays are known.
    #[must_use]
    pub fn timetable(&self, from: civil::Date, days: i32, calendar: &Calendar<'_>) -> Timetable {
        let all = (0..days).map_while(|day| from.checked_add(day.days()).ok());
        let known = all.map_while(|day| self.spans_on(day, calendar).ok());
        let days = known.map(|openings| openings.iter().map(|opening| opening.span).collect());
        let days: Vec<Vec<Span>> = days.collect();
        let all = (0..days.len()).zip(std::iter::successors(Some(from), |day| day.tomorrow().ok()));
        let holidays = all.filter(|(_, day)| calendar.holidays.contains(*day) == Some(true));
        Timetable { from, holidays: holidays.map(|(day, _)| day).collect(), days }
    }
}

impl Timetable {
    /// For how many minutes it is open at all.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        let spans = self.days.iter().flatten();
        spans.map(|span| u32::from(span.to.of_day() - span.from.of_day())).sum()
    }

    /// Whether nothing is known, not even for the first day.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.days.is_empty()
    }

    /// What is usual on each weekday, Monday first: what most such days have.
    fn week(&self) -> [&[Span]; 7] {
        let mut week = [[].as_slice(); 7];
        for (weekday, usual) in week.iter_mut().enumerate() {
            let mut counts: BTreeMap<&[Span], usize> = BTreeMap::new();
            for (_, spans) in self.numbered().filter(|(day, _)| self.weekday(*day) == weekday) {
                *counts.entry(spans).or_default() += 1;
            }
            *usual = counts.into_iter().max_by_key(|(_, count)| *count).map_or(&[], |(spans, _)| spans);
        }
        week
    }

    /// The days that are not as usual, by their mark and what they have.
    fn exceptions(&self, week: [&[Span]; 7]) -> BTreeMap<(char, &[Span]), Vec<usize>> {
        let mut exceptions: BTreeMap<(char, &[Span]), Vec<usize>> = BTreeMap::new();
        for (day, spans) in self.numbered().filter(|(day, spans)| *spans != week[self.weekday(*day)]) {
            let mark = if spans.is_empty() && self.holidays.contains(&day) { 'h' } else { 'x' };
            exceptions.entry((mark, spans)).or_default().push(day);
        }
        exceptions
    }

    fn numbered(&self) -> impl Iterator<Item = (usize, &[Span])> {
        self.days.iter().map(Vec::as_slice).enumerate()
    }

    fn weekday(&self, day: usize) -> usize {
        let first = self.from.weekday().to_monday_zero_offset().unsigned_abs();
        (usize::from(first) + day) % 7
    }
}

impl fmt::Display for Timetable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let week = self.week();
        write!(f, "{} {}", self.from, self.days.len())?;
        let mut usual: BTreeMap<&[Span], String> = BTreeMap::new();
        for (weekday, spans) in week.iter().enumerate().filter(|(_, spans)| !spans.is_empty()) {
            usual.entry(spans).or_default().push_str(&(weekday + 1).to_string());
        }
        for (spans, weekdays) in usual {
            write!(f, ";{weekdays}{}", Spans(spans))?;
        }
        for ((mark, spans), days) in self.exceptions(week) {
            write!(f, ";{mark}{}{}", ranges(&days), Spans(spans))?;
        }
        Ok(())
    }
}

/// Spans as ` 0900-1200 1300-1700`.
struct Spans<'a>(&'a [Span]);

impl fmt::Display for Spans<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clock = |minute: u16| format!("{:02}{:02}", minute / 60, minute % 60);
        self.0.iter().try_for_each(|span| write!(f, " {}-{}", clock(span.from.of_day()), clock(span.to.of_day())))
    }
}

/// Rising numbers as `3,13,33-38`.
fn ranges(numbers: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => runs.push((*number, *number)),
        }
    }
    let runs = runs.into_iter().map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first}-{last}"),
    });
    runs.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(schedule: &str, days: i32, expected: &str) {
        let schedule: Schedule = schedule.parse().expect("right hours");
        let from = civil::date(2026, 12, 21);
        assert_eq!(schedule.timetable(from, days, &Calendar::default()).to_string(), expected);
    }

    #[test]
    fn weeks_and_the_days_that_differ() {
        check("24時間", 14, "2026-12-21 14;1234567 0000-2400");
        check("月-金 9:00-12:00, 13:00-17:00", 14, "2026-12-21 14;12345 0900-1200 1300-1700");
        check("月-金 9:00-17:00; 祝日・年末年始 休み", 28, "2026-12-21 28;12345 0900-1700;h11,21;x8-10");
        check("第3土曜 10:00-12:00", 62, "2026-12-21 62;x26,61 1000-1200");
        check("2026-12-24 22:00-翌2:00", 24, "2026-12-21 24;x3 2200-2600");
    }

    #[test]
    fn it_ends_where_the_holidays_are_unknown() {
        let schedule: Schedule = "月-金 9:00-17:00; 祝日 休み".parse().expect("right hours");
        let table = schedule.timetable(civil::date(2027, 12, 20), 400, &Calendar::default());
        assert_eq!(table.to_string(), "2027-12-20 14;12345 0900-1700");
    }
}
