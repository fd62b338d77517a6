//! `content/site.yaml`: what the guide is called, who publishes it, and how strict it is.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::Stage;
use crate::model::value::{CorrectionsEmail, Language, LocalText, Slug, Unverified, Url, Written};

/// The settings of a guide.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// What the guide is called.
    pub title: LocalText,
    /// Where it will stand.
    pub base_url: Url,
    /// Who publishes it: an organisation.
    pub publisher: Written,
    /// Its languages, Japanese among them.
    #[serde(default = "japanese")]
    pub languages: Vec<Language>,
    /// Its theme: a folder of `themes/`.
    #[serde(default = "standard")]
    pub theme: Slug,
    /// For how many days a confirmation is good.
    #[serde(default = "half_a_year")]
    #[schemars(range(min = 1, max = 3660))]
    pub verified_for: i32,
    /// What to do with facts that nobody has confirmed in time.
    #[serde(default)]
    pub unverified: Unverified,
    /// The steps of the way back, in their order.
    #[serde(default)]
    pub stages: Vec<Stage>,
    /// Whether a ward that was visited once opens without a network.
    #[serde(default = "yes")]
    pub offline: bool,
    /// Where residents say that something is wrong.
    pub corrections: Option<Corrections>,
    /// For readers who share a device.
    pub quiet: Option<Quiet>,
    /// A sample is marked as one on every page.
    #[serde(default)]
    pub sample: bool,
}

/// What keeps others who use the same device from seeing what is read. All of it is off by default.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quiet {
    /// What browsers show in place of every page's title, in tabs and in their history.
    pub title: Option<LocalText>,
    /// Whether they show a sheet of paper in place of the theme's icon.
    #[serde(default)]
    pub icon: bool,
    /// Where pages that say `leave: true` lead at once: another site, such as the weather.
    pub leave: Option<Url>,
}

/// Where residents say that something in the guide is wrong.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Corrections {
    /// The e-mail address of an office, never a person's.
    pub email: CorrectionsEmail,
}

impl Config {
    /// What is assumed while `site.yaml` cannot be read, so that everything else can still be checked.
    #[must_use]
    pub fn unknown() -> Self {
        Self {
            title: LocalText::Plain("?".parse().expect("a text")),
            base_url: "https://example.invalid/".parse().expect("an address"),
            publisher: "unknown".parse().expect("a reference"),
            languages: Language::ALL.to_vec(),
            theme: standard(),
            verified_for: half_a_year(),
            unverified: Unverified::Mark,
            stages: Vec::new(),
            offline: true,
            corrections: None,
            quiet: None,
            sample: true,
        }
    }
}

fn japanese() -> Vec<Language> {
    vec![Language::Ja]
}

fn standard() -> Slug {
    "standard".parse().expect("a right id")
}

fn yes() -> bool {
    true
}

fn half_a_year() -> i32 {
    180
}
