//! What takes place when, whom to ask about it, and what is found by who asks, by worry and by street.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;

use common::{DAY, HIDAMARI, TestSite, text_of};
use jiff::{ToSpan as _, civil};

const GROUP: &str = "content/wards/midori/family-groups/kai.md";
const WARD: &str = "content/wards/midori/ward.md";

/// The fictional guide with a family group.
fn with_group(lines: &str) -> TestSite {
    TestSite::fictional().file(GROUP, format!("---\nname: みどり家族会\nkana: みどりかぞくかい\n{lines}---\n"))
}

#[track_caller]
fn text(site: &BTreeMap<String, Vec<u8>>, address: &str) -> String {
    text_of(site.get(address).unwrap_or_else(|| panic!("there is no page {address}")))
}

#[track_caller]
fn page(guide: &TestSite, address: &str) -> String {
    text(&guide.site(), address)
}

/// The days that a page names for machines, in its order.
fn days(site: &BTreeMap<String, Vec<u8>>, address: &str) -> Vec<String> {
    let html = String::from_utf8_lossy(&site[address]);
    let values =
        html.split("datetime=").skip(1).filter_map(|rest| rest.trim_start_matches('"').split(['"', '>']).next());
    values.filter(|value| value.parse::<civil::Date>().is_ok() && value.len() == 10).map(str::to_owned).collect()
}

#[test]
fn the_next_dates_are_said_as_far_as_they_are_few() {
    let guide = with_group("hours: 第3土曜 14:00-16:00; 12月 休み\n");
    for address in ["midori/calendar.html", "midori/family-groups/kai.html"] {
        let page = page(&guide, address);
        for expected in ["2026年（令和8年）11月", "土曜", "14時から16時まで", "2027年（令和9年）1月"]
        {
            assert!(page.contains(expected), "{expected} is missing: {page}");
        }
        let days = days(&guide.site(), address);
        assert!(!days.iter().any(|day| day.starts_with("2026-12")), "closed in December: {days:?}");
        assert_eq!(days[..2], ["2026-11-21", "2027-01-16"], "{address}");
    }
    let often = with_group("hours: 月-金 10:00-16:00\n");
    assert!(page(&often, "midori/calendar.html").contains("月曜から金曜 10時から16時まで"));
    assert_eq!(days(&often.site(), "midori/calendar.html"), [""; 0]);
    let without = TestSite::fictional().site();
    assert!(!without.contains_key("midori/calendar.html"), "windows have hours, not dates");
}

#[test]
fn no_date_of_the_next_weeks_is_left_out() {
    let guide = with_group("hours: 火・金 14:00-16:00\n");
    let days = days(&guide.site(), "midori/calendar.html");
    let expected = ["11-20", "11-24", "11-27", "12-01", "12-04", "12-08", "12-11", "12-15"];
    assert_eq!(days, expected.map(|day| format!("2026-{day}")));
    assert!(page(&guide, "midori/calendar.html").contains("12月17日までの日にちは、ぜんぶ"));
}

#[test]
fn dates_keep_to_the_wards_own_new_year() {
    let guide = with_group("hours: 土 10:00-12:00; 年末年始 休み\n");
    let dates = |guide: &TestSite| {
        let built = guide.build_on(civil::date(2026, 12, 20));
        days(&built.files, "midori/calendar.html")
    };
    let has = |days: &[String], day: &str| days.iter().any(|known| known == day);
    let usual = dates(&guide);
    assert!(!has(&usual, "2027-01-02") && has(&usual, "2027-01-09"), "{usual:?}");
    let longer = dates(&guide.edited(WARD, "main:", "year_end: 12-26/01-10\nmain:"));
    assert!(!has(&longer, "2026-12-26") && !has(&longer, "2027-01-09") && has(&longer, "2027-01-16"), "{longer:?}");
}

#[test]
fn what_has_no_dates_says_how_often_and_whom_to_ask() {
    let guide = with_group("rhythm: { every: month, day: sat, part: afternoon }\nask: windows/hidamari\n");
    let own = page(&guide, "midori/family-groups/kai.html");
    assert!(own.contains("毎月、土曜の午後"), "{own}");
    let (_, behind) = own.split_once("くわしいことは、こちらへ。").unwrap();
    let (name, _) = behind.split_once("03-0000-1234").expect("the number of the window");
    assert!(name.contains("ひだまり"), "it stands below its own name: {name}");
    assert!(!own.contains("連絡先は確認中"), "who can be asked is no gap: {own}");
    let calendar = page(&guide, "midori/calendar.html");
    assert!(calendar.contains("毎月、土曜の午後") && calendar.contains("ひだまり"), "{calendar}");

    let with_number = with_group("phones: [{ number: 03-0000-7777 }]\nask: windows/hidamari\n");
    let own = page(&with_number, "midori/family-groups/kai.html");
    assert!(own.contains("03-0000-7777") && !own.contains("03-0000-1234"), "one has a number of its own: {own}");
}

#[test]
fn a_notice_is_gone_after_its_day() {
    let notice = "notices: [{ from: 2026-11-20, to: 2026-11-22, text: 22日は電話が通じません。 }]\n";
    let of_ward = TestSite::fictional().edited(WARD, "main:", &format!("{notice}main:"));
    let of_record = TestSite::fictional().edited(HIDAMARI, "operators:", &format!("{notice}operators:"));
    let pages = ["midori/windows/hidamari.html", "midori/index.html"];
    for (guide, pages) in [(of_ward, &pages[..]), (of_record, &pages[..1])] {
        for (days, is_shown) in [(-1, false), (0, true), (2, true), (3, false)] {
            let built = guide.build_on(DAY.checked_add(days.days()).unwrap());
            for address in pages {
                let page = text(&built.files, address);
                assert_eq!(page.contains("電話が通じません"), is_shown, "{address}, {days} days on");
                if is_shown {
                    let html = std::str::from_utf8(&built.files[*address]).unwrap();
                    assert!(html.find("電話が通じません") < html.find("<h1"), "before the heading");
                }
            }
        }
    }
}

#[test]
fn a_notice_names_its_last_day_as_short_as_that_is_clear() {
    for (to, expected) in [
        ("2026-11-20", " 11月20日 "),
        ("2027-03-31", " 3月31日まで"),
        ("2027-11-20", " 2027年（令和9年）11月20日まで"),
        ("2028-03-31", " 2028年（令和10年）3月31日まで"),
    ] {
        let notice = format!("notices: [{{ from: 2026-11-20, to: {to}, text: 休みます。 }}]\n");
        let guide = TestSite::fictional().edited(HIDAMARI, "operators:", &format!("{notice}operators:"));
        let page = page(&guide, "midori/windows/hidamari.html");
        let (_, after) = page.split_once("休みます。").unwrap();
        assert!(after.split_whitespace().next() == expected.split_whitespace().next(), "{to}: {after}");
    }
}

#[test]
fn what_takes_place_on_the_same_day_stands_below_it_once() {
    let other = "---\nname: 山の会\nkana: やまのかい\nhours: 第3土曜 10:00-12:00\n---\n";
    let guide = with_group("hours: 第3土曜 14:00-16:00\n").file("content/wards/midori/family-groups/yama.md", other);
    let page = page(&guide, "midori/calendar.html");
    let days = days(&guide.site(), "midori/calendar.html");
    assert_eq!(days[..2], ["2026-11-21", "2026-12-19"], "{days:?}");
    let (_, page) = page.split_once("はじめのいくつかだけです。").unwrap();
    let place = |name: &str| page.find(name).unwrap();
    assert!(place("山の会") < place("みどり家族会") && place("みどり家族会") < place("12月"), "{page}");
}

#[test]
fn a_district_answers_with_its_city() {
    let district = "---\nname: 北区\nkana: きたく\nromaji: Kita Ward\ncode: \"990027\"\nprefecture: あおば県\nwithin: midori\n---\n";
    let site = TestSite::fictional().file("content/wards/kita/ward.md", district).site();
    let page = text(&site, "kita/index.html");
    for expected in ["みどり市の区です", "ひだまり", "03-0000-1234"] {
        assert!(page.contains(expected), "{expected} is missing: {page}");
    }
    assert!(text(&site, "midori/index.html").contains("北区"), "the city lists its wards");
    let (_, crumbs) = page.split_once("ガイドの入口").unwrap();
    assert!(crumbs.find("みどり市") < crumbs.find("北区"), "the way here leads through the city");
}

#[test]
fn lists_hold_what_fits_and_what_does_not_say() {
    let guide = with_group("for: [family]\nconcerns: [talk]\nask: windows/hidamari\n")
        .file("content/wards/midori/places/ibasho.md", "---\nname: みどりの縁側\nkana: みどりのえんがわ\n---\n");
    let site = guide.site();
    let family = text(&site, "midori/for/family.html");
    assert!(family.contains("みどり家族会") && family.contains("みどりの縁側"), "{family}");
    let own = text(&site, "midori/for/self.html");
    assert!(!own.contains("みどり家族会") && own.contains("みどりの縁側"), "{own}");
    let talk = text(&site, "midori/concerns/talk.html");
    assert!(talk.contains("みどり家族会") && !talk.contains("みどりの縁側"), "{talk}");
}

#[test]
fn a_street_leads_to_who_is_there_for_it() {
    let streets = "- { id: moto, name: 元町, kana: もとまち }\n- { id: sakura, name: 桜町, kana: さくらまち }\n";
    let guide = TestSite::fictional().file("content/wards/midori/streets.yaml", streets).edited(
        HIDAMARI,
        "kana: きたのそうだんがかり,",
        "kana: きたのそうだんがかり, serves: [moto],",
    );
    let page = page(&guide, "midori/streets.html");
    let (_, behind) = page.split_once("元町").unwrap();
    assert!(behind.contains("北の相談係"), "{page}");
    let (_, sakura) = page.split_once("桜町").unwrap();
    let (sakura, _) = sakura.split_once("元町").unwrap();
    assert!(sakura.contains("みどり市"), "a street without a window of its own leads to the ward: {sakura}");
}

#[test]
fn what_is_hidden_while_unconfirmed_is_hidden_everywhere() {
    let yoru = "content/shared/aoba/phone-lines/yoru.md";
    let facts = "hours: { text: 第3土曜 13:37-16:00 }\nrhythm: { every: quarter, times: 7 }\nserves: [moto]\nages: { to: 88 }\n";
    let streets = "- { id: moto, name: 元町, kana: もとまち }\n";
    let guide = with_group(facts)
        .file("content/wards/midori/streets.yaml", streets)
        .edited("content/site.yaml", "sample: true", "sample: true\nunverified: hide")
        .confirmed(yoru, "shared/aoba/organisations/aoba-ken");
    let signs = ["13時37分", "13:37", "3か月に7回", "7 times", "88"];
    let hold = |guide: &TestSite| {
        let site = guide.site();
        let holds = |(_, bytes): &(&String, &Vec<u8>)| signs.iter().any(|sign| text_of(bytes).contains(sign));
        let pages = site.iter().filter(|(address, _)| address.ends_with(".html"));
        let streets = text(&site, "midori/streets.html");
        (pages.filter(holds).map(|(address, _)| address.clone()).collect::<Vec<_>>(), streets.contains("みどり家族会"))
    };
    assert_eq!(hold(&guide), (Vec::new(), false), "nobody has confirmed the group");
    let (pages, is_on_street) = hold(&guide.confirmed(GROUP, "fukushi"));
    assert!(pages.len() >= 9 && is_on_street, "once it is confirmed, it is shown: {pages:?}");
}
