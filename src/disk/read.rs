//! Reads a guide's files. Whatever stands in its folders, each file is read, named or a problem with its place.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

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
                // A record or a picture that cannot be read keeps its name.
                if !is_text(&path) || is_folder {
                    diagnostics.push(problem.clone());
                }
                if (is_text(&path) || is_picture(&path)) && !is_folder {
                    tree.insert_file(path, SourceFile::Problem(problem));
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
