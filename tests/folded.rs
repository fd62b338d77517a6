//! Maps, folded leaflets and cards: what stands on them when there is much to say, and what is refused.
#![allow(clippy::unwrap_used)]

mod common;

use common::{TestSite, text_of};

const WARD: &str = "content/wards/asanagi";
const FIELDS: [&str; 5] = ["保健医療", "福祉", "就労", "教育", "居場所"];

/// A ward with a main window, so many others and half as many groups and places, in five fields.
fn guide(windows: usize) -> TestSite {
    let fields: String =
        FIELDS.iter().enumerate().map(|(n, name)| format!("- {{ id: f{n}, name: {name} }}\n")).collect();
    let ward = "---\nname: 朝凪市\nkana: あさなぎし\nromaji: Asanagi City\ncode: \"990019\"\nprefecture: あおば県\nmain: windows/nagisa\n---\n海のまちです。\n";
    let guide = TestSite::new()
        .file("content/shared/aoba/scope.yaml", "name: あおば県\napplies_to: { prefecture: あおば県 }\n")
        .file("content/fields.yaml", fields)
        .file("content/concerns.yaml", "- { id: talk, name: 話を聞いてほしい }\n- { id: work, name: 働くこと }\n")
        .file(&format!("{WARD}/ward.md"), ward)
        .file(&format!("{WARD}/windows/nagisa.md"), record("相談窓口なぎさ", 1000, 0));
    let each = (0..windows).flat_map(|n| {
        let gatherings = (n % 2 == 0).then_some(if n % 4 == 0 { "places" } else { "family-groups" });
        std::iter::once(("windows", n)).chain(gatherings.map(|kind| (kind, n)))
    });
    each.fold(guide, |guide, (kind, n)| {
        let (name, number) = match kind {
            "windows" => (format!("{n}番のまどぐち"), 2000 + n),
            _ => (format!("{n}番のあつまり"), 3000 + n),
        };
        guide.file(&format!("{WARD}/{kind}/r{n:02}.md"), record(&name, number, n % 9 % 5))
    })
}

fn record(name: &str, number: usize, field: usize) -> String {
    let concern = if field == 2 { "work" } else { "talk" };
    format!(
        "---\nname: {name}\nkana: かな\nfor: [self]\nconcerns: [{concern}]\nfields: [f{field}]\nmodes: [phone]\nphones: [{{ number: 03-0000-{number} }}]\nhours: 月-金 9:00-17:00; 祝日 休み\naddress: {{ text: 緑町2丁目3番 }}\n---\nゆっくりお話をうかがいます。\n"
    )
}

fn with(guide: TestSite, leaflet: &str) -> TestSite {
    guide.file(&format!("{WARD}/leaflets/kami.yaml"), format!("code: k1\ntitle: ひとりで、かかえこまない\n{leaflet}\n"))
}

/// The page of the leaflet, and the codes of its problems.
fn sheet(guide: &TestSite) -> (String, Vec<String>) {
    let built = guide.build();
    let codes = built.codes().into_iter().filter(|code| code.starts_with("leaflet")).map(str::to_owned).collect();
    let others =
        built.problems().into_iter().filter(|problem| problem.contains("error[") && !problem.contains("[leaflet-"));
    assert_eq!(others.collect::<Vec<_>>(), [""; 0]);
    let page = built.files.get("asanagi/leaflets/kami.html");
    (page.map(|page| String::from_utf8(page.clone()).unwrap()).unwrap_or_default(), codes)
}

#[test]
fn a_map_has_four_fields_around_the_main_window_of_the_ward() {
    let guide = with(guide(18), "kind: map\nentries: { from: [windows, places], group: fields, max: 40 }");
    let (page, codes) = sheet(&guide);
    assert_eq!(codes, ["leaflet-shortened"], "what records are is left out");
    let (front, back) = page.split_once("sheet wide back").unwrap();
    assert!(front.contains("相談窓口なぎさ") && front.contains("03-0000-1000"), "the ward's main window");
    assert_eq!(front.matches("class=\"field field-").count(), 4);
    let fields: Vec<usize> = FIELDS.iter().filter_map(|field| front.find(&format!("</span>{field}"))).collect();
    assert!(fields.len() == 4 && fields.is_sorted(), "in the order of the site: {fields:?}");
    assert!(!front.contains("居場所"), "the field with the fewest records is on the back");
    assert!(back.contains("13番のまどぐち") && !front.contains("13番のまどぐち"));
    assert!(back.contains("<table") && back.contains("8番のあつまり"));
}

#[test]
fn what_does_not_fit_goes_from_the_last_on_and_never_what_must_stand_there() {
    for kind in ["map", "trifold", "trifold\nfold: z"] {
        let text = format!(
            "kind: {kind}\nentries: {{ from: [windows, places, family-groups], group: fields, must: [windows/r59, family-groups/r58], max: 200 }}"
        );
        let (page, codes) = sheet(&with(guide(60), &text));
        assert_eq!(codes, ["leaflet-left-out", "leaflet-shortened"], "{kind}");
        assert!(page.contains("59番のまどぐち") && page.contains("58番のあつまり"), "{kind}");
        let text = text_of(page.as_bytes());
        let left: usize = text.split("ほか ").nth(1).unwrap().split("か所").next().unwrap().parse().unwrap();
        let all =
            (0..60).map(|n| format!("{n}番のまどぐち")).chain((0..60).step_by(2).map(|n| format!("{n}番のあつまり")));
        // A number stands before each name, so that 1番 is not taken for 11番.
        let is_shown = |name: &String| {
            text.match_indices(name.as_str()).any(|(at, _)| !text[..at].ends_with(|c: char| c.is_ascii_digit()))
        };
        let missing = all.filter(|name| !is_shown(name)).count();
        assert_eq!(missing, left, "{kind}");
    }
}

#[test]
fn what_must_stand_there_and_does_not_fit_is_an_error() {
    let must: Vec<String> = (0..40).map(|n| format!("windows/r{n:02}")).collect();
    let must = must.join(", ");
    for kind in ["map", "trifold"] {
        let text = format!("kind: {kind}\nentries: {{ from: [windows], group: fields, must: [{must}] }}");
        assert_eq!(sheet(&with(guide(40), &text)).1, ["leaflet-overflow"], "{kind}");
    }
}

#[test]
fn a_folded_leaflet_is_read_from_its_cover_on() {
    let text =
        "kind: trifold\nlead: 話してみませんか。\nentries: { from: [windows, places], group: concerns, max: 20 }";
    let (page, codes) = sheet(&with(guide(8), text));
    assert_eq!(codes, ["leaflet-shortened"], "what records are is left out");
    let places: Vec<usize> =
        ["<h1>", "panel flap", "panel back", "<svg", "sheet wide inside", "お困りのことから", "集まり・行ける場所"]
            .iter()
            .map(|piece| page.find(piece).unwrap_or_else(|| panic!("{piece}")))
            .collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(page.contains("class=roll") || page.contains("class=\"roll\""));
}

#[test]
fn a_card_is_there_once_for_those_who_listen() {
    let (page, codes) = sheet(&with(guide(1), "kind: cards\nmain: windows/r00"));
    assert_eq!(codes, [""; 0]);
    assert_eq!(page.matches("0番のまどぐち").count(), 10);
    assert_eq!(page.matches("03-0000-2000").count(), 10);
    assert_eq!(page.matches("<h1").count(), 1);
    assert_eq!(page.matches("data-modules").count(), 10);
    let page = page.replace('"', "");
    let cards: Vec<&str> = page.split("<div class=card").skip(1).collect();
    let hidden = cards.iter().filter(|card| card.split('>').next().unwrap().contains("aria-hidden")).count();
    assert_eq!((cards.len(), hidden), (10, 9));
}

#[test]
fn a_long_name_makes_a_card_smaller_until_it_is_refused() {
    let named = |length: usize| {
        let name: String = "海".repeat(length);
        let guide = guide(0).file(&format!("{WARD}/windows/nagai.md"), record(&name, 1234, 0));
        sheet(&with(guide, "kind: cards\nmain: windows/nagai"))
    };
    let (short, codes) = named(10);
    assert!(codes.is_empty() && short.contains("c-14"), "{codes:?}");
    let (long, codes) = named(30);
    assert!(codes == ["leaflet-shortened"] && !long.contains("c-14"), "{codes:?}");
    assert_eq!(named(60).1, ["leaflet-overflow"]);
}

#[test]
fn both_sides_of_a_sample_say_so() {
    for (kind, second) in [("map", "sheet wide back"), ("trifold", "sheet wide inside")] {
        let text = format!("kind: {kind}\nentries: {{ from: [windows, places], group: fields, max: 4 }}");
        let guide = with(guide(4), &text);
        let is_sample = guide.text("content/site.yaml").contains("sample: true");
        let (page, _) = sheet(&guide);
        let (front, back) = page.split_once(second).unwrap();
        assert!(is_sample && front.contains("見本") && back.contains("見本"), "{kind}: {page}");
    }
}

#[test]
fn readings_are_named_where_everything_fits_without_them() {
    let must: Vec<String> = (0..40).map(|n| format!("windows/r{n:02}")).collect();
    let found = (18..40).step_by(2).find_map(|count| {
        let must = must[..count].join(", ");
        let text = format!("kind: trifold\nentries: {{ from: [windows], must: [{must}] }}\nreadings: true");
        let problems = with(guide(40), &text).build().problems();
        problems.into_iter().find(|problem| problem.contains("[leaflet-overflow]"))
    });
    assert_eq!(found.unwrap(), format!("{WARD}/leaflets/kami.yaml:5:11: error[leaflet-overflow]"));
}
