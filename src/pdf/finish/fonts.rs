//! The fonts of a PDF: all in the file, none of them drawings, each knows its letters.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, Stream};
use unicode_normalization::UnicodeNormalization as _;

use super::super::Error;
use super::tree::name;

/// Looks whether every font is in the file as a font.
pub(super) fn check(document: &Document) -> Result<(), Error> {
    let is_drawn = |font: &&Dictionary| name(font, b"Subtype") == "Type3";
    if fonts(document).any(|font| is_drawn(&font)) {
        // One font of a page becomes several of drawings; each letter is said once.
        let letters: BTreeSet<char> =
            fonts(document).filter(is_drawn).flat_map(|font| letters(document, font)).collect();
        return Err(Error::DrawnLetters(letters.into_iter().collect()));
    }
    match fonts(document).find(|font| !is_embedded(document, font)) {
        Some(font) => Err(Error::NotEmbedded(name(font, b"BaseFont"))),
        None => Ok(()),
    }
}

/// The fonts whose letters cannot be copied, searched or read aloud.
pub(super) fn without_letters(document: &Document) -> impl Iterator<Item = String> {
    fonts(document).filter(|font| !font.has(b"ToUnicode")).map(|font| name(font, b"BaseFont"))
}

/// The fonts that pages name. The parts of a composite one are not among them.
fn fonts(document: &Document) -> impl Iterator<Item = &Dictionary> {
    let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
    dictionaries.filter(|font| font.has_type(b"Font") && !name(font, b"Subtype").starts_with("CIDFont"))
}

fn is_embedded(document: &Document, font: &Dictionary) -> bool {
    let parts = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array);
    let part = parts.ok().and_then(|parts| document.dereference(parts.first()?).ok()?.1.as_dict().ok());
    let descriptor = part.unwrap_or(font).get_deref(b"FontDescriptor", document).and_then(Object::as_dict);
    descriptor.is_ok_and(|font| [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|key| font.has(key)))
}

/// The letters that a font draws, as its own table says (`<03> <672C>`), for people to find them on the page.
fn letters(document: &Document, font: &Dictionary) -> Vec<char> {
    let table = font.get_deref(b"ToUnicode", document).and_then(Object::as_stream);
    let table = table.and_then(Stream::get_plain_content).unwrap_or_default();
    letters_of(&String::from_utf8_lossy(&table)).chars().collect()
}

fn letters_of(table: &str) -> String {
    let codes = |part: &str| -> Vec<u32> {
        let codes = part.split('<').filter_map(|code| code.split('>').next());
        codes.filter_map(|code| u32::from_str_radix(code.trim(), 16).ok()).collect()
    };
    let parts = |begin: &'static str, end: &'static str| {
        table.split(begin).skip(1).filter_map(move |part| part.split(end).next()).flat_map(codes).collect::<Vec<_>>()
    };
    let single =
        parts("beginbfchar", "endbfchar").chunks_exact(2).filter_map(|pair| letter(pair[1])).collect::<String>();
    let ranges = parts("beginbfrange", "endbfrange");
    let ranges = ranges.chunks_exact(3).flat_map(|range| {
        let count = range[1].saturating_sub(range[0]).min(0xff);
        (0..=count).filter_map(|place| letter(range[2].checked_add(place)?))
    });
    (single + &ranges.collect::<String>()).nfkc().collect()
}

/// A letter in one or two parts of UTF-16.
fn letter(code: u32) -> Option<char> {
    let parts = [(code >> 16) as u16, (code & 0xffff) as u16];
    let parts = parts.into_iter().skip_while(|part| *part == 0);
    char::decode_utf16(parts).next()?.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_read_from_tables() {
        let table =
            "2 beginbfchar\n<01> <898B>\n<02> <D83DDE00>\nendbfchar\n1 beginbfrange\n<03> <05> <3042>\nendbfrange";
        assert_eq!(letters_of(table), "見😀あぃい");
        assert_eq!(letters_of("beginbfrange <03> <FFFFFFFF> <D800> <ringo"), "");
    }
}
