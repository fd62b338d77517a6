//! Which part of a name is read how: 相談室「ひだまり」 and そうだんしつ「ひだまり」 in, 相談室 = そうだんしつ out.

use std::ops::Range;

use super::{Degree, Lexicon, Reading};
use crate::characters::{hiragana, is_kanji, narrow};

/// The readings of the kanji in a name, as far as there is only one way to tell them. `None` where the kana cannot be
/// those of the name.
#[must_use]
pub fn align(name: &str, kana: &str, lexicon: &Lexicon) -> Option<Vec<Reading>> {
    let parts = match (at_marks(name), at_marks(kana)) {
        (names, kana) if names.len() == kana.len() => names.into_iter().zip(kana).collect(),
        _ => vec![(0..name.len(), 0..kana.len())],
    };
    let mut readings = Vec::new();
    for (part, kana_part) in parts {
        let kana: Vec<char> = hiragana(&kana[kana_part]).chars().filter(|c| !is_mark(*c)).collect();
        // The shorter the words, the nearer each reading stands to what it is of.
        let tried = [Some(SHORT), Some(usize::MAX), None];
        let found = tried.into_iter().find_map(|longest| {
            let tokens = tokens(&name[part.clone()], part.start, longest.map(|longest| (lexicon, longest)));
            Search::new(&tokens, &kana).readings()
        });
        readings.extend(found?);
    }
    Some(readings)
}

/// How many kanji a reading may stand above where they can be told apart.
const SHORT: usize = 4;

/// How many kana one kanji may have: 承る, 志.
const LONGEST: usize = 5;

/// How many ways are tried before a name is taken for ambiguous.
const PATIENCE: usize = 4000;

/// A part of a name.
#[derive(Debug)]
enum Token {
    /// Kana that is read as it is written.
    Kana(Vec<char>),
    /// Kanji whose reading is known.
    Known(Range<usize>, Vec<char>),
    /// So many kanji.
    Kanji(Range<usize>, usize),
    /// Digits, letters and signs: read somehow, and nobody needs help with them.
    Other,
}

/// The pieces between brackets and points.
fn at_marks(text: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, mark) in text.match_indices(|c: char| is_mark(c) && !narrow(c).is_whitespace()) {
        pieces.push(start..at);
        start = at + mark.len();
    }
    pieces.push(start..text.len());
    pieces.retain(|piece| !text[piece.clone()].trim().is_empty());
    pieces
}

fn is_mark(c: char) -> bool {
    matches!(narrow(c), ' ' | '「' | '」' | '『' | '』' | '(' | ')' | '・' | '、' | '。')
}

fn tokens(text: &str, start: usize, known: Option<(&Lexicon, usize)>) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let own = |length: usize| start + at..start + at + length;
        let mut length = c.len_utf8();
        match c {
            c if is_kanji(c) => {
                let word = known.and_then(|(lexicon, longest)| lexicon.at(&text[at..], longest));
                match (word, tokens.last_mut()) {
                    (Some((word, kana)), _) => {
                        length = word.len();
                        tokens.push(Token::Known(own(length), kana.chars().collect()));
                    }
                    (None, Some(Token::Kanji(range, count))) => {
                        range.end = start + at + length;
                        *count += 1;
                    }
                    (None, Some(Token::Other)) => {}
                    (None, _) => tokens.push(Token::Kanji(own(length), 1)),
                }
            }
            c if is_mark(c) => {}
            'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' => {
                let kana = hiragana(&text[at..at + length]);
                match tokens.last_mut() {
                    Some(Token::Kana(literal)) => literal.extend(kana.chars()),
                    _ => tokens.push(Token::Kana(kana.chars().collect())),
                }
            }
            // 18歳 is read as one.
            _ => match tokens.last_mut() {
                Some(last @ (Token::Other | Token::Kanji(..))) => *last = Token::Other,
                _ => tokens.push(Token::Other),
            },
        }
        at += length;
    }
    tokens
}

/// All ways to read a name.
struct Search<'a> {
    tokens: &'a [Token],
    kana: &'a [char],
    /// Where each token begins in the kana, on the way that is tried.
    starts: Vec<usize>,
    /// What all ways so far agree on.
    agreed: Option<Vec<Option<Range<usize>>>>,
    tries: usize,
}

impl<'a> Search<'a> {
    fn new(tokens: &'a [Token], kana: &'a [char]) -> Self {
        Self { tokens, kana, starts: Vec::new(), agreed: None, tries: 0 }
    }

    fn readings(mut self) -> Option<Vec<Reading>> {
        self.go(0);
        if self.tries > PATIENCE {
            return Some(Vec::new());
        }
        let reading = |(token, kana): (&Token, Option<Range<usize>>)| {
            let (Token::Known(range, _) | Token::Kanji(range, _)) = token else { return None };
            let kana = self.kana[kana?].iter().collect();
            Some(Reading { range: range.clone(), kana, degree: Degree::Every })
        };
        Some(self.tokens.iter().zip(self.agreed?).filter_map(reading).collect())
    }

    fn go(&mut self, at: usize) {
        self.tries += 1;
        let Some(token) = self.tokens.get(self.starts.len()) else {
            if at == self.kana.len() {
                self.agree();
            }
            return;
        };
        let (least, most) = match token {
            Token::Kana(literal) | Token::Known(_, literal) => match self.kana[at..].starts_with(literal) {
                true => (literal.len(), literal.len()),
                false => return,
            },
            // 百舌鳥 has fewer kana than kanji, but nothing has half as many.
            Token::Kanji(_, count) => (count - count / 3, count * LONGEST),
            Token::Other => (0, self.kana.len()),
        };
        self.starts.push(at);
        for length in least..=most.min(self.kana.len() - at) {
            if self.tries <= PATIENCE {
                self.go(at + length);
            }
        }
        self.starts.pop();
    }

    fn agree(&mut self) {
        let ends = self.starts.iter().skip(1).copied().chain([self.kana.len()]);
        let way = self.starts.iter().zip(ends).map(|(start, end)| Some(*start..end));
        self.agreed = Some(match self.agreed.take() {
            None => way.collect(),
            Some(agreed) => agreed.into_iter().zip(way).map(|(a, b)| a.filter(|a| Some(a) == b.as_ref())).collect(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, kana: &str, expected: &str) {
        let found = align(name, kana, &Lexicon::default()).map(|readings| {
            let said = readings.iter().map(|reading| format!("{}={}", &name[reading.range.clone()], reading.kana));
            said.collect::<Vec<_>>().join(" ")
        });
        assert_eq!(found.unwrap_or("none".to_owned()), expected, "{name}");
    }

    #[test]
    fn kana_is_told_apart_by_the_kana_of_the_name() {
        check("よるの電話", "よるのでんわ", "電話=でんわ");
        check("みどり丘市の相談", "みどりがおかしのそうだん", "丘=がおか 市=し 相談=そうだん");
        check("青葉センター", "あおばせんたー", "青葉=あおば");
        check(
            "若葉・青葉の会（家族）",
            "わかば・あおばのかい（かぞく）",
            "若葉=わかば 青葉=あおば 会=かい 家族=かぞく",
        );
        check("明石ヶ丘", "あかしがおか", "明石ヶ丘=あかしがおか");
    }

    #[test]
    fn long_names_are_split_at_known_words() {
        check("民生委員児童委員", "みんせいいいんじどういいん", "民生委員=みんせいいいん 児童委員=じどういいん");
        check("ひきこもり相談窓口", "ひきこもりそうだんまどぐち", "相談=そうだん 窓口=まどぐち");
        check(
            "緑丘市保健福祉課",
            "みどりがおかしほけんふくしか",
            "緑丘=みどりがおか 市=し 保健=ほけん 福祉=ふくし 課=か",
        );
    }

    #[test]
    fn what_is_ambiguous_has_no_reading() {
        check("野の山の家", "ののののいえ", "野=の 山=の 家=いえ");
        check("川か河", "かかかかか", "");
        check("18歳の窓口", "じゅうはっさいのまどぐち", "窓口=まどぐち");
    }

    #[test]
    fn kana_of_another_name_is_none() {
        check("ひだまり相談", "ひなたそうだん", "none");
        check("青葉の会", "あおばかい", "none");
        check("民生委員", "ねこ", "none");
        check("百舌鳥", "もず", "百舌鳥=もず");
    }
}
