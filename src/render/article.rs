//! A page that is no record.

use super::Inputs;
use super::pieces::body_view;
use super::view::ArticleView;
use crate::language::{Language, Phrase};
use crate::model::{Entry, Page, PageText};

/// A page that is no record.
pub(super) fn article_view(inputs: Inputs<'_>, language: Language, entry: &Entry<Page, PageText>) -> ArticleView {
    let translation = entry.translations.get(&language);
    let own_body = translation.map(|translation| &translation.body).filter(|body| !body.is_empty());
    ArticleView {
        title: entry.title(language),
        description: entry.description(language),
        body: body_view(inputs, language, own_body.unwrap_or(&entry.body)),
        lang: Phrase::fallback_lang(language, own_body.is_some()),
    }
}

impl Entry<Page, PageText> {
    /// The heading.
    pub(crate) fn title(&self, language: Language) -> Phrase {
        let text = self.translations.get(&language).map(|translation| &translation.data);
        Phrase::of(language, text.and_then(|text| text.title.as_ref()), &self.data.title)
    }

    /// The sentence about it.
    pub(super) fn description(&self, language: Language) -> Option<Phrase> {
        let text = self.translations.get(&language).map(|translation| &translation.data);
        let description = self.data.description.as_ref()?;
        Some(Phrase::of(language, text.and_then(|text| text.description.as_ref()), description))
    }
}
