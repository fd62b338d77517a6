//! Problems in someone's files, as data: a code, a place and the values that the words need.
//!
//! The words are in `src/messages/` and are added by `report.rs`. Code that finds a problem holds no prose.

use std::fmt;
use std::ops::Range;

use crate::path::SourcePath;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The build goes on and the exit code stays 0.
    Warning,
    /// Nothing is published.
    Error,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable name of this class of problem; its words are in `src/messages/`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where it is.
    pub location: Location,
    /// What the words need: `id`, `nearest`, `expected`…
    pub values: Vec<(&'static str, String)>,
    /// A second place that belongs to it, such as the other record with the same number.
    pub related: Option<Box<Location>>,
}

impl Diagnostic {
    /// A problem that stops publishing.
    #[must_use]
    pub fn error(code: &'static str) -> Self {
        Self::new(code, Severity::Error)
    }

    /// A problem that is reported and nothing more.
    #[must_use]
    pub fn warning(code: &'static str) -> Self {
        Self::new(code, Severity::Warning)
    }

    fn new(code: &'static str, severity: Severity) -> Self {
        Self { code, severity, location: Location::nowhere(), values: Vec::new(), related: None }
    }

    /// Says where it is.
    #[must_use]
    pub fn at(mut self, location: Location) -> Self {
        self.location = location;
        self
    }

    /// Adds a value for the words.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    /// Adds a value for the words if there is one.
    #[must_use]
    pub fn with_some(self, name: &'static str, value: Option<impl fmt::Display>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Adds the place that this problem has to do with.
    #[must_use]
    pub fn related(mut self, location: Location) -> Self {
        self.related = Some(Box::new(location));
        self
    }

    /// A value by its name.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}

/// What is wrong inside one value, found by the value's own parser, which knows nothing about files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The code of the problem.
    pub code: &'static str,
    /// Which bytes of the value; the whole value where `None`.
    pub range: Option<Range<usize>>,
    /// What the words need.
    pub values: Vec<(&'static str, String)>,
}

impl Fault {
    /// A fault of the whole value.
    #[must_use]
    pub fn new(code: &'static str) -> Self {
        Self { code, range: None, values: Vec::new() }
    }

    /// Points at some of the value's bytes.
    #[must_use]
    pub fn at(mut self, range: Range<usize>) -> Self {
        self.range = Some(range);
        self
    }

    /// Adds a value for the words.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.values.push((name, value.to_string()));
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

/// A place in the files of a guide.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Location {
    /// The file, or a folder that a file is missing from.
    pub path: SourcePath,
    /// Where in it.
    pub place: Place,
}

/// Where in a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// All of it.
    Whole,
    /// A line, counted from 1.
    Line(usize),
    /// Some bytes of its text.
    Bytes(Range<usize>),
    /// The value of a field; found in the file when the problem is shown.
    Field(FieldPath),
    /// The key of a field.
    Key(FieldPath),
    /// Where a text first stands; found in the file when the problem is shown.
    Text(String),
}

impl Location {
    /// A file as a whole.
    #[must_use]
    pub fn file(path: &SourcePath) -> Self {
        Self { path: path.clone(), place: Place::Whole }
    }

    /// A line of a file.
    #[must_use]
    pub fn line(path: &SourcePath, line: usize) -> Self {
        Self { path: path.clone(), place: Place::Line(line) }
    }

    /// Some bytes of a file's text.
    #[must_use]
    pub fn bytes(path: &SourcePath, range: Range<usize>) -> Self {
        Self { path: path.clone(), place: Place::Bytes(range) }
    }

    /// The value of a field.
    #[must_use]
    pub fn field(path: &SourcePath, field: impl Into<FieldPath>) -> Self {
        Self { path: path.clone(), place: Place::Field(field.into()) }
    }

    /// The key of a field.
    #[must_use]
    pub fn key(path: &SourcePath, field: impl Into<FieldPath>) -> Self {
        Self { path: path.clone(), place: Place::Key(field.into()) }
    }

    /// Where a text first stands, or the file as a whole if it does not.
    #[must_use]
    pub fn text(path: &SourcePath, text: impl Into<String>) -> Self {
        Self { path: path.clone(), place: Place::Text(text.into()) }
    }

    /// The guide as a whole.
    #[must_use]
    pub fn nowhere() -> Self {
        Self::file(&SourcePath::new(""))
    }
}

/// The way to a value in a YAML file: `phones[0].number`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldPath(Vec<Step>);

/// One step of a [`FieldPath`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Into a mapping.
    Key(String),
    /// Into a list.
    Index(usize),
}

impl FieldPath {
    /// The steps from the top of the file.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The path of a field below this one.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.join(Step::Key(key.to_owned()))
    }

    /// The path of a list's item below this one.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.join(Step::Index(index))
    }

    fn join(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }
}

impl From<&str> for FieldPath {
    fn from(key: &str) -> Self {
        Self::default().key(key)
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if number == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// The problems of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds a problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds the problems of a stage.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Whether anything here stops publishing.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors() > 0
    }

    /// How many stop publishing.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.0.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Self {
        Self(diagnostics.into_iter().collect())
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// The known word nearest to a mistyped one, if any is near enough to be meant.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let likeness = |candidate: &str| {
        // Folders that both are in would make any two names alike.
        let shared = word.bytes().zip(candidate.bytes()).take_while(|(a, b)| a == b).count();
        let own = word.as_bytes()[..shared].iter().rposition(|byte| *byte == b'/').map_or(0, |slash| slash + 1);
        strsim::jaro_winkler(&word[own..], &candidate[own..])
    };
    known
        .into_iter()
        .map(|candidate| (likeness(candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn field_paths_read_like_code() {
        assert_eq!(FieldPath::from("phones").index(0).key("number").to_string(), "phones[0].number");
    }

    #[test]
    fn the_nearest_word_must_be_near() {
        assert_eq!(nearest("phone", ["phones", "pictures", "hours"]), Some("phones"));
        assert_eq!(nearest("operator", ["operators", "hours"]), Some("operators"));
        assert_eq!(nearest("zzz", ["phones", "hours"]), None);
        assert_eq!(nearest("windows/hidamary", ["windows/csw", "windows/hidamari"]), Some("windows/hidamari"));
        assert_eq!(nearest("windows/zenkoku", ["windows/csw", "windows/hidamari"]), None);
    }
}
