//! A guide under preview: every page as a build would write it now, with what staff want to know about it.
//!
//! In: the files of a guide, each time they change. Out: an answer for every address. Pages are the bytes of a build; what
//! is for staff is added to the answer, never to a page. While the files have errors, the last site without any stays
//! below them. Pure: [`crate::server`] knows about connections and files.

mod appearances;
mod gallery;
mod staff;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::build::{Options, Prepared, prepare};
use crate::diagnostic::Diagnostics;
use crate::messages::MessageLanguage;
use crate::model::value::{PlaceId, RecordId};
use crate::path::SourcePath;
use crate::plan::{PageKind, PagePlan, for_staff};
use crate::render::{Inputs, SiteViews, page};
use crate::source::SourceTree;

/// What the preview's own files and pages stand below. No page of a guide can.
pub const OWN: &str = "/__shirube/";

/// A guide as it is now.
#[derive(Debug)]
pub struct Preview {
    /// Another number after every change. Open pages that carry another one are reloaded.
    pub version: u64,
    /// What is wrong with the files as they are now.
    pub problems: Diagnostics,
    tree: Arc<SourceTree>,
    language: MessageLanguage,
    shown: Option<Arc<Shown>>,
    seen: Arc<Mutex<BTreeMap<String, String>>>,
    /// Where the site stood before `base_url` was changed: pages that are open lead on.
    former: Vec<String>,
}

/// A site that can be rendered, and the files that it is made from.
#[derive(Debug)]
struct Shown {
    prepared: Prepared,
    tree: Arc<SourceTree>,
    /// Where each page stands in the plan: its group, and its number there.
    addresses: BTreeMap<String, (usize, usize)>,
}

/// What is sent back.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    /// A page.
    Page {
        /// 200, 404, or 500 where there is nothing to show.
        status: u16,
        /// Its HTML.
        html: String,
    },
    /// A file of the theme.
    File {
        /// Its name.
        name: String,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// A file of the content as it is.
    Copy(SourcePath),
    /// A page as one file, into which its pictures are still to be put.
    OneFile(String),
    /// It stands at another address.
    At(String),
}

impl Preview {
    /// A guide's first preview, in the language of its staff.
    #[must_use]
    pub fn first(
        (tree, problems): (SourceTree, Diagnostics),
        options: &Options,
        language: MessageLanguage,
        version: u64,
    ) -> Self {
        let nothing = Self {
            version,
            problems: Diagnostics::default(),
            tree: Arc::default(),
            language,
            shown: None,
            seen: Arc::default(),
            former: Vec::new(),
        };
        nothing.next((tree, problems), options)
    }

    /// The preview after the files have changed. What cannot be built leaves what was there before.
    #[must_use]
    pub fn next(&self, (tree, problems): (SourceTree, Diagnostics), options: &Options) -> Self {
        let tree = Arc::new(tree);
        let (prepared, mut all) = prepare(&tree, options, &|_| {});
        all.extend(problems);
        let shown = prepared.filter(|_| !all.has_errors()).map(|prepared| Arc::new(Shown::new(prepared, tree.clone())));
        let mut next = Self {
            version: self.version + 1,
            problems: all,
            tree,
            language: self.language,
            shown: shown.or_else(|| self.shown.clone()),
            seen: self.seen.clone(),
            former: self.former.clone(),
        };
        let (old, new) = (self.base(), next.base());
        next.former.retain(|base| *base != new);
        if old != new && self.shown.is_some() && !next.former.contains(&old) {
            next.former.push(old);
        }
        next
    }

    /// The files that this was made from.
    #[must_use]
    pub fn tree(&self) -> &SourceTree {
        &self.tree
    }

    /// The path that the site will stand under, with a slash at both ends.
    #[must_use]
    pub fn base(&self) -> String {
        self.shown.as_ref().map_or_else(|| "/".to_owned(), |shown| shown.prepared.site.config.base_url.path())
    }

    /// What stands at a path.
    #[must_use]
    pub fn answer(&self, path: &str) -> Answer {
        let base = self.base();
        if path == format!("{OWN}problems") {
            return Answer::Page { status: 200, html: self.all_problems() };
        }
        let Some(shown) = &self.shown else {
            return Answer::Page { status: 500, html: self.nothing_to_show() };
        };
        if let Some(own) = path.strip_prefix(OWN) {
            return self.own(shown, own);
        }
        let Some(inner) = path.strip_prefix(&base) else {
            let of_former = self.former.iter().find_map(|former| path.strip_prefix(former.as_str()));
            return match (path == "/" || format!("{path}/") == base, of_former) {
                (true, _) => Answer::At(base),
                (false, Some(inner)) => Answer::At(format!("{base}{inner}")),
                (false, None) => self.not_found(shown),
            };
        };
        let address =
            if inner.is_empty() || inner.ends_with('/') { format!("{inner}index.html") } else { inner.into() };
        match shown.planned(&address) {
            Some((place, planned)) => self.planned(shown, place, planned, 200),
            None if shown.planned(&format!("{address}/index.html")).is_some() => Answer::At(format!("{path}/")),
            None => self.not_found(shown),
        }
    }

    /// What stands at an address of the preview's own.
    fn own(&self, shown: &Shown, path: &str) -> Answer {
        match path.split_once('/').unwrap_or((path, "")) {
            ("appearances", id) => Answer::Page { status: 200, html: self.appearances(shown, id) },
            ("leaflets", place) => self.gallery(shown, place.trim_end_matches('/')),
            ("sheets", side) => self.side(shown, side).unwrap_or_else(|| self.not_found(shown)),
            _ => self.not_found(shown),
        }
    }

    fn not_found(&self, shown: &Shown) -> Answer {
        match shown.planned("404.html") {
            Some((place, planned)) => self.planned(shown, place, planned, 404),
            None => Answer::Page { status: 404, html: self.nothing_to_show() },
        }
    }

    fn planned(&self, shown: &Shown, place: &PlaceId, planned: &PagePlan, status: u16) -> Answer {
        let address = planned.address.to_string();
        if let PageKind::Picture(file) = &planned.kind {
            return Answer::Copy(file.clone());
        }
        let views = SiteViews::new(shown.inputs());
        let (bytes, problems) = page(&views.group(place), planned);
        if let PageKind::OneFile(_) = planned.kind {
            return Answer::OneFile(String::from_utf8_lossy(&bytes).into_owned());
        }
        if !planned.kind.is_page() {
            return Answer::File { name: address, bytes: bytes.into_owned() };
        }
        match self.last_made(&address, &bytes) {
            Some(html) => Answer::Page { status, html: self.with_staff(shown, (place, planned), &html, &problems) },
            None => Answer::Page { status: 500, html: self.failed(&problems) },
        }
    }

    /// A page as it was made now, or, where its template fails, when it was last made.
    fn last_made(&self, address: &str, bytes: &[u8]) -> Option<String> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if !bytes.is_empty() {
            seen.insert(address.to_owned(), String::from_utf8_lossy(bytes).into_owned());
        }
        seen.get(address).cloned()
    }
}

impl Shown {
    fn new(mut prepared: Prepared, tree: Arc<SourceTree>) -> Self {
        prepared.plan.groups.extend(for_staff(&prepared.site));
        let mut addresses = BTreeMap::new();
        for (group, of_group) in prepared.plan.groups.iter().enumerate() {
            for (number, page) in of_group.pages.iter().enumerate() {
                addresses.insert(page.address.to_string(), (group, number));
            }
        }
        Self { prepared, tree, addresses }
    }

    fn inputs(&self) -> Inputs<'_> {
        let Prepared { site, theme, plan } = &self.prepared;
        Inputs { site, theme, plan }
    }

    fn planned(&self, address: &str) -> Option<(&PlaceId, &PagePlan)> {
        let (group, number) = self.addresses.get(address)?;
        let group = &self.prepared.plan.groups[*group];
        Some((&group.place, &group.pages[*number]))
    }

    /// The record that a link on a page leads to.
    fn linked(&self, from: &PagePlan, href: &str) -> Option<&RecordId> {
        let path = href.split(['#', '?']).next()?;
        let mut folder: Vec<&str> = from.address.as_str().split('/').collect();
        folder.pop();
        for step in path.split('/') {
            match step {
                "." | "" => {}
                ".." => drop(folder.pop()?),
                step => folder.push(step),
            }
        }
        match &self.planned(&folder.join("/"))?.1.kind {
            PageKind::Record(id) => Some(id),
            _ => None,
        }
    }
}
