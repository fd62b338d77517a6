//! What there is to find: records, their desks, and what belongs to the guide as a whole, each with the words that lead
//! to it.

use super::marks;
use super::search::json;
use super::tokens::{of_number, tokens, without_prefixes};
use crate::check::CheckedSite;
use crate::language::{Language, Phrase};
use crate::model::part::Phone;
use crate::model::value::{Audience, Id, PlaceId, RecordId, Slug, Status, Text};
use crate::model::{Desk, Record, Street, prefecture};
use crate::plan::{Address, Topic};
use crate::render::Inputs;
use crate::render::names::{area_name, topic_name};

/// So much of what a record says of itself is shown.
pub(super) const LEAD: usize = 40;

/// Something to find.
pub(super) struct Entry {
    /// Where it stands and what is shown of it, as JSON.
    pub(super) row: Box<str>,
    /// The words that lead to it.
    pub(super) words: Vec<String>,
}

/// The public records of a place, and their desks with names of their own.
pub(super) fn of_place<'a>(
    site: &'a CheckedSite,
    language: Language,
    place: &PlaceId,
) -> impl Iterator<Item = Entry> + use<'a> {
    let public = site.records_of(place).filter(|record| record.service.is_public());
    public.flat_map(move |record| Found { site, language, record }.entries())
}

/// The lists that a ward has: by who asks, by worry, by way to talk and by age.
pub(super) fn lists_of_ward(inputs: Inputs<'_>, language: Language, ward: &Slug) -> Vec<Entry> {
    let site = inputs.site;
    let entry = |topic: &Topic| {
        let name = topic_name(inputs, language, topic);
        let path = topic.to_string();
        let path = path.trim_end_matches(".html");
        let row = row(ward.as_str(), path, &name, "", &marks::of_topic(site, topic), Status::Open);
        Entry { row, words: tokens([name.text.as_str(), &topic_name(inputs, Language::Ja, topic).text]) }
    };
    site.topics_of(ward).iter().map(entry).collect()
}

/// Prefectures, lists and pages.
pub(super) fn of_guide(inputs: Inputs<'_>, language: Language) -> Vec<Entry> {
    let Inputs { site, plan, .. } = inputs;
    let entry = |href: &Address, name: &Phrase, names: &[&str], marks: &str| {
        let path = href.within(language).trim_end_matches(".html");
        let words = tokens(std::iter::once(name.text.as_str()).chain(names.iter().copied()));
        Entry { row: row("", path, name, "", marks, Status::Open), words }
    };
    let areas = plan.areas.iter().map(|area| {
        let known = prefecture(&area.name);
        let names = [area.name.as_str(), known.map_or("", |known| known.kana), known.map_or("", |known| known.romaji)];
        entry(&Address::area(language, &area.id), &area_name(inputs, language, area), &names, "")
    });
    let topics = site.topics();
    let topics = topics.iter().map(|topic| {
        let href = Address::list(language, &PlaceId::Guide, topic);
        let japanese = topic_name(inputs, Language::Ja, topic).text;
        entry(&href, &topic_name(inputs, language, topic), &[&japanese], &marks::of_topic(site, topic))
    });
    let pages = site.pages_of(&PlaceId::Guide).filter(|(_, page)| page.data.audience == Audience::Public);
    let pages = pages.map(|(id, page)| {
        entry(&Address::record(language, id), &page.title(language), &[&page.title(Language::Ja).text], "")
    });
    areas.chain(topics).chain(pages).collect()
}

/// A record that is to be found.
struct Found<'a> {
    site: &'a CheckedSite,
    language: Language,
    record: Record<'a>,
}

impl Found<'_> {
    fn entries(&self) -> Vec<Entry> {
        let service = self.record.service;
        let name = self.record.name(self.language, None);
        let names = [service.names.name.as_str(), service.names.kana.as_str(), &name.text].into_iter();
        let others = service.names.also.iter().chain(&service.names.formerly).map(Text::as_str);
        let mut words = tokens(names.chain(others));
        words.extend(self.streets(&service.serves));
        words.extend(self.numbers(&service.contact.phones));
        let mut desks = Vec::new();
        for desk in self.record.desks.iter().filter(|_| service.is_open()) {
            match &desk.name {
                Some(_) => desks.push(self.desk(desk, &name)),
                None => words.extend(self.of_desk(desk)),
            }
        }
        let own = self.entry(self.record.id, &name, &self.lead(), words);
        std::iter::once(own).chain(desks).collect()
    }

    /// A desk with a name of its own says of which window it is.
    fn desk(&self, desk: &Desk, window: &Phrase) -> Entry {
        let name = self.record.name(self.language, Some(desk));
        let japanese = desk.name.as_ref().map(Text::as_str);
        let names =
            japanese.into_iter().chain(desk.kana.as_ref().map(|kana| kana.as_str())).chain([name.text.as_str()]);
        let words = tokens(names).into_iter().chain(self.of_desk(desk)).collect();
        let id = RecordId { desk: Some(desk.id.clone()), ..self.record.id.clone() };
        let lead = if window.lang.is_none() { &window.text } else { "" };
        self.entry(&id, &name, lead, words)
    }

    fn of_desk(&self, desk: &Desk) -> Vec<String> {
        self.streets(&desk.serves).into_iter().chain(self.numbers(&desk.contact.phones)).collect()
    }

    fn entry(&self, id: &RecordId, name: &Phrase, lead: &str, words: Vec<String>) -> Entry {
        let (place, whole) = (id.place.to_string(), id.to_string());
        let path = whole[place.len()..].trim_start_matches('/');
        let marks = marks::of_record(self.site, &self.record);
        let row = row(&place, path, name, lead, &marks, self.record.service.status);
        Entry { row, words: without_prefixes(words) }
    }

    /// The names of streets and how they are read.
    fn streets(&self, served: &[Id<Street>]) -> Vec<String> {
        let known = &self.site.lists_of(&self.record.id.place).streets;
        let shown = served.iter().filter(|_| self.site.shows_facts(&self.record));
        let found = shown.filter_map(|id| known.iter().find(|street| street.id == *id));
        found.flat_map(|street| tokens([street.name.as_str(), street.kana.as_str()])).collect()
    }

    /// The numbers that pages show: nobody finds by a number what a strict guide does not say.
    fn numbers(&self, phones: &[Phone]) -> Vec<String> {
        let is_open = self.record.service.is_open();
        let shown = phones.iter().filter(|phone| is_open && self.site.shows_phone(&self.record, phone));
        shown.filter_map(|phone| phone.number.fact()).flat_map(|number| of_number(number.shown())).collect()
    }

    /// The beginning of what the record says of itself in the language of the page, unless it holds a number.
    fn lead(&self) -> String {
        let own = self.record.translations.get(&self.language).map(|translation| &translation.body);
        let lead = match own.filter(|body| !body.is_empty()) {
            Some(body) => body.lead.as_str(),
            None if self.language.tag() == "ja" => self.record.body.lead.as_str(),
            None => "",
        };
        let mut start: String = lead.chars().take(LEAD).collect();
        if start.chars().filter(|c| c.is_numeric()).count() > 2 {
            return String::new();
        }
        if start.len() < lead.len() {
            start.push('…');
        }
        start
    }
}

/// Place, path, name, lead and marks, and as far as need be, whether the name is Japanese elsewhere, and how the record
/// stands.
fn row(place: &str, path: &str, name: &Phrase, lead: &str, marks: &str, status: Status) -> Box<str> {
    let lang = u8::from(name.lang.is_some());
    let row = match (lang, status) {
        (_, Status::Paused | Status::Ended) => json(&(place, path, &name.text, lead, marks, lang, status)),
        (0, _) => json(&(place, path, &name.text, lead, marks)),
        _ => json(&(place, path, &name.text, lead, marks, lang)),
    };
    row.into_boxed_str()
}
