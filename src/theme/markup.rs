//! Reads the tags of HTML templates and SVG files, to look for what must not stand in them.
//!
//! All ranges are bytes of the text as it was written; Tera's own tags are put out of sight first.

use std::ops::Range;

/// A start tag.
#[derive(Debug, PartialEq)]
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    /// From `<` to `>`.
    pub(super) range: Range<usize>,
    pub(super) attributes: Vec<Attribute<'a>>,
}

/// An attribute of a tag; without a value it is empty.
#[derive(Debug, PartialEq)]
pub(super) struct Attribute<'a> {
    pub(super) name: &'a str,
    pub(super) value: &'a str,
    /// From the name to the end of the value.
    pub(super) range: Range<usize>,
}

impl<'a> Tag<'a> {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name)).map(|own| own.value)
    }

    /// From `<` to the end of the name.
    pub(super) fn head(&self) -> Range<usize> {
        self.range.start..self.range.start + 1 + self.name.len()
    }

    /// Whether this is such an element.
    pub(super) fn is(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.name.eq_ignore_ascii_case(name))
    }
}

/// A template whose Tera tags are blanks, and whose expressions are signs that no address begins with. Every byte keeps
/// its place.
pub(super) fn without_tera(template: &str) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let (end, filler) = match rest.as_bytes().get(1) {
            Some(b'{') => ("}}", "\u{1}"),
            Some(b'%') => ("%}", " "),
            Some(b'#') => ("#}", " "),
            _ => ("{", "{"),
        };
        let length = rest.find(end).map_or(rest.len(), |at| at + end.len());
        text.push_str(&filler.repeat(length));
        rest = &rest[length..];
    }
    text + rest
}

/// The start tags of a text, without those in comments.
pub(super) fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('<').map(|open| at + open) {
        let inside = &text[open + 1..];
        if inside.starts_with("!--") {
            at = inside.find("-->").map_or(text.len(), |end| open + 1 + end);
        } else if inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '?') {
            let name = open + 1..end_of(text, open + 2, |c| c.is_whitespace() || matches!(c, '/' | '>'));
            let (attributes, end) = attributes(text, name.end);
            at = (end + 1).min(text.len());
            tags.push(Tag { name: &text[name], range: open..at, attributes });
        } else {
            at = open + 1;
        }
    }
    tags
}

/// The attributes of a tag, and where it ends.
fn attributes(text: &str, start: usize) -> (Vec<Attribute<'_>>, usize) {
    let mut attributes = Vec::new();
    let mut at = start;
    loop {
        at = end_of(text, at, |c| !(c.is_whitespace() || c == '/'));
        if text[at..].is_empty() || text[at..].starts_with('>') {
            return (attributes, at);
        }
        let name = at..end_of(text, at, |c| c.is_whitespace() || matches!(c, '=' | '>' | '/'));
        // An equals sign without a name before it is a name to browsers, too.
        let name = name.start..name.end.max(name.start + text[name.start..].chars().next().map_or(0, char::len_utf8));
        let equals = end_of(text, name.end, |c| !c.is_whitespace());
        let (value, end) = match text[equals..].strip_prefix('=') {
            None => (name.end..name.end, name.end),
            Some(behind) => {
                let from = text.len() - behind.trim_start().len();
                match text[from..].chars().next().filter(|c| matches!(c, '"' | '\'')) {
                    Some(quote) => {
                        let to = end_of(text, from + 1, |c| c == quote);
                        (from + 1..to, (to + 1).min(text.len()))
                    }
                    None => {
                        let to = end_of(text, from, |c| c.is_whitespace() || c == '>');
                        (from..to, to)
                    }
                }
            }
        };
        attributes.push(Attribute { name: &text[name.clone()], value: &text[value], range: name.start..end });
        at = end;
    }
}

/// Where the first such character stands, or the text ends.
fn end_of(text: &str, from: usize, is_end: impl Fn(char) -> bool) -> usize {
    text.get(from..).and_then(|rest| rest.find(is_end)).map_or(text.len(), |at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &[(&str, &str)])]) {
        let masked = without_tera(text);
        assert_eq!(masked.len(), text.len());
        let tags = tags(&masked);
        let found: Vec<(&str, Vec<(&str, &str)>)> = tags
            .iter()
            .map(|tag| (tag.name, tag.attributes.iter().map(|own| (own.name, own.value)).collect()))
            .collect();
        let expected: Vec<(&str, Vec<(&str, &str)>)> =
            expected.iter().map(|(name, attributes)| (*name, attributes.to_vec())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn tags_are_read_with_their_attributes() {
        check("<p>a < b</p><br/>", &[("p", &[]), ("br", &[])]);
        check(
            "<a href=\"x>y\" download title='z' id=a>",
            &[("a", &[("href", "x>y"), ("download", ""), ("title", "z"), ("id", "a")])],
        );
        check("<!-- <b> --><i {% if a %} class=\"c\"{% endif %}>", &[("i", &[("class", "c")])]);
        check(
            "{{ <icon name=\"x\" /> }}<img src=\"{{ a }}/b\">{# <b> #}",
            &[("img", &[("src", "\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}/b")])],
        );
        check("<script", &[("script", &[])]);
        check("<a ='b", &[("a", &[("=", ""), ("'b", "")])]);
        check("窓{{ 口", &[]);
    }

    #[test]
    fn places_are_those_of_the_file() {
        let text = "{{ 窓口 }}<p onclick=\"a\">";
        let masked = without_tera(text);
        let tag = tags(&masked).remove(0);
        assert_eq!(&text[tag.head()], "<p");
        assert_eq!(&text[tag.range.clone()], "<p onclick=\"a\">");
        assert_eq!(&text[tag.attributes[0].range.clone()], "onclick=\"a\"");
    }
}
