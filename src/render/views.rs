//! What the pages of a site share, and the context of each page.
//!
//! A record becomes a value once and is shared by all pages of its ward; records of scopes by all wards.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use tera::{Context, Value};

use super::pieces::{area_name, page_links, time_view, ward_link};
use super::record::record_view;
use super::view::{LanguageView, LinkView, MovedView, PageView, Shared, SiteView};
use super::{Inputs, article, entrance, ward};
use crate::language::{Language, Phrase};
use crate::model::Record;
use crate::model::value::{Audience, Date, PlaceId, RecordId, Slug};
use crate::plan::{Address, PageKind, PagePlan};
use crate::source::SourcePath;

/// What every page of a site shares.
#[derive(Debug)]
pub struct SiteViews<'a> {
    inputs: Inputs<'a>,
    languages: BTreeMap<Language, (Value, Value)>,
    shared: Cache,
}

/// What the pages of a ward, a scope or the guide itself share.
#[derive(Debug)]
pub struct GroupViews<'a, 's> {
    site: &'s SiteViews<'a>,
    own: Cache,
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
        Self { inputs, languages: languages.collect(), shared: Cache::new(shared) }
    }

    /// Makes room for what the pages of a place share.
    #[must_use]
    pub fn group(&self, place: &PlaceId) -> GroupViews<'a, '_> {
        let own = match place {
            PlaceId::Ward(_) => Cache::new(self.inputs.site.records_of(place)),
            _ => Cache::default(),
        };
        GroupViews { site: self, own }
    }
}

impl<'a> GroupViews<'a, '_> {
    pub(super) fn inputs(&self) -> Inputs<'a> {
        self.site.inputs
    }

    /// A record's value, made once for the pages that share it.
    pub(super) fn record(&self, language: Language, id: &RecordId) -> Shared {
        let make = || Value::from_serializable(&record_view(self.inputs(), language, id));
        let kept = self.own.get(id, language, make).or_else(|| self.site.shared.get(id, language, make));
        Shared(kept.unwrap_or_else(make))
    }

    /// The template of a page, everything it sees, and the file to name where something is wrong with it.
    pub(super) fn context(&self, page: &PagePlan) -> (&'static str, Context, &'a SourcePath) {
        let Inputs { site, plan, .. } = self.inputs();
        let language = page.language;
        let config = site.config_path();
        let (template, name, value, head, source) = match &page.kind {
            PageKind::Home => {
                let view = entrance::home_view(self, language);
                let head = Head::new(Phrase::local(language, &site.config.title));
                ("home.html", "home", Value::from_serializable(&view), head, config)
            }
            PageKind::Area(number) => {
                let view = entrance::area_view(self, language, &plan.areas[*number]);
                let head = Head::new(view.name.clone());
                ("area.html", "area", Value::from_serializable(&view), head, config)
            }
            PageKind::Ward(id) => {
                let view = ward::ward_view(self, language, id);
                let head = Head { crumbs: self.area_crumb(language, id), ..Head::new(view.name.clone()) };
                ("ward.html", "ward", Value::from_serializable(&view), head, &site.ward(id).path)
            }
            PageKind::Record(id) => {
                let record = site.record(&id.without_desk()).expect("the plan names records that are there");
                let title = record.name(language, id.desk.as_ref());
                let head = Head { crumbs: self.record_crumbs(language, id), ..Head::new(title) };
                ("record.html", "record", self.record(language, id).0, head, record.path)
            }
            PageKind::Page(id) => {
                let entry = &site.pages[id];
                let view = article::article_view(self.inputs(), language, entry);
                let crumbs = match &id.place {
                    PlaceId::Ward(ward) => vec![ward_link(self.inputs(), language, ward)],
                    _ => Vec::new(),
                };
                let head = Head { crumbs, ..Head::new(view.title.clone()) };
                ("page.html", "article", Value::from_serializable(&view), head, &entry.path)
            }
            PageKind::Moved(to) => {
                let view = MovedView { href: to.to_string() };
                let head = Head::hidden(Phrase::own(self.word(language, "moved_title")));
                ("moved.html", "moved", Value::from_serializable(&view), head, config)
            }
            PageKind::NotFound => {
                let head = Head::hidden(Phrase::own(self.word(language, "not_found_title")));
                ("404.html", "not_found", Value::none(), head, config)
            }
            PageKind::Asset(_) => unreachable!("files of the theme are not rendered"),
        };
        let (site_value, words) = &self.site.languages[&language];
        let mut context = Context::new();
        context.insert_value("site", site_value.clone());
        context.insert_value("words", words.clone());
        context.insert_value("page", Value::from_serializable(&self.page(page, head)));
        context.insert_value(name, value);
        (template, context, source)
    }

    fn word(&self, language: Language, key: &str) -> String {
        self.inputs().theme.words(language).get(key).cloned().unwrap_or_default()
    }

    fn page(&self, page: &PagePlan, head: Head) -> PageView {
        let config = &self.inputs().site.config;
        let base = config.base_url.as_str().trim_end_matches('/');
        // A server shows 404.html at any address, so only there does the way to the root begin at the top.
        let (root, languages) = match page.kind {
            PageKind::NotFound => (config.base_url.path(), [].as_slice()),
            _ => (page.address.root(), self.inputs().site.languages()),
        };
        let own_path = page.address.within(page.language);
        let in_language = |language: &Language| LanguageView {
            language: language.word(),
            lang: language.tag(),
            href: Address::new(*language, own_path).to_string(),
            is_current: *language == page.language,
        };
        let home = (page.kind != PageKind::Home).then(|| LinkView {
            href: Address::home(page.language).to_string(),
            name: Phrase::own(self.word(page.language, "home")),
            description: None,
        });
        PageView {
            title: head.title,
            root,
            href: page.address.to_string(),
            url: format!("{base}/{}", page.address),
            language: page.language.word(),
            lang: page.language.tag(),
            languages: languages.iter().map(in_language).collect(),
            crumbs: home.into_iter().chain(head.crumbs).collect(),
            is_hidden: head.is_hidden || config.sample,
        }
    }

    fn area_crumb(&self, language: Language, ward: &Slug) -> Vec<LinkView> {
        let Inputs { site, plan, .. } = self.inputs();
        let name = site.ward(ward).data.prefecture.as_str();
        let area = plan.areas.iter().find(|area| area.name == name);
        let link = area.map(|area| LinkView {
            href: Address::area(language, &area.id).to_string(),
            name: area_name(language, area),
            description: None,
        });
        link.into_iter().collect()
    }

    fn record_crumbs(&self, language: Language, id: &RecordId) -> Vec<LinkView> {
        let site = self.inputs().site;
        let mut crumbs = match &id.place {
            PlaceId::Ward(ward) if site.wards.contains_key(ward) => vec![ward_link(self.inputs(), language, ward)],
            _ => Vec::new(),
        };
        if id.desk.is_some() {
            let window = id.without_desk();
            let record = site.record(&window).expect("a desk has a window");
            crumbs.push(LinkView {
                href: Address::record(language, &window).to_string(),
                name: record.name(language, None),
                description: None,
            });
        }
        crumbs
    }
}

/// What a page says of itself.
struct Head {
    title: Phrase,
    crumbs: Vec<LinkView>,
    is_hidden: bool,
}

impl Head {
    fn new(title: Phrase) -> Self {
        Self { title, crumbs: Vec::new(), is_hidden: false }
    }

    fn hidden(title: Phrase) -> Self {
        Self { is_hidden: true, ..Self::new(title) }
    }
}

fn site_view(inputs: Inputs<'_>, language: Language) -> SiteView<'_> {
    let config = &inputs.site.config;
    let publisher = inputs.site.publisher_id().and_then(|id| inputs.site.organisations.get(&id));
    let publisher = publisher.filter(|organisation| organisation.data.audience == Audience::Public);
    SiteView {
        title: Phrase::local(language, &config.title),
        href: Address::home(language).to_string(),
        base_url: config.base_url.to_string(),
        is_sample: config.sample,
        publisher: publisher.map(|organisation| Phrase::local(language, &organisation.data.name)),
        day: time_view(language, Date::Day(inputs.site.day)),
        guides: page_links(inputs, language, &PlaceId::Guide),
        assets: inputs.theme.asset_addresses(),
    }
}
