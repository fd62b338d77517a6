//! What templates see: the contract with theme authors.
//!
//! Every template receives `site`, `words` and `page`, and one value named after itself: `home` in `home.html`, `area`,
//! `ward`, `record`, `call`, `article` (in `page.html`), `list`, `names`, `streets`, `calendar`, `checked`, `flow`,
//! `everything` (in `all.html`), `glossary`, `search`, `about`, `moved`, `landing`, `leaflets`, or `leaflet` on paper;
//! `404.html` has none. All addresses are seen from the root of
//! the site, so write `{{ page.root }}{{ record.href }}`. Texts that may be in another language than the page are
//! [`Phrase`]s: write `{{ record.name | say }}`, or `.text` where no markup may stand.
//!
//! The structs here are only data; the files beside this one fill them. No template looks anything up.

mod call;
mod checked;
mod flow_picture;
mod landing;
mod leaflet;
mod pages;
mod record;

use std::borrow::Cow;
use std::collections::BTreeMap;

pub use pages::*;
pub use record::*;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};

pub use call::*;
pub use checked::*;
pub use flow_picture::*;
pub use landing::*;
pub use leaflet::*;

use crate::language::Phrase;

/// A record that several pages show: a [`RecordView`]. It is made once; every page gets the same one.
#[derive(Clone, Debug)]
pub struct Shared(pub(crate) tera::Value);

impl Serialize for Shared {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl JsonSchema for Shared {
    fn schema_name() -> Cow<'static, str> {
        RecordView::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        RecordView::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        RecordView::json_schema(generator)
    }
}

/// `site`: what is the same on every page of a language.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SiteView<'a> {
    /// What the guide is called.
    pub title: Phrase,
    /// What browsers show in place of every page's title, if the guide keeps quiet.
    pub quiet_title: Option<Phrase>,
    /// The address of the entrance.
    pub href: String,
    /// Where the site will stand, with `https://`.
    pub base_url: String,
    /// Whether all of it is a sample, which every page must say.
    pub is_sample: bool,
    /// Whether a ward that was visited once opens without a network.
    pub is_offline: bool,
    /// Who publishes it, if that may be said.
    pub publisher: Option<Phrase>,
    /// The day of the build.
    pub day: TimeView,
    /// The page about the guide: its sources, and what is not confirmed.
    pub about: String,
    /// The page to search from; the box of a page leads there.
    pub search: String,
    /// The slip of paper to say that something is wrong.
    pub correction: String,
    /// The pages for everybody, in order.
    pub guides: Vec<LinkView>,
    /// The page of words that not everybody knows.
    pub glossary: Option<String>,
    /// The addresses of the theme's files by name: `site.assets["style.css"]`.
    pub assets: BTreeMap<&'a str, &'a str>,
    /// The file that browsers show beside the page's title.
    pub icon: IconView<'a>,
    /// The theme's logo in words; the class `logo` of the style sheet shows it.
    pub logo: Option<Phrase>,
    /// The theme's line below the title.
    pub header: Option<Phrase>,
    /// The theme's lines at the foot.
    pub footer: Vec<FooterView>,
}

/// The file that browsers show beside the page's title.
#[derive(Debug, Serialize, JsonSchema)]
pub struct IconView<'a> {
    /// Where it stands.
    pub href: &'a str,
    /// What kind of picture it is, as HTML's `type` has it.
    pub media: &'static str,
}

/// A line of the theme at the foot of every page.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FooterView {
    /// What it says.
    pub text: Phrase,
    /// Where it leads, with `https://`.
    pub href: Option<String>,
}

/// `page`: what is special about this page.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PageView {
    /// Its title, without the guide's.
    pub title: Phrase,
    /// The way to the root of the site: `../../`, or nothing.
    pub root: String,
    /// Its own address.
    pub href: String,
    /// Its own address with `https://`.
    pub url: String,
    /// What leads from a printed page back to this one; nothing where it has no address of its own.
    pub code: Option<PageCodeView>,
    /// Its language: `ja`, `easy` or `en`.
    pub language: &'static str,
    /// Its language as HTML says it.
    pub lang: &'static str,
    /// The same page in the site's languages, itself included.
    pub languages: Vec<LanguageView>,
    /// The way here from the entrance, this page excluded.
    pub crumbs: Vec<LinkView>,
    /// Where its link that leaves it at once leads, if it has one.
    pub leave: Option<String>,
    /// Whether search engines shall leave it out.
    pub is_hidden: bool,
}

/// The code of a page, for the foot of its last sheet.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PageCodeView {
    /// How many modules it is wide, with the quiet zone.
    pub modules: usize,
    /// Its black modules: a path of an SVG, to be stroked. A ward's page has them in `file`.
    pub path: String,
    /// The picture of it that a ward's page names in its place, since nothing may be added to the first view.
    pub file: Option<String>,
    /// The address in words, without `https://`.
    pub address: String,
}

/// A page in a language.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LanguageView {
    /// The language: `ja`, `easy` or `en`.
    pub language: &'static str,
    /// The language as HTML says it.
    pub lang: &'static str,
    /// Where the page stands.
    pub href: String,
    /// Whether it is this page.
    pub is_current: bool,
    /// Its address on the web, where search engines have the page in several languages and this is one of them.
    pub url: Option<String>,
}

/// A link with words.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LinkView {
    /// Where it leads.
    pub href: String,
    /// What it is called.
    pub name: Phrase,
    /// A sentence about it.
    pub description: Option<Phrase>,
}

/// A day in words and for machines.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TimeView {
    /// In words, in both calendars.
    pub text: String,
    /// As HTML's `datetime` has it; nothing where it has no form for it (fiscal years).
    pub iso: Option<String>,
}

/// `home`: the entrance.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HomeView {
    /// The prefectures with wards.
    pub areas: Vec<LinkView>,
    /// The wards themselves, where they are few.
    pub wards: Vec<WardLinkView>,
    /// The lists for whoever asks.
    pub who: Vec<TopicView>,
    /// The lists by worry.
    pub concerns: Vec<TopicView>,
    /// The lists by the way to talk.
    pub modes: Vec<TopicView>,
    /// The lists by age.
    pub ages: Vec<TopicView>,
    /// Lines that answer everywhere in the guide.
    pub shared: Vec<SharedView>,
    /// Lines that answer at all hours, for whoever finds nothing.
    pub at_all_hours: Vec<Shared>,
    /// Numbers for danger.
    pub urgent: Vec<SharedView>,
}

/// `area`: the wards of a prefecture.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AreaView {
    /// The prefecture's name.
    pub name: Phrase,
    /// Its wards in the rows of the kana table: あ, か, さ…
    pub rows: Vec<RowView>,
    /// Lines that answer everywhere in it.
    pub shared: Vec<SharedView>,
    /// Lines that answer at all hours, for whoever finds nothing.
    pub at_all_hours: Vec<Shared>,
    /// Numbers for danger.
    pub urgent: Vec<SharedView>,
}

/// Wards whose kana begin in the same row.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RowView {
    /// The first kana of the row.
    pub kana: &'static str,
    /// The wards.
    pub wards: Vec<WardLinkView>,
}

/// A link to a ward.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct WardLinkView {
    /// Where it leads.
    pub href: String,
    /// The ward's name.
    pub name: Phrase,
    /// How it is read.
    pub kana: String,
    /// Its prefecture.
    pub prefecture: Phrase,
}

/// `ward`: a municipality.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WardView {
    /// Its name.
    pub name: Phrase,
    /// How it is read.
    pub kana: String,
    /// What is to be read first.
    pub notices: Vec<NoticeView>,
    /// Whether that city has a window of its own.
    pub city_answers: bool,
    /// The city that it is a part of.
    pub city: Option<LinkView>,
    /// The 行政区 that are parts of it.
    pub districts: Vec<LinkView>,
    /// Its page on the web.
    pub site: Option<UrlView>,
    /// What answers first; nothing only where no scope has a fallback either.
    pub main: Option<SharedView>,
    /// Whether `main` stands in for a window of its own, which is not known yet.
    pub main_is_fallback: bool,
    /// The introduction, for `prose`.
    pub body: BodyView,
    /// The language of the introduction, where it is not the page's.
    pub body_lang: Option<&'static str>,
    /// What its records can be narrowed down by, as far as that makes a difference.
    pub filters: Vec<FilterView>,
    /// Its windows, under the worry that each names first. Windows without one come last, under no worry.
    pub groups: Vec<GroupView>,
    /// Its phone lines.
    pub phone_lines: Vec<Shared>,
    /// Its family groups and groups for the persons themselves.
    pub family_groups: Vec<Shared>,
    /// Its places to go.
    pub places: Vec<Shared>,
    /// Its programmes, under the aim that each has; those without one come last.
    pub programmes: Vec<GroupView>,
    /// What happens after somebody has asked.
    pub flows: Vec<LinkView>,
    /// Its lists for whoever asks.
    pub who: Vec<TopicView>,
    /// Its lists by worry.
    pub concerns: Vec<TopicView>,
    /// Its lists by the way to talk, as far as they leave something out.
    pub modes: Vec<TopicView>,
    /// Its lists by age, as far as they leave something out.
    pub ages: Vec<TopicView>,
    /// The page of everything that it has, by kana.
    pub names: String,
    /// The page of its streets.
    pub streets: Option<String>,
    /// The page of its dates.
    pub calendar: Option<String>,
    /// The page with everything of it.
    pub everything: String,
    /// The page of its printed matter, if it has some.
    pub leaflets: Option<String>,
    /// What residents might say, as examples.
    pub voices: Vec<Phrase>,
    /// What the people at its windows say.
    pub messages: Vec<MessageView>,
    /// Lines that answer here and elsewhere.
    pub shared: Vec<SharedView>,
    /// Numbers for danger, never a first answer.
    pub urgent: Vec<SharedView>,
    /// Its other pages.
    pub pages: Vec<LinkView>,
    /// The page that says when everything here was confirmed.
    pub checked: String,
}

/// A choice that narrows a ward's records down.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FilterView {
    /// `for` or `mode`.
    pub about: &'static str,
    /// What can be chosen: who asks, or ways to talk.
    pub choices: Vec<ChoiceView>,
}

/// One choice of a filter.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ChoiceView {
    /// Its letter, which records have in their `filters`.
    pub sign: char,
    /// Its word.
    pub name: String,
}

/// A link to a list of records.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TopicView {
    /// Who asks (`self`, `family` …), the id of the worry, the way to talk (`phone` …) or the age (`18-39` …).
    pub id: String,
    /// Where the list stands.
    pub href: String,
    /// The word for it.
    pub name: Phrase,
}

/// Records under one worry or aim.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GroupView {
    /// The worry or the aim.
    pub name: Option<Phrase>,
    /// The records, each a [`RecordView`].
    pub records: Vec<Shared>,
}

/// A record with what this page says about it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SharedView {
    /// The record: a [`RecordView`].
    pub record: Shared,
    /// What people of this ward should know about it.
    pub note: Option<Phrase>,
}

/// Prose: pieces of HTML and addresses in turn, put together by the filter `prose`.
pub type BodyView = Vec<String>;

/// `article`: a page that is no record.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ArticleView {
    /// The heading.
    pub title: Phrase,
    /// A sentence about it.
    pub description: Option<Phrase>,
    /// The prose, for `prose`.
    pub body: BodyView,
    /// The language of the prose, where it is not the page's.
    pub lang: Option<&'static str>,
}

/// `moved`: what stands at a former address.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MovedView {
    /// Where it is now.
    pub href: String,
}
