//! What a page shows of a fact, for each way of dealing with facts that nobody has confirmed (`unverified`), each state
//! that a fact can be in, and each kind of fact: alone and with its record, in every language, wherever it stands.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;

use common::{Built, DAY, TestSite, text_of};
use jiff::{ToSpan, civil};
use shirube::build::Options;
use shirube::path::SourcePath;
use shirube::verify::{Wanted, verify};

const STATES: [&str; 4] = ["confirmed", "expired", "changed", "unconfirmed"];
const YORU: &str = "content/shared/aoba/phone-lines/yoru.md";
const LANGUAGES: [&str; 3] = ["", "easy/", "en/"];

/// A record with every kind of fact, and where it is shown.
struct Place {
    path: &'static str,
    own: &'static str,
    /// Other pages on which its number stands.
    cards: &'static [&'static str],
}

const PLACES: [Place; 3] = [
    Place {
        path: "content/wards/midori/windows/hidamari.md",
        own: "midori/windows/hidamari.html",
        cards: &["midori/index.html"],
    },
    Place {
        path: "content/wards/midori/windows/komorebi.md",
        own: "midori/windows/komorebi.html",
        cards: &["midori/index.html"],
    },
    Place {
        path: "content/shared/aoba/phone-lines/asa.md",
        own: "shared/aoba/phone-lines/asa.html",
        cards: &["index.html", "areas/aoba.html", "midori/index.html"],
    },
];

/// The facts of a place's record: the item, what an edit makes of it, and the word that shows it on its page.
const ITEMS: [(&str, &str, &str, [&str; 3]); 4] = [
    ("phones[0]", "03-0000-4411", "03-0000-4412", ["0000-44", "0000-44", "0000-44"]),
    (
        "emails[0]",
        "post@mail.example.jp",
        "post2@mail.example.jp",
        ["mail.example.jp", "mail.example.jp", "mail.example.jp"],
    ),
    ("hours", "月 13:37-15:00", "火 13:37-15:00", ["13時37分から", "13時37分から", "13:37"]),
    ("address", "ひみつ町1", "ひみつ町2", ["ひみつ町", "ひみつ町", "ひみつ町"]),
];

/// What else of the record is a fact.
const OTHER_FACTS: [[&str; 3]; 3] = [["777円"; 3], ["himitsu.example.jp"; 3], ["41歳から", "41", "41"]];

/// Notes to what is hidden say nothing by themselves.
const NOTES: [&str; 3] = ["でんわの注", "めーるの注", "じかんの注"];

/// A guide in which the record at a place has every kind of fact, and everything else is confirmed.
fn guide(place: &Place, mode: &str) -> TestSite {
    let guide = TestSite::fictional();
    let site = guide.text("content/site.yaml").to_owned() + &format!("unverified: {mode}\n");
    let plain = |name: &str, number: usize| {
        format!(
            "---\nname: {name}\nkana: まどぐち\nconcerns: [talk]\nphones: [{{ number: 03-0000-55{number:02} }}]\n---\n"
        )
    };
    let guide = guide.file("content/site.yaml", site).without("content/wards/midori/windows/hidamari.en.md");
    let guide = PLACES
        .iter()
        .enumerate()
        .fold(guide, |guide, (number, other)| guide.file(other.path, plain(&format!("ふつうの{number}"), number)));
    let all: Vec<&str> =
        PLACES.iter().map(|other| other.path).chain([YORU]).filter(|path| *path != place.path).collect();
    let guide = confirmed(guide, &all, &[], DAY);
    guide.file(
        place.path,
        "---
name: ためしの記録
kana: ためしのきろく
concerns: [talk]
modes: [phone, email, office]
phones:
  - label: 札
    number: 03-0000-4411
    note: でんわの注
emails:
  - address: post@mail.example.jp
    note: めーるの注
web: https://himitsu.example.jp/
hours:
  text: 月 13:37-15:00
  note: じかんの注
address:
  text: ひみつ町1
cost: 777円
ages: { from: 41 }
---
本文です。
",
    )
}

/// The guide with records or items confirmed on a day.
#[track_caller]
fn confirmed(guide: TestSite, paths: &[&str], items: &[&str], day: civil::Date) -> TestSite {
    let wanted = Wanted {
        records: paths.iter().map(|path| SourcePath::new(*path)).collect(),
        items: items.iter().map(ToString::to_string).collect(),
        by: "midori/organisations/fukushi".parse().unwrap(),
        day,
    };
    let made = verify(&guide.tree(), &wanted).unwrap();
    made.into_iter().fold(guide, |guide, one| guide.file(one.path.as_str(), one.bytes.unwrap()))
}

/// The guide with a record, or items of it, in a state.
fn in_state(guide: TestSite, path: &str, items: &[&str], state: &str) -> TestSite {
    let edited = |guide: TestSite| {
        let edits = ITEMS.iter().filter(|(item, ..)| items.is_empty() || items.contains(item));
        edits.fold(guide, |guide, (_, from, to, _)| guide.edited(path, from, to))
    };
    match state {
        "confirmed" => confirmed(guide, &[path], items, DAY),
        "expired" => confirmed(guide, &[path], items, DAY.checked_sub(181.days()).unwrap()),
        "changed" => edited(confirmed(guide, &[path], items, DAY)),
        _ => guide,
    }
}

/// The pages of a guide that can be built, each as its text and its addresses.
#[track_caller]
fn pages(guide: &TestSite) -> BTreeMap<String, String> {
    let built = Built::new(guide.tree(), &Options { day: DAY, only: None, theme: None }, Default::default());
    assert!(!built.diagnostics.has_errors(), "{:?}", built.problems());
    let html = built.files.into_iter().filter(|(address, _)| address.ends_with(".html"));
    let main = |bytes: &[u8]| {
        let page = std::str::from_utf8(bytes).unwrap();
        // The strip of a sample says of everything that it is not confirmed.
        let main = &page.as_bytes()[page.find("<main").unwrap()..];
        text_of(main) + &links(main)
    };
    html.map(|(address, bytes)| (address, main(&bytes))).collect()
}

fn links(page: &[u8]) -> String {
    let page = std::str::from_utf8(page).unwrap();
    page.split("href=")
        .skip(1)
        .map(|rest| rest.split(['>', ' ']).next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join(" ")
}

/// How a state is said in a language; nothing for what is confirmed.
fn doubt(state: &str, language: usize) -> Option<&'static str> {
    Some(match state {
        "expired" => ["確認の期限を過ぎました", "古い 情報です", "confirmation expired"][language],
        "changed" => ["確認後に変更がありました", "あとで 変わりました", "changed since confirmed"][language],
        "unconfirmed" => ["まだ確かめていません", "まだ たしかめて いません", "not confirmed yet"][language],
        _ => return None,
    })
}

/// What a confirmation of today is good until.
const UNTIL: [&str; 3] =
    ["2027年（令和9年）5月19日まで有効", "2027年（令和9年）5月19日まで 使えます", "ood until 19 May 2027"];

/// `確認中（まだ確かめていません）` without what only the sections about confirmations say.
fn above_the_dates(page: &str) -> &str {
    let heads = ["いつの情報か", "いつの 情報か", "How old this information is"];
    heads.iter().filter_map(|head| page.find(head)).min().map_or(page, |at| &page[..at])
}

#[test]
fn a_record_is_shown_as_it_stands() {
    for (place, mode, state) in
        PLACES.iter().flat_map(|p| ["mark", "hide"].map(|m| STATES.map(|s| (p, m, s)))).flatten()
    {
        let context = format!("{} {mode} {state}", place.path);
        let site = pages(&in_state(guide(place, mode), place.path, &[], state));
        let is_shown = mode == "mark" || state == "confirmed";
        for (language, folder) in LANGUAGES.iter().enumerate() {
            let own = &site[&format!("{folder}{}", place.own)];
            for words in ITEMS.iter().map(|(.., words)| words).chain(&OTHER_FACTS) {
                assert_eq!(
                    own.contains(words[language]),
                    is_shown,
                    "{context}: {} in {folder}: {own}",
                    words[language]
                );
            }
            for address in place.cards {
                let page = above_the_dates(&site[&format!("{folder}{address}")]);
                assert_eq!(page.contains("0000-44"), is_shown, "{context}: the number on {folder}{address}");
                assert_eq!(page.contains(ITEMS[2].3[language]), is_shown, "{context}: the hours on {folder}{address}");
                for (known, doubt) in STATES.iter().filter_map(|state| Some((*state, doubt(state, language)?))) {
                    assert_eq!(
                        page.contains(doubt),
                        is_shown && known == state,
                        "{context}: {doubt} on {folder}{address}"
                    );
                }
                assert!(page.contains(UNTIL[language]), "{context}: {folder}{address}: {page}");
            }
            match doubt(state, language).filter(|_| is_shown) {
                Some(doubt) => assert!(own.matches(doubt).count() >= 4, "{context}: each fact says {doubt}: {own}"),
                None => assert_eq!(
                    own.contains(UNTIL[language]),
                    state == "confirmed" || mode == "hide",
                    "{context}: {own}"
                ),
            }
        }
        if !is_shown {
            for (address, page) in &site {
                for words in ITEMS.iter().map(|(.., words)| words).chain(&OTHER_FACTS[..2]) {
                    assert!(words.iter().all(|word| !page.contains(word)), "{context}: {words:?} on {address}");
                }
                assert!(NOTES.iter().all(|note| !page.contains(note)), "{context}: a note on {address}");
            }
        }
    }
}

#[test]
fn an_item_is_shown_as_it_stands_whatever_its_record_is() {
    let place = &PLACES[0];
    for (item, from, to, words) in ITEMS {
        for (mode, state) in
            ["mark", "hide"].into_iter().flat_map(|mode| STATES[..3].iter().map(move |state| (mode, *state)))
        {
            for record_is_confirmed in [true, false] {
                let context = format!("{item} {mode} {state}, record {record_is_confirmed}");
                let guide = in_state(guide(place, mode), place.path, &[item], state);
                let guide = match record_is_confirmed {
                    true => confirmed(guide, &[place.path], &[], DAY),
                    false => guide,
                };
                assert_eq!(
                    guide.text(place.path).contains(to) && !guide.text(place.path).contains(from),
                    state == "changed"
                );
                let site = pages(&guide);
                for (language, folder) in LANGUAGES.iter().enumerate() {
                    let own = &site[&format!("{folder}{}", place.own)];
                    for (other, .., shown) in ITEMS {
                        let is_good = if other == item { state == "confirmed" } else { record_is_confirmed };
                        let is_shown = mode == "mark" || is_good;
                        assert_eq!(own.contains(shown[language]), is_shown, "{context}: {other} in {folder}: {own}");
                    }
                    let is_doubted = doubt(state, language).is_some_and(|doubt| own.contains(doubt));
                    assert_eq!(is_doubted, mode == "mark" && state != "confirmed", "{context}: {folder}: {own}");
                    let ward = above_the_dates(&site[&format!("{folder}midori/index.html")]);
                    if item == "phones[0]" || item == "hours" {
                        let is_shown = mode == "mark" || state == "confirmed";
                        assert_eq!(
                            ward.contains(words[language]),
                            is_shown && (item == "phones[0]" || mode == "mark" || record_is_confirmed),
                            "{context}: {ward}"
                        );
                        if is_shown && (item == "phones[0]" || mode == "mark" || record_is_confirmed) {
                            let said = doubt(state, language).unwrap_or(UNTIL[language]);
                            assert!(ward.contains(said), "{context}: {said}: {ward}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn a_strict_guide_publishes_nothing_but_what_is_confirmed() {
    for (place, state) in PLACES.iter().flat_map(|place| STATES.map(|state| (place, state))) {
        let guide = in_state(guide(place, "refuse"), place.path, &[], state);
        let built = guide.build();
        assert_eq!(built.files.is_empty(), state != "confirmed", "{}: {state}", place.path);
        assert_eq!(built.codes().contains(&"unverified"), state != "confirmed");
        if state == "confirmed" {
            assert!(pages(&guide)[place.own].contains(UNTIL[0]));
        }
    }
}

#[test]
fn numbers_for_danger_are_always_shown() {
    for mode in ["mark", "hide"] {
        let guide = guide(&PLACES[0], mode).file(
            "content/shared/aoba/phone-lines/kyukyu.md",
            "---\nname: きゅうきゅう\nkana: きゅうきゅう\nmodes: [phone]\nphones: [{ number: 119 }]\nhours: 24時間\n---\nすぐに かけて ください。\n",
        );
        let site = pages(&guide);
        for folder in LANGUAGES {
            for address in ["index.html", "areas/aoba.html", "midori/index.html", "shared/aoba/phone-lines/kyukyu.html"]
            {
                assert!(site[&format!("{folder}{address}")].contains("119"), "{mode}: {folder}{address}");
            }
            let own = &site[&format!("{folder}shared/aoba/phone-lines/kyukyu.html")];
            assert!(own.contains("tel:119"), "{mode}: {own}");
            assert!(
                !["時間は確認中", "時間は しらべて", "hours are being"].iter().any(|gap| own.contains(gap)),
                "{mode}: {own}"
            );
            assert!(!own.contains("よるの電話"), "{mode}: nothing else is offered: {own}");
            assert!(
                !site[&format!("{folder}about.html")].contains("きゅうきゅう"),
                "it is law, and no fact to confirm"
            );
        }
    }
}

#[test]
fn the_page_about_the_guide_names_what_is_not_confirmed() {
    let place = &PLACES[1];
    for state in STATES {
        let guide = in_state(guide(place, "mark"), place.path, &[], state);
        let secret = "---\nname: ないしょ\nkana: ないしょ\naudience: staff\nsource: { document: naisho }\n---\n";
        let sources = guide.text("content/sources.yaml").to_owned() + "- { id: naisho, title: ないしょの資料 }\n";
        let guide = guide
            .file("content/wards/midori/windows/naisho.md", secret)
            .file("content/wards/midori/windows/mukashi.md", secret.replace("audience: staff", "status: ended"))
            .file("content/sources.yaml", sources);
        let site = pages(&guide);
        for (language, folder) in LANGUAGES.iter().enumerate() {
            let about = &site[&format!("{folder}about.html")];
            let ward = &site[&format!("{folder}midori/index.html")];
            assert_eq!(about.contains("ためしの記録"), state != "confirmed", "{state}: {about}");
            assert!(!about.contains("ないしょ") && !ward.contains("ないしょ"), "{about}");
            assert!(!about.contains("ふつうの"), "what is confirmed is not listed: {about}");
            if let Some(doubt) = doubt(state, language) {
                assert!(about.contains(doubt) && about.contains("midori/checked.html"), "{about}");
            }
            let rows = &site[&format!("{folder}midori/checked.html")];
            assert!(
                ["ためしの記録", "ふつうの0", "ふつうの2", "よるの電話"].iter().all(|name| rows.contains(name)),
                "{ward}"
            );
        }
    }
}
