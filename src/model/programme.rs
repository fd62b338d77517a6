//! Programmes: talks, classes, desks on the road, visiting services, councils.

use schemars::JsonSchema;
use serde::Deserialize;

use super::part::Facts;
use super::service::{Own, service};
use super::value::{Audience, CountKind, Date, Mark, Text};

service! {
    /// Something that is done again and again, with a plan for the year.
    pub struct Programme {
        /// What it is for; programmes with the same aim stand together.
        pub aim: Option<Text>,
        /// Whether it is new in this year's plan.
        pub mark: Option<Mark>,
        /// How often and for how many people, by year.
        #[serde(default)]
        pub counts: Vec<Count>,
    }
}

/// A number of a year's plan, or of what came of it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// Which year.
    pub year: Date,
    /// Whether it was meant or done.
    pub kind: CountKind,
    /// How many.
    #[schemars(range(min = 0, max = 1_000_000_000))]
    pub value: Option<u32>,
    /// What is counted: 回, 件, 部.
    pub unit: Option<Text>,
    /// How many people.
    #[schemars(range(min = 0, max = 1_000_000_000))]
    pub people: Option<u32>,
    /// 程度: more or less.
    #[serde(default)]
    pub about: bool,
    /// The people by what they are; together they are `people`.
    #[serde(default)]
    pub split: Vec<Share>,
    /// Who may read it; staff unless said otherwise.
    #[serde(default = "staff")]
    pub audience: Audience,
}

/// A part of a [`Count`]'s people.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// Who.
    pub of: Text,
    /// How many.
    #[schemars(range(min = 0, max = 1_000_000_000))]
    pub people: u32,
}

fn staff() -> Audience {
    Audience::Staff
}

impl Count {
    /// Whether residents may read it.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.audience == Audience::Public
    }
}

impl Own for Programme {
    /// Numbers of a plan are no facts that somebody relies on when calling.
    fn facts(&self, _: &mut Facts) {}

    fn strings(&self) -> Vec<&Text> {
        let counts =
            self.counts.iter().flat_map(|count| count.unit.iter().chain(count.split.iter().map(|share| &share.of)));
        self.aim.iter().chain(counts).collect()
    }

    fn programme(&self) -> Option<&Programme> {
        Some(self)
    }
}
