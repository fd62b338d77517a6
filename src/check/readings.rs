//! Readings belong to their words.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, FieldPath, Location};
use crate::markdown::Markdown;
use crate::model::part::ServiceText;
use crate::model::value::{Kana, Text};
use crate::model::{Entry, Record, Site};
use crate::path::SourcePath;
use crate::reading::{Lexicon, align};

pub(super) fn check(site: &Site, diagnostics: &mut Diagnostics) {
    let looked = Look::new(site);
    names(site, &looked, diagnostics);
    for record in site.records() {
        let own = record.data.own().strings();
        let own = record.service.strings().into_iter().chain(own).chain([&record.service.names.name]);
        looked.texts(record.path, own, diagnostics);
        overlays(record, &looked, diagnostics);
    }
    for ward in site.wards.values() {
        looked.texts(&ward.path, ward.data.strings(), diagnostics);
        looked.bodies(ward, diagnostics);
    }
    for page in site.pages.values() {
        looked.texts(&page.path, [&page.data.title].into_iter().chain(&page.data.description), diagnostics);
        looked.bodies(page, diagnostics);
    }
}

/// The kana of a name is the kana of that name.
fn names(site: &Site, looked: &Look, diagnostics: &mut Diagnostics) {
    let mut name = |path: &SourcePath, field: FieldPath, name: &Text, kana: &Kana| {
        if align(name.as_str(), kana.as_str(), &looked.lexicon).is_none() {
            let problem = Diagnostic::warning("reading-mismatch").with("word", name).with("kana", kana);
            diagnostics.push(problem.at(Location::field(path, field)));
        }
    };
    for record in site.records() {
        let names = &record.service.names;
        name(record.path, "kana".into(), &names.name, &names.kana);
        for (number, desk) in record.desks.iter().enumerate() {
            if let (Some(text), Some(kana)) = (&desk.name, &desk.kana) {
                name(record.path, FieldPath::from("desks").index(number).key("kana"), text, kana);
            }
        }
    }
    for ward in site.wards.values() {
        name(&ward.path, "kana".into(), &ward.data.name, &ward.data.kana);
    }
    let item = |number: usize| FieldPath::default().index(number).key("kana");
    for listed in site.organisations.values() {
        name(&listed.path, item(listed.number), listed.data.name.ja(), &listed.data.kana);
    }
    for listed in site.lists.values().flat_map(|lists| &lists.streets.items) {
        name(&listed.path, item(listed.number), &listed.data.name, &listed.data.kana);
    }
    for listed in &site.glossary.items {
        name(&listed.path, item(listed.number), &listed.data.word, &listed.data.kana);
    }
}

fn overlays(record: Record<'_>, looked: &Look, diagnostics: &mut Diagnostics) {
    looked.body(record.path, record.body, diagnostics);
    for overlay in record.translations.values() {
        let ServiceText { name, desks, texts } = &overlay.data;
        let desks = desks.iter().map(|desk| &desk.name);
        let texts = name.iter().chain(desks).chain(texts.iter().map(|pair| &pair.say));
        looked.texts(&overlay.path, texts, diagnostics);
        looked.body(&overlay.path, &overlay.body, diagnostics);
    }
}

/// What is known of words.
struct Look<'a> {
    lexicon: Lexicon,
    glossary: BTreeMap<&'a str, &'a str>,
}

impl<'a> Look<'a> {
    fn new(site: &'a Site) -> Self {
        let words = || site.glossary.iter().map(|word| (word.word.as_str(), word.kana.as_str()));
        Self { lexicon: Lexicon::with(words()), glossary: words().collect() }
    }

    fn texts<'t>(&self, path: &SourcePath, texts: impl IntoIterator<Item = &'t Text>, diagnostics: &mut Diagnostics) {
        for text in texts {
            for reading in text.readings() {
                let word = &text.as_str()[reading.range.clone()];
                let at = || Location::text(path, format!("｜{word}《{}》", reading.kana));
                self.word(word, &reading.kana, at, diagnostics);
            }
        }
    }

    fn bodies<T, X>(&self, entry: &Entry<T, X>, diagnostics: &mut Diagnostics) {
        self.body(&entry.path, &entry.body, diagnostics);
        for overlay in entry.translations.values() {
            self.body(&overlay.path, &overlay.body, diagnostics);
        }
    }

    fn body(&self, path: &SourcePath, body: &Markdown, diagnostics: &mut Diagnostics) {
        for (word, kana, range) in &body.readings {
            self.word(word, kana, || Location::bytes(path, range.clone()), diagnostics);
        }
    }

    fn word(&self, word: &str, kana: &str, at: impl FnOnce() -> Location, diagnostics: &mut Diagnostics) {
        let known = self.glossary.get(word).filter(|known| **known != crate::characters::hiragana(kana));
        if let Some(known) = known {
            let problem = Diagnostic::warning("reading-differs").with("word", word).with("kana", kana);
            diagnostics.push(problem.with("known", known).at(at()));
        } else if align(word, kana, &self.lexicon).is_none() {
            let problem = Diagnostic::warning("reading-mismatch").with("word", word).with("kana", kana);
            diagnostics.push(problem.at(at()));
        }
    }
}
