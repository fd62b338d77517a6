//! Telephone numbers: shown as written, dialled as the network wants them.
//!
//! The rule above all others begins here: what is shown, dialled, printed and exported comes from this one value.

use std::fmt;
use std::str::FromStr;

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, PhoneNumberType, Region};

use super::text_value;
use crate::characters::narrow;
use crate::diagnostic::Fault;

/// Short numbers, which no telephone library knows. They are dialled as they are.
/// Sources: 電気通信番号計画 (総務省告示) for 1XY, 総務省消防庁 for #7119, 厚生労働省 for #8000, 警察庁 for #9110 and
/// #8103, 内閣府 for #8008 and #8891, 消費者庁 for 188, こども家庭庁 for 189.
const SHORT: &[(&str, PhoneKind)] = &[
    ("110", PhoneKind::Emergency),
    ("118", PhoneKind::Emergency),
    ("119", PhoneKind::Emergency),
    ("188", PhoneKind::Short),
    ("189", PhoneKind::Short),
    ("#7119", PhoneKind::Short),
    ("#8000", PhoneKind::Short),
    ("#8008", PhoneKind::Short),
    ("#8103", PhoneKind::Short),
    ("#8891", PhoneKind::Short),
    ("#9110", PhoneKind::Short),
];

/// A telephone number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneNumber {
    shown: String,
    dialled: String,
    extension: Option<String>,
    kind: PhoneKind,
    usual: Option<String>,
}

/// What sort of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneKind {
    /// With an area code.
    Geographic,
    /// 0120 and 0800: the caller pays nothing.
    TollFree,
    /// 0570: one number for the country, the caller pays.
    Navi,
    /// 050.
    Internet,
    /// 070, 080, 090.
    Mobile,
    /// 188, #7119 and the like.
    Short,
    /// 110, 118, 119: for danger, never the first answer of a page.
    Emergency,
    /// An exchange that begins with 0, such as 03-0000-1234: nobody has it. For samples only, never dialled.
    Fictional,
}

text_value!(PhoneNumber, "phone");

impl PhoneNumber {
    /// As staff wrote it, in narrow digits, without the extension.
    #[must_use]
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// What the network is given: national digits where +81 does not connect, else E.164.
    #[must_use]
    pub fn dialled(&self) -> &str {
        &self.dialled
    }

    /// 内線.
    #[must_use]
    pub fn extension(&self) -> Option<&str> {
        self.extension.as_deref()
    }

    /// What sort of number it is.
    #[must_use]
    pub fn kind(&self) -> PhoneKind {
        self.kind
    }

    /// The grouping of the numbering plan, where the written one differs and no office publishes its own (0570, 0120).
    #[must_use]
    pub fn usual_grouping(&self) -> Option<&str> {
        self.usual.as_deref()
    }

    /// The address behind a telephone link (RFC 3966), unless the number is fictional.
    #[must_use]
    pub fn uri(&self) -> Option<String> {
        if self.kind == PhoneKind::Fictional {
            return None;
        }
        let number = self.dialled.replace('#', "%23");
        Some(match &self.extension {
            Some(extension) => format!("tel:{number};ext={extension}"),
            None => format!("tel:{number}"),
        })
    }
}

impl fmt::Display for PhoneNumber {
    /// The canonical form: as dialled.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.dialled)?;
        match &self.extension {
            Some(extension) => write!(f, ";ext={extension}"),
            None => Ok(()),
        }
    }
}

impl FromStr for PhoneNumber {
    type Err = Fault;

    fn from_str(written: &str) -> Result<Self, Fault> {
        let (number, extension) = match written.split_once("内線") {
            Some((number, extension)) => (number, Some(digits_of_extension(written, extension)?)),
            None => (written, None),
        };
        if let Some(at) = number.find('〒') {
            return Err(Fault::new("phone-postal-code").at(at..number.trim_end().len()));
        }
        let shown: String = number.trim().trim_end_matches(['(', '（']).trim().chars().map(narrow_phone).collect();
        let made = |dialled: String, kind| Self {
            shown: shown.clone(),
            dialled,
            extension: extension.clone(),
            kind,
            usual: None,
        };
        if let Some((short, kind)) = SHORT.iter().find(|(short, _)| *short == shown) {
            return Ok(made((*short).to_owned(), *kind));
        }
        for (at, c) in number.char_indices() {
            let is_right =
                matches!(narrow_phone(c), '0'..='9' | '-' | '(' | ')' | ' ') || (at == 0 && narrow(c) == '+');
            if !is_right {
                return Err(Fault::new("phone-notation").at(at..at + c.len_utf8()).with("mark", c));
            }
        }
        // `03-4566-2427-` or `03--4566-2427`: something was lost, or is too much.
        let is_stray = |at: usize| {
            let next = number[at..].chars().skip(1).map(narrow_phone).find(|c| *c != ' ');
            matches!(next, None | Some('-' | ')')) || number[..at].trim().is_empty()
        };
        let mut hyphens = number.trim_end().char_indices().filter(|(_, c)| narrow_phone(*c) == '-');
        if let Some((at, c)) = hyphens.find(|(at, _)| is_stray(*at)) {
            return Err(Fault::new("phone-notation").at(at..at + c.len_utf8()).with("mark", c).with("stray", c));
        }
        let digits: String = shown.chars().filter(char::is_ascii_digit).collect();
        if is_fictional(&shown, &digits) {
            return Ok(made(digits, PhoneKind::Fictional));
        }
        if !shown.starts_with('+') && !digits.starts_with('0') {
            let code = if (5..=8).contains(&digits.len()) { "phone-area-code" } else { "phone-digits" };
            let fault = Fault::new(code).with("digits", digits.len());
            let is_short = |(short, _): &&(&str, _)| short.strip_prefix('#') == Some(digits.as_str());
            // Spreadsheets take the leading zero off.
            let with_zero = PHONE_NUMBER_UTIL.parse(format!("0{shown}"), Some(Region::JP)).ok();
            let with_zero = with_zero.filter(|parsed| (9..=10).contains(&digits.len()) && parsed.is_valid());
            return Err(match (SHORT.iter().find(is_short), with_zero) {
                (Some((short, _)), _) => fault.with("nearest", format!("\"{short}\"")),
                (None, Some(parsed)) => fault.with("nearest", parsed.format_as(PhoneNumberFormat::National)),
                (None, None) => fault,
            });
        }
        let parsed = PHONE_NUMBER_UTIL
            .parse(&shown, Some(Region::JP))
            .ok()
            .filter(|parsed| parsed.country_code == 81 && parsed.is_valid())
            .ok_or_else(|| Fault::new("phone-digits").with("digits", digits.len()))?;
        let national = parsed.format_as(PhoneNumberFormat::National).into_owned();
        let kind = match parsed.get_type() {
            PhoneNumberType::TollFree => PhoneKind::TollFree,
            PhoneNumberType::UAN => PhoneKind::Navi,
            PhoneNumberType::VoIP => PhoneKind::Internet,
            PhoneNumberType::Mobile => PhoneKind::Mobile,
            _ => PhoneKind::Geographic,
        };
        let in_japan_only = matches!(kind, PhoneKind::TollFree | PhoneKind::Navi);
        let dialled = match in_japan_only {
            true => national.chars().filter(char::is_ascii_digit).collect(),
            false => parsed.format_as(PhoneNumberFormat::E164).into_owned(),
        };
        // (03)4566-2427 is grouped as 03-4566-2427 is.
        let groups = |number: &str| {
            number.split(['-', '(', ')', ' ']).filter(|group| !group.is_empty()).map(str::to_owned).collect::<Vec<_>>()
        };
        let is_usual = in_japan_only || shown.starts_with('+') || groups(&shown) == groups(&national);
        let usual = (!is_usual).then_some(national);
        Ok(Self { usual, ..made(dialled, kind) })
    }
}

/// Narrow, with every sign that staff type for a hyphen made one.
pub(super) fn narrow_phone(c: char) -> char {
    match narrow(c) {
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | 'ー' | 'ｰ' => '-',
        c => c,
    }
}

fn digits_of_extension(written: &str, extension: &str) -> Result<String, Fault> {
    let narrow: String = extension.chars().map(narrow).collect();
    let digits = narrow.trim_matches(|c: char| c == ' ' || c == ':' || c == '(' || c == ')' || c == '-');
    match !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        true => Ok(digits.to_owned()),
        false => {
            let start = written.len() - extension.len() - "内線".len();
            Err(Fault::new("phone-extension").at(start..written.trim_end().len()))
        }
    }
}

/// 03-0000-1234: ten digits with an area code, and an exchange that begins with 0.
fn is_fictional(shown: &str, digits: &str) -> bool {
    let mut groups = shown.split(['-', '(', ')', ' ']).filter(|group| !group.is_empty());
    let (Some(area), Some(exchange)) = (groups.next(), groups.next()) else { return false };
    digits.len() == 10
        && area.starts_with('0')
        && !area.starts_with("00")
        && (2..=5).contains(&area.len())
        && exchange.starts_with('0')
        && !matches!(area, "0120" | "0570" | "0800" | "0990")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, shown: &str, uri: Option<&str>, kind: PhoneKind) {
        let number: PhoneNumber = written.parse().unwrap();
        assert_eq!((number.shown(), number.uri().as_deref(), number.kind()), (shown, uri, kind));
    }

    #[test]
    fn numbers_are_shown_as_written_and_dialled_as_the_network_wants() {
        use PhoneKind::*;
        check("03-4566-2427", "03-4566-2427", Some("tel:+81345662427"), Geographic);
        check("０３－４５６６－２４２７", "03-4566-2427", Some("tel:+81345662427"), Geographic);
        check("03ー4566ー2427", "03-4566-2427", Some("tel:+81345662427"), Geographic);
        check("(03)4566-2427", "(03)4566-2427", Some("tel:+81345662427"), Geographic);
        check("0345662427", "0345662427", Some("tel:+81345662427"), Geographic);
        check("+81 3-4566-2427", "+81 3-4566-2427", Some("tel:+81345662427"), Geographic);
        check("01267-2-1234", "01267-2-1234", Some("tel:+81126721234"), Geographic);
        check("0120-529-528", "0120-529-528", Some("tel:0120529528"), TollFree);
        check("0800-123-4567", "0800-123-4567", Some("tel:08001234567"), TollFree);
        check("0570-064-556", "0570-064-556", Some("tel:0570064556"), Navi);
        check("050-3612-1234", "050-3612-1234", Some("tel:+815036121234"), Internet);
        check("119", "119", Some("tel:119"), Emergency);
        check("188", "188", Some("tel:188"), Short);
        check("#7119", "#7119", Some("tel:%237119"), Short);
        check("＃７１１９", "#7119", Some("tel:%237119"), Short);
        check("03-1234-5678 内線123", "03-1234-5678", Some("tel:+81312345678;ext=123"), Geographic);
        check("03-1234-5678（内線 123）", "03-1234-5678", Some("tel:+81312345678;ext=123"), Geographic);
    }

    #[test]
    fn fictional_numbers_are_never_dialled() {
        check("03-0000-1234", "03-0000-1234", None, PhoneKind::Fictional);
        check("042-000-1234", "042-000-1234", None, PhoneKind::Fictional);
        assert!("0120-000-123".parse::<PhoneNumber>().unwrap().uri().is_some());
    }

    #[test]
    fn what_is_no_number_says_why() {
        #[track_caller]
        fn fault(written: &str, code: &str) {
            assert_eq!(written.parse::<PhoneNumber>().unwrap_err().code, code, "{written}");
        }
        fault("449-2396", "phone-area-code");
        fault("7119", "phone-digits");
        fault("345662427", "phone-digits");
        fault("03-4566-242", "phone-digits");
        fault("03-4566-24277", "phone-digits");
        for stray in ["03-4566-2427-", "-03-4566-2427", "03--4566-2427", "03-4566-2427- 内線1"] {
            fault(stray, "phone-notation");
        }
        fault("03-4566-242O", "phone-notation");
        fault("03-1234-5678 内線", "phone-extension");
        fault("+1 212 555 0100", "phone-digits");
        fault("", "phone-digits");
    }

    #[test]
    fn the_zero_that_spreadsheets_take_off_is_missed() {
        for written in ["345662427", "3-4566-2427"] {
            let fault = written.parse::<PhoneNumber>().unwrap_err();
            assert!(fault.values.contains(&("nearest", "03-4566-2427".to_owned())), "{written}: {fault:?}");
        }
    }

    #[test]
    fn a_strange_grouping_is_noticed_and_kept() {
        let number: PhoneNumber = "0475-12-3456".parse().unwrap();
        assert_eq!((number.shown(), number.usual_grouping()), ("0475-12-3456", Some("047-512-3456")));
        for usual in ["(03)4566-2427", "03(4566)2427", "03 4566 2427"] {
            assert_eq!(usual.parse::<PhoneNumber>().unwrap().usual_grouping(), None, "{usual}");
        }
        assert_eq!("0570-06-4556".parse::<PhoneNumber>().unwrap().usual_grouping(), None);
    }
}
