//! Reads a guide's files. Whatever stands in its folders, each file is read, named or a problem with its place.
//!
//! A [`Reader`] reads the same guide again and again and opens only the files that changed; what it gives is the same as
//! what [`read`] gives, which is a reader's first reading.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::bail;
use walkdir::{DirEntry, WalkDir};

use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::model::value::MediaName;
use crate::path::SourcePath;
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

impl Folders {
    /// Where a file of the guide is.
    #[must_use]
    pub fn path_of(&self, path: &SourcePath) -> PathBuf {
        match path.as_str().split_once('/') {
            Some(("content", inner)) => self.content.join(inner),
            Some(("themes", inner)) => self.themes.join(inner),
            _ => self.root.join(path.as_str()),
        }
    }

    /// The bytes of a file of the guide, if it can be read.
    #[must_use]
    pub fn bytes_of(&self, path: &SourcePath) -> Option<Vec<u8>> {
        fs::read(self.path_of(path)).ok()
    }
}

/// Reads a guide. What cannot be read is a problem with a place, not the end.
///
/// # Errors
///
/// When there is no content folder at all: then this is no guide.
pub fn read(folders: &Folders) -> anyhow::Result<(SourceTree, Diagnostics)> {
    Reader::default().read(folders)
}

/// Reads a guide, and remembers what it read.
#[derive(Debug, Default)]
pub struct Reader {
    known: BTreeMap<SourcePath, Known>,
    changed: Vec<SourcePath>,
}

/// A file as it was when it was read last.
#[derive(Debug)]
struct Known {
    stamp: Stamp,
    /// Whether it had rested long enough when it was read for any change since to show in its stamp.
    is_settled: bool,
    /// What came of reading it.
    file: Result<SourceFile, Diagnostic>,
}

/// What changes when a file does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
    /// Another file under the same name has another number; other bytes another change, whatever date was put on them.
    #[cfg(unix)]
    inode: (u64, i64, i64),
}

/// A file that was written this shortly before it was read may be written again within the same tick of the file
/// system's clock.
const TICK: Duration = Duration::from_millis(50);

impl Stamp {
    fn of(metadata: &fs::Metadata) -> Self {
        #[cfg(unix)]
        use std::os::unix::fs::MetadataExt as _;
        Self {
            size: metadata.len(),
            modified: metadata.modified().ok(),
            #[cfg(unix)]
            inode: (metadata.ino(), metadata.ctime(), metadata.ctime_nsec()),
        }
    }

    fn is_settled(&self, now: SystemTime) -> bool {
        self.modified.is_some_and(|modified| modified + TICK < now)
    }
}

impl Reader {
    /// Reads a guide. What cannot be read is a problem with a place, not the end.
    ///
    /// # Errors
    ///
    /// When there is no content folder at all: then this is no guide.
    pub fn read(&mut self, folders: &Folders) -> anyhow::Result<(SourceTree, Diagnostics)> {
        if !folders.content.is_dir() {
            bail!(NoGuide { content: folders.content.clone() });
        }
        let mut reading = Reading {
            now: SystemTime::now(),
            before: std::mem::take(&mut self.known),
            known: BTreeMap::new(),
            changed: Vec::new(),
            tree: SourceTree::default(),
            diagnostics: Diagnostics::default(),
        };
        for (name, folder) in [("content", &folders.content), ("themes", &folders.themes)] {
            let label = folder.strip_prefix(&folders.root).unwrap_or(folder);
            let label = label.to_string_lossy().replace('\\', "/");
            if label != name {
                reading.tree.set_label(name, label.trim_end_matches('/').to_owned());
            }
            if folder.is_dir() {
                reading.folder(name, folder);
            }
        }
        self.known = reading.known;
        self.changed = reading.changed;
        self.changed.extend(reading.before.into_keys());
        Ok((reading.tree, reading.diagnostics))
    }

    /// The files that are not as they were at the reading before the last.
    #[must_use]
    pub fn changed(&self) -> &[SourcePath] {
        &self.changed
    }
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

/// One reading of a guide.
struct Reading {
    now: SystemTime,
    before: BTreeMap<SourcePath, Known>,
    known: BTreeMap<SourcePath, Known>,
    changed: Vec<SourcePath>,
    tree: SourceTree,
    diagnostics: Diagnostics,
}

impl Reading {
    fn folder(&mut self, name: &str, folder: &Path) {
        let inside = fs::canonicalize(folder).ok();
        let is_inside = |path: &Path| {
            inside.as_ref().zip(fs::canonicalize(path).ok()).is_some_and(|(all, own)| own.starts_with(all))
        };
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
                self.diagnostics
                    .push(Diagnostic::error("bad-id").with("id", id).at(Location::file(&SourcePath::new(shown))));
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
                Ok(entry) => self.file(&path, &entry),
            };
            match found {
                Ok(file) => self.tree.insert_file(path, file),
                Err(problem) => {
                    if is_folder {
                        walk.skip_current_dir();
                    }
                    // A record or a picture that cannot be read keeps its name.
                    if !is_text(&path) || is_folder {
                        self.diagnostics.push(problem.clone());
                    }
                    if (is_text(&path) || is_picture(&path)) && !is_folder {
                        self.tree.insert_file(path, SourceFile::Problem(problem));
                    }
                }
            }
        }
    }

    /// A file as it was, if nothing has changed it since.
    fn file(&mut self, path: &SourcePath, entry: &DirEntry) -> Result<SourceFile, Diagnostic> {
        // A link to a folder outside and a pipe have no bytes to remember.
        let Some(metadata) = entry.metadata().ok().filter(fs::Metadata::is_file) else { return read_file(path, entry) };
        let stamp = Stamp::of(&metadata);
        let before = self.before.remove(path).filter(|known| known.stamp == stamp);
        let file = match &before {
            Some(known) if known.is_settled => known.file.clone(),
            _ => read_file(path, entry),
        };
        if before.is_none_or(|known| known.file != file) {
            self.changed.push(path.clone());
        }
        self.known.insert(path.clone(), Known { stamp, is_settled: stamp.is_settled(self.now), file: file.clone() });
        file
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

/// A file of a `media/` folder that goes by the name of a picture.
fn is_picture(path: &SourcePath) -> bool {
    path.as_str().contains("/media/") && path.name().parse::<MediaName>().is_ok()
}

fn read_file(path: &SourcePath, entry: &DirEntry) -> Result<SourceFile, Diagnostic> {
    let problem = |code| Diagnostic::error(code).at(Location::file(path));
    if is_picture(path) && entry.file_type().is_file() {
        let size = imagesize::size(entry.path()).ok();
        let pixels = size.and_then(|size| Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?)));
        return match pixels {
            Some((width @ 1.., height @ 1..)) => Ok(SourceFile::Picture { width, height }),
            _ => Err(problem("picture-unreadable")),
        };
    }
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
        Ok(bytes) => Ok(SourceFile::Bytes(bytes.into())),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn guide() -> (tempfile::TempDir, Folders) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().to_path_buf();
        fs::create_dir_all(root.join("content/wards/midori/windows")).unwrap();
        let folders = Folders { content: root.join("content"), themes: root.join("themes"), root };
        (folder, folders)
    }

    /// What a reader that remembers gives is what one gives that remembers nothing.
    #[test]
    fn what_is_remembered_is_what_is_there() {
        let (_folder, folders) = guide();
        let at = |path: &str| folders.content.join(path);
        let mut reader = Reader::default();
        let mut changed = |what: &str| {
            let read_again = reader.read(&folders).unwrap();
            assert_eq!(read_again, read(&folders).unwrap(), "after {what}");
            let changed: Vec<String> = reader.changed().iter().map(ToString::to_string).collect();
            changed.join(" ")
        };
        fs::write(at("site.yaml"), "a").unwrap();
        assert_eq!(changed("the first file"), "content/site.yaml");
        assert_eq!(changed("nothing"), "");
        // Within the same tick of the clock, and as long as before.
        fs::write(at("site.yaml"), "b").unwrap();
        assert_eq!(changed("an edit of the same length"), "content/site.yaml");
        fs::write(at(".site.yaml.swp"), "c").unwrap();
        fs::write(at("new"), "d").unwrap();
        fs::rename(at("new"), at("site.yaml")).unwrap();
        assert_eq!(changed("an editor's exchange"), "content/site.yaml");
        fs::write(at("wards/midori/windows/a.md"), [0xff]).unwrap();
        fs::write(at("wards/midori/windows/b.md"), vec![b'x'; crate::source::FILE_LIMIT + 1]).unwrap();
        assert_eq!(changed("new files"), "content/wards/midori/windows/a.md content/wards/midori/windows/b.md");
        assert_eq!(changed("a look at a file that is too large"), "");
        fs::create_dir_all(folders.themes.join("minato")).unwrap();
        fs::write(folders.themes.join("minato/theme.yaml"), "name: 港\n").unwrap();
        assert_eq!(changed("a new folder"), "themes/minato/theme.yaml");
        fs::remove_dir_all(at("wards")).unwrap();
        assert_eq!(changed("a folder less"), "content/wards/midori/windows/a.md content/wards/midori/windows/b.md");
    }
}
