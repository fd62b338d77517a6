//! `shirube verify RECORD --by ORG`: shows what is confirmed, and writes that it was.
#![expect(clippy::disallowed_methods, reason = "a record may be named by its file, as the shell gives it")]

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::bail;

use super::{FINE, PROBLEMS, Settings};
use crate::cli::VerifyArgs;
use crate::diagnostic::nearest;
use crate::disk::{read, replace};
use crate::messages::messages;
use crate::path::SourcePath;
use crate::report::Format;
use crate::source::SourceTree;
use crate::verify::{Confirmed, Refusal, Wanted, record_path, records, verify};

pub(super) fn run(args: &VerifyArgs, settings: &Settings) -> anyhow::Result<u8> {
    let (tree, _) = read(&settings.folders)?;
    let mut paths: Vec<SourcePath> = Vec::new();
    for name in &args.records {
        let path = find(&tree, name, settings)?;
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    if !args.items.is_empty() && paths.len() > 1 {
        bail!(settings.phrase("verify_one_by_one", &[]));
    }
    let wanted = Wanted { records: paths, items: args.items.clone(), by: args.by.clone(), day: settings.day };
    let confirmed = match verify(&tree, &wanted) {
        Ok(confirmed) => confirmed,
        Err(Refusal::Problems(files, problems)) => {
            settings.report(&files, &problems)?;
            settings.say(&settings.phrase("not_verified", &[("count", &settings.count(&problems))]));
            return Ok(PROBLEMS);
        }
        Err(Refusal::NoItem { item, known }) => {
            let name = if known.is_empty() { "no_verify_item_at_all" } else { "no_verify_item" };
            bail!(settings.phrase(name, &[("item", &item), ("known", &known.join(", "))]));
        }
        Err(Refusal::NoPlace(path)) => bail!(settings.phrase("verify_no_place", &[("path", &tree.display(&path))])),
    };
    for one in &confirmed {
        show(one, &wanted, settings)?;
        if let Some(bytes) = &one.bytes {
            replace(&settings.folders.path_of(&one.path), tree.bytes(one.path.as_str()).unwrap_or_default(), bytes)?;
        }
        let (path, until) = (tree.display(&one.path), one.until.to_string());
        let said = if one.bytes.is_some() { "verified" } else { "already_verified" };
        settings.say(&settings.phrase(said, &[("path", &path), ("until", &until)]));
        for field in one.left.iter().map(ToString::to_string) {
            let name = messages(settings.style.language).field(&field);
            settings.say(&settings.phrase("verify_left", &[("field", &name), ("key", &field)]));
        }
    }
    Ok(FINE)
}

/// The facts, so that a person looks at what is confirmed.
fn show(one: &Confirmed, wanted: &Wanted, settings: &Settings) -> io::Result<()> {
    if settings.style.format == Format::Json {
        return Ok(());
    }
    let words = messages(settings.style.language);
    let mut out = io::stdout().lock();
    let (id, day) = (one.id.to_string(), wanted.day.to_string());
    writeln!(out, "{}", settings.phrase("verify_facts", &[("id", &id), ("by", &one.by), ("day", &day)]))?;
    // A list of words is one fact to look at.
    let list =
        |path: &str| path.strip_suffix(']').and_then(|path| path.rsplit_once('[')).map(|(list, _)| list.to_owned());
    for facts in one.facts.chunk_by(|(a, _), (b, _)| list(a).is_some() && list(a) == list(b)) {
        let path = &facts[0].0;
        let name = words.field(&list(path).unwrap_or_else(|| path.clone()));
        let values: Vec<String> = facts.iter().map(|(path, value)| words.value(path, value)).collect();
        writeln!(out, "  {name}: {}", values.join(", "))?;
    }
    writeln!(out)
}

/// The record that an argument names: by its id, or by its file, which may have been dragged here.
fn find(tree: &SourceTree, name: &str, settings: &Settings) -> anyhow::Result<SourcePath> {
    if let Some(path) = record_path(tree, name.trim_end_matches('/')) {
        return Ok(path);
    }
    let content = fs::canonicalize(&settings.folders.content)?;
    let places = [PathBuf::from(name), settings.folders.root.join(name)];
    let file = places.iter().find_map(|path| fs::canonicalize(path).ok());
    let inner = file.as_ref().and_then(|file| file.strip_prefix(&content).ok());
    let inner = inner.map(|inner| format!("content/{}", inner.to_string_lossy().replace('\\', "/")));
    if let Some((_, path)) = inner.as_ref().and_then(|inner| records(tree).find(|(_, path)| path.as_str() == inner)) {
        return Ok(path.clone());
    }
    let known: Vec<String> = match &inner {
        // A translation says nothing that could be confirmed; its record does.
        Some(inner) => {
            let is_beside = |path: &&SourcePath| path.stem() == SourcePath::new(inner.as_str()).stem();
            records(tree).map(|(_, path)| path).filter(is_beside).map(|path| tree.display(path)).collect()
        }
        None => records(tree).map(|(id, _)| id.to_string()).collect(),
    };
    let near = nearest(inner.as_deref().unwrap_or(name), known.iter().map(String::as_str));
    let phrase = if near.is_some() { "no_verify_record_near" } else { "no_verify_record" };
    bail!(settings.phrase(phrase, &[("name", name), ("nearest", near.unwrap_or_default())]))
}
