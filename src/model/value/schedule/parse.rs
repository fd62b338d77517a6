//! Reads the notation of hours. A fault points at the characters that cannot be read.

use std::ops::Range;
use std::str::FromStr;

use super::{Closed, Days, Minute, Rule, Schedule, Span, Weekday};
use crate::characters::narrow;
use crate::diagnostic::Fault;

impl FromStr for Schedule {
    type Err = Fault;

    fn from_str(written: &str) -> Result<Self, Fault> {
        let mut reader = Reader::new(written);
        let mut schedule = Self { rules: Vec::new(), closed: Vec::new() };
        loop {
            reader.blanks();
            match reader.closed_days()? {
                Some(closed) => schedule.closed.extend(closed),
                None => {
                    let start = reader.at;
                    let rule = reader.rule()?;
                    if schedule.rules.iter().any(|earlier| earlier.overlaps(&rule)) {
                        return Err(Fault::new("hours-overlap").at(reader.range(start)));
                    }
                    schedule.rules.push(rule);
                }
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
            let two = self.at;
            let minute = self.number().ok_or_else(|| self.unexpected())?;
            if self.at - two < 2 {
                return Err(Fault::new("hours-time").at(self.range(start))); // 9:5 may be 9:05 or 9:50
            }
            minute
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
