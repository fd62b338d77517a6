//! Translations fit the records that they translate.

use crate::diagnostic::{Diagnostic, Diagnostics, FieldPath, Location, nearest};
use crate::model::part::TextPair;
use crate::model::value::{Language, Text};
use crate::model::{Record, Site};
use crate::path::SourcePath;

pub(super) fn check(site: &Site, diagnostics: &mut Diagnostics) {
    for record in site.records() {
        for (language, translation) in record.translations {
            listed(site, *language, &translation.path, diagnostics);
            of_record(record, &translation.path, &translation.data, diagnostics);
        }
    }
    for ward in site.wards.values() {
        let strings: Vec<&str> = ward.data.strings().map(Text::as_str).collect();
        for (language, translation) in &ward.translations {
            listed(site, *language, &translation.path, diagnostics);
            texts(&translation.data.texts, &strings, &translation.path, diagnostics);
        }
    }
    for page in site.pages.values() {
        for (language, translation) in &page.translations {
            listed(site, *language, &translation.path, diagnostics);
        }
    }
}

fn listed(site: &Site, language: Language, path: &SourcePath, diagnostics: &mut Diagnostics) {
    if !site.config.languages.contains(&language) {
        diagnostics
            .push(Diagnostic::warning("language-not-listed").with("language", language).at(Location::file(path)));
    }
}

fn of_record(
    record: Record<'_>,
    path: &SourcePath,
    text: &crate::model::part::ServiceText,
    diagnostics: &mut Diagnostics,
) {
    texts(&text.texts, &record.strings(), path, diagnostics);
    for (number, desk) in text.desks.iter().enumerate() {
        if !record.desks.iter().any(|known| known.id == desk.id) {
            let known = record.desks.iter().map(|known| known.id.as_str());
            let diagnostic = Diagnostic::error("unknown-desk")
                .with("id", &desk.id)
                .with_some("nearest", nearest(desk.id.as_str(), known));
            diagnostics.push(diagnostic.at(Location::field(path, FieldPath::from("desks").index(number).key("id"))));
        }
    }
}

fn texts(pairs: &[TextPair], strings: &[&str], path: &SourcePath, diagnostics: &mut Diagnostics) {
    for (number, pair) in pairs.iter().enumerate() {
        if !strings.contains(&pair.of.as_str()) {
            let near = nearest(pair.of.as_str(), strings.iter().copied());
            let diagnostic = Diagnostic::error("text-not-in-record").with("value", &pair.of).with_some("nearest", near);
            diagnostics.push(diagnostic.at(Location::field(path, FieldPath::from("texts").index(number).key("of"))));
        }
    }
}
