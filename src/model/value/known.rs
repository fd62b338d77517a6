//! A fact, or the honest word that it is not known yet.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

/// What staff write in place of a fact that is not known yet.
pub const GAP: &str = "確認中";

/// A fact or a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known<T> {
    /// The fact.
    Fact(T),
    /// 確認中: somebody is finding out. Said in words on the page, with the fallback line.
    Gap,
}

impl<T> Known<T> {
    /// The fact, if it is known.
    pub fn fact(&self) -> Option<&T> {
        match self {
            Self::Fact(fact) => Some(fact),
            Self::Gap => None,
        }
    }

    /// Whether it is not known yet.
    pub fn is_gap(&self) -> bool {
        matches!(self, Self::Gap)
    }
}

impl<'de, T: std::str::FromStr> Deserialize<'de> for Known<T>
where
    T::Err: std::fmt::Display,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        match &*text {
            GAP => Ok(Self::Gap),
            text => text.parse().map(Self::Fact).map_err(serde::de::Error::custom),
        }
    }
}

impl<T: JsonSchema> JsonSchema for Known<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("known-{}", T::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let fact = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [{ "const": GAP }, fact] })
    }
}
