//! Prints schedules of every shape as pages carry them, and what the program itself says of many minutes: whether
//! somebody is there, until when, and when next. The browser tests hold the script of pages to it.
#![expect(clippy::print_stdout, reason = "that is what it is for")]

use jiff::{ToSpan as _, civil};
use serde_json::{Value, json};
use shirube::model::value::{Calendar, Schedule, Span};

/// One of every shape that staff write.
const SHAPES: [&str; 18] = [
    "24時間",
    "月-金 9:00-17:00; 祝日・年末年始 休み",
    "月-金 8:30-12:00, 13:00-17:15; 祝日・年末年始 休み",
    "毎日 22:00-翌5:00",
    "金・土 20:00-翌2:30; 年末年始 休み",
    "月・水 10:00-16:00; 木 13:00-20:00; 第3土曜 10:00-12:00; 祝日・8月 休み",
    "第1・第4土曜 13:30-16:00",
    "最終日曜 10:00-12:00; 年末年始 休み",
    "隔週 水（2026-12-02から） 14:00-16:00",
    "隔月 第4火曜（2026-04から） 13:30-16:30; 隔月 第4日曜（2026-05から） 13:30-16:30",
    "奇数月 第4火曜 14:00-16:00; 偶数月 第4日曜 14:00-16:00",
    "2026-12-05 14:00-16:00; 2027-02-06 14:00-16:00; 2027-06-05 10:00-翌1:00",
    "毎月10日・25日 9:00-12:00",
    "月-土 9:00-17:00; 祝日 10:00-12:00; 1月1日 休み",
    "4月-9月 毎日 9:00-18:00; 10月-3月 月-金 9:00-16:00",
    "土・日・祝日 10:00-24:00",
    "毎月末日 13:00-16:00",
    "毎日 9:00-翌9:00; 水 休み",
];

/// The first day of the tables. With the days after it, every holiday, a year end and a leap into spring are in them.
const FROM: civil::Date = civil::date(2026, 11, 19);
const DAYS: i32 = 400;
const SAMPLES: u32 = 10_000;
/// Until when somebody is there is found minute by minute, which takes long.
const SAMPLES_WITH_AN_END: u32 = 400;

/// As a script has it: minutes since 1970.
const DAY: i64 = 24 * 60;

fn main() {
    let calendar = Calendar::default();
    let shapes: Vec<Value> = SHAPES.iter().map(|text| shape(text, &calendar)).collect();
    println!("{}", Value::Array(shapes));
}

fn shape(text: &str, calendar: &Calendar<'_>) -> Value {
    let schedule: Schedule = text.parse().unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
    let mut random = Random(text.len() as u64 + 1);
    let edges = edges(&schedule);
    let samples = (0..SAMPLES).map(|number| {
        let day = random.below(DAYS as u64 - 1) as i64 + 1;
        let minute = match (number % 2, edges.is_empty()) {
            (0, false) => edges[random.below(edges.len() as u64) as usize] + random.below(3) as i64 - 1,
            _ => random.below(DAY as u64) as i64,
        };
        sample(&schedule, calendar, day * DAY + minute, number < SAMPLES_WITH_AN_END)
    });
    let samples: Vec<Value> = samples.collect();
    json!({ "schedule": text, "table": schedule.timetable(FROM, DAYS, calendar).to_string(), "samples": samples })
}

/// The minute, whether somebody is there, when next, and until when where that was looked for; as far as the table goes.
fn sample(schedule: &Schedule, calendar: &Calendar<'_>, minute: i64, finds_end: bool) -> Value {
    // Of its last day a table says that it is old.
    let minute = minute.clamp(DAY, i64::from(DAYS - 1) * DAY - 1);
    let is_open = |minute: i64| schedule.is_open(at(minute), calendar).expect("the holidays are known");
    let next = schedule.next_opening(at(minute), calendar).ok().flatten();
    let next = next.map(|(day, opening)| since_1970(day) * DAY + i64::from(opening.span.from.of_day()));
    let last = (since_1970(FROM) + i64::from(DAYS)) * DAY;
    let open = is_open(minute);
    let end = (finds_end && open).then(|| (minute + 1..minute + 8 * DAY).find(|minute| !is_open(*minute)));
    // 0 where there is none that soon.
    let end = end.map(|end| end.map(|end| end + since_1970(FROM) * DAY).filter(|end| *end < last).unwrap_or(0));
    json!([minute + since_1970(FROM) * DAY, open, next.filter(|next| *next < last), end])
}

/// A minute, counted from the first midnight of the tables.
fn at(minute: i64) -> civil::DateTime {
    FROM.at(0, 0, 0, 0).checked_add(minute.minutes()).expect("a date of this century")
}

fn since_1970(day: civil::Date) -> i64 {
    i64::from(civil::date(1970, 1, 1).until(day).expect("a date of this century").get_days())
}

/// The minutes of a day at which something begins or ends.
fn edges(schedule: &Schedule) -> Vec<i64> {
    let spans = schedule.rules.iter().flat_map(|rule| &rule.spans);
    spans.flat_map(|Span { from, to }| [from, to]).map(|minute| i64::from(minute.of_day())).collect()
}

/// Numbers that are the same in every run (Steele and Vigna, a linear congruential generator).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(0xd134_2543_de82_ef95).wrapping_add(1);
        (self.0 >> 33) % end
    }
}
