//! A table of branches: for which streets each is, its number, and a code that opens its own page. It flows over as many
//! sheets as it needs.

use super::heights::size_of_number;
use super::{Draft, class, code_width, record};
use crate::model::value::RecordId;
use crate::plan::Address;
use crate::render::view::{BranchView, BranchesView};

/// The text of the main record in its frame, in millimetres.
const MAIN: f64 = 210.0 - 2.0 * (17.0 + 1.2 + 5.0);
/// A module of a branch's code, which is read from a hand's breadth away.
const MODULE: f64 = 0.5;
/// The code of the leaflet itself.
const CODE: f64 = 26.0;
/// How wide the code of a branch may be.
const CODES: (f64, f64) = (20.0, 40.0);

const NUMBERS: [f64; 3] = [32.0, 28.0, 24.0];

pub(super) fn view(draft: &mut Draft<'_, '_, '_>) -> BranchesView {
    let desks = draft.desks();
    let entries = draft.entries();
    let is_branch = |id: &RecordId| desks.is_empty() && id.place == draft.id.place;
    let (own, others): (Vec<_>, Vec<_>) = entries.iter().partition(|entry| is_branch(&entry.id));
    let branches: Vec<RecordId> = desks.into_iter().chain(own.into_iter().map(|entry| entry.id.clone())).collect();
    let all = branches.iter().cloned().chain(entries.iter().map(|entry| entry.id.clone()));
    let mut shown: Vec<RecordId> = draft.main().into_iter().collect();
    for id in all {
        if !shown.contains(&id) {
            shown.push(id);
        }
    }
    let mut leaflet = draft.leaflet(&shown, |_| CODE);
    leaflet.heading = class("h", 26.0);
    let first = leaflet.main.as_ref().and_then(|main| main.phones.first());
    let number = first.map_or(NUMBERS[0], |phone| size_of_number(&phone.number, MAIN, &NUMBERS));
    // Who answers in place of a missing number stands at the head already.
    let instead = leaflet.main.as_ref().and_then(|main| main.answered_by.as_ref());
    let others = others.into_iter().map(|entry| draft.paper(entry)).filter(|other| Some(&other.name) != instead);
    let others = others.collect();
    BranchesView {
        number: class("n", number),
        branches: branches.iter().map(|id| draft.branch(id)).collect(),
        others,
        leaflet,
    }
}

impl Draft<'_, '_, '_> {
    /// The desks of the record that it is about.
    fn desks(&self) -> Vec<RecordId> {
        let Some(main) = self.main() else { return Vec::new() };
        let record = self.site().record(&main.without_desk()).filter(|_| main.desk.is_none());
        let desks = record.map_or(&[][..], |record| record.desks);
        desks.iter().map(|desk| RecordId { desk: Some(desk.id.clone()), ..main.clone() }).collect()
    }

    fn branch(&mut self, id: &RecordId) -> BranchView {
        let inputs = self.views.inputs();
        let record = record::in_list(inputs, self.language, id);
        // A desk without a name has no page of its own.
        let has_page =
            inputs.site.record(&id.without_desk()).and_then(|record| record.desk(id)?.name.as_ref()).is_some();
        let page = if has_page { id.clone() } else { id.without_desk() };
        let address = Address::record(self.language, &page).url(&inputs.site.config.base_url);
        let code = self.code(&address, |modules| code_width(modules, MODULE, CODES.0, CODES.1));
        BranchView { record, code }
    }
}
