//! How often something comes round that has no dates.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Facts;
use crate::model::value::{DayOfWeek, Every, PartOfDay};

/// 「月1回、土曜日の午後」: what cannot be dated. Whom to ask for the dates is said beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rhythm {
    /// In which span of time.
    pub every: Every,
    /// How many times in it; once where nothing is said.
    #[schemars(range(min = 1, max = 99))]
    pub times: Option<u8>,
    /// On which weekday.
    pub day: Option<DayOfWeek>,
    /// In which part of the day.
    pub part: Option<PartOfDay>,
    /// 程度: more or less.
    #[serde(default)]
    pub about: bool,
}

impl Rhythm {
    pub(crate) fn facts(&self, facts: &mut Facts) {
        facts.add("every", self.every);
        facts.add_some("times", self.times);
        facts.add_some("day", self.day);
        facts.add_some("part", self.part);
        facts.add_some("about", self.about.then_some(true));
    }
}
