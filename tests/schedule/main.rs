//! Schedules of every shape against oracles that know nothing of our code: a loop over days and minutes (`plain.rs`),
//! the `rrule` crate, the `opening-hours` crate and the `jpholiday` crate.
//!
//! `shapes.rs` makes random schedules, as a text to parse and as the plan behind it. The dice are the same in every run.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod oracles;
mod plain;
mod shapes;

use std::collections::BTreeMap;

use jiff::civil;
use shirube::model::value::{Calendar, Schedule, YearEnd};

use plain::Plain;
use shapes::{Dice, Plan, SHAPES};

/// How many schedules of a shape are tried.
const PLANS: usize = 80;
/// How many minutes of a schedule are looked at.
const MINUTES: usize = 160;
/// The first day that is looked at; the holidays of all days after it are known.
const FIRST: civil::Date = civil::date(2025, 1, 10);
/// How many days are looked at from there on.
const DAYS: usize = 1000;

fn day(number: usize) -> civil::Date {
    FIRST.checked_add(jiff::Span::new().days(i64::try_from(number).unwrap())).unwrap()
}

/// The schedules of a shape, with their plans.
fn plans(shape: &'static str, seed: u64) -> impl Iterator<Item = (Plan, Schedule)> {
    let mut dice = Dice::new(shape, seed);
    std::iter::repeat_with(move || Plan::random(shape, &mut dice))
        .filter_map(|plan| match plan.text.parse() {
            Ok(schedule) => Some((plan, schedule)),
            // Random rules may contradict each other; anything else is a fault of the notation or of this test.
            Err(fault) if fault_code(&fault) == "hours-overlap" || fault_code(&fault) == "hours-double" => None,
            Err(fault) => panic!("{}: {fault:?}", plan.text),
        })
        .take(PLANS)
}

fn fault_code(fault: &shirube::diagnostic::Fault) -> &'static str {
    fault.code
}

#[test]
fn what_is_printed_is_read_back() {
    let mut pairs = 0;
    for shape in SHAPES {
        for (plan, schedule) in plans(shape, 1) {
            let printed = schedule.to_string();
            assert_eq!(printed.parse::<Schedule>().as_ref(), Ok(&schedule), "{} → {printed}", plan.text);
            pairs += 1;
        }
    }
    assert_eq!(pairs, SHAPES.len() * PLANS);
}

#[test]
fn evaluation_equals_a_loop_over_days_and_minutes() {
    let mut looked_at: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for shape in SHAPES {
        let mut dice = Dice::new(shape, 2);
        for (plan, schedule) in plans(shape, 2) {
            let plain = Plain::new(&plan, FIRST, DAYS);
            let calendar = Calendar::japan(YearEnd::default());
            let begins = plain.days_from(day(1), DAYS);
            for _ in 0..MINUTES {
                let at = dice.moment_near(&plan, &begins);
                let expected = plain.is_open(at);
                assert_eq!(schedule.is_open(at, &calendar), Ok(expected), "{} at {at}", plan.text);
                let (minutes, open) = looked_at.entry(shape).or_default();
                *minutes += 1;
                *open += usize::from(expected);
            }
        }
    }
    assert_eq!(looked_at.len(), SHAPES.len());
    for (shape, (minutes, open)) in looked_at {
        println!("{shape}: {minutes} minutes, {open} of them open");
        assert!(minutes >= 10_000 && open >= 1_000 && open < minutes, "{shape}: {minutes} minutes, {open} open");
    }
}

#[test]
fn days_and_next_openings_equal_a_loop() {
    for shape in SHAPES {
        let mut dice = Dice::new(shape, 3);
        for (plan, schedule) in plans(shape, 3) {
            let plain = Plain::new(&plan, FIRST, DAYS);
            let calendar = Calendar::japan(YearEnd::default());
            for _ in 0..4 {
                let on = day(dice.below(DAYS / 2));
                let at = dice.moment(&plan, on);
                if let Some((expected_day, from)) = plain.next_opening(at) {
                    let (found, opening) = schedule.next_opening(at, &calendar).unwrap().expect(&plan.text);
                    let found = (found, usize::from(opening.span.from.of_day()));
                    assert_eq!(found, (expected_day, from), "{} after {at}", plan.text);
                }
                let expected = plain.days_from(at.date(), 5);
                let dates = schedule.dates(at.date(), expected.len(), &calendar);
                let found: Vec<civil::Date> = dates.days.iter().map(|(day, _)| *day).collect();
                assert_eq!(found, expected, "{} from {}", plan.text, at.date());
            }
            for number in 0..DAYS {
                let spans = schedule.spans_on(day(number), &calendar).unwrap();
                let found: Vec<(usize, usize, Option<&str>)> = spans
                    .iter()
                    .map(|opening| {
                        let minutes = (opening.span.from.of_day().into(), opening.span.to.of_day().into());
                        (minutes.0, minutes.1, opening.place.map(shirube::model::value::Text::as_str))
                    })
                    .collect();
                assert_eq!(found, plain.spans(number), "{} on {}", plan.text, day(number));
            }
        }
    }
}

/// Nothing is guessed past the last holidays that are published.
#[test]
fn past_the_horizon_there_is_no_guess() {
    let calendar = Calendar::default();
    let after = civil::date(2028, 5, 3); // 憲法記念日, a Wednesday, not yet published
    let spans =
        |written: &str| written.parse::<Schedule>().unwrap().spans_on(after, &calendar).map(|spans| spans.len());
    assert!(spans("水 9:00-17:00; 祝日 休み").is_err());
    assert!(spans("土 9:00-12:00; 祝日 10:00-12:00").is_err());
    assert_eq!(spans("水 9:00-17:00"), Ok(1), "holidays play no part");
    assert_eq!(spans("木 9:00-17:00; 祝日 休み"), Ok(0), "closed either way");
    assert_eq!(spans("水・祝日 9:00-17:00"), Ok(1), "open either way");
    assert_eq!(spans("水 9:00-17:00; 祝日・5月 休み"), Ok(0));
    let schedule: Schedule = "月-金 9:00-17:00; 祝日・年末年始 休み".parse().unwrap();
    let dates = schedule.dates(civil::date(2027, 12, 27), 5, &calendar);
    assert_eq!(dates.days.len(), 2, "27 and 28 December");
    assert_eq!(dates.stopped.map(|unknown| unknown.0), Some(civil::date(2028, 1, 4)));
    assert!(schedule.next_opening(civil::date(2027, 12, 29).at(0, 0, 0, 0), &calendar).is_err());
}

/// Every day of the calendar has an answer.
#[test]
fn the_ends_of_the_calendar_are_days_like_others() {
    let calendar = Calendar::default();
    for shape in SHAPES {
        for (_, schedule) in plans(shape, 4).take(5) {
            for end in [civil::Date::MIN, civil::Date::MAX] {
                let at = end.at(23, 59, 59, 999_999_999);
                let _ = schedule.spans_on(end, &calendar);
                let _ = schedule.is_open(at, &calendar);
                let _ = schedule.is_open(end.at(0, 0, 0, 0), &calendar);
                let _ = schedule.next_opening(at, &calendar);
                let _ = schedule.dates(end, 3, &calendar);
            }
        }
    }
    let never: Schedule = "2020-01-01 9:00-12:00".parse().unwrap();
    assert_eq!(never.next_opening(civil::date(2026, 1, 1).at(0, 0, 0, 0), &calendar), Ok(None));
}
