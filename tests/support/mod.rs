//! A small fictional guide for tests that look at the whole program. It is right as it stands; a test changes what it
//! is about and builds it.
#![allow(dead_code, unreachable_pub, reason = "every test file takes what it needs")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::civil;
use shirube::build::{Options, build};
use shirube::diagnostic::Diagnostics;
use shirube::disk::{Folders, read};
use shirube::messages::MessageLanguage;
use shirube::model::model;
use shirube::report::{Format, Style, report};
use shirube::sink::Memory;
use shirube::source::SourceTree;

/// The "today" of every test that does not say another.
pub const TODAY: civil::Date = civil::date(2026, 11, 20);

/// The main window of the fictional guide.
pub const HIDAMARI: &str = "content/wards/midori/windows/hidamari.md";

/// The files of a guide.
#[derive(Clone, Debug, Default)]
pub struct Guide(BTreeMap<String, Vec<u8>>);

impl Guide {
    /// A ward with a window, and a line of its prefecture.
    #[must_use]
    pub fn fictional() -> Self {
        Self::default()
            .with(
                "content/site.yaml",
                "title: みどり市ひきこもり相談ガイド
base_url: https://guide.example.jp/midori/
publisher: aoba-ken
languages: [ja, easy, en]
sample: true
",
            )
            .with(
                "content/concerns.yaml",
                "- { id: talk, name: { ja: 話を聞いてほしい, en: I want someone to listen } }\n",
            )
            .with(
                "content/sources.yaml",
                "- { id: annai, title: 相談窓口のてびき, publisher: みどり市, date: 令和8年4月 }\n",
            )
            .with(
                "content/shared/aoba/scope.yaml",
                "name: あおば県\napplies_to: { prefecture: あおば県 }\nfallback: phone-lines/yoru\n",
            )
            .with("content/shared/aoba/organisations.yaml", "- { id: aoba-ken, name: あおば県, kana: あおばけん }\n")
            .with(
                "content/shared/aoba/phone-lines/yoru.md",
                "---
name: よるの電話
kana: よるのでんわ
concerns: [talk]
modes: [phone]
phones: [{ number: 03-0000-1199 }]
hours: 24時間
source: { document: annai }
---
夜でも話せる電話です。
",
            )
            .with(
                "content/wards/midori/ward.md",
                "---
name: みどり市
kana: みどりし
romaji: Midori City
code: \"990019\"
prefecture: あおば県
main: windows/hidamari
---
みどり市には、最初に話を聞く窓口があります。
",
            )
            .with("content/wards/midori/organisations.yaml", "- { id: fukushi, name: 福祉課, kana: ふくしか }\n")
            .with(
                HIDAMARI,
                "---
name: 相談窓口「ひだまり」
kana: そうだんまどぐち「ひだまり」
operators: [fukushi]
for: [self, family]
concerns: [talk]
modes: [phone, office]
phones: [{ label: 相談専用, number: 03-0000-1234 }]
hours: 月-金 9:00-17:00; 祝日・年末年始 休み
address: { text: 市役所1階 }
desks:
  - { id: kita, name: 北の相談係, kana: きたのそうだんがかり, phones: [{ number: 03-0000-2345 }] }
source: { document: annai }
---
外に出にくいことを、そのまま話してください。
",
            )
            .with(
                "content/wards/midori/windows/hidamari.en.md",
                "---
name: Hidamari Consultation Window
texts: [{ of: 相談専用, say: Consultation line }]
---
Say just as it is that going out is hard.
",
            )
    }

    /// The fictional guide with more wards, each with three windows, under a title of its own.
    #[must_use]
    pub fn generated(wards: usize, title: &str) -> Self {
        let mut guide = Self::fictional().edited("content/site.yaml", "みどり市ひきこもり相談ガイド", title).edited(
            "content/site.yaml",
            "ja, easy, en",
            "ja, en",
        );
        for number in 0..wards {
            let ward = format!(
                "---
name: 第{number}区
kana: だいく
romaji: Ward {number}
code: \"{}\"
prefecture: あおば県
main: windows/window-{}
formerly_ids: [old-{number}]
---
第{number}区の窓口です。
",
                code(number),
                number % 3,
            );
            guide = guide.with(&format!("content/wards/ward-{number}/ward.md"), ward);
            for window in 0..3 {
                let text = format!(
                    "---
name: 第{window}窓口
kana: だいまどぐち
for: [self, family]
concerns: [talk]
modes: [phone]
phones: [{{ number: 03-0{number:03}-{window:04} }}]
hours: 月-金 9:00-17:00; 祝日・年末年始 休み
source: {{ document: annai }}
---
そのまま話してください。

## 話した後のこと

[最初の窓口](window-0.md)に戻ってこられます。
",
                );
                guide = guide.with(&format!("content/wards/ward-{number}/windows/window-{window}.md"), text);
            }
        }
        guide
    }

    /// The guide that stands in `content/`.
    #[must_use]
    pub fn sample() -> Self {
        let (tree, problems) = read(&folders(Path::new("."))).unwrap();
        assert!(problems.is_empty());
        Self(
            tree.below("content/")
                .map(|(path, _)| (path.to_string(), tree.bytes(path.as_str()).unwrap().to_vec()))
                .collect(),
        )
    }

    /// The same with a file added or replaced.
    #[must_use]
    pub fn with(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.0.insert(path.to_owned(), bytes.into());
        self
    }

    /// The same without a file.
    #[must_use]
    #[track_caller]
    pub fn without(mut self, path: &str) -> Self {
        assert!(self.0.remove(path).is_some(), "{path} is not there");
        self
    }

    /// The same with a piece of a file replaced, which must be there once.
    #[must_use]
    #[track_caller]
    pub fn edited(self, path: &str, from: &str, to: &str) -> Self {
        let text = self.text(path);
        assert_eq!(text.matches(from).count(), 1, "{path} holds «{from}» once");
        let text = text.replace(from, to);
        self.with(path, text)
    }

    /// The same with every file changed.
    #[must_use]
    pub fn each(self, change: impl Fn(&str) -> Vec<u8>) -> Self {
        let texts: Vec<_> = self.0.keys().map(|path| (path.clone(), change(self.text(path)))).collect();
        Self(texts.into_iter().collect())
    }

    /// The same with a record confirmed as it is, the way `shirube verify` writes it.
    #[must_use]
    #[track_caller]
    pub fn confirmed(self, path: &str, by: &str) -> Self {
        let (site, _) = model(&self.tree(), TODAY);
        let record = site.records().find(|record| record.path.as_str() == path).expect("a record stands there");
        let facts = record.service.facts(record.desks).fingerprint();
        let verified = format!("\nverified: {{ date: 2026-11-01, by: {by}, facts: {facts} }}\n---\n");
        let text = self.text(path).replacen("\n---\n", &verified, 1);
        self.with(path, text)
    }

    /// A file's text.
    #[must_use]
    #[track_caller]
    pub fn text(&self, path: &str) -> &str {
        std::str::from_utf8(self.0.get(path).expect(path)).unwrap()
    }

    /// The paths of the files.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The files as the program reads them.
    #[must_use]
    pub fn tree(&self) -> SourceTree {
        let mut tree = SourceTree::default();
        for (path, bytes) in &self.0 {
            tree.insert(path.as_str(), bytes.clone());
        }
        tree
    }

    /// Writes the files below a folder.
    pub fn write(&self, root: &Path) {
        for (path, bytes) in &self.0 {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }

    /// What comes of the guide.
    #[must_use]
    pub fn build(&self) -> Made {
        self.build_on(TODAY)
    }

    /// What comes of the guide on a day.
    #[must_use]
    pub fn build_on(&self, day: civil::Date) -> Made {
        Made::of(self.tree(), &Options { day, only: None }, Diagnostics::default())
    }

    /// What comes of a guide that must be right.
    #[must_use]
    #[track_caller]
    pub fn site(&self) -> BTreeMap<String, Vec<u8>> {
        let made = self.build();
        assert_eq!(made.diagnostics.errors(), 0, "{}", made.report(Format::Short));
        made.files
    }
}

/// A page without its tags, and without the places where a long number may break.
#[must_use]
pub fn text_of(page: &[u8]) -> String {
    let page = std::str::from_utf8(page).unwrap().replace("<wbr>", "");
    let pieces = page.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    pieces.collect::<Vec<_>>().join(" ")
}

/// A municipality's code with its check digit.
fn code(number: usize) -> String {
    let five = format!("98{number:03}");
    let sum: u32 = five.bytes().zip([6, 5, 4, 3, 2]).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{five}{}", (11 - sum % 11) % 10)
}

/// Where a guide's files are by default.
#[must_use]
pub fn folders(root: &Path) -> Folders {
    Folders { root: root.into(), content: root.join("content"), themes: root.join("themes") }
}

/// What came of a guide.
#[derive(Debug)]
pub struct Made {
    /// The files of the site by address.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What is wrong.
    pub diagnostics: Diagnostics,
    tree: SourceTree,
}

impl Made {
    /// Builds files that were read.
    #[must_use]
    pub fn of(tree: SourceTree, options: &Options, read_problems: Diagnostics) -> Self {
        let sink = Memory::default();
        let mut diagnostics = build(&tree, options, &sink).diagnostics;
        diagnostics.extend(read_problems);
        Self { files: sink.into_files(), diagnostics, tree }
    }

    /// The problems as English text.
    #[must_use]
    pub fn report(&self, format: Format) -> String {
        self.report_in(format, MessageLanguage::En)
    }

    /// The problems as text.
    #[must_use]
    pub fn report_in(&self, format: Format, language: MessageLanguage) -> String {
        let mut out = Vec::new();
        report(&mut out, &self.tree, &self.diagnostics, Style { format, language, is_coloured: false }).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// Place and code of every problem: `content/site.yaml:1:1: error[empty-file]`.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let code = |line: &str| line.find("]: ").map(|end| line[..=end].to_owned());
        self.report(Format::Short).lines().filter_map(code).collect()
    }
}
