//! A picture.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::value::{MediaName, Text};

/// A picture of a record, with its words for whoever does not see it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// A file of the `media/` folder of the record's ward or scope.
    pub file: MediaName,
    /// What is to be seen.
    pub alt: Text,
}
