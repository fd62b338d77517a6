//! What the READMEs show is true: their records build, their messages are what the program says, their options exist.

mod common;

use std::collections::BTreeSet;

use clap::CommandFactory as _;
use common::{HIDAMARI, TestSite, text_of};
use shirube::cli::Cli;
use shirube::messages::MessageLanguage;
use shirube::model::value::{GAP, Schedule};
use shirube::report::Format;

const ENGLISH: &str = include_str!("../README.md");
const JAPANESE: &str = include_str!("../README.ja.md");

/// The first block of a language in a README.
#[track_caller]
fn block<'a>(readme: &'a str, opening: &str) -> &'a str {
    let (_, rest) = readme.split_once(opening).expect(opening);
    rest.split_once("```").expect("the block ends").0
}

#[test]
fn records_build() {
    let guide = TestSite::fictional()
        .file("content/concerns.yaml", "- { id: talk, name: 話 }\n- { id: work, name: 働くこと }\n")
        .edited(
            "content/wards/midori/organisations.yaml",
            "- { id: fukushi,",
            "- { id: fukushi-sogo, name: 福祉総合課, kana: ふくしそうごうか }\n- { id: fukushi,",
        )
        .edited(
            "content/sources.yaml",
            "{ id: annai,",
            "{ id: annai-r8, title: てびき, publisher: みどり市 }\n- { id: annai,",
        )
        .without("content/wards/midori/windows/hidamari.en.md");
    for readme in [ENGLISH, JAPANESE] {
        let overlay = format!("---\n{}---\n", block(ENGLISH, "```yaml\n"));
        let guide = guide.clone().file(HIDAMARI, block(readme, "```markdown\n"));
        let site = guide.file("content/wards/midori/windows/hidamari.en.md", overlay).site();
        assert!(text_of(&site["en/midori/windows/hidamari.html"]).contains("Consultation line"));
        let page = text_of(&site["midori/windows/hidamari.html"]);
        assert!(page.contains("03-0000-1200") && page.contains("確認中"), "the page shows what the example says");
    }
}

#[test]
fn messages_are_what_the_program_says() {
    let shown = block(JAPANESE, "$ shirube check\n");
    let report = TestSite::new()
        .file(
            "content/wards/midorigaoka/ward.md",
            "---\nname: みどりがおか市\nkana: みどりがおかし\nromaji: Midorigaoka City\ncode: \"139998\"\nprefecture: 東京都\n---\n",
        )
        .file(
            "content/wards/midorigaoka/windows/hidamari.md",
            "---\nname: ひだまり\nkana: ひだまり\nmodes: [phone]\nphones:\n  - number: 449-2396\n---\n",
        )
        .build()
        .report_in(Format::Human, MessageLanguage::Ja);
    assert_eq!(report.trim_end(), shown.trim_end());
}

#[test]
fn options_exist_and_are_all_named() {
    let cli = Cli::command();
    let commands = cli.get_subcommands().chain([&cli]);
    let known: BTreeSet<String> = commands
        .flat_map(clap::Command::get_arguments)
        .filter_map(|option| option.get_long())
        .map(str::to_owned)
        .collect();
    let (_, section) = ENGLISH.split_once("## Commands\n").expect("the commands have a section");
    let section = section.split("\n## ").next().expect("a section");
    let is_name = |c: char| c.is_ascii_lowercase() || c == '-';
    let named = section.split("`--").skip(1).map(|option| option.split(|c| !is_name(c)).next().unwrap_or_default());
    let named: BTreeSet<String> = named.map(str::to_owned).collect();
    assert_eq!(named, known);
    for command in cli.get_subcommands() {
        assert!(section.contains(&format!("`shirube {}", command.get_name())), "{} has a row", command.get_name());
    }
}

#[test]
fn hours_are_written_as_it_says() {
    let ja = section(JAPANESE, "## 時間と日にちの書き方");
    let cells = ja.lines().filter(|line| line.starts_with("| `")).filter_map(|line| line.split('|').nth(1));
    let of_ja = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).filter(|hours| *hours != GAP);
    let of_en =
        block(ENGLISH, "said in each language:\n\n```text\n").lines().flat_map(|line| line.split("   ")).map(str::trim);
    let all: Vec<&str> = of_ja.chain(of_en.filter(|hours| !hours.is_empty())).collect();
    assert!(all.len() > 15, "{all:?}");
    for hours in all {
        assert!(hours.parse::<Schedule>().is_ok(), "{hours}");
    }
}

/// From a heading to the next.
fn section<'a>(readme: &'a str, heading: &str) -> &'a str {
    let rest = readme.split_once(heading).expect(heading).1;
    rest.split("\n## ").next().expect("one piece at least")
}
