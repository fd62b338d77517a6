//! Lists the files of `themes/standard` for `src/theme.rs`, so that the binary works alone and the sources exist once.
#![expect(clippy::disallowed_methods, reason = "a build script reads files")]

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=themes/standard");
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("themes");
    let mut files = Vec::new();
    walk(&root.join("standard"), &mut files)?;
    files.sort();
    let mut list = String::from("&[\n");
    for file in &files {
        let name =
            file.strip_prefix(&root).expect("walked from there").to_str().expect("ASCII names").replace('\\', "/");
        writeln!(list, "    ({name:?}, include_bytes!({:?})),", file.display()).expect("writing to a string");
    }
    list.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("standard_theme.rs"), list)
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
