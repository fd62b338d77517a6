//! Names where ids belong: `operators: [社協]` means `operators: [shakyo]`. Adds what was meant to problems that are there
//! already; finds none of its own.

use std::collections::BTreeSet;

use super::damage::plain;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::Site;
use crate::model::value::{Kind, PlaceId, RecordId, Text};
use crate::path::SourcePath;

/// The same problems, each that a name has brought about with the id of what is called so.
pub(super) fn with_what_was_meant(site: &Site, problems: Diagnostics) -> Diagnostics {
    problems.into_iter().map(|problem| meant(site, problem)).collect()
}

fn meant(site: &Site, problem: Diagnostic) -> Diagnostic {
    let is_in_a_field = matches!(problem.location.place, Place::Bytes(_));
    let name = problem.value("id").filter(|_| problem.code == "bad-id" && is_in_a_field).map(plain);
    let Some(name) = name.filter(|name| !name.is_empty()) else { return problem };
    let home = home(&problem.location.path);
    let found = called(site, home.as_ref(), &name);
    // Two of one name are told apart by whoever wrote it.
    let mut ids = found.iter();
    match (ids.next(), ids.next()) {
        (Some(id), None) => problem.with("meant", id),
        _ => problem,
    }
}

/// The ward or scope whose folder a file stands in.
fn home(path: &SourcePath) -> Option<PlaceId> {
    match path.as_str().split('/').collect::<Vec<_>>().as_slice() {
        ["content", "wards", ward, ..] => Some(PlaceId::Ward(ward.parse().ok()?)),
        ["content", "shared", scope, ..] => Some(PlaceId::Scope(scope.parse().ok()?)),
        _ => None,
    }
}

/// What is called by a name, as it is written in a place: what stands there itself, else what stands elsewhere.
fn called(site: &Site, home: Option<&PlaceId>, name: &str) -> BTreeSet<String> {
    let is_it = |text: &Text| plain(text.as_str()) == name;
    let mut all: Vec<(bool, String)> = Vec::new();
    let mut add = |id: &RecordId, is_called: bool| {
        let is_here = home == Some(&id.place);
        let written = match (is_here, id.kind) {
            (true, Kind::Organisation) => id.name.to_string(),
            (true, kind) => format!("{}/{}", kind.folder(), id.name),
            (false, _) => id.to_string(),
        };
        if is_called {
            all.push((is_here, written));
        }
    };
    for (id, organisation) in &site.organisations {
        let data = &organisation.data;
        add(id, is_it(data.name.ja()) || data.also.iter().chain(&data.formerly).any(is_it));
    }
    for record in site.records() {
        let names = &record.service.names;
        add(record.id, is_it(&names.name) || names.also.iter().chain(&names.formerly).any(is_it));
    }
    let concerns = site.concerns.iter().map(|item| (item.name.ja(), item.id.to_string()));
    let fields = site.fields.iter().map(|item| (item.name.ja(), item.id.to_string()));
    let stages = site.config.stages.iter().map(|item| (item.name.ja(), item.id.to_string()));
    let documents = site.documents.iter().map(|item| (item.title.ja(), item.id.to_string()));
    let streets = home.into_iter().flat_map(|home| site.lists_of(home).streets.iter());
    let streets = streets.map(|item| (&item.name, item.id.to_string()));
    let listed = concerns.chain(fields).chain(stages).chain(documents).chain(streets);
    all.extend(listed.filter(|(text, _)| is_it(text)).map(|(_, id)| (true, id)));
    let is_any_here = all.iter().any(|(is_here, _)| *is_here);
    all.into_iter().filter(|(is_here, _)| *is_here || !is_any_here).map(|(_, id)| id).collect()
}
