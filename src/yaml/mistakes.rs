//! What staff usually get wrong when they type YAML. Looked for only where the parser gave up.
//!
//! Every mistake found is mended in a copy, so that the rest of the file can still be read and all its other problems
//! are reported in the same run. The places always belong to the text as it was written.

use std::ops::Range;

/// The text with the mistakes taken out, and what they were.
#[derive(Debug, Default)]
pub(super) struct Mended {
    pub(super) text: String,
    pub(super) mistakes: Vec<Mistake>,
    /// Pairs of offsets, mended and original, from which on the two run side by side.
    anchors: Vec<(usize, usize)>,
}

#[derive(Debug)]
pub(super) struct Mistake {
    pub(super) code: &'static str,
    pub(super) range: Range<usize>,
    pub(super) values: Vec<(&'static str, String)>,
}

impl Mended {
    /// Where a byte of the mended text stands in the original.
    pub(super) fn original(&self, at: usize) -> usize {
        let next = self.anchors.partition_point(|(mended, _)| *mended <= at);
        match next.checked_sub(1).map(|index| (index, self.anchors[index])) {
            None => at,
            // Every repair has two anchors: inside it all is its beginning, behind it both texts run side by side.
            Some((index, (_, original))) if index % 2 == 0 => original,
            Some((_, (mended, original))) => original + (at - mended),
        }
    }

    fn replace(&mut self, original: &str, done: &mut usize, range: Range<usize>, with: &str) {
        self.text.push_str(&original[*done..range.start]);
        self.anchors.push((self.text.len(), range.start));
        self.text.push_str(with);
        self.anchors.push((self.text.len(), range.end));
        *done = range.end;
    }
}

pub(super) fn mend(text: &str) -> Mended {
    let mut mended = Mended::default();
    let mut done = 0;
    let mut start = 0;
    let mut block_indent = None;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        let indent = content.len() - content.trim_start_matches(' ').len();
        if block_indent.is_some_and(|block| indent > block || content.trim().is_empty()) {
            start += line.len();
            continue; // inside `|` or `>`: free text
        }
        block_indent = content.trim_end().ends_with(['|', '>']).then_some(indent);
        for (mistake, with) in line_mistakes(content) {
            let range = mistake.range.start + start..mistake.range.end + start;
            for (piece, with) in with {
                mended.replace(text, &mut done, piece.start + start..piece.end + start, with);
            }
            mended.mistakes.push(Mistake { range, ..mistake });
        }
        start += line.len();
    }
    mended.text.push_str(&text[done..]);
    mended
}

type Repair = Vec<(Range<usize>, &'static str)>;

/// The mistakes of one line, each with the pieces to replace, from left to right.
fn line_mistakes(line: &str) -> Vec<(Mistake, Repair)> {
    let mut found = Vec::new();
    let mistake = |code, range| Mistake { code, range, values: Vec::new() };
    let mut at = 0;
    for (index, blank) in line.char_indices() {
        match blank {
            ' ' => {}
            '\t' => found.push((mistake("tab-indent", index..index + 1), vec![(index..index + 1, "  ")])),
            '\u{3000}' => found.push((mistake("full-width-blank", index..index + 3), vec![(index..index + 3, "  ")])),
            _ => break,
        }
        at = index + blank.len_utf8();
    }
    while line[at..].starts_with("- ") {
        at += 2;
    }
    let key_end =
        at + line[at..].find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').unwrap_or(line.len() - at);
    if key_end == at || !line[at..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        return found;
    }
    let key = &line[at..key_end];
    let rest = &line[key_end..];
    let colon = key_end..key_end + 1;
    if rest.starts_with('：') {
        let mut wide = mistake("full-width-colon", key_end..key_end + '：'.len_utf8());
        wide.values.push(("key", key.to_owned()));
        found.push((wide, vec![(key_end..key_end + '：'.len_utf8(), ": ")]));
    } else if let Some(value) = rest.strip_prefix(':') {
        if value.starts_with('\u{3000}') {
            found.push((mistake("full-width-blank", colon.end..colon.end + 3), vec![(colon.end..colon.end + 3, " ")]));
        } else if value.starts_with(|c: char| !c.is_whitespace()) && !value.starts_with("//") {
            let mut narrow = mistake("missing-blank", key_end..colon.end);
            narrow.values.push(("key", key.to_owned()));
            found.push((narrow, vec![(colon.end..colon.end, " ")]));
        } else {
            found.extend(value_mistake(line, colon.end));
        }
    }
    found
}

/// What is wrong with an unquoted value behind a colon.
fn value_mistake(line: &str, after_colon: usize) -> Option<(Mistake, Repair)> {
    let value = line[after_colon..].trim_start();
    let start = line.len() - value.len();
    let value = value.trim_end();
    let end = start + value.len();
    let first = value.chars().next()?;
    let (code, range, mark) = if matches!(first, '@' | '`' | '%' | '*' | '&' | '!') {
        ("unquoted-mark", start..start + 1, first)
    } else if matches!(first, '"' | '\'' | '[' | '{' | '|' | '>' | '#') {
        return None;
    } else {
        let colon = value.find(": ").or_else(|| value.ends_with(':').then(|| value.len() - 1))?;
        ("unquoted-colon", start + colon..start + colon + 1, ':')
    };
    let quote = if value.contains('"') { "'" } else { "\"" };
    let values = vec![("mark", mark.to_string()), ("value", value.to_owned())];
    Some((Mistake { code, range, values }, vec![(start..start, quote), (end..end, quote)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, codes: &[(&str, &str)], mended: &str) {
        let result = mend(text);
        let found: Vec<_> =
            result.mistakes.iter().map(|mistake| (mistake.code, &text[mistake.range.clone()])).collect();
        assert_eq!(found, codes);
        assert_eq!(result.text, mended);
        for (at, _) in result.text.char_indices() {
            assert!(text.is_char_boundary(result.original(at)), "{at} lands inside a character");
        }
    }

    #[test]
    fn the_usual_mistakes_are_named_and_mended() {
        check("name：ひだまり\n", &[("full-width-colon", "：")], "name: ひだまり\n");
        check("name:ひだまり\n", &[("missing-blank", ":")], "name: ひだまり\n");
        check("name:　ひだまり\n", &[("full-width-blank", "　")], "name: ひだまり\n");
        check("a:\n\tb: 1\n", &[("tab-indent", "\t")], "a:\n  b: 1\n");
        check("a:\n　- b: 1\n", &[("full-width-blank", "　")], "a:\n  - b: 1\n");
        check("note: 時間: 9時\n", &[("unquoted-colon", ":")], "note: \"時間: 9時\"\n");
        check("- address: @example\n", &[("unquoted-mark", "@")], "- address: \"@example\"\n");
        check("a：1\nb：2\n", &[("full-width-colon", "："), ("full-width-colon", "：")], "a: 1\nb: 2\n");
    }

    #[test]
    fn what_is_right_is_left_alone() {
        for text in [
            "web: https://example.jp/\n",
            "hours: 月-金 9:00-17:00\n",
            "- https://example.jp\n",
            "a: \"b: c\"\n",
            "a: |\n  b：c\n",
        ] {
            check(text, &[], text);
        }
    }
}
