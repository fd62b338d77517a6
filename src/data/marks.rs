//! What a record is about, as the search has it: a letter for whoever asks, for each way to talk, kind and concern, and a
//! digit where somebody answers at any hour. A question means some letters, and a record fits by any of them.

use super::everyday::{Said, everyday};
use super::fold::fold;
use crate::check::CheckedSite;
use crate::language::Language;
use crate::model::part::Phone;
use crate::model::value::{Kind, Mode, Who};
use crate::model::{AnyService, Record};
use crate::plan::Topic;
use crate::render::Inputs;
use crate::render::names::topic_name;

/// Somebody answers at any hour and listens.
const AT_ALL_HOURS: char = '0';

/// For danger.
const EMERGENCY: char = '1';

/// The letters of whoever asks, of ways to talk, of kinds and of concerns, one after the other.
fn letters() -> impl Iterator<Item = char> {
    ('a'..='z').chain('A'..='Z').chain('\u{3b1}'..)
}

/// Everything that has a letter, with it.
fn lettered(site: &CheckedSite) -> impl Iterator<Item = (char, Meaning)> {
    let who = Who::ALL.iter().map(|who| Meaning::Topic(Topic::Who(*who)));
    let modes = Mode::ALL.iter().map(|mode| Meaning::Topic(Topic::Mode(*mode)));
    let kinds = AnyService::KINDS.iter().map(|kind| Meaning::Kind(*kind));
    let concerns = site.concerns.iter().map(|concern| Meaning::Topic(Topic::Concern(concern.id.clone())));
    letters().zip(who.chain(modes).chain(kinds).chain(concerns))
}

enum Meaning {
    Topic(Topic),
    Kind(Kind),
}

/// The letter of a list, if it has one: there is none for ages.
pub(super) fn of_topic(site: &CheckedSite, topic: &Topic) -> String {
    let is_it = |meaning: &Meaning| matches!(meaning, Meaning::Topic(other) if other == topic);
    lettered(site).filter(|(_, meaning)| is_it(meaning)).map(|(letter, _)| letter).collect()
}

/// All that a record is about.
pub(super) fn of_record(site: &CheckedSite, record: &Record<'_>) -> String {
    let service = record.service;
    let is_about = |meaning: &Meaning| match meaning {
        Meaning::Topic(topic) => site.belongs(record, topic),
        Meaning::Kind(kind) => record.id.kind == *kind,
    };
    let now = match service.is_emergency() {
        true => Some(EMERGENCY),
        false => answers_at_all_hours(site, record).then_some(AT_ALL_HOURS),
    };
    now.into_iter().chain(lettered(site).filter(|(_, meaning)| is_about(meaning)).map(|(letter, _)| letter)).collect()
}

/// Whether somebody can be called at any hour, by a number that is shown.
pub(crate) fn answers_at_all_hours(site: &CheckedSite, record: &Record<'_>) -> bool {
    let service = record.service;
    let contact = &service.contact;
    let own = contact.hours.as_ref().and_then(|hours| hours.schedule().fact());
    let is_reached = |phone: &Phone| {
        let hours = phone.hours.as_ref().map_or(own, |hours| hours.fact());
        phone.number.fact().is_some() && site.shows_phone(record, phone) && hours.is_some_and(|hours| hours.is_always())
    };
    let is_shown = service.is_listed() && service.is_open() && site.shows_facts(record);
    is_shown && !service.is_emergency() && contact.phones.iter().any(is_reached)
}

/// Letters with the words that mean them.
pub(super) type Meanings = Vec<Vec<String>>;

/// What questions mean, folded: each row begins with letters.
pub(super) fn meanings(inputs: Inputs<'_>, language: Language) -> Meanings {
    let site = inputs.site;
    let topics = site.topics();
    let said = |meaning: &Meaning| -> Vec<String> {
        let words = |said: Option<&Said>| said.into_iter().flat_map(|said| said.on(language)).map(fold).collect();
        match meaning {
            Meaning::Topic(topic) if !topics.contains(topic) => Vec::new(),
            Meaning::Topic(topic) => {
                let mut all: Vec<String> = words(match topic {
                    Topic::Who(who) => Some(everyday().who(*who)),
                    Topic::Mode(mode) => Some(everyday().mode(*mode)),
                    Topic::Concern(id) => everyday().concern(id.as_str()),
                    Topic::Age(_) => None,
                });
                let names = [language, Language::Ja].map(|language| topic_name(inputs, language, topic).text);
                all.extend(names.iter().map(|name| fold(name)));
                if let Topic::Concern(id) = topic {
                    let also = site.concerns.get(id).into_iter().flat_map(|concern| &concern.also);
                    all.extend(also.map(|also| fold(also.as_str())));
                }
                all
            }
            Meaning::Kind(kind) => {
                let key = format!("kind_{}", kind.folder());
                let named = inputs.theme.words(language).get(&key).map(|word| fold(word));
                let mut all: Vec<String> = words(everyday().kind(*kind));
                all.extend(named);
                all
            }
        }
    };
    let crisis = (format!("{AT_ALL_HOURS}{EMERGENCY}"), everyday().crisis.on(language).map(fold).collect());
    let rows = lettered(site).map(|(letter, meaning)| (letter.to_string(), said(&meaning)));
    rows.chain([crisis]).filter(|(_, words)| !words.is_empty()).map(row).collect()
}

fn row((letters, mut words): (String, Vec<String>)) -> Vec<String> {
    words.sort_unstable();
    words.dedup();
    words.retain(|word| !word.is_empty());
    std::iter::once(letters).chain(words).collect()
}
