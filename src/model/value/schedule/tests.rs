//! The notation: what is read, what is printed, what is refused and what is offered instead.

use super::*;

#[track_caller]
fn reads(written: &str, canonical: &str) {
    let schedule: Schedule = written.parse().unwrap_or_else(|fault| panic!("{written}: {fault:?}"));
    assert_eq!(schedule.to_string(), canonical, "{written}");
    assert_eq!(canonical.parse::<Schedule>().unwrap(), schedule, "what is printed is read back");
}

/// The code and the place of a fault, and what is offered in its place.
#[track_caller]
fn refuses(written: &str, code: &str, place: &str, nearest: Option<&str>) {
    let fault = written.parse::<Schedule>().unwrap_err();
    let offered = fault.values.iter().find(|(name, _)| *name == "nearest").map(|(_, value)| value.as_str());
    let range = fault.range.unwrap_or(0..written.len());
    assert_eq!((fault.code, &written[range], offered), (code, place, nearest), "{written}");
    if let Some(nearest) = nearest {
        assert_eq!(nearest.parse::<Schedule>().unwrap().to_string(), nearest, "what is offered is canonical");
    }
}

#[test]
fn weekdays_and_hours() {
    reads("月-金 10:00-17:00", "月-金 10:00-17:00");
    reads("月～金　１０：００～１７：００", "月-金 10:00-17:00");
    reads("月〜金 10時〜17時; 祝日・年末年始 休み", "月-金 10:00-17:00; 祝日・年末年始 休み");
    reads("月-金 8:30-16:30; 年末年始・祝日 休み", "月-金 8:30-16:30; 祝日・年末年始 休み");
    reads("月曜日・水曜日 9:00-12:00、13:00-17:00", "月・水 9:00-12:00, 13:00-17:00");
    reads("月・火 9時半から12時まで", "月・火 9:30-12:00");
    reads("土-月 9:00-12:00", "土-月 9:00-12:00");
    reads("金-月 9:00-12:00", "金-月 9:00-12:00");
    reads("水・金・土・日・月 9:00-12:00", "水・金-月 9:00-12:00");
    reads("日・月 9:00-12:00", "月・日 9:00-12:00");
    reads("24時間・365日", "24時間");
    reads("24時間（年中無休）", "24時間");
    reads("毎日 9:00-17:00（年中無休）", "毎日 9:00-17:00");
    reads("月-金 9:00-17:00; 土 9:00-12:00; 祝日は休み", "月-金 9:00-17:00; 土 9:00-12:00; 祝日 休み");
    reads("月-金 9:00-17:00。水 17:00-20:00。", "月-金 9:00-17:00; 水 17:00-20:00");
    reads("24時間", "24時間");
    reads("毎日 24時間", "24時間");
    reads("24時間365日", "24時間");
    reads("365日 24時間受付", "24時間");
    reads("年中無休 9:00-17:00", "毎日 9:00-17:00");
    reads("月-日 10:00-24:00", "毎日 10:00-24:00");
    reads("土・日 24時間", "土・日 24時間");
    reads("8月 24時間", "8月 毎日 24時間");
    reads("毎週月曜日から金曜日まで 9:00-17:00", "月-金 9:00-17:00");
    reads("月～金：9:00～17:00", "月-金 9:00-17:00");
    reads("月・水\n9:00-17:00", "月・水 9:00-17:00");
    reads("土・日・祝日 10:00-15:00", "土・日・祝日 10:00-15:00");
    reads("祝日のみ 10:00-15:00", "祝日 10:00-15:00");
    reads("水・祝日・月 10:00-15:00", "月・水・祝日 10:00-15:00");
    reads("毎日 9:00-17:00; 水 休み", "毎日 9:00-17:00; 水 休み");
}

#[test]
fn times_of_day() {
    reads("月 午前10時～午後3時", "月 10:00-15:00");
    reads("月 午後1時半～4時", "月 13:30-16:00");
    reads("月 午後1時半～午後4時15分", "月 13:30-16:15");
    reads("月 午前9時から正午まで、午後0時半から5時", "月 9:00-12:00, 12:30-17:00");
    reads("金 22:00-翌5:00", "金 22:00-翌5:00");
    reads("金 22時～翌朝5時", "金 22:00-翌5:00");
    reads("金 22:00-翌0:00", "金 22:00-24:00");
    reads("毎日 9:00-翌9:00", "毎日 9:00-翌9:00");
    reads("月 10:00-12:00・13:00-17:00", "月 10:00-12:00, 13:00-17:00");
    reads("月 10:00-12:00と13:00-17:00", "月 10:00-12:00, 13:00-17:00");
    reads("月 0:00-24:00", "月 24時間");
}

#[test]
fn numbered_weekdays_and_days_of_the_month() {
    reads("第1・第4土曜14:00～17:00; 第2土曜 9:00-12:00", "第1・第4土曜 14:00-17:00; 第2土曜 9:00-12:00");
    reads("毎月第1・3土曜日 10:00-12:00", "第1・第3土曜 10:00-12:00");
    reads("第一・第三土曜 10:00-12:00", "第1・第3土曜 10:00-12:00");
    reads("第1土曜と第3土曜 10:00-12:00", "第1・第3土曜 10:00-12:00");
    reads("第1土曜・第3日曜 10:00-12:00", "第1土曜 10:00-12:00; 第3日曜 10:00-12:00");
    reads("第1～第3土曜 10:00-12:00", "第1・第2・第3土曜 10:00-12:00");
    reads("第5土曜 10:00-12:00", "第5土曜 10:00-12:00");
    reads("最終金曜日 10:00-12:00", "最終金曜 10:00-12:00");
    reads("第1・最終金曜 10:00-12:00", "第1・最終金曜 10:00-12:00");
    reads("第1・第3 月・水 10:00-12:00", "第1・第3 月・水 10:00-12:00");
    reads("第2 月-金 10:00-12:00", "第2 月-金 10:00-12:00");
    reads("毎月5日・15日 10:00-12:00", "毎月5日・15日 10:00-12:00");
    reads("毎月15日・末日 10:00-12:00", "毎月15日・末日 10:00-12:00");
    reads("毎月1日～3日・15日 10:00-12:00", "毎月1日・2日・3日・15日 10:00-12:00");
    reads("毎月末日 10:00-12:00", "毎月末日 10:00-12:00");
    reads("毎月第3土曜の14時から16時まで", "第3土曜 14:00-16:00");
}

#[test]
fn months_and_intervals() {
    reads("4・6・10月 第3土曜 10:00-12:00", "4・6・10月 第3土曜 10:00-12:00");
    reads("4月、6月、10月の第3土曜 10:00-12:00", "4・6・10月 第3土曜 10:00-12:00");
    reads("4-9月 月-金 9:00-17:00", "4-9月 月-金 9:00-17:00");
    reads("11月～3月 月-金 9:00-17:00", "11-3月 月-金 9:00-17:00");
    reads("4・5・11-2月 土 9:00-17:00", "4・5・11-2月 土 9:00-17:00");
    reads("奇数月 第2火曜 9:00-17:00", "奇数月 第2火曜 9:00-17:00");
    reads("2・4・6・8・10・12月 第2火曜 9:00-17:00", "偶数月 第2火曜 9:00-17:00");
    reads("4・6月 5日・15日 9:00-17:00", "4・6月の5日・15日 9:00-17:00");
    reads("4月の5日 9:00-17:00", "4月の5日 9:00-17:00");
    reads("奇数月の末日 9:00-17:00", "奇数月の末日 9:00-17:00");
    reads("隔週土曜（2026-04-04から） 10:00-12:00", "隔週土曜（2026-04-04から） 10:00-12:00");
    reads("隔週 月・水（令和8年4月6日から） 10:00-12:00", "隔週 月・水（2026-04-06から） 10:00-12:00");
    reads("隔月 第4火曜（2026-04から） 13:30-16:30", "隔月 第4火曜（2026-04から） 13:30-16:30");
    reads("隔月第4日曜（2026年5月から） 13:30-16:30", "隔月 第4日曜（2026-05から） 13:30-16:30");
    reads("隔月の5日（2026-04から） 13:30-16:30", "隔月の5日（2026-04から） 13:30-16:30");
    reads(
        "隔月 第4火曜（2026-04から） 13:30-16:30; 隔月 第4日曜（2026-05から） 13:30-16:30",
        "隔月 第4火曜（2026-04から） 13:30-16:30; 隔月 第4日曜（2026-05から） 13:30-16:30",
    );
}

#[test]
fn periods_dates_and_places() {
    reads("4月1日-9月30日 月-金 9:00-17:00", "4月1日-9月30日 月-金 9:00-17:00");
    reads("毎年12月1日から3月15日まで 月-金 9:00-17:00", "12月1日-3月15日 月-金 9:00-17:00");
    reads("2026-04-01から2026-09-30まで 月-金 9:00-17:00", "2026-04-01から2026-09-30まで 月-金 9:00-17:00");
    reads("2026-04-01〜2026-09-30 月-金 9:00-17:00", "2026-04-01から2026-09-30まで 月-金 9:00-17:00");
    reads("令和8年4月1日から 月-金 9:00-17:00", "2026-04-01から 月-金 9:00-17:00");
    reads("2026-09-30まで 月-金 9:00-17:00", "2026-09-30まで 月-金 9:00-17:00");
    reads("令和8年度 月-金 9:00-17:00", "2026-04-01から2027-03-31まで 月-金 9:00-17:00");
    reads("2026-04-01から 奇数月 第2火曜 9:00-17:00", "2026-04-01から 奇数月 第2火曜 9:00-17:00");
    reads("2026-12-05 14:00-16:00", "2026-12-05 14:00-16:00");
    reads("2026-12-05・2027-01-09 14:00-16:00（市民会館）", "2026-12-05・2027-01-09 14:00-16:00（市民会館）");
    reads("令和9年1月9日・R8.12.5 14:00-16:00", "2026-12-05・2027-01-09 14:00-16:00");
    reads("2026年12月5日（土） 14:00-16:00", "2026-12-05 14:00-16:00");
    reads(
        "2026年12月5日（土）・12日（土）・2027年1月9日 14:00-16:00",
        "2026-12-05・2026-12-12・2027-01-09 14:00-16:00",
    );
    reads("2026/12/5(土)、2027/1/9(土) 14:00-16:00", "2026-12-05・2027-01-09 14:00-16:00");
    reads(
        "月・木 10:00-16:00（会場A）; 火・水・金 10:00-16:00(会場B (2階))",
        "月・木 10:00-16:00（会場A）; 火・水・金 10:00-16:00（会場B (2階)）",
    );
    reads("24時間（電話）", "24時間（電話）");
    reads("月 9:00-12:00（会場A）; 月 9:00-12:00（会場B）", "月 9:00-12:00（会場A）; 月 9:00-12:00（会場B）");
}

#[test]
fn closed_days() {
    reads("第3土曜 9:00-12:00; 8月・祝日 休み", "第3土曜 9:00-12:00; 祝日・8月 休み");
    reads("毎日 9:00-17:00; 第3月曜 休み", "毎日 9:00-17:00; 第3月曜 休み");
    reads("毎日 9:00-17:00; 年度末・8月13日-16日 休み", "毎日 9:00-17:00; 3月31日・8月13日-8月16日 休み");
    reads("毎日 9:00-17:00; 2026-12-28 休み", "毎日 9:00-17:00; 2026-12-28 休み");
    reads("毎日 9:00-17:00; 2026-12-28から2027-01-08まで 休み", "毎日 9:00-17:00; 2026-12-28から2027-01-08まで 休み");
    reads("毎日 9:00-17:00; 12月29日～翌年1月3日 休み", "毎日 9:00-17:00; 12月29日-1月3日 休み");
    reads("毎日 9:00-17:00; 12月29日～1月3日 休み", "毎日 9:00-17:00; 12月29日-1月3日 休み");
    reads(
        "毎日 9:00-17:00; 毎月末日・水・第3月曜・8月・12月・祝日・2027-01-05・年末年始 休み",
        "毎日 9:00-17:00; 祝日・水・第3月曜・毎月末日・2027-01-05・8・12月・年末年始 休み",
    );
    reads("毎日 9:00-17:00; 8月・12月29日-1月3日 休み", "毎日 9:00-17:00; 8月・12月29日-1月3日 休み");
    reads("祝日は休み; 月-金 9:00-17:00; 8月はお休みです", "月-金 9:00-17:00; 祝日・8月 休み");
    reads("月-金 9:00-17:00; 祝日 10:00-15:00", "月-金 9:00-17:00; 祝日 10:00-15:00");
}

#[test]
fn what_cannot_be_read_is_pointed_at() {
    refuses("月-金 いつでも", "hours-notation", "いつでも", None);
    refuses("9:00-17:00", "hours-notation", "9:00-17:00", None);
    refuses("月ー金 9:00-17:00", "hours-notation", "ー", Some("月-金 9:00-17:00"));
    refuses("月一金 9:00ー17:00", "hours-notation", "一", Some("月-金 9:00-17:00"));
    refuses("9:00-17:00（月-金）", "hours-notation", "9:00-17:00", Some("月-金 9:00-17:00"));
    refuses("9:00-17:00 月～金; 祝日 休み", "hours-notation", "9:00-17:00", Some("月-金 9:00-17:00; 祝日 休み"));
    refuses("月-金 9:00-17:00 土 9:00-12:00", "hours-notation", "土", Some("月-金 9:00-17:00; 土 9:00-12:00"));
    refuses("月-金 9:00-17:00、土 9:00-12:00", "hours-notation", "土", Some("月-金 9:00-17:00; 土 9:00-12:00"));
    refuses(
        "月 9:00-12:00（会場A）、火 9:00-12:00（会場B）",
        "hours-notation",
        "火",
        Some("月 9:00-12:00（会場A）; 火 9:00-12:00（会場B）"),
    );
    refuses("月 水 金 9:00-17:00", "hours-notation", "水", Some("月・水・金 9:00-17:00"));
    refuses("月・水及び金 9:00-17:00", "hours-notation", "及び", Some("月・水・金 9:00-17:00"));
    refuses(
        "月-金 9:00-17:00; 12/29-1/3 休み",
        "hours-notation",
        "12/29",
        Some("月-金 9:00-17:00; 12月29日-1月3日 休み"),
    );
    refuses("5日・15日 9:00-12:00", "hours-notation", "5日・15日", None);
    refuses("8月 月・水 休み; 毎日 9:00-12:00", "hours-notation", "月・水", None);
    refuses("8月 10:00-12:00", "hours-notation", "10:00-12:00", None);
    refuses("年末年始 10:00-15:00", "hours-notation", "年末年始", None);
    refuses("月 9:00-12:00（）", "hours-notation", "（）", None);
    refuses("月 9:00-12:00（土）", "hours-notation", "土", None);
    refuses("月 9:00-12:00（会場A", "hours-notation", "（", None);
    refuses("月 9:00-12:00（会場A）2階", "hours-notation", "2階", None);
    refuses("月 9:00-12:00（電話 03-0000-1200）", "contact-in-text", "03-0000-1200", None);
    refuses("祝日 休み", "hours-notation", "祝日 休み", None);
    refuses("", "hours-notation", "", None);
    refuses("月-金 9:00-17:00;; 土 9:00-12:00", "hours-notation", ";", None);
    refuses("2026-02-29 9:00-12:00", "date-impossible", "2026-02-29", None);
    refuses("8月32日 休み; 月 9:00-12:00", "date-impossible", "8月32日", None);
    refuses("13月 月 9:00-12:00", "date-impossible", "13月", None);
    refuses("毎月32日 9:00-12:00", "date-impossible", "32日", None);
}

#[test]
fn a_bare_day_has_the_month_of_the_date_before_it() {
    let closed = |written: &str, canonical: &str| {
        reads(&format!("月-金 9:00-17:00; {written} 休み"), &format!("月-金 9:00-17:00; {canonical} 休み"));
    };
    closed("8月13日・14日・15日", "8月13日・8月14日・8月15日");
    closed("12月28日・29日", "12月28日・12月29日");
    closed("12月29日、30日、31日", "12月29日・12月30日・12月31日");
    closed("5月3日と4日", "5月3日・5月4日");
    closed("8月13日・15日-17日", "8月13日・8月15日-8月17日");
    closed("12月29日-1月3日・5日", "1月5日・12月29日-1月3日");
    closed("12月29日・30日・31日・1月1日-3日", "1月1日-1月3日・12月29日・12月30日・12月31日");
    reads("8月13日・14日 毎日 9:00-12:00", "8月13日 毎日 9:00-12:00; 8月14日 毎日 9:00-12:00");
    refuses("月 9:00-12:00; 12月29日・3日 休み", "hours-order", "3日", None);
    refuses("月 9:00-12:00; 8月・15日 休み", "hours-notation", "15日", None);
    refuses("月 9:00-12:00; 8月13日 休み; 14日 休み", "hours-notation", "14日", None);
    refuses("月 9:00-12:00; 8月30日・31日・32日 休み", "date-impossible", "32日", None);
}

#[test]
fn a_bare_date_has_the_year_of_the_date_before_it() {
    reads("2026-12-05・12-12 14:00-16:00", "2026-12-05・2026-12-12 14:00-16:00");
    reads("2026/12/5、12/12(土) 14:00-16:00", "2026-12-05・2026-12-12 14:00-16:00");
    refuses("2026-12-05・01-09 14:00-16:00", "hours-order", "01-09", Some("2026-12-05・2027-01-09 14:00-16:00"));
    refuses(
        "2026年12月5日・12月12日・19日 14:00-16:00",
        "hours-notation",
        "12月12日・19日",
        Some("2026-12-05・2026-12-12・2026-12-19 14:00-16:00"),
    );
}

#[test]
fn a_period_does_not_end_before_it_begins() {
    let all = |written: &str| format!("月 9:00-12:00; {written} 休み");
    let order = |written: &str, nearest: Option<&str>| {
        refuses(&all(written), "hours-order", written, nearest.map(all).as_deref());
    };
    order("12月29日-3日", Some("12月29日-1月3日"));
    order("11月20日-12日", Some("11月20日-12月12日"));
    order("3月20日～5日", Some("3月20日-4月5日"));
    order("11月20日-11月12日", None);
    refuses("3月20日-5日 月 9:00-12:00", "hours-order", "3月20日-5日", Some("3月20日-4月5日 月 9:00-12:00"));
    reads("12月1日-3月15日 月 9:00-12:00", "12月1日-3月15日 月 9:00-12:00");
    reads(&all("12月29日-1月3日"), &all("12月29日-1月3日"));
    reads(&all("12月29日-31日"), &all("12月29日-12月31日"));
}

#[test]
fn times_that_are_none() {
    refuses("月-金 25:00-26:00", "hours-time", "25:00", None);
    refuses("月-金 9:00-25:00", "hours-time", "25:00", Some("月-金 9:00-翌1:00"));
    refuses("月-金 18:00-24:30", "hours-time", "24:30", Some("月-金 18:00-翌0:30"));
    refuses("月-金 9:60-17:00", "hours-time", "9:60", None);
    refuses("月-金 9:5-17:00", "hours-time", "9:5", None);
    refuses("月-金 10-17時", "hours-time", "10", Some("月-金 10:00-17:00"));
    refuses("月-金 午後13時-17時", "hours-time", "午後13時", Some("月-金 13:00-17:00"));
    refuses("月-金 午前9時-午後12時", "hours-time", "午後12時", None);
    refuses("月-金 翌1:00-翌5:00", "hours-time", "翌1:00", None);
    refuses("月-金 17:00-9:00", "hours-order", "17:00-9:00", Some("月-金 17:00-翌9:00"));
    refuses("月-金 10:00-4:00", "hours-order", "10:00-4:00", Some("月-金 10:00-16:00"));
    refuses("月-金 10:00-10:00", "hours-order", "10:00-10:00", Some("月-金 10:00-22:00"));
    refuses("毎月25日～5日 9:00-12:00", "hours-order", "25日～5日", None);
    refuses("第3～第1土曜 9:00-12:00", "hours-order", "第3～第1", None);
    refuses("2026-09-30から2026-04-01まで 月 9:00-12:00", "hours-order", "2026-09-30から2026-04-01まで", None);
    refuses("月-金 10時～", "hours-open-end", "10時～", None);
    refuses("月-金 10時から", "hours-open-end", "10時から", None);
    refuses("月-金 ～17時", "hours-open-end", "～17時", None);
    refuses("月-金 17時まで", "hours-open-end", "17時まで", None);
    refuses("月-金 9:00", "hours-open-end", "9:00", None);
    refuses("4月1日から 月-金 9:00-17:00", "hours-open-end", "4月1日から", None);
    refuses("月-金 9:00-12:00, 11:00-17:00", "hours-overlap", "11:00-17:00", None);
    refuses("月 9:00-翌10:00", "hours-overlap", "9:00-翌10:00", None);
}

#[test]
fn rules_that_do_not_go_together() {
    refuses("月-金 9:00-17:00; 水・土 16:30-20:00", "hours-overlap", "水・土 16:30-20:00", None);
    refuses("土 9:00-12:00; 第3土曜 10:00-15:00", "hours-overlap", "第3土曜 10:00-15:00", None);
    refuses("4-9月 土 9:00-12:00; 9-3月 土 10:00-15:00", "hours-overlap", "9-3月 土 10:00-15:00", None);
    refuses("土・祝日 9:00-12:00; 日・祝日 10:00-15:00", "hours-overlap", "日・祝日 10:00-15:00", None);
    refuses("最終土曜 9:00-12:00; 第4土曜 10:00-15:00", "hours-overlap", "第4土曜 10:00-15:00", None);
    reads("最終土曜 9:00-12:00; 第3土曜 10:00-15:00", "最終土曜 9:00-12:00; 第3土曜 10:00-15:00");
    reads("4-9月 土 9:00-12:00; 10-3月 土 10:00-15:00", "4-9月 土 9:00-12:00; 10-3月 土 10:00-15:00");
    reads("月-金 9:00-17:00; 2026-12-28 9:00-12:00", "月-金 9:00-17:00; 2026-12-28 9:00-12:00");
    refuses("月 9:00-12:00; 祝日・祝日 休み", "hours-double", "祝日", Some("月 9:00-12:00; 祝日 休み"));
    refuses(
        "月 9:00-12:00; 祝日 休み; 年末年始・祝日 休み",
        "hours-double",
        "祝日",
        Some("月 9:00-12:00; 祝日・年末年始 休み"),
    );
    refuses("祝日 10:00-15:00; 祝日 休み", "hours-double", "祝日", None);
    refuses("祝日 休み; 土・祝日 10:00-15:00", "hours-double", "土・祝日 10:00-15:00", None);
    refuses("2026-12-05 10:00-15:00; 2026-12-05 休み", "hours-double", "2026-12-05", None);
    refuses("月 9:00-12:00; 8月・祝日・7-9月 休み", "hours-double", "7-9月", Some("月 9:00-12:00; 祝日・8月 休み"));
}

#[test]
fn days_that_are_none() {
    refuses("第6土曜 10:00-12:00", "hours-nth", "第6土曜", None);
    refuses("第1・0土曜 10:00-12:00", "hours-nth", "0土曜", None);
    refuses("隔週土曜 10:00-12:00", "hours-start", "隔週土曜", None);
    refuses("隔月 第4火曜 10:00-12:00", "hours-start", "隔月", None);
    refuses(
        "隔週土曜（2026-04-05から） 10:00-12:00",
        "hours-start",
        "隔週土曜（2026-04-05から）",
        Some("隔週土曜（2026-04-04から） 10:00-12:00"),
    );
    refuses("第4火曜と第4日曜を隔月交互 13:30～16:30", "hours-start", "を隔月交互", None);
    refuses("2026年12月5日（土）・12日（日） 14:00-16:00", "hours-weekday", "日", None);
    refuses("2026年12月5日・32日 14:00-16:00", "date-impossible", "32日", None);
    refuses("2026年12月5日（日） 14:00-16:00", "hours-weekday", "日", None);
}

#[test]
fn usual_words_have_a_right_spelling() {
    const WEEK: &str = "月-金 9:00-17:00; 祝日 休み";
    refuses("平日 9:00-17:00", "hours-word", "平日", Some(WEEK));
    refuses("平日のみ 9:00～17:00", "hours-word", "平日のみ", Some(WEEK));
    refuses("毎週平日 9:00-17:00。", "hours-word", "平日", Some(WEEK));
    refuses("平日 9:00-17:00; 祝日 休み", "hours-word", "平日", Some(WEEK));
    refuses("月～金（祝日除く） 9:00-17:00", "hours-word", "祝日除く", Some(WEEK));
    refuses("月～金（祝日を除く）9:00～17:00", "hours-word", "祝日を除く", Some(WEEK));
    refuses("月-金 9:00-17:00（祝日は休み）", "hours-word", "祝日は休み", Some(WEEK));
    refuses("月-金 9:00-17:00 祝日を除く", "hours-notation", "祝日を除く", Some(WEEK));
    refuses("祝日を除く月～金 9:00-17:00", "hours-word", "を除く", Some(WEEK));
    refuses("月-金 9:00-17:00、祝日は休み", "hours-notation", "祝日は休み", Some(WEEK));
    refuses("月-金 9:00-17:00; 祝休", "hours-word", "祝", Some(WEEK));
    refuses("月-金 9:00-17:00; 祝は休み", "hours-word", "祝", Some(WEEK));
    refuses("月-金 9:00-17:00; 祭日 休み", "hours-word", "祭日", Some(WEEK));
    refuses("月-金 9:00-17:00; 祝祭日休み", "hours-word", "祝祭日", Some(WEEK));
    refuses("月-金 9:00-17:00; 国民の祝日 休み", "hours-word", "国民の祝日", Some(WEEK));
    refuses("月-金 9:00-17:00; 定休日：祝日", "hours-word", "定休日", Some(WEEK));
    refuses("月-金 9:00-17:00 定休日 祝日", "hours-word", "定休日", Some(WEEK));
    refuses("月-金 9:00-17:00 ※祝日を除く", "hours-word", "※", Some(WEEK));
    refuses("月-金 9:00-17:00; 休館日は祝日", "hours-word", "休館日", Some(WEEK));
    refuses("月-金 9:00-17:00; 祝日休館", "hours-word", "休館", Some(WEEK));
    refuses("月-金 9:00-17:00; ただし祝日は休み", "hours-word", "ただし", Some(WEEK));
    refuses("月-金 9:00-17:00; 休日 休み", "hours-word", "休日", Some(WEEK));
    refuses("土日 9:00-17:00", "hours-word", "土日", Some("土・日 9:00-17:00"));
    refuses("土日祝 9:00-17:00", "hours-word", "土日祝", Some("土・日・祝日 9:00-17:00"));
    refuses("土・日・祝 9:00-17:00", "hours-word", "祝", Some("土・日・祝日 9:00-17:00"));
    refuses("月水金 9:00-17:00", "hours-word", "月水金", Some("月・水・金 9:00-17:00"));
    refuses("週末 9:00-17:00", "hours-word", "週末", Some("土・日 9:00-17:00"));
    refuses("第1週土曜 9:00-17:00", "hours-word", "週", Some("第1土曜 9:00-17:00"));
    refuses("月末 9:00-17:00", "hours-word", "月末", Some("毎月末日 9:00-17:00"));
    const YEAR: &str = "月 9:00-17:00; 祝日・年末年始 休み";
    refuses("月 9:00-17:00; 祝日・年末・年始 休み", "hours-word", "年末・年始", Some(YEAR));
    refuses("月 9:00-17:00; 祝日・正月 休み", "hours-word", "正月", Some(YEAR));
    refuses("月 9:00-17:00; 祝日、年末年始休業", "hours-word", "年末年始休業", Some(YEAR));
    refuses("月曜9時～17時（祝日・年末年始を除く）", "hours-word", "祝日・年末年始を除く", Some(YEAR));
    refuses(
        "月 9:00-17:00; 年末年始（12月29日～1月3日） 休み",
        "hours-notation",
        "（12月29日～1月3日）",
        Some("月 9:00-17:00; 12月29日-1月3日 休み"),
    );
    refuses(
        "毎月第3土曜 9:00-12:00（8月と祝日を除く）",
        "hours-word",
        "8月と祝日を除く",
        Some("第3土曜 9:00-12:00; 祝日・8月 休み"),
    );
}

#[test]
fn notes_belong_elsewhere() {
    refuses("随時", "hours-note", "随時", None);
    refuses("月1回", "hours-note", "月1回", None);
    refuses("月 9:00-12:00 要予約", "hours-note", "要予約", Some("月 9:00-12:00"));
    refuses("月 9:00-12:00（受付は11:30まで）", "hours-note", "受付は11:30まで", Some("月 9:00-12:00"));
    refuses("月 9:00-12:00（要予約）", "hours-note", "要予約", Some("月 9:00-12:00"));
    refuses("第1・第4土曜 14:00-17:00 定員10名", "hours-note", "定員", None);
}

#[test]
fn conditions_are_no_places() {
    let all = |inside: &str| format!("土 10:00-12:00（{inside}）");
    let condition = |inside: &str, nearest: Option<&str>| refuses(&all(inside), "hours-condition", inside, nearest);
    condition("第1・第3土曜のみ", Some("第1・第3土曜 10:00-12:00"));
    condition("第1・第3のみ", Some("第1・第3土曜 10:00-12:00"));
    condition("第1・3", Some("第1・第3土曜 10:00-12:00"));
    condition("第１・３土曜日", Some("第1・第3土曜 10:00-12:00"));
    condition("第1日曜のみ", None);
    condition("偶数月", Some("偶数月 土 10:00-12:00"));
    condition("偶数月のみ", Some("偶数月 土 10:00-12:00"));
    condition("4-9月", Some("4-9月 土 10:00-12:00"));
    condition("8月なし", Some("土 10:00-12:00; 8月 休み"));
    condition("令和9年3月まで", Some("2027-03-31まで 土 10:00-12:00"));
    for inside in
        ["月2回", "年4回", "1月は第4土曜", "木曜は午後のみ", "土曜は午前のみ", "奇数週", "午前のみ", "夕方から"]
    {
        condition(inside, None);
    }
    for inside in ["隔週", "隔月"] {
        refuses(&all(inside), "hours-start", inside, None);
    }
    for inside in ["昼休みあり", "雨天中止", "要予約", "予約制", "定員10名", "受付は30分前まで", "受付は11:30まで"]
    {
        refuses(&all(inside), "hours-note", inside, Some("土 10:00-12:00"));
    }
    for place in [
        "会場A",
        "市民会館",
        "〇〇センター2階 会議室",
        "本庁3階",
        "第1会議室",
        "第二庁舎",
        "総合受付",
        "市民休養ホーム",
        "オンライン",
        "四日市公民館",
    ] {
        reads(&all(place), &all(place));
    }
    refuses("土（第1・第3のみ） 10:00-12:00", "hours-condition", "第1・第3のみ", Some("第1・第3土曜 10:00-12:00"));
    refuses("月・土 10:00-12:00（第1・第3土曜のみ）", "hours-condition", "第1・第3土曜のみ", None);
}

#[track_caller]
fn says(written: &str, name: &str, value: &str) {
    let fault = written.parse::<Schedule>().unwrap_err();
    let found = fault.values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
    assert_eq!(found, Some(value), "{written}: {fault:?}");
}

#[test]
fn hints_say_what_is_missing() {
    says("月-金 9:00-17:00（要予約）", "yaml", "hours: { text: \"月-金 9:00-17:00\", note: 要予約 }");
    says("月 9:00-17:00（予約: 窓口）", "yaml", "hours: { text: \"月 9:00-17:00\", note: \"予約: 窓口\" }");
    says("10時〜17時", "spans", "10:00-17:00");
    says("9-12、13-17", "spans", "9:00-12:00, 13:00-17:00");
    says("年中無休", "days_alone", "毎日");
    says("月～金", "days_alone", "月-金");
    says("月曜 休み", "closed_days", "月");
    says("5日・15日 9:00-12:00", "every_month", "毎月5日・15日");
    for gap in ["未定", "調査中", "確認中です"] {
        says(gap, "gap", "確認中");
        refuses(gap, "hours-word", gap, None);
    }
    says("12月5日 14:00-16:00", "without_year", "12月5日");
    says("12月5日（土） 14:00-16:00", "without_year", "12月5日");
    says("12/5(土) 14:00-16:00", "without_year", "12/5");
    says("12月5日・12日 14:00-16:00", "without_year", "12月5日・12日");
    refuses("月-金 9:00-12:00 13:00-17:00", "hours-notation", "13:00-17:00", Some("月-金 9:00-12:00, 13:00-17:00"));
    refuses("月 10:00～12:00／13:00～15:00", "hours-notation", "13:00～15:00", Some("月 10:00-12:00, 13:00-15:00"));
    refuses("月-金 9.00-17.00", "hours-time", "9.00", Some("月-金 9:00-17:00"));
    refuses("月-金 9-17", "hours-time", "9", Some("月-金 9:00-17:00"));
    refuses("月曜休館 10:00-18:00", "hours-word", "休館", Some("毎日 10:00-18:00; 月 休み"));
    refuses("月曜定休 10:00-18:00", "hours-word", "定休", Some("毎日 10:00-18:00; 月 休み"));
    refuses("火 10:00-18:00; 月曜定休 10:00-18:00", "hours-word", "定休", None);
}

#[test]
fn what_has_no_day_to_come_is_over() {
    let is_over = |written: &str| written.parse::<Schedule>().unwrap().is_over(civil::date(2026, 11, 20));
    assert!(is_over("2026-11-19 10:00-12:00"));
    assert!(!is_over("2026-11-19・2026-11-20 10:00-12:00"));
    assert!(is_over("2026-10-31まで 月-金 10:00-12:00"));
    assert!(is_over("2026-04-01から2026-11-30まで 第1土曜 10:00-12:00"));
    assert!(!is_over("2026-04-01から2026-11-30まで 月-金 10:00-12:00"));
    assert!(!is_over("2026-11-19 10:00-12:00; 第5土曜 10:00-12:00"));
    assert!(!is_over("2027-04-01から 月-金 10:00-12:00"));
}

#[test]
fn no_text_panics() {
    const PIECES: [&str; 60] = [
        "月",
        "火",
        "水",
        "木",
        "金",
        "土",
        "日",
        "曜",
        "曜日",
        "祝日",
        "祝",
        "年末年始",
        "第",
        "1",
        "3",
        "6",
        "0",
        "12",
        "24時間",
        "時",
        "半",
        "分",
        "翌",
        "午前",
        "午後",
        "-",
        "～",
        "ー",
        "・",
        "、",
        ",",
        ";",
        "。",
        " ",
        "　",
        "（",
        "）",
        "(",
        ")",
        ":",
        "：",
        "隔週",
        "隔月",
        "毎月",
        "毎週",
        "末日",
        "最終",
        "から",
        "まで",
        "2026-12-05",
        "令和8年4月1日",
        "休み",
        "を除く",
        "平日",
        "定休日",
        "年",
        "/",
        "🏠",
        "9:00",
        "17:00",
    ];
    let mut seed = 20_261_120_u64;
    let mut roll = |limit: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % limit
    };
    let (mut read, mut offered) = (0, 0);
    for _ in 0..60_000 {
        let text: String = (0..=roll(14)).map(|_| PIECES[roll(PIECES.len())]).collect();
        match text.parse::<Schedule>() {
            Ok(schedule) => {
                read += 1;
                let printed = schedule.to_string();
                assert_eq!(printed.parse::<Schedule>().as_ref(), Ok(&schedule), "{text} → {printed}");
            }
            Err(fault) => {
                if let Some(range) = &fault.range {
                    assert!(text.get(range.clone()).is_some(), "{text}: {range:?}");
                }
                if let Some((_, nearest)) = fault.values.iter().find(|(name, _)| *name == "nearest") {
                    offered += 1;
                    assert_eq!(&nearest.parse::<Schedule>().unwrap().to_string(), nearest, "{text}");
                }
            }
        }
    }
    assert!(read > 50 && offered > 5, "{read} were read, {offered} could be mended");
}
