//! What the records of a ward's page can be narrowed down by: who asks, and how one can talk.

use super::view::{ChoiceView, FilterView};
use crate::check::CheckedSite;
use crate::language::{Language, words};
use crate::model::Record;
use crate::model::value::{Mode, Who};
use crate::plan::Topic;

/// Fewer records are sooner read than narrowed down.
const MANY: usize = 5;

/// The choices that leave some records and not others.
pub(super) fn filters(site: &CheckedSite, language: Language, records: &[Record<'_>]) -> Vec<FilterView> {
    let narrows = |topic: &Topic| {
        let left = records.iter().filter(|record| site.belongs(record, topic)).count();
        0 < left && left < records.len()
    };
    let words = words(language);
    let who = signed(Who::ALL, 'a').filter(|(_, who)| narrows(&Topic::Who(*who)));
    let modes = signed(Mode::ALL, 'e').filter(|(_, mode)| narrows(&Topic::Mode(*mode)));
    let who = who.map(|(sign, who)| ChoiceView { sign, name: words.who(who).to_owned() }).collect();
    let modes = modes.map(|(sign, mode)| ChoiceView { sign, name: words.mode(mode).to_owned() }).collect();
    let filters = [FilterView { about: "for", choices: who }, FilterView { about: "mode", choices: modes }];
    filters.into_iter().filter(|filter| records.len() >= MANY && !filter.choices.is_empty()).collect()
}

/// The choices that leave a record, as the style sheet reads them: `abe`.
pub(super) fn chosen_by(site: &CheckedSite, record: &Record<'_>) -> String {
    let who = signed(Who::ALL, 'a').filter(|(_, who)| site.belongs(record, &Topic::Who(*who)));
    let modes = signed(Mode::ALL, 'e').filter(|(_, mode)| site.belongs(record, &Topic::Mode(*mode)));
    who.map(|(sign, _)| sign).chain(modes.map(|(sign, _)| sign)).collect()
}

/// A letter for each choice: a ward's page has many records and little room.
fn signed<T: Copy>(all: &[T], first: char) -> impl Iterator<Item = (char, T)> {
    (first..).zip(all.iter().copied())
}
