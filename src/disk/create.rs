//! Writes files that are not there yet: all of them or none.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::write;

/// Whether nothing stands at a path but, at most, an empty folder.
///
/// # Errors
///
/// When that cannot be seen.
pub fn is_free(folder: &Path) -> anyhow::Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(false),
        Err(error) => Err(error).with_context(|| folder.display().to_string()),
    }
}

/// Writes new files and the folders that they need. If one cannot be written, nothing of what was made stays.
///
/// # Errors
///
/// When one is there already, which is never written over, or cannot be written.
pub fn create<B: AsRef<[u8]>>(files: &[(PathBuf, B)]) -> anyhow::Result<()> {
    let mut made = Made::default();
    let written = files.iter().try_for_each(|(path, bytes)| made.file(path, bytes.as_ref()));
    if written.is_err() {
        made.undo();
    }
    written
}

/// Writes files into a folder, which is made if it is not there. Older ones of the same names give way.
///
/// # Errors
///
/// When one cannot be written.
pub fn write_below(folder: &Path, files: &[(String, String)]) -> anyhow::Result<()> {
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    files.iter().try_for_each(|(name, text)| write(&folder.join(name), text.as_bytes()))
}

/// What was made so far.
#[derive(Default)]
struct Made {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Made {
    fn file(&mut self, path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
        let shown = || path.display().to_string();
        self.folder(path.parent().unwrap_or(Path::new(""))).with_context(shown)?;
        let mut file = match fs::File::create_new(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => bail!(Taken { path: path.into() }),
            Err(error) => return Err(error).with_context(shown),
        };
        self.files.push(path.into());
        file.write_all(bytes).with_context(shown)
    }

    /// Makes a folder and those above it, and remembers which of them are new.
    fn folder(&mut self, folder: &Path) -> io::Result<()> {
        if folder.as_os_str().is_empty() || folder.is_dir() {
            return Ok(());
        }
        self.folder(folder.parent().unwrap_or(Path::new("")))?;
        fs::create_dir(folder)?;
        self.folders.push(folder.into());
        Ok(())
    }

    /// Takes away what was made. What cannot be taken away stays; the first failure is what is reported.
    fn undo(&self) {
        for file in &self.files {
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// A file is there already.
#[derive(Debug)]
pub struct Taken {
    /// The file.
    pub path: PathBuf,
}

impl std::fmt::Display for Taken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} is there already", self.path.display())
    }
}

impl std::error::Error for Taken {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_files_are_written_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        assert!(is_free(&at("a")).unwrap() && is_free(folder.path()).unwrap());
        create(&[(at("a/b/c.md"), "c"), (at("a/d.md"), "d")]).unwrap();
        assert_eq!(fs::read_to_string(at("a/b/c.md")).unwrap(), "c");
        assert!(!is_free(&at("a")).unwrap() && !is_free(&at("a/d.md")).unwrap());
        let error = create(&[(at("x/y/z.md"), "new"), (at("a/e.md"), "new"), (at("a/d.md"), "new")]).unwrap_err();
        assert!(error.is::<Taken>());
        assert_eq!(fs::read_to_string(at("a/d.md")).unwrap(), "d");
        assert!(!at("x").exists() && !at("a/e.md").exists(), "nothing of it is left");
    }
}
