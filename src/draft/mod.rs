//! A new file of the content: what must be there is filled in, everything else is explained and commented out.
//!
//! In: a form, and what the guide knows already. Out: the file's text. Knows nothing about terminals or the disk; which
//! fields a file has is read off its form, and what they are for off the explanations.

mod comment;
mod known;
mod target;

use std::collections::BTreeMap;

use crate::characters::hiragana;
use crate::diagnostic::Diagnostic;
use crate::explanation::{self, FieldAt, explanation};
use crate::messages::{MessageLanguage, messages};
use crate::model::value::WardCode;
use crate::model::{Form, prefectures};
use crate::path::SourcePath;
use crate::yaml::{self, Shape, Yaml};
use comment::{comments, is_top, meanings, order, top_of};

pub use known::Known;
pub use target::{Refusal, Target, is_kind, kinds, target};

/// A file that is being made.
#[derive(Clone, Debug)]
pub struct Draft {
    form: &'static Form,
    /// The fields that are filled in, by their paths.
    values: BTreeMap<String, Value>,
    /// Whether somebody has given it a name of its own.
    is_named: bool,
}

/// What stands behind a colon.
#[derive(Clone, Debug)]
struct Value {
    /// As it is written in the file.
    written: String,
    /// As people say it, where it is a single word or text.
    said: Option<String>,
}

/// A fact to ask for.
#[derive(Clone, Debug)]
pub struct Question {
    form: &'static Form,
    at: FieldAt<'static>,
}

impl Draft {
    /// A file with what it needs at least.
    #[must_use]
    pub fn new(form: &'static Form, known: &Known) -> Self {
        let start = |FieldAt { path, field }: FieldAt<'_>| {
            let written = known.fill(explanation(form.name, &path)?.start?)?;
            let said = yaml::read_plain::<String>(&written).ok().filter(|_| is_single(field.shape()));
            Some((path, Value { written, said }))
        };
        Self { form, values: explanation::fields(form).into_iter().filter_map(start).collect(), is_named: false }
    }

    /// What to ask a person, in the order of the file: whatever it needs that is a single word or text.
    #[must_use]
    pub fn questions(&self) -> Vec<Question> {
        let is_needed =
            |at: &FieldAt<'_>| self.values.contains_key(&at.path) || (is_top(&at.path) && at.field.is_required());
        let mut asked = explanation::fields(self.form);
        asked.retain(|at| is_single(at.field.shape()) && is_needed(at));
        asked.sort_by_key(|at| order(self.form, &at.path));
        asked.into_iter().map(|at| Question { form: self.form, at }).collect()
    }

    /// What is taken where nothing is answered. The reading of a name is no longer that of the name that was proposed,
    /// and a code says which prefecture is meant.
    #[must_use]
    pub fn default(&self, question: &Question) -> Option<String> {
        let said = |path: &str| self.values.get(path).and_then(|value| value.said.clone());
        match question.at.path.as_str() {
            "kana" | "romaji" if self.is_named => {
                said("name").map(|name| hiragana(&name)).filter(|reading| question.check(reading).is_ok())
            }
            "prefecture" => {
                let code = said("code").and_then(|code| code.parse::<WardCode>().ok());
                let of_code = code.and_then(|code| prefectures().find(|known| known.code == code.prefecture()));
                of_code.map(|known| known.name.to_owned()).or_else(|| said("prefecture"))
            }
            path => said(path),
        }
    }

    /// Takes an answer.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn answer(&mut self, question: &Question, answer: &str) -> Result<(), Diagnostic> {
        question.check(answer)?;
        let path = &question.at.path;
        let proposed = self.values.get(path).and_then(|value| value.said.as_deref());
        self.is_named |= path == "name" && proposed != Some(answer);
        let value = Value { written: question.written(answer), said: Some(answer.to_owned()) };
        self.values.insert(path.clone(), value);
        Ok(())
    }

    /// The file's text. `prose` stands below the fields of a Markdown file.
    #[must_use]
    pub fn text(&self, prose: Option<&str>, language: MessageLanguage) -> String {
        let intro = format!("# {}\n", explanation::form(self.form.name, language));
        if self.form.is_list() {
            return intro + &self.list(language);
        }
        let fields = self.fields();
        let (filled, left): (Vec<_>, Vec<_>) = fields.iter().partition(|at| self.is_filled(at));
        let in_order = [filled.as_slice(), left.as_slice()].concat();
        let mut comments = comments(self.form, &in_order, language).into_iter();
        let mut comment = || comments.next().unwrap_or_default().iter().map(|line| format!("# {line}\n")).collect();
        let mut out = if prose.is_some() { format!("---\n{intro}") } else { intro };
        for at in &filled {
            let comment: String = comment();
            out += &format!("\n{comment}{}", self.filled(at.field.name()));
        }
        if !left.is_empty() {
            out += &format!("\n# {}\n", messages(language).term("draft_optional"));
        }
        for at in &left {
            let comment: String = comment();
            let example = explanation(self.form.name, &at.path).filter(|found| found.by_hand);
            let example = example.map(|found| format!("#{}: {}\n", at.field.name(), found.example));
            out += &format!("\n{comment}{}", example.unwrap_or_default());
        }
        if let Some(prose) = prose {
            out += &format!("---\n{prose}\n");
        }
        out
    }

    /// The fields that are below no other, in the order of the explanations.
    fn fields(&self) -> Vec<FieldAt<'static>> {
        let mut top = explanation::fields(self.form);
        top.retain(|at| is_top(&at.path));
        top.sort_by_key(|at| order(self.form, &at.path));
        top
    }

    fn is_filled(&self, at: &FieldAt<'_>) -> bool {
        self.values.keys().any(|path| top_of(path) == at.path)
    }

    /// `phones:` and what is known of it.
    fn filled(&self, key: &str) -> String {
        let own = self.values.iter().filter(|(path, _)| top_of(path) == key);
        let mut lines = String::new();
        for (path, Value { written, .. }) in own {
            let inner = &path[key.len()..];
            let lead = match (inner.starts_with("[]"), lines.is_empty()) {
                (true, true) => "  - ",
                (true, false) => "    ",
                (false, _) => "  ",
            };
            match inner.trim_start_matches(['[', ']', '.']) {
                "" => return format!("{key}: {written}\n"),
                name => lines += &format!("{lead}{name}: {written}\n"),
            }
        }
        format!("{key}:\n{lines}")
    }

    /// A list with one line, below what each of its fields is for.
    fn list(&self, language: MessageLanguage) -> String {
        let fields = self.fields();
        let mut out = String::new();
        let top: Vec<&FieldAt<'_>> = fields.iter().collect();
        for (at, lines) in fields.iter().zip(comments(self.form, &top, language)) {
            out += &format!("#\n# {}: {}\n", at.path, lines.join("\n# "));
        }
        let written =
            fields.iter().filter_map(|at| Some(format!("{}: {}", at.path, self.values.get(&at.path)?.written)));
        out + &format!("- {{ {} }}\n", written.collect::<Vec<_>>().join(", "))
    }
}

impl Question {
    /// The key.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.at.field.name()
    }

    /// What it is for, and below that the words that can be chosen.
    #[must_use]
    pub fn sentence(&self, language: MessageLanguage) -> String {
        let said = explanation(self.form.name, &self.at.path).map_or("", |found| found.say(language));
        let words = meanings(self.at.field.shape(), language).map(|words| format!("\n{words}"));
        format!("{said}{}", words.unwrap_or_default())
    }

    /// Looks at an answer the way the file will be looked at.
    fn check(&self, answer: &str) -> Result<(), Diagnostic> {
        if answer.is_empty() {
            return Err(Diagnostic::error("empty-value").with("key", self.name()));
        }
        let path = SourcePath::new("answer.yaml");
        let text = format!("{}: {}\n", self.name(), self.written(answer));
        let shape = Shape::Map(vec![self.at.field.clone()]);
        let (_, problems) = yaml::read::<serde_yaml::Value>(Yaml::whole(&path, &text), &shape);
        problems.into_iter().next().map_or(Ok(()), Err)
    }

    fn written(&self, answer: &str) -> String {
        match self.at.field.shape() {
            Shape::Integer(..) | Shape::Bool => answer.to_owned(),
            _ => yaml::plain(answer),
        }
    }
}

/// Whether one word or text may stand at a place.
fn is_single(shape: &Shape) -> bool {
    match shape {
        Shape::OneOf(shapes) => shapes.iter().any(is_single),
        Shape::Any | Shape::List(_) | Shape::Map(_) => false,
        Shape::Text | Shape::Value(_) | Shape::Choice(_) | Shape::Integer(..) | Shape::Bool => true,
    }
}
