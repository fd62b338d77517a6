//! Texts of links that say nothing of where they lead.

use crate::characters::narrow;

/// Without blanks and marks, in small letters.
const VAGUE: [&str; 34] = [
    "こちら",
    "こちらから",
    "こちらへ",
    "こちらをクリック",
    "こちらをご覧ください",
    "こちらを見てください",
    "こちらのページ",
    "このページ",
    "このリンク",
    "ここ",
    "ここから",
    "ここへ",
    "ここをクリック",
    "ここを押してください",
    "これ",
    "クリック",
    "リンク",
    "リンク先",
    "詳細",
    "詳細はこちら",
    "詳しく",
    "詳しくは",
    "詳しくはこちら",
    "くわしくはこちら",
    "くわしくはここ",
    "続き",
    "続きを読む",
    "もっと見る",
    "here",
    "clickhere",
    "link",
    "more",
    "readmore",
    "learnmore",
];

/// Whether a text says the same whatever it leads to.
pub(super) fn is_vague(text: &str) -> bool {
    let plain: String =
        text.chars().map(narrow).filter(|c| c.is_alphanumeric() || *c == 'ー').flat_map(char::to_lowercase).collect();
    VAGUE.contains(&plain.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_alone_must_say_where_it_leads() {
        for text in ["こちら", "詳しくは こちら。", "ここを クリック", "Click here", "Read more…", "→ここ"]
        {
            assert!(is_vague(text), "{text}");
        }
        for text in ["ひだまりの窓口", "こちらの町の家族会", "https://guide.example.jp", "More windows"]
        {
            assert!(!is_vague(text), "{text}");
        }
    }
}
