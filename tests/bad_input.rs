//! Whatever stands in a guide's folder, it is a clear problem with its place, never a panic, and the rest of the guide
//! is still looked at: every test here has a second fault in another file, which must be reported in the same run.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, Instant};

use common::{Built, HIDAMARI, OPTIONS, TestSite, folders};
use shirube::disk::{NoGuide, read};
use shirube::messages::MessageLanguage;
use shirube::report::Format;

/// The file that a test is about.
const BROKEN: &str = "content/wards/midori/windows/broken.md";

/// The fault in another file.
const OTHER: &str = "content/wards/midori/phone-lines/other.md";
const OTHER_PROBLEM: &str = "content/wards/midori/phone-lines/other.md:4:1: error[unknown-key]";

/// A fictional guide with a fault that has nothing to do with the test.
fn guide() -> TestSite {
    TestSite::fictional().file(OTHER, "---\nname: みどりの電話\nkana: みどりのでんわ\nphone: 03-0000-1111\n---\n")
}

/// A record with some more lines of front matter, and prose.
fn record(lines: &str, prose: &str) -> String {
    format!("---\nname: 窓口\nkana: まどぐち\n{lines}---\n{prose}")
}

/// Reads the guide from a real folder in which something was prepared, and makes its pages.
fn made(guide: &TestSite, prepare: impl FnOnce(&Path)) -> Built {
    let root = tempfile::tempdir().unwrap();
    guide.write(root.path());
    prepare(root.path());
    let (tree, problems) = read(&folders(root.path())).unwrap();
    Built::new(tree, &OPTIONS, problems)
}

/// The guide has these problems and the one in the other file.
#[track_caller]
fn check_folder(guide: TestSite, prepare: impl FnOnce(&Path), expected: &[&str]) -> Built {
    let made = made(&guide, prepare);
    let mut expected: Vec<&str> = expected.iter().copied().chain([OTHER_PROBLEM]).collect();
    let mut found = made.problems();
    expected.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, expected, "{}", made.report(Format::Human));
    for (language, format) in [(MessageLanguage::Ja, Format::Human), (MessageLanguage::En, Format::Json)] {
        let report = made.report_in(format, language);
        assert!(report.len() < 10_000, "a report is for people to read:\n{report:.2000}");
    }
    made
}

/// A file with these bytes is this problem.
#[track_caller]
fn check_file(path: &str, bytes: impl Into<Vec<u8>>, problem: &str) -> Built {
    let problem = format!("{path}:{problem}");
    check_folder(guide().file(path, bytes), |_| {}, &[&problem])
}

/// A file with these bytes is right.
#[track_caller]
fn check_right(path: &str, bytes: impl Into<Vec<u8>>) {
    let _ = check_folder(guide().file(path, bytes), |_| {}, &[]);
}

/// The way from a problem to what is to be done about it.
#[track_caller]
fn says(made: &Built, words: &str) {
    let report = made.report(Format::Human);
    assert!(report.contains(words), "«{words}» is missing:\n{report}");
}

#[test]
fn a_desk_cannot_stand_where_the_call_card_does() {
    let desks = "desks:\n  - { id: call, name: 元町分室, kana: もとまちぶんしつ }\n";
    check_file(BROKEN, record(desks, ""), "5:11: error[reserved-id]");
}

#[test]
fn other_encodings_are_named() {
    let text = "---\nname: 窓口\nkana: まどぐち\n---\n本文\n";
    let (cp932, ..) = encoding_rs::SHIFT_JIS.encode(text);
    let made = check_file(BROKEN, cp932, "2:1: error[not-utf8]");
    says(&made, "it looks like CP932");
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    says(&check_file(BROKEN, utf16, "1:1: error[not-utf8]"), "it looks like UTF-16");
    let made = check_file(BROKEN, b"---\nname: a\nkana: \xFF\xFF\n---\n", "3:1: error[not-utf8]");
    assert!(!made.report(Format::Human).contains("it looks like"), "no encoding is guessed that does not fit");
    says(&made, "save it again as UTF-8");
}

#[test]
fn a_list_in_another_encoding_is_one_problem() {
    let (cp932, ..) = encoding_rs::SHIFT_JIS.encode("- { id: talk, name: 話 }\n");
    check_file("content/concerns.yaml", cp932, "1:1: error[not-utf8]");
}

#[test]
fn the_line_ends_and_the_mark_of_other_systems_change_nothing() {
    let guide = TestSite::fictional().edited(
        HIDAMARI,
        "話してください。\n",
        "話して\nください。\n\n- 一つ\n- 二つ\n\n```\nabc\ndef\n```\n",
    );
    let guide = guide.edited(HIDAMARI, "source:", "cost: |\n  無料です。\n  電話代だけかかります。\nsource:");
    let expected = guide.site();
    assert!(guide.clone().each(|text| text.replace('\n', "\r\n").into_bytes()).site() == expected, "CRLF");
    assert!(guide.each(|text| [b"\xEF\xBB\xBF", text.as_bytes()].concat()).site() == expected, "a byte order mark");
}

#[test]
fn places_are_right_with_the_line_ends_and_the_mark_of_other_systems() {
    let text = record("status: opened\n", "あ\n\n<b>い</b>\n").replace('\n', "\r\n");
    let expected = ["4:9: error[unknown-choice]", "8:1: error[raw-html]"].map(|problem| format!("{BROKEN}:{problem}"));
    for text in [text.clone(), format!("\u{FEFF}{text}")] {
        check_folder(guide().file(BROKEN, text), |_| {}, &[&expected[0], &expected[1]]);
    }
}

#[test]
fn empty_files_are_problems_without_followers() {
    for path in [
        BROKEN,
        HIDAMARI,
        "content/site.yaml",
        "content/concerns.yaml",
        "content/sources.yaml",
        "content/shared/aoba/scope.yaml",
        "content/shared/aoba/organisations.yaml",
        "content/shared/aoba/phone-lines/yoru.md",
        "content/wards/midori/ward.md",
        "content/wards/midori/organisations.yaml",
    ] {
        check_file(path, "", "1:1: error[empty-file]");
        check_file(path, "\n \n", "1:1: error[empty-file]");
    }
}

#[test]
fn lists_that_are_none_are_problems_without_followers() {
    for path in ["content/concerns.yaml", "content/sources.yaml", "content/wards/midori/organisations.yaml"] {
        check_file(path, "id: talk\n", "1:1: error[wrong-type]");
        says(&check_file(path, "あとで書く\n", "1:1: error[wrong-type]"), "expected a list");
        check_file(path, "- a: |\n b\n", "2:1: error[indentation]");
    }
}

#[test]
fn front_matter_has_two_ends() {
    check_file(BROKEN, "---\n", "1:1: error[unclosed-front-matter]");
    check_file(BROKEN, "---", "1:1: error[unclosed-front-matter]");
    check_file(BROKEN, "---\nname: 窓口\nkana: まどぐち\n本文\n", "1:1: error[unclosed-front-matter]");
    let missing = format!("{BROKEN}:2:1: error[missing-key]");
    check_folder(guide().file(BROKEN, "---\n---\n"), |_| {}, &[&missing, &missing]);
    check_file(BROKEN, "本文\n", "1:1: error[missing-front-matter]");
}

#[test]
fn what_is_no_mapping_is_named() {
    says(&check_file(BROKEN, "---\n- 窓口\n---\n", "2:3: error[wrong-type]"), "expected keys and values, found a list");
    says(&check_file(BROKEN, "---\n42\n---\n", "2:1: error[wrong-type]"), "expected keys and values");
    check_file("content/site.yaml", "- a\n", "1:3: error[wrong-type]");
    check_file("content/site.yaml", "42\n", "1:1: error[wrong-type]");
}

#[test]
fn large_files_are_not_read() {
    let large = |path: &str| {
        let path = path.to_owned();
        move |root: &Path| {
            fs::create_dir_all(root.join(&path).parent().unwrap()).unwrap();
            File::create(root.join(&path)).unwrap().set_len(50 * 1024 * 1024).unwrap();
        }
    };
    let made = check_folder(guide(), large(BROKEN), &[&format!("{BROKEN}:1:1: error[file-too-large]")]);
    says(&made, "50.0 MB");
    let picture = "content/wards/midori/media/iriguchi.jpg";
    check_folder(guide(), large(picture), &[&format!("{picture}:1:1: error[picture-unreadable]")]);
}

/// Ten lists of ten of the one before: 10 GB if anybody wrote them out.
fn bomb(item: &str) -> String {
    let mut text = format!("- &a [{}]\n", [item; 10].join(", "));
    for (one, next) in ('a'..='i').zip('b'..='j') {
        text.push_str(&format!("- &{next} [{}]\n", [format!("*{one}").as_str(); 10].join(", ")));
    }
    text
}

#[test]
fn values_are_not_reused() {
    check_file(BROKEN, record("also: [&a ひだまり, *a]\n", ""), "4:8: error[yaml-alias]");
    let start = Instant::now();
    // A hundred aliases for every event are few enough for serde's own guard, and a minute's work.
    let wide = format!("[&a {{ id: a }}, &b [{}], &c [{}], ", ["*a"; 100].join(","), ["*b"; 100].join(","));
    let wide = format!("{wide}[{}]]\n", ["*c"; 100_000].join(","));
    check_file("content/concerns.yaml", &*wide, "1:2: error[yaml-alias]");
    check_file("content/wards/midori/organisations.yaml", wide, "1:2: error[yaml-alias]");
    let lines = format!("also:\n{}", bomb("あ"));
    for (path, text) in [(BROKEN, record(&lines, "")), ("content/concerns.yaml", bomb("talk"))] {
        let problems = made(&guide().file(path, text), |_| {}).problems();
        let is_of_file = |problem: &&String| problem.starts_with(path);
        // A value that begins with `&` is more often a text without quotes.
        let is_named = |problem: &String| problem.ends_with("[unquoted-mark]") || problem.ends_with("[yaml-alias]");
        assert!(problems.iter().filter(is_of_file).all(is_named), "{problems:?}");
        assert!(problems.iter().any(|problem| problem == OTHER_PROBLEM));
        assert!(
            problems.len() > 1 && problems.iter().all(|problem| problem.contains(path) || problem == OTHER_PROBLEM)
        );
    }
    assert_quick(start, "alias bombs");
}

#[test]
fn nesting_has_an_end() {
    let start = Instant::now();
    let deep = 10_000;
    let keys: String = (1..1_000).map(|depth| format!("{:depth$}a:\n", "")).collect();
    let cases = [
        (format!("also: {}{}\n", "[".repeat(deep), "]".repeat(deep)), "too-deep"),
        (format!("also: {}\n", "[".repeat(deep)), "unclosed-bracket"),
        (format!("call: {}{}\n", "{ a: ".repeat(deep), "}".repeat(deep)), "too-deep"),
        (format!("also:\n{}a\n", "- ".repeat(deep)), "too-deep"),
        (format!("call:\n{keys}"), "too-deep"),
    ];
    let lists = [("[".repeat(deep), "unclosed-bracket"), ("- ".repeat(deep), "too-deep")];
    let records = cases.map(|(lines, code)| (BROKEN, record(&lines, ""), code));
    let lists = lists.map(|(text, code)| ("content/concerns.yaml", text, code));
    for (path, text, code) in records.into_iter().chain(lists) {
        let problems = made(&guide().file(path, text), |_| {}).problems();
        let of_file: Vec<_> = problems.iter().filter(|problem| *problem != OTHER_PROBLEM).collect();
        let [problem] = of_file[..] else { panic!("{problems:?}") };
        assert!(problem.starts_with(path) && problem.ends_with(&format!("error[{code}]")), "{problem}");
        assert_eq!(problems.len(), 2, "{problems:?}");
    }
    assert_quick(start, "deep YAML");
}

#[test]
fn folders_that_are_missing() {
    let root = tempfile::tempdir().unwrap();
    let error = read(&folders(root.path())).unwrap_err();
    assert!(error.downcast_ref::<NoGuide>().is_some(), "{error}");
    fs::write(root.path().join("content"), "").unwrap();
    assert!(read(&folders(root.path())).unwrap_err().downcast_ref::<NoGuide>().is_some());

    // The theme that the binary carries stands in for a themes folder.
    let without_themes = |root: &Path| assert!(!root.join("themes").exists());
    assert!(made(&TestSite::fictional(), without_themes).files.contains_key("midori/windows/hidamari.html"));

    // A guide may begin with its shared lines.
    let without_wards = |root: &Path| fs::remove_dir_all(root.join("content/wards")).unwrap();
    let made = made(&guide().file("content/broken.md", ""), without_wards);
    assert_eq!(made.problems(), ["content/broken.md:1:1: error[unexpected-file]"]);
    let made = TestSite::fictional().without("content/wards/midori/ward.md").build();
    assert_eq!(made.problems(), ["content/wards/midori/ward.md:1:1: error[missing-ward]"]);
    let made = TestSite::fictional().without("content/shared/aoba/scope.yaml").build();
    assert_eq!(made.problems(), ["content/shared/aoba/scope.yaml:1:1: error[missing-scope]"]);
    let made = TestSite::fictional().without("content/site.yaml").build();
    assert_eq!(made.problems(), ["content/site.yaml:1:1: error[missing-site]"]);
    assert_eq!(TestSite::empty().build().problems(), ["content/site.yaml:1:1: error[missing-site]"]);
}

#[cfg(unix)]
#[test]
fn links_stay_in_the_folder() {
    use std::os::unix::fs::symlink;

    let outside = tempfile::tempdir().unwrap();
    fs::create_dir_all(outside.path().join("windows")).unwrap();
    fs::write(outside.path().join("windows/himitsu.md"), record("", "外の秘密です。")).unwrap();
    let link = |to: &Path, at: &str| {
        let (to, at) = (to.to_path_buf(), at.to_owned());
        move |root: &Path| symlink(to, root.join(at)).unwrap()
    };
    let leaves = |path: &str| format!("{path}:1:1: error[link-leaves-folder]");

    let file = outside.path().join("windows/himitsu.md");
    let made = check_folder(guide(), link(&file, BROKEN), &[&leaves(BROKEN)]);
    assert!(made.files.is_empty());
    check_folder(guide(), link(outside.path(), "content/wards/soto"), &[&leaves("content/wards/soto")]);
    let folder = outside.path().join("windows");
    let into_a_ward = |root: &Path| {
        fs::create_dir_all(root.join("content/wards/soto")).unwrap();
        symlink(&folder, root.join("content/wards/soto/windows")).unwrap();
    };
    check_folder(guide(), into_a_ward, &[&leaves("content/wards/soto/windows")]);
    let upwards = Path::new("../../../..");
    let there = "content/wards/midori/windows/ue";
    check_folder(guide(), link(upwards, there), &[&leaves(there)]);
    let picture = |root: &Path| {
        fs::create_dir_all(root.join("content/wards/midori/media")).unwrap();
        symlink(&file, root.join("content/wards/midori/media/a.jpg")).unwrap();
    };
    check_folder(guide(), picture, &[&leaves("content/wards/midori/media/a.jpg")]);
    // Within the content a link is as good as a file.
    check_folder(guide(), link(Path::new("hidamari.en.md"), "content/wards/midori/windows/hidamari.easy.md"), &[]);
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere() {
    use std::os::unix::fs::symlink;

    let unreadable = |path: &str| format!("{path}:1:1: error[unreadable-file]");
    let link = |to: &'static str, at: &'static str| move |root: &Path| symlink(to, root.join(at)).unwrap();
    check_folder(guide(), link("nothing.md", BROKEN), &[&unreadable(BROKEN)]);
    check_folder(guide(), link("broken.md", BROKEN), &[&unreadable(BROKEN)]);
    let circle = "content/wards/midori/windows/wa";
    check_folder(guide(), link("..", circle), &[&unreadable(circle)]);
    // A record that cannot be read is still known by its name.
    let lost = |root: &Path| {
        fs::remove_file(root.join(HIDAMARI)).unwrap();
        symlink("nothing.md", root.join(HIDAMARI)).unwrap();
    };
    check_folder(guide(), lost, &[&unreadable(HIDAMARI)]);
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let pipe = |root: &Path| {
        let status = std::process::Command::new("mkfifo").arg(root.join(BROKEN)).status().unwrap();
        assert!(status.success());
    };
    check_folder(guide(), pipe, &[&format!("{BROKEN}:1:1: error[unreadable-file]")]);
}

#[cfg(unix)]
#[test]
fn names_that_are_not_utf8() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let strange = |root: &Path| {
        let folder = root.join("content/wards/midori/windows");
        fs::write(folder.join(OsStr::from_bytes(b"\x91\x8B.md")), record("", "")).unwrap();
        fs::create_dir(folder.join(OsStr::from_bytes(b"\xFF"))).unwrap();
        fs::write(folder.join(OsStr::from_bytes(b"\xFF")).join("a.md"), record("", "")).unwrap();
    };
    let expected = [
        "content/wards/midori/windows/\u{FFFD}\u{FFFD}.md:1:1: error[bad-id]",
        "content/wards/midori/windows/\u{FFFD}:1:1: error[bad-id]",
    ];
    check_folder(guide(), strange, &expected);
}

#[test]
fn folders_that_are_called_like_files() {
    let folder = |root: &Path| {
        fs::create_dir_all(root.join(BROKEN)).unwrap();
        fs::write(root.join(BROKEN).join("a.md"), record("", "")).unwrap();
    };
    let made = check_folder(guide(), folder, &[&format!("{BROKEN}:1:1: error[folder-as-file]")]);
    says(&made, "take `.md` or `.yaml` off");
}

#[test]
fn names_that_cannot_be_ids() {
    #[track_caller]
    fn check(path: &str, problem: &str, words: &str) {
        says(&check_file(path, record("", ""), &format!("1:1: error[{problem}]")), words);
    }
    let windows = "content/wards/midori/windows";
    check(&format!("{windows}/index.md"), "reserved-id", "`index`");
    check("content/wards/en/ward.md", "reserved-id", "`en`");
    check("content/wards/shared/ward.md", "reserved-id", "`shared`");
    check("content/wards/windows/ward.md", "reserved-id", "`windows`");
    check(&format!("{windows}/v1.2.md"), "bad-id", "`v1.2`");
    check(&format!("{windows}/madoguchi.kita.md"), "unknown-language", "`kita`");
    check("content/wards/mi.dori/ward.md", "bad-id", "`mi.dori`");
    check(&format!("{windows}/窓口.md"), "bad-id", "`窓口`");
    check(&format!("{windows}/Hidamari.md"), "bad-id", "`Hidamari`");
    check(&format!("{windows}/hida mari.md"), "bad-id", "lower-case letters, digits and hyphens");
}

#[test]
fn files_that_do_not_belong_here() {
    #[track_caller]
    fn check(path: &str, words: &str) {
        says(&check_file(path, record("", ""), "1:1: error[unexpected-file]"), words);
    }
    let windows = "content/wards/midori/windows";
    check(&format!("{windows}/broken.yml"), "did you mean `broken.yaml`?");
    check(&format!("{windows}/broken.txt"), "did you mean `broken.md`?");
    check(&format!("{windows}/kita/broken.md"), "`kita` does not belong here");
    check("content/wards/midori/window/broken.md", "did you mean `windows`?");
    check("content/site.yml", "did you mean `site.yaml`?");
}

#[test]
fn what_editors_and_systems_leave_behind_is_passed_over() {
    let names = [
        ".DS_Store",
        "hidamari.md~",
        "#hidamari.md#",
        ".hidamari.md.swp",
        "Thumbs.db",
        "desktop.ini",
        "~$a.xlsx",
        "._a.md",
    ];
    let leave = |root: &Path| {
        for name in names {
            fs::write(root.join("content/wards/midori/windows").join(name), b"\xFF\0").unwrap();
            fs::write(root.join("content").join(name), b"\xFF\0").unwrap();
        }
        fs::create_dir_all(root.join("content/.git/refs")).unwrap();
        fs::write(root.join("content/.git/config"), "").unwrap();
        // The lock of an Emacs that edits the file: a link to nothing.
        #[cfg(unix)]
        std::os::unix::fs::symlink("user@host.1:2", root.join("content/wards/midori/windows/.#hidamari.md")).unwrap();
    };
    check_folder(guide(), leave, &[]);
}

#[test]
fn control_characters_are_named() {
    #[track_caller]
    fn check(lines: &str, prose: &str, place: &str, code: &str) {
        says(&check_file(BROKEN, record(lines, prose), &format!("{place}: error[control-character]")), code);
    }
    check("cost: 無\0料\n", "", "4:8", "U+0000");
    check("cost: \"無\u{7}料\"\n", "", "4:9", "U+0007");
    check("cost: \"無\\a料\"\n", "", "4:7", "U+0007");
    check("cost: 無\u{85}料\n", "", "4:8", "U+0085");
    check("cost: 無\u{2028}料\n", "", "4:8", "U+2028");
    check("cost: 無\u{202E}料\n", "", "4:8", "U+202E");
    check("", "無\0料\n", "5:2", "U+0000");
    check("", "あ\n\n- 無\u{1B}\u{1B}料\n", "7:4", "U+001B");
    check("", "`無\u{7F}料`\n", "5:3", "U+007F");
    check("", "無&#7;料\n", "5:1", "U+0007");
}

#[test]
fn numbers_stand_in_the_fields_for_numbers() {
    let lines = ["cost: 無料。03-0000-9999へ\n", "phones: [{ number: 03-0000-1111, note: 夜は03−0000−9999 }]\n"];
    for (lines, column) in lines.into_iter().zip([10, 42]) {
        let made = check_file(BROKEN, record(lines, ""), &format!("4:{column}: error[contact-in-text]"));
        assert!(made.report(Format::Short).contains("0000"), "the number is named");
    }
    check_file(
        "content/wards/midori/windows/hidamari.easy.md",
        "---\nname: 03-0000-9999へ\n---\n",
        "2:7: error[contact-in-text]",
    );
    check_right(BROKEN, record("cost: 2026年11月20日から1000円、番号は不要\n", ""));
}

#[test]
fn very_long_lines() {
    let start = Instant::now();
    let long = "あ".repeat(300_000);
    check_right(BROKEN, record(&format!("cost: {long}\n"), ""));
    check_right(BROKEN, record("", &long));
    check_file(BROKEN, record(&format!("status: {long}\n"), ""), "4:9: error[unknown-choice]");
    check_file(BROKEN, record(&format!("also: [{long}\n"), ""), "4:7: error[unclosed-bracket]");
    check_file(BROKEN, record("", &format!("{0}<b>{0}", "あ".repeat(150_000))), "5:150001: error[raw-html]");
    assert_quick(start, "long lines");
}

/// Thousands of problems in one file are found and told apart in no more time than the file deserves.
#[test]
fn very_many_problems() {
    let cases = [
        record("", &"あ<b>".repeat(100_000)),
        record("", &"あ<b>い\n".repeat(60_000)),
        record("", &"03-1234-5678 ".repeat(60_000)),
        record(&format!("concerns: [{}]\n", "x, ".repeat(100_000)), ""),
        record(&"cost: 無料\n".repeat(50_000), ""),
        record(&(0..50_000).map(|number| format!("k{number}: a\n")).collect::<String>(), ""),
        record(&"name：あ\n".repeat(50_000), ""),
        record(&format!("desks:\n{}", "  - { id: a }\n".repeat(50_000)), ""),
    ];
    for text in cases {
        let start = Instant::now();
        let what: String = text.chars().skip(20).take(40).collect();
        let made = made(&guide().file(BROKEN, text), |_| {});
        let problems = made.problems();
        assert!(problems.len() > 40_000, "{what}: {}", problems.len());
        assert!(problems.contains(&OTHER_PROBLEM.to_owned()));
        assert!(made.report(Format::Human).contains("more problem(s) in this file"));
        assert_quick(start, &what);
    }
    let start = Instant::now();
    let list = "- { id: a, name: あ, kana: あ }\n".repeat(20_000);
    let made = made(&guide().file("content/wards/midori/organisations.yaml", list), |_| {});
    assert!(made.problems().len() > 19_000);
    assert_quick(start, "organisations");
}

/// What has brought other Markdown programs to their knees.
#[test]
fn markdown_that_means_harm() {
    let right = [
        ("open brackets", "[".repeat(10_000)),
        ("very many open brackets", "[".repeat(900_000)),
        ("links in links", "[a](".repeat(200_000)),
        ("emphasis", "_a ".repeat(300_000)),
        ("strikes", "~~a".repeat(300_000)),
        ("back ticks", (1..1_300).map(|length| "`".repeat(length) + " ").collect()),
        ("angles", "<".repeat(900_000)),
        ("a wide table", format!("|{}\n|{}\n{}", "a|".repeat(2_000), "-|".repeat(2_000), "|a\n".repeat(250_000))),
        ("a long reference", format!("[a]: https://a.jp/{}\n\n{}", "x".repeat(400_000), "[a] ".repeat(100_000))),
        ("links", "[a](https://a.jp)\n".repeat(50_000)),
        ("lines", "あ\n".repeat(200_000)),
        ("digits", "0".repeat(900_000)),
        ("links to records", "[窓口](hidamari.md) ".repeat(40_000)),
    ];
    for (what, prose) in right {
        let start = Instant::now();
        check_right(BROKEN, record("", &prose));
        assert_quick(start, what);
    }
    let start = Instant::now();
    let empty = made(&guide().file(BROKEN, record("", &"[](https://a.jp)\n".repeat(50_000))), |_| {});
    // `other.md` has a problem of its own.
    assert_eq!(empty.problems().len(), 50_001);
    assert_quick(start, "links without text");
    let wrong = [
        ("quotations", ">".repeat(5_000) + " a", "5:17: error[too-deep]"),
        ("very many quotations", ">".repeat(900_000), "5:17: error[too-deep]"),
        ("lists", "- ".repeat(5_000) + "a", "5:33: error[too-deep]"),
        ("lists in quotations", "> - ".repeat(200_000) + "a", "5:33: error[too-deep]"),
        ("stars", "*a **a ".repeat(100_000), "5:4: error[leftover-emphasis]"),
        ("comments", "<!-- ".repeat(180_000), "5:1: error[raw-html]"),
    ];
    for (what, prose, problem) in wrong {
        let start = Instant::now();
        check_file(BROKEN, record("", &prose), problem);
        assert_quick(start, what);
    }
    check_right(BROKEN, record("", "> - 一\n>   - 二\n>     1. 三\n>        > 四\n"));
}

#[track_caller]
fn assert_quick(start: Instant, what: &str) {
    let limit = Duration::from_secs(if cfg!(debug_assertions) { 120 } else { 8 });
    assert!(start.elapsed() < limit, "{what}: {:?}", start.elapsed());
}

/// A guide with a theme of its own.
fn themed(path: &str, text: &str) -> TestSite {
    let site = guide().text("content/site.yaml").to_owned() + "theme: midori\n";
    guide().file("content/site.yaml", site).file("themes/midori/theme.yaml", "name: みどり\n").file(path, text)
}

#[test]
fn themes_that_cannot_be_used() {
    #[track_caller]
    fn check(path: &str, text: &str, place: &str, words: &str) {
        let problem = format!("{path}:{place}");
        says(&check_folder(themed(path, text), |_| {}, &[&problem]), words);
    }
    let ward = "themes/midori/templates/ward.html";
    check(ward, "{% include \"ward.html\" %}", "1:12: error[template-circle]", "like `standard/ward.html`");
    check(ward, "{% extends \"ward.html\" %}", "1:12: error[template-circle]", "like `standard/ward.html`");
    check(ward, "", "1:1: error[empty-file]", "fill it or delete it");
    check(ward, "\n", "1:1: error[empty-file]", "fill it or delete it");
    check(ward, "{{ ward.name", "1:9: error[template-syntax]", "with something left open");
    let settings = "themes/midori/theme.yaml";
    check(settings, "- みどり\n", "1:3: error[wrong-type]", "expected keys and values, found a list");
    check(settings, "42\n", "1:1: error[wrong-type]", "expected keys and values");
    check(settings, "", "1:1: error[missing-key]", "`name` is missing");
    check("themes/midori/words/ja.yaml", "- 入口\n", "1:1: error[yaml-syntax]", "this is not YAML");
}

/// Templates are only used where the content is right, so there is no second fault here.
#[test]
fn templates_that_fail_name_their_file() {
    let ward = "themes/midori/templates/ward.html";
    let without_end = "{% component a() %}{{ <a /> }}{% endcomponent a %}{{ <a /> }}";
    for (text, problem) in [
        (without_end, "1:1: error[template-render]"),
        ("<p>{{ ward.nmae.text }}</p>", "1:12: error[unknown-value]"),
        ("<p>{{ ward.nmae | say }}</p>", "1:19: error[template-render]"),
    ] {
        let made = made(&themed(ward, text).without(OTHER), |_| {});
        assert_eq!(made.problems(), [format!("{ward}:{problem}")]);
        assert!(made.report(Format::Short).contains("midori/index.html"), "the page is named");
    }
}
