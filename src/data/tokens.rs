//! By which words a name is found: the whole of it, its parts between brackets, and runs of one script.

use super::fold::fold;

/// Everything that names lead to, folded, without what another of them begins with.
pub(super) fn tokens<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    without_prefixes(names.into_iter().flat_map(of_name).collect())
}

/// A number as it is dialled, and the four digits that people remember.
pub(super) fn of_number(digits: &str) -> Vec<String> {
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let last = digits.len().checked_sub(4).map(|at| digits[at..].to_owned());
    std::iter::once(digits.clone()).chain(last).filter(|token| !token.is_empty()).collect()
}

/// What begins another token is found with it.
pub(super) fn without_prefixes(mut tokens: Vec<String>) -> Vec<String> {
    tokens.retain(|token| !token.is_empty());
    tokens.sort_unstable();
    // Sorted, a token stands before all that begin with it.
    tokens.reverse();
    let mut longest: Vec<String> = Vec::with_capacity(tokens.len());
    for token in tokens {
        if longest.last().is_none_or(|longer| !longer.starts_with(&token)) {
            longest.push(token);
        }
    }
    longest
}

fn of_name(name: &str) -> Vec<String> {
    let parts = name.split(|c: char| !c.is_alphanumeric() && c != 'ー').filter(|part| part.chars().count() > 1);
    let runs = parts.clone().flat_map(runs);
    std::iter::once(name).chain(parts).chain(runs).map(fold).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Hiragana,
    Katakana,
    Latin,
    Digit,
    Other,
}

fn script(c: char) -> Script {
    match c {
        'ぁ'..='ゖ' => Script::Hiragana,
        'ァ'..='ヺ' => Script::Katakana,
        c if c.is_ascii_alphabetic() => Script::Latin,
        c if c.is_numeric() => Script::Digit,
        _ => Script::Other,
    }
}

/// Runs of one script that are long enough to be a word: `ひきこもり相談` is `ひきこもり` and `相談`. A long vowel
/// belongs to what it stands behind.
fn runs(part: &str) -> Vec<&str> {
    let mut runs = Vec::new();
    let (mut start, mut current) = (0, None);
    for (at, c) in part.char_indices().filter(|(_, c)| *c != 'ー') {
        if current.is_some_and(|current| current != script(c)) {
            runs.push((&part[start..at], current));
            start = at;
        }
        current = Some(script(c));
    }
    runs.push((&part[start..], current));
    let is_word = |(run, script): &(&str, Option<Script>)| match script {
        // Two hiragana are a particle or an ending.
        Some(Script::Hiragana) => run.chars().count() > 2,
        Some(Script::Digit) => false,
        _ => run.chars().count() > 1,
    };
    runs.into_iter().filter(is_word).map(|(run, _)| run).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_its_parts() {
        #[track_caller]
        fn check(name: &str, expected: &[&str]) {
            let mut found = tokens([name]);
            found.reverse();
            assert_eq!(found, expected);
        }
        check("ひきこもり相談窓口「ひだまり」", &["ひきこもり相談窓口ひたまり", "ひたまり", "相談窓口"]);
        check("居場所「えん側」", &["えん側", "居場所えん側"]);
        check("若者サポートステーション", &["さほとすてしよん", "若者さほとすてしよん"]);
        check("CSWの相談", &["cswの相談", "相談"]);
        check("Hidamari Consultation Window", &["consultation", "hidamariconsultationwindow", "window"]);
        check("の", &["の"]);
    }

    #[test]
    fn a_number_is_found_whole_and_by_its_end() {
        assert_eq!(of_number("03-0000-1234"), ["0300001234", "1234"]);
        assert_eq!(of_number("119"), ["119"]);
    }
}
