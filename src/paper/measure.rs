//! How many lines a text takes. The widths of characters are the largest of the fonts that leaflets are set in: those of
//! BIZ UD Gothic, Noto Sans CJK, IPA Gothic and their proportional kin.

use crate::characters::is_cjk;

/// A point in millimetres.
pub const POINT: f64 = 25.4 / 72.0;

/// What browsers break otherwise than is reckoned here: a part of the width, and a character of each line.
const RESERVE: f64 = 0.92;

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    /// The size in points.
    pub size: f64,
    /// From line to line, in sizes.
    pub leading: f64,
}

impl Setting {
    /// A size in points, and from line to line in sizes.
    #[must_use]
    pub const fn new(size: f64, leading: f64) -> Self {
        Self { size, leading }
    }

    /// How high so many lines are, in millimetres.
    #[must_use]
    pub fn lines(self, lines: usize) -> f64 {
        lines as f64 * self.size * self.leading * POINT
    }

    /// How high a text is in a column, in millimetres.
    #[must_use]
    pub fn height(self, text: &str, width: f64) -> f64 {
        self.lines(lines(text, self.size, width))
    }

    /// How wide a text is that is not broken, in millimetres.
    #[must_use]
    pub fn width(self, text: &str) -> f64 {
        text.chars().map(em).sum::<f64>() * self.size * POINT
    }
}

/// How many lines a text takes at most in a column so many millimetres wide.
#[must_use]
pub fn lines(text: &str, size: f64, width: f64) -> usize {
    let room = (width / (size * POINT) * RESERVE - 1.0).max(1.0);
    text.split('\n').map(|paragraph| paragraph_lines(paragraph, room)).sum()
}

fn paragraph_lines(text: &str, room: f64) -> usize {
    let (mut lines, mut filled) = (1, 0.0);
    for piece in pieces(text) {
        let width: f64 = piece.chars().map(em).sum();
        if filled + width <= room {
            filled += width;
            continue;
        }
        if filled > 0.0 {
            lines += 1;
        }
        // What does not fit into a line is broken anywhere.
        let more = ((width / room).ceil() as usize).max(1) - 1;
        lines += more;
        filled = width - more as f64 * room;
    }
    lines
}

/// The pieces that are not broken: a character with what must not stand at the beginning of a line behind it and what must
/// not stand at an end before it, or a word of other letters and digits.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, c)) {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

fn may_break(before: char, after: char) -> bool {
    const NEVER_FIRST: &str =
        "、。，．・：；？！）」』】〕〉》〟ー〜～々ゝゞっゃゅょぁぃぅぇぉゎッャュョァィゥェォヮヵヶ…‥%％℃)]},.:;!?";
    const NEVER_LAST: &str = "（「『【〔〈《〝([{";
    !NEVER_FIRST.contains(after)
        && !NEVER_LAST.contains(before)
        && (is_cjk(before) || is_cjk(after) || before == ' ')
        && after != ' '
}

/// How wide a character is at most, in sizes.
fn em(c: char) -> f64 {
    match c {
        ' ' => 0.35,
        '0'..='9' => 0.76,
        '-' | '.' | ',' | ':' | ';' | '!' | '\'' | '(' | ')' | '/' | '|' | 'i' | 'j' | 'l' | 'I' => 0.5,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '&' => 1.0,
        'a'..='z' => 0.72,
        'A'..='Z' => 0.85,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_take_lines() {
        #[track_caller]
        fn check(text: &str, width_in_characters: f64, expected: usize) {
            // The reserve aside: so many characters fit into a line.
            let width = (width_in_characters + 1.0) / RESERVE * 10.0 * POINT;
            assert_eq!(lines(text, 10.0, width + 1e-6), expected, "{text}");
        }
        check("", 5.0, 1);
        check("あいうえお", 5.0, 1);
        check("あいうえおか", 5.0, 2);
        check("あいうえお。", 5.0, 2);
        check("あいうえ「か」", 5.0, 2);
        check("電話は 03-0000-1234 です", 10.0, 3);
        check("https://www.example.jp/a/long/address", 10.0, 3);
        check("一\n二", 5.0, 2);
    }

    /// What Chromium makes of texts of the guides in several fonts, measured by `tests/paper/lines.mjs`.
    #[test]
    fn no_text_takes_more_lines_than_are_reckoned_with() {
        let (mut reckoned, mut measured) = (0, 0);
        for row in include_str!("../../tests/paper/lines.tsv").lines() {
            let [width, size, most, text] = row.splitn(4, '\t').collect::<Vec<_>>().try_into().unwrap();
            let most: usize = most.parse().unwrap();
            let own = lines(text, size.parse().unwrap(), width.parse().unwrap());
            assert!(own >= most, "{own} lines instead of {most}: {row}");
            reckoned += own;
            measured += most;
        }
        assert!(measured > 500, "{measured}");
        let ratio = reckoned as f64 / measured as f64;
        assert!(ratio < 1.25, "more than a fifth of the paper stays empty: {ratio}");
    }

    #[test]
    fn heights_are_in_millimetres() {
        let setting = Setting::new(12.0, 1.5);
        assert!((setting.lines(2) - 12.7).abs() < 1e-9);
        assert!((setting.width("ああ") - 24.0 * POINT).abs() < 1e-9);
    }
}
