//! `theme.yaml`: what a theme is called, what it stands on, and what it says besides its files.

use schemars::JsonSchema;
use serde::Deserialize;

use super::palette::Colours;
use crate::model::value::{LocalText, Slug, Text, Url};

/// A `theme.yaml`. What it does not say is its parent's.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// What the theme is called, for people who choose one.
    pub name: Text,
    /// The theme that it stands on; the standard theme where nothing is said.
    pub parent: Option<Slug>,
    /// Its colours.
    #[serde(default)]
    pub colours: Colours,
    /// The sign at the top of every page, in place of the guidepost.
    pub logo: Option<Logo>,
    /// A line below the guide's title at the top of every page.
    pub header: Option<LocalText>,
    /// Lines and links at the foot of every page.
    pub footer: Option<Vec<FooterLine>>,
}

/// The sign at the top of every page. A square one is the browser's little icon, too.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Logo {
    /// An SVG or PNG file of `assets/`.
    pub file: String,
    /// The same for dark screens. Without it, `file` stands on a white ground there.
    pub dark: Option<String>,
    /// What is to be seen, in words.
    pub alt: LocalText,
}

/// A line at the foot of every page.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FooterLine {
    /// What it says.
    pub text: LocalText,
    /// Where it leads.
    pub href: Option<Url>,
}
