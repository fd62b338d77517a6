//! Finds telephone numbers and e-mail addresses that were typed into a text, where nothing keeps them true.

use std::ops::Range;

use super::phone_number::narrow_phone;
use crate::characters::narrow;

/// What looks like a telephone number with its area code, or like an e-mail address, from left to right.
#[must_use]
pub(crate) fn contacts_in(text: &str) -> Vec<Range<usize>> {
    let mut found = phone_numbers(text);
    found.extend(emails(text));
    found.sort_by_key(|range| range.start);
    found
}

/// Ten or eleven digits from a 0 on, or behind +81, with nothing between them but what groups them.
fn phone_numbers(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let end = match narrow(c) {
            '0' | '+' => end_of_number(&text[start..]),
            _ => None,
        };
        match end {
            Some(end) => {
                found.push(start..start + end);
                while chars.next_if(|(at, _)| *at < start + end).is_some() {}
            }
            // No number begins in the middle of a run of digits, such as a year.
            None if narrow(c).is_ascii_digit() => {
                while chars.next_if(|(_, c)| narrow(*c).is_ascii_digit()).is_some() {}
            }
            None => {}
        }
    }
    found
}

/// Where a telephone number that a text begins with ends: behind as many of its groups as make one.
fn end_of_number(text: &str) -> Option<usize> {
    let mut digits = String::new();
    let mut end = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) =
        chars.next_if(|(at, c)| *at == 0 || matches!(narrow_phone(*c), '0'..='9' | '-' | '(' | ')' | ' '))
    {
        if !matches!(narrow(c), '0'..='9' | '+') {
            continue;
        }
        digits.push(narrow(c));
        let lengths = if digits.starts_with("+81") { 12..=13 } else { 10..=11 };
        let goes_on = chars.peek().is_some_and(|(_, next)| narrow(*next).is_ascii_digit());
        if lengths.contains(&digits.len()) && !goes_on {
            end = Some(at + c.len_utf8());
        }
        if digits.len() > *lengths.end() {
            break;
        }
    }
    end.filter(|_| digits.starts_with("0") || digits.starts_with("+81"))
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
    fn numbers_and_addresses_are_found() {
        check("電話は03-0000-1200、夜は０３（００００）１２０１です。", &["03-0000-1200", "０３（００００）１２０１"]);
        check("0300001200 か 090ー0000ー1200", &["0300001200", "090ー0000ー1200"]);
        check("03 0000 1200まで。+81 3-0000-1200", &["03 0000 1200", "+81 3-0000-1200"]);
        check("03-0000-1200 03-0000-1201 (03)0000-1202", &["03-0000-1200", "03-0000-1201", "03)0000-1202"]);
        check("+0 090-0000-1200", &["090-0000-1200"]);
        check(
            "メールはa.b@example.jpへ。ｓｏｄａｎ＠ｅｘａｍｐｌｅ．ｊｐも",
            &["a.b@example.jp", "ｓｏｄａｎ＠ｅｘａｍｐｌｅ．ｊｐ"],
        );
    }

    #[test]
    fn other_numbers_are_left_alone() {
        check("2026-11-20の10:00-12:00、188番、#7119、〒170-8422、0から100まで、ID 1300000001、000000000000", &[]);
        check("50+ @midori、1@2、a@b", &[]);
    }
}
