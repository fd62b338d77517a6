//! What `shirube new` makes can be built at once.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use common::{DAY, TestSite, text_of};
use jiff::civil;
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
