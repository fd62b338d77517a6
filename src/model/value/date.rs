//! Days, months and fiscal years, in the Japanese or the western calendar.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use jiff::civil;

use super::text_value;
use crate::characters::narrow;
use crate::diagnostic::Fault;

/// A point in time as exactly as a document gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Date {
    /// A day.
    Day(civil::Date),
    /// A month of a year.
    Month(i16, i8),
    /// A year.
    Year(i16),
    /// A fiscal year, from April of this year on.
    FiscalYear(i16),
}

text_value!(Date, "date");

/// The Japanese eras: name, letter, first day. Source: 元号法 and the decrees that named them.
const ERAS: [(&str, char, civil::Date); 5] = [
    ("令和", 'R', civil::date(2019, 5, 1)),
    ("平成", 'H', civil::date(1989, 1, 8)),
    ("昭和", 'S', civil::date(1926, 12, 25)),
    ("大正", 'T', civil::date(1912, 7, 30)),
    ("明治", 'M', civil::date(1868, 1, 25)),
];

impl Date {
    /// The first day that it can mean.
    #[must_use]
    pub fn first_day(self) -> civil::Date {
        match self {
            Self::Day(day) => day,
            Self::Month(year, month) => civil::date(year, month, 1),
            Self::Year(year) => civil::date(year, 1, 1),
            Self::FiscalYear(year) => civil::date(year, 4, 1),
        }
    }

    /// The last day that it can mean.
    #[must_use]
    pub fn last_day(self) -> civil::Date {
        match self {
            Self::Day(day) => day,
            Self::Month(year, month) => civil::date(year, month, 1).last_of_month(),
            Self::Year(year) => civil::date(year, 12, 31),
            Self::FiscalYear(year) => civil::date(year + 1, 3, 31),
        }
    }

    /// The year, and the name of its era with the year in it.
    #[must_use]
    pub fn years(self) -> (i16, Option<(&'static str, i16)>) {
        // A year that two eras share is called by the later one, as offices do: 令和元年度.
        let (year, called_on) = match self {
            Self::FiscalYear(year) => (year, civil::date(year, 5, 1)),
            other => (other.last_day().year(), other.last_day()),
        };
        let era = ERAS.iter().find(|(.., start)| *start <= called_on);
        (year, era.map(|(name, _, start)| (*name, year - start.year() + 1)))
    }
}

impl fmt::Display for Date {
    /// The canonical form.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::FiscalYear(year) => write!(f, "{year:04}年度"),
        }
    }
}

impl FromStr for Date {
    type Err = Fault;

    fn from_str(written: &str) -> Result<Self, Fault> {
        let pieces = pieces(written).ok_or_else(|| Fault::new("date-notation"))?;
        let year_number = pieces.numbers[0].0;
        let year = match pieces.era {
            Some(start) if year_number >= 1 => start.year() + year_number - 1,
            Some(_) => return Err(Fault::new("date-impossible").at(pieces.numbers[0].1.clone())),
            None if (1868..=2200).contains(&year_number) => year_number,
            None => return Err(Fault::new("date-notation")),
        };
        let date = match (pieces.fiscal, &pieces.numbers[1..]) {
            (true, []) => Self::FiscalYear(year),
            (false, []) => Self::Year(year),
            (false, [(month, range)]) => match (1..=12).contains(month) {
                true => Self::Month(year, i8::try_from(*month).expect("up to 12")),
                false => return Err(Fault::new("date-impossible").at(range.clone())),
            },
            (false, [(month, start), (day, end)]) => {
                let parts = (i8::try_from(*month), i8::try_from(*day));
                let day = if let (Ok(month), Ok(day)) = parts { civil::Date::new(year, month, day).ok() } else { None };
                Self::Day(day.ok_or_else(|| Fault::new("date-impossible").at(start.start..end.end))?)
            }
            _ => return Err(Fault::new("date-notation")),
        };
        // 平成31年5月 and 令和元年3月 never were.
        let in_its_era = pieces.era.is_none_or(|start| {
            let next = ERAS.iter().rev().map(|(.., day)| *day).find(|day| *day > start);
            date.last_day() >= start && next.is_none_or(|next| date.first_day() < next)
        });
        match in_its_era {
            true => Ok(date),
            false => Err(Fault::new("date-impossible")),
        }
    }
}

struct Pieces {
    era: Option<civil::Date>,
    numbers: Vec<(i16, Range<usize>)>,
    fiscal: bool,
}

/// Cuts a date into era, numbers and 年度. `None` where anything else stands in it.
fn pieces(written: &str) -> Option<Pieces> {
    let mut pieces = Pieces { era: None, numbers: Vec::new(), fiscal: false };
    let mut rest = written.trim();
    let offset = written.len() - written.trim_start().len();
    for (name, letter, start) in ERAS {
        let short = rest.chars().next().is_some_and(|c| narrow(c) == letter);
        if let Some(after) =
            rest.strip_prefix(name).or_else(|| short.then(|| &rest[rest.chars().next().map_or(0, char::len_utf8)..]))
        {
            pieces.era = Some(start);
            rest = after;
            break;
        }
    }
    let whole = written.trim().len();
    loop {
        let start = offset + whole - rest.len();
        let number = if let Some(after) = rest.strip_prefix('元') {
            rest = after;
            1
        } else {
            let length =
                rest.char_indices().find(|(_, c)| !narrow(*c).is_ascii_digit()).map_or(rest.len(), |(at, _)| at);
            let digits: String = rest[..length].chars().map(narrow).collect();
            rest = &rest[length..];
            digits.parse().ok()?
        };
        pieces.numbers.push((number, start..offset + whole - rest.len()));
        let mark = rest.chars().next();
        rest = &rest[mark.map_or(0, char::len_utf8)..];
        let western = pieces.era.is_none();
        match (pieces.numbers.len(), mark.map(narrow)) {
            (count, None) if western || count > 1 => return Some(pieces),
            (1, Some('年')) if rest == "度" => {
                pieces.fiscal = true;
                return Some(pieces);
            }
            (1, Some('年')) | (2, Some('月')) | (3, Some('日')) if rest.is_empty() => return Some(pieces),
            (1, Some('年')) | (2, Some('月')) => {}
            (1 | 2, Some('-' | '/')) if western => {}
            (1 | 2, Some('.')) => {}
            _ => return None,
        }
    }
}

/// A day, where nothing less exact will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub civil::Date);

text_value!(Day, "day");

impl FromStr for Day {
    type Err = Fault;

    fn from_str(written: &str) -> Result<Self, Fault> {
        match written.parse()? {
            Date::Day(day) => Ok(Self(day)),
            _ => Err(Fault::new("day-needed")),
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_notation_is_read() {
        #[track_caller]
        fn check(written: &str, canonical: &str) {
            assert_eq!(written.parse::<Date>().unwrap().to_string(), canonical, "{written}");
        }
        check("令和5年12月5日", "2023-12-05");
        check("令和５年１２月５日", "2023-12-05");
        check("R5.12.5", "2023-12-05");
        check("2023-12-05", "2023-12-05");
        check("2023/12/5", "2023-12-05");
        check("2023年12月5日", "2023-12-05");
        check("2023-12", "2023-12");
        check("令和元年7月", "2019-07");
        check("R元.7", "2019-07");
        check("2023", "2023");
        check("平成30年", "2018");
        check("令和3年度", "2021年度");
        check("平成31年度", "2019年度");
        check("令和元年度", "2019年度");
        check("2021年度", "2021年度");
        check("昭和64年1月7日", "1989-01-07");
        check("令和元年5月1日", "2019-05-01");
    }

    #[test]
    fn impossible_dates_are_refused_at_their_place() {
        #[track_caller]
        fn check(written: &str, code: &str, place: Option<&str>) {
            let fault = written.parse::<Date>().unwrap_err();
            assert_eq!((fault.code, fault.range.map(|range| &written[range])), (code, place), "{written}");
        }
        check("2023-02-29", "date-impossible", Some("02-29"));
        check("令和5年13月", "date-impossible", Some("13"));
        check("令和0年", "date-impossible", Some("0"));
        check("平成31年5月1日", "date-impossible", None);
        check("令和元年3月", "date-impossible", None);
        check("昨年", "date-notation", None);
        check("12月5日", "date-notation", None);
        check("R5-12-5", "date-notation", None);
        check("令和5", "date-notation", None);
        check("", "date-notation", None);
        check("99999999999-1-1", "date-notation", None);
        assert_eq!("2026-10".parse::<Day>().unwrap_err().code, "day-needed");
    }

    #[test]
    fn years_are_said_in_both_calendars() {
        #[track_caller]
        fn check(written: &str, year: i16, era: (&'static str, i16)) {
            assert_eq!(written.parse::<Date>().unwrap().years(), (year, Some(era)));
        }
        check("2019-04-30", 2019, ("平成", 31));
        check("2019-05-01", 2019, ("令和", 1));
        check("2026-11", 2026, ("令和", 8));
        check("2021年度", 2021, ("令和", 3));
    }
}
