//! What several kinds of records share. Each part is one idea; `service.rs` puts them together.

mod ages;
mod call;
mod contact;
mod names;
mod provenance;
mod translation;

pub use ages::Ages;
pub use call::Call;
pub use contact::{Address, Contact, EmailContact, Hours, HoursDetail, Phone, Provenance};
pub use names::Names;
pub use provenance::{Facts, Freshness, Source, Verified};
pub use translation::{DeskText, ServiceText, TextPair};
