//! The files of `assets/` as they are published, and the symbols of `icons.svg`, which go into the pages. The scripts of
//! `assets/scripts/` become one file for each language, with the words that they say, so that a page asks for one.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::css::small;
use super::layers::Layer;
use super::words::Words;
use crate::model::value::Language;
use crate::render::minify;

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

/// The style sheet of every page.
const STYLE: &str = "style.css";

/// The drawings of all icons, which are no file of the site.
pub(super) const ICONS: &str = "icons.svg";

/// The words that scripts say begin with this.
const SCRIPT_WORDS: &str = "script_";

/// Every file of `assets/`, of each name the nearest. The address holds the content's hash, so that a browser may keep a
/// file for ever. The style sheet begins with `properties`.
pub(super) fn assets(layers: &[Layer<'_>], properties: &str, words: &Words, languages: &[Language]) -> Vec<Asset> {
    let mut found: BTreeMap<&str, &[u8]> = BTreeMap::new();
    for (inner, bytes) in layers.iter().flat_map(|layer| &layer.files) {
        if let Some(name) = inner.strip_prefix("assets/").filter(|name| *name != ICONS) {
            found.entry(name).or_insert(bytes);
        }
    }
    let (scripts, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|(name, _)| name.starts_with("scripts/"));
    let mut published: BTreeMap<Cow<'_, str>, Vec<u8>> = BTreeMap::new();
    for (name, bytes) in others {
        let css = |first| styled(&String::from_utf8_lossy(bytes), first).into_bytes();
        let bytes = match name {
            STYLE => css(properties),
            _ if name.ends_with(".css") => css(""),
            _ => bytes.to_vec(),
        };
        published.insert(name.into(), bytes);
    }
    let scripts: String = scripts.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes)).collect();
    for language in languages.iter().filter(|_| !scripts.is_empty()) {
        let name = format!("site.{}.js", language.word());
        published.insert(name.into(), script(&scripts, &words[language]).into_bytes());
    }
    published
        .into_iter()
        .map(|(name, bytes)| {
            let hash = &blake3::hash(&bytes).to_hex()[..8];
            let address = match name.rsplit_once('.') {
                Some((stem, extension)) => format!("assets/{stem}-{hash}.{extension}"),
                None => format!("assets/{name}-{hash}"),
            };
            Asset { name: name.into_owned(), address, bytes }
        })
        .collect()
}

/// A style sheet, made small, with custom properties before its own rules, which may change them for paper and forced colours.
fn styled(css: &str, properties: &str) -> String {
    // Nothing may stand before the line that says how the file is encoded.
    let start = match css.starts_with("@charset") {
        true => css.find(';').map_or(0, |end| end + 1),
        false => 0,
    };
    format!("{}\n{properties}{}", &css[..start], small(&css[start..]))
}

/// All scripts after the one value that they share: `shirube`, with the words that they say.
fn script(scripts: &str, words: &BTreeMap<String, String>) -> String {
    let said: BTreeMap<&str, &str> =
        words.iter().filter_map(|(key, word)| Some((key.strip_prefix(SCRIPT_WORDS)?, word.as_str()))).collect();
    let said = serde_json::to_string(&said).expect("texts are JSON");
    let whole = format!("const shirube={{words:{said}}};\n{scripts}");
    minify::script(&whole).unwrap_or(whole)
}

/// The symbols of all layers by id, of each id the nearest.
pub(super) fn icons(layers: &[Layer<'_>]) -> BTreeMap<String, String> {
    let sprites = layers.iter().rev().filter_map(|layer| layer.text("assets/icons.svg"));
    sprites.flat_map(symbols).collect()
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
