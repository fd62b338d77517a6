//! Hours, in the one notation that staff write: `月-金 10:00-12:00, 13:00-17:00; 祝日・年末年始 休み`.
//!
//! Parsed into rules and closed days, and printed back in one canonical form. Sentences about hours are made in
//! `language.rs`.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use super::{narrow, text_value};
use crate::diagnostic::Fault;

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

impl Days {
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

impl FromStr for Schedule {
    type Err = Fault;

    fn from_str(written: &str) -> Result<Self, Fault> {
        let mut reader = Reader::new(written);
        let mut schedule = Self { rules: Vec::new(), closed: Vec::new() };
        loop {
            reader.blanks();
            match reader.closed_days()? {
                Some(closed) => schedule.closed.extend(closed),
                None => schedule.rules.push(reader.rule()?),
            }
            reader.blanks();
            if reader.at_end() {
                break;
            }
            if !reader.take(&[';', '。']) {
                return Err(reader.unexpected());
            }
            reader.blanks();
            if reader.at_end() {
                break;
            }
        }
        schedule.closed.sort_unstable();
        schedule.closed.dedup();
        match schedule.rules.is_empty() {
            true => Err(Fault::new("hours-notation")),
            false => Ok(schedule),
        }
    }
}

/// Walks over a notation, character by character, in narrow form, with the place of each in the original.
struct Reader {
    chars: Vec<(usize, char)>,
    end: usize,
    at: usize,
}

impl Reader {
    fn new(written: &str) -> Self {
        let chars = written.char_indices().map(|(at, c)| (at, simple(c))).collect();
        Self { chars, end: written.len(), at: 0 }
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).map(|(_, c)| *c)
    }

    fn at_end(&self) -> bool {
        self.at == self.chars.len()
    }

    fn place(&self, index: usize) -> usize {
        self.chars.get(index).map_or(self.end, |(at, _)| *at)
    }

    fn range(&self, from: usize) -> Range<usize> {
        self.place(from)..self.place(self.at.max(from + 1).min(self.chars.len()))
    }

    fn blanks(&mut self) {
        while self.peek() == Some(' ') {
            self.at += 1;
        }
    }

    fn take(&mut self, any: &[char]) -> bool {
        let found = self.peek().is_some_and(|c| any.contains(&c));
        self.at += usize::from(found);
        found
    }

    fn word(&mut self, word: &str) -> bool {
        let found = word
            .chars()
            .enumerate()
            .all(|(offset, c)| self.chars.get(self.at + offset).is_some_and(|(_, known)| *known == c));
        if found {
            self.at += word.chars().count();
        }
        found
    }

    fn unexpected(&self) -> Fault {
        let rest: String = self.chars[self.at.min(self.chars.len())..]
            .iter()
            .map(|(_, c)| *c)
            .take_while(|c| !" ;,".contains(*c))
            .collect();
        Fault::new("hours-notation")
            .at(self.place(self.at)..self.place((self.at + rest.chars().count().max(1)).min(self.chars.len())))
    }

    /// `祝日・年末年始 休み`, or nothing at all.
    fn closed_days(&mut self) -> Result<Option<Vec<Closed>>, Fault> {
        let mut closed = Vec::new();
        loop {
            let known = [Closed::Holidays, Closed::YearEnd].into_iter().find(|closed| self.word(closed.word()));
            let Some(day) = known else { break };
            closed.push(day);
            self.blanks();
            self.take(&['・', ',', 'と']);
            self.blanks();
        }
        if closed.is_empty() {
            return Ok(None);
        }
        self.take(&['は']);
        self.blanks();
        match self.word("休み") {
            true => Ok(Some(closed)),
            false => Err(self.unexpected()),
        }
    }

    fn rule(&mut self) -> Result<Rule, Fault> {
        let days = self.days()?;
        self.blanks();
        if self.word("24時間") {
            return Ok(Rule { days: days.unwrap_or(Days::Every), spans: vec![Span::DAY] });
        }
        let Some(days) = days else { return Err(self.unexpected()) };
        let mut spans: Vec<Span> = Vec::new();
        loop {
            let start = self.at;
            let span = self.span()?;
            if spans.last().is_some_and(|before| before.to > span.from) {
                return Err(Fault::new("hours-overlap").at(self.range(start)));
            }
            spans.push(span);
            self.blanks();
            if !self.take(&[',']) {
                return Ok(Rule { days, spans });
            }
            self.blanks();
        }
    }

    fn days(&mut self) -> Result<Option<Days>, Fault> {
        if self.word("毎日") {
            return Ok(Some(Days::Every));
        }
        let mut days = Vec::new();
        while let Some(first) = self.weekday() {
            let last = match self.take(&['-']) {
                true => self.weekday().ok_or_else(|| self.unexpected())?,
                false => first,
            };
            // 土-月 runs over the end of the week.
            let length = (last as usize + 7 - first as usize) % 7;
            days.extend((0..=length).map(|step| Weekday::ALL[(first as usize + step) % 7]));
            self.take(&['・', ',']);
        }
        days.sort_unstable();
        days.dedup();
        Ok(match days.len() {
            0 => None,
            7 => Some(Days::Every),
            _ => Some(Days::Week(days)),
        })
    }

    fn weekday(&mut self) -> Option<Weekday> {
        let day = Weekday::from_sign(self.peek()?)?;
        self.at += 1;
        let _ = self.word("曜日") || self.word("曜");
        Some(day)
    }

    fn span(&mut self) -> Result<Span, Fault> {
        let start = self.at;
        let from = self.minute()?;
        self.blanks();
        if !(self.take(&['-']) || self.word("から")) {
            return Err(self.unexpected());
        }
        self.blanks();
        let to = self.minute()?;
        let _ = self.word("まで");
        match from < to {
            true => Ok(Span { from, to }),
            false => Err(Fault::new("hours-order").at(self.range(start))),
        }
    }

    fn minute(&mut self) -> Result<Minute, Fault> {
        let start = self.at;
        let hour = self.number().ok_or_else(|| self.unexpected())?;
        let minute = if self.take(&[':']) {
            self.number().ok_or_else(|| self.unexpected())?
        } else if self.take(&['時']) {
            let half = self.take(&['半']).then_some(30);
            let minute = half.or_else(|| self.number()).unwrap_or(0);
            self.take(&['分']);
            minute
        } else {
            return Err(self.unexpected());
        };
        match hour * 60 + minute {
            at if minute < 60 && at <= 24 * 60 => Ok(Minute(at)),
            _ => Err(Fault::new("hours-time").at(self.range(start))),
        }
    }

    fn number(&mut self) -> Option<u16> {
        let start = self.at;
        let mut number = 0;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10))
            && self.at - start < 2
        {
            number = number * 10 + u16::try_from(digit).expect("one digit");
            self.at += 1;
        }
        (self.at > start).then_some(number)
    }
}

/// Narrow, with the signs that staff type for "from–to", "and" and "then" made one each.
fn simple(c: char) -> char {
    match narrow(c) {
        '~' | '〜' | '–' | '—' | '−' | '‐' => '-',
        '、' => ',',
        '･' => '・',
        c => c,
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
        check("月-金 いつでも", "hours-notation", "いつでも");
        check("月ー金 9:00-17:00", "hours-notation", "ー金");
        check("祝日 9:00-17:00", "hours-notation", "9:00-17:00");
        check("9:00-17:00", "hours-notation", "9:00-17:00");
        check("月-金 9:00", "hours-notation", "");
        assert_eq!("祝日 休み".parse::<Schedule>().unwrap_err().code, "hours-notation");
        assert_eq!("".parse::<Schedule>().unwrap_err().code, "hours-notation");
    }
}
