//! The layers of a theme: the one that the guide names, its parents, and the standard theme below all.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::palette::Colours;
use super::settings::Settings;
use crate::diagnostic::{Diagnostic, Diagnostics, Location, nearest};
use crate::model::value::{CHECKS, Slug};
use crate::path::SourcePath;
use crate::source::SourceTree;
use crate::yaml::{self, Shape, Yaml};

/// The files of `themes/standard`, which the binary carries with it.
const STANDARD: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/standard_theme.rs"));

/// The name of the theme below all others.
pub(super) const BASE: &str = "standard";

/// The files of one theme.
pub(super) struct Layer<'a> {
    pub(super) name: String,
    pub(super) files: BTreeMap<String, Cow<'a, [u8]>>,
    /// The files that are there and cannot be read, each of which has its problem already.
    unreadable: BTreeSet<String>,
    /// Its `theme.yaml`, if that can be read.
    pub(super) settings: Option<Settings>,
}

impl Layer<'_> {
    /// A file that is text; every one that should be was looked at when the layer was read.
    pub(super) fn text(&self, inner: &str) -> Option<&str> {
        std::str::from_utf8(self.files.get(inner)?).ok()
    }

    /// Whether a file is not there at all.
    pub(super) fn misses(&self, inner: &str) -> bool {
        !self.files.contains_key(inner) && !self.unreadable.contains(inner)
    }

    /// Where one of its files stands.
    pub(super) fn path(&self, inner: &str) -> SourcePath {
        SourcePath::new(format!("themes/{}/{inner}", self.name))
    }

    /// Its files below a folder, which is named with its closing `/`: the name within it, and the text.
    pub(super) fn texts<'s>(&'s self, folder: &'s str) -> impl Iterator<Item = (&'s str, &'s str)> {
        self.files.keys().filter_map(move |inner| Some((inner.strip_prefix(folder)?, self.text(inner)?)))
    }
}

/// The theme, its parents, and the standard theme below all, each once. `asked_by` says where the theme is named.
pub(super) fn layers<'a>(
    tree: &'a SourceTree,
    name: &Slug,
    asked_by: Location,
    diagnostics: &mut Diagnostics,
) -> Vec<Layer<'a>> {
    let mut layers: Vec<Layer<'a>> = Vec::new();
    let mut next = Some((name.to_string(), asked_by));
    while let Some((name, asked_by)) = next.take() {
        if layers.iter().any(|layer| layer.name == name) {
            diagnostics.push(Diagnostic::error("theme-circle").with("name", &name).at(asked_by));
            break;
        }
        if name != BASE && tree.below(&format!("themes/{name}/")).next().is_none() {
            diagnostics.push(unknown(tree, &name).at(asked_by));
            break;
        }
        let layer = layer(tree, &name, diagnostics);
        let parent = layer.settings.as_ref().and_then(|settings| settings.parent.as_ref());
        next = parent.map(|parent| (parent.to_string(), Location::field(&layer.path("theme.yaml"), "parent")));
        layers.push(layer);
    }
    if !layers.iter().any(|layer| layer.name == BASE) {
        layers.push(layer(tree, BASE, diagnostics));
    }
    layers
}

/// The texts of the standard theme as the binary carries it: the files whose path begins like this.
pub fn built_in(start: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let inner = STANDARD.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("standard/")?, *bytes)));
    inner
        .filter(move |(inner, _)| inner.starts_with(start))
        .filter_map(|(inner, bytes)| Some((inner, std::str::from_utf8(bytes).ok()?)))
}

/// The colours that the binary carries with it, for a standard theme of somebody's own that leaves some out.
pub(super) fn built_in_colours() -> (&'static SourcePath, &'static Colours) {
    static COLOURS: LazyLock<(SourcePath, Colours)> = LazyLock::new(|| {
        let (_, text) = built_in("theme.yaml").next().expect("it is embedded");
        let settings: Settings = yaml::read_plain(text).expect("a test reads it");
        (SourcePath::new("themes/standard/theme.yaml"), settings.colours)
    });
    (&COLOURS.0, &COLOURS.1)
}

fn unknown(tree: &SourceTree, name: &str) -> Diagnostic {
    let mut known: Vec<&str> =
        tree.below("themes/").filter_map(|(path, _)| path.as_str().split('/').nth(1)).chain([BASE]).collect();
    known.sort_unstable();
    known.dedup();
    let near = nearest(name, known.iter().copied());
    Diagnostic::error("unknown-theme").with("name", name).with_some("nearest", near).with("known", known.join(", "))
}

fn layer<'a>(tree: &'a SourceTree, name: &str, diagnostics: &mut Diagnostics) -> Layer<'a> {
    let folder = format!("themes/{name}/");
    let mut files = BTreeMap::new();
    let mut unreadable = BTreeSet::new();
    let paths: Vec<&SourcePath> = tree.below(&folder).map(|(path, _)| path).collect();
    for path in paths {
        let inner = path.as_str()[folder.len()..].to_owned();
        let is_text = !inner.starts_with("assets/") || [".svg", ".css", ".js"].iter().any(|end| inner.ends_with(end));
        match tree.text(path) {
            Ok(text) => drop(files.insert(inner, Cow::Borrowed(text.as_bytes()))),
            Err(problem) if is_text || problem.code != "not-utf8" => {
                diagnostics.push(problem);
                unreadable.insert(inner);
            }
            Err(_) => drop(files.insert(inner, Cow::Borrowed(tree.bytes(path.as_str()).unwrap_or_default()))),
        }
    }
    if files.is_empty() && unreadable.is_empty() && name == BASE {
        let own =
            STANDARD.iter().filter_map(|(path, bytes)| path.strip_prefix("standard/").map(|inner| (inner, *bytes)));
        files = own.map(|(inner, bytes)| (inner.to_owned(), Cow::Borrowed(bytes))).collect();
    }
    let mut layer = Layer { name: name.to_owned(), files, unreadable, settings: None };
    layer.settings = settings(&layer, diagnostics);
    layer
}

fn settings(layer: &Layer<'_>, diagnostics: &mut Diagnostics) -> Option<Settings> {
    static SHAPE: LazyLock<Shape> = LazyLock::new(|| Shape::of::<Settings>(CHECKS));
    let path = layer.path("theme.yaml");
    let Some(text) = layer.text("theme.yaml") else {
        if layer.misses("theme.yaml") {
            let diagnostic = Diagnostic::error("missing-theme-yaml").with("name", &layer.name);
            diagnostics.push(diagnostic.at(Location::file(&path)));
        }
        return None;
    };
    let (settings, problems) = yaml::read::<Settings>(Yaml::whole(&path, text), &SHAPE);
    diagnostics.extend(problems);
    settings.inspect(|settings| settings.colours.check(&path, diagnostics))
}
