//! What a sheet has no room for: which records were left out and which parts of the others, or why it cannot be made.

use super::Draft;
use super::entries::Entry;
use crate::diagnostic::{Diagnostic, Location, Severity};
use crate::paper::fit::Overflow;
use crate::render::view::PaperRecordView;

/// The code of what does not fit.
const OVERFLOW: &str = "leaflet-overflow";
/// The term of residents' voices.
const VOICES: &str = "paper_voices";

impl Draft<'_, '_, '_> {
    /// Notes that a part is left out, by its term in `src/messages/`, where there is something of it.
    pub(super) fn shorten(&mut self, part: &'static str, is_left_out: bool) {
        if is_left_out {
            self.shortened.push(part.to_owned());
        }
    }

    /// Notes which voices are left out behind the first so many.
    pub(super) fn shorten_voices(&mut self, shown: usize) {
        let known = &self.site().lists_of(&self.id.place).voices;
        let named = self.leaflet.voices.iter().filter(|id| known.get(id).is_some()).skip(shown);
        let left_out: Vec<String> = named.map(ToString::to_string).collect();
        if !left_out.is_empty() {
            self.shortened.push(format!("{VOICES}={}", left_out.join(" ")));
        }
    }

    /// Notes that of the main record only the name, the first number and when somebody answers that are there.
    pub(super) fn shorten_rest(&mut self, main: Option<&PaperRecordView>, has_rest: bool) {
        let Some(main) = main.filter(|_| !has_rest) else { return };
        self.shorten("paper_phones", main.phones.len() > 1);
        self.shorten("paper_office", main.has_two_hours);
        self.shorten("paper_hours_note", main.hours_note.is_some());
        self.shorten("paper_address", main.address.is_some());
        self.shorten("paper_mail", !main.emails.is_empty());
    }

    /// Says what was left out. Where the sheet cannot be made at all, that is what is to be mended.
    pub(super) fn report_shortened(&mut self) {
        let is_refused = self.problems.iter().any(|problem| problem.severity == Severity::Error);
        if is_refused || self.shortened.is_empty() {
            return;
        }
        let is_voices = self.shortened.iter().all(|part| part.starts_with(VOICES));
        let at = Location::field(self.path, if is_voices { "voices" } else { "kind" });
        self.problems.push(Diagnostic::warning("leaflet-shortened").with("parts", self.shortened.join(", ")).at(at));
    }

    /// Says that records were left out so that the others fit.
    pub(super) fn report_left_out(&mut self, left_out: &[Entry]) {
        if left_out.is_empty() {
            return;
        }
        let names: Vec<String> = left_out.iter().map(|entry| entry.id.to_string()).collect();
        let at = Location::field(self.path, "entries");
        let problem =
            Diagnostic::warning("leaflet-left-out").with("count", names.len()).with("names", names.join(", "));
        self.problems.push(problem.at(at));
    }

    /// Says that a box is too small for what must stand in it.
    pub(super) fn report_overflow(&mut self, field: &'static str, overflow: Overflow) {
        let problem = Diagnostic::error(OVERFLOW)
            .with("needed", format!("{:.0}", overflow.needed.ceil()))
            .with("available", format!("{:.0}", overflow.available.max(0.0).floor()));
        let field = self.written(field);
        self.problems.push(problem.at(Location::field(self.path, field)));
    }

    pub(super) fn has_overflow(&self) -> bool {
        self.problems.iter().any(|problem| problem.code == OVERFLOW)
    }

    /// Points at the readings where everything fits without them.
    pub(super) fn blame_readings(&mut self) {
        let at = Location::field(self.path, "readings");
        let problems = std::mem::take(&mut self.problems).into_iter();
        for problem in problems {
            self.problems.push(if problem.code == OVERFLOW { problem.at(at.clone()) } else { problem });
        }
    }

    /// The field to name for what takes the room: whatever is left to the program is not there to be pointed at.
    pub(super) fn written(&self, field: &'static str) -> &'static str {
        match field {
            "entries" if self.leaflet.entries.is_some() => field,
            "main" if self.leaflet.main.is_some() => field,
            "entries" if !self.leaflet.also.is_empty() => "also",
            "entries" | "main" if self.leaflet.lead.is_some() => "lead",
            "entries" | "main" => "title",
            _ => field,
        }
    }
}
