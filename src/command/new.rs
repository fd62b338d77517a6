//! `shirube new`: makes a guide to begin with.

use std::path::{Path, PathBuf};

use anyhow::bail;

use super::{FINE, Settings};
use crate::cli::NewArgs;
use crate::disk::{create, is_free};
use crate::starter::{FIRST, starter};

pub(super) fn run(args: &NewArgs, settings: &Settings) -> anyhow::Result<u8> {
    guide(&args.path, settings)
}

/// A small guide of a fictional city.
fn guide(folder: &Path, settings: &Settings) -> anyhow::Result<u8> {
    let shown = folder.display().to_string();
    if !is_free(folder)? {
        bail!(settings.phrase("new_folder_taken", &[("path", &shown)]));
    }
    let files: Vec<(PathBuf, &[u8])> = starter().map(|(path, bytes)| (folder.join(path), bytes)).collect();
    create(&files)?;
    let cd = match folder == Path::new(".") {
        true => String::new(),
        false => format!("  cd {}\n", quoted(&shown)),
    };
    let count = files.len().to_string();
    let values = [("path", &*shown), ("count", &count), ("cd", &cd), ("first", FIRST)];
    settings.say(&settings.phrase("new_guide", &values));
    Ok(FINE)
}

/// A path as a shell takes it for one word.
fn quoted(path: &str) -> String {
    match path.contains(|c: char| c.is_whitespace() || "&;()'".contains(c)) {
        true => format!("\"{path}\""),
        false => path.to_owned(),
    }
}
