//! `shirube verify` confirms what a record says, writes nothing else, and does so only for records that are right.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;

use common::{DAY, HIDAMARI, TestSite};
use shirube::check::{due, standings};
use shirube::model::model;
use shirube::model::part::Freshness;
use shirube::path::SourcePath;
use shirube::verify::{Confirmed, Refusal, Wanted, record_path, records, verify};

const YORU: &str = "content/shared/aoba/phone-lines/yoru.md";

/// Confirms records of a guide.
fn wanted(paths: &[&str], by: &str, items: &[&str]) -> Wanted {
    Wanted {
        records: paths.iter().map(|path| SourcePath::new(*path)).collect(),
        items: items.iter().map(ToString::to_string).collect(),
        by: by.parse().unwrap(),
        day: DAY,
    }
}

/// The guide with what was confirmed.
#[track_caller]
fn with(guide: TestSite, wanted: &Wanted) -> (TestSite, Vec<Confirmed>) {
    let confirmed = verify(&guide.tree(), wanted).unwrap();
    let bytes = |one: &Confirmed| one.bytes.clone().map(|bytes| (one.path.to_string(), bytes));
    let guide = confirmed.iter().filter_map(bytes).fold(guide, |guide, (path, bytes)| guide.file(&path, bytes));
    (guide, confirmed)
}

/// How a record and its items stand: `[("", "confirmed")]`.
fn states(guide: &TestSite, path: &str) -> Vec<(String, &'static str)> {
    let (site, _) = model(&guide.tree(), DAY);
    let record = site.records().find(|record| record.path.as_str() == path).unwrap();
    standings(&site, record).map(|standing| (standing.field.to_string(), standing.state())).collect()
}

#[test]
fn every_record_can_be_confirmed_as_it_is() {
    for guide in [TestSite::fictional(), TestSite::generated(8, "多い"), TestSite::sample()] {
        let tree = guide.tree();
        let paths: Vec<&str> = records(&tree).map(|(_, path)| path.as_str()).collect();
        assert!(paths.len() > 1);
        let (site, _) = model(&tree, DAY);
        let by = site.organisations.keys().next().unwrap().to_string();
        let (confirmed, _) = with(guide.clone(), &wanted(&paths, &by, &[]));
        let (site, _) = model(&confirmed.tree(), DAY);
        for standing in site.records().flat_map(|record| standings(&site, record).collect::<Vec<_>>()) {
            let id = standing.record.id;
            assert!(matches!(standing.freshness, Freshness::Confirmed { on, .. } if on == DAY), "{id}");
        }
        assert_eq!(due(&site, 179).len(), 0);
        assert_eq!(due(&site, 180).len(), paths.len());
        let codes: BTreeSet<&str> =
            guide.build().codes().into_iter().map(|code| code.to_owned().leak() as &str).collect();
        assert_eq!(confirmed.build().codes().into_iter().collect::<BTreeSet<_>>(), codes, "and no problem is new");
        let (again, made) = with(confirmed.clone(), &wanted(&paths, &by, &[]));
        assert!(made.iter().all(|one| one.bytes.is_none()), "a second time changes nothing");
        assert_eq!(states(&again, paths[0]), [(String::new(), "confirmed")]);
    }
}

#[test]
fn nothing_but_one_line_changes() {
    let mark = "\u{FEFF}";
    let plain = TestSite::fictional().text(HIDAMARI).to_owned();
    let with_comment = plain.replace("for: [self, family]", "for:   [self, 'family']   # だれ　が");
    let texts = [plain.clone(), with_comment.clone(), plain.replace('\n', "\r\n"), format!("{mark}{with_comment}")];
    for old in texts {
        let guide = TestSite::fictional().file(HIDAMARI, old.as_bytes());
        let new = with(guide, &wanted(&[HIDAMARI], "fukushi", &[])).0.text(HIDAMARI).to_owned();
        let line = new.split_inclusive('\n').find(|line| line.starts_with("verified: ")).unwrap();
        assert_eq!(new.replacen(line, "", 1), old);
        let source = old.split_inclusive('\n').find(|line| line.starts_with("source: ")).unwrap();
        assert!(new.contains(&format!("{source}{line}")), "it stands behind the source");
    }
    // A record without prose.
    let yaml = "name: あさの電話\nkana: あさのでんわ\nmodes: [phone]\nphones: [{ number: 03-0000-1198 }]";
    let path = "content/shared/aoba/phone-lines/asa.yaml";
    let guide = TestSite::fictional().file(path, yaml);
    let new = with(guide, &wanted(&[path], "aoba-ken", &[])).0;
    let (old, line) = new.text(path).rsplit_once('\n').unwrap();
    assert!(old == yaml && line.starts_with("verified: { date: 2026-11-20, by: aoba-ken, facts: "), "{line}");
}

#[test]
fn an_edited_fact_is_unconfirmed_and_anything_else_is_not() {
    let (guide, _) = with(TestSite::fictional(), &wanted(&[HIDAMARI], "fukushi", &[]));
    let edits = [
        ("03-0000-1234", "03-0000-1243", "changed"),
        ("市役所1階", "市役所2階", "changed"),
        ("9:00-17:00", "9:00-16:00", "changed"),
        ("そのまま話して", "ゆっくり話して", "confirmed"),
        ("\nconcerns: [talk]", "\nconcerns: []", "confirmed"),
        ("\nconcerns:", "\ncall: { first_words: こんにちは }\nconcerns:", "confirmed"),
        ("{ document: annai }", "{ document: annai, as_of: 2026-10 }", "confirmed"),
    ];
    for (from, to, state) in edits {
        assert_eq!(states(&guide.clone().edited(HIDAMARI, from, to), HIDAMARI), [(String::new(), state)], "{to}");
    }
}

#[test]
fn what_somebody_else_confirmed_is_left_to_them() {
    let (guide, _) = with(TestSite::fictional(), &wanted(&[HIDAMARI], "fukushi", &[]));
    let lists = guide.text("content/wards/midori/organisations.yaml").to_owned();
    let guide = guide
        .file("content/wards/midori/organisations.yaml", lists + "- { id: denwa, name: 電話係, kana: でんわがかり }\n");
    let earlier =
        Wanted { day: DAY.yesterday().unwrap(), ..wanted(&[HIDAMARI], "denwa", &["phones[0]", "desks[0].phones[0]"]) };
    // A confirmation of tomorrow is a problem, and says so.
    assert!(matches!(verify(&guide.tree(), &earlier), Err(Refusal::Problems(..))));
    let (guide, made) = with(guide, &Wanted { day: DAY, ..earlier });
    let states_now = states(&guide, HIDAMARI);
    let expected = ["", "phones[0]", "desks[0].phones[0]"].map(|field| (field.to_owned(), "confirmed"));
    assert_eq!(states_now, expected, "what is left of the record was confirmed with it");
    assert_eq!(
        made[0].facts.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(),
        ["phones[0].label", "phones[0].number", "desks[0].phones[0].number",]
    );
    assert_eq!(guide.text(HIDAMARI).matches("by: denwa").count(), 2);
    assert_eq!(guide.text(HIDAMARI).matches("by: fukushi").count(), 1);

    let edited = guide.edited(HIDAMARI, "03-0000-1234", "03-0000-1243");
    let (guide, made) = with(edited, &wanted(&[HIDAMARI], "fukushi", &[]));
    assert_eq!(made[0].left.iter().map(ToString::to_string).collect::<Vec<_>>(), ["phones[0]", "desks[0].phones[0]"]);
    let changed = [("", "confirmed"), ("phones[0]", "changed"), ("desks[0].phones[0]", "confirmed")];
    assert_eq!(states(&guide, HIDAMARI), changed.map(|(field, state)| (field.to_owned(), state)));
    let (guide, _) = with(guide, &wanted(&[HIDAMARI], "denwa", &["phones[0]"]));
    assert_eq!(states(&guide, HIDAMARI), expected);
}

#[test]
fn an_item_alone_does_not_confirm_its_record() {
    let (guide, _) = with(TestSite::fictional(), &wanted(&[HIDAMARI], "fukushi", &[]));
    let guide = guide.edited(HIDAMARI, "市役所1階", "市役所2階");
    let (guide, _) = with(guide, &wanted(&[HIDAMARI], "fukushi", &["phones[0]"]));
    assert_eq!(states(&guide, HIDAMARI), [("", "changed"), ("phones[0]", "confirmed")].map(|(f, s)| (f.to_owned(), s)));
    for item in ["phones[1]", "hours", "call", "phones", "phones[x]", "desks[0]", ""] {
        let refusal = verify(&guide.tree(), &wanted(&[HIDAMARI], "fukushi", &[item]));
        assert!(matches!(refusal, Err(Refusal::NoItem { .. })), "{item}: {refusal:?}");
    }
}

#[test]
fn what_is_wrong_is_not_confirmed() {
    #[track_caller]
    fn check(guide: &TestSite, by: &str, expected: &[(&str, &str)]) {
        match verify(&guide.tree(), &wanted(&[HIDAMARI, YORU], by, &[])) {
            Err(Refusal::Problems(_, problems)) => {
                let found: Vec<_> = problems.iter().map(|one| (one.location.path.as_str(), one.code)).collect();
                assert_eq!(found, expected);
            }
            other => panic!("{other:?}"),
        }
    }
    let guide = TestSite::fictional();
    let by = "midori/organisations/fukushi";
    assert!(verify(&guide.tree(), &wanted(&[HIDAMARI, YORU], by, &[])).is_ok());
    check(&guide.clone().edited(HIDAMARI, "03-0000-1234", "03-0000-12"), by, &[(HIDAMARI, "phone-digits")]);
    check(
        &guide.clone().edited(HIDAMARI, "for: [", "for: ["),
        "fukushi",
        &[("content/shared/aoba/organisations.yaml", "unknown-organisation")],
    );
    check(&guide.clone().edited(HIDAMARI, "[talk]", "[tork]"), by, &[(HIDAMARI, "unknown-concern")]);
    check(
        &guide.clone().file(
            YORU,
            "夜でも話せる電話です。
",
        ),
        by,
        &[(YORU, "missing-front-matter")],
    );
    check(&guide.clone().file(YORU, b"---\nname: \x8a\xbf\n---\n".as_slice()), by, &[(YORU, "not-utf8")]);
    // What is wrong elsewhere stands in nobody's way.
    let elsewhere = guide.clone().file("content/wards/midori/windows/x.md", "---\n---\n");
    assert!(verify(&elsewhere.tree(), &wanted(&[HIDAMARI], "fukushi", &[])).is_ok());
}

#[test]
fn a_damaged_confirmation_is_mended() {
    let guide = TestSite::fictional();
    for damaged in
        ["verified: {}", "verified: 2026-11-20", "verified: { date: 2026-11-20, by: fukushi, facts: x }", "verified:"]
    {
        let guide = guide.clone().edited(HIDAMARI, "source: {", &format!("{damaged}\nsource: {{"));
        assert!(guide.build().diagnostics.has_errors());
        let (guide, _) = with(guide, &wanted(&[HIDAMARI], "fukushi", &[]));
        assert_eq!(states(&guide, HIDAMARI), [(String::new(), "confirmed")], "{damaged}");
        assert_eq!(guide.build().problems(), [""; 0]);
    }
}

#[test]
fn a_strict_guide_can_be_confirmed_record_by_record() {
    let guide = TestSite::fictional();
    let site = guide.text("content/site.yaml").to_owned() + "unverified: refuse\n";
    let mut guide = guide.file("content/site.yaml", site);
    for (path, items) in [(HIDAMARI, &[][..]), (HIDAMARI, &["phones[0]"]), (YORU, &[])] {
        assert!(path == HIDAMARI || guide.build().diagnostics.has_errors());
        guide = with(guide, &wanted(&[path], "midori/organisations/fukushi", items)).0;
    }
    assert!(!guide.site().is_empty());
}

#[test]
fn records_are_found_by_their_ids() {
    let tree = TestSite::generated(2, "二つ").tree();
    let found = |name: &str| record_path(&tree, name).map(|path| path.to_string());
    assert_eq!(found("midori/windows/hidamari").as_deref(), Some(HIDAMARI));
    assert_eq!(found("windows/hidamari").as_deref(), Some(HIDAMARI), "only one ward has it");
    assert_eq!(found("shared/aoba/phone-lines/yoru").as_deref(), Some(YORU));
    for name in ["windows/window-0", "hidamari", "midori", "", "midori/windows/hidamari/kita", "guides/x"] {
        assert_eq!(found(name), None, "{name}");
    }
}

#[test]
fn staff_see_what_is_due_of_their_own_records_too() {
    let guide = TestSite::fictional();
    let text = guide.text(HIDAMARI).to_owned();
    let other = |lines: &str| text.replace("concerns:", &format!("{lines}\nconcerns:"));
    let guide = guide
        .file("content/wards/midori/windows/a.md", other("audience: staff"))
        .file("content/wards/midori/windows/b.md", other("status: paused"))
        .file("content/wards/midori/windows/c.md", other("status: planned"))
        .file("content/wards/midori/windows/d.md", other("status: ended"));
    let (site, _) = model(&guide.tree(), DAY);
    let named: Vec<(String, Option<String>)> = due(&site, 0)
        .iter()
        .map(|one| (one.record.id.to_string(), one.keeper().map(|keeper| keeper.to_string())))
        .collect();
    let fukushi = || Some("midori/organisations/fukushi".to_owned());
    assert_eq!(
        named,
        [
            ("midori/windows/a".to_owned(), fukushi()),
            ("midori/windows/b".to_owned(), fukushi()),
            ("midori/windows/hidamari".to_owned(), fukushi()),
            ("shared/aoba/phone-lines/yoru".to_owned(), None),
        ]
    );
}
