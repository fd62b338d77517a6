//! How names and questions are made alike before they are compared: width, marks, kind of kana, size and spelling in
//! Latin letters fall away. `ぷらっと`, `ブラット` and `ふらつと` are one, and so are `引き籠もり` and `ひきこもり`.
//!
//! `themes/standard/assets/scripts/search.js` does the same; `tests/search/folding.tsv` holds both to one table.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A text as it is compared.
#[must_use]
pub fn fold(text: &str) -> String {
    let bare = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let folded: String = bare.map(large_hiragana).filter(|c| c.is_alphanumeric() && *c != 'ー').collect();
    let folded = match folded.contains(['引', '籠', '篭']) {
        true => withdrawn(&folded),
        false => folded,
    };
    match folded.bytes().any(|byte| byte.is_ascii_lowercase()) {
        true => latin(&folded),
        false => folded,
    }
}

/// One spelling of what this guide is about.
fn withdrawn(text: &str) -> String {
    let ends = ["こも", "籠も", "篭も", "籠", "篭"];
    let spellings = ["引き", "引", "ひき"].into_iter().flat_map(|start| ends.map(|end| format!("{start}{end}")));
    spellings.fold(text.to_owned(), |text, spelling| text.replace(&spelling, "ひきこも"))
}

fn large_hiragana(c: char) -> char {
    let hiragana = match c {
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        c => c,
    };
    match hiragana {
        'ぁ' => 'あ',
        'ぃ' => 'い',
        'ぅ' => 'う',
        'ぇ' => 'え',
        'ぉ' => 'お',
        'っ' => 'つ',
        'ゃ' => 'や',
        'ゅ' => 'ゆ',
        'ょ' => 'よ',
        'ゎ' => 'わ',
        'ゕ' => 'か',
        'ゖ' => 'け',
        c => c,
    }
}

/// What stands behind a spelling, so that it is another's.
#[derive(Clone, Copy)]
enum Before {
    Anything,
    IOrEnd,
    Lips,
    NoVowel,
}

/// Spellings of Japanese in Latin letters, and what they become, one after the other: Hepburn is written like Kunrei,
/// and long vowels are short.
const SPELLINGS: [(&str, Before, &str); 14] = [
    ("sh", Before::IOrEnd, "s"),
    ("sh", Before::Anything, "sy"),
    ("ch", Before::IOrEnd, "t"),
    ("ch", Before::Anything, "ty"),
    ("ts", Before::Anything, "t"),
    ("jy", Before::Anything, "zy"),
    ("j", Before::IOrEnd, "z"),
    ("j", Before::Anything, "zy"),
    ("f", Before::Anything, "h"),
    ("m", Before::Lips, "n"),
    ("oh", Before::NoVowel, "o"),
    ("ou", Before::Anything, "o"),
    ("oo", Before::Anything, "o"),
    ("uu", Before::Anything, "u"),
];

fn latin(text: &str) -> String {
    SPELLINGS.iter().fold(text.to_owned(), |text, spelling| match text.contains(spelling.0) {
        true => respelled(&text, *spelling),
        false => text,
    })
}

fn respelled(text: &str, (from, before, to): (&str, Before, &str)) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(from) {
        let next = rest[at + from.len()..].chars().next();
        let fits = match before {
            Before::Anything => true,
            Before::IOrEnd => next.is_none_or(|c| c == 'i'),
            Before::Lips => next.is_some_and(|c| "bmp".contains(c)),
            Before::NoVowel => next.is_none_or(|c| !"aiueoy".contains(c)),
        };
        out.push_str(&rest[..at]);
        out.push_str(if fits { to } else { from });
        rest = &rest[at + from.len()..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_is_as_the_table_has_it() {
        let table = include_str!("../../tests/search/folding.tsv");
        let cases: Vec<(&str, &str)> = table.lines().filter_map(|line| line.split_once('\t')).collect();
        assert!(cases.len() > 40);
        for (text, folded) in cases {
            assert_eq!(fold(text), folded, "{text}");
            assert_eq!(fold(folded), folded, "{text}, folded twice");
        }
    }
}
