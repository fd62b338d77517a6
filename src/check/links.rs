//! Links in prose lead to pages that exist, and former ids do not stand in the way of present ones.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Diagnostics, FieldPath, Location, nearest};
use crate::markdown::Markdown;
use crate::model::value::{Audience, Kind, Language, RecordId, Slug, Url};
use crate::model::{Site, Translation, is_reserved, record_at, ward_at};
use crate::path::SourcePath;

pub(super) fn check(site: &Site, diagnostics: &mut Diagnostics) {
    let mut given_up: BTreeSet<String> = BTreeSet::new();
    for (path, body, is_read) in bodies(site) {
        prose(site, path, body, is_read, diagnostics);
    }
    for record in site.records() {
        let taken = |name: &Slug| {
            let old = RecordId { name: name.clone(), ..record.id.clone() };
            site.knows(&old) || !given_up.insert(old.to_string())
        };
        former(record.path, &record.service.names.formerly_ids, taken, diagnostics);
    }
    for ward in site.wards.values() {
        let is_there = |name: &Slug| is_reserved(name.as_str()) || site.wards.contains_key(name);
        let taken = |name: &Slug| is_there(name) || !given_up.insert(name.to_string());
        former(&ward.path, &ward.data.formerly_ids, taken, diagnostics);
    }
}

/// A link that leads out of the guide.
#[derive(Clone, Debug)]
pub struct OuterLink {
    /// Where it leads.
    pub url: String,
    /// Where it stands.
    pub at: Location,
}

/// Every link that leads out of the guide. Nothing here asks whether it is right.
#[must_use]
pub fn outer_links(site: &Site) -> Vec<OuterLink> {
    let mut found = Vec::new();
    let mut field = |path: &SourcePath, field: FieldPath, url: &Option<Url>| {
        let at = Location::field(path, field);
        found.extend(url.as_ref().map(|url| OuterLink { url: url.to_string(), at }));
    };
    for record in site.records() {
        field(record.path, FieldPath::from("web"), &record.service.contact.web);
        for (number, desk) in record.desks.iter().enumerate() {
            field(record.path, FieldPath::from("desks").index(number).key("web"), &desk.contact.web);
        }
    }
    for ward in site.wards.values() {
        field(&ward.path, FieldPath::from("site"), &ward.data.site);
    }
    for document in &site.documents.items {
        field(&document.path, FieldPath::default().index(document.number).key("url"), &document.data.url);
    }
    for (path, body, _) in bodies(site) {
        let at = |range: &Range<usize>| Location::bytes(path, range.clone());
        found.extend(body.outer_links.iter().map(|(url, range)| OuterLink { url: url.clone(), at: at(range) }));
    }
    found
}

/// The prose of every file, and whether residents read it.
fn bodies(site: &Site) -> impl Iterator<Item = (&SourcePath, &Markdown, bool)> {
    fn of<'a, X>(
        path: &'a SourcePath,
        body: &'a Markdown,
        translations: &'a BTreeMap<Language, Translation<X>>,
        is_read: bool,
    ) -> impl Iterator<Item = (&'a SourcePath, &'a Markdown, bool)> {
        let overlays = translations.values().map(move |overlay| (&overlay.path, &overlay.body, is_read));
        std::iter::once((path, body, is_read)).chain(overlays)
    }
    let records =
        site.records().flat_map(|record| of(record.path, record.body, record.translations, record.service.is_public()));
    let pages = site
        .pages
        .values()
        .flat_map(|page| of(&page.path, &page.body, &page.translations, page.data.audience == Audience::Public));
    let wards = site.wards.values().flat_map(|ward| of(&ward.path, &ward.body, &ward.translations, true));
    records.chain(pages).chain(wards)
}

fn prose(site: &Site, path: &SourcePath, body: &Markdown, is_read: bool, diagnostics: &mut Diagnostics) {
    for (target, range) in body.links() {
        let code = match (record_at(target), ward_at(target)) {
            // What is for staff may name what is for staff.
            (Some(id), _) => problem(site, &id).filter(|code| is_read || *code != "link-not-public"),
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
    let leaflets = site.leaflets.values().map(|(path, _)| path);
    let wards = site.wards.values().map(|ward| &ward.path);
    records.chain(pages).chain(leaflets).chain(wards).map(SourcePath::as_str)
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
        Kind::Flow => site.flows.get(id).is_none_or(|(_, flow)| flow.is_public()),
        Kind::Leaflet => site.leaflets.get(id).is_none_or(|(_, leaflet)| leaflet.is_public()),
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
