//! The same files and the same day make the same bytes and the same problems in the same order, however many threads
//! work on it.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use std::collections::BTreeMap;

use common::{Built, DAY, HIDAMARI, TestSite};
use jiff::civil;
use rayon::ThreadPoolBuilder;
use shirube::language::{Language, words};
use shirube::model::value::Date;
use shirube::report::Format;

fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(work)
}

/// One thread twice, and many twice, come to the same.
#[track_caller]
fn check(guide: &TestSite) -> Built {
    let first = on_threads(1, || guide.build());
    for threads in [1, 2, 8, 8, 3] {
        let other = on_threads(threads, || guide.build());
        assert!(first.files == other.files, "{threads} threads make other bytes");
        assert_eq!(first.diagnostics, other.diagnostics, "{threads} threads find other problems");
        assert_eq!(first.report(Format::Human), other.report(Format::Human));
    }
    first
}

#[test]
fn the_sample_is_always_the_same() {
    let made = check(&TestSite::sample());
    assert!(made.files.len() > 50, "{} files", made.files.len());
}

#[test]
fn many_wards_are_always_the_same() {
    let made = check(&TestSite::generated(60, "六十の区のガイド"));
    assert_eq!(made.diagnostics.len(), 0, "{}", made.report(Format::Short));
    assert!(made.files.len() > 900, "{} files", made.files.len());
}

#[test]
fn problems_are_found_in_the_same_order() {
    let mut guide = TestSite::generated(60, "六十の区のガイド");
    for number in 0..60 {
        let path = format!("content/wards/ward-{number}/windows/window-1.md");
        let text = guide.text(&path).replace("[phone]", "[phone, email]");
        guide = guide.file(&path, text);
    }
    // Found while pages are made, by whichever thread makes the page.
    let record = "{% extends \"standard/record.html\" %}{% block title %}<i id=\"call-h\"></i>{{ record.name.text }}<a href=\"#{{ record.id }}\">{% endblock %}";
    let settings = guide.text("content/site.yaml").to_owned() + "theme: midori\n";
    let guide = guide
        .file("content/site.yaml", settings)
        .file("themes/midori/theme.yaml", "name: みどり\n")
        .file("themes/midori/templates/record.html", record);
    let made = check(&guide);
    assert!(made.diagnostics.errors() > 180, "one of every record and one of all, once each");
    assert!(made.diagnostics.len() >= 180, "and warnings");
    let mut broken = guide;
    for number in 0..60 {
        let path = format!("content/wards/ward-{number}/windows/window-2.md");
        broken = broken.clone().edited(&path, "concerns: [talk]", "concerns: [talk, tlak]\ncolour: red");
    }
    assert!(check(&broken).diagnostics.errors() >= 60);
}

/// A site on a day, with the day itself taken out of its sentences.
fn without_the_day(guide: &TestSite, day: civil::Date) -> BTreeMap<String, String> {
    let said = Language::ALL.iter().map(|language| words(*language).date(Date::Day(day)));
    let said: Vec<String> = said.collect();
    let made = guide.build_on(day);
    assert!(!made.diagnostics.has_errors());
    let page = |(address, bytes): (String, Vec<u8>)| {
        let mut text = String::from_utf8_lossy(&bytes).into_owned();
        // Paper says when its facts were confirmed, not when a site was built.
        if address.ends_with(".html") && !address.contains("/leaflets/") {
            assert!(said.iter().any(|said| text.contains(said)), "{address} says its day");
        }
        text = without_tables(&text);
        for said in &said {
            text = text.replace(said, "THE DAY");
        }
        (address, text)
    };
    // The worker names its build, and every day makes another.
    made.files.into_iter().filter(|(address, _)| address != "sw.js").map(page).collect()
}

/// Hours as a script looks them up begin the day before.
fn without_tables(page: &str) -> String {
    let mut pieces = page.split(" data-open=\"").flat_map(|piece| piece.split(" data-meet=\""));
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |page, piece| page + piece.split_once('"').unwrap().1)
}

#[test]
fn another_day_changes_only_the_day() {
    let other = civil::date(2026, 12, 3);
    for guide in [TestSite::sample(), TestSite::generated(20, "二十の区のガイド")] {
        assert!(without_the_day(&guide, DAY) == without_the_day(&guide, other));
    }
}

#[test]
fn another_day_ends_a_confirmation_where_it_is_shown() {
    let guide = TestSite::generated(3, "ガイド").confirmed(HIDAMARI, "fukushi");
    // Confirmed on the first of November, for 180 days: until the 30th of April, a date that these pages say anyway.
    let [within, last, after] =
        [DAY, civil::date(2027, 4, 29), civil::date(2027, 5, 1)].map(|day| without_the_day(&guide, day));
    assert!(within == last);
    let changed: Vec<&String> = last.keys().filter(|address| last[*address] != after[*address]).collect();
    assert!(!changed.is_empty());
    for address in changed {
        let shows_it = address.contains("midori/") || address.ends_with("about.html");
        assert!(shows_it, "{address} shows nothing of the record");
        assert!(
            after[address].contains("確認の期限を過ぎました")
                || address.starts_with("en/")
                || address.starts_with("easy/")
        );
    }
}
