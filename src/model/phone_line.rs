//! Phone lines.

use super::part::Facts;
use super::service::{Own, service};
use super::value::Text;

service! {
    /// A telephone line that is no window: a number with people behind it and no desk to go to.
    pub struct PhoneLine {}
}

impl Own for PhoneLine {
    fn facts(&self, _: &mut Facts) {}

    fn strings(&self) -> Vec<&Text> {
        Vec::new()
    }
}
