//! Lists the files of `themes/standard` for `src/theme/` and of `starter` for `src/starter.rs`, so that the binary works
//! alone and the sources exist once.
#![expect(clippy::disallowed_methods, reason = "a build script reads files")]

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    embed("themes", "standard", "standard_theme.rs")?;
    embed("starter", "", "starter.rs")
}

/// Writes a list of the files below a folder, each named as it stands below `base`.
fn embed(base: &str, folder: &str, list: &str) -> io::Result<()> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join(base);
    println!("cargo::rerun-if-changed={}", root.join(folder).display());
    let mut files = Vec::new();
    walk(&root.join(folder), &mut files)?;
    files.sort();
    let mut text = String::from("&[\n");
    for file in &files {
        let name =
            file.strip_prefix(&root).expect("walked from there").to_str().expect("UTF-8 names").replace('\\', "/");
        writeln!(text, "    ({name:?}, include_bytes!({:?})),", file.display()).expect("writing to a string");
    }
    text.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join(list), text)
}

fn walk(folder: &Path, files: &mut Vec<std::path::PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true => walk(&path, files)?,
            false => files.push(path),
        }
    }
    Ok(())
}
