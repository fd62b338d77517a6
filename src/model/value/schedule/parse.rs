//! Reads the notation of hours, part by part. A fault points at the characters that cannot be read, and says what to
//! type where that is known: what the fixes of all its faults, one after the other, make of it.

use std::str::FromStr;

use super::days::{Element, Found, merged};
use super::reader::{Read, Reader, Trouble};
use super::{Closed, Days, Months, Period, Rule, Schedule, Span};
use crate::diagnostic::Fault;

impl FromStr for Schedule {
    type Err = Fault;

    fn from_str(written: &str) -> Result<Self, Fault> {
        read(written).map_err(|trouble| {
            let nearest = repaired(written, trouble.clone());
            match nearest {
                Some(nearest) if trouble.fault.code == "hours-note" => {
                    let yaml = trouble.fault.values.iter().find(|(name, _)| *name == "word").map(|(_, word)| {
                        let is_plain =
                            !word.contains([':', ',', '{', '}', '[', ']', '#', '"', '\\', '&', '*', '!', '|']);
                        let note = if is_plain { word.clone() } else { format!("{word:?}") };
                        format!("hours: {{ text: \"{nearest}\", note: {note} }}")
                    });
                    let fault = trouble.fault.with("nearest", nearest);
                    yaml.into_iter().fold(fault, |fault, yaml| fault.with("yaml", yaml))
                }
                Some(nearest) => trouble.fault.with("nearest", nearest),
                None => trouble.fault,
            }
        })
    }
}

/// What somebody meant, where every fault on the way to it can be mended.
fn repaired(written: &str, mut trouble: Trouble) -> Option<Schedule> {
    const LIMIT: usize = 24;
    let mut text = written.to_owned();
    for _ in 0..LIMIT {
        if trouble.fix.is_empty() {
            return None;
        }
        trouble.fix.sort_by_key(|(range, _)| range.start);
        for (range, new) in trouble.fix.iter().rev() {
            text.replace_range(range.clone(), new);
        }
        match read(&text) {
            Ok(schedule) => return Some(schedule),
            Err(next) => trouble = next,
        }
    }
    None
}

fn read(written: &str) -> Read<Schedule> {
    let mut reader = Reader::new(written);
    let mut schedule = Schedule { rules: Vec::new(), closed: Vec::new() };
    loop {
        reader.blanks();
        reader.part(&mut schedule)?;
        reader.blanks();
        if reader.is_at_end() {
            break;
        }
        if !reader.take(&[';', '。']) {
            let sign = reader.at;
            reader.take(&[',', '/']);
            reader.blanks();
            return Err(reader.second_part_after(reader.place(sign)..reader.place(reader.at)));
        }
        reader.blanks();
        if reader.is_at_end() {
            break;
        }
    }
    schedule.closed.sort_unstable();
    match schedule.rules.is_empty() {
        true if schedule.closed.is_empty() => Err(Fault::new("hours-notation").into()),
        true => {
            let closed: Vec<String> = schedule.closed.iter().map(Closed::to_string).collect();
            Err(Fault::new("hours-notation").with("closed_days", closed.join("・")).into())
        }
        false => Ok(schedule),
    }
}

impl Reader<'_> {
    fn part(&mut self, schedule: &mut Schedule) -> Read<()> {
        self.closed_word_first()?;
        let start = self.at;
        let elements = self.elements()?;
        if elements.is_empty() {
            if !self.all_day() {
                return Err(self
                    .times_first(start)
                    .or_else(|| self.times_alone())
                    .unwrap_or_else(|| self.unexpected()));
            }
            self.every_day_again();
            let (days, spans, place) = (Days::Every, vec![Span::DAY], self.place_in_parentheses(&[])?);
            return self.add(schedule, start, Rule { period: None, months: Months::Every, days, spans, place });
        }
        self.year_missing(&elements)?;
        if elements.iter().all(|found| found.element != Element::OtherMonths) {
            self.exception_in_parentheses(&elements)?;
        }
        self.blanks();
        self.any_word(&["のみ", "だけ"]);
        self.take(&['は', 'の']);
        self.blanks();
        match self.any_word(&["休みです", "休み", "お休みです", "お休み"]) {
            true => {
                self.close(schedule, &elements)?;
                self.times_after_closed(start, &elements)
            }
            false => self.rules(schedule, start, elements),
        }
    }

    /// `祝日・8月・年末年始 休み`
    fn close(&self, schedule: &mut Schedule, elements: &[Found]) -> Read<()> {
        for (number, found) in elements.iter().enumerate() {
            let before = number.checked_sub(1).map(|before| &elements[before]);
            if before.is_some() && !found.is_joined {
                return Err(self.not_joined(before, found));
            }
            let closed = match &found.element {
                Element::Days(Days::Week { holidays: true, .. }) => Closed::Holidays,
                Element::Days(Days::Every) | Element::OtherMonths => return Err(self.unexpected_at(found.start)),
                Element::Days(days) => Closed::Days(days.clone()),
                Element::Months(months) => Closed::Months(months.clone()),
                Element::Period(period) => Closed::Period(period.clone()),
                Element::YearEnd => Closed::YearEnd,
            };
            let is_named = match &closed {
                Closed::Holidays => schedule.rules.iter().any(Rule::names_holidays),
                Closed::Days(Days::Dates(dates)) => {
                    schedule.rules.iter().any(|rule| dates.iter().any(|date| rule.days.names(*date)))
                }
                _ => false,
            };
            if is_named || schedule.closed.iter().any(|earlier| earlier.shares(&closed)) {
                let mut trouble = found.fault("hours-double", self);
                if let Some(before) = before.filter(|_| !is_named) {
                    trouble = trouble.fix(self.place(before.end)..self.place(found.end), "");
                }
                return Err(trouble);
            }
            match schedule.closed.iter_mut().find_map(|earlier| earlier.union(&closed)) {
                Some(()) => {}
                None => schedule.closed.push(closed),
            }
        }
        Ok(())
    }

    /// `4-9月 月-金 10:00-12:00, 13:00-17:00（会場A）`; days that are counted in different ways are different rules.
    fn rules(&mut self, schedule: &mut Schedule, start: usize, elements: Vec<Found>) -> Read<()> {
        let (mut periods, mut months, mut days) = (Vec::new(), Months::Every, Vec::new());
        let mut other_months = None;
        let mut before: Option<&Found> = None;
        for found in &elements {
            let is_first = periods.is_empty() && months == Months::Every && other_months.is_none();
            match &found.element {
                Element::Period(new) if is_first && days.is_empty() => periods.push(Some(new.clone())),
                // 8月13日・14日
                Element::Period(new @ Period::Yearly(..))
                    if found.is_joined
                        && before
                            .is_some_and(|before| matches!(before.element, Element::Period(Period::Yearly(..)))) =>
                {
                    periods.push(Some(new.clone()));
                }
                Element::Months(new) if months == Months::Every && days.is_empty() && !found.is_joined => {
                    months = Months::Of(new.clone());
                }
                Element::OtherMonths if months == Months::Every && days.is_empty() && !found.is_joined => {
                    other_months = Some(found);
                }
                Element::Days(Days::Dates(_)) if !is_first => return Err(self.unexpected_at(found.start)),
                Element::Days(_) if days.is_empty() == found.is_joined => return Err(self.not_joined(before, found)),
                Element::Days(new) => days.push(new.clone()),
                _ => return Err(self.date_of_same_year(days.last(), found)),
            }
            before = Some(found);
        }
        if let Some(found) = other_months {
            months = match self.since()? {
                Some((first, _)) => {
                    Months::Alternate { year: first.first_day().year(), month: first.first_day().month() }
                }
                None => return Err(found.fault("hours-start", self)),
            };
        }
        if days.is_empty() && self.is_at("24時間") {
            days.push(Days::Every);
        }
        if days.is_empty() {
            return Err(self.unexpected());
        }
        if self.is_at_end() || matches!(self.peek(), Some(';' | '。')) {
            let days: Vec<String> = days.iter().map(Days::to_string).collect();
            return Err(self.fault("hours-notation", start).fault.with("days_alone", days.join("・")).into());
        }
        self.exception_in_parentheses(&elements)?;
        self.blanks();
        self.take(&['の', ':']);
        self.blanks();
        let spans = if self.all_day() { vec![Span::DAY] } else { self.spans()? };
        if elements.iter().all(|found| found.element == Element::Days(Days::Every)) {
            self.every_day_again();
        }
        let place = self.place_in_parentheses(&elements)?;
        if periods.is_empty() {
            periods.push(None);
        }
        let days = merged(days);
        for period in periods {
            for days in days.clone() {
                let (period, months, spans, place) = (period.clone(), months.clone(), spans.clone(), place.clone());
                self.add(schedule, start, Rule { period, months, days, spans, place })?;
            }
        }
        Ok(())
    }

    /// `12月12日` after a date that has a year.
    fn date_of_same_year(&self, before: Option<&Days>, found: &Found) -> Trouble {
        let trouble = self.unexpected_at(found.start);
        match (before, &found.element) {
            (Some(Days::Dates(dates)), Element::Period(Period::Yearly(day, last)))
                if day == last && found.is_joined =>
            {
                let Some(before) = dates.last() else { return trouble };
                let is_later = (day.month, day.day) > (before.month(), before.day());
                let year = before.year() + i16::from(!is_later);
                let date = format!("{year:04}-{:02}-{:02}", day.month, day.day);
                trouble.fix(self.place(found.start)..self.place(found.end), date)
            }
            _ => trouble,
        }
    }

    fn add(&self, schedule: &mut Schedule, start: usize, rule: Rule) -> Read<()> {
        let is_closed = schedule.closed.iter().any(|closed| match closed {
            Closed::Holidays => rule.names_holidays(),
            Closed::Days(Days::Dates(dates)) => dates.iter().any(|date| rule.days.names(*date)),
            _ => false,
        });
        if is_closed {
            return Err(self.fault("hours-double", start));
        }
        if schedule.rules.iter().any(|earlier| earlier.overlaps(&rule)) {
            return Err(self.fault("hours-overlap", start));
        }
        schedule.rules.push(rule);
        Ok(())
    }

    /// Two kinds of days stand side by side without ・ between them, or with one where there should be none.
    fn not_joined(&self, before: Option<&Found>, found: &Found) -> Trouble {
        let trouble = found.fault("hours-notation", self);
        match before.map(|before| (before, &before.element)) {
            Some((before, Element::Days(_) | Element::YearEnd)) if !found.is_joined => {
                trouble.fix(self.place(before.end)..self.place(found.start), "・")
            }
            _ => trouble,
        }
    }
}

impl Days {
    /// Whether it is a list of dates with this one in it.
    fn names(&self, date: jiff::civil::Date) -> bool {
        matches!(self, Self::Dates(dates) if dates.contains(&date))
    }
}

impl Closed {
    /// Whether both name the same days.
    fn shares(&self, other: &Self) -> bool {
        fn meet<T: PartialEq>(a: &[T], b: &[T]) -> bool {
            a.iter().any(|item| b.contains(item))
        }
        match (self, other) {
            (Self::Days(a), Self::Days(b)) => match (a, b) {
                (Days::Week { days: a, .. }, Days::Week { days: b, .. }) => meet(a, b),
                (Days::Nth { weeks: a, days: x }, Days::Nth { weeks: b, days: y }) => meet(a, b) && meet(x, y),
                (Days::Month { days: a, last: x }, Days::Month { days: b, last: y }) => meet(a, b) || (*x && *y),
                (Days::Dates(a), Days::Dates(b)) => meet(a, b),
                (a, b) => a == b,
            },
            (Self::Months(a), Self::Months(b)) => meet(a, b),
            (a, b) => a == b,
        }
    }

    /// Takes in days of the same kind.
    fn union(&mut self, other: &Self) -> Option<()> {
        match (self, other) {
            (Self::Days(own), Self::Days(new)) => own.union(new),
            (Self::Months(own), Self::Months(new)) => {
                own.extend(new);
                own.sort_unstable();
                Some(())
            }
            _ => None,
        }
    }
}
