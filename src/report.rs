//! Shows problems: to people with the line itself and what to type, to programs as one line or one JSON object each.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use crate::diagnostic::{Diagnostic, Diagnostics, Location, Place, Severity};
use crate::markdown;
use crate::messages::{MessageLanguage, Said, messages};
use crate::source::SourceTree;
use crate::yaml::{self, Yaml};

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

/// Writes the problems in the order of their places.
///
/// # Errors
///
/// When the writer takes no more.
pub fn report(out: &mut impl Write, tree: &SourceTree, diagnostics: &Diagnostics, style: Style) -> io::Result<()> {
    let mut found: Vec<Found<'_>> =
        diagnostics.iter().map(|diagnostic| Found::new(tree, diagnostic, style.language)).collect();
    found.sort_by(|a, b| a.key().cmp(&b.key()));
    found.dedup_by(|a, b| a.key() == b.key() && a.said == b.said);
    for problem in &found {
        match style.format {
            Format::Human => writeln!(out, "{}\n", problem.human(style))?,
            Format::Short => writeln!(out, "{}", problem.short())?,
            Format::Json => writeln!(out, "{}", problem.json())?,
        }
    }
    Ok(())
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
    text: String,
    range: Option<Range<usize>>,
    line: usize,
    column: usize,
}

impl Spot {
    fn new(tree: &SourceTree, location: &Location) -> Self {
        let text = tree.text_for_report(&location.path);
        let range = range_of(location, &text).map(|range| on_one_line(&text, range));
        let (line, column) = match &range {
            Some(range) => {
                let before = &text[..range.start];
                let line_start = before.rfind('\n').map_or(0, |at| at + 1);
                (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
            }
            None => (1, 1),
        };
        Self { path: tree.display(&location.path), text, range, line, column }
    }
}

fn range_of(location: &Location, text: &str) -> Option<Range<usize>> {
    match &location.place {
        Place::Whole => None,
        Place::Line(line) => {
            let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
            let length = text.get(start..)?.lines().next()?.len();
            Some(start..start + length)
        }
        Place::Bytes(range) => Some(range.clone()),
        Place::Text(wanted) => text.find(wanted).map(|at| at..at + wanted.len()),
        Place::Field(field) | Place::Key(field) => {
            let yaml = match location.path.as_str().ends_with(".md") {
                true => markdown::split(&location.path, text).ok()?.0,
                false => Yaml::whole(&location.path, text),
            };
            yaml::find(yaml, field, matches!(location.place, Place::Key(_)))
        }
    }
}

/// The part of a range that stands on its first line, cut at whole characters.
fn on_one_line(text: &str, range: Range<usize>) -> Range<usize> {
    let mut start = range.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let line_end = text[start..].find(['\n', '\r']).map_or(text.len(), |at| start + at);
    let mut end = range.end.clamp(start, line_end);
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

impl<'a> Found<'a> {
    fn new(tree: &SourceTree, diagnostic: &'a Diagnostic, language: MessageLanguage) -> Self {
        Self {
            diagnostic,
            said: messages(language).say(diagnostic),
            at: Spot::new(tree, &diagnostic.location),
            related: diagnostic.related.as_ref().map(|related| Spot::new(tree, related)),
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
        let same_file = self.related.as_ref().is_some_and(|related| related.path == self.at.path);
        match &self.at.range {
            Some(range) => {
                let mut snippet = Snippet::source(&self.at.text)
                    .path(&self.at.path)
                    .annotation(AnnotationKind::Primary.span(range.clone()).label(self.said.label.as_str()));
                if let Some(related) =
                    self.related.as_ref().filter(|_| same_file).and_then(|related| related.range.clone())
                {
                    snippet = snippet.annotation(AnnotationKind::Context.span(related).label(words.term("related")));
                }
                group = group.element(snippet);
            }
            None => group = group.element(Origin::path(&self.at.path)),
        }
        if let Some(Spot { path, text, range: Some(range), .. }) = self.related.as_ref().filter(|_| !same_file) {
            let there = AnnotationKind::Context.span(range.clone()).label(words.term("related"));
            group = group.element(Snippet::source(text).path(path).annotation(there));
        }
        let help = Level::HELP.with_name(words.term("help")).message(&self.said.help);
        let renderer = if style.is_coloured { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[group.element(help)])
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
