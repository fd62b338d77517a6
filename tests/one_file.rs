//! A ward as one file: it asks for nothing, and leads nowhere but within itself and to whole addresses.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use common::{FULL, OPTIONS, TestSite, folders};
use shirube::build::build;
use shirube::disk::{Folder, read};
use shirube::render::one_file::with_pictures;

/// Every value of an attribute in a page.
fn values<'a>(page: &'a str, attribute: &'a str) -> impl Iterator<Item = &'a str> {
    page.split(attribute).skip(1).map(|rest| match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().unwrap(),
        None => rest.split([' ', '>']).next().unwrap(),
    })
}

#[test]
fn it_asks_for_nothing_and_leads_to_whole_addresses() {
    let built = TestSite::full().build();
    for address in ["midorigaoka/one-file.html", "en/kita/one-file.html"] {
        let page = std::str::from_utf8(&built.files[address]).unwrap();
        let ids: BTreeSet<&str> = values(page, " id=").collect();
        for href in values(page, " href=") {
            let is_whole = ["https://", "tel:", "mailto:", "data:"].iter().any(|start| href.starts_with(start));
            let is_within = href.strip_prefix('#').is_some_and(|id| ids.contains(id));
            assert!(is_whole || is_within, "{address}: {href}");
        }
        assert!(values(page, " src=").all(|src| src.starts_with("data:")), "{address}");
        assert!(!page.contains("<script") && !page.contains("rel=stylesheet") && !page.contains("rel=\"stylesheet"));
        assert_eq!(page.matches("<style>").count(), 1, "{address}");
        assert!(page.contains("default-src 'none'; style-src 'sha256-"), "{address}");
    }
}

/// A USB stick has no network.
#[test]
fn what_stands_in_it_is_led_to_within_it() {
    let built = TestSite::full().build();
    for prefix in ["", "easy/", "en/"] {
        let file = format!("{prefix}midorigaoka/one-file.html");
        let page = std::str::from_utf8(&built.files[&file]).unwrap();
        let ids: BTreeSet<&str> = values(page, " id=").collect();
        let links: BTreeSet<&str> = values(page, " href=").collect();
        let base = format!("https://guide.example.jp/aoba/{prefix}");
        for id in ids.iter().filter(|id| id.contains('/')) {
            assert!(!links.contains(format!("{base}{id}.html").as_str()), "{file}: {id}");
        }
        for (page, id) in [
            ("midorigaoka/windows/hidamari", "main-record"),
            ("midorigaoka/windows/hidamari/motomachi", "main-record"),
            ("midorigaoka/windows/hokatsu/hamacho", "midorigaoka/windows/hokatsu"),
            ("midorigaoka/flows/kyodo", "flows"),
            ("midorigaoka/index", "main"),
            ("words", "words"),
        ] {
            assert!(!links.contains(format!("{base}{page}.html").as_str()), "{file}: {page}");
            assert!(links.contains(format!("#{id}").as_str()), "{file}: {id}");
        }
        // What is not in it is not pretended to be.
        for page in ["about.html", "index.html", "midorigaoka/windows/hidamari/call.html"] {
            assert!(links.contains(format!("{base}{page}").as_str()), "{file}: {page}");
        }
        assert!(page.contains('↗'));
    }
}

#[test]
fn it_says_what_the_other_pages_say() {
    let built = TestSite::full().build();
    let text = |address: &str| common::text_of(&built.files[address]);
    let all = text("midorigaoka/all.html");
    for said in [
        "ひきこもり相談窓口「ひだまり」",
        "03-1234-5200",
        "全国こころの電話",
        "民生委員",
        "一緒に話をうかがいます",
        "桜台",
    ] {
        assert!(all.contains(said), "{said}");
        assert!(text("midorigaoka/one-file.html").contains(said), "{said}");
    }
    // What is for staff only is not everything.
    assert!(!all.contains("庁内の受付"));
}

#[test]
fn its_pictures_are_in_it() {
    let page = "<img src=\"picture:content/a.png\" alt><img src=\"picture:content/b.svg\">";
    let of = |path: &shirube::path::SourcePath| (path.name() == "a.png").then(|| b"foo".to_vec());
    let whole = "<img src=\"data:image/png;base64,Zm9v\" alt><img src=\"data:image/svg+xml;base64,\">";
    assert_eq!(with_pictures(page, of), whole);

    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(FULL);
    let output = tempfile::tempdir().unwrap();
    let (tree, _) = read(&folders(&root)).unwrap();
    let folder = Folder::open(&output.path().join("site"), &root.join("content")).unwrap();
    let _ = build(&tree, &OPTIONS, &folder);
    folder.finish().unwrap();
    let page = fs::read_to_string(output.path().join("site/midorigaoka/one-file.html")).unwrap();
    let pictures: Vec<&str> = values(&page, " src=").collect();
    assert!(pictures.len() > 1 && pictures.iter().all(|picture| picture.len() > 100), "{pictures:.60?}");
}
