//! Flows: every step and everybody in it is known, and nothing is left over.

use std::collections::BTreeMap;

use super::references::{Known, document, shown};
use crate::diagnostic::{Diagnostic, Diagnostics, FieldPath, Location};
use crate::model::value::{Id, RecordId};
use crate::model::{Actor, Flow, Site, Step};
use crate::path::SourcePath;

pub(super) fn check(site: &Site, diagnostics: &mut Diagnostics) {
    for (id, (path, flow)) in &site.flows {
        of_flow(site, id, path, flow, diagnostics);
    }
}

fn of_flow(site: &Site, id: &RecordId, path: &SourcePath, flow: &Flow, diagnostics: &mut Diagnostics) {
    let at = |field: FieldPath| Location::field(path, field);
    let actors =
        Known { name: "actors", ids: flow.actors.iter().map(|actor| actor.id.as_str()).collect(), may_hold: false };
    let steps = Known { name: "steps", ids: flow.steps.iter().map(|step| step.id.as_str()).collect(), may_hold: false };
    unique(path, "actors", flow.actors.iter().map(|actor| actor.id.as_str()), diagnostics);
    unique(path, "steps", flow.steps.iter().map(|step| step.id.as_str()), diagnostics);
    if let Some(source) = &flow.source {
        document(site, source, at(FieldPath::from("source").key("document")), diagnostics);
    }
    for (number, actor) in flow.actors.iter().enumerate() {
        if let Some(record) = &actor.record {
            let field = FieldPath::from("actors").index(number).key("record");
            let _ = shown(site, record, &id.place, flow.is_public(), at(field), diagnostics);
        }
    }
    let each_actor = |base: FieldPath, ids: &[Id<Actor>], diagnostics: &mut Diagnostics| {
        for (number, id) in ids.iter().enumerate() {
            actors.look(id, at(base.index(number)), diagnostics);
        }
    };
    for (number, step) in flow.steps.iter().enumerate() {
        let base = FieldPath::from("steps").index(number);
        each_actor(base.key("by"), &step.by, diagnostics);
        for (number, lead) in step.leads.iter().enumerate() {
            actors.look(&lead.by, at(base.key("leads").index(number).key("by")), diagnostics);
        }
    }
    let empty = |field: FieldPath| Diagnostic::error("empty-value").at(Location::key(path, field));
    if flow.steps.is_empty() {
        diagnostics.push(empty("steps".into()));
    }
    let mut taken: Vec<&Id<Step>> = Vec::new();
    for (number, variant) in flow.variants.iter().enumerate() {
        let base = FieldPath::from("variants").index(number).key("steps");
        if variant.steps.is_empty() {
            diagnostics.push(empty(base.clone()));
        }
        for (number, step) in variant.steps.iter().enumerate() {
            steps.look(step, at(base.index(number)), diagnostics);
            taken.push(step);
        }
    }
    for (number, exception) in flow.exceptions.iter().enumerate() {
        steps.look(&exception.then, at(FieldPath::from("exceptions").index(number).key("then")), diagnostics);
        taken.push(&exception.then);
    }
    for (number, step) in flow.steps.iter().enumerate() {
        if !flow.variants.is_empty() && !taken.contains(&&step.id) {
            let at = at(FieldPath::from("steps").index(number).key("id"));
            diagnostics.push(Diagnostic::warning("unused-step").with("id", &step.id).at(at));
        }
    }
}

/// Two things of one id: nobody could say which one is meant.
pub(super) fn unique<'a>(
    path: &SourcePath,
    list: &str,
    ids: impl Iterator<Item = &'a str>,
    diagnostics: &mut Diagnostics,
) {
    let mut first = BTreeMap::new();
    let at = |number: usize| Location::field(path, FieldPath::from(list).index(number).key("id"));
    for (number, id) in ids.enumerate() {
        let earlier = *first.entry(id).or_insert(number);
        if earlier < number {
            diagnostics.push(Diagnostic::error("duplicate-id").with("id", id).at(at(number)).related(at(earlier)));
        }
    }
}
