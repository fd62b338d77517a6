//! Style sheets as text: without their comments, and without needless blanks.

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
    let css = without_comments(css);
    let mut small = String::with_capacity(css.len());
    let mut rest = css.as_str();
    while let Some(at) = rest.find(|c: char| c.is_ascii_whitespace() || "\"'}".contains(c)) {
        small.push_str(&rest[..at]);
        let inside = &rest[at..];
        let length = match inside.as_bytes()[0] {
            b'"' | b'\'' => string(inside).min(inside.len()),
            b'}' => 1,
            _ => inside.len() - inside.trim_ascii_start().len(),
        };
        rest = &inside[length..];
        match &inside[..length] {
            // The last declaration of a block needs no semicolon.
            "}" if small.ends_with(';') => {
                small.pop();
                small.push('}');
            }
            blank if blank.trim_ascii().is_empty() => push_blank(&mut small, rest),
            piece => small.push_str(piece),
        }
    }
    small.push_str(rest);
    small + "\n"
}

/// A blank, unless a sign beside it separates as well. What may be part of a selector (`a :hover`), of a sum or of an
/// empty value (`--x: ;`) keeps its blanks.
fn push_blank(small: &mut String, rest: &str) {
    let before = small.chars().next_back().is_none_or(|c| "{};, ".contains(c));
    let is_needless = match small.ends_with(':') {
        true => rest.starts_with(|c: char| c.is_ascii_alphanumeric() || "#-.\"".contains(c)),
        false => rest.chars().next().is_none_or(|c| "{},".contains(c)),
    };
    if !(before || is_needless) {
        small.push(' ');
    }
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
        check("/* a */\np { /* 窓 */ color: red }  \n\n  /* b", "p{color:red}\n");
        check("p::after { content: \"/* a */\" }", "p::after{content:\"/* a */\"}\n");
        check("p::after { content: '\\'/*' } /**/", "p::after{content: '\\'/*'}\n");
        check("p { content: \"a\\\n  b\" } /* c */", "p{content:\"a\\\n  b\"}\n");
        check("p { font: 1em/1.5 a }", "p{font:1em/1.5 a}\n");
        check("p { a: b/* c */d }", "p{a:b d}\n");
        check("p { content: \"a", "p{content:\"a\n");
    }

    #[test]
    fn blanks_with_a_meaning_stay() {
        #[track_caller]
        fn check(css: &str, expected: &str) {
            assert_eq!(small(css), format!("{expected}\n"));
            assert_eq!(small(expected), format!("{expected}\n"), "nothing is left to take away");
        }
        check("a ,\n b {\n  color: red;\n  margin: 0 .5em;\n}\n", "a,b{color:red;margin:0 .5em}");
        check("@media (min-width: 1em) { a { b: c } }", "@media (min-width:1em){a{b:c}}");
        check("a { width: calc(1em + 2px) }", "a{width:calc(1em + 2px)}");
        check("a :hover { --x: ; }", "a :hover{--x: }");
        check("a::before { content: \" /* ; } */ \\\" \" / \"\"; }", "a::before{content:\" /* ; } */ \\\" \" / \"\"}");
        check("a > b ~ c, .d .e { f: -1px }", "a > b ~ c,.d .e{f:-1px}");
    }
}
