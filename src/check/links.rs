//! Links in prose lead to pages that exist, and former ids do not stand in the way of present ones.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics, FieldPath, Location, nearest};
use crate::markdown::Markdown;
use crate::model::value::{Audience, Kind, RecordId, Slug};
use crate::model::{Site, is_reserved, record_at, ward_at};
use crate::path::SourcePath;

pub(super) fn check(site: &Site, diagnostics: &mut Diagnostics) {
    let mut given_up: BTreeSet<String> = BTreeSet::new();
    for record in site.records() {
        prose(site, record.path, record.body, diagnostics);
        for translation in record.translations.values() {
            prose(site, &translation.path, &translation.body, diagnostics);
        }
        let taken = |name: &Slug| {
            let old = RecordId { name: name.clone(), ..record.id.clone() };
            site.knows(&old) || !given_up.insert(old.to_string())
        };
        former(record.path, &record.service.names.formerly_ids, taken, diagnostics);
    }
    for page in site.pages.values() {
        prose(site, &page.path, &page.body, diagnostics);
        for translation in page.translations.values() {
            prose(site, &translation.path, &translation.body, diagnostics);
        }
    }
    for ward in site.wards.values() {
        prose(site, &ward.path, &ward.body, diagnostics);
        for translation in ward.translations.values() {
            prose(site, &translation.path, &translation.body, diagnostics);
        }
        let is_there = |name: &Slug| is_reserved(name.as_str()) || site.wards.contains_key(name);
        let taken = |name: &Slug| is_there(name) || !given_up.insert(name.to_string());
        former(&ward.path, &ward.data.formerly_ids, taken, diagnostics);
    }
}

fn prose(site: &Site, path: &SourcePath, body: &Markdown, diagnostics: &mut Diagnostics) {
    for (target, range) in body.links() {
        let code = match (record_at(target), ward_at(target)) {
            (Some(id), _) => problem(site, &id),
            (None, Some(ward)) if site.knows_ward(&ward) => None,
            _ => Some("unknown-link"),
        };
        if let Some(code) = code {
            let near = nearest(target.as_str(), files(site)).map(|near| relative(path, near));
            let diagnostic =
                Diagnostic::error(code).with("value", relative(path, target.as_str())).with_some("nearest", near);
            diagnostics.push(diagnostic.at(Location::bytes(path, range.clone())));
        }
    }
}

/// Every file that a link may lead to.
fn files(site: &Site) -> impl Iterator<Item = &str> {
    let records = site.records().map(|record| record.path);
    let pages = site.pages.values().map(|page| &page.path);
    records.chain(pages).chain(site.wards.values().map(|ward| &ward.path)).map(SourcePath::as_str)
}

/// A file as a link names it that is written in another.
fn relative(from: &SourcePath, to: &str) -> String {
    let shared = from.as_str().bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    let folder = to.as_bytes()[..shared].iter().rposition(|byte| *byte == b'/').map_or(0, |slash| slash + 1);
    "../".repeat(from.as_str()[folder..].matches('/').count()) + &to[folder..]
}

fn problem(site: &Site, id: &RecordId) -> Option<&'static str> {
    if !site.knows(id) {
        return Some("unknown-link");
    }
    let is_public = match id.kind {
        Kind::Page => site.pages.get(id).is_none_or(|page| page.data.audience == Audience::Public),
        _ => site.record(id).is_none_or(|record| record.service.is_public()),
    };
    (!is_public).then_some("link-not-public")
}

fn former(path: &SourcePath, ids: &[Slug], mut taken: impl FnMut(&Slug) -> bool, diagnostics: &mut Diagnostics) {
    for (number, id) in ids.iter().enumerate() {
        if taken(id) {
            let at = Location::field(path, FieldPath::from("formerly_ids").index(number));
            diagnostics.push(Diagnostic::error("former-id-taken").with("id", id).at(at));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_seen_from_their_file() {
        #[track_caller]
        fn check(from: &str, to: &str, expected: &str) {
            assert_eq!(relative(&SourcePath::new(from), to), expected);
        }
        check("content/guides/a.md", "content/guides/b.md", "b.md");
        check("content/guides/a.md", "content/wards/x/ward.md", "../wards/x/ward.md");
        check("content/wards/x/windows/a.md", "content/wards/xy/ward.md", "../../xy/ward.md");
    }
}
