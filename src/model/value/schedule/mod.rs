//! Hours, in the one notation that staff write: `月-金 10:00-12:00, 13:00-17:00; 第3土曜 10:00-12:00; 祝日・8月 休み`.
//!
//! `parse.rs` reads it (`mistakes.rs` knows what people write instead), `print.rs` gives its one canonical form,
//! `evaluate.rs` says what it means for a day, `opening_hours.rs` exports it. Sentences about hours are made in
//! `language/hours.rs`.
//!
//! What is more exact goes before: on a date that a rule names no other rule and no closed day counts; on a closed
//! day nothing else counts; on a public holiday the rules that name 祝日 stand in for all others. Hours over midnight
//! belong to the day on which they begin.

mod dates;
mod days;
mod evaluate;
mod mistakes;
mod opening_hours;
mod overlap;
mod parse;
mod print;
mod reader;
mod times;
mod timetable;

#[cfg(test)]
mod tests;

use jiff::civil;

use super::{Text, text_value};

pub use evaluate::{Calendar, Dates, Opening, Unknown};
pub use timetable::Timetable;

/// When something is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The days and hours, in the order written.
    pub rules: Vec<Rule>,
    /// The days on which no rule holds but those for single dates, each kind once and in a fixed order.
    pub closed: Vec<Closed>,
}

impl Schedule {
    /// Whether somebody is there at every hour of every day: 24時間.
    #[must_use]
    pub fn is_always(&self) -> bool {
        let is_always = |rule: &Rule| {
            let is_every_day = rule.days == Days::Every && rule.months == Months::Every && rule.period.is_none();
            is_every_day && rule.spans == [Span::DAY]
        };
        self.closed.is_empty() && self.rules.iter().any(is_always)
    }
}

/// Some days and their hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The part of the year or of time in which it holds; always where `None`.
    pub period: Option<Period>,
    /// The months in which it holds.
    pub months: Months,
    /// Which days.
    pub days: Days,
    /// From when to when, in order; a lunch break lies between two spans.
    pub spans: Vec<Span>,
    /// Where, if not always at the same place.
    pub place: Option<Text>,
}

/// A part of every year, or a part of time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// Each year from one day to another, which may lie in the next year: 12月1日-3月15日.
    Yearly(MonthDay, MonthDay),
    /// From a day on.
    From(civil::Date),
    /// To a day, and that day too.
    Until(civil::Date),
    /// From a day to another, and that day too.
    Between(civil::Date, civil::Date),
}

/// A day of every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthDay {
    /// The month, from 1 on.
    pub month: i8,
    /// The day of the month, from 1 on.
    pub day: i8,
}

/// The months in which a rule holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Months {
    /// Every month.
    Every,
    /// These months of every year, in order.
    Of(Vec<i8>),
    /// Every other month from a first one on (隔月).
    Alternate {
        /// The year of the first month.
        year: i16,
        /// The first month.
        month: i8,
    },
}

/// Which days a rule is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Days {
    /// Every day.
    Every,
    /// Days of the week, in order, and public holidays.
    Week {
        /// The weekdays, from Monday on.
        days: Vec<Weekday>,
        /// Whether public holidays too, on whatever weekday they fall.
        holidays: bool,
    },
    /// Weekdays by their number in the month: 第1・第3土曜.
    Nth {
        /// Which of the month's.
        weeks: Vec<Nth>,
        /// The weekdays, from Monday on.
        days: Vec<Weekday>,
    },
    /// Days of the month: 毎月5日・末日.
    Month {
        /// The days by number.
        days: Vec<i8>,
        /// Whether the last day too.
        last: bool,
    },
    /// Single dates, in order.
    Dates(Vec<civil::Date>),
    /// Weekdays of every other week (隔週). Weeks begin on Monday.
    Alternate {
        /// The weekdays, from Monday on.
        days: Vec<Weekday>,
        /// The first day of all.
        from: civil::Date,
    },
}

/// Which of a month's Mondays, Tuesdays…
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nth {
    /// The first to the fifth.
    Number(i8),
    /// The last.
    Last,
}

/// A weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weekday {
    /// 月曜
    Monday,
    /// 火曜
    Tuesday,
    /// 水曜
    Wednesday,
    /// 木曜
    Thursday,
    /// 金曜
    Friday,
    /// 土曜
    Saturday,
    /// 日曜
    Sunday,
}

/// From one minute of a day to another, which may be one of the next day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Open from here on.
    pub from: Minute,
    /// Closed from here on.
    pub to: Minute,
}

/// A minute, counted from the midnight on which a day begins: 0:00 to 24:00, and on to 翌24:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Minute(u16);

/// Days on which nobody is there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closed {
    /// 祝日
    Holidays,
    /// Weekdays, numbered weekdays, days of the month or single dates.
    Days(Days),
    /// Whole months, in order.
    Months(Vec<i8>),
    /// A part of every year, or a part of time.
    Period(Period),
    /// 年末年始, which a municipality fixes once ([`super::YearEnd`]).
    YearEnd,
}

text_value!(Schedule, "schedule");

impl Schedule {
    /// The same with other words for its places, such as those of a translation.
    #[must_use]
    pub fn with_places(&self, say: impl Fn(&Text) -> Text) -> Self {
        let rules = self.rules.iter().map(|rule| Rule { place: rule.place.as_ref().map(&say), ..rule.clone() });
        Self { rules: rules.collect(), closed: self.closed.clone() }
    }
}

impl Schedule {
    /// Whether it says anything about public holidays, so that it can be evaluated only as far as these are known.
    #[must_use]
    pub fn needs_holidays(&self) -> bool {
        self.closed.contains(&Closed::Holidays) || self.rules.iter().any(Rule::names_holidays)
    }
}

impl Rule {
    /// Whether it is about public holidays.
    #[must_use]
    pub fn names_holidays(&self) -> bool {
        matches!(self.days, Days::Week { holidays: true, .. })
    }

    /// Whether it is about single dates.
    #[must_use]
    pub fn names_dates(&self) -> bool {
        matches!(self.days, Days::Dates(_))
    }
}

impl Weekday {
    /// The week from Monday on.
    pub const ALL: [Self; 7] =
        [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];

    const SIGNS: [char; 7] = ['月', '火', '水', '木', '金', '土', '日'];

    /// The weekday of a day.
    #[must_use]
    pub fn of(day: civil::Date) -> Self {
        Self::ALL[usize::from(day.weekday().to_monday_zero_offset().unsigned_abs())]
    }

    /// Neighbours as runs: 月-金, 土; three and more also over the end of the week: 土-月.
    #[must_use]
    pub fn runs(days: &[Self]) -> Vec<(Self, Self)> {
        let mut runs: Vec<(Self, Self)> = Vec::new();
        for day in days {
            match runs.last_mut() {
                Some((_, last)) if *last as usize + 1 == *day as usize => *last = *day,
                _ => runs.push((*day, *day)),
            }
        }
        if let ([(Self::Monday, end), .., last @ (_, Self::Sunday)], end_of_week) = (&mut runs[..], Self::Sunday)
            && *end as usize + 1 + end_of_week as usize - (last.0 as usize) + 1 >= 3
        {
            last.1 = *end;
            runs.remove(0);
        }
        runs
    }

    fn sign(self) -> char {
        Self::SIGNS[self as usize]
    }

    fn from_sign(sign: char) -> Option<Self> {
        Self::SIGNS.iter().position(|known| *known == sign).map(|at| Self::ALL[at])
    }
}

impl Months {
    /// The odd months.
    pub const ODD: [i8; 6] = [1, 3, 5, 7, 9, 11];
    /// The even months.
    pub const EVEN: [i8; 6] = [2, 4, 6, 8, 10, 12];

    /// Neighbours as runs, over the end of the year too: 11-3.
    #[must_use]
    pub fn runs(months: &[i8]) -> Vec<(i8, i8)> {
        let has = |month: i8| months.contains(&((month + 11) % 12 + 1));
        let starts = months.iter().filter(|month| !has(**month - 1));
        starts
            .map(|start| (*start, (*start..).find(|month| !has(month + 1)).map_or(*start, |m| (m - 1) % 12 + 1)))
            .collect()
    }
}

impl Span {
    /// The whole day.
    pub const DAY: Self = Self { from: Minute(0), to: Minute(Minute::DAY) };

    /// Whether it runs on into the next day.
    #[must_use]
    pub fn is_overnight(self) -> bool {
        self.to.is_next_day()
    }
}

impl Minute {
    /// The minutes of a day.
    pub const DAY: u16 = 24 * 60;

    /// How many minutes after the midnight on which the day begins.
    #[must_use]
    pub fn of_day(self) -> u16 {
        self.0
    }

    /// Whether it lies in the next day.
    #[must_use]
    pub fn is_next_day(self) -> bool {
        self.0 > Self::DAY
    }

    /// The hour of its own day, 0 to 24.
    #[must_use]
    pub fn hour(self) -> u16 {
        self.0.checked_sub(Self::DAY).filter(|_| self.is_next_day()).unwrap_or(self.0) / 60
    }

    /// The minute of the hour.
    #[must_use]
    pub fn minute(self) -> u16 {
        self.0 % 60
    }
}
