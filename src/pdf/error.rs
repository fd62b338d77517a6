use std::path::PathBuf;
use std::{error, fmt};

use super::Size;

/// Why there is no PDF.
#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// No browser was found.
    NoBrowser,
    /// What was named is no program.
    NotAProgram(PathBuf),
    /// The browser did not start, or it ended.
    Ended(String),
    /// The browser did not answer within so many seconds.
    Silent(&'static str, u64),
    /// The browser refused what it was asked for.
    Refused(&'static str, String),
    /// The page could not be opened.
    NotOpened(String),
    /// What the browser made cannot be read as a PDF.
    Unreadable(String),
    /// There are other than so many pages.
    Pages {
        /// How many there have to be.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// A page has another size.
    PageSize {
        /// Which page, from 1.
        page: usize,
        /// What it has to be.
        expected: Size,
        /// What it is.
        found: Size,
    },
    /// A font is not in the file.
    NotEmbedded(String),
    /// Letters are drawings, as Chromium makes them of fonts that are no TrueType fonts.
    DrawnLetters(String),
}

impl Error {
    /// The name of its phrase in `src/messages/`, and the values in it.
    #[must_use]
    pub fn phrase(&self) -> (&'static str, Vec<(&'static str, String)>) {
        match self {
            Self::NoBrowser => ("pdf_no_browser", vec![]),
            Self::NotAProgram(path) => ("pdf_no_program", vec![("path", path.display().to_string())]),
            Self::Ended(reason) if reason.is_empty() => ("pdf_ended", vec![]),
            Self::Ended(reason) => ("pdf_ended_because", vec![("reason", reason.clone())]),
            Self::Silent(method, seconds) => {
                ("pdf_silent", vec![("method", (*method).to_owned()), ("seconds", seconds.to_string())])
            }
            Self::Refused(method, reason) => {
                ("pdf_refused", vec![("method", (*method).to_owned()), ("reason", reason.clone())])
            }
            Self::NotOpened(reason) => ("pdf_not_opened", vec![("reason", reason.clone())]),
            Self::Unreadable(reason) => ("pdf_unreadable", vec![("reason", reason.clone())]),
            Self::Pages { expected, found } => {
                ("pdf_pages", vec![("expected", expected.to_string()), ("found", found.to_string())])
            }
            Self::PageSize { page, expected, found } => {
                let values = [("page", page.to_string()), ("expected", expected.to_string())];
                ("pdf_page_size", values.into_iter().chain([("found", found.to_string())]).collect())
            }
            Self::NotEmbedded(font) => ("pdf_not_embedded", vec![("font", font.clone())]),
            Self::DrawnLetters(letters) => ("pdf_drawn_letters", vec![("letters", letters.clone())]),
        }
    }

    /// Whether no other page can be printed either.
    #[must_use]
    pub fn is_of_the_browser(&self) -> bool {
        matches!(self, Self::NoBrowser | Self::NotAProgram(_) | Self::Ended(_) | Self::Silent(..))
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rounded = |side: f32| (side * 10.0).round() / 10.0;
        write!(f, "{} × {} mm", rounded(self.width), rounded(self.height))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, values) = self.phrase();
        let values: Vec<String> = values.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        write!(f, "{name} ({})", values.join(", "))
    }
}

impl error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::fill;
    use crate::messages::{MessageLanguage, messages};
    use crate::pdf::Flaw;

    /// Whatever goes wrong has words in both languages, with a place for each value.
    #[test]
    fn everything_has_words() {
        let text = || "x".to_owned();
        let errors = [
            Error::NoBrowser,
            Error::NotAProgram("x".into()),
            Error::Ended(String::new()),
            Error::Ended(text()),
            Error::Silent("x", 1),
            Error::Refused("x", text()),
            Error::NotOpened(text()),
            Error::Unreadable(text()),
            Error::Pages { expected: 1, found: 2 },
            Error::PageSize { page: 1, expected: Size::A4, found: Size::A3 },
            Error::NotEmbedded(text()),
            Error::DrawnLetters(text()),
        ];
        let flaws = [
            Flaw::NoStructure,
            Flaw::Untagged { page: 1 },
            Flaw::UnknownTag(text()),
            Flaw::NoAlternative,
            Flaw::FirstHeading,
            Flaw::SkippedHeading { from: 1, to: 3 },
            Flaw::StrayLink { page: 1 },
            Flaw::UnevenList,
            Flaw::UnevenTable,
            Flaw::UnknownLetters(text()),
        ];
        for (name, values) in errors.iter().map(Error::phrase).chain(flaws.iter().map(Flaw::phrase)) {
            for language in [MessageLanguage::Ja, MessageLanguage::En] {
                let words = messages(language).term(name);
                assert!(words.contains(' ') || words.chars().count() > 9, "{name}: {words}");
                assert!(values.iter().all(|(name, _)| words.contains(&format!("{{{name}}}"))), "{name}: {words}");
                let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
                assert!(!fill(words, &values).contains('{'), "{name}: {words}");
            }
        }
    }
}
