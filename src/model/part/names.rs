//! What a record is called.

use super::Facts;
use crate::model::value::{Kana, Slug, Text};

/// A record's names.
#[derive(Clone, Debug)]
pub struct Names {
    /// The official name.
    pub name: Text,
    /// How it is read.
    pub kana: Kana,
    /// Nicknames and short names.
    pub also: Vec<Text>,
    /// Former names; they stay findable.
    pub formerly: Vec<Text>,
    /// Former ids; their addresses lead on.
    pub formerly_ids: Vec<Slug>,
}

impl Names {
    pub(crate) fn facts(&self, facts: &mut Facts) {
        facts.add("name", &self.name);
        facts.add("kana", &self.kana);
        facts.add_each("also", &self.also);
        facts.add_each("formerly", &self.formerly);
    }
}
