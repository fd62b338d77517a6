//! What the READMEs show is true: their records build, their messages are what the program says, their options exist.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

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
        let overlay = format!("---\n{}---\n", block(section(ENGLISH, "## A guide"), "```yaml\n"));
        let guide = guide.clone().file(HIDAMARI, block(readme, "```markdown\n"));
        let site = guide.file("content/wards/midori/windows/hidamari.en.md", overlay).site();
        assert!(text_of(&site["en/midori/windows/hidamari.html"]).contains("Consultation line"));
        let page = text_of(&site["midori/windows/hidamari.html"]);
        assert!(page.contains("03-0000-1200") && page.contains("確認中"), "the page shows what the example says");
    }
}

#[test]
fn messages_are_what_the_program_says() {
    let shown = block(section(JAPANESE, "## ふだんの仕事"), "$ shirube check\n");
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

/// The theme that is shown is right.
#[test]
fn themes_are_written_as_it_says() {
    for (readme, heading) in
        [(ENGLISH, "## Themes"), (JAPANESE, "## 色、しるし、言葉を自分のまちのものにする（テーマ）")]
    {
        let settings = TestSite::fictional().text("content/site.yaml").to_owned() + "theme: umibe\n";
        let guide = TestSite::fictional()
            .file("content/site.yaml", settings)
            .file("themes/umibe/theme.yaml", block(section(readme, heading), "```yaml\n"));
        let built = guide.build();
        assert_eq!(built.report(Format::Short), "");
        let home = text_of(&built.files["index.html"]);
        assert!(home.contains("海のまち うみべ市") && home.contains("個人情報の取りあつかい"), "{home}");
    }
}

/// The tour, as somebody takes it who types what it says: the commands in order, and its edits in between.
#[test]
fn the_tour_goes_as_it_says() {
    for (readme, heading, language) in [(ENGLISH, "## Ten minutes", "en"), (JAPANESE, "## 十分で、ひとまわり", "ja")]
    {
        let tour = section(readme, heading);
        let folder = tempfile::tempdir().unwrap();
        let mut here = folder.path().to_path_buf();
        let shirube = || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_shirube"));
            command.env("LANG", if language == "en" { "en_US.UTF-8" } else { "ja_JP.UTF-8" });
            command
        };
        let mut edits = 0;
        for (kind, text) in blocks(tour) {
            if kind == "yaml" {
                let window = here.join("content/wards/asanagi/windows/nagisa.md");
                assert!(tour.contains("`content/wards/asanagi/windows/nagisa.md`"));
                let edited = text.lines().fold(fs::read_to_string(&window).unwrap(), |file, line| {
                    let key = line.split_once(": ").expect("a field").0;
                    let old = file.lines().find(|old| old.starts_with(&format!("{key}: "))).expect(key).to_owned();
                    file.replacen(&old, line, 1)
                });
                fs::write(&window, edited).unwrap();
                edits += 1;
                continue;
            }
            let mut lines = text.lines().peekable();
            while let Some(typed) = lines.next() {
                let typed = typed.strip_prefix("$ ").expect("a command");
                let said: Vec<&str> = std::iter::from_fn(|| lines.next_if(|line| !line.starts_with("$ "))).collect();
                let words: Vec<&str> = typed.split(' ').collect();
                match words[..] {
                    ["cd", to] => here.push(to),
                    ["shirube", "serve", ..] => {
                        let mut serving = shirube()
                            .args(["serve", "--port", "0"])
                            .current_dir(&here)
                            .stderr(Stdio::piped())
                            .spawn()
                            .unwrap();
                        let mut line = String::new();
                        BufReader::new(serving.stderr.take().unwrap()).read_line(&mut line).unwrap();
                        let (before, rest) = line.trim_end().split_once("127.0.0.1:").expect("it says its address");
                        let (_, after) = rest.split_once('/').unwrap();
                        assert_eq!([format!("{before}127.0.0.1:4649/{after}")], said[..]);
                        serving.kill().unwrap();
                        serving.wait().unwrap();
                    }
                    ["shirube", ref args @ ..] => {
                        let output = shirube().args(args).current_dir(&here).output().unwrap();
                        let report = String::from_utf8(output.stderr).unwrap();
                        let is_broken = edits == 2 && args[0] == "check";
                        assert_eq!(output.status.code(), Some(i32::from(is_broken)), "{typed}: {report}");
                        if !said.is_empty() {
                            assert_eq!(report.trim_end().lines().collect::<Vec<_>>(), said, "{typed}");
                        }
                        if is_broken {
                            // Step 5: mend it.
                            let window = here.join("content/wards/asanagi/windows/nagisa.md");
                            let text = fs::read_to_string(&window).unwrap();
                            fs::write(&window, text.replace("number: 03-0000-12", "number: 03-0000-1234")).unwrap();
                        }
                    }
                    _ => panic!("{typed} is no command of ours"),
                }
            }
        }
        assert_eq!(edits, 2, "a name, and a mistake");
        let page = fs::read_to_string(here.join("output/asanagi/index.html")).unwrap();
        assert!(page.contains("こみち") && here.join("content/wards/asanagi/windows/madoguchi.md").exists());
    }
}

/// The blocks of code of a text with their languages.
fn blocks(text: &str) -> Vec<(&str, &str)> {
    let pieces = text.split("```").collect::<Vec<_>>();
    pieces.chunks(2).filter_map(|pair| pair.get(1)?.split_once('\n')).collect()
}

#[test]
fn options_exist_and_are_all_named() {
    let cli = Cli::command();
    let inner = cli.get_subcommands().flat_map(clap::Command::get_subcommands);
    let commands = inner.chain(cli.get_subcommands()).chain([&cli]);
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
    for (readme, heading) in [(JAPANESE, "## 時間と日にちの書き方"), (ENGLISH, "### Hours and dates")] {
        let table = section(readme, heading);
        let cells = table.lines().filter(|line| line.starts_with("| `")).filter_map(|line| line.split('|').nth(1));
        let written: Vec<&str> =
            cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).filter(|hours| *hours != GAP).collect();
        assert!(written.len() > 10, "{written:?}");
        for hours in written {
            assert!(hours.parse::<Schedule>().is_ok(), "{hours}");
        }
    }
}

/// From a heading to the next.
fn section<'a>(readme: &'a str, heading: &str) -> &'a str {
    let rest = readme.split_once(heading).expect(heading).1;
    rest.split("\n## ").next().expect("one piece at least")
}
