//! What a theme must not do, whatever else it looks like: a site asks no other server for anything, runs and styles
//! nothing from within its pages, loads no fonts, and every telephone number on it comes from the content.
//!
//! In: the files of all layers. Out: problems at their places. That a page is marked as a sample is looked at when it is
//! finished, in `render`.

use std::ops::Range;

use super::assets::ICONS;
use super::css::without_comments;
use super::layers::Layer;
use super::markup::{Tag, tags, without_tera};
use crate::diagnostic::{Diagnostic, Diagnostics, Location, nearest};
use crate::model::value::contacts_in;

/// The folders that a theme may have.
const FOLDERS: [&str; 3] = ["assets", "templates", "words"];

/// A problem, and which bytes of the file have it.
type Found = (Diagnostic, Range<usize>);

/// Looks through the files of all layers.
pub(super) fn check(layers: &[Layer<'_>], diagnostics: &mut Diagnostics) {
    for layer in layers {
        for inner in layer.files.keys() {
            let path = layer.path(inner);
            if let Some(problem) = unknown_folder(inner) {
                diagnostics.push(problem.at(Location::file(&path)));
            }
            let Some(text) = layer.text(inner) else { continue };
            for (problem, range) in faults(inner, text) {
                diagnostics.push(problem.at(Location::bytes(&path, range)));
            }
        }
    }
}

fn faults(inner: &str, text: &str) -> Vec<Found> {
    let icons = format!("assets/{ICONS}");
    match inner.split_once('/') {
        Some(("templates", _)) => in_template(&without_tera(text)),
        Some(("words", _)) => contacts(text),
        Some(("assets", name)) if name.ends_with(".css") => in_style_sheet(text),
        Some(("assets", name)) if name.ends_with(".js") => in_script(text),
        // Icons become a part of every page.
        Some(("assets", _)) if inner == icons => {
            let mut found = in_drawing(text);
            let more = inline(&tags(text));
            found.extend(
                more.into_iter().filter(|(_, range)| found.iter().all(|(_, known)| known != range)).collect::<Vec<_>>(),
            );
            found
        }
        Some(("assets", name)) if name.ends_with(".svg") => in_drawing(text),
        _ => Vec::new(),
    }
}

/// A misspelt folder would be passed over without a word.
fn unknown_folder(inner: &str) -> Option<Diagnostic> {
    let (folder, _) = inner.split_once('/')?;
    let diagnostic =
        Diagnostic::warning("unknown-theme-folder").with("folder", folder).with("known", FOLDERS.join(", "));
    (!FOLDERS.contains(&folder)).then(|| diagnostic.with_some("nearest", nearest(folder, FOLDERS)))
}

fn in_template(html: &str) -> Vec<Found> {
    let tags = tags(html);
    let mut found = inline(&tags);
    for tag in &tags {
        let fetched =
            tag.attributes.iter().filter(|attribute| fetches(tag, attribute.name) && is_outside(attribute.value));
        found.extend(
            fetched.map(|own| (Diagnostic::error("outside-request").with("url", own.value), own.range.clone())),
        );
        let dialled = tag
            .attributes
            .iter()
            .filter(|own| ["tel:", "mailto:", "sms:"].iter().any(|scheme| own.value.starts_with(scheme)));
        let written = dialled.filter(|own| !own.value.contains('\u{1}'));
        found.extend(
            written.map(|own| (Diagnostic::error("contact-in-theme").with("value", own.value), own.range.clone())),
        );
    }
    let mut prose = html.to_owned();
    for tag in &tags {
        prose.replace_range(tag.range.clone(), &" ".repeat(tag.range.len()));
    }
    found.extend(contacts(&prose));
    found
}

/// Scripts and styles within a page. Data that is no script may stand there.
fn inline(tags: &[Tag<'_>]) -> Vec<Found> {
    let problem = |what: &str, range: Range<usize>| (Diagnostic::error("inline-code").with("what", what), range);
    let mut found = Vec::new();
    for tag in tags {
        let is_data = tag.get("type").is_some_and(|kind| kind.ends_with("json"));
        if tag.is(&["style"]) || (tag.is(&["script"]) && tag.get("src").is_none() && !is_data) {
            found.push(problem(&format!("<{}>", tag.name), tag.head()));
        }
        for own in &tag.attributes {
            if own.name.eq_ignore_ascii_case("style") || is_handler(own.name) {
                found.push(problem(&format!("{}=", own.name), own.range.clone()));
            } else if is_script(own.value) {
                found.push(problem("javascript:", own.range.clone()));
            }
        }
    }
    found
}

/// Whether a browser fetches what this attribute names before anybody asks for it.
fn fetches(tag: &Tag<'_>, attribute: &str) -> bool {
    const HARMLESS: [&str; 7] = ["canonical", "alternate", "author", "help", "license", "me", "search"];
    match attribute.to_ascii_lowercase().as_str() {
        "src" | "srcset" | "poster" | "imagesrcset" => true,
        "data" => tag.is(&["object"]),
        "href" | "xlink:href" if tag.is(&["link"]) => !tag.get("rel").is_some_and(|rel| HARMLESS.contains(&rel)),
        "href" | "xlink:href" => tag.is(&["image", "use", "base"]),
        _ => false,
    }
}

/// Whether an address, or one of several, leads to a server that somebody typed in.
fn is_outside(value: &str) -> bool {
    value.split([',', ' ']).any(|part| {
        let part = part.trim().to_ascii_lowercase();
        part.starts_with("//") || part.starts_with("http:") || part.starts_with("https:")
    })
}

fn is_handler(name: &str) -> bool {
    name.len() > 4 && name[..2].eq_ignore_ascii_case("on") && name.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_script(value: &str) -> bool {
    value.trim_start().get(..11).is_some_and(|start| start.eq_ignore_ascii_case("javascript:"))
}

fn in_style_sheet(css: &str) -> Vec<Found> {
    let css = without_comments(css);
    let fonts = places(&css, "@font-face").map(|range| (Diagnostic::error("web-font"), range));
    let imports = places(&css, "@import").map(|range| (Diagnostic::error("css-file").with("what", "@import"), range));
    let files = foreign_urls(&css).map(|(url, range)| match is_outside(url) {
        true => (Diagnostic::error("outside-request").with("url", url), range),
        false => (Diagnostic::error("css-file").with("what", url), range),
    });
    // A font or an import is refused with its addresses.
    let since = |sign: char, at: usize| css[..at].rsplit(sign).next().unwrap_or_default();
    let is_part = |at: usize| since('}', at).contains("@font-face") || since(';', at).contains("@import");
    let files = files.filter(|(_, range)| !is_part(range.start));
    fonts.chain(imports).chain(files).collect()
}

/// A script that names another server, keeps cookies, or holds contacts. What it can put together by itself is not seen.
fn in_script(script: &str) -> Vec<Found> {
    let outside = ["http://", "https://", "\"//", "'//", "`//"].iter().flat_map(|start| places(script, start));
    let outside = outside.map(|range| {
        let url = script[range.start..].split(['"', '\'', '`', '\n', ' ']).find(|part| !part.is_empty());
        (Diagnostic::error("outside-request").with("url", url.unwrap_or_default()), range)
    });
    let cookies = places(script, "document.cookie").map(|range| (Diagnostic::error("cookie-in-theme"), range));
    outside.chain(cookies).chain(contacts(script)).collect()
}

/// A drawing that does anything but show itself.
fn in_drawing(svg: &str) -> Vec<Found> {
    let problem = |what: &str, range: Range<usize>| (Diagnostic::error("active-svg").with("what", what), range);
    let mut found = Vec::new();
    for tag in tags(svg) {
        if tag.is(&["script", "foreignObject", "iframe", "?xml-stylesheet"]) {
            found.push(problem(&format!("<{}>", tag.name), tag.head()));
            continue;
        }
        for own in &tag.attributes {
            let is_link = own.name.eq_ignore_ascii_case("src") || own.name.to_ascii_lowercase().ends_with("href");
            let is_inside = own.value.starts_with('#') || own.value.starts_with("data:image/");
            if is_handler(own.name) {
                found.push(problem(&format!("{}=", own.name), own.range.clone()));
            } else if is_script(own.value) || (is_link && !is_inside) {
                found.push(problem(own.value, own.range.clone()));
            }
        }
    }
    found.extend(foreign_urls(svg).map(|(url, range)| problem(url, range)));
    found.extend(["@import", "<!ENTITY"].iter().flat_map(|what| places(svg, what).map(|range| problem(what, range))));
    found
}

/// What is named in `url(…)` and is neither a part of the same file nor written out.
fn foreign_urls(css: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    places(css, "url(").filter_map(|range| {
        let inside = css[range.end..].split([')', '\n']).next()?;
        let url = inside.trim().trim_matches(['"', '\'']).trim();
        let is_inside = url.is_empty() || url.starts_with('#') || url.starts_with("data:");
        (!is_inside).then_some((url, range.start..range.end + inside.len()))
    })
}

/// Where a word stands, in capitals or not.
fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = Range<usize>> + use<'a> {
    let lower = text.to_ascii_lowercase();
    let starts: Vec<usize> = lower.match_indices(&word.to_ascii_lowercase()).map(|(at, _)| at).collect();
    starts.into_iter().map(|at| at..at + word.len())
}

fn contacts(text: &str) -> Vec<Found> {
    let found = contacts_in(text).into_iter();
    found.map(|range| (Diagnostic::error("contact-in-theme").with("value", &text[range.clone()]), range)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(inner: &str, text: &str, expected: &[(&str, &str)]) {
        let found = faults(inner, text);
        let found: Vec<(&str, &str)> =
            found.iter().map(|(problem, range)| (problem.code, &text[range.clone()])).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn pages_ask_no_other_server() {
        let page = "templates/base.html";
        check(page, "<a href=\"https://a.example/\">a</a><link rel=\"canonical\" href=\"https://a.example/\">", &[]);
        check(page, "<img src=\"{{ page.root }}{{ site.assets[\"a.png\"] }}\">", &[]);
        check(page, "<img src=\"//a.example/b.png\">", &[("outside-request", "src=\"//a.example/b.png\"")]);
        check(
            page,
            "<link rel=stylesheet href=https://a.example/b.css>",
            &[("outside-request", "href=https://a.example/b.css")],
        );
        check(
            page,
            "<img srcset=\"a.png 1x, HTTPS://a.example/b.png 2x\">",
            &[("outside-request", "srcset=\"a.png 1x, HTTPS://a.example/b.png 2x\"")],
        );
        check(
            page,
            "<script src=\"https://a.example/b.js\"></script>",
            &[("outside-request", "src=\"https://a.example/b.js\"")],
        );
    }

    #[test]
    fn pages_hold_no_scripts_and_styles() {
        let page = "templates/base.html";
        check(page, "<script>a()</script>", &[("inline-code", "<script")]);
        check(page, "<script type=\"application/ld+json\">{}</script>", &[]);
        check(page, "<script src=\"{{ page.root }}a.js\"></script>", &[]);
        check(
            page,
            "<style>p{}</style><p style=\"color:red\" onClick='a()'>",
            &[("inline-code", "<style"), ("inline-code", "style=\"color:red\""), ("inline-code", "onClick='a()'")],
        );
        check(page, "<a href=\" JavaScript:a()\">", &[("inline-code", "href=\" JavaScript:a()\"")]);
        check(page, "{# <script> #}<!-- <style> --><p one=\"a\">", &[]);
    }

    #[test]
    fn numbers_come_from_the_content() {
        check("templates/base.html", "<p>電話 03-0000-1234</p>", &[("contact-in-theme", "03-0000-1234")]);
        check("templates/base.html", "<a href=\"tel:110\">a</a>", &[("contact-in-theme", "href=\"tel:110\"")]);
        check("templates/base.html", "<a href=\"mailto:{{ email.address }}\">a</a>", &[]);
        check("templates/base.html", "<path d=\"M03-0000-1234\"/>", &[]);
        check("words/ja.yaml", "a: 0120-000-000 へ", &[("contact-in-theme", "0120-000-000")]);
    }

    #[test]
    fn style_sheets_are_complete() {
        let css = "assets/style.css";
        check(css, "/* @import url(a.css) */ p { background: url(#a), url(\"data:image/png;base64,AA\") }", &[]);
        check(css, "@import \"a.css\";", &[("css-file", "@import")]);
        check(css, "p { background: URL( 'a.png' ) }", &[("css-file", "URL( 'a.png' ")]);
        check(
            css,
            "p { background: url(https://a.example/b.png) }",
            &[("outside-request", "url(https://a.example/b.png")],
        );
        check(css, "@font-face { src: url(a.woff2) }", &[("web-font", "@font-face")]);
    }

    #[test]
    fn scripts_stay_at_home() {
        let script = "assets/scripts/a.js";
        check(script, "{ const a = document.querySelector('p'); a.hidden = true; } // why", &[]);
        check(script, "fetch('https://a.example/b')", &[("outside-request", "https://")]);
        check(script, "import('//a.example/b')", &[("outside-request", "'//")]);
        check(script, "document.cookie = 'a=b'", &[("cookie-in-theme", "document.cookie")]);
        check(script, "a.href = 'tel:' + '03-0000-1234'", &[("contact-in-theme", "03-0000-1234")]);
    }

    #[test]
    fn drawings_only_show_themselves() {
        let svg = "assets/logo.svg";
        check(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><style>.a{fill:url(#b)}</style><use href=\"#b\"/></svg>",
            &[],
        );
        check(
            svg,
            "<svg onload=\"a()\"><script>a()</script></svg>",
            &[("active-svg", "onload=\"a()\""), ("active-svg", "<script")],
        );
        check(svg, "<svg><image xlink:href=\"a.png\"/></svg>", &[("active-svg", "xlink:href=\"a.png\"")]);
        check(svg, "<svg><a href=\"javascript:a()\"/></svg>", &[("active-svg", "href=\"javascript:a()\"")]);
        check(svg, "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>", &[("active-svg", "<!ENTITY")]);
        check(svg, "<svg><style>@import 'a.css';</style></svg>", &[("active-svg", "@import")]);
        check(
            "assets/icons.svg",
            "<svg><symbol id=\"a\" style=\"fill:red\"/></svg>",
            &[("inline-code", "style=\"fill:red\"")],
        );
    }
}
