//! The sink that is a folder.
//!
//! A site is written beside the old one and the two are exchanged in one step, so that whoever looks, and whenever the
//! power goes, there is one whole site or the other.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, bail};
use walkdir::WalkDir;

use crate::path::SourcePath;
use crate::plan::PagePlan;
use crate::render::Bytes;
use crate::sink::Sink;

/// What every build writes into the output folder, always with the same bytes: the sign that the folder is ours to
/// replace.
pub const MARKER: &str =
    "# Written by shirube. Everything in this folder is replaced by the next build.\n*\n!.gitignore\n";

const MARKER_NAME: &str = ".gitignore";

/// Takes a finished site into a folder.
#[derive(Debug)]
pub struct Folder {
    output: PathBuf,
    stage: PathBuf,
    /// Where the content is that files are copied from.
    content: PathBuf,
    /// Held until the end, so that no two builds write at once.
    _lock: File,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    kept: BTreeSet<String>,
    changed: BTreeSet<String>,
    folders: BTreeSet<PathBuf>,
    failure: Option<anyhow::Error>,
}

/// What came of writing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or other than before.
    pub changed: usize,
    /// Files that were there already.
    pub kept: usize,
    /// Files of the old site that are gone.
    pub removed: usize,
    /// Whether the old and the new site could not be exchanged in one step.
    pub file_by_file: bool,
}

impl Folder {
    /// Gets ready to replace the site in a folder. Pictures are copied from the content's folder.
    ///
    /// # Errors
    ///
    /// When the folder holds something that no build wrote, or another build is at work on it.
    pub fn open(named: &Path, content: &Path) -> anyhow::Result<Self> {
        let output = match fs::canonicalize(named) {
            Ok(real) => real,
            Err(_) => std::path::absolute(named).with_context(|| named.display().to_string())?,
        };
        if output.exists() && !is_ours(&output)? {
            bail!(Foreign { output: named.to_path_buf() });
        }
        let parent = output.parent().with_context(|| format!("{} has no parent folder", output.display()))?;
        let name = output.file_name().context("the output folder needs a name")?.to_string_lossy().into_owned();
        let work = parent.join(".shirube");
        fs::create_dir_all(&work).with_context(|| work.display().to_string())?;
        fs::write(work.join(MARKER_NAME), "*\n").with_context(|| work.display().to_string())?;
        let lock_path = work.join(format!("{name}.lock"));
        let lock = File::create(&lock_path).with_context(|| lock_path.display().to_string())?;
        // Where a file system knows no locks, there is nobody to wait for.
        if matches!(lock.try_lock(), Err(TryLockError::WouldBlock)) {
            bail!(Busy { output: named.to_path_buf() });
        }
        let stage = work.join(format!("{name}.new"));
        remove(&stage)?; // left behind by a build that was killed
        fs::create_dir_all(&stage).with_context(|| stage.display().to_string())?;
        Ok(Self { output, stage, content: content.to_path_buf(), _lock: lock, state: Mutex::default() })
    }

    /// Puts the new site in the place of the old one. Without this, the old one stays.
    ///
    /// # Errors
    ///
    /// When something could not be written. The old site is then still there.
    pub fn finish(self) -> anyhow::Result<Written> {
        self.finish_with(exchange)
    }

    fn finish_with(self, exchange: Exchange) -> anyhow::Result<Written> {
        let state = std::mem::take(&mut *self.state());
        if let Some(failure) = state.failure {
            remove(&self.stage)?;
            return Err(failure);
        }
        let old = files_below(&self.output)?;
        let removed: Vec<&String> = old
            .iter()
            .filter(|name| *name != MARKER_NAME && !state.kept.contains(*name) && !state.changed.contains(*name))
            .collect();
        let mut written = Written {
            changed: state.changed.len(),
            kept: state.kept.len(),
            removed: removed.len(),
            file_by_file: false,
        };
        let has_marker = fs::read(self.output.join(MARKER_NAME)).is_ok_and(|bytes| bytes == MARKER.as_bytes());
        if written.changed == 0 && written.removed == 0 && has_marker {
            remove(&self.stage)?;
            return Ok(written);
        }
        for name in &state.kept {
            self.link(name)?;
        }
        fs::write(self.stage.join(MARKER_NAME), MARKER)?;
        sync(&self.stage);
        if !self.replace(exchange)? {
            self.copy_over(&removed)?;
            written.file_by_file = true;
        }
        remove(&self.stage)?;
        Ok(written)
    }

    /// Leaves the old site as it is.
    pub fn abandon(self) {
        let _ = remove(&self.stage);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let old = self.output.join(name);
        let is_same_size = fs::symlink_metadata(&old).is_ok_and(|old| old.is_file() && old.len() == bytes.len() as u64);
        if is_same_size && fs::read(&old)? == bytes {
            self.state().kept.insert(name.to_owned());
            return Ok(());
        }
        let path = self.prepare(name)?;
        fs::write(path, bytes)?;
        self.state().changed.insert(name.to_owned());
        Ok(())
    }

    /// The path of a staged file, whose folder is there.
    fn prepare(&self, name: &str) -> io::Result<PathBuf> {
        let path = self.stage.join(name);
        let folder = path.parent().expect("every staged file stands in the stage").to_path_buf();
        if !self.state().folders.contains(&folder) {
            fs::create_dir_all(&folder)?;
            self.state().folders.insert(folder);
        }
        Ok(path)
    }

    /// An unchanged file takes no new room on the disk.
    fn link(&self, name: &str) -> anyhow::Result<()> {
        let (old, new) = (self.output.join(name), self.prepare(name)?);
        fs::hard_link(&old, &new)
            .or_else(|_| fs::copy(&old, &new).map(|_| ()))
            .with_context(|| new.display().to_string())
    }

    /// Exchanges the staged site with the old one in one step. `false` where the system cannot.
    fn replace(&self, exchange: Exchange) -> anyhow::Result<bool> {
        if !self.output.exists() {
            return match fs::rename(&self.stage, &self.output) {
                Ok(()) => Ok(true),
                Err(error) => Err(error).with_context(|| self.output.display().to_string()),
            };
        }
        Ok(exchange(&self.stage, &self.output).is_ok())
    }

    /// The way without an exchange, for output folders that are mount points: each file in one step, stale ones last.
    fn copy_over(&self, removed: &[&String]) -> anyhow::Result<()> {
        for name in files_below(&self.stage)? {
            let (new, old) = (self.stage.join(&name), self.output.join(&name));
            let beside = self.output.join(format!("{name}.new"));
            fs::create_dir_all(old.parent().expect("a file stands in a folder"))?;
            fs::copy(&new, &beside).with_context(|| beside.display().to_string())?;
            fs::rename(&beside, &old).with_context(|| old.display().to_string())?;
        }
        for name in removed {
            let mut path = self.output.join(name);
            fs::remove_file(&path).with_context(|| path.display().to_string())?;
            while path.pop() && path != self.output && fs::remove_dir(&path).is_ok() {}
        }
        Ok(())
    }
}

impl Folder {
    fn failed(&self, path: &Path, error: io::Error) {
        self.state().failure.get_or_insert(anyhow::Error::new(error).context(path.display().to_string()));
    }
}

impl Sink for Folder {
    fn put(&self, page: &PagePlan, bytes: Bytes<'_>) {
        if let Err(error) = self.write(page.address.as_str(), &bytes) {
            self.failed(&self.output.join(page.address.as_str()), error);
        }
    }

    fn copy(&self, page: &PagePlan, from: &SourcePath) {
        let inner = from.as_str().strip_prefix("content/").expect("only files of the content are copied");
        let path = self.content.join(inner);
        match fs::read(&path) {
            Ok(bytes) => self.put(page, bytes.into()),
            Err(error) => self.failed(&path, error),
        }
    }

    fn read(&self, from: &SourcePath) -> Option<Vec<u8>> {
        fs::read(self.content.join(from.as_str().strip_prefix("content/")?)).ok()
    }
}

/// The output folder holds what no build wrote.
#[derive(Debug)]
pub struct Foreign {
    /// The folder.
    pub output: PathBuf,
}

impl std::fmt::Display for Foreign {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} holds files that shirube did not write", self.output.display())
    }
}

impl std::error::Error for Foreign {}

/// Another build writes into the same folder.
#[derive(Debug)]
pub struct Busy {
    /// The folder.
    pub output: PathBuf,
}

impl std::fmt::Display for Busy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "another build is writing to {}", self.output.display())
    }
}

impl std::error::Error for Busy {}

/// A folder may be replaced when it is empty or carries our marker.
fn is_ours(output: &Path) -> anyhow::Result<bool> {
    let mut entries = fs::read_dir(output).with_context(|| output.display().to_string())?;
    if entries.next().is_none() {
        return Ok(true);
    }
    let first_line = MARKER.lines().next();
    Ok(fs::read_to_string(output.join(MARKER_NAME)).is_ok_and(|marker| marker.lines().next() == first_line))
}

/// Every file below a folder, by its path from there.
fn files_below(folder: &Path) -> anyhow::Result<BTreeSet<String>> {
    let mut files = BTreeSet::new();
    if !folder.exists() {
        return Ok(files);
    }
    for entry in WalkDir::new(folder) {
        let entry = entry?;
        if !entry.file_type().is_dir() {
            let name = entry.path().strip_prefix(folder).expect("walked from there");
            files.insert(name.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(files)
}

fn remove(folder: &Path) -> anyhow::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| folder.display().to_string())
        }
        _ => Ok(()),
    }
}

/// What exchanges two folders in one step.
type Exchange = fn(&Path, &Path) -> io::Result<()>;

#[cfg(target_os = "linux")]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// One call for the whole file system, never one a file. What cannot be synced is still written.
fn sync(folder: &Path) {
    #[cfg(target_os = "linux")]
    if let Ok(file) = File::open(folder) {
        let _ = rustix::fs::syncfs(&file);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = folder;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A mount point cannot be exchanged, and some systems exchange nothing.
    #[test]
    fn where_nothing_can_be_exchanged_files_are_replaced_one_by_one() {
        let root = tempfile::tempdir().unwrap();
        let output = root.path().join("output");
        let site = |files: &[(&str, &str)]| {
            let folder = Folder::open(&output, root.path()).unwrap();
            for (name, text) in files {
                folder.write(name, text.as_bytes()).unwrap();
            }
            folder
        };
        site(&[("index.html", "a"), ("en/index.html", "b"), ("midori/windows/a.html", "c")]).finish().unwrap();
        let new = site(&[("index.html", "a2"), ("en/index.html", "b"), ("aka/index.html", "d")]);
        let written = new.finish_with(|_, _| Err(io::ErrorKind::Unsupported.into())).unwrap();
        assert_eq!(written, Written { changed: 2, kept: 1, removed: 1, file_by_file: true });
        let names: Vec<String> = files_below(&output).unwrap().into_iter().collect();
        assert_eq!(names, [".gitignore", "aka/index.html", "en/index.html", "index.html"]);
        assert_eq!(fs::read_to_string(output.join("index.html")).unwrap(), "a2");
        assert!(!output.join("midori").exists(), "folders without files go");
        assert!(!root.path().join(".shirube/output.new").exists());
    }
}
