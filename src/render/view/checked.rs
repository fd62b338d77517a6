//! What pages say about confirmations.

use schemars::JsonSchema;
use serde::Serialize;

use super::{FreshnessView, LinkView, SourceView};
use crate::language::Phrase;

/// How a record stands, or an item of it that was confirmed by itself.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CheckedView {
    /// Where the record's page stands.
    pub href: String,
    /// The record's name.
    pub name: Phrase,
    /// The item: `phone`, `email`, `hours` or `address`.
    pub item: Option<&'static str>,
    /// Whether it was confirmed.
    pub freshness: FreshnessView,
}

/// `checked`: when everything of a ward was confirmed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CheckedPageView {
    /// The ward.
    pub ward: LinkView,
    /// Its records and those that answer there, and what was confirmed by itself.
    pub rows: Vec<CheckedView>,
}

/// `about`: what the guide is made from, and what nobody has confirmed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AboutView {
    /// For how many days a confirmation is good.
    pub verified_for: i32,
    /// What happens with facts that are not confirmed: `mark`, `hide` or `refuse`.
    pub unverified: &'static str,
    /// The documents that its facts come from.
    pub documents: Vec<SourceView>,
    /// What is not confirmed, ward by ward, the shared records last. Places where all is confirmed are left out.
    pub unconfirmed: Vec<UnconfirmedView>,
    /// How much is not confirmed.
    pub count: usize,
}

/// What is not confirmed in a ward or a scope.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UnconfirmedView {
    /// The name of the ward or scope.
    pub name: Phrase,
    /// Where the ward's page says so; scopes have none.
    pub href: Option<String>,
    /// How much it is.
    pub count: usize,
    /// All of it; in a guide of many wards only what their pages do not list themselves.
    pub rows: Vec<CheckedView>,
}
