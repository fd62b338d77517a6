//! A form for a pen: questions with ruled boxes, or, without any, a sheet by which one office hands somebody on to another
//! with that person's consent. What is written on it stays on paper.

use super::heights::{self, NOTE, PART, TEXT};
use super::{Draft, class, code_width};
use crate::language::Phrase;
use crate::model::value::RecordId;
use crate::paper::fit::Overflow;
use crate::render::view::FormView;

/// The sheet without its margins, in millimetres.
const WIDTH: f64 = 180.0;
const HEIGHT: f64 = 297.0 - 20.0;
/// Between the parts of the sheet.
const GAP: f64 = 4.0;
/// The box of an answer is never lower than this: two lines of handwriting.
const ANSWER: f64 = 20.0;
/// What stands on a sheet without questions, whatever the guide: the person, the relay, the consent, and the ruled box.
const RELAY: f64 = 30.0 + 49.0 + 29.0 + 47.0;
/// From line to line of a ruled box.
const LINE: f64 = 10.0;
/// The choices of a sheet without questions, so many in a row at least.
const CHOICES: usize = 4;
/// The code beside the issuer.
const CODE: f64 = 24.0;

const HEADINGS: [f64; 3] = [22.0, 20.0, 18.0];

pub(super) fn view(draft: &mut Draft<'_, '_, '_>) -> FormView {
    let leaflet = draft.leaflet;
    let questions: Vec<Phrase> = leaflet.questions.iter().map(|question| draft.say(question)).collect();
    let concerns = draft.site().concerns.iter().map(|concern| Phrase::local(draft.language, &concern.name));
    let concerns: Vec<Phrase> = concerns.collect();
    let (heading, title) = heights::heading(leaflet.title.as_str(), WIDTH, &HEADINGS, 2);
    let lead = draft.lead_of_form();
    let foot = CODE.max(draft.issued().iter().map(|line| NOTE.height(line, WIDTH - CODE - 6.0)).sum());
    let around = title + TEXT.height(&lead.text, WIDTH) + foot;
    let needed = match questions.as_slice() {
        [] => {
            let rows = concerns.len().div_ceil(CHOICES) as f64;
            RELAY + PART.lines(1) + rows * TEXT.lines(1) + 6.0 * GAP
        }
        questions => {
            let text = questions.iter().map(|question| TEXT.height(&question.text, WIDTH - 9.0) + 1.0 + ANSWER + GAP);
            text.sum::<f64>() + 2.0 * GAP
        }
    };
    let available = HEIGHT - around * draft.leading();
    let boxes = questions.len().max(1) as f64;
    let least = if questions.is_empty() { 40.0 } else { ANSWER * boxes };
    let room = (available - needed * draft.leading() + least) / boxes;
    let rules = (room / LINE).floor().clamp(2.0, 30.0) as u8;
    if needed * draft.leading() > available {
        let field = if questions.is_empty() { "lead" } else { "questions" };
        draft.report_overflow(field, Overflow { needed: needed * draft.leading(), available });
    }
    let shown: Vec<RecordId> = draft.main().into_iter().collect();
    let mut leaflet = draft.leaflet(&shown, |modules| code_width(modules, 0.5, CODE, CODE));
    leaflet.heading = class("h", heading);
    FormView { rules: (0..rules).collect(), questions, concerns, purpose: lead, leaflet }
}

impl Draft<'_, '_, '_> {
    /// Its own sentence, or that of the theme.
    fn lead_of_form(&self) -> Phrase {
        let of_theme = if self.leaflet.questions.is_empty() { "leaflet_relay_lead" } else { "leaflet_form_lead" };
        let own = self.leaflet.lead.as_ref().map(|lead| self.say(lead));
        own.unwrap_or_else(|| Phrase::own(self.word(of_theme)))
    }
}
