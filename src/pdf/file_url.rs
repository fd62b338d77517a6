use std::fmt::Write as _;
use std::path::Path;

/// The address of a file on this computer. The path has to be whole, from the root on.
#[must_use]
pub fn file_url(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let mut url = "file://".to_owned();
    if !path.starts_with('/') {
        url.push('/'); // C:/…
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' | b':' => url.push(byte.into()),
            _ => write!(url, "%{byte:02X}").expect("a string takes everything"),
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_folder_is_called_it_has_an_address() {
        #[track_caller]
        fn check(path: &str, expected: &str) {
            assert_eq!(file_url(Path::new(path)), expected);
        }
        check("/guide/a/call.html", "file:///guide/a/call.html");
        check("/home/市/50% #1?.html", "file:///home/%E5%B8%82/50%25%20%231%3F.html");
        check(r"C:\Users\a b\t1.html", "file:///C:/Users/a%20b/t1.html");
    }
}
