//! 郵便番号.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::text_value;
use crate::characters::narrow;
use crate::diagnostic::Fault;

/// A postal code: 171-8422.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct PostalCode(String);

text_value!(PostalCode, "postal-code");

impl FromStr for PostalCode {
    type Err = Fault;

    fn from_str(written: &str) -> Result<Self, Fault> {
        let narrow: String = written.trim().trim_start_matches('〒').trim().chars().map(narrow).collect();
        let digits: String = match narrow.split_once('-') {
            Some((area, local)) if area.len() == 3 && local.len() == 4 => format!("{area}{local}"),
            Some(_) => return Err(Fault::new("postal-code-notation")),
            None => narrow,
        };
        match digits.len() == 7 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            true => Ok(Self(format!("{}-{}", &digits[..3], &digits[3..]))),
            false => Err(Fault::new("postal-code-notation")),
        }
    }
}

impl fmt::Display for PostalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_digits_in_two_groups() {
        for right in ["171-8422", "〒171-8422", "1718422", "１７１－８４２２"] {
            assert_eq!(right.parse::<PostalCode>().unwrap().to_string(), "171-8422", "{right}");
        }
        for wrong in ["171-842", "03-4566-2427", "17-18422", "〒", ""] {
            assert!(wrong.parse::<PostalCode>().is_err(), "{wrong}");
        }
    }
}
