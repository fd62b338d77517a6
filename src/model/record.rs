//! Services of every kind, seen through what all kinds share.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil;

use super::form::Form;
use super::part::{Call, Facts, Freshness, ServiceText};
use super::value::{Kind, Language, RecordId, Text};
use super::{Desk, Entry, FamilyGroup, Own, PhoneLine, Place, Programme, Service, Translation, Window};
use crate::diagnostic::{Diagnostics, FieldPath};
use crate::markdown::Markdown;
use crate::path::SourcePath;
use crate::yaml::{self, Yaml};

/// Lists the kinds of services: each is a type made by `service!`.
macro_rules! kinds {
    ($($kind:ident($type:ty),)+) => {
        /// A service of any kind.
        #[derive(Clone, Debug)]
        pub enum AnyService {
            $(#[doc = concat!("A [`", stringify!($type), "`].")] $kind($type),)+
        }

        impl AnyService {
            /// The kinds that are services.
            pub const KINDS: &[Kind] = &[$(Kind::$kind),+];

            /// What it shares with every other kind.
            #[must_use]
            pub fn service(&self) -> &Service {
                match self {
                    $(Self::$kind(data) => &data.service,)+
                }
            }

            /// The same, to be given readings.
            pub(super) fn service_mut(&mut self) -> &mut Service {
                match self {
                    $(Self::$kind(data) => &mut data.service,)+
                }
            }

            /// What its kind has besides.
            #[must_use]
            pub fn own(&self) -> &dyn Own {
                match self {
                    $(Self::$kind(data) => data,)+
                }
            }

            /// The same, to be given readings.
            pub(super) fn own_mut(&mut self) -> &mut dyn Own {
                match self {
                    $(Self::$kind(data) => data,)+
                }
            }

            /// Reads one from the front matter of a file.
            pub(super) fn read(kind: Kind, yaml: Yaml<'_>) -> (Option<Self>, Diagnostics) {
                match kind {
                    $(Kind::$kind => {
                        let (data, diagnostics) = yaml::read(yaml, &Self::form(kind).shape);
                        (data.map(Self::$kind), diagnostics)
                    })+
                    _ => unreachable!("only services are asked for"),
                }
            }

            /// Whether a kind is one of services.
            #[must_use]
            pub fn is_one(kind: Kind) -> bool {
                Self::KINDS.contains(&kind)
            }

            /// What the front matter of a kind may hold.
            pub(super) fn form(kind: Kind) -> &'static Form {
                match kind {
                    $(Kind::$kind => {
                        static FORM: LazyLock<Form> = LazyLock::new(|| Form::of::<$type>(Kind::$kind.word()));
                        &FORM
                    })+
                    _ => unreachable!("only services are asked for"),
                }
            }
        }
    };
}

kinds! {
    Window(Window),
    PhoneLine(PhoneLine),
    FamilyGroup(FamilyGroup),
    Place(Place),
    Programme(Programme),
}

/// A service of any kind with its file.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// Its id.
    pub id: &'a RecordId,
    /// Its file.
    pub path: &'a SourcePath,
    /// All of it.
    pub data: &'a AnyService,
    /// What it shares with every other kind.
    pub service: &'a Service,
    /// Its desks, if it is a window.
    pub desks: &'a [Desk],
    /// Its prose.
    pub body: &'a Markdown,
    /// Its overlays.
    pub translations: &'a BTreeMap<Language, Translation<ServiceText>>,
}

impl<'a> Record<'a> {
    pub(super) fn new((id, entry): (&'a RecordId, &'a Entry<AnyService, ServiceText>)) -> Self {
        Self {
            id,
            path: &entry.path,
            data: &entry.data,
            service: entry.data.service(),
            desks: entry.data.own().desks(),
            body: &entry.body,
            translations: &entry.translations,
        }
    }

    /// The desk that an id names, if it names one.
    #[must_use]
    pub fn desk(&self, id: &RecordId) -> Option<&'a Desk> {
        let name = id.desk.as_ref()?;
        self.desks.iter().find(|desk| desk.id == *name)
    }

    /// Whether there is a call card for it: it is there to be called or visited by whoever wants to talk, and not in danger.
    #[must_use]
    pub fn has_call_card(&self) -> bool {
        matches!(self.id.kind, Kind::Window | Kind::PhoneLine) && self.service.is_open() && !self.service.is_emergency()
    }

    /// One of its strings in a language, where its overlay has it.
    #[must_use]
    pub fn translation(&self, language: Language, text: &Text) -> Option<&'a Text> {
        let pairs = &self.translations.get(&language)?.data.texts;
        Some(&pairs.iter().find(|pair| pair.of == *text)?.say)
    }

    /// Its facts, without those that carry a confirmation of their own.
    #[must_use]
    pub fn facts(&self) -> Facts {
        let mut facts = self.service.facts();
        self.data.own().facts(&mut facts);
        facts
    }

    /// What paper can say of it, or of a desk of it, whoever confirmed it: its name, and how to reach it.
    #[must_use]
    pub fn printed_facts(&self, desk: Option<&Desk>) -> Facts {
        let at_desk = desk.map(|desk| self.service.at_desk(desk));
        let service = at_desk.as_ref().unwrap_or(self.service);
        Facts::made(|facts| {
            facts.add("name", desk.and_then(|desk| desk.name.as_ref()).unwrap_or(&service.names.name));
            facts.add("status", service.status);
            service.contact.all_facts(facts);
            for desk in self.desks.iter().filter(|_| desk.is_none()) {
                facts.below(&format!("desks.{}.", desk.id), |facts| desk.contact.all_facts(facts));
            }
        })
    }

    /// What leaflets say of it, or of a desk of it. Of a record, its desks are not part: where they stand on paper, they are
    /// named themselves.
    #[must_use]
    pub fn facts_on_leaflets(&self, desk: Option<&Desk>) -> Facts {
        /// Facts that no kind of leaflet has room for.
        const NEVER: [&str; 3] = ["address.postal_code", "address.access", "address.position"];
        let at_desk = desk.map(|desk| self.service.at_desk(desk));
        let service = at_desk.as_ref().unwrap_or(self.service);
        let contact = Facts::made(|facts| service.contact.all_facts(facts));
        Facts::made(|facts| {
            facts.add("name", desk.and_then(|desk| desk.name.as_ref()).unwrap_or(&service.names.name));
            facts.add("status", service.status);
            contact.lines().filter(|(path, _)| !NEVER.contains(path)).for_each(|(path, value)| facts.add(path, value));
            facts.add_each("serves", &service.serves);
            if let Some(rhythm) = &service.rhythm {
                facts.below("rhythm.", |facts| rhythm.facts(facts));
            }
            facts.add_some("ask", service.ask.as_ref());
            facts.add_some("anonymous", service.anonymous);
            facts.add_some("cost", service.cost.as_ref());
            if let Some(Call { who_answers, asked, not_asked, first_words }) = &service.call {
                facts.add_some("call.who_answers", who_answers.as_ref());
                facts.add_some("call.asked", asked.as_ref());
                facts.add_some("call.not_asked", not_asked.as_ref());
                facts.add_some("call.first_words", first_words.as_ref());
            }
        })
    }

    /// What is to be thought of its facts, and of those that carry a confirmation of their own, each with its place.
    #[must_use]
    pub fn freshness(&self, today: civil::Date, verified_for: i32) -> Vec<(FieldPath, Freshness)> {
        let own = Freshness::of(self.service.verified.as_ref(), &self.facts(), today, verified_for);
        let desks = self.desks.iter().enumerate();
        let desks = desks.map(|(number, desk)| (FieldPath::from("desks").index(number), &desk.contact));
        let contacts = std::iter::once((FieldPath::default(), &self.service.contact)).chain(desks);
        let items = contacts.flat_map(|(field, contact)| contact.freshness(&field, today, verified_for));
        std::iter::once((FieldPath::default(), own)).chain(items).collect()
    }

    /// Every string of it that an overlay may translate one by one.
    #[must_use]
    pub fn strings(&self) -> Vec<&'a str> {
        self.service.strings().into_iter().chain(self.data.own().strings()).map(Text::as_str).collect()
    }
}
