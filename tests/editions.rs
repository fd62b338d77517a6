//! What went to print: written down as it stood, listed with what of it is old, and told to whoever opens its code.
#![allow(clippy::unwrap_used)]
#![expect(clippy::disallowed_methods, reason = "the command writes into a folder")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use common::{HIDAMARI, TestSite, text_of};
use shirube::disk::read;
use tempfile::TempDir;

const CARD: &str = "content/wards/midori/leaflets/card.yaml";
const EDITIONS: &str = "content/wards/midori/editions.yaml";
const YORU: &str = "content/shared/aoba/phone-lines/yoru.md";

/// The fictional guide with cards of its window.
fn guide() -> TestSite {
    TestSite::fictional().file(CARD, "kind: cards\ncode: t1\ntitle: 相談のカード\nmain: windows/hidamari\n")
}

fn shirube(root: &Path, args: &[&str]) -> Output {
    let own = ["--root", root.to_str().unwrap(), "--lang", "ja"];
    Command::new(env!("CARGO_BIN_EXE_shirube")).args(args).args(own).output().unwrap()
}

/// The guide after its cards went to print on a day.
fn sent(guide: &TestSite, day: &str, to: &str) -> TestSite {
    let folder = TempDir::new().unwrap();
    guide.write(folder.path());
    let args = ["editions", "send", "t1", "--copies", "５００", "--to", to, "--date", day];
    let output = shirube(folder.path(), &args);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    guide.clone().file(EDITIONS, fs::read(folder.path().join(EDITIONS)).unwrap())
}

/// The sections of a landing page, by their marks.
fn sections(site: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, String> {
    let html = String::from_utf8(site["l/t1.html"].clone()).unwrap();
    let sections = html.split("<section").filter(|piece| piece.contains("edition")).map(|piece| {
        let id = piece.split_once("id=").unwrap().1.trim_start_matches('"');
        let mark: String = id.chars().take_while(char::is_ascii_alphanumeric).collect();
        let end = piece.find("</section>").unwrap();
        (mark, text_of(format!("<section{}", &piece[..end]).as_bytes()))
    });
    sections.collect()
}

fn only(site: &BTreeMap<String, Vec<u8>>) -> String {
    let sections = sections(site);
    assert_eq!(sections.len(), 1, "{sections:?}");
    sections.into_values().next().unwrap()
}

/// The guide with its window under another id.
fn renamed(guide: TestSite) -> TestSite {
    let window = guide.text(HIDAMARI).to_owned();
    guide
        .file("content/wards/midori/windows/hinata.md", window)
        .without(HIDAMARI)
        .without("content/wards/midori/windows/hidamari.en.md")
        .edited("content/wards/midori/ward.md", "windows/hidamari", "windows/hinata")
        .edited(CARD, "windows/hidamari", "windows/hinata")
}

#[test]
fn an_edition_is_what_its_sheets_say() {
    let guide = sent(&guide(), "2026-11-20", "駅の案内所");
    let written = guide.text(EDITIONS).to_owned();
    let site = guide.site();
    let (mark, told) = sections(&site).pop_first().unwrap();
    let sheet = text_of(&site["midori/leaflets/card.html"]);
    assert!(sheet.contains(&mark), "the mark in the list is the one on the sheets");
    assert!(written.contains(&format!("mark: \"{mark}\"")) && written.contains(" copies: 500,"), "{written}");
    assert!(written.contains("midori/windows/hidamari.phones[0].number=0300001234"), "{written}");
    assert!(told.contains("いまも変わっていません"), "{told}");
    assert!(guide.build().problems().iter().all(|problem| !problem.contains("edition-outdated")));
}

#[test]
fn a_number_that_changed_is_told_without_repeating_the_old_one() {
    let guide = sent(&guide(), "2026-11-20", "駅の案内所").edited(HIDAMARI, "03-0000-1234", "03-0000-7788");
    let site = guide.site();
    let told = only(&site);
    assert!(
        told.contains("変わったところがあります") && told.contains("「1234」") && told.contains("03-0000-7788"),
        "{told}"
    );
    for (address, bytes) in &site {
        let page = String::from_utf8_lossy(bytes);
        assert!(!page.contains("0000-1234") && !page.contains("300001234"), "{address} says the old number");
    }
    let built = guide.build();
    let found = built.diagnostics.iter().find(|problem| problem.code == "edition-outdated").expect("it is reported");
    assert_eq!(found.location.path.as_str(), EDITIONS);
}

#[test]
fn whose_number_stands_in_place_of_a_missing_one_counts() {
    let guide = guide().edited(HIDAMARI, "number: 03-0000-1234", "number: 確認中");
    let guide = sent(&guide, "2026-11-20", "駅の案内所");
    assert!(
        guide.text(EDITIONS).contains("aoba/phone-lines/yoru.phones[0].number=0300001199"),
        "{}",
        guide.text(EDITIONS)
    );
    let told = only(&guide.edited(YORU, "03-0000-1199", "03-0000-7788").site());
    assert!(told.contains("「1199」") && told.contains("03-0000-7788"), "{told}");
}

#[test]
fn what_is_over_is_told_and_what_is_hidden_is_not_named() {
    const KANA: &str = "kana: そうだんまどぐち「ひだまり」\n";
    let sent = sent(&guide(), "2026-11-20", "駅の案内所")
        .file(CARD, "kind: cards\ncode: t1\ntitle: 相談のカード\nstatus: ended\n")
        .edited("content/wards/midori/ward.md", "main: windows/hidamari\n", "");
    let told = only(&sent.clone().edited(HIDAMARI, KANA, &format!("{KANA}status: ended\n")).site());
    assert!(told.contains("ひだまり") && told.contains("かけないでください"), "{told}");
    let site = sent.edited(HIDAMARI, KANA, &format!("{KANA}audience: staff\n")).site();
    let told = only(&site);
    assert!(!told.contains("ひだまり") && told.contains("かけないでください"), "{told}");
    assert!(!String::from_utf8_lossy(&site["l/t1.html"]).contains("ひだまり"));
}

#[test]
fn a_leaflet_that_is_over_is_still_opened_by_its_code() {
    let guide = sent(&guide(), "2026-11-20", "駅の案内所");
    let site = guide.edited(CARD, "title: 相談のカード\n", "title: 相談のカード\nstatus: ended\n").site();
    assert!(!site.contains_key("midori/leaflets/card.html"), "it is not given out");
    let landing = text_of(&site["l/t1.html"]);
    assert!(landing.contains("03-0000-1234") && only(&site).contains("いまも変わっていません"), "{landing}");
}

#[test]
fn a_renamed_record_is_the_same_record() {
    let guide = sent(&guide(), "2026-11-20", "駅の案内所");
    let guide = renamed(guide.edited(HIDAMARI, "kana: そう", "formerly_ids: [hidamari]\nkana: そう"));
    assert!(only(&guide.site()).contains("いまも変わっていません"));
}

#[test]
fn lines_of_two_people_can_be_put_together_in_any_order() {
    let first = sent(&guide(), "2026-11-20", "駅の案内所");
    let second = sent(&guide().edited(HIDAMARI, "03-0000-1234", "03-0000-7788"), "2026-11-20", "図書館");
    let lines = |guide: &TestSite| guide.text(EDITIONS).split_once('\n').unwrap().1.to_owned();
    let (a, b) = (lines(&first), lines(&second));
    for both in [a.clone() + &b, b + &a] {
        let site = guide().file(EDITIONS, both).site();
        let told: Vec<bool> = sections(&site).values().map(|told| told.contains("いまも変わっていません")).collect();
        assert_eq!(told.iter().filter(|holds| **holds).count(), 1);
        assert_eq!(told.len(), 2);
    }
    let (mark, _) = sections(&first.site()).pop_first().unwrap();
    let folder = TempDir::new().unwrap();
    first.write(folder.path());
    assert!(shirube(folder.path(), &["editions", "recall", "t1", &mark, "--date", "2026-11-20"]).status.success());
    let recalled = fs::read_to_string(folder.path().join(EDITIONS)).unwrap() + &lines(&first);
    fs::write(folder.path().join(EDITIONS), recalled).unwrap();
    let list = String::from_utf8(shirube(folder.path(), &["editions", "list"]).stdout).unwrap();
    assert!(list.contains("回収した") && list.contains("使われている紙 0部"), "{list}");
    let twice = sent(&first, "2026-11-20", "図書館");
    assert_eq!(twice.text(EDITIONS).matches("- { leaflet").count(), 2, "what is there stays");
    assert_eq!(sections(&twice.site()).len(), 1, "the same edition is told of once");
}

#[test]
fn the_list_says_what_to_recall() {
    let guide = sent(&guide(), "2026-11-20", "駅の案内所").edited(HIDAMARI, "03-0000-1234", "03-0000-7788");
    let list = |guide: &TestSite, args: &[&str]| {
        let folder = TempDir::new().unwrap();
        guide.write(folder.path());
        let csv = folder.path().join("list.csv");
        let args: Vec<&str> =
            ["editions", "list", "--csv", csv.to_str().unwrap()].iter().chain(args).copied().collect();
        let output = shirube(folder.path(), &args);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        (String::from_utf8(output.stdout).unwrap(), fs::read_to_string(csv).unwrap())
    };
    let (text, csv) = list(&guide, &[]);
    assert!(text.contains("駅の案内所  古い") && text.contains("使われている紙 500部、うち古いもの 500部"), "{text}");
    assert!(csv.starts_with('\u{feff}') && csv.contains("駅の案内所") && csv.contains("古い"), "{csv}");
    let (json, _) = list(&guide, &["--format", "json"]);
    let object: serde_json::Value = serde_json::from_str(json.trim()).unwrap();
    assert_eq!((object["edition"].as_str(), object["copies"].as_u64()), (Some("outdated"), Some(500)));
    let folder = TempDir::new().unwrap();
    guide.write(folder.path());
    let mark = sections(&guide.site()).into_keys().next().unwrap();
    let output = shirube(folder.path(), &["editions", "recall", "t1", &mark, "--date", "2026-11-20"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let recalled = guide.clone().file(EDITIONS, fs::read(folder.path().join(EDITIONS)).unwrap());
    let again = shirube(folder.path(), &["editions", "recall", "t1", &mark]);
    assert!(!again.status.success(), "it is recalled once");
    assert!(list(&recalled, &[]).0.contains("使われている紙 0部"));
    assert!(recalled.build().problems().iter().all(|problem| !problem.contains("edition-")));
    assert!(only(&recalled.site()).contains("変わったところがあります"), "whoever still has one is told all the same");
}

#[test]
fn nothing_is_written_that_should_not_go_to_print() {
    let check = |guide: TestSite, args: &[&str], said: &str| {
        let folder = TempDir::new().unwrap();
        guide.write(folder.path());
        let before = read(&common::folders(folder.path())).unwrap().0;
        let args: Vec<&str> = ["editions", "send"].iter().chain(args).copied().collect();
        let output = shirube(folder.path(), &args);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && told.contains(said), "{told}");
        let after = read(&common::folders(folder.path())).unwrap().0;
        let files = |tree: &shirube::source::SourceTree| {
            tree.below("content/").map(|(path, _)| path.clone()).collect::<Vec<_>>()
        };
        assert_eq!(files(&before), files(&after));
    };
    let to = ["--copies", "500", "--to", "駅"];
    let with = |name: &'static str| [&[name][..], &to].concat();
    check(guide(), &with("t9"), "もしかして: midori/leaflets/card");
    check(guide(), &["t1", "--copies", "0", "--to", "駅"], "--copies");
    check(guide(), &["t1", "--copies", "たくさん", "--to", "駅"], "15000");
    check(guide(), &["t1", "--copies", "500"], "--to");
    check(guide().edited(HIDAMARI, "03-0000-1234", "03-0000-123"), &with("t1"), "印刷に出す前に直してください");
    let refused = guide().edited("content/site.yaml", "sample: true\n", "sample: true\nunverified: refuse\n");
    check(refused, &with("t1"), "印刷に出す前に直してください");
}

/// Whatever a sheet says counts, not only its numbers.
#[test]
fn whatever_stands_on_a_sheet_counts() {
    const HOURS: &str = "hours: 月-金 9:00-17:00; 祝日・年末年始 休み\n";
    let said = "anonymous: true\ncost: 無料\ncall: { asked: いまのようす }\n";
    let guide = guide().edited(HIDAMARI, HOURS, &format!("rhythm: {{ every: month, day: sat }}\n{said}"));
    let guide = sent(&guide, "2026-11-20", "駅の案内所");
    for (from, to, told) in [
        ("day: sat", "day: wed", "受付の日や時間が変わりました"),
        ("anonymous: true", "anonymous: false", "費用"),
        ("cost: 無料", "cost: 1回500円", "費用"),
        ("asked: いまのようす", "asked: お名前", "費用"),
        ("office]", "office]\nstatus: paused", "休止中です"),
    ] {
        let now = only(&guide.clone().edited(HIDAMARI, from, to).site());
        assert!(now.contains("変わったところがあります") && now.contains(told), "{to}: {now}");
    }
}

#[test]
fn each_branch_has_its_own_number_and_streets() {
    const KITA: &str = "phones: [{ number: 03-0000-2345 }] }\n";
    let minami = "  - { id: minami, name: 南の相談係, kana: みなみのそうだんがかり, serves: [umibe], phones: [{ number: 03-0000-3456 }] }\n";
    let guide = TestSite::fictional()
        .file(
            "content/wards/midori/streets.yaml",
            "- { id: umibe, name: 海辺町, kana: うみべちょう }\n- { id: oka, name: 岡町, kana: おかちょう }\n",
        )
        .edited(HIDAMARI, OF_KITA, &format!("serves: [oka], {OF_KITA}"))
        .edited(HIDAMARI, KITA, &format!("{KITA}{minami}"))
        .file(CARD, "kind: branches\ncode: t1\ntitle: 支所の表\nmain: windows/hidamari\n");
    let guide = sent(&guide, "2026-11-20", "全戸");
    let other = only(&guide.clone().edited(HIDAMARI, "03-0000-3456", "03-0000-9999").site());
    assert!(other.contains("「3456」") && other.contains("03-0000-9999") && !other.contains("03-0000-1234"), "{other}");
    let text = guide
        .text(HIDAMARI)
        .replace("03-0000-2345", "#")
        .replace("03-0000-3456", "03-0000-2345")
        .replace('#', "03-0000-3456");
    let swapped = only(&guide.clone().file(HIDAMARI, text).site());
    assert!(swapped.contains("「2345」") && swapped.contains("「3456」"), "{swapped}");
    let text = guide.text(HIDAMARI).replace("[oka]", "#").replace("[umibe]", "[oka]").replace('#', "[umibe]");
    let streets = only(&guide.file(HIDAMARI, text).site());
    assert!(streets.contains("受け持つ町"), "{streets}");
}

const OF_KITA: &str = "phones: [{ number: 03-0000-2345";

#[test]
fn whoever_has_a_number_again_is_told_of() {
    let guide = guide().edited(HIDAMARI, "number: 03-0000-1234", "number: 確認中");
    let guide = sent(&guide, "2026-11-20", "駅の案内所");
    let told = only(&guide.edited(HIDAMARI, "number: 確認中", "number: 03-0000-5678").site());
    assert!(told.contains("変わったところがあります") && told.contains("03-0000-5678"), "{told}");
}

#[test]
fn what_is_hidden_is_not_written_down() {
    let guide = guide()
        .edited("content/site.yaml", "sample: true\n", "sample: true\nunverified: hide\n")
        .confirmed(YORU, "aoba-ken");
    let written = sent(&guide, "2026-11-20", "駅の案内所").text(EDITIONS).to_owned();
    assert!(!written.contains("00001234") && written.contains("hidamari.name="), "{written}");
}

#[test]
fn a_number_that_stands_elsewhere_now_is_not_called_wrong() {
    let guide = sent(&guide(), "2026-11-20", "駅の案内所");
    let guide = renamed(guide);
    let told = only(&guide.site());
    assert!(!told.contains("かけないでください"), "{told}");
}

#[test]
fn what_cannot_be_read_is_said_and_not_added_to() {
    let check = |text: &str| {
        let folder = TempDir::new().unwrap();
        guide().file(EDITIONS, text).write(folder.path());
        let list = shirube(folder.path(), &["editions", "list"]);
        let send = shirube(folder.path(), &["editions", "send", "t1", "--copies", "5", "--to", "駅"]);
        assert!(!send.status.success());
        assert_eq!(fs::read_to_string(folder.path().join(EDITIONS)).unwrap(), text);
        list.status.success()
    };
    assert!(check("[]\n"), "there is nothing in it");
    assert!(!check("- { leaflet: card, mark: \n"), "nobody knows what is in it");
}
