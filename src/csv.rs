//! Tables as Excel on a Japanese desk opens them: UTF-8 with its mark, CRLF, every cell in quotes (RFC 4180).

/// Writes rows of cells. A cell that a spreadsheet would take for a formula is made a text by an apostrophe.
#[must_use]
pub fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    let lines = rows.iter().map(|row| row.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",") + "\r\n");
    [String::from("\u{FEFF}")].into_iter().chain(lines).collect::<String>().into_bytes()
}

fn quoted(cell: &str) -> String {
    // Excel takes full-width signs for the narrow ones, and looks behind blanks.
    let is_formula = cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let guard = if is_formula || cell.starts_with(['\t', '\r', '\n']) { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_texts_whatever_they_hold() {
        #[track_caller]
        fn check(cell: &str, expected: &str) {
            assert_eq!(csv(&[vec![cell.to_owned()]]), format!("\u{FEFF}{expected}\r\n").into_bytes());
        }
        check("福祉課", "\"福祉課\"");
        check("a, \"b\"\nc", "\"a, \"\"b\"\"\nc\"");
        check("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"");
        for start in ["+", "-", "@", " =", "＝", "－"] {
            check(&format!("{start}1"), &format!("\"'{start}1\""));
        }
        check("\t1", "\"'\t1\"");
        check("03-0000-1234", "\"03-0000-1234\"");
        assert_eq!(csv(&[]), "\u{FEFF}".as_bytes());
    }
}
