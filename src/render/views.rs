//! Fills the structs of `view.rs` from the checked site.
//!
//! A record becomes a value once and is shared by all pages of its ward; records of scopes by all wards.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use tera::{Context, Value};

use super::Inputs;
use super::record::record_view;
use super::view::{
    AreaView, ArticleView, GroupView, HomeView, LanguageView, LinkView, MovedView, PageView, RowView, Shared,
    SharedView, SiteView, TimeView, UrlView, WardLinkView, WardView,
};
use crate::language::{Language, Phrase, words};
use crate::markdown::{Markdown, Segment};
use crate::model::value::{Audience, Date, Kind, PlaceId, RecordId, Slug};
use crate::model::{Entry, Page, PageText, Record, prefecture, record_at, ward_at};
use crate::plan::{Address, Area, PageKind, PagePlan};
use crate::source::SourcePath;

/// So many wards are listed on the entrance itself; more are found through their prefectures.
const FEW_WARDS: usize = 24;

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
        let shared = inputs.site.scopes.keys().flat_map(|scope| inputs.site.records_of(&PlaceId::Scope(scope.clone())));
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

    /// The template of a page, everything it sees, and the file to name where something is wrong with it.
    pub(super) fn context(&self, page: &PagePlan) -> (&'static str, Context, &'a SourcePath) {
        let site = self.inputs().site;
        let language = page.language;
        let (template, name, value, head, source) = match &page.kind {
            PageKind::Home => {
                let title = Phrase::local(language, &site.config.title);
                (
                    "home.html",
                    "home",
                    Value::from_serializable(&self.home(language)),
                    Head::new(title),
                    site.config_path(),
                )
            }
            PageKind::Area(number) => {
                let view = self.area(language, &self.inputs().plan.areas[*number]);
                let head = Head::new(view.name.clone());
                ("area.html", "area", Value::from_serializable(&view), head, site.config_path())
            }
            PageKind::Ward(id) => {
                let view = self.ward(language, id);
                let head = Head { crumbs: self.area_crumb(language, id), ..Head::new(view.name.clone()) };
                ("ward.html", "ward", Value::from_serializable(&view), head, &site.ward(id).path)
            }
            PageKind::Record(id) => {
                let record = site.record(&id.without_desk()).expect("the plan names records that are there");
                let head = Head {
                    crumbs: self.record_crumbs(language, id),
                    ..Head::new(record.name(language, id.desk.as_ref()))
                };
                ("record.html", "record", self.record(language, id), head, record.path)
            }
            PageKind::Page(id) => {
                let entry = &site.pages[id];
                let view = self.article(language, entry);
                let crumbs = match &id.place {
                    PlaceId::Ward(ward) => vec![self.ward_link(language, ward)],
                    _ => Vec::new(),
                };
                let head = Head { crumbs, ..Head::new(view.title.clone()) };
                ("page.html", "article", Value::from_serializable(&view), head, &entry.path)
            }
            PageKind::Moved(to) => {
                let view = MovedView { href: to.to_string() };
                let head = Head { is_hidden: true, ..Head::new(Phrase::own(self.word(language, "moved_title"))) };
                ("moved.html", "moved", Value::from_serializable(&view), head, site.config_path())
            }
            PageKind::NotFound => {
                let head = Head { is_hidden: true, ..Head::new(Phrase::own(self.word(language, "not_found_title"))) };
                ("404.html", "not_found", Value::none(), head, site.config_path())
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
        let root = match page.kind {
            PageKind::NotFound => {
                format!("{}/", base.splitn(4, '/').nth(3).map_or_else(String::new, |path| format!("/{path}")))
            }
            _ => page.address.root(),
        };
        let own_path = page.address.within(page.language);
        let languages = match page.kind {
            PageKind::NotFound => Vec::new(),
            _ => self.inputs().site.languages().to_vec(),
        };
        let view = |language: &Language| LanguageView {
            language: language.word(),
            lang: language.tag(),
            href: Address::new(*language, own_path).to_string(),
            is_current: *language == page.language,
        };
        let home = LinkView {
            href: Address::home(page.language).to_string(),
            name: Phrase::own(self.word(page.language, "home")),
            description: None,
        };
        let is_home = page.kind == PageKind::Home;
        PageView {
            title: head.title,
            root,
            href: page.address.to_string(),
            url: format!("{base}/{}", page.address),
            language: page.language.word(),
            lang: page.language.tag(),
            languages: languages.iter().map(view).collect(),
            crumbs: std::iter::once(home).filter(|_| !is_home).chain(head.crumbs).collect(),
            is_hidden: head.is_hidden || config.sample,
        }
    }

    fn home(&self, language: Language) -> HomeView {
        let Inputs { site, plan, .. } = self.inputs();
        let areas = plan.areas.iter().map(|area| LinkView {
            href: Address::area(language, &area.id).to_string(),
            name: area_name(language, area),
            description: None,
        });
        let wards = plan.areas.iter().flat_map(|area| &area.wards);
        let few = site.wards.len() <= FEW_WARDS;
        let scopes = match plan.areas.as_slice() {
            [only] => self.scopes_of_area(only),
            _ => site.scopes_for(&PlaceId::Guide),
        };
        let (urgent, shared) = self.of_scopes(language, &scopes);
        HomeView {
            areas: areas.collect(),
            wards: wards.filter(|_| few).map(|ward| self.ward_card(language, ward)).collect(),
            shared,
            urgent,
        }
    }

    fn area(&self, language: Language, area: &Area) -> AreaView {
        let mut rows: Vec<RowView> = Vec::new();
        for id in &area.wards {
            let ward = self.ward_card(language, id);
            let kana = row_of(&ward.kana);
            match rows.last_mut() {
                Some(row) if row.kana == kana => row.wards.push(ward),
                _ => rows.push(RowView { kana, wards: vec![ward] }),
            }
        }
        let (urgent, shared) = self.of_scopes(language, &self.scopes_of_area(area));
        AreaView { name: area_name(language, area), rows, shared, urgent }
    }

    /// The scopes that are for all wards of a prefecture.
    fn scopes_of_area(&self, area: &Area) -> Vec<&'a Slug> {
        let site = self.inputs().site;
        let own = site
            .scopes
            .iter()
            .filter(|(_, (_, scope))| scope.prefecture().is_some_and(|name| name.as_str() == area.name));
        let all = site.scopes.iter().filter(|(_, (_, scope))| scope.is_for_all());
        own.chain(all).map(|(id, _)| id).collect()
    }

    /// The listed records of some scopes: those for danger, and the others.
    fn of_scopes(&self, language: Language, scopes: &[&Slug]) -> (Vec<SharedView>, Vec<SharedView>) {
        let site = self.inputs().site;
        let records = scopes.iter().flat_map(|scope| site.records_of(&PlaceId::Scope((*scope).clone())));
        let (urgent, shared): (Vec<_>, Vec<_>) =
            records.filter(|record| record.service.is_listed()).partition(|record| record.service.is_emergency());
        let view = |record: &Record<'_>| SharedView { record: Shared(self.record(language, record.id)), note: None };
        (urgent.iter().map(view).collect(), shared.iter().map(view).collect())
    }

    fn ward(&self, language: Language, id: &Slug) -> WardView {
        let site = self.inputs().site;
        let ward = site.ward(id);
        let place = PlaceId::Ward(id.clone());
        let translation = ward.translations.get(&language);
        let note = |entry: Option<usize>| {
            let note = ward.data.shared[entry?].note.as_ref()?;
            let said =
                translation.and_then(|text| text.data.texts.iter().find(|pair| pair.of == *note)).map(|pair| &pair.say);
            Some(Phrase::of(language, said, note))
        };
        let own_body = translation.map(|text| &text.body).filter(|body| !body.is_empty());
        let main = ward.data.main.as_ref().map(|main| main.resolve(&place, Kind::Window));
        let fallback = || site.fallback_for(&place).map(|record| record.id.clone());
        let main_is_fallback = main.is_none();
        let main = main.or_else(fallback);
        let is_main = |record: &Record<'_>| main.as_ref() == Some(record.id);
        let own: Vec<Record<'_>> =
            site.records_of(&place).filter(|record| record.service.is_listed() && !is_main(record)).collect();
        let (urgent, shared): (Vec<_>, Vec<_>) = site
            .shared_on(id)
            .into_iter()
            .filter(|shared| !is_main(&shared.record))
            .partition(|shared| shared.record.service.is_emergency());
        let shared_view = |shared: &crate::check::Shared<'_>| SharedView {
            record: Shared(self.record(language, shared.record.id)),
            note: note(shared.entry),
        };
        let lines = own.iter().filter(|record| record.id.kind == Kind::PhoneLine);
        WardView {
            name: self.ward_name(language, id),
            kana: ward.data.kana.to_string(),
            site: ward.data.site.as_ref().map(|url| UrlView { href: url.to_string(), shown: url.shown().to_owned() }),
            main: main.as_ref().map(|id| SharedView { record: Shared(self.record(language, id)), note: None }),
            main_is_fallback,
            body: body_view(self.inputs(), language, own_body.unwrap_or(&ward.body)),
            body_lang: own_body.is_none().then(|| Phrase::japanese(language, "").lang).flatten(),
            groups: self.groups(language, &own),
            phone_lines: lines.map(|record| Shared(self.record(language, record.id))).collect(),
            shared: shared.iter().map(shared_view).collect(),
            urgent: urgent.iter().map(shared_view).collect(),
            pages: self.page_links(language, &place),
        }
    }

    /// The windows of a ward under the worry that each names first, in the order of the worries.
    fn groups(&self, language: Language, own: &[Record<'_>]) -> Vec<GroupView> {
        let windows: Vec<_> = own.iter().filter(|record| record.id.kind == Kind::Window).collect();
        let under = |concern: Option<&str>| -> Vec<Shared> {
            let first = |record: &&&Record<'_>| record.service.concerns.first().map(|first| first.as_str()) == concern;
            windows.iter().filter(first).map(|record| Shared(self.record(language, record.id))).collect()
        };
        let concerns = self.inputs().site.concerns.items.iter().map(|listed| &listed.data);
        let named =
            concerns.map(|concern| (Some(Phrase::local(language, &concern.name)), under(Some(concern.id.as_str()))));
        let groups = named.chain(std::iter::once((None, under(None))));
        groups.filter(|(_, records)| !records.is_empty()).map(|(name, records)| GroupView { name, records }).collect()
    }

    /// A record's value, made once for the pages that share it.
    fn record(&self, language: Language, id: &RecordId) -> Value {
        let make = || Value::from_serializable(&record_view(self.inputs(), language, id));
        self.own.get(id, language, make).or_else(|| self.site.shared.get(id, language, make)).unwrap_or_else(make)
    }

    fn article(&self, language: Language, entry: &Entry<Page, PageText>) -> ArticleView {
        let translation = entry.translations.get(&language);
        let text = translation.map(|translation| &translation.data);
        let body = translation.map(|translation| &translation.body).filter(|body| !body.is_empty());
        ArticleView {
            title: Phrase::of(language, text.and_then(|text| text.title.as_ref()), &entry.data.title),
            description: entry
                .data
                .description
                .as_ref()
                .map(|description| Phrase::of(language, text.and_then(|text| text.description.as_ref()), description)),
            body: body_view(self.inputs(), language, body.unwrap_or(&entry.body)),
            lang: body.is_none().then(|| Phrase::japanese(language, "").lang).flatten(),
        }
    }

    fn page_links(&self, language: Language, place: &PlaceId) -> Vec<LinkView> {
        page_links(self.inputs(), language, place)
    }

    fn ward_name(&self, language: Language, id: &Slug) -> Phrase {
        ward_name(self.inputs(), language, id)
    }

    fn ward_link(&self, language: Language, id: &Slug) -> LinkView {
        ward_link(self.inputs(), language, id)
    }

    fn ward_card(&self, language: Language, id: &Slug) -> WardLinkView {
        let ward = &self.inputs().site.ward(id).data;
        let area = self.inputs().plan.areas.iter().find(|area| area.name == ward.prefecture.as_str());
        WardLinkView {
            href: Address::ward(language, id).to_string(),
            name: self.ward_name(language, id),
            kana: ward.kana.to_string(),
            prefecture: area
                .map_or_else(|| Phrase::japanese(language, &ward.prefecture), |area| area_name(language, area)),
        }
    }

    fn area_crumb(&self, language: Language, ward: &Slug) -> Vec<LinkView> {
        let name = self.inputs().site.ward(ward).data.prefecture.as_str();
        let area = self.inputs().plan.areas.iter().find(|area| area.name == name);
        let link = |area: &Area| LinkView {
            href: Address::area(language, &area.id).to_string(),
            name: area_name(language, area),
            description: None,
        };
        area.map(link).into_iter().collect()
    }

    fn record_crumbs(&self, language: Language, id: &RecordId) -> Vec<LinkView> {
        let site = self.inputs().site;
        let mut crumbs = match &id.place {
            PlaceId::Ward(ward) if site.wards.contains_key(ward) => vec![self.ward_link(language, ward)],
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
}

fn site_view(inputs: Inputs<'_>, language: Language) -> SiteView<'_> {
    let config = &inputs.site.config;
    let publisher = inputs.site.publisher_id().and_then(|id| inputs.site.organisations.get(&id));
    SiteView {
        title: Phrase::local(language, &config.title),
        href: Address::home(language).to_string(),
        base_url: config.base_url.to_string(),
        is_sample: config.sample,
        publisher: publisher
            .filter(|organisation| organisation.data.audience == Audience::Public)
            .map(|organisation| Phrase::local(language, &organisation.data.name)),
        day: time_view(language, Date::Day(inputs.site.day)),
        guides: page_links(inputs, language, &PlaceId::Guide),
        assets: inputs.theme.asset_addresses(),
    }
}

/// A date in words and for machines.
pub(super) fn time_view(language: Language, date: Date) -> TimeView {
    let iso = match date {
        Date::FiscalYear(_) => None,
        date => Some(date.to_string()),
    };
    TimeView { text: words(language).date(date), iso }
}

/// Prose with the addresses of its links filled in. Links to pages that this build leaves out lead to the entrance.
pub(super) fn body_view(inputs: Inputs<'_>, language: Language, body: &Markdown) -> Vec<String> {
    let address = |target: &SourcePath| match (record_at(target), ward_at(target)) {
        (Some(id), _) if inputs.site.has_place(&id.place) => Address::record(language, &id),
        (None, Some(ward)) if inputs.site.wards.contains_key(&ward) => Address::ward(language, &ward),
        _ => Address::home(language),
    };
    let mut pieces: Vec<String> = Vec::new();
    for segment in &body.segments {
        match segment {
            Segment::Html(html) => pieces.push(html.clone()),
            Segment::Link { target, .. } => pieces.push(address(target).to_string()),
        }
    }
    pieces
}

fn page_links(inputs: Inputs<'_>, language: Language, place: &PlaceId) -> Vec<LinkView> {
    let mut pages: Vec<_> =
        inputs.site.pages_of(place).filter(|(_, page)| page.data.audience == Audience::Public).collect();
    pages.sort_by_key(|(id, page)| (page.data.order.unwrap_or(u16::MAX), (*id).clone()));
    let link =
        |(id, page): (&RecordId, &Entry<Page, PageText>)| {
            let text = page.translations.get(&language).map(|translation| &translation.data);
            LinkView {
                href: Address::record(language, id).to_string(),
                name: Phrase::of(language, text.and_then(|text| text.title.as_ref()), &page.data.title),
                description: page.data.description.as_ref().map(|description| {
                    Phrase::of(language, text.and_then(|text| text.description.as_ref()), description)
                }),
            }
        };
    pages.into_iter().map(link).collect()
}

fn ward_name(inputs: Inputs<'_>, language: Language, id: &Slug) -> Phrase {
    let ward = inputs.site.ward(id);
    let own = ward.translations.get(&language).and_then(|translation| translation.data.name.as_ref());
    let romaji = Some(&ward.data.romaji).filter(|_| language == Language::En);
    Phrase::of(language, own.or(romaji), &ward.data.name)
}

/// A link to a ward.
pub(super) fn ward_link(inputs: Inputs<'_>, language: Language, id: &Slug) -> LinkView {
    LinkView { href: Address::ward(language, id).to_string(), name: ward_name(inputs, language, id), description: None }
}

fn area_name(language: Language, area: &Area) -> Phrase {
    let romaji = prefecture(&area.name).map(|known| known.romaji).filter(|_| language == Language::En);
    Phrase::of(language, romaji, &area.name)
}

/// The row of the kana table that a reading begins in.
fn row_of(kana: &str) -> &'static str {
    const ROWS: [(&str, &str); 10] = [
        ("あ", "あいうえおぁぃぅぇぉゔ"),
        ("か", "かきくけこがぎぐげご"),
        ("さ", "さしすせそざじずぜぞ"),
        ("た", "たちつてとだぢづでどっ"),
        ("な", "なにぬねの"),
        ("は", "はひふへほばびぶべぼぱぴぷぺぽ"),
        ("ま", "まみむめも"),
        ("や", "やゆよゃゅょ"),
        ("ら", "らりるれろ"),
        ("わ", "わをんゎ"),
    ];
    let first = kana.chars().next().unwrap_or('ん');
    ROWS.iter().find(|(_, row)| row.contains(first)).map_or("わ", |(head, _)| head)
}
