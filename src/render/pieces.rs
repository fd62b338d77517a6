//! Small pieces that several views are made of: names, links, dates and prose.

use jiff::ToSpan as _;

use super::Inputs;
use super::names::{topic_name, ward_name};
use super::view::{BodyView, LinkView, NoticeView, SourceView, TimeView, TopicView, UrlView};
use crate::language::{Language, Phrase, words};
use crate::markdown::{Markdown, Segment};
use crate::model::part::{Notice, Source};
use crate::model::value::{Audience, Date, Kind, PlaceId, Slug, Url};
use crate::model::{Document, record_at, ward_at};
use crate::path::SourcePath;
use crate::plan::{Address, Topic};

/// A date in words and for machines.
pub(super) fn time_view(language: Language, date: Date) -> TimeView {
    let iso = match date {
        Date::FiscalYear(_) => None,
        date => Some(date.to_string()),
    };
    TimeView { text: words(language).date(date), iso }
}

impl From<&Url> for UrlView {
    fn from(url: &Url) -> Self {
        Self { href: url.to_string(), shown: url.shown().to_owned() }
    }
}

/// Prose with the addresses of its links filled in. Links to pages that this build leaves out lead to the entrance.
pub(super) fn body_view(inputs: Inputs<'_>, language: Language, body: &Markdown) -> BodyView {
    let address = |target: &SourcePath| match (record_at(target), ward_at(target)) {
        // Sheets are the same in all languages.
        (Some(id), _) if inputs.site.has_place(&id.place) && id.kind == Kind::Leaflet => {
            Address::record(Language::Ja, &id)
        }
        (Some(id), _) if inputs.site.has_place(&id.place) => Address::record(language, &id),
        (None, Some(ward)) if inputs.site.wards.contains_key(&ward) => Address::ward(language, &ward),
        _ => Address::home(language),
    };
    let piece = |segment: &Segment| match segment {
        Segment::Html(html) => html.clone(),
        Segment::Link { target, .. } => address(target).to_string(),
    };
    body.segments.iter().map(piece).collect()
}

/// The public pages of a place, in their order.
pub(super) fn page_links(inputs: Inputs<'_>, language: Language, place: &PlaceId) -> Vec<LinkView> {
    let public = inputs.site.pages_of(place).filter(|(_, page)| page.data.audience == Audience::Public);
    let mut pages: Vec<_> = public.collect();
    pages.sort_by_key(|(id, page)| (page.data.order.unwrap_or(u16::MAX), (*id).clone()));
    let link = |(id, page): (_, &crate::model::Entry<_, _>)| LinkView {
        href: Address::record(language, id).to_string(),
        name: page.title(language),
        description: page.description(language),
    };
    pages.into_iter().map(link).collect()
}

/// A document that facts come from, and as of when it says so.
pub(super) fn source_view(inputs: Inputs<'_>, language: Language, source: &Source) -> Option<SourceView> {
    let document = inputs.site.documents.get(&source.document)?;
    Some(SourceView {
        as_of: source.as_of.or(document.date).map(|date| time_view(language, date)),
        ..document_view(language, document)
    })
}

/// A document, as of its own date.
pub(super) fn document_view(language: Language, document: &Document) -> SourceView {
    SourceView {
        title: Phrase::local(language, &document.title),
        publisher: document.publisher.as_ref().map(|publisher| Phrase::japanese(language, publisher)),
        as_of: document.date.map(|date| time_view(language, date)),
        href: document.url.as_ref().map(ToString::to_string),
    }
}

/// A notice, with its words in the page's language.
pub(super) fn notice_view(inputs: Inputs<'_>, language: Language, notice: &Notice, text: Phrase) -> NoticeView {
    let (first, last) = (notice.from.0, notice.to.0);
    let time = |day| time_view(language, Date::Day(day));
    let to = time(last);
    // The same day of another year is at least a year away.
    let until = match last < inputs.site.day.saturating_add(1.year()) {
        true => words(language).day_of_year(last),
        false => to.text.clone(),
    };
    NoticeView { text, from: time(first), to, until }
}

/// A link to a list of records.
pub(super) fn topic_view(inputs: Inputs<'_>, language: Language, place: &PlaceId, topic: &Topic) -> TopicView {
    let id = match topic {
        Topic::Who(who) => who.to_string(),
        Topic::Concern(id) => id.to_string(),
        Topic::Mode(mode) => mode.to_string(),
        Topic::Age(band) => band.to_string(),
    };
    let name = topic_name(inputs, language, topic);
    TopicView { id, href: Address::list(language, place, topic).to_string(), name }
}

/// Links to lists, each sort for itself.
pub(super) struct TopicLinks {
    pub(super) who: Vec<TopicView>,
    pub(super) concerns: Vec<TopicView>,
    pub(super) modes: Vec<TopicView>,
    pub(super) ages: Vec<TopicView>,
}

pub(super) fn topic_links(inputs: Inputs<'_>, language: Language, place: &PlaceId, topics: &[Topic]) -> TopicLinks {
    let of = |word: &str| {
        let topics = topics.iter().filter(|topic| topic.word() == word);
        topics.map(|topic| topic_view(inputs, language, place, topic)).collect()
    };
    TopicLinks { who: of("for"), concerns: of("concern"), modes: of("mode"), ages: of("age") }
}

/// The row of the kana table that a reading begins in.
pub(super) fn row_of(kana: &str) -> &'static str {
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

/// Puts things into the rows of the kana table. They must be sorted by kana.
pub(super) fn rows<T>(sorted: impl IntoIterator<Item = T>, kana: impl Fn(&T) -> &str) -> Vec<(&'static str, Vec<T>)> {
    let mut rows: Vec<(&'static str, Vec<T>)> = Vec::new();
    for item in sorted {
        let row = row_of(kana(&item));
        match rows.last_mut() {
            Some((last, items)) if *last == row => items.push(item),
            _ => rows.push((row, vec![item])),
        }
    }
    rows
}

/// A link to a ward.
pub(super) fn ward_link(inputs: Inputs<'_>, language: Language, id: &Slug) -> LinkView {
    LinkView { href: Address::ward(language, id).to_string(), name: ward_name(inputs, language, id), description: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_row_of_their_first_kana() {
        for (kana, row) in [("としまく", "た"), ("めぐろく", "ま"), ("ぎふし", "か"), ("ぴっぷちょう", "は")]
        {
            assert_eq!(row_of(kana), row);
        }
        let rows = rows(["あきた", "いわて", "ぎふ"], |kana| kana);
        assert_eq!(rows, [("あ", vec!["あきた", "いわて"]), ("か", vec!["ぎふ"])]);
    }
}
