//! What a message says to type is right when it is typed.

mod common;

use common::TestSite;
use shirube::messages::MessageLanguage;
use shirube::report::Format;

const WINDOW: &str = "content/shared/japan/windows/hidamari.md";

fn window(field: &str) -> TestSite {
    TestSite::new().file(WINDOW, format!("---\nname: ひだまり\nkana: ひだまり\n{field}\n---\n"))
}

/// The one problem of a guide is helped by this.
#[track_caller]
fn helped(site: &TestSite, hint: &str) {
    let report = site.build().report_in(Format::Human, MessageLanguage::Ja);
    let help = report.lines().find(|line| line.contains("= 直し方: ")).expect("a problem is reported");
    assert!(help.contains(hint), "{report}");
}

#[test]
fn hints_can_be_typed() {
    #[track_caller]
    fn check(key: &str, written: &str, hint: &str) {
        helped(&window(&format!("{key}: {written}")), hint);
        let mended = window(&format!("{key}: {hint}")).build();
        assert_eq!(mended.codes(), Vec::<&str>::new(), "{}", mended.report(Format::Human));
    }
    check("address", "｛ text: 本町 ｝", "{ text: 本町 }");
    check("address", "本町1番", "{ text: 本町1番 }");
    check("for", "self", "[self]");
    check("modes", "online home-visit", "[online, home-visit]");
    check("modes", "online、home-visit", "[online, home-visit]");
    check("cost", "[無料] です", "\"[無料] です\"");
    check("anonymous", "不可", "false");
    check("address", "緑町2-3, 1階", "{ text: \"緑町2-3, 1階\" }");
    check("address", "\"#7号棟\"", "{ text: \"#7号棟\" }");
    check("also", "\"@midori\"", "[\"@midori\"]");
    check("also", "\"[ひだまり] 相談室\"", "[\"[ひだまり] 相談室\"]");
}

#[test]
fn japanese_words_lead_to_the_choice_that_they_mean() {
    helped(&window("for: [本人]"), "self");
    helped(&window("modes: [来所]"), "office");
    helped(&window("status: 準備中"), "planned");
    let report = window("modes: 電話・メール").build().report_in(Format::Human, MessageLanguage::Ja);
    assert!(report.contains("phone（電話）, email（メール）"), "{report}");
    let report = window("for: [だれか]").build().report_in(Format::Human, MessageLanguage::Ja);
    assert!(report.contains("self（本人）, family（家族）"), "{report}");
}

#[test]
fn only_what_may_be_unknown_is_said_to_be_possibly_unknown() {
    helped(&window("hours:"), "確認中");
    let report = window("web:").build().report_in(Format::Human, MessageLanguage::Ja);
    assert!(!report.contains("確認中"), "{report}");
}

#[test]
fn files_are_named_as_they_were_meant() {
    #[track_caller]
    fn check(file: &str, meant: &str) {
        helped(&TestSite::new().file(&format!("content/shared/japan/windows/{file}"), ""), meant);
    }
    check("hidamari.md.txt", "hidamari.md");
    check("hidamari.txt", "hidamari.md");
    check("hidamari.yml", "hidamari.yaml");
    check("hidamari_en.md", "hidamari.en.md");
    check("Hidamari.md", "hidamari");
    let memo = TestSite::new().file("content/shared/japan/メモ.txt", "").build();
    let report = memo.report_in(Format::Human, MessageLanguage::Ja);
    assert!(!report.contains("メモ.md"), "{report}");
}

#[test]
fn names_lead_to_the_ids_that_they_mean() {
    let guide = TestSite::fictional().file("content/fields.yaml", "- { id: welfare, name: 福祉 }\n");
    let window = "content/wards/midori/windows/hidamari.md";
    for (from, to, meant) in [
        ("operators: [fukushi]", "operators: [福祉課]", "`fukushi`"),
        ("operators: [fukushi]", "operators: [ 福 祉 課 ]", "`fukushi`"),
        ("concerns: [talk]", "concerns: [話を聞いてほしい]", "`talk`"),
        ("concerns: [talk]", "concerns: [talk]\nfields: [福祉]", "`welfare`"),
        ("concerns: [talk]", "concerns: [talk]\nask: よるの電話", "`shared/aoba/phone-lines/yoru`"),
    ] {
        helped(&guide.clone().edited(window, from, to), meant);
    }
    let ward = guide.edited("content/wards/midori/ward.md", "main: windows/hidamari", "main: 相談窓口「ひだまり」");
    helped(&ward, "`windows/hidamari`");
}
