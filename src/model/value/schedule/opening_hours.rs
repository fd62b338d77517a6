//! The same hours in the notation of OpenStreetMap, for exports.
//! Specification: <https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification>
//!
//! What it cannot say exactly is not said at all: every other week or month, the last day of the month, a period
//! without a beginning, a period and months at once, and nights next to exceptions (there, "off" also cuts off what
//! began the day before).

use super::{Closed, Days, Minute, MonthDay, Months, Nth, Period, Rule, Schedule, Span, Weekday};
use crate::model::value::YearEnd;

impl Schedule {
    /// The value of the tag `opening_hours`, where there is an exact one. School holidays (`SH`) are no exception here.
    #[must_use]
    pub fn opening_hours(&self, year_end: YearEnd) -> Option<String> {
        let is_special = |rule: &&Rule| rule.names_dates() || rule.names_holidays();
        let has_exceptions = !self.closed.is_empty() || self.rules.iter().any(|rule| is_special(&rule));
        let has_nights = self.rules.iter().flat_map(|rule| &rule.spans).any(|span| span.is_overnight());
        if has_nights && has_exceptions {
            return None;
        }
        let mut text = String::new();
        for rule in self.rules.iter().filter(|rule| !rule.names_dates()) {
            if let Some(days) = rule.ordinary_days() {
                add(&mut text, ", ", &format!("{days} {}", rule.hours()?));
            } else if !rule.names_holidays() {
                return None;
            }
        }
        if text == "Mo-Su 00:00-24:00" && !has_exceptions {
            return Some("24/7".to_owned());
        }
        self.add_special(&mut text, Rule::names_holidays, |rule| {
            let season = season(rule.period.as_ref(), &rule.months)?;
            Some(format!("{season}PH"))
        })?;
        for closed in &self.closed {
            add(&mut text, "; ", &format!("{} off", closed.selector(year_end)?));
        }
        self.add_special(&mut text, Rule::names_dates, |rule| match &rule.days {
            Days::Dates(dates) => Some(list(dates.iter().map(|date| date_of(*date)))),
            _ => None,
        })?;
        Some(text)
    }

    /// Rules that stand in for all others on their days. A second one may only take in all days of the first, or none.
    fn add_special(
        &self,
        text: &mut String,
        is_special: fn(&Rule) -> bool,
        days: impl Fn(&Rule) -> Option<String>,
    ) -> Option<()> {
        let mut groups: Vec<(String, Vec<&Rule>)> = Vec::new();
        for rule in self.rules.iter().filter(|rule| is_special(rule)) {
            let days = days(rule)?;
            if let Some((_, rules)) = groups.iter_mut().find(|(same, _)| *same == days) {
                rules.push(rule);
            } else if groups.iter().any(|(_, rules)| rules[0].days_overlap(rule)) {
                return None;
            } else {
                groups.push((days, vec![rule]));
            }
        }
        for (days, rules) in groups {
            for (number, rule) in rules.into_iter().enumerate() {
                let before = if number > 0 { ", " } else { "; " };
                add(text, before, &format!("{days} {}", rule.hours()?));
            }
        }
        Some(())
    }
}

fn add(text: &mut String, before: &str, rule: &str) {
    if !text.is_empty() {
        text.push_str(before);
    }
    text.push_str(rule);
}

impl Rule {
    /// The days that are no holidays and no single dates.
    fn ordinary_days(&self) -> Option<String> {
        match &self.days {
            Days::Week { days, .. } if days.is_empty() => None,
            Days::Month { days, last: false } => {
                let months = match (&self.period, &self.months) {
                    (None, Months::Every) => &(1..=12).collect::<Vec<i8>>(),
                    (None, Months::Of(months)) => months,
                    _ => return None,
                };
                Some(days_of_months(months, days))
            }
            days => {
                let season = season(self.period.as_ref(), &self.months)?;
                let season = match (days, &self.months) {
                    // `Jul,Sep Fr[1]` can be read as July and the first Friday of September.
                    (Days::Nth { .. }, Months::Of(_)) => season.replace(' ', ": "),
                    _ => season,
                };
                Some(format!("{season}{}", days.weekday_selector()?))
            }
        }
    }

    fn hours(&self) -> Option<String> {
        let spans = list(self.spans.iter().map(|span| span_of(*span)));
        match &self.place {
            Some(place) if place.as_str().contains('"') => None,
            Some(place) => Some(format!("{spans} open \"{place}\"")),
            None => Some(spans),
        }
    }
}

impl Closed {
    fn selector(&self, year_end: YearEnd) -> Option<String> {
        match self {
            Self::Holidays => Some("PH".to_owned()),
            Self::Days(Days::Month { days, last: false }) => Some(days_of_months(&(1..=12).collect::<Vec<i8>>(), days)),
            Self::Days(Days::Dates(dates)) => Some(list(dates.iter().map(|date| date_of(*date)))),
            Self::Days(days) => days.weekday_selector(),
            Self::Months(months) => Some(months_of(months)),
            Self::Period(period) => period_of(period),
            Self::YearEnd => period_of(&Period::Yearly(year_end.from, year_end.to)),
        }
    }
}

impl Days {
    fn weekday_selector(&self) -> Option<String> {
        match self {
            Self::Every => Some("Mo-Su".to_owned()),
            Self::Week { days, .. } => {
                let runs = Weekday::runs(days).into_iter();
                Some(list(runs.map(|(first, last)| range(weekday(first), weekday(last)))))
            }
            Self::Nth { weeks, days } => {
                let weeks = list(weeks.iter().map(|week| match week {
                    Nth::Number(number) => number.to_string(),
                    Nth::Last => "-1".to_owned(),
                }));
                Some(list(days.iter().map(|day| format!("{}[{weeks}]", weekday(*day)))))
            }
            Self::Month { .. } | Self::Dates(_) | Self::Alternate { .. } => None,
        }
    }
}

/// The period or the months with a blank behind them, or nothing.
fn season(period: Option<&Period>, months: &Months) -> Option<String> {
    match (period, months) {
        (None, Months::Every) => Some(String::new()),
        (None, Months::Of(months)) => Some(format!("{} ", months_of(months))),
        (Some(period), Months::Every) => Some(format!("{} ", period_of(period)?)),
        _ => None,
    }
}

fn months_of(months: &[i8]) -> String {
    list(Months::runs(months).into_iter().map(|(first, last)| range(month(first), month(last))))
}

/// `Jan 05,Feb 05,…`, without the days that a month does not have.
fn days_of_months(months: &[i8], days: &[i8]) -> String {
    let all = months.iter().flat_map(|month| days.iter().map(|day| (*month, *day)));
    let real = all.filter(|(month, day)| jiff::civil::Date::new(2024, *month, *day).is_ok());
    list(real.map(|(month, day)| month_day(MonthDay { month, day })))
}

fn period_of(period: &Period) -> Option<String> {
    match period {
        Period::Yearly(from, to) => Some(range(&month_day(*from), &month_day(*to))),
        Period::From(from) => Some(format!("{}+", date_of(*from))),
        Period::Until(_) => None,
        Period::Between(from, to) => Some(range(&date_of(*from), &date_of(*to))),
    }
}

fn date_of(date: jiff::civil::Date) -> String {
    let day = MonthDay { month: date.month(), day: date.day() };
    format!("{:04} {}", date.year(), month_day(day))
}

fn month_day(day: MonthDay) -> String {
    format!("{} {:02}", month(day.month), day.day)
}

fn span_of(span: Span) -> String {
    let time = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let (from, to) = (span.from.of_day(), span.to.of_day());
    // 22:00-05:00 is a night; a whole day from 9:00 on is 09:00-33:00.
    let to = if to > Minute::DAY && to - Minute::DAY < from { to - Minute::DAY } else { to };
    format!("{}-{}", time(from), time(to))
}

fn range(first: &str, last: &str) -> String {
    if first == last { first.to_owned() } else { format!("{first}-{last}") }
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(",")
}

fn weekday(day: Weekday) -> &'static str {
    ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"][day as usize]
}

fn month(month: i8) -> &'static str {
    const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    NAMES[usize::from(month.unsigned_abs()) - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, expected: Option<&str>) {
        let schedule: Schedule = written.parse().unwrap();
        assert_eq!(schedule.opening_hours(YearEnd::default()).as_deref(), expected, "{written}");
    }

    #[test]
    fn what_can_be_said_exactly_is_exported() {
        check("24時間", Some("24/7"));
        check("24時間; 祝日 休み", Some("Mo-Su 00:00-24:00; PH off"));
        check(
            "月-金 10:00-12:00, 13:00-17:00; 祝日・8月・年末年始 休み",
            Some("Mo-Fr 10:00-12:00,13:00-17:00; PH off; Aug off; Dec 29-Jan 03 off"),
        );
        check("月-金 9:00-17:00; 水 17:00-20:00", Some("Mo-Fr 09:00-17:00, We 17:00-20:00"));
        check(
            "土・日・祝日 10:00-15:00; 月-金 9:00-17:00",
            Some("Sa-Su 10:00-15:00, Mo-Fr 09:00-17:00; PH 10:00-15:00"),
        );
        check("第1・第4土曜 14:00-17:00; 最終金曜 9:00-12:00", Some("Sa[1,4] 14:00-17:00, Fr[-1] 09:00-12:00"));
        check("第1・最終 月・水 14:00-17:00", Some("Mo[1,-1],We[1,-1] 14:00-17:00"));
        check("4・6-8月 第3土曜 9:00-12:00", Some("Apr,Jun-Aug: Sa[3] 09:00-12:00"));
        check("11-3月 月 9:00-12:00", Some("Nov-Mar Mo 09:00-12:00"));
        check("4・6月の5日・31日 9:00-12:00", Some("Apr 05,Jun 05 09:00-12:00"));
        check("4月1日-9月30日 月-金 9:00-17:00", Some("Apr 01-Sep 30 Mo-Fr 09:00-17:00"));
        check("2026-04-01から2026-09-30まで 月 9:00-17:00", Some("2026 Apr 01-2026 Sep 30 Mo 09:00-17:00"));
        check("2026-04-01から 月 9:00-17:00", Some("2026 Apr 01+ Mo 09:00-17:00"));
        check(
            "月 9:00-17:00; 2026-12-28・2027-01-04 9:00-12:00; 年末年始・2026-11-30 休み",
            Some("Mo 09:00-17:00; 2026 Nov 30 off; Dec 29-Jan 03 off; 2026 Dec 28,2027 Jan 04 09:00-12:00"),
        );
        check("金 22:00-翌5:00", Some("Fr 22:00-05:00"));
        check("金 9:00-翌9:00", Some("Fr 09:00-33:00"));
        check("月 9:00-12:00（会場A）", Some("Mo 09:00-12:00 open \"会場A\""));
        check("祝日 9:00-12:00; 祝日 13:00-15:00（別館）", Some("PH 09:00-12:00, PH 13:00-15:00 open \"別館\""));
        check(
            "毎日 9:00-17:00; 第3月曜・8月13日-8月16日 休み",
            Some("Mo-Su 09:00-17:00; Mo[3] off; Aug 13-Aug 16 off"),
        );
    }

    #[test]
    fn what_cannot_is_not() {
        check("隔週土曜（2026-04-04から） 10:00-12:00", None);
        check("隔月 第4火曜（2026-04から） 13:30-16:30", None);
        check("毎月末日 10:00-12:00", None);
        check("2026-09-30まで 月 9:00-17:00", None);
        check("2026-04-01から 奇数月 第2火曜 9:00-17:00", None);
        check("毎日 22:00-翌5:00; 祝日 休み", None);
        check("月 9:00-12:00（\"会場\"）", None);
        check("4-9月 祝日 9:00-12:00; 8月1日-8月31日 祝日 13:00-15:00", None);
    }
}
