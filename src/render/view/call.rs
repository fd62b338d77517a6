//! What the template of call cards sees.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Shared, WordView};
use crate::language::Phrase;

/// `call`: what to say at a window or on a phone line, with blanks to fill in by pen.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CallCardView {
    /// The window or the line: a `RecordView`.
    pub record: Shared,
    /// What is filled in, the same on every sheet.
    pub blanks: Vec<BlankView>,
    /// What a memo says to whoever it is handed to, where somebody is met.
    pub memo: Option<Phrase>,
    /// The same in Japanese, where the page is in a language that the people there may not read.
    pub memo_japanese: Option<Phrase>,
    /// A sheet for each of those that it is for.
    pub sheets: Vec<CallSheetView>,
}

/// What one of those says who may call.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CallSheetView {
    /// Who.
    pub who: WordView,
    /// Words to say.
    pub words: Phrase,
    /// The same in Japanese, where the page is in a language that the people there may not read.
    pub words_japanese: Option<Phrase>,
    /// A letter that says the same, where letters can be sent.
    pub mail: Option<MailView>,
}

/// Something to fill in.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BlankView {
    /// `name`, `whom`, `trouble`, `question`, `unsaid` or `reply`.
    pub id: &'static str,
    /// What belongs there.
    pub name: Phrase,
    /// The same in Japanese, where the page is in a language that the people there may not read.
    pub japanese: Option<Phrase>,
    /// How many lines it needs.
    pub lines: u8,
}

/// A letter to send.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MailView {
    /// What it says, in lines.
    pub text: String,
    /// What opens it in a mail program, where an address is known.
    pub href: Option<String>,
}
