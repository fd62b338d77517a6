//! The disk: reads a guide's files, and takes a finished site.
//!
//! A site is written beside the old one and the two are exchanged in one step, so that whoever looks, and whenever the
//! power goes, there is one whole site or the other.
#![expect(clippy::disallowed_methods, reason = "this is the shell's file that touches the disk")]

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, bail};
use walkdir::{DirEntry, WalkDir};

use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::path::SourcePath;
use crate::plan::PagePlan;
use crate::render::Bytes;
use crate::sink::Sink;
use crate::source::{FILE_LIMIT, SourceFile, SourceTree, too_large};

/// Where a guide's files are.
#[derive(Clone, Debug)]
pub struct Folders {
    /// The guide's root; paths in messages begin here.
    pub root: PathBuf,
    /// The content.
    pub content: PathBuf,
    /// The themes.
    pub themes: PathBuf,
}

/// Reads a guide. What cannot be read is a problem with a place, not the end.
///
/// # Errors
///
/// When there is no content folder at all: then this is no guide.
pub fn read(folders: &Folders) -> anyhow::Result<(SourceTree, Diagnostics)> {
    if !folders.content.is_dir() {
        bail!(NoGuide { content: folders.content.clone() });
    }
    let mut tree = SourceTree::default();
    let mut diagnostics = Diagnostics::default();
    for (name, folder) in [("content", &folders.content), ("themes", &folders.themes)] {
        let label = folder.strip_prefix(&folders.root).unwrap_or(folder);
        let label = label.to_string_lossy().replace('\\', "/");
        if label != name {
            tree.set_label(name, label.trim_end_matches('/').to_owned());
        }
        if folder.is_dir() {
            read_folder(name, folder, &mut tree, &mut diagnostics);
        }
    }
    Ok((tree, diagnostics))
}

/// There is no content folder where one was looked for.
#[derive(Debug)]
pub struct NoGuide {
    /// Where it was looked for.
    pub content: PathBuf,
}

impl std::fmt::Display for NoGuide {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "no content folder at {}", self.content.display())
    }
}

impl std::error::Error for NoGuide {}

fn read_folder(name: &str, folder: &Path, tree: &mut SourceTree, diagnostics: &mut Diagnostics) {
    let inside = fs::canonicalize(folder).ok();
    let is_inside =
        |path: &Path| inside.as_ref().zip(fs::canonicalize(path).ok()).is_some_and(|(all, own)| own.starts_with(all));
    let mut walk = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        let (at, depth) = match &entry {
            Ok(entry) => (Some(entry.path()), entry.depth()),
            Err(error) => (error.path(), error.depth()),
        };
        let at = at.unwrap_or(folder).to_path_buf();
        let is_folder = entry.as_ref().is_ok_and(|entry| entry.file_type().is_dir());
        let is_link = entry.as_ref().is_ok_and(DirEntry::path_is_symlink);
        if depth > 0 && is_passed_over(&at) {
            if is_folder {
                walk.skip_current_dir();
            }
            continue;
        }
        let Some(path) = source_path(name, folder, &at) else {
            let shown = format!("{name}/{}", at.strip_prefix(folder).unwrap_or(&at).to_string_lossy());
            let id = at.file_name().unwrap_or_default().to_string_lossy().into_owned();
            diagnostics.push(Diagnostic::error("bad-id").with("id", id).at(Location::file(&SourcePath::new(shown))));
            if is_folder {
                walk.skip_current_dir();
            }
            continue;
        };
        let problem = |code| Diagnostic::error(code).at(Location::file(&path));
        let found = match entry {
            Err(error) => {
                let reason = error.io_error().map_or_else(|| error.to_string(), reason);
                Err(problem("unreadable-file").with("reason", reason))
            }
            Ok(_) if depth > 0 && is_link && !is_inside(&at) => Err(problem("link-leaves-folder")),
            Ok(_) if is_folder && is_text(&path) => Err(problem("folder-as-file")),
            Ok(_) if is_folder => continue,
            Ok(entry) => read_file(&path, &entry),
        };
        match found {
            Ok(file) => tree.insert_file(path, file),
            Err(problem) => {
                if is_folder {
                    walk.skip_current_dir();
                }
                // A record that cannot be read keeps its id.
                match is_text(&path) && !is_folder {
                    true => tree.insert_file(path, SourceFile::Problem(problem)),
                    false => diagnostics.push(problem),
                }
            }
        }
    }
}

/// Hidden files, and what editors and office programs leave behind.
fn is_passed_over(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with(['.', '#', '~']) || name.ends_with('~') || name == "Thumbs.db" || name == "desktop.ini"
}

fn source_path(name: &str, folder: &Path, path: &Path) -> Option<SourcePath> {
    let mut inner = name.to_owned();
    for part in path.strip_prefix(folder).ok()?.components() {
        inner.push('/');
        inner.push_str(part.as_os_str().to_str()?);
    }
    Some(SourcePath::new(inner))
}

fn is_text(path: &SourcePath) -> bool {
    [".md", ".yaml"].iter().any(|ending| path.as_str().ends_with(ending))
}

fn read_file(path: &SourcePath, entry: &DirEntry) -> Result<SourceFile, Diagnostic> {
    let problem = |code| Diagnostic::error(code).at(Location::file(path));
    if !(is_text(path) || path.as_str().starts_with("themes/")) {
        return Ok(SourceFile::Named);
    }
    // A pipe would be waited for until somebody writes into it.
    if !entry.file_type().is_file() {
        return Err(problem("unreadable-file").with("reason", "not a file"));
    }
    let size = entry.metadata().map_or(0, |metadata| metadata.len());
    if size > FILE_LIMIT as u64 {
        return Err(too_large(path, size));
    }
    match fs::read(entry.path()) {
        Ok(bytes) => Ok(SourceFile::Bytes(bytes)),
        Err(error) => Err(problem("unreadable-file").with("reason", reason(&error))),
    }
}

/// Why a file cannot be read: the name of a phrase where we have one, else the system's own words.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "not_found".to_owned(),
        io::ErrorKind::PermissionDenied => "no_permission".to_owned(),
        _ => error.to_string(),
    }
}

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
    /// Gets ready to replace the site in a folder.
    ///
    /// # Errors
    ///
    /// When the folder holds something that no build wrote, or another build is at work on it.
    pub fn open(named: &Path) -> anyhow::Result<Self> {
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
        Ok(Self { output, stage, _lock: lock, state: Mutex::default() })
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

impl Sink for Folder {
    fn put(&self, page: &PagePlan, bytes: Bytes<'_>) {
        if let Err(error) = self.write(page.address.as_str(), &bytes) {
            let path = self.output.join(page.address.as_str());
            self.state().failure.get_or_insert(anyhow::Error::new(error).context(path.display().to_string()));
        }
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
            let folder = Folder::open(&output).unwrap();
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
