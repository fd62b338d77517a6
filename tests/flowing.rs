//! Leaflets that flow over as many sheets as they need: large print, branches, texts, and facts to confirm.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;

use common::{DAY, OPTIONS, TestSite, staff_pages, text_of};
use shirube::model::model;
use shirube::model::value::{Kind, Known};
use shirube::paper::code::Code;

fn page_of(site: &BTreeMap<String, Vec<u8>>, leaflet: &str) -> String {
    String::from_utf8(site[&format!("midorigaoka/leaflets/{leaflet}.html")].clone()).unwrap()
}

#[test]
fn large_print_has_every_window_and_line_of_the_ward() {
    let guide = TestSite::full();
    let (site, _) = model(&guide.tree(), DAY);
    let text = text_of(page_of(&guide.site(), "ookii").as_bytes());
    let ward = site.records().filter(|record| record.path.as_str().starts_with("content/wards/midorigaoka/"));
    let (mut shown, mut hidden) = (0, 0);
    for record in ward.filter(|record| matches!(record.id.kind, Kind::Window | Kind::PhoneLine)) {
        let service = record.service;
        let is_there = service.is_public() && service.is_open() && !service.is_emergency();
        for number in service.contact.phones.iter().filter_map(|phone| phone.number.fact()) {
            assert_eq!(text.contains(number.shown()), is_there, "{}: {text}", record.id);
            if is_there { shown += 1 } else { hidden += 1 }
        }
    }
    assert!(shown > 5 && hidden > 3, "{shown} and {hidden}");
}

#[test]
fn each_branch_has_its_streets_its_number_and_the_code_of_its_own_page() {
    let html = page_of(&TestSite::full().site(), "shisho");
    let rows: Vec<&str> = html.split("<tr>").skip(2).collect();
    let [hamacho, wakaba] = rows.as_slice() else { panic!("{rows:?}") };
    for (row, desk, number, streets) in
        [(hamacho, "hamacho", "03-1234-5211", "浜町、海岸通り"), (wakaba, "wakaba", "03-1234-5212", "若葉町")]
    {
        let text = text_of(row.as_bytes());
        assert!(text.contains(number) && text.contains(streets), "{text}");
        let address = format!("https://guide.example.jp/aoba/midorigaoka/windows/hokatsu/{desk}.html");
        assert!(row.contains(&Code::new(&address).unwrap().path), "{desk} has another code");
    }
}

#[test]
fn what_is_not_known_of_a_branch_is_said() {
    let html = TestSite::sample().site().remove("hachioji/leaflets/kyoten.html").unwrap();
    let text = text_of(&html);
    for gap in ["町名は確認中", "電話は確認中", "時間は確認中", "場所は確認中"] {
        assert_eq!(text.matches(gap).count(), 3, "{gap}: {text}");
    }
    assert_eq!(text.matches("0120-529-528").count(), 1, "who answers instead stands there once");
}

#[test]
fn without_desks_the_records_of_the_place_are_the_branches() {
    let from = "main: windows/hokatsu\n";
    let to = "main: windows/kurashi\nentries: { from: [windows, places] }\nalso: [shared/aoba/phone-lines/yoru]\n";
    let guide = TestSite::full().edited("content/wards/midorigaoka/leaflets/shisho.yaml", from, to);
    let built = guide.build();
    assert_eq!(built.problems(), [""; 0]);
    let html = page_of(&built.files, "shisho");
    let (head, rest) = html.split_once("<table").unwrap();
    let (table, others) = rest.split_once("</table>").unwrap();
    for number in ["03-1234-5200", "03-1234-5210"] {
        assert!(table.contains(number) && !others.contains(number), "{number}");
    }
    // The window has no number, and the line that answers instead is named at the head.
    assert!(head.contains("よるの電話") && !others.contains("よるの電話"), "{html}");
}

/// The texts of a leaflet, each with its count as the page says it.
fn texts(html: &str) -> Vec<(usize, String)> {
    let sections = html.split("<section>").skip(1);
    let text = |section: &str| {
        let count = section.split_once('（').unwrap().1.split_once('字').unwrap().0.parse().unwrap();
        let text = section.split_once("class=copy").unwrap().1.split_once('>').unwrap().1;
        (count, text.split_once("</p>").unwrap().0.to_owned())
    };
    sections.map(text).collect()
}

#[test]
fn texts_have_their_lengths_and_the_number() {
    let (full, sample) = (TestSite::full().site(), TestSite::sample().site());
    let sample = String::from_utf8(sample["toshima/leaflets/koho.html"].clone()).unwrap();
    for (html, number) in [(page_of(&full, "koho"), "03-1234-5200 内線12"), (sample, "03-4566-2427（確認中）")] {
        let texts = texts(&html);
        for ((count, text), (least, most)) in texts.iter().zip([(70, 100), (150, 200), (300, 500)]) {
            assert_eq!(text.chars().filter(|c| !c.is_whitespace()).count(), *count, "{text}");
            assert!((least..=most).contains(count), "{count}: {text}");
            assert!(text.contains(number), "{text}");
        }
        assert_eq!(texts.len(), 3, "{html}");
    }
}

#[test]
fn a_text_says_what_it_has_no_room_for() {
    let full = page_of(&TestSite::full().site(), "koho");
    let below: Vec<&str> = full.split("class=copy").skip(1).map(|text| text.split_once("</p>").unwrap().1).collect();
    let mail = "<li>メールは sodan@example.jp です。";
    assert_eq!(below.iter().map(|rest| rest.contains(mail)).collect::<Vec<_>>(), [true, true, false], "{full}");
    assert!(!below[2].contains("<li>"), "{full}");

    let path = "content/wards/midorigaoka/leaflets/koho.yaml";
    let crowded = TestSite::full().edited(path, "max: 2", "max: 12").build();
    let problems = crowded.problems();
    assert!(problems.iter().any(|problem| problem.contains("leaflet-shortened")), "{problems:?}");
}

#[test]
fn the_number_stands_in_a_text_whatever_its_name_is() {
    let name = "とても長い名前の".repeat(20);
    let site = TestSite::full();
    let path = "content/wards/midorigaoka/windows/hidamari.md";
    let site = site.edited("content/site.yaml", "unverified: refuse", "unverified: mark");
    let site = site.edited(path, "name: ひきこもり相談窓口「ひだまり」\n", &format!("name: {name}窓口\n"));
    let built = site.build();
    let html = built.files.get("midorigaoka/leaflets/koho.html");
    let html = String::from_utf8(html.unwrap_or_else(|| panic!("{:?}", built.problems())).clone()).unwrap();
    let texts = texts(&html);
    assert!(texts.iter().all(|(_, text)| text.contains("03-1234-5200")), "{texts:?}");
    assert!(!texts[0].1.contains(&name) && texts[2].1.contains(&name), "{texts:?}");
}

#[test]
fn a_sheet_to_confirm_has_every_number_digit_by_digit_and_is_on_no_site() {
    const ADDRESS: &str = "midorigaoka/leaflets/kakunin.html";
    let guide = TestSite::full();
    let html = String::from_utf8(staff_pages(&guide.tree(), &OPTIONS).remove(ADDRESS).unwrap()).unwrap();
    let digits = |number: &str| {
        let digit = |c| {
            if c == '-' {
                format!("<span class=\"digit joint\">{c}</span>")
            } else {
                format!("<span class=\"digit\">{c}</span>")
            }
        };
        number.chars().map(digit).collect::<String>()
    };
    let (site, _) = model(&guide.tree(), DAY);
    let windows = site.records().filter(|record| record.id.kind == Kind::Window);
    let windows: Vec<_> = windows.filter(|record| record.id.to_string().starts_with("midorigaoka/")).collect();
    assert!(windows.iter().any(|record| !record.service.is_public()), "staff's windows are confirmed too");
    let (mut numbers, mut gaps) = (0, 0);
    for record in windows {
        assert!(html.contains(&record.id.to_string()), "{}", record.id);
        let contacts = std::iter::once(&record.service.contact).chain(record.desks.iter().map(|desk| &desk.contact));
        for phone in contacts.flat_map(|contact| &contact.phones) {
            match &phone.number {
                Known::Fact(number) => {
                    assert!(html.contains(&digits(number.shown())), "{}: {html}", number.shown());
                    numbers += 1;
                }
                Known::Gap => gaps += 1,
            }
        }
    }
    assert!(numbers > 8 && gaps > 0, "{numbers} and {gaps}");
    assert_eq!(html.matches("の番号</th><td><span class=doubt>").count(), gaps, "what is not known is said: {html}");
    assert!(html.matches("正しい内容：").count() >= gaps, "there is room for it");
    assert!(html.contains(">電話1の番号<") && html.contains(">元町分室<"));
    assert!(!guide.site().contains_key(ADDRESS));
}

#[test]
fn a_form_without_numbers_says_nothing_of_numbers() {
    let site = TestSite::sample().site();
    let form = text_of(&site["adachi/leaflets/tsunagu-sheet.html"]);
    assert!(!form.contains("まだ確かめていない番号") && form.contains("変わることがあります"), "{form}");
    assert!(text_of(&site["toshima/leaflets/chirashi.html"]).contains("まだ確かめていない番号"));
}
