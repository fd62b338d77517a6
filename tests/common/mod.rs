//! One builder for all integration tests: a guide in memory, built on a fixed day.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "every test file takes what it needs, and fixtures are files"
)]

mod fictional;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::civil;
use shirube::build::{Options, build, prepare};
use shirube::diagnostic::Diagnostics;
use shirube::disk::{Folders, read};
use shirube::messages::MessageLanguage;
use shirube::model::model;
use shirube::path::SourcePath;
use shirube::plan::for_staff;
use shirube::reading::without_readings;
use shirube::render::{Inputs, SiteViews, page};
use shirube::report::{Format, Style, report};
use shirube::sink::Memory;
use shirube::source::{SourceFile, SourceTree};

/// The "today" of every test that does not say another.
pub const DAY: civil::Date = civil::date(2026, 11, 20);

/// What every test builds that does not say otherwise.
pub const OPTIONS: Options = Options { day: DAY, only: None, theme: None };

/// Both languages of messages, with the names that files of expected reports carry.
pub const LANGUAGES: [(MessageLanguage, &str); 2] = [(MessageLanguage::Ja, "ja"), (MessageLanguage::En, "en")];

/// Where the full guide stands.
pub const FULL: &str = "tests/sites/full";

/// The main window of the fictional guide.
pub const HIDAMARI: &str = "content/wards/midori/windows/hidamari.md";

/// The files of a guide.
#[derive(Clone, Debug)]
#[must_use]
pub struct TestSite {
    files: BTreeMap<String, Vec<u8>>,
}

impl TestSite {
    /// Nothing yet.
    pub fn empty() -> Self {
        Self { files: BTreeMap::new() }
    }

    /// The smallest guide that has no problems: its settings, and one shared scope with the organisation that
    /// publishes it.
    pub fn new() -> Self {
        Self::empty()
            .file(
                "content/site.yaml",
                "title: みどり市の相談ガイド\nbase_url: https://guide.example.jp/\npublisher: fukushi\nsample: true\n",
            )
            .file("content/shared/japan/scope.yaml", "name: 全国\napplies_to: all\n")
            .file("content/shared/japan/organisations.yaml", "- { id: fukushi, name: 福祉課, kana: ふくしか }\n")
    }

    /// The guide that stands in `content/`.
    pub fn sample() -> Self {
        Self::stored("")
    }

    /// The guide of `tests/sites/full`: fictional, no sample, with every kind of record and every field.
    pub fn full() -> Self {
        Self::stored(FULL)
    }

    /// The guide of `tests/sites/midori`: small, no sample, and only one of its records is confirmed.
    pub fn midori() -> Self {
        Self::stored("tests/sites/midori")
    }

    fn stored(folder: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let (tree, problems) = read(&folders(&root)).unwrap();
        assert!(problems.is_empty());
        let file = |path: &str| (path.to_owned(), fs::read(root.join(path)).unwrap());
        Self { files: tree.below("content/").map(|(path, _)| file(path.as_str())).collect() }
    }

    /// The same with a file added or replaced.
    pub fn file(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.to_owned(), bytes.into());
        self
    }

    /// The same without a file.
    #[track_caller]
    pub fn without(mut self, path: &str) -> Self {
        assert!(self.files.remove(path).is_some(), "there is no {path}");
        self
    }

    /// The same with a piece of a file replaced, which must be there once.
    #[track_caller]
    pub fn edited(self, path: &str, from: &str, to: &str) -> Self {
        let text = self.text(path);
        assert_eq!(text.matches(from).count(), 1, "{path} holds «{from}» once");
        let text = text.replace(from, to);
        self.file(path, text)
    }

    /// The same with every file changed.
    pub fn each(self, change: impl Fn(&str) -> Vec<u8>) -> Self {
        let changed = self.files.keys().map(|path| (path.clone(), change(self.text(path))));
        Self { files: changed.collect() }
    }

    /// The same with a record confirmed as it is, the way `shirube verify` writes it.
    #[track_caller]
    pub fn confirmed(self, path: &str, by: &str) -> Self {
        let (site, _) = model(&self.tree(), DAY);
        let record = site.records().find(|record| record.path.as_str() == path).expect("a record stands there");
        let facts = record.facts().fingerprint();
        let verified = format!("\nverified: {{ date: 2026-11-01, by: {by}, facts: {facts} }}\n---\n");
        let text = self.text(path).replacen("\n---\n", &verified, 1);
        self.file(path, text)
    }

    /// A file's text.
    #[must_use]
    #[track_caller]
    pub fn text(&self, path: &str) -> &str {
        std::str::from_utf8(self.files.get(path).expect(path)).unwrap()
    }

    /// The paths of the files.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The YAML of a file, and the prose below it.
    #[must_use]
    #[track_caller]
    pub fn yaml(&self, path: &str) -> (serde_yaml::Value, &str) {
        let text = self.text(path);
        let (yaml, prose) = match text.strip_prefix("---\n") {
            Some(text) if path.ends_with(".md") => text.split_once("---\n").expect(path),
            _ => (text, ""),
        };
        (serde_yaml::from_str(yaml).expect(path), prose)
    }

    /// The files as the program reads them.
    #[must_use]
    pub fn tree(&self) -> SourceTree {
        let mut tree = SourceTree::default();
        for (path, bytes) in &self.files {
            match imagesize::blob_size(bytes) {
                Ok(size) if path.contains("/media/") => {
                    let pixels = |length: usize| u32::try_from(length).unwrap();
                    let picture = SourceFile::Picture { width: pixels(size.width), height: pixels(size.height) };
                    tree.insert_file(SourcePath::new(path.as_str()), picture);
                }
                _ => tree.insert(path.as_str(), bytes.clone()),
            }
        }
        tree
    }

    /// Writes the files below a folder.
    pub fn write(&self, root: &Path) {
        for (path, bytes) in &self.files {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }

    /// What comes of the guide.
    #[must_use]
    pub fn build(&self) -> Built {
        self.build_on(DAY)
    }

    /// What comes of the guide on a day.
    #[must_use]
    pub fn build_on(&self, day: civil::Date) -> Built {
        Built::new(self.tree(), &Options { day, only: None, theme: None }, Diagnostics::default())
    }

    /// The files that come of a guide which must be right.
    #[must_use]
    #[track_caller]
    pub fn site(&self) -> BTreeMap<String, Vec<u8>> {
        let built = self.build();
        assert_eq!(built.diagnostics.errors(), 0, "{}", built.report(Format::Short));
        built.files
    }
}

/// Where a guide's files are by default.
#[must_use]
pub fn folders(root: &Path) -> Folders {
    Folders { root: root.into(), content: root.join("content"), themes: root.join("themes") }
}

/// A page without its tags, and without the places where a long number may break.
#[must_use]
pub fn text_of(page: &[u8]) -> String {
    let page = std::str::from_utf8(page).unwrap().replace("<wbr>", "");
    let pieces = page.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    pieces.collect::<Vec<_>>().join(" ")
}

/// A page without the lines of others that can be called when nobody answers.
#[must_use]
pub fn without_others(page: impl AsRef<[u8]>) -> String {
    let page = std::str::from_utf8(page.as_ref()).unwrap();
    let Some((before, rest)) = page.split_once("<div class=\"wide others\">") else { return page.to_owned() };
    let end = rest.match_indices("</div>").find_map(|(at, tag)| {
        let end = at + tag.len();
        Some(end + rest[end..].trim_start().strip_prefix("</div>").map(|after| rest[end..].len() - after.len())?)
    });
    format!("{before}{}", &rest[end.expect("the pane has an end")..])
}

/// A page without readings, and without what keeps a text with readings together.
#[must_use]
pub fn unread(page: &[u8]) -> Vec<u8> {
    let page = std::str::from_utf8(page).unwrap();
    let mut pieces = page.split("<span>");
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match piece.split_once("</span>") {
            Some((text, after)) if text.contains("<ruby") => plain.extend([text, after]),
            _ => plain.extend(["<span>", piece]),
        }
    }
    without_readings(&plain).into_bytes()
}

/// The leaflets for staff, which are on no site, without readings.
#[must_use]
pub fn staff_pages(tree: &SourceTree, options: &Options) -> BTreeMap<String, Vec<u8>> {
    let prepared = prepare(tree, options, &|_| {}).0.expect("the guide has no errors");
    let views = SiteViews::new(Inputs { site: &prepared.site, theme: &prepared.theme, plan: &prepared.plan });
    let mut pages = BTreeMap::new();
    for group in for_staff(&prepared.site) {
        for planned in &group.pages {
            let (bytes, _) = page(&views.group(&group.place), planned);
            pages.insert(planned.address.to_string(), unread(&bytes));
        }
    }
    pages
}

/// Problems in one line each.
#[must_use]
pub fn report_of(tree: &SourceTree, diagnostics: &Diagnostics, language: MessageLanguage) -> String {
    written(tree, diagnostics, Format::Short, language)
}

fn written(tree: &SourceTree, diagnostics: &Diagnostics, format: Format, language: MessageLanguage) -> String {
    let mut out = Vec::new();
    report(&mut out, tree, diagnostics, Style { format, language, is_coloured: false }).unwrap();
    String::from_utf8(out).unwrap()
}

/// What came of a guide.
#[derive(Debug)]
pub struct Built {
    /// The files of the site by address, pages without readings: whatever is looked for stands there in one piece.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The same as they are.
    pub published: BTreeMap<String, Vec<u8>>,
    /// Everything that is wrong.
    pub diagnostics: Diagnostics,
    tree: SourceTree,
}

impl Built {
    /// Builds what was read, with the problems that reading had.
    #[must_use]
    pub fn new(tree: SourceTree, options: &Options, read_problems: Diagnostics) -> Self {
        let sink = Memory::default();
        let mut diagnostics = build(&tree, options, &sink).diagnostics;
        diagnostics.extend(read_problems);
        let published = sink.into_files();
        let plain = |(address, bytes): (&String, &Vec<u8>)| match address.ends_with(".html") {
            true => (address.clone(), unread(bytes)),
            false => (address.clone(), bytes.clone()),
        };
        Self { files: published.iter().map(plain).collect(), published, diagnostics, tree }
    }

    /// The codes of the problems, in the order in which they were found.
    #[must_use]
    pub fn codes(&self) -> Vec<&str> {
        self.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
    }

    /// What the program writes about the problems, in English.
    #[must_use]
    pub fn report(&self, format: Format) -> String {
        self.report_in(format, MessageLanguage::En)
    }

    /// What the program writes about the problems.
    #[must_use]
    pub fn report_in(&self, format: Format, language: MessageLanguage) -> String {
        written(&self.tree, &self.diagnostics, format, language)
    }

    /// Place and code of every problem: `content/site.yaml:1:1: error[empty-file]`.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let code = |line: &str| line.find("]: ").map(|end| line[..=end].to_owned());
        self.report(Format::Short).lines().filter_map(code).collect()
    }
}
