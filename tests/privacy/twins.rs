//! The full guide with a twin beside each record, every value of which is a token.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_yaml::{Mapping, Value};
use shirube::language::Language;
use shirube::model::shape_at;
use shirube::model::value::{Kind, PlaceId, RecordId, Schedule, Written};
use shirube::path::SourcePath;
use shirube::yaml::{Check, Shape};

use super::common::{FULL, TestSite};
use super::tokens::Tokens;

/// How the twins are kept from residents; published they are not.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Twins {
    Staff,
    Planned,
    Proposed,
    Paused,
    Ended,
    Published,
}

impl Twins {
    pub(super) fn status(self) -> &'static str {
        match self {
            Self::Staff | Self::Published => "open",
            Self::Planned => "planned",
            Self::Proposed => "proposal",
            Self::Paused => "paused",
            Self::Ended => "ended",
        }
    }
}

/// The full guide, which also builds what nobody has confirmed.
pub(super) fn marking() -> TestSite {
    TestSite::full().edited("content/site.yaml", "unverified: refuse", "unverified: mark")
}

/// The field of a comment's token.
pub(super) const COMMENT: &str = "a comment";

/// A file of a record.
struct RecordFile<'a> {
    path: &'a str,
    id: RecordId,
    folder: &'a str,
    /// `.md`, `.en.md`, `.yaml`.
    ending: &'a str,
}

impl<'a> RecordFile<'a> {
    fn at(path: &'a str) -> Option<Self> {
        let (folder, file) = path.rsplit_once('/')?;
        let (stem, _) = file.split_once('.')?;
        let place = place_of(path)?;
        let kind = match place {
            PlaceId::Guide => Kind::Page,
            _ => folder.rsplit('/').next().and_then(Kind::in_folder)?,
        };
        let id = RecordId::new(place, kind, stem.parse().ok()?);
        Some(Self { path, id, folder, ending: &file[stem.len()..] })
    }

    fn is_overlay(&self) -> bool {
        self.ending.matches('.').count() == 2
    }

    /// `windows`, `windows overlay`.
    fn name(&self) -> String {
        let folder = self.id.kind.folder();
        if self.is_overlay() { format!("{folder} overlay") } else { folder.to_owned() }
    }
}

/// Whose folder a file stands in.
fn place_of(path: &str) -> Option<PlaceId> {
    match path.split('/').collect::<Vec<_>>()[..] {
        ["content", "wards", ward, _, ..] => Some(PlaceId::Ward(ward.parse().unwrap())),
        ["content", "shared", scope, _, ..] => Some(PlaceId::Scope(scope.parse().unwrap())),
        ["content", "guides", _] => Some(PlaceId::Guide),
        _ => None,
    }
}

/// Whether a shape is a mapping with some field.
fn has(shape: &Shape, name: &str) -> bool {
    matches!(shape, Shape::Map(fields) if fields.iter().any(|field| field.is_here() && field.name() == name))
}

/// The full guide with a twin beside each record.
pub(super) fn planted(twins: Twins) -> (TestSite, Tokens) {
    let plain = marking();
    let mut guide = plain.clone();
    let mut work =
        Work { twins, tokens: Tokens::default(), ids: BTreeMap::new(), documents: BTreeMap::new(), media: Vec::new() };
    let paths: Vec<&str> = plain.paths().filter(|path| shape_at(&SourcePath::new(*path)).is_some()).collect();

    // The ids of all twins first, since they name each other.
    for file in paths.iter().filter_map(|path| RecordFile::at(path)).filter(|file| !file.is_overlay()) {
        let word = work.tokens.word(&format!("{} id", file.name()));
        let (yaml, _) = plain.yaml(file.path);
        let mut names = Names { name: word, ..Names::default() };
        ids_in(&yaml, &mut |old| {
            drop(names.inner.insert(old.to_owned(), work.tokens.word(&format!("{} inner id", file.name()))))
        });
        work.ids.insert(file.id.to_string(), names);
    }
    for path in &paths {
        let place = place_of(path).filter(|_| path.ends_with("/organisations.yaml"));
        for item in plain.yaml(path).0.as_sequence().into_iter().flatten() {
            let Some(old) = item.get("id").and_then(Value::as_str) else { continue };
            if let Some(place) = &place {
                let id = RecordId::new(place.clone(), Kind::Organisation, old.parse().unwrap());
                let names = Names { name: work.tokens.word("organisations.yaml[] id"), ..Names::default() };
                work.ids.insert(id.to_string(), names);
            }
            if *path == "content/sources.yaml" {
                work.documents.insert(old.to_owned(), work.tokens.word("sources.yaml[] id"));
            }
        }
    }

    for path in &paths {
        let shape = shape_at(&SourcePath::new(*path)).unwrap();
        let (yaml, prose) = plain.yaml(path);
        guide = guide.file(path, work.beside(path, shape, yaml.clone(), prose));
        if let Some(file) = RecordFile::at(path)
            && !file.is_overlay()
        {
            guide = work.twin(guide, &plain, &file, &yaml, prose);
        }
    }
    for (path, original) in work.media {
        guide = guide.file(&path, fs::read(Path::new(FULL).join(original)).unwrap());
    }
    (guide, work.tokens)
}

/// Every id that is given within a file.
fn ids_in(yaml: &Value, found: &mut impl FnMut(&str)) {
    match yaml {
        Value::Mapping(map) => map.iter().for_each(|(key, value)| match (key.as_str(), value.as_str()) {
            (Some("id"), Some(id)) => found(id),
            _ => ids_in(value, found),
        }),
        Value::Sequence(items) => items.iter().for_each(|item| ids_in(item, found)),
        _ => {}
    }
}

/// What a twin is called, and what its desks, steps and actors are.
#[derive(Clone, Default)]
struct Names {
    name: String,
    inner: BTreeMap<String, String>,
}

struct Work {
    twins: Twins,
    tokens: Tokens,
    /// The names of the twins by the ids of the originals.
    ids: BTreeMap<String, Names>,
    documents: BTreeMap<String, String>,
    /// Pictures of twins, and which file each is a copy of.
    media: Vec<(String, String)>,
}

/// A value on its way to its twin's.
struct Planting<'a> {
    work: &'a mut Work,
    place: PlaceId,
    names: Names,
    /// The tokens of the texts, for the overlays that translate them.
    texts: BTreeMap<String, String>,
}

impl Work {
    fn audience(&self) -> Value {
        Value::from(if self.twins == Twins::Published { "public" } else { "staff" })
    }

    /// An original file: with a comment, and with twins of those items in it that may be for staff.
    fn beside(&mut self, path: &str, shape: &Shape, mut yaml: Value, prose: &str) -> String {
        let name = path.rsplit('/').next().unwrap();
        let name = RecordFile::at(path).map_or_else(|| name.to_owned(), |file| file.name());
        let place = place_of(path).unwrap_or(PlaceId::Guide);
        let mut planting =
            Planting { work: self, place: place.clone(), names: Names::default(), texts: BTreeMap::new() };
        planting.items(shape, &mut yaml, &name);
        if path == "content/sources.yaml" {
            let items = yaml.as_sequence_mut().unwrap();
            let Shape::List(of) = shape else { unreachable!("documents are a list") };
            let twins: Vec<Value> = items.iter().map(|item| planting.twin_item(of, item, "sources.yaml[]")).collect();
            items.extend(twins);
        }
        if let (PlaceId::Ward(_), Some(rest)) =
            (&place, path.split('/').nth(3).filter(|file| file.starts_with("ward.")))
        {
            self.notes(rest == "ward.md", path, &mut yaml);
        }
        let comment = self.tokens.text(COMMENT);
        let yaml = format!("# {comment}\n{}# {comment}\n", serde_yaml::to_string(&yaml).unwrap());
        if path.ends_with(".md") { format!("---\n{yaml}---\n{prose}") } else { yaml }
    }

    /// What a ward says about a twin of a shared record.
    fn notes(&mut self, is_own: bool, path: &str, yaml: &mut Value) {
        let ward = path.split('/').nth(2).unwrap();
        let shared: Vec<String> =
            self.ids.keys().filter(|id| id.starts_with("shared/aoba/phone-lines/")).cloned().collect();
        for id in shared {
            let note = format!("鳥canary-note-{ward}-{}", self.ids[&id].name);
            let entry = if is_own {
                let number = self.tokens.next("ward.md shared[] note");
                self.tokens.add(number, [note.clone()]);
                let record = format!("shared/aoba/phone-lines/{}", self.ids[&id].name);
                [("record", record), ("note", note)]
            } else {
                [("of", note), ("say", self.tokens.text("ward.md overlay texts[] say"))]
            };
            let entry: Mapping = entry.into_iter().map(|(key, value)| (key.into(), value.into())).collect();
            let list = if is_own { "shared" } else { "texts" };
            yaml[list].as_sequence_mut().unwrap().push(Value::Mapping(entry));
        }
    }

    /// Puts a twin of a record and of its overlays into the guide.
    fn twin(
        &mut self,
        mut guide: TestSite,
        plain: &TestSite,
        file: &RecordFile<'_>,
        yaml: &Value,
        prose: &str,
    ) -> TestSite {
        let shape = shape_at(&SourcePath::new(file.path)).unwrap();
        let names = self.ids[&file.id.to_string()].clone();
        let (stem, twin) = (file.id.name.to_string(), names.name.clone());
        let (twins, audience) = (self.twins, self.audience());
        let mut planting = Planting { work: self, place: file.id.place.clone(), names, texts: BTreeMap::new() };
        let mut value = planting.value(shape, yaml, &file.name());
        let map = value.as_mapping_mut().unwrap();
        // What cannot be planned can be for staff.
        let is_by_status = has(shape, "status") && !matches!(twins, Twins::Staff | Twins::Published);
        if has(shape, "status") {
            map.insert("status".into(), twins.status().into());
        }
        assert!(has(shape, "audience"), "{} can be for staff", file.path);
        map.insert("audience".into(), if is_by_status { "public".into() } else { audience });
        let prose = planting.prose(prose, &file.name());
        guide =
            guide.file(&format!("{}/{twin}{}", file.folder, file.ending), planting.file(file.ending, &value, &prose));
        for language in Language::ALL.iter().filter(|language| **language != Language::Ja) {
            for ending in ["md", "yaml"] {
                let ending = format!(".{language}.{ending}");
                let path = format!("{}/{stem}{ending}", file.folder);
                if !plain.paths().any(|known| known == path) {
                    continue;
                }
                let shape = shape_at(&SourcePath::new(path.as_str())).unwrap();
                let (yaml, prose) = plain.yaml(&path);
                let name = format!("{} overlay", file.name());
                let value = planting.value(shape, &yaml, &name);
                let prose = planting.prose(prose, &name);
                guide = guide.file(&format!("{}/{twin}{ending}", file.folder), planting.file(&ending, &value, &prose));
            }
        }
        guide
    }
}

impl Planting<'_> {
    fn file(&mut self, ending: &str, yaml: &Value, prose: &str) -> String {
        let yaml = format!("# {}\n{}", self.work.tokens.text(COMMENT), serde_yaml::to_string(yaml).unwrap());
        if ending.ends_with(".md") { format!("---\n{yaml}---\n{prose}") } else { yaml }
    }

    /// Prose in the place of prose.
    fn prose(&mut self, prose: &str, name: &str) -> String {
        if prose.trim().is_empty() {
            return String::new();
        }
        let mut text = || self.work.tokens.text(&format!("{name} prose"));
        format!("{}\n\n## {}\n\n- {}\n\n| {} |\n|---|\n| {} |\n", text(), text(), text(), text(), text())
    }

    /// Adds twins to all items, however deep, that may be for staff: organisations, numbers of a plan.
    fn items(&mut self, shape: &Shape, yaml: &mut Value, at: &str) {
        match (shape, yaml) {
            (Shape::Map(fields), yaml @ Value::Mapping(_)) => {
                for field in fields {
                    if let Some(value) = yaml.get_mut(field.name()) {
                        self.items(field.shape(), value, &format!("{at} {}", field.name()));
                    }
                }
            }
            (Shape::List(of), Value::Sequence(items)) if has(of, "audience") => {
                let at = format!("{at}[]");
                let mut twins: Vec<Value> = Vec::new();
                for item in items.iter() {
                    twins.push(self.twin_item(of, item, &at));
                    // A number of a plan is for staff where nobody says whom it is for.
                    if at.ends_with(" counts[]") && self.work.twins != Twins::Published {
                        let mut unsaid = self.twin_item(of, item, &at);
                        unsaid.as_mapping_mut().unwrap().remove("audience");
                        twins.push(unsaid);
                    }
                }
                items.extend(twins);
            }
            (Shape::List(of), Value::Sequence(items)) => {
                items.iter_mut().for_each(|item| self.items(of, item, &format!("{at}[]")));
            }
            _ => {}
        }
    }

    /// The twin of an item of a list.
    fn twin_item(&mut self, shape: &Shape, item: &Value, at: &str) -> Value {
        if let Some(id) = item.get("id").and_then(Value::as_str) {
            let organisation =
                id.parse().ok().map(|id| RecordId::new(self.place.clone(), Kind::Organisation, id).to_string());
            let twin = match at {
                "sources.yaml[]" => self.work.documents[id].clone(),
                _ => self.work.ids[&organisation.unwrap()].name.clone(),
            };
            self.names.inner.insert(id.to_owned(), twin);
        }
        let mut twin = self.value(shape, item, at);
        if has(shape, "audience") {
            twin["audience"] = self.work.audience();
        }
        twin
    }

    /// A value with all of it replaced that can be told apart.
    fn value(&mut self, shape: &Shape, value: &Value, at: &str) -> Value {
        match (shape, value) {
            (Shape::Map(fields), Value::Mapping(map)) => {
                let mut twin = Mapping::new();
                for (key, value) in map {
                    let name = key.as_str().unwrap();
                    let field = fields.iter().find(|field| field.name() == name).unwrap();
                    twin.insert(key.clone(), self.value(field.shape(), value, &format!("{at} {name}")));
                }
                // Parts are together what they are parts of.
                if let Some(parts) = twin.get("split").and_then(Value::as_sequence) {
                    let sum: i64 = parts.iter().filter_map(|part| part["people"].as_i64()).sum();
                    let number = self.work.tokens.next(&format!("{at} people"));
                    self.work.tokens.add(number, [sum.to_string()]);
                    twin.insert("people".into(), sum.into());
                }
                Value::Mapping(twin)
            }
            (Shape::List(of), Value::Sequence(items)) => {
                items.iter().map(|item| self.value(of, item, &format!("{at}[]"))).collect()
            }
            (Shape::OneOf(several), value) => {
                let fits = |shape: &&Shape| {
                    matches!(shape, Shape::Map(_)) == value.is_mapping() && !matches!(shape, Shape::Choice(_))
                };
                self.value(several.iter().find(fits).unwrap(), value, at)
            }
            (Shape::Value(check), value) => self.plain(*check, value.as_str().unwrap_or_default(), at).into(),
            (Shape::Integer(_, most), _) if *most >= 1_000_000_000 => self.work.tokens.count(at).into(),
            // Everybody may read what a twin itself hides.
            (Shape::Choice(words), _) if words.iter().any(|word| word == "staff") => "public".into(),
            // Words of closed lists and small numbers are not told apart by anything; nor is yes from no.
            (Shape::Choice(_) | Shape::Integer(..) | Shape::Bool, value) => value.clone(),
            (shape, value) => panic!("{at}: {value:?} in {shape:?}"),
        }
    }

    fn plain(&mut self, check: Check, old: &str, at: &str) -> String {
        let takes = |probe: &str| check(probe).is_ok();
        let key = at.rsplit(' ').next().unwrap();
        if takes("ことば a-1") {
            return match (key, self.texts.get(old)) {
                // An overlay names the text that it translates.
                ("of", Some(token)) if at.contains("overlay") => token.clone(),
                _ => {
                    let token = self.work.tokens.text(at);
                    let is_own = !at.contains("overlay");
                    if is_own { self.texts.entry(old.to_owned()).or_insert(token).clone() } else { token }
                }
            };
        }
        if takes("a.png") {
            let file = self.work.tokens.value(at, check);
            let place = match &self.place {
                PlaceId::Ward(ward) => format!("content/wards/{ward}/media"),
                place => format!("content/{place}/media"),
            };
            self.work.media.push((format!("{place}/{file}"), format!("{place}/{old}")));
            return file;
        }
        if takes("windows/a") {
            return self.reference(old);
        }
        if takes("a-b") {
            // Worries, fields, stages, streets and voices are everybody's.
            if ["concerns[]", "fields[]", "stage[]", "serves[]", "voices[]"].contains(&key) {
                return old.to_owned();
            }
            let known =
                self.names.inner.get(old).or_else(|| self.work.documents.get(old).filter(|_| key == "document"));
            return match known {
                Some(twin) => twin.clone(),
                None if key == "formerly_ids[]" => self.work.tokens.word(at),
                None => panic!("{at}: nothing in {:?} is called {old}", self.names.name),
            };
        }
        let value = self.work.tokens.value(at, check);
        match old.parse::<Schedule>() {
            Ok(schedule) if takes("月 9:00-10:00") => self.with_places(value, &schedule, at),
            _ => value,
        }
    }

    /// Hours with a rule for each place of the hours that they are the twin of: overlays translate places.
    fn with_places(&mut self, mut hours: String, old: &Schedule, at: &str) -> String {
        let places: BTreeSet<&str> =
            old.rules.iter().filter_map(|rule| rule.place.as_ref()).map(|place| place.as_str()).collect();
        for (place, day) in places.into_iter().zip("月火木金土日".chars()) {
            let token = self.work.tokens.text(&format!("{at} place"));
            let token = self.texts.entry(place.to_owned()).or_insert(token);
            hours.push_str(&format!("; {day} 9:00-10:00（{token}）"));
        }
        hours
    }

    /// What is named is the twin of what was named.
    fn reference(&self, old: &str) -> String {
        let id = old.parse::<Written>().unwrap().resolve(&self.place, Kind::Organisation);
        let names = &self.work.ids[&id.without_desk().to_string()];
        let desk = id.desk.as_ref().map(|desk| names.inner[desk.as_str()].parse().unwrap());
        RecordId { name: names.name.parse().unwrap(), desk, ..id }.to_string()
    }
}
