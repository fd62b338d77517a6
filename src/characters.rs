//! What is known about characters: which are written without blanks, which have a narrow twin, which nobody sees.

/// Whether a character belongs to a script that is written without blanks.
#[must_use]
pub fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a character is a kanji, or stands among kanji as if it were one: 佐々木, 霞ヶ関.
#[must_use]
pub fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '々' | '〆' | 'ヶ' | 'ヵ')
}

/// A full-width letter, digit, sign or blank as its narrow twin. One character stays one character.
#[must_use]
pub fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// A text as HTML.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = Vec::with_capacity(text.len() + 8);
    tera::escape_html(text, &mut escaped).expect("writing to memory does not fail");
    String::from_utf8(escaped).expect("escaping keeps UTF-8")
}

/// Katakana as hiragana; everything else as it is.
#[must_use]
pub fn hiragana(text: &str) -> String {
    let soft = |c: char| match c {
        'ァ'..='ヶ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        _ => c,
    };
    text.chars().map(soft).collect()
}

/// The invisible characters that mean nothing in a text and that no page may hold: control characters, other systems'
/// line ends, and what turns the direction of writing around.
pub fn control_characters(text: &str) -> impl Iterator<Item = (usize, char)> {
    let is_invisible = |c: char| match c {
        '\n' | '\r' | '\t' => false,
        '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        c => c.is_control(),
    };
    text.char_indices().filter(move |(_, c)| is_invisible(*c))
}

/// How a character that nobody sees is named.
#[must_use]
pub fn code_point(c: char) -> String {
    format!("U+{:04X}", c as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_signs_become_narrow() {
        let text: String = "０３（４５６６）：＠　カ".chars().map(narrow).collect();
        assert_eq!(text, "03(4566):@ カ");
    }

    #[test]
    fn katakana_becomes_hiragana() {
        assert_eq!(hiragana("センター「ヴ」なぎさ"), "せんたー「ゔ」なぎさ");
    }

    #[test]
    fn japanese_is_written_without_blanks() {
        assert!("漢かカー。「ｶ".chars().all(is_cjk));
        assert!(!"aé1 ".chars().any(is_cjk));
    }
}
