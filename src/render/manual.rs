//! What templates may use, for people who write themes: read off the types of [`super::view`] and off the standard
//! theme, so that it cannot say anything else than what is there. Out: Markdown.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value as Json;

use super::filters;
use super::view::{
    AboutView, AreaView, ArticleView, BranchesView, CalendarView, CallCardView, CardsView, CheckedPageView,
    EverythingView, FlowView, FlyerView, FormView, GlossaryView, HomeView, LandingView, LargeView, LeafletsView,
    ListView, MapView, MovedView, NamesView, PageView, RecordView, SearchView, SiteView, StreetsView, TextsView,
    TrifoldView, VerifyView, WardView,
};
use crate::theme::built_in;
use crate::yaml;

/// Makes the schema of a view.
type Make = fn(&mut SchemaGenerator) -> Schema;

/// Every template of a page, and the value that it has besides `page`, `site` and `words`.
const TEMPLATES: &[(&str, Option<(&str, Make)>)] = &[
    ("404.html", None),
    ("about.html", Some(("about", of::<AboutView>))),
    ("all.html", Some(("everything", of::<EverythingView>))),
    ("area.html", Some(("area", of::<AreaView>))),
    ("branches.html", Some(("leaflet", of::<BranchesView>))),
    ("calendar.html", Some(("calendar", of::<CalendarView>))),
    ("call.html", Some(("call", of::<CallCardView>))),
    ("cards.html", Some(("leaflet", of::<CardsView>))),
    ("checked.html", Some(("checked", of::<CheckedPageView>))),
    ("correction.html", None),
    ("flow.html", Some(("flow", of::<FlowView>))),
    ("flyer.html", Some(("leaflet", of::<FlyerView>))),
    ("form.html", Some(("leaflet", of::<FormView>))),
    ("glossary.html", Some(("glossary", of::<GlossaryView>))),
    ("home.html", Some(("home", of::<HomeView>))),
    ("landing.html", Some(("landing", of::<LandingView>))),
    ("large.html", Some(("leaflet", of::<LargeView>))),
    ("leaflets.html", Some(("leaflets", of::<LeafletsView>))),
    ("list.html", Some(("list", of::<ListView>))),
    ("map.html", Some(("leaflet", of::<MapView>))),
    ("moved.html", Some(("moved", of::<MovedView>))),
    ("names.html", Some(("names", of::<NamesView>))),
    ("page.html", Some(("article", of::<ArticleView>))),
    ("record.html", Some(("record", of::<RecordView>))),
    ("search.html", Some(("search", of::<SearchView>))),
    ("streets.html", Some(("streets", of::<StreetsView>))),
    ("text.html", Some(("leaflet", of::<TextsView>))),
    ("trifold.html", Some(("leaflet", of::<TrifoldView>))),
    ("verify.html", Some(("leaflet", of::<VerifyView>))),
    ("ward.html", Some(("ward", of::<WardView>))),
];

fn of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// The names of the templates of pages.
pub fn templates() -> impl Iterator<Item = &'static str> {
    TEMPLATES.iter().map(|(name, _)| *name)
}

/// Everything that a template sees but its words, as a JSON Schema. `ward` is `ward.html`.
#[must_use]
pub fn schema(template: &str) -> Option<Json> {
    let stem = template.trim_end_matches(".html");
    let (_, own) = TEMPLATES.iter().find(|(name, _)| name.trim_end_matches(".html") == stem)?;
    let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let everywhere: [(&str, Make); 2] = [("page", of::<PageView>), ("site", of::<SiteView<'_>>)];
    let values = own.iter().chain(&everywhere).map(|(name, make)| ((*name).to_owned(), make(&mut generator).into()));
    let properties: serde_json::Map<String, Json> = values.collect();
    Some(serde_json::json!({ "type": "object", "properties": properties, "$defs": generator.take_definitions(true) }))
}

/// What a template sees, in Markdown.
#[must_use]
pub fn template(name: &str) -> Option<String> {
    let schema = schema(name)?;
    let mut text = format!("# {}.html\n", name.trim_end_matches(".html"));
    let values: BTreeMap<&str, &Json> = entries(&schema["properties"]).collect();
    let is_value = |type_name: &str| values.values().any(|value| reference(value) == Some(type_name));
    for (name, value) in values
        .iter()
        .filter(|(name, _)| !["page", "site"].contains(*name))
        .chain(values.iter().filter(|(name, _)| ["page", "site"].contains(*name)))
    {
        let definition = reference(value).map_or(&Json::Null, |type_name| &schema["$defs"][type_name]);
        write_type(&mut text, &format!("`{name}`"), &format!("{name}."), definition);
    }
    for (type_name, definition) in entries(&schema["$defs"]).filter(|(type_name, _)| !is_value(type_name)) {
        write_type(&mut text, short(type_name), "", definition);
    }
    text.push_str("\nBesides, every template has `words`, filters and components: `shirube views`.\n");
    Some(text)
}

/// What all templates share, in Markdown: their names, filters, components and words.
#[must_use]
pub fn overview() -> String {
    let mut text = String::from("# Templates\n\n");
    for (name, own) in TEMPLATES {
        let own = own.map_or_else(String::new, |(value, _)| format!("`{value}`, "));
        writeln!(
            text,
            "- `{name}` sees {own}`page`, `site` and `words`: `shirube views {}`",
            name.trim_end_matches(".html")
        )
        .expect("writing to a string");
    }
    text.push_str("- `base.html` is the frame of all of them; a child replaces its blocks: ");
    let blocks = built_in("templates/base.html").flat_map(|(_, base)| named(base, "{%", "block "));
    let blocks: Vec<String> = blocks.map(|name| format!("`{name}`")).collect();
    text.push_str(&blocks.join(", "));
    text.push_str("\n- `sheet.html` is the frame of what is printed: its block is `sheets`");
    writeln!(text, "\n- `parts.html`, `record-parts.html` and `paper-parts.html` hold the components")
        .expect("writing to a string");
    text.push_str("\n# Filters\n\n| filter | gives |\n|---|---|\n");
    for (_, usage, does) in filters::OWN {
        writeln!(text, "| `{}` | {does} |", usage.replace('|', "\\|")).expect("writing to a string");
    }
    writeln!(text, "\nAnd those of Tera: {}.", filters::OF_TERA.join(", ")).expect("writing to a string");
    text.push_str("\n# Components\n\n| component | is |\n|---|---|\n");
    for component in built_in("templates/").flat_map(|(_, template)| components(template)) {
        writeln!(text, "| `<{}{} />` | {} |", component.name, component.arguments, component.is)
            .expect("writing to a string");
    }
    text.push_str("\n# Words\n\n| word | in Japanese |\n|---|---|\n");
    for (_, words) in built_in("words/ja.yaml") {
        let words: BTreeMap<String, String> = yaml::read_plain(words).expect("a test reads them");
        for (key, word) in words {
            writeln!(text, "| `words.{key}` | {word} |").expect("writing to a string");
        }
    }
    text
}

/// A part that pages are made of.
struct Component<'a> {
    name: &'a str,
    /// What it is given: ` record={…} level={…}`.
    arguments: String,
    is: String,
}

/// The components of a template, each with the comment above it.
fn components(template: &str) -> Vec<Component<'_>> {
    let starts = template.match_indices("{% component ").map(|(at, start)| (at, at + start.len()));
    starts
        .filter_map(|(at, start)| {
            let (call, _) = template[start..].split_once("%}")?;
            let (name, arguments) = call.split_once('(')?;
            let arguments = arguments.rsplit_once(')')?.0.split(", ").filter(|own| !own.starts_with(['@', '.']));
            let arguments = arguments.filter_map(|own| own.split(':').next()).filter(|own| !own.is_empty());
            let comment = template[..at].trim_end().strip_suffix("-#}").and_then(|before| before.rsplit_once("{#-"));
            Some(Component {
                name: name.trim(),
                arguments: arguments.map(|own| format!(" {own}={{…}}")).collect(),
                is: comment
                    .map_or_else(String::new, |(_, comment)| comment.split_whitespace().collect::<Vec<_>>().join(" ")),
            })
        })
        .collect()
}

/// The names behind a keyword in Tera's tags.
fn named<'a>(template: &'a str, open: &'a str, keyword: &'a str) -> impl Iterator<Item = &'a str> {
    template.split(open).skip(1).filter_map(move |tag| {
        tag.trim_start_matches('-').trim_start().strip_prefix(keyword)?.split([' ', '%', '-']).next()
    })
}

fn write_type(text: &mut String, heading: &str, prefix: &str, definition: &Json) {
    write!(text, "\n## {heading}\n\n").expect("writing to a string");
    let is = definition["description"].as_str().map(sentence).unwrap_or_default();
    // The comments of values begin with their names.
    let is = match is.strip_prefix(&format!("{heading}: ")) {
        Some(is) => is[..1].to_ascii_uppercase() + &is[1..],
        None => is,
    };
    writeln!(text, "{is}\n\n| field | is | |\n|---|---|---|").expect("writing to a string");
    for (field, schema) in entries(&definition["properties"]) {
        let is = schema["description"].as_str().map(sentence).unwrap_or_default();
        writeln!(text, "| `{prefix}{field}` | {} | {is} |", kind(schema)).expect("writing to a string");
    }
}

fn entries(object: &Json) -> impl Iterator<Item = (&str, &Json)> {
    object.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

/// The type that a schema refers to.
fn reference(schema: &Json) -> Option<&str> {
    schema["$ref"].as_str()?.strip_prefix("#/$defs/")
}

/// `PhoneView` is a `Phone` to people.
fn short(type_name: &str) -> &str {
    type_name.strip_suffix("View").unwrap_or(type_name)
}

/// What a field holds, in words.
fn kind(schema: &Json) -> String {
    if let Some(type_name) = reference(schema) {
        return short(type_name).to_owned();
    }
    if let Some(Json::Array(several)) = schema.get("anyOf") {
        let named: Vec<String> = several.iter().map(kind).collect();
        return named.join(" or ");
    }
    match &schema["type"] {
        Json::Array(kinds) => {
            kinds.iter().filter_map(Json::as_str).map(|name| simple(name, schema)).collect::<Vec<_>>().join(" or ")
        }
        Json::String(name) => simple(name, schema),
        _ => "anything".to_owned(),
    }
}

fn simple(name: &str, schema: &Json) -> String {
    match name {
        "string" => "text".to_owned(),
        "integer" | "number" => "number".to_owned(),
        "boolean" => "true or false".to_owned(),
        "null" => "nothing".to_owned(),
        "array" => format!("list of {}", kind(&schema["items"])),
        "object" => format!("map of {}", kind(&schema["additionalProperties"])),
        other => other.to_owned(),
    }
}

/// A comment of the source code as a sentence in a table.
fn sentence(comment: &str) -> String {
    let plain = comment.replace("[`", "`").replace("`]", "`").replace('\n', " ").replace('|', "\\|");
    plain.replace("View`", "`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_of_the_standard_theme_is_told_of() {
        let frame = ["base.html", "paper-parts.html", "parts.html", "record-parts.html", "sheet.html"];
        let mut files: Vec<&str> =
            built_in("templates/").filter_map(|(inner, _)| inner.strip_prefix("templates/")).collect();
        files.retain(|file| !frame.contains(file));
        files.sort_unstable();
        assert_eq!(files, templates().collect::<Vec<_>>());
        for file in files {
            assert!(template(file).is_some_and(|text| text.contains("| `page.root` | text |")), "{file}");
        }
        assert!(template("ward").unwrap().contains("| `ward.name` | Phrase | Its name. |"));
        assert!(template("nothing").is_none());
    }

    #[test]
    fn everything_has_a_sentence() {
        for name in templates() {
            let text = template(name).unwrap();
            for line in text.lines().filter(|line| line.starts_with("| `")) {
                assert!(!line.contains("|  |") && !line.contains("anything"), "{name}: {line}");
            }
            assert!(!text.contains("\n\n\n"), "{name} has a type without a sentence");
        }
        for line in overview().lines().filter(|line| line.starts_with("| `<")) {
            assert!(!line.ends_with("|  |"), "{line}");
        }
    }
}
