//! Changes a content file: the new one is complete before the old one goes.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

/// Puts bytes in place of a file's, in one step. Its permissions stay; a link stays a link.
///
/// # Errors
///
/// When the file no longer holds what was read, or cannot be written.
pub fn replace(path: &Path, read: &[u8], new: &[u8]) -> anyhow::Result<()> {
    let shown = || path.display().to_string();
    let path = fs::canonicalize(path).with_context(shown)?;
    if fs::read(&path).with_context(shown)? != read {
        bail!(Edited { path });
    }
    let name = path.file_name().expect("a file that was read has a name").to_string_lossy();
    // A hidden file is no content, should it ever be left over.
    let beside = path.with_file_name(format!(".{name}.new"));
    let written = put(&path, &beside, new);
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written.with_context(shown)
}

/// Writes a file that somebody asked for by its name.
///
/// # Errors
///
/// When it cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    fs::write(path, bytes).with_context(|| path.display().to_string())
}

fn put(path: &Path, beside: &Path, new: &[u8]) -> std::io::Result<()> {
    let permissions = fs::metadata(path)?.permissions();
    // Where the file itself may not be written, its folder must not be a way around that.
    fs::OpenOptions::new().write(true).open(path)?;
    let mut file = fs::File::create(beside)?;
    file.write_all(new)?;
    file.sync_all()?;
    fs::set_permissions(beside, permissions)?;
    fs::rename(beside, path)
}

/// Somebody else has written into the file since it was read.
#[derive(Debug)]
pub struct Edited {
    /// The file.
    pub path: PathBuf,
}

impl std::fmt::Display for Edited {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} was changed while it was being confirmed", self.path.display())
    }
}

impl std::error::Error for Edited {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_as_a_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "old").unwrap();
        assert!(replace(&path, b"other", b"new").unwrap_err().is::<Edited>());
        assert_eq!(fs::read(&path).unwrap(), b"old");
        replace(&path, b"old", b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions.clone()).unwrap();
        // Root may write anything; for all others the file stays.
        let is_written = replace(&path, b"new", b"newer").is_ok();
        assert_eq!(fs::read(&path).unwrap(), if is_written { &b"newer"[..] } else { b"new" });
        assert_eq!(fs::metadata(&path).unwrap().permissions(), permissions);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("a.md"), folder.path().join("b.md"));
        fs::write(&file, "old").unwrap();
        std::os::unix::fs::symlink("a.md", &link).unwrap();
        replace(&link, b"old", b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"new");
    }
}
