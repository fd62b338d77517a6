//! For readers who share a device: a title and an icon that tell nothing, and a way to leave at once.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use common::{Built, TestSite};

fn page<'a>(built: &'a Built, address: &str) -> &'a str {
    std::str::from_utf8(&built.files[address]).unwrap()
}

#[test]
fn nothing_tells_what_is_read() {
    let built = TestSite::full().build();
    for (address, bytes) in built.files.iter().filter(|(address, _)| address.ends_with(".html")) {
        let page = std::str::from_utf8(bytes).unwrap();
        let title = if address.starts_with("en/") { "<title>Local news</title>" } else { "<title>くらしの" };
        assert!(page.contains(title), "{address}");
        assert!(address.ends_with("one-file.html") || page.contains("assets/plain-"), "{address}");
    }
}

#[test]
fn a_page_can_be_left_where_it_says_so() {
    let built = TestSite::full().build();
    let can_be_left = |address: &str| page(&built, address).contains("href=\"https://www.example.jp/tenki/\"");
    // A record and its call card, a page, and everything of a ward.
    for address in [
        "midorigaoka/windows/hidamari.html",
        "midorigaoka/windows/hidamari/call.html",
        "midorigaoka/pages/kinjo.html",
        "kita/index.html",
        "kita/all.html",
    ] {
        assert!(can_be_left(address), "{address}");
    }
    for address in ["index.html", "midorigaoka/index.html", "midorigaoka/windows/kurashi.html"] {
        assert!(!can_be_left(address), "{address}");
    }
}

#[test]
fn all_of_it_is_off_by_default() {
    let built = TestSite::sample().build();
    for bytes in built.files.iter().filter(|(address, _)| address.ends_with(".html")).map(|(_, bytes)| bytes) {
        let page = std::str::from_utf8(bytes).unwrap();
        assert!(!page.contains("data-leave") && !page.contains("assets/plain-"));
    }
    assert!(page(&built, "toshima/index.html").contains("<title>豊島区で"));
}
