//! What several kinds of records share. Each part is one idea; `service.rs` puts them together.

mod ages;
mod call;
mod contact;
mod names;
mod notice;
mod picture;
mod provenance;
mod rhythm;
mod translation;

pub use ages::{Ages, FormerAges};
pub use call::Call;
pub use contact::{Address, Contact, EmailContact, Hours, HoursDetail, Phone, Provenance};
pub use names::Names;
pub use notice::Notice;
pub use picture::Picture;
pub use provenance::{Facts, Freshness, Source, Verified};
pub use rhythm::Rhythm;
pub use translation::{DeskText, ServiceText, TextPair};
