//! Confirms records: which file says so afterwards, in which words, and what was confirmed with it.
//!
//! In: the files of a guide, and what somebody confirms. Out: new files, or the problems that stand in the way. Writes
//! nothing itself. The fingerprint is taken of a record as the program reads it. What carries a confirmation of its own
//! is left to whoever gave that, unless it is named.

use jiff::{ToSpan, civil};

use crate::check::check;
use crate::diagnostic::{Diagnostic, Diagnostics, FieldPath, Location, Place, Severity, Step};
use crate::markdown;
use crate::model::part::{Contact, Facts};
use crate::model::value::{Kind, RecordId, Written};
use crate::model::{AnyService, Record, Site, model, record_at};
use crate::path::SourcePath;
use crate::source::SourceTree;
use crate::yaml::{Put, Yaml, put};

/// What somebody confirms.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The files of the records.
    pub records: Vec<SourcePath>,
    /// Items of theirs that are confirmed by themselves, such as `phones[0]`; where none is named, the whole records.
    pub items: Vec<String>,
    /// The organisation that confirms, as the records would name it.
    pub by: Written,
    /// The day.
    pub day: civil::Date,
}

/// A record that is confirmed.
#[derive(Clone, Debug)]
pub struct Confirmed {
    /// Its id.
    pub id: RecordId,
    /// Its file.
    pub path: SourcePath,
    /// The file's bytes with the confirmation; nothing where they say so already.
    pub bytes: Option<Vec<u8>>,
    /// The facts that are confirmed, each with its path in the file, numbers as they are written.
    pub facts: Vec<(String, String)>,
    /// What carries a confirmation of its own and stays as it is.
    pub left: Vec<FieldPath>,
    /// The name of who confirms.
    pub by: String,
    /// Until when it is good.
    pub until: civil::Date,
}

/// Why nothing is confirmed.
#[derive(Debug)]
pub enum Refusal {
    /// Something is wrong with the records. The files are those that the places of the problems are in.
    Problems(Box<SourceTree>, Diagnostics),
    /// A record has no such item.
    NoItem {
        /// As it was named.
        item: String,
        /// The items that it has.
        known: Vec<String>,
    },
    /// Nothing is wrong, but a record is written in a way that leaves no place for a confirmation.
    NoPlace(SourcePath),
}

/// The ids and files of all records, read or not.
pub fn records(tree: &SourceTree) -> impl Iterator<Item = (RecordId, &SourcePath)> {
    let files = tree.below("content/").filter_map(|(path, _)| Some((record_at(path)?, path)));
    files.filter(|(id, _)| AnyService::KINDS.contains(&id.kind))
}

/// The file of a record by its id. The ward may be left out where only one has such a record.
#[must_use]
pub fn record_path(tree: &SourceTree, name: &str) -> Option<SourcePath> {
    let ending = format!("/{name}");
    let mut alike: Vec<_> = records(tree).map(|(id, path)| (id.to_string(), path)).collect();
    alike.retain(|(id, _)| id == name || (name.contains('/') && id.ends_with(&ending)));
    match (alike.iter().find(|(id, _)| id == name), &alike[..]) {
        (Some((_, path)), _) | (None, [(_, path)]) => Some((*path).clone()),
        _ => None,
    }
}

/// Confirms records, all of them or none.
///
/// # Errors
///
/// A [`Refusal`] where a record has problems, lacks the item, or does not know who confirms it.
pub fn verify(tree: &SourceTree, wanted: &Wanted) -> Result<Vec<Confirmed>, Refusal> {
    let items = items(tree, wanted)?;
    // Only with a confirmation in its place does a record tell which facts are left to it.
    let draft = rewritten(tree, wanted, |_, path, text| {
        items.iter().try_fold(text, |text, item| stamped(path, &text, item, &wanted.stamp("0".repeat(16))))
    });
    let Some(draft) = draft else { return Err(refused(tree, tree, wanted)) };
    let (site, _) = model(&draft, wanted.day);
    let (before, _) = model(tree, wanted.day);
    let made = rewritten(tree, wanted, |id, path, text| {
        let record = site.record(id)?;
        let text = items.iter().try_fold(text, |text, item| {
            stamped(path, &text, item, &wanted.stamp(facts_of(record, item)?.fingerprint().to_string()))
        })?;
        // An item that is confirmed by itself leaves the record's own facts. Those that are left were confirmed as well.
        let verified = before.record(id).and_then(|old| Some((old, old.service.verified.as_ref()?)));
        match verified.filter(|(old, verified)| !wanted.items.is_empty() && old.facts().fingerprint() == verified.facts)
        {
            None => Some(text),
            Some(_) => {
                let facts = [("facts", record.facts().fingerprint().to_string())];
                stamped(path, &text, &FieldPath::default(), &facts)
            }
        }
    });
    let Some(made) = made else { return Err(refused(tree, &draft, wanted)) };
    if problems(&made, wanted).has_errors() {
        return Err(refused(tree, &made, wanted));
    }
    let ids = wanted.records.iter().filter_map(record_at);
    Ok(ids.filter_map(|id| Some(confirmed(tree, &made, &site, site.record(&id)?, &items, wanted))).collect())
}

impl Wanted {
    /// The confirmation as it stands in a file.
    fn stamp(&self, facts: String) -> [(&'static str, String); 3] {
        [("date", self.day.to_string()), ("by", self.by.to_string()), ("facts", facts)]
    }
}

/// The paths of what is confirmed: the top of the records, or the items that are named.
fn items(tree: &SourceTree, wanted: &Wanted) -> Result<Vec<FieldPath>, Refusal> {
    if wanted.items.is_empty() {
        return Ok(vec![FieldPath::default()]);
    }
    let (site, _) = model(tree, wanted.day);
    let of_all = wanted.records.iter().filter_map(record_at).filter_map(|id| {
        let record = site.record(&id)?;
        let provenances = record.service.provenances(record.desks).into_iter();
        Some(provenances.skip(1).map(|(field, ..)| field.to_string()).collect::<Vec<_>>())
    });
    for known in of_all {
        if let Some(item) = wanted.items.iter().find(|item| !known.contains(item)) {
            return Err(Refusal::NoItem { item: item.clone(), known });
        }
    }
    Ok(wanted.items.iter().map(|item| field_path(item)).collect())
}

/// `desks[0].phones[1]`
pub(crate) fn field_path(item: &str) -> FieldPath {
    item.split(['.', '[']).fold(FieldPath::default(), |path, step| {
        match step.strip_suffix(']').and_then(|index| index.parse().ok()) {
            Some(index) => path.index(index),
            None => path.key(step),
        }
    })
}

/// The guide with the files of the wanted records written anew. `None` where one of them cannot be.
fn rewritten(
    tree: &SourceTree,
    wanted: &Wanted,
    write: impl Fn(&RecordId, &SourcePath, String) -> Option<String>,
) -> Option<SourceTree> {
    let mut new = tree.clone();
    for path in &wanted.records {
        let text = write(&record_at(path)?, path, tree.text(path).ok()?.to_owned())?;
        let mark: &[u8] = if tree.bytes(path.as_str())?.starts_with(BOM) { BOM } else { b"" };
        new.insert(path.as_str(), [mark, text.as_bytes()].concat());
    }
    Some(new)
}

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The text of a record with a confirmation of the item at a path.
fn stamped(path: &SourcePath, text: &str, item: &FieldPath, fields: &[(&str, String)]) -> Option<String> {
    let yaml = match path.as_str().ends_with(".yaml") {
        true => Yaml::whole(path, text),
        false => markdown::split(path, text).ok()?.0,
    };
    put(yaml, &Put { below: item, key: "verified", behind: "source", fields })
}

/// The facts of a record, or of an item that carries a confirmation of its own.
fn facts_of(record: Record<'_>, item: &FieldPath) -> Option<Facts> {
    if item.steps().is_empty() {
        return Some(record.facts());
    }
    let (contact, rest): (&Contact, _) = match item.steps() {
        [Step::Key(key), Step::Index(desk), rest @ ..] if key == "desks" => (&record.desks.get(*desk)?.contact, rest),
        rest => (&record.service.contact, rest),
    };
    let (Step::Key(key), index) = (rest.first()?, rest.get(1)) else { return None };
    let index = match index {
        Some(Step::Index(index)) => *index,
        _ => 0,
    };
    Some(match key.as_str() {
        "phones" => Facts::made(|facts| contact.phones.get(index).into_iter().for_each(|phone| phone.facts(facts))),
        "emails" => Facts::made(|facts| contact.emails.get(index).into_iter().for_each(|email| email.facts(facts))),
        "hours" => Facts::made(|facts| contact.hours.iter().for_each(|hours| hours.facts(facts))),
        "address" => Facts::made(|facts| contact.address.iter().for_each(|address| address.facts(facts))),
        _ => return None,
    })
}

/// What is wrong with the files of the wanted records, but for what only another confirmation can mend.
fn problems(tree: &SourceTree, wanted: &Wanted) -> Diagnostics {
    let (site, problems) = model(tree, wanted.day);
    let (_, problems) = check(site, problems);
    let is_in_the_way = |problem: &Diagnostic| {
        problem.severity == Severity::Error
            && problem.code != "unverified"
            && wanted.records.contains(&problem.location.path)
    };
    problems.into_iter().filter(is_in_the_way).collect()
}

/// Says what is in the way: in the files as they are, else in the files as they would be.
fn refused(tree: &SourceTree, made: &SourceTree, wanted: &Wanted) -> Refusal {
    let old = problems(tree, wanted);
    if old.has_errors() {
        return Refusal::Problems(Box::new(tree.clone()), old);
    }
    let new = problems(made, wanted).into_iter().map(|problem| {
        // Who confirms is written in no file yet.
        let is_by = |field: &FieldPath| field.to_string().ends_with("verified.by");
        match &problem.location.place {
            Place::Field(field) if problem.code == "unknown-organisation" && is_by(field) => {
                let folder = problem.location.path.as_str().rsplitn(3, '/').nth(2).unwrap_or_default();
                let list = SourcePath::new(format!("{folder}/organisations.yaml"));
                problem.at(Location::file(&list))
            }
            _ => problem,
        }
    });
    let new: Diagnostics = new.collect();
    match wanted.records.first().filter(|_| new.is_empty()) {
        Some(path) => Refusal::NoPlace(path.clone()),
        None => Refusal::Problems(Box::new(made.clone()), new),
    }
}

fn confirmed(
    tree: &SourceTree,
    made: &SourceTree,
    site: &Site,
    record: Record<'_>,
    items: &[FieldPath],
    wanted: &Wanted,
) -> Confirmed {
    let by = wanted.by.resolve(&record.id.place, Kind::Organisation);
    let bytes = made.bytes(record.path.as_str()).filter(|bytes| tree.bytes(record.path.as_str()) != Some(*bytes));
    let own = record.freshness(wanted.day, site.config.verified_for).into_iter().skip(1).map(|(field, _)| field);
    Confirmed {
        id: record.id.clone(),
        path: record.path.clone(),
        bytes: bytes.map(<[u8]>::to_vec),
        facts: items.iter().flat_map(|item| shown(record, item)).collect(),
        left: own.filter(|_| wanted.items.is_empty()).collect(),
        by: site.organisations.get(&by).map_or(by.to_string(), |listed| listed.data.name.ja().to_string()),
        until: wanted.day.saturating_add(site.config.verified_for.days()),
    }
}

/// The facts of an item as people compare them, each with its path in the file: numbers as they are written, not as they
/// are dialled.
#[must_use]
pub fn shown(record: Record<'_>, item: &FieldPath) -> Vec<(String, String)> {
    let contacts = std::iter::once(&record.service.contact).chain(record.desks.iter().map(|desk| &desk.contact));
    let numbers: Vec<_> =
        contacts.flat_map(|contact| &contact.phones).filter_map(|phone| phone.number.fact()).collect();
    let facts = facts_of(record, item).unwrap_or_default();
    let item = item.to_string();
    let prefix = match item.strip_suffix("hours") {
        Some(above) => above.to_owned(),
        None if item.is_empty() => item,
        None => format!("{item}."),
    };
    let fact = |(path, value): (&str, &str)| {
        let number = numbers.iter().find(|number| path.ends_with("number") && number.to_string() == value);
        let value = match number.map(|number| (number.shown(), number.extension())) {
            Some((shown, Some(extension))) => format!("{shown} 内線{extension}"),
            Some((shown, None)) => shown.to_owned(),
            None => value.to_owned(),
        };
        (format!("{prefix}{path}"), value)
    };
    facts.lines().map(fact).collect()
}
