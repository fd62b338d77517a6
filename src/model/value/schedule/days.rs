//! Reads what says on which days: months, weekdays, numbered weekdays, days of the month; `dates.rs` reads the rest.

use super::reader::{Read, Reader, Trouble};
use super::{Days, MonthDay, Months, Nth, Period, Weekday};
use crate::diagnostic::Fault;
use crate::model::value::Date;

/// A piece of what says on which days.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Element {
    Period(Period),
    Months(Vec<i8>),
    /// 隔月; its first month stands in parentheses after the days.
    OtherMonths,
    Days(Days),
    YearEnd,
}

/// An element and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) element: Element,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether ・ stands before it.
    pub(super) is_joined: bool,
}

impl Found {
    pub(super) fn fault(&self, code: &'static str, reader: &Reader<'_>) -> Trouble {
        Fault::new(code).at(reader.place(self.start)..reader.place(self.end)).into()
    }
}

/// The signs between things of one kind.
const AND: [char; 3] = ['・', ',', 'と'];

impl Reader<'_> {
    /// Everything before the hours.
    pub(super) fn elements(&mut self) -> Read<Vec<Found>> {
        let mut elements: Vec<Found> = Vec::new();
        let mut is_joined = false;
        loop {
            let start = self.at;
            let is_in_months = elements
                .last()
                .is_some_and(|before| matches!(before.element, Element::Months(_) | Element::OtherMonths));
            let is_in_months = is_in_months && !is_joined;
            let same_month = match elements.last().map(|before| &before.element) {
                Some(Element::Days(Days::Dates(dates))) if is_joined => {
                    self.date_of_same_month(dates)?.map(|date| Element::Days(Days::Dates(vec![date])))
                }
                Some(Element::Period(Period::Yearly(_, before))) if is_joined => {
                    self.yearly_after(*before)?.map(Element::Period)
                }
                _ => None,
            };
            let element = match same_month {
                Some(element) => element,
                None => match self.element(is_in_months)? {
                    Some(element) => element,
                    None => return Ok(elements),
                },
            };
            elements.push(Found { element, start, end: self.at, is_joined });
            self.blanks();
            is_joined = self.take(&AND);
            self.blanks();
        }
    }

    fn element(&mut self, is_in_months: bool) -> Read<Option<Element>> {
        if let Some(trouble) = self.wrong_word() {
            return Err(trouble);
        }
        if let Some(dated) = self.dated()? {
            return Ok(Some(dated));
        }
        let start = self.at;
        let days = match () {
            () if self.any_word(&["毎日", "年中無休", "365日"]) => Days::Every,
            () if self.word("祝日") => Days::Week { days: Vec::new(), holidays: true },
            () if self.word("年末年始") => return Ok(Some(Element::YearEnd)),
            () if self.word("年度末") => {
                let day = MonthDay { month: 3, day: 31 };
                return Ok(Some(Element::Period(Period::Yearly(day, day))));
            }
            () if self.word("奇数月") => return Ok(Some(self.in_months(Months::ODD.to_vec()))),
            () if self.word("偶数月") => return Ok(Some(self.in_months(Months::EVEN.to_vec()))),
            () if self.word("隔月") => {
                self.take(&['の']);
                return Ok(Some(Element::OtherMonths));
            }
            () if self.word("隔週") => self.every_other_week(start)?,
            () if self.word("毎年") => {
                self.blanks();
                return match self.yearly()? {
                    Some(period) => Ok(Some(Element::Period(period))),
                    None => Err(self.unexpected()),
                };
            }
            () if self.word("毎週") => {
                self.blanks();
                self.weekdays()?.map(Days::week).ok_or_else(|| self.unexpected())?
            }
            () if self.word("毎月") => {
                self.take(&['の']);
                self.blanks();
                match self.numbered_weekdays()? {
                    Some(days) => days,
                    None => self.days_of_month()?.ok_or_else(|| self.unexpected())?,
                }
            }
            () => match self.undated(is_in_months)? {
                Some(element) => return Ok(Some(element)),
                None => return Ok(None),
            },
        };
        Ok(Some(Element::Days(days)))
    }

    fn undated(&mut self, is_in_months: bool) -> Read<Option<Element>> {
        if let Some(days) = self.numbered_weekdays()? {
            return Ok(Some(Element::Days(days)));
        }
        if let Some(period) = self.yearly()? {
            return Ok(Some(Element::Period(period)));
        }
        if let Some(months) = self.months()? {
            return Ok(Some(self.in_months(months)));
        }
        let start = self.at;
        if let Some(days) = self.days_of_month()? {
            return match is_in_months {
                true => Ok(Some(Element::Days(days))),
                // 5日 may be the 5th of every month or of one.
                false => {
                    let fault = self.fault("hours-notation", start).fault;
                    Err(fault.with("every_month", format!("毎月{}", self.narrow(start).trim_end())).into())
                }
            };
        }
        Ok(self.weekdays()?.map(|days| Element::Days(Days::week(days))))
    }

    fn in_months(&mut self, months: Vec<i8>) -> Element {
        self.take(&['の']);
        Element::Months(months)
    }

    /// `4・6・10月`, `4-9月`, `8月`
    fn months(&mut self) -> Read<Option<Vec<i8>>> {
        let start = self.at;
        let (mut months, mut read) = (Vec::new(), None);
        while let Some(first) = self.number() {
            let mut has_unit = self.take(&['月']);
            let mut last = first;
            if self.peek() == Some('-') && self.peek_at(1).is_some_and(|c| c.is_ascii_digit()) {
                self.at += 1;
                last = self.number().unwrap_or(first);
                has_unit = self.take(&['月']);
            }
            // 12月29日 is a day, and so is the 15日 of 8月・15日.
            let is_day = self.clone().number().is_some() || matches!(self.peek(), Some('日' | '時' | ':'));
            if is_day {
                break;
            }
            months.extend(cyclic(first, last, 12));
            if has_unit {
                if !(1..=12).contains(&first) || !(1..=12).contains(&last) {
                    return Err(self.fault("date-impossible", start));
                }
                read = Some((self.at, months.len()));
            }
            if !self.take(&AND) {
                break;
            }
        }
        let Some((end, count)) = read else {
            self.at = start;
            return Ok(None);
        };
        self.at = end;
        months.truncate(count);
        months.sort_unstable();
        months.dedup();
        Ok(Some(months))
    }

    /// `第1・第3土曜`, `最終金曜`, `第2 月・水`
    fn numbered_weekdays(&mut self) -> Read<Option<Days>> {
        let mut weeks = Vec::new();
        loop {
            let start = self.at;
            if self.any_word(&["最終", "最後の"]) {
                weeks.push(Nth::Last);
            } else if self.word("第") || (!weeks.is_empty() && self.is_at_digit()) {
                let first = self.ordinal(start)?;
                let last = match self.take(&['-']) {
                    true => {
                        let _ = self.word("第");
                        self.ordinal(start)?
                    }
                    false => first,
                };
                if last < first {
                    return Err(self.fault("hours-order", start));
                }
                weeks.extend((first..=last).map(Nth::Number));
                if self.is_at("週") {
                    // 第1週の土曜 may lie before the month's first Saturday.
                    let length = if self.is_at("週の") { 2 } else { 1 };
                    let trouble: Trouble = Fault::new("hours-word").at(self.next_bytes(1)).with("word", "週").into();
                    return Err(trouble.fix(self.next_bytes(length), ""));
                }
            } else {
                break;
            }
            let after = self.at;
            let goes_on = self.take(&AND) && (self.is_at("第") || self.is_at("最終") || self.is_at_digit());
            if !goes_on {
                self.at = after;
                break;
            }
        }
        if weeks.is_empty() {
            return Ok(None);
        }
        weeks.sort_unstable();
        weeks.dedup();
        self.blanks();
        self.take(&['の']);
        let days = self.weekdays()?.ok_or_else(|| self.unexpected())?;
        Ok(Some(Days::Nth { weeks, days }))
    }

    fn ordinal(&mut self, start: usize) -> Read<i8> {
        const SIGNS: [char; 5] = ['一', '二', '三', '四', '五'];
        let sign = self.peek().and_then(|c| SIGNS.iter().position(|sign| *sign == c));
        let number = match sign {
            Some(at) => {
                self.at += 1;
                i8::try_from(at + 1).ok()
            }
            None => self.number(),
        };
        match number {
            Some(number @ 1..=5) => Ok(number),
            Some(_) => {
                let _ = self.weekday();
                Err(self.fault("hours-nth", start))
            }
            None => Err(self.unexpected()),
        }
    }

    /// `5日・15日・末日`
    fn days_of_month(&mut self) -> Read<Option<Days>> {
        let start = self.at;
        let (mut days, mut last, mut read) = (Vec::new(), false, None);
        loop {
            if self.word("末日") {
                last = true;
                read = Some((self.at, days.len(), true));
            } else if let Some(day) = self.number() {
                if matches!(self.peek(), Some('月' | '時' | ':')) || self.is_at_digit() {
                    break;
                }
                days.push(day);
                let mut has_unit = self.take(&['日']);
                let to = self.attempt(|reader| {
                    (reader.take(&['-']) || reader.word("から")).then_some(())?;
                    let last = reader.number()?;
                    has_unit = reader.take(&['日']);
                    let _ = reader.word("まで");
                    has_unit.then_some(last)
                });
                if to.is_some_and(|to| to < day) {
                    return Err(self.fault("hours-order", start));
                }
                days.extend(to.into_iter().flat_map(|to| day..=to));
                if has_unit {
                    if !(1..=31).contains(&day) {
                        return Err(self.fault("date-impossible", start));
                    }
                    read = Some((self.at, days.len(), last));
                }
            } else {
                break;
            }
            if !self.take(&AND) {
                break;
            }
        }
        let Some((end, count, last)) = read else {
            self.at = start;
            return Ok(None);
        };
        self.at = end;
        days.truncate(count);
        if days.iter().any(|day| !(1..=31).contains(day)) {
            return Err(self.fault("date-impossible", start));
        }
        days.sort_unstable();
        days.dedup();
        Ok(Some(Days::Month { days, last }))
    }

    /// `隔週土曜（2026-04-04から）`
    fn every_other_week(&mut self, start: usize) -> Read<Days> {
        self.take(&['の']);
        self.blanks();
        let days = self.weekdays()?.ok_or_else(|| self.unexpected())?;
        let end = self.at;
        match self.since()? {
            Some((Date::Day(from), _)) if days.contains(&Weekday::of(from)) => Ok(Days::Alternate { days, from }),
            Some((Date::Day(from), range)) => {
                let near = [-1, 1, -2, 2, -3, 3].into_iter().find_map(|step| {
                    let day = from.checked_add(jiff::Span::new().days(step)).ok()?;
                    days.contains(&Weekday::of(day)).then_some(day)
                });
                let trouble = self.fault("hours-start", start);
                Err(near.map_or(trouble.clone(), |day| trouble.fix(range, day.to_string())))
            }
            _ => {
                self.at = end;
                Err(self.fault("hours-start", start))
            }
        }
    }

    /// `月-水・金`. Weekdays that stand side by side without ・ are refused: nobody should have to count signs.
    pub(super) fn weekdays(&mut self) -> Read<Option<Vec<Weekday>>> {
        let start = self.at;
        let mut days = Vec::new();
        while let Some(first) = self.weekday() {
            let last = self.attempt(|reader| {
                reader.blanks();
                (reader.take(&['-']) || reader.word("から")).then_some(())?;
                reader.blanks();
                let last = reader.weekday()?;
                let _ = reader.word("まで");
                Some(last)
            });
            if last.is_none() && self.take(&['-']) {
                return Err(self.unexpected());
            }
            // 土-月 runs over the end of the week.
            let (first, last) = (first as usize, last.unwrap_or(first) as usize);
            let length = (last + 7 - first) % 7;
            days.extend((0..=length).map(|step| Weekday::ALL[(first + step) % 7]));
            let after = self.at;
            if self.weekday().is_some() {
                while self.weekday().is_some() {}
                let fault = Fault::new("hours-word").at(self.range(start)).with("word", self.text(start));
                return Err(Trouble::from(fault).fix(self.place(after)..self.place(after), "・"));
            }
            self.blanks();
            let goes_on = self.take(&AND);
            self.blanks();
            if !(goes_on && self.clone().weekday().is_some()) {
                self.at = after;
                break;
            }
        }
        days.sort_unstable();
        days.dedup();
        Ok((!days.is_empty()).then_some(days))
    }

    pub(super) fn weekday(&mut self) -> Option<Weekday> {
        let day = Weekday::from_sign(self.peek()?)?;
        self.at += 1;
        let _ = self.word("曜日") || self.word("曜");
        Some(day)
    }
}

impl Days {
    fn week(days: Vec<Weekday>) -> Self {
        match days.len() {
            7 => Self::Every,
            _ => Self::Week { days, holidays: false },
        }
    }

    /// Takes in days of the same kind.
    pub(super) fn union(&mut self, other: &Self) -> Option<()> {
        fn take<T: Copy + Ord>(own: &mut Vec<T>, new: &[T]) {
            own.extend(new);
            own.sort_unstable();
            own.dedup();
        }
        match (self, other) {
            (Self::Week { days, holidays }, Self::Week { days: new, holidays: also }) => {
                take(days, new);
                *holidays |= also;
            }
            (Self::Nth { weeks, days }, Self::Nth { weeks: new, days: same }) if days == same => take(weeks, new),
            (Self::Month { days, last }, Self::Month { days: new, last: also }) => {
                take(days, new);
                *last |= also;
            }
            (Self::Dates(days), Self::Dates(new)) => take(days, new),
            _ => return None,
        }
        Some(())
    }
}

/// Days of one kind as one.
pub(super) fn merged(found: Vec<Days>) -> Vec<Days> {
    let mut all: Vec<Days> = Vec::new();
    for new in found {
        if all.iter_mut().find_map(|days| days.union(&new)).is_none() {
            all.push(new);
        }
    }
    for days in &mut all {
        if matches!(days, Days::Week { days, .. } if days.len() == 7) {
            *days = Days::Every;
        }
    }
    all
}

fn cyclic(first: i8, last: i8, count: i8) -> impl Iterator<Item = i8> {
    let length = (last - first).rem_euclid(count);
    (0..=length).map(move |step| (first - 1 + step) % count + 1)
}
