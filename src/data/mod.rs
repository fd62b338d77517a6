//! What a guide gives besides pages, in forms for machines: functions from the checked site to files.

mod entry;
mod everyday;
pub mod fold;
pub(crate) mod marks;
pub mod search;
mod tokens;
pub mod vcard;
