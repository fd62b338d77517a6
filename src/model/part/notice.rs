//! What is to be read before anything else, for some days.

use jiff::civil;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::value::{Day, Text};

/// A notice of a ward or a record. Nobody has to take it away: it is gone after its last day.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub to: Day,
    /// What it says.
    pub text: Text,
}

impl Notice {
    /// Whether it is to be shown on a day.
    #[must_use]
    pub fn is_on(&self, day: civil::Date) -> bool {
        (self.from.0..=self.to.0).contains(&day)
    }
}
