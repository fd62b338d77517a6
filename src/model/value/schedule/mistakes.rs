//! What people write in place of the notation, and what to write instead.

use std::ops::Range;

use super::days::{Element, Found};
use super::reader::{Read, Reader, Trouble, simple};
use super::{Days, Months, Period, Schedule, Weekday};
use crate::diagnostic::Fault;

/// Words for what the notation has another word for. The longer ones stand first.
const WORDS: [(&str, &str); 39] = [
    ("国民の祝日", "祝日"),
    ("国民の休日", "祝日"),
    ("祝祭日", "祝日"),
    ("祝休日", "祝日"),
    ("祭日", "祝日"),
    ("土日祝日", "土・日・祝日"),
    ("土日祝", "土・日・祝日"),
    ("土日", "土・日"),
    ("週末", "土・日"),
    ("月末", "毎月末日"),
    ("年末・年始", "年末年始"),
    ("年末と年始", "年末年始"),
    ("年末及び年始", "年末年始"),
    ("年末年始期間", "年末年始"),
    ("年末年始休業", "年末年始 休み"),
    ("年末年始休館", "年末年始 休み"),
    ("年末年始休暇", "年末年始 休み"),
    ("年末年始の休み", "年末年始 休み"),
    ("正月", "年末年始"),
    ("を除きます", " 休み"),
    ("を除く", " 休み"),
    ("をのぞく", " 休み"),
    ("除く", " 休み"),
    ("のぞく", " 休み"),
    ("定休日", " 休み"),
    ("定休", " 休み"),
    ("休館日", " 休み"),
    ("休館", " 休み"),
    ("休業日", " 休み"),
    ("休業", " 休み"),
    ("休所日", " 休み"),
    ("休所", " 休み"),
    ("休室", " 休み"),
    ("休診", " 休み"),
    ("閉館", " 休み"),
    ("閉庁日", " 休み"),
    ("閉庁", " 休み"),
    ("閉所", " 休み"),
    ("休日", "祝日"),
];

/// Words that say "closed" before the days on which it is so.
const CLOSED_FIRST: [&str; 12] =
    ["定休日", "定休", "休館日", "休館", "休業日", "休業", "休所日", "閉庁日", "閉館日", "お休み", "休み", "休日"];

/// Words that say that nobody knows yet. The longer ones stand first.
const GAPS: [&str; 10] =
    ["確認中です", "確認中", "調査中です", "調査中", "未定です", "未定", "不明", "未確認", "検討中", "調整中"];

/// Words that say how, not when.
const NOTES: [&str; 13] = [
    "完全予約制",
    "予約制",
    "要予約",
    "予約",
    "要申込",
    "申込",
    "要相談",
    "応相談",
    "随時",
    "不定期",
    "定員",
    "先着",
    "事前",
];

impl Reader<'_> {
    /// What cannot be read here.
    pub(super) fn unexpected(&self) -> Trouble {
        if let Some(trouble) = self.wrong_word() {
            return trouble;
        }
        let trouble = |range: Range<usize>| Trouble::from(Fault::new("hours-notation").at(range));
        // A long-vowel mark or the number one is easily typed for a dash.
        if matches!(self.peek(), Some('ー' | '一' | '→')) {
            return trouble(self.next_bytes(1)).fix(self.next_bytes(1), "-");
        }
        for joiner in ["及び", "および", "並びに", "ならびに", "または", "又は", "や", "/", "&", "+", "／"]
        {
            if self.is_at(joiner) {
                let range = self.next_bytes(joiner.chars().count());
                return trouble(range.clone()).fix(range, "・");
            }
        }
        trouble(self.unexpected_range())
    }

    /// What cannot be read at another place.
    pub(super) fn unexpected_at(&self, at: usize) -> Trouble {
        let mut there = self.clone();
        there.at = at;
        Fault::new("hours-notation").at(there.unexpected_range()).into()
    }

    /// Up to where the next piece may begin.
    pub(super) fn unexpected_range(&self) -> Range<usize> {
        let length = self.rest().chars().take_while(|c| !" ;,。()".contains(*c)).count();
        self.next_bytes(length.max(1))
    }

    /// A word or a way of writing that is not the notation's.
    pub(super) fn wrong_word(&self) -> Option<Trouble> {
        let named = |code, word: &str| {
            let range = self.next_bytes(word.chars().count());
            (Trouble::from(Fault::new(code).at(range.clone()).with("word", &self.written[range.clone()])), range)
        };
        if let Some(note) = NOTES.iter().find(|note| self.is_at(note)) {
            let (trouble, range) = named("hours-note", note);
            return Some(trouble.fix(range, ""));
        }
        if let Some(rhythm) = self.rhythm() {
            return Some(named("hours-note", &rhythm).0);
        }
        if let Some(word) = GAPS.iter().find(|word| self.is_at(word)) {
            return Some(Trouble::from(named("hours-word", word).0.fault.with("gap", "確認中")));
        }
        for weekdays in ["平日のみ", "平日"] {
            if self.is_at(weekdays) {
                let (trouble, range) = named("hours-word", weekdays);
                let trouble = trouble.fix(range, "月-金");
                return Some(if self.written.contains('祝') {
                    trouble
                } else {
                    self.appended(trouble, "祝日 休み")
                });
            }
        }
        if let Some((word, right)) = WORDS.iter().find(|(word, _)| self.is_at(word)) {
            let (trouble, range) = named("hours-word", word);
            return Some(trouble.fix(range, *right));
        }
        if self.is_at("祝") && !self.is_at("祝日") {
            let (trouble, range) = named("hours-word", "祝");
            return Some(trouble.fix(range, "祝日"));
        }
        if self.is_at("休") && !self.is_at("休み") {
            let (trouble, range) = named("hours-word", "休");
            return Some(trouble.fix(range, "休み"));
        }
        if let Some(but) = ["ただし、", "ただし", "但し、", "但し", "なお、", "※"].iter().find(|but| self.is_at(but))
        {
            let (trouble, range) = named("hours-word", but);
            return Some(trouble.fix(range, ""));
        }
        for alternating in ["を隔月", "隔月交互", "を隔週", "隔週交互"] {
            if self.is_at(alternating) {
                return Some(Fault::new("hours-start").at(self.unexpected_range()).into());
            }
        }
        self.slashed_day()
    }

    /// `月1回` and `週2回` say no day.
    fn rhythm(&self) -> Option<String> {
        let mut ahead = self.clone();
        let start = ahead.at;
        ahead.take(&['月', '週', '年']).then_some(())?;
        ahead.take(&['に']);
        ahead.number()?;
        ahead.take(&['回']).then(|| ahead.narrow(start))
    }

    /// `12/29` is `12月29日`.
    pub(super) fn slashed_day(&self) -> Option<Trouble> {
        let mut ahead = self.clone();
        let start = ahead.at;
        let month = ahead.number()?;
        ahead.take(&['/']).then_some(())?;
        let day = ahead.number()?;
        let range = ahead.range(start);
        if let Some(trouble) = ahead.dated_without_year(start) {
            return Some(trouble);
        }
        let trouble = Trouble::from(Fault::new("hours-notation").at(range.clone()));
        Some(trouble.fix(range, format!("{month}月{day}日")))
    }

    /// `12月5日 14:00-16:00`: a day of every year or of one?
    pub(super) fn year_missing(&self, elements: &[Found]) -> Read<()> {
        let is_day = |found: &Found| matches!(&found.element, Element::Period(Period::Yearly(a, b)) if a == b);
        match elements.first().filter(|_| elements.iter().all(is_day)) {
            Some(first) => self.dated_without_year(first.start).map_or(Ok(()), Err),
            None => Ok(()),
        }
    }

    /// After a date without its year: whether its weekday and hours come next.
    fn dated_without_year(&self, start: usize) -> Option<Trouble> {
        let mut ahead = self.clone();
        let weekday = ahead.attempt(|reader| {
            reader.take(&['(']).then_some(())?;
            reader.weekday()?;
            reader.take(&[')']).then_some(())
        });
        let end = self.range(start);
        ahead.blanks();
        (weekday.is_some() || ahead.is_at_time() && ahead.clone().spans().is_ok()).then(|| {
            let written = self.written[end.clone()].to_owned();
            Fault::new("hours-notation").at(end).with("without_year", written).into()
        })
    }

    /// `月曜休館 10:00-18:00`: all days but that one.
    pub(super) fn times_after_closed(&self, start: usize, elements: &[Found]) -> Read<()> {
        let mut ahead = self.clone();
        ahead.blanks();
        let from = ahead.at;
        if !ahead.is_at_time() || ahead.spans().is_err() {
            return Ok(());
        }
        let times = ahead.text(from).to_owned();
        ahead.blanks();
        let (Some(last), true) = (elements.last(), ahead.is_at_end() || matches!(ahead.peek(), Some(';' | '。')))
        else {
            return Ok(());
        };
        let days = &self.written[self.place(start)..self.place(last.end)];
        let trouble = ahead.fault("hours-notation", from);
        Err(trouble.fix(ahead.range(start), format!("毎日 {times}; {days} 休み")))
    }

    /// `・365日`, `（年中無休）`: every day, said once more.
    pub(super) fn every_day_again(&mut self) {
        const WORDS: [&str; 3] = ["365日", "年中無休", "毎日"];
        self.attempt(|reader| {
            reader.blanks();
            if reader.take(&['(']) {
                return (reader.any_word(&WORDS) && reader.take(&[')'])).then_some(());
            }
            reader.take(&['・', ',', '/']);
            reader.blanks();
            reader.any_word(&WORDS).then_some(())
        });
    }

    /// `定休日：水曜` is `水曜 休み`.
    pub(super) fn closed_word_first(&mut self) -> Read<()> {
        let start = self.at;
        let Some(word) = CLOSED_FIRST.iter().find(|word| self.is_at(word)) else { return Ok(()) };
        let mut ahead = self.clone();
        ahead.word(word);
        let fault = ahead.fault("hours-word", start).fault.with("word", word);
        ahead.take(&['は']);
        ahead.blanks();
        ahead.take(&[':']);
        ahead.blanks();
        if *word == "休日" || ahead.is_at_end() || matches!(ahead.peek(), Some(';' | '。')) {
            return Ok(());
        }
        let end = ahead.part_end();
        Err(Trouble::from(fault).fix(self.place(start)..self.place(ahead.at), "").fix(end..end, " 休み"))
    }

    /// `（祝日を除く）` and the like between days and hours.
    pub(super) fn exception_in_parentheses(&mut self, elements: &[Found]) -> Read<()> {
        let mut ahead = self.clone();
        ahead.blanks();
        let open = ahead.at;
        if ahead.peek() != Some('(') {
            return Ok(());
        }
        let Some(inside) = ahead.parentheses() else { return Err(self.unexpected()) };
        let outside = self.place(open)..self.place(ahead.at);
        // 年末年始（12月29日-1月3日）
        if let Some(Found { element: Element::YearEnd, start, .. }) = elements.last() {
            let trouble = Trouble::from(Fault::new("hours-notation").at(outside.clone()));
            return Err(trouble.fix(self.place(*start)..outside.end, self.written[inside].to_owned()));
        }
        Err(ahead.no_place(open, inside, elements).unwrap_or_else(|| Fault::new("hours-notation").at(outside).into()))
    }

    /// What stands in parentheses and cannot be a place: an exception, a note, a weekday, a date.
    pub(super) fn no_place(&self, open: usize, inside: Range<usize>, elements: &[Found]) -> Option<Trouble> {
        let outside = self.place(open)..self.place(self.at);
        let mut content = self.written[inside.clone()].trim();
        let fault = |code| Fault::new(code).at(inside.clone()).with("word", content);
        for exception in ["を除きます", "を除く", "をのぞく", "除く", "のぞく", "以外"] {
            if let Some(days) = content.strip_suffix(exception) {
                let trouble = Trouble::from(fault("hours-word")).fix(outside, "");
                return Some(self.appended(trouble, &format!("{days} 休み")));
            }
        }
        if ["休み", "休", "休館", "休業", "休室", "休所", "閉庁", "閉館", "定休日", "休館日", "休みです"]
            .iter()
            .any(|closed| content.ends_with(closed) && !content.contains("昼休み") && !content.contains("無休"))
        {
            let trouble = Trouble::from(fault("hours-word")).fix(outside, "");
            return Some(self.appended(trouble, content));
        }
        let has_time = content.char_indices().any(|(at, c)| {
            let is_after_digit = content[..at].ends_with(|c: char| crate::characters::narrow(c).is_ascii_digit());
            is_after_digit && matches!(c, '時' | ':' | '：')
        });
        let plain: String = content.chars().map(simple).filter(|c| *c != ' ').collect();
        let narrows = narrows_days(&plain);
        let is_note = has_time || NOTES.iter().any(|note| content.contains(note)) || is_about_visits(&plain);
        if is_note && !narrows {
            return Some(Trouble::from(fault("hours-note")).fix(outside, ""));
        }
        if ["隔週", "隔月"].contains(&plain.as_str()) {
            return Some(fault("hours-start").into());
        }
        if narrows || ["まで", "から", "午前", "午後"].iter().any(|word| plain.contains(word)) || is_closed(&plain)
        {
            let trouble = Trouble::from(fault("hours-condition"));
            if let Some(days) = plain.strip_suffix("なし").filter(|_| !self.written.contains([';', '；', '。'])) {
                let days = days.trim_end_matches('は');
                return Some(self.appended(trouble.fix(outside, ""), &format!("{days} 休み")));
            }
            return Some(match self.condition(&plain, elements) {
                Some((range, text)) => trouble.fix(range, text).fix(outside, ""),
                None => trouble,
            });
        }
        let is_calendar = ["祝日", "年末年始", "平日"].iter().any(|word| content.contains(word))
            || content.chars().next().is_some_and(|c| crate::characters::narrow(c).is_ascii_digit())
                && (content.ends_with("から") || content.ends_with("まで"));
        content = content.trim_end_matches("曜日").trim_end_matches('曜');
        let is_weekday = content.chars().all(|c| Weekday::from_sign(c).is_some());
        (is_calendar || (is_weekday && !content.is_empty()))
            .then(|| Fault::new("hours-notation").at(inside.clone()).into())
    }

    /// What to write before the hours in place of what in parentheses says on which days, where that is plain.
    fn condition(&self, content: &str, elements: &[Found]) -> Option<(Range<usize>, String)> {
        let [Found { element: Element::Days(days), start, end, .. }] = elements else { return None };
        let core = content.trim_end_matches("のみ").trim_end_matches("だけ");
        let range = self.place(*start)..self.place(*end);
        let written = &self.written[range.clone()];
        let read = |days: &str| {
            let schedule: Schedule = format!("{days} 10:00-11:00").parse().ok()?;
            <[_; 1]>::try_from(schedule.rules).ok().filter(|_| schedule.closed.is_empty()).map(|[rule]| rule)
        };
        // 偶数月, 4-9月, 令和9年3月まで
        if let Some(rule) = read(&format!("{core} 毎日")).filter(|rule| rule.days == Days::Every) {
            let is_season = rule.period.is_some() || matches!(rule.months, Months::Of(_));
            return is_season.then(|| (range.start..range.start, format!("{core} ")));
        }
        // 第1・第3土曜, 第1・3
        let Days::Week { days: weekdays, holidays: false } = days else { return None };
        [core.to_owned(), format!("{core} {written}")].into_iter().find_map(|numbered| {
            let rule = read(&numbered)?;
            let is_same = rule.period.is_none()
                && rule.months == Months::Every
                && matches!(&rule.days, Days::Nth { days, .. } if days == weekdays);
            is_same.then(|| (range.clone(), numbered))
        })
    }

    /// Another part begins after a sign that should be a `;`, or after none.
    pub(super) fn second_part_after(&self, sign: Range<usize>) -> Trouble {
        if let Some(word) = CLOSED_FIRST.iter().find(|word| self.is_at(word)) {
            let range = self.next_bytes(word.chars().count());
            return Trouble::from(Fault::new("hours-word").at(range).with("word", word)).fix(sign, "; ");
        }
        let trouble = self.unexpected();
        let mut ahead = self.clone();
        let elements = ahead.elements();
        match elements.is_ok_and(|elements| !elements.is_empty()) || ahead.at > self.at {
            true => trouble.fix(sign, "; "),
            false => trouble,
        }
    }

    /// Also adds a part at the end.
    fn appended(&self, trouble: Trouble, part: &str) -> Trouble {
        let end = self.written.trim_end_matches([';', '；', '。', ' ', '　']).len();
        trouble.fix(end..end, format!("; {part}"))
    }

    /// What was read from somewhere on, in narrow form.
    pub(super) fn narrow(&self, from: usize) -> String {
        let mut there = self.clone();
        there.at = from;
        there.rest().chars().take(self.at - from).collect()
    }
}

/// Whether words in parentheses say on which days, so that the days before them are not the whole truth.
fn narrows_days(content: &str) -> bool {
    const WORDS: [&str; 10] = ["曜", "隔", "奇数", "偶数", "のみ", "だけ", "なし", "令和", "毎月", "毎週"];
    let chars: Vec<char> = content.chars().collect();
    let is_digit = |at: usize| chars.get(at).is_some_and(|c| c.is_ascii_digit() || "一二三四五".contains(*c));
    let is_numbered = (0..chars.len()).any(|at| {
        // 第1会議室 is a place.
        let digits = (at + 1..).take_while(|at| is_digit(*at)).count();
        let next = chars.get(at + 1 + digits);
        chars[at] == '第'
            && digits > 0
            && (next.is_none_or(|c| "・,-と週".contains(*c))
                || next.is_some_and(|c| Weekday::from_sign(*c).is_some()) && at + 3 + digits >= chars.len())
    });
    let is_counted =
        (1..chars.len()).any(|at| matches!(chars[at], '回' | '月' | '年') && chars[at - 1].is_ascii_digit());
    is_numbered || is_counted || WORDS.iter().any(|word| content.contains(word))
}

/// Whether words in parentheses say how a visit goes.
fn is_about_visits(content: &str) -> bool {
    let is_reception = content.contains("受付") && (content.starts_with("受付") || !content.ends_with("受付"));
    is_reception || content.contains("昼休み") || content.contains("中止")
}

/// Whether words in parentheses say that it is closed: 休 in any word but those of places.
fn is_closed(content: &str) -> bool {
    let rest = ["休養", "休憩", "休暇村"].iter().fold(content.to_owned(), |rest, place| rest.replace(place, ""));
    rest.contains('休') || rest.contains('除')
}
