//! What a page answers with: the record's own ways first, another's only where something is missing and only in its
//! place, and everything that was written down somewhere on the page.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Built, HIDAMARI, TestSite, text_of, without_others};

const WARD: &str = "content/wards/midori/ward.md";
const SCOPE: &str = "content/shared/aoba/scope.yaml";
const WINDOW: &str = "content/wards/midori/windows/kurashi.md";

/// The fictional guide with one more window.
fn with_window(lines: &str) -> TestSite {
    TestSite::fictional().file(WINDOW, format!("---\nname: くらし相談\nkana: くらしそうだん\n{lines}---\n"))
}

/// A page as text.
#[track_caller]
fn page(site: &TestSite, address: &str) -> String {
    let site = site.site();
    let page = site.get(address).unwrap_or_else(|| panic!("there is no page {address}"));
    text_of(without_others(page).as_bytes())
}

#[track_caller]
fn window_page(lines: &str) -> String {
    page(&with_window(lines), "midori/windows/kurashi.html")
}

#[track_caller]
fn holds(page: &str, expected: &[&str]) {
    for text in expected {
        assert!(page.contains(text), "«{text}» is missing in: {page}");
    }
}

#[track_caller]
fn lacks(page: &str, unexpected: &[&str]) {
    for text in unexpected {
        assert!(!page.contains(text), "«{text}» stands in: {page}");
    }
}

/// The number of the line that answers for the whole prefecture.
const FALLBACK: &str = "03-0000-1199";

/// At night the line that answers instead may be closed, too; then the one that is open longer stands below it.
#[test]
fn whoever_is_led_to_a_closed_line_is_led_on_to_an_open_one() {
    let day = "---\nname: ひるの電話\nkana: ひるのでんわ\nphones: [{ number: 03-0000-7777 }]\nhours: 月-金 10:00-17:00\n---\n";
    let site = with_window("phones: [{ number: 確認中 }]\nmodes: [phone]\n")
        .file("content/shared/aoba/phone-lines/hiru.md", day)
        .edited(SCOPE, "fallback: phone-lines/yoru", "fallback: phone-lines/hiru")
        .site();
    let page = text_of(&site["midori/windows/kurashi.html"]);
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} is missing in: {page}"));
    assert!(at("03-0000-7777") < at("つながらないとき") && at("つながらないとき") < at("よるの電話"), "{page}");
}

#[test]
fn anothers_number_stands_only_where_a_number_is_missing() {
    for missing in ["modes: [phone]\n", "phones: [{ number: 確認中 }]\n", "cost: 無料\n", "status: paused\n"] {
        let page = window_page(missing);
        holds(&page, &["ここで話せます", "確認中"]);
        let (_, behind) = page.split_once("ここで話せます").unwrap();
        let (name, _) = behind.split_once(FALLBACK).expect("the number stands behind the sentence");
        assert!(name.trim_end().ends_with("よるの電話"), "it stands right below its own name: {name}");
    }
    let own = "phones: [{ number: 03-0000-5555 }]\n";
    for other_gap in ["emails: [{ address: 確認中 }]\n", "address: { text: 確認中 }\n", "hours: 確認中\n"] {
        let page = window_page(&format!("{own}{other_gap}"));
        holds(&page, &["03-0000-5555", "よるの電話でも聞けます", "確認中"]);
        lacks(&page, &[FALLBACK, "それまでは"]);
    }
    let page = window_page("phones: [{ number: 03-0000-5555 }, { label: 夜間, number: 確認中 }]\n");
    holds(&page, &["03-0000-5555", "それまでは、よるの電話へどうぞ"]);
    lacks(&page, &[FALLBACK]);
    for whole in [own, "modes: [office]\naddress: { text: 本町1番 }\n", "emails: [{ address: a@example.jp }]\n"] {
        lacks(&window_page(whole), &[FALLBACK, "よるの電話"]);
    }
    holds(&window_page("modes: [office]\naddress: { text: 本町1番 }\n"), &["本町1番"]);
}

#[test]
fn a_borrowed_number_keeps_what_belongs_to_it() {
    let yoru = "content/shared/aoba/phone-lines/yoru.md";
    let lines = "phones: [{ number: 確認中 }, { label: 県の北から, number: 03-0000-1101 }, { label: 県の南から, number: 03-0000-1102 }]";
    let guide = with_window(
        "modes: [phone, office]\nphones: [{ number: 確認中 }]\nhours: 月 8:00-9:00\ncall: { who_answers: 保健師が出ます。 }\naddress: { text: 本町 }\n",
    )
    .edited(yoru, "phones: [{ number: 03-0000-1199 }]", lines)
    .edited(yoru, "24時間", "火 20:00-21:00")
    .edited(WARD, "main: windows/hidamari", "main: windows/kurashi");
    for address in ["midori/windows/kurashi.html", "midori/index.html"] {
        let page = page(&guide, address);
        let (_, box_and_more) = page.split_once("ここで話せます").unwrap();
        let at = |text: &str| box_and_more.find(text).unwrap_or_else(|| panic!("{text} is not in {box_and_more}"));
        let order = ["よるの電話", "県の北から", "03-0000-1101", "県の南から", "03-0000-1102", "火曜 20時から21時まで"];
        assert!(order.windows(2).all(|pair| at(pair[0]) < at(pair[1])), "{box_and_more}");
        let (before, _) = page.split_once("火曜 20時").unwrap();
        lacks(before, &["月曜 8時", "保健師"]);
    }
    lacks(&page(&guide, "midori/index.html"), &["月曜 8時", "保健師"]);
    holds(&page(&guide, "midori/windows/kurashi.html"), &["月曜 8時から9時まで", "保健師が出ます"]);
}

#[test]
fn a_window_answers_with_the_numbers_of_its_desks() {
    let desks = |number: &str| {
        let lines = format!(
            "modes: [phone]\ndesks: [{{ id: kita, name: 北, kana: きた, phones: [{{ number: {number} }}] }}]\n"
        );
        with_window(&lines).edited(WARD, "main: windows/hidamari", "main: windows/kurashi")
    };
    let known = page(&desks("03-0000-5556"), "midori/index.html");
    let (first_view, _) = known.split_once("電話が苦手なときは").unwrap();
    holds(first_view, &["北", "03-0000-5556"]);
    lacks(first_view, &[FALLBACK]);
    holds(&page(&desks("確認中"), "midori/index.html"), &["ここで話せます", FALLBACK]);
    let lines = "desks: [{ id: kita, name: 北の係, kana: きたのかかり, emails: [{ address: a@example.jp }] }]\n";
    let page = window_page(lines);
    assert_eq!(page.matches("北の係").count(), 2, "as the answer and among the desks: {page}");
}

#[test]
fn what_is_not_known_reaches_nobody() {
    for unknown in ["modes: [office]\naddress: { text: 確認中 }\n", "emails: [{ address: 確認中 }]\n"] {
        holds(&window_page(unknown), &["ここで話せます", FALLBACK]);
    }
    let card = page(&with_window("emails: [{ address: 確認中 }]\n"), "midori/index.html");
    let (before, _) = card.split_once("それまでは").expect("the card leads elsewhere");
    assert!(before.trim_end().ends_with("連絡先は確認中"), "and says why: {before}");
    let email = window_page("modes: [office, email]\naddress: { text: 確認中 }\nemails: [{ address: a@example.jp }]\n");
    let (first_view, _) = email.split_once("くわしく").unwrap();
    holds(first_view, &["a@example.jp"]);
    lacks(first_view, &["場所は確認中"]);
}

#[test]
fn what_a_ward_says_of_a_shared_line_stands_beside_it() {
    let without_main = TestSite::fictional().edited(WARD, "main: windows/hidamari\n", "");
    let says = |more: &str| {
        let entry = format!("shared: [{{ record: shared/aoba/phone-lines/yoru{more} }}]\n---\n");
        without_main.clone().edited(WARD, "---\nみどり市には", &format!("{entry}みどり市には"))
    };
    holds(&page(&says(", note: 夜だけです"), "midori/index.html"), &[FALLBACK, "夜だけです"]);
    lacks(&page(&says(", hide: true"), "midori/index.html"), &[FALLBACK, "よるの電話"]);
}

#[test]
fn a_desks_own_facts_all_stand_on_its_windows_page() {
    let page = window_page(
        "phones: [{ number: 03-0000-5555 }]
desks:
  - id: higashi
    name: 東の係
    kana: ひがしのかかり
    phones: [{ number: 03-0000-5556, source: { document: annai, as_of: 2025-05 } }]
    emails: [{ address: higashi@example.jp }]
    web: https://higashi.example.jp
    hours: 月 9:00-10:00
    address: { text: 支所, postal_code: 999-0001, access: 駅から5分 }
  - { id: nishi, name: 西の係, kana: にしのかかり, emails: [{ address: 確認中 }] }
",
    );
    holds(&page, &["東の係", "03-0000-5556", "higashi@example.jp", "higashi.example.jp", "月曜 9時から10時まで"]);
    holds(&page, &["支所", "999-0001", "駅から5分", "2025年（令和7年）5月現在", "西の係", "メールは確認中"]);
}

#[test]
fn a_number_with_a_confirmation_of_its_own_says_its_day() {
    let line = |facts: &str| {
        format!("phones: [{{ number: 03-0000-5555, verified: {{ date: 2026-11-01, by: fukushi, facts: {facts} }} }}]\n")
    };
    let taken = blake3::hash(b"number=0300005555\n").to_hex();
    holds(&window_page(&line(&taken[..16])), &["2026年（令和8年）11月1日に確認", "2027年（令和9年）4月30日まで有効"]);
    holds(&window_page(&line("3f9a5c0d1e2b4a68")), &["確認後に変更がありました"]);
}

#[test]
fn what_rests_offers_no_way_to_talk() {
    let page = window_page(
        "status: paused\nmodes: [online, web-form, home-visit]\ncall: { first_words: こんにちは }\nweb: https://a.example.jp\n",
    );
    lacks(&page, &["オンライン", "こんにちは", "a.example.jp", "フォーム"]);
}

#[test]
fn former_addresses_of_desks_lead_on() {
    let site = TestSite::fictional().edited(HIDAMARI, "operators:", "formerly_ids: [madoguchi]\noperators:").site();
    for address in ["midori/windows/madoguchi.html", "en/midori/windows/madoguchi/kita.html"] {
        let now = address.replace("madoguchi", "hidamari");
        assert!(String::from_utf8_lossy(&site[address]).contains(now.rsplit('/').next().unwrap()), "{address}");
        assert!(site.contains_key(&now));
    }
}

#[track_caller]
fn problems(site: &TestSite, expected: &[&str]) {
    let built: Built = site.build();
    assert_eq!(built.codes(), expected, "{}", built.report(shirube::report::Format::Human));
}

#[test]
fn no_other_regions_line_answers() {
    let osaka = TestSite::fictional()
        .file("content/shared/osaka/scope.yaml", "name: 大阪府\napplies_to: { prefecture: 大阪府 }\n")
        .file(
            "content/shared/osaka/phone-lines/yoru.md",
            "---\nname: 大阪の電話\nkana: おおさかのでんわ\nphones: [{ number: 06-0000-1111 }]\n---\n",
        );
    let main = osaka.clone().edited(WARD, "main: windows/hidamari", "main: shared/osaka/phone-lines/yoru");
    problems(&main, &["not-shared"]);
    problems(&osaka.clone().edited(SCOPE, "fallback: ", "fallback: shared/osaka/"), &["fallback-from-elsewhere"]);
    problems(&osaka.clone().edited(SCOPE, "phone-lines/yoru", "midori/windows/hidamari"), &["fallback-from-elsewhere"]);
    let narrow = "name: 北\napplies_to: { wards: [midori] }\nfallback: shared/aoba/phone-lines/yoru\n";
    problems(&osaka.clone().file("content/shared/kita/scope.yaml", narrow), &[]);
    let hidden = "main: shared/aoba/phone-lines/yoru\nshared: [{ record: shared/aoba/phone-lines/yoru, hide: true }]";
    problems(&osaka.clone().edited(WARD, "main: windows/hidamari", hidden), &["main-not-public"]);
    let misspelt = osaka.edited(WARD, "prefecture: あおば県", "prefecture: 東京都").edited(WARD, "990019", "131130");
    problems(&misspelt, &["prefecture-without-ward"]);
}

#[test]
fn numbers_for_danger_are_apart() {
    let desk = TestSite::fictional()
        .edited(
            HIDAMARI,
            "  - { id: kita,",
            "  - { id: kyu, name: 急ぐとき, kana: いそぐとき, phones: [{ number: 119 }] }\n  - { id: kita,",
        )
        .edited(WARD, "main: windows/hidamari", "main: windows/hidamari/kyu");
    problems(&desk, &["main-is-emergency", "emergency-among-others"]);
    let own = TestSite::fictional().file(
        "content/wards/midori/phone-lines/keisatsu.md",
        "---\nname: 警察\nkana: けいさつ\nphones: [{ number: 110 }]\n---\n",
    );
    let site = own.site();
    let ward = String::from_utf8_lossy(&site["midori/index.html"]).into_owned();
    assert!(ward.contains("警察") && !ward.contains("tel:110"), "nobody dials 110 from a list by accident");
    let hidden = own.edited("content/site.yaml", "sample: true", "sample: true\nunverified: hide");
    let hidden = hidden.edited(SCOPE, "fallback: phone-lines/yoru\n", "");
    holds(&text_of(&hidden.site()["midori/phone-lines/keisatsu.html"]), &["110"]);
}

#[test]
fn a_translation_does_not_outlive_what_it_translates() {
    let overlay = "content/wards/midori/windows/kurashi.en.md";
    let site = with_window("phones: [{ number: 03-0000-5555 }]\ncost: 無料\n");
    let site = site.file(overlay, "---\nname: Living\ntexts: [{ of: 無料, say: free of charge }]\n---\n");
    holds(&page(&site, "en/midori/windows/kurashi.html"), &["free of charge"]);
    problems(&site.clone().edited(WINDOW, "無料", "500円"), &["text-not-in-record"]);
    problems(&site.edited(overlay, "texts: [{ of: 無料, say: free of charge }]", "cost: free"), &["fact-in-overlay"]);
}

#[test]
fn a_sample_stays_one_until_something_is_confirmed() {
    let real = TestSite::fictional()
        .each(|text| text.replace("sample: true\n", "").replace("03-0000-", "03-1234-").into_bytes());
    problems(&real, &["sample-unverified"]);
    let claim = |record: &str, facts: &str| {
        let verified = format!("\nverified: {{ date: 2026-11-01, by: fukushi, facts: {facts} }}\nsource:");
        real.clone().edited(record, "\nsource:", &verified)
    };
    problems(&claim(HIDAMARI, "3f9a5c0d1e2b4a68"), &["changed-since-verified", "sample-unverified"]);
    problems(&real.clone().confirmed(HIDAMARI, "fukushi"), &[]);
    let staff =
        real.edited(HIDAMARI, "\nsource:", "\naudience: staff\nsource:").edited(WARD, "main: windows/hidamari\n", "");
    problems(&staff.confirmed(HIDAMARI, "fukushi"), &["sample-unverified"]);
}
