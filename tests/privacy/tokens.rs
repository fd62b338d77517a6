//! Tokens: values that occur nowhere else, and how they look on a page.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use shirube::language::{Language, words};
use shirube::model::value::{Date, Schedule};
use shirube::yaml::Check;

/// Every token: its field, and all forms in which a page may show it.
#[derive(Default)]
pub(super) struct Tokens {
    pub(super) fields: Vec<String>,
    forms: BTreeMap<String, usize>,
}

impl Tokens {
    /// A number that is new, for a field.
    pub(super) fn next(&mut self, field: &str) -> usize {
        self.fields.push(field.to_owned());
        self.fields.len() - 1
    }

    pub(super) fn add(&mut self, number: usize, forms: impl IntoIterator<Item = String>) {
        self.forms.extend(forms.into_iter().map(|form| (form, number)));
    }

    /// A token that can stand in ids and in addresses.
    pub(super) fn word(&mut self, field: &str) -> String {
        let number = self.next(field);
        let word = format!("canary{number:05}");
        self.add(number, [word.clone()]);
        word
    }

    pub(super) fn text(&mut self, field: &str) -> String {
        format!("鳥{}", self.word(field))
    }

    pub(super) fn count(&mut self, field: &str) -> i64 {
        let number = self.next(field);
        let count = 70_000_000 + number as i64;
        self.add(number, [count.to_string()]);
        count
    }

    /// A value that a field takes. Which sort of value that is shows in what its parser accepts.
    pub(super) fn value(&mut self, field: &str, check: Check) -> String {
        let takes = |probe: &str| check(probe).is_ok();
        if takes("ことば a-1") {
            return self.text(field);
        }
        if takes("https://www.example.jp/") {
            return format!("https://{}.example.jp/", self.word(field));
        }
        if takes("a@example.jp") {
            return format!("{}@example.jp", self.word(field));
        }
        if takes("a.png") {
            return format!("{}.png", self.word(field));
        }
        if takes("a-b") {
            return self.word(field);
        }
        let number = self.next(field);
        let day = jiff::civil::date(1901, 1, 1) + i64::try_from(number).unwrap().days();
        let (value, mut forms) = if takes("かな") {
            let digits = format!("{number:05}")
                .chars()
                .map(|c| "あいうえおかきくけこ".chars().nth(c as usize - 48).unwrap())
                .collect::<String>();
            (format!("とりさま{digits}"), Vec::new())
        } else if takes("03-1234-5678") {
            let digits = format!("{number:05}");
            let number = format!("{}-{}", &digits[..1], &digits[1..]);
            (format!("03-123{number}"), vec![format!("+813123{digits}"), format!("03123{digits}")])
        } else if takes("令和3年度") {
            let said = Language::ALL.iter().map(|language| words(*language).date(Date::Day(day)));
            (day.to_string(), said.collect())
        } else if takes("2026-11-20") {
            // A last day lies in the future, so that what is between is now.
            let day = if field.ends_with(" to") { day.checked_add(200.years()).unwrap() } else { day };
            let said = Language::ALL.iter().map(|language| words(*language).date(Date::Day(day)));
            (day.to_string(), said.collect())
        } else if takes("999-0001") {
            let digits = format!("{number:05}");
            (format!("88{}-{}", &digits[..1], &digits[1..]), vec![format!("88{digits}")])
        } else if takes("35.0, 139.0") {
            (format!("36.{number:05}, 141.{number:05}"), vec![format!("36.{number:05}"), format!("141.{number:05}")])
        } else if takes("月 9:00-10:00") {
            let (from, to) = (61 + number % 600, 721 + number / 600);
            let schedule = format!("水 {}:{:02}-{}:{:02}", from / 60, from % 60, to / 60, to % 60);
            let parsed: Schedule = schedule.parse().unwrap();
            (schedule, Language::ALL.iter().flat_map(|language| words(*language).hours(&parsed)).collect())
        } else if takes("0123456789abcdef") {
            (format!("cafe{number:012}"), Vec::new())
        } else if takes("a1") {
            (format!("k{number:05}"), Vec::new())
        } else {
            panic!("{field}: no token is known that its parser takes")
        };
        forms.push(value.clone());
        self.add(number, forms);
        value
    }

    /// The tokens that occur in a site, addresses included, each with its field.
    pub(super) fn found_in(&self, files: &BTreeMap<String, Vec<u8>>) -> BTreeSet<(usize, &str)> {
        // Forms by how they begin, so that each file is searched for few things.
        let start = |form: &str| form.char_indices().nth(3).map_or(form.len(), |(at, _)| at);
        let mut starts: BTreeMap<&str, (BTreeSet<usize>, BTreeMap<&str, usize>)> = BTreeMap::new();
        for (form, number) in &self.forms {
            let (lengths, forms) = starts.entry(&form[..start(form)]).or_default();
            lengths.insert(form.len());
            forms.insert(form, *number);
        }
        let mut found = BTreeSet::new();
        for (address, bytes) in files {
            let text = format!("{address}\n{}", String::from_utf8_lossy(bytes).replace("<wbr>", ""));
            for (start, (lengths, forms)) in &starts {
                for (at, _) in text.match_indices(start) {
                    // No token is a part of another number: 3 July is none of 23 July.
                    let is_whole = |end: usize| {
                        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
                        let within = &text[at..end];
                        let goes_on_before =
                            is_digit(text[..at].chars().next_back()) && is_digit(within.chars().next());
                        let goes_on_behind =
                            is_digit(within.chars().next_back()) && is_digit(text[end..].chars().next());
                        !(goes_on_before || goes_on_behind)
                    };
                    let here = lengths.iter().filter_map(|length| {
                        let number = forms.get(text.get(at..at + length)?)?;
                        is_whole(at + length).then_some(number)
                    });
                    found.extend(here.map(|number| (*number, self.fields[*number].as_str())));
                }
            }
        }
        found
    }
}
