//! The files of a guide as they were read: paths and bytes, in sorted order.
//!
//! In: bytes. Out: text with a place for every byte. Knows nothing about YAML, records or the disk.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Location};
use crate::path::SourcePath;

/// The largest file of content or theme that is read. A record has a few kilobytes; more is a picture or a mistake.
pub const FILE_LIMIT: usize = 1024 * 1024;

/// What stands at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceFile {
    /// A file of content or theme, with its bytes.
    Bytes(Arc<[u8]>),
    /// A file that is only named.
    Named,
    /// A picture, which is only copied, and its size in pixels.
    Picture {
        /// How wide it is.
        width: u32,
        /// How high it is.
        height: u32,
    },
    /// A file that is there but could not be read, and why.
    Problem(Diagnostic),
}

/// Everything that was read: `content/…` and `themes/…`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceTree {
    files: BTreeMap<SourcePath, SourceFile>,
    /// How the two folders are called in messages, where they are not below the root under their own names.
    labels: BTreeMap<&'static str, String>,
}

impl SourceTree {
    /// Adds a file or replaces it.
    pub fn insert(&mut self, path: impl Into<Arc<str>>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(SourcePath::new(path), SourceFile::Bytes(bytes.into().into()));
    }

    /// Adds what stands at a path, read or not.
    pub fn insert_file(&mut self, path: SourcePath, file: SourceFile) {
        self.files.insert(path, file);
    }

    /// Says how `content` or `themes` is called in messages.
    pub fn set_label(&mut self, folder: &'static str, label: String) {
        self.labels.insert(folder, label);
    }

    /// The path as messages name it.
    #[must_use]
    pub fn display(&self, path: &SourcePath) -> String {
        for (folder, label) in &self.labels {
            if let Some(rest) = path.as_str().strip_prefix(folder)
                && (rest.is_empty() || rest.starts_with('/'))
            {
                return format!("{label}{rest}");
            }
        }
        path.to_string()
    }

    /// Every path below a folder, which is named with its closing `/`, in sorted order.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a SourcePath, &'a SourceFile)> + 'a {
        self.files
            .range::<str, _>((std::ops::Bound::Included(folder), std::ops::Bound::Unbounded))
            .take_while(move |(path, _)| path.as_str().starts_with(folder))
    }

    /// Whether there is such a file.
    #[must_use]
    pub fn contains(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// A file's bytes.
    #[must_use]
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        match self.files.get(path)? {
            SourceFile::Bytes(bytes) => Some(bytes),
            SourceFile::Named | SourceFile::Picture { .. } | SourceFile::Problem(_) => None,
        }
    }

    /// A file's text without the byte order mark. All places in messages count from here.
    ///
    /// # Errors
    ///
    /// A [`Diagnostic`] when the file could not be read, is too large or not UTF-8.
    pub fn text(&self, path: &SourcePath) -> Result<&str, Diagnostic> {
        if let Some(SourceFile::Problem(problem)) = self.files.get(path) {
            return Err(problem.clone());
        }
        let bytes = self.bytes(path.as_str()).unwrap_or_default();
        if bytes.len() > FILE_LIMIT {
            return Err(too_large(path, bytes.len() as u64));
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        std::str::from_utf8(bytes).map_err(|error| not_utf8(path, bytes, error.valid_up_to()))
    }

    /// A file's text for showing a problem in it, as far as it can be shown.
    #[must_use]
    pub fn text_for_report(&self, path: &SourcePath) -> String {
        let bytes = self.bytes(path.as_str()).unwrap_or_default();
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let bytes = &bytes[..bytes.len().min(FILE_LIMIT)];
        match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => {
                other_encoding(bytes).map_or_else(|| String::from_utf8_lossy(bytes).into_owned(), |(_, text)| text)
            }
        }
    }
}

/// The problem of a file that is too large to be a record.
#[must_use]
pub fn too_large(path: &SourcePath, size: u64) -> Diagnostic {
    Diagnostic::error("file-too-large")
        .at(Location::file(path))
        .with("size", format!("{:.1}", (size as f64 / (1024.0 * 1024.0) * 10.0).ceil() / 10.0))
        .with("limit", FILE_LIMIT / (1024 * 1024))
}

fn not_utf8(path: &SourcePath, bytes: &[u8], valid: usize) -> Diagnostic {
    let line = 1 + bytes[..valid].iter().filter(|&&byte| byte == b'\n').count();
    let encoding = other_encoding(bytes).map(|(name, _)| name);
    Diagnostic::error("not-utf8").at(Location::line(path, line)).with_some("encoding", encoding)
}

/// The text of bytes that are right in an encoding of Japanese Windows, and its name.
fn other_encoding(bytes: &[u8]) -> Option<(&'static str, String)> {
    // Looks for the byte order mark of UTF-16 first.
    let (text, used, is_damaged) = encoding_rs::SHIFT_JIS.decode(bytes);
    let name = if used == encoding_rs::SHIFT_JIS { "CP932 (Shift_JIS)" } else { "UTF-16" };
    (!is_damaged).then(|| (name, text.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_drops_the_byte_order_mark_and_names_the_damaged_line() {
        let mut tree = SourceTree::default();
        tree.insert("content/a.yaml", b"\xEF\xBB\xBFa: 1".as_slice());
        tree.insert("content/b.yaml", b"a: 1\nb: \x8a\xbf\n".as_slice());
        assert_eq!(tree.text(&SourcePath::new("content/a.yaml")).unwrap(), "a: 1");
        let problem = tree.text(&SourcePath::new("content/b.yaml")).unwrap_err();
        assert_eq!(problem.code, "not-utf8");
        assert_eq!(problem.value("encoding"), Some("CP932 (Shift_JIS)"));
    }

    #[test]
    fn below_lists_one_folder_only() {
        let mut tree = SourceTree::default();
        for path in ["content/wards/a/ward.md", "content/wards/ab/ward.md", "content/wards/a.md"] {
            tree.insert(path, "");
        }
        let found: Vec<_> = tree.below("content/wards/a/").map(|(path, _)| path.as_str()).collect();
        assert_eq!(found, ["content/wards/a/ward.md"]);
    }
}
