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
    let mut outer_indent = None;
    let mut key_column = None;
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let content = line.trim_end_matches(['\n', '\r']);
        let indent = indent_of(content);
        if outer_indent.is_some_and(|outer| indent > outer || content.trim().is_empty()) {
            start += line.len();
            continue; // inside `|` or `>`, or a value of several lines
        }
        let goes_on = lines.peek().is_some_and(|next| !next.trim().is_empty() && indent_of(next) > indent);
        let is_block = content.trim_end().ends_with(['|', '>']);
        outer_indent = (is_block || (goes_on && is_open(content))).then_some(indent);
        // A line that is indented deeper than a key with a value goes on with that value.
        let is_more = key_column.is_some_and(|column| indent > column);
        if !is_more {
            key_column = value_start(content).filter(|_| content.contains(": ")).map(|_| start_of_item(content));
        }
        for (mistake, with) in line_mistakes(content, goes_on, is_more) {
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

/// The bracket or quote before a place that nothing has closed there.
pub(super) fn unclosed(text: &str, at: usize) -> Option<usize> {
    let mut start = 0;
    while start < at {
        let line = text[start..at].split_inclusive('\n').next()?;
        let value = value_start(line).map(|value| start + value);
        start += line.len();
        let Some(value) = value.filter(|value| text[*value..].starts_with(OPENERS)) else { continue };
        match enclosed(&text[value..at]) {
            Ok(end) => start = start.max(value + end),
            Err(open) => return Some(value + open.inner),
        }
    }
    None
}

const OPENERS: [char; 4] = ['"', '\'', '[', '{'];

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Where a line begins behind its blanks and dashes.
fn start_of_item(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '-']).len()
}

/// Where the value of a line begins: behind its dashes and its key.
fn value_start(line: &str) -> Option<usize> {
    let item = &line[start_of_item(line)..];
    let value = match item.split_once(": ") {
        Some((key, value)) if !key.starts_with(OPENERS) => value,
        _ => item,
    };
    let value = value.trim_start();
    (!value.trim_end().is_empty()).then(|| line.len() - value.len())
}

/// Whether a line's value begins with a bracket or quote that the line does not close.
fn is_open(line: &str) -> bool {
    value_start(line).is_some_and(|value| line[value..].starts_with(OPENERS) && enclosed(&line[value..]).is_err())
}

type Repair = Vec<(Range<usize>, &'static str)>;

/// The mistakes of one line, each with the pieces to replace, from left to right. `goes_on` says whether the next line
/// belongs to this one's value, `is_more` whether this line belongs to the value before.
fn line_mistakes(line: &str, goes_on: bool, is_more: bool) -> Vec<(Mistake, Repair)> {
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
        if line[at..].starts_with("* ") && !is_more {
            let mut bullet = mistake("list-bullet", at..at + 1);
            bullet.values.push(("example", format!("- {}", line[at + 2..].trim())));
            found.push((bullet, vec![(at..at + 1, "-")]));
            return found;
        }
        if !is_more {
            found.extend(mark_mistake(line, at));
            found.extend(enclosed_mistake(line, at).filter(|_| !goes_on));
        }
        return found;
    }
    let key = &line[at..key_end];
    let rest = &line[key_end..];
    let colon = key_end..key_end + 1;
    if rest.starts_with('：') {
        let mut wide = mistake("full-width-colon", key_end..key_end + '：'.len_utf8());
        wide.values.push(("key", key.to_owned()));
        found.push((wide, vec![(key_end..key_end + '：'.len_utf8(), ": ")]));
    } else if rest.starts_with([' ', '=']) && !rest.contains([':', '：']) && !rest[1..].trim().is_empty() && !is_more {
        let mut bare = mistake("missing-colon", at..key_end);
        bare.values.push(("example", format!("{key}: {}", rest[1..].trim())));
        found.push((bare, vec![(colon, ": ")]));
    } else if let Some(value) = rest.strip_prefix(':') {
        if value.starts_with('\u{3000}') {
            found.push((mistake("full-width-blank", colon.end..colon.end + 3), vec![(colon.end..colon.end + 3, " ")]));
        } else if value.starts_with(|c: char| !c.is_whitespace()) && !value.starts_with("//") {
            let mut narrow = mistake("missing-blank", key_end..colon.end);
            narrow.values.extend([("sign", ":".to_owned()), ("example", format!("{key}: "))]);
            found.push((narrow, vec![(colon.end..colon.end, " ")]));
        } else {
            found.extend(mark_mistake(line, colon.end).or_else(|| colon_mistake(line, colon.end)));
            found.extend(enclosed_mistake(line, colon.end).filter(|_| !goes_on));
        }
    }
    found
}

/// The text of an unquoted value, and where it stands.
fn plain(line: &str, from: usize) -> Option<(&str, Range<usize>)> {
    let value = line[from..].trim();
    let start = line.len() - line[from..].trim_start().len();
    (!value.is_empty() && !value.starts_with(OPENERS)).then(|| (value, start..start + value.len()))
}

/// A quote that does not stand in a value; none where both do.
fn quote_for(value: &str) -> &'static str {
    ["\"", "'"].into_iter().find(|quote| !value.contains(quote)).unwrap_or_default()
}

fn in_quotes(value: &str, range: &Range<usize>) -> Repair {
    let quote = quote_for(value);
    vec![(range.start..range.start, quote), (range.end..range.end, quote)]
}

/// A value that begins with a sign which means something to YAML.
fn mark_mistake(line: &str, from: usize) -> Option<(Mistake, Repair)> {
    let (value, range) = plain(line, from)?;
    let mark = value.chars().next().filter(|mark| matches!(mark, '@' | '`' | '%' | '*' | '&' | '!'))?;
    // `&a [b, c]`: a real anchor, which the parser reports.
    if value.split_once(' ').is_some_and(|(_, rest)| rest.trim_start().starts_with(['[', '{'])) {
        return None;
    }
    if value.starts_with("**") {
        let stars = value.match_indices("**").map(|(at, _)| (range.start + at..range.start + at + 2, "")).collect();
        let mistake = Mistake { code: "emphasis-in-field", range: range.start..range.start + 2, values: Vec::new() };
        return Some((mistake, stars));
    }
    let values = vec![("mark", mark.to_string()), ("value", value.to_owned())];
    let repair = in_quotes(value, &range);
    Some((Mistake { code: "unquoted-mark", range: range.start..range.start + 1, values }, repair))
}

/// A value with a colon in it that YAML reads as a separator.
fn colon_mistake(line: &str, from: usize) -> Option<(Mistake, Repair)> {
    let (value, range) = plain(line, from).filter(|(value, _)| !value.starts_with(['|', '>', '#']))?;
    let colon = value.find(": ").or_else(|| value.ends_with(':').then(|| value.len() - 1))?;
    let colon = range.start + colon..range.start + colon + 1;
    let repair = in_quotes(value, &range);
    Some((Mistake { code: "unquoted-colon", range: colon, values: vec![("value", value.to_owned())] }, repair))
}

/// A value in quotes or brackets that do not belong together.
fn enclosed_mistake(line: &str, from: usize) -> Option<(Mistake, Repair)> {
    let value = line[from..].trim_start();
    let start = line.len() - value.len();
    let opener = value.chars().next().filter(|opener| OPENERS.contains(opener))?;
    let is_quote = matches!(opener, '"' | '\'');
    let place = |range: Range<usize>| start + range.start..start + range.end;
    let mistake = |code, range, values| Mistake { code, range: place(range), values };
    match enclosed(value) {
        Ok(end) => {
            let behind = value[end..].trim();
            let at = end + value[end..].find(behind).unwrap_or_default();
            let behind = behind.split(" #").next().unwrap_or_default().trim_end();
            let range = at..at + behind.len();
            if behind.is_empty() || behind.starts_with(['#', ':']) {
                None
            } else if is_quote || behind.starts_with(|c: char| !c.is_ascii()) {
                // `[無料] です`: the bracket belongs to the text.
                let code = if is_quote { "text-behind-quote" } else { "text-behind-bracket" };
                let whole = &value[..range.end];
                let quote = quote_for(whole);
                let repair = in_quotes(whole, &place(0..range.end));
                Some((mistake(code, range, vec![("value", format!("{quote}{whole}{quote}"))]), repair))
            } else if behind.starts_with([']', '}']) {
                Some((mistake("unclosed-bracket", at..at + 1, Vec::new()), vec![(place(range), "")]))
            } else {
                None
            }
        }
        Err(Open { inner, closers, place: missing, .. }) if value[inner..].starts_with(['"', '\'']) => {
            let repair = match is_quote {
                true => vec![(place(missing..missing), closers[0])],
                // Where it should end in a list nobody can tell, so the list is read without it.
                false => vec![(place(inner..inner + 1), "")],
            };
            Some((mistake("unclosed-quote", inner..inner + 1, Vec::new()), repair))
        }
        Err(Open { outer, closers, place: missing, .. }) => {
            let repair = closers.into_iter().map(|closer| (place(missing..missing), closer)).collect();
            Some((mistake("unclosed-bracket", outer..outer + 1, Vec::new()), repair))
        }
    }
}

/// Brackets and quotes that nothing closes.
struct Open {
    /// The first of them.
    outer: usize,
    /// The last of them.
    inner: usize,
    /// What is missing.
    closers: Vec<&'static str>,
    /// Where it is missing.
    place: usize,
}

/// Where a value that begins with a quote or a bracket ends.
fn enclosed(value: &str) -> Result<usize, Open> {
    let mut brackets: Vec<(usize, &'static str)> = Vec::new();
    let mut quote: Option<(usize, char)> = None;
    let mut before = '[';
    let mut end = value.trim_end().len();
    let mut chars = value.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match (quote, c) {
            (Some((_, '"')), '\\') => drop(chars.next()),
            (Some((_, '\'')), '\'') if chars.next_if(|(_, next)| *next == '\'').is_some() => {}
            (Some((_, open)), c) if c == open => {
                quote = None;
                if brackets.is_empty() {
                    return Ok(at + 1);
                }
            }
            (Some(_), _) => {}
            (None, '"' | '\'') if matches!(before, '[' | '{' | ',' | ':') => quote = Some((at, c)),
            (None, '[') => brackets.push((at, "]")),
            (None, '{') => brackets.push((at, "}")),
            (None, ']' | '}') => {
                let (open, closer) = *brackets.last().expect("a value that is not closed yet is in brackets");
                if !closer.starts_with(c) {
                    return Err(Open { outer: open, inner: open, closers: vec![closer], place: at });
                }
                brackets.pop();
                if brackets.is_empty() {
                    return Ok(at + 1);
                }
            }
            (None, '#') if value[..at].ends_with(char::is_whitespace) => {
                end = value[..at].trim_end().len();
                while chars.next_if(|(_, c)| *c != '\n').is_some() {}
            }
            (None, _) => {}
        }
        if !c.is_whitespace() {
            before = c;
        }
    }
    let outer = brackets.first().map(|(at, _)| *at).or(quote.map(|(at, _)| at)).unwrap_or_default();
    let inner = quote.map(|(at, _)| at).or(brackets.last().map(|(at, _)| *at)).unwrap_or_default();
    let closers = match quote {
        Some((_, '"')) => vec!["\""],
        Some(_) => vec!["'"],
        None => brackets.iter().rev().map(|(_, closer)| *closer).collect(),
    };
    Err(Open { outer, inner, closers, place: end })
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
        check("- @example\n", &[("unquoted-mark", "@")], "- \"@example\"\n");
        check("cost: **無料**です\n", &[("emphasis-in-field", "**")], "cost: 無料です\n");
        check("cost: \"無料\nhours: 24時間\n", &[("unclosed-quote", "\"")], "cost: \"無料\"\nhours: 24時間\n");
        check("cost: '無料 # 昼\n", &[("unclosed-quote", "'")], "cost: '無料 # 昼'\n");
        check("cost: [無料] です\n", &[("text-behind-bracket", "です")], "cost: \"[無料] です\"\n");
        check("cost: \"無料\"です\n", &[("text-behind-quote", "です")], "cost: '\"無料\"です'\n");
        check("a: [\"b, c]\n", &[("unclosed-quote", "\"")], "a: [b, c]\n");
        check("a: [b, c # d\ne: f\n", &[("unclosed-bracket", "[")], "a: [b, c] # d\ne: f\n");
        check("- { a: [b }\n", &[("unclosed-bracket", "[")], "- { a: [b ]}\n");
        check("- { a: { b: c }\n", &[("unclosed-bracket", "{")], "- { a: { b: c }}\n");
        check(
            "name よる\nkana=よる\n",
            &[("missing-colon", "name"), ("missing-colon", "kana")],
            "name: よる\nkana: よる\n",
        );
        check("a:\n  * b\n", &[("list-bullet", "*")], "a:\n  - b\n");
        check("a: [b]]\n", &[("unclosed-bracket", "]")], "a: [b]\n");
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
            "a: \"b\n  c\"\n",
            "a: [\n  { b: c },\n]\n",
            "a: [\"b, c\", 'd''e', f\"g] # h\n",
            "- \"a\": b\n",
            "- a: b\n    call us\n    \"d\" e\n  c:\n    - d\n",
        ] {
            check(text, &[], text);
        }
    }
}
