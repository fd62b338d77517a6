//! Small pieces that several views are made of: names, links, dates and prose.

use super::Inputs;
use super::view::{BodyView, LinkView, TimeView, UrlView};
use crate::language::{Language, Phrase, words};
use crate::markdown::{Markdown, Segment};
use crate::model::value::{Audience, Date, PlaceId, Slug, Url};
use crate::model::{prefecture, record_at, ward_at};
use crate::path::SourcePath;
use crate::plan::{Address, Area};

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
pub(super) fn area_name(language: Language, area: &Area) -> Phrase {
    let romaji = prefecture(&area.name).map(|known| known.romaji).filter(|_| language == Language::En);
    Phrase::of(language, romaji, &area.name)
}
