//! What the search box looks things up in: small scripts, so that no question loads much and a USB stick is enough.
//!
//! | file | holds |
//! |---|---|
//! | [`core()`] | municipalities, prefectures, lists, guides, shared records; where each range begins; words; what questions mean |
//! | [`Index::range`] | the records of all wards under the words that lead to them, from one word to another |
//! | [`ward`] | the records and the lists of one ward, under all their words; which shared records answer there |
//!
//! Each calls `shirube.found` with its name and its content: `r` are records (place, path, name, what it says of itself,
//! what it is about as marks (`data/marks.rs`), and as far as need be 1 where that name is Japanese on a page of another language, and `paused` or `ended`), `t` are
//! words, each with the records that it leads to. What is over stands in no list, but whoever has heard of it learns
//! here that it is. Words are [folded](super::fold). A question that begins with "ひた" needs the one range that "ひた" falls into.
//!
//! What belongs to a worry, to whoever asks, to a way to talk or to a kind is found by marks instead: `q` are letters, each
//! with all words that mean it. No word stands at every record that it leads to, and several words of a question are
//! compared with the record itself.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::entry::{Entry, LEAD, lists_of_ward, of_guide, of_place};
use super::marks::meanings;
use crate::check::CheckedSite;
use crate::language::{Language, Phrase};
use crate::model::Record;
use crate::model::value::{PlaceId, Slug, Status};
use crate::plan::{Address, Plan};
use crate::render::Inputs;
use crate::render::names::{area_name, ward_name};

/// So many bytes of one range, about: a third of it goes over the wire. A question of two words may need four of them.
const RANGE: usize = 45_000;

/// Where wards are so many, a word that most of them use leads nowhere; the reader is asked for the ward's name.
const MANY_WARDS: usize = 100;

/// A word that more wards use is left out there.
const SHARED_BY: usize = 36;

/// How many ranges the records of all wards are cut into. Reads no text, only how long it is.
#[must_use]
pub fn ranges(site: &CheckedSite) -> usize {
    let wards = site.wards.keys().flat_map(|ward| site.records_of(&PlaceId::Ward(ward.clone())));
    let size = |record: Record<'_>| {
        let names = &record.service.names;
        let desks = record.desks.iter();
        let numbers =
            record.service.contact.phones.len() + desks.map(|desk| 2 + desk.contact.phones.len()).sum::<usize>();
        let words = 3 + names.also.len() + names.formerly.len() + 2 * (record.service.serves.len() + numbers);
        words * (75 + names.name.as_str().len() + record.body.lead.as_str().len().min(3 * LEAD))
    };
    wards.filter(|record| record.service.is_public()).map(size).sum::<usize>().div_ceil(RANGE).max(1)
}

/// What there is to find, each as JSON.
type Rows = Vec<Box<str>>;

/// Words with the rows that they lead to, sorted.
type Words = Vec<(Box<str>, u32)>;

/// The records of all wards, under the words that lead to them, in a language.
#[derive(Debug)]
pub struct Index {
    rows: Rows,
    words: Words,
    /// Where each range begins, and where the last one ends.
    cuts: Vec<usize>,
}

impl Index {
    /// Gathers the words of all records and cuts them into ranges of like size.
    #[must_use]
    pub fn new(site: &CheckedSite, language: Language, ranges: usize) -> Self {
        let (mut rows, mut words, mut owners) = (Vec::new(), Vec::new(), Vec::new());
        for (number, ward) in (0u32..).zip(site.wards.keys()) {
            for entry in of_place(site, language, &PlaceId::Ward(ward.clone())) {
                let row = u32::try_from(rows.len()).expect("fewer records than that");
                words.extend(entry.words.into_iter().map(|word| (word.into_boxed_str(), row)));
                rows.push(entry.row);
                owners.push(number);
            }
        }
        sort(&mut words);
        if site.wards.len() > MANY_WARDS {
            words = of_few(words, &owners);
        }
        let cuts = cuts(&rows, &words, ranges);
        Self { rows, words, cuts }
    }

    /// A range as a file.
    #[must_use]
    pub fn range(&self, number: usize) -> String {
        let words = &self.words[self.cuts[number]..self.cuts[number + 1]];
        let pairs = words.iter().map(|(word, row)| (&**word, *row));
        file(&format!("ranges/{number}"), &self.rows, pairs)
    }

    /// The first word of each range.
    fn firsts(&self) -> Vec<&str> {
        let first = |at: &usize| self.words.get(*at).map_or("\u{ffff}", |(word, _)| word);
        self.cuts[..self.cuts.len() - 1].iter().map(first).collect()
    }
}

/// The records and the lists of one ward as a file.
#[must_use]
pub fn ward(inputs: Inputs<'_>, language: Language, ward: &Slug) -> String {
    let records = of_place(inputs.site, language, &PlaceId::Ward(ward.clone()));
    let (rows, words) = gathered(records.chain(lists_of_ward(inputs, language, ward)));
    let shared = inputs.site.shared_on(ward);
    let shared: Vec<_> =
        shared.iter().map(|record| Address::record(language, record.id).within(language).to_owned()).collect();
    let (rows, words) = lists(&rows, words.iter().map(|(word, row)| (&**word, *row)));
    format!("shirube.found(\"wards/{ward}\",{{\"s\":{},\"r\":{rows},\"t\":{words}}})\n", json(&shared))
}

/// What every question needs, as a file.
#[must_use]
pub fn core(inputs: Inputs<'_>, language: Language, index: &Index) -> String {
    let Inputs { site, plan, theme } = inputs;
    let scopes = site.scopes.keys().flat_map(|scope| of_place(site, language, &PlaceId::Scope(scope.clone())));
    let (rows, words) = gathered(scopes.chain(of_guide(inputs, language)));
    let (rows, words) = lists(&rows, words.iter().map(|(word, row)| (&**word, *row)));
    let said = theme.words(language).iter().filter_map(|(key, word)| {
        let is_state = [Status::Paused, Status::Ended].iter().any(|status| status.word() == key);
        let inner = key.strip_prefix("search_").or_else(|| key.strip_prefix("kind_"));
        let key = inner.or_else(|| is_state.then_some(key))?;
        Some((key, word.as_str()))
    });
    let said: BTreeMap<&str, &str> = said.collect();
    let scopes = site.scopes.iter().map(|(id, (_, scope))| {
        let Phrase { text, lang, .. } = Phrase::local(language, &scope.name);
        (id.as_str(), text, u8::from(lang.is_some()))
    });
    format!(
        "shirube.found(\"core\",{{\"f\":{},\"many\":{},\"a\":{},\"w\":{},\"s\":{},\"q\":{},\"say\":{},\"r\":{rows},\"t\":{words}}})\n",
        json(&index.firsts()),
        site.wards.len() > MANY_WARDS,
        json(
            &plan
                .areas
                .iter()
                .map(|area| (area_name(inputs, language, area).text, area.wards.len()))
                .collect::<Vec<_>>()
        ),
        json(&municipalities(inputs, language, plan)),
        json(&scopes.collect::<Vec<_>>()),
        json(&meanings(inputs, language)),
        json(&said),
    )
}

/// The wards, prefecture after prefecture: id, name, kana, what it is called in Latin letters, and on pages of other
/// languages its Japanese name.
fn municipalities<'a>(inputs: Inputs<'a>, language: Language, plan: &'a Plan) -> Vec<Vec<String>> {
    let row = |id: &Slug| {
        let ward = &inputs.site.ward(id).data;
        let name = ward_name(inputs, language, id).text;
        let mut row = vec![id.to_string(), name.clone(), ward.kana.to_string()];
        let romaji = ward.romaji.to_string();
        let others = [romaji, ward.name.to_string()].into_iter().filter(|other| *other != name);
        row.extend(others);
        row
    };
    plan.areas.iter().flat_map(|area| &area.wards).map(row).collect()
}

/// The rows of some entries, and their words, sorted.
fn gathered(entries: impl Iterator<Item = Entry>) -> (Rows, Words) {
    let (mut rows, mut words) = (Vec::new(), Vec::new());
    for (row, entry) in (0u32..).zip(entries) {
        words.extend(entry.words.into_iter().map(|word| (word.into_boxed_str(), row)));
        rows.push(entry.row);
    }
    sort(&mut words);
    (rows, words)
}

/// Leaves out words that too many wards share.
fn of_few(words: Words, owners: &[u32]) -> Words {
    let mut kept = Vec::with_capacity(words.len());
    let mut same = Words::new();
    let mut close = |same: &mut Words| {
        let wards: BTreeSet<u32> = same.iter().map(|(_, row)| owners[*row as usize]).collect();
        match wards.len() > SHARED_BY {
            true => same.clear(),
            false => kept.append(same),
        }
    };
    for pair in words {
        if same.first().is_some_and(|(word, _)| *word != pair.0) {
            close(&mut same);
        }
        same.push(pair);
    }
    close(&mut same);
    kept
}

/// Cuts words into ranges of like size, never between two of the same.
fn cuts(rows: &[Box<str>], words: &[(Box<str>, u32)], ranges: usize) -> Vec<usize> {
    let size = |(word, row): &(Box<str>, u32)| word.len() + rows[*row as usize].len() + 10;
    let all: usize = words.iter().map(size).sum();
    let mut cuts = vec![0];
    let mut before = 0;
    for (at, word) in words.iter().enumerate() {
        let is_new = at > 0 && words[at - 1].0 != word.0;
        if is_new && cuts.len() < ranges && before * ranges >= all * cuts.len() {
            cuts.push(at);
        }
        before += size(word);
    }
    cuts.resize(ranges + 1, words.len());
    cuts
}

/// As JavaScript compares: by UTF-16 units, which differ from bytes for rare characters only.
fn sort(words: &mut Words) {
    words.sort_unstable();
    if words.iter().any(|(word, _)| word.bytes().any(|byte| byte >= 0xf0)) {
        words.sort_by(|a, b| a.0.encode_utf16().cmp(b.0.encode_utf16()).then(a.1.cmp(&b.1)));
    }
    words.dedup();
}

fn file<'a>(name: &str, rows: &[Box<str>], words: impl Iterator<Item = (&'a str, u32)>) -> String {
    let (rows, words) = lists(rows, words);
    format!("shirube.found(\"{name}\",{{\"r\":{rows},\"t\":{words}}})\n")
}

/// The rows that some words lead to, and the words with the numbers that the rows have among these.
fn lists<'a>(rows: &[Box<str>], words: impl Iterator<Item = (&'a str, u32)>) -> (String, String) {
    let mut numbers: BTreeMap<u32, usize> = BTreeMap::new();
    let (mut listed, mut said) = (String::from("["), String::from("["));
    let mut last = None;
    for (word, row) in words {
        let next = numbers.len();
        let number = *numbers.entry(row).or_insert_with(|| {
            listed.push_str(if next == 0 { "" } else { "," });
            listed.push_str(&rows[row as usize]);
            next
        });
        if last != Some(word) {
            said.push_str(if last.is_none() { "[" } else { "],[" });
            said.push_str(&json(word));
            last = Some(word);
        }
        said.push(',');
        said.push_str(&number.to_string());
    }
    listed.push(']');
    said.push_str(if last.is_none() { "]" } else { "]]" });
    (listed, said)
}

/// A value as JSON.
pub(super) fn json(value: &(impl Serialize + ?Sized)) -> String {
    serde_json::to_string(value).expect("texts and numbers are JSON")
}
