//! `shirube schema`: JSON Schemas of every kind of file, for editors.

use std::io::{self, Write};
use std::path::Path;

use anyhow::bail;
use serde_json::{Map, Value as Json};

use super::{FINE, Settings};
use crate::cli::SchemaArgs;
use crate::diagnostic::nearest;
use crate::disk::write_below;
use crate::explanation;
use crate::model::{Form, forms};
use crate::schema::{file_name, schema};

pub(super) fn run(args: &SchemaArgs, settings: &Settings) -> anyhow::Result<u8> {
    let wanted: Vec<&Form> = match &args.kind {
        Some(kind) => vec![find(kind, settings)?],
        None => forms().collect(),
    };
    match (&args.to, wanted.as_slice()) {
        (Some(folder), wanted) => to(folder, wanted, settings)?,
        (None, [form]) => writeln!(io::stdout().lock(), "{}", text(form, settings))?,
        (None, all) => list(all, settings)?,
    }
    Ok(FINE)
}

/// A kind by its name, or by the folder or the file that holds it.
fn find(kind: &str, settings: &Settings) -> anyhow::Result<&'static Form> {
    if let Some(form) = forms().find(|form| form.is_called(kind)) {
        return Ok(form);
    }
    let known: Vec<&str> = forms().map(|form| form.name).collect();
    let values = [("kind", kind), ("known", &*known.join(", "))];
    match nearest(kind, known.iter().copied()) {
        Some(near) => bail!(settings.phrase("new_no_kind_near", &[values[0], ("nearest", near)])),
        None => bail!(settings.phrase("schema_no_kind", &values)),
    }
}

fn list(forms: &[&Form], settings: &Settings) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for form in forms {
        writeln!(out, "{:<16} {}", form.name, explanation::form(form.name, settings.style.language))?;
    }
    Ok(())
}

/// Writes the schemas into a folder, and says how an editor finds them.
fn to(folder: &Path, forms: &[&Form], settings: &Settings) -> anyhow::Result<()> {
    let files: Vec<(String, String)> =
        forms.iter().map(|form| (file_name(form), text(form, settings) + "\n")).collect();
    write_below(folder, &files)?;
    let shown = folder.display().to_string().replace('\\', "/");
    let address = |form: &Form| match folder.is_relative() && !shown.starts_with('.') {
        true => format!("./{shown}/{}", file_name(form)),
        false => format!("{shown}/{}", file_name(form)),
    };
    let patterns = forms.iter().filter_map(|form| Some((address(form), Json::from(form.pattern.clone()?))));
    let settings_of_code = Json::from(Map::from_iter([("yaml.schemas".to_owned(), Json::Object(patterns.collect()))]));
    let settings_of_code = indented(&format!("{settings_of_code:#}"));
    let up = if folder.is_relative() { "../" } else { "" };
    let line = format!("    # yaml-language-server: $schema={up}{shown}/{}", file_name(forms[0]));
    let count = files.len().to_string();
    let values = [("path", &*shown), ("count", &count), ("settings", &settings_of_code), ("line", &line)];
    settings.say(&settings.phrase("schema_written", &values));
    Ok(())
}

fn text(form: &Form, settings: &Settings) -> String {
    format!("{:#}", schema(form, settings.style.language))
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}
