//! A sheet for staff, on which two people confirm what paper says of records: every fact by the name that staff know, and
//! what is not known, with room to write it.

use super::Draft;
use crate::language::Phrase;
use crate::messages::{MessageLanguage, Messages, messages};
use crate::model::part::{Contact, Freshness};
use crate::model::value::{Date, Kind, PhoneNumber, RecordId};
use crate::model::{Desk, Record};
use crate::render::pieces::time_view;
use crate::render::view::{VerifyFactView, VerifyPartView, VerifyRecordView, VerifyView};

pub(super) fn view(draft: &mut Draft<'_, '_, '_>) -> VerifyView {
    let records = draft.to_verify();
    let shown: Vec<RecordId> = records.iter().map(|record| record.id.clone()).collect();
    let leaflet = draft.leaflet(&shown, |_| 30.0);
    VerifyView { records: records.into_iter().map(|record| draft.verified(record)).collect(), leaflet }
}

impl<'a> Draft<'_, 'a, '_> {
    /// The records whose facts are confirmed: those that the leaflet asks for, else all of its place, residents' and staff's.
    fn to_verify(&self) -> Vec<Record<'a>> {
        let (site, place) = (self.site(), &self.id.place);
        let entries = self.leaflet.entries.as_ref();
        let named = self.leaflet.main.iter().chain(entries.iter().flat_map(|entries| &entries.must));
        let ids = named.chain(&self.leaflet.also).map(|named| named.resolve(place, Kind::Window).without_desk());
        let mut ids: Vec<RecordId> = ids.collect();
        let room = entries.and_then(|entries| entries.max).map_or(usize::MAX, usize::from);
        for record in site.records_of(place) {
            let is_wanted = entries.is_none_or(|entries| entries.from.contains(&record.id.kind));
            if is_wanted && ids.len() < room && !ids.contains(record.id) {
                ids.push(record.id.clone());
            }
        }
        ids.iter().filter_map(|id| site.record(id)).collect()
    }

    fn verified(&self, record: Record<'a>) -> VerifyRecordView {
        let own = self.site().own_freshness(record);
        let confirmed = match own {
            Freshness::Confirmed { on, .. } | Freshness::Expired { on, .. } | Freshness::Changed { on } => Some(on),
            Freshness::Unconfirmed => None,
        };
        let desks = record.desks.iter().map(|desk| self.part(record, Some(desk)));
        VerifyRecordView {
            id: record.id.to_string(),
            name: Phrase::japanese(self.language, &record.service.names.name),
            confirmed: confirmed.map(|day| time_view(self.language, Date::Day(day))),
            parts: std::iter::once(self.part(record, None)).chain(desks).collect(),
        }
    }

    /// The facts of a record without its desks, or those of one desk.
    fn part(&self, record: Record<'a>, desk: Option<&Desk>) -> VerifyPartView {
        let staff = messages(MessageLanguage::Ja);
        let contact = desk.map_or(&record.service.contact, |desk| &desk.contact);
        let below = desk.map_or_else(String::new, |desk| format!("desks.{}.", desk.id));
        let facts = record.printed_facts(None);
        let known = facts.lines().filter_map(|(path, value)| {
            let path = path.strip_prefix(&below)?;
            (!path.starts_with("desks.")).then(|| fact(staff, contact, path, value))
        });
        let gaps = gaps(contact).into_iter();
        let gaps = gaps.map(|path| VerifyFactView { name: staff.field(&path), value: None, digits: Vec::new() });
        let name = desk.map(|desk| {
            desk.name
                .as_ref()
                .map_or_else(|| Phrase::own(desk.id.to_string()), |name| Phrase::japanese(self.language, name))
        });
        VerifyPartView { facts: known.chain(gaps).collect(), desk: name }
    }
}

/// A fact; a telephone number as it is shown, digit by digit.
fn fact(staff: &Messages, contact: &Contact, path: &str, value: &str) -> VerifyFactView {
    let name = staff.field(path);
    match number_at(contact, path) {
        Some(number) => VerifyFactView {
            name,
            value: Some(number.extension().map_or_else(String::new, |extension| format!("内線 {extension}"))),
            digits: number.shown().chars().collect(),
        },
        None => VerifyFactView { name, value: Some(staff.value(path, value)), digits: Vec::new() },
    }
}

fn number_at<'c>(contact: &'c Contact, path: &str) -> Option<&'c PhoneNumber> {
    let index = path.strip_prefix("phones[")?.strip_suffix("].number")?;
    contact.phones.get(index.parse::<usize>().ok()?)?.number.fact()
}

/// The paths of what is not known.
fn gaps(contact: &Contact) -> Vec<String> {
    let phones = contact.phones.iter().enumerate().filter(|(_, phone)| phone.number.is_gap());
    let emails = contact.emails.iter().enumerate().filter(|(_, email)| email.address.is_gap());
    let hours = contact.hours.as_ref().filter(|hours| hours.schedule().is_gap()).map(|_| "hours".to_owned());
    let address = contact.address.as_ref().filter(|address| address.text.is_gap()).map(|_| "address.text".to_owned());
    let phones = phones.map(|(number, _)| format!("phones[{number}].number"));
    phones.chain(emails.map(|(number, _)| format!("emails[{number}].address"))).chain(hours).chain(address).collect()
}
