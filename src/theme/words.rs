//! The words of templates: `words/<language>.yaml` of all layers, put together.

use std::collections::BTreeMap;

use super::layers::Layer;
use crate::diagnostic::{Diagnostic, Diagnostics, Location, nearest};
use crate::model::value::Language;
use crate::yaml::{self, Shape, Yaml};

/// The words of each language by key.
pub(super) type Words = BTreeMap<Language, BTreeMap<String, String>>;

/// The words of all layers: nearer ones win, Japanese stands in for what a language lacks. Words are missed only in the
/// languages of the guide.
pub(super) fn words(layers: &[Layer<'_>], languages: &[Language], diagnostics: &mut Diagnostics) -> Words {
    let mut all = Words::new();
    // From the standard theme up, so that each layer is compared with what stands below it.
    for (below, layer) in layers.iter().enumerate().rev().map(|(number, layer)| (&layers[number + 1..], layer)) {
        for (file, text) in layer.texts("words/") {
            let Some(language) = Language::ALL.iter().find(|language| file == format!("{}.yaml", language.word()))
            else {
                diagnostics.push(unknown_language(layer, file));
                continue;
            };
            let path = layer.path(&format!("words/{file}"));
            let (own, problems) = yaml::read::<BTreeMap<String, String>>(Yaml::whole(&path, text), &Shape::Any);
            diagnostics.extend(problems);
            for (key, word) in own.unwrap_or_default() {
                let known = all.get(&Language::Ja);
                if !below.is_empty() && !known.is_some_and(|known| known.contains_key(&key)) && !is_used(layer, &key) {
                    let near = nearest(&key, known.into_iter().flat_map(BTreeMap::keys).map(String::as_str));
                    let diagnostic = Diagnostic::warning("unused-word").with("key", &key).with_some("nearest", near);
                    diagnostics.push(diagnostic.at(Location::key(&path, key.as_str())));
                }
                all.entry(*language).or_default().insert(key, word);
            }
        }
    }
    let japanese = all.get(&Language::Ja).cloned().unwrap_or_default();
    for language in Language::ALL {
        let words = all.entry(*language).or_default();
        for (key, word) in &japanese {
            if words.contains_key(key) {
                continue;
            }
            words.insert(key.clone(), word.clone());
            if languages.contains(language) {
                let path = layers[0].path(&format!("words/{}.yaml", language.word()));
                let diagnostic = Diagnostic::warning("missing-word").with("key", key).with("language", language);
                diagnostics.push(diagnostic.at(Location::file(&path)));
            }
        }
    }
    all
}

/// Whether a template of the same theme names a word.
fn is_used(layer: &Layer<'_>, key: &str) -> bool {
    layer.texts("templates/").any(|(_, text)| text.contains(key))
}

fn unknown_language(layer: &Layer<'_>, file: &str) -> Diagnostic {
    let known: Vec<String> = Language::ALL.iter().map(|language| format!("{}.yaml", language.word())).collect();
    Diagnostic::error("unknown-words-file")
        .with("file", file)
        .with("known", known.join(", "))
        .at(Location::file(&layer.path(&format!("words/{file}"))))
}
