//! Reads days of the calendar: dates with their year, days of every year, and the parts of time between two of them.

use std::ops::Range;

use jiff::civil;

use super::days::Element;
use super::reader::{Read, Reader};
use super::{Days, MonthDay, Period, Weekday};
use crate::diagnostic::Fault;
use crate::model::value::Date;

impl Reader<'_> {
    /// `2026-12-05`, `2026-04-01から2026-09-30まで`, `令和8年度`
    pub(super) fn dated(&mut self) -> Read<Option<Element>> {
        let start = self.at;
        let Some(first) = self.date()? else { return Ok(None) };
        if self.word("まで") {
            return Ok(Some(Element::Period(Period::Until(first.last_day()))));
        }
        let after = self.at;
        self.blanks();
        if self.take(&['-']) || self.word("から") {
            self.blanks();
            if let Some(last) = self.date()? {
                let _ = self.word("まで");
                let period = Period::between(first.first_day(), last.last_day());
                return period
                    .map(|period| Some(Element::Period(period)))
                    .ok_or_else(|| self.fault("hours-order", start));
            }
        }
        self.at = after;
        if self.word("から") {
            return Ok(Some(Element::Period(Period::From(first.first_day()))));
        }
        Ok(Some(match first {
            Date::Day(day) => Element::Days(Days::Dates(vec![day])),
            longer => Element::Period(Period::Between(longer.first_day(), longer.last_day())),
        }))
    }

    /// A date with its year, in either calendar, and its weekday where that is written and right.
    fn date(&mut self) -> Read<Option<Date>> {
        let start = self.at;
        let found = self.attempt(|reader| {
            let is_in_era = reader.any_word(&["令和", "平成", "昭和"])
                || (reader.peek_at(1).is_some_and(|c| c.is_ascii_digit() || c == '元')
                    && reader.take(&['R', 'H', 'S']));
            let digits = reader.digits();
            let is_year = if is_in_era { digits <= 2 } else { digits == 4 };
            if digits == 0 && !(is_in_era && reader.take(&['元'])) || !is_year {
                return None;
            }
            let mark = reader.peek().filter(|c| matches!(c, '年' | '-' | '/' | '.'))?;
            reader.at += 1;
            if mark == '年' && reader.take(&['度']) {
                return Some(());
            }
            (1..=2).contains(&reader.digits()).then_some(())?;
            let (next, after) = (if mark == '年' { '月' } else { mark }, reader.at);
            let has_day = reader.take(&[next]) && (1..=2).contains(&reader.digits());
            match mark {
                '年' if has_day => reader.take(&['日']).then_some(())?,
                '年' => reader.at = after + 1,
                _ if !has_day => reader.at = after,
                _ => {}
            }
            Some(())
        });
        if found.is_none() {
            return Ok(None);
        }
        let narrow: String = self.narrow(start);
        let date: Date = narrow.parse().map_err(|fault: Fault| fault.at(self.range(start)))?;
        if let Date::Day(day) = date {
            self.weekday_of(day)?;
        }
        Ok(Some(date))
    }

    /// `12日` or `12-12` after a date: what is not said is as in the date before.
    pub(super) fn date_of_same_month(&mut self, dates: &[civil::Date]) -> Read<Option<civil::Date>> {
        let start = self.at;
        let Some(last) = dates.last() else { return Ok(None) };
        let found = self.attempt(|reader| {
            let first = reader.number()?;
            if reader.take(&['日']) {
                return Some((last.month(), first));
            }
            reader.take(&['-', '/', '.']).then_some(())?;
            let day = reader.number()?;
            let goes_on = matches!(reader.peek(), Some('0'..='9' | '月' | '日' | '時' | ':' | '-' | '/' | '.'));
            (!goes_on).then_some((first, day))
        });
        let Some((month, day)) = found else { return Ok(None) };
        let date = civil::Date::new(last.year(), month, day).map_err(|_| self.fault("date-impossible", start))?;
        if date < *last && month != last.month() {
            let next = format!("{:04}-{month:02}-{day:02}", last.year() + 1);
            return Err(self.fault("hours-order", start).fix(self.range(start), next));
        }
        self.weekday_of(date)?;
        Ok(Some(date))
    }

    /// Reads all digits that come next, and says how many.
    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.is_at_digit() {
            self.at += 1;
        }
        self.at - start
    }

    /// `（土）` after a date, which has to be right.
    fn weekday_of(&mut self, day: civil::Date) -> Read<()> {
        let found = self.attempt(|reader| {
            reader.take(&['(']).then_some(())?;
            let start = reader.at;
            let weekday = reader.weekday()?;
            let range = reader.range(start);
            let _ = reader.word("・祝") || reader.word("祝");
            reader.take(&[')']).then_some((weekday, range))
        });
        match found {
            Some((weekday, range)) if weekday != Weekday::of(day) => {
                let right = format!("{}曜", Weekday::of(day).sign());
                Err(Fault::new("hours-weekday").at(range).with("date", day).with("weekday", right).into())
            }
            _ => Ok(()),
        }
    }

    /// `4月1日-9月30日`, `8月13日`
    pub(super) fn yearly(&mut self) -> Read<Option<Period>> {
        self.yearly_in(None)
    }

    /// `14日` after `8月13日`.
    pub(super) fn yearly_after(&mut self, before: MonthDay) -> Read<Option<Period>> {
        let start = self.at;
        match self.yearly_in(Some(before.month))? {
            // 12月29日・3日 may be the 3rd of December or of January.
            Some(Period::Yearly(from, _)) if from.month == before.month && from.day < before.day => {
                Err(self.fault("hours-order", start))
            }
            found => Ok(found),
        }
    }

    fn yearly_in(&mut self, month: Option<i8>) -> Read<Option<Period>> {
        let start = self.at;
        let Some(from) = self.month_day(month)? else { return Ok(None) };
        let after = self.at;
        self.blanks();
        let is_range = self.take(&['-']) || self.word("から");
        self.blanks();
        if is_range {
            let _ = self.word("翌年");
        }
        let to_start = self.at;
        match if is_range { self.month_day(Some(from.month))? } else { None } {
            Some(to) => {
                let to_range = self.range(to_start);
                let is_bare = !self.narrow(to_start).contains('月');
                let _ = self.word("まで");
                // Nobody means a year without some days: the end lies in the next month, or is no end at all.
                if to.month == from.month && to.day < from.day {
                    let trouble = self.fault("hours-order", start);
                    let next = MonthDay { month: from.month % 12 + 1, day: to.day };
                    return Err(if is_bare { trouble.fix(to_range, next.to_string()) } else { trouble });
                }
                Ok(Some(Period::Yearly(from, to)))
            }
            None if is_range => Err(self.slashed_day().unwrap_or_else(|| self.fault("hours-open-end", start))),
            None => {
                self.at = after;
                Ok(Some(Period::Yearly(from, from)))
            }
        }
    }

    /// `8月13日`, or `16日` in a month that is known.
    fn month_day(&mut self, month: Option<i8>) -> Read<Option<MonthDay>> {
        let start = self.at;
        let found = self.attempt(|reader| {
            let first = reader.number()?;
            if month.is_some() && reader.take(&['日']) {
                return Some(MonthDay { month: month?, day: first });
            }
            reader.take(&['月']).then_some(())?;
            let day = reader.number()?;
            reader.take(&['日']).then_some(MonthDay { month: first, day })
        });
        match found {
            // A leap year has every day that any year has.
            Some(MonthDay { month, day }) if civil::Date::new(2024, month, day).is_err() => {
                Err(self.fault("date-impossible", start))
            }
            found => Ok(found),
        }
    }

    /// `（2026-04-04から）`: the date and its place.
    pub(super) fn since(&mut self) -> Read<Option<(Date, Range<usize>)>> {
        let start = self.at;
        self.blanks();
        if self.take(&['(']) {
            self.blanks();
            let from = self.at;
            if let Some(date) = self.date()? {
                let range = self.range(from);
                if (self.word("から") || self.take(&['-'])) && self.take(&[')']) {
                    return Ok(Some((date, range)));
                }
            }
        }
        self.at = start;
        Ok(None)
    }
}

impl Period {
    /// A part of time, unless it ends before it begins.
    fn between(from: civil::Date, to: civil::Date) -> Option<Self> {
        (from <= to).then_some(Self::Between(from, to))
    }
}
