//! Where a fact comes from, and whether somebody has confirmed it.

use std::fmt;

use jiff::{ToSpan, civil};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::Document;
use crate::model::value::{Date, Day, Fingerprint, Id, Written};

/// The document that facts were taken from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Which document of `sources.yaml`.
    pub document: Id<Document>,
    /// As of when it says so, where that is not the document's own date.
    pub as_of: Option<Date>,
}

/// That somebody confirmed the facts, written by `shirube verify` and by nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Verified {
    /// On which day.
    pub date: Day,
    /// Which organisation.
    pub by: Written,
    /// Of which facts: facts that were edited since no longer match.
    pub facts: Fingerprint,
}

/// Whether facts can be relied on today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// Confirmed, and still in time.
    Confirmed {
        /// On this day.
        on: civil::Date,
        /// Good until this day.
        until: civil::Date,
    },
    /// Confirmed too long ago.
    Expired {
        /// On this day.
        on: civil::Date,
        /// Good until this day.
        until: civil::Date,
    },
    /// Edited after they were confirmed.
    Changed {
        /// Confirmed on this day, in another wording.
        on: civil::Date,
    },
    /// Nobody has confirmed them yet.
    Unconfirmed,
}

impl Freshness {
    /// What is to be thought of some facts.
    #[must_use]
    pub fn of(verified: Option<&Verified>, facts: &Facts, today: civil::Date, verified_for: i32) -> Self {
        let Some(verified) = verified else { return Self::Unconfirmed };
        let on = verified.date.0;
        let until = on.saturating_add(verified_for.days());
        if verified.facts != facts.fingerprint() {
            Self::Changed { on }
        } else if today > until {
            Self::Expired { on, until }
        } else {
            Self::Confirmed { on, until }
        }
    }

    /// `confirmed`, `expired`, `changed` or `unconfirmed`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Confirmed { .. } => "confirmed",
            Self::Expired { .. } => "expired",
            Self::Changed { .. } => "changed",
            Self::Unconfirmed => "unconfirmed",
        }
    }

    /// Whether a resident may rely on them.
    #[must_use]
    pub fn is_confirmed(self) -> bool {
        matches!(self, Self::Confirmed { .. })
    }
}

/// The facts of a record, as lines of `path=value` in canonical form. What is absent writes nothing, so that a field
/// that is new to the program disturbs no fingerprint.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    prefix: String,
    lines: Vec<String>,
}

impl Facts {
    pub(crate) fn made(add: impl FnOnce(&mut Self)) -> Self {
        let mut facts = Self::default();
        add(&mut facts);
        facts
    }

    pub(crate) fn add(&mut self, path: &str, value: impl fmt::Display) {
        self.lines.push(format!("{}{path}={value}", self.prefix));
    }

    pub(crate) fn add_some(&mut self, path: &str, value: Option<impl fmt::Display>) {
        if let Some(value) = value {
            self.add(path, value);
        }
    }

    pub(crate) fn add_each(&mut self, path: &str, values: &[impl fmt::Display]) {
        for (number, value) in values.iter().enumerate() {
            self.add(&format!("{path}[{number}]"), value);
        }
    }

    /// Adds what stands below a path, such as `phones[0].`.
    pub(crate) fn below(&mut self, prefix: &str, add: impl FnOnce(&mut Self)) {
        let outer = self.prefix.len();
        self.prefix.push_str(prefix);
        add(self);
        self.prefix.truncate(outer);
    }

    /// Each path with its value, in the order in which pages show them.
    pub fn lines(&self) -> impl Iterator<Item = (&str, &str)> {
        self.lines.iter().filter_map(|line| line.split_once('='))
    }

    /// The fingerprint of all of them, in the order of their paths.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        let mut lines: Vec<&str> = self.lines.iter().map(String::as_str).collect();
        lines.sort_unstable();
        Fingerprint::of_lines(&(lines.join("\n") + "\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_facts_does_not_matter_but_their_values_do() {
        let facts = |pairs: &[(&str, &str)]| {
            let mut facts = Facts::default();
            for (path, value) in pairs {
                facts.add(path, value);
            }
            facts.fingerprint()
        };
        assert_eq!(facts(&[("a", "1"), ("b", "2")]), facts(&[("b", "2"), ("a", "1")]));
        assert_ne!(facts(&[("a", "1")]), facts(&[("a", "2")]));
    }

    #[test]
    fn facts_are_good_for_some_days() {
        let facts = Facts::default();
        let verified =
            Verified { date: Day(civil::date(2026, 6, 1)), by: "fukushi".parse().unwrap(), facts: facts.fingerprint() };
        let on = |day| Freshness::of(Some(&verified), &facts, day, 10).is_confirmed();
        assert!(on(civil::date(2026, 6, 11)));
        assert!(!on(civil::date(2026, 6, 12)));
        let mut edited = Facts::default();
        edited.add("name", "x");
        assert!(matches!(
            Freshness::of(Some(&verified), &edited, civil::date(2026, 6, 1), 10),
            Freshness::Changed { .. }
        ));
    }
}
