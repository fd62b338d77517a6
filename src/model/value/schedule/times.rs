//! Reads the hours of a day and the place behind them.

use super::days::Found;
use super::reader::{Read, Reader, Trouble};
use super::{Days, Minute, Schedule, Span};
use crate::diagnostic::Fault;
use crate::model::value::Text;

/// A time as it was written.
struct Clock {
    minute: u16,
    is_next_day: bool,
    is_afternoon: bool,
    has_half: bool,
}

/// Who begins this late and ends at a smaller number means the next day.
const EVENING: u16 = 17 * 60;

impl Reader<'_> {
    /// `24時間`
    pub(super) fn all_day(&mut self) -> bool {
        self.attempt(|reader| {
            reader.word("24時間").then_some(())?;
            reader.blanks();
            reader.any_word(&["受付", "対応", "いつでも"]);
            Some(())
        })
        .is_some()
    }

    /// `10:00-12:00, 13:00-17:00`
    pub(super) fn spans(&mut self) -> Read<Vec<Span>> {
        let mut spans: Vec<Span> = Vec::new();
        loop {
            let start = self.at;
            let span = self.span()?;
            if spans.last().is_some_and(|before| before.to > span.from) {
                return Err(self.fault("hours-overlap", start));
            }
            spans.push(span);
            let end = self.at;
            self.blanks();
            let sign = self.at;
            if !self.take(&[',', '・', 'と']) {
                self.take(&['/']);
                self.blanks();
                let (next, mut ahead) = (self.at, self.clone());
                if self.is_at_time() && ahead.span().is_ok() {
                    let between = self.place(end)..self.place(next);
                    return Err(ahead.fault("hours-notation", next).fix(between, ", "));
                }
                self.at = end;
                break;
            }
            let sign = self.place(sign)..self.place(self.at);
            self.blanks();
            if !self.is_at_time() && !self.is_at_end() {
                return Err(self.second_part_after(sign));
            }
        }
        let last = spans.last().map_or(0, |span| span.to.of_day());
        match spans.first().is_some_and(|first| last > first.from.of_day() + Minute::DAY) {
            true => Err(self.fault("hours-overlap", self.at)),
            false => Ok(spans),
        }
    }

    /// Whether a time comes next, and no date.
    pub(super) fn is_at_time(&self) -> bool {
        let mut ahead = self.clone();
        let is_named = ahead.any_word(&["午前", "午後", "正午", "翌"]);
        is_named
            || (ahead.number().is_some() && !ahead.is_at_digit() && !matches!(ahead.peek(), Some('月' | '日' | '/')))
    }

    fn span(&mut self) -> Read<Span> {
        let start = self.at;
        if self.peek() == Some('-') {
            self.at += 1;
            let _ = self.is_at_time() && self.clock().is_ok();
            return Err(self.fault("hours-open-end", start));
        }
        let from = self.clock()?;
        let from_end = self.at;
        self.blanks();
        if !(self.take(&['-']) || self.word("から")) {
            let is_alone = self.is_at_end() || matches!(self.peek(), Some(';' | '。' | ',' | '(')) || self.word("まで");
            return Err(match is_alone {
                true => self.fault("hours-open-end", start),
                false => self.unexpected(),
            });
        }
        self.blanks();
        let to_start = self.at;
        if !self.is_at_time() {
            return Err(match matches!(self.peek(), Some('ー' | '-')) {
                true => self.unexpected(),
                false => self.fault("hours-open-end", start),
            });
        }
        let to = self.clock()?;
        let to_range = self.range(to_start);
        let _ = self.word("まで");
        if from.is_next_day {
            self.at = from_end;
            return Err(self.fault("hours-time", start));
        }
        let half = Minute::DAY / 2;
        // 午後1時半～4時: the afternoon is said once.
        let carried = from.is_afternoon && !to.has_half && !to.is_next_day && to.minute < half;
        let to_minute = match carried && to.minute + half > from.minute {
            true => to.minute + half,
            false => to.minute + if to.is_next_day { Minute::DAY } else { 0 },
        };
        if to_minute > from.minute && to_minute <= from.minute + Minute::DAY {
            return Ok(Span { from: Minute(from.minute), to: Minute(to_minute) });
        }
        if to_minute > from.minute {
            return Err(self.fault("hours-overlap", start));
        }
        // 10:00-4:00 is an afternoon, 17:00-9:00 a night.
        let is_early = from.minute < EVENING && to.minute + half > from.minute;
        let is_meant_afternoon = is_early && !to.has_half && to.minute < half;
        let meant = Minute(to.minute + if is_meant_afternoon { half } else { Minute::DAY });
        Err(self.fault("hours-order", start).fix(to_range, meant.to_string()))
    }

    /// `10:00`, `10時半`, `午後3時`, `翌5:00`
    fn clock(&mut self) -> Read<Clock> {
        let start = self.at;
        let is_next_day = self.any_word(&["翌日の", "翌日", "翌朝の", "翌朝", "翌"]);
        self.blanks();
        if self.word("正午") {
            return Ok(Clock { minute: Minute::DAY / 2, is_next_day, is_afternoon: false, has_half: true });
        }
        let (is_morning, is_afternoon) = (self.word("午前"), self.word("午後"));
        self.blanks();
        let hour = self.number().and_then(|hour| u16::try_from(hour).ok()).ok_or_else(|| self.unexpected())?;
        let minute = if self.take(&[':']) {
            let two = self.at;
            let minute = self.number().ok_or_else(|| self.unexpected())?;
            if self.at - two < 2 || self.is_at_digit() {
                return Err(self.fault("hours-time", start)); // 9:5 may be 9:05 or 9:50
            }
            minute
        } else if self.take(&['時']) {
            let half = self.take(&['半']).then_some(30);
            let minute = half.or_else(|| self.number()).unwrap_or(0);
            self.take(&['分']);
            minute
        } else if self.peek() == Some('.') && self.peek_at(1).is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
            let minute = self.number().unwrap_or(60);
            let trouble = self.fault("hours-time", start);
            return Err(trouble.fix(self.range(start), format!("{hour}:{minute:02}")));
        } else if matches!(self.peek(), None | Some('-' | ' ' | ',' | '・' | ';' | '。' | '('))
            || self.is_at("から")
            || self.is_at("まで")
        {
            // 10-17時
            let at = self.place(self.at);
            return Err(self.fault("hours-time", start).fix(at..at, ":00"));
        } else {
            return Err(self.unexpected());
        };
        let minute = u16::try_from(minute).unwrap_or(60);
        let trouble = self.fault("hours-time", start);
        let (has_half, range) = (is_morning || is_afternoon, self.range(start));
        match hour {
            _ if minute >= 60 => Err(trouble),
            0..12 if is_afternoon => {
                Ok(Clock { minute: (hour + 12) * 60 + minute, is_next_day, is_afternoon, has_half })
            }
            13..24 if is_afternoon && !is_next_day => Err(trouble.fix(range, format!("{hour}:{minute:02}"))),
            // 午後12時 is noon for some and midnight for others.
            12.. if has_half => Err(trouble),
            25..48 if !is_next_day => Err(trouble.fix(range, format!("翌{}:{minute:02}", hour - 24))),
            24 if minute > 0 && !is_next_day => Err(trouble.fix(range, format!("翌0:{minute:02}"))),
            0..=24 if hour * 60 + minute <= Minute::DAY => {
                Ok(Clock { minute: hour * 60 + minute, is_next_day, is_afternoon, has_half })
            }
            _ => Err(trouble),
        }
    }

    /// `（市民会館）`
    pub(super) fn place_in_parentheses(&mut self, elements: &[Found]) -> Read<Option<Text>> {
        let start = self.at;
        self.blanks();
        if self.peek() != Some('(') {
            self.at = start;
            return Ok(None);
        }
        let open = self.at;
        let Some(inside) = self.parentheses() else { return Err(self.unexpected()) };
        if let Some(trouble) = self.no_place(open, inside.clone(), elements) {
            return Err(trouble);
        }
        let text = &self.written[inside.clone()];
        match text.parse::<Text>() {
            Ok(place) => Ok(Some(place)),
            Err(fault) if fault.code == "empty-value" => Err(self.fault("hours-notation", open)),
            Err(fault) => {
                let range = fault.range.clone().unwrap_or(0..text.len());
                Err(Trouble::from(fault.at(inside.start + range.start..inside.start + range.end)))
            }
        }
    }

    /// Reads parentheses with everything in them, and gives the bytes inside.
    pub(super) fn parentheses(&mut self) -> Option<std::ops::Range<usize>> {
        self.attempt(|reader| {
            let start = reader.place(reader.at + 1);
            let mut depth = 0_usize;
            loop {
                match reader.peek()? {
                    '(' => depth += 1,
                    ')' => depth -= 1,
                    _ => {}
                }
                reader.at += 1;
                if depth == 0 {
                    return Some(start..reader.place(reader.at - 1));
                }
            }
        })
    }

    /// Hours of no day: `10時〜17時`.
    pub(super) fn times_alone(&self) -> Option<Trouble> {
        let range = self.place(self.at)..self.part_end();
        let written = self.written[range.clone()].trim_end();
        if !self.is_at_time() {
            return None;
        }
        let daily: Schedule = match format!("毎日 {written}").parse() {
            Ok(schedule) => schedule,
            Err(Fault { values, .. }) => values.iter().find(|(name, _)| *name == "nearest")?.1.parse().ok()?,
        };
        let [rule] = &daily.rules[..] else { return None };
        let spans: Vec<String> = rule.spans.iter().map(Span::to_string).collect();
        let fault = Fault::new("hours-notation").at(range.start..range.start + written.len());
        (rule.days == Days::Every && daily.closed.is_empty()).then(|| fault.with("spans", spans.join(", ")).into())
    }

    /// Hours before the days: `9:00-17:00（月-金）`.
    pub(super) fn times_first(&mut self, start: usize) -> Option<Trouble> {
        let mut ahead = self.clone();
        let _ = ahead.spans().ok()?;
        let times = ahead.text(start).to_owned();
        ahead.blanks();
        let has_parentheses = ahead.take(&['(']);
        let from = ahead.at;
        if ahead.elements().ok()?.is_empty() {
            return None;
        }
        let days = ahead.text(from).to_owned();
        if has_parentheses && !ahead.take(&[')']) {
            return None;
        }
        ahead.blanks();
        if !(ahead.is_at_end() || matches!(ahead.peek(), Some(';' | '。'))) {
            return None;
        }
        let trouble = Trouble::from(Fault::new("hours-notation").at(self.unexpected_range()));
        Some(trouble.fix(ahead.range(start), format!("{days} {times}")))
    }
}
