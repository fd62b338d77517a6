//! A leaflet in large print. It flows over as many sheets as it needs, so that nothing of it is ever left out.

use super::heights::size_of_number;
use super::{Draft, Entry, class};
use crate::model::value::RecordId;
use crate::render::view::{LargeView, PaperGroupView, PaperRecordView};

/// The text of the main record in its frame, in millimetres.
const MAIN: f64 = 210.0 - 2.0 * (17.0 + 1.2 + 5.0);
/// How wide its code is.
const CODE: f64 = 40.0;

const NUMBERS: [f64; 4] = [44.0, 36.0, 32.0, 28.0];

pub(super) fn view(draft: &mut Draft<'_, '_, '_>) -> LargeView {
    let entries = draft.entries();
    let shown: Vec<RecordId> = draft.main().into_iter().chain(entries.iter().map(|entry| entry.id.clone())).collect();
    let mut leaflet = draft.leaflet(&shown, |_| CODE);
    leaflet.size = class("pt", 18.0);
    leaflet.heading = class("h", 32.0);
    let first = leaflet.main.as_ref().and_then(|main| main.phones.first());
    let number = first.map_or(NUMBERS[0], |phone| size_of_number(&phone.number, MAIN, &NUMBERS));
    LargeView {
        number: class("n", number),
        groups: groups(draft, &entries),
        has_labels: draft.wanted().is_some_and(|entries| entries.group.is_some()),
        voices: draft.voices(),
        leaflet,
    }
}

/// The entries below the worry or the place that each stands by, in the order in which these first come.
fn groups(draft: &Draft<'_, '_, '_>, entries: &[Entry]) -> Vec<PaperGroupView> {
    let mut groups: Vec<PaperGroupView> = Vec::new();
    for entry in entries {
        let record = PaperRecordView { label: None, ..draft.paper(entry) };
        match groups.iter_mut().find(|group| group.name == entry.label) {
            Some(group) => group.records.push(record),
            None => groups.push(PaperGroupView { name: entry.label.clone(), records: vec![record] }),
        }
    }
    groups
}
