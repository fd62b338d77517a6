//! The public holidays of Japan, as the Cabinet Office publishes them each February for the year after.
//!
//! Nothing is computed: the equinoxes are fixed a year ahead, and a law may move any other day.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil;

/// The public holidays from one day to another.
#[derive(Clone, Debug)]
pub struct Holidays {
    names: BTreeMap<civil::Date, String>,
    first: civil::Date,
    horizon: civil::Date,
}

impl Holidays {
    /// The holidays of Japan, 振替休日 and 国民の休日 included.
    #[must_use]
    pub fn japan() -> &'static Self {
        static JAPAN: LazyLock<Holidays> = LazyLock::new(|| {
            let lines = include_str!("holidays.csv").lines().filter(|line| !line.starts_with('#'));
            let days = lines.map(|line| {
                let (day, name) = line.split_once(',').expect("a test reads every line");
                (day.parse().expect("a test reads every line"), name.to_owned())
            });
            Holidays::of_years(days)
        });
        &JAPAN
    }

    /// All holidays of some whole years.
    #[must_use]
    pub fn of_years(days: impl IntoIterator<Item = (civil::Date, String)>) -> Self {
        let names: BTreeMap<civil::Date, String> = days.into_iter().collect();
        let year = |day: Option<(&civil::Date, _)>| day.map_or(0, |(day, _): (&civil::Date, _)| day.year());
        let first = civil::date(year(names.first_key_value()), 1, 1);
        let horizon = civil::date(year(names.last_key_value()), 12, 31);
        Self { names, first, horizon }
    }

    /// Whether a day is a public holiday, where that is known.
    #[must_use]
    pub fn contains(&self, day: civil::Date) -> Option<bool> {
        (self.first..=self.horizon).contains(&day).then(|| self.names.contains_key(&day))
    }

    /// What a holiday is called. 振替休日 and 国民の休日 are both 休日, as the Cabinet Office has them.
    #[must_use]
    pub fn name(&self, day: civil::Date) -> Option<&str> {
        self.names.get(&day).map(String::as_str)
    }

    /// The last day of which it is known whether it is a holiday.
    #[must_use]
    pub fn horizon(&self) -> civil::Date {
        self.horizon
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = (civil::Date, &str)> {
        self.names.iter().map(|(day, name)| (*day, name.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_a_horizon() {
        let holidays = Holidays::japan();
        assert_eq!(holidays.contains(civil::date(2026, 9, 22)), Some(true), "国民の休日 between two holidays");
        assert_eq!(holidays.contains(civil::date(2026, 9, 24)), Some(false));
        assert_eq!(holidays.name(civil::date(2027, 3, 21)), Some("春分の日"));
        assert_eq!(holidays.horizon(), civil::date(2027, 12, 31));
        assert_eq!(holidays.contains(civil::date(2028, 1, 1)), None, "nobody has published it yet");
        assert_eq!(holidays.contains(civil::date(2019, 12, 31)), None);
        assert_eq!(Holidays::of_years([]).contains(civil::date(2026, 1, 1)), None);
        assert!((2020..=2027).all(|year| holidays.iter().filter(|(day, _)| day.year() == year).count() >= 16));
    }
}
