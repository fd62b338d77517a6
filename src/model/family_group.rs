//! Family groups, classes for families, groups for the persons themselves.

use super::part::Facts;
use super::service::{Own, service};
use super::value::Text;

service! {
    /// People in the same situation who meet: families, or the persons themselves.
    pub struct FamilyGroup {}
}

impl Own for FamilyGroup {
    fn facts(&self, _: &mut Facts) {}

    fn strings(&self) -> Vec<&Text> {
        Vec::new()
    }
}
