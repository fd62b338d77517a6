//! Places to go.

use super::part::Facts;
use super::service::{Own, service};
use super::value::Text;

service! {
    /// A place to go (居場所): one may be there and need not do anything.
    pub struct Place {
        /// What can be done there.
        #[serde(default)]
        pub activities: Vec<Text>,
    }
}

impl Own for Place {
    /// What is done there changes with who comes; it is prose.
    fn facts(&self, _: &mut Facts) {}

    fn strings(&self) -> Vec<&Text> {
        self.activities.iter().collect()
    }

    fn activities(&self) -> &[Text] {
        &self.activities
    }
}
