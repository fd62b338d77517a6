//! What the search finds: everything that is to be found, by each of its names, in files that stay small however large
//! the guide is. The lookup here is a plain one of its own; `tests/browser/search.mjs` holds the script to the same.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

use common::{HIDAMARI, OPTIONS, TestSite};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value as Json;
use shirube::build::{Prepared, prepare};
use shirube::data::fold::fold;
use shirube::model::Record;
use shirube::model::value::{Language, PlaceId};
use shirube::plan::PageKind;
use shirube::render::{Inputs, SiteViews, page};

/// The files of the search in Japanese, by the names that they give themselves.
struct Files(BTreeMap<String, (Json, usize)>);

impl Files {
    fn of(guide: &TestSite) -> Self {
        let (prepared, diagnostics) = prepare(&guide.tree(), &OPTIONS, &|_| ());
        let Prepared { site, theme, plan } = prepared.unwrap_or_else(|| panic!("{diagnostics:?}"));
        let views = SiteViews::new(Inputs { site: &site, theme: &theme, plan: &plan });
        let mut files = BTreeMap::new();
        for group in &plan.groups {
            let views = views.group(&group.place);
            let of_search = |kind: &PageKind| matches!(kind, PageKind::Search(_));
            for planned in group.pages.iter().filter(|page| of_search(&page.kind) && page.language == Language::Ja) {
                let (bytes, _) = page(&views, planned);
                let text = std::str::from_utf8(&bytes).unwrap();
                let call = text.strip_prefix("shirube.found(\"").and_then(|text| text.strip_suffix("})\n")).unwrap();
                let (name, content) = call.split_once("\",").unwrap();
                assert_eq!(planned.address.as_str(), format!("data/search/{name}.js"));
                let content = serde_json::from_str(&format!("{content}}}")).unwrap();
                files.insert(name.to_owned(), (content, zipped(&bytes)));
            }
        }
        Self(files)
    }

    /// The files that a question for a word needs: the first, and one range or two.
    fn needed(&self, word: &str) -> Vec<String> {
        let firsts: Vec<&str> =
            self.0["core"].0["f"].as_array().unwrap().iter().map(|first| first.as_str().unwrap()).collect();
        let at = firsts.iter().rposition(|first| *first <= word).unwrap_or(0);
        let next = firsts.get(at + 1).filter(|first| first.starts_with(word)).map(|_| at + 1);
        let ranges = std::iter::once(at).chain(next).map(|number| format!("ranges/{number}"));
        std::iter::once("core".to_owned()).chain(ranges).collect()
    }

    /// The addresses of what a word leads to in some files.
    fn found_in(&self, names: &[String], word: &str) -> Vec<String> {
        let mut found = BTreeSet::new();
        for (file, _) in names.iter().map(|name| &self.0[name]) {
            let words = file["t"].as_array().unwrap().iter().map(|line| line.as_array().unwrap());
            for line in words.filter(|line| line[0].as_str().unwrap().contains(word)) {
                found.extend(line[1..].iter().map(|row| {
                    let row = &file["r"][usize::try_from(row.as_u64().unwrap()).unwrap()];
                    let [place, path] = [&row[0], &row[1]].map(|part| part.as_str().unwrap());
                    format!("{place}/{path}").trim_start_matches('/').to_owned()
                }));
            }
        }
        found.into_iter().collect()
    }

    fn found(&self, question: &str) -> Vec<String> {
        let word = fold(question);
        self.found_in(&self.needed(&word), &word)
    }
}

/// What a question means: letters.
fn meant(files: &Files, question: &str) -> String {
    let rows = files.0["core"].0["q"].as_array().unwrap().iter().map(|row| row.as_array().unwrap());
    let word = fold(question);
    rows.filter(|row| row[1..].iter().any(|own| *own == word)).map(|row| row[0].as_str().unwrap()).collect()
}

/// What a record of a file is about: letters.
fn about(files: &Files, name: &str, path: &str) -> String {
    let rows = files.0[name].0["r"].as_array().unwrap();
    let row = rows.iter().find(|row| row[1] == path).unwrap_or_else(|| panic!("{path} in {name}"));
    row[4].as_str().unwrap().to_owned()
}

#[test]
fn everyday_words_mean_what_records_are_about() {
    let full = Files::of(&TestSite::full());
    for (question, path) in [
        ("不登校", None),
        ("お金がない", Some("concerns/life")),
        ("就職", Some("concerns/work")),
        ("引き籠もり", Some("concerns/talk")),
        ("だれかと話したい", Some("concerns/talk")),
        ("もやもやする", Some("concerns/talk")),
        ("友だち", Some("concerns/place")),
        ("でんわ", Some("modes/phone")),
        ("父", Some("for/family")),
    ] {
        let meant = meant(&full, question);
        match path {
            Some(path) => assert!(meant.contains(&about(&full, "core", path)), "{question} means {meant}, not {path}"),
            None => assert_eq!(meant, "", "{question} is a word of a concern that this guide has not"),
        }
    }
    let guide = TestSite::full();
    let (prepared, _) = prepare(&guide.tree(), &OPTIONS, &|_| ());
    let site = prepared.unwrap().site;
    let mut asked = 0;
    for concern in site.concerns.iter() {
        let letter = about(&full, "core", &format!("concerns/{}", concern.id));
        for record in site.records().filter(|record| record.service.is_public()) {
            let file = match &record.id.place {
                PlaceId::Ward(ward) => format!("wards/{ward}"),
                _ => "core".to_owned(),
            };
            let path = record.id.to_string()[record.id.place.to_string().len() + 1..].to_owned();
            let belongs = record.service.concerns.contains(&concern.id);
            assert_eq!(about(&full, &file, &path).contains(&letter), belongs, "{path} {}", concern.id);
            asked += 1;
        }
    }
    assert!(asked > 50, "{asked} records");
}

#[test]
fn whoever_is_in_need_is_led_to_who_answers_now() {
    let line = "content/shared/aoba/phone-lines/yoru.md";
    let always = TestSite::fictional();
    let files = Files::of(&always);
    for question in ["死にたい", "しにたい", "暴力", "消えたい"] {
        assert!(meant(&files, question).contains("01"), "{question}");
    }
    assert!(about(&files, "core", "phone-lines/yoru").starts_with('0'));
    assert!(about(&Files::of(&TestSite::full()), "core", "phone-lines/kyukyu").starts_with('1'), "a number for danger");
    for hours in ["毎日 21:00-24:00", "24時間; 祝日 休み", "確認中"] {
        let sometimes = always.clone().edited(line, "hours: 24時間", &format!("hours: {hours}"));
        assert!(!about(&Files::of(&sometimes), "core", "phone-lines/yoru").contains('0'), "{hours}");
    }
    let hidden = always.edited("content/site.yaml", "sample: true", "sample: true\nunverified: hide");
    let hidden = hidden.edited("content/shared/aoba/scope.yaml", "fallback: phone-lines/yoru\n", "");
    assert!(!about(&Files::of(&hidden), "core", "phone-lines/yoru").contains('0'), "its number is not shown");
}

#[test]
fn a_ward_knows_which_shared_lines_answer_there() {
    let files = Files::of(&TestSite::fictional());
    let shared = files.0["wards/midori"].0["s"].as_array().unwrap();
    assert!(shared.iter().any(|href| href == "shared/aoba/phone-lines/yoru.html"), "{shared:?}");
    let modes = files.0["wards/midori"].0["r"].as_array().unwrap().iter().filter(|row| row[1] == "for/family").count();
    assert_eq!(modes, 1, "its own lists are found with it");
}

fn zipped(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap().len()
}

#[test]
fn every_record_is_found_by_each_of_its_names_and_numbers() {
    for guide in [TestSite::sample(), TestSite::full()] {
        let files = Files::of(&guide);
        let (prepared, _) = prepare(&guide.tree(), &OPTIONS, &|_| ());
        let site = prepared.unwrap().site;
        let mut asked = 0;
        for record in site.records().filter(|record| record.service.is_public()) {
            for question in questions(&record) {
                let found = files.found(&question);
                assert!(found.contains(&record.id.to_string()), "{question} finds {found:?}, not {}", record.id);
                asked += 1;
            }
            let streets = site.lists_of(&record.id.place).streets.iter();
            for street in streets.filter(|street| record.service.serves.contains(&street.id)) {
                assert!(files.found(street.name.as_str()).contains(&record.id.to_string()), "{}", street.name);
            }
        }
        assert!(asked > 50, "{asked} questions");
    }
}

/// Names, readings, nicknames, former names, numbers as written and their last four digits.
fn questions(record: &Record<'_>) -> Vec<String> {
    let names = &record.service.names;
    let others = names.also.iter().chain(&names.formerly).map(ToString::to_string);
    let phones = record.service.contact.phones.iter().filter(|_| record.service.is_open());
    let numbers = phones.filter_map(|phone| phone.number.fact()).flat_map(|number| {
        let digits = fold(number.shown());
        [number.shown().to_owned(), digits[digits.len().saturating_sub(4)..].to_owned()]
    });
    [names.name.to_string(), names.kana.to_string()].into_iter().chain(others).chain(numbers).collect()
}

#[test]
fn marks_sizes_and_kinds_of_kana_do_not_matter() {
    let guide = TestSite::fictional()
        .edited(HIDAMARI, "name: 相談窓口「ひだまり」", "name: 居場所「ぷらっと」")
        .edited(HIDAMARI, "kana: そうだんまどぐち「ひだまり」", "kana: いばしょ「ぷらっと」\nalso: [サポート室]");
    let files = Files::of(&guide);
    for question in ["ぶらっと", "プラット", "ﾌﾟﾗｯﾄ", "いはしよ", "居場所", "さぽーと", "０３（００００）１２３４"]
    {
        assert_eq!(files.found(question), ["midori/windows/hidamari"], "{question}");
    }
    assert_eq!(files.found("北の相談係"), ["midori/windows/hidamari/kita"], "a desk with a name of its own");
    assert_eq!(files.found("よる"), ["shared/aoba/phone-lines/yoru"], "a line of the prefecture");
    assert_eq!(files.found("まどあかり"), [""; 0]);
}

#[test]
fn what_is_not_said_is_not_found() {
    let hidden = TestSite::fictional()
        .edited("content/site.yaml", "sample: true", "sample: true\nunverified: hide")
        .confirmed("content/shared/aoba/phone-lines/yoru.md", "aoba-ken");
    assert_eq!(Files::of(&hidden).found("03-0000-1234"), [""; 0]);
    assert_eq!(Files::of(&hidden).found("03-0000-1199").len(), 1, "what is confirmed is");
    assert_eq!(Files::of(&hidden).found("ひだまり").len(), 1, "its name is no secret");
    for line in ["audience: staff", "status: planned"] {
        let guide = TestSite::fictional()
            .edited("content/wards/midori/ward.md", "main: windows/hidamari\n", "")
            .edited(HIDAMARI, "operators:", &format!("{line}\noperators:"));
        assert_eq!(Files::of(&guide).found("ひだまり"), [""; 0], "{line}");
    }
    let paused = TestSite::fictional().edited(HIDAMARI, "operators:", "status: paused\noperators:");
    assert_eq!(Files::of(&paused).found("ひだまり").len(), 1);
    assert_eq!(Files::of(&paused).found("03-0000-1234"), [""; 0], "nobody answers there");
}

/// So much a question may load, zipped, in a guide of all municipalities.
const LIMIT: usize = 100_000;

#[test]
fn a_question_stays_small_in_a_guide_of_all_municipalities() {
    let mut guide = TestSite::fictional().edited("content/site.yaml", "ja, easy, en", "ja");
    for number in 0..1741 {
        let ward = format!("content/wards/{}", id(number));
        let text = format!(
            "---\nname: {}市\nkana: {}し\nromaji: {} City\ncode: \"{}\"\nprefecture: あおば県\n---\n",
            kanji(number),
            kana(number),
            id(number),
            code(number),
        );
        guide = guide.file(&format!("{ward}/ward.md"), text);
        for window in 0..4 {
            let own = number * 4 + window;
            let text = format!(
                "---\nname: ひきこもり相談窓口「{}」\nkana: ひきこもりそうだんまどぐち「{}」\nalso: [{}の部屋]\nconcerns: [talk]\nphones: [{{ number: 03-0{:03}-{:04} }}]\nsource: {{ document: annai }}\n---\n{}では、外に出にくいことを、そのまま話していただけます。何も決めていなくてもかまいません。\n",
                kanji(own),
                kana(own),
                kana(own + 9000),
                own / 100 % 1000,
                own * 37 % 10_000,
                kanji(own + 777),
            );
            guide = guide.file(&format!("{ward}/windows/window-{window}.md"), text);
        }
    }
    let files = Files::of(&guide);
    let weight = |names: &[String]| names.iter().map(|name| files.0[name].1).sum::<usize>();
    let firsts = files.0["core"].0["f"].as_array().unwrap().len();
    assert!(firsts > 20, "{firsts} ranges");
    let heaviest = (1..firsts).map(|at| weight(&[at - 1, at].map(|number| format!("ranges/{number}")))).max().unwrap();
    let core = files.0["core"].1;
    let of_wards = files.0.iter().filter(|(name, _)| name.starts_with("wards/")).map(|(_, (_, weight))| *weight).max();
    println!("core {core}, {firsts} ranges, two of them {heaviest}, a ward's file {}", of_wards.unwrap());
    let two_words = 2 * heaviest;
    assert!(core + two_words + 3 * of_wards.unwrap() < LIMIT, "{core} + {two_words} + 3 × {of_wards:?}");

    assert_eq!(files.found("相談窓口"), ["midori/windows/hidamari"], "what so many wards share leads to none of them");
    for number in [0, 7, 1234, 6963] {
        let expected = format!("{}/windows/window-{}", id(number / 4), number % 4);
        for question in
            [kana(number), kanji(number), kana(number + 9000), format!("ひきこもり相談窓口「{}", kanji(number))]
        {
            assert!(files.found(&question).contains(&expected), "{question}");
        }
        let of_ward = vec![format!("wards/{}", id(number / 4))];
        assert_eq!(files.found_in(&of_ward, &fold("相談窓口")).len(), 4, "in its ward it is found");
    }
}

fn digits(number: usize, base: usize, count: u32) -> impl Iterator<Item = usize> {
    // The factor is odd and no multiple of five, so that no two numbers become the same.
    let spread = number * 7919 + 4321;
    (0..count).map(move |at| spread / base.pow(at) % base)
}

fn kana(number: usize) -> String {
    let syllables: Vec<char> =
        "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらり".chars().collect();
    digits(number, syllables.len(), 5).map(|digit| syllables[digit]).collect()
}

fn kanji(number: usize) -> String {
    let signs: Vec<char> = "山川田谷野原岡島崎浜森松桜梅泉里東西南北".chars().collect();
    digits(number, signs.len(), 6).map(|digit| signs[digit]).collect()
}

fn id(number: usize) -> String {
    let letters: Vec<char> = "aiueoknhmrstyzg".chars().collect();
    digits(number, letters.len(), 7).map(|digit| letters[digit]).collect()
}

/// A municipality's code with its check digit.
fn code(number: usize) -> String {
    let five = format!("{:05}", 10_000 + number);
    let sum: u32 = five.bytes().zip([6, 5, 4, 3, 2]).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{five}{}", (11 - sum % 11) % 10)
}
