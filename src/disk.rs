//! The disk: reads a guide's files, and takes a finished site.
//!
//! A site is written beside the old one and the two are exchanged in one step, so that whoever looks, and whenever the
//! power goes, there is one whole site or the other.
#![expect(clippy::disallowed_methods, reason = "this is the shell's file that touches the disk")]

use std::collections::BTreeSet;
use std::fs::{self, File};
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
use crate::source::{FILE_LIMIT, SourceTree, too_large};

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
    let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|entry| entry.depth() == 0 || !is_passed_over(entry)) {
        match entry {
            Ok(entry) => {
                let Some(path) = source_path(name, folder, entry.path()) else {
                    let shown = format!(
                        "{name}/{}",
                        entry.path().strip_prefix(folder).unwrap_or(entry.path()).to_string_lossy()
                    );
                    let id = entry.file_name().to_string_lossy().into_owned();
                    diagnostics
                        .push(Diagnostic::error("bad-id").with("id", id).at(Location::file(&SourcePath::new(shown))));
                    continue;
                };
                read_entry(path, folder, &entry, tree, diagnostics);
            }
            Err(error) => {
                let path = error
                    .path()
                    .and_then(|path| source_path(name, folder, path))
                    .unwrap_or_else(|| SourcePath::new(name));
                let reason = error.io_error().map_or_else(|| error.to_string(), reason);
                let problem = Diagnostic::error("unreadable-file").with("reason", reason).at(Location::file(&path));
                match is_text(&path) {
                    true => tree.insert_problem(path, problem),
                    false => diagnostics.push(problem),
                }
            }
        }
    }
}

/// Hidden files, and what editors leave behind.
fn is_passed_over(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    name.starts_with('.')
        || name.starts_with('#')
        || name.ends_with('~')
        || name == "Thumbs.db"
        || name == "desktop.ini"
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

fn read_entry(path: SourcePath, folder: &Path, entry: &DirEntry, tree: &mut SourceTree, diagnostics: &mut Diagnostics) {
    let problem = |code| Diagnostic::error(code).at(Location::file(&path));
    if entry.file_type().is_dir() {
        if is_text(&path) {
            diagnostics.push(problem("folder-as-file"));
        }
        return;
    }
    if entry.path_is_symlink() {
        let inside = fs::canonicalize(folder).ok().zip(fs::canonicalize(entry.path()).ok());
        if inside.is_none_or(|(folder, target)| !target.starts_with(folder)) {
            let problem = problem("link-leaves-folder");
            return tree.insert_problem(path, problem);
        }
    }
    let is_read = is_text(&path) || path.as_str().starts_with("themes/");
    if !is_read {
        return tree.insert_named(path.as_str());
    }
    let size = entry.metadata().map_or(0, |metadata| metadata.len());
    if size > FILE_LIMIT as u64 {
        let problem = too_large(&path, size);
        return tree.insert_problem(path, problem);
    }
    match fs::read(entry.path()) {
        Ok(bytes) => tree.insert(path.as_str(), bytes),
        Err(error) => {
            let problem = problem("unreadable-file").with("reason", reason(&error));
            tree.insert_problem(path, problem);
        }
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
    pub fn open(output: &Path) -> anyhow::Result<Self> {
        let output = match fs::canonicalize(output) {
            Ok(real) => real,
            Err(_) => std::path::absolute(output).with_context(|| output.display().to_string())?,
        };
        if output.exists() && !is_ours(&output)? {
            bail!(Foreign { output });
        }
        let parent = output.parent().with_context(|| format!("{} has no parent folder", output.display()))?;
        let name = output.file_name().context("the output folder needs a name")?.to_string_lossy().into_owned();
        let work = parent.join(".shirube");
        fs::create_dir_all(&work).with_context(|| work.display().to_string())?;
        fs::write(work.join(MARKER_NAME), "*\n").with_context(|| work.display().to_string())?;
        let lock_path = work.join(format!("{name}.lock"));
        let lock = File::create(&lock_path).with_context(|| lock_path.display().to_string())?;
        if lock.try_lock().is_err() {
            bail!(Busy { output });
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
        if !self.exchange()? {
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
    fn exchange(&self) -> anyhow::Result<bool> {
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
