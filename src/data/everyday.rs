//! The words that people have for their worries, for themselves and for ways to talk, other than those that pages use.
//! They are data: `src/words/everyday.yaml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::value::{Kind, Language, Mode, Who};
use crate::yaml;

/// All of them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Everyday {
    concerns: BTreeMap<String, Said>,
    who: BTreeMap<Who, Said>,
    mode: BTreeMap<Mode, Said>,
    kinds: BTreeMap<String, Said>,
    /// Whoever writes one of these is led to the lines that answer now.
    pub(super) crisis: Said,
}

/// Words in each language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Said {
    ja: Vec<String>,
    easy: Vec<String>,
    en: Vec<String>,
}

impl Said {
    /// The words that count on pages of a language. Easy Japanese is read by people who may write English.
    pub(super) fn on(&self, language: Language) -> impl Iterator<Item = &str> {
        let english = self.en.iter().filter(move |_| language != Language::Ja);
        self.ja.iter().chain(&self.easy).chain(english).map(String::as_str)
    }
}

static EVERYDAY: LazyLock<Everyday> = LazyLock::new(|| {
    yaml::read_plain(include_str!("../words/everyday.yaml")).expect("our own words are right; a test reads them all")
});

/// All of them.
pub(super) fn everyday() -> &'static Everyday {
    &EVERYDAY
}

impl Everyday {
    /// Of a concern; none where the id is a guide's own.
    pub(super) fn concern(&self, id: &str) -> Option<&Said> {
        self.concerns.get(id)
    }

    /// Of whoever asks.
    pub(super) fn who(&self, who: Who) -> &Said {
        &self.who[&who]
    }

    /// Of a way to talk.
    pub(super) fn mode(&self, mode: Mode) -> &Said {
        &self.mode[&mode]
    }

    /// Of a kind of record.
    pub(super) fn kind(&self, kind: Kind) -> Option<&Said> {
        self.kinds.get(kind.folder())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::AnyService;

    #[test]
    fn every_choice_has_words_in_every_language() {
        let everyday = everyday();
        let who = Who::ALL.iter().map(|who| everyday.who(*who));
        let modes = Mode::ALL.iter().map(|mode| everyday.mode(*mode));
        let kinds = AnyService::KINDS.iter().map(|kind| everyday.kind(*kind).expect("a kind has words"));
        let all = who.chain(modes).chain(kinds).chain(everyday.concerns.values()).chain([&everyday.crisis]);
        for said in all {
            assert!(!said.ja.is_empty() && !said.en.is_empty(), "{said:?}");
        }
        assert_eq!(everyday.kinds.len(), AnyService::KINDS.len());
    }
}
