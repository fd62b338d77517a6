//! The crates that say the same in other words.
//!
//! - `jpholiday` computes the holidays that our table holds.
//! - `rrule` (RFC 5545) has weekdays, numbered weekdays, days of the month, months and intervals; it has no holidays, no
//!   parts of the year, no closed days, and its hours are not ours: days are compared.
//! - `opening-hours` evaluates what [`Schedule::opening_hours`] exports, with our holidays handed in.

use std::collections::BTreeMap;
use std::sync::Arc;

use compact_calendar::CompactCalendar;
use jiff::civil;
use jpholiday::chrono::{NaiveDate, NaiveDateTime};
use opening_hours::{Context, ContextHolidays, OpeningHours};
use rrule::RRuleSet;
use shirube::model::value::{Calendar, Holidays, Schedule, YearEnd};

use crate::plain::{Plain, holidays_of};
use crate::shapes::{Dice, Months, PlanRule, SHAPES, When, Which};
use crate::{DAYS, FIRST, MINUTES, day, plans};

#[test]
fn the_table_of_holidays_agrees_with_jpholiday() {
    let holidays = Holidays::japan();
    for year in 2020..=holidays.horizon().year() {
        let ours: Vec<civil::Date> = holidays.iter().map(|(day, _)| day).filter(|day| day.year() == year).collect();
        let mut theirs = holidays_of(year.into());
        if year == 2021 {
            // jpholiday does not know the law that moved three holidays of that year to the days of the Olympic Games.
            for (from, to) in [("07-19", "07-22"), ("10-11", "07-23"), ("08-11", "08-08")] {
                let date = |day: &str| format!("2021-{day}").parse::<civil::Date>().unwrap();
                assert!(theirs.remove(&date(from)) && theirs.insert(date(to)), "{from} is moved to {to}");
            }
            assert!(theirs.insert(civil::date(2021, 8, 9)), "8 August was a Sunday");
        }
        let theirs: Vec<civil::Date> = theirs.into_iter().collect();
        assert_eq!(ours, theirs);
    }
}

#[test]
fn recurrences_agree_with_rrule() {
    let mut compared: BTreeMap<&str, usize> = BTreeMap::new();
    for shape in SHAPES {
        for (plan, _) in plans(shape, 5) {
            for rule in &plan.rules {
                let Some(text) = recurrence(rule) else { continue };
                let set: RRuleSet = text.parse().unwrap_or_else(|fault| panic!("{text}: {fault}"));
                let last = day(DAYS);
                let theirs: Vec<civil::Date> = (&set)
                    .into_iter()
                    .map(|at| at.format("%Y-%m-%d").to_string().parse().unwrap())
                    .take_while(|day: &civil::Date| *day <= last)
                    .filter(|day| *day >= FIRST)
                    .collect();
                let schedule: Schedule = rule.text.parse().unwrap();
                let found = schedule.dates(FIRST, theirs.len(), &Calendar::default());
                let ours: Vec<civil::Date> = found.days.into_iter().map(|(day, _)| day).collect();
                assert_eq!(ours, theirs, "{} is {text}", rule.text);
                let next = schedule.dates(
                    theirs.last().map_or(FIRST, |last| last.tomorrow().unwrap()),
                    1,
                    &Calendar::default(),
                );
                assert!(next.days.iter().all(|(day, _)| *day > last), "{} goes on", rule.text);
                *compared.entry(shape).or_default() += 1;
            }
        }
    }
    println!("{compared:?}");
    assert!(compared.values().sum::<usize>() >= 1_500);
    for shape in ["weekdays", "numbered weekdays", "last weekdays", "days of the month", "months"] {
        assert!(compared[shape] >= 80, "{shape}: {}", compared[shape]);
    }
    assert!(compared["every other week"] >= 80 && compared["every other month"] >= 80);
}

/// RFC 5545 for a rule that it can express.
fn recurrence(rule: &PlanRule) -> Option<String> {
    const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let names = |days: &[usize]| days.iter().map(|day| DAYS[*day].to_owned()).collect::<Vec<_>>().join(",");
    let (mut start, mut until) = (FIRST, None);
    match rule.when {
        When::Always => {}
        When::From(from) => start = from,
        When::Until(to) => until = Some(to),
        When::Between(from, to) => (start, until) = (from, Some(to)),
        When::Yearly(..) => return None,
    }
    let mut parts = match &rule.which {
        Which::All => vec!["FREQ=DAILY".to_owned()],
        Which::Week(days, false) if matches!(rule.months, Months::Other(..)) => {
            vec!["FREQ=MONTHLY".to_owned(), format!("BYDAY={}", names(days))]
        }
        Which::Week(days, false) => vec!["FREQ=WEEKLY".to_owned(), format!("BYDAY={}", names(days))],
        Which::Nth(weeks, days) => {
            let days = weeks.iter().flat_map(|week| days.iter().map(move |day| format!("{week}{}", DAYS[*day])));
            vec!["FREQ=MONTHLY".to_owned(), format!("BYDAY={}", days.collect::<Vec<_>>().join(","))]
        }
        Which::MonthDays(days) => {
            let days = days.iter().map(|day| if *day == 0 { "-1".to_owned() } else { day.to_string() });
            vec!["FREQ=MONTHLY".to_owned(), format!("BYMONTHDAY={}", days.collect::<Vec<_>>().join(","))]
        }
        Which::Fortnight(days, from) => {
            start = *from;
            vec![
                "FREQ=WEEKLY".to_owned(),
                "INTERVAL=2".to_owned(),
                "WKST=MO".to_owned(),
                format!("BYDAY={}", names(days)),
            ]
        }
        Which::Week(_, true) | Which::Dates(_) => return None,
    };
    match &rule.months {
        Months::All => {}
        Months::These(months) => {
            parts.push(format!("BYMONTH={}", months.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")));
        }
        Months::Other(year, month) => {
            start = civil::date(*year, *month, 1);
            parts.push("INTERVAL=2".to_owned());
        }
    }
    let stamp = |day: civil::Date| format!("{}T000000Z", day.strftime("%Y%m%d"));
    parts.extend(until.map(|until| format!("UNTIL={}", stamp(until))));
    // A part of time that ends before the window begins has no day in it.
    let start = until.map_or(start, |until| start.min(until));
    Some(format!("DTSTART:{}\nRRULE:{}", stamp(start), parts.join(";")))
}

#[test]
fn the_export_agrees_with_the_opening_hours_crate() {
    let mut public = CompactCalendar::default();
    for (day, _) in Holidays::japan().iter() {
        assert!(public.insert(naive(day)));
    }
    let holidays = ContextHolidays::new(Arc::new(public), Arc::default());
    let context = Context::default().with_holidays(holidays);
    let calendar = Calendar::default();
    let (mut compared, mut wrong): (BTreeMap<&str, (usize, usize)>, Vec<String>) = Default::default();
    for shape in SHAPES {
        let mut dice = Dice::new(shape, 6);
        for (plan, schedule) in plans(shape, 6) {
            let Some(text) = schedule.opening_hours(YearEnd::default()) else { continue };
            let hours: OpeningHours = text.parse().unwrap_or_else(|fault| panic!("{text}: {fault}"));
            let hours = hours.with_context(context.clone());
            let counts = compared.entry(shape).or_default();
            counts.0 += 1;
            let begins = Plain::new(&plan, FIRST, DAYS).days_from(day(1), DAYS);
            for _ in 0..MINUTES {
                let at = dice.moment_near(&plan, &begins);
                let ours = schedule.is_open(at, &calendar).unwrap();
                let theirs = hours.is_open(naive_time(at));
                if ours != theirs {
                    wrong.push(format!("{schedule} is {text}: at {at} we say {ours}"));
                    break;
                }
                counts.1 += 1;
            }
        }
    }
    println!("{compared:?}");
    let (schedules, minutes) = compared.values().fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
    assert!(schedules >= 1_000 && minutes >= 150_000, "{schedules} schedules, {minutes} minutes");
    assert!(wrong.is_empty(), "{} disagree:\n{}", wrong.len(), wrong.join("\n"));
}

fn naive(day: civil::Date) -> NaiveDate {
    NaiveDate::from_ymd_opt(day.year().into(), day.month().unsigned_abs().into(), day.day().unsigned_abs().into())
        .unwrap()
}

fn naive_time(at: civil::DateTime) -> NaiveDateTime {
    naive(at.date()).and_hms_opt(at.hour().unsigned_abs().into(), at.minute().unsigned_abs().into(), 0).unwrap()
}
