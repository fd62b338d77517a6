//! Consultation windows and their desks.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Street;
use super::part::{Address, Contact, EmailContact, Facts, Hours, Phone};
use super::service::{Own, service};
use super::value::{Id, Kana, Slug, Text, Url};

service! {
    /// A consultation window: where a person or a family can ask for help. One name is one window.
    pub struct Window {
        /// Its branches and sections. They inherit whatever they do not say themselves.
        #[serde(default)]
        pub desks: Vec<Desk>,
    }
}

/// A branch or a section of a window. It has a page of its own only with a name of its own.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(from = "FlatDesk")]
#[schemars(with = "FlatDesk")]
pub struct Desk {
    /// Its id within the window.
    pub id: Slug,
    /// Its name, if it has one.
    pub name: Option<Text>,
    /// How the name is read.
    pub kana: Option<Kana>,
    /// How to reach it, where that differs from the window.
    pub contact: Contact,
    /// Which streets it is for.
    pub serves: Vec<Id<Street>>,
}

/// The fields of a desk as they stand in a file.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct FlatDesk {
    id: Slug,
    name: Option<Text>,
    kana: Option<Kana>,
    #[serde(default)]
    phones: Vec<Phone>,
    #[serde(default)]
    emails: Vec<EmailContact>,
    web: Option<Url>,
    hours: Option<Hours>,
    address: Option<Address>,
    #[serde(default)]
    serves: Vec<Id<Street>>,
}

impl From<FlatDesk> for Desk {
    fn from(flat: FlatDesk) -> Self {
        let FlatDesk { id, name, kana, phones, emails, web, hours, address, serves } = flat;
        Self { id, name, kana, contact: Contact { phones, emails, web, hours, address }, serves }
    }
}

impl Own for Window {
    fn facts(&self, facts: &mut Facts) {
        for (number, desk) in self.desks.iter().enumerate() {
            facts.below(&format!("desks[{number}]."), |facts| desk.facts(facts));
        }
    }

    /// Names of desks are translated by id.
    fn strings(&self) -> Vec<&Text> {
        self.desks.iter().flat_map(|desk| desk.contact.strings()).collect()
    }

    fn desks(&self) -> &[Desk] {
        &self.desks
    }

    fn desks_mut(&mut self) -> &mut [Desk] {
        &mut self.desks
    }
}

impl Desk {
    fn facts(&self, facts: &mut Facts) {
        facts.add("id", &self.id);
        facts.add_some("name", self.name.as_ref());
        facts.add_some("kana", self.kana.as_ref());
        self.contact.facts(facts);
        facts.add_each("serves", &self.serves);
    }
}
