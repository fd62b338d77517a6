//! Whole small sites: every page that `tests/sites/<name>` makes is compared with `expected/`, and nothing may be left
//! over there. `SNAPSHOTS=overwrite` writes what was made; read the difference before you keep it. A guide without a
//! folder `expected/` is for other tests.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use common::{Built, OPTIONS, folders};
use shirube::disk::read;
use shirube::report::Format;
use snapbox::{Assert, Data};

#[test]
fn sites_are_as_expected() {
    let all = fs::read_dir("tests/sites").unwrap().map(|entry| entry.unwrap().path());
    let mut sites: Vec<PathBuf> = all.filter(|site| site.join("expected").is_dir()).collect();
    sites.sort();
    assert!(!sites.is_empty());
    for site in sites {
        compare(&site);
    }
}

fn compare(root: &Path) {
    let (tree, problems) = read(&folders(root)).unwrap();
    let built = Built::new(tree, &OPTIONS, problems);
    assert_eq!(built.diagnostics.errors(), 0, "{}", built.report(Format::Human));

    let expected = root.join("expected");
    let assert = Assert::new().action_env("SNAPSHOTS");
    let overwrites = std::env::var("SNAPSHOTS").is_ok_and(|action| action == "overwrite");
    let mut made = BTreeSet::new();
    for (address, bytes) in built.published {
        // Files of the theme and the worker have tests of their own; they change with every stroke in the style sheet.
        if address.starts_with("assets/") || address == "sw.js" {
            continue;
        }
        let page = readable(&String::from_utf8(bytes).unwrap());
        assert.eq(Data::text(page), Data::read_from(&expected.join(&address), None));
        made.insert(address);
    }
    for file in
        walkdir::WalkDir::new(&expected).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file())
    {
        let address = file.path().strip_prefix(&expected).unwrap().to_str().unwrap().replace('\\', "/");
        if !made.contains(&address) {
            assert!(overwrites, "{address} is expected but no longer made");
            fs::remove_file(file.path()).unwrap();
        }
    }
}

/// `style-1f2e3d4c.css` becomes `style-….css`, and every tag begins a line, so that a difference can be read. Readings are
/// `｜漢字《かんじ》`, those of names `│漢字《かんじ》`.
fn readable(page: &str) -> String {
    let mut text = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(at) = rest.find("assets/") {
        let end = at + rest[at..].find(['"', ' ', '>']).unwrap_or(rest.len() - at);
        let (path, after) = (&rest[at..end], &rest[end..]);
        text.push_str(&rest[..at]);
        match path.rsplit_once('-') {
            Some((stem, hashed)) => text.push_str(&format!("{stem}-…{}", &hashed[hashed.find('.').unwrap_or(0)..])),
            None => text.push_str(path),
        }
        rest = after;
    }
    text.push_str(rest);
    let marks = [
        ("<ruby>", "｜"),
        ("<ruby class=\"a\">", "│"),
        ("<rp>（</rp><rt aria-hidden=\"true\">", "《"),
        ("</rt><rp>）</rp></ruby>", "》"),
    ];
    let text = marks.iter().fold(named_icons(&text), |text, (html, mark)| text.replace(html, mark));
    text.replace("><", ">\n<") + "\n"
}

/// The drawings of the icons become their names.
fn named_icons(page: &str) -> String {
    let Some((before, rest)) = page.split_once("<svg class=\"icons\"") else { return page.to_owned() };
    let (icons, after) = rest.split_once("</svg>").unwrap();
    let names = icons.split("<symbol id=\"").skip(1).filter_map(|symbol| symbol.split('"').next());
    format!("{before}<icons {}>{after}", names.collect::<Vec<_>>().join(" "))
}
