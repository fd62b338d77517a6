//! The days around New Year on which a municipality's offices are closed (年末年始).

use std::fmt;
use std::str::FromStr;

use jiff::civil;

use super::schedule::MonthDay;
use super::text_value;
use crate::characters::narrow;
use crate::diagnostic::Fault;

/// From a day of one year to a day of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct YearEnd {
    /// The first day.
    pub from: MonthDay,
    /// The last day.
    pub to: MonthDay,
}

text_value!(YearEnd, "year-end");

impl Default for YearEnd {
    /// What 行政機関の休日に関する法律 says of the state's offices, and nearly every municipality of its own.
    fn default() -> Self {
        Self { from: MonthDay { month: 12, day: 29 }, to: MonthDay { month: 1, day: 3 } }
    }
}

impl YearEnd {
    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(&self, day: civil::Date) -> bool {
        MonthDay::is_between(self.from, self.to, day)
    }
}

impl FromStr for YearEnd {
    type Err = Fault;

    fn from_str(written: &str) -> Result<Self, Fault> {
        let text: String = written.trim().chars().map(narrow).collect();
        let day = |text: &str| -> Option<MonthDay> {
            let (month, day) = text.trim().split_once('-')?;
            let is_short = |number: &str| (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
            let (month, day) =
                (is_short(month).then(|| month.parse().ok())??, is_short(day).then(|| day.parse().ok())??);
            civil::Date::new(2024, month, day).is_ok().then_some(MonthDay { month, day })
        };
        let ends = text.split_once('/').and_then(|(from, to)| Some((day(from)?, day(to)?)));
        match ends {
            // It goes round the New Year: anything else would close the whole year but some days.
            Some((from, to)) if from.month >= 11 && to.month <= 2 => Ok(Self { from, to }),
            _ => Err(Fault::new("year-end-notation")),
        }
    }
}

impl fmt::Display for YearEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, to } = self;
        write!(f, "{:02}-{:02}/{:02}-{:02}", from.month, from.day, to.month, to.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_and_printed_in_one_form() {
        #[track_caller]
        fn check(written: &str, canonical: &str) {
            assert_eq!(written.parse::<YearEnd>().unwrap().to_string(), canonical, "{written}");
        }
        check("12-29/01-03", "12-29/01-03");
        check("12-28/1-4", "12-28/01-04");
        check("１２-２９／１-３", "12-29/01-03");
        assert_eq!(YearEnd::default().to_string(), "12-29/01-03");
        for wrong in ["", "12-29", "12-32/01-03", "01-03/12-29", "12-29/01-03/01-04", "12月29日/1月3日", "+1-1/1-1"]
        {
            assert_eq!(wrong.parse::<YearEnd>().unwrap_err().code, "year-end-notation", "{wrong}");
        }
    }

    #[test]
    fn it_goes_round_the_new_year() {
        let year_end = YearEnd::default();
        let within = |month, day| year_end.contains(civil::date(2026, month, day));
        assert!(within(12, 29) && within(12, 31) && within(1, 1) && within(1, 3));
        assert!(!within(12, 28) && !within(1, 4) && !within(6, 1));
    }
}
