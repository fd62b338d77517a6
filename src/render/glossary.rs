//! Words that not everybody knows.

use super::Inputs;
use super::pieces::rows;
use super::view::{GlossaryRowView, GlossaryView, GlossaryWordView};
use crate::language::{Language, Phrase};
use crate::model::Word;

/// All words, by kana.
pub(super) fn glossary_view(inputs: Inputs<'_>, language: Language) -> GlossaryView {
    let mut words: Vec<&Word> = inputs.site.glossary.iter().collect();
    words.sort_by(|a, b| (&a.kana, &a.id).cmp(&(&b.kana, &b.id)));
    let rows = rows(words, |word| word.kana.as_str());
    let rows = rows.into_iter().map(|(kana, words)| GlossaryRowView {
        kana,
        words: words.iter().map(|word| word_view(language, word)).collect(),
    });
    GlossaryView { rows: rows.collect() }
}

/// The words that occur in a Japanese text, by kana.
pub(super) fn words_in(inputs: Inputs<'_>, language: Language, text: &str) -> Vec<GlossaryWordView> {
    let mut words: Vec<&Word> = inputs.site.glossary.iter().filter(|word| text.contains(word.word.as_str())).collect();
    words.sort_by(|a, b| (&a.kana, &a.id).cmp(&(&b.kana, &b.id)));
    words.into_iter().map(|word| word_view(language, word)).collect()
}

fn word_view(language: Language, word: &Word) -> GlossaryWordView {
    GlossaryWordView {
        id: word.id.to_string(),
        word: Phrase::japanese(language, &word.word),
        kana: word.kana.as_str().to_owned(),
        means: Phrase::local(language, &word.means),
    }
}
