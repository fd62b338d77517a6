//! What is said in a language, and what is not yet.
//!
//! A page belongs to a language when a name or a piece of prose on it is translated. Facts that the program says by
//! itself, names in Latin letters and the theme's own words make no translation.

use std::collections::BTreeMap;

use crate::model::part::ServiceText;
use crate::model::value::{Audience, Language, LocalText};
use crate::model::{Entry, Flow, Page, PageText, Record, Site, Ward, WardText};
use crate::path::SourcePath;

/// What a file does not say in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untranslated<'a> {
    /// The file that says it in Japanese.
    pub path: &'a SourcePath,
    /// What is missing, in the order of the file.
    pub wanting: Vec<Wanting>,
}

/// Something that has no translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanting {
    /// The name or the title.
    Name,
    /// The name of a desk.
    Desk(String),
    /// The prose.
    Prose,
    /// A string.
    Text(String),
}

/// Every file that residents read of and that leaves something unsaid in a language.
#[must_use]
pub fn untranslated(site: &Site, language: Language) -> Vec<Untranslated<'_>> {
    let records = site.records().filter(|record| record.service.is_listed());
    let records = records.map(|record| (record.path, of_record(record, language)));
    let wards = site.wards.values().map(|ward| (&ward.path, of_ward(ward, language)));
    let pages = site.pages.values().filter(|page| page.data.audience == Audience::Public);
    let pages = pages.map(|page| (&page.path, of_page(page, language)));
    let flows = site.flows.values().filter(|(_, flow)| flow.is_public());
    let flows = flows.map(|(path, flow)| (path, local(texts_of(flow), language)));
    let files = records.chain(wards).chain(pages).chain(flows).chain(lists(site, language));
    let mut found: BTreeMap<&SourcePath, Vec<Wanting>> = BTreeMap::new();
    for (path, wanting) in files.filter(|(_, wanting)| !wanting.is_empty()) {
        found.entry(path).or_default().extend(wanting);
    }
    found.into_iter().map(|(path, wanting)| Untranslated { path, wanting }).collect()
}

fn of_record(record: Record<'_>, language: Language) -> Vec<Wanting> {
    let none = ServiceText::default();
    let overlay = record.translations.get(&language);
    let own = overlay.map_or(&none, |overlay| &overlay.data);
    let name = own.name.is_none().then_some(Wanting::Name);
    let desks = record.desks.iter().filter(|desk| desk.name.is_some());
    let desks = desks.filter(|desk| !own.desks.iter().any(|known| known.id == desk.id));
    let prose = !record.body.is_empty() && overlay.is_none_or(|overlay| overlay.body.is_empty());
    let mut strings = record.strings();
    strings.retain(|text| !own.texts.iter().any(|pair| pair.of.as_str() == *text));
    strings.sort_unstable();
    strings.dedup();
    let desks = desks.map(|desk| Wanting::Desk(desk.id.to_string()));
    let texts = strings.into_iter().map(|text| Wanting::Text(text.to_owned()));
    name.into_iter().chain(desks).chain(prose.then_some(Wanting::Prose)).chain(texts).collect()
}

/// The name of a ward is written in Latin letters or as it is.
fn of_ward(ward: &Entry<Ward, WardText>, language: Language) -> Vec<Wanting> {
    let overlay = ward.translations.get(&language);
    let is_said = |text: &str| overlay.is_some_and(|own| own.data.texts.iter().any(|pair| pair.of.as_str() == text));
    let texts = ward.data.strings().filter(|text| !is_said(text.as_str())).map(|text| Wanting::Text(text.to_string()));
    let prose = !ward.body.is_empty() && overlay.is_none_or(|overlay| overlay.body.is_empty());
    texts.chain(prose.then_some(Wanting::Prose)).collect()
}

fn of_page(page: &Entry<Page, PageText>, language: Language) -> Vec<Wanting> {
    let overlay = page.translations.get(&language);
    let name = overlay.is_none_or(|own| own.data.title.is_none()).then_some(Wanting::Name);
    let description = page.data.description.as_ref();
    let description = description.filter(|_| overlay.is_none_or(|own| own.data.description.is_none()));
    let prose = !page.body.is_empty() && overlay.is_none_or(|overlay| overlay.body.is_empty());
    let description = description.map(|text| Wanting::Text(text.to_string()));
    name.into_iter().chain(description).chain(prose.then_some(Wanting::Prose)).collect()
}

fn lists(site: &Site, language: Language) -> impl Iterator<Item = (&SourcePath, Vec<Wanting>)> {
    let concerns = site.concerns.items.iter().map(|item| (&item.path, &item.data.name));
    let fields = site.fields.items.iter().map(|item| (&item.path, &item.data.name));
    let words = site.glossary.items.iter().map(|item| (&item.path, &item.data.means));
    let documents = site.documents.items.iter().map(|item| (&item.path, &item.data.title));
    let public = site.organisations.values().filter(|item| item.data.audience == Audience::Public);
    let organisations = public.map(|item| (&item.path, &item.data.name));
    let scopes = site.scopes.values().map(|(path, scope)| (path, &scope.name));
    let voices = site.lists.values().flat_map(|lists| &lists.voices.items).map(|item| (&item.path, &item.data.text));
    let messages = site.lists.values().flat_map(|lists| &lists.messages.items);
    let messages = messages.flat_map(|item| [(&item.path, &item.data.role), (&item.path, &item.data.message)]);
    let guide = concerns.chain(fields).chain(words).chain(documents);
    let places = organisations.chain(scopes).chain(voices).chain(messages);
    guide.chain(places).map(move |(path, text)| (path, local([text].into_iter(), language)))
}

fn local<'a>(texts: impl Iterator<Item = &'a LocalText>, language: Language) -> Vec<Wanting> {
    texts.filter(|text| text.own(language).is_none()).map(|text| Wanting::Text(text.ja().to_string())).collect()
}

fn texts_of(flow: &Flow) -> impl Iterator<Item = &LocalText> {
    let actors = flow.actors.iter().map(|actor| &actor.name);
    let steps = flow.steps.iter().map(|step| &step.text);
    let cases = flow.variants.iter().filter_map(|variant| variant.when.as_ref());
    let exceptions = flow.exceptions.iter().map(|exception| &exception.when);
    [&flow.name].into_iter().chain(&flow.intro).chain(actors).chain(steps).chain(cases).chain(exceptions)
}

impl Record<'_> {
    /// Whether anything of it is said in a language.
    #[must_use]
    pub fn is_said_in(&self, language: Language) -> bool {
        let is_said = |overlay: &crate::model::Translation<ServiceText>| {
            let ServiceText { name, desks, texts } = &overlay.data;
            name.is_some() || !desks.is_empty() || !texts.is_empty() || !overlay.body.is_empty()
        };
        language == Language::Ja || self.translations.get(&language).is_some_and(is_said)
    }
}

impl Entry<Ward, WardText> {
    /// Whether anything that it says itself is said in a language.
    #[must_use]
    pub fn is_said_in(&self, language: Language) -> bool {
        let own = self.translations.get(&language);
        let is_said =
            own.is_some_and(|own| own.data.name.is_some() || !own.data.texts.is_empty() || !own.body.is_empty());
        language == Language::Ja || is_said
    }
}

impl Entry<Page, PageText> {
    /// Whether anything of it is said in a language.
    #[must_use]
    pub fn is_said_in(&self, language: Language) -> bool {
        let own = self.translations.get(&language);
        let is_said =
            own.is_some_and(|own| own.data.title.is_some() || own.data.description.is_some() || !own.body.is_empty());
        language == Language::Ja || is_said
    }
}

impl Flow {
    /// Whether anything of it is said in a language.
    #[must_use]
    pub fn is_said_in(&self, language: Language) -> bool {
        texts_of(self).any(|text| text.own(language).is_some())
    }
}
