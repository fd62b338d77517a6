//! 「この情報は違います」: a letter to an office about this very page, or a slip of paper.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use common::{TestSite, text_of};

const PAGE: &str = "midorigaoka/windows/kurashi.html";

#[test]
fn a_letter_says_which_page_is_wrong() {
    let built = TestSite::full().build();
    let page = std::str::from_utf8(&built.files[PAGE]).unwrap();
    let (_, href) = page.split_once("mailto:annai@example.jp?").expect("a letter to the office");
    let href = href.split('"').next().unwrap();
    for part in [
        "%28midorigaoka%2Fwindows%2Fkurashi%29",
        "https%3A%2F%2Fguide.example.jp%2Faoba%2Fmidorigaoka%2Fwindows%2Fkurashi.html",
        "%0D%0A",
    ] {
        let part = part.replace("%28", "%EF%BC%88").replace("%29", "%EF%BC%89");
        assert!(href.contains(&part), "{part} in {href}");
    }
    let text = text_of(page.as_bytes());
    assert!(
        text.contains("相談はここでは受けられません。") && text.contains("相談は、ひきこもり相談窓口「ひだまり」へ")
    );
}

#[test]
fn without_an_office_there_is_a_slip() {
    let guide = TestSite::full().edited("content/site.yaml", "corrections: { email: annai@example.jp }\n", "");
    let built = guide.build();
    let page = std::str::from_utf8(&built.files[PAGE]).unwrap();
    assert!(!page.contains("annai@example.jp") && page.contains("../../correction.html"));
    assert!(text_of(&built.files["correction.html"]).contains("あおば県に渡してください"));
}

#[test]
fn an_address_that_is_none_is_a_problem() {
    let guide = TestSite::full().edited("content/site.yaml", "annai@example.jp", "annai");
    let built = guide.build();
    assert!(
        built.problems().iter().any(|problem| problem.starts_with("content/site.yaml:11:")),
        "{:?}",
        built.problems()
    );
}
