//! One pass over a finished page: what makes it invalid or leads nowhere is reported, and the icons it uses are named.

use std::collections::BTreeSet;

/// What a page holds that other parts of it depend on.
#[derive(Debug, Default)]
pub(crate) struct Scan<'a> {
    /// Ids that stand there twice.
    pub(crate) duplicate_ids: Vec<&'a str>,
    /// Links within the page to ids that it does not have.
    pub(crate) dead_fragments: Vec<&'a str>,
    /// Icons that it uses: `<use href="#i-phone">`.
    pub(crate) icons: BTreeSet<&'a str>,
    /// Whether `**` was left over from Markdown.
    pub(crate) has_leftover_emphasis: bool,
}

/// Marks the icons among links within a page.
const ICON: &str = "i-";

/// Reads a page once.
pub(crate) fn scan(html: &str) -> Scan<'_> {
    let mut found = Scan::default();
    let mut ids = BTreeSet::new();
    let mut fragments = BTreeSet::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        found.has_leftover_emphasis |= rest[..at].contains("**");
        rest = &rest[at + 1..];
        let Some(end) = end_of_tag(rest) else { break };
        let tag = &rest[..end];
        rest = &rest[end..];
        if tag.starts_with('/') {
            continue;
        }
        for (name, value) in attributes(tag) {
            match (name, value.strip_prefix('#')) {
                ("id", _) if !ids.insert(value) => found.duplicate_ids.push(value),
                ("href", Some(fragment)) => match fragment.strip_prefix(ICON).filter(|_| tag.starts_with("use")) {
                    Some(icon) => drop(found.icons.insert(icon)),
                    None => drop(fragments.insert(fragment)),
                },
                ("for" | "aria-labelledby" | "aria-describedby", _) => fragments.extend(value.split(' ')),
                _ => {}
            }
        }
    }
    found.has_leftover_emphasis |= rest.contains("**");
    found.dead_fragments =
        fragments.into_iter().filter(|fragment| !fragment.is_empty() && !ids.contains(fragment)).collect();
    found
}

/// Where the links of a page lead, in order.
pub(crate) fn links(html: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find("<a ") {
        rest = &rest[at + 1..];
        let Some(end) = end_of_tag(rest) else { break };
        found.extend(attribute(&rest[..end], "href"));
        rest = &rest[end..];
    }
    found
}

/// Where a tag ends; a `>` in quotes does not end it.
pub(super) fn end_of_tag(tag: &str) -> Option<usize> {
    let mut quote = None;
    tag.bytes().position(|byte| match (quote, byte) {
        (None, b'>') => true,
        (None, b'"' | b'\'') => {
            quote = Some(byte);
            false
        }
        (Some(open), byte) if open == byte => {
            quote = None;
            false
        }
        _ => false,
    })
}

/// The value of an attribute of a tag.
pub(super) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    attributes(tag).find_map(|(known, value)| (known == name).then_some(value))
}

/// The attributes of a tag that have values.
fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        loop {
            rest = &rest[rest.find(' ')? + 1..];
            let (name, value) = rest.split_at(rest.find([' ', '='])?);
            let Some(value) = value.strip_prefix('=') else {
                rest = value;
                continue;
            };
            let (value, after) = match value.as_bytes().first()? {
                quote @ (b'"' | b'\'') => value[1..].split_once(char::from(*quote))?,
                _ => value.split_at(value.find([' ', '/']).unwrap_or(value.len())),
            };
            rest = after;
            return Some((name, value));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_once() {
        let found = scan(
            "<p id=a>x <a href=\"#b\">y</a> <a href=#a>z</a> <i id=\"a\" title='>'></i> <svg><use href=\"#i-phone\"/></svg>**",
        );
        assert_eq!(found.duplicate_ids, ["a"]);
        assert_eq!(found.dead_fragments, ["b"]);
        assert_eq!(found.icons.into_iter().collect::<Vec<_>>(), ["phone"]);
        assert!(found.has_leftover_emphasis);
        assert_eq!(scan("<p title=\"of id=a\" hidden id=b><i id=a></i>").duplicate_ids, Vec::<&str>::new());
        assert_eq!(scan("<label for=x>a</label><input id=x>").dead_fragments, Vec::<&str>::new());
        assert_eq!(scan("<section aria-labelledby=\"h\">a</section>").dead_fragments, ["h"]);
    }
}
