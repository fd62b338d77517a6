//! What a plan means, the slow way: step by step over days, minute by minute over a day. Shares nothing with the
//! program but the calendar's arithmetic; its holidays are the `jpholiday` crate's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::{Span, civil};
use jpholiday::chrono::NaiveDate;
use jpholiday::jpholiday::JPHoliday;

use crate::shapes::{Months, Plan, PlanRule, Shut, When, Which};

const MINUTES: usize = 2 * 24 * 60;

/// A plan, and the window in which it is looked at.
pub(crate) struct Plain<'a> {
    plan: &'a Plan,
    first: civil::Date,
    days: usize,
}

/// The holidays of a year, as `jpholiday` computes them.
pub(crate) fn holidays_of(year: i32) -> BTreeSet<civil::Date> {
    let japan = JPHoliday::new();
    let days = (1..=12).flat_map(|month| (1..=31).filter_map(move |day| NaiveDate::from_ymd_opt(year, month, day)));
    days.filter(|day| japan.is_holiday(day)).map(|day| day.to_string().parse().unwrap()).collect()
}

fn is_holiday(day: civil::Date) -> bool {
    static HOLIDAYS: LazyLock<BTreeSet<civil::Date>> = LazyLock::new(|| (2024..=2027).flat_map(holidays_of).collect());
    HOLIDAYS.contains(&day)
}

/// Sakamoto's congruence, from Monday on.
fn weekday(day: civil::Date) -> usize {
    const SHIFT: [i32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let (month, number) = (i32::from(day.month()), i32::from(day.day()));
    let year = i32::from(day.year()) - i32::from(month < 3);
    let sunday_first =
        (year + year / 4 - year / 100 + year / 400 + SHIFT[usize::try_from(month).unwrap() - 1] + number) % 7;
    usize::try_from((sunday_first + 6) % 7).unwrap()
}

fn after(day: civil::Date, days: i32) -> civil::Date {
    day.checked_add(Span::new().days(days)).unwrap()
}

impl<'a> Plain<'a> {
    pub(crate) fn new(plan: &'a Plan, first: civil::Date, days: usize) -> Self {
        Self { plan, first, days }
    }

    pub(crate) fn is_open(&self, at: civil::DateTime) -> bool {
        let minute = usize::try_from(at.hour()).unwrap() * 60 + usize::try_from(at.minute()).unwrap();
        let holds = |day: civil::Date, minute: usize| self.minutes(day).values().any(|minutes| minutes[minute]);
        holds(at.date(), minute) || holds(after(at.date(), -1), minute + MINUTES / 2)
    }

    /// The minutes that begin on a day, for each place.
    fn minutes(&self, day: civil::Date) -> BTreeMap<Option<&'static str>, Vec<bool>> {
        let mut open: BTreeMap<Option<&'static str>, Vec<bool>> = BTreeMap::new();
        for rule in self.rules(day) {
            let minutes = open.entry(rule.place).or_insert_with(|| vec![false; MINUTES]);
            for (minute, is_open) in minutes.iter_mut().enumerate() {
                for (from, to) in &rule.spans {
                    if minute >= *from && minute < *to {
                        *is_open = true;
                    }
                }
            }
        }
        open
    }

    /// The rules that count on a day: those for its date, else none if it is closed, else those for holidays.
    fn rules(&self, day: civil::Date) -> Vec<&'a PlanRule> {
        let all: Vec<&PlanRule> = self.plan.rules.iter().filter(|rule| in_season(rule, day)).collect();
        let dated: Vec<&PlanRule> = all
            .iter()
            .copied()
            .filter(|rule| matches!(&rule.which, Which::Dates(dates) if dates.contains(&day)))
            .collect();
        if !dated.is_empty() {
            return dated;
        }
        if self.plan.shut.iter().any(|shut| is_shut(shut, day)) {
            return Vec::new();
        }
        let festive: Vec<&PlanRule> =
            all.iter().copied().filter(|rule| matches!(rule.which, Which::Week(_, true))).collect();
        if is_holiday(day) && !festive.is_empty() {
            return festive;
        }
        all.into_iter().filter(|rule| is_one_of(&rule.which, day)).collect()
    }

    /// The spans of a day of the window, from when to when and where.
    pub(crate) fn spans(&self, number: usize) -> Vec<(usize, usize, Option<&'static str>)> {
        let mut spans = Vec::new();
        for (place, minutes) in self.minutes(after(self.first, i32::try_from(number).unwrap())) {
            let mut from = None;
            for (minute, is_open) in minutes.into_iter().chain([false]).enumerate() {
                match (from, is_open) {
                    (None, true) => from = Some(minute),
                    (Some(start), false) => {
                        spans.push((start, minute, place));
                        from = None;
                    }
                    _ => {}
                }
            }
        }
        spans.sort_unstable();
        spans
    }

    /// The first days of the window, from one on, on which something begins.
    pub(crate) fn days_from(&self, from: civil::Date, count: usize) -> Vec<civil::Date> {
        let days = (0..self.days).filter(|number| after(self.first, i32::try_from(*number).unwrap()) >= from);
        let open = days.filter(|number| !self.rules(after(self.first, i32::try_from(*number).unwrap())).is_empty());
        open.take(count).map(|number| after(self.first, i32::try_from(number).unwrap())).collect()
    }

    /// The next minute of the window at which something begins.
    pub(crate) fn next_opening(&self, at: civil::DateTime) -> Option<(civil::Date, usize)> {
        let minute = usize::try_from(at.hour()).unwrap() * 60 + usize::try_from(at.minute()).unwrap();
        (0..self.days).find_map(|number| {
            let day = after(self.first, i32::try_from(number).unwrap());
            let is_late = |from: usize| day > at.date() || (day == at.date() && from >= minute);
            let mut begins = self.spans(number).into_iter().map(|(from, ..)| from).filter(|from| is_late(*from));
            (day >= at.date()).then(|| begins.next()).flatten().map(|from| (day, from))
        })
    }
}

fn in_season(rule: &PlanRule, day: civil::Date) -> bool {
    let in_months = match &rule.months {
        Months::All => true,
        Months::These(months) => months.contains(&day.month()),
        Months::Other(year, month) => {
            let (mut year, mut month) = (*year, *month);
            while (year, month) < (day.year(), day.month()) {
                month += 2;
                if month > 12 {
                    (year, month) = (year + 1, month - 12);
                }
            }
            (year, month) == (day.year(), day.month())
        }
    };
    in_months && is_within(&rule.when, day)
}

fn is_within(when: &When, day: civil::Date) -> bool {
    match when {
        When::Always => true,
        When::From(from) => day >= *from,
        When::Until(to) => day <= *to,
        When::Between(from, to) => day >= *from && day <= *to,
        When::Yearly(from, to) => {
            // Through the days of a leap year, from the first on, over the end of the year where need be.
            let mut here = civil::date(2024, from.0, from.1);
            loop {
                if (here.month(), here.day()) == (day.month(), day.day()) {
                    return true;
                }
                if (here.month(), here.day()) == *to {
                    return false;
                }
                here = if here == civil::date(2024, 12, 31) { civil::date(2024, 1, 1) } else { after(here, 1) };
            }
        }
    }
}

fn is_one_of(which: &Which, day: civil::Date) -> bool {
    match which {
        Which::All => true,
        Which::Week(days, _) => days.contains(&weekday(day)),
        Which::Nth(weeks, days) => {
            let mut same = Vec::new();
            let mut here = civil::date(day.year(), day.month(), 1);
            while here.month() == day.month() {
                if weekday(here) == weekday(day) {
                    same.push(here);
                }
                here = after(here, 1);
            }
            let number = same.iter().position(|same| *same == day).unwrap() + 1;
            days.contains(&weekday(day))
                && weeks
                    .iter()
                    .any(|week| if *week < 0 { number == same.len() } else { *week == i8::try_from(number).unwrap() })
        }
        Which::MonthDays(days) => {
            days.contains(&day.day()) || (days.contains(&0) && after(day, 1).month() != day.month())
        }
        Which::Dates(_) => false,
        Which::Fortnight(days, from) => {
            let monday = after(*from, -i32::try_from(weekday(*from)).unwrap());
            days.iter().any(|own| {
                let mut here = after(monday, i32::try_from(*own).unwrap());
                while here < day {
                    here = after(here, 14);
                }
                here == day && day >= *from
            })
        }
    }
}

fn is_shut(shut: &Shut, day: civil::Date) -> bool {
    match shut {
        Shut::Holidays => is_holiday(day),
        Shut::YearEnd => [(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)].contains(&(day.month(), day.day())),
        Shut::On(Which::Dates(dates)) => dates.contains(&day),
        Shut::On(which) => is_one_of(which, day),
        Shut::Months(months) => months.contains(&day.month()),
        Shut::In(when) => is_within(when, day),
    }
}
