//! A problem points at its own characters, however deep they stand and whatever stands before them.

mod common;

use common::TestSite;
use shirube::messages::MessageLanguage;
use shirube::report::Format;

const WINDOW: &str = "content/shared/japan/windows/hidamari.md";

#[test]
fn a_number_deep_in_a_long_file_is_pointed_at() {
    let desk = |id: &str, name: &str, kana: &str, last: &str| {
        format!(
            "  - id: {id}\n    name: {name}\n    kana: {kana}\n    hours: 月-金 9:00-17:00; 祝日・年末年始 休み\n    phones:\n      \
             - {{ label: 代表, number: 03-0000-1200 }}\n      - label: 夜間（土曜・日曜も）\n        \
             number: 確認中\n        note: |\n          つながらないときは、\n          もう一度かけてください。\n      \
             - {{ label: 相談専用, number: {last} }}\n"
        )
    };
    let desks = [
        desk("kurashi", "くらしの係", "くらしのかかり", "03-0000-1201"),
        desk("shigoto", "しごとの係", "しごとのかかり", "449-2396"),
        desk("sumai", "すまいの係", "すまいのかかり", "03-0000-1203"),
    ];
    let built = TestSite::new()
        .file(
            WINDOW,
            format!(
                "---\n# 相談窓口のカード\nname: ひきこもり相談窓口「ひだまり」\n\
                 kana: ひきこもりそうだんまどぐち「ひだまり」\ndesks:\n{}---\n話しに来てください。\n",
                desks.concat()
            ),
        )
        .build();
    let short = built.report_in(Format::Short, MessageLanguage::Ja);
    assert!(short.starts_with(&format!("{WINDOW}:29:32: error[phone-area-code]: ")), "{short}");
    assert_eq!(short.lines().count(), 1);
    let human = built.report_in(Format::Human, MessageLanguage::Ja);
    assert!(human.contains("29 |       - { label: 相談専用, number: 449-2396 }\n"), "{human}");
    assert!(human.contains("   |                                    ^^^^^^^^ 7桁しかありません\n"), "{human}");
}

#[test]
fn carets_stand_under_what_is_meant() {
    #[track_caller]
    fn check(field: &str, expected: &str) {
        let window = format!("---\nname: ひだまり\nkana: ひだまり\n{field}\n---\n");
        let report = TestSite::new().file(WINDOW, &*window).build().report_in(Format::Human, MessageLanguage::Ja);
        assert_eq!(under_the_carets(&report), [expected], "{report}");
    }
    check("phones: [{ label: 相談専用, number: 449-2396 }]", "449-2396");
    check("phones: [{ label: 「夜間」（土・日）、平日, number: 03-0000-12OO }]", "O");
    check("phones: [{ label: 相談専用, number: 03－0000－1200 内線 }]", "内線");
    check("phones: [{ label: 相談専用, number: \"449-2396\" }] # 昼だけ", "\"449-2396\"");
    check("phones: [{ label: 相談専用, nunber: 03-0000-1200 }]", "nunber");
    check("phones: [{ label：相談専用, number: 03-0000-1200 }]", "：");
    check("phones: [{ label: 相談専用, number:03-0000-1200 }]", ":");
    check("phones: [{ label: 相談専用, number: 03-0000-1200, note: 平日、昼, 夜 }]", "夜");
    check("hours: 月〜金 ９時～１７時半; 土曜 25:00-26:00", "25:00");
    check("hours: { text: 月-金 いつでも, note: 昼だけ }", "いつでも");
    check("also: [ひきこもり相談窓口, \"**ひだまり**\"]", "**");
    check("modes: [phone、email]", "、");
    check("　cost: 無料", "　");
    check("hours: { text: 24時間, note: 夜は担当が一人, nite: 7 }", "nite");
}

/// What YAML takes for a number is a text where a text belongs, also inside of what may be written in two ways.
#[test]
fn numbers_are_texts_where_texts_belong() {
    let window = |field: &str| format!("---\nname: 24\nkana: にじゅうよん\n{field}\n---\n");
    for right in ["hours: { text: 24時間, note: 7 }", "cost: 0", "phones: [{ number: 119, label: 1 }]"] {
        assert_eq!(TestSite::new().file(WINDOW, window(right)).build().codes(), Vec::<&str>::new(), "{right}");
    }
    let concern = |name: &str| TestSite::new().file("content/concerns.yaml", format!("- {{ id: a, name: {name} }}\n"));
    for right in ["\"24\"", "{ ja: 24, en: 007 }"] {
        assert_eq!(concern(right).build().codes(), ["unused-concern"], "{right}");
    }
    let report = concern("24").build().report(Format::Short);
    assert!(report.starts_with("content/concerns.yaml:1:18: error[wrong-type]: "), "{report}");
    assert!(report.contains("`\"24\"`"), "{report}");
}

/// A key that does not exist, whose value was eaten as a comment besides.
#[test]
fn two_mistakes_on_a_line_are_both_named() {
    let window = "---\nname: ひだまり\nkana: ひだまり\nphone: #7119\n---\n";
    let problems = TestSite::new().file(WINDOW, window).build().problems();
    let expected = [("4:1", "unknown-key"), ("4:8", "value-is-comment")];
    assert_eq!(problems, expected.map(|(at, code)| format!("{WINDOW}:{at}: error[{code}]")));
}

/// What the carets of a report stand under. In these tests whatever is not ASCII is two columns wide.
fn under_the_carets(report: &str) -> Vec<String> {
    let lines: Vec<&str> = report.lines().collect();
    let pairs = lines.windows(2).filter(|pair| pair[1].contains('^'));
    pairs.map(|pair| cut(pair[0], column_of(pair[1], '^'), pair[1].matches('^').count())).collect()
}

fn column_of(line: &str, sign: char) -> usize {
    line.chars().take_while(|c| *c != sign).map(width).sum()
}

/// The characters in some columns of a line.
fn cut(line: &str, from: usize, columns: usize) -> String {
    let mut column = 0;
    let placed = line.chars().map(|c| {
        column += width(c);
        (column - width(c), c)
    });
    placed.filter(|(at, _)| (from..from + columns).contains(at)).map(|(_, c)| c).collect()
}

fn width(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}
