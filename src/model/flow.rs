//! What happens after somebody has asked.

use schemars::JsonSchema;
use serde::Deserialize;

use super::part::Source;
use super::value::{Audience, Id, Kana, LocalText, Status, Who, Written};

/// A flow: steps, who takes them, and which of them whom concern. One source for the list and for the picture.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Flow {
    /// What it is called.
    pub name: LocalText,
    /// How the name is read.
    pub kana: Kana,
    /// Whether it is so already.
    #[serde(default)]
    pub status: Status,
    /// Who may read it.
    #[serde(default)]
    pub audience: Audience,
    /// A sentence about it.
    pub intro: Option<LocalText>,
    /// Who takes steps.
    pub actors: Vec<Actor>,
    /// All steps there are.
    pub steps: Vec<Step>,
    /// The steps for each way in. Without any, everybody goes through all steps.
    #[serde(default)]
    pub variants: Vec<Variant>,
    /// When the order does not hold.
    #[serde(default)]
    pub exceptions: Vec<Exception>,
    /// Where it comes from.
    pub source: Option<Source>,
}

/// Who takes steps in a flow.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// Its id within the flow.
    pub id: Id<Actor>,
    /// What it is called.
    pub name: LocalText,
    /// Its record, if it has one.
    pub record: Option<Written>,
}

/// A step of a flow.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its id within the flow.
    pub id: Id<Step>,
    /// Who takes it; several take it together.
    #[serde(default)]
    pub by: Vec<Id<Actor>>,
    /// What is done.
    pub text: LocalText,
    /// Who leads from here on, and when.
    #[serde(default)]
    pub leads: Vec<Lead>,
}

/// Who leads when.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lead {
    /// In which case.
    pub when: LocalText,
    /// Who.
    pub by: Id<Actor>,
}

/// The steps for one way in. They are listed in full, so that nobody has to put two lists together.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// Who asks.
    #[serde(default)]
    pub r#for: Vec<Who>,
    /// In which case.
    pub when: Option<LocalText>,
    /// The steps, in order.
    pub steps: Vec<Id<Step>>,
}

/// When the order does not hold.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// In which case.
    pub when: LocalText,
    /// Which step comes at once.
    pub then: Id<Step>,
}

impl Flow {
    /// Whether residents may read it.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.audience == Audience::Public && matches!(self.status, Status::Open | Status::Paused)
    }

    /// A step by its id.
    #[must_use]
    pub fn step(&self, id: &Id<Step>) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == *id)
    }

    /// An actor by its id.
    #[must_use]
    pub fn actor(&self, id: &Id<Actor>) -> Option<&Actor> {
        self.actors.iter().find(|actor| actor.id == *id)
    }
}
