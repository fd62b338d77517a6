//! A page belongs to a language when a name or prose on it is said in it; else search engines leave it out, and staff
//! hear what is missing.
#![allow(clippy::unwrap_used)]

mod common;

use common::{DAY, HIDAMARI, TestSite};
use shirube::check::{Wanting, untranslated};
use shirube::model::model;
use shirube::model::value::Language;

const EN: &str = "content/wards/midori/windows/hidamari.en.md";

fn is_hidden(guide: &TestSite, address: &str) -> bool {
    let files = guide.site();
    let page = String::from_utf8(files[address].clone()).unwrap();
    assert_ne!(page.contains("noindex"), page.contains("rel=canonical"), "{address}");
    page.contains("noindex")
}

#[test]
fn only_translated_pages_are_for_search_engines() {
    let (ja, en) = ("midorigaoka/windows/kurashi.html", "en/midorigaoka/windows/kurashi.html");
    let overlay = "content/wards/midorigaoka/windows/kurashi.en.md";
    let without = TestSite::midori();
    assert!(!is_hidden(&without, ja));
    assert!(is_hidden(&without, en));
    assert!(is_hidden(&without.clone().file(overlay, "---\n---\n"), en), "an empty overlay says nothing");
    let with = without.clone().file(overlay, "---\nname: Daily life\n---\n");
    assert!(!is_hidden(&with, en));
    let alternates = |guide: &TestSite, address: &str| {
        let page = String::from_utf8(guide.site()[address].clone()).unwrap();
        page.matches("rel=alternate").count()
    };
    assert_eq!((alternates(&without, ja), alternates(&without, en)), (0, 0));
    assert_eq!((alternates(&with, ja), alternates(&with, en)), (2, 2));
}

#[test]
fn what_is_missing_is_listed_by_file() {
    let guide = TestSite::fictional();
    let (site, _) = model(&guide.tree(), DAY);
    let of = |path: &str| untranslated(&site, Language::En).into_iter().find(|file| file.path.as_str() == path);
    assert!(of(HIDAMARI).is_none_or(|file| !file.wanting.contains(&Wanting::Name)));
    let (site, _) = model(&guide.without(EN).tree(), DAY);
    let all = untranslated(&site, Language::En);
    let file = all.iter().find(|file| file.path.as_str() == HIDAMARI).unwrap();
    for wanting in [Wanting::Name, Wanting::Prose, Wanting::Text("相談専用".to_owned())] {
        assert!(file.wanting.contains(&wanting), "{wanting:?}");
    }
}
