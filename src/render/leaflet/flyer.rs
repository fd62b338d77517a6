//! A flyer for noticeboards on A4: heading, the main window with its number, records by worry, strips to tear off. A
//! poster is the same on A3, drawn larger.

use super::heights::{self, Main, NOTE, TEXT, small};
use super::lines::Side;
use super::{Draft, Entry, class, code_width};
use crate::language::{Phrase, fill};
use crate::model::value::RecordId;
use crate::paper::fit::{Overflow, SIZES, fit};
use crate::paper::measure::Setting;
use crate::paper::{A4, Format};
use crate::render::view::{FlyerView, PaperRecordView};

/// The sheet without its margins, in millimetres.
const WIDTH: f64 = 182.0;
const HEIGHT: f64 = 297.0 - 10.0;
/// Between the parts of the sheet.
const GAP: f64 = 4.0;
/// The strips, or the lower margin where there are none.
const STRIPS: f64 = 52.0;
const MARGIN: f64 = 9.0;
/// What padding takes from a strip along its text.
const STRIP_PADDING: f64 = 6.0;
/// The column of the code.
const CODE: f64 = 38.0;
/// What frames, padding and the gap before the code take from the main box, across and down.
const FRAME: (f64, f64) = (2.0 + 10.0 + 5.0, 2.0 + 7.0);
/// The column of an entry.
const ENTRY: f64 = (WIDTH - 7.0) / 2.0;
/// The stamp box with its gap, and its height.
const STAMP: (f64, f64) = (45.0, 25.0);
/// So many voices stand in a row; fewer share it.
const VOICES: usize = 3;
/// A module is never finer than this on a noticeboard, in millimetres.
const MODULE: f64 = 0.6;

const HEADINGS: [f64; 4] = [34.0, 30.0, 26.0, 22.0];
const NUMBERS: [f64; 6] = [45.0, 40.0, 36.0, 32.0, 28.0, 24.0];
const LEAD: Setting = Setting::new(13.5, 1.75);

/// How much stands on the sheet besides the main record's first number.
#[derive(Clone, Copy)]
struct Amount {
    /// What else is known of the main record.
    rest: bool,
    /// Rows of voices.
    voices: usize,
    /// What happens when somebody calls.
    steps: bool,
    /// The hours of the entries.
    hours: bool,
    entries: usize,
}

impl Amount {
    /// All of it, and ever less. What goes first are more rows of voices than one, then hours, steps, voices and the rest of
    /// the main record; entries go last.
    fn all(voices: usize, entries: usize, must: usize) -> impl Iterator<Item = Self> {
        let extras = (0..1_u8 << 5).rev().filter_map(move |bits| {
            let [rest, first, steps, hours, more] = [4, 3, 2, 1, 0].map(|bit| bits & (1 << bit) != 0);
            let is_told_apart = (first || !more) && (voices > 0 || !first) && (voices > 1 || !more);
            let voices = if more { voices } else { usize::from(first) };
            is_told_apart.then_some(Self { rest, steps, voices, hours, entries })
        });
        let none = Self { rest: false, steps: false, voices: 0, hours: false, entries };
        extras.chain((must..entries).rev().map(move |entries| Self { entries, ..none }))
    }
}

pub(super) fn view(draft: &mut Draft<'_, '_, '_>) -> FlyerView {
    let entries = draft.entries();
    let papers: Vec<PaperRecordView> = entries.iter().map(|entry| draft.paper(entry)).collect();
    let must = entries.iter().filter(|entry| entry.must).count();
    let main = draft.main_on_paper();
    let voices = draft.voices();
    let (heading, heading_height) = heights::heading(draft.leaflet.title.as_str(), WIDTH, &HEADINGS, 2);
    let first = main.as_ref().and_then(|main| main.phones.first());
    let width = WIDTH - FRAME.0 - CODE;
    let number = first.map_or(NUMBERS[0], |phone| heights::size_of_number(&phone.number, width, &NUMBERS));

    let leading = draft.leading();
    let available = HEIGHT - fixed(draft, heading_height * leading);
    let sizes = SIZES.map(|size| Heights::new(draft, main.as_ref(), &papers, &voices, number, size));
    let rows = voices.len().div_ceil(VOICES);
    let found = fit(available, Amount::all(rows, entries.len(), must), |size, amount| {
        let at = SIZES.iter().position(|known| *known == size).unwrap_or(0);
        sizes[at].of(amount, entries.len()) * leading
    });
    let (size, amount) = found.unwrap_or_else(|overflow| {
        draft.report_overflow("entries", overflow);
        (12.0, Amount { rest: false, steps: false, voices: 0, hours: false, entries: must })
    });
    let shown: Vec<RecordId> = draft.main().into_iter().chain(ids(&entries[..amount.entries])).collect();
    draft.report_left_out(&entries[amount.entries..]);
    report_shortened(draft, main.as_ref(), &papers[..amount.entries], amount);
    let strip = main.as_ref().map(|main| strip(draft, main)).unwrap_or_default();
    let mut leaflet = draft.leaflet(&shown, |modules| code_width(modules, MODULE, 30.0, CODE));
    leaflet.size = class("pt", size);
    leaflet.heading = class("h", heading);
    leaflet.left_out = entries.len() - amount.entries;
    FlyerView {
        number: class("n", number),
        entries: papers.into_iter().take(amount.entries).collect(),
        has_rest: amount.rest,
        has_labels: draft.leaflet.entries.as_ref().is_some_and(|entries| entries.group.is_some()),
        has_hours: amount.hours,
        has_steps: amount.steps && main.as_ref().is_some_and(|main| main.call.is_some()),
        voices: voices.into_iter().take(amount.voices * VOICES).collect(),
        strips: (0..draft.leaflet.strips.unwrap_or(0)).collect(),
        strip,
        leaflet,
    }
}

/// Notes what of the sheet had to go.
fn report_shortened(
    draft: &mut Draft<'_, '_, '_>,
    main: Option<&PaperRecordView>,
    shown: &[PaperRecordView],
    amount: Amount,
) {
    draft.shorten_rest(main, amount.rest);
    draft.shorten("paper_steps", !amount.steps && main.is_some_and(|main| main.call.is_some()));
    draft.shorten("paper_hours", !amount.hours && shown.iter().any(|entry| !entry.hours.is_empty()));
    draft.shorten_voices(amount.voices * VOICES);
}

fn ids<'e>(entries: &'e [Entry]) -> impl Iterator<Item = RecordId> + 'e {
    entries.iter().map(|entry| entry.id.clone())
}

/// Everything above the main record and below the entries.
fn fixed(draft: &Draft<'_, '_, '_>, heading: f64) -> f64 {
    let leading = draft.leading();
    let lead = draft.leaflet.lead.as_ref().map_or(0.0, |lead| 2.5 + LEAD.height(lead.as_str(), WIDTH) * leading);
    let strips = if draft.leaflet.strips.is_some_and(|strips| strips > 0) { STRIPS } else { MARGIN };
    let from = draft.ward().map_or_else(String::new, |ward| ward.name.text) + &draft.word("leaflet_from");
    let from = TEXT.height(&from, WIDTH - 15.0) * leading + 1.8;
    from + heading + lead + FRAME.1 + foot(draft) + strips + 5.0 * GAP
}

/// Who issues it, as of when, and the stamp box beside it.
fn foot(draft: &Draft<'_, '_, '_>) -> f64 {
    let width = if draft.leaflet.stamp_box { WIDTH - STAMP.0 } else { WIDTH };
    let text = draft.issued().iter().map(|line| NOTE.height(line, width)).sum::<f64>() * draft.leading();
    if draft.leaflet.stamp_box { STAMP.1.max(text) } else { text }
}

/// How high everything is in a size.
struct Heights {
    window: f64,
    rest: f64,
    code: f64,
    steps: f64,
    voices: Vec<f64>,
    /// Of each row of entries, without and with its hours.
    rows: Vec<(f64, f64)>,
    heading: f64,
    more: f64,
}

impl Heights {
    fn new(
        draft: &Draft<'_, '_, '_>,
        main: Option<&PaperRecordView>,
        entries: &[PaperRecordView],
        voices: &[Phrase],
        number: f64,
        size: f64,
    ) -> Self {
        let word = |key| draft.word(key);
        let width = WIDTH - FRAME.0 - CODE;
        let labels = ["leaflet_visit", "leaflet_write", "leaflet_hours"].map(word);
        let main_heights = main.map(|main| Main::new(main, number, width, [&labels[0], &labels[1], &labels[2]]));
        let Main { first, rest } = main_heights.unwrap_or_default();
        let call = main.and_then(|main| main.call.as_ref());
        let words = ["first_words", "call_asked", "call_not_asked"].map(word);
        let steps = call.map(|call| heights::steps(call, [&words[0], &words[1], &words[2]], size, WIDTH));
        let part = |key, content| GAP + heights::part(&word(key), WIDTH, content);
        let voices = (0..voices.len().div_ceil(VOICES) + 1).map(|rows| match rows {
            0 => 0.0,
            _ => {
                let voices = &voices[..voices.len().min(rows * VOICES)];
                part("leaflet_voices", heights::voices(voices, VOICES.min(voices.len()), size, WIDTH))
            }
        });
        let highest = |row: &[PaperRecordView], has_hours| {
            row.iter().map(|entry| heights::entry(entry, size, ENTRY, has_hours)).fold(0.0, f64::max)
        };
        Self {
            window: first,
            rest,
            code: CODE + NOTE.height(&word("leaflet_scan"), CODE),
            steps: steps.map_or(0.0, |steps| part("when_you_call", steps)),
            voices: voices.collect(),
            rows: entries.chunks(2).map(|row| (highest(row, false), highest(row, true))).collect(),
            heading: heights::part(&word("leaflet_choose"), WIDTH, 0.0),
            more: small(size).height(&word("leaflet_more"), WIDTH) + 1.0,
        }
    }

    fn of(&self, amount: Amount, entries: usize) -> f64 {
        let window = self.window + if amount.rest { self.rest } else { 0.0 };
        let rows = self.rows.iter().take(amount.entries.div_ceil(2));
        let rows: f64 = rows.map(|(without, with)| if amount.hours { with } else { without }).sum();
        let heading = if amount.entries > 0 { self.heading } else { 0.0 };
        let more = if amount.entries < entries { self.more } else { 0.0 };
        let steps = if amount.steps { self.steps } else { 0.0 };
        window.max(self.code) + heading + rows + more + steps + self.voices[amount.voices]
    }
}

/// The lines of a strip below its number: what belongs to that, the name of the record, and whose it is where
/// that does not say it and there is room. What belongs to the number goes before the name where there is no room for a line of its own.
fn strip(draft: &mut Draft<'_, '_, '_>, main: &PaperRecordView) -> Vec<String> {
    const NUMBER: Setting = Setting::new(13.5, 1.25);
    const LINE: Setting = Setting::new(10.5, 1.25);
    let Some(strips) = draft.leaflet.strips.filter(|strips| *strips > 0) else { return Vec::new() };
    let available = (WIDTH + 28.0) / f64::from(strips);
    let needed = |lines: &[String]| {
        let lines = lines.iter().map(|line| LINE.height(line, STRIPS - STRIP_PADDING));
        NUMBER.lines(1) + lines.sum::<f64>() + 1.0
    };
    // Below another's number stands who answers it.
    let name = main.answered_by.as_ref().unwrap_or(&main.name).text.clone();
    let ward = draft.ward().map(|ward| ward.name.text).filter(|ward| !name.contains(ward));
    let marks = marks(draft, main);
    let apart: Vec<String> = [marks.join(" "), name.clone()].into_iter().filter(|line| !line.is_empty()).collect();
    let joined = vec![marks.into_iter().chain([name]).collect::<Vec<_>>().join(" ")];
    let with_ward = |lines: &[String]| lines.iter().cloned().chain(ward.clone()).collect::<Vec<_>>();
    let ways = [with_ward(&apart), with_ward(&joined), apart, joined.clone()];
    if let Some(lines) = ways.into_iter().find(|lines| needed(lines) <= available) {
        return lines;
    }
    draft.report_overflow("strips", Overflow { needed: needed(&joined), available });
    joined
}

/// What must not get lost with the rest of the sheet: the extension, that a number is not confirmed or not known, and that
/// all of it is a sample.
fn marks(draft: &Draft<'_, '_, '_>, main: &PaperRecordView) -> Vec<String> {
    let first = main.phones.first();
    let extension = first.and_then(|phone| phone.extension.as_ref());
    let extension = extension.map(|number| fill(&draft.word("extension"), &[("number", number)]));
    let doubt = match first {
        Some(phone) => (!phone.is_confirmed).then_some("leaflet_doubt"),
        None => Some("leaflet_no_number"),
    };
    let sample = draft.site().config.sample.then_some("sample");
    extension.into_iter().chain(doubt.into_iter().chain(sample).map(|key| draft.word(key))).collect()
}

/// Where the strips are cut: from what is above them, and from each other. A poster is as much larger as its paper is.
pub(super) fn side(paper: &Format, strips: u8) -> Side {
    let height = STRIPS * paper.width / A4.width;
    let (top, width) = (paper.height - height, paper.width / f64::from(strips));
    let between = (1..strips).map(|strip| width * f64::from(strip)).map(|x| ((x, top), (x, paper.height)));
    let cuts = std::iter::once(((0.0, top), (paper.width, top))).chain(between);
    Side { cuts: cuts.collect(), pieces: Some((usize::from(strips), width, height)), ..Side::default() }
}
