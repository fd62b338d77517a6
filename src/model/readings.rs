//! Readings that nobody has to write: those of names, whose kana is known, and those of the glossary's words in prose.

use rayon::prelude::*;

use super::value::{Kana, Language, Text};
use super::{Entry, List, Site};
use crate::markdown::{Markdown, Segment};
use crate::reading::{HardWords, Lexicon, Prose, align};

impl Site {
    /// Gives them to everything that has been read.
    pub(super) fn add_readings(&mut self) {
        let glossary: Vec<(String, String)> =
            self.glossary.iter().map(|word| (word.word.to_string(), word.kana.to_string())).collect();
        let words = || glossary.iter().map(|(word, kana)| (word.as_str(), kana.as_str()));
        let lexicon = Lexicon::with(words());
        let hard = HardWords::new(words(), &lexicon);
        let name = |name: &mut Text, kana: &Kana| add(name, kana, &lexicon);
        self.services.par_iter_mut().for_each(|(_, entry)| {
            let names = &mut entry.data.service_mut().names;
            name(&mut names.name, &names.kana);
            for desk in entry.data.own_mut().desks_mut() {
                if let (Some(text), Some(kana)) = (&mut desk.name, &desk.kana) {
                    name(text, kana);
                }
            }
            entry.add_words(&hard);
        });
        self.wards.par_iter_mut().for_each(|(_, entry)| {
            name(&mut entry.data.name, &entry.data.kana);
            entry.add_words(&hard);
        });
        self.pages.par_iter_mut().for_each(|(_, entry)| entry.add_words(&hard));
        self.organisations.values_mut().for_each(|listed| name(listed.data.name.ja_mut(), &listed.data.kana));
        each(&mut self.glossary, |word| name(&mut word.word, &word.kana));
        for lists in self.lists.values_mut() {
            each(&mut lists.streets, |street| name(&mut street.name, &street.kana));
        }
    }
}

fn each<T>(list: &mut List<T>, change: impl Fn(&mut T)) {
    list.items.iter_mut().for_each(|listed| change(&mut listed.data));
}

/// What cannot be told apart gets no reading; `check` says so where the two do not belong together.
fn add(name: &mut Text, kana: &Kana, lexicon: &Lexicon) {
    let readings = align(name.as_str(), kana.as_str(), lexicon);
    name.read_as(readings.unwrap_or_default());
}

impl<T, X> Entry<T, X> {
    fn add_words(&mut self, words: &HardWords) {
        if words.is_empty() {
            return;
        }
        self.body.add_words(words);
        let japanese = self.translations.iter_mut().filter(|(language, _)| **language != Language::En);
        japanese.for_each(|(_, translation)| translation.body.add_words(words));
    }
}

impl Markdown {
    fn add_words(&mut self, words: &HardWords) {
        let mut prose = Prose::new(words);
        for segment in &mut self.segments {
            if let Segment::Html(html) = segment {
                *html = prose.piece(html);
            }
        }
        let readings = words.readings_in(self.lead.as_str());
        self.lead.read_as(readings);
    }
}
