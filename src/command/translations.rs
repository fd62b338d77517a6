//! The list of `shirube check --translations`: what is not said yet in each language, file by file.

use std::io::{self, Write};

use serde::Serialize;

use super::Settings;
use crate::check::{Wanting, untranslated};
use crate::messages::messages;
use crate::model::Site;
use crate::model::value::Language;
use crate::report::Format;
use crate::source::SourceTree;

/// Says of each language in how many files something is missing.
pub(super) fn summary(site: &Site, settings: &Settings) {
    for language in languages(site) {
        let count = untranslated(site, language).len().to_string();
        if count != "0" {
            settings.say(&settings.phrase("translations", &[("language", language.word()), ("count", &count)]));
        }
    }
}

/// Prints what is missing.
pub(super) fn list(tree: &SourceTree, site: &Site, settings: &Settings) -> io::Result<()> {
    #[derive(Serialize)]
    struct Object<'a> {
        untranslated: &'a str,
        path: &'a str,
        wanting: Vec<String>,
    }
    let mut out = io::stdout().lock();
    for language in languages(site) {
        let files = untranslated(site, language);
        let count = files.len().to_string();
        let is_human = settings.style.format != Format::Json;
        if is_human {
            let name = if files.is_empty() { "translations_none" } else { "translations_of" };
            writeln!(out, "{}", settings.phrase(name, &[("language", language.word()), ("count", &count)]))?;
        }
        for file in files {
            let path = tree.display(file.path);
            let wanting: Vec<String> = file.wanting.iter().map(|wanting| said(wanting, settings)).collect();
            match is_human {
                true => writeln!(out, "  {path}: {}", wanting.join(", "))?,
                false => {
                    let object = Object { untranslated: language.word(), path: &path, wanting };
                    writeln!(out, "{}", serde_json::to_string(&object)?)?;
                }
            }
        }
    }
    Ok(())
}

fn languages(site: &Site) -> impl Iterator<Item = Language> + '_ {
    let own = |language: &&Language| **language != Language::Ja && site.config.languages.contains(language);
    Language::ALL.iter().filter(own).copied()
}

fn said(wanting: &Wanting, settings: &Settings) -> String {
    let words = messages(settings.style.language);
    match wanting {
        Wanting::Name => words.term("translations_name").to_owned(),
        Wanting::Prose => words.term("translations_prose").to_owned(),
        Wanting::Desk(id) => settings.phrase("translations_desk", &[("id", id)]),
        Wanting::Text(text) => format!("「{text}」"),
    }
}
