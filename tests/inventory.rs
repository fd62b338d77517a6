//! The sample is made from public documents, whose every row is in an inventory with a mark for visible damage. The table
//! `inventory.tsv` names for each row the record that holds it, or why there is none; this holds the table true.
//!
//! | mark | means | so |
//! |---|---|---|
//! | `ok` | no visible damage | |
//! | `?`, `X` | looks altered, certainly damaged | its numbers and addresses are gaps |
//! | `miss` | what a resident needs is not in it | |
//! | `plan` | a proposal or a staff matter | residents never read it |
//! | `to verify` | looked up for the sample | |
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;

use common::{DAY, TestSite};
use shirube::model::value::{Audience, Kind, PlaceId, RecordId, Written};
use shirube::model::{Site, model};

const TABLE: &str = include_str!("inventory.tsv");

/// How many rows of each kind the inventory has.
const ROWS: [(&str, std::ops::RangeInclusive<u8>); 11] = [
    ("G", 1..=12),
    ("W", 1..=43),
    ("V", 1..=7),
    ("L", 0..=2),
    ("O", 1..=42),
    ("F", 1..=11),
    ("P", 1..=11),
    ("E", 1..=24),
    ("flow-L", 1..=13),
    ("R", 1..=13),
    ("C", 1..=8),
];

/// The Tokyo line carries the number of its own site in place of the misprint of W11.
const MENDED: [&str; 1] = ["W11"];

/// Rows whose address is damaged or overtaken too.
const DOUBTFUL_ADDRESS: [&str; 9] = ["W5", "W6", "W10", "W14", "W15", "W16", "W17", "W18", "W19"];

struct Row<'a> {
    id: &'a str,
    mark: &'a str,
    what: &'a str,
    reason: &'a str,
}

fn table() -> impl Iterator<Item = Row<'static>> {
    TABLE.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, mark, what, reason] = cells[..] else { panic!("four cells: {line}") };
        Row { id, mark, what, reason }
    })
}

fn sample() -> Site {
    let (site, problems) = model(&TestSite::sample().tree(), DAY);
    assert!(!problems.has_errors());
    site
}

#[test]
fn every_row_has_a_record_or_a_reason() {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for row in table() {
        *seen.entry(row.id).or_default() += 1;
        assert_ne!(row.what.is_empty(), row.reason.is_empty(), "{}: a record or a reason", row.id);
        assert!(["ok", "?", "X", "miss", "plan", "to verify"].contains(&row.mark), "{}: {}", row.id, row.mark);
    }
    let expected: Vec<String> =
        ROWS.iter().flat_map(|(kind, numbers)| numbers.clone().map(move |number| format!("{kind}{number}"))).collect();
    assert_eq!(expected.len(), 187);
    for id in &expected {
        assert!(seen.contains_key(id.as_str()), "{id} is in the table");
    }
    assert_eq!(seen.len(), expected.len(), "and nothing else is");
}

#[test]
fn what_the_table_names_is_there() {
    let site = sample();
    for row in table().filter(|row| !row.what.is_empty()) {
        assert!(find(&site, row.what).is_some(), "{}: there is no {}", row.id, row.what);
    }
}

#[test]
fn plans_are_not_for_residents() {
    let site = sample();
    for row in table().filter(|row| row.mark == "plan" && !row.what.is_empty()) {
        assert_eq!(find(&site, row.what), Some(Found { is_public: false }), "{}: {}", row.id, row.what);
    }
}

#[test]
fn what_is_doubtful_is_a_gap() {
    let site = sample();
    let mut looked_at = 0;
    for row in table().filter(|row| ["?", "X"].contains(&row.mark) && !MENDED.contains(&row.id)) {
        let Some(id) = record_id(row.what) else { continue };
        let Some(record) = site.record(&id.without_desk()) else { continue };
        let desk = record.desk(&id);
        assert_eq!(desk.is_some(), id.desk.is_some(), "{}", row.id);
        let contact = desk.map_or(&record.service.contact, |desk| &desk.contact);
        // W7 damages what is said about the main window, not its own number (W1); W12 is one of the line's addresses.
        if row.id.starts_with('W') && row.id != "W12" {
            assert!(contact.phones.iter().all(|phone| phone.number.is_gap()), "{}: no number", row.id);
            let has_address = contact.address.as_ref().is_some_and(|address| address.text.fact().is_some());
            assert!(!(has_address && DOUBTFUL_ADDRESS.contains(&row.id)), "{}: no address", row.id);
            looked_at += 1;
        }
        assert!(contact.emails.iter().all(|email| email.address.is_gap() || row.id == "V7"), "{}: no address", row.id);
    }
    assert_eq!(looked_at, 16);
}

/// What a row names, and whether residents read it.
#[derive(Debug, PartialEq)]
struct Found {
    is_public: bool,
}

fn record_id(what: &str) -> Option<RecordId> {
    let written: Written = what.parse().ok()?;
    (!written.is_bare()).then(|| written.resolve(&PlaceId::Guide, Kind::Window))
}

fn find(site: &Site, what: &str) -> Option<Found> {
    if let Ok(ward) = what.parse() {
        return site.wards.contains_key(&ward).then_some(Found { is_public: true });
    }
    if let Some((place, list, name)) = in_list(what) {
        let lists = site.lists_of(&place);
        let is_there = match list {
            "voices" => lists.voices.iter().any(|voice| voice.id.as_str() == name),
            "messages" => lists.messages.iter().any(|message| message.id.as_str() == name),
            _ => lists.streets.iter().any(|street| street.id.as_str() == name),
        };
        return is_there.then_some(Found { is_public: true });
    }
    let id = record_id(what)?;
    let is_public = match id.kind {
        Kind::Organisation => site.organisations.get(&id)?.data.audience == Audience::Public,
        Kind::Flow => site.flows.get(&id)?.1.is_public(),
        Kind::Leaflet => site.leaflets.get(&id)?.1.audience == Audience::Public,
        Kind::Page => site.pages.get(&id)?.data.audience == Audience::Public,
        _ => {
            let record = site.record(&id.without_desk())?;
            if id.desk.is_some() {
                record.desk(&id)?;
            }
            record.service.is_public()
        }
    };
    Some(Found { is_public })
}

/// `toshima/voices/kikkake`.
fn in_list(what: &str) -> Option<(PlaceId, &str, &str)> {
    let (rest, name) = what.rsplit_once('/')?;
    let (place, list) = rest.rsplit_once('/')?;
    ["voices", "messages", "streets"].contains(&list).then_some(())?;
    Some((PlaceId::Ward(place.parse().ok()?), list, name))
}

/// The numbers that are marked ok or were looked up (W1, L0, L1 twice, L2), and the one for danger.
const RIGHT: [&str; 6] =
    ["tel:+81345662427", "tel:0120529528", "tel:0120279338", "tel:0120279226", "tel:0570064556", "tel:119"];

fn sorted(mut numbers: [&str; 6]) -> Vec<String> {
    numbers.sort_unstable();
    numbers.map(str::to_owned).into()
}

#[test]
fn no_other_number_is_in_the_sample() {
    let files = TestSite::sample().site();
    let mut dialled = std::collections::BTreeSet::new();
    for (address, bytes) in files.iter().filter(|(address, _)| address.ends_with(".html")) {
        let page = std::str::from_utf8(bytes).unwrap();
        let numbers = page.split("href=\"tel:").skip(1).map(|rest| format!("tel:{}", rest.split('"').next().unwrap()));
        dialled.extend(numbers);
        assert!(
            page.contains("noindex") && page.contains("見本") || page.contains("SAMPLE"),
            "{address} is a sample's"
        );
    }
    assert_eq!(dialled.into_iter().collect::<Vec<String>>(), sorted(RIGHT));
    let shown =
        |number: &shirube::model::value::PhoneNumber| RIGHT.contains(&number.uri().unwrap_or_default().as_str());
    let site = sample();
    let contacts = site.records().flat_map(|record| {
        let desks = record.desks.iter().map(|desk| &desk.contact);
        std::iter::once(&record.service.contact).chain(desks).collect::<Vec<_>>()
    });
    for phone in contacts.flat_map(|contact| &contact.phones) {
        assert!(phone.number.fact().is_none_or(shown), "{phone:?}");
    }
}
