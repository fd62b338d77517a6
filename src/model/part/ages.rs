//! For which ages a service is.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Facts;
use crate::model::value::{AgeBand, Date};

/// A range of ages. A border that is missing is open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
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
    /// Earlier borders: somebody may have been turned away by them.
    #[serde(default)]
    pub until: Vec<FormerAges>,
}

/// A range of ages that held until a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormerAges {
    /// The youngest.
    #[schemars(range(min = 0, max = 120))]
    pub from: Option<u8>,
    /// The oldest.
    #[schemars(range(min = 0, max = 120))]
    pub to: Option<u8>,
    /// Until when.
    pub date: Date,
}

impl Ages {
    pub(crate) fn facts(&self, facts: &mut Facts) {
        facts.add_some("from", self.from);
        facts.add_some("to", self.to);
        facts.add_some("about", self.about.then_some(true));
        for (number, former) in self.until.iter().enumerate() {
            facts.below(&format!("until[{number}]."), |facts| former.facts(facts));
        }
    }

    /// Whether somebody of an age in a band may come.
    #[must_use]
    pub fn reach(&self, band: AgeBand) -> bool {
        let (youngest, oldest) = band.borders();
        self.from.is_none_or(|from| from <= oldest) && self.to.is_none_or(|to| to >= youngest)
    }

    /// Every range of ages in it, each with the name of its place.
    #[must_use]
    pub fn ranges(&self) -> Vec<(Option<usize>, Option<u8>, Option<u8>)> {
        let former = self.until.iter().enumerate().map(|(number, former)| (Some(number), former.from, former.to));
        std::iter::once((None, self.from, self.to)).chain(former).collect()
    }
}

impl FormerAges {
    fn facts(&self, facts: &mut Facts) {
        facts.add_some("from", self.from);
        facts.add_some("to", self.to);
        facts.add("date", self.date);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_reach_the_bands_that_they_touch() {
        #[track_caller]
        fn check(from: Option<u8>, to: Option<u8>, expected: &[AgeBand]) {
            let ages = Ages { from, to, ..Ages::default() };
            let reached: Vec<AgeBand> = AgeBand::ALL.iter().copied().filter(|band| ages.reach(*band)).collect();
            assert_eq!(reached, expected);
        }
        check(Some(15), Some(39), &[AgeBand::Minor, AgeBand::Young]);
        check(Some(18), Some(64), &[AgeBand::Young, AgeBand::Middle]);
        check(Some(65), None, &[AgeBand::Old]);
        check(None, Some(17), &[AgeBand::Minor]);
        check(None, None, AgeBand::ALL);
    }
}
