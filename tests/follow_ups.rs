//! A broken file is one problem: nothing else of the guide is reported because of it, whatever names it.

mod common;

use common::TestSite;
use shirube::report::Format;

#[test]
fn a_broken_file_of_the_sample_breaks_no_other() {
    let sample = some_wards();
    let whole = sample.build();
    assert_eq!(whole.diagnostics.errors(), 0, "the sample is right");
    let warnings = whole.report(Format::Short);
    for path in sample.paths() {
        let text = sample.text(path);
        let only_here = |broken: &str| only_here(&sample, path, broken, &warnings);
        only_here("");
        only_here(&text.replace(": ", ": ["));
        only_here(&text.replace(": ", "："));
        only_here(&text.replacen('\n', "\nnani: \"\n", 1));
        only_here(&text.replace("\nname: ", "\nnani: ").replace(" name: ", " nani: "));
        only_here(&text.replace("id: ", "ido: "));
        only_here(&text.replace("id: ", "id: =").replace("kana: ", "kana: 漢字"));
    }
}

#[test]
fn a_broken_record_may_be_the_only_confirmed_one() {
    let guide = TestSite::midori();
    assert_eq!(guide.build().diagnostics.errors(), 0, "the guide is right");
    let path = "content/wards/midorigaoka/windows/hidamari.md";
    assert!(guide.text(path).contains("\nverified: "));
    let text = guide.text(path).replacen("number: 03-1234-", "number: 03-123-", 1);
    let built = guide.file(path, text).build();
    let errors: Vec<String> = built.problems().into_iter().filter(|problem| problem.contains(": error[")).collect();
    assert_eq!(errors, [format!("{path}:14:13: error[phone-digits]")]);
}

/// The sample with two of its wards, which have records of every kind.
fn some_wards() -> TestSite {
    let sample = TestSite::sample();
    let is_other = |path: &&str| {
        let ward = path.strip_prefix("content/wards/").and_then(|rest| rest.split_once('/'));
        ward.is_some_and(|(ward, _)| !["hachioji", "oshima"].contains(&ward))
    };
    let others: Vec<String> = sample.paths().filter(is_other).map(str::to_owned).collect();
    others.iter().fold(sample, |sample, path| sample.without(path))
}

/// Nothing is reported outside of a file with this text, besides what is anyway.
fn only_here(sample: &TestSite, path: &str, text: &str, anyway: &str) {
    if sample.text(path) == text {
        return;
    }
    let report = sample.clone().file(path, text).build().report(Format::Short);
    assert!(!report.is_empty(), "{path} is not broken by {text}");
    let elsewhere: Vec<&str> =
        report.lines().filter(|line| !line.starts_with(&format!("{path}:")) && !anyway.contains(line)).collect();
    assert!(elsewhere.is_empty(), "{path}:\n{}\n\n{text}", elsewhere.join("\n"));
}
