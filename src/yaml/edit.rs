//! Puts a small mapping into a file without touching anything else: text in, text out.
//!
//! Comments, the order of keys, quotes, line ends and blanks stay as they are, byte for byte. What comes out is read
//! again before it is handed on: if anything but the one mapping reads differently, nothing comes out at all.

use std::ops::Range;

use super::Yaml;
use super::tree::{self, Key, Node, Style, Value};
use crate::diagnostic::{FieldPath, Step};

/// A mapping of short texts, and where it belongs.
#[derive(Clone, Copy, Debug)]
pub struct Put<'a> {
    /// The mapping that holds it; the top of the file where empty.
    pub below: &'a FieldPath,
    /// Its key.
    pub key: &'a str,
    /// The key that it stands behind where it is new. Without this one it comes last.
    pub behind: &'a str,
    /// What it holds. What it held besides stays.
    pub fields: &'a [(&'a str, String)],
}

/// The file's text with the mapping in it. `None` where it has no place there.
#[must_use]
pub fn put(yaml: Yaml<'_>, put: &Put<'_>) -> Option<String> {
    let old = tree::build(yaml.yaml(), &|at| at + yaml.start).ok()?;
    let ways = ways(yaml, &old, put)?;
    ways.into_iter().map(|edits| applied(yaml.text, edits)).find(|text| is_right(yaml, &old, text, put))
}

/// Bytes and what comes in their place.
type Edit = (Range<usize>, String);

/// The ways to write it, the better first.
fn ways(yaml: Yaml<'_>, root: &Node, put: &Put<'_>) -> Option<Vec<Vec<Edit>>> {
    let holder = at(root, put.below)?;
    let Value::Map(entries) = &holder.value else { return None };
    if let Some((key, value)) = entries.iter().find(|(key, _)| key.text == put.key) {
        return Some(vec![replaced(yaml, key, value, put)]);
    }
    let entry = format!("{}: {}", put.key, braces(put.fields));
    let (first, (last_key, last)) = (&entries.first()?.0, entries.last()?);
    if first.in_braces {
        let end = end_of_entry(yaml, last_key, last);
        let behind = (end..end, format!(", {entry}"));
        return Some(vec![match yaml.text[holder.range.clone()].starts_with('{') {
            true => vec![behind],
            // `[number: 119]` is a mapping without braces, which holds one key only.
            false => vec![(first.range.start..first.range.start, "{ ".to_owned()), (end..end, format!(", {entry} }}"))],
        }]);
    }
    let (key, value) = entries.iter().find(|(key, _)| key.text == put.behind).unwrap_or(&entries[entries.len() - 1]);
    let line = yaml.text[..first.range.start].rfind('\n').map_or(yaml.start, |end| (end + 1).max(yaml.start));
    let indent = " ".repeat(yaml.text[line..first.range.start].chars().count());
    let below = |at: usize| {
        let end = yaml.text[at..yaml.end].find('\n').map_or(yaml.end, |offset| at + offset);
        let is_wide = match yaml.text[end..].is_empty() {
            true => yaml.text.contains("\r\n"),
            false => yaml.text[..end].ends_with('\r'),
        };
        let (end, newline) = match is_wide {
            true if !yaml.text[end..].is_empty() => (end - 1, "\r\n"),
            true => (end, "\r\n"),
            false => (end, "\n"),
        };
        vec![(end..end, format!("{newline}{indent}{entry}"))]
    };
    // After `|+`, blank lines belong to the text.
    let end = end_of_entry(yaml, key, value);
    let blank = yaml.text[end..yaml.end].trim_start_matches([' ', '\r', '\n']);
    let behind_blank_lines = yaml.text[..yaml.end - blank.len()].rfind('\n').filter(|last| *last > end);
    Some(std::iter::once(end).chain(behind_blank_lines).map(below).collect())
}

/// Changes what differs, value by value; where the mapping is none, or lacks a key, writes all of it anew.
fn replaced(yaml: Yaml<'_>, key: &Key, value: &Node, put: &Put<'_>) -> Vec<Edit> {
    let scalar = |name: &str| match &value.value {
        Value::Map(entries) => {
            entries.iter().find(|(key, _)| key.text == name).and_then(|(_, node)| match &node.value {
                Value::Scalar(scalar) if scalar.style != Style::Block && !node.is_empty() => Some((node, scalar)),
                _ => None,
            })
        }
        _ => None,
    };
    let found: Option<Vec<_>> = put.fields.iter().map(|(name, new)| Some((scalar(name)?, new))).collect();
    if let Some(found) = found {
        let differing = found.into_iter().filter(|((_, scalar), new)| scalar.text != **new);
        let edit = |((node, scalar), new): ((&Node, &tree::Scalar), &String)| {
            let written = match (scalar.style, yaml.text[node.range.clone()].chars().next()) {
                (Style::Quoted, Some(quote)) => format!("{quote}{new}{quote}"),
                _ => plain(new),
            };
            (node.range.clone(), written)
        };
        return differing.map(edit).collect();
    }
    let colon = behind_colon(yaml, key);
    vec![(colon..end_of_entry(yaml, key, value), format!(" {}", braces(put.fields)))]
}

/// `{ date: 2026-11-20, by: fukushi }`
fn braces(fields: &[(&str, String)]) -> String {
    let fields: Vec<String> = fields.iter().map(|(name, value)| format!("{name}: {}", plain(value))).collect();
    format!("{{ {} }}", fields.join(", "))
}

/// A text as it is, or in quotes where YAML would take it for something else: a fingerprint may be all digits.
#[must_use]
pub fn plain(text: &str) -> String {
    let read: Option<Vec<serde_yaml::Value>> = serde_yaml::from_str(&format!("[{text}]")).ok();
    let is_text = read.is_some_and(|read| matches!(&read[..], [value] if value.as_str() == Some(text)));
    match is_text && text.parse::<f64>().is_err() {
        true => text.to_owned(),
        false => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

/// The node at a path.
fn at<'a>(root: &'a Node, path: &FieldPath) -> Option<&'a Node> {
    path.steps().iter().try_fold(root, |node, step| match (step, &node.value) {
        (Step::Key(wanted), Value::Map(entries)) => {
            entries.iter().find(|(key, _)| key.text == *wanted).map(|(_, node)| node)
        }
        (Step::Index(index), Value::List(items)) => items.get(*index),
        _ => None,
    })
}

fn behind_colon(yaml: Yaml<'_>, key: &Key) -> usize {
    yaml.text[key.range.end..yaml.end].find(':').map_or(key.range.end, |offset| key.range.end + offset + 1)
}

/// Where an entry's last sign stands, the parser's own idea of blanks and comments behind it aside.
fn end_of_entry(yaml: Yaml<'_>, key: &Key, value: &Node) -> usize {
    if value.range.is_empty() { behind_colon(yaml, key) } else { end_of(yaml, value) }
}

fn end_of(yaml: Yaml<'_>, node: &Node) -> usize {
    if yaml.text[node.range.clone()].starts_with(['[', '{']) {
        return node.range.end;
    }
    match &node.value {
        Value::Map(entries) => entries.last().map_or(node.range.end, |(key, value)| end_of_entry(yaml, key, value)),
        Value::List(items) => items.last().map_or(node.range.end, |item| end_of(yaml, item)),
        Value::Scalar(_) => node.range.start + yaml.text[node.range.clone()].trim_end().len(),
    }
}

fn applied(text: &str, edits: Vec<Edit>) -> String {
    let mut made = String::with_capacity(text.len() + 128);
    let mut at = 0;
    let mut edits = edits;
    edits.sort_by_key(|(range, _)| range.start);
    for (range, new) in edits {
        made.push_str(&text[at..range.start]);
        made.push_str(&new);
        at = range.end;
    }
    made.push_str(&text[at..]);
    made
}

/// Whether a text holds the mapping and reads the same in everything else.
fn is_right(yaml: Yaml<'_>, old: &Node, text: &str, put: &Put<'_>) -> bool {
    let Some(end) = (yaml.end + text.len()).checked_sub(yaml.text.len()) else { return false };
    let Ok(new) = tree::build(&text[yaml.start..end], &|at| at + yaml.start) else { return false };
    let Some(Value::Map(entries)) = at(&new, &put.below.key(put.key)).map(|node| &node.value) else { return false };
    let holds = |(name, wanted): &(&str, String)| {
        let said = entries.iter().find(|(key, _)| key.text == *name).map(|(_, node)| &node.value);
        matches!(said, Some(Value::Scalar(scalar)) if scalar.text == *wanted)
    };
    put.fields.iter().all(holds) && is_same(old, &new, Some((put.below.steps(), put.key)))
}

/// Whether two trees say the same, but for a key of the mapping at a path.
fn is_same(old: &Node, new: &Node, but: Option<(&[Step], &str)>) -> bool {
    let below =
        |wanted: &Step| but.and_then(|(path, key)| Some((path.strip_prefix(std::slice::from_ref(wanted))?, key)));
    match (&old.value, &new.value) {
        (Value::Scalar(old), Value::Scalar(new)) => old.text == new.text && old.style == new.style,
        (Value::List(old), Value::List(new)) => {
            let pairs = old.iter().zip(new).enumerate();
            old.len() == new.len() && { pairs }.all(|(at, (old, new))| is_same(old, new, below(&Step::Index(at))))
        }
        (Value::Map(old), Value::Map(new)) => {
            let left_out = but.filter(|(path, _)| path.is_empty()).map(|(_, key)| key);
            let kept = |entry: &&(Key, Node)| Some(entry.0.text.as_str()) != left_out;
            let (old, new): (Vec<_>, Vec<_>) = (old.iter().filter(kept).collect(), new.iter().filter(kept).collect());
            old.len() == new.len()
                && old.into_iter().zip(new).all(|((old_key, old), (key, new))| {
                    old_key.text == key.text && is_same(old, new, below(&Step::Key(key.text.clone())))
                })
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::SourcePath;

    const STAMP: &str = "{ date: 2026-11-20, by: fukushi, facts: 00ff00ff00ff00ff }";

    fn stamped(text: &str, below: &FieldPath, fields: &[(&str, String)]) -> Option<String> {
        let path = SourcePath::new("content/a.md");
        let yaml = crate::markdown::split(&path, text).map_or(Yaml::whole(&path, text), |(yaml, _)| yaml);
        put(yaml, &Put { below, key: "verified", behind: "source", fields })
    }

    fn fields(facts: &str) -> [(&'static str, String); 3] {
        [("date", "2026-11-20".to_owned()), ("by", "fukushi".to_owned()), ("facts", facts.to_owned())]
    }

    /// `«…»` marks what is new or changed; what it was stands before the `|`.
    #[track_caller]
    fn check_below(below: &FieldPath, marked: &str) {
        let (mut old, mut new) = (String::new(), String::new());
        let mut rest = marked;
        while let Some((before, more)) = rest.split_once('«') {
            let (inside, after) = more.split_once('»').unwrap();
            let (was, is) = inside.split_once('¦').unwrap_or(("", inside));
            old.extend([before, was]);
            new.extend([before, is]);
            rest = after;
        }
        old.push_str(rest);
        new.push_str(rest);
        let (old, new) = (old.replace("STAMP", STAMP), new.replace("STAMP", STAMP));
        let fields = fields("00ff00ff00ff00ff");
        assert_eq!(stamped(&old, below, &fields).as_deref(), Some(&*new));
        assert_eq!(stamped(&new, below, &fields).as_deref(), Some(&*new), "a second time changes nothing");
        let wide = |text: &str| text.replace('\n', "\r\n");
        assert_eq!(stamped(&wide(&old), below, &fields), Some(wide(&new)), "with CRLF");
    }

    #[track_caller]
    fn check(marked: &str) {
        check_below(&FieldPath::default(), marked);
    }

    #[test]
    fn a_new_one_stands_behind_the_source_or_last() {
        check("name: ひだまり\nsource: { document: annai } # 冊子«\nverified: STAMP»\n# おわり\n");
        check(
            "---\nname: ひだまり\n  # 注\nsource:\n  document: annai«\nverified: STAMP»\nphones: []\n---\n本文\n\n---\n",
        );
        check(
            "---\nname: 'ひだまり'   \n\n\nphones:\n  - { number: 03-0000-1234 }   # 夜«\nverified: STAMP»\n\n\n---\n",
        );
        check("---\nname: a\nphones:\n- number: 1\n  label: ２«\nverified: STAMP»\n---\n本文");
        check("---\nconcerns:\n  - talk\n  - work«\nverified: STAMP»\n---\n");
        check("name: a\nalso: [b,\n  c]«\nverified: STAMP»");
        check("  name: a\n  kana: b«\n  verified: STAMP»\n");
        check("--- # はじめ\nname: a«\nverified: STAMP»\n...\n");
        check("{ name: a, source: { document: b }«, verified: STAMP» }\n");
        check("{ name: a,\n  kana: b«, verified: STAMP», # 読み\n}\n");
    }

    #[test]
    fn texts_of_several_lines_stay_whole() {
        check("name: a\ncost: |\n  無料\n\n  です«\nverified: STAMP»\n\n# 注\n");
        check("name: a\ncost: >-\n  無料\n  です«\nverified: STAMP»\n\n\n");
        check("name: a\ncost: |+\n  無料\n«\nverified: STAMP»\n");
        check("name: a\ncost: |+\n  無料\n\n«\nverified: STAMP»\n# 注\n");
        check("---\nname: a\ncost: 無料\n  です # 注«\nverified: STAMP»\n---\n");
        check("name: a\ncost: \"無料\n\n  です\"«\nverified: STAMP»\n");
        check("name: a\nsource: |\n  x«\nverified: STAMP»\nkana: b\n");
    }

    #[test]
    fn an_old_one_changes_value_by_value() {
        check(
            "verified: { date: «2026-05-01¦2026-11-20», by: fukushi, facts: «0123456789abcdef¦00ff00ff00ff00ff» }\nname: a\n",
        );
        check(
            "---\nverified:   # 確認\n  by: «hoken¦fukushi»    # 担当\n  date: '«2026-05-01¦2026-11-20»'\n  facts: \"«0123456789abcdef¦00ff00ff00ff00ff»\"\n\nname: a\n---\n",
        );
        check("verified: {date: «令和8年5月1日¦2026-11-20»,by: fukushi,\n  facts: 00ff00ff00ff00ff}\n");
    }

    #[test]
    fn a_broken_one_is_written_anew() {
        check("name: a\nverified:« {}¦ STAMP» # 注\nkana: b\n");
        check("name: a\nverified:« STAMP»\nkana: b\n");
        check("name: a\nverified:« STAMP» # まだ\nkana: b\n");
        check("name: a\nverified:« 2026-11-20¦ STAMP»\nkana: b\n");
        check("name: a\nverified:«\n  date: 2026-11-20\n  by: fukushi¦ STAMP»\nkana: b\n");
    }

    #[test]
    fn items_take_one_of_their_own() {
        let phone = |number| FieldPath::from("phones").index(number);
        check_below(&phone(0), "phones: [{ number: 03-0000-1234«, verified: STAMP» }]\n");
        check_below(
            &phone(1),
            "phones:\n  - number: 1\n  - label: 夜 # 夜\n    number: 2 # 注«\n    verified: STAMP»\n  - number: 3\n",
        );
        check_below(&phone(0), "phones: [«{ »number: 119«, verified: STAMP }»]\n");
        check_below(&phone(0), "phones: [{number: 119«, verified: STAMP»,},]\n");
        check_below(&phone(0), "phones:\n- number: 119«\n  verified: STAMP»\n");
        let desk = FieldPath::from("desks").index(0).key("address");
        check_below(
            &desk,
            "desks:\n  - id: kita\n    address:\n      text: 北1\n      access: |\n        駅から\n        3分«\n      verified: STAMP»\n\n  - id: minami\n",
        );
        check_below(
            &FieldPath::from("hours"),
            "hours: { text: 24時間, verified: { date: «2026-01-01¦2026-11-20», by: «a¦fukushi», facts: «\"1234567890123456\"¦\"00ff00ff00ff00ff\"» } }\n",
        );
    }

    #[test]
    fn what_has_no_mapping_takes_none() {
        for (text, below) in
            [("name: a\nhours: 24時間\n", "hours"), ("name: a\n", "phones"), ("- a\n", ""), ("a: [\n", "")]
        {
            let below = if below.is_empty() { FieldPath::default() } else { FieldPath::from(below) };
            assert_eq!(stamped(text, &below, &fields("0")), None, "{text}");
        }
    }

    #[test]
    fn a_fingerprint_of_digits_stays_a_text() {
        for facts in ["1234567890123456", "12345678901234e5", "0000000000000000", "00ff00ff00ff00ff"] {
            let text = stamped("name: a\n", &FieldPath::default(), &fields(facts)).unwrap();
            let read: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
            assert_eq!(read["verified"]["facts"].as_str(), Some(facts), "{text}");
            assert_eq!(stamped(&text, &FieldPath::default(), &fields(facts)), Some(text));
        }
    }
}
