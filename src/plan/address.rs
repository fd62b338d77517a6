//! Where every page and file stands.

use std::fmt;

use super::{SearchFile, Topic};
use crate::model::value::{Language, LeafletCode, MediaName, PlaceId, RecordId, Slug, Url};

/// Where a page stands, seen from the root of the site: `en/toshima/windows/hikikomori.html`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address(String);

impl Address {
    /// A page in a language; Japanese stands at the root.
    #[must_use]
    pub fn new(language: Language, path: impl fmt::Display) -> Self {
        Self(match language {
            Language::Ja => path.to_string(),
            other => format!("{}/{path}", other.word()),
        })
    }

    /// A file that is the same in all languages.
    #[must_use]
    pub fn at_root(path: &str) -> Self {
        Self(path.to_owned())
    }

    /// The entrance.
    #[must_use]
    pub fn home(language: Language) -> Self {
        Self::new(language, "index.html")
    }

    /// The page about the guide.
    #[must_use]
    pub fn about(language: Language) -> Self {
        Self::new(language, "about.html")
    }

    /// The slip of paper to say that something is wrong.
    #[must_use]
    pub fn correction(language: Language) -> Self {
        Self::new(language, "correction.html")
    }

    /// The wards of a prefecture.
    #[must_use]
    pub fn area(language: Language, id: &str) -> Self {
        Self::new(language, format_args!("areas/{id}.html"))
    }

    /// A ward.
    #[must_use]
    pub fn ward(language: Language, ward: &Slug) -> Self {
        Self::new(language, format_args!("{ward}/index.html"))
    }

    /// The code of a ward's page.
    #[must_use]
    pub fn code(language: Language, ward: &Slug) -> Self {
        Self::new(language, format_args!("{ward}/code.svg"))
    }

    /// A record, a desk or a page.
    #[must_use]
    pub fn record(language: Language, id: &RecordId) -> Self {
        Self::new(language, format_args!("{id}.html"))
    }

    /// A record or a desk for the telephone book of a phone.
    #[must_use]
    pub fn vcard(language: Language, id: &RecordId) -> Self {
        Self::new(language, format_args!("{id}.vcf"))
    }

    /// The call card of a record.
    #[must_use]
    pub fn call_card(language: Language, id: &RecordId) -> Self {
        Self::new(language, format_args!("{id}/call.html"))
    }

    /// What a place has for a topic.
    #[must_use]
    pub fn list(language: Language, place: &PlaceId, topic: &Topic) -> Self {
        match place {
            PlaceId::Ward(ward) => Self::new(language, format_args!("{ward}/{topic}")),
            _ => Self::new(language, topic),
        }
    }

    /// The streets of a ward.
    #[must_use]
    pub fn streets(language: Language, ward: &Slug) -> Self {
        Self::new(language, format_args!("{ward}/streets.html"))
    }

    /// The dates of a ward.
    #[must_use]
    pub fn calendar(language: Language, ward: &Slug) -> Self {
        Self::new(language, format_args!("{ward}/calendar.html"))
    }

    /// When everything of a ward was confirmed.
    #[must_use]
    pub fn checked(language: Language, ward: &Slug) -> Self {
        Self::new(language, format_args!("{ward}/checked.html"))
    }

    /// Where everything can be looked for.
    #[must_use]
    pub fn search(language: Language) -> Self {
        Self::new(language, "search.html")
    }

    /// The names of a ward.
    #[must_use]
    pub fn names(language: Language, ward: &Slug) -> Self {
        Self::new(language, format_args!("{ward}/names.html"))
    }

    /// A file that the search looks things up in.
    #[must_use]
    pub fn search_file(language: Language, file: &SearchFile) -> Self {
        match file {
            SearchFile::Core => Self::new(language, "data/search/core.js"),
            SearchFile::Range(number) => Self::new(language, format_args!("data/search/ranges/{number}.js")),
            SearchFile::Ward(ward) => Self::new(language, format_args!("data/search/wards/{ward}.js")),
        }
    }

    /// Everything of a ward.
    #[must_use]
    pub fn everything(language: Language, ward: &Slug) -> Self {
        Self::new(language, format_args!("{ward}/all.html"))
    }

    /// Everything of a ward as one file.
    #[must_use]
    pub fn one_file(language: Language, ward: &Slug) -> Self {
        Self::new(language, format_args!("{ward}/one-file.html"))
    }

    /// The leaflets of a ward.
    #[must_use]
    pub fn leaflets(language: Language, ward: &Slug) -> Self {
        Self::new(language, format_args!("{ward}/leaflets/index.html"))
    }

    /// What the code of a leaflet opens.
    #[must_use]
    pub fn landing(code: &LeafletCode) -> Self {
        Self(format!("l/{code}.html"))
    }

    /// The words that not everybody knows.
    #[must_use]
    pub fn glossary(language: Language) -> Self {
        Self::new(language, "words.html")
    }

    /// A picture; one file for all languages.
    #[must_use]
    pub fn picture(place: &PlaceId, file: &MediaName) -> Self {
        Self(format!("{place}/media/{file}"))
    }

    /// The way from this page to the root: `../../`.
    #[must_use]
    pub fn root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }

    /// The whole address, where the site stands at `base`.
    #[must_use]
    pub fn url(&self, base: &Url) -> String {
        format!("{}/{}", base.as_str().trim_end_matches('/'), self.0)
    }

    /// The path without the folder of its language.
    #[must_use]
    pub fn within(&self, language: Language) -> &str {
        match language {
            Language::Ja => &self.0,
            other => self.0.strip_prefix(other.word()).and_then(|path| path.strip_prefix('/')).unwrap_or(&self.0),
        }
    }

    /// The path below the root.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::value::Kind;

    #[test]
    fn addresses_lead_back_to_the_root() {
        #[track_caller]
        fn check(address: &Address, path: &str, root: &str) {
            assert_eq!((address.as_str(), &*address.root()), (path, root));
        }
        let ward: Slug = "toshima".parse().unwrap();
        let id = RecordId::new(PlaceId::Ward(ward.clone()), Kind::Window, "a".parse().unwrap());
        check(&Address::home(Language::Ja), "index.html", "");
        check(&Address::ward(Language::En, &ward), "en/toshima/index.html", "../../");
        check(&Address::record(Language::Easy, &id), "easy/toshima/windows/a.html", "../../../");
        let guide = RecordId::new(PlaceId::Guide, Kind::Page, "first".parse().unwrap());
        check(&Address::record(Language::Ja, &guide), "guides/first.html", "../");
    }
}
