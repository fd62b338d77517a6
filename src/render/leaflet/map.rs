//! A map of support on two sides of A4. In front: one window in the middle, and up to four fields of help around it. On
//! the back: groups and places with their days and addresses, and what the front has no room for.

use super::heights::{self, Main, NOTE, PART, STRONG, TEXT, small};
use super::{Draft, Entry, class, code_width};
use crate::language::Phrase;
use crate::model::Field;
use crate::model::value::{Id, Kind, RecordId};
use crate::paper::fit::{Overflow, fit};
use crate::paper::measure::Setting;
use crate::render::view::{MapFieldView, MapTableView, MapView, PaperRecordView};

/// A side without its margins, in millimetres.
const WIDTH: f64 = 277.0;
const HEIGHT: f64 = 210.0 - 15.0;
/// Between the parts of a side.
const GAP: f64 = 3.5;
/// What stands beside the heading.
const FROM: f64 = 70.0;
/// The box in the middle, what frames and padding take from it, across and down, and the gaps in it.
const HUB: f64 = 80.0;
const HUB_FRAME: (f64, f64) = (2.4 + 8.0, 2.4 + 6.0);
const HUB_GAPS: f64 = 2.0 * 2.0;
/// A field, and what frames and padding take from it.
const FIELD: f64 = (WIDTH - HUB - 2.0 * GAP) / 2.0;
const FIELD_FRAME: (f64, f64) = (2.4 + 7.0, 2.4 + 5.0);
/// The number of a field with the gap behind it.
const CIRCLE: (f64, f64) = (9.5, 7.5);
/// Below the heading of a field.
const BELOW_HEADING: f64 = 1.0;
/// So many fields stand around the middle.
const FIELDS: usize = 4;
/// The columns of a table: name, days, number, place.
const COLUMNS: [f64; 4] = [66.0, 83.0, 58.0, 70.0];
/// What lines and padding take from a cell, across and down.
const CELL: (f64, f64) = (4.5, 2.65);
/// The column of an entry on the back.
const ENTRY: f64 = (WIDTH - 7.0) / 2.0;
/// How wide the code is at most, and a module where it fits.
const CODE: f64 = 32.0;
const MODULE: f64 = 0.6;

const HEADINGS: [f64; 2] = [26.0, 22.0];
const NUMBERS: [f64; 5] = [24.0, 22.0, 20.0, 18.0, 17.0];

/// What entries are is said in sentences only where the text stays as large as this, in points.
const FOR_LEADS: f64 = 14.0;

/// What stands in front.
#[derive(Clone, Copy)]
struct Front {
    leads: bool,
    concerns: bool,
    entries: usize,
}

/// What stands on the back.
#[derive(Clone, Copy)]
struct Back {
    steps: bool,
    others: usize,
    rows: usize,
}

pub(super) fn view(draft: &mut Draft<'_, '_, '_>) -> MapView {
    let entries = draft.entries();
    let main = draft.main_on_paper();
    let first = main.as_ref().and_then(|main| main.phones.first());
    let number = first.map_or(NUMBERS[0], |phone| heights::size_of_number(&phone.number, HUB - HUB_FRAME.0, &NUMBERS));
    let (heading, header) = header(draft);
    let available = HEIGHT - (header + NOTE.height(&draft.word("map_over"), WIDTH)) * draft.leading() - 2.0 * GAP;
    let (has_first, has_rest) = fit_hub(draft, main.as_ref(), number, available);

    let fields = fields(draft, &entries);
    let (size, front) = fit_front(draft, &fields, available);
    let fronts: Vec<MapFieldView> = fields.into_iter().filter_map(|field| field.first(front.entries)).collect();
    let in_front: Vec<&PaperRecordView> = fronts.iter().flat_map(|field| &field.entries).collect();
    draft.shorten_rest(main.as_ref(), has_rest);
    draft.shorten("paper_leads", !front.leads && in_front.iter().any(|entry| entry.lead.is_some()));
    draft.shorten("paper_entry_concerns", !front.concerns && in_front.iter().any(|entry| !entry.concerns.is_empty()));
    let is_in_front = |entry: &Entry| {
        let id = entry.id.to_string();
        fronts.iter().any(|field| field.entries.iter().any(|paper| paper.id == id))
    };
    let rows: Vec<&Entry> = entries.iter().filter(|entry| is_gathering(&entry.id)).collect();
    let others: Vec<&Entry> = entries.iter().filter(|entry| !is_gathering(&entry.id) && !is_in_front(entry)).collect();
    let (back_size, back) = fit_back(draft, main.as_ref(), &rows, &others);

    draft.shorten("paper_steps", !back.steps && main.as_ref().is_some_and(|main| main.call.is_some()));
    let is_shown = |entry: &Entry| {
        let is_among = |among: &[&Entry]| among.iter().any(|one| one.id == entry.id);
        is_in_front(entry) || is_among(&rows[..back.rows]) || is_among(&others[..back.others])
    };
    let tables = [Kind::FamilyGroup, Kind::Place].map(|kind| MapTableView {
        kind: kind.folder(),
        entries: rows[..back.rows].iter().filter(|row| row.id.kind == kind).map(|row| draft.paper(row)).collect(),
    });
    let others = others[..back.others].iter().map(|entry| draft.paper(entry)).collect();
    let (shown, left_out): (Vec<Entry>, Vec<Entry>) = entries.iter().cloned().partition(is_shown);
    draft.report_left_out(&left_out);
    let shown: Vec<RecordId> = draft.main().into_iter().chain(shown.into_iter().map(|entry| entry.id)).collect();
    let mut leaflet = draft.leaflet(&shown, |modules| code_width(modules, MODULE, 30.0, CODE));
    leaflet.size = class("pt", size);
    leaflet.heading = class("h", heading);
    leaflet.left_out = left_out.len();
    MapView {
        number: class("n", number),
        has_first,
        has_rest,
        fields: fronts,
        has_leads: front.leads,
        has_concerns: front.concerns,
        back: class("pt", back_size),
        tables: tables.into_iter().filter(|table| !table.entries.is_empty()).collect(),
        others,
        has_steps: back.steps && main.is_some_and(|main| main.call.is_some()),
        leaflet,
    }
}

/// Whether a record is one to go to on its days, so that it stands in a table.
fn is_gathering(id: &RecordId) -> bool {
    matches!(id.kind, Kind::FamilyGroup | Kind::Place)
}

/// A field of help with its records: each with its place among those in front, which come in the order of need.
struct Around {
    name: Phrase,
    entries: Vec<(usize, PaperRecordView)>,
    must: usize,
}

impl Around {
    /// What is left of it with so many records in front.
    fn first(self, in_front: usize) -> Option<MapFieldView> {
        let entries = self.entries.into_iter().filter(|(number, _)| *number < in_front);
        let entries: Vec<PaperRecordView> = entries.map(|(_, entry)| entry).collect();
        (!entries.is_empty()).then_some(MapFieldView { name: self.name, entries })
    }
}

/// The fields with the most records, in the order of the site.
fn fields(draft: &Draft<'_, '_, '_>, entries: &[Entry]) -> Vec<Around> {
    let site = draft.site();
    let field_of =
        |entry: &Entry| -> Option<Id<Field>> { site.record(&entry.id.without_desk())?.service.fields.first().cloned() };
    let fields = site.fields.iter().map(|field| {
        let own = entries.iter().filter(|entry| field_of(entry).as_ref() == Some(&field.id));
        (Phrase::local(draft.language, &field.name), own.collect::<Vec<_>>())
    });
    // A record of another place is as needed as any, and yet those of the place are read first.
    let fields = fields.map(|(name, mut own)| {
        own.sort_by_key(|entry| entry.id.place != draft.id.place);
        (name, own)
    });
    let mut fields: Vec<_> = fields.filter(|(_, own)| !own.is_empty()).enumerate().collect();
    fields.sort_by_key(|(_, (_, own))| std::cmp::Reverse(own.len()));
    fields.truncate(FIELDS);
    fields.sort_by_key(|(number, _)| *number);
    // Records in front are numbered in the order of need, over all fields.
    let is_around = |entry: &&Entry| fields.iter().any(|(_, (_, own))| own.iter().any(|one| one.id == entry.id));
    let order: Vec<&RecordId> = entries.iter().filter(is_around).map(|entry| &entry.id).collect();
    let place = |entry: &Entry| order.iter().position(|id| **id == entry.id).unwrap_or(usize::MAX);
    let around = fields.iter().map(|(_, (name, own))| Around {
        name: name.clone(),
        must: own.iter().filter(|entry| entry.must).count(),
        entries: own.iter().map(|entry| (place(entry), in_field(draft, entry))).collect(),
    });
    around.collect()
}

/// A record in its field, which needs no label but for another place's.
fn in_field(draft: &Draft<'_, '_, '_>, entry: &Entry) -> PaperRecordView {
    PaperRecordView { label: draft.elsewhere(&entry.id.place), ..draft.paper(entry) }
}

/// The size of the heading, and how high it is with what stands beside and below it.
fn header(draft: &Draft<'_, '_, '_>) -> (f64, f64) {
    let (size, height) = heights::heading(draft.leaflet.title.as_str(), WIDTH - FROM, &HEADINGS, 1);
    let ward = draft.ward().map_or_else(String::new, |ward| ward.name.text);
    let beside = TEXT.height(&format!("{ward}{}　{}", draft.word("leaflet_from"), draft.word("sample")), FROM);
    let lead = draft.leaflet.lead.as_ref().map_or(0.0, |lead| TEXT.height(lead.as_str(), WIDTH));
    (size, height.max(beside) + lead)
}

/// Whether there is room for a word that this is where to begin, and for all of the main record.
fn fit_hub(draft: &mut Draft<'_, '_, '_>, main: Option<&PaperRecordView>, number: f64, available: f64) -> (bool, bool) {
    let width = HUB - HUB_FRAME.0;
    let words = ["leaflet_visit", "leaflet_write", "leaflet_hours"].map(|key| draft.word(key));
    let Main { first, rest } =
        main.map(|main| Main::new(main, number, width, [&words[0], &words[1], &words[2]])).unwrap_or_default();
    let caption = format!("{} {}", draft.word("sample"), draft.word("leaflet_scan"));
    let leading = draft.leading();
    let least = HUB_FRAME.1 + HUB_GAPS + CODE + (first + NOTE.height(&caption, width)) * leading;
    let with_word = least + STRONG.height(&draft.word("map_first"), width) * leading;
    if least > available {
        draft.report_overflow("main", Overflow { needed: least, available });
    }
    (with_word <= available, with_word + rest * leading <= available)
}

/// The size of the fields, and what stands in them.
fn fit_front(draft: &mut Draft<'_, '_, '_>, fields: &[Around], available: f64) -> (f64, Front) {
    let all = fields.iter().map(|field| field.entries.len()).sum();
    let must = fields.iter().map(|field| field.must).sum();
    let whole = Front { leads: true, concerns: true, entries: all };
    let least = Front { leads: false, concerns: false, entries: must };
    let fewer = (must..=all).rev().map(|entries| Front { entries, ..least });
    let amounts = [whole, Front { leads: false, ..whole }].into_iter().chain(fewer);
    let ask = draft.word("leaflet_ask");
    let found = fit(available, amounts, |size, front| match front.leads && size < FOR_LEADS {
        true => f64::INFINITY,
        false => rows_height(fields, front, &ask, size, draft.leading()),
    });
    found.unwrap_or_else(|overflow| {
        draft.report_overflow("entries", overflow);
        (12.0, least)
    })
}

/// How high the fields are, two in a row.
fn rows_height(fields: &[Around], front: Front, ask: &str, size: f64, leading: f64) -> f64 {
    let boxes = fields.iter().filter_map(|field| height(field, front, ask, size));
    let boxes: Vec<f64> = boxes.map(|text| text * leading + FIELD_FRAME.1).collect();
    let rows = boxes.chunks(2).map(|row| row.iter().copied().fold(0.0, f64::max) + GAP);
    (rows.sum::<f64>() - GAP).max(0.0)
}

/// How high what stands in a field is; nothing where no record of it is in front.
fn height(field: &Around, front: Front, ask: &str, size: f64) -> Option<f64> {
    let width = FIELD - FIELD_FRAME.0;
    let entries = field.entries.iter().filter(|(number, _)| *number < front.entries);
    let entries: Vec<f64> = entries.map(|(_, entry)| entry_height(entry, front, ask, size, width)).collect();
    let heading = PART.height(&field.name.text, width - CIRCLE.0).max(CIRCLE.1) + BELOW_HEADING;
    (!entries.is_empty()).then(|| heading + entries.iter().sum::<f64>())
}

fn entry_height(entry: &PaperRecordView, front: Front, ask: &str, size: f64, width: f64) -> f64 {
    let small = |text| (small(size), text);
    let name = (Setting::new(size, 1.4), entry.name.text.as_str());
    let label = entry.label.iter().map(|label| small(label.text.as_str()));
    let concerns = joined(&entry.concerns);
    let concerns = Some(concerns.as_str()).filter(|concerns| front.concerns && !concerns.is_empty()).map(small);
    let lead = entry.lead.iter().filter(|_| front.leads).map(|lead| small(lead.text.as_str()));
    heights::lines(std::iter::once(name).chain(label).chain(concerns).chain(lead), width)
        + heights::reach(entry, ask, size, width)
}

fn joined(phrases: &[Phrase]) -> String {
    phrases.iter().map(|phrase| phrase.text.as_str()).collect::<Vec<_>>().join("・")
}

/// The size of the back, and what stands there.
fn fit_back(
    draft: &mut Draft<'_, '_, '_>,
    main: Option<&PaperRecordView>,
    rows: &[&Entry],
    others: &[&Entry],
) -> (f64, Back) {
    let must = |entries: &[&Entry]| entries.iter().filter(|entry| entry.must).count();
    let least = Back { steps: false, others: must(others), rows: must(rows) };
    let all = Back { steps: true, others: others.len(), rows: rows.len() };
    let fewer_others = (least.others..all.others).rev().map(|others| Back { others, steps: false, ..all });
    let fewer_rows = (least.rows..all.rows).rev().map(|rows| Back { rows, ..least });
    let amounts = [all, Back { steps: false, ..all }].into_iter().chain(fewer_others).chain(fewer_rows);
    let leading = draft.leading();
    let issued: f64 = draft.issued().iter().map(|line| NOTE.height(line, WIDTH)).sum();
    let title = format!("{}　{}", draft.leaflet.title.as_str(), draft.word("sample"));
    let title = TEXT.height(&title, WIDTH) + 1.8;
    let available = HEIGHT - (issued + title) * leading - 2.0 * GAP;
    let rows: Vec<(Kind, PaperRecordView)> = rows.iter().map(|row| (row.id.kind, draft.paper(row))).collect();
    let others: Vec<PaperRecordView> = others.iter().map(|entry| draft.paper(entry)).collect();
    let sides = BackTexts { draft, main, rows: &rows, others: &others };
    let found = fit(available, amounts, |size, back| sides.height(size, back) * leading);
    found.unwrap_or_else(|overflow| {
        draft.report_overflow("entries", overflow);
        (12.0, least)
    })
}

/// All that may stand on the back.
struct BackTexts<'t, 'v, 'a, 'g> {
    draft: &'t Draft<'v, 'a, 'g>,
    main: Option<&'t PaperRecordView>,
    rows: &'t [(Kind, PaperRecordView)],
    others: &'t [PaperRecordView],
}

impl BackTexts<'_, '_, '_, '_> {
    fn height(&self, size: f64, back: Back) -> f64 {
        let word = |key: &str| self.draft.word(key);
        let tables = [Kind::FamilyGroup, Kind::Place].into_iter().map(|kind| {
            let rows = self.rows[..back.rows].iter().filter(|(of, _)| *of == kind);
            let rows: Vec<f64> = rows.map(|(_, row)| self.row(row, size)).collect();
            match rows.is_empty() {
                true => 0.0,
                false => {
                    let head = Setting::new(size, 1.4).lines(1) + CELL.1;
                    let heading = word(&format!("kind_{}", kind.folder()));
                    GAP + heights::part(&heading, WIDTH, head + rows.iter().sum::<f64>())
                }
            }
        });
        let tables: f64 = tables.sum();
        let rows = self.others[..back.others]
            .chunks(2)
            .map(|row| row.iter().map(|entry| heights::entry(entry, size, ENTRY, false)).fold(0.0, f64::max));
        let others: f64 = rows.sum();
        let others = if back.others > 0 { GAP + heights::part(&word("leaflet_others"), WIDTH, others) } else { 0.0 };
        let is_less = back.others < self.others.len() || back.rows < self.rows.len();
        let more = if is_less { GAP + small(size).height(&word("leaflet_more"), WIDTH) } else { 0.0 };
        tables + others + more + self.steps(size, back.steps) + self.ask(size)
    }

    /// A row of a table: as high as its highest cell.
    fn row(&self, row: &PaperRecordView, size: f64) -> f64 {
        let setting = Setting::new(size, 1.4);
        let [name, days, number, place] = COLUMNS.map(|column| column - CELL.0);
        let in_days = heights::days(row);
        let in_days: f64 = in_days.iter().map(|line| setting.height(line, days)).sum();
        let gap = setting.height(&self.draft.word("gap_hours"), days);
        let address =
            row.address.as_ref().map_or_else(|| self.draft.word("gap_address"), |address| address.text.clone());
        let cells = [
            setting.height(&row.name.text, name),
            in_days.max(gap),
            heights::reach(row, &self.draft.word("leaflet_ask"), size, number),
            setting.height(&address, place),
        ];
        cells.into_iter().fold(0.0, f64::max) + CELL.1
    }

    fn steps(&self, size: f64, has_steps: bool) -> f64 {
        let Some(call) = self.main.and_then(|main| main.call.as_ref()).filter(|_| has_steps) else { return 0.0 };
        let words = ["first_words", "call_asked", "call_not_asked"].map(|key| self.draft.word(key));
        let steps = heights::steps(call, [&words[0], &words[1], &words[2]], size, WIDTH);
        GAP + heights::part(&self.draft.word("when_you_call"), WIDTH, steps)
    }

    /// Whom to ask about all of it: the main record, but not who answers instead of it.
    fn ask(&self, size: f64) -> f64 {
        let Some(main) = self.main.filter(|main| main.answered_by.is_none()) else { return 0.0 };
        let number = main.phones.first().map(heights::number_line).unwrap_or_default();
        let text = format!("{}{} {number}", self.draft.word("map_ask"), heights::full_name(main));
        GAP + Setting::new(size, 1.5).height(&text, WIDTH)
    }
}
