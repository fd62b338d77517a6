//! What `shirube views` says about templates is what they get: on the complete guide, every value has the fields that are
//! told of and no others.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use std::collections::BTreeSet;

use common::{Built, DAY, TestSite, staff_pages};
use jiff::civil;
use serde_json::Value as Json;
use shirube::build::Options;
use shirube::diagnostic::Diagnostics;
use shirube::render::manual::{schema, templates};
use shirube::report::Format;

/// Writes any value as YAML in one line; texts are only `t`.
const DUMP: &str = "{% component dump(value) -%}
{%- if value is map -%}{ {%- for name, inner in value -%}\"{{ name }}\": {{ <dump value={inner} /> }},{%- endfor -%} }
{%- elif value is array -%}[{%- for inner in value -%}{{ <dump value={inner} /> }},{%- endfor -%}]
{%- elif value is none -%}null
{%- else -%}t{%- endif -%}
{%- endcomponent dump %}";

/// A day on which some records are not confirmed any more.
const LATER: civil::Date = civil::date(2027, 5, 1);

/// The complete guide in a theme whose pages are what their templates see.
fn dumped(day: civil::Date) -> Built {
    let settings = "name: 中身\nfooter: [{ text: みどり市, href: https://www.example.jp/ }]\n";
    let guide = TestSite::full()
        .edited("content/site.yaml", "unverified: refuse", "unverified: mark")
        .file("themes/dump/theme.yaml", settings)
        .file("themes/dump/templates/dump.html", DUMP);
    let guide = templates().fold(guide, |guide, template| {
        let schema = schema(template).unwrap();
        let names = schema["properties"].as_object().unwrap().keys();
        let values = names.map(|name| format!("\"{name}\": {{{{ <dump value={{{name}}} /> }}}}, "));
        let page = format!("<pre>{{ \"\": {template}, {} }}</pre>", values.collect::<String>());
        guide.file(&format!("themes/dump/templates/{template}"), page)
    });
    let options = Options { day, only: None, theme: Some("dump".parse().unwrap()) };
    let mut built = Built::new(guide.tree(), &options, Diagnostics::default());
    built.files.extend(staff_pages(&guide.tree(), &options));
    built
}

#[test]
fn views_are_as_they_are_told_of() {
    let mut seen = BTreeSet::new();
    for day in [DAY, LATER] {
        compare_pages(&dumped(day), &mut seen);
    }
    let told: BTreeSet<String> = templates().flat_map(types).collect();
    let missing: Vec<&String> = told.difference(&seen).collect();
    assert_eq!(missing, Vec::<&String>::new(), "the complete guide has something of every type");
}

/// The types that a template's values are made of.
fn types(template: &str) -> Vec<String> {
    schema(template).unwrap()["$defs"].as_object().unwrap().keys().cloned().collect()
}

fn compare_pages(built: &Built, seen: &mut BTreeSet<String>) {
    assert_eq!(built.diagnostics.errors(), 0, "{}", built.report(Format::Human));
    for (address, bytes) in built.files.iter().filter(|(address, _)| address.ends_with(".html")) {
        let page = std::str::from_utf8(bytes).unwrap();
        let (_, values) = page.split_once("<pre>").expect(address);
        let (values, _) = values.split_once("</pre>").expect(address);
        let mut values: Json = serde_yaml::from_str(values).expect(address);
        let template = values.as_object_mut().unwrap().remove("").unwrap();
        let told = schema(template.as_str().unwrap()).unwrap();
        compare(&told, &told, &values, &format!("{address} ({template})"), seen);
    }
}

/// Holds a value to a schema, field by field.
fn compare(root: &Json, schema: &Json, value: &Json, at: &str, seen: &mut BTreeSet<String>) {
    if value.is_null() {
        return;
    }
    if let Some(name) = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/$defs/")) {
        seen.insert(name.to_owned());
        return compare(root, &root["$defs"][name], value, at, seen);
    }
    if let Some(several) = schema["anyOf"].as_array() {
        let other = several.iter().find(|one| one["type"] != "null").unwrap();
        return compare(root, other, value, at, seen);
    }
    match value {
        Json::Array(items) => items.iter().for_each(|item| compare(root, &schema["items"], item, at, seen)),
        Json::Object(fields) => {
            let Some(told) = schema["properties"].as_object() else {
                assert!(schema["additionalProperties"].is_object(), "{at}: {schema} is {value}");
                return;
            };
            let names = |fields: &serde_json::Map<String, Json>| fields.keys().cloned().collect::<BTreeSet<_>>();
            assert_eq!(names(fields), names(told), "{at}");
            for (name, inner) in fields {
                compare(root, &told[name], inner, &format!("{at}.{name}"), seen);
            }
        }
        _ => assert!(schema["properties"].is_null() && schema["items"].is_null(), "{at}: {schema} is {value}"),
    }
}
