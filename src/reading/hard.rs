//! Words that are hard to read: those of a guide's glossary, found in prose.

use std::collections::BTreeMap;

use super::{Degree, Lexicon, Reading, align, ruby};
use crate::characters::is_kanji;

/// The words of a glossary that have kanji, by their first character; the longest of each first.
#[derive(Clone, Debug, Default)]
pub struct HardWords(BTreeMap<char, Vec<(String, Vec<Reading>)>>);

/// Words so long are found among other kanji, too: 民生委員 in 民生委員児童委員. In 日本人 there is no 本人.
const LONG: usize = 4;

impl HardWords {
    /// The words and their kana.
    #[must_use]
    pub fn new<'a>(words: impl Iterator<Item = (&'a str, &'a str)>, lexicon: &Lexicon) -> Self {
        let mut all: BTreeMap<char, Vec<(String, Vec<Reading>)>> = BTreeMap::new();
        for (word, kana) in words.filter(|(word, _)| word.contains(is_kanji)) {
            let first = word.chars().next().unwrap_or_default();
            all.entry(first).or_default().push((word.to_owned(), readings(word, kana, lexicon)));
        }
        for words in all.values_mut() {
            words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        Self(all)
    }

    /// Whether there is nothing to find.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The readings of the words in a text.
    #[must_use]
    pub fn readings_in(&self, text: &str) -> Vec<Reading> {
        let mut found = Vec::new();
        let (mut end, mut before) = (0, None);
        for (at, c) in text.char_indices() {
            if at >= end
                && let Some((word, readings)) = self.at(before, &text[at..])
            {
                let shifted = |reading: &Reading| {
                    let range = reading.range.start + at..reading.range.end + at;
                    Reading { range, ..reading.clone() }
                };
                found.extend(readings.iter().map(shifted));
                end = at + word.len();
            }
            before = Some(c);
        }
        found
    }

    /// The longest word that a text begins with.
    fn at(&self, before: Option<char>, text: &str) -> Option<&(String, Vec<Reading>)> {
        let words = self.0.get(&text.chars().next()?)?;
        words.iter().find(|(word, _)| {
            let Some(after) = text.strip_prefix(word.as_str()) else { return false };
            let length = word.chars().count();
            let joins_before = before.is_some_and(is_kanji) && word.starts_with(is_kanji);
            (length >= LONG || !joins_before) && (length > 1 || !after.starts_with(is_kanji))
        })
    }
}

fn readings(word: &str, kana: &str, lexicon: &Lexicon) -> Vec<Reading> {
    let parts = align(word, kana, lexicon).unwrap_or_default();
    let is_read = |at: usize| parts.iter().any(|reading| reading.range.contains(&at));
    match word.char_indices().all(|(at, c)| !is_kanji(c) || is_read(at)) {
        true => parts.into_iter().map(|reading| Reading { degree: Degree::Hard, ..reading }).collect(),
        // 8050問題: only the whole of it has a reading.
        false => vec![Reading { range: 0..word.len(), kana: kana.to_owned(), degree: Degree::Hard }],
    }
}

/// Prose on its way past: HTML that may be cut inside of a tag.
#[derive(Debug)]
pub struct Prose<'a> {
    words: &'a HardWords,
    is_in_tag: bool,
    /// Inside of an element whose text stays as it is.
    is_kept: bool,
}

impl<'a> Prose<'a> {
    /// Before the first piece.
    #[must_use]
    pub fn new(words: &'a HardWords) -> Self {
        Self { words, is_in_tag: false, is_kept: false }
    }

    /// The next piece, with readings above its hard words.
    pub fn piece(&mut self, html: &str) -> String {
        let mut out = String::with_capacity(html.len() + 64);
        let mut rest = html;
        while !rest.is_empty() {
            let end = rest.find(if self.is_in_tag { '>' } else { '<' });
            let (now, after) = rest.split_at(end.map_or(rest.len(), |end| end + 1));
            match self.is_in_tag {
                true => out.push_str(now),
                false if self.is_kept => out.push_str(now),
                false => out.push_str(&self.text(now)),
            }
            if end.is_some() {
                self.is_in_tag = !self.is_in_tag;
            }
            if self.is_in_tag && end.is_some() {
                self.is_kept = match after.split(['>', ' ']).next() {
                    Some("ruby" | "code") => true,
                    Some("/ruby" | "/code") => false,
                    _ => self.is_kept,
                };
            }
            rest = after;
        }
        out
    }

    /// Text with its entities, and perhaps the `<` behind it: no word has either in it.
    fn text(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        for reading in self.words.readings_in(text) {
            out.push_str(&text[done..reading.range.start]);
            let word = &text[reading.range.clone()];
            done = reading.range.end;
            out.push_str(&ruby(word, &[Reading { range: 0..word.len(), ..reading }]));
        }
        out + &text[done..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::without_readings;

    fn words() -> HardWords {
        let words = [
            ("民生委員", "みんせいいいん"),
            ("本人", "ほんにん"),
            ("家", "いえ"),
            ("8050問題", "はちまるごーまるもんだい"),
            ("保健福祉センター", "ほけんふくしせんたー"),
            ("ひきこもり", "ひきこもり"),
        ];
        HardWords::new(words.into_iter(), &Lexicon::default())
    }

    #[test]
    fn words_are_found_where_they_are_words() {
        #[track_caller]
        fn check(text: &str, expected: &[&str]) {
            let words = words();
            let found: Vec<&str> = words.readings_in(text).iter().map(|reading| &text[reading.range.clone()]).collect();
            assert_eq!(found, expected);
        }
        check("市の民生委員児童委員", &["民生委員"]);
        check("本人と日本人", &["本人"]);
        check("家と家族", &["家"]);
        check("8050問題と保健福祉センター", &["8050問題", "保健", "福祉"]);
        check("ひきこもり", &[]);
    }

    #[test]
    fn only_text_is_given_readings() {
        let words = words();
        let mut prose = Prose::new(&words);
        let pieces = ["<p>本人 <a href=\"", "\" title=\"本人\">本人</a> <code>本人</code>", "<ruby>本人</ruby>本人"];
        let html: String = pieces.iter().map(|piece| prose.piece(piece)).collect();
        assert_eq!(html.matches("<rt ").count(), 3, "{html}");
        assert_eq!(without_readings(&html), pieces.concat().replace("<ruby>", "").replace("</ruby>", ""));
    }
}
