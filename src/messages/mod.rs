//! The words of problems, by code, in Japanese and English. Code elsewhere holds codes and values, no prose.

mod fields;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::diagnostic::Diagnostic;
use crate::language::fill;
use crate::yaml;

/// The language of messages to staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageLanguage {
    /// Japanese.
    Ja,
    /// English.
    En,
}

/// The words of one code.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    title: String,
    #[serde(default)]
    label: String,
    help: Help,
    /// An example of the mistake.
    pub wrong: String,
    /// The same without the mistake.
    pub right: String,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Help {
    One(String),
    First(Vec<String>),
}

/// All words of a language.
#[derive(Debug, Deserialize)]
pub struct Messages {
    #[serde(rename = "_terms")]
    terms: BTreeMap<String, String>,
    /// What the words of closed lists mean.
    #[serde(rename = "_choices", default)]
    choices: BTreeMap<String, String>,
    #[serde(flatten)]
    by_code: BTreeMap<String, Message>,
}

/// The words of one problem.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    /// What happened.
    pub title: String,
    /// What to say at the place.
    pub label: String,
    /// What to type.
    pub help: String,
}

/// The words of a language.
#[must_use]
pub fn messages(language: MessageLanguage) -> &'static Messages {
    static MESSAGES: LazyLock<[Messages; 2]> = LazyLock::new(|| {
        [include_str!("ja.yaml"), include_str!("en.yaml")]
            .map(|text| yaml::read_plain(text).expect("a test reads them all"))
    });
    &MESSAGES[language as usize]
}

impl Messages {
    /// Every code.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.by_code.keys().map(String::as_str)
    }

    /// The words of a code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Message> {
        self.by_code.get(code)
    }

    /// A term or a phrase that belongs to no code.
    #[must_use]
    pub fn term(&self, name: &str) -> &str {
        self.terms.get(name).map_or("", String::as_str)
    }

    /// The terms whose names begin so, without that beginning.
    #[must_use]
    pub fn terms_of(&self, beginning: &str) -> BTreeMap<&str, &str> {
        let named = self.terms.iter().filter_map(|(name, term)| Some((name.strip_prefix(beginning)?, term.as_str())));
        named.collect()
    }

    /// A problem in words.
    #[must_use]
    pub fn say(&self, diagnostic: &Diagnostic) -> Said {
        let message = self.get(diagnostic.code).expect("a test holds every code to its words");
        let term = |name: &str, value: &str| match name {
            "expected" | "found" | "reason" | "screen" => self.terms.get(value).cloned(),
            "parts" => Some(value.split(", ").map(|part| self.part(part)).collect::<Vec<_>>().join(", ")),
            "choices" => Some(value.split(", ").map(|word| self.with_meaning(word)).collect::<Vec<_>>().join(", ")),
            _ => None,
        };
        let mut values: Vec<(&str, String)> = diagnostic
            .values
            .iter()
            .map(|(name, value)| (*name, term(name, value).unwrap_or_else(|| shortened(value))))
            .collect();
        if diagnostic.code == "unknown-choice" {
            values.extend(self.meant(diagnostic).map(|word| ("nearest", word)));
        }
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Said {
            title: fill(&message.title, &values),
            label: fill(&message.label, &values),
            help: fill(message.help(&values), &values),
        }
    }

    /// A term, with what of it: `paper_voices=kikkake`
    fn part(&self, part: &str) -> String {
        match part.split_once('=') {
            Some((term, of)) => format!("{}（{of}）", self.term(term)),
            None => self.term(part).to_owned(),
        }
    }

    /// `self（本人）`
    fn with_meaning(&self, word: &str) -> String {
        match self.choices.get(word) {
            Some(meaning) => format!("{word}（{meaning}）"),
            None => word.to_owned(),
        }
    }

    /// The choice whose meaning was written in its place: `self` for 本人.
    fn meant(&self, diagnostic: &Diagnostic) -> Option<String> {
        let value = |wanted: &str| diagnostic.values.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value);
        let (written, choices) = (value("value")?, value("choices")?);
        let means =
            |word: &&str| self.choices.get(*word).is_some_and(|meaning| meaning.split('・').any(|one| one == written));
        choices.split(", ").find(means).filter(|_| value("nearest").is_none()).map(str::to_owned)
    }
}

/// A value as it stands in a sentence: nobody reads more than some lines of one.
fn shortened(value: &str) -> String {
    const LIMIT: usize = 1000;
    match value.char_indices().nth(LIMIT) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

impl Message {
    /// The title of all problems of this code, with … for what differs.
    #[must_use]
    pub fn general_title(&self) -> String {
        general(&self.title)
    }

    /// The most general advice, with … for what differs.
    #[must_use]
    pub fn general_help(&self) -> String {
        general(match &self.help {
            Help::One(help) => help,
            Help::First(several) => several.last().map_or("", String::as_str),
        })
    }

    /// The first advice whose values are all there.
    fn help(&self, values: &[(&str, &str)]) -> &str {
        match &self.help {
            Help::One(help) => help,
            Help::First(several) => {
                let fits = |help: &&String| {
                    placeholders(help).iter().all(|name| values.iter().any(|(known, _)| known == name))
                };
                several.iter().find(fits).or(several.last()).map_or("", String::as_str)
            }
        }
    }
}

fn general(sentence: &str) -> String {
    let unknown: Vec<(&str, &str)> = placeholders(sentence).into_iter().map(|name| (name, "…")).collect();
    fill(sentence, &unknown)
}

/// The names in `{…}`.
fn placeholders(sentence: &str) -> Vec<&str> {
    let pieces = sentence.split('{').skip(1).filter_map(|piece| piece.split_once('}'));
    pieces
        .map(|(name, _)| name)
        .filter(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_the_same_things() {
        let (ja, en) = (messages(MessageLanguage::Ja), messages(MessageLanguage::En));
        assert_eq!(ja.codes().collect::<Vec<_>>(), en.codes().collect::<Vec<_>>());
        assert_eq!(ja.terms.keys().collect::<Vec<_>>(), en.terms.keys().collect::<Vec<_>>());
        for code in ja.codes() {
            let (ja, en) = (&ja.by_code[code], &en.by_code[code]);
            let all = |message: &Message| {
                let help = match &message.help {
                    Help::One(help) => vec![help.clone()],
                    Help::First(several) => several.clone(),
                };
                [vec![message.title.clone(), message.label.clone()], help].concat()
            };
            for (ja, en) in all(ja).iter().zip(all(en)) {
                let mut names = (placeholders(ja), placeholders(&en));
                names.0.sort_unstable();
                names.1.sort_unstable();
                names.0.dedup();
                names.1.dedup();
                assert_eq!(names.0, names.1, "{code}: {ja} / {en}");
            }
            assert_eq!(all(ja).len(), all(en).len(), "{code}");
        }
    }

    #[test]
    fn advice_depends_on_what_is_known() {
        let diagnostic = Diagnostic::error("unknown-concern").with("id", "wrok").with("known", "work, talk");
        let en = messages(MessageLanguage::En);
        assert_eq!(en.say(&diagnostic).help, "concerns.yaml has work, talk");
        assert_eq!(en.say(&diagnostic.with("nearest", "work")).help, "did you mean `work`?");
    }
}
