//! What templates see of pages about leaflets: what a printed code opens, and the list of a ward's leaflets.

use schemars::JsonSchema;
use serde::Serialize;

use super::{FallbackView, LinkView, Shared, TimeView};
use crate::language::Phrase;

/// `landing`: what a printed code opens. Not the sheet again, but what is true today.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LandingView {
    /// The leaflet's heading.
    pub title: Phrase,
    /// Whose it is.
    pub ward: Option<LinkView>,
    /// The record that it is about.
    pub main: Option<Shared>,
    /// The records that stand on it besides.
    pub records: Vec<Shared>,
    /// The sheet itself, as long as it is given out.
    pub sheet: Option<String>,
    /// What went to print, the last first. Its mark is what a printed code names behind `#`.
    pub editions: Vec<EditionView>,
}

/// A printed edition, for whoever has it in hand.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EditionView {
    /// The mark that is printed on it.
    pub mark: String,
    /// When it went to print.
    pub sent: TimeView,
    /// The records of which it says what no longer holds.
    pub changes: Vec<EditionChangeView>,
}

/// What no longer holds of one record on a sheet.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EditionChangeView {
    /// What the record is called on the sheet; nothing where it is not for residents any more.
    pub name: Option<Phrase>,
    /// Whether it rests for a while, so that nobody answers.
    pub is_resting: bool,
    /// The last four digits of numbers that are not the record's any more. An old number is never published whole.
    pub old_numbers: Vec<String>,
    /// Whether numbers are others, or stand for something else.
    pub numbers: bool,
    /// Whether the hours are others.
    pub hours: bool,
    /// Whether the place is another, or is found in another way.
    pub address: bool,
    /// Whether something else is.
    pub other: bool,
    /// The record as it is today; nothing where it is not there any more.
    pub now: Option<FallbackView>,
}

/// `leaflets`: the printed matter of a ward.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LeafletsView {
    /// The ward.
    pub ward: LinkView,
    /// Each with its paper.
    pub leaflets: Vec<LeafletLinkView>,
}

/// A leaflet in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LeafletLinkView {
    /// The sheet.
    pub href: String,
    /// Its heading.
    pub title: Phrase,
    /// Its kind: `flyer`, `large` …
    pub kind: &'static str,
    /// The paper: `A4`, `A3`.
    pub paper: &'static str,
}
