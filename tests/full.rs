//! The guide of `tests/sites/full` holds every kind of record, every field, every word of every closed list, and every
//! string in every language, so that whatever is made of a guide can be tried on it.
//!
//! `FULL=stamp cargo test --release --test full` writes the fingerprints of its facts anew, where they were edited.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use common::{DAY, FULL, OPTIONS, TestSite, text_of};
use serde_yaml::Value;
use shirube::build::prepare;
use shirube::diagnostic::FieldPath;
use shirube::model::part::{Contact, Hours, TextPair};
use shirube::model::value::{
    Closed, Days, Fingerprint, Kind, Language, Months, Nth, Period, PhoneKind, Schedule, Slug, Span, Status, Text,
};
use shirube::model::{AnyService, ListId, Record, Site, model, shape_at};
use shirube::path::SourcePath;
use shirube::plan::{PageKind, SearchFile};
use shirube::yaml::Shape;

/// The guide, stamped if that is asked for before any test looks at it.
static GUIDE: LazyLock<TestSite> = LazyLock::new(|| stamped(TestSite::full()));

fn site(guide: &TestSite) -> Site {
    model(&guide.tree(), DAY).0
}

#[test]
fn it_is_built_without_any_problem() {
    let guide = &*GUIDE;
    assert_eq!(guide.build().problems(), [""; 0]);
    let site = site(guide);
    assert!(!site.config.sample);
    let phones = site.records().flat_map(|record| &record.service.contact.phones);
    assert!(phones.filter_map(|phone| phone.number.fact()).all(|number| number.kind() != PhoneKind::Fictional));
}

#[test]
fn all_of_it_is_confirmed() {
    let site = site(&GUIDE);
    for record in site.records() {
        for (field, freshness) in record.freshness(DAY, site.config.verified_for) {
            assert!(freshness.is_confirmed(), "{} {field}: {freshness:?}", record.path);
        }
    }
}

/// What does not fit into this guide: it is no sample and builds nothing that is unconfirmed, and leaflets list
/// services only.
const LEFT_OUT: [&str; 7] =
    ["site.yaml sample", "word mark", "word hide", "word flows", "word leaflets", "word pages", "word organisations"];

#[test]
fn every_field_of_every_kind_is_used() {
    let guide = &*GUIDE;
    let (mut all, mut used) = (BTreeSet::new(), BTreeSet::new());
    for path in guide.paths() {
        let Some(shape) = shape_at(&SourcePath::new(path)) else { continue };
        let name = name_of(path);
        possible(shape, &name, &mut all);
        present(shape, &guide.yaml(path).0, &name, &mut used);
    }
    let folders = Kind::ALL.iter().map(|kind| kind.folder()).filter(|folder| *folder != Kind::Organisation.folder());
    let files = ListId::GUIDE_FILES.into_iter().chain(ListId::PLACE_FILES);
    let files = files.chain(["site.yaml", "scope.yaml", "ward.md", "guides"]);
    for name in folders.chain(files) {
        assert!(used.iter().any(|field| field.split(['[', ' ']).next() == Some(name)), "there are {name}");
    }
    let left: Vec<&String> = all.difference(&used).collect();
    assert_eq!(left, LEFT_OUT.map(str::to_owned).iter().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>());
    assert!(all.len() > 400, "{} fields and words", all.len());
}

/// What a file is: `windows`, `windows overlay`, `voices.yaml`.
fn name_of(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').collect();
    let file = parts[parts.len() - 1];
    let is_overlay = Language::ALL.iter().any(|language| file.contains(&format!(".{language}.")));
    let name = match parts[1..].len() {
        1 => file,
        3 if parts[1] != "guides" => {
            if file.starts_with("ward.") {
                "ward.md"
            } else {
                file
            }
        }
        _ => parts[parts.len() - 2],
    };
    match (is_overlay, Kind::in_folder(name).is_some_and(AnyService::is_one)) {
        (true, true) => "overlay".to_owned(),
        (true, false) => format!("{name} overlay"),
        (false, _) => name.to_owned(),
    }
}

/// Everything that may stand in a file.
fn possible(shape: &Shape, at: &str, found: &mut BTreeSet<String>) {
    match shape {
        Shape::Map(fields) => {
            for field in fields.iter().filter(|field| field.is_here()) {
                let at = format!("{at} {}", field.name());
                possible(field.shape(), &at, found);
                found.insert(at);
            }
        }
        Shape::List(items) => possible(items, &format!("{at}[]"), found),
        Shape::OneOf(several) => {
            found.extend(several.iter().map(|one| form(at, one)));
            several.iter().for_each(|one| possible(one, at, found));
        }
        Shape::Choice(words) => found.extend(words.iter().map(|word| format!("word {word}"))),
        Shape::Any | Shape::Text | Shape::Value(_) | Shape::Integer(..) | Shape::Bool => {}
    }
}

/// What does stand in one.
fn present(shape: &Shape, value: &Value, at: &str, found: &mut BTreeSet<String>) {
    match (shape, value) {
        (Shape::Map(fields), Value::Mapping(_)) => {
            for field in fields.iter().filter(|field| field.is_here()) {
                if let Some(value) = value.get(field.name()) {
                    let at = format!("{at} {}", field.name());
                    present(field.shape(), value, &at, found);
                    found.insert(at);
                }
            }
        }
        (Shape::List(items), Value::Sequence(values)) => {
            values.iter().for_each(|value| present(items, value, &format!("{at}[]"), found));
        }
        (Shape::OneOf(several), value) => {
            let is_word = |shape: &Shape| matches!(shape, Shape::Choice(words) if words.iter().any(|word| value.as_str() == Some(word.as_str())));
            let fits = |shape: &&Shape| match value {
                Value::Mapping(_) => matches!(shape, Shape::Map(_)),
                _ => is_word(shape),
            };
            let plain = || several.iter().find(|shape| !matches!(shape, Shape::Map(_) | Shape::Choice(_)));
            if let Some(one) = several.iter().find(fits).or_else(plain) {
                found.insert(form(at, one));
                present(one, value, at, found);
            } else {
                // A plain word of several kinds of plain words in one.
                several.iter().for_each(|one| present(one, value, at, found));
            }
        }
        (Shape::Choice(_), value) => drop(value.as_str().map(|word| found.insert(format!("word {word}")))),
        _ => {}
    }
}

/// One of the forms that a field may have, which need not be tried in every kind: `hours as mapping`.
fn form(at: &str, shape: &Shape) -> String {
    let sort = match shape {
        Shape::Map(_) => "mapping",
        Shape::List(_) => "list",
        Shape::Choice(_) => "word",
        Shape::OneOf(_) => "known or not",
        _ => "plain",
    };
    let field = at.rsplit(' ').next().unwrap_or(at);
    format!("form {field} {sort}")
}

#[test]
fn every_string_is_said_in_every_language() {
    let site = site(&GUIDE);
    let others = || Language::ALL.iter().filter(|language| **language != Language::Ja);
    let all_said = |path: &SourcePath, strings: &[&str], texts: &[TextPair]| {
        for string in strings {
            assert!(texts.iter().any(|pair| pair.of.as_str() == *string), "{path}: {string}");
        }
    };
    for language in others() {
        for record in site.records() {
            let text = record.translations.get(language).unwrap_or_else(|| panic!("{} {language}", record.path));
            all_said(&text.path, &record.strings(), &text.data.texts);
            assert!(text.data.name.is_some(), "{}: name", text.path);
            let named: Vec<&Slug> =
                record.desks.iter().filter(|desk| desk.name.is_some()).map(|desk| &desk.id).collect();
            assert_eq!(named, text.data.desks.iter().map(|desk| &desk.id).collect::<Vec<_>>(), "{}", text.path);
            assert_eq!(text.body.is_empty(), record.body.is_empty(), "{}: prose", text.path);
        }
        for ward in site.wards.values() {
            let text = &ward.translations[language];
            let notes = ward.data.shared.iter().filter_map(|shared| shared.note.as_ref());
            let strings = notes.chain(ward.data.notices.iter().map(|notice| &notice.text)).map(Text::as_str);
            all_said(&text.path, &strings.collect::<Vec<_>>(), &text.data.texts);
            assert!(!text.body.is_empty(), "{}: prose", text.path);
        }
        for page in site.pages.values() {
            let text = &page.translations[language];
            assert!(
                text.data.title.is_some() && text.data.description.is_some() && !text.body.is_empty(),
                "{}",
                text.path
            );
        }
    }
}

/// What the day and the gaps of the guide are for.
#[test]
fn notices_run_on_their_days_and_a_gap_has_an_answer() {
    let site = GUIDE.site();
    let ward = text_of(&site["midorigaoka/index.html"]);
    assert!(ward.contains("11月22日は点検のため") && text_of(&site["kita/index.html"]).contains("通常どおり"));
    assert!(!ward.contains("庁舎の工事") && !ward.contains("よるの電話だけになります"), "one is over, one to come");
    let gap = text_of(&site["midorigaoka/windows/kurashi.html"]);
    assert!(gap.contains("確認中") && gap.contains("03-1234-5101"), "the line of the prefecture answers: {gap}");
}

#[test]
fn every_kind_of_page_is_made_in_every_language() {
    let (prepared, _) = prepare(&GUIDE.tree(), &OPTIONS, &|_| ());
    let plan = prepared.unwrap().plan;
    let mut made: BTreeMap<&str, BTreeSet<Language>> = BTreeMap::new();
    for page in plan.groups.iter().flat_map(|group| &group.pages) {
        made.entry(name_of_page(&page.kind)).or_default().insert(page.language);
    }
    for (name, in_each) in PAGES {
        let languages = made.remove(name).unwrap_or_default();
        let expected: &[Language] = match in_each {
            _ if name == "leaflet" => &[Language::Ja, Language::Easy],
            true => Language::ALL,
            false => &[Language::Ja],
        };
        assert_eq!(languages.into_iter().collect::<Vec<_>>(), expected, "{name}");
    }
    assert!(made.is_empty(), "{made:?}");
}

/// Every kind of page or file, and whether there is one in each language.
const PAGES: [(&str, bool); 32] = [
    ("home", true),
    ("area", true),
    ("ward", true),
    ("record", true),
    ("call card", true),
    ("vcard", true),
    ("page", true),
    ("list", true),
    ("streets", true),
    ("calendar", true),
    ("checked", true),
    ("flow", true),
    ("everything", true),
    ("one file", true),
    ("leaflet", false),
    ("landing", false),
    ("leaflets", true),
    ("glossary", true),
    ("about", true),
    ("correction", true),
    ("picture", false),
    ("code", true),
    ("moved", true),
    ("not found", false),
    ("worker", false),
    ("offline", false),
    ("search", true),
    ("names", true),
    ("search core", true),
    ("search range", true),
    ("search ward", true),
    ("asset", false),
];

/// A kind that is new must be named here and in [`PAGES`].
fn name_of_page(kind: &PageKind) -> &'static str {
    match kind {
        PageKind::Home => "home",
        PageKind::Area(_) => "area",
        PageKind::Ward(_) => "ward",
        PageKind::Record(_) => "record",
        PageKind::CallCard(_) => "call card",
        PageKind::VCard(_) => "vcard",
        PageKind::Page(_) => "page",
        PageKind::List(..) => "list",
        PageKind::Streets(_) => "streets",
        PageKind::Calendar(_) => "calendar",
        PageKind::Checked(_) => "checked",
        PageKind::Flow(_) => "flow",
        PageKind::Everything(_) => "everything",
        PageKind::OneFile(_) => "one file",
        PageKind::Leaflet(_) => "leaflet",
        PageKind::Landing(_) => "landing",
        PageKind::Leaflets(_) => "leaflets",
        PageKind::Glossary => "glossary",
        PageKind::About => "about",
        PageKind::Correction => "correction",
        PageKind::Picture(_) => "picture",
        PageKind::Code(_) => "code",
        PageKind::Moved(_) => "moved",
        PageKind::NotFound => "not found",
        PageKind::Worker => "worker",
        PageKind::Offline(_) => "offline",
        PageKind::SearchPage => "search",
        PageKind::Names(_) => "names",
        PageKind::Search(file) => match file {
            SearchFile::Core => "search core",
            SearchFile::Range(_) => "search range",
            SearchFile::Ward(_) => "search ward",
        },
        PageKind::Asset(_) => "asset",
    }
}

#[test]
fn every_shape_of_hours_is_used() {
    let site = site(&GUIDE);
    let mut left: BTreeSet<&str> = SHAPES_OF_HOURS.into_iter().collect();
    let is_open = |record: &Record<'_>| record.service.status == Status::Open;
    for record in site.records() {
        let desks = record.desks.iter().map(|desk| &desk.contact);
        for contact in std::iter::once(&record.service.contact).chain(desks) {
            let own = contact.hours.iter().map(Hours::schedule);
            let of_phones = contact.phones.iter().filter_map(|phone| phone.hours.as_ref());
            for schedule in own.chain(of_phones).filter_map(|hours| hours.fact()) {
                for shape in shapes_of(schedule) {
                    assert!(SHAPES_OF_HOURS.contains(&shape), "{shape} is named in the list");
                    if is_open(&record) || shape == "until a day" {
                        left.remove(shape);
                    }
                }
            }
        }
    }
    assert!(left.is_empty(), "{left:?}");
}

const SHAPES_OF_HOURS: [&str; 27] = [
    "every day",
    "weekdays",
    "weekdays and holidays",
    "holidays",
    "numbered weekdays",
    "last weekday",
    "days of the month",
    "last day of the month",
    "dates",
    "every other week",
    "months",
    "every other month",
    "part of each year",
    "from a day",
    "until a day",
    "from day to day",
    "all day",
    "one span",
    "several spans",
    "overnight",
    "place",
    "closed on holidays",
    "closed on days",
    "closed in months",
    "closed for a part of time",
    "closed around New Year",
    "several rules",
];

/// What a schedule makes use of. A shape that is new does not compile before it is named here.
fn shapes_of(schedule: &Schedule) -> Vec<&'static str> {
    let mut shapes = if schedule.rules.len() > 1 { vec!["several rules"] } else { Vec::new() };
    for rule in &schedule.rules {
        shapes.extend(rule.period.as_ref().map(|period| match period {
            Period::Yearly(..) => "part of each year",
            Period::From(_) => "from a day",
            Period::Until(_) => "until a day",
            Period::Between(..) => "from day to day",
        }));
        shapes.extend(match &rule.months {
            Months::Every => None,
            Months::Of(_) => Some("months"),
            Months::Alternate { .. } => Some("every other month"),
        });
        shapes.push(match &rule.days {
            Days::Every => "every day",
            Days::Week { holidays: false, .. } => "weekdays",
            Days::Week { days, holidays: true } if days.is_empty() => "holidays",
            Days::Week { holidays: true, .. } => "weekdays and holidays",
            Days::Nth { weeks, .. } if weeks.contains(&Nth::Last) => "last weekday",
            Days::Nth { .. } => "numbered weekdays",
            Days::Month { last: true, .. } => "last day of the month",
            Days::Month { last: false, .. } => "days of the month",
            Days::Dates(_) => "dates",
            Days::Alternate { .. } => "every other week",
        });
        shapes.push(match rule.spans.as_slice() {
            [Span::DAY] => "all day",
            [span] if span.is_overnight() => "overnight",
            [_] => "one span",
            _ => "several spans",
        });
        shapes.extend(rule.place.as_ref().map(|_| "place"));
    }
    shapes.extend(schedule.closed.iter().map(|closed| match closed {
        Closed::Holidays => "closed on holidays",
        Closed::Days(_) => "closed on days",
        Closed::Months(_) => "closed in months",
        Closed::Period(_) => "closed for a part of time",
        Closed::YearEnd => "closed around New Year",
    }));
    shapes
}

/// The guide as it stands, or with `FULL=stamp` the same with right fingerprints, which are written to its files.
fn stamped(guide: TestSite) -> TestSite {
    if std::env::var("FULL").is_ok_and(|mode| mode == "stamp") {
        let site = site(&guide);
        let stamp = |guide: TestSite, record| {
            let (path, text) = fingerprints(&guide, record);
            fs::write(Path::new(FULL).join(&path), &text).unwrap();
            guide.file(&path, text)
        };
        return site.records().fold(guide, stamp);
    }
    guide
}

/// A record's file with the fingerprints of its facts as they are.
fn fingerprints(guide: &TestSite, record: Record<'_>) -> (String, String) {
    let path = record.path.as_str();
    let mut text = guide.text(path).to_owned();
    let mut places: Vec<(String, Fingerprint)> = Vec::new();
    for (field, _, verified) in record.service.provenances(record.desks) {
        let Some(verified) = verified else { continue };
        let is_own = field == FieldPath::default();
        let facts = if is_own { record.facts().fingerprint() } else { of_item(record, &field.to_string()) };
        places.push((verified.facts.to_string(), facts));
    }
    // Two steps, so that no new one is taken for an old one.
    for (number, (old, _)) in places.iter().enumerate() {
        assert!(text.matches(old.as_str()).count() == 1, "{path}: {old} stands there once; write something else");
        text = text.replacen(old.as_str(), &format!("<{number}>"), 1);
    }
    for (number, (_, new)) in places.iter().enumerate() {
        text = text.replacen(&format!("<{number}>"), &new.to_string(), 1);
    }
    (path.to_owned(), text)
}

/// The fingerprint of an item that carries a confirmation of its own: `phones[0]`, `desks[1].hours`.
fn of_item(record: Record<'_>, field: &str) -> Fingerprint {
    let number = |of: &str| of.split_once('[').unwrap().1.trim_end_matches(']').parse::<usize>().unwrap();
    let (contact, item): (&Contact, &str) = match field.split_once('.') {
        Some((desk, item)) => (&record.desks[number(desk)].contact, item),
        None => (&record.service.contact, field),
    };
    fn line<T: Display>(name: &str, value: Option<T>) -> Option<String> {
        value.map(|value| format!("{name}={value}\n"))
    }
    let mut lines: Vec<String> = match item.split('[').next().unwrap() {
        "phones" => {
            let phone = &contact.phones[number(item)];
            let hours = phone.hours.as_ref().and_then(|hours| hours.fact());
            [line("label", phone.label.as_ref()), line("number", phone.number.fact()), line("hours", hours)]
                .into_iter()
                .flatten()
                .collect()
        }
        "emails" => {
            let email = &contact.emails[number(item)];
            [line("label", email.label.as_ref()), line("address", email.address.fact())].into_iter().flatten().collect()
        }
        "hours" => {
            line("hours", contact.hours.as_ref().and_then(|hours| hours.schedule().fact())).into_iter().collect()
        }
        "address" => {
            let address = contact.address.as_ref().unwrap();
            let postal_code = line("postal_code", address.postal_code.as_ref());
            let text = line("text", address.text.fact());
            [text, postal_code, line("access", address.access.as_ref()), line("position", address.position)]
                .into_iter()
                .flatten()
                .collect()
        }
        other => panic!("{other} cannot be confirmed by itself"),
    };
    lines.sort();
    Fingerprint::of_lines(&lines.concat())
}
