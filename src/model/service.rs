//! What every kind of help has in common. (A "service" in the words of HSDS.)
//!
//! In a file all fields stand side by side; here they are put together by idea. The macro [`service!`] writes the flat
//! form once for all kinds, so that an unknown key is still an error and nothing is listed twice.

use super::part::{Ages, Call, Contact, Facts, Names, Notice, Picture, Provenance, Rhythm, Source, Verified};
use super::value::{Audience, Date, Id, Mode, PhoneKind, Status, Text, Who, Written};
use super::{Concern, Desk, Field, Programme, Stage, Street};
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
    /// Since when.
    pub since: Option<Date>,
    /// Who runs it.
    pub operators: Vec<Written>,
    /// Who helps to run it.
    pub partners: Vec<Written>,
    /// Who may ask.
    pub who: Vec<Who>,
    /// For which ages.
    pub ages: Option<Ages>,
    /// For which steps of the way back.
    pub stage: Vec<Id<Stage>>,
    /// With which worries; the first is where a ward's page lists it.
    pub concerns: Vec<Id<Concern>>,
    /// In which fields of help.
    pub fields: Vec<Id<Field>>,
    /// How one can talk.
    pub modes: Vec<Mode>,
    /// How to reach it.
    pub contact: Contact,
    /// Which streets it is for.
    pub serves: Vec<Id<Street>>,
    /// How often it comes round, where it has no dates.
    pub rhythm: Option<Rhythm>,
    /// Whom to ask: another record.
    pub ask: Option<Written>,
    /// Whether one may stay nameless.
    pub anonymous: Option<bool>,
    /// What it costs.
    pub cost: Option<Text>,
    /// How soon an answer comes.
    pub reply_within: Option<Text>,
    /// What happens when somebody calls.
    pub call: Option<Call>,
    /// What is to be read first, for some days.
    pub notices: Vec<Notice>,
    /// Whether its page has a link that leaves it at once.
    pub leave: bool,
    /// Pictures of it.
    pub pictures: Vec<Picture>,
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

    /// The same, to be given readings.
    fn desks_mut(&mut self) -> &mut [Desk] {
        &mut []
    }

    /// What can be done there, if it is of a kind that says so.
    fn activities(&self) -> &[Text] {
        &[]
    }

    /// Its plan for the year, if it is of a kind that has one.
    fn programme(&self) -> Option<&Programme> {
        None
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
                partners: Vec<Written>,
                since: Option<Date>,
                #[serde(default)]
                r#for: Vec<Who>,
                ages: Option<Ages>,
                #[serde(default)]
                stage: Vec<Id<$crate::model::Stage>>,
                #[serde(default)]
                concerns: Vec<Id<$crate::model::Concern>>,
                #[serde(default)]
                fields: Vec<Id<$crate::model::Field>>,
                #[serde(default)]
                modes: Vec<Mode>,
                #[serde(default)]
                phones: Vec<Phone>,
                #[serde(default)]
                emails: Vec<EmailContact>,
                web: Option<Url>,
                hours: Option<Hours>,
                address: Option<Address>,
                #[serde(default)]
                serves: Vec<Id<$crate::model::Street>>,
                rhythm: Option<Rhythm>,
                ask: Option<Written>,
                anonymous: Option<bool>,
                cost: Option<Text>,
                reply_within: Option<Text>,
                call: Option<Call>,
                #[serde(default)]
                notices: Vec<Notice>,
                #[serde(default)]
                leave: bool,
                #[serde(default)]
                pictures: Vec<Picture>,
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
                        since: flat.since,
                        operators: flat.operators,
                        partners: flat.partners,
                        who: flat.r#for,
                        ages: flat.ages,
                        stage: flat.stage,
                        concerns: flat.concerns,
                        fields: flat.fields,
                        modes: flat.modes,
                        contact,
                        serves: flat.serves,
                        rhythm: flat.rhythm,
                        ask: flat.ask,
                        anonymous: flat.anonymous,
                        cost: flat.cost,
                        reply_within: flat.reply_within,
                        call: flat.call,
                        notices: flat.notices,
                        leave: flat.leave,
                        pictures: flat.pictures,
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
        if !desk.serves.is_empty() {
            service.serves.clone_from(&desk.serves);
        }
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
            facts.below("ages.", |facts| ages.facts(facts));
        }
        facts.add_each("modes", &self.modes);
        self.contact.facts(&mut facts);
        facts.add_each("serves", &self.serves);
        if let Some(rhythm) = &self.rhythm {
            facts.below("rhythm.", |facts| rhythm.facts(facts));
        }
        facts.add_some("ask", self.ask.as_ref());
        facts.add_some("anonymous", self.anonymous);
        facts.add_some("cost", self.cost.as_ref());
        facts
    }

    /// Every string in what all kinds share that an overlay may translate one by one.
    #[must_use]
    pub fn strings(&self) -> Vec<&Text> {
        let call = self.call.iter().flat_map(Call::strings);
        let notices = self.notices.iter().map(|notice| &notice.text);
        let pictures = self.pictures.iter().map(|picture| &picture.alt);
        let own = self.contact.strings().chain(&self.cost).chain(&self.reply_within);
        own.chain(call).chain(notices).chain(pictures).collect()
    }

    /// Every organisation it names, with its place.
    #[must_use]
    pub fn organisations<'a>(&'a self, desks: &'a [Desk]) -> Vec<(FieldPath, &'a Written)> {
        let mut references: Vec<_> = [("operators", &self.operators), ("partners", &self.partners)]
            .into_iter()
            .flat_map(|(key, names)| {
                names.iter().enumerate().map(move |(n, name)| (FieldPath::from(key).index(n), name))
            })
            .collect();
        for (path, _, verified) in self.provenances(desks) {
            if let Some(verified) = verified {
                references.push((path.key("verified").key("by"), &verified.by));
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
