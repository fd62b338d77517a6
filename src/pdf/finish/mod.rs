//! What a browser leaves undone in a PDF, done here, and a look whether it is now what it has to be.
//!
//! In: the bytes that Chromium printed, and what they have to be. Out: bytes that are the same whenever they are made, and
//! what still keeps them from being accessible. Pure.
//!
//! Chromium tags what people read; it leaves lines and frames without a tag, items of lists without a body, links
//! without words, and says neither title nor language where PDF/UA-1 wants them. The mark of PDF/UA-1 is a promise: it is
//! set only where [`Flaw`]s were looked for and none was found.

mod catalogue;
mod content;
mod fonts;
mod look;
mod tags;
#[cfg(test)]
mod tests;
mod tree;

use std::collections::BTreeSet;

use lopdf::{Document, Object, ObjectId, StringFormat};

use super::{Error, Sheet, Size};
pub use look::Flaw;

/// Finishes a PDF.
///
/// # Errors
///
/// When it cannot be read, or has other pages or fonts than it has to have.
pub fn finish(bytes: &[u8], sheet: &Sheet) -> Result<(Vec<u8>, Vec<Flaw>), Error> {
    let mut document = Document::load_mem(bytes).map_err(unreadable)?;
    document.prune_objects();
    check_pages(&document, sheet)?;
    fonts::check(&document)?;
    let flaws = finished(&mut document, sheet).map_err(unreadable)?;
    let bytes = written(&mut document).map_err(unreadable)?;
    Ok((bytes, flaws))
}

fn finished(document: &mut Document, sheet: &Sheet) -> lopdf::Result<Vec<Flaw>> {
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let places: BTreeSet<ObjectId> = pages.iter().flat_map(|page| content::places(document, *page)).collect();
    for place in places {
        content::mark(document, place)?;
    }
    tags::mend(document)?;
    catalogue::describe_links(document, &pages, sheet)?;
    let flaws = look::flaws(document, &pages);
    catalogue::describe(document, sheet, flaws.is_empty())?;
    Ok(flaws)
}

fn unreadable(error: impl std::fmt::Display) -> Error {
    Error::Unreadable(error.to_string())
}

fn check_pages(document: &Document, sheet: &Sheet) -> Result<(), Error> {
    let pages = document.get_pages();
    if let Some(expected) = sheet.pages.filter(|expected| *expected != pages.len()) {
        return Err(Error::Pages { expected, found: pages.len() });
    }
    for (number, page) in &pages {
        let found = size(document, *page).ok_or_else(|| unreadable("MediaBox"))?;
        if !is_within_a_point(found, sheet.size) {
            return Err(Error::PageSize { page: *number as usize, expected: sheet.size, found });
        }
    }
    Ok(())
}

const MILLIMETRES: f32 = 25.4 / 72.0;

/// The size of a page, which may stand at a group of pages.
fn size(document: &Document, page: ObjectId) -> Option<Size> {
    let mut at = document.get_dictionary(page).ok()?;
    for _ in 0..32 {
        if let Ok(corners) = at.get_deref(b"MediaBox", document).and_then(Object::as_array) {
            let corners: Vec<f32> = corners.iter().filter_map(|side| side.as_float().ok()).collect();
            let [left, bottom, right, top] = *corners.as_array()?;
            return Some(Size { width: (right - left) * MILLIMETRES, height: (top - bottom) * MILLIMETRES });
        }
        at = at.get_deref(b"Parent", document).and_then(Object::as_dict).ok()?;
    }
    None
}

fn is_within_a_point(found: Size, expected: Size) -> bool {
    let is_near = |found: f32, expected: f32| (found - expected).abs() <= MILLIMETRES;
    is_near(found.width, expected.width) && is_near(found.height, expected.height)
}

/// The file. What tells it from others is taken from its own bytes, never from the clock.
fn written(document: &mut Document) -> lopdf::Result<Vec<u8>> {
    document.prune_objects();
    document.renumber_objects();
    document.trailer.remove(b"ID");
    document.version = "1.7".to_owned();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    let mark = blake3::hash(&bytes).as_bytes()[..16].to_vec();
    let mark = Object::String(mark, StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![mark.clone(), mark]);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    Ok(bytes)
}
