//! Shows problems: to people with the line itself and what to type, to programs as one line or one JSON object each.

use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;
use std::rc::Rc;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use crate::diagnostic::{Diagnostic, Diagnostics, Location, Place, Severity};
use crate::language::fill;
use crate::markdown;
use crate::messages::{MessageLanguage, Said, messages};
use crate::path::SourcePath;
use crate::source::SourceTree;
use crate::yaml::{self, Node, Yaml};

/// How problems are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// With the line and a caret.
    Human,
    /// `path:line:column: error[code]: message`
    Short,
    /// One JSON object a line.
    Json,
}

/// How a report is written.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// In which form.
    pub format: Format,
    /// In which language.
    pub language: MessageLanguage,
    /// Whether the terminal takes colours.
    pub is_coloured: bool,
}

/// So many problems of one file are shown to people, who mend those first; the others are counted.
const SHOWN: usize = 200;

/// So many bytes at most of a value are pointed at.
const WIDE: usize = 300;

/// So many lines at most lie between two places that are shown together.
const NEAR: usize = 100;

/// Writes the problems in the order of their places.
///
/// # Errors
///
/// When the writer takes no more.
pub fn report(out: &mut impl Write, tree: &SourceTree, diagnostics: &Diagnostics, style: Style) -> io::Result<()> {
    let found = found(tree, diagnostics, style.language);
    for of_file in found.chunk_by(|a, b| a.at.path == b.at.path) {
        let shown = if style.format == Format::Human { SHOWN } else { usize::MAX };
        for problem in of_file.iter().take(shown) {
            match style.format {
                Format::Human => writeln!(out, "{}\n", problem.human(style))?,
                Format::Short => writeln!(out, "{}", problem.short())?,
                Format::Json => writeln!(out, "{}", problem.json())?,
            }
        }
        if let [_, ..] = of_file.get(shown..).unwrap_or_default() {
            let (path, count) = (&*of_file[0].at.path, (of_file.len() - shown).to_string());
            let words = messages(style.language).term("more_in_file");
            writeln!(out, "{}\n", fill(words, &[("path", path), ("count", &count)]))?;
        }
    }
    Ok(())
}

/// A problem for a page: its place, its words, and the line that it is in, cut where it begins and ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// `error` or `warning`.
    pub severity: &'static str,
    /// Its code.
    pub code: &'static str,
    /// Its file.
    pub path: String,
    /// Its line, from 1.
    pub line: usize,
    /// Its column, from 1.
    pub column: usize,
    /// What happened.
    pub title: String,
    /// What to say at the place.
    pub label: String,
    /// What to type.
    pub help: String,
    /// What stands before it on its line, what it is about, and what stands behind.
    pub text: Option<[String; 3]>,
}

/// The problems in the order of their places.
#[must_use]
pub fn entries(tree: &SourceTree, diagnostics: &Diagnostics, language: MessageLanguage) -> Vec<Entry> {
    found(tree, diagnostics, language).iter().map(Found::entry).collect()
}

/// The file of each place as messages name it, and its line, from 1.
#[must_use]
pub fn places(tree: &SourceTree, locations: &[Location]) -> Vec<(String, usize)> {
    let mut files = Files { tree, read: BTreeMap::new() };
    let place = |location| {
        let spot = Spot::new(&mut files, location);
        (spot.path, spot.line)
    };
    locations.iter().map(place).collect()
}

fn found<'a>(tree: &SourceTree, diagnostics: &'a Diagnostics, language: MessageLanguage) -> Vec<Found<'a>> {
    let mut files = Files { tree, read: BTreeMap::new() };
    let mut found: Vec<Found<'_>> =
        diagnostics.iter().map(|diagnostic| Found::new(&mut files, diagnostic, language)).collect();
    found.sort_by(|a, b| a.key().cmp(&b.key()));
    found.dedup_by(|a, b| a.key() == b.key() && a.said == b.said);
    found
}

/// The files that problems point into. Each is read once, however many problems it has.
struct Files<'a> {
    tree: &'a SourceTree,
    read: BTreeMap<SourcePath, Rc<ShownFile>>,
}

/// A file as messages show it.
struct ShownFile {
    path: SourcePath,
    text: String,
    /// Where each line begins.
    lines: Vec<usize>,
    /// A byte and how many characters stand before it on its line: where the problem before this one was.
    counted: Cell<(usize, usize)>,
    yaml: OnceCell<Option<Node>>,
}

impl Files<'_> {
    fn get(&mut self, path: &SourcePath) -> Rc<ShownFile> {
        let read = || {
            let text = self.tree.text_for_report(path);
            let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
            Rc::new(ShownFile { path: path.clone(), text, lines, counted: Cell::default(), yaml: OnceCell::new() })
        };
        self.read.entry(path.clone()).or_insert_with(read).clone()
    }
}

impl ShownFile {
    /// The line and the column of a byte, from 1.
    fn position(&self, at: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start <= at);
        let start = self.lines[line - 1];
        // Problems come in the order of their places, so that a line with thousands of them is counted once.
        let (from, before) =
            Some(self.counted.get()).filter(|(from, _)| (start..=at).contains(from)).unwrap_or((start, 0));
        let column = before + self.text[from..at].chars().count();
        self.counted.set((at, column));
        (line, column + 1)
    }

    fn range_of(&self, place: &Place) -> Option<Range<usize>> {
        match place {
            Place::Whole => None,
            Place::Line(line) => {
                let start = *self.lines.get(line - 1)?;
                Some(start..self.text.len())
            }
            Place::Bytes(range) => Some(range.clone()),
            Place::Text(wanted) => self.text.find(wanted).map(|at| at..at + wanted.len()),
            Place::Field(field) | Place::Key(field) => {
                let root = self.yaml.get_or_init(|| yaml::tree(self.yaml()?)).as_ref()?;
                Some(yaml::find(root, field, matches!(place, Place::Key(_))))
            }
        }
    }

    fn yaml(&self) -> Option<Yaml<'_>> {
        match self.path.as_str().ends_with(".md") {
            true => Some(markdown::split(&self.path, &self.text).ok()?.0),
            false => Some(Yaml::whole(&self.path, &self.text)),
        }
    }
}

/// A problem with its place looked up and its words filled in.
struct Found<'a> {
    diagnostic: &'a Diagnostic,
    said: Said,
    at: Spot,
    related: Option<Spot>,
}

/// A place that was looked up.
struct Spot {
    path: String,
    file: Rc<ShownFile>,
    range: Option<Range<usize>>,
    line: usize,
    column: usize,
}

impl Spot {
    fn new(files: &mut Files<'_>, location: &Location) -> Self {
        let file = files.get(&location.path);
        let range = file.range_of(&location.place).map(|range| on_one_line(&file.text, range));
        let (line, column) = range.as_ref().map_or((1, 1), |range| file.position(range.start));
        Self { path: files.tree.display(&location.path), file, range, line, column }
    }

    /// The lines from this place to another in the same file, where they begin in it, and the number of the first.
    fn lines_with<'s>(&'s self, other: Option<&Spot>) -> (&'s str, usize, usize) {
        let lines = [Some(self.line), other.map(|other| other.line)];
        let (first, last) =
            lines.into_iter().flatten().fold((usize::MAX, 0), |(first, last), line| (first.min(line), last.max(line)));
        let start = self.file.lines[first - 1];
        let end = self.file.lines.get(last).copied().unwrap_or(self.file.text.len());
        (&self.file.text[start..end], start, first)
    }
}

/// The part of a range that stands on its first line, as far as a terminal can show it, cut at whole characters.
fn on_one_line(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start);
    let end = text.ceil_char_boundary(range.end.clamp(start, start + WIDE));
    start..text[start..end].find(['\n', '\r']).map_or(end, |at| start + at)
}

impl<'a> Found<'a> {
    fn new(files: &mut Files<'_>, diagnostic: &'a Diagnostic, language: MessageLanguage) -> Self {
        Self {
            diagnostic,
            said: messages(language).say(diagnostic),
            at: Spot::new(files, &diagnostic.location),
            related: diagnostic.related.as_ref().map(|related| Spot::new(files, related)),
        }
    }

    fn key(&self) -> (&str, usize, usize, &str) {
        (&self.at.path, self.at.line, self.at.column, self.diagnostic.code)
    }

    fn severity(&self) -> &'static str {
        match self.diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }

    fn human(&self, style: Style) -> String {
        let words = messages(style.language);
        let level = match self.diagnostic.severity {
            Severity::Error => Level::ERROR.with_name(words.term("error")),
            Severity::Warning => Level::WARNING.with_name(words.term("warning")),
        };
        let mut group =
            level.primary_title(&self.said.title).id(self.diagnostic.code).elements(Vec::<Origin<'_>>::new());
        // A second place in another file, or far away in this one, is shown on its own.
        let is_near = |related: &&Spot| related.path == self.at.path && related.line.abs_diff(self.at.line) < NEAR;
        let near = self.related.as_ref().filter(is_near);
        match &self.at.range {
            Some(range) => {
                let (text, start, first) = self.at.lines_with(near);
                let seen = |range: &Range<usize>| range.start - start..range.end - start;
                let mut snippet = Snippet::source(text)
                    .line_start(first)
                    .path(&self.at.path)
                    .annotation(AnnotationKind::Primary.span(seen(range)).label(self.said.label.as_str()));
                if let Some(related) = near.and_then(|related| related.range.as_ref()) {
                    snippet =
                        snippet.annotation(AnnotationKind::Context.span(seen(related)).label(words.term("related")));
                }
                group = group.element(snippet);
            }
            None => group = group.element(Origin::path(&self.at.path)),
        }
        if let Some(related) = self.related.as_ref().filter(|related| !is_near(related))
            && let Some(range) = &related.range
        {
            let (text, start, first) = related.lines_with(None);
            let there = AnnotationKind::Context.span(range.start - start..range.end - start);
            let there = there.label(words.term("related"));
            group = group.element(Snippet::source(text).line_start(first).path(&related.path).annotation(there));
        }
        let help = Level::HELP.with_name(words.term("help")).message(&self.said.help);
        let renderer = if style.is_coloured { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[group.element(help)])
    }

    fn entry(&self) -> Entry {
        let text = self.at.range.as_ref().map(|range| {
            let (line, start, _) = self.at.lines_with(None);
            let (from, to) = (range.start - start, range.end - start);
            [&line[..from], &line[from..to], line[to..].trim_end_matches(['\n', '\r'])].map(str::to_owned)
        });
        Entry {
            severity: self.severity(),
            code: self.diagnostic.code,
            path: self.at.path.clone(),
            line: self.at.line,
            column: self.at.column,
            title: self.said.title.clone(),
            label: self.said.label.clone(),
            help: self.said.help.clone(),
            text,
        }
    }

    fn short(&self) -> String {
        let Spot { path, line, column, .. } = &self.at;
        let mut text =
            format!("{path}:{line}:{column}: {}[{}]: {}", self.severity(), self.diagnostic.code, self.said.title);
        if !self.said.help.is_empty() {
            let _ = write!(text, " ({})", self.said.help);
        }
        text
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Object<'a> {
            severity: &'a str,
            code: &'a str,
            path: &'a str,
            line: usize,
            column: usize,
            message: &'a str,
            label: &'a str,
            help: &'a str,
            related: Option<Related<'a>>,
        }
        #[derive(Serialize)]
        struct Related<'a> {
            path: &'a str,
            line: usize,
            column: usize,
        }
        let object = Object {
            severity: self.severity(),
            code: self.diagnostic.code,
            path: &self.at.path,
            line: self.at.line,
            column: self.at.column,
            message: &self.said.title,
            label: &self.said.label,
            help: &self.said.help,
            related: self.related.as_ref().map(|spot| Related {
                path: &spot.path,
                line: spot.line,
                column: spot.column,
            }),
        };
        serde_json::to_string(&object).expect("plain strings and numbers")
    }
}
