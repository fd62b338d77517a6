//! No input panics: the sample guide and a theme with random damage are built again and again. The damage is the same
//! in every run.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use std::path::Path;

use common::{Built, OPTIONS, TestSite, folders};
use shirube::diagnostic::Diagnostics;
use shirube::disk::read;
use shirube::messages::MessageLanguage;
use shirube::report::Format;

/// What staff, editors and file systems leave in files.
const PIECES: [&str; 30] = [
    "：",
    "　",
    "\t",
    "#",
    "@",
    ": ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "---\n",
    "\n",
    "確認中",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "*",
    "&a",
    "!x",
    "99999999999999999999",
    "-1",
    "../../",
    "🏠",
    "｜漢字《かんじ》",
    "**",
    "</p>",
    "{{ x",
];

struct Dice(u64);

impl Dice {
    /// A number below a limit (a linear congruential generator, Knuth's constants).
    fn roll(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }
}

#[test]
fn damaged_guides_are_reported_and_never_panic() {
    let (tree, _) = read(&folders(Path::new("."))).unwrap();
    let paths: Vec<String> = ["content/", "themes/"]
        .iter()
        .flat_map(|folder| tree.below(folder))
        .map(|(path, _)| path.to_string())
        .collect();
    let mut dice = Dice(20_261_120);
    let (mut failed, mut made) = (0, 0);
    for _ in 0..400 {
        let mut damaged = tree.clone();
        for _ in 0..=dice.roll(3) {
            let path = &paths[dice.roll(paths.len())];
            let bytes = damage(damaged.bytes(path).unwrap_or_default(), &mut dice);
            damaged.insert(path.as_str(), bytes);
        }
        let built = Built::new(damaged, &OPTIONS, Diagnostics::default());
        for format in [Format::Human, Format::Short, Format::Json] {
            let report = built.report_in(format, MessageLanguage::Ja);
            assert_eq!(report.is_empty(), built.diagnostics.is_empty());
        }
        match built.diagnostics.has_errors() {
            true => failed += 1,
            false => made += 1,
        }
    }
    assert!(
        failed > 100 && made > 20,
        "the damage is neither too small nor too great: {failed} failed, {made} were made"
    );
}

fn damage(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let at = dice.roll(bytes.len() + 1);
    match dice.roll(6) {
        0 => drop(bytes.splice(at..at, PIECES[dice.roll(PIECES.len())].bytes())),
        1 => bytes.truncate(at),
        2 => {
            let end = (at + dice.roll(12)).min(bytes.len());
            drop(bytes.drain(at..end));
        }
        3 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = u8::try_from(dice.roll(256)).unwrap();
            }
        }
        4 => {
            let end = (at + dice.roll(80)).min(bytes.len());
            let copy = bytes[at..end].to_vec();
            drop(bytes.splice(at..at, copy));
        }
        _ => {
            let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
            if !lines.is_empty() {
                let (a, b) = (dice.roll(lines.len()), dice.roll(lines.len()));
                lines.swap(a, b);
            }
            bytes = lines.concat();
        }
    }
    bytes
}

/// A guide with nothing in it at all.
#[test]
fn empty_guides_are_reported() {
    assert_eq!(TestSite::empty().build().codes(), ["missing-site"]);
    assert!(TestSite::empty().file("content/site.yaml", "").build().diagnostics.has_errors());
}
