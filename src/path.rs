//! Where files stand in a guide.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// Where a file stands in a guide: `content/wards/toshima/ward.md`, always with `/`, whatever the system uses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// A path below the guide's root.
    #[must_use]
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        Self(path.into())
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file's name with everything behind the first dot cut off: the id of the record in it.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.name();
        name.split_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The file's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name)
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for SourcePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_have_stems() {
        #[track_caller]
        fn check(path: &str, stem: &str) {
            assert_eq!(SourcePath::new(path).stem(), stem);
        }
        check("content/wards/toshima/windows/a.en.md", "a");
        check("content/site.yaml", "site");
        check("content/x", "x");
    }
}
