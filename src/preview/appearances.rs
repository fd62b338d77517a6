//! Where a record appears: the pages that lead to it, and the leaflets that name it. What a page leads to is read off the
//! page itself, so that no list of ours can be wrong about it.

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::Serialize;
use tera::Context;

use super::staff::filled;
use super::{Preview, Shown};
use crate::model::value::{Kind, Language, PlaceId, RecordId};
use crate::model::{Leaflet, Record};
use crate::path::SourcePath;
use crate::plan::{Address, PageKind};
use crate::render::{SiteViews, links, page};

/// On so many wards' pages at most a shared record is looked for.
const WARDS: usize = 50;

/// A page or leaflet that a record appears on.
#[derive(Debug, Serialize)]
struct AppearanceView {
    title: String,
    href: Option<String>,
    note: String,
}

impl Preview {
    /// Where a record appears: the pages that lead to it, and the leaflets that name it.
    pub(super) fn appearances(&self, shown: &Shown, id: &str) -> String {
        let site = &shown.prepared.site;
        let Some(record) = site.records().find(|record| record.id.to_string() == id) else {
            return self.staff_page("no_record", None, "");
        };
        let wards: Vec<PlaceId> = match &record.id.place {
            PlaceId::Scope(_) => site.wards.keys().map(|ward| PlaceId::Ward(ward.clone())).collect(),
            _ => Vec::new(),
        };
        let left_out = wards.len().saturating_sub(WARDS);
        let places: BTreeSet<&PlaceId> = wards.iter().take(WARDS).chain([&PlaceId::Guide, &record.id.place]).collect();
        let views = SiteViews::new(shown.inputs());
        let groups: Vec<_> = shown.prepared.plan.groups.iter().filter(|group| places.contains(&group.place)).collect();
        let base = self.base();
        let pages: Vec<AppearanceView> = groups
            .par_iter()
            .flat_map_iter(|group| {
                let of_group = views.group(&group.place);
                let pages = group.pages.iter().filter(|page| page.language == Language::Ja && is_read(&page.kind));
                let found: Vec<AppearanceView> = pages
                    .filter_map(|planned| {
                        let (bytes, _) = page(&of_group, planned);
                        let html = String::from_utf8_lossy(&bytes);
                        let leads = links(&html).into_iter().filter_map(|href| shown.linked(planned, href));
                        let is_own = planned.kind == PageKind::Record(record.id.clone());
                        (is_own || leads.into_iter().any(|id| id.without_desk() == *record.id)).then(|| {
                            AppearanceView {
                                title: title_of(&html).to_owned(),
                                href: Some(format!("{base}{}", planned.address)),
                                note: planned.address.to_string(),
                            }
                        })
                    })
                    .collect();
                found
            })
            .collect();
        let mut context = Context::new();
        context.insert("pages", &pages);
        context.insert("leaflets", &self.leaflets(shown, record));
        context.insert("left_out", &left_out);
        context.insert("words", &self.words());
        self.staff_page("appears", None, &filled("appearances.html", &context))
    }

    /// The leaflets that name a record, and those that take records of its kind.
    fn leaflets(&self, shown: &Shown, record: Record<'_>) -> Vec<AppearanceView> {
        let site = &shown.prepared.site;
        let of = |(id, (path, leaflet)): (&RecordId, &(SourcePath, Leaflet))| {
            let is_named = leaflet
                .records()
                .iter()
                .any(|(_, written)| written.resolve(&id.place, Kind::Window).without_desk() == *record.id);
            let may_be = id.place == record.id.place
                && leaflet.entries.as_ref().is_some_and(|entries| entries.from.contains(&record.id.kind));
            let words = self.messages();
            let note = match (is_named, may_be) {
                (true, _) => shown.tree.display(path),
                (false, true) => format!("{} {}", shown.tree.display(path), words.term("preview_may_be")),
                (false, false) => return None,
            };
            // What is not given out any more has no sheets.
            let has_sheets = leaflet.is_public() || leaflet.is_for_staff();
            let href = has_sheets.then(|| format!("{}{}", self.base(), Address::record(Language::Ja, id)));
            Some(AppearanceView { title: leaflet.title.as_str().to_owned(), href, note })
        };
        site.leaflets.iter().filter_map(of).collect()
    }
}

/// Whether a page is one to read, and not one that only leads on.
fn is_read(kind: &PageKind) -> bool {
    kind.is_page() && !matches!(kind, PageKind::Moved(_))
}

fn title_of(html: &str) -> &str {
    let title = html.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
    title.map_or("", |(title, _)| title.split(" | ").next().unwrap_or(title))
}
