//! Loads templates into Tera, small and plain, and turns Tera's errors into problems with a place.

use tera::{ErrorKind, Tera};

use super::Layer;
use crate::diagnostic::{Diagnostic, Diagnostics, Location, nearest};
use crate::path::SourcePath;
use crate::render::{filters, minify};

/// Loads the templates of all layers. `None` only together with an error.
pub(super) fn load(layers: &[Layer<'_>], diagnostics: &mut Diagnostics) -> Option<(Tera, Tera)> {
    let templates: Vec<(String, &str)> = layers
        .iter()
        .flat_map(|layer| {
            let inner =
                layer.files.keys().filter_map(|inner| Some((inner.strip_prefix("templates/")?, layer.text(inner)?)));
            inner.map(|(name, text)| (format!("{}/{name}", layer.name), text))
        })
        .collect();
    // Tera stops at the first template that it cannot parse, so each is tried alone first.
    let mut is_broken = false;
    for (name, text) in &templates {
        if text.trim().is_empty() {
            diagnostics.push(Diagnostic::error("empty-file").at(Location::file(&source_path(name))));
        }
        if let Err(error) = Tera::new().add_raw_template(name, text)
            && matches!(error.kind(), ErrorKind::SyntaxError(_))
        {
            diagnostics.push(diagnostic(&error));
            is_broken = true;
        }
    }
    if is_broken {
        return None;
    }
    let mut plain = engine(layers);
    if let Err(error) = plain.add_raw_templates(templates.iter().map(|(name, text)| (name, text))) {
        report(&error, &templates, diagnostics);
        return None;
    }
    let mut small = engine(layers);
    let minified = templates.iter().map(|(name, text)| match minify::template(text) {
        Some(minified) => (name, minified),
        None => {
            diagnostics.push(Diagnostic::warning("template-not-minified").at(Location::file(&source_path(name))));
            (name, (*text).to_owned())
        }
    });
    let minified: Vec<_> = minified.collect();
    match small.add_raw_templates(minified) {
        Ok(()) => Some((small, plain)),
        // What was right before it was made small is used as it was written.
        Err(_) => Some((plain.clone(), plain)),
    }
}

fn engine(layers: &[Layer<'_>]) -> Tera {
    let mut tera = Tera::new();
    filters::register(&mut tera);
    tera.set_fallback_prefixes(layers.iter().map(|layer| format!("{}/", layer.name))).expect("no templates yet");
    tera
}

/// An error of Tera with its place.
pub(super) fn diagnostic(error: &tera::Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let code =
                if matches!(error.kind(), ErrorKind::SyntaxError(_)) { "template-syntax" } else { "template-render" };
            let at = Location::bytes(&source_path(report.filename()), report.span().range.clone());
            // Tera lists all that is there behind what is not.
            let (reason, known) = report.message().split_once(". Available ").unwrap_or((report.message(), ""));
            let known = known.split_once(": ").map_or("", |(_, names)| names).split(", ");
            let near = reason.split('`').nth(1).and_then(|name| nearest(name, known));
            Diagnostic::error(code).with("reason", reason).with_some("nearest", near).at(at)
        }
        ErrorKind::MissingParent { current, parent } => {
            let at = Location::text(&source_path(current), parent);
            Diagnostic::error("template-reference").with("reason", error).at(at)
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            Diagnostic::error("template-reference").with("reason", error).at(Location::file(&source_path(tpl)))
        }
        other => Diagnostic::error("template-reference").with("reason", other),
    }
}

/// Tera gathers the unknown filters, components and includes of all templates into one text of reports.
fn report(error: &tera::Error, templates: &[(String, &str)], diagnostics: &mut Diagnostics) {
    let ErrorKind::Msg(message) = error.kind() else {
        diagnostics.push(diagnostic(error));
        return;
    };
    let mut reason = None;
    let mut place = None;
    let before = diagnostics.len();
    for line in message.lines() {
        let carets = line.trim_start().strip_prefix("| ").map_or("", str::trim);
        if let Some(text) = line.strip_prefix("error: ") {
            reason = Some(text);
        } else if let Some(text) = line.trim_start().strip_prefix("--> ") {
            place = Some(text);
        } else if !carets.is_empty()
            && carets.bytes().all(|byte| byte == b'^')
            && let (Some(reason), Some(place)) = (reason.take(), place.take())
            && let Some(at) = located(place, carets.len(), templates)
        {
            diagnostics.push(Diagnostic::error("template-reference").with("reason", reason).at(at));
        }
    }
    if diagnostics.len() == before {
        diagnostics.push(Diagnostic::error("template-reference").with("reason", message));
    }
}

/// The place that Tera calls `standard/ward.html:12:5`, of so many characters.
fn located(place: &str, width: usize, templates: &[(String, &str)]) -> Option<Location> {
    let mut parts = place.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let (_, text) = templates.iter().find(|(known, _)| known == name)?;
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let line = text[start..].lines().next()?;
    let byte = |characters| start + line.char_indices().nth(characters).map_or(line.len(), |(at, _)| at);
    let first = column.checked_sub(1)?;
    Some(Location::bytes(&source_path(name), byte(first)..byte(first + width)))
}

/// Where a template stands: `standard/ward.html` is `themes/standard/templates/ward.html`.
pub(super) fn source_path(name: &str) -> SourcePath {
    let (layer, inner) = name.split_once('/').unwrap_or(("", name));
    SourcePath::new(format!("themes/{layer}/templates/{inner}"))
}
