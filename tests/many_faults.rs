//! One run finds every fault: ten that staff make, in ten files, each at its own line and column, in both languages and
//! all three formats.

mod common;

use common::{Built, LANGUAGES, TestSite};
use serde_json::Value;
use shirube::report::Format;

/// Where each fault is: path, line, column, code.
const FAULTS: [(&str, usize, usize, &str); 10] = [
    ("content/shared/japan/phone-lines/asa.md", 3, 5, "missing-blank"),
    ("content/shared/japan/phone-lines/yoru.md", 2, 5, "full-width-colon"),
    ("content/wards/aoba/ward.md", 7, 7, "unknown-record"),
    ("content/wards/midori/ward.md", 5, 13, "ward-code-check-digit"),
    ("content/wards/midori/windows/hidamari.md", 6, 47, "phone-area-code"),
    ("content/wards/midori/windows/kodomo.md", 4, 1, "full-width-blank"),
    ("content/wards/midori/windows/kokoro.md", 4, 1, "unknown-key"),
    ("content/wards/midori/windows/kurashi.md", 5, 1, "tab-indent"),
    ("content/wards/midori/windows/shigoto.md", 5, 1, "duplicate-key"),
    ("content/wards/midori/windows/sumai.md", 4, 18, "unknown-concern"),
];

#[track_caller]
fn guide() -> Built {
    TestSite::new()
        .file("content/concerns.yaml", "- { id: talk, name: 話を聞いてほしい }\n- { id: life, name: くらしとお金 }\n")
        .file(
            "content/shared/japan/phone-lines/asa.md",
            "---\nname: あさの電話\nkana:あさのでんわ\nhours: 毎日 6:00-9:00\n---\n",
        )
        .file("content/shared/japan/phone-lines/yoru.md", "---\nname：よるの電話\nkana: よるのでんわ\n---\n")
        .file(
            "content/wards/aoba/ward.md",
            // What is named second is there, only not readable: that is no fault of this file.
            "---\nname: あおば市\nkana: あおばし\nromaji: Aoba City\ncode: \"139980\"\nprefecture: 東京都\n\
             main: windows/hidamary\nshared: [{ record: shared/japan/phone-lines/yoru }]\n---\n",
        )
        .file("content/wards/aoba/windows/hidamari.md", "---\nname: ひだまり\nkana: ひだまり\n---\n")
        .file(
            "content/wards/midori/ward.md",
            "---\nname: みどり市\nkana: みどりし\nromaji: Midori City\ncode: \"139997\"\nprefecture: 東京都\n---\n",
        )
        .file(
            "content/wards/midori/windows/hidamari.md",
            "---\nname: ひきこもり相談窓口「ひだまり」\nkana: ひきこもりそうだんまどぐちひだまり\nphones:\n  \
             - number: 03-0000-1200\n  - { label: 家族の方専用（平日のみ）, note: 昼だけ, number: 449-2396 }\n---\n",
        )
        .file(
            "content/wards/midori/windows/kodomo.md",
            "---\nname: こども相談\nkana: こどもそうだん\n　cost: 無料\n---\n",
        )
        .file(
            "content/wards/midori/windows/kokoro.md",
            "---\nname: こころの相談\nkana: こころのそうだん\nphone: 03-0000-1201\n---\n",
        )
        .file(
            "content/wards/midori/windows/kurashi.md",
            "---\nname: くらしの相談\nkana: くらしのそうだん\nphones:\n\t- number: 03-0000-1202\n---\n",
        )
        .file(
            "content/wards/midori/windows/shigoto.md",
            "---\nname: しごとの相談\nkana: しごとのそうだん\ncost: 無料\ncost: 500円\n---\n",
        )
        .file(
            "content/wards/midori/windows/sumai.md",
            "---\nname: すまいの相談\nkana: すまいのそうだん\nconcerns: [talk, lief]\n---\n",
        )
        .build()
}

#[test]
fn short_says_each_in_one_line() {
    let built = guide();
    for (language, tag) in LANGUAGES {
        let report = built.report_in(Format::Short, language);
        let found: Vec<&str> = report.lines().map(|line| line.split("]: ").next().expect("a line")).collect();
        let expected = FAULTS.map(|(path, line, column, code)| format!("{path}:{line}:{column}: error[{code}"));
        assert_eq!(found, expected, "{tag}");
    }
}

#[test]
fn json_says_each_in_one_object() {
    let built = guide();
    for (language, tag) in LANGUAGES {
        let report = built.report_in(Format::Json, language);
        let found: Vec<Value> =
            report.lines().map(|line| serde_json::from_str(line).expect("one object a line")).collect();
        let places: Vec<_> = found
            .iter()
            .map(|problem| {
                let number = |name: &str| problem[name].as_u64().and_then(|number| usize::try_from(number).ok());
                (problem["path"].as_str(), number("line"), number("column"), problem["code"].as_str())
            })
            .collect();
        let expected = FAULTS.map(|(path, line, column, code)| (Some(path), Some(line), Some(column), Some(code)));
        assert_eq!(places, expected, "{tag}");
        for name in ["message", "label", "help"] {
            assert!(found.iter().all(|problem| problem[name].as_str().is_some_and(|said| !said.is_empty())), "{tag}");
        }
    }
}

#[test]
fn people_see_each_with_its_line_and_what_to_type() {
    let built = guide();
    for (language, tag) in LANGUAGES {
        let report = built.report_in(Format::Human, language);
        let places: Vec<&str> = report.lines().filter_map(|line| line.trim_start().strip_prefix("--> ")).collect();
        assert_eq!(places, FAULTS.map(|(path, line, column, _)| format!("{path}:{line}:{column}")), "{tag}");
        let help = if tag == "ja" { "= 直し方: " } else { "= help: " };
        assert_eq!(report.matches(help).count(), FAULTS.len(), "{tag}");
        assert_eq!(report.lines().filter(|line| line.contains('^')).count(), FAULTS.len(), "{tag}");
    }
}

#[test]
fn nothing_is_published() {
    assert!(guide().files.is_empty());
}
