//! What opens without a network: the worker of each build, and the list of what belongs to a ward.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;

use common::{DAY, TestSite};
use jiff::ToSpan as _;

fn worker(guide: &TestSite) -> String {
    String::from_utf8(guide.site().remove("sw.js").unwrap()).unwrap()
}

#[test]
fn each_build_has_a_store_of_its_own() {
    let guide = TestSite::fictional();
    let own = worker(&guide);
    assert_eq!(own, worker(&guide));
    let edited = guide.clone().edited("content/wards/midori/ward.md", "最初に話を聞く", "はじめに話を聞く");
    assert_ne!(own, worker(&edited), "another text is another build");
    let tomorrow = guide.build_on(DAY.checked_add(1.day()).unwrap());
    let (_, tomorrow) = tomorrow.files.into_iter().find(|(address, _)| address == "sw.js").unwrap();
    assert_ne!(own.as_bytes(), tomorrow, "another day is another build");
}

#[test]
fn where_it_is_switched_off_the_worker_goes() {
    let site = "content/site.yaml";
    let guide = TestSite::fictional();
    let off = guide.clone().file(site, guide.text(site).to_owned() + "offline: false\n");
    assert!(worker(&off).contains("unregister"));
    assert!(!worker(&off).contains("fetch"));
    let home = |guide: &TestSite| String::from_utf8(guide.site()["index.html"].clone()).unwrap();
    assert!(home(&guide).contains("data-offline"));
    assert!(!home(&off).contains("data-offline"));
}

#[test]
fn the_list_of_a_ward_names_what_there_is_and_all_that_its_pages_lead_to() {
    let site = TestSite::full().site();
    for (address, list) in site.iter().filter(|(address, _)| address.ends_with("/offline.json")) {
        let listed: BTreeSet<String> = serde_json::from_slice(list).unwrap();
        for named in &listed {
            assert!(site.contains_key(named), "{address} names {named}, which there is not");
        }
        let ward = address.trim_end_matches("offline.json");
        let own = site.keys().filter(|own| own.starts_with(ward) && own.ends_with(".html"));
        for own in
            own.filter(|own| !is_moved(&site[*own]) && !own.ends_with("one-file.html") && !has_ended(&site[*own]))
        {
            assert!(listed.contains(own), "{address} lacks {own}");
        }
    }
}

/// Nothing leads to what has ended.
fn has_ended(page: &[u8]) -> bool {
    let page = String::from_utf8_lossy(page);
    ["ここは終わりました", "ここは おわりました", "This has ended"].iter().any(|words| page.contains(words))
}

fn is_moved(page: &[u8]) -> bool {
    String::from_utf8_lossy(page).contains("http-equiv")
}
