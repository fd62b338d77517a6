//! The context of each page: its template, and everything that the template sees.

use tera::{Context, Value};

use super::Inputs;
use super::article::article_view;
use super::calendar::calendar_view;
use super::checked::about_view;
use super::entrance::{area_view, home_view};
use super::flow::flow_view;
use super::glossary::glossary_view;
use super::list::list_view;
use super::pieces::{area_name, ward_link};
use super::streets::streets_view;
use super::view::{LanguageView, LinkView, MovedView, PageView};
use super::views::GroupViews;
use super::ward::ward_view;
use crate::language::{Language, Phrase, fill};
use crate::model::value::{PlaceId, RecordId, Slug};
use crate::path::SourcePath;
use crate::plan::{Address, PageKind, PagePlan, Topic};

impl<'a> GroupViews<'a, '_> {
    /// The template of a page, everything it sees, and the file to name where something is wrong with it.
    pub(super) fn context(&self, page: &PagePlan) -> (&'static str, Context, &'a SourcePath) {
        let Inputs { site, plan, .. } = self.inputs();
        let language = page.language;
        let config = site.config_path();
        let (template, name, value, head, source) = match &page.kind {
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
                    Topic::Concern(_) => view.name.text.clone(),
                };
                let head = Head { crumbs, ..Head::new(Phrase { text: heading, ..view.name.clone() }) };
                ("list.html", "list", Value::from_serializable(&view), head, source)
            }
            PageKind::Streets(ward) => {
                let view = streets_view(self.inputs(), language, ward);
                (
                    "streets.html",
                    "streets",
                    Value::from_serializable(&view),
                    self.below(language, ward, "streets"),
                    &site.ward(ward).path,
                )
            }
            PageKind::Calendar(ward) => {
                let view = calendar_view(self, language, ward);
                (
                    "calendar.html",
                    "calendar",
                    Value::from_serializable(&view),
                    self.below(language, ward, "calendar"),
                    &site.ward(ward).path,
                )
            }
            PageKind::Flow(id) => {
                let (path, flow) = &site.flows[id];
                let view = flow_view(self.inputs(), language, &id.place, flow);
                let head = Head { crumbs: self.record_crumbs(language, id), ..Head::new(view.name.clone()) };
                ("flow.html", "flow", Value::from_serializable(&view), head, path)
            }
            PageKind::Glossary => {
                let view = glossary_view(self.inputs(), language);
                let head = Head::new(Phrase::own(self.word(language, "glossary")));
                ("glossary.html", "glossary", Value::from_serializable(&view), head, config)
            }
            PageKind::About => {
                let view = about_view(self.inputs(), language);
                let head = Head::new(Phrase::own(self.word(language, "about")));
                ("about.html", "about", Value::from_serializable(&view), head, config)
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
            PageKind::Asset(_) | PageKind::Picture(_) => unreachable!("files of the theme are not rendered"),
        };
        let (site_value, words) = self.of_language(language);
        let mut context = Context::new();
        context.insert_value("site", site_value);
        context.insert_value("words", words);
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
            name: area_name(self.inputs(), language, area),
            description: None,
        });
        link.into_iter().collect()
    }

    fn ward_crumbs(&self, language: Language, ward: &Slug) -> Vec<LinkView> {
        vec![ward_link(self.inputs(), language, ward)]
    }

    /// The head of a page of a ward that is named by a word of the theme.
    fn below(&self, language: Language, ward: &Slug, word: &str) -> Head {
        Head { crumbs: self.ward_crumbs(language, ward), ..Head::new(Phrase::own(self.word(language, word))) }
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
