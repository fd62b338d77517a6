//! The canonical form of the notation.

use std::fmt;

use super::{Closed, Days, Minute, MonthDay, Months, Nth, Period, Rule, Schedule, Span, Weekday};

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        joined(f, &self.rules, "; ")?;
        if !self.closed.is_empty() {
            f.write_str("; ")?;
            joined(f, &self.closed, "・")?;
            f.write_str(" 休み")?;
        }
        Ok(())
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(period) = &self.period {
            write!(f, "{period} ")?;
        }
        let is_always = self.period.is_none() && self.months == Months::Every && self.days == Days::Every;
        match (&self.months, &self.days) {
            _ if is_always && self.spans == [Span::DAY] => {}
            (Months::Every, Days::Month { .. }) => write!(f, "毎月{} ", self.days)?,
            (Months::Every, days) => write!(f, "{days} ")?,
            (Months::Of(months), Days::Month { .. }) => write!(f, "{}の{} ", MonthSet(months), self.days)?,
            (Months::Of(months), days) => write!(f, "{} {days} ", MonthSet(months))?,
            (Months::Alternate { year, month }, days) => {
                let between = if matches!(days, Days::Month { .. }) { "の" } else { " " };
                write!(f, "隔月{between}{days}（{year:04}-{month:02}から） ")?;
            }
        }
        match self.spans == [Span::DAY] {
            true => f.write_str("24時間")?,
            false => joined(f, &self.spans, ", ")?,
        }
        match &self.place {
            Some(place) => write!(f, "（{place}）"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Holidays => f.write_str("祝日"),
            Self::Days(days @ Days::Month { .. }) => write!(f, "毎月{days}"),
            Self::Days(days) => write!(f, "{days}"),
            Self::Months(months) => write!(f, "{}", MonthSet(months)),
            Self::Period(period) => write!(f, "{period}"),
            Self::YearEnd => f.write_str("年末年始"),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Yearly(from, to) if from == to => write!(f, "{from}"),
            Self::Yearly(from, to) => write!(f, "{from}-{to}"),
            Self::From(from) => write!(f, "{from}から"),
            Self::Until(to) => write!(f, "{to}まで"),
            Self::Between(from, to) => write!(f, "{from}から{to}まで"),
        }
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}月{}日", self.month, self.day)
    }
}

/// Months as a set: 4・6-9月.
struct MonthSet<'a>(&'a [i8]);

impl fmt::Display for MonthSet<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == Months::ODD {
            return f.write_str("奇数月");
        }
        if self.0 == Months::EVEN {
            return f.write_str("偶数月");
        }
        for (number, (first, last)) in Months::runs(self.0).into_iter().enumerate() {
            let before = if number > 0 { "・" } else { "" };
            match (last - first + 12) % 12 {
                0 => write!(f, "{before}{first}")?,
                1 => write!(f, "{before}{first}・{last}")?,
                _ => write!(f, "{before}{first}-{last}")?,
            }
        }
        f.write_str("月")
    }
}

impl fmt::Display for Days {
    /// Days of the month without the word for "of every month".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Every => f.write_str("毎日"),
            Self::Week { days, holidays } => {
                write!(f, "{}", WeekdaySet(days))?;
                match (days.is_empty(), holidays) {
                    (_, false) => Ok(()),
                    (true, true) => f.write_str("祝日"),
                    (false, true) => f.write_str("・祝日"),
                }
            }
            Self::Nth { weeks, days } => {
                joined(f, weeks, "・")?;
                after_word(f, days)
            }
            Self::Month { days, last } => {
                for (number, day) in days.iter().enumerate() {
                    write!(f, "{}{day}日", if number > 0 { "・" } else { "" })?;
                }
                match (days.is_empty(), last) {
                    (_, false) => Ok(()),
                    (true, true) => f.write_str("末日"),
                    (false, true) => f.write_str("・末日"),
                }
            }
            Self::Dates(dates) => joined(f, dates, "・"),
            Self::Alternate { days, from } => {
                f.write_str("隔週")?;
                after_word(f, days)?;
                write!(f, "（{from}から）")
            }
        }
    }
}

impl fmt::Display for Nth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "第{number}"),
            Self::Last => f.write_str("最終"),
        }
    }
}

/// One weekday is part of the word before it (第3土曜), several stand apart (第3 月・水).
fn after_word(f: &mut fmt::Formatter<'_>, days: &[Weekday]) -> fmt::Result {
    match days {
        [day] => write!(f, "{}曜", day.sign()),
        days => write!(f, " {}", WeekdaySet(days)),
    }
}

/// Weekdays as a set: 月-水・金.
struct WeekdaySet<'a>(&'a [Weekday]);

impl fmt::Display for WeekdaySet<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, (first, last)) in Weekday::runs(self.0).into_iter().enumerate() {
            let before = if number > 0 { "・" } else { "" };
            match (last as usize + 7 - first as usize) % 7 {
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
        let before = if self.is_next_day() { "翌" } else { "" };
        write!(f, "{before}{}:{:02}", self.hour(), self.minute())
    }
}

fn joined(f: &mut fmt::Formatter<'_>, items: &[impl fmt::Display], between: &str) -> fmt::Result {
    for (number, item) in items.iter().enumerate() {
        write!(f, "{}{item}", if number > 0 { between } else { "" })?;
    }
    Ok(())
}
