//! Which records stand on a leaflet, the most needed first.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::Draft;
use crate::language::{Phrase, fill};
use crate::model::value::{Grouping, Kind, LeafletKind, PlaceId, RecordId};
use crate::model::{Entries, Record};
use crate::plan::Topic;
use crate::render::names::topic_name;
use crate::render::pieces::ward_link;

/// A record that a leaflet names, or that its entries take up.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) id: RecordId,
    pub(super) label: Option<Phrase>,
    /// Whether it may not be left out.
    pub(super) must: bool,
}

impl<'a> Draft<'_, 'a, '_> {
    /// The record that it is about: the one that it names, else what answers first at its place.
    pub(super) fn main(&self) -> Option<RecordId> {
        let named = self.leaflet.main.as_ref().map(|main| main.resolve(&self.id.place, Kind::Window));
        named.or_else(|| self.main_of_place())
    }

    /// What answers first at its place.
    pub(super) fn main_of_place(&self) -> Option<RecordId> {
        let of_ward = || match &self.id.place {
            PlaceId::Ward(ward) => {
                self.site().ward(ward).data.main.as_ref().map(|main| main.resolve(&self.id.place, Kind::Window))
            }
            _ => None,
        };
        let of_scopes = || Some(self.site().fallbacks_for(&self.id.place).next()?.id.clone());
        of_ward().or_else(of_scopes)
    }

    /// The records besides the main one, the most needed first: those that must stand there, then one for each worry or
    /// field, then the others; at last those of other places.
    pub(super) fn entries(&self) -> Vec<Entry> {
        let (site, place) = (self.site(), &self.id.place);
        let main = self.main();
        let also = self.leaflet.also.iter().map(|also| also.resolve(place, Kind::PhoneLine));
        let also = also.filter_map(|id| Some((site.record(&id.without_desk())?, id)));
        let also: Vec<_> = also.map(|(_, id)| Entry { label: self.elsewhere(&id.place), id, must: true }).collect();
        let Some(wanted) = self.wanted() else { return also };
        let must: Vec<RecordId> = wanted.must.iter().map(|must| must.resolve(place, Kind::Window)).collect();
        let named = must.iter().filter_map(|id| Some((site.record(&id.without_desk())?, id.clone())));
        let is_named = |record: &Record<'_>| must.iter().any(|id| id.without_desk() == *record.id);
        let is_wanted = |record: &Record<'_>| {
            wanted.from.contains(&record.id.kind)
                && record.service.is_public()
                && record.service.is_listed()
                && record.service.is_open()
                && !record.service.is_emergency()
                && Some(record.id) != main.as_ref().map(RecordId::without_desk).as_ref()
                && !is_named(record)
        };
        let others = site.records_of(place).filter(is_wanted).map(|record| (record, record.id.clone()));
        let named: Vec<_> = named.map(|(record, id)| self.entry(record, id, wanted.group, true)).collect();
        let others: Vec<_> = others.map(|(record, id)| self.entry(record, id, wanted.group, false)).collect();
        let mut labels: BTreeSet<Option<String>> = named.iter().map(label_of).collect();
        let (firsts, rest): (Vec<_>, Vec<_>) = others.into_iter().partition(|entry| labels.insert(label_of(entry)));
        let room = wanted.max.map_or(usize::MAX, usize::from);
        let chosen = named.into_iter().chain(firsts).chain(rest).enumerate();
        let chosen = chosen.filter(|(number, entry)| *number < room || entry.must).map(|(_, entry)| entry);
        // What must stand there goes first, since the others go from the last on.
        let (must, may): (Vec<_>, Vec<_>) = chosen.chain(also).partition(|entry| entry.must);
        must.into_iter().chain(may).collect()
    }

    /// Which records of the place stand on it: those that it asks for; in large print, else, all that one can turn to.
    pub(super) fn wanted(&self) -> Option<&'a Entries> {
        static ALL: LazyLock<Entries> = LazyLock::new(|| Entries {
            from: vec![Kind::Window, Kind::PhoneLine],
            group: Some(Grouping::Concerns),
            must: Vec::new(),
            max: None,
        });
        let all = || (self.leaflet.kind == LeafletKind::Large).then(|| &*ALL);
        self.leaflet.entries.as_ref().or_else(all)
    }

    pub(super) fn entry(&self, record: Record<'a>, id: RecordId, group: Option<Grouping>, must: bool) -> Entry {
        let inputs = self.views.inputs();
        let label = match group {
            Some(Grouping::Concerns) => record
                .service
                .concerns
                .first()
                .map(|concern| topic_name(inputs, self.language, &Topic::Concern(concern.clone()))),
            Some(Grouping::Fields) => {
                let field = record.service.fields.first().and_then(|id| inputs.site.fields.get(id));
                field.map(|field| Phrase::local(self.language, &field.name))
            }
            None => None,
        };
        Entry { id, label, must }
    }

    /// By what a record of another place stands here.
    pub(super) fn elsewhere(&self, place: &PlaceId) -> Option<Phrase> {
        let name = match place {
            PlaceId::Scope(scope) => Phrase::local(self.language, &self.site().scopes[scope].1.name),
            PlaceId::Ward(ward) if *place != self.id.place => ward_link(self.views.inputs(), self.language, ward).name,
            _ => return None,
        };
        Some(Phrase::own(fill(&self.word("leaflet_of_place"), &[("place", &name.text)])))
    }
}

fn label_of(entry: &Entry) -> Option<String> {
    entry.label.as_ref().map(|label| label.text.clone())
}
