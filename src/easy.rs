//! やさしい日本語: a text in, what makes it hard to read out.
//!
//! Sentences of at most 40 characters (about 25 is right) and 13 kanji, no negation of a negation, and words that are
//! known to be hard only with an explanation in brackets. Blanks, brackets and readings are not counted.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::characters::is_kanji;
use crate::diagnostic::Diagnostic;
use crate::yaml;

/// What a sentence may have.
const CHARACTERS: usize = 40;
const KANJI: usize = 13;

/// Two negations, without blanks, and what is said in their place.
const NEGATIONS: [(&str, &str); 30] = [
    ("なければなりません", MUST),
    ("なければならない", MUST),
    ("なければいけません", MUST),
    ("なければいけない", MUST),
    ("なくてはなりません", MUST),
    ("なくてはならない", MUST),
    ("なくてはいけません", MUST),
    ("なくてはいけない", MUST),
    ("ないといけません", MUST),
    ("ないといけない", MUST),
    ("ないとなりません", MUST),
    ("ざるをえません", NO_WAY_ROUND),
    ("ざるをえない", NO_WAY_ROUND),
    ("ざるを得ません", NO_WAY_ROUND),
    ("ざるを得ない", NO_WAY_ROUND),
    ("ないわけではありません", CAN_BE),
    ("ないわけではない", CAN_BE),
    ("ないことはありません", CAN_BE),
    ("ないことはない", CAN_BE),
    ("ないこともありません", CAN_BE),
    ("ないこともない", CAN_BE),
    ("ないものではありません", CAN_BE),
    ("なくはありません", CAN_BE),
    ("なくはない", CAN_BE),
    ("なくもない", CAN_BE),
    ("ないとはかぎりません", MAY_BE),
    ("ないとはかぎらない", MAY_BE),
    ("ないとは限りません", MAY_BE),
    ("ないとは限らない", MAY_BE),
    ("ないとは言えません", MAY_BE),
];

const MUST: &str = "〜て ください";
const NO_WAY_ROUND: &str = "〜しか ありません";
const CAN_BE: &str = "〜ことが あります";
const MAY_BE: &str = "〜かも しれません";

/// What may follow a [`MUST`], and what is said then: a third negation takes the duty away.
const AFTER_MUST: [(&str, &str); 10] = [
    ("ことはありません", NEED_NOT),
    ("ことはない", NEED_NOT),
    ("わけではありません", NEED_NOT),
    ("わけではない", NEED_NOT),
    ("わけではなく", NEED_NOT),
    ("ものではありません", NEED_NOT),
    ("とはかぎりません", NEED_NOT),
    ("とは限りません", NEED_NOT),
    ("ですか", "〜なくても いいですか"),
    ("か", "〜なくても いいですか"),
];

const NEED_NOT: &str = "〜なくても いいです";

/// What makes a text hard to read: problems without a file, each with its place in the text.
#[must_use]
pub fn hard_to_read(text: &str) -> Vec<(Range<usize>, Diagnostic)> {
    let mut found = Vec::new();
    for range in sentences(text) {
        let sentence = &text[range.clone()];
        let (characters, kanji) = weigh(sentence);
        if characters > CHARACTERS {
            let problem = Diagnostic::warning("easy-long-sentence").with("count", characters);
            found.push((range.clone(), problem.with("limit", CHARACTERS)));
        } else if kanji > KANJI {
            let problem = Diagnostic::warning("easy-many-kanji").with("count", kanji).with("limit", KANJI);
            found.push((range.clone(), problem));
        }
        let within = |inner: Range<usize>| range.start + inner.start..range.start + inner.end;
        found.extend(negations(sentence).into_iter().map(|(inner, problem)| (within(inner), problem)));
        found.extend(words(sentence).into_iter().map(|(inner, problem)| (within(inner), problem)));
    }
    found
}

/// The sentences, without the blanks around them.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '「' | '（' => depth += 1,
            '」' | '）' => depth = depth.saturating_sub(1),
            '。' | '！' | '？' | '\n' if depth == 0 => {
                found.push(start..at + c.len_utf8());
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    found.push(start..text.len());
    let trimmed = found.into_iter().map(|range| {
        let sentence = &text[range.clone()];
        let start = range.end - sentence.trim_start().len();
        start..start + sentence.trim().len()
    });
    trimmed.filter(|range| !range.is_empty()).collect()
}

/// How many characters and kanji a sentence has outside of brackets.
fn weigh(sentence: &str) -> (usize, usize) {
    let mut depth = 0_usize;
    let (mut characters, mut kanji) = (0, 0);
    for c in sentence.chars() {
        match c {
            '（' | '《' => depth += 1,
            '）' | '》' => depth = depth.saturating_sub(1),
            c if depth > 0 || c.is_whitespace() || c == '｜' => {}
            c => {
                characters += 1;
                kanji += usize::from(is_kanji(c));
            }
        }
    }
    (characters, kanji)
}

fn negations(sentence: &str) -> Vec<(Range<usize>, Diagnostic)> {
    let places: Vec<(usize, char)> = sentence.char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
    let plain: String = places.iter().map(|(_, c)| c).collect();
    let mut found = Vec::new();
    let mut done = 0;
    while let Some((start, words, instead)) = next_negation(&plain, done) {
        done = start + words.len();
        let place = |at: usize| places[plain[..at].chars().count()];
        let (first, last) = (place(start), place(done - words.chars().next_back().map_or(0, char::len_utf8)));
        let problem = Diagnostic::warning("easy-double-negation").with("value", words).with("instead", instead);
        found.push((first.0..last.0 + last.1.len_utf8(), problem));
    }
    found
}

/// The first double negation from a place on: where it begins, all of its words, and what says the same.
fn next_negation(plain: &str, from: usize) -> Option<(usize, &str, &'static str)> {
    let places =
        NEGATIONS.iter().filter_map(|(words, instead)| Some((from + plain[from..].find(words)?, words, *instead)));
    let (start, words, instead) = places.min_by_key(|(start, ..)| *start)?;
    let end = start + words.len();
    let after = AFTER_MUST.iter().find(|(after, _)| instead == MUST && plain[end..].starts_with(after));
    let (end, instead) = after.map_or((end, instead), |(after, instead)| (end + after.len(), *instead));
    Some((start, &plain[start..end], instead))
}

/// Hard words that nothing explains. What stands in 「 」 is a name or what somebody says.
fn words(sentence: &str) -> Vec<(Range<usize>, Diagnostic)> {
    let mut found: Vec<(Range<usize>, Diagnostic)> = Vec::new();
    let mut depth = 0_usize;
    for (at, c) in sentence.char_indices() {
        match c {
            '「' | '（' | '《' => depth += 1,
            '」' | '）' | '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 || found.last().is_some_and(|(range, _)| at < range.end) {
            continue;
        }
        if let Some((word, instead)) = hard_word(sentence, at) {
            let range = at..at + word.len();
            let problem = Diagnostic::warning("easy-hard-word").with("word", word).with("instead", instead);
            found.push((range, problem));
        }
    }
    found
}

/// The longest hard word that stands at a place and is not explained behind it.
fn hard_word(sentence: &str, at: usize) -> Option<(&'static str, &'static str)> {
    static WORDS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
        yaml::read_plain(include_str!("words/hard.yaml")).expect("the hard words are right; a test reads them")
    });
    let rest = &sentence[at..];
    let fits = WORDS.iter().filter(|(word, _)| rest.starts_with(word.as_str()));
    let (word, instead) = fits.max_by_key(|(word, _)| word.len())?;
    // スタッフルーム is another word.
    let is_katakana = |c: char| matches!(c, 'ァ'..='ヺ' | 'ー');
    let goes_on = word.ends_with(is_katakana)
        && (rest[word.len()..].starts_with(is_katakana) || sentence[..at].ends_with(is_katakana));
    let name_goes_on = |c: char| is_kanji(c) || is_katakana(c);
    let is_explained = rest[word.len()..].trim_start_matches(name_goes_on).trim_start().starts_with(['（', '《']);
    (!goes_on && !is_explained).then_some((word.as_str(), instead.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = hard_to_read(text);
        let found: Vec<(&str, &str)> =
            found.iter().map(|(range, problem)| (problem.code, &text[range.clone()])).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn easy_sentences_are_let_through() {
        check("話を 聞きます。名前は 言わなくて いいです。「申請したいです」と 言って ください。", &[]);
        check("就労（働く こと）の 相談です。ハローワークの スタッフルーム。", &[]);
    }

    #[test]
    fn what_is_hard_is_found_at_its_place() {
        check("電話する。窓口で 申請します。", &[("easy-hard-word", "申請")]);
        check("電話 しなければ なりません。", &[("easy-double-negation", "なければ なりません")]);
        let long = "あ".repeat(41);
        check(&format!("短い。{long}。"), &[("easy-long-sentence", &format!("{long}。"))]);
        check("山川田中村上下左右大小東西南。", &[("easy-many-kanji", "山川田中村上下左右大小東西南。")]);
        check(&format!("{}（{long}）。", "あ".repeat(39)), &[]);
    }

    #[test]
    fn what_is_advised_for_a_double_negation_means_the_same() {
        #[track_caller]
        fn check(text: &str, expected: &[(&str, &str)]) {
            let found = negations(text);
            let found: Vec<(&str, &str)> = found
                .iter()
                .map(|(range, problem)| (&text[range.clone()], problem.value("instead").unwrap()))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
        check("名前を 言わなければ なりません。", &[("なければ なりません", MUST)]);
        check("言わなければ ならない ことは ありません。", &[("なければ ならない ことは ありません", NEED_NOT)]);
        check("言わなくては いけない わけでは ない。", &[("なくては いけない わけでは ない", NEED_NOT)]);
        check("行かなければ なりませんか。", &[("なければ なりませんか", "〜なくても いいですか")]);
        check("行けない ことは ありません。", &[("ない ことは ありません", CAN_BE)]);
        check("休まざるを えません。", &[("ざるを えません", NO_WAY_ROUND)]);
        check("来ないとは 限りません。", &[("ないとは 限りません", MAY_BE)]);
        check(
            "書かなければ ならない。出さないと いけない。",
            &[("なければ ならない", MUST), ("ないと いけない", MUST)],
        );
        check("名前は 言わなくても いいです。話さない ことが あります。", &[]);
    }

    #[test]
    fn there_are_enough_hard_words_and_what_to_say_is_easy() {
        let all: BTreeMap<String, String> = yaml::read_plain(include_str!("words/hard.yaml")).unwrap();
        assert!(all.len() >= 220, "{}", all.len());
        for (word, instead) in &all {
            assert_eq!(hard_to_read(instead), [], "{word}");
        }
    }

    #[test]
    fn our_own_words_are_easy() {
        let files = [include_str!("words/easy.yaml"), include_str!("../themes/standard/words/easy.yaml")];
        for file in files {
            let mut values = vec![yaml::read_plain::<serde_json::Value>(file).unwrap()];
            while let Some(value) = values.pop() {
                match value {
                    serde_json::Value::Array(items) => values.extend(items),
                    serde_json::Value::Object(fields) => values.extend(fields.into_iter().map(|(_, value)| value)),
                    // Scripts get lists of words in one.
                    serde_json::Value::String(text) => {
                        text.split(',').for_each(|text| assert_eq!(hard_to_read(text), [], "{text}"));
                    }
                    _ => {}
                }
            }
        }
    }
}
