//! Themes: layers of templates, words and assets. In: the files of `themes/`. Out: a [`Theme`] that can render.
//!
//! A theme may stand on a parent; the standard theme stands below all. Whatever a layer does not have is looked for in
//! the next. Templates are made small once, here, never a whole page.

mod templates;

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::LazyLock;
use tera::Tera;

use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::model::value::{CHECKS, Language, Slug, Text};
use crate::path::SourcePath;
use crate::source::SourceTree;
use crate::yaml::{self, Shape, Yaml};

/// The files of `themes/standard`, which the binary carries with it.
const STANDARD: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/standard_theme.rs"));

/// The name of the theme below all others.
const BASE: &str = "standard";

/// Everything that gives a guide its looks.
#[derive(Debug)]
pub struct Theme {
    /// The templates, made small.
    tera: Tera,
    /// The same as they were written, to show where a problem is.
    plain: Tera,
    /// Which layer each template comes from where it is asked for by its name alone.
    template_layers: BTreeMap<String, String>,
    /// The words of templates in each language.
    words: BTreeMap<Language, BTreeMap<String, String>>,
    /// Style sheets and pictures, named by their content.
    pub assets: Vec<Asset>,
    /// The symbols of `assets/icons.svg`, by id.
    icons: BTreeMap<String, String>,
}

/// A file of the theme that is published.
#[derive(Debug)]
pub struct Asset {
    /// Its name in the theme: `style.css`.
    pub name: String,
    /// Where it stands in the site: `assets/style-1f2e3d4c.css`.
    pub address: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A `theme.yaml`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// What the theme is called.
    #[expect(dead_code, reason = "for people who choose a theme")]
    name: Text,
    /// The theme that it stands on.
    parent: Option<Slug>,
}

/// The files of one theme.
struct Layer<'a> {
    name: String,
    files: BTreeMap<String, Cow<'a, [u8]>>,
}

impl Layer<'_> {
    /// A file that is text; every one that should be was looked at when the layer was read.
    fn text(&self, inner: &str) -> Option<&str> {
        std::str::from_utf8(self.files.get(inner)?).ok()
    }
}

impl Theme {
    /// A word of the templates.
    #[must_use]
    pub fn words(&self, language: Language) -> &BTreeMap<String, String> {
        &self.words[&language]
    }

    /// A symbol of `icons.svg`, as an SVG `symbol` element.
    #[must_use]
    pub fn icon(&self, name: &str) -> Option<&str> {
        self.icons.get(name).map(String::as_str)
    }

    /// Where an asset stands in the site.
    #[must_use]
    pub fn asset_addresses(&self) -> BTreeMap<&str, &str> {
        self.assets.iter().map(|asset| (asset.name.as_str(), asset.address.as_str())).collect()
    }

    /// The same theme with its templates as they were written.
    #[must_use]
    pub fn as_written(self) -> Self {
        Self { tera: self.plain.clone(), ..self }
    }

    /// Where a template stands that was asked for by its name alone.
    #[must_use]
    pub fn template_path(&self, name: &str) -> SourcePath {
        let layer = self.template_layers.get(name).map_or(BASE, String::as_str);
        templates::source_path(&format!("{layer}/{name}"))
    }

    /// Fills a template.
    ///
    /// # Errors
    ///
    /// A [`Diagnostic`] at the place in the template as it was written.
    pub fn render(&self, template: &str, context: &tera::Context) -> Result<String, Diagnostic> {
        self.tera.render(template, context).map_err(|small| {
            let error = self.plain.render(template, context).err().unwrap_or(small);
            let problem = templates::diagnostic(&error);
            if problem.location != Location::nowhere() {
                return problem;
            }
            let at = Location::file(&self.template_path(template));
            Diagnostic::error("template-render").with("reason", error).at(at)
        })
    }
}

/// Puts a theme together from its layers. Words are missed only in the languages of the guide.
#[must_use]
pub fn theme(tree: &SourceTree, name: &Slug, languages: &[Language]) -> (Option<Theme>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let layers = layers(tree, name, &mut diagnostics);
    let words = words(&layers, languages, &mut diagnostics);
    let loaded = templates::load(&layers, &mut diagnostics);
    let assets = assets(&layers);
    let icons = layers.iter().find_map(|layer| layer.text("assets/icons.svg")).map_or_else(BTreeMap::new, symbols);
    let template_layers = layers
        .iter()
        .rev()
        .flat_map(|layer| layer.files.keys().map(|inner| (inner, &layer.name)))
        .filter_map(|(inner, layer)| Some((inner.strip_prefix("templates/")?.to_owned(), layer.clone())))
        .collect();
    let theme = loaded.map(|(tera, plain)| Theme { tera, plain, template_layers, words, assets, icons });
    (theme.filter(|_| !diagnostics.has_errors()), diagnostics)
}

/// The theme, its parents, and the standard theme below all, each once.
fn layers<'a>(tree: &'a SourceTree, name: &Slug, diagnostics: &mut Diagnostics) -> Vec<Layer<'a>> {
    static SHAPE: LazyLock<Shape> = LazyLock::new(|| Shape::of::<Settings>(CHECKS));
    let mut layers: Vec<Layer<'a>> = Vec::new();
    let mut next = Some((name.to_string(), Location::field(&SourcePath::new("content/site.yaml"), "theme")));
    while let Some((name, asked_by)) = next.take() {
        if layers.iter().any(|layer| layer.name == name) {
            diagnostics.push(Diagnostic::error("theme-circle").with("name", &name).at(asked_by));
            break;
        }
        let layer = layer(tree, &name, diagnostics);
        if layer.files.is_empty() {
            let known: Vec<&str> =
                tree.below("themes/").filter_map(|(path, _)| path.as_str().split('/').nth(1)).collect();
            let near = crate::diagnostic::nearest(&name, known.iter().copied().chain([BASE]));
            diagnostics
                .push(Diagnostic::error("unknown-theme").with("name", &name).with_some("nearest", near).at(asked_by));
            break;
        }
        let path = SourcePath::new(format!("themes/{name}/theme.yaml"));
        match layer.text("theme.yaml") {
            Some(text) => {
                let (settings, problems) = yaml::read::<Settings>(Yaml::whole(&path, text), &SHAPE);
                diagnostics.extend(problems);
                let parent = settings.and_then(|settings| settings.parent);
                next = parent.map(|parent| (parent.to_string(), Location::field(&path, "parent")));
            }
            None => {
                diagnostics.push(Diagnostic::error("missing-theme-yaml").with("name", &name).at(Location::file(&path)))
            }
        }
        layers.push(layer);
    }
    if !layers.iter().any(|layer| layer.name == BASE) {
        layers.push(layer(tree, BASE, diagnostics));
    }
    layers
}

fn layer<'a>(tree: &'a SourceTree, name: &str, diagnostics: &mut Diagnostics) -> Layer<'a> {
    let folder = format!("themes/{name}/");
    let mut files = BTreeMap::new();
    let paths: Vec<&SourcePath> = tree.below(&folder).map(|(path, _)| path).collect();
    for path in paths {
        let inner = path.as_str()[folder.len()..].to_owned();
        let is_text = !inner.starts_with("assets/") || inner.ends_with(".svg") || inner.ends_with(".css");
        match tree.text(path) {
            Ok(text) => drop(files.insert(inner, Cow::Borrowed(text.as_bytes()))),
            Err(problem) if is_text || problem.code != "not-utf8" => diagnostics.push(problem),
            Err(_) => drop(files.insert(inner, Cow::Borrowed(tree.bytes(path.as_str()).unwrap_or_default()))),
        }
    }
    if files.is_empty() && name == BASE {
        let own =
            STANDARD.iter().filter_map(|(path, bytes)| path.strip_prefix("standard/").map(|inner| (inner, *bytes)));
        files = own.map(|(inner, bytes)| (inner.to_owned(), Cow::Borrowed(bytes))).collect();
    }
    Layer { name: name.to_owned(), files }
}

/// The words of all layers: nearer ones win, Japanese stands in for what a language lacks.
fn words(
    layers: &[Layer<'_>],
    languages: &[Language],
    diagnostics: &mut Diagnostics,
) -> BTreeMap<Language, BTreeMap<String, String>> {
    static SHAPE: LazyLock<Shape> = LazyLock::new(|| Shape::Any);
    let mut all: BTreeMap<Language, BTreeMap<String, String>> = BTreeMap::new();
    for language in Language::ALL {
        let words = all.entry(*language).or_default();
        for layer in layers {
            let inner = format!("words/{}.yaml", language.word());
            let Some(text) = layer.text(&inner) else { continue };
            let path = SourcePath::new(format!("themes/{}/{inner}", layer.name));
            let (own, problems) = yaml::read::<BTreeMap<String, String>>(Yaml::whole(&path, text), &SHAPE);
            diagnostics.extend(problems);
            for (key, word) in own.unwrap_or_default() {
                words.entry(key).or_insert(word);
            }
        }
    }
    let japanese = all[&Language::Ja].clone();
    for (language, words) in &mut all {
        for (key, word) in &japanese {
            if words.contains_key(key) {
                continue;
            }
            words.insert(key.clone(), word.clone());
            if languages.contains(language) {
                let path = SourcePath::new(format!("themes/{}/words/{}.yaml", layers[0].name, language.word()));
                let diagnostic = Diagnostic::warning("missing-word").with("key", key).with("language", language);
                diagnostics.push(diagnostic.at(Location::file(&path)));
            }
        }
    }
    all
}

/// Every file of `assets/` but the icons, which go into the pages. The name holds the content's hash, so that a browser
/// may keep a file for ever.
fn assets(layers: &[Layer<'_>]) -> Vec<Asset> {
    let mut found: BTreeMap<&str, &[u8]> = BTreeMap::new();
    for (inner, bytes) in layers.iter().flat_map(|layer| &layer.files) {
        if let Some(name) = inner.strip_prefix("assets/").filter(|name| *name != "icons.svg") {
            found.entry(name).or_insert(bytes);
        }
    }
    found
        .into_iter()
        .map(|(name, bytes)| {
            let hash = &blake3::hash(bytes).to_hex()[..8];
            let address = match name.rsplit_once('.') {
                Some((stem, extension)) => format!("assets/{stem}-{hash}.{extension}"),
                None => format!("assets/{name}-{hash}"),
            };
            Asset { name: name.to_owned(), address, bytes: bytes.to_vec() }
        })
        .collect()
}

/// Cuts a sprite into its symbols.
fn symbols(svg: &str) -> BTreeMap<String, String> {
    let mut symbols = BTreeMap::new();
    let mut rest = svg;
    while let Some(start) = rest.find("<symbol id=\"") {
        let Some(end) = rest[start..].find("</symbol>") else { break };
        let symbol = &rest[start..start + end + "</symbol>".len()];
        let id = symbol["<symbol id=\"".len()..].split('"').next().unwrap_or_default();
        symbols.insert(id.to_owned(), symbol.to_owned());
        rest = &rest[start + end..];
    }
    symbols
}
