//! Words whose readings are known: those that municipalities' names are made of, and a guide's glossary.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::characters::{hiragana, is_kanji};
use crate::yaml;

/// Words of kanji alone, by their first character; the longest of each first.
#[derive(Clone, Debug)]
pub struct Lexicon(BTreeMap<char, Vec<(String, String)>>);

impl Default for Lexicon {
    /// The words of names.
    fn default() -> Self {
        static WORDS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
            yaml::read_plain(include_str!("../words/readings.yaml")).expect("the readings are right; a test reads them")
        });
        Self::new(WORDS.iter().map(|(word, kana)| (word.as_str(), kana.as_str())))
    }
}

impl Lexicon {
    /// The words of names, and others that come first.
    #[must_use]
    pub fn with<'a>(words: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut all = Self::new(words.filter(|(word, _)| word.chars().all(is_kanji)));
        for (first, words) in Self::default().0 {
            let own = all.0.entry(first).or_default();
            own.extend(words);
            own.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        all
    }

    fn new<'a>(words: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut all: BTreeMap<char, Vec<(String, String)>> = BTreeMap::new();
        for (word, kana) in words {
            let first = word.chars().next().unwrap_or_default();
            all.entry(first).or_default().push((word.to_owned(), hiragana(kana)));
        }
        for words in all.values_mut() {
            words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        Self(all)
    }

    /// The longest word of at most so many characters that a text begins with.
    pub(super) fn at(&self, text: &str, longest: usize) -> Option<(&str, &str)> {
        let words = self.0.get(&text.chars().next()?)?;
        let fits = |word: &&(String, String)| text.starts_with(&word.0) && word.0.chars().count() <= longest;
        words.iter().find(fits).map(|(word, kana)| (word.as_str(), kana.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::value::Kana;

    #[test]
    fn every_word_is_of_kanji_and_its_reading_of_kana() {
        for (word, kana) in Lexicon::default().0.values().flatten() {
            assert!(word.chars().all(is_kanji), "{word}");
            assert!(kana.parse::<Kana>().is_ok(), "{kana}");
        }
    }

    #[test]
    fn the_longest_word_is_found() {
        let lexicon = Lexicon::with([("相談支援", "そうだんしえん")].into_iter());
        assert_eq!(lexicon.at("相談支援員", 9), Some(("相談支援", "そうだんしえん")));
        assert_eq!(lexicon.at("相談支援員", 3), Some(("相談", "そうだん")));
        assert_eq!(lexicon.at("談", 3), None);
    }
}
