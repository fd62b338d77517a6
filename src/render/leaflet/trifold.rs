//! A folded leaflet: two sides of A4 with three panels each. Outside are the cover, what residents say, and whom to call.
//! Inside is what happens then, the windows by worry, and groups and places.

use super::heights::{self, Main, NOTE, TEXT, small};
use super::lines::Side;
use super::panels::{level, split};
use super::{Draft, Entry, class, code_width};
use crate::language::Phrase;
use crate::model::value::{Fold, Kind, RecordId};
use crate::paper::fit::{Overflow, fit};
use crate::paper::measure::Setting;
use crate::render::view::{PanelView, PaperRecordView, TrifoldView};

/// The height of a panel without its padding, in millimetres.
const HEIGHT: f64 = 210.0 - 17.0;
/// The padding of a panel on both sides together.
const PADDING: f64 = 16.0;
/// Between the parts of a panel.
const GAP: f64 = 4.0;
/// What is left of the narrowest cover inside of its frame.
const COVER: (f64, f64) = (99.0 - 12.0 - 2.0 - 12.0, 210.0 - 12.0 - 2.0 - 16.0);
/// What stands before a worry.
const BULLET: f64 = 5.0;
/// How wide the code is at most, and a module where it fits.
const CODE: f64 = 32.0;
const MODULE: f64 = 0.6;

/// What records are is said in sentences only where the text stays as large as this, in points.
const FOR_LEADS: f64 = 14.0;

const HEADINGS: [f64; 3] = [30.0, 26.0, 22.0];
const NUMBERS: [f64; 5] = [28.0, 24.0, 22.0, 20.0, 18.0];
const LEAD: Setting = Setting::new(13.5, 1.75);

/// What stands on the flap.
#[derive(Clone, Copy)]
struct Flap {
    lead: bool,
    concerns: bool,
    voices: usize,
}

/// What stands inside.
#[derive(Clone, Copy)]
struct Inside {
    leads: bool,
    /// When somebody is at the windows.
    hours: bool,
    steps: bool,
    /// When and where gatherings take place.
    days: bool,
    entries: usize,
}

pub(super) fn view(draft: &mut Draft<'_, '_, '_>) -> TrifoldView {
    let entries = evenly(draft.entries());
    let main = draft.main_on_paper();
    let width = panel(draft.leaflet.fold) - PADDING;
    let heading = fit_cover(draft, main.as_ref());
    let first = main.as_ref().and_then(|main| main.phones.first());
    let number = first.map_or(NUMBERS[0], |phone| heights::size_of_number(&phone.number, width, &NUMBERS));
    let has_rest = fit_back(draft, main.as_ref(), number, width);
    let (size, flap) = fit_flap(draft, main.as_ref(), width);
    let texts = Texts::new(draft, main.as_ref(), &entries, width);
    let (inside_size, inside) = match fit_inside(&texts, draft.leading()) {
        Ok(found) => found,
        Err(overflow) => {
            draft.report_overflow("entries", overflow);
            (12.0, Inside { leads: false, hours: false, steps: false, days: false, entries: texts.must })
        }
    };
    let panels = texts.panels(inside_size, inside);

    let shown = entries[..inside.entries].iter().map(|entry| entry.id.clone());
    let shown: Vec<RecordId> = draft.main().into_iter().chain(shown).collect();
    draft.report_left_out(&entries[inside.entries..]);
    report_shortened(draft, main.as_ref(), (has_rest, flap, inside), &texts);
    let voices = draft.voices().into_iter().take(flap.voices).collect();
    let mut leaflet = draft.leaflet(&shown, |modules| code_width(modules, MODULE, 30.0, CODE));
    leaflet.size = class("pt", size);
    leaflet.heading = class("h", heading);
    leaflet.left_out = entries.len() - inside.entries;
    TrifoldView {
        clauses: clauses(&leaflet.title),
        fold: draft.leaflet.fold.word(),
        number: class("n", number),
        has_rest,
        voices,
        has_concerns: flap.concerns,
        has_lead: flap.lead,
        inside: class("pt", inside_size),
        panels,
        has_leads: inside.leads,
        has_hours: inside.hours,
        has_days: inside.days,
        leaflet,
    }
}

/// Notes what of both sides had to go.
fn report_shortened(
    draft: &mut Draft<'_, '_, '_>,
    main: Option<&PaperRecordView>,
    (has_rest, flap, inside): (bool, Flap, Inside),
    texts: &Texts,
) {
    let shown = texts.entries.iter().filter(|(number, _)| *number < inside.entries).map(|(_, entry)| entry);
    let (gatherings, windows): (Vec<_>, Vec<_>) = shown.partition(|entry| is_gathering(entry));
    let has_days = |entry: &&PaperRecordView| !heights::days(entry).is_empty();
    let meets = |entry: &&PaperRecordView| has_days(entry) || entry.address.is_some();
    let has_lead = |entry: &&PaperRecordView| entry.lead.is_some();
    draft.shorten_rest(main, has_rest);
    draft.shorten("paper_steps", !inside.steps && texts.has_steps());
    draft.shorten("paper_hours", !inside.hours && windows.iter().any(has_days));
    draft.shorten("paper_days", !inside.days && gatherings.iter().any(meets));
    draft.shorten("paper_leads", !inside.leads && windows.iter().chain(&gatherings).any(has_lead));
    draft.shorten("paper_concerns", !flap.concerns && main.is_some_and(|main| !main.concerns.is_empty()));
    draft.shorten("paper_about", !flap.lead && main.is_some_and(|main| main.lead.is_some()));
    draft.shorten_voices(flap.voices);
}

/// The records in the order of need. Windows and gatherings have panels of their own, and where there is little room, as
/// much of each stays.
fn evenly(entries: Vec<Entry>) -> Vec<Entry> {
    let is_gathering = |entry: &Entry| matches!(entry.id.kind, Kind::FamilyGroup | Kind::Place);
    let (must, may): (Vec<_>, Vec<_>) = entries.into_iter().partition(|entry| entry.must);
    let (gatherings, windows): (Vec<_>, Vec<_>) = may.into_iter().partition(is_gathering);
    let ranked = [windows, gatherings].into_iter().flat_map(|list| {
        let all = list.len() as f64;
        list.into_iter().enumerate().map(move |(number, entry)| ((number as f64 + 0.5) / all, entry))
    });
    let mut ranked: Vec<(f64, Entry)> = ranked.collect();
    ranked.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    must.into_iter().chain(ranked.into_iter().map(|(_, entry)| entry)).collect()
}

/// How wide the panels are: outside, then inside. What goes in between the others is narrower than they are.
fn panels(fold: Fold) -> [[f64; 3]; 2] {
    match fold {
        Fold::Roll => [[97.0, 100.0, 100.0], [100.0, 100.0, 97.0]],
        Fold::Z => [[99.0; 3]; 2],
    }
}

/// The narrowest panel of a fold.
fn panel(fold: Fold) -> f64 {
    panels(fold).into_iter().flatten().fold(f64::INFINITY, f64::min)
}

/// Both sides of a sheet so high, with the folds between the panels.
pub(super) fn sides(fold: Fold, height: f64) -> [Side; 2] {
    panels(fold).map(|panels| {
        let [first, second, _] = panels;
        let folds = [first, first + second].map(|x| ((x, 0.0), (x, height)));
        Side { folds: folds.to_vec(), panels: panels.to_vec(), ..Side::default() }
    })
}

/// The size of the heading.
fn fit_cover(draft: &mut Draft<'_, '_, '_>, main: Option<&PaperRecordView>) -> f64 {
    let (width, available) = COVER;
    let title: Vec<String> = clauses(&draft.say(&draft.leaflet.title)).into_iter().map(|clause| clause.text).collect();
    let (size, heading) = heights::heading(&title.join("\n"), width, &HEADINGS, 4);
    let lead = draft.leaflet.lead.as_ref().map_or(0.0, |lead| GAP + LEAD.height(lead.as_str(), width));
    let ward = draft.ward().map_or(0.0, |ward| TEXT.height(&(ward.name.text + &draft.word("leaflet_from")), width));
    let name = main.map_or(0.0, |main| TEXT.height(&main.name.text, width));
    let needed = (ward + heading + lead + TEXT.lines(1) + name) * draft.leading() + 2.0 * GAP;
    if needed > available {
        draft.report_overflow("title", Overflow { needed, available });
    }
    size
}

/// The clauses of a heading, which is broken between them first; with readings, it is one.
fn clauses(title: &Phrase) -> Vec<Phrase> {
    match &title.ruby {
        Some(_) => vec![title.clone()],
        None => {
            title.text.split_inclusive('、').map(|text| Phrase { text: text.to_owned(), ..title.clone() }).collect()
        }
    }
}

/// Whether there is room for all of the main record on the back.
fn fit_back(draft: &mut Draft<'_, '_, '_>, main: Option<&PaperRecordView>, number: f64, width: f64) -> bool {
    let words = ["leaflet_visit", "leaflet_write", "leaflet_hours"].map(|key| draft.word(key));
    let Main { first, rest } =
        main.map(|main| Main::new(main, number, width, [&words[0], &words[1], &words[2]])).unwrap_or_default();
    let caption = format!("{} {}", draft.word("sample"), draft.word("leaflet_scan"));
    let issued: f64 = draft.issued().iter().map(|line| NOTE.height(line, width)).sum();
    let text = first + NOTE.height(&caption, width) + issued;
    let needed = text * draft.leading() + CODE + 2.0 * GAP;
    if needed > HEIGHT {
        draft.report_overflow("main", Overflow { needed, available: HEIGHT });
    }
    needed + rest * draft.leading() <= HEIGHT
}

/// The size of the flap, and what stands there. Nothing of it must.
fn fit_flap(draft: &Draft<'_, '_, '_>, main: Option<&PaperRecordView>, width: f64) -> (f64, Flap) {
    let voices = draft.voices();
    let concerns = main.map(|main| main.concerns.as_slice()).unwrap_or_default();
    let lead = main.and_then(|main| main.lead.as_ref());
    let all = Flap { lead: lead.is_some(), concerns: !concerns.is_empty(), voices: voices.len() };
    let none = Flap { lead: false, concerns: false, voices: 0 };
    let fewer = (0..voices.len()).rev().map(|voices| Flap { voices, ..none });
    let amounts = [all, Flap { lead: false, ..all }, Flap { voices: voices.len(), ..none }].into_iter().chain(fewer);
    let part = |key, content| GAP + heights::part(&draft.word(key), width, content);
    let found = fit(HEIGHT, amounts, |size, flap: Flap| {
        let setting = Setting::new(size, 1.5);
        let said = match flap.voices {
            0 => 0.0,
            some => part("leaflet_voices", heights::voices(&voices[..some], 1, size, width)),
        };
        let worries = concerns.iter().map(|concern| setting.height(&concern.text, width - BULLET)).sum();
        let worries = if flap.concerns { part("trifold_talk", worries) } else { 0.0 };
        let lead = lead.filter(|_| flap.lead);
        let lead = lead.map_or(0.0, |lead| part("trifold_about", setting.height(&lead.text, width)));
        (said + worries + lead) * draft.leading()
    });
    found.unwrap_or((12.0, none))
}

/// The size of the inside, and what stands there.
fn fit_inside(texts: &Texts, leading: f64) -> Result<(f64, Inside), Overflow> {
    let all = Inside { leads: true, hours: true, steps: texts.has_steps(), days: true, entries: texts.entries.len() };
    let without_leads = Inside { leads: false, ..all };
    let without_hours = Inside { hours: false, ..without_leads };
    let without_steps = Inside { steps: false, ..without_hours };
    let least = Inside { days: false, ..without_steps };
    let fewer = (texts.must..all.entries).rev().map(|entries| Inside { entries, ..least });
    let amounts = [all, without_leads, without_hours, without_steps, least].into_iter().chain(fewer);
    fit(HEIGHT, amounts, |size, inside| match inside.leads && size < FOR_LEADS {
        true => f64::INFINITY,
        false => texts.height(size, inside) * leading,
    })
}

/// Whether a record is one to go to on its days.
fn is_gathering(entry: &PaperRecordView) -> bool {
    [Kind::FamilyGroup, Kind::Place].iter().any(|kind| kind.folder() == entry.kind)
}

/// All that may stand inside.
struct Texts {
    width: f64,
    /// Each with its place in the order of need, those of the leaflet's own place first: they are read first.
    entries: Vec<(usize, PaperRecordView)>,
    must: usize,
    /// The heading of each kind of panel; the highest counts for all.
    headings: Vec<String>,
    ask: String,
    more: String,
    gap: String,
    steps: Option<Vec<f64>>,
}

impl Texts {
    fn new(draft: &Draft<'_, '_, '_>, main: Option<&PaperRecordView>, entries: &[Entry], width: f64) -> Self {
        let goes_on = draft.word("trifold_goes_on");
        let mut order: Vec<(usize, &Entry)> = entries.iter().enumerate().collect();
        order.sort_by_key(|(_, entry)| entry.id.place != draft.id.place);
        let headings = ["when_you_call", "leaflet_choose", "trifold_gatherings"];
        Self {
            width,
            must: entries.iter().filter(|entry| entry.must).count(),
            entries: order.into_iter().map(|(number, entry)| (number, draft.paper(entry))).collect(),
            headings: headings.map(|key| draft.word(key) + &goes_on).to_vec(),
            ask: draft.word("leaflet_ask"),
            more: draft.word("leaflet_more"),
            gap: draft.word("gap_hours"),
            steps: main.filter(|main| main.call.is_some()).map(|main| steps(draft, main, width)),
        }
    }

    fn has_steps(&self) -> bool {
        self.steps.is_some()
    }

    /// How high the highest panel is.
    fn height(&self, size: f64, inside: Inside) -> f64 {
        let heading = self.headings.iter().map(|heading| heights::part(heading, self.width, 0.0)).fold(0.0, f64::max);
        let is_less = inside.entries < self.entries.len();
        let more = if is_less { small(size).height(&self.more, self.width) + 1.0 } else { 0.0 };
        let steps = self.steps.iter().filter(|_| inside.steps).map(|steps| steps[index(size)]);
        let lists = self.lists(size, inside).into_iter().map(|(_, heights, panels)| level(&heights, panels));
        heading + more + steps.chain(lists).fold(0.0, f64::max)
    }

    /// The windows and the gatherings with the height of each, and on how many panels they stand.
    fn lists(&self, size: f64, inside: Inside) -> Vec<(Vec<PaperRecordView>, Vec<f64>, usize)> {
        let free = if inside.steps { 2 } else { 3 };
        let shown = self.entries.iter().filter(|(number, _)| *number < inside.entries).map(|(_, entry)| entry.clone());
        let (gatherings, windows): (Vec<_>, Vec<_>) = shown.partition(is_gathering);
        let measured = |entries: Vec<PaperRecordView>| {
            let heights: Vec<f64> = entries.iter().map(|entry| self.entry(entry, size, inside)).collect();
            (entries, heights)
        };
        let lists = [measured(windows), measured(gatherings)];
        let highest =
            |[windows, gatherings]: [usize; 2]| level(&lists[0].1, windows).max(level(&lists[1].1, gatherings));
        let panels = match [lists[0].1.is_empty(), lists[1].1.is_empty()] {
            [_, true] => [free, 0],
            [true, false] => [0, free],
            _ if highest([free - 1, 1]) <= highest([1, free - 1]) => [free - 1, 1],
            _ => [1, free - 1],
        };
        let lists = lists.into_iter().zip(panels).filter(|((entries, _), _)| !entries.is_empty());
        lists.map(|((entries, heights), panels)| (entries, heights, panels)).collect()
    }

    fn panels(&self, size: f64, inside: Inside) -> Vec<PanelView> {
        let steps = inside.steps.then(|| PanelView { holds: "steps", goes_on: false, entries: Vec::new() });
        let lists = self.lists(size, inside).into_iter().flat_map(|(entries, heights, panels)| {
            let holds = if is_gathering(&entries[0]) { "gatherings" } else { "windows" };
            let mut entries = entries.into_iter();
            let counts = split(&heights, level(&heights, panels)).into_iter().enumerate();
            let panels = counts.map(|(number, count)| PanelView {
                holds,
                goes_on: number > 0,
                entries: entries.by_ref().take(count).collect(),
            });
            panels.collect::<Vec<_>>()
        });
        steps.into_iter().chain(lists).collect()
    }

    fn entry(&self, entry: &PaperRecordView, size: f64, inside: Inside) -> f64 {
        let (setting, small) = (Setting::new(size, 1.4), small(size));
        let is_gathering = is_gathering(entry);
        let label = entry.label.as_ref().filter(|_| !is_gathering);
        let has_days = if is_gathering { inside.days } else { inside.hours };
        let days = heights::days(entry);
        let gap = Some(self.gap.as_str()).filter(|_| is_gathering && days.is_empty());
        let address = entry.address.as_ref().filter(|_| is_gathering).map(|address| address.text.as_str());
        let days = days.into_iter().chain(gap).chain(address).filter(|_| has_days).map(|line| (small, line));
        let lead = entry.lead.iter().filter(|_| inside.leads).map(|lead| (small, lead.text.as_str()));
        let label = label.map(|label| (setting, label.text.as_str()));
        let lines = label.into_iter().chain([(setting, entry.name.text.as_str())]).chain(days).chain(lead);
        heights::lines(lines, self.width) + heights::reach(entry, &self.ask, size, self.width)
    }
}

fn index(size: f64) -> usize {
    crate::paper::fit::SIZES.iter().position(|known| *known == size).unwrap_or(0)
}

/// How high the steps are in each size, with whether one may stay nameless and what it costs.
fn steps(draft: &Draft<'_, '_, '_>, main: &PaperRecordView, width: f64) -> Vec<f64> {
    let Some(call) = &main.call else { return Vec::new() };
    let words = ["first_words", "call_asked", "call_not_asked"].map(|key| draft.word(key));
    let colon = draft.word("colon");
    let name = main.anonymous.map(|is| if is { "anonymous_yes" } else { "anonymous_no" });
    let name = name.map(|key| draft.word("anonymous") + &colon + &draft.word(key));
    let cost = main.cost.as_ref().map(|cost| draft.word("cost") + &colon + &cost.text);
    let facts: Vec<String> = name.into_iter().chain(cost).collect();
    let of_size = |size: f64| {
        let facts: f64 = facts.iter().map(|fact| Setting::new(size, 1.5).height(fact, width)).sum();
        heights::steps(call, [&words[0], &words[1], &words[2]], size, width) + GAP + facts
    };
    crate::paper::fit::SIZES.iter().map(|size| of_size(*size)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panels_fill_the_sheet_and_lie_back_to_back() {
        for fold in [Fold::Roll, Fold::Z] {
            let [outside, inside] = panels(fold);
            assert_eq!(outside.iter().sum::<f64>(), 297.0);
            let mut behind = inside;
            behind.reverse();
            assert_eq!(outside, behind, "what is at the left outside is at the right inside");
        }
        assert_eq!(sides(Fold::Roll, 210.0)[1].folds[1], ((200.0, 0.0), (200.0, 210.0)));
    }
}
