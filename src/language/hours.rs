//! Hours as sentences: a line for each rule of a schedule, and one for the days on which nobody is there.

use jiff::civil;
use serde::Deserialize;

use super::{Words, fill};
use crate::model::value::{Closed, Date, Days, Minute, MonthDay, Months, Nth, Period, Rule, Schedule, Span, Weekday};

/// The words for hours.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HourWords {
    rule: String,
    at: String,
    span: String,
    /// How the spans of a day are strung together.
    spans: ListWords,
    all_day: String,
    clock: String,
    clock_half: String,
    clock_minute: String,
    next_day: String,
    every: String,
    holidays: String,
    between: String,
    between_months: String,
    /// How weekdays and months are strung together.
    days: ListWords,
    /// How anything else is.
    list: ListWords,
    /// One numbered weekday: 第1土曜. Where a language has none, all are said in one go.
    numbered: Option<String>,
    /// All numbered weekdays: "the first and fourth Saturday".
    numbered_all: Option<String>,
    of_month: String,
    /// Numbered weekdays that not every month has, where that is said in another way.
    #[serde(default)]
    of_some_months: Option<String>,
    /// The first to the fifth, and the last.
    number: [String; 6],
    month_day: String,
    /// How the days of the month are numbered, where that is not by digits alone.
    #[serde(default)]
    month_day_numbers: Vec<String>,
    month_days: String,
    last_day: String,
    other_week: String,
    other_month: String,
    date: String,
    year_day: String,
    month: String,
    months: String,
    days_in_months: String,
    season: String,
    period: PeriodWords,
    closed: ClosedWords,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListWords {
    more: String,
    last: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PeriodWords {
    between: String,
    from: String,
    to: String,
    day: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClosedWords {
    all: String,
    holidays: String,
    year_end: String,
    days: String,
    months: String,
    period: String,
}

impl Words {
    /// Hours, a line for each rule and one for the days on which nobody is there.
    #[must_use]
    pub fn hours(&self, schedule: &Schedule) -> Vec<String> {
        let rules = schedule.rules.iter().map(|rule| capital(&self.rule(rule)));
        let closed = self.hours.list.join(schedule.closed.iter().map(|closed| self.closed(closed)));
        let closed =
            (!schedule.closed.is_empty()).then(|| capital(&fill(&self.hours.closed.all, &[("closed", &closed)])));
        rules.chain(closed).collect()
    }

    /// From when to when on a day: 「10時から12時まで、13時から17時まで」.
    #[must_use]
    pub fn spans(&self, spans: &[Span]) -> String {
        let said = spans.iter().map(|span| match *span {
            Span::DAY => self.hours.all_day.clone(),
            Span { from, to } => fill(&self.hours.span, &[("from", &self.clock(from)), ("to", &self.clock(to))]),
        });
        self.hours.spans.join(said)
    }

    fn rule(&self, rule: &Rule) -> String {
        let words = &self.hours;
        let spans = self.spans(&rule.spans);
        let is_always = rule.days == Days::Every && rule.months == Months::Every && rule.spans == [Span::DAY];
        let said = match is_always {
            true => spans,
            false => fill(&words.rule, &[("days", &self.days_in(&rule.months, &rule.days)), ("spans", &spans)]),
        };
        let said = match &rule.period {
            Some(period) => fill(&words.season, &[("period", &self.period(period)), ("rule", &said)]),
            None => said,
        };
        match &rule.place {
            Some(place) => fill(&words.at, &[("rule", &said), ("place", place.as_str())]),
            None => said,
        }
    }

    fn closed(&self, closed: &Closed) -> String {
        let words = &self.hours.closed;
        match closed {
            Closed::Holidays => words.holidays.clone(),
            Closed::Days(days) => fill(&words.days, &[("days", &self.days_in(&Months::Every, days))]),
            Closed::Months(months) => fill(&words.months, &[("months", &self.months(months))]),
            Closed::Period(period) => fill(&words.period, &[("period", &self.period(period))]),
            Closed::YearEnd => words.year_end.clone(),
        }
    }

    fn days_in(&self, months: &Months, days: &Days) -> String {
        let (words, said) = (&self.hours, self.days(days));
        let is_numbered = matches!(days, Days::Month { .. });
        match months {
            Months::Every => match days {
                Days::Month { .. } => fill(&words.month_days, &[("days", &said)]),
                Days::Nth { weeks, .. } => {
                    let some = words.of_some_months.as_ref().filter(|_| weeks.contains(&Nth::Number(5)));
                    fill(some.unwrap_or(&words.of_month), &[("days", &said)])
                }
                _ => said,
            },
            Months::Of(months) => {
                let form = if is_numbered { &words.days_in_months } else { &words.months };
                fill(form, &[("months", &self.months(months)), ("days", &said)])
            }
            Months::Alternate { year, month } => {
                let from = self.date(Date::Month(*year, *month));
                fill(&words.other_month, &[("from", &from), ("days", &said)])
            }
        }
    }

    fn days(&self, days: &Days) -> String {
        let words = &self.hours;
        match days {
            Days::Every => words.every.clone(),
            Days::Week { days, holidays } => {
                let holidays = holidays.then(|| words.holidays.clone());
                words.days.join(self.weekday_runs(days).into_iter().chain(holidays))
            }
            Days::Nth { weeks, days } => self.numbered(weeks, days),
            Days::Month { days, last } => {
                let number = |day: i8| match words.month_day_numbers.get(usize::from(day.unsigned_abs()) - 1) {
                    Some(number) => number.clone(),
                    None => day.to_string(),
                };
                let said = days.iter().map(|day| fill(&words.month_day, &[("number", &number(*day))]));
                words.list.join(said.chain(last.then(|| words.last_day.clone())))
            }
            Days::Dates(dates) => words.list.join(dates.iter().map(|date| self.date_with_weekday(*date))),
            Days::Alternate { days, from } => {
                let (days, from) = (words.days.join(self.weekday_runs(days)), self.date(Date::Day(*from)));
                fill(&words.other_week, &[("days", &days), ("from", &from)])
            }
        }
    }

    fn weekday(&self, day: Weekday) -> &str {
        &self.weekday[day as usize]
    }

    /// Three neighbours or more are said as "from … to".
    fn weekday_runs(&self, days: &[Weekday]) -> Vec<String> {
        let runs =
            Weekday::runs(days).into_iter().flat_map(|(first, last)| match (last as usize + 7 - first as usize) % 7 {
                0 => vec![self.weekday(first).to_owned()],
                1 => vec![self.weekday(first).to_owned(), self.weekday(last).to_owned()],
                _ => {
                    let ends = [("first", self.weekday(first)), ("last", self.weekday(last))];
                    vec![fill(&self.hours.between, &ends)]
                }
            });
        runs.collect()
    }

    fn numbered(&self, weeks: &[Nth], days: &[Weekday]) -> String {
        let words = &self.hours;
        let number = |week: &Nth| match week {
            Nth::Number(number) => words.number[usize::from(number.unsigned_abs()) - 1].clone(),
            Nth::Last => words.number[5].clone(),
        };
        let each = |form: &String| {
            let pairs = weeks.iter().flat_map(|week| days.iter().map(move |day| (number(week), self.weekday(*day))));
            words.list.join(pairs.map(|(number, day)| fill(form, &[("number", &number), ("weekday", day)])))
        };
        let all = |form: &String| {
            let numbers = words.list.join(weeks.iter().map(number));
            let weekdays = words.list.join(days.iter().map(|day| self.weekday(*day).to_owned()));
            fill(form, &[("numbers", &numbers), ("weekdays", &weekdays)])
        };
        match (&words.numbered_all, &words.numbered) {
            (Some(form), _) => all(form),
            (None, Some(form)) => each(form),
            (None, None) => String::new(),
        }
    }

    /// The weekday of a date.
    #[must_use]
    pub fn weekday_of(&self, day: civil::Date) -> &str {
        self.weekday(Weekday::of(day))
    }

    /// A date with its weekday.
    #[must_use]
    pub fn date_with_weekday(&self, day: civil::Date) -> String {
        fill(&self.hours.date, &[("date", &self.date(Date::Day(day))), ("weekday", self.weekday_of(day))])
    }

    fn months(&self, months: &[i8]) -> String {
        let runs = Months::runs(months).into_iter().flat_map(|(first, last)| match (last - first + 12) % 12 {
            0 => vec![self.month_of_year(first)],
            1 => vec![self.month_of_year(first), self.month_of_year(last)],
            _ => {
                let ends = [("first", &*self.month_of_year(first)), ("last", &self.month_of_year(last))];
                vec![fill(&self.hours.between_months, &ends)]
            }
        });
        self.hours.days.join(runs)
    }

    fn month_of_year(&self, month: i8) -> String {
        fill(&self.hours.month, &[("month", &month.to_string()), ("month_name", self.month_name(month))])
    }

    fn month_name(&self, month: i8) -> &str {
        self.month.get(usize::from(month.unsigned_abs()) - 1).map_or("", String::as_str)
    }

    fn period(&self, period: &Period) -> String {
        let words = &self.hours.period;
        let day = |day: &MonthDay| {
            let values = [
                ("month", &*day.month.to_string()),
                ("month_name", self.month_name(day.month)),
                ("day", &day.day.to_string()),
            ];
            fill(&self.hours.year_day, &values)
        };
        let date = |date: &civil::Date| self.date(Date::Day(*date));
        match period {
            Period::Yearly(from, to) if from == to => fill(&words.day, &[("from", &day(from))]),
            Period::Yearly(from, to) => fill(&words.between, &[("from", &day(from)), ("to", &day(to))]),
            Period::From(from) => fill(&words.from, &[("from", &date(from))]),
            Period::Until(to) => fill(&words.to, &[("to", &date(to))]),
            Period::Between(from, to) => fill(&words.between, &[("from", &date(from)), ("to", &date(to))]),
        }
    }

    fn clock(&self, at: Minute) -> String {
        let form = match at.minute() {
            0 => &self.hours.clock,
            30 => &self.hours.clock_half,
            _ => &self.hours.clock_minute,
        };
        let clock = fill(form, &[("hour", &at.hour().to_string()), ("minute", &format!("{:02}", at.minute()))]);
        match at.is_next_day() {
            true => fill(&self.hours.next_day, &[("clock", &clock)]),
            false => clock,
        }
    }
}

impl ListWords {
    /// One after the other, with the word for "and" before the last.
    fn join(&self, items: impl IntoIterator<Item = String>) -> String {
        let mut items = items.into_iter().peekable();
        let mut list = items.next().unwrap_or_default();
        while let Some(item) = items.next() {
            let form = if items.peek().is_some() { &self.more } else { &self.last };
            list = fill(form, &[("list", &list), ("item", &item)]);
        }
        list
    }
}

/// A line begins with a capital letter, in languages that have any.
fn capital(line: &str) -> String {
    let mut chars = line.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::super::{Language, words};

    /// The lines of a schedule in Japanese, in easy Japanese and in English.
    #[track_caller]
    fn check(schedule: &str, ja: &[&str], easy: &[&str], en: &[&str]) {
        let schedule = schedule.parse().unwrap();
        for (language, expected) in [(Language::Ja, ja), (Language::Easy, easy), (Language::En, en)] {
            assert_eq!(words(language).hours(&schedule), expected);
        }
    }

    #[test]
    fn weekdays_and_hours() {
        check(
            "月-金 10:00-17:00; 祝日・年末年始 休み",
            &["月曜から金曜 10時から17時まで", "祝日と年末年始は休み"],
            &[
                "月曜日から 金曜日 10時から 17時まで",
                "祝日（国の 休みの 日）と 12月の おわりと 1月の はじめは 休みです",
            ],
            &["Monday to Friday, 10:00 to 17:00", "Closed on public holidays and over the New Year holidays"],
        );
        check("24時間", &["24時間"], &["24時間 いつでも"], &["24 hours"]);
        check(
            "月・水・金 9:30-12:00, 13:15-17:00",
            &["月曜・水曜・金曜 9時半から12時まで、13時15分から17時まで"],
            &["月曜日と 水曜日と 金曜日 9時半から 12時まで、13時15分から 17時まで"],
            &["Monday, Wednesday and Friday, 9:30 to 12:00 and 13:15 to 17:00"],
        );
        check(
            "毎日 9:05-24:00",
            &["毎日 9時05分から24時まで"],
            &["毎日 9時05分から 24時まで"],
            &["Every day, 9:05 to 24:00"],
        );
        check(
            "土・日・祝日 10:00-15:00",
            &["土曜・日曜・祝日 10時から15時まで"],
            &["土曜日と 日曜日と 祝日（国の 休みの 日） 10時から 15時まで"],
            &["Saturday, Sunday and public holidays, 10:00 to 15:00"],
        );
        check(
            "金 22:00-翌5:00; 土・日 24時間",
            &["金曜 22時から翌日の5時まで", "土曜・日曜 24時間"],
            &["金曜日 22時から つぎの 日の 5時まで", "土曜日と 日曜日 24時間 いつでも"],
            &["Friday, 22:00 to 5:00 the next day", "Saturday and Sunday, 24 hours"],
        );
        check(
            "月・木 10:00-16:00（会場A）",
            &["月曜・木曜 10時から16時まで（会場A）"],
            &["月曜日と 木曜日 10時から 16時まで（会場A）"],
            &["Monday and Thursday, 10:00 to 16:00 (会場A)"],
        );
    }

    #[test]
    fn days_of_the_month() {
        check(
            "第1・第4土曜 14:00-17:00",
            &["第1土曜と第4土曜 14時から17時まで"],
            &["毎月 1番目の 土曜日と 4番目の 土曜日 14時から 17時まで"],
            &["The first and fourth Saturday of the month, 14:00 to 17:00"],
        );
        check(
            "第5土曜 14:00-17:00",
            &["第5土曜 14時から17時まで"],
            &["5番目の 土曜日 14時から 17時まで"],
            &["The fifth Saturday of the month, 14:00 to 17:00"],
        );
        check(
            "第1・最終 月・水 14:00-17:00; 第3月曜 休み",
            &["第1月曜、第1水曜、最終月曜と最終水曜 14時から17時まで", "第3月曜は休み"],
            &[
                "毎月 1番目の 月曜日と 1番目の 水曜日と さいごの 月曜日と さいごの 水曜日 14時から 17時まで",
                "毎月 3番目の 月曜日は 休みです",
            ],
            &[
                "The first and last Monday and Wednesday of the month, 14:00 to 17:00",
                "Closed on the third Monday of the month",
            ],
        );
        check(
            "毎月5日・15日・末日 14:00-17:00",
            &["毎月5日、15日と末日 14時から17時まで"],
            &["毎月 5日と 15日と さいごの 日 14時から 17時まで"],
            &["The 5th, the 15th and the last day of every month, 14:00 to 17:00"],
        );
        check(
            "4・6月の5日・末日 9:00-17:00",
            &["4月・6月の5日と末日 9時から17時まで"],
            &["4月と 6月の 5日と さいごの 日 9時から 17時まで"],
            &["The 5th and the last day of April and June, 9:00 to 17:00"],
        );
    }

    #[test]
    fn months_and_intervals() {
        check(
            "4・6・10月 第3土曜 14:00-17:00",
            &["4月・6月・10月の第3土曜 14時から17時まで"],
            &["4月と 6月と 10月の 3番目の 土曜日 14時から 17時まで"],
            &["April, June and October: the third Saturday, 14:00 to 17:00"],
        );
        check(
            "11-3月 月-金 9:00-17:00",
            &["11月から3月までの月曜から金曜 9時から17時まで"],
            &["11月から 3月までの 月曜日から 金曜日 9時から 17時まで"],
            &["November to March: Monday to Friday, 9:00 to 17:00"],
        );
        check(
            "隔週 月・水（2026-04-06から） 10:00-12:00",
            &["2026年（令和8年）4月6日から2週間に1回 月曜・水曜 10時から12時まで"],
            &["2026年（令和8年）4月6日から 2週間に 1回 月曜日と 水曜日 10時から 12時まで"],
            &["Every other week on Monday and Wednesday, from 6 April 2026, 10:00 to 12:00"],
        );
        check(
            "隔月 第4火曜（2026-04から） 13:30-16:30",
            &["2026年（令和8年）4月から2か月に1回 第4火曜 13時半から16時半まで"],
            &["2026年（令和8年）4月から 2か月に 1回 4番目の 火曜日 13時半から 16時半まで"],
            &["Every other month from April 2026, the fourth Tuesday, 13:30 to 16:30"],
        );
    }

    #[test]
    fn periods_and_dates() {
        check(
            "4月1日-9月30日 月-金 9:00-17:00; 2026-10-01から 土 9:00-16:00",
            &[
                "4月1日から9月30日までは 月曜から金曜 9時から17時まで",
                "2026年（令和8年）10月1日からは 土曜 9時から16時まで",
            ],
            &[
                "4月1日から 9月30日までは 月曜日から 金曜日 9時から 17時まで",
                "2026年（令和8年）10月1日からは 土曜日 9時から 16時まで",
            ],
            &[
                "From 1 April to 30 September: Monday to Friday, 9:00 to 17:00",
                "From 1 October 2026: Saturday, 9:00 to 16:00",
            ],
        );
        check(
            "2026-04-01から2026-09-30まで 毎日 9:00-17:00; 2026-03-31まで 24時間",
            &[
                "2026年（令和8年）4月1日から2026年（令和8年）9月30日までは 毎日 9時から17時まで",
                "2026年（令和8年）3月31日までは 24時間",
            ],
            &[
                "2026年（令和8年）4月1日から 2026年（令和8年）9月30日までは 毎日 9時から 17時まで",
                "2026年（令和8年）3月31日までは 24時間 いつでも",
            ],
            &["From 1 April 2026 to 30 September 2026: every day, 9:00 to 17:00", "Until 31 March 2026: 24 hours"],
        );
        check(
            "2026-12-05・2027-01-09 14:00-16:00（市民会館）",
            &["2026年（令和8年）12月5日（土曜）と2027年（令和9年）1月9日（土曜） 14時から16時まで（市民会館）"],
            &["2026年（令和8年）12月5日（土曜日）と 2027年（令和9年）1月9日（土曜日） 14時から 16時まで（市民会館）"],
            &["Saturday 5 December 2026 and Saturday 9 January 2027, 14:00 to 16:00 (市民会館)"],
        );
    }

    #[test]
    fn closed_days() {
        check(
            "毎日 9:00-17:00; 水・8・12月・8月13日-8月16日・3月31日 休み",
            &["毎日 9時から17時まで", "水曜、8月・12月、3月31日と8月13日から8月16日までは休み"],
            &["毎日 9時から 17時まで", "水曜日と 8月と 12月と 3月31日と 8月13日から 8月16日までは 休みです"],
            &[
                "Every day, 9:00 to 17:00",
                "Closed on Wednesday, in August and December, on 31 March and from 13 August to 16 August",
            ],
        );
        check(
            "毎日 9:00-17:00; 毎月末日・2027-01-05・2026-12-28から2026-12-30まで 休み",
            &[
                "毎日 9時から17時まで",
                "毎月末日、2027年（令和9年）1月5日（火曜）と2026年（令和8年）12月28日から2026年（令和8年）12月30日までは休み",
            ],
            &[
                "毎日 9時から 17時まで",
                "毎月 さいごの 日と 2027年（令和9年）1月5日（火曜日）と 2026年（令和8年）12月28日から 2026年（令和8年）12月30日までは 休みです",
            ],
            &[
                "Every day, 9:00 to 17:00",
                "Closed on the last day of every month, on Tuesday 5 January 2027 and from 28 December 2026 to 30 December 2026",
            ],
        );
    }
}
