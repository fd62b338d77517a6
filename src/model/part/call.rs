//! What happens when somebody calls.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::value::Text;

/// 「電話では、こう言えば大丈夫」: what makes it easier to dare.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// Who answers.
    pub who_answers: Option<Text>,
    /// What is asked.
    pub asked: Option<Text>,
    /// What is not asked.
    pub not_asked: Option<Text>,
    /// Words to begin with.
    pub first_words: Option<Text>,
}

impl Call {
    /// Every string of it.
    pub(crate) fn strings(&self) -> impl Iterator<Item = &Text> {
        [&self.who_answers, &self.asked, &self.not_asked, &self.first_words].into_iter().flatten()
    }
}
