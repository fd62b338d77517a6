//! The JSON Schemas are right: they accept every file of the guides that are right, and nothing that is not.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex};

use common::TestSite;
use regex::Regex;
use serde_json::{Value as Json, json};
use shirube::messages::MessageLanguage;
use shirube::model::{Form, form_at, forms};
use shirube::path::SourcePath;
use shirube::schema::schema;
use shirube::starter::starter;

/// Every file of the guides that are right, with its form.
fn files() -> Vec<(String, &'static Form, Json)> {
    let starter = starter().fold(TestSite::empty(), |guide, (path, bytes)| guide.file(path, bytes));
    let of = |guide: TestSite| {
        let paths: Vec<String> = guide.paths().map(str::to_owned).collect();
        let file = |path: String| {
            let form = form_at(&SourcePath::new(path.as_str()))?;
            let value = serde_json::to_value(guide.yaml(&path).0).unwrap();
            // An overlay of nothing but prose has no fields.
            Some((path, form, if value.is_null() { json!({}) } else { value }))
        };
        paths.into_iter().filter_map(file).collect::<Vec<_>>()
    };
    [TestSite::full(), TestSite::sample(), starter].into_iter().flat_map(of).collect()
}

#[test]
fn files_that_are_right_are_accepted() {
    let files = files();
    for (path, form, value) in &files {
        assert_eq!(fits(&schema(form, MessageLanguage::Ja), value), Ok(()), "{path}");
    }
    for form in forms() {
        assert!(files.iter().any(|(_, of, _)| of.name == form.name), "there is a file of {}", form.name);
    }
}

#[test]
fn files_that_are_wrong_are_refused() {
    let mut tried = 0;
    for (path, form, value) in files() {
        let schema = schema(form, MessageLanguage::En);
        for place in places(&value) {
            for wrong in wrong_at(value.pointer(&place).unwrap()) {
                let mut changed = value.clone();
                *changed.pointer_mut(&place).unwrap() = wrong;
                assert!(fits(&schema, &changed).is_err(), "{path} {place}: {}", changed.pointer(&place).unwrap());
                tried += 1;
            }
        }
    }
    assert!(tried > 10_000, "{tried}");
}

#[test]
fn single_mistakes_are_refused() {
    let refused = |name: &str, value: Json| {
        let form = forms().find(|form| form.name == name).unwrap();
        let schema = schema(form, MessageLanguage::En);
        assert!(fits(&schema, &value).is_err(), "{name}: {value}");
    };
    refused("window", json!({ "name": "窓口" }));
    refused("window", json!({ "name": "窓口", "kana": "マドグチ" }));
    refused("window", json!({ "name": "窓口", "kana": "まどぐち", "status": "opened" }));
    refused("window", json!({ "name": "窓口", "kana": "まどぐち", "modes": ["fax"] }));
    refused("window", json!({ "name": "窓口", "kana": "まどぐち", "phones": [{ "label": "夜" }] }));
    refused("window", json!({ "name": "窓口", "kana": "まどぐち", "ages": { "from": 200 } }));
    refused("window", json!({ "name": "窓口", "kana": "まどぐち", "ages": { "from": "15" } }));
    refused("page", json!({ "title": "題", "order": "一" }));
    refused("page", json!({ "title": "題", "order": 1.5 }));
    refused("window", json!({ "name": "窓口", "kana": "まどぐち", "concerns": ["Work"] }));
    refused("window", json!({ "name": "窓口", "kana": "まどぐち", "activities": ["話す"] }));
    refused("scope", json!({ "name": "県", "applies_to": "some" }));
    refused("concerns", json!([{ "id": "talk", "name": 2026 }]));
    refused("leaflet", json!({ "kind": "flyer", "code": "too-long-a-code", "title": "題" }));
    refused("record-overlay", json!({ "hours": "24時間" }));
}

#[test]
fn everything_is_said_in_the_language_that_is_asked_for() {
    for form in forms() {
        let [ja, en] = [MessageLanguage::Ja, MessageLanguage::En].map(|language| schema(form, language));
        let (ja, en) = (descriptions(&ja), descriptions(&en));
        assert_eq!(ja.len(), en.len());
        for (ja, en) in ja.iter().zip(en) {
            assert!(!ja.is_empty() && !en.is_empty(), "{}: {ja} / {en}", form.name);
            assert!(!ja.is_ascii(), "{}: {ja} is not Japanese", form.name);
        }
    }
}

/// Every description, and an empty one for each field that has none.
fn descriptions(schema: &Json) -> Vec<String> {
    let own = |schema: &Json| schema["description"].as_str().unwrap_or_default().to_owned();
    match schema {
        Json::Object(fields) => {
            let properties = fields.get("properties").and_then(Json::as_object);
            let named = properties.into_iter().flatten().map(|(_, field)| own(field));
            let words = fields.get("const").map(|_| own(schema));
            let inner = fields.values().flat_map(descriptions);
            named.chain(words).chain(inner).collect()
        }
        Json::Array(items) => items.iter().flat_map(descriptions).collect(),
        _ => Vec::new(),
    }
}

/// The place of every value, as a JSON pointer.
fn places(value: &Json) -> Vec<String> {
    let below = |step: String, value: &Json| places(value).into_iter().map(move |rest| format!("/{step}{rest}"));
    let inner: Vec<String> = match value {
        Json::Object(fields) => fields.iter().flat_map(|(key, value)| below(key.clone(), value)).collect(),
        Json::Array(items) => items.iter().enumerate().flat_map(|(n, value)| below(n.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    std::iter::once(String::new()).chain(inner).collect()
}

/// What must not stand where something right does.
fn wrong_at(value: &Json) -> Vec<Json> {
    match value {
        Json::Object(fields) => {
            let mut more = fields.clone();
            more.insert("ringo".to_owned(), json!(1));
            vec![Json::Object(more), json!(null), json!([[]])]
        }
        Json::Array(items) => vec![json!(null), json!({ "ringo": 1 }), json!([items, [null]])],
        Json::Bool(_) => vec![json!(null), json!("はい"), json!({})],
        _ => vec![json!(null), json!([[]]), json!({ "ringo": 1 }), json!(true)],
    }
}

/// Whether a value is one that a schema describes: the keywords that our schemas use, and no others.
fn fits(schema: &Json, value: &Json) -> Result<(), String> {
    for (keyword, wanted) in schema.as_object().unwrap() {
        match keyword.as_str() {
            "$schema" | "title" | "description" | "examples" | "default" | "format" => {}
            "type" => {
                let kinds = wanted.as_array().cloned().unwrap_or_else(|| vec![wanted.clone()]);
                if !kinds.iter().any(|kind| is(kind.as_str().unwrap(), value)) {
                    return Err(format!("{value} is no {wanted}"));
                }
            }
            "const" if value != wanted => return Err(format!("{value} is not {wanted}")),
            "const" => {}
            "minimum" if value.as_i64() < wanted.as_i64() => return Err(format!("{value} is below {wanted}")),
            "maximum" if value.as_i64() > wanted.as_i64() => return Err(format!("{value} is above {wanted}")),
            "minimum" | "maximum" => {}
            "pattern" => {
                if value.as_str().is_some_and(|text| !matches(wanted.as_str().unwrap(), text)) {
                    return Err(format!("{value} does not match {wanted}"));
                }
            }
            "anyOf" | "oneOf" => {
                let fitting = wanted.as_array().unwrap().iter().filter(|schema| fits(schema, value).is_ok()).count();
                if fitting == 0 || (keyword == "oneOf" && fitting > 1) {
                    return Err(format!("{value} is {fitting} of {wanted}"));
                }
            }
            "items" => value.as_array().into_iter().flatten().try_for_each(|item| fits(wanted, item))?,
            "required" => {
                for key in wanted.as_array().unwrap() {
                    if value.is_object() && value.get(key.as_str().unwrap()).is_none() {
                        return Err(format!("{key} is missing"));
                    }
                }
            }
            "properties" | "additionalProperties" => {
                let known = schema["properties"].as_object();
                for (key, value) in value.as_object().into_iter().flatten() {
                    match known.and_then(|known| known.get(key)) {
                        Some(schema) => fits(schema, value)?,
                        None => assert_eq!(schema["additionalProperties"], false, "{schema}"),
                    }
                    if known.is_none_or(|known| !known.contains_key(key)) {
                        return Err(format!("{key} is unknown"));
                    }
                }
            }
            other => panic!("this test does not know {other}"),
        }
    }
    Ok(())
}

fn matches(pattern: &str, text: &str) -> bool {
    static KNOWN: LazyLock<Mutex<BTreeMap<String, Regex>>> = LazyLock::new(Mutex::default);
    let mut known = KNOWN.lock().unwrap();
    known.entry(pattern.to_owned()).or_insert_with(|| Regex::new(pattern).unwrap()).is_match(text)
}

fn is(kind: &str, value: &Json) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64(),
        "boolean" => value.is_boolean(),
        other => panic!("this test does not know {other}"),
    }
}

/// `shirube schema window | head -1`
#[test]
fn whoever_has_read_enough_gets_no_error() {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_shirube"))
        .args(["schema", "window"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
}
