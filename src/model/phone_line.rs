//! Phone lines.

use super::service::service;

service! {
    /// A telephone line that is no window: a number with people behind it and no desk to go to.
    pub struct PhoneLine {}
}
