//! A broken file is one problem: nothing else of the guide is reported because of it, whatever names it.

mod common;

use common::TestSite;
use shirube::report::Format;

#[test]
fn a_broken_file_of_the_sample_breaks_no_other() {
    let sample = TestSite::sample();
    assert!(sample.build().diagnostics.is_empty(), "the sample is right");
    for path in sample.paths() {
        let text = sample.text(path);
        let only_here = |broken: &str| only_here(&sample, path, broken);
        only_here("");
        only_here(&text.replace(": ", ": ["));
        only_here(&text.replace(": ", "："));
        only_here(&text.replacen('\n', "\nnani: \"\n", 1));
        only_here(&text.replace("\nname: ", "\nnani: ").replace(" name: ", " nani: "));
        only_here(&text.replace("id: ", "ido: "));
        only_here(&text.replace("id: ", "id: =").replace("kana: ", "kana: 漢字"));
    }
}

/// Nothing is reported outside of a file with this text.
fn only_here(sample: &TestSite, path: &str, text: &str) {
    if sample.text(path) == text {
        return;
    }
    let report = sample.clone().file(path, text).build().report(Format::Short);
    assert!(!report.is_empty(), "{path} is not broken by {text}");
    let elsewhere: Vec<&str> = report.lines().filter(|line| !line.starts_with(&format!("{path}:"))).collect();
    assert!(elsewhere.is_empty(), "{path}:\n{}\n\n{text}", elsewhere.join("\n"));
}
