//! What typed facts are called in each language: ages, dates and ways to talk become sentences here, hours in
//! `language/hours.rs`.
//!
//! The words are data (`src/words/`); a language is a file of them. Knows nothing about pages.

mod hours;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::model::part::Ages;
use crate::model::value::{Date, LocalText, Mode, Who};
use crate::yaml;
use hours::HourWords;

pub use crate::model::value::Language;

/// A piece of text on a page, and its language where that is not the page's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Phrase {
    /// The text.
    pub text: String,
    /// `ja` where a page of another language falls back to Japanese.
    pub lang: Option<&'static str>,
}

impl Phrase {
    /// A text in the page's own language.
    #[must_use]
    pub fn own(text: impl Into<String>) -> Self {
        Self { text: text.into(), lang: None }
    }

    /// The translation if there is one, else the Japanese, marked as such.
    #[must_use]
    pub fn of(
        language: Language,
        translation: Option<&(impl ToString + ?Sized)>,
        japanese: &(impl ToString + ?Sized),
    ) -> Self {
        match translation {
            Some(text) => Self::own(text.to_string()),
            None => Self::japanese(language, japanese),
        }
    }

    /// A Japanese text on a page of some language.
    #[must_use]
    pub fn japanese(language: Language, text: &(impl ToString + ?Sized)) -> Self {
        Self { text: text.to_string(), lang: Self::fallback_lang(language, false) }
    }

    /// The language to mark longer text with: Japanese, where a page of another language has none of its own.
    #[must_use]
    pub fn fallback_lang(language: Language, has_own: bool) -> Option<&'static str> {
        (!has_own && language.tag() != "ja").then_some("ja")
    }

    /// A text of a one-file list.
    #[must_use]
    pub fn local(language: Language, text: &LocalText) -> Self {
        Self::of(language, text.own(language), text.ja())
    }
}

/// The words of a language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    who: BTreeMap<Who, String>,
    mode: BTreeMap<Mode, String>,
    ages: AgeWords,
    weekday: [String; 7],
    hours: HourWords,
    date: DateWords,
    #[serde(default)]
    month: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AgeWords {
    between: String,
    from: String,
    to: String,
    all: String,
    about: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DateWords {
    day: String,
    month: String,
    year: String,
    fiscal_year: String,
    era: String,
    first: String,
}

/// The words of a language.
#[must_use]
pub fn words(language: Language) -> &'static Words {
    static WORDS: LazyLock<[Words; 3]> = LazyLock::new(|| {
        [include_str!("words/ja.yaml"), include_str!("words/easy.yaml"), include_str!("words/en.yaml")]
            .map(|text| yaml::read_plain(text).expect("the words are right; a test reads them all"))
    });
    &WORDS[language as usize]
}

impl Words {
    /// Who may ask.
    #[must_use]
    pub fn who(&self, who: Who) -> &str {
        &self.who[&who]
    }

    /// A way to talk.
    #[must_use]
    pub fn mode(&self, mode: Mode) -> &str {
        &self.mode[&mode]
    }

    /// A range of ages.
    #[must_use]
    pub fn ages(&self, ages: Ages) -> String {
        let said = match (ages.from, ages.to) {
            (Some(from), Some(to)) => fill(&self.ages.between, &[("from", &from.to_string()), ("to", &to.to_string())]),
            (Some(from), None) => fill(&self.ages.from, &[("from", &from.to_string())]),
            (None, Some(to)) => fill(&self.ages.to, &[("to", &to.to_string())]),
            (None, None) => return self.ages.all.clone(),
        };
        match ages.about {
            true => fill(&self.ages.about, &[("ages", &said)]),
            false => said,
        }
    }

    /// A date, in both calendars where the language has both.
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        let (year, era) = date.years();
        let era = era.map_or_else(String::new, |(name, number)| {
            let number = if number == 1 { self.date.first.clone() } else { number.to_string() };
            fill(&self.date.era, &[("name", name), ("number", &number)])
        });
        let (form, month, day) = match date {
            Date::Day(day) => (&self.date.day, Some(day.month()), Some(day.day())),
            Date::Month(_, month) => (&self.date.month, Some(month), None),
            Date::Year(_) => (&self.date.year, None, None),
            Date::FiscalYear(_) => (&self.date.fiscal_year, None, None),
        };
        let number = |number: Option<i8>| number.map_or_else(String::new, |number| number.to_string());
        let month_name = month.and_then(|month| self.month.get(usize::try_from(month).ok()? - 1));
        let values = [
            ("year", &*year.to_string()),
            ("era", &era),
            ("month", &number(month)),
            ("month_name", month_name.map_or("", String::as_str)),
            ("day", &number(day)),
        ];
        fill(form, &values)
    }
}

/// Puts values into a sentence: `{from}歳から`. A placeholder without a value stays as it is.
#[must_use]
pub fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    while let Some(open) = rest.find('{') {
        let (before, inside) = (&rest[..open], &rest[open + 1..]);
        let named = inside.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((*value, after))
        });
        filled.push_str(before);
        // A brace may be one of YAML's: `{ prefecture: {prefecture} }`.
        let (value, after) = named.unwrap_or(("{", inside));
        filled.push_str(value);
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_filled() {
        let values = [("a", "1"), ("b", "{a}")];
        assert_eq!(fill("{a}から{b}まで、{c}", &values), "1から{a}まで、{c}");
        assert_eq!(fill("{ x: {a} } {", &values), "{ x: 1 } {");
    }

    #[test]
    fn dates_are_said_in_both_calendars() {
        #[track_caller]
        fn check(language: Language, date: &str, expected: &str) {
            assert_eq!(words(language).date(date.parse().unwrap()), expected);
        }
        check(Language::Ja, "2026-11-01", "2026年（令和8年）11月1日");
        check(Language::Ja, "令和元年7月", "2019年（令和元年）7月");
        check(Language::Ja, "令和3年度", "2021年度（令和3年度）");
        check(Language::En, "2026-11-01", "1 November 2026");
        check(Language::Easy, "2026-11", "2026年（令和8年）11月");
    }

    #[test]
    fn ages_may_be_rough() {
        let ages = |from, to, about| Ages { from, to, about };
        assert_eq!(words(Language::Ja).ages(ages(Some(18), Some(49), true)), "おおむね18歳から49歳まで");
        assert_eq!(words(Language::Ja).ages(ages(Some(15), None, false)), "15歳から");
        assert_eq!(words(Language::En).ages(ages(None, Some(39), true)), "about up to 39 years old");
    }

    #[test]
    fn every_language_has_every_word() {
        for language in Language::ALL {
            let words = words(*language);
            assert!(Who::ALL.iter().all(|who| !words.who(*who).is_empty()));
            assert!(Mode::ALL.iter().all(|mode| !words.mode(*mode).is_empty()));
        }
    }
}
