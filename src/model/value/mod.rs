//! Values that have a rule of their own. Each is made by one parser, which is also what the YAML check calls, so a
//! wrong value is found with its place and never gets further.

mod choice;
mod colour;
mod contact_in_text;
mod date;
mod edition_mark;
mod email;
mod holidays;
mod kana;
mod known;
mod leaflet_code;
mod media_name;
mod phone_number;
mod plain_or_detail;
mod position;
mod postal_code;
mod printed_fact;
mod reference;
mod romaji;
mod schedule;
mod slug;
mod text;
mod url;
mod ward_code;
mod year_end;

pub use choice::{
    AgeBand, Audience, CountKind, DayOfWeek, Every, Fold, Grouping, Language, LeafletKind, Mark, Mode, PartOfDay,
    Status, Unverified, Who,
};
pub use colour::Colour;
pub(crate) use contact_in_text::contacts_in;
pub use date::{Date, Day};
pub use edition_mark::EditionMark;
pub use email::{CorrectionsEmail, Email};
pub use holidays::Holidays;
pub use kana::Kana;
pub use known::{GAP, Known};
pub use leaflet_code::LeafletCode;
pub use media_name::MediaName;
pub use phone_number::{PhoneKind, PhoneNumber};
pub(crate) use plain_or_detail::plain_or_detail;
pub use position::Position;
pub use postal_code::PostalCode;
pub use printed_fact::PrintedFact;
pub use reference::{Id, Kind, PlaceId, RecordId, Written};
pub use romaji::Romaji;
pub use schedule::{
    Calendar, Closed, Dates, Days, Minute, MonthDay, Months, Nth, Opening, Period, Rule, Schedule, Span, Timetable,
    Unknown, Weekday,
};
pub use slug::Slug;
pub use text::{Fingerprint, LocalText, Text};
pub use url::Url;
pub use ward_code::WardCode;
pub use year_end::YearEnd;

use crate::diagnostic::Fault;
use crate::yaml::Check;

/// The parser of every `format` that the records' schemas name.
pub const CHECKS: &[(&str, Check)] = &[
    ("colour", check::<Colour>),
    ("corrections-email", check::<CorrectionsEmail>),
    ("date", check::<Date>),
    ("day", check::<Day>),
    ("edition-mark", check::<EditionMark>),
    ("email", check::<Email>),
    ("fingerprint", check::<Fingerprint>),
    ("kana", check::<Kana>),
    ("leaflet-code", check::<LeafletCode>),
    ("media-name", check::<MediaName>),
    ("phone", check::<PhoneNumber>),
    ("position", check::<Position>),
    ("postal-code", check::<PostalCode>),
    ("printed-fact", check::<PrintedFact>),
    ("reference", check::<Written>),
    ("romaji", check::<Romaji>),
    ("schedule", check::<Schedule>),
    ("slug", check::<Slug>),
    ("text", check::<Text>),
    ("url", check::<Url>),
    ("ward-code", check::<WardCode>),
    ("year-end", check::<YearEnd>),
];

fn check<T: std::str::FromStr<Err = Fault>>(text: &str) -> Result<(), Fault> {
    text.parse::<T>().map(|_| ())
}

/// Gives a value that is parsed from text what serde and the schema need.
macro_rules! text_value {
    ($type:ty, $format:literal) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $format.into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "format": $format })
            }
        }
    };
}
use text_value;
