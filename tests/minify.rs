//! Templates that were made small say the same as those that were written: the same elements with the same attributes,
//! and the same text with its blanks.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use std::path::Path;

use common::OPTIONS;
use shirube::build::{Prepared, prepare};
use shirube::disk::{Folders, read};
use shirube::render::{Inputs, SiteViews, page};

/// Elements that stand in a line of text, so that a blank beside them is seen.
const INLINE: [&str; 12] = ["a", "b", "span", "strong", "em", "small", "time", "wbr", "svg", "use", "symbol", "title"];

#[test]
fn small_templates_say_the_same() {
    let mut pages = 0;
    for root in [Path::new("."), Path::new("tests/sites/midori")] {
        let (small, written) = (render(root, false), render(root, true));
        assert_eq!(small.len(), written.len());
        for ((address, small), (_, written)) in small.iter().zip(&written) {
            for (small, written) in seen(small).iter().zip(seen(written).iter()) {
                assert_eq!(small, written, "{address}");
            }
            assert_eq!(seen(small).len(), seen(written).len(), "{address}");
            assert!(small.len() < written.len(), "{address} is not smaller");
            pages += 1;
        }
    }
    assert!(pages > 100, "only {pages} pages were compared");
}

fn render(root: &Path, as_written: bool) -> Vec<(String, String)> {
    let themes = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes");
    let folders = Folders { root: root.into(), content: root.join("content"), themes };
    let (tree, _) = read(&folders).unwrap();
    let (prepared, diagnostics) = prepare(&tree, &OPTIONS, &|_| {});
    let Prepared { site, theme, plan } = prepared.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let theme = if as_written { theme.as_written() } else { theme };
    let views = SiteViews::new(Inputs { site: &site, theme: &theme, plan: &plan });
    let mut pages = Vec::new();
    for group in &plan.groups {
        let views = views.group(&group.place);
        for planned in group.pages.iter().filter(|page| page.kind.is_page()) {
            let (bytes, problems) = page(&views, planned);
            // What a sheet had no room for is said of both.
            assert!(problems.iter().all(|problem| problem.code == "leaflet-shortened"), "{problems:?}");
            // The same sign, written in two ways.
            let html = String::from_utf8(bytes.into_owned()).unwrap().replace("&nbsp;", "\u{a0}");
            pages.push((planned.address.to_string(), html));
        }
    }
    pages
}

/// A page as lines: each block element with its attributes, each line of text with its inline elements.
fn seen(page: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut rest = page;
    while let Some((text, after)) = rest.split_once('<') {
        lines.last_mut().unwrap().push_str(text);
        let end = end_of_tag(after);
        let tag = tag(&after[..end]);
        rest = &after[end + 1..];
        let name = tag.trim_start_matches('/').split(' ').next().unwrap().to_owned();
        if INLINE.contains(&name.as_str()) {
            lines.last_mut().unwrap().push_str(&format!("<{tag}>"));
        } else {
            lines.push(format!("<{tag}>"));
            lines.push(String::new());
        }
    }
    let words = |line: &String| line.split_whitespace().collect::<Vec<_>>().join(" ");
    lines.iter().map(words).filter(|line| !line.is_empty()).collect()
}

fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    text.bytes()
        .position(|byte| match (quote, byte) {
            (None, b'>') => true,
            (None, b'"') => {
                quote = Some(b'"');
                false
            }
            (Some(open), byte) if open == byte => {
                quote = None;
                false
            }
            _ => false,
        })
        .unwrap()
}

/// A tag with its attributes in alphabetical order and without quotes.
fn tag(text: &str) -> String {
    let (name, mut rest) = text.trim_end_matches('/').split_once(' ').unwrap_or((text.trim_end_matches('/'), ""));
    let mut attributes = Vec::new();
    while !rest.trim_start().is_empty() {
        rest = rest.trim_start();
        let quoted = rest.find("=\"").filter(|at| !rest[..*at].contains(' '));
        let length = match quoted {
            Some(at) => at + 2 + rest[at + 2..].find('"').unwrap() + 1,
            None => rest.find(' ').unwrap_or(rest.len()),
        };
        // A comma's blank in the viewport and capitals in names mean nothing.
        attributes.push(rest[..length].replace('"', "").replace(", ", ",").replace("viewBox", "viewbox"));
        rest = &rest[length..];
    }
    attributes.sort();
    [vec![name.to_ascii_lowercase()], attributes].concat().join(" ").trim().to_owned()
}
