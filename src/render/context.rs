//! The context of each page: its template, and everything that the template sees.

use serde::Serialize;
use tera::{Context, Value};

use super::Inputs;
use super::article::article_view;
use super::calendar::calendar_view;
use super::call::call_view;
use super::checked::{about_view, checked_view};
use super::entrance::{area_view, home_view};
use super::everything::everything_view;
use super::flow::flow_view;
use super::glossary::glossary_view;
use super::index::{names_view, search_view};
use super::leaflet;
use super::list::list_view;
use super::names::area_name;
use super::pieces::ward_link;
use super::printed;
use super::streets::streets_view;
use super::translated::is_translated;
use super::view::{LanguageView, LinkView, MovedView, PageView};
use super::views::GroupViews;
use super::ward::ward_view;
use crate::diagnostic::Diagnostics;
use crate::language::{Language, Phrase, fill};
use crate::model::value::{PlaceId, RecordId, Slug};
use crate::path::SourcePath;
use crate::plan::{Address, PageKind, PagePlan, Topic};

impl<'a> GroupViews<'a, '_> {
    /// The template of a page and everything it sees.
    pub(super) fn context(&self, page: &PagePlan) -> Made<'a> {
        let Inputs { site, plan, .. } = self.inputs();
        let language = page.language;
        let config = site.config_path();
        let mut problems = Diagnostics::default();
        let (template, name, value, head, source): Parts<'a> = match &page.kind {
            PageKind::Home => {
                let view = home_view(self, language);
                let head = Head::new(Phrase::local(language, &site.config.title));
                ("home.html", "home", Value::from_serializable(&view), head, config)
            }
            PageKind::Area(number) => {
                let view = area_view(self, language, &plan.areas[*number]);
                let head = Head::new(view.name.clone());
                ("area.html", "area", Value::from_serializable(&view), head, config)
            }
            PageKind::Ward(id) => {
                let view = ward_view(self, language, id);
                let city = view.city.clone();
                let crumbs = self.area_crumb(language, id).into_iter().chain(city).collect();
                let head = Head { crumbs, ..Head::new(view.name.clone()) };
                ("ward.html", "ward", Value::from_serializable(&view), head, &site.ward(id).path)
            }
            PageKind::Record(id) => {
                let record = site.record(&id.without_desk()).expect("the plan names records that are there");
                let title = record.name(language, record.desk(id));
                let head = Head { crumbs: self.record_crumbs(language, id), ..Head::new(title) };
                ("record.html", "record", self.record(language, id).0, head, record.path)
            }
            PageKind::CallCard(id) => {
                let view = call_view(self, language, id);
                let record = site.record(id).expect("the plan names records that are there");
                let crumbs = self.record_crumbs(language, id).into_iter().chain([record.link(language, id)]).collect();
                let head = Head { crumbs, ..Head::new(Phrase::own(self.word(language, "call_heading"))) };
                ("call.html", "call", Value::from_serializable(&view), head, record.path)
            }
            PageKind::Page(id) => {
                let entry = &site.pages[id];
                let view = article_view(self.inputs(), language, entry);
                let crumbs = match &id.place {
                    PlaceId::Ward(ward) => vec![ward_link(self.inputs(), language, ward)],
                    _ => Vec::new(),
                };
                let head = Head { crumbs, ..Head::new(view.title.clone()) };
                ("page.html", "article", Value::from_serializable(&view), head, &entry.path)
            }
            PageKind::List(place, topic) => {
                let view = list_view(self, language, place, topic);
                let (crumbs, source) = match place {
                    PlaceId::Ward(ward) => (self.ward_crumbs(language, ward), &site.ward(ward).path),
                    _ => (Vec::new(), config),
                };
                let heading = match topic {
                    Topic::Who(_) => fill(&self.word(language, "for_heading"), &[("name", &view.name.text)]),
                    _ => view.name.text.clone(),
                };
                let head = Head { crumbs, ..Head::new(Phrase { text: heading, ruby: None, ..view.name.clone() }) };
                ("list.html", "list", Value::from_serializable(&view), head, source)
            }
            PageKind::Names(ward) => {
                let view = names_view(self.inputs(), language, ward);
                self.below(language, ward, ("names.html", "names", "index"), &view)
            }
            PageKind::Streets(ward) => {
                let view = streets_view(self.inputs(), language, ward);
                self.below(language, ward, ("streets.html", "streets", "streets"), &view)
            }
            PageKind::Calendar(ward) => {
                let view = calendar_view(self, language, ward);
                self.below(language, ward, ("calendar.html", "calendar", "calendar"), &view)
            }
            PageKind::Checked(ward) => {
                let view = checked_view(self.inputs(), language, ward);
                self.below(language, ward, ("checked.html", "checked", "when_checked"), &view)
            }
            PageKind::Everything(ward) => {
                let view = everything_view(self, language, ward);
                let heading = fill(&self.word(language, "all_heading"), &[("ward", &view.ward.name.text)]);
                let crumbs = self.ward_crumbs(language, ward);
                let head = Head { crumbs, ..Head::new(Phrase::own(heading)) };
                ("all.html", "everything", Value::from_serializable(&view), head, &site.ward(ward).path)
            }
            PageKind::Flow(id) => {
                let (path, flow) = &site.flows[id];
                let view = flow_view(self.inputs(), language, &id.place, flow);
                let head = Head { crumbs: self.record_crumbs(language, id), ..Head::new(view.name.clone()) };
                ("flow.html", "flow", Value::from_serializable(&view), head, path)
            }
            PageKind::Leaflet(id) => {
                let sheet = leaflet::sheet(self, id);
                problems.extend(sheet.problems);
                (sheet.template, "leaflet", sheet.view, Head::new(sheet.title), sheet.path)
            }
            PageKind::Landing(id) => {
                let view = leaflet::landing_view(self, id);
                let head = Head { crumbs: self.record_crumbs(language, id), ..Head::hidden(view.title.clone()) };
                ("landing.html", "landing", Value::from_serializable(&view), head, &site.leaflets[id].0)
            }
            PageKind::Leaflets(ward) => {
                let view = leaflet::leaflets_view(self.inputs(), language, ward);
                self.below(language, ward, ("leaflets.html", "leaflets", "leaflets"), &view)
            }
            PageKind::SearchPage => {
                let view = search_view(self, language);
                self.of_guide(language, ("search.html", "search", "search"), &view)
            }
            PageKind::Glossary => {
                let view = glossary_view(self.inputs(), language);
                self.of_guide(language, ("glossary.html", "glossary", "glossary"), &view)
            }
            PageKind::About => {
                let view = about_view(self.inputs(), language);
                self.of_guide(language, ("about.html", "about", "about"), &view)
            }
            PageKind::Correction => self.of_guide(language, ("correction.html", "correction", "correction"), &()),
            PageKind::Moved(to) => {
                let view = MovedView { href: to.to_string() };
                let head = Head::hidden(Phrase::own(self.word(language, "moved_title")));
                ("moved.html", "moved", Value::from_serializable(&view), head, config)
            }
            PageKind::NotFound => {
                let head = Head::hidden(Phrase::own(self.word(language, "not_found_title")));
                ("404.html", "not_found", Value::none(), head, config)
            }
            PageKind::OneFile(_)
            | PageKind::Asset(_)
            | PageKind::Picture(_)
            | PageKind::Search(_)
            | PageKind::Code(_)
            | PageKind::VCard(_)
            | PageKind::Worker
            | PageKind::Offline(_) => {
                unreachable!("no template makes this")
            }
        };
        let (site_value, words) = self.of_language(language);
        let mut context = Context::new();
        context.insert_value("site", site_value);
        context.insert_value("words", words);
        context.insert_value("page", Value::from_serializable(&self.page(page, head)));
        context.insert_value(name, value);
        Made { template, context, source, problems }
    }

    pub(super) fn word(&self, language: Language, key: &str) -> String {
        self.inputs().theme.words(language).get(key).cloned().unwrap_or_default()
    }

    fn page(&self, page: &PagePlan, head: Head) -> PageView {
        let config = &self.inputs().site.config;
        // A server shows 404.html at any address, so only there does the way to the root begin at the top.
        let (root, languages) = match page.kind {
            PageKind::NotFound => (config.base_url.path(), [].as_slice()),
            // Paper speaks one language; what has moved leads on in its own.
            PageKind::Leaflet(_) | PageKind::Landing(_) | PageKind::Moved(_) => (page.address.root(), [].as_slice()),
            _ => (page.address.root(), self.inputs().site.languages()),
        };
        let own_path = page.address.within(page.language);
        // やさしい日本語 is Japanese to search engines, which take one page of each language.
        let is_public =
            |language: &&Language| **language != Language::Easy && is_translated(self.inputs(), &page.kind, **language);
        let mut public: Vec<Language> = languages.iter().filter(is_public).copied().collect();
        if !public.contains(&page.language) || public.len() < 2 {
            public.clear();
        }
        let in_language = |language: &Language| LanguageView {
            language: language.word(),
            lang: language.tag(),
            href: Address::new(*language, own_path).to_string(),
            is_current: *language == page.language,
            url: public.contains(language).then(|| Address::new(*language, own_path).url(&config.base_url)),
        };
        let home = (page.kind != PageKind::Home).then(|| LinkView {
            href: Address::home(page.language).to_string(),
            name: Phrase::own(self.word(page.language, "home")),
            description: None,
        });
        let url = page.address.url(&config.base_url);
        PageView {
            title: head.title,
            root,
            href: page.address.to_string(),
            code: printed::code_view(page, &url),
            url,
            language: page.language.word(),
            lang: page.language.tag(),
            languages: languages.iter().map(in_language).collect(),
            crumbs: home.into_iter().chain(head.crumbs).collect(),
            leave: self.leave(&page.kind),
            is_hidden: head.is_hidden || config.sample || !is_translated(self.inputs(), &page.kind, page.language),
        }
    }

    /// Where a page leads that can be left at once: it says so itself, or its ward does.
    fn leave(&self, kind: &PageKind) -> Option<String> {
        let site = self.inputs().site;
        let to = site.config.quiet.as_ref()?.leave.as_ref()?;
        let is_wards = match self.place() {
            PlaceId::Ward(ward) => site.wards.get(ward).is_some_and(|ward| ward.data.leave),
            _ => false,
        };
        let leaves = match kind {
            PageKind::Record(id) | PageKind::CallCard(id) => {
                site.record(&id.without_desk()).is_some_and(|record| record.service.leave)
            }
            PageKind::Page(id) => site.pages[id].data.leave,
            _ => false,
        };
        (is_wards || leaves).then(|| to.to_string())
    }

    fn area_crumb(&self, language: Language, ward: &Slug) -> Vec<LinkView> {
        let Inputs { site, plan, .. } = self.inputs();
        let name = site.ward(ward).data.prefecture.as_str();
        let area = plan.areas.iter().find(|area| area.name == name);
        let link = area.map(|area| LinkView {
            href: Address::area(language, &area.id).to_string(),
            name: area_name(self.inputs(), language, area),
            description: None,
        });
        link.into_iter().collect()
    }

    fn ward_crumbs(&self, language: Language, ward: &Slug) -> Vec<LinkView> {
        vec![ward_link(self.inputs(), language, ward)]
    }

    /// A page of a ward that is named by a word of the theme, the last of `names` behind its template and its value.
    fn below(&self, language: Language, ward: &Slug, names: Names, view: &impl Serialize) -> Parts<'a> {
        let (template, name, word) = names;
        let head =
            Head { crumbs: self.ward_crumbs(language, ward), ..Head::new(Phrase::own(self.word(language, word))) };
        (template, name, Value::from_serializable(view), head, &self.inputs().site.ward(ward).path)
    }

    /// A page of the guide that is named so.
    fn of_guide(&self, language: Language, names: Names, view: &impl Serialize) -> Parts<'a> {
        let (template, name, word) = names;
        let head = Head::new(Phrase::own(self.word(language, word)));
        (template, name, Value::from_serializable(view), head, self.inputs().site.config_path())
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
            crumbs.push(record.link(language, &window));
        }
        crumbs
    }
}

/// What a page is made from.
pub(super) struct Made<'a> {
    pub(super) template: &'static str,
    pub(super) context: Context,
    /// The file to name where something is wrong with the page.
    pub(super) source: &'a SourcePath,
    /// What was found to be wrong on the way.
    pub(super) problems: Diagnostics,
}

/// A template, the name of the value that it sees, and the word that names the page.
type Names = (&'static str, &'static str, &'static str);

/// A template, the name of its value, the value, what the page says of itself, and the file to name where it is wrong.
type Parts<'a> = (&'static str, &'static str, Value, Head, &'a SourcePath);

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
