//! What typed facts are called in each language: ages, dates and ways to talk become sentences here, hours in
//! `language/hours.rs`.
//!
//! The words are data (`src/words/`); a language is a file of them. Knows nothing about pages.

mod hours;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::part::{Ages, FormerAges, Rhythm};
use crate::model::value::{AgeBand, CountKind, Date, Every, LocalText, Mark, Mode, PartOfDay, Text, Who};
use crate::reading::ruby;
use crate::yaml;
use hours::HourWords;

pub use crate::model::value::Language;

/// A piece of text on a page, and its language where that is not the page's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Phrase {
    /// The text.
    pub text: String,
    /// `ja` where a page of another language falls back to Japanese.
    pub lang: Option<&'static str>,
    /// The text as HTML with readings above its words, where it has some.
    pub ruby: Option<String>,
}

/// What a phrase can be made of.
pub trait Sayable: ToString {
    /// The text as HTML with readings above its words, where it has some.
    fn ruby(&self) -> Option<String> {
        None
    }
}

impl Sayable for str {}
impl Sayable for &str {}
impl Sayable for String {}

impl Sayable for Text {
    fn ruby(&self) -> Option<String> {
        (!self.readings().is_empty()).then(|| ruby(self.as_str(), self.readings()))
    }
}

impl Phrase {
    /// A text in the page's own language.
    #[must_use]
    pub fn own(text: impl Into<String>) -> Self {
        Self { text: text.into(), lang: None, ruby: None }
    }

    /// The translation if there is one, else the Japanese, marked as such.
    #[must_use]
    pub fn of(
        language: Language,
        translation: Option<&(impl Sayable + ?Sized)>,
        japanese: &(impl Sayable + ?Sized),
    ) -> Self {
        match translation {
            Some(text) => Self { text: text.to_string(), lang: None, ruby: text.ruby() },
            None => Self::japanese(language, japanese),
        }
    }

    /// A Japanese text on a page of some language.
    #[must_use]
    pub fn japanese(language: Language, text: &(impl Sayable + ?Sized)) -> Self {
        Self { text: text.to_string(), lang: Self::fallback_lang(language, false), ruby: text.ruby() }
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
    band: BTreeMap<AgeBand, String>,
    rhythm: RhythmWords,
    mark: BTreeMap<Mark, String>,
    count: BTreeMap<CountKind, String>,
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
    until: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RhythmWords {
    each: BTreeMap<Every, String>,
    times: BTreeMap<Every, String>,
    count: String,
    /// Words for the smallest numbers of times.
    few: Vec<String>,
    part: BTreeMap<PartOfDay, String>,
    on: String,
    day_part: String,
    about: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DateWords {
    day: String,
    day_of_year: String,
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
    pub fn ages(&self, ages: &Ages) -> String {
        let said = self.age_range(ages.from, ages.to);
        match ages.about && (ages.from.is_some() || ages.to.is_some()) {
            true => fill(&self.ages.about, &[("ages", &said)]),
            false => said,
        }
    }

    /// A part of life.
    #[must_use]
    pub fn band(&self, band: AgeBand) -> &str {
        &self.band[&band]
    }

    /// Earlier borders of age: until when, and what they were.
    #[must_use]
    pub fn former_ages(&self, former: &FormerAges) -> String {
        let range = self.age_range(former.from, former.to);
        fill(&self.ages.until, &[("date", &self.date(former.date)), ("ages", &range)])
    }

    fn age_range(&self, from: Option<u8>, to: Option<u8>) -> String {
        match (from, to) {
            (Some(from), Some(to)) => fill(&self.ages.between, &[("from", &from.to_string()), ("to", &to.to_string())]),
            (Some(from), None) => fill(&self.ages.from, &[("from", &from.to_string())]),
            (None, Some(to)) => fill(&self.ages.to, &[("to", &to.to_string())]),
            (None, None) => self.ages.all.clone(),
        }
    }

    /// How a programme stands in this year's plan.
    #[must_use]
    pub fn mark(&self, mark: Mark) -> &str {
        &self.mark[&mark]
    }

    /// What a number of a plan is.
    #[must_use]
    pub fn count(&self, kind: CountKind) -> &str {
        &self.count[&kind]
    }

    /// How often something comes round: 「月1回、土曜の午後」.
    #[must_use]
    pub fn rhythm(&self, rhythm: &Rhythm) -> String {
        let forms = &self.rhythm;
        let often = match rhythm.times {
            None => forms.each[&rhythm.every].clone(),
            Some(times) => {
                let few = usize::from(times).checked_sub(1).and_then(|few| forms.few.get(few)).cloned();
                let count = few.unwrap_or_else(|| fill(&forms.count, &[("times", &times.to_string())]));
                fill(&forms.times[&rhythm.every], &[("count", &count)])
            }
        };
        let often = match rhythm.about {
            true => fill(&forms.about, &[("rhythm", &often)]),
            false => often,
        };
        let day = rhythm.day.map(|day| self.weekday[day as usize].as_str());
        let part = rhythm.part.map(|part| forms.part[&part].as_str());
        let when = match (day, part) {
            (Some(day), Some(part)) => fill(&forms.day_part, &[("day", day), ("part", part)]),
            (Some(one), None) | (None, Some(one)) => one.to_owned(),
            (None, None) => return often,
        };
        fill(&forms.on, &[("rhythm", &often), ("when", &when)])
    }

    /// A date, in both calendars where the language has both.
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        let form = match date {
            Date::Day(_) => &self.date.day,
            Date::Month(..) => &self.date.month,
            Date::Year(_) => &self.date.year,
            Date::FiscalYear(_) => &self.date.fiscal_year,
        };
        self.date_as(form, date)
    }

    /// A day without its year: 「11月25日」.
    #[must_use]
    pub fn day_of_year(&self, day: civil::Date) -> String {
        self.date_as(&self.date.day_of_year, Date::Day(day))
    }

    fn date_as(&self, form: &str, date: Date) -> String {
        let (year, era) = date.years();
        let era = era.map_or_else(String::new, |(name, number)| {
            let number = if number == 1 { self.date.first.clone() } else { number.to_string() };
            fill(&self.date.era, &[("name", name), ("number", &number)])
        });
        let (month, day) = match date {
            Date::Day(day) => (Some(day.month()), Some(day.day())),
            Date::Month(_, month) => (Some(month), None),
            Date::Year(_) | Date::FiscalYear(_) => (None, None),
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
        let day = civil::date(2026, 11, 25);
        assert_eq!(words(Language::Ja).day_of_year(day), "11月25日");
        assert_eq!(words(Language::En).day_of_year(day), "25 November");
    }

    #[test]
    fn ages_may_be_rough() {
        let ages = |from, to, about| Ages { from, to, about, until: Vec::new() };
        assert_eq!(words(Language::Ja).ages(&ages(Some(18), Some(49), true)), "おおむね18歳から49歳まで");
        assert_eq!(words(Language::Ja).ages(&ages(Some(15), None, false)), "15歳から");
        assert_eq!(words(Language::En).ages(&ages(None, Some(39), true)), "about up to 39 years old");
    }

    #[test]
    fn rhythms_are_said_in_each_language() {
        #[track_caller]
        fn check(language: Language, rhythm: &str, expected: &str) {
            let rhythm: Rhythm = yaml::read_plain(rhythm).unwrap();
            assert_eq!(words(language).rhythm(&rhythm), expected);
        }
        let saturdays = "{ every: month, times: 1, day: sat, part: afternoon }";
        check(Language::Ja, saturdays, "月1回、土曜の午後");
        check(Language::Easy, saturdays, "1か月に 1回、土曜日の 午後");
        check(Language::En, saturdays, "once a month, Saturday afternoon");
        check(Language::Ja, "{ every: week }", "毎週");
        check(Language::Ja, "{ every: year, times: 5 }", "年5回");
        check(Language::En, "{ every: year, times: 12, about: true }", "about 12 times a year");
        check(Language::Ja, "{ every: regular, part: night }", "定期的に、夜");
    }

    #[test]
    fn earlier_borders_of_age_are_said_with_their_date() {
        let former: FormerAges = yaml::read_plain("{ to: 39, date: 令和4年3月 }").unwrap();
        assert_eq!(words(Language::Ja).former_ages(&former), "2022年（令和4年）3月までは39歳まででした");
        assert_eq!(words(Language::En).former_ages(&former), "until March 2022: up to 39 years old");
    }

    #[test]
    fn every_language_has_every_word() {
        for language in Language::ALL {
            let words = words(*language);
            assert!(Every::ALL.iter().all(|every| words.rhythm.each.contains_key(every)));
            assert!(Every::ALL.iter().all(|every| words.rhythm.times.contains_key(every)));
            assert!(PartOfDay::ALL.iter().all(|part| words.rhythm.part.contains_key(part)));
            assert!(Mark::ALL.iter().all(|mark| !words.mark(*mark).is_empty()));
            assert!(CountKind::ALL.iter().all(|kind| !words.count(*kind).is_empty()));
            assert!(Who::ALL.iter().all(|who| !words.who(*who).is_empty()));
            assert!(AgeBand::ALL.iter().all(|band| !words.band(*band).is_empty()));
            assert!(Mode::ALL.iter().all(|mode| !words.mode(*mode).is_empty()));
        }
    }
}
