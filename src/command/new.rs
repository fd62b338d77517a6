//! `shirube new`: makes a guide to begin with, or a new file of a guide.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use anyhow::bail;

use super::ask::ask;
use super::{FAILED, FINE, PROBLEMS, Settings};
use crate::build::{Options, prepare};
use crate::cli::NewArgs;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::disk::{create, is_free, read};
use crate::draft::{Draft, Known, Refusal, Target, is_kind, kinds, target};
use crate::messages::messages;
use crate::model::{form_at, model};
use crate::path::SourcePath;
use crate::source::SourceTree;
use crate::starter::{FIRST, starter};

pub(super) fn run(args: &NewArgs, settings: &Settings) -> anyhow::Result<u8> {
    match &args.name {
        Some(name) => file(args, name, settings),
        None if is_kind(&args.what) => {
            let word = kinds().find(|(one, several)| args.what == *one || args.what == *several);
            let word = word.map_or(args.what.as_str(), |(one, _)| one);
            let example = match word {
                "ward" | "theme" => format!("shirube new {word} midori"),
                _ => format!("shirube new {word} toshima/sodan"),
            };
            bail!(settings.phrase("new_needs_name", &[("example", &example), ("word", &args.what)]))
        }
        None => guide(Path::new(&args.what), settings),
    }
}

/// A small guide of a fictional city.
fn guide(folder: &Path, settings: &Settings) -> anyhow::Result<u8> {
    let shown = folder.display().to_string();
    if !is_free(folder)? {
        bail!(settings.phrase("new_folder_taken", &[("path", &shown)]));
    }
    let files: Vec<(PathBuf, &[u8])> = starter().map(|(path, bytes)| (folder.join(path), bytes)).collect();
    create(&files)?;
    let cd = match folder == Path::new(".") {
        true => String::new(),
        false => format!("  cd {}\n", quoted(&shown)),
    };
    let count = files.len().to_string();
    let values = [("path", &*shown), ("count", &count), ("cd", &cd), ("first", FIRST)];
    settings.say(&settings.phrase("new_guide", &values));
    Ok(FINE)
}

/// A file of a guide that is there.
fn file(args: &NewArgs, name: &str, settings: &Settings) -> anyhow::Result<u8> {
    let (mut tree, _) = read(&settings.folders)?;
    let site = model(&tree, settings.day).0;
    let target = match target(&site, &args.what, name) {
        Ok(target) => target,
        Err(Refusal::Phrase(phrase, values)) => {
            let shown = |(name, value): (&'static str, String)| match name {
                "path" => (name, tree.display(&SourcePath::new(value))),
                _ => (name, value),
            };
            let values: Vec<_> = values.into_iter().map(shown).collect();
            let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            bail!(settings.phrase(phrase, &values));
        }
        Err(Refusal::Id(problem)) => bail!(sentence(&problem, settings)),
    };
    let Some(files) = written(&target, &Known::of(&site, &target), args, &tree, settings)? else {
        settings.say(&settings.phrase("new_stopped", &[]));
        return Ok(FAILED);
    };
    let on_disk: Vec<(PathBuf, &str)> =
        files.iter().map(|(path, text)| (settings.folders.path_of(path), text.as_str())).collect();
    create(&on_disk)?;
    let path = tree.display(&files[0].0);
    settings.say(&match &target {
        Target::Record(_) => settings.phrase("new_record", &[("path", &path)]),
        Target::Ward(ward) => settings.phrase("new_ward", &[("path", &path), ("ward", ward.as_str())]),
        Target::Theme(name) => settings.phrase("new_theme", &[("path", &path), ("name", name.as_str())]),
    });
    for (path, text) in &files {
        tree.insert(path.as_str(), text.as_bytes());
    }
    report(&tree, &files, settings)
}

/// The new files, filled in by whoever sits at the terminal. `None` where that person stops.
fn written(
    target: &Target,
    known: &Known,
    args: &NewArgs,
    tree: &SourceTree,
    settings: &Settings,
) -> anyhow::Result<Option<Vec<(SourcePath, String)>>> {
    let language = settings.style.language;
    let words = messages(language);
    if let Target::Theme(name) = target {
        return Ok(Some(vec![(target.path(), settings.phrase("draft_theme", &[("name", name.as_str())]))]));
    }
    let form = |path: &SourcePath| form_at(path).expect("a target stands in its place");
    let path = target.path();
    let mut draft = Draft::new(form(&path), known);
    let (input, out) = (io::stdin(), io::stderr());
    if !args.no_ask && input.is_terminal() && out.is_terminal() {
        settings.say(&settings.phrase("new_ask", &[("path", &tree.display(&path))]));
        if !ask(&mut draft, &mut input.lock(), &mut out.lock(), language)? {
            return Ok(None);
        }
    }
    let prose = path.as_str().ends_with(".md").then(|| words.term("draft_prose"));
    let mut files = vec![(path, draft.text(prose, language))];
    if let Target::Ward(ward) = target {
        let path = SourcePath::new(format!("content/wards/{ward}/organisations.yaml"));
        let text = Draft::new(form(&path), known).text(None, language);
        files.push((path, text));
    }
    Ok(Some(files))
}

/// What is wrong with the new files, where an answer does not fit the guide.
fn report(tree: &SourceTree, files: &[(SourcePath, String)], settings: &Settings) -> anyhow::Result<u8> {
    let (_, problems) =
        prepare(tree, &Options { day: settings.day, only: None, theme: settings.theme.clone() }, &|_| {});
    let is_new = |problem: &Diagnostic| files.iter().any(|(path, _)| problem.location.path == *path);
    let problems: Diagnostics = problems.into_iter().filter(is_new).collect();
    settings.report(tree, &problems)?;
    if problems.has_errors() {
        settings.say(&settings.phrase("new_problems", &[("count", &settings.count(&problems))]));
        return Ok(PROBLEMS);
    }
    Ok(FINE)
}

/// A problem in one line.
fn sentence(problem: &Diagnostic, settings: &Settings) -> String {
    let said = messages(settings.style.language).say(problem);
    settings.phrase("new_bad_answer", &[("title", &said.title), ("help", &said.help)])
}

/// A path as a shell takes it for one word.
fn quoted(path: &str) -> String {
    match path.contains(|c: char| c.is_whitespace() || "&;()'".contains(c)) {
        true => format!("\"{path}\""),
        false => path.to_owned(),
    }
}
