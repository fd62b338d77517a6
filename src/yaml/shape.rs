//! What a piece of YAML may hold, read off a type's JSON Schema, and the check of a tree against it.
//!
//! Everything that does not fit is reported at its own characters, all of it in one run: unknown, doubled and missing
//! keys, wrong types, words that are no choice, and values whose own parser refuses them.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value as Json;

use super::tree::{Key, Node, Scalar, Style, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, Fault, Location, nearest};
use crate::source::SourcePath;

/// The check of one kind of value: a telephone number, a date…
pub type Check = fn(&str) -> Result<(), Fault>;

/// What may stand at a place.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Anything.
    Any,
    /// Any text.
    Text,
    /// A text that its own parser accepts.
    Value(Check),
    /// One of these words.
    Choice(Vec<String>),
    /// A whole number in a range.
    Integer(i64, i64),
    /// `true` or `false`.
    Bool,
    /// A list.
    List(Box<Shape>),
    /// A mapping with these fields and no others.
    Map(Vec<Field>),
    /// One of several; the first that is of the same kind as what was written.
    OneOf(Vec<Shape>),
}

/// A field of a mapping.
#[derive(Clone, Debug)]
pub struct Field {
    name: String,
    required: bool,
    shape: Shape,
    /// Known, but it belongs in another file: the problem's code.
    elsewhere: Option<&'static str>,
}

impl Shape {
    /// The shape of a type. `checks` gives the parser of each `format` that its schema names.
    #[must_use]
    pub fn of<T: JsonSchema>(checks: &[(&str, Check)]) -> Self {
        let mut settings = SchemaSettings::draft2020_12();
        settings.inline_subschemas = true;
        compile(settings.into_generator().into_root_schema_for::<T>().as_value(), checks)
    }

    /// The same, where the fields of another shape are known too, but only to say that they belong elsewhere.
    #[must_use]
    pub fn with_elsewhere(mut self, other: &Self, code: &'static str) -> Self {
        if let (Self::Map(fields), Self::Map(others)) = (&mut self, other) {
            for other in others {
                if !fields.iter().any(|field| field.name == other.name) {
                    fields.push(Field {
                        name: other.name.clone(),
                        required: false,
                        shape: Self::Any,
                        elsewhere: Some(code),
                    });
                }
            }
        }
        self
    }

    /// The names of a mapping's fields.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        match self {
            Self::Map(fields) => fields.as_slice(),
            _ => &[],
        }
        .iter()
        .filter(|field| field.elsewhere.is_none())
        .map(|field| field.name.as_str())
    }

    /// Reports everything in a tree that does not fit.
    pub fn check(&self, node: &Node, path: &SourcePath, text: &str, diagnostics: &mut Diagnostics) {
        Checker { path, text, diagnostics }.node(self, node, None);
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Any | Self::Text | Self::Value(_) | Self::Choice(_) => "text",
            Self::Integer(..) => "number",
            Self::Bool => "bool",
            Self::List(_) => "list",
            Self::Map(_) => "map",
            Self::OneOf(shapes) => shapes.first().map_or("text", Self::kind),
        }
    }

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

struct Checker<'a> {
    path: &'a SourcePath,
    text: &'a str,
    diagnostics: &'a mut Diagnostics,
}

impl Checker<'_> {
    fn node(&mut self, shape: &Shape, node: &Node, key: Option<&Key>) {
        if node.is_empty() && !matches!(shape, Shape::Any) {
            self.empty(node, key);
            return;
        }
        match (shape, &node.value) {
            (Shape::Any, _) | (Shape::Text, Value::Scalar(_)) => {}
            (Shape::OneOf(shapes), value) => {
                // 「確認中」 and other fixed words come first; then whatever is of the same kind.
                let word = match value {
                    Value::Scalar(scalar) => Some(&scalar.text),
                    _ => None,
                };
                let fixed = shapes.iter().any(
                    |shape| matches!(shape, Shape::Choice(words) if word.is_some_and(|word| words.contains(word))),
                );
                if fixed {
                    return;
                }
                match shapes.iter().rev().find(|shape| shape.takes(value)) {
                    Some(shape) => self.node(shape, node, key),
                    None => self.wrong_type(shape, node),
                }
            }
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
            (Shape::Integer(from, to), Value::Scalar(scalar)) => {
                match scalar.text.parse::<i64>() {
                    Ok(number) if (*from..=*to).contains(&number) && scalar.style == Style::Plain => {}
                    Ok(_) if scalar.style == Style::Plain => {
                        let diagnostic = Diagnostic::error("number-range")
                            .with("value", &scalar.text)
                            .with("from", from)
                            .with("to", to);
                        self.report(diagnostic, node.range.clone());
                    }
                    _ => self.wrong_type(shape, node),
                };
            }
            (Shape::List(item), Value::List(items)) => {
                for node in items {
                    self.node(item, node, None);
                }
            }
            (Shape::Map(fields), Value::Map(entries)) => self.map(fields, node, entries),
            _ => self.wrong_type(shape, node),
        }
    }

    fn map(&mut self, fields: &[Field], node: &Node, entries: &[(Key, Node)]) {
        for (number, (key, value)) in entries.iter().enumerate() {
            if let Some((first, _)) = entries[..number].iter().find(|(earlier, _)| earlier.text == key.text) {
                let first = Location::bytes(self.path, first.range.clone());
                self.report(
                    Diagnostic::error("duplicate-key").with("key", &key.text).related(first),
                    key.range.clone(),
                );
                continue;
            }
            match fields.iter().find(|field| field.name == key.text) {
                Some(Field { elsewhere: Some(code), .. }) => {
                    self.report(Diagnostic::error(code).with("key", &key.text), key.range.clone());
                }
                Some(field) => self.node(&field.shape, value, Some(key)),
                None => self.unknown_key(fields, key, value),
            }
        }
        for field in fields.iter().filter(|field| field.required) {
            // A key whose colon is damaged is there, only not readable.
            let there = |key: &Key| {
                key.text == field.name || damaged_key(&key.text).is_some_and(|(_, name, _)| name == field.name)
            };
            if !entries.iter().any(|(key, _)| there(key)) {
                self.report(Diagnostic::error("missing-key").with("key", &field.name), node.head());
            }
        }
    }

    fn unknown_key(&mut self, fields: &[Field], key: &Key, value: &Node) {
        let known = || fields.iter().filter(|field| field.elsewhere.is_none()).map(|field| field.name.as_str());
        if let Some((code, name, mark)) = damaged_key(&key.text)
            && (code == "full-width-blank" || known().any(|known| known == name))
        {
            let range = match self.text.get(key.range.clone()).and_then(|written| written.find(mark)) {
                Some(at) => key.range.start + at..key.range.start + at + mark.len_utf8(),
                None => key.range.clone(),
            };
            self.report(Diagnostic::error(code).with("key", name), range);
        } else if key.in_braces && value.is_empty() {
            self.report(Diagnostic::error("comma-in-braces").with("value", &key.text), key.range.clone());
        } else {
            let diagnostic = Diagnostic::error("unknown-key")
                .with("key", &key.text)
                .with_some("nearest", nearest(&key.text, known()))
                .with("known", known().collect::<Vec<_>>().join(", "));
            self.report(diagnostic, key.range.clone());
        }
    }

    fn empty(&mut self, node: &Node, key: Option<&Key>) {
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
                self.report(Diagnostic::error("empty-value").with_some("key", name), range);
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
        let mut diagnostic = Diagnostic::error(fault.code).with("value", &scalar.text);
        diagnostic.values.extend(fault.values);
        self.report(diagnostic, range);
    }

    fn wrong_type(&mut self, shape: &Shape, node: &Node) {
        if let Value::Scalar(scalar) = &node.value
            && let Some((code, name, _)) = damaged_key(&scalar.text)
            && let Shape::Map(fields) = shape
            && fields.iter().any(|field| field.name == name)
        {
            self.report(Diagnostic::error(code).with("key", name), node.range.clone());
            return;
        }
        let (found, value) = match &node.value {
            Value::Scalar(scalar) => ("text", Some(&scalar.text)),
            Value::List(_) => ("list", None),
            Value::Map(_) => ("map", None),
        };
        let diagnostic = Diagnostic::error("wrong-type")
            .with("expected", shape.kind())
            .with("found", found)
            .with_some("value", value);
        self.report(diagnostic, node.head());
    }

    fn report(&mut self, diagnostic: Diagnostic, range: std::ops::Range<usize>) {
        self.diagnostics.push(diagnostic.at(Location::bytes(self.path, range)));
    }
}

/// `name：ひだまり`, `label:相談` or a key behind a full-width blank: the problem, the name that was meant, the mark.
fn damaged_key(key: &str) -> Option<(&'static str, &str, char)> {
    if let Some(rest) = key.strip_prefix('\u{3000}') {
        return Some(("full-width-blank", rest.trim_start_matches(['\u{3000}', '-', ' ']), '\u{3000}'));
    }
    let at = key.find(['：', ':'])?;
    match key[at..].starts_with('：') {
        true => Some(("full-width-colon", &key[..at], '：')),
        false => Some(("missing-blank", &key[..at], ':')),
    }
}

fn compile(schema: &Json, checks: &[(&str, Check)]) -> Shape {
    if let Some(word) = schema.get("const").and_then(Json::as_str) {
        return Shape::Choice(vec![word.to_owned()]);
    }
    if let Some(words) = schema.get("enum").and_then(Json::as_array) {
        return Shape::Choice(words.iter().filter_map(|word| word.as_str().map(str::to_owned)).collect());
    }
    for several in ["oneOf", "anyOf"] {
        if let Some(schemas) = schema.get(several).and_then(Json::as_array) {
            return one_of(
                schemas.iter().filter(|schema| !is_null(schema)).map(|schema| compile(schema, checks)).collect(),
            );
        }
    }
    if let Some(check) =
        schema.get("format").and_then(Json::as_str).and_then(|format| checks.iter().find(|(name, _)| *name == format))
    {
        return Shape::Value(check.1);
    }
    let kind = match schema.get("type") {
        Some(Json::Array(kinds)) => kinds.iter().filter_map(Json::as_str).find(|kind| *kind != "null"),
        kind => kind.and_then(Json::as_str),
    };
    match kind {
        Some("object") => Shape::Map(fields(schema, checks)),
        Some("array") => Shape::List(Box::new(schema.get("items").map_or(Shape::Any, |items| compile(items, checks)))),
        Some("boolean") => Shape::Bool,
        Some("integer") => {
            let limit = |name: &str, otherwise| schema.get(name).and_then(Json::as_i64).unwrap_or(otherwise);
            Shape::Integer(limit("minimum", i64::MIN), limit("maximum", i64::MAX))
        }
        Some(_) => Shape::Text,
        None => Shape::Any,
    }
}

/// Several alternatives; plain words are put together into one choice.
fn one_of(shapes: Vec<Shape>) -> Shape {
    let mut words = Vec::new();
    let mut others = Vec::new();
    for shape in shapes {
        match shape {
            Shape::Choice(choice) => words.extend(choice),
            other => others.push(other),
        }
    }
    if !words.is_empty() {
        others.insert(0, Shape::Choice(words));
    }
    match others.len() {
        1 => others.remove(0),
        _ => Shape::OneOf(others),
    }
}

fn fields(schema: &Json, checks: &[(&str, Check)]) -> Vec<Field> {
    let required: Vec<&str> =
        schema.get("required").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str).collect();
    let properties = schema.get("properties").and_then(Json::as_object);
    properties
        .into_iter()
        .flatten()
        .map(|(name, schema)| Field {
            required: required.contains(&name.as_str()),
            shape: compile(schema, checks),
            elsewhere: None,
            name: name.clone(),
        })
        .collect()
}

fn is_null(schema: &Json) -> bool {
    schema.get("type").and_then(Json::as_str) == Some("null")
}
