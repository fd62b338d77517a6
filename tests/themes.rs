//! Themes that stand on others: what a child says is used, everything else is its parent's, and what is wrong with it is
//! said at its place.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use common::{Built, DAY, TestSite, text_of};
use shirube::build::Options;
use shirube::diagnostic::Diagnostics;
use shirube::language::fill;
use shirube::messages::{MessageLanguage, messages};
use shirube::report::Format;

/// A guide with a theme that stands on the standard one.
fn themed(settings: &str) -> TestSite {
    let guide = TestSite::fictional();
    let site = guide.text("content/site.yaml").to_owned() + "theme: midori\n";
    guide.file("content/site.yaml", site).file("themes/midori/theme.yaml", format!("name: みどり\n{settings}"))
}

fn text<'a>(built: &'a Built, address: &str) -> &'a str {
    std::str::from_utf8(&built.files[address]).unwrap()
}

/// The themes that come with the program are right, on a guide and on each other's.
#[test]
fn every_theme_that_we_have_is_right() {
    let mut themes = Vec::new();
    for entry in
        walkdir::WalkDir::new("themes").into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file())
    {
        let path = entry.path().to_str().unwrap().replace('\\', "/");
        themes.push((path, std::fs::read(entry.path()).unwrap()));
    }
    let guide = themes.iter().fold(TestSite::full(), |guide, (path, bytes)| guide.file(path, bytes.clone()));
    let names = themes.iter().filter_map(|(path, _)| path.strip_prefix("themes/")?.strip_suffix("/theme.yaml"));
    let names: Vec<&str> = names.collect();
    assert!(names.contains(&"standard") && names.len() > 1, "{names:?}");
    for name in names {
        let options = Options { day: DAY, only: None, theme: Some(name.parse().unwrap()) };
        let built = Built::new(guide.tree(), &options, Diagnostics::default());
        let of_themes: Vec<String> =
            built.problems().into_iter().filter(|problem| problem.starts_with("themes/")).collect();
        assert_eq!(of_themes, Vec::<String>::new(), "{name}");
        assert!(built.files.contains_key("index.html"), "{name}");
    }
}

/// The published file whose name begins like this, and its text.
#[track_caller]
fn asset<'a>(built: &'a Built, name: &str) -> &'a str {
    let start = format!("assets/{name}-");
    let (_, bytes) = built.files.iter().find(|(address, _)| address.starts_with(&start)).expect(name);
    std::str::from_utf8(bytes).unwrap()
}

#[track_caller]
fn right(guide: &TestSite) -> Built {
    let built = guide.build();
    assert_eq!(built.codes(), Vec::<&str>::new(), "{}", built.report(Format::Human));
    built
}

#[track_caller]
fn check(guide: &TestSite, problems: &[&str]) -> Built {
    let built = guide.build();
    assert_eq!(built.problems(), problems, "{}", built.report(Format::Human));
    built
}

#[track_caller]
fn says(built: &Built, words: &str) {
    let report = built.report(Format::Human);
    assert!(report.contains(words), "«{words}» is missing:\n{report}");
}

const SETTINGS: &str = "themes/midori/theme.yaml";

#[test]
fn a_child_replaces_a_block_an_asset_a_word_a_sign_and_a_colour() {
    let plain = right(&themed(""));
    let child = right(
        &themed("colours: { dark: { lamp: \"#fc0\" } }\n")
            .file(
                "themes/midori/templates/base.html",
                "{% extends \"standard/base.html\" %}{% block house %}<p>みどりの森</p>{% endblock house %}",
            )
            .file("themes/midori/assets/mark.svg", "<svg viewBox=\"0 0 1 1\"/>")
            .file("themes/midori/assets/icons.svg", "<svg><symbol id=\"mark\"><path d=\"M1 2\"/></symbol></svg>")
            .file("themes/midori/words/ja.yaml", "skip: 本文まで進む\n"),
    );
    let (page, old) = (text(&child, "midori/index.html"), text(&plain, "midori/index.html"));
    assert!(page.contains("<p>みどりの森</p>") && !page.contains("#i-town"));
    assert!(old.contains("#i-town"), "the block was there");
    assert!(page.contains("本文まで進む") && !page.contains("本文へ進む") && page.contains("現在位置"));
    assert!(page.contains("<symbol id=\"i-mark\"><path d=\"M1 2\"/>") && page.contains("<symbol id=\"i-phone\""));
    assert!(text(&child, "en/midori/index.html").contains("Skip to"), "other languages keep their word");
    assert_eq!(asset(&child, "mark"), "<svg viewBox=\"0 0 1 1\"/>");
    let (style, old) = (asset(&child, "style"), asset(&plain, "style"));
    assert!(style.contains("--lamp:#ffcc00") && style.contains("--lamp:#f6b92b"), "light keeps its own");
    assert_eq!(style.replacen("--lamp:#ffcc00", "--lamp:#ffcb5c", 1), old, "nothing else differs");
}

#[test]
fn a_grandchild_stands_on_its_parent() {
    let guide = themed("parent: mori\ncolours: { light: { ink: \"#000\" } }\n")
        .file("themes/mori/theme.yaml", "name: もり\ncolours: { light: { ink: \"#111\", soft: \"#222\" } }\n")
        .file("themes/mori/words/ja.yaml", "skip: 森へ進む\nhome: 森の入口\n")
        .file("themes/midori/words/ja.yaml", "skip: みどりへ進む\n")
        .file(
            "themes/mori/templates/404.html",
            "{% extends \"base.html\" %}{% block main %}<h1>森</h1>{% block more %}{% endblock more %}{% endblock main %}",
        )
        .file(
            "themes/midori/templates/404.html",
            "{% extends \"mori/404.html\" %}{% block more %}<p>みどり</p>{% endblock more %}",
        );
    let built = right(&guide);
    let style = asset(&built, "style");
    assert!(style.contains("--ink:#000000") && style.contains("--soft:#222222") && style.contains("--pine:#14423f"));
    let page = text(&built, "404.html");
    assert!(page.contains("<h1>森</h1><p>みどり</p>") && page.contains("みどりへ進む"), "{page}");
    assert!(text(&built, "midori/index.html").contains("森の入口"));
}

#[test]
fn another_theme_can_be_tried() {
    let guide = TestSite::fictional().file(SETTINGS, "name: みどり\ncolours: { light: { ink: \"#000\" } }\n");
    let with = |theme: &str| {
        let options = Options { day: DAY, only: None, theme: Some(theme.parse().unwrap()) };
        Built::new(guide.tree(), &options, Diagnostics::default())
    };
    assert!(asset(&right(&guide), "style").contains("--ink:#1b2322"));
    assert!(asset(&with("midori"), "style").contains("--ink:#000000"));
    assert_eq!(with("mori").codes(), ["unknown-theme"]);
}

#[test]
fn the_frame_says_what_the_theme_says() {
    let guide = themed(
        "logo: { file: logo.svg, alt: { ja: みどり市, en: Midori City } }
header: { ja: みどり市 福祉課, en: Welfare Section }
footer:
  - text: 森を大切に
  - { text: { ja: 個人情報, en: Privacy }, href: https://www.example.jp/privacy }
",
    )
    .file("themes/midori/assets/logo.svg", "<svg viewBox=\"0 0 40 20\"><path fill=\"#14423f\" d=\"M0 0h1\"/></svg>");
    let built = right(&guide);
    let (ja, en) = (text(&built, "midori/index.html"), text(&built, "en/midori/index.html"));
    assert!(ja.contains("aria-label=\"みどり市\"") && ja.contains("<small>みどり市 福祉課</small>"));
    assert!(en.contains("aria-label=\"Midori City\"") && en.contains("<small>Welfare Section</small>"));
    assert!(ja.contains("<p>森を大切に</p>") && en.contains("<span lang=\"ja\">森を大切に</span>"));
    assert!(en.contains("<a href=\"https://www.example.jp/privacy\">Privacy</a>"));
    assert!(!ja.contains("#i-mark"), "the guidepost is gone");
    assert!(ja.contains("assets/mark-"), "browsers show no picture that is not square");
    assert!(!ja.contains("assets/logo-"), "the sign comes with the style sheet");
    let style = asset(&built, "style");
    let uri = "--logo:url(\"data:image/svg+xml,%3csvg viewBox=%220 0 40 20%22%3e%3cpath fill=%22%2314423f%22 d=%22M0 0h1%22/%3e%3c/svg%3e\")";
    assert!(style.contains(uri) && style.contains("--logo-width:5.600rem") && style.contains("--logo-ground:#fff"));
    assert!(text_of(&built.files["midori/index.html"]).contains("個人情報"));
}

#[test]
fn a_square_sign_is_the_icon_of_the_browser() {
    let square = "<svg viewBox=\"0 0 40 40\"/>";
    let guide = themed("logo: { file: logo.svg, dark: night.svg, alt: みどり市 }\n")
        .file("themes/midori/assets/logo.svg", square)
        .file("themes/midori/assets/night.svg", square);
    let built = right(&guide);
    assert!(text(&built, "midori/index.html").contains("href=\"../assets/logo-"));
    let style = asset(&built, "style");
    assert!(style.contains("prefers-color-scheme:dark){:root{--logo:url(") && !style.contains("--logo-ground:#fff"));

    let png = [137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0];
    let guide = themed("logo: { file: logo.png, alt: みどり市 }\n").file("themes/midori/assets/logo.png", png);
    let built = right(&guide);
    assert!(text(&built, "midori/index.html").contains("type=\"image/png\""));
    assert!(asset(&built, "style").contains("--logo:url(\"data:image/png;base64,iVBORw0KGgo"));
}

#[test]
fn a_logo_is_a_picture() {
    let logo = |file: &str| themed(&format!("logo: {{ file: {file}, alt: みどり市 }}\n"));
    let file = |name: &str| format!("themes/midori/assets/{name}");
    let place = "themes/midori/theme.yaml:2:15: error[";
    let svg = "<svg viewBox=\"0 0 1 1\"/>";
    check(&logo("logo.js").file(&file("logo.js"), "alert(1)"), &[&format!("{place}logo-not-image]")]);
    check(&logo("logo.png").file(&file("logo.png"), svg), &[&format!("{place}logo-not-image]")]);
    check(&logo("logo.svg").file(&file("logo.svg"), "<html></html>"), &[&format!("{place}logo-not-image]")]);
    let unreadable = logo("logo.svg").file(&file("logo.svg"), b"\xFF".as_slice());
    check(&unreadable, &["themes/midori/assets/logo.svg:1:1: error[not-utf8]"]);
    check(&logo("logo.svg"), &[&format!("{place}logo-missing]")]);
    check(&logo("../theme.yaml"), &[&format!("{place}logo-missing]")]);
    says(&check(&logo("logo.svgz").file(&file("logo.svg"), svg), &[&format!("{place}logo-missing]")]), "`logo.svg`?");
    check(
        &logo("logo.svg").file(&file("logo.svg"), "<svg viewBox=\"0 0 1 1\"><script>alert(1)</script></svg>"),
        &["themes/midori/assets/logo.svg:1:24: error[active-svg]"],
    );
    check(
        &logo("logo.svg")
            .file(&file("logo.svg"), "<svg viewBox=\"0 0 1 1\"><image href=\"https://a.example/\"/></svg>"),
        &["themes/midori/assets/logo.svg:1:31: error[active-svg]"],
    );
    check(
        &themed("logo: { file: logo.svg }\n").file(&file("logo.svg"), svg),
        &["themes/midori/theme.yaml:2:9: error[missing-key]"],
    );
}

#[test]
fn colours_are_read_as_they_should_be_written() {
    let light = |lines: &str| themed(&format!("colours:\n  light:\n    {lines}\n"));
    let at = |place: &str| format!("{SETTINGS}:{place}]");
    // What most people will type first.
    says(&check(&light("pine: #14423f"), &[&at("4:11: error[value-is-comment")]), "\"#14423f\"");
    says(&check(&light("pine: 14423f"), &[&at("4:11: error[colour-notation")]), "did you mean `\"#14423f\"`?");
    check(&light("pine: \"rgb(0, 0, 0)\""), &[&at("4:11: error[colour-notation")]);
    says(&check(&light("pin: \"#14423f\""), &[&at("4:5: error[unknown-key")]), "did you mean `pine`?");
    says(&check(&themed("colors: {}\n"), &[&at("2:1: error[unknown-key")]), "did you mean `colours`?");
    right(&light("\"on\": \"#fff\""));
    right(&light("on: \"#fff\""));
}

#[test]
fn colours_must_be_told_apart_in_each_mode() {
    let said = |mode: &str, lines: &str| themed(&format!("colours:\n  {mode}:\n    {lines}\n"));
    let place = |line: usize, column: usize| format!("{SETTINGS}:{line}:{column}: error[colour-contrast]");
    let built = check(&said("dark", "ink: \"#6a6a6a\""), &[&place(4, 10)]);
    says(&built, "`ink` (#6a6a6a) and the ground it stands on, `lit` (#2a2210), are too alike (dark screens)");
    check(&said("print", "line: \"#ccc\""), &[&place(4, 11)]);
    // Who changes a ground alone has to change it back, whatever stands on it.
    let built = check(&said("light", "sheet: \"#888\""), &[&place(4, 12)]);
    says(&built, "`sheet: \"#");
    // Of two that a theme says itself, the one in front is to be changed.
    check(&said("light", "plate: \"#777\"\n    on: \"#fff\""), &[&place(5, 9)]);
    // Nothing is dark or light enough on a middle grey.
    let built = check(&said("light", "plate: \"#777\"\n    on: \"#808080\""), &[&place(5, 9)]);
    says(&built, "no change of `on` alone is enough");
    right(&said("light", "lamp: \"#fff\"\n    hair: \"#fff\""));
    right(&said("light", "line: \"#808080\""));
    // The number in a lit window is like links unless something else is said.
    right(&said("light", "pine: \"#003a70\""));
    check(&said("light", "glow: \"#999\""), &[&place(4, 11)]);
}

#[test]
fn what_is_proposed_for_a_colour_is_enough() {
    for (mode, token, written) in [
        ("light", "soft", "#999"),
        ("light", "paper", "#a0c0a0"),
        ("dark", "seal", "#c02010"),
        ("print", "pine", "#3a8"),
    ] {
        let said = |colour: &str| themed(&format!("colours: {{ {mode}: {{ {token}: \"{colour}\" }} }}\n"));
        let built = said(written).build();
        assert_eq!(built.codes(), ["colour-contrast"]);
        let problem = built.diagnostics.iter().next().unwrap();
        right(&said(problem.value("nearest").unwrap()));
    }
}

#[test]
fn parents_are_named_where_they_are_missing() {
    let at = |code: &str| format!("{SETTINGS}:2:9: error[{code}]");
    says(&check(&themed("parent: standerd\n"), &[&at("unknown-theme")]), "did you mean `standard`?");
    says(&check(&themed("parent: yama\n"), &[&at("unknown-theme")]), "the themes are midori, standard");
    let circle = themed("parent: mori\n").file("themes/mori/theme.yaml", "name: もり\nparent: midori\n");
    check(&circle, &["themes/mori/theme.yaml:2:9: error[theme-circle]"]);
    let nameless = themed("parent: mori\n").file("themes/mori/words/ja.yaml", "skip: 進む\n");
    check(&nameless, &["themes/mori/theme.yaml:1:1: error[missing-theme-yaml]"]);
    let unreadable = themed("").file(SETTINGS, b"name: \xFF\n".as_slice());
    check(&unreadable, &["themes/midori/theme.yaml:1:1: error[not-utf8]"]);
}

#[test]
fn a_theme_cannot_break_what_a_guide_promises() {
    let with = |path: &str, text: &str| themed("").file(&format!("themes/midori/{path}"), text);
    let page = |block: &str| {
        let text =
            format!("{{% extends \"standard/404.html\" %}}\n{{% block main %}}\n{block}\n{{% endblock main %}}\n");
        with("templates/404.html", &text)
    };
    let at = |place: &str| format!("themes/midori/templates/404.html:{place}]");
    check(&page("<p style=\"color: red\">a</p>"), &[&at("3:4: error[inline-code")]);
    check(&page("<p onclick=\"a()\">a</p>"), &[&at("3:4: error[inline-code")]);
    check(&page("<script src=\"https://a.example/a.js\"></script>"), &[&at("3:9: error[outside-request")]);
    check(&page("<iframe src=\"//a.example/\"></iframe>"), &[&at("3:9: error[outside-request")]);
    check(&page("<a href=\"tel:0120-000-000\">a</a>"), &[&at("3:4: error[contact-in-theme")]);
    right(&page("<a href=\"https://www.example.jp/\">みどり市</a>"));
    check(
        &with("words/ja.yaml", "skip: 03-0000-1234 へ\n"),
        &["themes/midori/words/ja.yaml:1:7: error[contact-in-theme]"],
    );
    check(&themed("header: 03-0000-1234\n"), &[&format!("{SETTINGS}:2:9: error[contact-in-text]")]);
    // The standard style sheet is refused nothing, so a copy of it with one more line is refused for that line.
    let style = std::fs::read_to_string("themes/standard/assets/style.css").unwrap() + "@import url(a.css);\n";
    let line = style.lines().count();
    check(&with("assets/style.css", &style), &[&format!("themes/midori/assets/style.css:{line}:1: error[css-file]")]);
}

/// What `shirube new theme` writes is right, and so is every line of it without the sign that makes it a comment.
#[test]
fn a_new_theme_is_right_line_by_line() {
    for language in [MessageLanguage::Ja, MessageLanguage::En] {
        let draft = fill(messages(language).term("draft_theme"), &[("name", "midori")]);
        right(&TestSite::fictional().file(SETTINGS, draft.as_str()));
        let is_yaml = |line: &str| line.contains(": ") || line.trim_end().ends_with(':') || line.contains(":  ");
        let lines = draft.lines().map(|line| match line.strip_prefix("# ") {
            Some(bare)
                if is_yaml(bare) && bare.trim_start().starts_with(|c: char| c.is_ascii_lowercase() || c == '-') =>
            {
                bare
            }
            _ => line,
        });
        let whole: String = lines.map(|line| format!("{line}\n")).collect();
        assert_eq!(whole.matches("\n  ").count(), 10, "{whole}");
        let guide = themed("").file(SETTINGS, whole.as_str());
        right(&guide.file("themes/midori/assets/logo.svg", "<svg viewBox=\"0 0 40 40\"/>"));
    }
}
