//! How high what leaflets are made of is, in millimetres. Each function here belongs to rules of `assets/leaflet.css`.

use crate::paper::measure::Setting;
use crate::render::view::{CallView, PaperPhoneView, PaperRecordView};

/// The smallest print: how old a number is, who issues the sheet.
pub(super) const NOTE: Setting = Setting::new(10.5, 1.45);
/// Text that does not grow with the sheet's.
pub(super) const TEXT: Setting = Setting::new(12.0, 1.5);
/// Hours below a large number.
pub(super) const STRONG: Setting = Setting::new(13.5, 1.5);
/// The heading of a part: `h2`.
pub(super) const PART: Setting = Setting::new(15.0, 1.3);
/// Below the heading of a part.
const BELOW_PART: f64 = 1.5;
/// What rules and padding take from an entry.
const ENTRY: f64 = 2.0 * 1.6 + 0.25;
/// The numbers of steps, and the padding of each.
const STEP: (f64, f64) = (8.0, 1.8);
/// A digit of the fonts that numbers are set in is never wider than this, in sizes; the others are narrower.
const DIGIT: f64 = 0.64;

/// The largest of some sizes in which a number stands on one line.
pub(super) fn size_of_number(number: &str, width: f64, sizes: &[f64]) -> f64 {
    let em = number.chars().count() as f64 * DIGIT;
    let fits = |size: &&f64| em * **size * crate::paper::measure::POINT <= width;
    sizes.iter().find(fits).or(sizes.last()).copied().unwrap_or(12.0)
}

/// The largest of some sizes in which a heading takes so few lines, and how high it is then. Browsers that know how break
/// it between phrases, which takes some of the width.
pub(super) fn heading(text: &str, width: f64, sizes: &[f64], lines: usize) -> (f64, f64) {
    let width = width * 0.85;
    let setting = |size: f64| Setting::new(size, 1.3);
    let fits = |size: &&f64| crate::paper::measure::lines(text, **size, width) <= lines;
    let size = sizes.iter().find(fits).or(sizes.last()).copied().unwrap_or(20.0);
    (size, setting(size).height(text, width))
}

/// A part with its heading.
pub(super) fn part(heading: &str, width: f64, content: f64) -> f64 {
    PART.height(heading, width) + BELOW_PART + content
}

/// An entry in a list: `.entry`.
pub(super) fn entry(entry: &PaperRecordView, size: f64, width: f64, has_hours: bool) -> f64 {
    let setting = Setting::new(size, 1.4);
    let label = entry.label.as_ref().map_or(0.0, |label| setting.height(&label.text, width));
    let instead =
        entry.answered_by.as_ref().map_or(0.0, |by| NOTE.height(&format!("{}（）で受けます", by.text), width));
    let numbers = match entry.phones.first() {
        Some(phone) => Setting::new(size * 1.15, 1.35).height(&number_line(phone), width),
        None => setting.height(&without_number(entry), width),
    };
    let hours = match entry.phones.first() {
        Some(phone) if entry.has_two_hours => &phone.hours,
        _ => &entry.hours,
    };
    let hours = all(hours, small(size), width);
    ENTRY + label + setting.height(&entry.name.text, width) + instead + numbers + if has_hours { hours } else { 0.0 }
}

/// How to reach a record in a list: `paper_reach`. `ask` stands behind the name of whom to ask.
pub(super) fn reach(entry: &PaperRecordView, ask: &str, size: f64, width: f64) -> f64 {
    let number = |phone| Setting::new(size * 1.15, 1.35).height(&number_line(phone), width);
    let has_more = !entry.emails.is_empty() || entry.web.is_some();
    match (entry.phones.first(), &entry.ask) {
        (Some(phone), _) => number(phone),
        (None, Some(asked)) if !has_more => {
            let name = Setting::new(size, 1.4).height(&format!("{}{ask}", asked.name.text), width);
            name + asked.phone.as_ref().map_or(0.0, number)
        }
        (None, _) => Setting::new(size, 1.4).height(&without_number(entry), width),
    }
}

/// A text that is most often a single line: where it is narrower than the column, no browser breaks it.
pub(super) fn short(setting: Setting, text: &str, width: f64) -> f64 {
    if setting.width(text) <= width { setting.lines(1) } else { setting.height(text, width) }
}

/// The name of a record, behind that of the window that it is a desk of.
pub(super) fn full_name(record: &PaperRecordView) -> String {
    record.window.iter().map(|window| window.text.clone() + " ").collect::<String>() + &record.name.text
}

/// An entry of so many lines of its own, each with its setting: `.entry`.
pub(super) fn lines<'t>(lines: impl IntoIterator<Item = (Setting, &'t str)>, width: f64) -> f64 {
    ENTRY + lines.into_iter().map(|(setting, line)| setting.height(line, width)).sum::<f64>()
}

/// When a record takes place: `paper_days`.
pub(super) fn days(entry: &PaperRecordView) -> Vec<&str> {
    match entry.hours.is_empty() {
        true => entry.rhythm.iter().map(String::as_str).collect(),
        false => entry.hours.iter().map(String::as_str).collect(),
    }
}

/// Print below running text of a size.
pub(super) fn small(size: f64) -> Setting {
    Setting::new((size * 0.85).max(10.5), 1.4)
}

/// A number with what stands on its line.
pub(super) fn number_line(phone: &PaperPhoneView) -> String {
    let extension = phone.extension.as_ref().map_or_else(String::new, |extension| format!(" 内線 {extension}"));
    let doubt = if phone.is_confirmed { "" } else { " 確認中（）" };
    format!("{}{extension}{doubt}", phone.number)
}

/// What stands where a number would.
fn without_number(entry: &PaperRecordView) -> String {
    let web = entry.web.as_ref().map(|web| web.shown.clone());
    entry.emails.first().cloned().or(web).unwrap_or_else(|| "電話は確認中".to_owned())
}

/// What happens when somebody calls: `.steps`.
pub(super) fn steps(call: &CallView, words: [&str; 3], size: f64, width: f64) -> f64 {
    let setting = Setting::new(size, 1.45);
    let [first, asked, not_asked] = words;
    let item = |word: &str, text: &Option<crate::language::Phrase>| {
        text.as_ref().map_or(0.0, |text| setting.height(&format!("{word}{}", text.text), width - STEP.0) + STEP.1)
    };
    item("", &call.who_answers)
        + item(first, &call.first_words)
        + item(asked, &call.asked)
        + item(not_asked, &call.not_asked)
}

/// Voices side by side, so many in a row: `.voices`.
pub(super) fn voices(voices: &[crate::language::Phrase], in_row: usize, size: f64, width: f64) -> f64 {
    const GAP: f64 = 4.0;
    /// Frames and padding, across and down.
    const FRAME: (f64, f64) = (0.8 + 7.0, 0.8 + 4.0);
    let setting = Setting::new(size, 1.5);
    let rows = voices.chunks(in_row).map(|row| {
        let column = (width - GAP * (in_row - 1) as f64) / in_row as f64;
        row.iter().map(|voice| setting.height(&voice.text, column - FRAME.0) + FRAME.1).fold(0.0, f64::max)
    });
    let rows: Vec<f64> = rows.collect();
    rows.iter().sum::<f64>() + GAP * rows.len().saturating_sub(1) as f64
}

/// The main record in its frame: `.main`.
#[derive(Default)]
pub(super) struct Main {
    /// Its name, its first number and when somebody answers that.
    pub(super) first: f64,
    /// What else is known of it.
    pub(super) rest: f64,
}

impl Main {
    /// `width` is that of its text; the words stand before its address, its e-mail and its hours.
    pub(super) fn new(main: &PaperRecordView, number: f64, width: f64, [visit, write, office]: [&str; 3]) -> Self {
        let name = Setting::new(17.0, 1.3).height(&full_name(main), width);
        let instead = main.answered_by.as_ref().map_or(0.0, |by| TEXT.height(&format!("{}で受けます", by.text), width));
        let phone = main.phones.first().map_or(TEXT.lines(1), |phone| {
            let label = phone.label.as_ref().map_or(0.0, |label| TEXT.height(&label.text, width));
            let extension = phone.extension.as_ref().map_or(0.0, |_| STRONG.lines(1));
            let doubt = if phone.is_confirmed { 0.0 } else { NOTE.lines(1) + 1.0 };
            label + Setting::new(number, 1.15).lines(1) + extension + doubt + all(&phone.hours, STRONG, width)
        });
        let others = main.phones.iter().skip(1).map(|phone| {
            let label = phone.label.as_ref().map_or("", |label| &label.text);
            let line = Setting::new(16.0, 1.4).height(&format!("{label} {}", number_line(phone)), width);
            line + all(&phone.hours, NOTE, width)
        });
        let note = main.hours_note.as_ref().map_or(0.0, |note| NOTE.height(&note.text, width));
        let address = main.address.as_ref();
        let address = address.map_or(0.0, |address| TEXT.height(&format!("{visit}{}", address.text), width));
        let email = main.emails.first().map_or(0.0, |email| TEXT.height(&format!("{write}{email}"), width));
        let hours = all(&main.hours, STRONG, width);
        let (first, office) = match main.has_two_hours {
            true => (0.0, STRONG.height(office, width) + hours),
            false => (hours, 0.0),
        };
        Self { first: name + instead + phone + first, rest: others.sum::<f64>() + office + note + address + email }
    }
}

fn all(lines: &[String], setting: Setting, width: f64) -> f64 {
    lines.iter().map(|line| setting.height(line, width)).sum()
}
