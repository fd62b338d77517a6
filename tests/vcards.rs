//! Records for the telephone books of phones, read by a parser that is not ours: what a page dials is what a card holds.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use std::collections::BTreeSet;

use calcard::vcard::{VCard, VCardProperty};
use common::{Built, TestSite};

/// The text of a file.
#[track_caller]
fn file<'a>(built: &'a Built, address: &str) -> &'a str {
    std::str::from_utf8(built.files.get(address).expect(address)).unwrap()
}

/// The card at an address, and its texts.
#[track_caller]
fn card(built: &Built, address: &str) -> VCard {
    let text = file(built, address);
    assert!(text.ends_with("END:VCARD\r\n") && text.lines().all(|line| line.len() <= 75), "{address}: {text}");
    VCard::parse(text).unwrap_or_else(|other| panic!("{address}: {other:?}"))
}

/// The values of a property.
fn values(card: &VCard, property: &VCardProperty) -> Vec<String> {
    let values = card.properties(property).flat_map(|entry| &entry.values);
    values.map(|value| value.as_text().unwrap_or_default().to_owned()).collect()
}

/// The complete guide, naming what it is about in telephone books.
fn outspoken() -> Built {
    let full = TestSite::full();
    let settings = full.text("content/site.yaml").to_owned();
    let quiet = settings.lines().find(|line| line.starts_with("quiet:")).unwrap();
    full.edited("content/site.yaml", quiet, "quiet: { leave: https://www.example.jp/tenki/ }").build()
}

#[test]
fn a_quiet_card_tells_nobody_what_it_is_for() {
    let built = TestSite::full().build();
    let (quiet, loud) =
        (card(&built, "midorigaoka/windows/hidamari.vcf"), card(&outspoken(), "midorigaoka/windows/hidamari.vcf"));
    assert_eq!(values(&quiet, &VCardProperty::Fn), ["くらしのお知らせ"]);
    assert_eq!(values(&quiet, &VCardProperty::Tel), values(&loud, &VCardProperty::Tel));
    let english = card(&built, "en/midorigaoka/windows/hidamari.vcf");
    assert_eq!(values(&english, &VCardProperty::Fn), ["Local news"]);
    let mut seen = 0;
    for (address, text) in built.files.iter().filter(|(address, _)| address.ends_with(".vcf")) {
        let text = std::str::from_utf8(text).unwrap().replace("\r\n ", "");
        for telling in ["ORG", "URL", "X-", "相談", "ひだまり", "福祉", "guide.example.jp", "Hidamari"] {
            assert!(!text.contains(telling), "{address}: {telling} in {text}");
        }
        seen += 1;
    }
    assert!(seen > 20, "{seen} cards");
}

#[test]
fn cards_hold_what_pages_dial() {
    let built = outspoken();
    let mut cards = 0;
    for address in built.files.keys().filter(|address| address.ends_with(".vcf")) {
        let card = card(&built, address);
        let page = file(&built, &address.replace(".vcf", ".html"));
        let link = address.rsplit('/').next().unwrap();
        assert!(page.contains(&format!("{link}\" ")) || page.contains(&format!("{link} ")), "{address} is linked");
        let window = &page[page.find("class=call").unwrap()..page.find(link).unwrap()];
        let dialled = window.split("href=\"tel:").skip(1).map(|rest| rest.split(['"', ';']).next().unwrap().to_owned());
        let unquoted =
            window.split("href=tel:").skip(1).map(|rest| rest.split([' ', '>', ';']).next().unwrap().to_owned());
        let dialled: BTreeSet<String> = dialled.chain(unquoted).collect();
        let held: BTreeSet<String> = values(&card, &VCardProperty::Tel).into_iter().collect();
        assert!(!held.is_empty() && held.is_subset(&dialled), "{address}: {held:?} of {dialled:?}");
        assert_eq!(
            values(&card, &VCardProperty::Url),
            [format!("https://guide.example.jp/aoba/{}", address.replace(".vcf", ".html"))]
        );
        cards += 1;
    }
    assert!(cards > 20, "{cards} cards");
}

#[test]
fn a_card_says_what_has_to_be_known() {
    let built = outspoken();
    let card = card(&built, "midorigaoka/windows/hidamari.vcf");
    assert_eq!(values(&card, &VCardProperty::Fn), ["ひきこもり相談窓口「ひだまり」"]);
    assert_eq!(values(&card, &VCardProperty::Org), ["福祉総合課"]);
    assert_eq!(values(&card, &VCardProperty::Tel), ["+81312345200", "+81312345201"]);
    let note = values(&card, &VCardProperty::Note).concat();
    for said in ["祝日と年末年始は休み\n", "相談専用：内線12\n", "夜間：2027年（令和9年）4月30日まで有効"]
    {
        assert!(note.contains(said), "«{said}» in {note}");
    }
}

#[test]
fn what_is_not_dialled_has_no_card() {
    // Every number of the fictional guide is fictional.
    let fictional = TestSite::fictional().build();
    assert!(!fictional.files.keys().any(|address| address.ends_with(".vcf")));
    assert!(!file(&fictional, "midori/windows/hidamari.html").contains(".vcf"));

    let site = "content/site.yaml";
    let settings = TestSite::midori().text(site).to_owned() + "unverified: hide\n";
    let hidden = TestSite::midori().file(site, settings).build();
    let marked = TestSite::midori().build();
    let count = |built: &Built| built.files.keys().filter(|address| address.ends_with(".vcf")).count();
    assert!(count(&hidden) < count(&marked), "{} and {}", count(&hidden), count(&marked));
}

#[test]
fn what_nobody_confirmed_says_so_and_a_sample_is_one() {
    let sample = TestSite::sample().build();
    let card = card(&sample, "toshima/windows/hikikomori.vcf");
    let note = values(&card, &VCardProperty::Note).concat();
    assert!(note.starts_with("見本。") && note.contains("確認中（まだ確かめていません）"), "{note}");
}
