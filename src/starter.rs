//! The guide that `shirube new PATH` begins with: a fictional city, small and complete, each field explained where it
//! stands. Its files are those of `starter/`; nothing is put together here.

/// The files of `starter/`, which the binary carries with it.
const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/starter.rs"));

/// The file to write one's own window into first.
pub const FIRST: &str = "content/wards/asanagi/windows/nagisa.md";

/// Each file with its path below the guide's root.
pub fn starter() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    FILES.iter().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_file_is_there() {
        assert!(starter().any(|(path, _)| path == FIRST));
    }
}
