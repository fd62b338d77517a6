//! Files as addresses that hold all of them (RFC 2397).

/// A file as an address; its name says of what kind it is.
#[must_use]
pub fn data_uri(name: &str, bytes: &[u8]) -> String {
    format!("data:{};base64,{}", mime_guess::from_path(name).first_or_octet_stream(), base64(bytes))
}

/// Bytes in sixty-four signs (RFC 4648).
#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let value = group.iter().fold(0u32, |value, byte| value << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        for sign in 0..4 {
            let index = (value >> (18 - 6 * sign)) & 63;
            text.push(if sign > group.len() { '=' } else { char::from(SIGNS[index as usize]) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_signs() {
        for (bytes, expected) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), expected);
        }
        assert_eq!(data_uri("a.png", b"foo"), "data:image/png;base64,Zm9v");
    }
}
