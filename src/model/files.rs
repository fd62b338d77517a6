//! Which file is what: the folders of a guide, the ids in its file names, and what does not belong there.

use std::collections::BTreeSet;

use super::ListId;
use super::value::{Kind, Language, PlaceId, RecordId, Slug};
use crate::diagnostic::{Diagnostic, Diagnostics, Fault, Location, nearest};
use crate::path::SourcePath;
use crate::source::SourceTree;

/// What a file of the content is.
#[derive(Debug)]
pub(super) enum Role {
    Config,
    List(ListId),
    Scope(Slug),
    Ward(Slug, Option<Language>),
    Record(RecordId, Option<Language>),
}

/// Names that addresses need for themselves, so that no ward can have them.
pub(crate) const RESERVED: [&str; 12] =
    ["en", "easy", "l", "data", "assets", "areas", "shared", "guides", "for", "concerns", "modes", "ages"];

/// Whether a name cannot be a ward's, now or formerly.
#[must_use]
pub(crate) fn is_reserved(ward: &str) -> bool {
    RESERVED.contains(&ward) || Kind::in_folder(ward).is_some()
}

/// Every file of the content with its role, overlays behind their records, and what is out of place.
pub(super) fn classify(tree: &SourceTree) -> (Vec<(&SourcePath, Role)>, Diagnostics) {
    let mut roles = Vec::new();
    let mut diagnostics = Diagnostics::default();
    for (path, _) in tree.below("content/") {
        match role(path) {
            Ok(Some(role)) => roles.push((path, role)),
            Ok(None) => {}
            Err(problem) => diagnostics.push(problem.at(Location::file(path))),
        }
    }
    roles.sort_by_key(|(_, role)| matches!(role, Role::Ward(_, Some(_)) | Role::Record(_, Some(_))));
    (roles, diagnostics)
}

/// The wards and scopes whose folders have files but not the one that says what they are.
pub(super) fn headless(roles: &[(&SourcePath, Role)]) -> (BTreeSet<PlaceId>, Diagnostics) {
    let mut used = BTreeSet::new();
    let mut heads = BTreeSet::new();
    for (_, role) in roles {
        match role {
            Role::List(list) => drop(list.place().map(|place| used.insert(place.clone()))),
            Role::Record(RecordId { place, .. }, None) => drop(used.insert(place.clone())),
            Role::Scope(scope) => drop(heads.insert(PlaceId::Scope(scope.clone()))),
            Role::Ward(ward, None) => drop(heads.insert(PlaceId::Ward(ward.clone()))),
            _ => {}
        }
    }
    heads.insert(PlaceId::Guide);
    let headless: BTreeSet<PlaceId> = used.difference(&heads).cloned().collect();
    let diagnostics = headless.iter().filter_map(|place| {
        let (code, id, file) = match place {
            PlaceId::Scope(scope) => ("missing-scope", scope, format!("content/shared/{scope}/scope.yaml")),
            PlaceId::Ward(ward) => ("missing-ward", ward, format!("content/wards/{ward}/ward.md")),
            PlaceId::Guide => return None,
        };
        Some(Diagnostic::error(code).with("id", id).at(Location::file(&SourcePath::new(file))))
    });
    let diagnostics = diagnostics.collect();
    (headless, diagnostics)
}

/// Where the file of a record stands.
#[must_use]
pub(crate) fn path_of(id: &RecordId) -> SourcePath {
    let ending = if id.kind.has_prose() { "md" } else { "yaml" };
    let RecordId { kind, name, .. } = id;
    SourcePath::new(match &id.place {
        PlaceId::Guide => format!("content/guides/{name}.{ending}"),
        PlaceId::Scope(scope) => format!("content/shared/{scope}/{}/{name}.{ending}", kind.folder()),
        PlaceId::Ward(ward) => format!("content/wards/{ward}/{}/{name}.{ending}", kind.folder()),
    })
}

/// Where the list of what went to print stands.
#[must_use]
pub(crate) fn editions_path(place: &PlaceId) -> SourcePath {
    SourcePath::new(match place {
        PlaceId::Guide => "content/editions.yaml".to_owned(),
        PlaceId::Scope(scope) => format!("content/shared/{scope}/editions.yaml"),
        PlaceId::Ward(ward) => format!("content/wards/{ward}/editions.yaml"),
    })
}

/// The record whose file stands at a path, if it is one of the guide's own language.
#[must_use]
pub(crate) fn record_at(path: &SourcePath) -> Option<RecordId> {
    match role(path).ok()?? {
        Role::Record(id, None) => Some(id),
        _ => None,
    }
}

/// The ward whose `ward.md` stands at a path.
#[must_use]
pub(crate) fn ward_at(path: &SourcePath) -> Option<Slug> {
    match role(path).ok()?? {
        Role::Ward(id, None) => Some(id),
        _ => None,
    }
}

pub(super) fn role(path: &SourcePath) -> Result<Option<Role>, Diagnostic> {
    let parts: Vec<&str> = path.as_str().split('/').skip(1).collect();
    let role = match parts.as_slice() {
        ["site.yaml"] => Role::Config,
        [file] if let Some(list) = ListId::of_guide(file) => Role::List(list),
        ["guides", file] => record(PlaceId::Guide, Kind::Page, file)?,
        ["shared", scope, rest @ ..] => {
            let scope = id(scope)?;
            match rest {
                ["scope.yaml"] => Role::Scope(scope),
                rest => return in_place(PlaceId::Scope(scope), rest),
            }
        }
        ["wards", ward, rest @ ..] => {
            if is_reserved(ward) {
                return Err(Diagnostic::error("reserved-id").with("id", ward));
            }
            let ward = id(ward)?;
            match rest {
                [file] if file.split_once('.').is_some_and(|(stem, _)| stem == "ward") => {
                    Role::Ward(ward, file_name(file)?.1)
                }
                rest => return in_place(PlaceId::Ward(ward), rest),
            }
        }
        _ => {
            let known: Vec<&str> =
                ["site.yaml", "guides", "shared", "wards"].into_iter().chain(ListId::GUIDE_FILES).collect();
            return Err(unexpected(&parts, &known));
        }
    };
    Ok(Some(role))
}

fn in_place(place: PlaceId, rest: &[&str]) -> Result<Option<Role>, Diagnostic> {
    let folders = || Kind::ALL.iter().filter(|kind| **kind != Kind::Organisation).map(|kind| kind.folder());
    match rest {
        [file] if let Some(list) = ListId::of_place(file, &place) => Ok(Some(Role::List(list))),
        ["media", ..] => Ok(None),
        [folder, file] if folders().any(|known| known == *folder) => {
            record(place, Kind::in_folder(folder).expect("just found"), file).map(Some)
        }
        _ => {
            let lists = ListId::PLACE_FILES;
            let known: Vec<&str> = folders().chain(lists).chain(["ward.md", "scope.yaml", "media"]).collect();
            Err(unexpected(rest, &known))
        }
    }
}

fn record(place: PlaceId, kind: Kind, file: &str) -> Result<Role, Diagnostic> {
    let (name, language) = file_name(file)?;
    if !kind.has_prose() && (language.is_some() || !file.ends_with(".yaml")) {
        let near = format!("{name}.yaml");
        return Err(Diagnostic::error("unexpected-file").with("name", file).with("nearest", near));
    }
    Ok(Role::Record(RecordId::new(place, kind, name), language))
}

/// `hikikomori.en.md`: the id, and the language of an overlay.
fn file_name(file: &str) -> Result<(Slug, Option<Language>), Diagnostic> {
    let Some(stem) = file.strip_suffix(".md").or_else(|| file.strip_suffix(".yaml")) else {
        return Err(unexpected(&[file], &[]));
    };
    match stem.split_once('.') {
        None => match stem.rsplit_once('_').filter(|(_, tag)| Language::ALL.iter().any(|known| known.word() == *tag)) {
            // `hidamari_en.md` is meant to be an overlay.
            Some((_, tag)) => {
                let near = file.replace(&format!("_{tag}."), &format!(".{tag}."));
                Err(Diagnostic::error("unexpected-file").with("name", file).with("nearest", near))
            }
            None => Ok((id(stem)?, None)),
        },
        Some((stem, tag)) => {
            let language = Language::ALL.iter().find(|language| language.word() == tag && **language != Language::Ja);
            match language {
                Some(language) => Ok((id(stem)?, Some(*language))),
                None if tag.chars().all(|c| c.is_ascii_alphabetic()) && tag.len() <= 4 => {
                    let overlays = Language::ALL.iter().filter(|language| **language != Language::Ja);
                    let known: Vec<&str> = overlays.map(|language| language.word()).collect();
                    Err(Diagnostic::error("unknown-language").with("language", tag).with("known", known.join(", ")))
                }
                None => {
                    let name = format!("{stem}.{tag}");
                    let near = Slug::near(&name);
                    Err(Diagnostic::error("bad-id").with("id", name).with_some("nearest", near))
                }
            }
        }
    }
}

fn id(name: &str) -> Result<Slug, Diagnostic> {
    name.parse().map_err(|fault: Fault| {
        let mut diagnostic = Diagnostic::error(fault.code);
        diagnostic.values = fault.values;
        diagnostic
    })
}

/// What is out of place: the first step below a folder that is right.
fn unexpected(parts: &[&str], known: &[&str]) -> Diagnostic {
    let (at, name) =
        parts.iter().enumerate().find(|(_, part)| !known.contains(part)).map_or((0, ""), |(at, part)| (at, *part));
    let near = nearest(name, known.iter().copied()).filter(|_| at == 0).map(str::to_owned);
    let near = near.or_else(|| with_right_ending(name));
    Diagnostic::error("unexpected-file").with("name", name).with_some("nearest", near)
}

/// `hikikomori.yml` is meant to be `hikikomori.yaml`.
fn with_right_ending(file: &str) -> Option<String> {
    let (stem, ending) = file.rsplit_once('.')?;
    let right = match ending.to_ascii_lowercase().as_str() {
        "yml" | "yaml" => "yaml",
        "md" | "markdown" | "txt" => "md",
        _ => return None,
    };
    // Notepad makes `hidamari.md.txt` of `hidamari.md`.
    if [".md", ".yaml"].iter().any(|ending| stem.ends_with(ending)) {
        return Some(stem.to_owned());
    }
    let is_right = stem.split('.').all(|part| part.parse::<Slug>().is_ok());
    Some(format!("{stem}.{right}")).filter(|right| is_right && right != file)
}
