//! What is there but could not be read. Whatever names it is not reported as well: it follows from the one fault.

use std::collections::{BTreeMap, BTreeSet};

use super::ListId;
use super::value::{PlaceId, RecordId, Slug};
use crate::path::SourcePath;

/// What is there but could not be read.
#[derive(Clone, Debug, Default)]
pub struct Unreadable {
    /// Whether `site.yaml` is among it.
    pub config: bool,
    /// Wards and scopes whose own file is missing or broken.
    pub places: BTreeSet<PlaceId>,
    /// Records and pages.
    pub records: BTreeSet<RecordId>,
    /// Pictures.
    pub pictures: BTreeSet<SourcePath>,
    /// Lines of lists.
    pub lists: BTreeMap<ListId, Items>,
}

/// Lines of a list that could not be read.
#[derive(Clone, Debug, Default)]
pub struct Items {
    ids: BTreeSet<String>,
    has_others: bool,
}

/// The ids of lines that could not be read; `None` where not even the id is known.
pub(super) type Broken = Vec<Option<String>>;

impl Items {
    pub(super) fn extend(&mut self, broken: Broken) {
        for id in broken {
            match id.filter(|id| id.parse::<Slug>().is_ok()) {
                Some(id) => drop(self.ids.insert(id)),
                None => self.has_others = true,
            }
        }
    }

    /// Whether something of this id may be among them.
    fn may_hold(&self, id: &str) -> bool {
        self.has_others || self.ids.contains(id)
    }
}

impl Unreadable {
    /// Whether a ward is among it.
    #[must_use]
    pub fn has_ward(&self, id: &Slug) -> bool {
        self.places.contains(&PlaceId::Ward(id.clone()))
    }

    /// Whether some ward is among it, so that nobody knows where it lies.
    #[must_use]
    pub fn has_some_ward(&self) -> bool {
        self.places.iter().any(|place| matches!(place, PlaceId::Ward(_)))
    }

    /// Whether some scope is among it, so that nobody knows for whom it is.
    #[must_use]
    pub fn has_some_scope(&self) -> bool {
        self.places.iter().any(|place| matches!(place, PlaceId::Scope(_)))
    }

    /// Whether a line of a list may be among it.
    #[must_use]
    pub fn may_hold(&self, list: &ListId, id: &str) -> bool {
        self.lists.get(list).is_some_and(|items| items.may_hold(id))
    }
}
