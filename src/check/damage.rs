//! Signs of damage that each fact alone does not show: doubled rows, drafts that nobody filled in, and contacts of staff that have got among those of
//! residents. Found in the documents that the sample is made from, and in lists of real offices.

use std::collections::BTreeMap;

use crate::characters::narrow;
use crate::diagnostic::{Diagnostic, Diagnostics, FieldPath, Location};
use crate::explanation::explanation;
use crate::model::part::Contact;
use crate::model::value::{Audience, Kind, PlaceId, Status};
use crate::model::{Record, Site};

pub(super) fn check(site: &Site, diagnostics: &mut Diagnostics) {
    doubled_records(site, diagnostics);
    doubled_organisations(site, diagnostics);
    let staff = staff_contacts(site);
    for record in site.records() {
        still_a_draft(site, record, diagnostics);
        doubled_desks(record, diagnostics);
        postal_code_as_phone(record, diagnostics);
        if record.service.is_listed() {
            for (field, value) in contacts_of(record) {
                if let Some(theirs) = staff.get(&value) {
                    let at = Location::field(record.path, field);
                    let diagnostic = Diagnostic::warning("staff-contact").with("value", &value);
                    diagnostics.push(diagnostic.at(at).related(theirs.clone()));
                }
            }
        }
    }
}

/// A name as it is compared: narrow, without blanks and marks.
pub(super) fn plain(name: &str) -> String {
    name.chars().map(narrow).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A new file begins with a name that is nobody's. Only a sample may be published with it.
fn still_a_draft(site: &Site, record: Record<'_>, diagnostics: &mut Diagnostics) {
    let form = record.id.kind.word();
    let start = explanation(form, "name").and_then(|name| name.start);
    let name = record.service.names.name.as_str();
    if !site.config.sample && record.service.is_listed() && start == Some(name) {
        let at = Location::field(record.path, "name");
        diagnostics.push(Diagnostic::error("still-a-draft").with("value", name).at(at));
    }
}

/// Two records of one kind and place with one name: one of them is a copy, or both are desks of one window.
fn doubled_records(site: &Site, diagnostics: &mut Diagnostics) {
    let mut first: BTreeMap<(&PlaceId, Kind, String), Record<'_>> = BTreeMap::new();
    for record in site.records().filter(|record| record.service.status != Status::Ended) {
        let key = (&record.id.place, record.id.kind, plain(record.service.names.name.as_str()));
        match first.get(&key) {
            Some(other) => {
                let diagnostic = Diagnostic::warning("doubled-name")
                    .with("value", &record.service.names.name)
                    .with("id", other.id)
                    .related(Location::field(other.path, "name"));
                diagnostics.push(diagnostic.at(Location::field(record.path, "name")));
            }
            None => drop(first.insert(key, record)),
        }
    }
}

fn doubled_organisations(site: &Site, diagnostics: &mut Diagnostics) {
    let mut first = BTreeMap::new();
    for (id, organisation) in &site.organisations {
        let at = Location::field(&organisation.path, FieldPath::default().index(organisation.number).key("name"));
        let name = organisation.data.name.ja();
        match first.get(&(&id.place, plain(name.as_str()))) {
            Some((other, theirs)) => {
                let diagnostic = Diagnostic::warning("doubled-name").with("value", name).with("id", other);
                diagnostics.push(diagnostic.at(at).related(Location::clone(theirs)));
            }
            None => drop(first.insert((&id.place, plain(name.as_str())), (id, at))),
        }
    }
}

/// Two desks with the same numbers and the same address: a line of a table that was copied.
fn doubled_desks(record: Record<'_>, diagnostics: &mut Diagnostics) {
    let mut first: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for (number, desk) in record.desks.iter().enumerate() {
        let mut facts = values(&desk.contact);
        let text = desk.contact.address.as_ref().and_then(|address| address.text.fact());
        facts.extend(text.map(|text| plain(text.as_str())));
        if values(&desk.contact).is_empty() {
            continue;
        }
        let at = |number: usize| Location::field(record.path, FieldPath::from("desks").index(number).key("id"));
        match first.get(&facts) {
            Some(earlier) => {
                let diagnostic = Diagnostic::warning("doubled-desk")
                    .with("id", &desk.id)
                    .with("other", &record.desks[*earlier].id)
                    .related(at(*earlier));
                diagnostics.push(diagnostic.at(at(number)));
            }
            None => drop(first.insert(facts, number)),
        }
    }
}

/// The digits of the record's own postal code where a number should be.
fn postal_code_as_phone(record: Record<'_>, diagnostics: &mut Diagnostics) {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    for (base, contact) in contacts(record) {
        let Some(code) = contact.address.as_ref().and_then(|address| address.postal_code.as_ref()) else { continue };
        for (number, phone) in contact.phones.iter().enumerate() {
            if phone.number.fact().is_some_and(|phone| digits(phone.shown()).ends_with(&digits(&code.to_string()))) {
                let at = Location::field(record.path, base.key("phones").index(number).key("number"));
                diagnostics.push(Diagnostic::warning("phone-like-postal-code").with("code", code).at(at));
            }
        }
    }
}

/// The numbers and addresses of records for staff.
fn staff_contacts(site: &Site) -> BTreeMap<String, Location> {
    let staff = site.records().filter(|record| record.service.audience == Audience::Staff);
    let contacts = staff.flat_map(|record| {
        contacts_of(record).into_iter().map(move |(field, value)| (value, Location::field(record.path, field)))
    });
    contacts.collect()
}

fn contacts(record: Record<'_>) -> Vec<(FieldPath, &Contact)> {
    let desks = record.desks.iter().enumerate();
    let desks = desks.map(|(number, desk)| (FieldPath::from("desks").index(number), &desk.contact));
    std::iter::once((FieldPath::default(), &record.service.contact)).chain(desks).collect()
}

/// Every number and e-mail address of a record, each with its place.
fn contacts_of(record: Record<'_>) -> Vec<(FieldPath, String)> {
    let mut found = Vec::new();
    for (base, contact) in contacts(record) {
        for (number, phone) in contact.phones.iter().enumerate() {
            let field = base.key("phones").index(number).key("number");
            found.extend(phone.number.fact().map(|number| (field, number.to_string())));
        }
        for (number, email) in contact.emails.iter().enumerate() {
            let field = base.key("emails").index(number).key("address");
            found.extend(email.address.fact().map(|address| (field, address.to_string())));
        }
    }
    found
}

fn values(contact: &Contact) -> Vec<String> {
    let phones = contact.phones.iter().filter_map(|phone| phone.number.fact().map(ToString::to_string));
    let emails = contact.emails.iter().filter_map(|email| email.address.fact().map(ToString::to_string));
    phones.chain(emails).collect()
}
