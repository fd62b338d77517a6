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
        ErrorKind::SyntaxError(report) => {
            let at = Location::bytes(&source_path(report.filename()), report.span().range.clone());
            syntax(report.message()).at(at)
        }
        ErrorKind::RenderingError(report) => {
            let at = Location::bytes(&source_path(report.filename()), report.span().range.clone());
            rendering(report.message()).at(at)
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            let name = tpl.split_once('/').map_or(tpl.as_str(), |(_, name)| name);
            let at = Location::text(&source_path(tpl), format!("\"{name}\""));
            Diagnostic::error("template-circle").with("name", name).at(at)
        }
        other => Diagnostic::error("template-render").with("reason", other),
    }
}

/// A template that cannot be read.
fn syntax(message: &str) -> Diagnostic {
    let found = message.strip_prefix("Found ").and_then(|rest| rest.trim_end_matches('.').split_once(" but expected "));
    match found {
        Some((found, expected)) => {
            let bare = |sign: &str| sign.trim_matches('`').to_owned();
            Diagnostic::error("template-expected").with("found", bare(found)).with("expected", bare(expected))
        }
        None => Diagnostic::error("template-syntax").with("reason", message),
    }
}

/// A template that cannot be filled in.
fn rendering(message: &str) -> Diagnostic {
    // Tera lists all that is there behind what is not.
    let (reason, known) = message.split_once(". Available ").unwrap_or((message, ""));
    let known = known.split_once(": ").map_or("", |(_, names)| names).split(", ");
    let name = reason.strip_suffix(" is not defined").and_then(|_| reason.split('`').nth(1));
    match name {
        Some(name) => Diagnostic::error("unknown-value").with("name", name).with_some("nearest", nearest(name, known)),
        None => Diagnostic::error("template-render").with("reason", reason),
    }
}

/// Tera gathers the unknown filters, components and includes of all templates into one text of reports.
fn report(error: &tera::Error, templates: &[(String, &str)], diagnostics: &mut Diagnostics) {
    let message = match error.kind() {
        ErrorKind::Msg(message) => message,
        ErrorKind::MissingParent { current, parent } => {
            let at = Location::text(&source_path(current), format!("\"{parent}\""));
            diagnostics.push(unknown("template", parent, templates).at(at));
            return;
        }
        _ => {
            diagnostics.push(diagnostic(error));
            return;
        }
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
            let kind = reason.strip_prefix("Unknown ").and_then(|rest| rest.split(' ').next());
            let name = reason.split('`').nth(1);
            diagnostics.push(match (kind, name) {
                (Some(kind), Some(name)) => unknown(kind, name, templates).at(at),
                _ => Diagnostic::error("template-syntax").with("reason", reason).at(at),
            });
        }
    }
    if diagnostics.len() == before {
        diagnostics.push(Diagnostic::error("template-syntax").with("reason", message));
    }
}

/// Something that a template names and nothing has.
fn unknown(kind: &str, name: &str, templates: &[(String, &str)]) -> Diagnostic {
    let (code, known): (_, Vec<&str>) = match kind {
        "filter" => ("unknown-filter", filters::names().collect()),
        "component" => ("unknown-component", templates.iter().flat_map(|(_, text)| components(text)).collect()),
        "template" => {
            let whole = templates.iter().map(|(name, _)| name.as_str());
            (
                "unknown-template",
                whole.flat_map(|name| [Some(name), name.split_once('/').map(|(_, inner)| inner)]).flatten().collect(),
            )
        }
        _ => ("template-reference", Vec::new()),
    };
    Diagnostic::error(code).with("name", name).with_some("nearest", nearest(name, known))
}

/// The names of the components that a template makes.
fn components(template: &str) -> impl Iterator<Item = &str> {
    template.split("{%").skip(1).filter_map(|tag| {
        let (name, _) = tag.trim_start_matches('-').trim_start().strip_prefix("component ")?.split_once('(')?;
        Some(name.trim())
    })
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
