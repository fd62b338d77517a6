//! Ten cards on A4, as large as business cards, with marks to cut along. They are all the same, so that only the first is
//! there for those who listen.

use std::fmt::Write as _;

use super::heights::{self, NOTE};
use super::lines::Side;
use super::{Draft, class, code_width};
use crate::language::fill;
use crate::model::value::RecordId;
use crate::paper::Format;
use crate::paper::fit::Overflow;
use crate::paper::measure::Setting;
use crate::render::view::{CardsView, PaperRecordView};

/// A card, in millimetres: that of Japanese business cards.
const CARD: (f64, f64) = (91.0, 55.0);
/// How many stand side by side, and how many above each other.
const GRID: (u8, u8) = (2, 5);
/// What is left of the sheet on each side.
const MARGIN: (f64, f64) = (14.0, 11.0);
/// Marks to cut along begin so far from the edge of the sheet, and end so far from the cards.
const CROP: (f64, f64) = (4.0, 2.0);
/// The padding of a card on both sides together.
const PADDING: (f64, f64) = (9.0, 6.0);
/// What stands above spans the card; below it are a column of text and one of the code, with a gap between them.
const WIDTH: f64 = CARD.0 - PADDING.0;
const CODE: f64 = 25.0;
const TEXT: f64 = WIDTH - CODE - 1.0;
/// A module is never finer than this where it fits.
const MODULE: f64 = 0.6;

const NAMES: [f64; 3] = [14.0, 13.0, 12.0];
const NUMBERS: [f64; 2] = [17.0, 15.0];

/// What stands on a card besides its name, its number and its code.
#[derive(Clone, Copy)]
struct Amount {
    hours: Hours,
    as_of: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Hours {
    Here,
    /// The code leads to them.
    ByCode,
    Left,
}

/// All of it, and ever less.
const AMOUNTS: [Amount; 4] = [
    Amount { hours: Hours::Here, as_of: true },
    Amount { hours: Hours::Here, as_of: false },
    Amount { hours: Hours::ByCode, as_of: false },
    Amount { hours: Hours::Left, as_of: false },
];

pub(super) fn view(draft: &mut Draft<'_, '_, '_>) -> CardsView {
    let main = draft.main_on_paper();
    let shown: Vec<RecordId> = draft.main().into_iter().collect();
    let first = main.as_ref().and_then(|main| main.phones.first());
    let number = first.map_or(NUMBERS[0], |phone| heights::size_of_number(&phone.number, TEXT, &NUMBERS));
    let (size, amount) = fit(draft, main.as_ref(), number).unwrap_or_else(|overflow| {
        draft.report_overflow("main", overflow);
        (NAMES[NAMES.len() - 1], AMOUNTS[AMOUNTS.len() - 1])
    });
    let mut leaflet = draft.leaflet(&shown, |modules| code_width(modules, MODULE, 23.0, CODE));
    leaflet.heading = class("c", size);
    let has_hours =
        first.is_some_and(|phone| !phone.hours.is_empty()) || main.is_some_and(|main| !main.hours.is_empty());
    draft.shorten("paper_own_hours", amount.hours != Hours::Here && has_hours);
    draft.shorten("paper_as_of", !amount.as_of && leaflet.as_of.is_some());
    CardsView {
        number: class("n", number),
        cards: (0..GRID.0 * GRID.1).collect(),
        crops: crops(),
        has_hours: amount.hours == Hours::Here,
        leads_to_hours: amount.hours == Hours::ByCode,
        has_as_of: amount.as_of && leaflet.as_of.is_some(),
        leaflet,
    }
}

/// The largest name with which everything fits, or as much as does.
fn fit(draft: &Draft<'_, '_, '_>, main: Option<&PaperRecordView>, number: f64) -> Result<(f64, Amount), Overflow> {
    let available = CARD.1 - PADDING.1;
    let mut needed = 0.0;
    for amount in AMOUNTS {
        for size in NAMES {
            needed = height(draft, main, (size, number), amount);
            if needed <= available {
                return Ok((size, amount));
            }
        }
    }
    Err(Overflow { needed, available })
}

fn height(
    draft: &Draft<'_, '_, '_>,
    main: Option<&PaperRecordView>,
    (name, number): (f64, f64),
    amount: Amount,
) -> f64 {
    let leading = draft.leading();
    let ward = draft.ward().map_or_else(String::new, |ward| ward.name.text);
    let ward = NOTE.height(&format!("{ward}　{}", draft.word("leaflet_edition")), WIDTH);
    let title = main.map_or_else(|| draft.leaflet.title.as_str().to_owned(), heights::full_name);
    let title = heights::short(Setting::new(name, 1.3), &title, WIDTH);
    let instead = main.and_then(|main| main.answered_by.as_ref());
    let instead = instead
        .map_or(0.0, |by| heights::short(NOTE, &fill(&draft.word("leaflet_instead"), &[("name", &by.text)]), WIDTH));
    let contact = main.map_or(0.0, |main| contact(draft, main, number, amount.hours));
    let day = draft.as_of(&draft.main().into_iter().collect::<Vec<_>>()).filter(|_| amount.as_of);
    let as_of = day.map_or(0.0, |day| NOTE.height(&fill(&draft.word("cards_as_of"), &[("date", &day.text)]), TEXT));
    let text = (contact + NOTE.height(&draft.address(), TEXT) + as_of) * leading;
    let is_sample = draft.site().config.sample;
    let caption = if is_sample { NOTE.height(&draft.word("sample"), CODE) * leading } else { 0.0 };
    (ward + title + instead) * leading + text.max(CODE + caption)
}

/// The number and the hours.
fn contact(draft: &Draft<'_, '_, '_>, main: &PaperRecordView, number: f64, hours: Hours) -> f64 {
    let note = |text: &str| heights::short(NOTE, text, TEXT);
    let Some(phone) = main.phones.first() else { return note(&draft.word("leaflet_no_number")) + 1.0 };
    let extension = phone.extension.as_ref().map_or(0.0, |_| NOTE.lines(1));
    let doubt = if phone.is_confirmed { 0.0 } else { NOTE.lines(1) + 1.0 };
    let lines = if phone.hours.is_empty() { &main.hours } else { &phone.hours };
    let hours = match hours {
        Hours::Here => lines.iter().map(|line| note(line)).sum(),
        Hours::ByCode => note(&draft.word("cards_hours")),
        Hours::Left => 0.0,
    };
    Setting::new(number, 1.25).lines(1) + extension + doubt + hours
}

/// The marks to cut along: short lines in the margins, none of which touches a card.
fn crops() -> String {
    let sheet = (2.0 * MARGIN.0 + f64::from(GRID.0) * CARD.0, 2.0 * MARGIN.1 + f64::from(GRID.1) * CARD.1);
    let (begins, gap) = CROP;
    let mut path = String::new();
    for column in 0..=GRID.0 {
        let x = MARGIN.0 + f64::from(column) * CARD.0;
        let length = MARGIN.1 - gap - begins;
        write!(path, "M{x} {begins}v{length}M{x} {}v{length}", sheet.1 - begins - length).expect("writing to a string");
    }
    for row in 0..=GRID.1 {
        let y = MARGIN.1 + f64::from(row) * CARD.1;
        let length = MARGIN.0 - gap - begins;
        write!(path, "M{begins} {y}h{length}M{} {y}h{length}", sheet.0 - begins - length).expect("writing to a string");
    }
    path
}

/// Where the cards are cut: from edge to edge, as knives go.
pub(super) fn side(paper: &Format) -> Side {
    let down = (0..=GRID.0).map(|column| MARGIN.0 + f64::from(column) * CARD.0);
    let across = (0..=GRID.1).map(|row| MARGIN.1 + f64::from(row) * CARD.1);
    let cuts = down.map(|x| ((x, 0.0), (x, paper.height))).chain(across.map(|y| ((0.0, y), (paper.width, y))));
    Side { cuts: cuts.collect(), pieces: Some((usize::from(GRID.0 * GRID.1), CARD.0, CARD.1)), ..Side::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cards_fill_the_sheet() {
        assert_eq!(2.0 * MARGIN.0 + f64::from(GRID.0) * CARD.0, 210.0);
        assert_eq!(2.0 * MARGIN.1 + f64::from(GRID.1) * CARD.1, 297.0);
        assert_eq!(GRID.0 * GRID.1, 10);
    }

    #[test]
    fn marks_stand_in_the_margins_only() {
        let path = crops();
        let marks: Vec<&str> = path.split('M').skip(1).collect();
        assert_eq!(marks.len(), 2 * (3 + 6));
        for mark in marks {
            let is_down = mark.contains('v');
            let (start, length) = mark.split_once(['v', 'h']).unwrap();
            let (x, y) = start.split_once(' ').unwrap();
            let along: f64 = if is_down { y } else { x }.parse().unwrap();
            let end = along + length.parse::<f64>().unwrap();
            let (margin, sheet) = if is_down { (MARGIN.1, 297.0) } else { (MARGIN.0, 210.0) };
            assert!(end < margin || along > sheet - margin, "{mark}");
            assert!(along >= 4.0 && end <= sheet - 4.0, "{mark}");
        }
    }
}
