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
//! | `for/<who>.html`, `<ward>/for/<who>.html` | what there is for somebody |
//! | `concerns/<id>.html`, `<ward>/concerns/<id>.html` | what there is for a worry |
//! | `<ward>/streets.html` | which window a street belongs to |
//! | `<ward>/calendar.html` | what takes place when |
//! | `<ward>/flows/<id>.html` | what happens after somebody has asked |
//! | `<ward>/media/<file>`, `shared/<scope>/media/<file>` | pictures |
//! | `about.html` | what the guide is made from, and what is not confirmed |
//! | `guides/<id>.html`, `<ward>/pages/<id>.html` | pages that are no records |
//! | `words.html` | words that not everybody knows |
//! | `easy/…`, `en/…` | the same in other languages |
//! | `assets/<name>-<hash>.<ext>` | files of the theme |
//! | `404.html` | what a server shows where nothing stands; the only page that uses the base path |
//!
//! Kept free for what is to come: `l/<code>.html` (what a printed code opens; a code is never used twice), `data/`
//! and `<ward>/leaflets/`. No ward can have such an id (`model/files.rs`).

mod topic;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::check::CheckedSite;
use crate::model::prefecture;
use crate::model::value::{Audience, Language, MediaName, PlaceId, RecordId, Slug};
use crate::path::SourcePath;
use crate::theme::Theme;
pub use topic::{Topic, topics};

/// Every page and file of a site, in the groups that are rendered together.
#[derive(Debug)]
pub struct Plan {
    /// The guide's own pages first, then each scope's, then each ward's.
    pub groups: Vec<Group>,
    /// The prefectures that have wards, from north to south.
    pub areas: Vec<Area>,
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
    /// A page that is no record.
    Page(RecordId),
    /// What a ward, or the guide as a whole, has for a topic.
    List(PlaceId, Topic),
    /// The streets of a ward.
    Streets(Slug),
    /// The dates of a ward.
    Calendar(Slug),
    /// What happens after somebody has asked.
    Flow(RecordId),
    /// Words that not everybody knows.
    Glossary,
    /// A picture.
    Picture(SourcePath),
    /// What the guide is made from, and what is not confirmed.
    About,
    /// What stands at a former address and leads on.
    Moved(Address),
    /// What a server shows where nothing stands.
    NotFound,
    /// A file of the theme: which of [`Theme::assets`].
    Asset(usize),
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

/// Where a page stands, seen from the root of the site: `en/toshima/windows/hikikomori.html`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address(String);

impl Address {
    /// A page in a language; Japanese stands at the root.
    #[must_use]
    pub fn new(language: Language, path: impl fmt::Display) -> Self {
        Self(match language {
            Language::Ja => path.to_string(),
            other => format!("{}/{path}", other.word()),
        })
    }

    /// The entrance.
    #[must_use]
    pub fn home(language: Language) -> Self {
        Self::new(language, "index.html")
    }

    /// The page about the guide.
    #[must_use]
    pub fn about(language: Language) -> Self {
        Self::new(language, "about.html")
    }

    /// The wards of a prefecture.
    #[must_use]
    pub fn area(language: Language, id: &str) -> Self {
        Self::new(language, format_args!("areas/{id}.html"))
    }

    /// A ward.
    #[must_use]
    pub fn ward(language: Language, ward: &Slug) -> Self {
        Self::new(language, format_args!("{ward}/index.html"))
    }

    /// A record, a desk or a page.
    #[must_use]
    pub fn record(language: Language, id: &RecordId) -> Self {
        Self::new(language, format_args!("{id}.html"))
    }

    /// What a place has for a topic.
    #[must_use]
    pub fn list(language: Language, place: &PlaceId, topic: &Topic) -> Self {
        match place {
            PlaceId::Ward(ward) => Self::new(language, format_args!("{ward}/{topic}")),
            _ => Self::new(language, topic),
        }
    }

    /// The streets of a ward.
    #[must_use]
    pub fn streets(language: Language, ward: &Slug) -> Self {
        Self::new(language, format_args!("{ward}/streets.html"))
    }

    /// The dates of a ward.
    #[must_use]
    pub fn calendar(language: Language, ward: &Slug) -> Self {
        Self::new(language, format_args!("{ward}/calendar.html"))
    }

    /// The words that not everybody knows.
    #[must_use]
    pub fn glossary(language: Language) -> Self {
        Self::new(language, "words.html")
    }

    /// A picture; one file for all languages.
    #[must_use]
    pub fn picture(place: &PlaceId, file: &MediaName) -> Self {
        Self(format!("{place}/media/{file}"))
    }

    /// The way from this page to the root: `../../`.
    #[must_use]
    pub fn root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }

    /// The path without the folder of its language.
    #[must_use]
    pub fn within(&self, language: Language) -> &str {
        match language {
            Language::Ja => &self.0,
            other => self.0.strip_prefix(other.word()).and_then(|path| path.strip_prefix('/')).unwrap_or(&self.0),
        }
    }

    /// The path below the root.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PageKind {
    /// Whether it is a page to read, not a file.
    #[must_use]
    pub fn is_page(&self) -> bool {
        !matches!(self, Self::Asset(_) | Self::Picture(_))
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
    let mut groups = vec![guide(site, theme, &areas)];
    groups.extend(site.scopes.keys().map(|scope| of_place(site, PlaceId::Scope(scope.clone()), Vec::new())));
    groups.extend(site.wards.keys().map(|ward| of_ward(site, ward)));
    Plan { groups, areas }
}

fn guide(site: &CheckedSite, theme: &Theme, areas: &[Area]) -> Group {
    let mut pages = in_each_language(site, Address::home, &PageKind::Home);
    for (number, area) in areas.iter().enumerate() {
        pages.extend(in_each_language(site, |language| Address::area(language, &area.id), &PageKind::Area(number)));
    }
    let everywhere = PlaceId::Guide;
    for topic in topics(site) {
        pages.extend(list(site, &everywhere, topic));
    }
    if !site.glossary.items.is_empty() {
        pages.extend(in_each_language(site, Address::glossary, &PageKind::Glossary));
    }
    pages.extend(in_each_language(site, Address::about, &PageKind::About));
    pages.push(PagePlan { address: Address("404.html".to_owned()), language: Language::Ja, kind: PageKind::NotFound });
    pages.extend(theme.assets.iter().enumerate().map(|(number, asset)| PagePlan {
        address: Address(asset.address.clone()),
        language: Language::Ja,
        kind: PageKind::Asset(number),
    }));
    of_place(site, PlaceId::Guide, pages)
}

/// A ward's pages; what stood below a former id leads on to what stands here now.
fn of_ward(site: &CheckedSite, ward: &Slug) -> Group {
    let mut front = in_each_language(site, |language| Address::ward(language, ward), &PageKind::Ward(ward.clone()));
    let place = PlaceId::Ward(ward.clone());
    for topic in site.topics_of(ward) {
        front.extend(list(site, &place, topic));
    }
    if !site.lists_of(&place).streets.items.is_empty() {
        front.extend(in_each_language(site, |to| Address::streets(to, ward), &PageKind::Streets(ward.clone())));
    }
    if site.has_dates(ward) {
        front.extend(in_each_language(site, |to| Address::calendar(to, ward), &PageKind::Calendar(ward.clone())));
    }
    let mut group = of_place(site, place, front);
    let own = group.pages.len();
    for old in &site.ward(ward).data.formerly_ids {
        let below = |address: &Address, language| {
            Address::new(language, address.within(language).replacen(ward.as_str(), old.as_str(), 1))
        };
        // A record may have moved before its ward did: both its addresses lead to where it is now.
        let former = group.pages[..own].iter().map(|page| PagePlan {
            address: below(&page.address, page.language),
            language: page.language,
            kind: PageKind::Moved(match &page.kind {
                PageKind::Moved(to) => to.clone(),
                _ => page.address.clone(),
            }),
        });
        let former: Vec<PagePlan> = former.collect();
        group.pages.extend(former);
    }
    group
}

/// The pages of a place's records, behind those that it has anyway.
fn of_place(site: &CheckedSite, place: PlaceId, mut pages: Vec<PagePlan>) -> Group {
    for record in site.records_of(&place).filter(|record| record.service.is_public()) {
        let at = |id: &RecordId| {
            in_each_language(site, |language| Address::record(language, id), &PageKind::Record(id.clone()))
        };
        pages.extend(at(record.id));
        for desk in record.desks.iter().filter(|desk| desk.name.is_some()) {
            pages.extend(at(&RecordId { desk: Some(desk.id.clone()), ..record.id.clone() }));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_back_to_the_root() {
        #[track_caller]
        fn check(address: &Address, path: &str, root: &str) {
            assert_eq!((address.as_str(), &*address.root()), (path, root));
        }
        let ward: Slug = "toshima".parse().unwrap();
        let id = RecordId::new(PlaceId::Ward(ward.clone()), crate::model::value::Kind::Window, "a".parse().unwrap());
        check(&Address::home(Language::Ja), "index.html", "");
        check(&Address::ward(Language::En, &ward), "en/toshima/index.html", "../../");
        check(&Address::record(Language::Easy, &id), "easy/toshima/windows/a.html", "../../../");
        let guide = RecordId::new(PlaceId::Guide, crate::model::value::Kind::Page, "first".parse().unwrap());
        check(&Address::record(Language::Ja, &guide), "guides/first.html", "../");
    }
}
