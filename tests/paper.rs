//! Prints sheets with a browser and looks at the PDFs with programs that are not ours.
//!
//! These tests need Chromium, poppler, zbar and a checker of PDF/UA-1, so that `cargo test` leaves them out and
//! `tests/run` runs them: `cargo test --test paper -- --ignored`. A program that is not there is a failure.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use shirube::model::value::LeafletKind;
use shirube::paper::format;
use shirube::pdf::find::{Computer, find};
use shirube::pdf::probe::OutOf;
use shirube::pdf::{Browser, Error, Printed, Sheet, Size, file_url};

const SHEETS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/paper/sheets");

fn sheet(name: &str, title: &str, size: Size, pages: usize) -> Sheet {
    let url = file_url(&Path::new(SHEETS).join(format!("{name}.html")));
    Sheet {
        url,
        title: Some(title.to_owned()),
        language: "ja".to_owned(),
        size,
        pages: Some(pages),
        is_two_sided: pages == 2,
        publication: None,
    }
}

fn flyer() -> Sheet {
    sheet("flyer", "ひきこもりの相談、お受けしています", Size::A4, 1)
}

fn map() -> Sheet {
    sheet("map", "みどりがおか市 支援マップ", Size::A4_WIDE, 2)
}

fn form() -> Sheet {
    sheet("form", "つなぐシート", Size::A4, 1)
}

fn launch() -> Browser {
    let named = env::var_os("CHROMIUM").map(PathBuf::from);
    let computer =
        Computer { system: env::consts::OS, variable: &|name| env::var_os(name), is_program: &|path| path.is_file() };
    let program = find(named.as_deref(), &computer)
        .expect("there is no browser: install the package chromium, or let CHROMIUM name one");
    Browser::launch(&program).expect("the browser starts")
}

/// What a program says of a file.
#[track_caller]
fn say<S: AsRef<OsStr>>(program: &str, arguments: &[S], package: &str) -> String {
    let output = Command::new(program).args(arguments).output();
    let output = output.unwrap_or_else(|error| panic!("{program} cannot be run ({error}): install {package}"));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{program}: {said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

/// A folder with a PDF in it. `PAPER` names one to keep, for people to look at.
struct Paper {
    folder: tempfile::TempDir,
    file: PathBuf,
}

impl Paper {
    fn new(name: &str, printed: &Printed) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(format!("{name}.pdf"));
        fs::write(&file, &printed.bytes).unwrap();
        if let Some(kept) = env::var_os("PAPER") {
            fs::create_dir_all(&kept).unwrap();
            fs::copy(&file, Path::new(&kept).join(format!("{name}.pdf"))).unwrap();
        }
        Self { folder, file }
    }

    fn path(&self) -> &str {
        self.file.to_str().unwrap()
    }

    /// Its text without any blank.
    fn text(&self) -> String {
        say("pdftotext", &["-enc", "UTF-8", self.path(), "-"], "poppler-utils").split_whitespace().collect()
    }

    /// What a scanner reads from its pages at 150 dots per inch.
    fn scanned(&self) -> Vec<String> {
        let pages = self.folder.path().join("page");
        say("pdftoppm", &["-r", "150", "-png", self.path(), pages.to_str().unwrap()], "poppler-utils");
        let files = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<PathBuf> = files.filter(|file| file.extension() == Some(OsStr::new("png"))).collect();
        files.sort();
        let scan = |file: &PathBuf| {
            let output = Command::new("zbarimg").args(["--raw", "--quiet"]).arg(file).output();
            let output = output.expect("zbarimg can be run: install zbar-tools");
            String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect::<Vec<_>>()
        };
        files.iter().flat_map(scan).collect()
    }
}

#[track_caller]
fn print(browser: &mut Browser, sheet: &Sheet) -> Printed {
    browser.print(sheet).unwrap_or_else(|error| panic!("{}: {error}", sheet.url))
}

#[test]
#[ignore = "needs Chromium, poppler, zbar and a checker of PDF/UA-1; tests/run has them"]
fn sheets_are_right_on_paper() {
    let checker = env::var("PDF_CHECKER").expect("PDF_CHECKER names a Python that has the package page-validation");
    let mut browser = launch();
    let all = [("flyer", flyer(), "595", 1), ("map", map(), "842", 2), ("form", form(), "595", 1)];
    for (name, sheet, width, pages) in all {
        let printed = print(&mut browser, &sheet);
        assert_eq!(printed.flaws, [], "{name}");
        assert_eq!(printed.sheets.len(), pages, "{name}");
        for probed in &printed.sheets {
            assert_eq!(probed.troubles, [], "{name}");
            assert!(probed.smallest >= Some(10.5), "{name}: {probed:?}");
            assert!(probed.codes.iter().all(|module| *module >= 0.6), "{name}: {probed:?}");
        }
        let paper = Paper::new(name, &printed);
        let info = say("pdfinfo", &[paper.path()], "poppler-utils");
        let has = |key: &str, value: &str| {
            let line = info.lines().find(|line| line.starts_with(key)).unwrap_or_default();
            assert!(line[key.len()..].trim().starts_with(value), "{name}: {key} {value}: {info}");
        };
        has("Title:", sheet.title.as_deref().unwrap());
        has("Pages:", &pages.to_string());
        has("Page size:", width.strip_prefix("595").map_or("841.9", |_| "594.9"));
        has("Tagged:", "yes");
        assert!(!info.contains("CreationDate") && !info.contains("ModDate"), "{info}");
        let fonts = say("pdffonts", &[paper.path()], "poppler-utils");
        assert!(fonts.lines().count() > 2 && !fonts.contains("Type 3"), "{fonts}");
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/paper/check.py");
        let said = say(&checker, &[script, paper.path()], "page-validation (tests/paper/requirements.txt)");
        assert!(said.contains("rules kept"), "{said}");
    }
}

#[test]
#[ignore = "needs Chromium, poppler and zbar; tests/run has them"]
fn numbers_and_codes_are_on_paper() {
    let mut browser = launch();
    for (name, sheet, codes) in [("flyer", flyer(), 1), ("map", map(), 1), ("form", form(), 0)] {
        let html = fs::read_to_string(Path::new(SHEETS).join(format!("{name}.html"))).unwrap();
        let numbers: Vec<&str> =
            html.split("\"tel:").skip(1).filter_map(|link| link.split(['>', '<']).nth(1)).collect();
        assert_eq!(numbers.is_empty(), name == "form");
        let paper = Paper::new(name, &print(&mut browser, &sheet));
        let text = paper.text();
        for number in numbers {
            assert!(text.contains(number), "{name} has no {number}: {text}");
        }
        assert_eq!(paper.scanned(), vec!["https://guide.example.jp/l/t1.html"; codes], "{name}");
    }
}

#[test]
#[ignore = "needs Chromium; tests/run has it"]
fn the_same_sheet_gives_the_same_bytes() {
    let mut browser = launch();
    let first = print(&mut browser, &flyer()).bytes;
    print(&mut browser, &map());
    assert!(first == print(&mut browser, &flyer()).bytes, "after another sheet");
    assert!(first == print(&mut launch(), &flyer()).bytes, "by another browser");
}

/// A sheet with a fault in it, beside the sheets so that their style applies.
fn planted(name: &str, from: &str, to: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    for file in ["sheet.css", "code.svg"] {
        fs::copy(Path::new(SHEETS).join(file), folder.path().join(file)).unwrap();
    }
    let html = fs::read_to_string(Path::new(SHEETS).join(format!("{name}.html"))).unwrap();
    assert!(html.contains(from), "{from}");
    let file = folder.path().join("planted.html");
    fs::write(&file, html.replace(from, to)).unwrap();
    (folder, file_url(&file))
}

#[test]
#[ignore = "needs Chromium; tests/run has it"]
fn what_does_not_fit_is_found() {
    let mut browser = launch();
    let mut check = |sheet: Sheet, name: &str, from: &str, to: &str, kind: OutOf, place: &str, what: &str| {
        let (_folder, url) = planted(name, from, to);
        let printed = print(&mut browser, &Sheet { url, ..sheet });
        let troubles: Vec<_> = printed.sheets.iter().flat_map(|sheet| &sheet.troubles).collect();
        let found = troubles.iter().find(|trouble| trouble.kind == kind && trouble.what.contains(what));
        let found = found.unwrap_or_else(|| panic!("{to}: {troubles:?}"));
        assert!(found.place == place && found.by > 0.1, "{found:?}");
    };
    // A number too large for its box, a list with too many windows, a name that cannot be broken, a row too many.
    let wide = r#"<p><a style="font-size:34pt" class="tel""#;
    check(map(), "map", "<p><a class=\"tel\"", wide, OutOf::Box, "hub", "03-0000-1234");
    let windows = "</li>\n".to_owned() + &"<li><strong>別の困りごと</strong>別の窓口</li>\n".repeat(12) + "</ul>";
    check(flyer(), "flyer", "</li>\n</ul>", &windows, OutOf::Box, "lower", "別の窓口");
    let long = r#"<p style="white-space:nowrap;font-size:30pt">"#;
    check(form(), "form", "<p class=\"note\">", long, OutOf::Sheet, "", "同じ話を何度も");
    let rows = r#"<tbody><tr style="height:90mm"><th>行</th><td>はみ出す</td></tr><tr style="height:90mm"><td>a</td><td>はみ出す行</td></tr>"#;
    check(map(), "map", "<tbody>", rows, OutOf::Sheet, "", "はみ出す行");
}

/// Residents print with the fonts they have: narrow ones and wide ones, low ones and high ones.
#[test]
#[ignore = "needs Chromium and its fonts; tests/run has them"]
fn sheets_fit_in_other_fonts() {
    let mut browser = launch();
    for fonts in [r#""BIZ UDGothic""#, r#""Noto Sans CJK JP""#, "monospace"] {
        for (name, sheet) in [("flyer", flyer()), ("map", map()), ("form", form())] {
            let measured = browser.measure(&sheet.url, fonts).unwrap();
            assert_eq!(Some(measured.len()), sheet.pages);
            for probed in measured {
                assert_eq!(probed.troubles, [], "{name} in {fonts}");
            }
        }
    }
    let (_folder, url) =
        planted("form", "話したいこと", "<span style=\"font-size:120pt;white-space:nowrap\">話したいこと</span>");
    assert!(browser.measure(&url, "\"Noto Sans CJK JP\"").unwrap().iter().any(|sheet| !sheet.troubles.is_empty()));
}

#[test]
#[ignore = "needs Chromium; tests/run has it"]
fn what_is_not_accessible_is_not_said_to_be() {
    let mut browser = launch();
    let mut flaws = |from: &str, to: &str| {
        let (_folder, url) = planted("flyer", from, to);
        let printed = print(&mut browser, &Sheet { url, ..flyer() });
        let says_so = printed.bytes.windows(12).any(|bytes| bytes == b"pdfuaid:part");
        assert_eq!(says_so, printed.flaws.is_empty());
        printed.flaws.iter().map(|flaw| flaw.phrase().0).collect::<Vec<_>>()
    };
    assert_eq!(flaws("<h2", "<h2"), [""; 0]);
    assert_eq!(flaws("<h2", "<h2 role=heading aria-level=4"), ["pdf_skipped_heading"]);
    assert_eq!(flaws("<h1>", "<h1 role=heading aria-level=2>"), ["pdf_first_heading"]);
    assert_eq!(flaws("<td>第1火曜 13時〜16時</td>", ""), ["pdf_uneven_table"]);
    assert_eq!(flaws("<li>これから", "<li aria-hidden=true>これから"), [""; 0]);
}

#[test]
#[ignore = "needs Chromium; tests/run has it"]
fn what_is_not_as_it_has_to_be_is_an_error() {
    let mut browser = launch();
    let mut error = |sheet: Sheet| browser.print(&sheet).map(|printed| printed.bytes.len()).unwrap_err();
    assert_eq!(error(Sheet { pages: Some(2), ..flyer() }), Error::Pages { expected: 2, found: 1 });
    let Error::PageSize { page: 1, expected: Size::A3, .. } = error(Sheet { size: Size::A3, ..flyer() }) else {
        panic!("A3 is no A4")
    };
    let Error::NotOpened(_) = error(sheet("ringo", "", Size::A4, 1)) else { panic!("there is no such page") };
    let letters: BTreeSet<char> = "ひきこもりの相談、お受けしています".chars().collect();
    let (_folder, url) = planted("flyer", "<h1>", "<h1 style=\"font-family:'Noto Sans CJK JP'\">");
    assert_eq!(error(Sheet { url, ..flyer() }), Error::DrawnLetters(letters.into_iter().collect()));
    // Nothing of this is the end of the browser.
    print(&mut browser, &flyer());
}

#[test]
#[ignore = "needs Chromium; tests/run has it"]
fn the_command_prints_a_ward_and_leaves_nothing_behind() {
    let (temporary, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sites/full");
    let mut shirube = Command::new(env!("CARGO_BIN_EXE_shirube"));
    shirube.args(["pdf", "kita", "--lang", "en", "--date", "2026-11-20", "--root", root, "--to"]).arg(to.path());
    let output = shirube.env("TMPDIR", temporary.path()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    assert!(said.contains("3 PDF(s)") && !said.contains("not accessible"), "{said}");
    for language in ["", "easy/", "en/"] {
        let file = to.path().join(format!("{language}kita/windows/kita/call.pdf"));
        let bytes = fs::read(&file).unwrap();
        assert!(bytes.starts_with(b"%PDF-1.7"), "{}", file.display());
        assert!(!bytes.windows(5).any(|part| part == b"file:"), "{} leads to this computer", file.display());
    }
    let left: Vec<_> = fs::read_dir(temporary.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.is_empty(), "{left:?}");
}

/// A guide's leaflets, each as the build makes it: where it stands, and what it has to be on paper.
struct Leaflets {
    folder: tempfile::TempDir,
    found: Vec<(String, Sheet, String)>,
}

impl Leaflets {
    fn of(root: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
        let mut shirube = Command::new(env!("CARGO_BIN_EXE_shirube"));
        let output = shirube.args(["build", "--quiet", "--date", "2026-11-20", "--root"]).arg(root).arg("--output");
        assert!(output.arg(folder.path()).output().unwrap().status.success());
        let wards = fs::read_dir(folder.path()).unwrap().map(|ward| ward.unwrap().path().join("leaflets"));
        let files = wards.filter_map(|folder| fs::read_dir(folder).ok()).flatten().map(|file| file.unwrap().path());
        let mut found: Vec<_> = files.filter_map(|file| leaflet(folder.path(), &file)).collect();
        found.sort_by(|(a, ..), (b, ..)| a.cmp(b));
        Self { folder, found }
    }
}

fn leaflet(root: &Path, file: &Path) -> Option<(String, Sheet, String)> {
    let html = fs::read_to_string(file).unwrap();
    let (_, class) = html.split_once("<body class=")?;
    let word: String = class.trim_start_matches('"').chars().take_while(char::is_ascii_lowercase).collect();
    let kind = LeafletKind::ALL.iter().find(|kind| kind.word() == word)?;
    let format = format(*kind);
    let sheet = Sheet {
        url: file_url(file),
        title: Some("紙".to_owned()),
        language: "ja".to_owned(),
        size: Size { width: format.width as f32, height: format.height as f32 },
        pages: format.pages,
        is_two_sided: format.pages == Some(2),
        publication: None,
    };
    Some((file.strip_prefix(root).unwrap().to_str().unwrap().to_owned(), sheet, html))
}

/// What stands between two marks, wherever it does.
fn between<'h>(html: &'h str, start: &str, end: &str) -> Vec<&'h str> {
    html.split(start).skip(1).filter_map(|rest| rest.split(end).next()).collect()
}

#[test]
#[ignore = "needs Chromium, poppler, zbar and a checker of PDF/UA-1; tests/run has them"]
fn leaflets_of_guides_are_right_on_paper() {
    let checker = env::var("PDF_CHECKER").expect("PDF_CHECKER names a Python that has the package page-validation");
    let mut browser = launch();
    let mut kinds = BTreeSet::new();
    for root in ["tests/sites/full", "."] {
        let leaflets = Leaflets::of(root);
        assert!(leaflets.found.len() >= 10, "{root}");
        for (name, sheet, html) in &leaflets.found {
            let printed = print(&mut browser, sheet);
            assert_eq!(printed.flaws, [], "{name}");
            let troubles: Vec<_> = printed.sheets.iter().flat_map(|sheet| &sheet.troubles).collect();
            assert!(troubles.is_empty() && !printed.sheets.is_empty(), "{name}: {troubles:?}");
            for probed in &printed.sheets {
                assert!(probed.smallest >= Some(10.5) || probed.smallest.is_none(), "{name}: {probed:?}");
                assert!(probed.codes.iter().all(|module| *module >= 0.45), "{name}: {probed:?}");
            }
            let paper = Paper::new(&name.replace('/', "-"), &printed);
            let fonts = say("pdffonts", &[paper.path()], "poppler-utils");
            assert!(fonts.lines().count() > 2 && !fonts.contains("Type 3"), "{name}: {fonts}");
            let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/paper/check.py");
            say(&checker, &[script, paper.path()], "page-validation (tests/paper/requirements.txt)");
            // Every number is in the text, and every code opens a page of the site.
            let text = paper.text();
            for number in between(html, "class=tel>", "<").into_iter().chain(between(html, "class=big>", "<")) {
                assert!(text.contains(number), "{name} has no {number}");
            }
            let codes = html.matches("data-modules=").count();
            let read = paper.scanned();
            assert_eq!(read.len(), codes, "{name}: {read:?}");
            for address in read {
                let path = address.split('#').next().unwrap().splitn(5, '/').nth(4).unwrap().to_owned();
                assert!(leaflets.folder.path().join(&path).is_file(), "{name}: {address} opens {path}");
            }
            kinds.insert(html.split_once("<body class=").unwrap().1.chars().skip(1).take(3).collect::<String>());
        }
    }
    assert!(kinds.len() >= 9, "{kinds:?}");
}

/// What the program reckons with fits in the fonts that residents have.
#[test]
#[ignore = "needs Chromium and its fonts; tests/run has them"]
fn leaflets_of_guides_fit_in_other_fonts() {
    let mut browser = launch();
    for root in ["tests/sites/full", "."] {
        for (name, sheet, _) in &Leaflets::of(root).found {
            for fonts in [r#""BIZ UDGothic""#, r#""Noto Sans CJK JP""#, "monospace"] {
                for probed in browser.measure(&sheet.url, fonts).unwrap() {
                    assert_eq!(probed.troubles, [], "{name} in {fonts}");
                }
            }
        }
    }
}
