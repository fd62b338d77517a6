//! What is for staff, or only planned or proposed, leaves no trace in a site.
//!
//! The full guide is taken, and beside each of its records a twin is put whose every value is replaced by a token that
//! occurs nowhere else: names, texts, numbers, dates, ids, documents, organisations, pictures, overlays, prose. What is
//! replaced is read off the shapes of the files, so that a field that is new is planted by itself. The twins are hidden in
//! turn in each way that there is, and the site must be the same to the last byte as without them. Then they are published,
//! and nearly every field shows its tokens: the test can fail.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

#[path = "../common/mod.rs"]
mod common;
mod tokens;
mod twins;

use std::collections::BTreeSet;

use common::{Built, DAY, OPTIONS, staff_pages};
use serde_yaml::Value;
use shirube::model::AnyService;
use shirube::report::Format;
use shirube::yaml::Check;
use tokens::Tokens;
use twins::{COMMENT, Twins, marking, planted};

#[test]
fn what_is_hidden_leaves_no_trace() {
    let plain = marking().site();
    for (twins, name) in [(Twins::Staff, "staff"), (Twins::Planned, "planned"), (Twins::Proposed, "proposal")] {
        let (guide, tokens) = planted(twins);
        let built = guide.build();
        assert_eq!(errors(&built), [""; 0], "{name}");
        assert!(tokens.fields.len() > 2500, "{name}: {} tokens", tokens.fields.len());
        let found = tokens.found_in(&built.files);
        assert!(found.is_empty(), "{name}: {found:#?}");
        assert_eq!(built.files.keys().collect::<Vec<_>>(), plain.keys().collect::<Vec<_>>(), "{name}");
        for (address, bytes) in &built.files {
            assert!(*bytes == plain[address], "{name}: {address} is not the same as without them");
        }
        // Only the sheets of the staff, which no build writes, say what it is.
        let sheets = tokens.found_in(&staff_pages(&guide.tree(), &OPTIONS));
        for field in ["leaflets id", "leaflets title", "leaflets lead", "windows name"] {
            assert!(sheets.iter().any(|(_, found)| *found == field), "{name}: {field} is on the sheets of the staff");
        }
    }
}

/// Who rests for a while has a page without a way to reach it, and who is over has the same and stands in no list.
#[test]
fn what_is_not_open_is_not_reached() {
    const WAYS: [&str; 8] = ["phones[]", "emails[]", "web", "hours", "address", "call", "ask", "rhythm"];
    for twins in [Twins::Paused, Twins::Ended] {
        let (guide, tokens) = planted(twins);
        let built = guide.build();
        assert_eq!(errors(&built), [""; 0], "{}", twins.status());
        let of_services =
            |field: &str| AnyService::KINDS.iter().any(|kind| field.split(' ').next() == Some(kind.folder()));
        // When a way was confirmed may be said; the way itself may not.
        let is_way = |field: &str| field.split(' ').any(|part| WAYS.contains(&part)) && !field.contains(" verified ");
        let found = tokens.found_in(&built.files);
        let ways: Vec<_> = found.iter().filter(|(_, field)| of_services(field) && is_way(field)).collect();
        assert!(ways.is_empty(), "{}: {ways:#?}", twins.status());
        // Whoever has a sheet in hand may still open its code; else nothing is said of a leaflet that is not given out, and
        // what keeps a ward for the time without a network knows its code alone.
        let is_opened_by_code = |address: &str| address.starts_with("l/");
        let others = built.files.iter().filter(|(address, _)| !is_opened_by_code(address));
        let others = others.map(|(address, bytes)| (address.clone(), bytes.clone())).collect();
        let others = tokens.found_in(&others);
        let is_said = |field: &str| field.starts_with("leaflets ") && field != "leaflets code";
        let said: Vec<_> = others.iter().filter(|(_, field)| is_said(field)).collect();
        assert!(said.is_empty(), "{}: {said:#?}", twins.status());
        assert!(found.iter().any(|(_, field)| *field == "windows name"), "they have pages");
        if twins == Twins::Ended {
            // Whoever looks for it by name learns that it is over.
            let is_elsewhere = |address: &str| !address.contains("canary") && !address.contains("data/search/");
            let others = built.files.into_iter().filter(|(address, _)| is_elsewhere(address));
            let (landings, others) = others.partition(|(address, _)| is_opened_by_code(address));
            let (others, landings) = (tokens.found_in(&others), tokens.found_in(&landings));
            let said = others.iter().filter(|(_, field)| *field != "leaflets code");
            let told = landings.iter().filter(|(_, field)| !matches!(*field, "leaflets code" | "leaflets title"));
            let found: Vec<_> = said.chain(told).collect();
            assert!(found.is_empty(), "{found:#?}");
        }
    }
}

/// An organisation that is for staff is not named where it runs, helps, confirms or publishes.
#[test]
fn organisations_for_staff_are_never_named() {
    let found_as = |audience: &str| {
        let (mut guide, mut tokens) = (marking(), Tokens::default());
        for path in marking().paths().filter(|path| path.ends_with("/organisations.yaml")) {
            let mut yaml = marking().yaml(path).0;
            for organisation in yaml.as_sequence_mut().unwrap() {
                for field in ["name", "also", "formerly"] {
                    if organisation.get(field).is_none() {
                        continue;
                    }
                    let said = tokens.text(field);
                    organisation[field] = if field == "name" { said.into() } else { vec![Value::from(said)].into() };
                }
                organisation["audience"] = audience.into();
            }
            guide = guide.file(path, serde_yaml::to_string(&yaml).unwrap());
        }
        let built = guide.build();
        assert_eq!(errors(&built), [""; 0]);
        tokens.found_in(&built.files).len()
    };
    assert_eq!(found_as("staff"), 0);
    assert!(found_as("public") > 5);
}

/// Where files of the content stand is nobody's business either.
#[test]
fn no_path_of_the_content_is_published() {
    for (address, bytes) in marking().site() {
        let text = String::from_utf8_lossy(&bytes);
        for path in ["content/wards", "content/shared", "content/guides", "ward.md", "scope.yaml", "site.yaml"] {
            assert!(!text.contains(path) && !address.contains(path), "{address} holds {path}");
        }
    }
}

/// How fields begin or end that no page shows, even of a record that is published. Whoever begins to show one of them
/// takes it from here.
const NEVER_SHOWN: [&str; 10] = [
    " verified facts",
    // A notice that is shown has begun; it says until when it holds.
    " notices[] from",
    // As of when the printed matter is that a leaflet follows.
    "leaflets source as_of",
    "organisations.yaml[] id",
    "organisations.yaml[] kana",
    "organisations.yaml[] also[]",
    "organisations.yaml[] formerly[]",
    "sources.yaml[] id",
    "flows inner id",
    COMMENT,
];

#[test]
fn what_is_published_is_found() {
    let (guide, tokens) = planted(Twins::Published);
    let built = guide.build();
    assert_eq!(errors(&built), [""; 0]);
    let found: BTreeSet<&str> = tokens.found_in(&built.files).into_iter().map(|(_, field)| field).collect();
    let planted: BTreeSet<&str> = tokens.fields.iter().map(String::as_str).collect();
    let missed: Vec<&&str> = planted.iter().filter(|field| !found.contains(*field)).collect();
    let is_left_out = |field: &str| NEVER_SHOWN.iter().any(|part| field.starts_with(part) || field.ends_with(part));
    let unknown: Vec<&&&str> = missed.iter().filter(|field| !is_left_out(field)).collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
    assert!(!found.contains(COMMENT), "a comment is not even found of what is published");
}

/// What names a hidden record where residents would see it is refused, so that no page can leak its name.
#[test]
fn nothing_published_may_name_what_is_hidden() {
    let ward = "content/wards/midorigaoka/";
    let edits = [
        ("flows/sodan.yaml", "record: windows/hidamari", "record: windows/chonai", "record-not-public"),
        ("flows/sodan.yaml", "record: windows/hidamari", "record: windows/eki", "record-not-public"),
        ("leaflets/chirashi.yaml", "main: windows/wakamono", "main: windows/chonai", "record-not-public"),
        (
            "leaflets/chirashi.yaml",
            "must: [windows/hidamari, places/rocket]",
            "must: [windows/deai]",
            "record-not-public",
        ),
        ("messages.yaml", "record: windows/hidamari", "record: windows/chonai", "record-not-public"),
        ("messages.yaml", "record: windows/hidamari", "record: windows/eki", "record-not-public"),
        ("family-groups/oya.md", "ask: windows/hidamari/motomachi", "ask: windows/chonai", "record-not-public"),
        ("ward.md", "main: windows/hidamari", "main: windows/chonai", "main-not-public"),
        ("windows/hidamari.md", "[ひだまり](hidamari.md)", "[ひだまり](chonai.md)", "link-not-public"),
        ("windows/hidamari.md", "[ひだまり](hidamari.md)", "[ひだまり](../pages/chonai.md)", "link-not-public"),
        ("windows/hidamari.md", "[ひだまり](hidamari.md)", "[ひだまり](deai.md)", "link-not-public"),
        ("windows/hidamari.md", "[ひだまり](hidamari.md)", "[確認票](../leaflets/kakunin.yaml)", "link-not-public"),
        ("windows/hidamari.md", "[ひだまり](hidamari.md)", "[案](../leaflets/teian.yaml)", "link-not-public"),
        ("windows/hidamari.md", "[ひだまり](hidamari.md)", "[前のカード](../leaflets/owari.yaml)", "link-not-public"),
        ("windows/hidamari.md", "[ひだまり](hidamari.md)", "<!-- ここだけの話 -->", "raw-html"),
    ];
    for (file, from, to, code) in edits {
        let built = marking().edited(&format!("{ward}{file}"), from, to).build();
        assert!(built.codes().contains(&code) && built.files.is_empty(), "{file}: {to}: {:?}", built.problems());
    }
    let scope = "content/shared/aoba/scope.yaml";
    let built = marking().edited(scope, "phone-lines/yoru", "phone-lines/renraku").build();
    assert!(built.codes().contains(&"fallback-without-number"), "{:?}", built.problems());
}

/// The errors of a build, without its warnings: the facts of twins are not confirmed.
fn errors(built: &Built) -> Vec<String> {
    built.report(Format::Short).lines().filter(|line| line.contains(" error[")).map(str::to_owned).collect()
}

#[test]
fn the_day_is_between_the_days_of_a_notice() {
    let mut tokens = Tokens::default();
    let day: Check = |text| text.parse::<shirube::model::value::Day>().map(|_| ());
    let (from, to) = (tokens.value("notices[] from", day), tokens.value("notices[] to", day));
    assert!(from < DAY.to_string() && DAY.to_string() < to);
}
