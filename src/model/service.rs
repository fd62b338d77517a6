//! What every kind of help has in common. (A "service" in the words of HSDS.)
//!
//! In a file all fields stand side by side; here they are put together by idea. The macro [`service!`] writes the flat
//! form once for all kinds, so that an unknown key is still an error and nothing is listed twice.

use super::part::{Ages, Call, Contact, Facts, Names, Provenance, Source, Verified};
use super::value::{Audience, Id, Kind, Mode, PhoneKind, Status, Text, Who, Written};
use super::{Concern, Desk};
use crate::diagnostic::FieldPath;

/// Help that somebody offers.
#[derive(Clone, Debug)]
pub struct Service {
    /// What it is called.
    pub names: Names,
    /// Whether it can be used.
    pub status: Status,
    /// Who may read about it.
    pub audience: Audience,
    /// Who runs it.
    pub operators: Vec<Written>,
    /// Who may ask.
    pub who: Vec<Who>,
    /// For which ages.
    pub ages: Option<Ages>,
    /// With which worries; the first is where a ward's page lists it.
    pub concerns: Vec<Id<Concern>>,
    /// How one can talk.
    pub modes: Vec<Mode>,
    /// How to reach it.
    pub contact: Contact,
    /// Whether one may stay nameless.
    pub anonymous: Option<bool>,
    /// What it costs.
    pub cost: Option<Text>,
    /// How soon an answer comes.
    pub reply_within: Option<Text>,
    /// What happens when somebody calls.
    pub call: Option<Call>,
    /// Where the facts come from.
    pub source: Option<Source>,
    /// That they were confirmed.
    pub verified: Option<Verified>,
}

/// What a kind has besides what all kinds share. Nothing is left out by default: whoever adds a field says whether it is
/// a fact, which an edit makes unconfirmed, and whether it is a string, which overlays translate.
pub trait Own {
    /// Adds its own facts.
    fn facts(&self, facts: &mut Facts);

    /// Its own strings.
    fn strings(&self) -> Vec<&Text>;

    /// Its desks, if it is of a kind that has some.
    fn desks(&self) -> &[Desk] {
        &[]
    }
}

/// Defines a kind of service: a struct with the shared fields in `service` and the fields of its own, for which the
/// kind says in [`Own`] what they are.
macro_rules! service {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[doc = $doc:literal])* $(#[serde($serde:ident)])? pub $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        pub struct $name {
            /// What it shares with every other kind.
            pub service: $crate::model::Service,
            $($(#[doc = $doc])* pub $field: $type,)*
        }

        const _: () = {
            use $crate::model::part::*;
            use $crate::model::value::*;

            /// The fields as they stand in a file.
            #[derive(serde::Deserialize, schemars::JsonSchema)]
            #[serde(deny_unknown_fields)]
            struct Flat {
                name: Text,
                kana: Kana,
                #[serde(default)]
                also: Vec<Text>,
                #[serde(default)]
                formerly: Vec<Text>,
                #[serde(default)]
                formerly_ids: Vec<Slug>,
                #[serde(default)]
                status: Status,
                #[serde(default)]
                audience: Audience,
                #[serde(default)]
                operators: Vec<Written>,
                #[serde(default)]
                r#for: Vec<Who>,
                ages: Option<Ages>,
                #[serde(default)]
                concerns: Vec<Id<$crate::model::Concern>>,
                #[serde(default)]
                modes: Vec<Mode>,
                #[serde(default)]
                phones: Vec<Phone>,
                #[serde(default)]
                emails: Vec<EmailContact>,
                web: Option<Url>,
                hours: Option<Hours>,
                address: Option<Address>,
                anonymous: Option<bool>,
                cost: Option<Text>,
                reply_within: Option<Text>,
                call: Option<Call>,
                source: Option<Source>,
                verified: Option<Verified>,
                $($(#[doc = $doc])* $(#[serde($serde)])? $field: $type,)*
            }

            impl<'de> serde::Deserialize<'de> for $name {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let flat = Flat::deserialize(deserializer)?;
                    let names = Names {
                        name: flat.name,
                        kana: flat.kana,
                        also: flat.also,
                        formerly: flat.formerly,
                        formerly_ids: flat.formerly_ids,
                    };
                    let contact = Contact {
                        phones: flat.phones,
                        emails: flat.emails,
                        web: flat.web,
                        hours: flat.hours,
                        address: flat.address,
                    };
                    let service = $crate::model::Service {
                        names,
                        status: flat.status,
                        audience: flat.audience,
                        operators: flat.operators,
                        who: flat.r#for,
                        ages: flat.ages,
                        concerns: flat.concerns,
                        modes: flat.modes,
                        contact,
                        anonymous: flat.anonymous,
                        cost: flat.cost,
                        reply_within: flat.reply_within,
                        call: flat.call,
                        source: flat.source,
                        verified: flat.verified,
                    };
                    Ok(Self { service, $($field: flat.$field,)* })
                }
            }

            impl schemars::JsonSchema for $name {
                fn schema_name() -> std::borrow::Cow<'static, str> {
                    stringify!($name).into()
                }

                fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                    Flat::json_schema(generator)
                }
            }
        };
    };
}
pub(crate) use service;

impl Service {
    /// Whether residents may read about it.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.audience == Audience::Public && !matches!(self.status, Status::Planned | Status::Proposal)
    }

    /// Whether it stands in lists: public, and not over.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        self.is_public() && self.status != Status::Ended
    }

    /// Whether it can be used today, so that its contacts may be shown.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.status == Status::Open
    }

    /// Whether its first number is for danger (110, 119), which looks different and is never a first answer.
    #[must_use]
    pub fn is_emergency(&self) -> bool {
        let first = self.contact.phones.iter().find_map(|phone| phone.number.fact());
        first.is_some_and(|number| number.kind() == PhoneKind::Emergency)
    }

    /// The same service at one of its desks: what the desk says itself comes before what it inherits.
    #[must_use]
    pub fn at_desk(&self, desk: &Desk) -> Self {
        let mut service = Self { contact: self.contact.under(&desk.contact), ..self.clone() };
        if let (Some(name), Some(kana)) = (&desk.name, &desk.kana) {
            service.names.name.clone_from(name);
            service.names.kana.clone_from(kana);
            service.names.also.clear();
            service.names.formerly.clear();
            service.names.formerly_ids.clear();
        }
        service
    }

    /// The facts of what all kinds share, without those that carry a confirmation of their own.
    #[must_use]
    pub fn facts(&self) -> Facts {
        let mut facts = Facts::default();
        self.names.facts(&mut facts);
        facts.add("status", self.status);
        facts.add("audience", self.audience);
        facts.add_each("operators", &self.operators);
        facts.add_each("for", &self.who);
        if let Some(ages) = &self.ages {
            ages.facts(&mut facts);
        }
        facts.add_each("modes", &self.modes);
        self.contact.facts(&mut facts);
        facts.add_some("anonymous", self.anonymous);
        facts.add_some("cost", self.cost.as_ref());
        facts
    }

    /// Every string in what all kinds share that an overlay may translate one by one.
    #[must_use]
    pub fn strings(&self) -> Vec<&Text> {
        let call = self.call.iter().flat_map(Call::strings);
        self.contact.strings().chain(&self.cost).chain(&self.reply_within).chain(call).collect()
    }

    /// Every reference it makes, with its place and the kind that a bare id means there.
    #[must_use]
    pub fn references<'a>(&'a self, desks: &'a [Desk]) -> Vec<(FieldPath, Kind, &'a Written)> {
        let operators = self.operators.iter().enumerate();
        let mut references: Vec<_> = operators
            .map(|(number, operator)| (FieldPath::from("operators").index(number), Kind::Organisation, operator))
            .collect();
        for (path, _, verified) in self.provenances(desks) {
            if let Some(verified) = verified {
                references.push((path.key("verified").key("by"), Kind::Organisation, &verified.by));
            }
        }
        references
    }

    /// Every source and confirmation in it, each with the place of what it belongs to.
    #[must_use]
    pub fn provenances<'a>(&'a self, desks: &'a [Desk]) -> Vec<Provenance<'a>> {
        let mut found = vec![(FieldPath::default(), self.source.as_ref(), self.verified.as_ref())];
        found.extend(self.contact.provenances(&FieldPath::default()));
        for (number, desk) in desks.iter().enumerate() {
            found.extend(desk.contact.provenances(&FieldPath::from("desks").index(number)));
        }
        found
    }
}
