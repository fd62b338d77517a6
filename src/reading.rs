//! Readings of words (読みがな): how staff write them, ｜民生委員《みんせいいいん》, and how pages show them.
//!
//! A page holds all of them and shows none until the reader asks for them; `reading/align.rs` finds out which part of a
//! name is read how, `reading/hard.rs` finds the words of a glossary in prose, `reading/lexicon.rs` knows words of names.

mod align;
mod hard;
mod lexicon;

use std::ops::Range;

pub use align::align;
pub use hard::{HardWords, Prose};
pub use lexicon::Lexicon;

use crate::characters::{escape, is_kanji};

/// How a part of a text is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The part, in bytes of the text.
    pub range: Range<usize>,
    /// How it is read.
    pub kana: String,
    /// For whom it is shown.
    pub degree: Degree,
}

/// Which readings somebody asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Degree {
    /// Words that are hard to read: those that staff have given a reading, and those of the glossary.
    Hard,
    /// Those of names, too.
    Every,
}

/// A piece of a text as it is written, in bytes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Plain text.
    Plain(Range<usize>),
    /// A word and its reading.
    Word(Range<usize>, Range<usize>),
    /// What was meant to be one.
    Wrong(Range<usize>, Option<Mistake>),
}

/// What is wrong with a reading, where that is clear: the name of a value that its problem has words for, and the value.
pub type Mistake = (&'static str, String);

const BAR: char = '｜';
const OPEN: char = '《';
const CLOSE: char = '》';

/// The pieces of a text with readings in it.
#[must_use]
pub fn pieces(written: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut done = 0;
    while let Some(at) = written[done..].find(OPEN).map(|at| done + at) {
        let inside = at + OPEN.len_utf8();
        let close = written[inside..].find([CLOSE, OPEN, BAR]).map(|close| inside + close);
        let close = close.filter(|close| written[*close..].starts_with(CLOSE));
        let end = close.map_or(inside, |close| close + CLOSE.len_utf8());
        let bar = written[done..at].rfind(BAR).map(|bar| done + bar);
        let word = bar.map(|bar| bar + BAR.len_utf8()..at).filter(|word| is_word(&written[word.clone()]));
        let kana = close.map(|close| inside..close).filter(|kana| is_kana(&written[kana.clone()]));
        let (start, piece) = match (bar.filter(|_| word.is_some()), word, kana) {
            (Some(bar), Some(word), Some(kana)) if !word.is_empty() => (bar, Piece::Word(word, kana)),
            (Some(bar), Some(word), _) if close.is_none() && !word.is_empty() => {
                let end = written.len() - written[inside..].trim_start_matches(is_kana_sign).len();
                (bar, Piece::Wrong(bar..end, Some(("unclosed", written[word].to_owned()))))
            }
            (Some(bar), ..) => (bar, Piece::Wrong(bar..end, None)),
            (None, _, Some(kana)) if written[..at].ends_with(is_kanji) => {
                let word = written[done..at].trim_end_matches(is_kanji).len() + done..at;
                let meant = format!("{BAR}{}{OPEN}{}{CLOSE}", &written[word.clone()], &written[kana]);
                (word.start, Piece::Wrong(word.start..end, Some(("meant", meant))))
            }
            // 《 》 are brackets, too.
            _ => (end, Piece::Plain(end..end)),
        };
        found.push(Piece::Plain(done..start));
        done = match &piece {
            Piece::Wrong(range, _) => range.end,
            _ => end,
        };
        found.push(piece);
    }
    found.push(Piece::Plain(done..written.len()));
    found.retain(|piece| !matches!(piece, Piece::Plain(range) if range.is_empty()));
    found
}

/// Whether there is anything to take apart.
#[must_use]
pub fn may_have_readings(written: &str) -> bool {
    written.contains(OPEN)
}

/// The first piece of a text that was meant to be a reading and is none.
#[must_use]
pub fn wrong_reading(written: &str) -> Option<(Range<usize>, Option<Mistake>)> {
    let pieces = if may_have_readings(written) { pieces(written) } else { Vec::new() };
    pieces.into_iter().find_map(|piece| match piece {
        Piece::Wrong(range, mistake) => Some((range, mistake)),
        _ => None,
    })
}

/// A text without its notation, and the readings in it. What is wrong stays as it is.
#[must_use]
pub fn read(written: &str) -> (String, Vec<Reading>) {
    let mut text = String::with_capacity(written.len());
    let mut readings = Vec::new();
    for piece in pieces(written) {
        match piece {
            Piece::Plain(range) | Piece::Wrong(range, _) => text.push_str(&written[range]),
            Piece::Word(word, kana) => {
                let start = text.len();
                text.push_str(&written[word]);
                let kana = written[kana].to_owned();
                readings.push(Reading { range: start..text.len(), kana, degree: Degree::Hard });
            }
        }
    }
    (text, readings)
}

/// A text as HTML with its readings, which must stand in its order.
#[must_use]
pub fn ruby(text: &str, readings: &[Reading]) -> String {
    let mut html = String::with_capacity(text.len() + readings.len() * 96);
    let mut done = 0;
    for Reading { range, kana, degree } in readings {
        let class = if *degree == Degree::Every { " class=\"a\"" } else { "" };
        html.push_str(&escape(&text[done..range.start]));
        html.push_str(&format!("<ruby{class}>{}", escape(&text[range.clone()])));
        html.push_str(&format!("<rp>（</rp><rt aria-hidden=\"true\">{kana}</rt><rp>）</rp></ruby>"));
        done = range.end;
    }
    html.push_str(&escape(&text[done..]));
    html
}

/// HTML without its readings.
#[must_use]
pub fn without_readings(html: &str) -> String {
    let mut plain = String::with_capacity(html.len());
    let mut pieces = html.split("<ruby");
    plain.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (ruby, after) = piece.split_once("</ruby>").unwrap_or((piece, ""));
        let inside = ruby.split_once('>').map_or(ruby, |(_, inside)| inside);
        plain.push_str(inside.split_once("<rp>").map_or(inside, |(word, _)| word));
        plain.push_str(after);
    }
    plain
}

/// Whether what stands between ｜ and 《 is meant to be a word. ｜ separates texts, too.
fn is_word(text: &str) -> bool {
    !text.chars().any(|c| c.is_whitespace() || "。、！？「」《》".contains(c))
}

fn is_kana(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_kana_sign)
}

fn is_kana_sign(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヶ' | 'ー' | '・')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, expected: &str) {
        let (text, readings) = read(written);
        assert_eq!(ruby(&text, &readings).replace(" aria-hidden=\"true\"", ""), expected);
    }

    #[test]
    fn words_are_shown_with_their_readings() {
        check(
            "｜民生委員《みんせいいいん》の人",
            "<ruby>民生委員<rp>（</rp><rt>みんせいいいん</rt><rp>）</rp></ruby>の人",
        );
        check("a｜b《テスト》<", "a<ruby>b<rp>（</rp><rt>テスト</rt><rp>）</rp></ruby>&lt;");
        check("入口｜地図 《お知らせ》", "入口｜地図 《お知らせ》");
        check("入口｜地図", "入口｜地図");
    }

    #[test]
    fn wrong_notations_are_found() {
        #[track_caller]
        fn check(written: &str, wrong: &str, mistake: Option<(&'static str, &str)>) {
            let (range, found) = wrong_reading(written).unwrap();
            let mistake = mistake.map(|(name, value)| (name, value.to_owned()));
            assert_eq!((&written[range], found), (wrong, mistake), "{written}");
        }
        check("この｜委員《》", "｜委員《》", None);
        check("｜委員《委員》", "｜委員《委員》", None);
        check("この｜委員《いいん", "｜委員《いいん", Some(("unclosed", "委員")));
        check("｜委員《いいんも、います", "｜委員《いいんも", Some(("unclosed", "委員")));
        check("｜委員《いいん、｜児童《じどう》", "｜委員《いいん", Some(("unclosed", "委員")));
        check("｜委員《", "｜委員《", Some(("unclosed", "委員")));
        check("｜《いいん》", "｜《いいん》", None);
        check("この委員《いいん》", "委員《いいん》", Some(("meant", "｜委員《いいん》")));
        check("|委員《いいん》", "委員《いいん》", Some(("meant", "｜委員《いいん》")));
        assert!(pieces("｜委員《いいん、｜児童《じどう》").iter().any(|piece| matches!(piece, Piece::Word(..))));
    }

    #[test]
    fn readings_can_be_taken_away() {
        let (text, readings) = read("a｜委員《いいん》b｜児童《じどう》");
        assert_eq!(without_readings(&ruby(&text, &readings)), "a委員b児童");
    }
}
