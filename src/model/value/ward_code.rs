//! 全国地方公共団体コード.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::text_value;
use crate::characters::narrow;
use crate::diagnostic::Fault;

/// A municipality's code: five digits and a check digit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct WardCode(String);

text_value!(WardCode, "ward-code");

impl WardCode {
    /// The code of a number in a prefecture.
    #[must_use]
    pub fn made(prefecture: u8, municipality: u16) -> Self {
        let five = format!("{:02}{:03}", prefecture % 100, municipality % 1000);
        let digits: Vec<u32> = five.chars().filter_map(|c| c.to_digit(10)).collect();
        Self(format!("{five}{}", check_digit(&digits)))
    }

    /// The number of the prefecture, 1 to 47, or another for a fictional one.
    #[must_use]
    pub fn prefecture(&self) -> u8 {
        self.0[..2].parse().expect("two digits")
    }
}

/// The sixth digit (総務省, 全国地方公共団体コード仕様): the last digit of 11 less the remainder of 6a+5b+4c+3d+2e by 11.
fn check_digit(digits: &[u32]) -> u32 {
    let sum: u32 = digits.iter().zip([6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
    (11 - sum % 11) % 10
}

impl FromStr for WardCode {
    type Err = Fault;

    fn from_str(written: &str) -> Result<Self, Fault> {
        let code: String = written.trim().chars().map(narrow).collect();
        let digits: Vec<u32> = code.chars().filter_map(|c| c.to_digit(10)).collect();
        if digits.len() != code.len() || !matches!(digits.len(), 5 | 6) {
            return Err(Fault::new("ward-code-notation"));
        }
        let check = check_digit(&digits[..5]);
        match digits.get(5) == Some(&check) {
            true => Ok(Self(code)),
            false => {
                let fault = Fault::new("ward-code-check-digit")
                    .with("code", format!("{}{check}", &code[..5]))
                    .with("digit", check);
                let last = written.char_indices().filter(|(_, c)| !c.is_whitespace()).nth(5);
                Err(match last {
                    Some((at, c)) => fault.at(at..at + c.len_utf8()),
                    None => fault,
                })
            }
        }
    }
}

impl fmt::Display for WardCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_is_checked() {
        for right in ["131105", "131164", "282031", "261009", "１３１１６４"] {
            assert!(right.parse::<WardCode>().is_ok(), "{right}");
        }
        assert_eq!(WardCode::made(13, 116).to_string(), "131164");
        let fault = "131165".parse::<WardCode>().unwrap_err();
        assert_eq!((fault.code, &*fault.values[0].1), ("ward-code-check-digit", "131164"));
        assert_eq!(fault.range, Some(5..6));
        assert_eq!("13116".parse::<WardCode>().unwrap_err().code, "ward-code-check-digit");
        assert_eq!("1311".parse::<WardCode>().unwrap_err().code, "ward-code-notation");
        assert_eq!("13116x".parse::<WardCode>().unwrap_err().code, "ward-code-notation");
    }
}
