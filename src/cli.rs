//! The command line: declarations only, with its help in English; `help.rs` says it in Japanese. `command/mod.rs` turns
//! the arguments into settings once.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::messages::MessageLanguage;
use crate::model::value::{Day, EditionMark, Slug, Text, Written};
use crate::report::Format;

/// Turns Markdown and YAML about a municipality's support into an accessible site.
#[derive(Debug, Parser)]
#[command(name = "shirube", version, about, max_term_width = 100)]
pub struct Cli {
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
    /// The guide's folder
    #[arg(long, global = true, value_name = "DIR", default_value = ".", hide_default_value = true)]
    pub root: PathBuf,
    /// The content, else ROOT/content
    #[arg(long, global = true, value_name = "DIR")]
    pub content: Option<PathBuf>,
    /// The themes, else ROOT/themes
    #[arg(long, global = true, value_name = "DIR")]
    pub themes: Option<PathBuf>,
    /// The theme to try in place of the one in site.yaml
    #[arg(long, global = true, value_name = "NAME", value_parser = parse_theme)]
    pub theme: Option<Slug>,
    /// The finished site, else ROOT/output
    #[arg(long, global = true, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// The day to take for today, else today in Japan
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    pub date: Option<Day>,
    /// The language of messages, else the system's
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<Lang>,
    /// How to show problems; short and json go to standard output
    #[arg(long, global = true, value_name = "FORMAT", default_value = "human")]
    pub format: FormatArg,
    /// Say nothing but problems
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a guide to begin with, or a new file of one
    New(NewArgs),
    /// Make the site
    Build(BuildArgs),
    /// Show the guide in a browser while it is edited
    Serve(ServeArgs),
    /// Look for problems and write nothing
    Check(CheckArgs),
    /// Explain a problem with an example
    Explain(ExplainArgs),
    /// Write that facts were confirmed today
    Verify(VerifyArgs),
    /// Make PDFs with a browser that is installed
    Pdf(PdfArgs),
    /// Write down what goes to print, and list what of it is old
    Editions(EditionsArgs),
    /// Say what each kind of file may hold, for editors
    Schema(SchemaArgs),
    /// Say what templates may use, for people who write themes
    Views(ViewsArgs),
    /// Print what a shell needs to complete commands
    Completions(CompletionsArgs),
}

/// `shirube build`
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// Only this ward or prefecture
    #[arg(long, value_name = "WARD|PREFECTURE")]
    pub only: Option<String>,
    /// Say how long each stage took
    #[arg(long)]
    pub timings: bool,
}

/// `shirube serve`
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// This port, else the first free one from 4649 on
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,
    /// Open the browser, too
    #[arg(long)]
    pub open: bool,
}

/// `shirube check`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Make every page, too, without writing it
    #[arg(long)]
    pub pages: bool,
    /// Ask the pages that the guide links to whether they are there
    #[arg(long)]
    pub links: bool,
    /// List what has to be confirmed within so many days
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(i32).range(0..=3660))]
    pub due: Option<i32>,
    /// List what is not translated yet
    #[arg(long)]
    pub translations: bool,
    /// Write the list of --due to a file for Excel, too
    #[arg(long, value_name = "FILE", requires = "due")]
    pub csv: Option<PathBuf>,
}

/// `shirube explain`
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// A problem's code, as it stands in brackets; without one, all codes
    pub code: Option<String>,
}

/// `shirube new`
#[derive(Debug, Args)]
pub struct NewArgs {
    /// The folder of a new guide, or what to add to one
    #[arg(value_name = "PATH|KIND")]
    pub what: String,
    /// Where it belongs and its id, such as toshima/sodan
    #[arg(value_name = "WARD/ID")]
    pub name: Option<String>,
    /// Ask nothing, and write what can be filled in later
    #[arg(long)]
    pub no_ask: bool,
}

/// `shirube schema`
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// The kind of file, such as window or site; without one, all kinds
    pub kind: Option<String>,
    /// Write files into this folder
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
}

/// `shirube views`
#[derive(Debug, Args)]
pub struct ViewsArgs {
    /// The template, such as ward.html; without one, all templates, filters, components and words
    pub template: Option<String>,
}

/// `shirube pdf`
#[derive(Debug, Args)]
pub struct PdfArgs {
    /// Only what is on paper of these wards, leaflets or records, such as toshima or toshima/leaflets/chirashi
    #[arg(value_name = "WARD|LEAFLET|RECORD")]
    pub names: Vec<String>,
    /// What is for staff instead: leaflets that no build publishes
    #[arg(long, requires = "to")]
    pub staff: bool,
    /// Write into this folder, else ROOT/pdf
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
    /// The browser, else CHROMIUM, else the Chromium, Chrome or Edge that is installed
    #[arg(long, value_name = "PATH")]
    pub browser: Option<PathBuf>,
}

/// `shirube editions`
#[derive(Debug, Args)]
pub struct EditionsArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: EditionsCommand,
}

/// The commands of `shirube editions`.
#[derive(Debug, Subcommand)]
pub enum EditionsCommand {
    /// Write down that a leaflet goes to print as it is today
    Send(SendArgs),
    /// Write down that an edition is no longer in use
    Recall(RecallArgs),
    /// List all that went to print
    List(ListEditionsArgs),
}

/// `shirube editions recall`
#[derive(Debug, Args)]
pub struct RecallArgs {
    /// The leaflet, by its printed code or its id
    pub leaflet: String,
    /// The edition that is printed on its sheets
    #[arg(value_parser = parse_mark)]
    pub mark: EditionMark,
}

/// `shirube editions send`
#[derive(Debug, Args)]
pub struct SendArgs {
    /// The leaflet, by its printed code or its id
    pub leaflet: String,
    /// How many are printed
    #[arg(long, value_name = "NUMBER", value_parser = parse_copies)]
    pub copies: u32,
    /// Where they go
    #[arg(long, value_name = "TEXT", value_parser = parse_text)]
    pub to: Text,
}

/// `shirube editions list`
#[derive(Debug, Args)]
pub struct ListEditionsArgs {
    /// Write the list to a file for Excel, too
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
}

/// `shirube completions`
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: Shell,
}

/// `shirube verify`
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// Records, by id or by file
    #[arg(required = true, value_name = "RECORD")]
    pub records: Vec<String>,
    /// The organisation that confirms
    #[arg(long, value_name = "ORG", value_parser = parse_reference)]
    pub by: Written,
    /// Items that are confirmed apart from their record.
    #[arg(long = "item", value_name = "FIELD", help = "Only this item, such as phones[0], apart from its record")]
    pub items: Vec<String>,
}

/// The language of messages.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Lang {
    /// Japanese.
    Ja,
    /// English.
    En,
}

impl From<Lang> for MessageLanguage {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Ja => Self::Ja,
            Lang::En => Self::En,
        }
    }
}

/// How to show problems.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum FormatArg {
    /// With the line and what to type.
    Human,
    /// One line each.
    Short,
    /// One JSON object each.
    Json,
}

impl From<FormatArg> for Format {
    fn from(format: FormatArg) -> Self {
        match format {
            FormatArg::Human => Self::Human,
            FormatArg::Short => Self::Short,
            FormatArg::Json => Self::Json,
        }
    }
}

fn parse_day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|_| "write it like 2026-11-01".to_owned())
}

fn parse_theme(text: &str) -> Result<Slug, String> {
    text.parse().map_err(|_| "write the name of a folder in themes, like standard".to_owned())
}

/// A number as people write it: `15000`, `15,000`, `１５０００`.
fn parse_copies(text: &str) -> Result<u32, String> {
    let digit = |c: char| match c {
        '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10),
        _ => Some(c),
    };
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | '，')).filter_map(digit).collect();
    let number = digits.parse().ok().filter(|number| (1..=100_000_000).contains(number));
    number.ok_or_else(|| "write how many, like 15000".to_owned())
}

fn parse_mark(text: &str) -> Result<EditionMark, String> {
    text.parse().map_err(|_| "write the six characters of the edition".to_owned())
}

fn parse_text(text: &str) -> Result<Text, String> {
    text.parse().map_err(|_| "write where the sheets go in one line".to_owned())
}

fn parse_reference(text: &str) -> Result<Written, String> {
    text.parse().map_err(|_| "write an organisation's id like fukushi-somu".to_owned())
}
