//! What a record's parts say agrees with itself: days of notices, sums of counts, pictures that are there.

use crate::diagnostic::{Diagnostic, Diagnostics, FieldPath, Location, nearest};
use crate::model::part::Notice;
use crate::model::value::Status;
use crate::model::{Message, Record, Site};
use crate::path::SourcePath;

use super::flows::unique;
use super::references::shown;

pub(super) fn check(site: &Site, diagnostics: &mut Diagnostics) {
    for record in site.records() {
        notices(record.path, &record.service.notices, diagnostics);
        counts(record, diagnostics);
        pictures(site, record, diagnostics);
        hours(site, record, diagnostics);
    }
    for ward in site.wards.values() {
        notices(&ward.path, &ward.data.notices, diagnostics);
    }
    for (place, lists) in &site.lists {
        for message in &lists.messages.items {
            if let Message { record: Some(record), .. } = &message.data {
                let at = Location::field(&message.path, FieldPath::default().index(message.number).key("record"));
                let _ = shown(site, record, place, true, at, diagnostics);
            }
        }
    }
    leave(site, diagnostics);
    let stages = site.config.stages.iter().map(|stage| stage.id.as_str());
    unique(&SourcePath::new("content/site.yaml"), "stages", stages, diagnostics);
}

/// A page that can be left at once says where to.
fn leave(site: &Site, diagnostics: &mut Diagnostics) {
    if site.unreadable.config || site.config.quiet.as_ref().is_some_and(|quiet| quiet.leave.is_some()) {
        return;
    }
    let records = site.records().filter(|record| record.service.leave).map(|record| record.path);
    let wards = site.wards.values().filter(|ward| ward.data.leave).map(|ward| &ward.path);
    let pages = site.pages.values().filter(|page| page.data.leave).map(|page| &page.path);
    for path in records.chain(wards).chain(pages) {
        diagnostics.push(Diagnostic::error("leave-without-address").at(Location::field(path, "leave")));
    }
}

fn notices(path: &SourcePath, notices: &[Notice], diagnostics: &mut Diagnostics) {
    for (number, notice) in notices.iter().enumerate() {
        if notice.from > notice.to {
            let at = Location::field(path, FieldPath::from("notices").index(number).key("to"));
            let diagnostic = Diagnostic::error("notice-order").with("from", notice.from).with("to", notice.to);
            diagnostics.push(diagnostic.at(at));
        }
    }
}

/// The parts of a number are together that number.
fn counts(record: Record<'_>, diagnostics: &mut Diagnostics) {
    let counts = record.data.own().programme().into_iter().flat_map(|programme| &programme.counts);
    for (number, count) in counts.enumerate() {
        let field = FieldPath::from("counts").index(number);
        if count.value.is_none() && count.people.is_none() {
            let at = Location::field(record.path, field.clone());
            diagnostics.push(Diagnostic::error("missing-key").with("key", "value").at(at));
        }
        let sum: u64 = count.split.iter().map(|share| u64::from(share.people)).sum();
        if !count.split.is_empty() && count.people.map(u64::from) != Some(sum) {
            let people = count.people.map_or_else(|| "-".to_owned(), |people| people.to_string());
            let diagnostic = Diagnostic::error("split-sum").with("sum", sum).with("people", people);
            diagnostics.push(diagnostic.at(Location::field(record.path, field.key("people"))));
        }
    }
}

/// Hours of something open have days to come.
fn hours(site: &Site, record: Record<'_>, diagnostics: &mut Diagnostics) {
    if record.service.status != Status::Open {
        return;
    }
    let desks = record.desks.iter().enumerate();
    let desks = desks.map(|(number, desk)| (FieldPath::from("desks").index(number), &desk.contact));
    for (field, contact) in std::iter::once((FieldPath::default(), &record.service.contact)).chain(desks) {
        let own = contact.hours.iter().map(|hours| (field.clone().key("hours"), hours.schedule()));
        let phones = contact.phones.iter().enumerate().filter_map(|(number, phone)| {
            Some((field.clone().key("phones").index(number).key("hours"), phone.hours.as_ref()?))
        });
        for (field, schedule) in own.chain(phones) {
            if let Some(schedule) = schedule.fact().filter(|schedule| schedule.is_over(site.day)) {
                let diagnostic = Diagnostic::warning("hours-over").with("hours", schedule);
                diagnostics.push(diagnostic.at(Location::field(record.path, field)));
            }
        }
    }
}

fn pictures(site: &Site, record: Record<'_>, diagnostics: &mut Diagnostics) {
    for (number, picture) in record.service.pictures.iter().enumerate() {
        let wanted = record.id.place.media(&picture.file);
        if !site.pictures.contains_key(&wanted) && !site.unreadable.pictures.contains(&wanted) {
            let folder = wanted.as_str().strip_suffix(picture.file.as_str()).unwrap_or_default();
            let known = site.pictures.keys().filter_map(|path| path.as_str().strip_prefix(folder));
            let near = nearest(picture.file.as_str(), known);
            let at = Location::field(record.path, FieldPath::from("pictures").index(number).key("file"));
            let diagnostic = Diagnostic::error("unknown-picture").with("value", &picture.file).with("folder", folder);
            diagnostics.push(diagnostic.with_some("nearest", near).at(at));
        }
    }
}
