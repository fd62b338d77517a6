//! One folder in `tests/diagnostics/` for every code: the files of one fault, laid over the smallest guide, and the
//! report that people get in both languages. `SNAPSHOTS=overwrite cargo test --test diagnostics` writes the reports anew.
//!
//! A folder holds only what its fault needs. `without.txt` names files of the smallest guide to take away, one a line.
#![expect(clippy::disallowed_methods, reason = "fixtures are files")]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use snapbox::assert::DEFAULT_ACTION_ENV;
use snapbox::data::DataFormat;
use snapbox::{Assert, Data, IntoData as _};

use common::{Built, LANGUAGES, OPTIONS, TestSite, folders};
use shirube::disk::read;
use shirube::messages::{MessageLanguage, messages};
use shirube::report::Format;
use shirube::source::FILE_LIMIT;

/// Brings a fault about at a path.
type BringAbout = fn(&Path);

/// Where a record stands, and a picture.
const RECORD: &str = "content/shared/japan/phone-lines/yoru.md";
const PICTURE: &str = "content/shared/japan/media/yoru.png";

/// The codes of what only a disk can bring about.
const ON_DISK: [(&str, &str, BringAbout); 5] = [
    ("picture-unreadable", PICTURE, |picture| fs::write(picture, "not a picture").expect("a file")),
    ("file-too-large", RECORD, |record| fs::write(record, vec![b'a'; FILE_LIMIT + 1]).expect("a large file")),
    ("folder-as-file", RECORD, |record| fs::create_dir(record).expect("a folder")),
    ("link-leaves-folder", RECORD, |record| link("../../../../outside.md", record)),
    ("unreadable-file", RECORD, |record| link("gone.md", record)),
];

/// The codes of what only the network can bring about; `tests/outer_links.rs` does.
const ON_THE_WEB: [&str; 2] = ["outer-link-dead", "outer-link-silent"];

#[test]
fn every_code_has_a_fixture_and_every_fixture_is_a_code() {
    let codes: BTreeSet<String> = messages(MessageLanguage::Ja).codes().map(str::to_owned).collect();
    let codes: BTreeSet<String> = codes.into_iter().filter(|code| !ON_THE_WEB.contains(&code.as_str())).collect();
    let folders: BTreeSet<String> = fixture_folders().iter().map(|folder| name(folder)).collect();
    assert_eq!(codes.difference(&folders).collect::<Vec<_>>(), Vec::<&String>::new(), "codes without a fixture");
    assert_eq!(folders.difference(&codes).collect::<Vec<_>>(), Vec::<&String>::new(), "fixtures without a code");
}

#[test]
fn the_smallest_guide_has_no_problems() {
    let built = TestSite::new().build();
    assert_eq!(built.codes(), Vec::<&str>::new());
    assert!(built.files.contains_key("index.html"));
}

#[test]
fn every_fault_is_reported_as_expected() {
    let mut wrong = Vec::new();
    for folder in fixture_folders() {
        if ON_DISK.iter().all(|(code, ..)| *code != name(&folder)) {
            wrong.extend(compare(&folder, &fixture(&folder).build()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn faults_of_the_disk_are_reported_as_expected() {
    let mut wrong = Vec::new();
    for (code, at, bring_about) in ON_DISK {
        let root = tempfile::tempdir().expect("a temporary folder");
        TestSite::new().file("outside.md", "---\n---\n").write(root.path());
        let at = root.path().join(at);
        fs::create_dir_all(at.parent().expect("files stand in folders")).expect("a folder");
        bring_about(&at);
        let (tree, problems) = read(&folders(root.path())).expect("there is a guide");
        wrong.extend(compare(&fixtures().join(code), &Built::new(tree, &OPTIONS, problems)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is not as expected of a fixture: other problems than its own, holes in sentences, another report.
fn compare(folder: &Path, built: &Built) -> Vec<String> {
    let code = name(folder);
    let mut wrong = Vec::new();
    if built.codes() != [code.as_str()] {
        wrong.push(format!("{code}: reports {:?}", built.codes()));
    }
    for (language, tag) in LANGUAGES {
        for diagnostic in built.diagnostics.iter() {
            let said = messages(language).say(diagnostic);
            if let Some(hole) = [&said.title, &said.label, &said.help].into_iter().find_map(|text| hole(text)) {
                wrong.push(format!("{code}: {hole} is not filled in ({tag})"));
            }
        }
        let expected = Data::read_from(&folder.join(format!("expected.{tag}.txt")), Some(DataFormat::Text)).raw();
        let report = built.report_in(Format::Human, language).into_data();
        let compared = Assert::new().action_env(DEFAULT_ACTION_ENV).try_eq(None, report, expected);
        wrong.extend(compared.err().map(|difference| format!("{code}: {difference}")));
    }
    wrong
}

/// A placeholder that is left in a sentence: `{nearest}`.
fn hole(said: &str) -> Option<&str> {
    let pieces = said.split('{').skip(1).filter_map(|piece| Some(piece.split_once('}')?.0));
    pieces.filter(|name| !name.is_empty()).find(|name| name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'_')))
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics")
}

fn fixture_folders() -> Vec<PathBuf> {
    let entries = fs::read_dir(fixtures()).expect("the fixtures are there");
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    folders.sort();
    folders
}

fn name(folder: &Path) -> String {
    folder.file_name().expect("fixtures have names").to_string_lossy().into_owned()
}

/// The smallest guide with the files of a fixture laid over it.
fn fixture(folder: &Path) -> TestSite {
    let without = fs::read_to_string(folder.join("without.txt")).unwrap_or_default();
    let base = without.lines().fold(TestSite::new(), TestSite::without);
    ["content", "themes"].into_iter().fold(base, |site, below| lay_over(site, folder, &folder.join(below)))
}

fn lay_over(site: TestSite, root: &Path, folder: &Path) -> TestSite {
    let Ok(entries) = fs::read_dir(folder) else { return site };
    entries.map(|entry| entry.expect("a readable folder").path()).fold(site, |site, path| {
        if path.is_dir() {
            return lay_over(site, root, &path);
        }
        let inner = path.strip_prefix(root).expect("walked from there").to_string_lossy().replace('\\', "/");
        site.file(&inner, fs::read(&path).expect("a readable file"))
    })
}

fn link(target: &str, at: &Path) {
    #[cfg(unix)]
    std::os::unix::fs::symlink(target, at).expect("a link");
    #[cfg(windows)]
    std::os::windows::fs::symlink_file(target, at).expect("a link");
}
