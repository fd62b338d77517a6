//! One builder for all integration tests: a small guide in memory, built on a fixed day.
#![allow(dead_code, reason = "every test file takes what it needs")]

use std::collections::BTreeMap;

use jiff::civil;
use shirube::build::{Options, build};
use shirube::diagnostic::Diagnostics;
use shirube::messages::MessageLanguage;
use shirube::report::{Format, Style, report};
use shirube::sink::Memory;
use shirube::source::SourceTree;

/// The "today" of all tests.
pub(crate) const DAY: civil::Date = civil::date(2026, 11, 20);

/// Both languages of messages, with the names that files of expected reports carry.
pub(crate) const LANGUAGES: [(MessageLanguage, &str); 2] = [(MessageLanguage::Ja, "ja"), (MessageLanguage::En, "en")];

/// The smallest guide that has no problems: its settings, and one shared scope with the organisation that publishes it.
pub(crate) const BASE: [(&str, &str); 3] = [
    (
        "content/site.yaml",
        "title: みどり市の相談ガイド\nbase_url: https://guide.example.jp/\npublisher: fukushi\nsample: true\n",
    ),
    ("content/shared/japan/scope.yaml", "name: 全国\napplies_to: all\n"),
    ("content/shared/japan/organisations.yaml", "- { id: fukushi, name: 福祉課, kana: ふくしか }\n"),
];

/// A guide to be built.
#[derive(Clone, Debug)]
#[must_use]
pub(crate) struct TestSite {
    files: BTreeMap<String, Vec<u8>>,
}

impl TestSite {
    /// The smallest guide that has no problems.
    pub(crate) fn new() -> Self {
        BASE.into_iter().fold(Self { files: BTreeMap::new() }, |site, (path, text)| site.file(path, text))
    }

    /// Adds a file or replaces it.
    pub(crate) fn file(self, path: &str, text: &str) -> Self {
        self.bytes(path, text.as_bytes())
    }

    /// Adds a file that need not be text.
    pub(crate) fn bytes(mut self, path: &str, bytes: &[u8]) -> Self {
        self.files.insert(path.to_owned(), bytes.to_vec());
        self
    }

    /// Takes a file away.
    #[track_caller]
    pub(crate) fn without(mut self, path: &str) -> Self {
        assert!(self.files.remove(path).is_some(), "there is no {path}");
        self
    }

    /// The files by path.
    pub(crate) fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.files
    }

    /// Builds the guide in memory.
    #[track_caller]
    pub(crate) fn build(self) -> Built {
        let mut tree = SourceTree::default();
        for (path, bytes) in self.files {
            tree.insert(path, bytes);
        }
        Built::new(tree, Diagnostics::default())
    }
}

/// What came of a guide.
#[derive(Debug)]
pub(crate) struct Built {
    /// Everything that is wrong with it.
    pub(crate) diagnostics: Diagnostics,
    /// The finished files by address.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    tree: SourceTree,
}

impl Built {
    /// Builds what was read, with the problems that reading had.
    #[track_caller]
    pub(crate) fn new(tree: SourceTree, read_problems: Diagnostics) -> Self {
        let sink = Memory::default();
        let mut diagnostics = build(&tree, &Options { day: DAY, only: None }, &sink).diagnostics;
        diagnostics.extend(read_problems);
        Self { diagnostics, files: sink.into_files(), tree }
    }

    /// The codes of the problems, in the order in which they were found.
    pub(crate) fn codes(&self) -> Vec<&str> {
        self.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
    }

    /// The report for people, without colour.
    #[track_caller]
    pub(crate) fn report(&self, language: MessageLanguage) -> String {
        self.report_as(Format::Human, language)
    }

    /// The report in any form, without colour.
    #[track_caller]
    pub(crate) fn report_as(&self, format: Format, language: MessageLanguage) -> String {
        let mut out = Vec::new();
        let style = Style { format, language, is_coloured: false };
        report(&mut out, &self.tree, &self.diagnostics, style).expect("memory takes everything");
        String::from_utf8(out).expect("reports are text")
    }
}
