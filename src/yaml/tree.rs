//! A small tree of keys and values with the place of each, from one pass over the parser's events.

use std::ops::Range;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span, StructureStyle};

use super::mistakes::unclosed;
use crate::characters::code_point;
use crate::diagnostic::{Diagnostic, Location};

/// How deep lists and mappings may be nested. Records need five.
const DEPTH: usize = 64;

/// A value and where it stands in the file's text.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its bytes, quotes and brackets included.
    pub range: Range<usize>,
    /// What it is.
    pub value: Value,
}

/// What a [`Node`] is.
#[derive(Clone, Debug)]
pub enum Value {
    /// A text, a number, or nothing at all.
    Scalar(Scalar),
    /// A list.
    List(Vec<Node>),
    /// Keys and values, in the order written, doubled keys included.
    Map(Vec<(Key, Node)>),
}

/// A text as YAML reads it.
#[derive(Clone, Debug)]
pub struct Scalar {
    /// The text without quotes.
    pub text: String,
    /// How it was written.
    pub style: Style,
    /// A comment that stands where the value should, or that cuts a part off the value.
    pub comment: Option<Range<usize>>,
}

/// How a [`Scalar`] was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As it is.
    Plain,
    /// In quotes.
    Quoted,
    /// After `|` or `>`.
    Block,
}

/// The name of a field.
#[derive(Clone, Debug)]
pub struct Key {
    /// The name.
    pub text: String,
    /// Its bytes.
    pub range: Range<usize>,
    /// Whether it stands in `{ }`.
    pub in_braces: bool,
}

impl Node {
    /// Whether nothing was written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(&self.value, Value::Scalar(scalar) if scalar.style == Style::Plain && matches!(&*scalar.text, "~" | "null" | ""))
    }

    /// Whether this is a bare text: what is left of a mapping whose colons are not colons.
    pub(super) fn is_stray_text(&self) -> bool {
        matches!(&self.value, Value::Scalar(scalar) if scalar.style == Style::Plain) && !self.is_empty()
    }

    /// The place to show: the text itself, or the first key of a mapping, or the first item of a list.
    #[must_use]
    pub fn head(&self) -> Range<usize> {
        match &self.value {
            Value::Map(entries) => entries.first().map_or(self.range.clone(), |(key, _)| key.range.clone()),
            Value::List(items) => items.first().map_or(self.range.clone(), Node::head),
            Value::Scalar(_) => self.range.clone(),
        }
    }
}

/// Why a text is no YAML.
#[derive(Debug)]
pub(super) struct Problem {
    code: &'static str,
    range: Range<usize>,
    values: Vec<(&'static str, String)>,
}

impl Problem {
    pub(super) fn into_diagnostic(self, at: impl Fn(Range<usize>) -> Location) -> Diagnostic {
        let mut diagnostic = Diagnostic::error(self.code).at(at(self.range));
        diagnostic.values = self.values;
        diagnostic
    }
}

/// Builds the tree. `place` turns an offset in `text` into one in the file.
pub(super) fn build(text: &str, place: &dyn Fn(usize) -> usize) -> Result<Node, Problem> {
    let options = granit_parser::options! { flow_nesting_limit: DEPTH, block_nesting_limit: DEPTH };
    let mut builder = Builder { text, place, open: Vec::new(), root: None, documents: 0 };
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|error| explain(text, &error))?;
        builder.event(event, span)?;
    }
    Ok(builder.root.unwrap_or_else(|| nothing(place(0))))
}

struct Builder<'a> {
    text: &'a str,
    place: &'a dyn Fn(usize) -> usize,
    open: Vec<Open>,
    root: Option<Node>,
    documents: usize,
}

struct Open {
    start: usize,
    flow: bool,
    value: Value,
    key: Option<Key>,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Problem> {
        let bytes = span.byte_range().unwrap_or(0..0);
        let sign_before = |sign| word(self.text, self.text[..bytes.start].rfind(sign).unwrap_or(bytes.start));
        if event.is_alias() {
            return Err(problem("yaml-alias", bytes));
        }
        if event.anchor_id().is_some_and(|id| id > 0) {
            return Err(problem("yaml-alias", sign_before('&')));
        }
        if event.tag().is_some() {
            return Err(problem("yaml-tag", sign_before('!')));
        }
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(problem("multiple-documents", bytes));
                }
            }
            Event::Scalar(text, style, ..) => {
                let style = match style {
                    ScalarStyle::Plain => Style::Plain,
                    ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
                    _ => Style::Block,
                };
                let range = (self.place)(bytes.start)..(self.place)(bytes.end);
                if let Some(Open { value: Value::Map(_), key: key @ None, flow, .. }) = self.open.last_mut() {
                    *key = Some(Key { text: text.into_owned(), range, in_braces: *flow });
                } else {
                    let scalar = Scalar { text: text.into_owned(), style, comment: None };
                    self.add(Node { range, value: Value::Scalar(scalar) });
                }
            }
            Event::SequenceStart(style, ..) => self.open(Value::List(Vec::new()), bytes.start, style)?,
            Event::MappingStart(style, ..) => self.open(Value::Map(Vec::new()), bytes.start, style)?,
            Event::SequenceEnd | Event::MappingEnd => {
                let open = self.open.pop().expect("the parser closes what it opened");
                self.add(Node { range: open.start..(self.place)(bytes.end), value: open.value });
            }
            Event::Comment(..) => self.comment(bytes),
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, value: Value, start: usize, style: StructureStyle) -> Result<(), Problem> {
        if let Some(Open { value: Value::Map(_), key: None, .. }) = self.open.last() {
            return Err(problem("yaml-key", start..start + 1)); // `{ [a]: b }`
        }
        self.open.push(Open { start: (self.place)(start), flow: style == StructureStyle::Flow, value, key: None });
        Ok(())
    }

    fn add(&mut self, node: Node) {
        match self.open.last_mut() {
            Some(Open { value: Value::List(items), .. }) => items.push(node),
            Some(Open { value: Value::Map(entries), key, .. }) => {
                entries.push((key.take().expect("a key comes before its value"), node));
            }
            _ => self.root = Some(node),
        }
    }

    /// `number: #7119` and `name: 窓口 #2係`: what was meant as the value, or as its end, was read as a comment.
    fn comment(&mut self, bytes: Range<usize>) {
        let line = self.text[..bytes.start].rfind('\n').map_or(0, |at| at + 1);
        let line = (self.place)(line);
        let comment = (self.place)(bytes.start)..(self.place)(bytes.end);
        let is_glued = self.text[bytes.start..].chars().nth(1).is_some_and(|next| !next.is_whitespace() && next != '#');
        let (start, node) = match self.open.last_mut() {
            Some(Open { value: Value::Map(entries), key: None, .. }) => match entries.last_mut() {
                Some((key, node)) => (key.range.start, node),
                None => return,
            },
            Some(Open { value: Value::List(items), .. }) => match items.last_mut() {
                Some(node) => (node.range.start, node),
                None => return,
            },
            _ => return,
        };
        let is_value = node.is_empty() || is_glued;
        if is_value
            && start >= line
            && let Value::Scalar(scalar) = &mut node.value
            && scalar.style == Style::Plain
        {
            scalar.comment = Some(comment);
        }
    }
}

fn nothing(at: usize) -> Node {
    Node { range: at..at, value: Value::Scalar(Scalar { text: String::new(), style: Style::Plain, comment: None }) }
}

fn problem(code: &'static str, range: Range<usize>) -> Problem {
    Problem { code, range, values: Vec::new() }
}

/// The parser's error in our words where staff meet it often, else as it is.
fn explain(text: &str, error: &ScanError) -> Problem {
    let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
    let here = || sign(text, at);
    let opening = || unclosed(text, at).map_or_else(here, |at| sign(text, at));
    match error.kind() {
        ErrorKind::RecursionLimitExceeded => problem("too-deep", here()),
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::DocumentIndicatorInQuotedScalar => problem("unclosed-quote", opening()),
        ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar => {
            problem("text-behind-quote", word(text, at))
        }
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator
            if unclosed(text, at).is_some_and(|open| continues(text, open, at)) =>
        {
            problem("missing-comma", word_before_colon(text, at))
        }
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::MismatchedFlowCollectionEnd { .. }
        | ErrorKind::MisplacedFlowCollectionEnd => problem("unclosed-bracket", here()),
        ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::InvalidFlowScalarIndent
            if unclosed(text, at).is_some() =>
        {
            problem("unclosed-bracket", opening())
        }
        ErrorKind::TabInBlockIndentation | ErrorKind::TabInIndentation | ErrorKind::TabNotAllowed => {
            problem("tab-indent", here())
        }
        ErrorKind::MappingValueNotAllowed if second_colon(text, at).is_some() => {
            let value = second_colon(text, at).unwrap_or_default().to_owned();
            Problem { values: vec![("value", value)], ..problem("unquoted-colon", here()) }
        }
        ErrorKind::InvalidIndentation
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::MappingValueNotAllowed => problem("indentation", indent(text, at)),
        ErrorKind::ExpectedDocumentStart if text.starts_with(' ') => problem("indentation", indent(text, at)),
        ErrorKind::FlowMappingValueAdjacentCollection => {
            let colon = text[..sign(text, at).end].rfind(':').unwrap_or(at);
            let example = format!("{}: ", &text[word_before_colon(text, colon)]);
            let values = vec![("sign", ":".to_owned()), ("example", example)];
            Problem { values, ..problem("missing-blank", sign(text, colon)) }
        }
        ErrorKind::SimpleKeyExpected => {
            let line = text[at..].lines().next().unwrap_or_default();
            problem("missing-colon", at..at + line.trim_end().len())
        }
        ErrorKind::BomInsideDocument => invisible(text, '\u{FEFF}', at),
        ErrorKind::UnknownAnchor => problem("yaml-alias", word(text, at)),
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => invisible(text, *character, at),
        kind => Problem { values: vec![("reason", kind.to_string())], ..problem("yaml-syntax", here()) },
    }
}

/// A character that nobody sees, at a place or behind it.
fn invisible(text: &str, character: char, at: usize) -> Problem {
    let at = text[at..].find(character).map_or(at, |offset| at + offset);
    let values = vec![("code", code_point(character))];
    Problem { values, ..problem("control-character", sign(text, at)) }
}

/// The character at a place.
fn sign(text: &str, at: usize) -> Range<usize> {
    at..at + text[at..].chars().next().map_or(0, char::len_utf8)
}

/// From a place to the end of its word.
fn word(text: &str, at: usize) -> Range<usize> {
    let end = text[at..].find(|c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}'));
    at..end.map_or(text.len(), |end| at + end).max(sign(text, at).end)
}

/// The key whose colon, or the value whose beginning, stands at a place.
fn word_before_colon(text: &str, at: usize) -> Range<usize> {
    if !text[at..].starts_with(':') {
        return word(text, at);
    }
    let start = text[..at].rfind([' ', ',', '{', '[']).map_or(0, |before| before + 1);
    start..at
}

/// Whether a place stands on the line of an open bracket, or on one that is indented deeper.
fn continues(text: &str, open: usize, at: usize) -> bool {
    !text[open..at].contains('\n') || blanks(text, open).len() < blanks(text, at).len()
}

/// The blanks that the line of a place begins with; where it has none, the place itself.
fn indent(text: &str, at: usize) -> Range<usize> {
    let blanks = blanks(text, at);
    if blanks.is_empty() { sign(text, at) } else { blanks }
}

fn blanks(text: &str, at: usize) -> Range<usize> {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    line..text.len() - text[line..].trim_start_matches(' ').len()
}

/// The value that a colon at a place cuts in two: what stands behind the first colon of the line, or the whole item of a
/// list where the first colon belongs to it as well.
fn second_colon(text: &str, at: usize) -> Option<&str> {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].lines().next()?;
    let item = line.trim_start().trim_start_matches("- ");
    let (key, value) = item.split_once(": ").filter(|(key, _)| line.len() - item.len() + key.len() < at - start)?;
    Some(if key.is_ascii() { value.trim() } else { item.trim() })
}
