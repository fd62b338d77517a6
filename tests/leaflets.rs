//! What all leaflets share: numbers that are their records', a code that opens what is true today, an edition that changes with
//! any of their facts, and only for residents what is theirs. `tests/flowing.rs` and `tests/folded.rs` look at single kinds.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{DAY, OPTIONS, TestSite, staff_pages, text_of};
use regex::Regex;
use shirube::model::model;

const FLYER: &str = "content/wards/midori/leaflets/chirashi.yaml";

/// The fictional guide with a leaflet.
fn with(lines: &str) -> TestSite {
    TestSite::fictional()
        .file(FLYER, format!("kind: flyer\ncode: t1\ntitle: 相談のご案内\nmain: windows/hidamari\n{lines}"))
}

fn leaflet(site: &BTreeMap<String, Vec<u8>>) -> String {
    String::from_utf8(site["midori/leaflets/chirashi.html"].clone()).unwrap()
}

/// What the first code of a leaflet opens.
fn read(html: &str) -> String {
    let (_, rest) = html.split_once("data-modules=").unwrap();
    let modules: usize =
        rest.trim_start_matches('"').chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap();
    let mut paths = rest.split(" d=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    scanned(modules, paths.find(|path| !path.starts_with("M0 0")).unwrap())
}

/// What a reader of codes sees in the path of a drawing, six pixels a module.
fn scanned(modules: usize, path: &str) -> String {
    const SCALE: usize = 6;
    let mut black = vec![vec![false; modules]; modules];
    // Each row is a stroke: where it begins, and how many modules are black or left out.
    for row in path.split('M').skip(1) {
        let (start, steps) = row.split_at(row.find(['h', 'm']).unwrap());
        let (x, y) = start.split_once(' ').unwrap();
        let (mut x, y): (usize, f64) = (x.parse().unwrap(), y.parse().unwrap());
        for (at, step) in steps.match_indices(['h', 'm']) {
            let length: String = steps[at + 1..].chars().take_while(char::is_ascii_digit).collect();
            let length: usize = length.parse().unwrap();
            black[y as usize][x..x + length].fill(step == "h");
            x += length;
        }
    }
    let side = modules * SCALE;
    let pixel = |x: usize, y: usize| if black[y / SCALE][x / SCALE] { 0 } else { 255 };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, pixel);
    image.detect_grids()[0].decode().unwrap().1
}

/// Its edition: what stands behind 版.
fn edition(html: &str) -> String {
    let (_, rest) = html.split_once("版 ").unwrap();
    rest.chars().take_while(char::is_ascii_hexdigit).collect()
}

#[test]
fn a_page_ends_with_its_own_address_for_paper() {
    let site = with("").site();
    let code = Regex::new(r#"(?i)viewbox="0 0 (\d+) \d+"[^>]*><path[^>]* d="(M4 4\.5[^"]+)"#).unwrap();
    let said = Regex::new(r"<div class=again hidden>.*?<b>([^<]+)</b>").unwrap();
    let mut seen = 0;
    for (address, bytes) in site.iter().filter(|(address, _)| address.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        let Some(said) = said.captures(html) else { continue };
        let opened = format!("https://guide.example.jp/midori/{}", address.replace("one-file.html", "all.html"));
        assert_eq!(format!("https://{}", &said[1]), opened);
        let foot = &html[said.get(0).unwrap().start()..];
        let drawing = match foot.split_once("code.svg") {
            Some(_) => std::str::from_utf8(&site[&address.replace("index.html", "code.svg")]).unwrap(),
            None => foot,
        };
        let drawn = code.captures(drawing).unwrap();
        assert_eq!(scanned(drawn[1].parse().unwrap(), &drawn[2]), opened);
        seen += 1;
    }
    assert!(seen > 20, "{seen}");
    for address in ["404.html", "midori/leaflets/chirashi.html"] {
        assert!(!std::str::from_utf8(&site[address]).unwrap().contains("class=again"), "{address}");
    }
}

#[test]
fn a_code_opens_what_is_true_today_and_carries_the_edition() {
    let site = with("").site();
    let html = leaflet(&site);
    let address = read(&html);
    assert_eq!(address, format!("https://guide.example.jp/midori/l/t1.html#{}", edition(&html)));
    assert_eq!(edition(&html).len(), 6);
    let landing = text_of(&site["l/t1.html"]);
    for number in ["03-0000-1234", "ひだまり"] {
        assert_eq!(text_of(html.as_bytes()).contains(number), landing.contains(number), "{number}: {landing}");
    }
    assert!(text_of(html.as_bytes()).contains("guide.example.jp/midori/l/t1.html"), "it is there in words, too");
}

/// Prose may lead to a leaflet that residents get. Its sheets are the same in all languages.
#[test]
fn prose_leads_to_sheets() {
    let guide = ["hidamari.md", "hidamari.en.md"].into_iter().fold(with(""), |guide, file| {
        let path = format!("content/wards/midori/windows/{file}");
        let text = guide.text(&path).to_owned() + "\n[相談のご案内の紙](../leaflets/chirashi.yaml)\n";
        guide.file(&path, text)
    });
    let site = guide.site();
    for (address, sheets) in [
        ("midori/windows/hidamari.html", "../../midori/leaflets/chirashi.html"),
        ("en/midori/windows/hidamari.html", "../../../midori/leaflets/chirashi.html"),
    ] {
        let page = String::from_utf8(site[address].clone()).unwrap();
        assert!(page.contains(&format!("href=\"{sheets}\"")), "{address}: {page}");
    }
}

#[test]
fn the_edition_changes_with_facts_and_with_nothing_else() {
    let window = "content/wards/midori/windows/hidamari.md";
    let mark = |guide: TestSite| edition(&leaflet(&guide.site()));
    let before = mark(with(""));
    let text = with("").text(window).to_owned();
    assert_eq!(mark(with("").file(window, text.clone() + "もう一つの文。\n")), before, "prose is no fact");
    assert_eq!(mark(with("lead: だれでも話せます。\n")), before, "nor is what a leaflet says of itself");
    let other = text.replacen("03-0000-1234", "03-0000-9999", 1);
    assert_ne!(mark(with("").file(window, other)), before, "a number is");
    assert_ne!(mark(with("also: [shared/aoba/phone-lines/yoru]\n")), before, "and so is whose they are");
}

#[test]
fn thirty_records_leave_room_for_what_must_be_there() {
    let mut guide = with("entries: { from: [windows], must: [windows/w29] }\n");
    for number in 0..30 {
        let text = format!(
            "---\nname: 第{number}号相談室\nkana: だいごうそうだんしつ\nphones: [{{ number: 03-0000-61{number:02} }}]\nsource: {{ document: annai }}\n---\n"
        );
        guide = guide.file(&format!("content/wards/midori/windows/w{number}.md"), text);
    }
    let built = guide.build();
    let problems = built.problems();
    assert!(problems.iter().any(|problem| problem.contains("warning[leaflet-left-out]")), "{problems:?}");
    assert!(!problems.iter().any(|problem| problem.contains("error[")), "{problems:?}");
    let text = text_of(&built.files["midori/leaflets/chirashi.html"]);
    assert!(text.contains("03-0000-6129"), "{text}");
    let shown = (0..30).filter(|number| text.contains(&format!("03-0000-61{number:02}"))).count();
    assert!((4..30).contains(&shown) && text.contains("か所は、二次元コードから"), "{shown}: {text}");
}

#[test]
fn what_is_for_staff_is_in_no_build() {
    for guide in [TestSite::sample(), TestSite::full()] {
        let (site, _) = model(&guide.tree(), DAY);
        let built = guide.site();
        let staffs = staff_pages(&guide.tree(), &OPTIONS);
        assert!(!staffs.is_empty());
        for (id, (path, leaflet)) in &site.leaflets {
            let address = format!("{id}.html");
            assert_eq!(built.contains_key(&address), leaflet.is_public(), "{}", path.as_str());
            assert_eq!(
                built.contains_key(&format!("l/{}.html", leaflet.code)),
                leaflet.has_landing(),
                "{}",
                leaflet.code
            );
            assert_eq!(staffs.contains_key(&address), leaflet.is_for_staff(), "{}", path.as_str());
        }
        for (address, page) in &staffs {
            assert!(!String::from_utf8_lossy(page).contains("data-modules"), "{address} has a code that opens nothing");
        }
    }
}

#[test]
fn every_number_on_paper_is_one_of_its_guide() {
    let numbers = Regex::new(r"0\d{1,4}-\d{1,4}-\d{3,4}").unwrap();
    for guide in [TestSite::sample(), TestSite::full()] {
        let (site, _) = model(&guide.tree(), DAY);
        let known: BTreeSet<String> = site
            .records()
            .flat_map(|record| record.desks.iter().map(|desk| &desk.contact).chain([&record.service.contact]))
            .flat_map(|contact| contact.phones.iter().filter_map(|phone| phone.number.fact()))
            .map(|number| number.shown().to_owned())
            .collect();
        let mut looked = 0;
        for (address, page) in guide.site().iter().filter(|(address, _)| address.contains("/leaflets/")) {
            for number in numbers.find_iter(&text_of(page)).map(|number| number.as_str()) {
                assert!(known.contains(number), "{address}: {number}");
                looked += 1;
            }
        }
        assert!(looked > 15, "{looked}");
    }
}

/// Whatever is written wrongly is reported where it stands. (A `main` that is missing, and a leaflet's own words, are in
/// `tests/diagnostics/`.)
#[test]
fn what_is_wrong_is_reported_at_its_line() {
    #[track_caller]
    fn check(guide: &TestSite, expected: &str) {
        let errors: Vec<String> =
            guide.build().problems().into_iter().filter(|problem| problem.contains(": error[")).collect();
        assert_eq!(errors, [expected]);
    }
    const WINDOW: &str = "content/wards/midori/windows/hidamari.md";
    let at = |line: usize, column: usize, code: &str| format!("{FLYER}:{line}:{column}: error[{code}]");
    let is = |from: &str, to: &str| with("").edited(FLYER, from, to);
    check(&is("kind: flyer", "kind: flier"), &at(1, 7, "unknown-choice"));
    check(&is("main: windows/hidamari", "main: windows/hidamri"), &at(4, 7, "unknown-record"));
    check(&with("strips: 13\n"), &at(5, 9, "number-range"));
    check(&with("entries: { from: [windows], max: 0 }\n"), &at(5, 34, "number-range"));
    check(&with("voices: [nobody]\n"), &at(5, 10, "unknown-entry"));
    let twice =
        with("").file("content/wards/midori/leaflets/zwei.yaml", "kind: cards\ncode: t1\ntitle: 相談のカード\n");
    check(&twice, "content/wards/midori/leaflets/zwei.yaml:2:7: error[duplicate-code]");
    let ended = with("").edited(WINDOW, "for: [self, family]\n", "for: [self, family]\nstatus: ended\n");
    let ended = ended.edited("content/wards/midori/ward.md", "main: windows/hidamari\n", "");
    check(&ended, &at(4, 7, "record-not-public"));
    let refused = with("").edited("content/site.yaml", "sample: true\n", "unverified: refuse\n");
    let problems = refused.build().problems();
    assert!(
        problems.iter().any(|problem| problem.starts_with(WINDOW) && problem.ends_with("error[unverified]")),
        "{problems:?}"
    );
    // An address without a place to break, and a name of sixty characters, go on a second line or are refused.
    let address = format!("https://guide.example.jp/{}/", "midori".repeat(80));
    let long = with("").edited("content/site.yaml", "https://guide.example.jp/midori/", &address);
    check(&long, "content/site.yaml:2:11: error[code-too-fine]");
    let name = "ながいなまえの".repeat(9);
    let named = with("").edited(WINDOW, "name: 相談窓口「ひだまり」", &format!("name: {name}"));
    assert!(text_of(leaflet(&named.site()).as_bytes()).contains(&name), "it is there whole");
    check(&with(&format!("lead: {}\n", "長い前置きです。".repeat(200))), &at(5, 7, "leaflet-overflow"));
}

/// Each strip of a flyer as it is read.
fn strips(guide: &TestSite, address: &str) -> Vec<String> {
    let html = String::from_utf8(guide.site()[address].clone()).unwrap().replace("<br>", "|");
    let strips = html.split("<p class=strip").skip(1).map(|rest| rest.split("</p>").next().unwrap());
    strips.map(|strip| text_of(format!("<p{strip}</p>").as_bytes()).trim().replace(" |", "|")).collect()
}

#[test]
fn a_strip_says_all_that_belongs_to_its_number() {
    let full = strips(&TestSite::full(), "midorigaoka/leaflets/keijiban.html");
    assert_eq!(full.len(), 8);
    assert!(
        full.iter().all(|strip| strip.starts_with("03-1234-5200|内線12|") && strip.contains("ひだまり")),
        "{full:?}"
    );
    assert!(full.iter().all(|strip| !strip.contains("見本") && !strip.contains("確認中")), "{full:?}");
    let sample = strips(&TestSite::sample(), "toshima/leaflets/keijiban.html");
    assert_eq!(sample.len(), 10);
    assert!(sample.iter().all(|strip| strip.contains("|確認中 見本|")), "{sample:?}");
}

#[test]
fn a_strip_without_room_joins_its_lines_and_never_loses_a_mark() {
    let window = "content/wards/midori/windows/hidamari.md";
    let of = |strips: usize, name: &str| {
        let guide = with(&format!("strips: {strips}\n"));
        let guide = guide.edited(window, "name: 相談窓口「ひだまり」", &format!("name: {name}"));
        self::strips(
            &guide.edited(window, "number: 03-0000-1234", "number: 03-0000-1234 内線5"),
            "midori/leaflets/chirashi.html",
        )
    };
    assert_eq!(of(6, "ひだまり")[0], "03-0000-1234|内線5 確認中 見本|ひだまり|みどり市");
    assert_eq!(of(12, "ひだまり")[0], "03-0000-1234|内線5 確認中 見本|ひだまり");
    assert_eq!(of(12, "ひきこもりの相談室")[0], "03-0000-1234|内線5 確認中 見本|ひきこもりの相談室");
    assert_eq!(of(12, "ひきこもり相談室みどり")[0], "03-0000-1234|内線5 確認中 見本 ひきこもり相談室みどり");
}

/// Voices share a row; a poster with much room keeps one, and a flyer that has none says which it left out, at their field.
#[test]
fn what_had_to_go_is_said_once() {
    let poster = "content/wards/midorigaoka/leaflets/keijiban.yaml";
    let told = |guide: &TestSite| -> Vec<String> {
        guide.build().problems().into_iter().filter(|problem| problem.contains("leaflet-")).collect()
    };
    assert_eq!(told(&TestSite::full()), [""; 0]);
    let chirashi = "content/wards/midorigaoka/leaflets/chirashi.yaml";
    let guide = TestSite::full().edited(chirashi, "strips: 8\n", "voices: [kikkake, rogo]\nstrips: 8\n");
    assert_eq!(told(&guide), [format!("{chirashi}:10:10: warning[leaflet-shortened]")]);
    let guide = TestSite::full().edited(poster, "strips: 8\n", "strips: 8\neasy: true\nvoices: [kininaru]\n");
    let html = String::from_utf8(guide.build().files["midorigaoka/leaflets/keijiban.html"].clone()).unwrap();
    assert!(html.contains("となりの"), "one voice has the whole width: {html}");
}
