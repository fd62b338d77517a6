//! For which ages a service is.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Facts;

/// A range of ages. A border that is missing is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ages {
    /// The youngest.
    #[schemars(range(min = 0, max = 120))]
    pub from: Option<u8>,
    /// The oldest.
    #[schemars(range(min = 0, max = 120))]
    pub to: Option<u8>,
    /// おおむね: the borders are not strict.
    #[serde(default)]
    pub about: bool,
}

impl Ages {
    pub(crate) fn facts(&self, facts: &mut Facts) {
        facts.add_some("ages.from", self.from);
        facts.add_some("ages.to", self.to);
        facts.add_some("ages.about", self.about.then_some(true));
    }
}
