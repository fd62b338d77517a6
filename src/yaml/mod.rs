//! Reads YAML: text in, typed values and problems out. The only user of the YAML crates.
//!
//! One event pass finds the place of every value and everything that staff usually get wrong, all of it in one run;
//! one typed pass (serde) makes the values. What a mapping may hold is read off the types themselves (their JSON
//! Schema), so a record says once what it is made of. Knows nothing about records or wards.

mod edit;
mod fit;
mod hint;
mod mistakes;
mod shape;
mod tree;

use std::ops::Range;

use serde::de::DeserializeOwned;

pub use edit::{Put, plain, put};
pub use shape::{Check, Field, Shape, schema_of};
pub use tree::{Key, Node, Scalar, Style, Value};

use crate::characters::code_point;
use crate::diagnostic::{Diagnostic, Diagnostics, FieldPath, Location, Place, Step};
use crate::path::SourcePath;

/// A piece of YAML in a file: all of a `.yaml` file, or the front matter of a Markdown file.
#[derive(Clone, Copy, Debug)]
pub struct Yaml<'a> {
    /// The file.
    pub path: &'a SourcePath,
    /// The file's text, all of it.
    pub text: &'a str,
    /// Where the YAML begins in it.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl<'a> Yaml<'a> {
    /// A file that is YAML from end to end.
    #[must_use]
    pub fn whole(path: &'a SourcePath, text: &'a str) -> Self {
        Self { path, text, start: 0, end: text.len() }
    }

    fn yaml(&self) -> &'a str {
        &self.text[self.start..self.end]
    }
}

/// Reads one value. `None` only together with an error.
pub fn read<T: DeserializeOwned>(yaml: Yaml<'_>, shape: &Shape) -> (Option<T>, Diagnostics) {
    let (parsed, mut diagnostics) = parse(yaml);
    let Some((root, repaired)) = parsed else { return (None, diagnostics) };
    // Nothing at all is a mapping or a list without anything in it.
    let (root, nothing) = match (root.is_empty(), shape) {
        (true, Shape::Map(_)) => (Node { value: Value::Map(Vec::new()), ..root }, Some("{}")),
        (true, Shape::List(_)) => (Node { value: Value::List(Vec::new()), ..root }, Some("[]")),
        _ => (root, None),
    };
    fit::check(shape, &root, yaml.path, yaml.text, &mut diagnostics);
    if diagnostics.has_errors() && repaired.is_none() {
        return (None, diagnostics);
    }
    let text = nothing.or(repaired.as_deref()).unwrap_or_else(|| yaml.yaml());
    match serde_yaml::from_str(text) {
        Ok(value) => (Some(value), diagnostics),
        Err(error) => {
            if !diagnostics.has_errors() {
                diagnostics.push(untyped(yaml, &error));
            }
            (None, diagnostics)
        }
    }
}

/// Reads a list, keeping the items that are right, and the ids of those that are not: `None` for an item without an id,
/// or where nobody can tell what the items are.
pub fn read_list<T: DeserializeOwned>(yaml: Yaml<'_>, shape: &Shape) -> (Vec<T>, Vec<Option<String>>, Diagnostics) {
    let (list, diagnostics) = read(yaml, shape);
    if let Some(list) = list {
        return (list, Vec::new(), diagnostics);
    }
    // Only what the event pass let through is given to serde, which would follow a hundred million aliases.
    let text = parse(yaml).0.map(|(_, repaired)| repaired.unwrap_or_else(|| yaml.yaml().to_owned()));
    let Some(items) = text.and_then(|text| serde_yaml::from_str::<Vec<serde_yaml::Value>>(&text).ok()) else {
        return (Vec::new(), vec![None], diagnostics);
    };
    let mut right = Vec::new();
    let mut wrong = Vec::new();
    for item in items {
        let id = item.get("id").and_then(|id| id.as_str()).map(str::to_owned);
        match serde_yaml::from_value(item) {
            Ok(item) => right.push(item),
            Err(_) => wrong.push(id),
        }
    }
    (right, wrong, diagnostics)
}

/// Reads a file of our own, such as the words of a language, without a shape.
///
/// # Errors
///
/// The parser's own sentence.
pub fn read_plain<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_yaml::from_str(text).map_err(|error| error.to_string())
}

/// The places of everything in a piece of YAML, if it can be read at all.
#[must_use]
pub fn tree(yaml: Yaml<'_>) -> Option<Node> {
    Some(parse(yaml).0?.0)
}

/// The bytes of a field's value, or of its key. Where the field is not written, the nearest one above it.
#[must_use]
pub fn find(root: &Node, field: &FieldPath, to_key: bool) -> Range<usize> {
    let steps = field.steps();
    let mut node = root;
    let mut range = root.head();
    for (number, step) in steps.iter().enumerate() {
        match (step, &node.value) {
            (Step::Key(wanted), Value::Map(entries)) => match entries.iter().find(|(key, _)| key.text == *wanted) {
                Some((key, value)) => {
                    let last = number + 1 == steps.len();
                    range = if last && to_key { key.range.clone() } else { value.head() };
                    node = value;
                }
                None => return range,
            },
            (Step::Index(index), Value::List(items)) => match items.get(*index) {
                Some(item) => {
                    range = item.head();
                    node = item;
                }
                None => return range,
            },
            _ => return range,
        }
    }
    range
}

/// The tree, and the mended text if it had to be mended to be read at all.
type Parsed = (Node, Option<String>);

fn parse(yaml: Yaml<'_>) -> (Option<Parsed>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let written = tree::build(yaml.yaml(), &|at| at + yaml.start);
    if written.as_ref().is_ok_and(|root| !root.is_stray_text()) {
        return (written.ok().map(|root| (root, None)), diagnostics);
    }
    let mended = mistakes::mend(yaml.yaml());
    if mended.mistakes.is_empty() {
        let at = |range: Range<usize>| Location::bytes(yaml.path, range.start + yaml.start..range.end + yaml.start);
        return match written {
            Ok(stray) => (Some((stray, None)), diagnostics), // its shape says what is expected
            Err(problem) => (None, Diagnostics::from_iter([problem.into_diagnostic(at)])),
        };
    }
    for mistake in &mended.mistakes {
        let range = mistake.range.start + yaml.start..mistake.range.end + yaml.start;
        let mut diagnostic = Diagnostic::error(mistake.code).at(Location::bytes(yaml.path, range));
        diagnostic.values.extend(mistake.values.iter().cloned());
        diagnostics.push(diagnostic);
    }
    match tree::build(&mended.text, &|at| mended.original(at) + yaml.start) {
        Ok(root) => (Some((root, Some(mended.text))), diagnostics),
        Err(problem) => {
            let at = |range: Range<usize>| {
                mended.original(range.start) + yaml.start..mended.original(range.end) + yaml.start
            };
            let line = |at: usize| yaml.text[..at].matches('\n').count();
            let is_explained = |range: &Range<usize>| {
                mended.mistakes.iter().any(|mistake| line(mistake.range.start + yaml.start) == line(range.start))
            };
            // What cannot be read even now may follow from a mistake on its line.
            let more = problem.into_diagnostic(|range| Location::bytes(yaml.path, at(range)));
            if !matches!(&more.location.place, Place::Bytes(range) if is_explained(range)) {
                diagnostics.push(more);
            }
            (None, diagnostics)
        }
    }
}

/// The typed pass refused what the event pass let through: shown as it is, at the line that serde names.
fn untyped(yaml: Yaml<'_>, error: &serde_yaml::Error) -> Diagnostic {
    // Signs that one parser takes for a line's end, or for nothing, and the other does not.
    if let Some((at, sign)) = yaml.yaml().char_indices().find(|(_, c)| "\u{85}\u{2028}\u{2029}\u{FEFF}".contains(*c)) {
        let at = yaml.start + at;
        let diagnostic = Diagnostic::error("control-character").with("code", code_point(sign));
        return diagnostic.at(Location::bytes(yaml.path, at..at + sign.len_utf8()));
    }
    let Some(place) = error.location() else {
        return Diagnostic::error("yaml-syntax").at(Location::file(yaml.path)).with("reason", error);
    };
    let at = yaml.start + place.index().min(yaml.end - yaml.start);
    match yaml.text.get(at..).is_some_and(|rest| rest.starts_with('\t')) {
        true => Diagnostic::error("tab-indent").at(Location::bytes(yaml.path, at..at + 1)),
        false => Diagnostic::error("yaml-syntax").at(Location::bytes(yaml.path, at..at)).with("reason", error),
    }
}
