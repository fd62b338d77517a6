//! The rule above all others: a wrong number must not get out. What is shown is what is dialled, what was confirmed is
//! what is shown, and what is not for residents is nowhere.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{Built, DAY, HIDAMARI, TestSite, text_of, without_others};
use shirube::build::Options;
use shirube::diagnostic::Diagnostics;
use shirube::model::model;
use shirube::model::value::{PhoneKind, PhoneNumber};
use shirube::report::Format;

type Site = BTreeMap<String, Vec<u8>>;

/// A page of a site as text.
#[track_caller]
fn page<'a>(site: &'a Site, address: &str) -> &'a str {
    std::str::from_utf8(site.get(address).unwrap_or_else(|| panic!("there is no page {address}"))).unwrap()
}

/// The digits of a file with nothing between them, so that a number is found in whatever form it stands there.
fn digits(bytes: &[u8]) -> String {
    let narrow = |c: char| match c {
        '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10).unwrap(),
        c => c,
    };
    let is_between = |c: char| {
        matches!(
            c,
            '-' | ' ' | '(' | ')' | '.' | 'ー' | '‐'..='―' | '−' | '－' | '（' | '）' | '\u{AD}' | '\u{A0}' | '　'
        )
    };
    let text = String::from_utf8_lossy(bytes).replace("<wbr>", "");
    text.chars().map(narrow).filter(|c| !is_between(*c)).collect()
}

/// The addresses of the files in which something stands, addresses themselves included.
fn holding(site: &Site, needle: &str) -> BTreeSet<String> {
    let holds = |(address, bytes): &(&String, &Vec<u8>)| {
        address.contains(needle) || String::from_utf8_lossy(bytes).contains(needle)
    };
    site.iter().filter(holds).map(|(address, _)| address.clone()).collect()
}

/// The addresses of the files in which a number stands in any form; only its last digits are given, which are the same
/// with an area code and with +81.
fn dialling(site: &Site, number: &str) -> BTreeSet<String> {
    site.iter().filter(|(_, bytes)| digits(bytes).contains(number)).map(|(address, _)| address.clone()).collect()
}

#[test]
fn a_number_is_kept_once() {
    let guide = TestSite::sample();
    let before = guide.site();
    let shown_on = dialling(&before, "45662427");
    for address in [
        "toshima/index.html",
        "en/toshima/index.html",
        "toshima/windows/hikikomori.html",
        "easy/toshima/windows/hikikomori.html",
    ] {
        assert!(shown_on.contains(address), "{address} shows the number");
    }
    let after = guide.edited("content/wards/toshima/windows/hikikomori.md", "03-4566-2427", "03-1234-5678").site();
    assert_eq!(dialling(&after, "45662427"), BTreeSet::new(), "the old number is nowhere");
    assert_eq!(dialling(&after, "12345678"), shown_on, "the new one stands wherever the old one stood");
    // The worker names its build.
    let differs = |address: &&String| before[*address] != after[*address] && *address != "sw.js";
    assert_eq!(before.keys().filter(differs).cloned().collect::<BTreeSet<_>>(), shown_on, "nothing else changes");
}

/// Every link that dials, with what it shows.
fn dialled(site: &Site) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for (address, bytes) in site.iter().filter(|(address, _)| address.ends_with(".html")) {
        let page = std::str::from_utf8(bytes).unwrap();
        assert_eq!(page.matches("tel:").count(), page.matches("href=\"tel:").count(), "{address}: all are links");
        for link in page.split("href=\"tel:").skip(1) {
            let (number, rest) = link.split_once('"').unwrap();
            let uri = format!("tel:{number}");
            let (inside, _) = rest.split_once('>').unwrap().1.split_once("</a>").unwrap();
            found.push((address.clone(), uri, text_of(inside.as_bytes()).trim().to_owned()));
        }
    }
    found
}

#[test]
fn what_is_dialled_is_what_is_shown() {
    let guide = TestSite::sample();
    let site = guide.site();
    let links = dialled(&site);
    for (address, uri, shown) in &links {
        let number: PhoneNumber = shown.parse().unwrap_or_else(|_| panic!("{address} dials {uri} behind «{shown}»"));
        assert_eq!(number.uri().as_deref(), Some(uri.as_str()), "{address} shows {shown}");
    }
    let (model, _) = model(&guide.tree(), DAY);
    let phones = model.records().flat_map(|record| &record.service.contact.phones);
    let known: BTreeSet<String> = phones.filter_map(|phone| phone.number.fact()?.uri()).collect();
    assert_eq!(
        links.iter().map(|(_, uri, _)| uri.clone()).collect::<BTreeSet<_>>(),
        known,
        "all numbers, and no others"
    );
    assert!(known.contains("tel:+81345662427") && known.contains("tel:0570064556") && known.contains("tel:119"));
}

#[test]
fn a_number_that_nobody_has_is_not_dialled() {
    let site = TestSite::fictional().site();
    assert_eq!(dialled(&site), []);
    assert!(!dialling(&site, "0300001234").is_empty());
    let number: PhoneNumber = "03-0000-1234".parse().unwrap();
    assert_eq!(number.kind(), PhoneKind::Fictional);
}

/// The misprint of the documents that the sample is made from.
#[test]
fn the_misprinted_number_is_nowhere() {
    let guide = TestSite::sample();
    let site = guide.site();
    assert_eq!(dialling(&site, "529529"), BTreeSet::new());
    assert!(dialling(&site, "0120529528").len() > 10, "the right one is looked for in the right way");
    for path in guide.paths() {
        assert!(!digits(guide.text(path).as_bytes()).contains("529529"), "{path}");
    }
}

/// What the window's own page says about its facts.
#[track_caller]
fn state(guide: &TestSite) -> &'static str {
    let site = guide.site();
    let text = text_of(without_others(page(&site, "midori/windows/hidamari.html")).as_bytes());
    let states = [
        ("に福祉課が確かめました", "confirmed"),
        ("内容が変わりました", "changed"),
        ("有効な期限", "expired"),
        ("資料から写したもので、", "unconfirmed"),
    ];
    let found: Vec<_> = states.iter().filter(|(words, _)| text.contains(words)).map(|(_, state)| *state).collect();
    let [state] = found[..] else { panic!("{found:?}: {text}") };
    assert_eq!(text.contains("確認中"), state != "confirmed", "every fact of it has the same state: {text}");
    state
}

#[test]
fn what_was_confirmed_is_what_is_shown() {
    let guide = TestSite::fictional();
    assert_eq!(state(&guide), "unconfirmed");
    let guide = guide.confirmed(HIDAMARI, "fukushi");
    assert_eq!(state(&guide), "confirmed");
    assert_eq!(guide.build().problems(), [""; 0]);

    let edits = [
        ("number: 03-0000-1234", "number: 03-0000-1243"),
        ("number: 03-0000-1234", "number: 確認中"),
        ("label: 相談専用", "label: 相談"),
        ("hours: 月-金 9:00-17:00", "hours: 月-金 9:00-16:30"),
        ("\nname: 相談窓口「ひだまり」", "\nname: 相談室「ひだまり」"),
        ("そうだんまどぐち「ひだまり」", "そうだんしつ「ひだまり」"),
        ("number: 03-0000-2345", "number: 03-0000-2354"),
        (
            "  - { id: kita, name: 北の相談係, kana: きたのそうだんがかり, phones: [{ number: 03-0000-2345 }] }\n",
            "  - { id: kita }\n",
        ),
        ("address: { text: 市役所1階 }", "address: { text: 市役所2階 }"),
        ("operators: [fukushi]\n", ""),
        ("for: [self, family]", "for: [family]"),
        ("modes: [phone, office]", "modes: [phone]"),
        ("\nconcerns:", "\nages: { from: 18 }\nconcerns:"),
        ("\nconcerns:", "\nemails: [{ address: a@example.jp }]\nconcerns:"),
        ("\nconcerns:", "\nweb: https://www.example.jp/\nconcerns:"),
        ("\nconcerns:", "\ncost: 無料\nconcerns:"),
        ("\nconcerns:", "\nanonymous: true\nconcerns:"),
        ("\nconcerns:", "\nalso: [ひだまり]\nconcerns:"),
    ];
    for (from, to) in edits {
        let edited = match from {
            // The label and the overlay's word for it go together.
            "label: 相談専用" => guide.clone().without("content/wards/midori/windows/hidamari.en.md"),
            _ => guide.clone(),
        };
        let edited = edited.edited(HIDAMARI, from, to);
        // A gap says 確認中 by itself, and desks have states of their own.
        assert_ne!(edited.build().problems(), [""; 0], "{to}: a warning says so");
        let text = text_of(page(&edited.site(), "midori/windows/hidamari.html").as_bytes());
        assert!(text.contains("内容が変わりました"), "{to}: {text}");
    }
}

#[test]
fn what_is_no_fact_needs_no_new_confirmation() {
    let guide = TestSite::fictional().confirmed(HIDAMARI, "fukushi");
    let concerns = guide.text("content/concerns.yaml").to_owned() + "- { id: work, name: 働くこと }\n";
    let sources = guide.text("content/sources.yaml").to_owned() + "- { id: annai-r9, title: 新しいてびき }\n";
    let guide = guide.file("content/concerns.yaml", concerns).file("content/sources.yaml", sources);
    let edits = [
        (HIDAMARI, "外に出にくいこと", "人と会いにくいこと"),
        (HIDAMARI, "concerns: [talk]", "concerns: [work, talk]"),
        (HIDAMARI, "source: { document: annai }", "source: { document: annai-r9, as_of: 2026-10 }"),
        (HIDAMARI, "\nconcerns:", "\ncall: { first_words: こんにちは }\nconcerns:"),
        (HIDAMARI, "\nconcerns:", "\nformerly_ids: [mukashi]\nconcerns:"),
        (HIDAMARI, "hours: 月-金 9:00-17:00; 祝日", "hours: 月曜〜金曜 9時-17時; 祝日"),
        (HIDAMARI, "number: 03-0000-1234", "number: ０３－００００－１２３４"),
        ("content/wards/midori/windows/hidamari.en.md", "Hidamari Consultation Window", "Hidamari"),
        ("content/wards/midori/windows/hidamari.en.md", "say: Consultation line", "say: Line"),
        ("content/wards/midori/ward.md", "最初に話を聞く", "はじめに話を聞く"),
    ];
    for (path, from, to) in edits {
        let edited = guide.clone().edited(path, from, to);
        assert_eq!(state(&edited), "confirmed", "{to}");
        let mut codes = edited.build().codes().join(" ");
        codes = codes.replace("unused-concern", "");
        assert_eq!(codes, "", "{to}");
    }
}

/// A guide that hides what nobody has confirmed.
fn hiding() -> TestSite {
    let guide = TestSite::fictional();
    let site = guide.text("content/site.yaml").to_owned() + "unverified: hide\n";
    guide.file("content/site.yaml", site).edited(
        HIDAMARI,
        "\nconcerns:",
        "\nemails: [{ address: himitsu@example.jp }]\nweb: https://himitsu.example.jp/\nconcerns:",
    )
}

#[test]
fn what_is_not_confirmed_can_be_hidden() {
    let yoru = "content/shared/aoba/phone-lines/yoru.md";
    let made = hiding().build();
    assert_eq!(made.problems(), ["content/shared/aoba/scope.yaml:3:11: error[unverified-fallback]"]);
    assert!(made.files.is_empty());

    let guide = hiding().confirmed(yoru, "aoba-ken");
    let site = guide.site();
    for number in ["00001234", "00002345"] {
        assert_eq!(dialling(&site, number), BTreeSet::new(), "{number} is hidden");
    }
    for hidden in ["himitsu@example.jp", "himitsu.example.jp", "市役所1階", "9時から17時", "09:00"] {
        assert_eq!(holding(&site, hidden), BTreeSet::new(), "{hidden} is hidden");
    }
    for address in ["midori/index.html", "midori/windows/hidamari.html", "en/midori/windows/hidamari.html"] {
        assert!(dialling(&site, "00001199").contains(address), "{address} shows the fallback");
    }
    assert!(text_of(&site["midori/windows/hidamari.html"]).contains("電話は確認中"));

    let site = guide.confirmed(HIDAMARI, "fukushi").site();
    for number in ["00001234", "00002345"] {
        assert!(dialling(&site, number).contains("midori/windows/hidamari.html"), "{number} is confirmed");
    }
    assert!(holding(&site, "himitsu@example.jp").contains("midori/windows/hidamari.html"));
}

#[test]
fn what_is_not_confirmed_can_be_refused() {
    let guide = TestSite::fictional();
    let site = guide.text("content/site.yaml").to_owned() + "unverified: refuse\n";
    let guide = guide.file("content/site.yaml", site).confirmed("content/shared/aoba/phone-lines/yoru.md", "aoba-ken");
    let made = guide.build();
    assert!(made.problems().iter().all(|problem| problem.ends_with("error[unverified]")), "{:?}", made.problems());
    assert!(!made.problems().is_empty() && made.files.is_empty());
    let guide = guide.confirmed(HIDAMARI, "fukushi");
    assert!(!guide.site().is_empty());
    let made = guide.edited(HIDAMARI, "03-0000-1234", "03-0000-1243").build();
    assert!(made.diagnostics.has_errors() && made.files.is_empty());
}

/// A word for every text field of a record; each is nowhere else.
const CANARIES: [&str; 32] = [
    "カナリア名",
    "かなりあよみ",
    "カナリア別名",
    "カナリア旧名",
    "kanaria-kyu-id",
    "00004441",
    "カナリア電話の札",
    "カナリア電話の注",
    "kanaria@example.jp",
    "カナリアメールの札",
    "kanaria.example.jp",
    "13時37分",
    "カナリア住所",
    "444-4444",
    "カナリア行き方",
    "カナリア費用",
    "カナリア返事",
    "カナリアだれが",
    "カナリア聞く",
    "カナリア聞かない",
    "カナリア言葉",
    "カナリア資料",
    "カナリア本文",
    "カナリア係",
    "00004442",
    "かなりあがかり",
    "係のカナリア場所",
    "kakari@example.jp",
    "Canary name",
    "Canary cost",
    "Canary label",
    "Canary prose",
];

/// The fictional guide with a record whose every text field can be told from all others.
fn with_canaries(lines: &str) -> TestSite {
    let guide = TestSite::fictional();
    let sources = guide.text("content/sources.yaml").to_owned() + "- { id: kanaria, title: カナリア資料 }\n";
    guide
        .file("content/sources.yaml", sources)
        .file(
            "content/wards/midori/windows/kanaria-id.md",
            format!(
                "---
name: カナリア名
kana: かなりあよみ
also: [カナリア別名]
formerly: [カナリア旧名]
formerly_ids: [kanaria-kyu-id]
operators: [fukushi]
concerns: [talk]
modes: [phone, email, office, web-form]
phones: [{{ label: カナリア電話の札, number: 03-0000-4441, note: カナリア電話の注 }}]
emails: [{{ label: カナリアメールの札, address: kanaria@example.jp }}]
web: https://kanaria.example.jp/form
hours: 月-金 13:37-17:00
address: {{ text: カナリア住所, postal_code: 444-4444, access: カナリア行き方 }}
cost: カナリア費用
reply_within: カナリア返事
call: {{ who_answers: カナリアだれが, asked: カナリア聞く, not_asked: カナリア聞かない, first_words: カナリア言葉 }}
desks:
  - id: kanaria-kakari
    name: カナリア係
    kana: かなりあがかり
    phones: [{{ number: 03-0000-4442 }}]
    emails: [{{ address: kakari@example.jp }}]
    address: {{ text: 係のカナリア場所 }}
source: {{ document: kanaria }}
{lines}---
カナリア本文
"
            ),
        )
        .file(
            "content/wards/midori/windows/kanaria-id.en.md",
            "---
name: Canary name
desks: [{ id: kanaria-kakari, name: Canary desk }]
texts: [{ of: カナリア電話の札, say: Canary label }, { of: カナリア費用, say: Canary cost }]
---
Canary prose
",
        )
}

/// The canaries that can be seen on a site.
fn seen(site: &Site) -> Vec<&'static str> {
    let is_seen = |canary: &&&str| !holding(site, canary).is_empty() || !dialling(site, canary).is_empty();
    CANARIES.iter().filter(is_seen).copied().collect()
}

#[test]
fn what_is_not_for_residents_is_nowhere() {
    assert_eq!(seen(&with_canaries("").site()), CANARIES, "each can be found where it is public");
    for lines in ["audience: staff\n", "status: planned\n", "status: proposal\n", "audience: staff\nstatus: paused\n"] {
        let site = with_canaries(lines).site();
        assert_eq!(seen(&site), [""; 0], "{lines}");
        for word in ["kanaria", "Canary", "カナリア", "かなりあ", "4441", "4442"] {
            assert_eq!(holding(&site, word), BTreeSet::new(), "{lines}");
        }
    }
}

#[test]
fn pages_and_names_for_staff_are_nowhere() {
    let page = |audience: &str| {
        format!("---\ntitle: カナリア題\ndescription: カナリア説明\naudience: {audience}\n---\nカナリア本文\n")
    };
    let overlay = "---\ntitle: Canary title\ndescription: Canary sentence\n---\nCanary prose\n";
    let organisation = |audience: &str| {
        format!(
            "- {{ id: fukushi, name: {{ ja: カナリア課, en: Canary section }}, kana: かなりあか, also: [カナリア室], audience: {audience} }}\n"
        )
    };
    let guide = |audience: &str| {
        TestSite::fictional()
            .file("content/wards/midori/organisations.yaml", organisation(audience))
            .confirmed(HIDAMARI, "fukushi")
            .file("content/guides/kanaria.md", page(audience))
            .file("content/guides/kanaria.en.md", overlay)
            .file("content/wards/midori/pages/kanaria.md", page(audience))
            .file("content/wards/midori/pages/kanaria.en.md", overlay)
    };
    let words =
        ["カナリア題", "カナリア説明", "カナリア本文", "Canary title", "Canary prose", "カナリア課", "Canary section"];
    let public = guide("public").site();
    for word in words {
        assert!(!holding(&public, word).is_empty(), "{word} is found where it is public");
    }
    let site = guide("staff").site();
    for word in words.iter().chain(&["カナリア", "Canary", "kanaria"]) {
        assert_eq!(holding(&site, word), BTreeSet::new());
    }
    assert!(text_of(&site["midori/windows/hidamari.html"]).contains("に確かめました"), "confirmed, but not by whom");
}

/// What only somebody who can use a service needs.
const CONTACTS: [&str; 13] = [
    "00004441",
    "00004442",
    "カナリア電話の札",
    "カナリア電話の注",
    "kanaria@example.jp",
    "カナリアメールの札",
    "kanaria.example.jp",
    "13時37分",
    "カナリア住所",
    "444-4444",
    "係のカナリア場所",
    "kakari@example.jp",
    "Canary label",
];

#[test]
fn what_rests_or_is_over_cannot_be_reached() {
    for (status, says) in [("paused", "いまは休止中です"), ("ended", "ここは終わりました")] {
        let site = with_canaries(&format!("status: {status}\n")).site();
        let seen = seen(&site);
        for contact in CONTACTS {
            assert!(!seen.contains(&contact), "{status}: {contact} is on {:?}", holding(&site, contact));
        }
        let text = text_of(&site["midori/windows/kanaria-id.html"]);
        assert!(text.contains("カナリア名") && text.contains(says), "{status}: {text}");
        assert!(
            dialling(&site, "00001199").contains("midori/windows/kanaria-id.html"),
            "{status}: the fallback answers"
        );
        let desk = text_of(&site["midori/windows/kanaria-id/kanaria-kakari.html"]);
        assert!(desk.contains(says), "{status}: {desk}");
        let is_listed = text_of(&site["midori/index.html"]).contains("カナリア名");
        assert_eq!(is_listed, status == "paused", "what is over is listed nowhere");
    }
}

#[test]
fn comments_and_paths_stay_at_home() {
    let guide = TestSite::fictional().file(
        "content/guides/hajimete.md",
        "---\ntitle: はじめて\n---\n[窓口](../wards/midori/windows/hidamari.md)へ。\n",
    );
    let commented = guide.clone().each(|text| match text.strip_prefix("---\n") {
        Some(rest) => format!("---\n# 内緒のメモ\n{rest}").into_bytes(),
        None => format!("# 内緒のメモ\n{text}# 内緒のメモ\n").into_bytes(),
    });
    let commented = commented.edited(HIDAMARI, "modes: [phone, office]", "modes: [phone, office]  # 内緒のメモ");
    assert!(commented.site() == guide.site(), "comments change nothing");
    for guide in [commented, TestSite::sample()] {
        let site = guide.site();
        assert_eq!(holding(&site, "内緒のメモ"), BTreeSet::new());
        for path in guide.paths().chain(["content/", "themes/", ".yaml", "templates/"]) {
            assert_eq!(holding(&site, path), BTreeSet::new(), "{path}");
        }
        let relative =
            |page: &str| page.split("href=\"").skip(1).any(|link| link.split('"').next().unwrap().ends_with(".md"));
        assert!(!site.iter().any(|(_, bytes)| relative(&String::from_utf8_lossy(bytes))));
    }
}

/// The file that a link of a page leads to.
fn resolve(from: &str, link: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('#').next().unwrap().split('/') {
        match part {
            ".." => drop(parts.pop().expect("no link leaves the site")),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn former_addresses_lead_on() {
    let guide = TestSite::fictional().edited(HIDAMARI, "\nconcerns:", "\nformerly_ids: [mukashi]\nconcerns:").edited(
        "content/wards/midori/ward.md",
        "\nmain:",
        "\nformerly_ids: [midori-mura]\nmain:",
    );
    let site = guide.site();
    let moves = [
        ("midori/windows/mukashi.html", "midori/windows/hidamari.html"),
        ("midori-mura/index.html", "midori/index.html"),
        ("midori-mura/windows/hidamari.html", "midori/windows/hidamari.html"),
        ("midori-mura/windows/hidamari/kita.html", "midori/windows/hidamari/kita.html"),
        ("midori/windows/mukashi/call.html", "midori/windows/hidamari/call.html"),
        ("midori-mura/windows/mukashi/call.html", "midori/windows/hidamari/call.html"),
        // Who has kept the oldest address arrives, too.
        ("midori-mura/windows/mukashi.html", "midori/windows/hidamari.html"),
    ];
    for (from, to) in moves {
        for language in ["", "en/", "easy/"] {
            let (from, to) = (format!("{language}{from}"), format!("{language}{to}"));
            let page = page(&site, &from);
            let url = page.split("url=").nth(1).unwrap().split('"').next().unwrap();
            assert_eq!(resolve(&from, url), to);
            assert!(
                page.contains("noindex") && page.contains(&format!("href=\"{url}\"")),
                "{from}: a link for all others"
            );
            assert!(site.contains_key(&to));
        }
    }
}

/// An address that something else stands at cannot lead on.
#[test]
fn former_ids_must_be_free() {
    let ward = "content/wards/midori/ward.md";
    for taken in ["en", "areas", "assets", "midori", "windows", "mura, mura"] {
        let made = TestSite::fictional().edited(ward, "\nmain:", &format!("\nformerly_ids: [{taken}]\nmain:")).build();
        assert!(made.files.is_empty(), "{taken}");
        assert!(made.problems()[0].contains("ward.md:7:") && made.problems()[0].ends_with("error[former-id-taken]"));
    }
    for taken in ["hidamari", "mukashi, mukashi"] {
        let made = TestSite::fictional()
            .edited(HIDAMARI, "\nconcerns:", &format!("\nformerly_ids: [{taken}]\nconcerns:"))
            .build();
        assert!(made.problems()[0].ends_with("error[former-id-taken]"), "{taken}");
    }
}

/// Every link of every page leads to a file that is there.
#[track_caller]
fn assert_no_dead_links(site: &Site) {
    for (address, bytes) in site.iter().filter(|(address, _)| address.ends_with(".html") && *address != "404.html") {
        for link in String::from_utf8_lossy(bytes).split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap())
        {
            if !link.starts_with('#') && !link.contains(':') {
                assert!(site.contains_key(&resolve(address, link)), "{address} leads to {link}");
            }
        }
    }
}

#[test]
fn no_link_is_dead() {
    let sample = TestSite::sample();
    assert_no_dead_links(&sample.site());
    assert_no_dead_links(&TestSite::generated(30, "ガイド").site());
    assert_no_dead_links(&with_canaries("status: ended\n").site());

    // A site of one ward leaves out what others would lead to; the window of another ward may answer for this one.
    let ring = |guide: TestSite, ward: &str, other: &str| {
        let main = ["0", "1", "2"].map(|window| format!("main: windows/window-{window}\n"));
        let path = format!("content/wards/{ward}/ward.md");
        let text = main.iter().fold(guide.text(&path).to_owned(), |text, main| {
            text.replace(main, &format!("main: {other}/windows/window-0\n"))
        });
        guide.file(&path, text)
    };
    let guide = ring(TestSite::generated(4, "ガイド"), "ward-0", "ward-1");
    let guide = ring(guide, "ward-1", "ward-2").file(
        "content/guides/hajimete.md",
        "---\ntitle: はじめて\n---\n[窓口](../wards/ward-3/windows/window-0.md)と[区](../wards/ward-3/ward.md)へ。\n",
    );
    for (guide, only) in [
        (&sample, "toshima"),
        (&sample, "meguro"),
        (&sample, "東京都"),
        (&guide, "ward-0"),
        (&guide, "ward-3"),
        (&guide, "あおば県"),
    ] {
        let options = Options { day: DAY, only: Some(only.to_owned()), theme: None };
        let made = Built::new(guide.tree(), &options, Diagnostics::default());
        assert_eq!(made.diagnostics.errors(), 0, "{}", made.report(Format::Short));
        assert_no_dead_links(&made.files);
    }
}

/// A flow's picture stops where its list does, and an emergency does not wait.
#[test]
fn a_flow_is_drawn_as_it_is_listed() {
    let built = TestSite::full().build();
    let page = std::str::from_utf8(&built.files["midorigaoka/flows/sodan.html"]).unwrap();
    let (_, picture) = page.split_once("aria-labelledby=\"picture-1\"").expect("a picture");
    let picture = picture.split("</svg>").next().unwrap();
    // Ways of four, four, two and two steps, and one exception.
    assert_eq!(picture.matches("<circle").count(), 4 + 4 + 2 + 2 + 1);
    assert_eq!(picture.matches("<g class=\"way\"").count(), 4);
    assert_eq!(picture.matches("<g class=\"express\"").count(), 1);
    for said in ["近所の様子に気づきます", "ひだまり ＋ 保健福祉センター", "虐待など急ぐとき"]
    {
        assert!(picture.contains(said), "{said}");
    }
    assert!(picture.contains("role=img") || picture.contains("role=\"img\""), "it is one picture to whoever listens");
}
