//! The model of a support guide: sources in, [`Site`] and problems out.
//!
//! A bad file yields a problem and its id stays known, so that nothing that names it is reported as well. The text of
//! the sources is not kept. Knows nothing about addresses on the web, themes or templates.

mod edition;
mod family_group;
mod files;
mod flow;
mod form;
mod leaflet;
mod lists;
mod organisation;
mod page;
pub mod part;
mod phone_line;
mod place;
mod prefecture;
mod programme;
mod read;
mod readings;
mod record;
mod scope;
mod service;
mod unreadable;
pub mod value;
mod ward;
mod window;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::civil;

pub use edition::{Edition, Outdated};
pub use family_group::FamilyGroup;
pub(crate) use files::{RESERVED, editions_path, is_reserved, path_of, record_at, ward_at};
pub use flow::{Actor, Exception, Flow, Lead, Step, Variant};
pub use form::{Form, form_at, forms, shape_at};
pub use leaflet::{Entries, Leaflet};
pub use lists::{
    Concern, Document, Field, HasId, List, ListId, Listed, Message, PlaceLists, Stage, Street, Voice, Word,
};
pub use organisation::Organisation;
pub use page::{Page, PageText};
pub use phone_line::PhoneLine;
pub use place::Place;
pub use prefecture::{Prefecture, prefecture, prefectures};
pub use programme::{Count, Programme, Share};
pub use read::model;
pub use record::{AnyService, Record};
pub use scope::{AppliesTo, Everywhere, Part, Scope};
pub use service::{Own, Service};
pub use unreadable::{Items, Unreadable};
pub use ward::{SharedRecord, Ward, WardText};
pub use window::{Desk, Window};

use crate::config::Config;
use crate::markdown::Markdown;
use crate::path::SourcePath;
use part::ServiceText;
use value::{Kind, Language, PlaceId, RecordId, Slug};

/// Everything that a guide says, as far as it could be read.
#[derive(Clone, Debug)]
pub struct Site {
    /// The settings.
    pub config: Config,
    /// The one "today" of the build.
    pub day: civil::Date,
    /// Worries, in the order of their file.
    pub concerns: List<Concern>,
    /// Fields of help, in the order of their file.
    pub fields: List<Field>,
    /// Words that not everybody knows.
    pub glossary: List<Word>,
    /// Documents that facts come from.
    pub documents: List<Document>,
    /// Who runs things.
    pub organisations: BTreeMap<RecordId, Listed<Organisation>>,
    /// Shared scopes.
    pub scopes: BTreeMap<Slug, (SourcePath, Scope)>,
    /// Wards.
    pub wards: BTreeMap<Slug, Entry<Ward, WardText>>,
    /// The services of all kinds, place after place.
    pub services: BTreeMap<RecordId, Entry<AnyService, ServiceText>>,
    /// What happens after somebody has asked.
    pub flows: BTreeMap<RecordId, (SourcePath, Flow)>,
    /// Printed matter.
    pub leaflets: BTreeMap<RecordId, (SourcePath, Leaflet)>,
    /// The lists of each place that has some.
    pub lists: BTreeMap<PlaceId, PlaceLists>,
    /// Pictures, and the size of each in pixels.
    pub pictures: BTreeMap<SourcePath, (u32, u32)>,
    /// Pages that are no records.
    pub pages: BTreeMap<RecordId, Entry<Page, PageText>>,
    /// What is there but could not be read.
    pub unreadable: Unreadable,
}

/// A file of its own: its data, its prose, and both in other languages.
#[derive(Clone, Debug)]
pub struct Entry<T, X> {
    /// The file.
    pub path: SourcePath,
    /// The front matter.
    pub data: T,
    /// The prose.
    pub body: Markdown,
    /// The overlays.
    pub translations: BTreeMap<Language, Translation<X>>,
}

/// An overlay: what an entry says in another language.
#[derive(Clone, Debug)]
pub struct Translation<X> {
    /// The file.
    pub path: SourcePath,
    /// The front matter.
    pub data: X,
    /// The prose; empty where the entry's own is to be shown.
    pub body: Markdown,
}

impl Site {
    /// A record, if it could be read.
    #[must_use]
    pub fn record(&self, id: &RecordId) -> Option<Record<'_>> {
        self.services.get_key_value(id).map(Record::new)
    }

    /// A record by the id that it has or had.
    #[must_use]
    pub fn record_now(&self, id: &RecordId) -> Option<Record<'_>> {
        let has_moved =
            |record: &Record<'_>| record.id.kind == id.kind && record.service.names.formerly_ids.contains(&id.name);
        self.record(id).or_else(|| self.records_of(&id.place).find(has_moved))
    }

    /// Every record of the guide, place after place.
    pub fn records(&self) -> impl Iterator<Item = Record<'_>> {
        self.services.iter().map(Record::new)
    }

    /// Every record of a ward or scope, kind after kind.
    pub fn records_of(&self, place: &PlaceId) -> impl Iterator<Item = Record<'_>> + use<'_> {
        of_place(&self.services, place).map(Record::new)
    }

    /// The flows of a place.
    pub fn flows_of(&self, place: &PlaceId) -> impl Iterator<Item = (&RecordId, &Flow)> + use<'_> {
        of_place(&self.flows, place).map(|(id, (_, flow))| (id, flow))
    }

    /// The leaflets of a place that residents get.
    pub fn leaflets_of(&self, place: &PlaceId) -> impl Iterator<Item = (&RecordId, &Leaflet)> + use<'_> {
        self.leaflets_in_hands_of(place).filter(|(_, leaflet)| leaflet.is_public())
    }

    /// The leaflets of a place that residents get or may still have.
    pub fn leaflets_in_hands_of(&self, place: &PlaceId) -> impl Iterator<Item = (&RecordId, &Leaflet)> + use<'_> {
        let leaflets = of_place(&self.leaflets, place).map(|(id, (_, leaflet))| (id, leaflet));
        leaflets.filter(|(_, leaflet)| leaflet.has_landing())
    }

    /// The lists of a place.
    #[must_use]
    pub fn lists_of(&self, place: &PlaceId) -> &PlaceLists {
        static NONE: LazyLock<PlaceLists> = LazyLock::new(PlaceLists::default);
        self.lists.get(place).unwrap_or_else(|| &NONE)
    }

    /// The pages of a place.
    pub fn pages_of(&self, place: &PlaceId) -> impl Iterator<Item = (&RecordId, &Entry<Page, PageText>)> + use<'_> {
        of_place(&self.pages, place)
    }

    /// Whether something is there, even if it could not be read.
    #[must_use]
    pub fn knows(&self, id: &RecordId) -> bool {
        match id.kind {
            Kind::Organisation => {
                let list = ListId::Organisations(id.place.clone());
                self.organisations.contains_key(id) || self.unreadable.may_hold(&list, id.name.as_str())
            }
            _ if self.unreadable.records.contains(id) => true,
            Kind::Page => self.pages.contains_key(id),
            Kind::Flow => self.flows.contains_key(id),
            Kind::Leaflet => self.leaflets.contains_key(id),
            _ => self.services.contains_key(id),
        }
    }

    /// Whether a ward is there, even if it could not be read.
    #[must_use]
    pub fn knows_ward(&self, id: &Slug) -> bool {
        self.wards.contains_key(id) || self.unreadable.has_ward(id)
    }

    /// Who publishes the guide: an organisation that is named in full, or of a scope, or of the only ward.
    #[must_use]
    pub fn publisher_id(&self) -> Option<RecordId> {
        if !self.config.publisher.is_bare() {
            let id = self.config.publisher.resolve(&PlaceId::Guide, Kind::Organisation);
            return (id.kind == Kind::Organisation && self.knows(&id)).then_some(id);
        }
        let read = self.scopes.keys().cloned().map(PlaceId::Scope).chain(self.wards.keys().cloned().map(PlaceId::Ward));
        let places: BTreeSet<PlaceId> = read.chain(self.unreadable.places.iter().cloned()).collect();
        let (scopes, wards): (Vec<_>, Vec<_>) =
            places.into_iter().partition(|place| matches!(place, PlaceId::Scope(_)));
        let only_ward = if wards.len() == 1 { wards } else { Vec::new() };
        let ids = scopes.iter().chain(&only_ward).map(|place| self.config.publisher.resolve(place, Kind::Organisation));
        ids.into_iter().find(|id| id.kind == Kind::Organisation && self.knows(id))
    }

    /// The scope that is for a prefecture.
    #[must_use]
    pub fn scope_of_prefecture(&self, name: &str) -> Option<&Slug> {
        let is_for = |scope: &Scope| scope.prefecture().is_some_and(|of| of.as_str() == name);
        self.scopes.iter().find(|(_, (_, scope))| is_for(scope)).map(|(id, _)| id)
    }
}

/// The part of a collection that belongs to a place. Ids are sorted by place first, so it is one range.
fn of_place<'a, E>(
    all: &'a BTreeMap<RecordId, E>,
    place: &PlaceId,
) -> impl Iterator<Item = (&'a RecordId, &'a E)> + use<'a, E> {
    let first = RecordId::new(place.clone(), Kind::ALL[0], "0".parse().expect("a right id"));
    let place = place.clone();
    all.range(first..).take_while(move |(id, _)| id.place == place)
}
