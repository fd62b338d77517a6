//! Every page and file of a site: its address, and what it is about. Reads no text.
//!
//! The addresses are decided here, for good. They are relative and end in `.html`, and a folder is made only for a
//! collection, so that a site works under any path of any server and from a USB stick.
//!
//! | address | is |
//! |---|---|
//! | `index.html` | the entrance |
//! | `areas/<prefecture>.html` | the wards of a prefecture |
//! | `<ward>/index.html` | a ward |
//! | `<ward>/<kind>/<id>.html` | a record; `<ward>/windows/<id>/<desk>.html` a desk with a name of its own |
//! | `shared/<scope>/<kind>/<id>.html` | a shared record, which has one page for all wards |
//! | `…/<kind>/<id>.vcf`, `…/<desk>.vcf` | the same for the telephone book of a phone |
//! | `…/<kind>/<id>/call.html` | the call card of a window or a phone line |
//! | `for/<who>.html`, `<ward>/for/<who>.html` | what there is for somebody |
//! | `concerns/<id>.html`, `<ward>/concerns/<id>.html` | what there is for a worry |
//! | `modes/<mode>.html`, `<ward>/modes/<mode>.html` | where one can talk in some way |
//! | `ages/<band>.html`, `<ward>/ages/<band>.html` | what there is for an age |
//! | `<ward>/names.html` | what a ward has, by kana |
//! | `<ward>/streets.html` | which window a street belongs to |
//! | `<ward>/calendar.html` | what takes place when |
//! | `<ward>/checked.html` | when everything of a ward was confirmed |
//! | `<ward>/all.html` | everything of a ward, to print |
//! | `<ward>/one-file.html` | the same as one file that needs no other |
//! | `<ward>/flows/<id>.html` | what happens after somebody has asked |
//! | `<ward>/leaflets/<id>.html`, `<ward>/leaflets/index.html` | a leaflet on its sheets, and all of a ward |
//! | `l/<code>.html` | what a printed code opens; a code is never used twice |
//! | `<ward>/media/<file>`, `shared/<scope>/media/<file>` | pictures |
//! | `search.html`, `data/search/…` | where everything can be looked for, and what it is looked up in |
//! | `about.html` | what the guide is made from, and what is not confirmed |
//! | `correction.html` | a slip of paper to say that something is wrong |
//! | `guides/<id>.html`, `<ward>/pages/<id>.html` | pages that are no records |
//! | `words.html` | words that not everybody knows |
//! | `easy/…`, `en/…` | the same in other languages |
//! | `assets/<name>-<hash>.<ext>` | files of the theme |
//! | `sw.js`, `<ward>/offline.json` | what opens a ward without a network: the service worker, and what belongs to the ward |
//! | `404.html` | what a server shows where nothing stands; the only page that uses the base path |
//!
//! Kept free for what is to come: the rest of `data/`. No ward can have such an id (`model/files.rs`).

mod address;
mod topic;

use std::collections::{BTreeMap, BTreeSet};

use crate::check::CheckedSite;
use crate::data::search;
use crate::model::value::{Audience, Language, MediaName, PlaceId, RecordId, Slug};
use crate::model::{Service, prefecture};
use crate::path::SourcePath;
use crate::theme::Theme;
pub use address::Address;
pub use topic::Topic;

/// Every page and file of a site, in the groups that are rendered together.
#[derive(Debug)]
pub struct Plan {
    /// The guide's own pages first, then each scope's, then each ward's.
    pub groups: Vec<Group>,
    /// The prefectures that have wards, from north to south.
    pub areas: Vec<Area>,
    /// How many files the records of all wards are cut into for the search.
    pub ranges: usize,
}

/// The pages that share their records: one ward, one scope, or the guide itself.
#[derive(Debug)]
pub struct Group {
    /// Whose pages they are.
    pub place: PlaceId,
    /// The pages.
    pub pages: Vec<PagePlan>,
}

/// A page or file to make.
#[derive(Clone, Debug)]
pub struct PagePlan {
    /// Where it stands.
    pub address: Address,
    /// Its language.
    pub language: Language,
    /// What it is.
    pub kind: PageKind,
}

/// What a page is, and what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// The entrance.
    Home,
    /// The wards of a prefecture: which of [`Plan::areas`].
    Area(usize),
    /// A ward.
    Ward(Slug),
    /// A record, or a desk with a name of its own.
    Record(RecordId),
    /// What to say at a window or on a phone line.
    CallCard(RecordId),
    /// A record, or a desk with a name of its own, for the telephone book of a phone.
    VCard(RecordId),
    /// A page that is no record.
    Page(RecordId),
    /// What a ward, or the guide as a whole, has for a topic.
    List(PlaceId, Topic),
    /// The streets of a ward.
    Streets(Slug),
    /// The dates of a ward.
    Calendar(Slug),
    /// When everything of a ward was confirmed.
    Checked(Slug),
    /// What happens after somebody has asked.
    Flow(RecordId),
    /// Everything of a ward.
    Everything(Slug),
    /// The same as one file that needs no other.
    OneFile(Slug),
    /// Words that not everybody knows.
    Glossary,
    /// A leaflet, on the sheets that it is printed on.
    Leaflet(RecordId),
    /// What the code of a leaflet opens.
    Landing(RecordId),
    /// The leaflets of a ward.
    Leaflets(Slug),
    /// A picture.
    Picture(SourcePath),
    /// What the guide is made from, and what is not confirmed.
    About,
    /// A slip of paper to say that something is wrong.
    Correction,
    /// The code of a ward's page, for paper.
    Code(Slug),
    /// What stands at a former address and leads on.
    Moved(Address),
    /// The service worker.
    Worker,
    /// The list of what belongs to a ward, for the service worker.
    Offline(Slug),
    /// What a server shows where nothing stands.
    NotFound,
    /// Where everything can be looked for.
    SearchPage,
    /// The names of a ward, as they are read.
    Names(Slug),
    /// What the search looks things up in.
    Search(SearchFile),
    /// A file of the theme: which of [`Theme::assets`].
    Asset(usize),
}

/// A file that the search looks things up in (`data/search.rs`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchFile {
    /// What every question needs.
    Core,
    /// Records of all wards, from one word to another.
    Range(usize),
    /// The records of a ward.
    Ward(Slug),
}

/// A prefecture with wards.
#[derive(Clone, Debug)]
pub struct Area {
    /// Its id in addresses.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its name in Latin letters, if it is a real one.
    pub romaji: Option<&'static str>,
    /// Its wards, by kana.
    pub wards: Vec<Slug>,
}

impl PageKind {
    /// Whether it is a page to read, not a file.
    #[must_use]
    pub fn is_page(&self) -> bool {
        !matches!(
            self,
            Self::Asset(_)
                | Self::Picture(_)
                | Self::Code(_)
                | Self::VCard(_)
                | Self::Search(_)
                | Self::Worker
                | Self::Offline(_)
        )
    }
}

impl Plan {
    /// How many pages there are to read.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.groups.iter().flat_map(|group| &group.pages).filter(|page| page.kind.is_page()).count()
    }

    /// How many files there are to make.
    #[must_use]
    pub fn files(&self) -> usize {
        self.groups.iter().map(|group| group.pages.len()).sum()
    }
}

/// Decides every page and file.
#[must_use]
pub fn plan(site: &CheckedSite, theme: &Theme) -> Plan {
    let areas = areas(site);
    let ranges = search::ranges(site);
    let mut groups = vec![guide(site, theme, &areas, ranges)];
    groups.extend(site.scopes.keys().map(|scope| of_place(site, PlaceId::Scope(scope.clone()), Vec::new())));
    groups.extend(site.wards.keys().map(|ward| of_ward(site, ward)));
    Plan { groups, areas, ranges }
}

/// The leaflets that are for staff, on their sheets: no build writes them.
#[must_use]
pub fn for_staff(site: &CheckedSite) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (id, (_, leaflet)) in
        site.leaflets.iter().filter(|(id, (_, leaflet))| leaflet.is_for_staff() && site.has_place(&id.place))
    {
        let address = Address::record(Language::Ja, id);
        let page = PagePlan { address, language: leaflet.language(), kind: PageKind::Leaflet(id.clone()) };
        match groups.last_mut() {
            Some(group) if group.place == id.place => group.pages.push(page),
            _ => groups.push(Group { place: id.place.clone(), pages: vec![page] }),
        }
    }
    groups
}

fn guide(site: &CheckedSite, theme: &Theme, areas: &[Area], ranges: usize) -> Group {
    let mut pages = in_each_language(site, Address::home, &PageKind::Home);
    for (number, area) in areas.iter().enumerate() {
        pages.extend(in_each_language(site, |language| Address::area(language, &area.id), &PageKind::Area(number)));
    }
    let everywhere = PlaceId::Guide;
    for topic in site.topics() {
        pages.extend(list(site, &everywhere, topic));
    }
    if !site.glossary.items.is_empty() {
        pages.extend(in_each_language(site, Address::glossary, &PageKind::Glossary));
    }
    pages.extend(in_each_language(site, Address::about, &PageKind::About));
    pages.extend(in_each_language(site, Address::search, &PageKind::SearchPage));
    pages.extend(search_file(site, &SearchFile::Core));
    pages.extend((0..ranges).flat_map(|number| search_file(site, &SearchFile::Range(number))));
    pages.extend(in_each_language(site, Address::correction, &PageKind::Correction));
    pages.push(file("sw.js", PageKind::Worker));
    pages.push(file("404.html", PageKind::NotFound));
    pages.extend(theme.assets.iter().enumerate().map(|(number, asset)| PagePlan {
        address: Address::at_root(&asset.address),
        language: Language::Ja,
        kind: PageKind::Asset(number),
    }));
    of_place(site, PlaceId::Guide, pages)
}

/// A ward's pages; what stood below a former id leads on to what stands here now.
fn of_ward(site: &CheckedSite, ward: &Slug) -> Group {
    let mut front = in_each_language(site, |language| Address::ward(language, ward), &PageKind::Ward(ward.clone()));
    front.extend(in_each_language(site, |language| Address::code(language, ward), &PageKind::Code(ward.clone())));
    let place = PlaceId::Ward(ward.clone());
    for topic in site.topics_of(ward) {
        front.extend(list(site, &place, topic));
    }
    front.extend(in_each_language(site, |to| Address::names(to, ward), &PageKind::Names(ward.clone())));
    if !site.lists_of(&place).streets.items.is_empty() {
        front.extend(in_each_language(site, |to| Address::streets(to, ward), &PageKind::Streets(ward.clone())));
    }
    if site.has_dates(ward) {
        front.extend(in_each_language(site, |to| Address::calendar(to, ward), &PageKind::Calendar(ward.clone())));
    }
    front.extend(in_each_language(site, |to| Address::checked(to, ward), &PageKind::Checked(ward.clone())));
    if site.leaflets_of(&place).next().is_some() {
        front.extend(in_each_language(site, |to| Address::leaflets(to, ward), &PageKind::Leaflets(ward.clone())));
    }
    front.push(file(&format!("{ward}/offline.json"), PageKind::Offline(ward.clone())));
    front.extend(in_each_language(site, |to| Address::everything(to, ward), &PageKind::Everything(ward.clone())));
    front.extend(in_each_language(site, |to| Address::one_file(to, ward), &PageKind::OneFile(ward.clone())));
    let mut group = of_place(site, place, front);
    let own = group.pages.len();
    for old in &site.ward(ward).data.formerly_ids {
        let below = |address: &Address, language| {
            Address::new(language, address.within(language).replacen(ward.as_str(), old.as_str(), 1))
        };
        // A record may have moved before its ward did: both its addresses lead to where it is now.
        let is_below =
            |page: &&PagePlan| page.kind.is_page() && page.address.within(page.language).starts_with(ward.as_str());
        let former = group.pages[..own].iter().filter(is_below).map(|page| PagePlan {
            // Leaflets stand at the root, whatever their language.
            address: match page.kind {
                PageKind::Leaflet(_) => below(&page.address, Language::Ja),
                _ => below(&page.address, page.language),
            },
            language: page.language,
            kind: PageKind::Moved(match &page.kind {
                PageKind::Moved(to) => to.clone(),
                _ => page.address.clone(),
            }),
        });
        let former: Vec<PagePlan> = former.collect();
        group.pages.extend(former);
    }
    group.pages.extend(search_file(site, &SearchFile::Ward(ward.clone())));
    group
}

/// The pages of a place's records, behind those that it has anyway.
fn of_place(site: &CheckedSite, place: PlaceId, mut pages: Vec<PagePlan>) -> Group {
    for (id, leaflet) in site.leaflets_in_hands_of(&place) {
        let language = leaflet.language();
        let page = |address, language, kind| PagePlan { address, language, kind };
        if leaflet.is_public() {
            pages.push(page(Address::record(Language::Ja, id), language, PageKind::Leaflet(id.clone())));
        }
        pages.push(page(Address::landing(&leaflet.code), Language::Ja, PageKind::Landing(id.clone())));
    }
    for record in site.records_of(&place).filter(|record| record.service.is_public()) {
        let at = |id: &RecordId, service: &Service| {
            let mut pages = in_each_language(site, |to| Address::record(to, id), &PageKind::Record(id.clone()));
            if !site.dialled(record, service).is_empty() {
                pages.extend(in_each_language(site, |to| Address::vcard(to, id), &PageKind::VCard(id.clone())));
            }
            pages
        };
        pages.extend(at(record.id, record.service));
        if record.has_call_card() {
            let address = |language| Address::call_card(language, record.id);
            pages.extend(in_each_language(site, address, &PageKind::CallCard(record.id.clone())));
        }
        for desk in record.desks.iter().filter(|desk| desk.name.is_some()) {
            let id = RecordId { desk: Some(desk.id.clone()), ..record.id.clone() };
            pages.extend(at(&id, &record.service.at_desk(desk)));
        }
        for old in &record.service.names.formerly_ids {
            let desks = record.desks.iter().filter(|desk| desk.name.is_some()).map(|desk| Some(desk.id.clone()));
            for desk in desks.chain([None]) {
                let now = RecordId { desk, ..record.id.clone() };
                let old = RecordId { name: old.clone(), ..now.clone() };
                pages.extend(moved(
                    site,
                    |language| Address::record(language, &old),
                    |language| Address::record(language, &now),
                ));
            }
            if record.has_call_card() {
                let old = RecordId { name: old.clone(), ..record.id.clone() };
                pages.extend(moved(
                    site,
                    |language| Address::call_card(language, &old),
                    |language| Address::call_card(language, record.id),
                ));
            }
        }
    }
    for (id, _) in site.pages_of(&place).filter(|(_, page)| page.data.audience == Audience::Public) {
        pages.extend(in_each_language(site, |language| Address::record(language, id), &PageKind::Page(id.clone())));
    }
    for (id, _) in site.flows_of(&place).filter(|(_, flow)| flow.is_public()) {
        pages.extend(in_each_language(site, |language| Address::record(language, id), &PageKind::Flow(id.clone())));
    }
    // A picture that no public record shows stays where it is.
    let shown = site.records_of(&place).filter(|record| record.service.is_public());
    let files: BTreeSet<&MediaName> =
        shown.flat_map(|record| &record.service.pictures).map(|picture| &picture.file).collect();
    pages.extend(files.into_iter().map(|file| PagePlan {
        address: Address::picture(&place, file),
        language: Language::Ja,
        kind: PageKind::Picture(place.media(file)),
    }));
    Group { place, pages }
}

fn list(site: &CheckedSite, place: &PlaceId, topic: Topic) -> Vec<PagePlan> {
    let address = |language| Address::list(language, place, &topic);
    in_each_language(site, address, &PageKind::List(place.clone(), topic.clone()))
}

/// A file that is no page; one for all languages.
fn file(address: &str, kind: PageKind) -> PagePlan {
    PagePlan { address: Address::at_root(address), language: Language::Ja, kind }
}

fn search_file(site: &CheckedSite, file: &SearchFile) -> Vec<PagePlan> {
    in_each_language(site, |language| Address::search_file(language, file), &PageKind::Search(file.clone()))
}

fn in_each_language(site: &CheckedSite, address: impl Fn(Language) -> Address, kind: &PageKind) -> Vec<PagePlan> {
    let page = |language: &Language| PagePlan { address: address(*language), language: *language, kind: kind.clone() };
    site.languages().iter().map(page).collect()
}

fn moved(site: &CheckedSite, from: impl Fn(Language) -> Address, to: impl Fn(Language) -> Address) -> Vec<PagePlan> {
    let page = |language: &Language| PagePlan {
        address: from(*language),
        language: *language,
        kind: PageKind::Moved(to(*language)),
    };
    site.languages().iter().map(page).collect()
}

fn areas(site: &CheckedSite) -> Vec<Area> {
    let names: BTreeSet<&str> = site.wards.values().map(|ward| ward.data.prefecture.as_str()).collect();
    let mut wards: BTreeMap<&str, Vec<&Slug>> = BTreeMap::new();
    for (id, ward) in &site.wards {
        wards.entry(ward.data.prefecture.as_str()).or_default().push(id);
    }
    let mut areas: Vec<(u8, Area)> = names
        .into_iter()
        .map(|name| {
            let known = prefecture(name);
            let own_id = || site.scope_of_prefecture(name).map_or_else(|| "other".to_owned(), ToString::to_string);
            let mut ids: Vec<&Slug> = wards.remove(name).unwrap_or_default();
            ids.sort_by_key(|id| (site.ward(id).data.kana.clone(), (*id).clone()));
            let area = Area {
                id: known.map_or_else(own_id, |known| known.id.to_owned()),
                name: name.to_owned(),
                romaji: known.map(|known| known.romaji),
                wards: ids.into_iter().cloned().collect(),
            };
            (known.map_or(u8::MAX, |known| known.code), area)
        })
        .collect();
    areas.sort_by(|a, b| (a.0, &a.1.name).cmp(&(b.0, &b.1.name)));
    areas.into_iter().map(|(_, area)| area).collect()
}
