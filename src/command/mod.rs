//! The commands: one thin file each. What the command line says becomes `Settings` once.
#![expect(clippy::disallowed_methods, reason = "the shell looks at the environment, the clock and the terminal")]

mod ask;
mod build;
mod check;
mod completions;
mod due;
mod editions;
mod explain;
mod new;
mod pdf;
mod schema;
mod serve;
mod translations;
mod verify;
mod views;

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{FromArgMatches as _, ValueEnum as _};
use jiff::{Timestamp, civil, tz};

use crate::cli::{Cli, Command, Global, Lang};
use crate::diagnostic::Diagnostics;
use crate::disk::{Busy, Edited, Folders, Foreign, NoGuide, Taken};
use crate::help::{command, said};
use crate::language::fill;
use crate::messages::{MessageLanguage, messages};
use crate::model::value::Slug;
use crate::report::{Format, Style, report};
use crate::source::SourceTree;

/// Nothing is wrong that stops publishing.
pub const FINE: u8 = 0;
/// Something is wrong with the content.
pub const PROBLEMS: u8 = 1;
/// The tool itself failed.
pub const FAILED: u8 = 2;

/// Reads the command line and runs what it asks for. What is wrong with it is said in the language of messages, too.
#[must_use]
pub fn main() -> ExitCode {
    let args: Vec<OsString> = env::args_os().collect();
    let language = asked_language(&args).unwrap_or_else(system_language);
    let parsed = command(language).try_get_matches_from(args).and_then(|matches| Cli::from_arg_matches(&matches));
    match parsed {
        Ok(cli) => run(&cli),
        Err(error) => {
            let is_coloured = |is_terminal: bool| is_terminal && may_be_coloured();
            let _ = match error.use_stderr() {
                true => write!(io::stderr(), "{}", said(&error, language, is_coloured(io::stderr().is_terminal()))),
                false => write!(io::stdout(), "{}", said(&error, language, is_coloured(io::stdout().is_terminal()))),
            };
            ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(FAILED))
        }
    }
}

/// The language that `--lang` names, which help is said in before the command line is understood.
fn asked_language(args: &[OsString]) -> Option<MessageLanguage> {
    let args = args.iter().map(|arg| arg.to_string_lossy()).take_while(|arg| arg != "--").collect::<Vec<_>>();
    let value = args.iter().enumerate().find_map(|(number, arg)| match arg.split_once('=') {
        Some(("--lang", value)) => Some(value),
        _ if arg == "--lang" => args.get(number + 1).map(AsRef::as_ref),
        _ => None,
    });
    Lang::from_str(value?, false).ok().map(MessageLanguage::from)
}

/// Runs what the command line asks for.
fn run(cli: &Cli) -> ExitCode {
    let settings = Settings::new(&cli.global);
    let result = match &cli.command {
        Command::Build(args) => build::run(args, &settings),
        Command::Serve(args) => serve::run(args, &settings),
        Command::Check(args) => check::run(args, &settings),
        Command::Explain(args) => explain::run(args, &settings),
        Command::New(args) => new::run(args, &settings),
        Command::Pdf(args) => pdf::run(args, &settings),
        Command::Schema(args) => schema::run(args, &settings),
        Command::Views(args) => views::run(args, &settings),
        Command::Completions(args) => Ok(completions::run(args, &settings)),
        Command::Verify(args) => verify::run(args, &settings),
        Command::Editions(args) => editions::run(args, &settings),
    };
    ExitCode::from(result.unwrap_or_else(|error| {
        if is_unread(&error) {
            return FINE;
        }
        settings.fail(&error);
        FAILED
    }))
}

/// Whether whoever reads the output has seen enough: `shirube schema window | head`.
fn is_unread(error: &anyhow::Error) -> bool {
    let io = |cause: &(dyn std::error::Error + 'static)| cause.downcast_ref().map(io::Error::kind);
    error.chain().any(|cause| io(cause) == Some(io::ErrorKind::BrokenPipe))
}

/// What the command line and the surroundings say.
#[derive(Clone, Debug)]
struct Settings {
    folders: Folders,
    output: PathBuf,
    theme: Option<Slug>,
    day: civil::Date,
    /// The day that somebody asked for, whatever day it is.
    fixed_day: Option<civil::Date>,
    style: Style,
    is_quiet: bool,
}

impl Settings {
    fn new(global: &Global) -> Self {
        let below = |own: &Option<PathBuf>, name: &str| own.clone().unwrap_or_else(|| global.root.join(name));
        let format: Format = global.format.into();
        Self {
            folders: Folders {
                root: global.root.clone(),
                content: below(&global.content, "content"),
                themes: below(&global.themes, "themes"),
            },
            output: below(&global.output, "output"),
            theme: global.theme.clone(),
            day: global.date.map_or_else(today_in_japan, |day| day.0),
            fixed_day: global.date.map(|day| day.0),
            style: Style {
                format,
                language: global.lang.map_or_else(system_language, MessageLanguage::from),
                is_coloured: io::stderr().is_terminal() && may_be_coloured(),
            },
            is_quiet: global.quiet,
        }
    }

    /// A phrase of the command line's own, with values.
    fn phrase(&self, name: &str, values: &[(&str, &str)]) -> String {
        fill(messages(self.style.language).term(name), values)
    }

    /// A phrase that something else has put together.
    fn phrase_of(&self, (name, values): (&str, Vec<(&str, String)>)) -> String {
        self.phrase(name, &values.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>())
    }

    /// Shows the problems: to people on the error output, to programs on the standard output.
    fn report(&self, tree: &SourceTree, diagnostics: &Diagnostics) -> io::Result<()> {
        match self.style.format {
            Format::Human => report(&mut io::stderr().lock(), tree, diagnostics, self.style),
            Format::Short | Format::Json => report(&mut io::stdout().lock(), tree, diagnostics, self.style),
        }
    }

    /// Says something to people, unless they want quiet.
    fn say(&self, text: &str) {
        if !self.is_quiet && self.style.format == Format::Human {
            let _ = writeln!(io::stderr(), "{text}");
        }
    }

    /// `問題 3件、うち公開を止めているもの 1件`
    fn count(&self, diagnostics: &Diagnostics) -> String {
        let (all, errors) = (diagnostics.len().to_string(), diagnostics.errors().to_string());
        let name = match (diagnostics.len(), diagnostics.errors()) {
            (0, _) => "no_problems",
            (_, 0) => "warnings",
            _ => "problems",
        };
        self.phrase(name, &[("all", &all), ("errors", &errors)])
    }

    /// Says why the tool failed and what to do.
    fn fail(&self, error: &anyhow::Error) {
        let text = if let Some(NoGuide { content }) = error.downcast_ref() {
            self.phrase("no_guide", &[("content", &content.display().to_string())])
        } else if let Some(Foreign { output }) = error.downcast_ref() {
            self.phrase("foreign_output", &[("output", &output.display().to_string())])
        } else if let Some(Busy { output }) = error.downcast_ref() {
            self.phrase("busy_output", &[("output", &output.display().to_string())])
        } else if let Some(Edited { path }) = error.downcast_ref() {
            self.phrase("verify_edited", &[("path", &path.display().to_string())])
        } else if let Some(Taken { path }) = error.downcast_ref() {
            self.phrase("new_taken", &[("path", &path.display().to_string())])
        } else if let Some(error) = error.downcast_ref::<crate::pdf::Error>() {
            self.phrase_of(error.phrase())
        } else {
            format!("{error:#}")
        };
        let _ = writeln!(io::stderr(), "{}: {text}", messages(self.style.language).term("error"));
    }
}

/// Whether nobody has asked for no colours.
fn may_be_coloured() -> bool {
    env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

fn today_in_japan() -> civil::Date {
    Timestamp::now().to_zoned(tz::TimeZone::fixed(tz::offset(9))).date()
}

/// Japanese unless the system clearly speaks something else.
fn system_language() -> MessageLanguage {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| env::var(name).ok())
        .find(|value| !value.is_empty());
    match named {
        Some(name) if name.starts_with("en") => MessageLanguage::En,
        _ => MessageLanguage::Ja,
    }
}
