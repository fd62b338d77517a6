//! The filters that templates have: [`OWN`] and those of Tera.

use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::characters::escape;
use crate::language;

/// Our filters: the name, how it is written, and what it does.
pub(crate) const OWN: &[(&str, &str, &str)] = &[
    ("say", "phrase | say", "the text, in a `span` with its `lang` where it is not the page's language"),
    ("fill", "words.x | fill(a=…)", "a sentence with `{a}` filled in, texts and phrases alike"),
    ("fill_text", "words.x | fill_text(a=…)", "the same as plain text, for attributes and titles"),
    ("digits", "number.shown | digits", "a telephone number that may break behind a hyphen"),
    (
        "prose",
        "body | prose(root=page.root)",
        "the prose of a record with its links; `level=3` lets its headings begin there",
    ),
];

/// The filters that Tera brings.
pub(crate) const OF_TERA: &[&str] = &[
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];

/// The names of all filters.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    OWN.iter().map(|(name, ..)| *name).chain(OF_TERA.iter().copied())
}

pub(crate) fn register(tera: &mut Tera) {
    tera.register_filter("say", |phrase: &Value, _: Kwargs, _: &State<'_>| {
        match phrase.is_undefined() || phrase.is_none() {
            true => Err(tera::Error::message("say_nothing")),
            false => Ok(Value::safe_string(&say(phrase))),
        }
    });
    tera.register_filter("fill", |sentence: &str, values: Kwargs, _: &State<'_>| {
        Value::safe_string(&fill(sentence, &values, true))
    });
    tera.register_filter("fill_text", |sentence: &str, values: Kwargs, _: &State<'_>| {
        Value::from(fill(sentence, &values, false))
    });
    tera.register_filter("digits", |number: &str, _: Kwargs, _: &State<'_>| {
        Value::safe_string(&escape(number).replace('-', "-<wbr>"))
    });
    tera.register_filter("prose", prose);
}

/// A phrase as HTML. A plain text is taken as it is.
fn say(phrase: &Value) -> String {
    let text = phrase.get_from_path("text").and_then(Value::as_str);
    let lang = phrase.get_from_path("lang").and_then(Value::as_str);
    let ruby = phrase.get_from_path("ruby").and_then(Value::as_str);
    let html = |text| ruby.map_or_else(|| escape(text), str::to_owned);
    match (phrase.as_str(), text, lang) {
        (Some(text), ..) => escape(text),
        // Words with and without readings stay one text where boxes stand side by side.
        (None, Some(_), None) if let Some(ruby) = ruby => format!("<span>{ruby}</span>"),
        (None, Some(text), None) => escape(text),
        (None, Some(text), Some(lang)) => format!("<span lang=\"{lang}\">{}</span>", html(text)),
        (None, None, _) => escape(&phrase.to_string()),
    }
}

fn fill(sentence: &str, values: &Kwargs, as_html: bool) -> String {
    let named: Vec<(String, String)> = values
        .iter()
        .map(|(name, value)| {
            let text = value.get_from_path("text").and_then(Value::as_str).map(str::to_owned);
            let value = if as_html { say(value) } else { text.unwrap_or_else(|| value.to_string()) };
            (name.as_str().unwrap_or_default().to_owned(), value)
        })
        .collect();
    let named: Vec<(&str, &str)> = named.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    match as_html {
        true => language::fill(&escape(sentence), &named),
        false => language::fill(sentence, &named),
    }
}

/// What headings in prose begin with; the page's own is above them.
const FIRST_LEVEL: u8 = 2;

/// The pieces of a body: HTML and addresses in turn.
fn prose(body: &Value, arguments: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let root = arguments.must_get::<&str>("root")?;
    let mut html = String::new();
    for (number, piece) in body.as_array().unwrap_or_default().iter().enumerate() {
        if number % 2 == 1 {
            html.push_str(root);
        }
        html.push_str(piece.as_str().unwrap_or_default());
    }
    match arguments.get::<u8>("level")? {
        None | Some(FIRST_LEVEL) => Ok(Value::safe_string(&html)),
        Some(level) => Ok(Value::safe_string(&lowered(html, level.saturating_sub(FIRST_LEVEL)))),
    }
}

/// Prose whose headings stand so many levels lower, for a page where it is no longer alone. Prose is what we wrote
/// ourselves, so its tags are known.
fn lowered(mut html: String, by: u8) -> String {
    for level in (FIRST_LEVEL..=6).rev() {
        let lower = (level + by).min(6);
        html = html.replace(&format!("<h{level}>"), &format!("<h{lower}>"));
        html = html.replace(&format!("</h{level}>"), &format!("</h{lower}>"));
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use tera::Context;

    #[track_caller]
    fn check(template: &str, expected: &str) {
        let mut tera = Tera::new();
        register(&mut tera);
        let mut context = Context::new();
        context.insert("own", &crate::language::Phrase::own("a & b"));
        context.insert("other", &crate::language::Phrase { text: "窓口".into(), lang: Some("ja"), ruby: None });
        let word: crate::model::value::Text = "｜窓口《まどぐち》".parse().unwrap();
        context.insert("read", &crate::language::Phrase::japanese(crate::language::Language::Ja, &word));
        context.insert("body", &vec!["<a href=\"", "toshima/index.html", "\">x</a>"]);
        context.insert("headed", &vec!["<h2>a</h2><h4>b</h4><h5>c</h5>"]);
        assert_eq!(tera.render_str(template, &context, true).unwrap(), expected);
    }

    #[test]
    fn every_filter_is_named() {
        let mut tera = Tera::new();
        register(&mut tera);
        for name in names() {
            tera.add_raw_template(name, &format!("{{{{ a | {name} }}}}")).expect("a filter of this name");
        }
        assert!(tera.add_raw_template("none", "{{ a | none }}").is_err());
        for (name, usage, _) in OWN {
            assert!(usage.contains(&format!("| {name}")), "{usage}");
        }
    }

    #[test]
    fn filters_write_safe_html() {
        check("{{ own | say }}", "a &amp; b");
        check("{{ other | say }}", "<span lang=\"ja\">窓口</span>");
        let ruby = "<span><ruby>窓口<rp>（</rp><rt aria-hidden=\"true\">まどぐち</rt><rp>）</rp></ruby></span>";
        check("{{ read | say }}", ruby);
        check("{{ '{x}へ' | fill(x=read) }}", &format!("{ruby}へ"));
        check("{{ '{x}へ' | fill_text(x=read) }}", "窓口へ");
        check("{{ '{x}は' | fill(x=own) }}", "a &amp; bは");
        check("{{ '{x} <' | fill(x=other) }}", "<span lang=\"ja\">窓口</span> &lt;");
        check("{{ '{x}' | fill_text(x=other) }}", "窓口");
        check("{{ '03-1234-5678' | digits }}", "03-<wbr>1234-<wbr>5678");
        check("{{ headed | prose(root='', level=4) }}", "<h4>a</h4><h6>b</h6><h6>c</h6>");
        check("{{ body | prose(root='../') }}", "<a href=\"../toshima/index.html\">x</a>");
    }
}
