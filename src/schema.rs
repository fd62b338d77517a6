//! JSON Schemas for editors. In: a kind of file. Out: its schema, with what each field is for.
//!
//! What the types give is complete but for people: descriptions come from the explanations, a value that may be left out
//! is no `null`, and the names of our own formats cannot be taken for those that JSON Schema knows, which ask for
//! something else: `令和8年4月` is a date.

use serde_json::{Map, Value as Json, json};

use crate::explanation::{self, choice, explanation};
use crate::messages::MessageLanguage;
use crate::model::Form;
use crate::yaml;

/// What the values of some formats look like, for editors to check while somebody types. Never stricter than the parsers.
const PATTERNS: [(&str, &str); 5] = [
    ("edition-mark", "^[0-9a-f]{6}$"),
    ("fingerprint", "^[0-9a-f]{16}$"),
    ("kana", "^[ぁ-ゖー・「」（） \u{3000}]+$"),
    ("leaflet-code", "^[a-z0-9]{1,8}$"),
    ("slug", "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"),
];

/// The JSON Schema (draft 2020-12) of a kind of file.
#[must_use]
pub fn schema(form: &Form, language: MessageLanguage) -> Json {
    let mut schema = form.schema();
    if let Json::Object(schema) = &mut schema {
        Publisher { form: form.name, language }.publish(schema, "");
        schema.insert("title".to_owned(), json!(form.name));
        schema.insert("description".to_owned(), json!(explanation::form(form.name, language)));
    }
    schema
}

/// What the file of a schema is called: `window.schema.json`.
#[must_use]
pub fn file_name(form: &Form) -> String {
    format!("{}.schema.json", form.name)
}

struct Publisher {
    form: &'static str,
    language: MessageLanguage,
}

impl Publisher {
    /// Rewrites what stands at a path and everything below.
    fn publish(&self, schema: &mut Map<String, Json>, path: &str) {
        schema.remove("description");
        schema.remove("title");
        without_null(schema);
        match schema.remove("format") {
            Some(Json::String(format)) if schema["type"] == "string" => text(schema, &format),
            // How wide a number of Rust is says nothing to people.
            _ => {}
        }
        if let Some(Json::Object(properties)) = schema.get_mut("properties") {
            for (name, schema) in properties {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                if let Json::Object(schema) = schema {
                    self.publish(schema, &path);
                    self.explain(schema, &path);
                }
            }
        }
        if let Some(Json::Object(items)) = schema.get_mut("items") {
            let path = if path.is_empty() { String::new() } else { format!("{path}[]") };
            self.publish(items, &path);
        }
        for several in ["anyOf", "oneOf"] {
            let Some(Json::Array(schemas)) = schema.get_mut(several) else { continue };
            let has_mapping = schemas.iter().any(|schema| schema["type"] == "object");
            for schema in schemas.iter_mut().filter_map(Json::as_object_mut) {
                self.publish(schema, path);
                // Where a mapping may stand, too, YAML's own numbers are neither.
                if has_mapping && schema.get("type") == Some(&json!(["string", "number"])) {
                    schema.insert("type".to_owned(), json!("string"));
                }
            }
        }
        if let Some(meaning) = schema.get("const").and_then(Json::as_str).and_then(|word| choice(word, self.language)) {
            schema.insert("description".to_owned(), json!(meaning));
        }
        if let Some(Json::Array(words)) = schema.remove("enum") {
            let one = |word: &Json| {
                let meaning = word.as_str().and_then(|word| choice(word, self.language));
                json!({ "const": word, "description": meaning.unwrap_or_default() })
            };
            schema.insert("oneOf".to_owned(), words.iter().map(one).collect());
        }
    }

    /// Says what a field is for, with an example.
    fn explain(&self, schema: &mut Map<String, Json>, path: &str) {
        let Some(found) = explanation(self.form, path) else { return };
        schema.insert("description".to_owned(), json!(found.say(self.language)));
        if let Ok(example) = yaml::read_plain::<Json>(found.example) {
            schema.insert("examples".to_owned(), json!([example]));
        }
    }
}

/// A text of a format of ours. YAML takes `2026` for a number, and the parsers for a text.
fn text(schema: &mut Map<String, Json>, format: &str) {
    schema.insert("type".to_owned(), json!(["string", "number"]));
    schema.insert("format".to_owned(), json!(format!("shirube-{format}")));
    if let Some((_, pattern)) = PATTERNS.iter().find(|(known, _)| *known == format) {
        schema.insert("pattern".to_owned(), json!(pattern));
    }
}

/// What may be left out is left out; nothing is ever `null`.
fn without_null(schema: &mut Map<String, Json>) {
    if schema.get("default").is_some_and(Json::is_null) {
        schema.remove("default");
    }
    if let Some(Json::Array(kinds)) = schema.get_mut("type") {
        kinds.retain(|kind| kind != "null");
        if let [kind] = kinds.as_slice() {
            let kind = kind.clone();
            schema.insert("type".to_owned(), kind);
        }
    }
    for several in ["anyOf", "oneOf"] {
        let Some(Json::Array(schemas)) = schema.get_mut(several) else { continue };
        schemas.retain(|schema| schema["type"] != "null");
        if let [Json::Object(only)] = schemas.as_slice() {
            let only = only.clone();
            schema.remove(several);
            schema.extend(only);
            without_null(schema);
        }
    }
    if let Some(Json::Array(words)) = schema.get_mut("enum") {
        words.retain(|word| !word.is_null());
    }
}
