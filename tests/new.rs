//! What `shirube new` makes can be built at once.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use common::{DAY, TestSite, report_of, text_of};
use jiff::civil;
use shirube::draft::{Draft, Known, Refusal, kinds, target};
use shirube::messages::MessageLanguage;
use shirube::model::{form_at, model};
use shirube::path::SourcePath;
use shirube::report::Format;
use shirube::starter::starter;

fn guide() -> TestSite {
    starter().fold(TestSite::empty(), |guide, (path, bytes)| guide.file(path, bytes))
}

/// Nothing in it grows old: no confirmation that runs out, no date that passes.
#[test]
fn the_starter_has_no_problems_today_or_in_twenty_years() {
    for day in [civil::date(2020, 1, 1), DAY, civil::date(2030, 12, 31), civil::date(2046, 5, 1)] {
        let built = guide().build_on(day);
        assert_eq!(built.problems(), [""; 0], "{day}");
        assert!(text_of(&built.files["asanagi/index.html"]).contains("03-0000-1234"));
    }
}

/// Its numbers are nobody's, and whoever takes `sample` away while they are there is stopped.
#[test]
fn the_starter_is_a_sample_that_cannot_be_published() {
    let real = guide().edited("content/site.yaml", "\nsample: true\n", "\n").build();
    let codes = real.codes();
    assert!(codes.contains(&"sample-unverified") && codes.contains(&"phone-fictional"), "{codes:?}");
    let numbers = codes.iter().filter(|code| **code == "phone-fictional").count();
    let written = starter().filter(|(path, _)| path.ends_with(".md"));
    let written: usize = written.map(|(_, bytes)| String::from_utf8_lossy(bytes).matches("03-0000-").count()).sum();
    assert_eq!(numbers, written, "every number of the starter is fictional");
}

/// Every setting stands in it, and the ones that wait behind a `#` hold as they are written.
#[test]
fn the_settings_of_the_starter_are_complete_and_can_be_switched_on() {
    let path = "content/site.yaml";
    let guide = guide();
    let is_setting = |line: &str| line.starts_with('#') && !line.starts_with("# ");
    let on: Vec<&str> = guide.text(path).lines().map(|line| if is_setting(line) { &line[1..] } else { line }).collect();
    let on = on.join("\n") + "\n";
    for field in form_at(&SourcePath::new(path)).unwrap().fields() {
        // What a guide says of somebody's way back is its own.
        let stands = on.lines().any(|line| line.starts_with(&format!("{}:", field.name())));
        assert!(stands || field.name() == "stages", "{}\n{on}", field.name());
    }
    let built = guide.file(path, on).build();
    assert_eq!(built.problems(), [""; 0]);
    let page = String::from_utf8_lossy(&built.files["asanagi/windows/nagisa.html"]);
    assert!(page.contains("<title>お知らせ</title>") && page.contains("mailto:annai@guide.example.jp"), "{page}");
}

/// What a new file of a kind holds, and where it stands.
#[track_caller]
fn drafted(guide: &TestSite, kind: &str, name: &str) -> (String, String) {
    let site = model(&guide.tree(), DAY).0;
    let target = target(&site, kind, name).unwrap_or_else(|refusal| panic!("{kind} {name}: {refusal:?}"));
    let form = form_at(&target.path()).expect("its place is right");
    let prose = target.path().as_str().ends_with(".md").then_some("文");
    (target.path().to_string(), Draft::new(form, &Known::of(&site, &target)).text(prose, MessageLanguage::Ja))
}

/// Every kind of record in every place where it may stand.
fn every_kind() -> impl Iterator<Item = (&'static str, &'static str)> {
    let records = kinds().map(|(one, _)| one).filter(|one| !["ward", "theme"].contains(one));
    let places = ["asanagi/atarashii", "shared/shiokaze/atarashii"];
    let pairs = records.flat_map(move |kind| places.map(|place| (kind, place)));
    pairs.chain([("page", "guides/atarashii"), ("ward", "midori")])
}

#[test]
fn a_guide_with_one_more_file_of_any_kind_has_no_problems() {
    for (kind, name) in every_kind() {
        let (path, text) = drafted(&guide(), kind, name);
        let built = guide().file(&path, text.clone()).build();
        assert_eq!(built.problems(), [""; 0], "{kind} {name}:\n{text}\n{}", built.report(Format::Human));
    }
}

#[test]
fn every_field_stands_in_a_new_file_and_can_be_used_as_it_is_written() {
    for (kind, name) in every_kind() {
        let (path, text) = drafted(&guide(), kind, name);
        let is_field = |line: &str| line.starts_with('#') && !line.starts_with("# ");
        let used: Vec<&str> = text.lines().map(|line| if is_field(line) { &line[1..] } else { line }).collect();
        let used = used.join("\n") + "\n";
        let tree = guide().file(&path, used.clone()).tree();
        let problems = model(&tree, DAY).1;
        assert!(problems.is_empty(), "{}\n{used}", report_of(&tree, &problems, MessageLanguage::En));
        for field in form_at(&SourcePath::new(path.as_str())).unwrap().fields() {
            let stands = used.lines().any(|line| line.starts_with(&format!("{}:", field.name())));
            assert!(stands || field.name() == "verified", "{kind}: {}\n{used}", field.name());
        }
    }
}

#[test]
fn a_new_file_begins_with_what_the_guide_knows() {
    let has = |kind: &str, name: &str, line: &str| {
        let (path, text) = drafted(&guide(), kind, name);
        assert!(text.contains(&format!("\n{line}\n")), "{path}\n{text}");
    };
    has("window", "asanagi/a", "operators: [fukushi-sodan]");
    has("phone-lines", "shared/shiokaze/phone-lines/a", "operators: [shiokaze-ken]");
    has("leaflet", "asanagi/t-1", "code: t1");
    has("leaflet", "asanagi/t-1", "main: windows/nagisa");
    has("ward", "midori", "prefecture: しおかぜ県");
    has("ward", "midori", "code: \"999997\"");
    let (path, text) = drafted(&guide(), "leaflet", "asanagi/t1");
    let (_, second) = drafted(&guide().file(&path, text), "leaflet", "asanagi/t-1");
    assert!(second.contains("\ncode: t12\n"), "a code is never used twice: {second}");
}

#[test]
fn what_cannot_be_made_is_refused_with_what_was_meant() {
    let site = model(&guide().tree(), DAY).0;
    let refused = |kind: &str, name: &str| match target(&site, kind, name) {
        Err(Refusal::Phrase(phrase, values)) => {
            (phrase, values.into_iter().find(|(name, _)| *name == "nearest").map(|(_, value)| value))
        }
        Err(Refusal::Id(problem)) => (problem.code, problem.value("nearest").map(str::to_owned)),
        Ok(target) => panic!("{kind} {name} is {target:?}"),
    };
    assert_eq!(refused("windwo", "asanagi/a"), ("new_no_kind_near", Some("window".to_owned())));
    assert_eq!(refused("ringo", "asanagi/a").0, "new_no_kind");
    assert_eq!(refused("organisation", "asanagi/a").0, "new_organisation");
    assert_eq!(refused("window", "asanagy/a"), ("new_no_ward_near", Some("asanagi".to_owned())));
    assert_eq!(refused("window", "shared/shiokase/a"), ("new_no_scope_near", Some("shared/shiokaze".to_owned())));
    assert_eq!(refused("window", "asanagi/Sodan_1"), ("bad-id", Some("sodan-1".to_owned())));
    assert_eq!(refused("window", "asanagi/nagisa").0, "new_taken");
    assert_eq!(refused("window", "a/b/c").0, "new_where");
    assert_eq!(refused("window", "guides/a").0, "new_no_ward");
    assert_eq!(refused("ward", "asanagi").0, "new_taken");
    assert_eq!(refused("ward", "easy").0, "reserved-id");
    assert_eq!(refused("theme", "standard").0, "new_standard");
    assert!(target(&site, "window", "a").is_ok(), "there is one ward only");
}

#[test]
fn nobody_is_asked_to_write_a_confirmation_by_hand() {
    let (_, text) = drafted(&guide(), "window", "asanagi/a");
    assert!(text.contains("shirube verify") && !text.contains("\n#verified") && !text.contains("facts"), "{text}");
}
