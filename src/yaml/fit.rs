//! The check of a tree against a shape.
//!
//! Everything that does not fit is reported at its own characters, all of it in one run: unknown, doubled and missing
//! keys, wrong types, words that are no choice, and values whose own parser refuses them.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use super::shape::{Check, Field, Shape};
use super::tree::{Key, Node, Scalar, Style, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, Fault, Location, nearest};
use crate::path::SourcePath;

/// Reports everything in a tree that does not fit a shape.
pub(super) fn check(shape: &Shape, node: &Node, path: &SourcePath, text: &str, diagnostics: &mut Diagnostics) {
    Checker { path, text, diagnostics }.node(shape, node, None);
}

/// What staff put before the items of a list in other documents.
const BULLETS: [char; 10] = ['・', '･', '•', '●', '○', '■', '◆', '＊', '－', '—'];

struct Checker<'a> {
    path: &'a SourcePath,
    text: &'a str,
    diagnostics: &'a mut Diagnostics,
}

impl Checker<'_> {
    fn node(&mut self, shape: &Shape, node: &Node, key: Option<&Key>) {
        if node.is_empty() && !matches!(shape, Shape::Any) {
            self.empty(shape, node, key);
            return;
        }
        self.cut_by_comment(node);
        match (shape, &node.value) {
            (Shape::Any, _) | (Shape::Text, Value::Scalar(_)) => {}
            (Shape::OneOf(shapes), _) => self.one_of(shape, shapes, node, key),
            (Shape::Value(check), Value::Scalar(scalar)) => {
                if let Err(fault) = check(&scalar.text) {
                    self.fault(fault, node, scalar);
                }
            }
            (Shape::Choice(words), Value::Scalar(scalar)) => {
                if !words.contains(&scalar.text) {
                    let near = nearest(&scalar.text, words.iter().map(String::as_str));
                    let diagnostic = Diagnostic::error("unknown-choice")
                        .with("value", &scalar.text)
                        .with("choices", words.join(", "))
                        .with_some("nearest", near);
                    self.report(diagnostic, node.range.clone());
                }
            }
            (Shape::Bool, Value::Scalar(scalar)) => {
                if scalar.style != Style::Plain || !matches!(&*scalar.text, "true" | "false") {
                    self.wrong_type(shape, node);
                }
            }
            (Shape::Integer(from, to), Value::Scalar(scalar)) => self.integer(shape, *from..=*to, node, scalar),
            (Shape::List(item), Value::List(items)) => {
                for node in items {
                    if !self.full_width_comma(item, node) {
                        self.node(item, node, None);
                    }
                }
            }
            (Shape::Map(fields), Value::Map(entries)) => self.map(fields, node, entries),
            _ => self.wrong_type(shape, node),
        }
    }

    /// 「確認中」 and other fixed words come first; then whatever is of the same kind.
    fn one_of(&mut self, shape: &Shape, shapes: &[Shape], node: &Node, key: Option<&Key>) {
        let is_fixed = |shape: &Shape| match (shape, &node.value) {
            (Shape::Choice(words), Value::Scalar(scalar)) => words.contains(&scalar.text),
            _ => false,
        };
        if shapes.iter().any(is_fixed) {
            return;
        }
        let map = shapes.iter().find(|shape| matches!(shape, Shape::Map(_)));
        match (shapes.iter().rev().find(|shape| shape.takes(&node.value)), map) {
            // Where a mapping is the other way, a word that is no choice was meant for it.
            (Some(Shape::Choice(_)), Some(map)) => self.wrong_type(map, node),
            (Some(Shape::Value(check)), Some(_)) if is_no_text(node, *check) => self.unquoted_number(node),
            (Some(shape), _) => self.node(shape, node, key),
            (None, _) => self.wrong_type(shape, node),
        }
    }

    fn integer(&mut self, shape: &Shape, range: RangeInclusive<i64>, node: &Node, scalar: &Scalar) {
        match scalar.text.parse::<i64>() {
            // `02` is no number to YAML.
            Ok(number) if scalar.style == Style::Plain && number.to_string() == scalar.text => {
                if !range.contains(&number) {
                    let diagnostic = Diagnostic::error("number-range")
                        .with("value", &scalar.text)
                        .with("from", range.start())
                        .with("to", range.end());
                    self.report(diagnostic, node.range.clone());
                }
            }
            _ => self.wrong_type(shape, node),
        }
    }

    fn map(&mut self, fields: &[Field], node: &Node, entries: &[(Key, Node)]) {
        let known = || fields.iter().filter(|field| field.elsewhere.is_none()).map(|field| field.name.as_str());
        let mut seen: BTreeMap<&str, &Key> = BTreeMap::new();
        for (number, (key, value)) in entries.iter().enumerate() {
            if let Some(first) = seen.get(key.text.as_str()) {
                let first = Location::bytes(self.path, first.range.clone());
                let diagnostic = Diagnostic::error("duplicate-key").with("key", &key.text).related(first);
                self.report(diagnostic, key.range.clone());
                continue;
            }
            seen.insert(&key.text, key);
            match fields.iter().find(|field| field.name == key.text) {
                Some(Field { elsewhere: Some(code), .. }) => {
                    self.report(Diagnostic::error(code).with("key", &key.text), key.range.clone());
                }
                // What belongs to this key stands behind a full-width blank, and is reported there.
                Some(_) if value.is_empty() && entries.get(number + 1).is_some_and(|(next, _)| is_wide(next)) => {}
                Some(field) => self.node(&field.shape, value, Some(key)),
                None => self.unknown_key(&known().collect::<Vec<_>>(), &entries[..number], key, value),
            }
        }
        for field in fields.iter().filter(|field| field.required) {
            // A key that is damaged or mistyped is there, only not readable.
            let there = |key: &Key| {
                key.text == field.name
                    || damaged_key(&key.text).is_some_and(|damaged| damaged.key == field.name)
                    || (!known().any(|known| known == key.text)
                        && nearest(&key.text, known()) == Some(field.name.as_str()))
            };
            if !entries.iter().any(|(key, _)| there(key)) {
                self.report(Diagnostic::error("missing-key").with("key", &field.name), node.head());
            }
        }
    }

    /// `before` are the entries before this one.
    fn unknown_key(&mut self, known: &[&str], before: &[(Key, Node)], key: &Key, value: &Node) {
        if let Some(damaged) = damaged_key(&key.text)
            && (damaged.code == "full-width-blank" || known.contains(&damaged.key))
        {
            self.damaged(&damaged, key.range.clone());
        } else if key.in_braces && value.is_empty() {
            let cut = before.last().and_then(|(field, node)| match &node.value {
                Value::Scalar(scalar) => Some(format!("{}: \"{}, {}\"", field.text, scalar.text, key.text)),
                _ => None,
            });
            self.report(Diagnostic::error("comma-in-braces").with_some("example", cut), key.range.clone());
        } else {
            let diagnostic = Diagnostic::error("unknown-key")
                .with("key", &key.text)
                .with_some("nearest", nearest(&key.text, known.iter().copied()))
                .with("known", known.join(", "));
            self.report(diagnostic, key.range.clone());
            // `phone: #7119` has two mistakes.
            if matches!(&value.value, Value::Scalar(Scalar { comment: Some(_), .. })) && value.is_empty() {
                self.empty(&Shape::Any, value, Some(key));
            }
        }
    }

    /// Points at the sign that keeps a key from being one.
    fn damaged(&mut self, damaged: &Damaged<'_>, range: Range<usize>) {
        let range = match self.text.get(range.clone()).and_then(|written| written.find(damaged.mark)) {
            Some(at) => range.start + at..range.start + at + damaged.mark.len_utf8(),
            None => range,
        };
        let diagnostic = Diagnostic::error(damaged.code)
            .with("key", damaged.key)
            .with("sign", damaged.mark)
            .with("example", format!("{}: ", damaged.key));
        self.report(diagnostic, range);
    }

    /// `[phone、email]` is one item, where two were meant.
    fn full_width_comma(&mut self, shape: &Shape, node: &Node) -> bool {
        let Value::Scalar(scalar) = &node.value else { return false };
        let is_refused = match shape {
            Shape::Choice(words) => !words.contains(&scalar.text),
            Shape::Value(check) => check(&scalar.text).is_err(),
            _ => false,
        };
        let comma = self.text.get(node.range.clone()).and_then(|written| written.find(['、', '，']));
        let Some(at) = comma.filter(|_| is_refused) else { return false };
        let at = node.range.start + at;
        self.report(Diagnostic::error("full-width-comma"), at..at + '、'.len_utf8());
        true
    }

    /// `name: 窓口 #2係`
    fn cut_by_comment(&mut self, node: &Node) {
        if let Value::Scalar(Scalar { comment: Some(comment), .. }) = &node.value {
            let whole = self.text.get(node.range.start..comment.end).unwrap_or_default().trim_end();
            let diagnostic = Diagnostic::error("comment-in-value").with("value", whole);
            self.report(diagnostic, comment.clone());
        }
    }

    fn empty(&mut self, shape: &Shape, node: &Node, key: Option<&Key>) {
        let comment = match &node.value {
            Value::Scalar(Scalar { comment, .. }) => comment.clone(),
            _ => None,
        };
        let name = key.map(|key| key.text.clone());
        match comment {
            Some(comment) => {
                let written = self.text.get(comment.clone()).unwrap_or_default();
                let diagnostic = Diagnostic::error("value-is-comment").with_some("key", name).with("value", written);
                self.report(diagnostic, comment);
            }
            None => {
                let range = key.map_or(node.range.clone(), |key| key.range.clone());
                self.report(
                    Diagnostic::error("empty-value").with_some("key", name).with_some("gap", shape.stand_in()),
                    range,
                );
            }
        }
    }

    fn fault(&mut self, fault: Fault, node: &Node, scalar: &Scalar) {
        let whole = node.range.clone();
        let range = match fault.range {
            // A place inside the value is a place in the file only where the text stands there unchanged.
            Some(part) => match self.text.get(whole.clone()).and_then(|written| written.find(&scalar.text)) {
                Some(at) => whole.start + at + part.start..whole.start + at + part.end,
                None => whole,
            },
            None => whole,
        };
        let mut diagnostic = Diagnostic::error(fault.code);
        diagnostic.values.extend(fault.values);
        self.report(diagnostic.with("value", &scalar.text), range);
    }

    /// Where a text or a mapping may stand, serde sees what YAML makes of `2026`: no text.
    fn unquoted_number(&mut self, node: &Node) {
        let written = self.text.get(node.range.clone()).unwrap_or_default();
        let diagnostic = Diagnostic::error("wrong-type").with("expected", "text").with("found", "number");
        self.report(diagnostic.with("example", format!("\"{written}\"")), node.range.clone());
    }

    fn wrong_type(&mut self, shape: &Shape, node: &Node) {
        if let Value::Scalar(scalar) = &node.value
            && let Some(damaged) = damaged_key(&scalar.text)
            && let Shape::Map(fields) = shape
            && fields.iter().any(|field| field.name == damaged.key)
        {
            self.damaged(&damaged, node.range.clone());
            return;
        }
        if let Value::Scalar(scalar) = &node.value
            && let Shape::Map(fields) = shape
            && let Some((key, value)) = scalar.text.split_once([' ', '=', '\u{3000}'])
            && fields.iter().any(|field| field.name == key)
        {
            let diagnostic = Diagnostic::error("missing-colon").with("example", format!("{key}: {}", value.trim()));
            self.report(diagnostic, node.range.start..node.range.start + key.len());
            return;
        }
        let head = node.head();
        let written = self.text.get(head.clone()).and_then(|written| written.lines().next()).unwrap_or_default();
        if let (Shape::List(_), Some(item)) = (shape, written.strip_prefix('-')) {
            let diagnostic = Diagnostic::error("missing-blank").with("sign", '-').with("example", format!("- {item}"));
            self.report(diagnostic, head.start..head.start + 1);
            return;
        }
        if let (Shape::List(_), Some(bullet)) = (shape, written.chars().next().filter(|c| BULLETS.contains(c))) {
            let item = written[bullet.len_utf8()..].trim();
            let diagnostic = Diagnostic::error("list-bullet").with("example", format!("- {item}"));
            self.report(diagnostic, head.start..head.start + bullet.len_utf8());
            return;
        }
        let found = match &node.value {
            Value::Scalar(_) => "text",
            Value::List(_) => "list",
            Value::Map(_) => "map",
        };
        let diagnostic = Diagnostic::error("wrong-type")
            .with("expected", shape.kind())
            .with("found", found)
            .with_some("example", shape.example(node))
            .with_some("choices", shape.choices())
            .with_some("known", matches!(shape, Shape::Map(_)).then(|| shape.fields().collect::<Vec<_>>().join(", ")));
        self.report(diagnostic, head);
    }

    fn report(&mut self, diagnostic: Diagnostic, range: Range<usize>) {
        self.diagnostics.push(diagnostic.at(Location::bytes(self.path, range)));
    }
}

/// Whether a value without quotes would be right if YAML took it for a text.
fn is_no_text(node: &Node, check: Check) -> bool {
    let Value::Scalar(Scalar { text, style: Style::Plain, .. }) = &node.value else { return false };
    let is_text = || serde_yaml::from_str(text).is_ok_and(|value: serde_yaml::Value| value.is_string());
    text.is_ascii() && check(text).is_ok() && !is_text()
}

/// A key that YAML does not take for one.
struct Damaged<'a> {
    code: &'static str,
    /// What was meant.
    key: &'a str,
    /// What is in the way.
    mark: char,
}

/// `name：ひだまり`, `label:相談` or a key behind a full-width blank.
fn damaged_key(key: &str) -> Option<Damaged<'_>> {
    if let Some(rest) = key.strip_prefix('\u{3000}') {
        let key = rest.trim_start_matches(['\u{3000}', '-', ' ']);
        return Some(Damaged { code: "full-width-blank", key, mark: '\u{3000}' });
    }
    let at = key.find(['：', ':'])?;
    Some(match key[at..].starts_with('：') {
        true => Damaged { code: "full-width-colon", key: &key[..at], mark: '：' },
        false => Damaged { code: "missing-blank", key: &key[..at], mark: ':' },
    })
}

fn is_wide(key: &Key) -> bool {
    key.text.starts_with('\u{3000}')
}

impl Shape {
    fn takes(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Any, _) => true,
            (Self::OneOf(shapes), value) => shapes.iter().any(|shape| shape.takes(value)),
            (Self::List(_), Value::List(_)) | (Self::Map(_), Value::Map(_)) => true,
            (Self::List(_) | Self::Map(_), _) | (_, Value::List(_) | Value::Map(_)) => false,
            (_, Value::Scalar(_)) => true,
        }
    }
}
