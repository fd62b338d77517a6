//! Finds telephone numbers and e-mail addresses that were typed into a text, where nothing keeps them true.

use std::ops::Range;

use super::PhoneNumber;
use super::phone_number::narrow_phone;
use crate::characters::narrow;

/// What looks like a telephone number with its area code, or like an e-mail address, from left to right.
#[must_use]
pub(crate) fn contacts_in(text: &str) -> Vec<Range<usize>> {
    let mut found = phone_numbers(text);
    let local = local_numbers(text).into_iter();
    let is_part_of_one =
        |range: &Range<usize>| found.iter().any(|known| known.start < range.end && range.start < known.end);
    let local: Vec<Range<usize>> = local.filter(|range| !is_part_of_one(range)).collect();
    found.extend(local);
    found.extend(emails(text));
    found.sort_by_key(|range| range.start);
    found
}

/// Digits that make a telephone number, from a 0 or +81 on, with nothing between them but what groups them.
fn phone_numbers(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let step = match narrow(c) {
            'h' | 'w' => address(&text[at..]),
            '0' | '+' if may_begin(&text[..at]) => end_of_number(&text[at..]).inspect(|end| found.push(at..at + end)),
            _ => None,
        };
        // No number begins in the middle of a run of digits, such as a year.
        let is_digit = |c: char| narrow(c).is_ascii_digit();
        let run = || text[at..].find(|c| !is_digit(c)).unwrap_or(text.len() - at);
        at += step.unwrap_or_else(|| if is_digit(c) { run() } else { c.len_utf8() });
    }
    found
}

/// Numbers without an area code, which show only by the word before them: 電話 22-1310, 代表(22)1310.
fn local_numbers(text: &str) -> Vec<Range<usize>> {
    const WORDS: [&str; 9] = ["電話番号", "電話", "代表", "直通", "TEL", "Tel", "tel", "℡", "☎"];
    let number_behind = |from: usize| {
        let skipped = |c: char| matches!(narrow(c), ' ' | ':' | '.') || "はへ、（".contains(c);
        let rest = text[from..].trim_start_matches(skipped);
        let start = text.len() - rest.len();
        let is_near = text[from..start].chars().count() <= 3;
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '(' | ')');
        let written: String = rest.chars().map(narrow_phone).take_while(|c| is_part(*c)).collect();
        let length: usize = rest.chars().take(written.chars().count()).map(char::len_utf8).sum();
        let groups: Vec<&str> = written.split(['-', '(', ')']).filter(|group| !group.is_empty()).collect();
        let is_number =
            matches!(groups.as_slice(), [exchange, last] if (1..=4).contains(&exchange.len()) && last.len() == 4);
        (is_near && is_number).then(|| start..start + length)
    };
    let words = WORDS.iter().flat_map(|word| text.match_indices(word).map(|(at, word)| at + word.len()));
    let mut found: Vec<Range<usize>> = words.filter_map(number_behind).collect();
    found.sort_by_key(|range| range.start);
    found.dedup();
    found
}

/// Where a web address that a text begins with ends. The numbers in it are not to be called.
fn address(text: &str) -> Option<usize> {
    let is_address = ["http://", "https://", "www."].iter().any(|start| text.starts_with(start));
    let end = || text.find(|c: char| !c.is_ascii() || c.is_whitespace() || "<>\"".contains(c)).unwrap_or(text.len());
    is_address.then(end)
}

/// Whether a number may begin behind a text: not in the middle of a date, a time, an amount or a postal code.
fn may_begin(before: &str) -> bool {
    let mut back = before.chars().rev().map(narrow_phone);
    match back.next() {
        Some('〒') => false,
        Some('-' | ':' | '.' | '/' | ',') => !back.next().is_some_and(|c| c.is_ascii_digit()),
        _ => true,
    }
}

/// Where a telephone number that a text begins with ends: behind as many of its groups as make one.
fn end_of_number(text: &str) -> Option<usize> {
    const BETWEEN: [char; 8] = ['-', '(', ')', ' ', '.', '/', '・', '\u{A0}'];
    let mut written = String::new();
    let mut digits = 0;
    let mut end = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let c_narrow = narrow_phone(c);
        match c_narrow {
            '0'..='9' => digits += 1,
            '+' if at == 0 => {}
            c if BETWEEN.contains(&c) => {
                written.push(if matches!(c, '(' | ')') { c } else { '-' });
                continue;
            }
            _ => break,
        }
        written.push(c_narrow);
        let goes_on = chars.peek().is_some_and(|(_, next)| narrow(*next).is_ascii_digit());
        if !goes_on && (10..=12).contains(&digits) && is_number(&written) {
            end = Some(at + c.len_utf8());
        }
        if digits > 12 {
            break;
        }
    }
    end
}

/// What the library knows, what samples use, and what only looks like one and is mistyped.
fn is_number(written: &str) -> bool {
    let groups: Vec<&str> = written.split(['-', '(', ')']).filter(|group| !group.is_empty()).collect();
    let looks_like_one = match groups.as_slice() {
        [country, ..] if country.starts_with("+81") => true,
        [area, exchange, last] => {
            (2..=5).contains(&area.len())
                && !area.starts_with("00")
                && (1..=4).contains(&exchange.len())
                && last.len() == 4
        }
        _ => false,
    };
    let is_grouped = groups.len() <= if written.starts_with('+') { 4 } else { 3 };
    looks_like_one || (is_grouped && groups.join("-").parse::<PhoneNumber>().is_ok())
}

/// Whatever stands around an @ without a blank, if a domain is behind it.
fn emails(text: &str) -> Vec<Range<usize>> {
    let is_part = |c: char| narrow(c).is_ascii_alphanumeric() || matches!(narrow(c), '.' | '-' | '_' | '+' | '%');
    let around = |(at, sign): (usize, &str)| {
        let name = text[..at].trim_end_matches(is_part).len();
        let behind = at + sign.len();
        let domain = text[behind..].split(|c| !is_part(c)).next().unwrap_or_default();
        let domain = domain.trim_end_matches(|c| matches!(narrow(c), '.' | '-'));
        (name < at && domain.contains(['.', '．'])).then(|| name..behind + domain.len())
    };
    text.match_indices(['@', '＠']).filter_map(around).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = contacts_in(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn numbers_without_an_area_code_are_found_behind_their_word() {
        check("電話は 22-1310 へ。", &["22-1310"]);
        check("代表(22)1310、内線2345", &["(22)1310"]);
        check("TEL：４４９－２３９６", &["４４９－２３９６"]);
        check("電話 03-0000-1234", &["03-0000-1234"]);
        check("電話は9-17時、年中です。昭和22-1310年", &[]);
        check("電話でのご相談は2021年から", &[]);
        check("代表者会議 2024-2025", &[]);
    }

    #[test]
    fn numbers_and_addresses_are_found() {
        check("電話は03-0000-1200、夜は０３（００００）１２０１です。", &["03-0000-1200", "０３（００００）１２０１"]);
        check("0345662427 か 090ー0000ー1200", &["0345662427", "090ー0000ー1200"]);
        check("03 0000 1200まで。+81 3-0000-1200", &["03 0000 1200", "+81 3-0000-1200"]);
        check("03-0000-1200 03-0000-1201 (03)0000-1202", &["03-0000-1200", "03-0000-1201", "03)0000-1202"]);
        check("+0 090-0000-1200", &["090-0000-1200"]);
        check("03.0000.1200、０３．００００．１２０１", &["03.0000.1200", "０３．００００．１２０１"]);
        check("090・1234・5678、03/0000/1200", &["090・1234・5678", "03/0000/1200"]);
        check("03-9999-9999と0120-000-1234と042-000-1234", &["03-9999-9999", "0120-000-1234", "042-000-1234"]);
        check(
            "メールはa.b@example.jpへ。ｓｏｄａｎ＠ｅｘａｍｐｌｅ．ｊｐも",
            &["a.b@example.jp", "ｓｏｄａｎ＠ｅｘａｍｐｌｅ．ｊｐ"],
        );
    }

    #[test]
    fn other_numbers_are_left_alone() {
        check("2026-11-20の10:00-12:00、188番、#7119、〒170-8422、0から100まで、ID 1300000001、000000000000", &[]);
        check("50+ @midori、1@2、a@b", &[]);
        check("2026-04-01 - 2027-03-31、2026-04-01ー2027-03-31", &[]);
        check("2026-04-01 2026-05-13 2026-06-10、2026/04/01 2026/05/13、2026.04.01 2026.05.13", &[]);
        check("9:00-17:00（2026-04-01から）、10:00-12:00 2026-11-20", &[]);
        check("〒030-0801 1-2-3、〒100-0005 1-2-3 101、100-0005 1-2-3 101、030-0801 1-2-3", &[]);
        check("https://www.city.example.jp/page/0000005422.html と www.example.jp/0312345678", &[]);
        check("口座 00140-5-1234、0000005422、10,000,000,000円、0.5から1.5", &[]);
    }
}
