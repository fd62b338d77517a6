//! Random schedules of every shape: the text that somebody might type, and the plan of what it means.

use jiff::civil;

/// What is tried. Any of them may also have closed days.
pub(crate) const SHAPES: [&str; 19] = [
    "all day",
    "every day",
    "weekdays",
    "public holidays",
    "several spans",
    "nights",
    "numbered weekdays",
    "last weekdays",
    "days of the month",
    "last day of the month",
    "months",
    "every other week",
    "every other month",
    "parts of the year",
    "parts of time",
    "dates",
    "places",
    "closed days",
    "mixed",
];

const SIGNS: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];

/// Which days a rule is about. Weekdays count from Monday, 0.
#[derive(Clone, Debug)]
pub(crate) enum Which {
    All,
    Week(Vec<usize>, bool),
    /// -1 is the last of the month.
    Nth(Vec<i8>, Vec<usize>),
    /// 0 is the last of the month.
    MonthDays(Vec<i8>),
    Dates(Vec<civil::Date>),
    Fortnight(Vec<usize>, civil::Date),
}

/// In which part of the year or of time.
#[derive(Clone, Debug)]
pub(crate) enum When {
    Always,
    Yearly((i8, i8), (i8, i8)),
    From(civil::Date),
    Until(civil::Date),
    Between(civil::Date, civil::Date),
}

/// In which months.
#[derive(Clone, Debug)]
pub(crate) enum Months {
    All,
    These(Vec<i8>),
    Other(i16, i8),
}

#[derive(Clone, Debug)]
pub(crate) struct PlanRule {
    pub(crate) when: When,
    pub(crate) months: Months,
    pub(crate) which: Which,
    /// Minutes from midnight.
    pub(crate) spans: Vec<(usize, usize)>,
    pub(crate) place: Option<&'static str>,
    pub(crate) text: String,
}

#[derive(Clone, Debug)]
pub(crate) enum Shut {
    Holidays,
    YearEnd,
    On(Which),
    Months(Vec<i8>),
    In(When),
}

#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) rules: Vec<PlanRule>,
    pub(crate) shut: Vec<Shut>,
    pub(crate) text: String,
}

/// The same numbers in every run.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(shape: &str, seed: u64) -> Self {
        let mut dice = Self(seed);
        for byte in shape.bytes() {
            dice.0 = dice.0.wrapping_mul(31).wrapping_add(u64::from(byte));
            dice.below(2);
        }
        dice
    }

    /// A number below a limit (a linear congruential generator, Knuth's constants).
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn pick<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())].clone()
    }

    /// Some of them, in their order.
    fn some<T: Clone>(&mut self, items: &[T], most: usize) -> Vec<T> {
        let count = 1 + self.below(most);
        let mut chosen: Vec<usize> = (0..count).map(|_| self.below(items.len())).collect();
        chosen.sort_unstable();
        chosen.dedup();
        chosen.into_iter().map(|at| items[at].clone()).collect()
    }

    fn number(&mut self, from: i8, to: i8) -> i8 {
        from + i8::try_from(self.below(usize::try_from(to - from).unwrap() + 1)).unwrap()
    }

    fn date(&mut self) -> civil::Date {
        let year = 2025 + i16::try_from(self.below(3)).unwrap();
        civil::date(year, self.number(1, 12), self.number(1, 28))
    }

    /// A minute of some day of the window. Half of the days are such as something begins on: others are closed, mostly.
    pub(crate) fn moment_near(&mut self, plan: &Plan, begins: &[civil::Date]) -> civil::DateTime {
        let day = match self.below(2) {
            0 if !begins.is_empty() => self.pick(begins),
            _ => crate::day(1 + self.below(crate::DAYS - 1)),
        };
        self.moment(plan, day)
    }

    /// A minute of a day, often the first or the last of some span.
    pub(crate) fn moment(&mut self, plan: &Plan, day: civil::Date) -> civil::DateTime {
        let mut minute = self.below(24 * 60);
        if !self.one_in(3) {
            let rule = self.pick(&plan.rules);
            let (from, to) = self.pick(&rule.spans);
            minute = (self.pick(&[from, to]) + 24 * 60 + self.below(3) - 1) % (24 * 60);
        }
        day.at(i8::try_from(minute / 60).unwrap(), i8::try_from(minute % 60).unwrap(), 0, 0)
    }
}

impl Plan {
    pub(crate) fn random(shape: &str, dice: &mut Dice) -> Self {
        let count = match shape {
            "all day" | "every day" => 1,
            "public holidays" | "places" | "mixed" => 2 + dice.below(2),
            _ => 1 + dice.below(2),
        };
        let rules: Vec<PlanRule> = (0..count).map(|number| PlanRule::random(shape, number, dice)).collect();
        let shut = match shape {
            "closed days" => (0..1 + dice.below(4)).map(|kind| shut(kind, dice)).collect(),
            _ if dice.one_in(3) => vec![shut(dice.below(9), dice)],
            _ => Vec::new(),
        };
        let mut text = rules.iter().map(|rule| rule.text.clone()).collect::<Vec<_>>().join("; ");
        if !shut.is_empty() {
            let days: Vec<String> = shut.iter().map(Shut::text).collect();
            text = format!("{text}; {}{}休み", days.join("・"), dice.pick(&["", " ", "は"]));
        }
        Self { rules, shut, text: loosely(&text, dice) }
    }
}

/// The same in other signs.
fn loosely(text: &str, dice: &mut Dice) -> String {
    let text = match dice.below(4) {
        0 => text
            .chars()
            .map(|c| if c.is_ascii_digit() { char::from_u32(c as u32 + 0xFEE0).unwrap() } else { c })
            .collect(),
        1 => text.replace("; ", "。").replace(", ", "、"),
        2 => text.replace(", ", "、").replace(' ', "　"),
        _ => text.to_owned(),
    };
    // A dash in a date stays one: 2026〜12〜05 is no date.
    if dice.one_in(3) && !text.contains("20") { text.replace('-', dice.pick(&["～", "〜"])) } else { text }
}

fn shut(kind: usize, dice: &mut Dice) -> Shut {
    match kind {
        0 => Shut::Holidays,
        1 => Shut::YearEnd,
        2 => Shut::Months(dice.some(&(1..=12).collect::<Vec<i8>>(), 3)),
        3 => Shut::In(yearly(dice)),
        4 => Shut::On(Which::Week(dice.some(&[0, 1, 2, 3, 4, 5, 6], 2), false)),
        5 => Shut::On(Which::Nth(dice.some(&[1, 2, 3, 4, 5, -1], 2), vec![dice.below(7)])),
        6 => Shut::On(Which::MonthDays(vec![dice.pick(&[0, 1, 10, 15, 31])])),
        7 => Shut::On(Which::Dates(dates(dice))),
        _ => Shut::In(between(dice)),
    }
}

fn dates(dice: &mut Dice) -> Vec<civil::Date> {
    let mut dates: Vec<civil::Date> = (0..1 + dice.below(40)).map(|_| dice.date()).collect();
    dates.sort_unstable();
    dates.dedup();
    dates
}

fn yearly(dice: &mut Dice) -> When {
    let mut day = || (dice.number(1, 12), dice.number(1, 28));
    let (from, to) = (day(), day());
    let (from, to) = match dice.below(6) {
        0 => (from, from),
        1 => ((2, 29), to),
        _ => (from, to),
    };
    // A period that ends earlier in the month in which it begins is refused.
    match from.0 == to.0 && to.1 < from.1 {
        true => When::Yearly(to, from),
        false => When::Yearly(from, to),
    }
}

fn between(dice: &mut Dice) -> When {
    let (a, b) = (dice.date(), dice.date());
    When::Between(a.min(b), a.max(b))
}

impl PlanRule {
    fn random(shape: &str, number: usize, dice: &mut Dice) -> Self {
        const WEEK: [usize; 7] = [0, 1, 2, 3, 4, 5, 6];
        let shape = if shape == "mixed" { dice.pick(&SHAPES[1..17]) } else { shape };
        let months: Vec<i8> = (1..=12).collect();
        let week = dice.some(&WEEK, 4);
        let which = match shape {
            "all day" | "every day" => Which::All,
            "public holidays" if number == 0 => Which::Week(if dice.one_in(2) { Vec::new() } else { week }, true),
            "numbered weekdays" => Which::Nth(dice.some(&[1, 2, 3, 4, 5], 3), dice.some(&WEEK, 2)),
            "last weekdays" => {
                let mut weeks = if dice.one_in(2) { dice.some(&[1, 2, 3], 2) } else { Vec::new() };
                weeks.push(-1);
                Which::Nth(weeks, dice.some(&WEEK, 2))
            }
            "days of the month" => Which::MonthDays(dice.some(&(1..=31).collect::<Vec<i8>>(), 4)),
            "last day of the month" => {
                let mut days = if dice.one_in(2) { vec![dice.number(1, 28)] } else { Vec::new() };
                days.push(0);
                Which::MonthDays(days)
            }
            "dates" => Which::Dates(dates(dice)),
            "every other week" => {
                let from = dice.date();
                let mut days = week;
                let own = usize::try_from(from.weekday().to_monday_zero_offset()).unwrap();
                if !days.contains(&own) {
                    days.push(own);
                    days.sort_unstable();
                }
                Which::Fortnight(days, from)
            }
            "months" | "every other month" if dice.one_in(2) => {
                Which::Nth(dice.some(&[1, 2, 3, 4], 2), vec![dice.below(7)])
            }
            "months" | "every other month" if dice.one_in(3) => Which::MonthDays(vec![dice.number(1, 31), 0]),
            "parts of the year" | "parts of time" if dice.one_in(3) => Which::All,
            _ => Which::Week(week, false),
        };
        let months = match shape {
            "months" => Months::These(match dice.below(4) {
                0 => vec![1, 3, 5, 7, 9, 11],
                1 => vec![1, 2, 11, 12],
                _ => dice.some(&months, 6),
            }),
            "every other month" => Months::Other(2025 + i16::try_from(dice.below(2)).unwrap(), dice.number(1, 12)),
            _ => Months::All,
        };
        let when = match (shape, dice.below(3)) {
            ("parts of the year", _) => yearly(dice),
            ("parts of time", 0) => When::From(dice.date()),
            ("parts of time", 1) => When::Until(dice.date()),
            ("parts of time", _) => between(dice),
            _ => When::Always,
        };
        let hour = 6 + dice.below(6);
        let from = hour * 60 + dice.pick(&[0, 0, 30, 15]);
        let spans = match shape {
            "all day" => vec![(0, 1440)],
            "nights" => vec![(from + 12 * 60, 1440 + dice.below(from + 1).max(1))],
            "several spans" => vec![(from, from + 120), (from + 180, from + 300), (from + 330, from + 331)],
            _ => vec![(from, from + 60 + dice.below(400))],
        };
        let place = match shape {
            "places" => Some(dice.pick(&["会場A", "会場B", "市民会館(東館)"])),
            _ => None,
        };
        let text = rule_text(&when, &months, &which, &spans, place, dice);
        Self { when, months, which, spans, place, text }
    }
}

fn rule_text(
    when: &When,
    months: &Months,
    which: &Which,
    spans: &[(usize, usize)],
    place: Option<&str>,
    dice: &mut Dice,
) -> String {
    let mut text = when.text();
    if !text.is_empty() {
        text.push(' ');
    }
    let is_numbered = matches!(which, Which::MonthDays(_));
    match months {
        Months::All => {}
        Months::These(months) => {
            let months: Vec<String> = months.iter().map(ToString::to_string).collect();
            text += &months.join(dice.pick(&["・", "月・"]));
            text += if is_numbered { "月の" } else { "月 " };
        }
        Months::Other(..) => text += if is_numbered { "隔月の" } else { "隔月 " },
    }
    if is_numbered && matches!(months, Months::All) {
        text += "毎月";
    }
    text += &which.text(dice.pick(&["", "曜", "曜日"]));
    if let Months::Other(year, month) = months {
        text += &format!("（{year}-{month:02}から）");
    }
    text.push(' ');
    let clock = |minute: usize, words: bool| {
        let (next, minute) = if minute > 1440 { ("翌", minute - 1440) } else { ("", minute) };
        match (words, minute % 60) {
            (true, 0) => format!("{next}{}時", minute / 60),
            (true, 30) => format!("{next}{}時半", minute / 60),
            (true, rest) => format!("{next}{}時{rest}分", minute / 60),
            (false, rest) => format!("{next}{}:{rest:02}", minute / 60),
        }
    };
    let words = dice.one_in(3);
    let spans: Vec<String> = match spans {
        [(0, 1440)] => vec!["24時間".to_owned()],
        spans if words => {
            spans.iter().map(|(from, to)| format!("{}から{}まで", clock(*from, true), clock(*to, true))).collect()
        }
        spans => spans.iter().map(|(from, to)| format!("{}-{}", clock(*from, false), clock(*to, false))).collect(),
    };
    text += &spans.join(", ");
    place.map_or(text.clone(), |place| format!("{text}（{place}）"))
}

impl When {
    fn text(&self) -> String {
        match self {
            Self::Always => String::new(),
            Self::Yearly(from, to) if from == to => format!("{}月{}日", from.0, from.1),
            Self::Yearly(from, to) => format!("{}月{}日-{}月{}日", from.0, from.1, to.0, to.1),
            Self::From(from) => format!("{from}から"),
            Self::Until(to) => format!("{to}まで"),
            Self::Between(from, to) => format!("{from}から{to}まで"),
        }
    }
}

impl Which {
    fn text(&self, suffix: &str) -> String {
        let week = |days: &[usize]| days.iter().map(|day| SIGNS[*day]).collect::<Vec<_>>().join("・");
        let with_suffix = |days: &[usize]| match days {
            [day] => format!("{}{suffix}", SIGNS[*day]),
            days => format!(" {}", week(days)),
        };
        match self {
            Self::All => "毎日".to_owned(),
            Self::Week(days, holidays) => {
                let holidays = holidays.then(|| "祝日".to_owned());
                let days = (!days.is_empty()).then(|| week(days));
                days.into_iter().chain(holidays).collect::<Vec<_>>().join("・")
            }
            Self::Nth(weeks, days) => {
                let weeks = weeks.iter().map(|week| if *week < 0 { "最終".to_owned() } else { format!("第{week}") });
                weeks.collect::<Vec<_>>().join("・") + &with_suffix(days)
            }
            Self::MonthDays(days) => {
                let days = days.iter().map(|day| if *day == 0 { "末日".to_owned() } else { format!("{day}日") });
                days.collect::<Vec<_>>().join("・")
            }
            Self::Dates(dates) => dates.iter().map(ToString::to_string).collect::<Vec<_>>().join("・"),
            Self::Fortnight(days, from) => format!("隔週{}（{from}から）", with_suffix(days)),
        }
    }
}

impl Shut {
    fn text(&self) -> String {
        match self {
            Self::Holidays => "祝日".to_owned(),
            Self::YearEnd => "年末年始".to_owned(),
            Self::On(days @ Which::MonthDays(_)) => format!("毎月{}", days.text("")),
            Self::On(days) => days.text("曜"),
            Self::Months(months) => {
                format!("{}月", months.iter().map(ToString::to_string).collect::<Vec<_>>().join("・"))
            }
            Self::In(when) => when.text(),
        }
    }
}
