//! Hours, in the one notation that staff write: `月-金 10:00-12:00, 13:00-17:00; 祝日・年末年始 休み`.
//!
//! Parsed into rules and closed days, and printed back in one canonical form. Sentences about hours are made in
//! `language.rs`.

mod parse;

use std::fmt;

use super::text_value;

/// When something is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The days and hours, in the order written.
    pub rules: Vec<Rule>,
    /// The days on which no rule holds.
    pub closed: Vec<Closed>,
}

/// Some days and their hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Which days.
    pub days: Days,
    /// From when to when, in order; a lunch break lies between two spans.
    pub spans: Vec<Span>,
}

/// Which days a rule is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Days {
    /// Every day of the week.
    Every,
    /// These weekdays, from Monday on.
    Week(Vec<Weekday>),
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

/// From one minute of the day to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Open from here on.
    pub from: Minute,
    /// Closed from here on.
    pub to: Minute,
}

/// A minute of the day, 0:00 to 24:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Minute(u16);

/// Days on which nobody is there whatever the rules say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closed {
    /// 祝日
    Holidays,
    /// 年末年始
    YearEnd,
}

text_value!(Schedule, "schedule");

impl Weekday {
    /// The week from Monday on.
    pub const ALL: [Self; 7] =
        [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];

    const SIGNS: [char; 7] = ['月', '火', '水', '木', '金', '土', '日'];

    fn sign(self) -> char {
        Self::SIGNS[self as usize]
    }

    fn from_sign(sign: char) -> Option<Self> {
        Self::SIGNS.iter().position(|known| *known == sign).map(|at| Self::ALL[at])
    }
}

impl Span {
    /// The whole day.
    pub const DAY: Self = Self { from: Minute(0), to: Minute(24 * 60) };
}

impl Minute {
    /// The hour, 0 to 24.
    #[must_use]
    pub fn hour(self) -> u16 {
        self.0 / 60
    }

    /// The minute of the hour.
    #[must_use]
    pub fn minute(self) -> u16 {
        self.0 % 60
    }
}

impl Rule {
    /// Whether both say something about the same minute of a day.
    fn overlaps(&self, other: &Self) -> bool {
        let is_shared = |day: &Weekday| other.days.weekdays().contains(day);
        let meet = |a: &Span| other.spans.iter().any(|b| a.from < b.to && b.from < a.to);
        self.days.weekdays().iter().any(is_shared) && self.spans.iter().any(meet)
    }
}

impl Days {
    /// The weekdays, from Monday on.
    #[must_use]
    pub fn weekdays(&self) -> &[Weekday] {
        match self {
            Self::Every => &Weekday::ALL,
            Self::Week(days) => days,
        }
    }

    /// The weekdays as runs of neighbours: 月-金, 土.
    #[must_use]
    pub fn runs(&self) -> Vec<(Weekday, Weekday)> {
        let Self::Week(days) = self else { return Vec::new() };
        let mut runs: Vec<(Weekday, Weekday)> = Vec::new();
        for day in days {
            match runs.last_mut() {
                Some((_, last)) if *last as usize + 1 == *day as usize => *last = *day,
                _ => runs.push((*day, *day)),
            }
        }
        runs
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, rule) in self.rules.iter().enumerate() {
            write!(f, "{}{rule}", if number > 0 { "; " } else { "" })?;
        }
        for (number, closed) in self.closed.iter().enumerate() {
            let (before, word) = (if number > 0 { "・" } else { "; " }, closed.word());
            write!(f, "{before}{word}")?;
        }
        match self.closed.is_empty() {
            true => Ok(()),
            false => f.write_str(" 休み"),
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.spans == [Span::DAY] {
            return match self.days {
                Days::Every => f.write_str("24時間"),
                Days::Week(_) => write!(f, "{} 24時間", self.days),
            };
        }
        write!(f, "{} ", self.days)?;
        for (number, span) in self.spans.iter().enumerate() {
            write!(f, "{}{span}", if number > 0 { ", " } else { "" })?;
        }
        Ok(())
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::Every {
            return f.write_str("毎日");
        }
        for (number, (first, last)) in self.runs().into_iter().enumerate() {
            let before = if number > 0 { "・" } else { "" };
            match last as usize - first as usize {
                0 => write!(f, "{before}{}", first.sign())?,
                1 => write!(f, "{before}{}・{}", first.sign(), last.sign())?,
                _ => write!(f, "{before}{}-{}", first.sign(), last.sign())?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from, self.to)
    }
}

impl fmt::Display for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{:02}", self.hour(), self.minute())
    }
}

impl Closed {
    fn word(self) -> &'static str {
        match self {
            Self::Holidays => "祝日",
            Self::YearEnd => "年末年始",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notation_is_read_and_printed_in_one_form() {
        #[track_caller]
        fn check(written: &str, canonical: &str) {
            let schedule: Schedule = written.parse().unwrap();
            assert_eq!(schedule.to_string(), canonical, "{written}");
            assert_eq!(canonical.parse::<Schedule>().unwrap(), schedule, "what is printed is read back");
        }
        check("月-金 10:00-17:00", "月-金 10:00-17:00");
        check("月～金　１０：００～１７：００", "月-金 10:00-17:00");
        check("月〜金 10時〜17時; 祝日・年末年始 休み", "月-金 10:00-17:00; 祝日・年末年始 休み");
        check("月-金 8:30-16:30; 年末年始・祝日 休み", "月-金 8:30-16:30; 祝日・年末年始 休み");
        check("月曜日・水曜日 9:00-12:00、13:00-17:00", "月・水 9:00-12:00, 13:00-17:00");
        check("月・火 9時半から12時まで", "月・火 9:30-12:00");
        check("土-月 9:00-12:00", "月・土・日 9:00-12:00");
        check("月-金 9:00-17:00; 土 9:00-12:00; 祝日は休み", "月-金 9:00-17:00; 土 9:00-12:00; 祝日 休み");
        check("月-金 9:00-17:00; 水 17:00-20:00", "月-金 9:00-17:00; 水 17:00-20:00");
        check("24時間", "24時間");
        check("毎日 24時間", "24時間");
        check("月-日 10:00-24:00", "毎日 10:00-24:00");
        check("土・日 24時間", "土・日 24時間");
    }

    #[test]
    fn what_is_no_notation_is_pointed_at() {
        #[track_caller]
        fn check(written: &str, code: &str, place: &str) {
            let fault = written.parse::<Schedule>().unwrap_err();
            assert_eq!((fault.code, &written[fault.range.unwrap()]), (code, place), "{written}");
        }
        check("月-金 25:00-26:00", "hours-time", "25:00");
        check("月-金 9:60-17:00", "hours-time", "9:60");
        check("月-金 17:00-9:00", "hours-order", "17:00-9:00");
        check("月-金 9:00-12:00, 11:00-17:00", "hours-overlap", "11:00-17:00");
        check("月-金 9:5-17:00", "hours-time", "9:5");
        check("月-金 9:00-17:00; 水・土 16:30-20:00", "hours-overlap", "水・土 16:30-20:00");
        check("月-金 いつでも", "hours-notation", "いつでも");
        check("月ー金 9:00-17:00", "hours-notation", "ー金");
        check("祝日 9:00-17:00", "hours-notation", "9:00-17:00");
        check("9:00-17:00", "hours-notation", "9:00-17:00");
        check("月-金 9:00", "hours-notation", "");
        assert_eq!("祝日 休み".parse::<Schedule>().unwrap_err().code, "hours-notation");
        assert_eq!("".parse::<Schedule>().unwrap_err().code, "hours-notation");
    }
}
