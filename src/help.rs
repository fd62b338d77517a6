//! The help of the command line, and what is wrong with arguments, in Japanese. English is what `cli.rs` and clap say.
//!
//! In: clap's command and its errors. Out: the same in the language of messages. The words are data (`src/help.yaml`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory as _};
use serde::Deserialize;

use crate::cli::Cli;
use crate::language::fill;
use crate::messages::MessageLanguage;
use crate::yaml;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Help {
    texts: BTreeMap<String, String>,
    words: Vec<(String, String)>,
    errors: BTreeMap<String, String>,
    reasons: BTreeMap<String, String>,
}

static HELP: LazyLock<Help> =
    LazyLock::new(|| yaml::read_plain(include_str!("help.yaml")).expect("a test reads all of it"));

/// The command line with its help in a language.
#[must_use]
pub fn command(language: MessageLanguage) -> Command {
    match language {
        MessageLanguage::En => Cli::command(),
        MessageLanguage::Ja => japanese(Cli::command(), ""),
    }
}

/// What clap has to say instead of running: help, the version, or what is wrong with the arguments.
#[must_use]
pub fn said(error: &clap::Error, language: MessageLanguage, is_coloured: bool) -> String {
    let rendered = match is_coloured {
        true => error.render().ansi().to_string(),
        false => error.render().to_string(),
    };
    match language {
        MessageLanguage::En => rendered,
        MessageLanguage::Ja => problem(error).unwrap_or_else(|| in_japanese(&rendered)),
    }
}

/// A command and those below it. `path` ends in a dot where it is not empty.
fn japanese(command: Command, path: &str) -> Command {
    let text = |name: &str| HELP.texts.get(name).cloned();
    let own = text(match path.trim_end_matches('.') {
        "" => command.get_name(),
        path => path,
    });
    let command = match own {
        Some(about) => command.about(about),
        None => command,
    };
    let command = command.mut_args(|arg| match text(&format!("{path}{}", arg.get_id())) {
        // The texts say which values there are; clap would say so in English.
        Some(help) => arg.help(help).hide_possible_values(true).hide_default_value(true),
        None => arg,
    });
    command.mut_subcommands(|inner| {
        let path = format!("{path}{}.", inner.get_name());
        japanese(inner, &path)
    })
}

/// Clap's own words in Japanese.
fn in_japanese(rendered: &str) -> String {
    HELP.words.iter().fold(rendered.to_owned(), |text, (english, japanese)| text.replace(english, japanese))
}

/// What is wrong with the arguments, as far as we have words for it.
fn problem(error: &clap::Error) -> Option<String> {
    let get = |kind| error.get(kind).map(one);
    let arg = get(ContextKind::InvalidArg).unwrap_or_default();
    let value = get(ContextKind::InvalidValue).unwrap_or_default();
    let known = error.get(ContextKind::ValidValue).map(|known| all(known).join(", ")).unwrap_or_default();
    let (name, values) = match error.kind() {
        ErrorKind::UnknownArgument => {
            let near = get(ContextKind::SuggestedArg).unwrap_or_default();
            (pick(&near, "unknown_argument_near", "unknown_argument"), vec![("arg", arg), ("near", near)])
        }
        ErrorKind::InvalidSubcommand => {
            let (arg, near) = (get(ContextKind::InvalidSubcommand)?, get(ContextKind::SuggestedSubcommand));
            let near = near.unwrap_or_default();
            (pick(&near, "unknown_command_near", "unknown_command"), vec![("arg", arg), ("near", near)])
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = error.get(ContextKind::InvalidArg).map(|missing| all(missing).join("、"));
            ("missing", vec![("arg", missing?)])
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            (pick(&known, "no_value_of", "no_value"), vec![("arg", arg), ("known", known)])
        }
        ErrorKind::InvalidValue => {
            let near = get(ContextKind::SuggestedValue).unwrap_or_default();
            let name = pick(&near, "invalid_near", pick(&known, "invalid_of", "invalid"));
            (name, vec![("arg", arg), ("value", value), ("known", known), ("near", near)])
        }
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            let why = HELP.reasons.get(&why).cloned().unwrap_or(why);
            (pick(&why, "invalid_why", "invalid"), vec![("arg", arg), ("value", value), ("why", why)])
        }
        ErrorKind::ArgumentConflict => {
            let other = error.get(ContextKind::PriorArg).map(|other| all(other).join("、")).unwrap_or_default();
            (if other == arg { "twice" } else { "conflict" }, vec![("arg", arg), ("other", other)])
        }
        _ => return None,
    };
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let usage = get(ContextKind::Usage).map(|usage| format!("{}\n\n", in_japanese(usage.trim()))).unwrap_or_default();
    let words = |name: &str| HELP.errors.get(name).map_or("", String::as_str);
    Some(format!("{}: {}\n\n{usage}{}\n", words("head"), fill(words(name), &values), words("foot")))
}

fn pick(value: &str, with: &'static str, without: &'static str) -> &'static str {
    if value.is_empty() { without } else { with }
}

fn one(value: &ContextValue) -> String {
    all(value).into_iter().next().unwrap_or_default()
}

fn all(value: &ContextValue) -> Vec<String> {
    match value {
        ContextValue::Strings(values) => values.clone(),
        ContextValue::StyledStrs(values) => values.iter().map(ToString::to_string).collect(),
        ContextValue::None => Vec::new(),
        value => vec![value.to_string()],
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use MessageLanguage::{En, Ja};

    /// The names of all commands and arguments: `build`, `build.only`.
    fn names(command: &Command, path: &str) -> BTreeSet<String> {
        let args = command.get_arguments().map(|arg| format!("{path}{}", arg.get_id()));
        let inner = command.get_subcommands().flat_map(|inner| {
            let path = format!("{path}{}", inner.get_name());
            names(inner, &format!("{path}.")).into_iter().chain([path])
        });
        args.chain(inner).collect()
    }

    #[test]
    fn every_command_and_argument_has_a_text_and_every_text_is_of_one() {
        let mut known = names(&Cli::command(), "");
        known.insert("shirube".to_owned());
        assert_eq!(known, HELP.texts.keys().cloned().collect::<BTreeSet<_>>());
    }

    fn help(language: MessageLanguage, args: &[&str]) -> String {
        let args = ["shirube"].iter().chain(args);
        said(&command(language).try_get_matches_from(args).unwrap_err(), language, false)
    }

    #[test]
    fn help_is_in_one_language() {
        let commands: Vec<String> = Cli::command().get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
        let asked = commands.iter().flat_map(|name| [vec![name, "-h"], vec![name, "--help"], vec!["help", name]]);
        for args in asked.chain([vec!["-h"], vec!["--help"], vec!["help"]]) {
            let (ja, en) = (help(Ja, &args), help(En, &args));
            assert!(en.is_ascii(), "{en}");
            assert!(ja.contains("使い方: "), "{ja}");
            let english =
                ja.split(|c: char| !c.is_ascii_alphabetic() && c != ' ').find(|words| words.trim().contains(' '));
            assert_eq!(english.filter(|words| !words.contains("shirube")), None, "{ja}");
        }
    }

    #[test]
    fn clap_still_says_what_is_replaced() {
        let all: String =
            [vec!["-h"], vec!["--help"], vec!["build", "-h"], vec!["help", "explain"], vec!["help", "help"]]
                .iter()
                .map(|args| help(En, args))
                .collect();
        for (english, _) in
            HELP.words.iter().filter(|(english, _)| !["[COMMAND]", "Print help"].contains(&english.as_str()))
        {
            assert!(all.contains(english), "{english} is said nowhere in {all}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_in_japanese() {
        #[track_caller]
        fn check(args: &[&str], sentence: &str) {
            let said = help(Ja, args);
            assert!(said.starts_with(&format!("エラー: {sentence}\n")), "{said}");
            assert!(!said.contains("Usage"), "{said}");
        }
        check(&["biuld"], "biuld というコマンドはありません。build ではありませんか");
        check(&["ringo"], "ringo というコマンドはありません");
        check(&["build", "--onyl", "x"], "--onyl は使えません。--only ではありませんか");
        check(&["build", "--ringo"], "--ringo は使えません");
        check(&["build", "ringo"], "ringo は使えません");
        check(&["verify"], "--by <ORG>、<RECORD>... が要ります");
        check(
            &["check", "--date", "明日"],
            "--date <YYYY-MM-DD> に 明日 は使えません。2026-11-01 のように書いてください",
        );
        check(&["check", "--lang", "fr"], "--lang <LANG> に fr は使えません。使えるのは ja, en です");
        check(
            &["check", "--format", "jsn"],
            "--format <FORMAT> に jsn は使えません。json ではありませんか。使えるのは human, short, json です",
        );
        check(&["check", "--format"], "--format <FORMAT> の後に、値が要ります。使えるのは human, short, json です");
        check(&["check", "--csv", "a.csv"], "--due <DAYS> が要ります");
        check(&["check", "--pages", "--pages"], "--pages は、一度だけ書けます");
        check(
            &["completions", "cmd"],
            "<SHELL> に cmd は使えません。使えるのは bash, elvish, fish, powershell, zsh です",
        );
    }

    #[test]
    fn every_value_that_can_be_chosen_is_named() {
        for (ja, en) in ["check", "completions"].map(|name| (help(Ja, &[name, "-h"]), help(En, &[name, "-h"]))) {
            let lists = en.split("[possible values: ").skip(1).filter_map(|list| list.split(']').next());
            let words: Vec<&str> = lists.flat_map(|list| list.split(',').map(str::trim)).collect();
            assert!(words.len() >= 5, "{en}");
            assert!(words.iter().all(|word| ja.contains(word)), "{words:?}: {ja}");
        }
    }

    #[test]
    fn every_reason_is_one_of_ours() {
        let source = include_str!("cli.rs");
        for reason in HELP.reasons.keys() {
            assert!(source.contains(reason), "{reason}");
        }
    }
}
