//! What each field of each kind of file is for, said once: for the comments that `shirube new` writes, and for the JSON
//! Schemas. The sentences and examples are data (`src/explanations.yaml`). Knows nothing about files or terminals.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::messages::MessageLanguage;
use crate::model::Form;
use crate::yaml::{self, Field, Shape};

/// What a field is for.
#[derive(Clone, Copy, Debug)]
pub struct Explanation<'a> {
    /// Its place in a file that is made for people to fill in.
    pub order: usize,
    /// A value as it is written in a file.
    pub example: &'a str,
    /// What a new file holds from the beginning, with names in braces for what the guide knows.
    pub start: Option<&'a str>,
    /// Whether people write it, and not the program.
    pub by_hand: bool,
    said: [&'a str; 2],
}

impl<'a> Explanation<'a> {
    /// The sentence.
    #[must_use]
    pub fn say(&self, language: MessageLanguage) -> &'a str {
        self.said[language as usize]
    }
}

/// A field of a form, with the way to it: `phones[].number`.
#[derive(Clone, Debug)]
pub struct FieldAt<'a> {
    /// The way to it.
    pub path: String,
    /// The field.
    pub field: &'a Field,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Explanations {
    fields: Vec<Entry>,
    choices: BTreeMap<String, Both>,
    forms: BTreeMap<String, Both>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    field: String,
    ja: Option<String>,
    en: Option<String>,
    example: Option<String>,
    start: Option<String>,
    by_hand: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Both {
    ja: String,
    en: String,
}

impl Both {
    fn say(&self, language: MessageLanguage) -> &str {
        match language {
            MessageLanguage::Ja => &self.ja,
            MessageLanguage::En => &self.en,
        }
    }
}

static ALL: LazyLock<Explanations> =
    LazyLock::new(|| yaml::read_plain(include_str!("explanations.yaml")).expect("a test reads them all"));

/// Where each entry stands.
static BY_FIELD: LazyLock<BTreeMap<&str, usize>> =
    LazyLock::new(|| ALL.fields.iter().enumerate().map(|(order, entry)| (entry.field.as_str(), order)).collect());

/// What a field of a form is for: what is said of this form alone before what is said of the longest end of the path.
#[must_use]
pub fn explanation(form: &str, path: &str) -> Option<Explanation<'static>> {
    let entries: Vec<&'static Entry> = entries(form, path).map(|order| &ALL.fields[order]).collect();
    fn first<T>(entries: &[&'static Entry], part: impl Fn(&'static Entry) -> Option<T>) -> Option<T> {
        entries.iter().find_map(|entry| part(entry))
    }
    let general = entries.iter().find(|entry| !entry.field.contains(' ')).or(entries.first())?;
    Some(Explanation {
        order: BY_FIELD[general.field.as_str()],
        example: first(&entries, |entry| entry.example.as_deref())?,
        // A name that is not at the top is another's name.
        start: first(&entries, |entry| entry.start.as_deref().filter(|_| is_whole(&entry.field, form, path))),
        by_hand: first(&entries, |entry| entry.by_hand).unwrap_or(true),
        said: [first(&entries, |entry| entry.ja.as_deref())?, first(&entries, |entry| entry.en.as_deref())?],
    })
}

/// Which entry says what a field is for. Fields with the same one need to be explained only once.
#[must_use]
pub fn key(form: &str, path: &str) -> Option<&'static str> {
    let mut entries = entries(form, path).map(|order| &ALL.fields[order]);
    entries.find(|entry| entry.ja.is_some()).map(|entry| entry.field.as_str())
}

/// What a word of a closed list means.
#[must_use]
pub fn choice(word: &str, language: MessageLanguage) -> Option<&'static str> {
    ALL.choices.get(word).map(|both| both.say(language))
}

/// What a kind of file is for.
#[must_use]
pub fn form(name: &str, language: MessageLanguage) -> &'static str {
    ALL.forms.get(name).map_or("", |both| both.say(language))
}

/// Every field of a form, each with those below it behind it.
#[must_use]
pub fn fields(form: &Form) -> Vec<FieldAt<'_>> {
    let mut found = Vec::new();
    below(form.fields(), "", &mut found);
    found
}

/// Every field below a path.
fn below<'a>(fields: &'a [Field], path: &str, found: &mut Vec<FieldAt<'a>>) {
    for field in fields.iter().filter(|field| field.is_here()) {
        let path = if path.is_empty() { field.name().to_owned() } else { format!("{path}.{}", field.name()) };
        found.push(FieldAt { path: path.clone(), field });
        inside(field.shape(), &path, found);
    }
}

fn inside<'a>(shape: &'a Shape, path: &str, found: &mut Vec<FieldAt<'a>>) {
    match shape {
        Shape::Map(fields) => below(fields, path, found),
        Shape::List(item) => inside(item, &format!("{path}[]"), found),
        Shape::OneOf(shapes) => shapes.iter().for_each(|shape| inside(shape, path, found)),
        Shape::Any | Shape::Text | Shape::Value(_) | Shape::Choice(_) | Shape::Integer(..) | Shape::Bool => {}
    }
}

/// The words that a field may hold, where they are a closed list.
#[must_use]
pub fn words(shape: &Shape) -> &[String] {
    match shape {
        Shape::Choice(words) => words,
        Shape::List(item) => words(item),
        _ => &[],
    }
}

/// The entries that fit a field, the best first.
fn entries(form: &str, path: &str) -> impl Iterator<Item = usize> {
    let own = BY_FIELD.get(format!("{form} {path}").as_str()).copied();
    let ends = std::iter::successors(Some(path), |path| path.split_once('.').map(|(_, end)| end));
    let general: Vec<usize> = ends.filter_map(|end| BY_FIELD.get(end).copied()).collect();
    own.into_iter().chain(general)
}

fn is_whole(entry: &str, form: &str, path: &str) -> bool {
    entry == path || entry.strip_prefix(form).is_some_and(|rest| rest.strip_prefix(' ') == Some(path))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::forms;
    use crate::path::SourcePath;
    use crate::yaml::Yaml;

    #[test]
    fn every_field_is_explained_in_both_languages_and_its_example_can_be_typed() {
        for form in forms() {
            for FieldAt { path, field } in fields(form) {
                let found = explanation(form.name, &path).unwrap_or_else(|| panic!("{}: {path}", form.name));
                let said = [MessageLanguage::Ja, MessageLanguage::En].map(|language| found.say(language));
                assert!(said.iter().all(|said| !said.is_empty()), "{}: {path}", form.name);
                let file = SourcePath::new("example.yaml");
                let text = format!("{}: {}\n", field.name(), found.example);
                let shape = Shape::Map(vec![field.clone()]);
                let (_, problems) = yaml::read::<serde_yaml::Value>(Yaml::whole(&file, &text), &shape);
                assert!(problems.is_empty(), "{}: {path}: {problems:?}", form.name);
            }
        }
    }

    #[test]
    fn every_explanation_is_one_of_a_field_and_every_word_has_a_meaning() {
        let mut used = BTreeSet::new();
        let mut said = BTreeSet::new();
        for form in forms() {
            assert!(ALL.forms.contains_key(form.name), "{}", form.name);
            for FieldAt { path, field } in fields(form) {
                used.extend(entries(form.name, &path));
                said.extend(choices(field.shape()));
            }
        }
        let left: Vec<&str> =
            (0..ALL.fields.len()).filter(|n| !used.contains(n)).map(|n| ALL.fields[n].field.as_str()).collect();
        assert_eq!(left, [""; 0], "explains nothing");
        assert_eq!(said, ALL.choices.keys().cloned().collect::<BTreeSet<String>>());
        assert_eq!(BY_FIELD.len(), ALL.fields.len(), "each is explained once");
        assert_eq!(ALL.forms.len(), forms().count());
    }

    fn choices(shape: &Shape) -> Vec<String> {
        match shape {
            Shape::Choice(words) => words.clone(),
            Shape::List(item) => choices(item),
            Shape::OneOf(shapes) => shapes.iter().flat_map(choices).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn what_is_said_of_one_place_comes_first() {
        let say = |form, path| explanation(form, path).unwrap().say(MessageLanguage::En);
        assert_eq!(say("window", "phones[].hours"), "When somebody answers this number, where that differs.");
        assert_eq!(say("window", "desks[].phones[].hours"), say("window", "phones[].hours"));
        assert_eq!(say("window", "name"), say("place", "name"));
        assert_ne!(say("window", "name"), say("ward", "name"));
        assert_eq!(explanation("window", "name").unwrap().start, Some("新しい窓口"));
        assert_eq!(explanation("window", "desks[].name").unwrap().start, None);
    }
}
