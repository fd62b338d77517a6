//! Style sheets as text: without their comments, and without what only indents.

/// A style sheet whose comments are blanks. Every byte keeps its place.
pub(super) fn without_comments(css: &str) -> String {
    let mut text = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find(['/', '"', '\'']) {
        let inside = &rest[at..];
        let (length, is_comment) = match inside.as_bytes() {
            [b'/', b'*', ..] => (inside[2..].find("*/").map_or(inside.len(), |end| end + 4), true),
            [b'/', ..] => (1, false),
            _ => (string(inside), false),
        };
        text.push_str(&rest[..at]);
        match is_comment {
            true => text.push_str(&" ".repeat(length)),
            false => text.push_str(&inside[..length]),
        }
        rest = &inside[length..];
    }
    text + rest
}

/// The same rules in fewer bytes.
pub(super) fn small(css: &str) -> String {
    // Only a string can go on in the next line, and its blanks are a part of it.
    if css.contains("\\\n") {
        return css.to_owned();
    }
    let css = without_comments(css);
    let lines: Vec<&str> = css.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n") + "\n"
}

/// The length of the string that a text begins with, its quotes included.
fn string(text: &str) -> usize {
    let quote = text.as_bytes()[0];
    let mut is_escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let is_end = !is_escaped && (byte == quote || byte == b'\n');
        is_escaped = !is_escaped && byte == b'\\';
        is_end
    });
    end.map_or(text.len(), |end| end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_strings_stay() {
        #[track_caller]
        fn check(css: &str, expected: &str) {
            assert_eq!(small(css), expected);
            assert_eq!(without_comments(css).len(), css.len());
        }
        check("/* a */\np { /* 窓 */ color: red }  \n\n  /* b", "p {           color: red }\n");
        check("p::after { content: \"/* a */\" }", "p::after { content: \"/* a */\" }\n");
        check("p::after { content: '\\'/*' } /**/", "p::after { content: '\\'/*' }\n");
        check("p { content: \"a\\\n  b\" } /* c */", "p { content: \"a\\\n  b\" } /* c */");
        check("p { font: 1em/1.5 a }", "p { font: 1em/1.5 a }\n");
    }
}
