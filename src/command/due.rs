//! The list of `shirube check --due`: what to confirm, for each organisation, as text and as a table for Excel.

use std::io::{self, Write};

use serde::Serialize;

use super::Settings;
use crate::check::{Standing, due};
use crate::csv::csv;
use crate::messages::messages;
use crate::model::Site;
use crate::model::value::{PlaceId, RecordId};
use crate::report::Format;
use crate::source::SourceTree;

/// Prints the list, and gives it as a table.
pub(super) fn list(tree: &SourceTree, site: &Site, days: i32, settings: &Settings) -> io::Result<Vec<u8>> {
    let all = due(site, days);
    match settings.style.format {
        Format::Json => objects(tree, &all)?,
        Format::Human | Format::Short => text(site, &all, days, settings)?,
    }
    let head = ["keeper", "place", "kind", "name", "field", "on", "until", "state", "path"];
    let words = messages(settings.style.language);
    let head = head.map(|column| words.term(&format!("sheet_{column}")).to_owned()).to_vec();
    let rows = all.iter().map(|standing| row(tree, site, standing, settings));
    Ok(csv(&std::iter::once(head).chain(rows).collect::<Vec<_>>()))
}

fn text(site: &Site, all: &[Standing<'_>], days: i32, settings: &Settings) -> io::Result<()> {
    let words = messages(settings.style.language);
    let mut out = io::stdout().lock();
    let days = days.to_string();
    if all.is_empty() {
        return writeln!(out, "{}", settings.phrase("due_none", &[("days", &days)]));
    }
    for of_keeper in all.chunk_by(|a, b| a.keeper() == b.keeper()) {
        match of_keeper[0].keeper() {
            Some(id) => writeln!(out, "{} ({id})", name(site, &id))?,
            None => writeln!(out, "{}", words.term("due_no_keeper"))?,
        }
        for standing in of_keeper {
            let day = standing.until().map_or_else(|| words.term("due_now").to_owned(), |until| until.to_string());
            let state = settings.phrase(&format!("due_{}", standing.state()), &[("on", &said(standing.on()))]);
            let Standing { record, field, .. } = standing;
            let item = if field.steps().is_empty() { String::new() } else { format!(" {field}") };
            writeln!(out, "  {day}  {}{item}  {}  {state}", record.id, record.service.names.name)?;
        }
        writeln!(out)?;
    }
    let count = all.len().to_string();
    writeln!(out, "{}", settings.phrase("due_count", &[("days", &days), ("count", &count)]))?;
    writeln!(out, "{}", words.term("due_how"))
}

/// One JSON object a line, like problems.
fn objects(tree: &SourceTree, all: &[Standing<'_>]) -> io::Result<()> {
    #[derive(Serialize)]
    struct Object<'a> {
        due: &'a str,
        record: String,
        field: String,
        keeper: Option<String>,
        on: Option<String>,
        until: Option<String>,
        path: String,
    }
    let mut out = io::stdout().lock();
    for standing in all {
        let object = Object {
            due: standing.state(),
            record: standing.record.id.to_string(),
            field: standing.field.to_string(),
            keeper: standing.keeper().map(|keeper| keeper.to_string()),
            on: standing.on().map(|on| on.to_string()),
            until: standing.until().map(|until| until.to_string()),
            path: tree.display(standing.record.path),
        };
        writeln!(out, "{}", serde_json::to_string(&object)?)?;
    }
    Ok(())
}

fn row(tree: &SourceTree, site: &Site, standing: &Standing<'_>, settings: &Settings) -> Vec<String> {
    let words = messages(settings.style.language);
    let id = standing.record.id;
    let place = match &id.place {
        PlaceId::Ward(ward) => site.wards.get(ward).map(|ward| ward.data.name.to_string()),
        PlaceId::Scope(scope) => site.scopes.get(scope).map(|(_, scope)| scope.name.ja().to_string()),
        PlaceId::Guide => None,
    };
    let kind = match words.term(&format!("kind_{}", id.kind.folder())) {
        "" => id.kind.folder(),
        kind => kind,
    };
    vec![
        standing.keeper().map_or_else(|| words.term("due_no_keeper").to_owned(), |id| name(site, &id)),
        place.unwrap_or_else(|| id.place.to_string()),
        kind.to_owned(),
        standing.record.service.names.name.to_string(),
        words.field(&standing.field.to_string()),
        said(standing.on()),
        said(standing.until()),
        words.term(&format!("state_{}", standing.state())).to_owned(),
        tree.display(standing.record.path),
    ]
}

fn name(site: &Site, organisation: &RecordId) -> String {
    let listed = site.organisations.get(organisation);
    listed.map_or_else(|| organisation.to_string(), |listed| listed.data.name.ja().to_string())
}

/// A day, or nothing.
fn said(day: Option<jiff::civil::Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
