//! A record for the telephone book of a phone: vCard 3.0 (RFC 2426), which every phone takes in. In: a record with
//! numbers that its page dials. Out: the card, in the words of a language. Others see it in the telephone book, in lists of
//! calls and in what phones share: in a guide that keeps quiet it names the guide's quiet title, and nothing that tells
//! more.

use std::collections::BTreeMap;

use crate::check::CheckedSite;
use crate::language::{Language, Phrase, fill, words};
use crate::model::part::{Freshness, Hours};
use crate::model::value::{Audience, Date, Kind, Known, RecordId, Schedule, Text};
use crate::model::{Record, Service};
use crate::plan::Address;

/// So many bytes has a line at most, without its end.
const LINE: usize = 75;

/// The card of a record or of a desk of it. `say` are the words of the theme.
#[must_use]
pub fn vcard(site: &CheckedSite, language: Language, id: &RecordId, say: &BTreeMap<String, String>) -> String {
    let record = site.record(&id.without_desk()).expect("the plan names records that are there");
    let at_desk = record.desk(id).map(|desk| record.service.at_desk(desk));
    let card = Card { site, language, record, service: at_desk.as_ref().unwrap_or(record.service), say };
    if let Some(title) = site.config.quiet.as_ref().and_then(|quiet| quiet.title.as_ref()) {
        return card.quiet(&Phrase::local(language, title).text);
    }
    let name = record.name(language, record.desk(id)).text;
    let mut lines = Lines::default();
    lines.add("BEGIN", "VCARD");
    lines.add("VERSION", "3.0");
    lines.add("FN", &escaped(&name));
    lines.add("N", &format!("{};;;;", escaped(&name)));
    // Telephone books sort by it.
    lines.add("X-PHONETIC-LAST-NAME", &escaped(card.service.names.kana.as_str()));
    lines.add("ORG", &escaped(&card.organisation().unwrap_or(name)));
    for (number, (phone, value, _)) in (1..).zip(site.dialled(record, card.service)) {
        match &phone.label {
            Some(label) => {
                lines.add(&format!("item{number}.TEL;TYPE=WORK,VOICE"), value.dialled());
                lines.add(&format!("item{number}.X-ABLabel"), &escaped(card.said(label)));
            }
            None => lines.add("TEL;TYPE=WORK,VOICE", value.dialled()),
        }
    }
    lines.add("NOTE", &escaped(&card.note()));
    lines.add("URL", &Address::record(language, id).url(&site.config.base_url));
    lines.add("END", "VCARD");
    lines.0
}

/// A card on its way.
struct Card<'a> {
    site: &'a CheckedSite,
    language: Language,
    record: Record<'a>,
    service: &'a Service,
    say: &'a BTreeMap<String, String>,
}

impl Card<'_> {
    /// The card under another name: its numbers and what can be said of them without a word on what they are for.
    fn quiet(&self, title: &str) -> String {
        let mut lines = Lines::default();
        lines.add("BEGIN", "VCARD");
        lines.add("VERSION", "3.0");
        lines.add("FN", &escaped(title));
        lines.add("N", &format!("{};;;;", escaped(title)));
        for (_, value, _) in self.site.dialled(self.record, self.service) {
            lines.add("TEL;TYPE=VOICE", value.dialled());
        }
        let numbers = self.site.dialled(self.record, self.service).into_iter();
        let said: Vec<String> = numbers
            .map(|(_, value, freshness)| format!("{}{}{}", value.shown(), self.word("colon"), self.standing(freshness)))
            .collect();
        lines.add("NOTE", &escaped(&said.join("\n")));
        lines.add("END", "VCARD");
        lines.0
    }

    /// What has to be known before one calls.
    fn note(&self) -> String {
        let sample = self.site.config.sample.then(|| format!("{}。{}", self.word("sample"), self.word("sample_strip")));
        let dialled = self.site.dialled(self.record, self.service);
        let of_numbers = dialled.iter().flat_map(|(phone, value, freshness)| {
            let shown = phone.label.as_ref().map_or_else(|| value.shown(), |label| self.said(label));
            let extension = value.extension().map(|number| fill(self.word("extension"), &[("number", number)]));
            let hours = phone.hours.as_ref().and_then(|hours| self.hours(hours));
            let note = phone.note.as_ref().map(|note| self.said(note).to_owned());
            let said = [extension, hours, note].into_iter().flatten().chain([self.standing(*freshness)]);
            said.map(move |said| format!("{shown}{}{said}", self.word("colon")))
        });
        let of_numbers: Vec<String> = of_numbers.collect();
        let lines = sample.into_iter().chain(self.own_hours()).chain(of_numbers);
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The record's own hours, where they may be shown, with what is to be thought of them.
    fn own_hours(&self) -> Option<String> {
        let hours: &Hours = self.service.contact.hours.as_ref()?;
        let own = self.site.own_freshness(self.record);
        let (freshness, is_shown) = self.site.fact(own, hours.verified(), |facts| hours.facts(facts));
        let said = self.hours(hours.schedule()).filter(|_| is_shown)?;
        Some(if freshness.is_confirmed() { said } else { format!("{said}\n{}", self.standing(freshness)) })
    }

    fn hours(&self, hours: &Known<Schedule>) -> Option<String> {
        let schedule = hours.fact()?.with_places(|place| self.translated(place).clone());
        Some(words(self.language).hours(&schedule).join("\n"))
    }

    fn standing(&self, freshness: Freshness) -> String {
        match freshness {
            Freshness::Confirmed { until, .. } => {
                fill(self.word("until"), &[("day", &words(self.language).date(Date::Day(until)))])
            }
            other => self.word(&format!("doubt_{}", other.word())).to_owned(),
        }
    }

    /// Who runs it, if that may be said.
    fn organisation(&self) -> Option<String> {
        let is_shown = self.site.fact(self.site.own_freshness(self.record), None, |_| ()).1;
        let operators = self.service.operators.iter().filter(|_| is_shown);
        let named = operators.filter_map(|operator| {
            self.site.organisations.get(&operator.resolve(&self.record.id.place, Kind::Organisation))
        });
        let mut public = named.filter(|organisation| organisation.data.audience == Audience::Public);
        public.next().map(|organisation| Phrase::local(self.language, &organisation.data.name).text)
    }

    fn said<'t>(&'t self, text: &'t Text) -> &'t str {
        self.translated(text).as_str()
    }

    fn translated<'t>(&'t self, text: &'t Text) -> &'t Text {
        self.record.translation(self.language, text).unwrap_or(text)
    }

    fn word(&self, key: &str) -> &str {
        self.say.get(key).map_or("", String::as_str)
    }
}

/// The lines of a card, folded and ended as the standard says.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// Adds a line. One that is too long goes on in the next, behind a blank; no character is cut in two.
    fn add(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if length + c.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(c);
            length += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A text as a value.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_go_on_in_the_next() {
        let mut lines = Lines::default();
        lines.add("NOTE", &escaped(&format!("{}\n,;\\", "あ".repeat(40))));
        for line in lines.0.lines() {
            assert!(line.len() <= LINE, "{line}");
        }
        assert_eq!(lines.0.replace("\r\n ", ""), format!("NOTE:{}\\n\\,\\;\\\\\r\n", "あ".repeat(40)));
    }
}
