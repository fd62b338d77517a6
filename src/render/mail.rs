//! Addresses that open a letter with its words filled in (RFC 6068).

use std::fmt::Write as _;

/// A `mailto:` address with a subject and a body. What is written nowhere leaves the reader's device before they send it.
pub(super) fn mailto(to: &str, subject: &str, body: &str) -> String {
    format!("mailto:{}?subject={}&body={}", encoded(to), encoded(subject), encoded(body))
}

/// Everything that is no letter or digit in the form of RFC 3986; lines end as RFC 6068 wants it.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'@' => encoded.push(byte.into()),
            b'\n' => encoded.push_str("%0D%0A"),
            other => write!(encoded, "%{other:02X}").expect("writing to a string"),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_filled_in() {
        assert_eq!(
            mailto("a+b@example.jp", "電話 & 声", "一\n?"),
            "mailto:a%2Bb@example.jp?subject=%E9%9B%BB%E8%A9%B1%20%26%20%E5%A3%B0&body=%E4%B8%80%0D%0A%3F"
        );
    }
}
