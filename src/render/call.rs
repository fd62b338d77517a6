//! The call card of a window or a phone line: what to say, for each of those it is for, with blanks to fill in by pen.

use super::mail::mailto;
use super::record::View;
use super::view::{BlankView, CallCardView, CallSheetView, MailView, WordView};
use super::views::GroupViews;
use crate::language::{Language, Phrase, fill, words};
use crate::model::Record;
use crate::model::value::{Kind, Mode, RecordId, Who};

/// What is filled in by pen: the word of the theme, and how many lines it gets.
const BLANKS: [(&str, u8); 6] =
    [("name", 1), ("whom", 1), ("trouble", 2), ("question", 1), ("unsaid", 1), ("reply", 1)];

/// The call card of a record.
pub(super) fn call_view(views: &GroupViews<'_, '_>, language: Language, id: &RecordId) -> CallCardView {
    let record = views.inputs().site.record(id).expect("the plan names records that are there");
    let card = Card { views, language, record };
    CallCardView {
        record: views.record(language, id),
        blanks: card.blanks(),
        memo: has_counter(record).then(|| card.phrase("memo_words")),
        memo_japanese: card.japanese("memo_words").filter(|_| has_counter(record)),
        sheets: callers(record).into_iter().map(|who| card.sheet(who)).collect(),
    }
}

/// Whom a record is for; one that does not say is for everybody.
fn callers(record: Record<'_>) -> Vec<Who> {
    let named = &record.service.who;
    Who::ALL.iter().filter(|who| named.is_empty() || named.contains(who)).copied().collect()
}

/// Whether somebody is met there, to whom a memo can be handed.
fn has_counter(record: Record<'_>) -> bool {
    record.id.kind == Kind::Window || record.service.modes.contains(&Mode::Office)
}

/// A call card on its way into a view.
struct Card<'a, 'g, 's> {
    views: &'g GroupViews<'a, 's>,
    language: Language,
    record: Record<'a>,
}

impl Card<'_, '_, '_> {
    fn sheet(&self, who: Who) -> CallSheetView {
        let say = format!("call_words_{who}");
        CallSheetView {
            who: WordView { id: who.word(), name: words(self.language).who(who).to_owned() },
            words: self.phrase(&say),
            words_japanese: self.japanese(&say),
            mail: self.mail(&say),
        }
    }

    fn blanks(&self) -> Vec<BlankView> {
        let blank = |(id, lines): &(&'static str, u8)| BlankView {
            id,
            name: self.phrase(&format!("blank_{id}")),
            japanese: self.japanese(&format!("blank_{id}")),
            lines: *lines,
        };
        BLANKS.iter().map(blank).collect()
    }

    /// A letter with the same blanks, where one can write to the record.
    fn mail(&self, say: &str) -> Option<MailView> {
        let service = self.record.service;
        let view = View::new(self.views.inputs(), self.language, self.record);
        let to = service.contact.emails.iter().find_map(|email| view.email(email).address);
        let has_form = service.modes.contains(&Mode::WebForm) && service.contact.web.is_some() && view.shows_facts();
        if to.is_none() && !has_form {
            return None;
        }
        // Whoever reads the letter reads Japanese.
        let in_both = |key: &str| match self.japanese(key) {
            Some(japanese) => format!("{} / {}", japanese.text, self.word(key)),
            None => self.word(key),
        };
        let greeting = fill(&self.word("mail_greeting"), &[("window", &self.record.name(self.language, None).text)]);
        let blanks = BLANKS.iter().map(|(id, _)| in_both(&format!("blank_{id}")) + &self.word("colon") + "\n");
        let said = self.japanese(say).map_or_else(String::new, |japanese| japanese.text + "\n");
        let text = format!("{greeting}\n\n{said}{}\n\n{}", self.word(say), blanks.collect::<String>());
        let href = to.map(|to| mailto(&to, &in_both("mail_subject"), &text));
        Some(MailView { text, href })
    }

    fn phrase(&self, key: &str) -> Phrase {
        Phrase::own(self.word(key))
    }

    /// The same in Japanese, on pages in a language that the people at the window may not read.
    fn japanese(&self, key: &str) -> Option<Phrase> {
        let word = || self.views.inputs().theme.words(Language::Ja).get(key).cloned().unwrap_or_default();
        (self.language == Language::En).then(|| Phrase::japanese(self.language, &word()))
    }

    fn word(&self, key: &str) -> String {
        self.views.word(self.language, key)
    }
}
