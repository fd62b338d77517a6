//! The list of `shirube check --due`: what to confirm, for each organisation, as text and as a table for Excel.

use std::io::{self, Write};

use super::Settings;
use crate::check::{Standing, due};
use crate::csv::csv;
use crate::messages::messages;
use crate::model::Site;
use crate::model::value::{PlaceId, RecordId};
use crate::source::SourceTree;

/// Prints the list, and gives it as a table.
pub(super) fn list(tree: &SourceTree, site: &Site, days: i32, settings: &Settings) -> io::Result<Vec<u8>> {
    let words = messages(settings.style.language);
    let all = due(site, days);
    let mut out = io::stdout().lock();
    let days = days.to_string();
    if all.is_empty() {
        writeln!(out, "{}", settings.phrase("due_none", &[("days", &days)]))?;
    }
    for of_keeper in all.chunk_by(|a, b| a.keeper() == b.keeper()) {
        match of_keeper[0].keeper() {
            Some(id) => writeln!(out, "{} ({id})", name(site, &id))?,
            None => writeln!(out, "{}", words.term("due_no_keeper"))?,
        }
        for standing in of_keeper {
            let day = standing.until().map_or_else(|| words.term("due_now").to_owned(), |until| until.to_string());
            let on = standing.on().map(|on| on.to_string()).unwrap_or_default();
            let state = settings.phrase(&format!("due_{}", standing.state()), &[("on", &on)]);
            let Standing { record, field, .. } = standing;
            let item = if field.steps().is_empty() { String::new() } else { format!(" {field}") };
            writeln!(out, "  {day}  {}{item}  {}  {state}", record.id, record.service.names.name)?;
        }
        writeln!(out)?;
    }
    if !all.is_empty() {
        let count = all.len().to_string();
        writeln!(out, "{}", settings.phrase("due_count", &[("days", &days), ("count", &count)]))?;
        writeln!(out, "{}", words.term("due_how"))?;
    }
    let head = ["keeper", "place", "kind", "name", "field", "on", "until", "state", "path"];
    let head = head.map(|column| words.term(&format!("sheet_{column}")).to_owned()).to_vec();
    let rows = all.iter().map(|standing| row(tree, site, standing, settings));
    Ok(csv(&std::iter::once(head).chain(rows).collect::<Vec<_>>()))
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
        standing.on().map(|on| on.to_string()).unwrap_or_default(),
        standing.until().map(|until| until.to_string()).unwrap_or_default(),
        words.term(&format!("state_{}", standing.state())).to_owned(),
        tree.display(standing.record.path),
    ]
}

fn name(site: &Site, organisation: &RecordId) -> String {
    let listed = site.organisations.get(organisation);
    listed.map_or_else(|| organisation.to_string(), |listed| listed.data.name.ja().to_string())
}
