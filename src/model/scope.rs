//! Shared scopes: facts that several wards have in common are kept once.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

use super::Ward;
use super::value::{LocalText, Slug, Text, Written, plain_or_detail};

/// A `scope.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// What the scope is called.
    pub name: LocalText,
    /// Which wards it is for.
    pub applies_to: AppliesTo,
    /// What is shown in place of a fact that is not known.
    pub fallback: Option<Written>,
}

/// Which wards a scope is for.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(untagged)]
pub enum AppliesTo {
    /// Every ward.
    All(Everywhere),
    /// A prefecture or some wards.
    Some(Part),
}

impl<'de> Deserialize<'de> for AppliesTo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        plain_or_detail(deserializer, Self::All, Self::Some)
    }
}

/// The word for every ward.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub enum Everywhere {
    /// Every ward of the guide.
    #[serde(rename = "all")]
    All,
}

/// A prefecture or some wards.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// A prefecture's name.
    pub prefecture: Option<Text>,
    /// The ids of wards.
    pub wards: Option<Vec<Slug>>,
}

impl Scope {
    /// Whether it is for every ward.
    #[must_use]
    pub fn is_for_all(&self) -> bool {
        matches!(self.applies_to, AppliesTo::All(Everywhere::All))
    }

    /// The prefecture that it is for.
    #[must_use]
    pub fn prefecture(&self) -> Option<&Text> {
        match &self.applies_to {
            AppliesTo::Some(Part { prefecture, .. }) => prefecture.as_ref(),
            AppliesTo::All(Everywhere::All) => None,
        }
    }

    /// Whether the scope is for a ward, and how narrow it is: 0 for some wards, 1 for a prefecture, 2 for all.
    #[must_use]
    pub fn narrowness(&self, id: &Slug, ward: &Ward) -> Option<u8> {
        match &self.applies_to {
            AppliesTo::All(Everywhere::All) => Some(2),
            AppliesTo::Some(Part { wards: Some(wards), .. }) if wards.contains(id) => Some(0),
            AppliesTo::Some(Part { prefecture: Some(prefecture), .. }) if *prefecture == ward.prefecture => Some(1),
            AppliesTo::Some(_) => None,
        }
    }
}
