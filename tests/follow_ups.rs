//! A broken file is one problem: nothing else of the guide is reported because of it, whatever names it.

mod common;

use std::path::Path;

use common::Built;
use shirube::diagnostic::Diagnostics;
use shirube::disk::{Folders, read};
use shirube::messages::MessageLanguage;
use shirube::path::SourcePath;
use shirube::report::Format;
use shirube::source::SourceTree;

#[test]
fn a_broken_file_of_the_sample_breaks_no_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = Folders { root: root.to_owned(), content: root.join("content"), themes: root.join("themes") };
    let (tree, problems) = read(&folders).expect("the sample is there");
    assert!(problems.is_empty() && Built::new(tree.clone(), problems).diagnostics.is_empty(), "the sample is right");
    let files: Vec<SourcePath> = tree.below("content/").map(|(path, _)| path.clone()).collect();
    for path in &files {
        let text = tree.text(path).expect("the sample is readable");
        only_here(&tree, path, "");
        only_here(&tree, path, &text.replace(": ", ": ["));
        only_here(&tree, path, &text.replace(": ", "："));
        only_here(&tree, path, &text.replacen('\n', "\nnani: \"\n", 1));
        only_here(&tree, path, &text.replace("\nname: ", "\nnani: ").replace(" name: ", " nani: "));
        only_here(&tree, path, &text.replace("id: ", "ido: "));
        only_here(&tree, path, &text.replace("id: ", "id: =").replace("kana: ", "kana: 漢字"));
    }
}

/// Nothing is reported outside of a file with this text.
#[track_caller]
fn only_here(tree: &SourceTree, path: &SourcePath, text: &str) {
    if tree.text(path).is_ok_and(|right| right == text) {
        return;
    }
    let mut tree = tree.clone();
    tree.insert(path.as_str(), text);
    let built = Built::new(tree, Diagnostics::default());
    let report = built.report_as(Format::Short, MessageLanguage::En);
    assert!(!report.is_empty(), "{path} is not broken by {text}");
    let elsewhere: Vec<&str> = report.lines().filter(|line| !line.starts_with(&format!("{path}:"))).collect();
    assert!(elsewhere.is_empty(), "{path}:\n{}\n\n{text}", elsewhere.join("\n"));
}
