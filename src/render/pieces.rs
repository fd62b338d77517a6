//! Small pieces that several views are made of: names, links, dates and prose.

use jiff::ToSpan as _;

use super::Inputs;
use super::view::{BodyView, LinkView, NoticeView, SourceView, TimeView, TopicView, UrlView};
use crate::language::{Language, Phrase, words};
use crate::markdown::{Markdown, Segment};
use crate::model::part::{Notice, Source};
use crate::model::value::{Audience, Date, PlaceId, Slug, Url};
use crate::model::{Document, prefecture, record_at, ward_at};
use crate::path::SourcePath;
use crate::plan::{Address, Area, Topic};

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
    let (id, name) = match topic {
        Topic::Who(who) => (who.to_string(), Phrase::own(words(language).who(*who))),
        Topic::Concern(id) => {
            let concern = inputs.site.concerns.get(id).expect("topics are concerns of the guide");
            (id.to_string(), Phrase::local(language, &concern.name))
        }
    };
    TopicView { id, href: Address::list(language, place, topic).to_string(), name }
}

/// Links to lists: those for whoever asks, and those by worry.
pub(super) fn topic_views(
    inputs: Inputs<'_>,
    language: Language,
    place: &PlaceId,
    topics: &[Topic],
) -> (Vec<TopicView>, Vec<TopicView>) {
    let (who, concerns): (Vec<&Topic>, Vec<&Topic>) = topics.iter().partition(|topic| matches!(topic, Topic::Who(_)));
    let views =
        |topics: Vec<&Topic>| topics.into_iter().map(|topic| topic_view(inputs, language, place, topic)).collect();
    (views(who), views(concerns))
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

/// A ward's name; English has its romaji where no overlay says otherwise.
pub(super) fn ward_name(inputs: Inputs<'_>, language: Language, id: &Slug) -> Phrase {
    let ward = inputs.site.ward(id);
    let own = ward.translations.get(&language).and_then(|translation| translation.data.name.as_ref());
    let romaji = Some(ward.data.romaji.as_text()).filter(|_| language == Language::En);
    Phrase::of(language, own.or(romaji), &ward.data.name)
}

/// A link to a ward.
pub(super) fn ward_link(inputs: Inputs<'_>, language: Language, id: &Slug) -> LinkView {
    LinkView { href: Address::ward(language, id).to_string(), name: ward_name(inputs, language, id), description: None }
}

/// A prefecture's name.
pub(super) fn area_name(inputs: Inputs<'_>, language: Language, area: &Area) -> Phrase {
    // One that is not real is called as its scope is.
    let scope = || inputs.site.scopes[inputs.site.scope_of_prefecture(&area.name)?].1.name.own(language);
    match prefecture(&area.name) {
        Some(known) => Phrase::of(language, Some(known.romaji).filter(|_| language == Language::En), &area.name),
        None => Phrase::of(language, scope(), &area.name),
    }
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
