//! Schedules day by day, each worked out once: most windows of a country keep the same few hours.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use jiff::{ToSpan as _, civil};

use crate::model::value::{Calendar, Schedule, YearEnd};

/// From yesterday on, since a night may run into today, a script can look up so many days. A site that nobody builds for a
/// quarter of a year says that it is old.
const DAYS: i32 = 100;

/// Hours are compared over so many days.
const WEEK: i32 = 7;

/// What is known of schedules on the day of a build. Remembers, and says what it would say without remembering.
#[derive(Debug, Default)]
pub(super) struct Tables(RwLock<HashMap<(String, YearEnd), Table>>);

/// A schedule day by day.
#[derive(Clone, Debug)]
pub struct Table {
    /// As a script looks it up; nothing where not even the first day is known.
    pub text: Option<Arc<str>>,
    /// For how many minutes of the coming days it is open.
    pub minutes: u32,
}

impl Tables {
    pub(super) fn get(&self, schedule: &Schedule, year_end: YearEnd, day: civil::Date) -> Table {
        let key = (schedule.to_string(), year_end);
        if let Some(known) = self.0.read().expect("nobody panics with it").get(&key) {
            return known.clone();
        }
        let calendar = Calendar::japan(year_end);
        let days = day.checked_sub(1.day()).map(|yesterday| schedule.timetable(yesterday, DAYS, &calendar));
        let text = days.ok().filter(|days| !days.is_empty()).map(|days| days.to_string().into());
        let table = Table { text, minutes: schedule.timetable(day, WEEK, &calendar).minutes() };
        self.0.write().expect("nobody panics with it").entry(key).or_insert(table).clone()
    }
}
