//! Texts in やさしい日本語 are easy. Names are what they are; prose is looked at where it is read.

use crate::diagnostic::{Diagnostics, FieldPath, Location};
use crate::easy::hard_to_read;
use crate::model::part::TextPair;
use crate::model::value::{Language, LocalText, Text};
use crate::model::{List, Site};
use crate::path::SourcePath;

pub(super) fn check(site: &Site, diagnostics: &mut Diagnostics) {
    let mut look = |path: &SourcePath, field: FieldPath, text: &Text| {
        for (_, problem) in hard_to_read(text.as_str()) {
            diagnostics.push(problem.at(Location::field(path, field.clone())));
        }
    };
    let mut pairs = |path: &SourcePath, pairs: &[TextPair]| {
        for (number, pair) in pairs.iter().enumerate() {
            look(path, FieldPath::from("texts").index(number).key("say"), &pair.say);
        }
    };
    for record in site.records() {
        if let Some(overlay) = record.translations.get(&Language::Easy) {
            pairs(&overlay.path, &overlay.data.texts);
        }
    }
    for overlay in site.wards.values().filter_map(|ward| ward.translations.get(&Language::Easy)) {
        pairs(&overlay.path, &overlay.data.texts);
    }
    for overlay in site.pages.values().filter_map(|page| page.translations.get(&Language::Easy)) {
        let texts = [("title", &overlay.data.title), ("description", &overlay.data.description)];
        for (key, text) in texts {
            text.iter().for_each(|text| look(&overlay.path, key.into(), text));
        }
    }
    let mut local = |path: &SourcePath, field: FieldPath, text: &LocalText| {
        text.own(Language::Easy).into_iter().for_each(|text| look(path, field.key("easy"), text));
    };
    items(&site.concerns, "name", |item| &item.name, &mut local);
    items(&site.fields, "name", |item| &item.name, &mut local);
    items(&site.glossary, "means", |item| &item.means, &mut local);
    for lists in site.lists.values() {
        items(&lists.voices, "text", |item| &item.text, &mut local);
        items(&lists.messages, "message", |item| &item.message, &mut local);
    }
    for (path, flow) in site.flows.values() {
        flow.intro.iter().for_each(|intro| local(path, "intro".into(), intro));
        for (number, step) in flow.steps.iter().enumerate() {
            local(path, FieldPath::from("steps").index(number).key("text"), &step.text);
        }
    }
}

fn items<T>(
    list: &List<T>,
    key: &str,
    text: impl Fn(&T) -> &LocalText,
    look: &mut impl FnMut(&SourcePath, FieldPath, &LocalText),
) {
    for item in &list.items {
        look(&item.path, FieldPath::default().index(item.number).key(key), text(&item.data));
    }
}
