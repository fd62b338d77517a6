//! What the pages of a site share.
//!
//! A record becomes a value once and is shared by all pages of its ward; records of scopes by all wards.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use tera::Value;

use super::Inputs;
use super::pieces::{page_links, time_view};
use super::record::record_view;
use super::view::{FooterView, IconView, Shared, SiteView};
use crate::data::search::{self, Index};
use crate::diagnostic::Diagnostics;
use crate::language::{Language, Phrase};
use crate::model::Record;
use crate::model::value::{Audience, Date, PlaceId, RecordId};
use crate::plan::{Address, SearchFile};
use crate::theme::FooterLine;

/// What every page of a site shares.
#[derive(Debug)]
pub struct SiteViews<'a> {
    inputs: Inputs<'a>,
    languages: BTreeMap<Language, (Value, Value)>,
    shared: Cache,
    search: [OnceLock<Index>; Language::ALL.len()],
}

/// What the pages of a ward, a scope or the guide itself share.
#[derive(Debug)]
pub struct GroupViews<'a, 's> {
    site: &'s SiteViews<'a>,
    place: &'s PlaceId,
    own: Cache,
    everything: [OnceLock<(String, Diagnostics)>; Language::ALL.len()],
}

/// Record values, each made when it is first asked for.
#[derive(Debug, Default)]
struct Cache(BTreeMap<RecordId, [OnceLock<Value>; Language::ALL.len()]>);

impl Cache {
    fn new<'r>(records: impl Iterator<Item = Record<'r>>) -> Self {
        Self(records.map(|record| (record.id.clone(), Default::default())).collect())
    }

    fn get(&self, id: &RecordId, language: Language, make: impl FnOnce() -> Value) -> Option<Value> {
        Some(self.0.get(id)?[language as usize].get_or_init(make).clone())
    }
}

impl<'a> SiteViews<'a> {
    /// Makes what all pages share.
    #[must_use]
    pub fn new(inputs: Inputs<'a>) -> Self {
        let scopes = inputs.site.scopes.keys().map(|scope| PlaceId::Scope(scope.clone()));
        let shared = scopes.flat_map(|scope| inputs.site.records_of(&scope));
        let languages = inputs.site.languages().iter().map(|language| {
            let site = Value::from_serializable(&site_view(inputs, *language));
            (*language, (site, Value::from_serializable(inputs.theme.words(*language))))
        });
        Self { inputs, languages: languages.collect(), shared: Cache::new(shared), search: Default::default() }
    }

    /// Makes room for what the pages of a place share.
    #[must_use]
    pub fn group<'s>(&'s self, place: &'s PlaceId) -> GroupViews<'a, 's> {
        let own = match place {
            PlaceId::Ward(_) => Cache::new(self.inputs.site.records_of(place)),
            _ => Cache::default(),
        };
        GroupViews { site: self, place, own, everything: Default::default() }
    }
}

impl<'a> GroupViews<'a, '_> {
    pub(super) fn inputs(&self) -> Inputs<'a> {
        self.site.inputs
    }

    /// Whose pages they are.
    pub(super) fn place(&self) -> &PlaceId {
        self.place
    }

    /// The finished page of everything, which is a page and one file.
    pub(super) fn everything(
        &self,
        language: Language,
        make: impl FnOnce() -> (String, Diagnostics),
    ) -> &(String, Diagnostics) {
        self.everything[language as usize].get_or_init(make)
    }

    /// A record's value, made once for the pages that share it.
    pub(super) fn record(&self, language: Language, id: &RecordId) -> Shared {
        let make = || Value::from_serializable(&record_view(self.inputs(), language, id));
        let kept = self.own.get(id, language, make).or_else(|| self.site.shared.get(id, language, make));
        Shared(kept.unwrap_or_else(make))
    }

    /// A file of the search.
    pub(super) fn search(&self, language: Language, file: &SearchFile) -> String {
        let inputs @ Inputs { site, plan, .. } = self.inputs();
        let index = || self.site.search[language as usize].get_or_init(|| Index::new(site, language, plan.ranges));
        match file {
            SearchFile::Core => search::core(inputs, language, index()),
            SearchFile::Range(number) => index().range(*number),
            SearchFile::Ward(ward) => search::ward(inputs, language, ward),
        }
    }

    /// The site and the words of a language, as values.
    pub(super) fn of_language(&self, language: Language) -> (Value, Value) {
        self.site.languages[&language].clone()
    }
}

/// The icon of a guide that keeps quiet: a sheet of paper.
const PLAIN_ICON: &str = "plain.svg";

fn site_view(inputs: Inputs<'_>, language: Language) -> SiteView<'_> {
    let config = &inputs.site.config;
    let publisher = inputs.site.publisher_id().and_then(|id| inputs.site.organisations.get(&id));
    let publisher = publisher.filter(|organisation| organisation.data.audience == Audience::Public);
    let frame = &inputs.theme.frame;
    let assets = inputs.theme.asset_addresses();
    let quiet = config.quiet.as_ref();
    let icon = if quiet.is_some_and(|quiet| quiet.icon) { PLAIN_ICON } else { &frame.icon };
    SiteView {
        title: Phrase::local(language, &config.title),
        quiet_title: quiet.and_then(|quiet| quiet.title.as_ref()).map(|title| Phrase::local(language, title)),
        href: Address::home(language).to_string(),
        base_url: config.base_url.to_string(),
        is_sample: config.sample,
        is_offline: config.offline,
        publisher: publisher.map(|organisation| Phrase::local(language, &organisation.data.name)),
        day: time_view(language, Date::Day(inputs.site.day)),
        about: Address::about(language).to_string(),
        search: Address::search(language).to_string(),
        correction: Address::correction(language).to_string(),
        guides: page_links(inputs, language, &PlaceId::Guide),
        glossary: (!inputs.site.glossary.items.is_empty()).then(|| Address::glossary(language).to_string()),
        icon: icon_view(icon, &assets),
        logo: frame.logo.as_ref().map(|alt| Phrase::local(language, alt)),
        header: frame.header.as_ref().map(|line| Phrase::local(language, line)),
        footer: frame.footer.iter().map(|line| footer_view(language, line)).collect(),
        assets,
    }
}

fn icon_view<'a>(name: &str, assets: &BTreeMap<&'a str, &'a str>) -> IconView<'a> {
    let media = if name.ends_with(".png") { "image/png" } else { "image/svg+xml" };
    IconView { href: assets.get(name).copied().unwrap_or_default(), media }
}

fn footer_view(language: Language, line: &FooterLine) -> FooterView {
    FooterView { text: Phrase::local(language, &line.text), href: line.href.as_ref().map(ToString::to_string) }
}
