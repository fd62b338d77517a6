//! What to type where something does not fit a shape: only what would fit.

use super::shape::Shape;
use super::tree::{Node, Value};
use crate::characters::narrow;

impl Shape {
    /// The names of a mapping's fields.
    pub(super) fn fields(&self) -> impl Iterator<Item = &str> {
        self.entries().iter().filter(|field| field.elsewhere.is_none()).map(|field| field.name.as_str())
    }

    /// The names of the fields that must be there.
    fn required(&self) -> impl Iterator<Item = &str> {
        self.entries().iter().filter(|field| field.required).map(|field| field.name.as_str())
    }

    /// The words that a list may hold.
    pub(super) fn choices(&self) -> Option<String> {
        let Self::List(item) = self else { return None };
        let Self::Choice(words) = &**item else { return None };
        Some(words.join(", "))
    }

    /// The one word that may stand in place of a value: that it is not known yet.
    pub(super) fn stand_in(&self) -> Option<&str> {
        let Self::OneOf(shapes) = self else { return None };
        let is_value = |shape: &Self| matches!(shape, Self::Value(_));
        shapes.iter().find_map(|shape| match shape {
            Self::OneOf(_) => shape.stand_in(),
            Self::Choice(words) if words.len() == 1 && shapes.iter().any(is_value) => words.first().map(String::as_str),
            _ => None,
        })
    }

    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Any | Self::Text | Self::Value(_) | Self::Choice(_) => "text",
            Self::Integer(..) => "number",
            Self::Bool => "bool",
            Self::List(_) => "list",
            Self::Map(_) => "map",
            Self::OneOf(shapes) => shapes.first().map_or("text", Self::kind),
        }
    }

    /// How what was written could have been meant.
    pub(super) fn example(&self, node: &Node) -> Option<String> {
        match (self, &node.value) {
            // `｛ text: 本町 ｝`
            (_, Value::Scalar(scalar)) if scalar.text.starts_with(['｛', '［']) => {
                Some(scalar.text.chars().map(narrow).collect())
            }
            // The comment may belong to the value.
            (_, Value::Scalar(scalar)) if scalar.comment.is_some() => None,
            (Self::List(item), Value::Scalar(scalar)) => {
                let inside = scalar.text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
                let text = inside.unwrap_or(&scalar.text);
                let list = |signs: &[char]| {
                    let items = text.split(signs).map(str::trim).filter(|text| !text.is_empty());
                    let items = items.map(|text| item.example_of(text)).collect::<Option<Vec<_>>>()?;
                    Some(format!("[{}]", items.join(", ")))
                };
                list(&['、', '，', ',']).or_else(|| list(&['、', '，', ',', '・', '/', ' ', '\u{3000}']))
            }
            (Self::List(item), Value::Map(entries)) => {
                let (first, _) = entries.first()?;
                let is_item = item.fields().any(|field| field == first.text);
                let required: Vec<String> = item.required().map(|field| format!("{field}: …")).collect();
                Some(if is_item {
                    format!("- {}: …", first.text)
                } else {
                    format!("- {{ {} }}", required.join(", "))
                })
            }
            (_, Value::Scalar(scalar)) => self.example_of(&scalar.text),
            (Self::Text | Self::Value(_), Value::Map(entries)) => match entries.as_slice() {
                [(key, Node { value: Value::Scalar(value), .. })] => Some(format!("\"{}: {}\"", key.text, value.text)),
                _ => None,
            },
            _ => None,
        }
    }

    fn example_of(&self, text: &str) -> Option<String> {
        match self {
            Self::Any | Self::Text => Some(quoted(text)),
            Self::Value(check) => check(text).is_ok().then(|| quoted(text)),
            Self::Choice(words) => words.iter().find(|word| *word == text).cloned(),
            Self::Integer(..) => {
                let digits: String = text.chars().map(narrow).filter(char::is_ascii_digit).collect();
                Some(digits.parse::<i64>().ok()?.to_string())
            }
            Self::Bool => match text.to_ascii_lowercase().as_str() {
                "yes" | "on" | "はい" | "可" => Some("true".to_owned()),
                "no" | "off" | "いいえ" | "不可" => Some("false".to_owned()),
                _ => None,
            },
            Self::List(item) => Some(format!("[{}]", item.example_of(text)?)),
            Self::Map(fields) => {
                let mut required = fields.iter().filter(|field| field.required);
                let (Some(field), None) = (required.next(), required.next()) else { return None };
                Some(format!("{{ {}: {} }}", field.name, field.shape.example_of(text)?))
            }
            Self::OneOf(shapes) => shapes.iter().find_map(|shape| shape.example_of(text)),
        }
    }
}

/// A text as it may stand between brackets.
fn quoted(text: &str) -> String {
    let needs_quotes = text.contains([',', ':', '#', '[', ']', '{', '}', '"'])
        || text.starts_with(['@', '`', '%', '*', '&', '!', '|', '>', '?', '-', '\'']);
    match (needs_quotes, text.contains('"')) {
        (false, _) => text.to_owned(),
        (true, false) => format!("\"{text}\""),
        (true, true) => format!("'{}'", text.replace('\'', "''")),
    }
}
