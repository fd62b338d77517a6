//! Makes templates and scripts small, once, when they are loaded. The only user of minify-html.
//!
//! minify-html knows nothing of Tera inside a start tag, so whatever stands there is put behind a placeholder first and
//! put back afterwards. A template that does not come back whole is left as it was written.

use minify_html::{Cfg, minify};

/// The template made small, or `None` where that would change more than blanks.
pub(crate) fn template(source: &str) -> Option<String> {
    let shielded = shield(source);
    let cfg = Cfg {
        keep_closing_tags: true,
        keep_html_and_head_opening_tags: true,
        keep_input_type_text_attr: true,
        preserve_brace_template_syntax: true,
        ..Cfg::default()
    };
    let small = String::from_utf8(minify(shielded.html.as_bytes(), &cfg)).ok()?;
    let small = shielded.put_back(&small)?;
    (inventory(source) == inventory(&small)).then_some(small)
}

/// A script made small, or `None` where it is not understood.
pub(crate) fn script(source: &str) -> Option<String> {
    let (start, end) = ("<script>", "</script>");
    let page = format!("{start}{source}{end}");
    let small = minify(page.as_bytes(), &Cfg { minify_js: true, keep_closing_tags: true, ..Cfg::default() });
    let small = String::from_utf8(small).ok()?;
    Some(small.strip_prefix(start)?.strip_suffix(end)?.to_owned() + "\n")
}

/// Ends a placeholder in a value. The sign also keeps minify-html from dropping the quotes around it.
const IN_VALUE: &str = "=\u{E000}";

/// Ends a placeholder that is an attribute.
const AS_ATTRIBUTE: &str = "e\u{E001}";

struct Shielded {
    html: String,
    /// What was taken out, and what ends its placeholder.
    regions: Vec<(String, &'static str)>,
}

impl Shielded {
    fn put_back(&self, small: &str) -> Option<String> {
        let mut restored = small.to_owned();
        for (number, (region, end)) in self.regions.iter().enumerate().rev() {
            let mark = placeholder(number, end);
            if restored.matches(&mark).count() != 1 {
                return None;
            }
            // Between attributes the region brings its own blanks: `<li{% if a %} class="b"{% endif %}>`.
            restored = match mark.ends_with(IN_VALUE) {
                true => restored.replace(&mark, region),
                false => restored.replace(&format!(" {mark}"), region),
            };
        }
        Some(restored)
    }
}

fn placeholder(number: usize, end: &str) -> String {
    format!("\u{E002}t{number}{end}")
}

/// Replaces everything of Tera that stands in start tags by placeholders: an attribute, or a piece of a value.
fn shield(source: &str) -> Shielded {
    let mut html = String::with_capacity(source.len() + 64);
    let mut regions: Vec<(String, &'static str)> = Vec::new();
    let mut rest = source;
    while !rest.is_empty() {
        if let Some(length) = tera_tag(rest) {
            html.push_str(&rest[..length]);
            rest = &rest[length..];
        } else if rest.starts_with('<') && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            rest = start_tag(rest, &mut html, &mut regions);
        } else {
            let next =
                rest.char_indices().skip(1).find(|(_, c)| matches!(c, '<' | '{')).map_or(rest.len(), |(at, _)| at);
            html.push_str(&rest[..next]);
            rest = &rest[next..];
        }
    }
    Shielded { html, regions }
}

/// Copies one start tag; returns what follows it.
fn start_tag<'a>(source: &'a str, html: &mut String, regions: &mut Vec<(String, &'static str)>) -> &'a str {
    let mut rest = source;
    let mut quote = None;
    while let Some(c) = rest.chars().next() {
        if let Some(length) = tera_tag(rest) {
            let (length, end) = match quote {
                Some(_) => (length, IN_VALUE),
                None => (region(rest, length), AS_ATTRIBUTE),
            };
            let mark = placeholder(regions.len(), end);
            html.push_str(&if quote.is_some() { mark } else { format!(" {mark} ") });
            regions.push((rest[..length].to_owned(), end));
            rest = &rest[length..];
            continue;
        }
        html.push(c);
        rest = &rest[c.len_utf8()..];
        match quote {
            None if c == '>' => return rest,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            Some(open) if c == open => quote = None,
            _ => {}
        }
    }
    rest
}

/// The length of the Tera tag that a text begins with.
fn tera_tag(text: &str) -> Option<usize> {
    let end = match text.get(..2)? {
        "{{" => "}}",
        "{%" => "%}",
        "{#" => "#}",
        _ => return None,
    };
    text.find(end).map(|at| at + 2)
}

/// The length of everything from a tag to the one that closes it: `{% if … %}` to its `{% endif %}`.
fn region(text: &str, first: usize) -> usize {
    let word = |tag: &str| {
        tag.trim_start_matches(['{', '%', '-', ' ']).split_whitespace().next().unwrap_or_default().to_owned()
    };
    let opens = |word: &str| matches!(word, "if" | "for" | "set" | "filter");
    let mut length = first;
    let mut depth = i32::from(text.starts_with("{%") && opens(&word(&text[..first])));
    while depth > 0 {
        let Some(next) = text[length..].find('{').map(|at| length + at) else { return text.len() };
        let Some(tag) = tera_tag(&text[next..]) else {
            length = next + 1;
            continue;
        };
        if text[next..].starts_with("{%") {
            let word = word(&text[next..next + tag]);
            depth += i32::from(opens(&word)) - i32::from(word.starts_with("end"));
        }
        length = next + tag;
    }
    length
}

/// What must be the same before and after: the tags of HTML, counted, and those of Tera, counted.
fn inventory(source: &str) -> (Vec<String>, Vec<String>) {
    let mut html: Vec<String> = Vec::new();
    let mut tera: Vec<String> = Vec::new();
    let mut rest = source;
    while let Some(at) = rest.find(['<', '{']) {
        rest = &rest[at..];
        let length = match tera_tag(rest) {
            Some(length) => {
                tera.push(rest[..length].to_owned());
                length
            }
            None => {
                let name: String = rest[1..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect();
                if rest.starts_with('<') && !name.is_empty() {
                    html.push(name.trim_end_matches('/').to_ascii_lowercase());
                }
                1
            }
        };
        rest = &rest[length..];
    }
    html.sort();
    tera.sort();
    (html, tera)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: Option<&str>) {
        assert_eq!(template(source).as_deref(), expected);
    }

    #[test]
    fn blanks_go_and_tera_stays() {
        check(
            "<ul>\n  {% for a in b %}\n  <li>{{ a }}</li>\n  {% endfor %}\n</ul>",
            Some("<ul>{% for a in b %} <li>{{ a }}</li>{% endfor %}</ul>"),
        );
        check("<a href=\"{{ x }}\">y</a>", Some("<a href=\"{{ x }}\">y</a>"));
        check("<li{% if a %} class=\"b\"{% endif %}>c</li>", Some("<li{% if a %} class=\"b\"{% endif %}>c</li>"));
        check(
            "<li {% if a < b %} class=\"{{ c }}\" {% endif %} id=\"d\">c</li>",
            Some("<li id=d{% if a < b %} class=\"{{ c }}\" {% endif %}>c</li>"),
        );
        check(
            "<a href=\"{{ a[\"b\"] }}\" title='{% if a == \"b\" %}c{% endif %}'>d</a>",
            Some("<a href=\"{{ a[\"b\"] }}\" title=\"{% if a == \"b\" %}c{% endif %}\">d</a>"),
        );
        check("{{ <card a={b} /> }}", Some("{{ <card a={b} /> }}"));
        check("<p>{# hello #}a</p>", Some("<p>{# hello #}a</p>"));
    }

    #[test]
    fn what_would_be_torn_is_left_alone() {
        check("{% if a %}<div>{% else %}<section>{% endif %}b{% if a %}</div>{% else %}</section>{% endif %}", None);
    }
}
