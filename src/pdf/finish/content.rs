//! What is drawn on a page: whatever has no tag becomes an artifact, which readers of PDFs pass over.
//!
//! Chromium draws what is transparent or mixed with its background into a form, which holds tags of its own then; so a
//! page has one or several *places* with content.

use std::collections::BTreeSet;

use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, ObjectId};

/// A page, and the forms on it that hold tags.
pub(super) fn places(document: &Document, page: ObjectId) -> Vec<ObjectId> {
    let mut places = vec![page];
    let mut next = 0;
    while let Some(place) = places.get(next) {
        let forms = forms(document, *place).into_iter().map(|(_, form)| form);
        let new: Vec<ObjectId> = forms.filter(|form| !places.contains(form)).collect();
        places.extend(new);
        next += 1;
    }
    places
}

/// Marks what is drawn at a place without a tag.
pub(super) fn mark(document: &mut Document, place: ObjectId) -> lopdf::Result<()> {
    let content = Content::decode(&drawn(document, place)?)?;
    let marked = Content { operations: marked(content.operations, &names(document, place)) }.encode()?;
    let stream = match document.get_object(place)? {
        Object::Stream(_) => place,
        _ => {
            document.change_page_content(place, marked.clone())?;
            *document.get_page_contents(place).first().ok_or(lopdf::Error::ObjectNotFound(place))?
        }
    };
    let stream = document.get_object_mut(stream)?.as_stream_mut()?;
    stream.set_plain_content(marked);
    stream.compress()
}

/// The numbers of the tagged parts of a place, or nothing where something is drawn that is neither tagged nor an artifact.
pub(super) fn tagged(document: &Document, place: ObjectId) -> Option<BTreeSet<i64>> {
    let content = Content::decode(&drawn(document, place).ok()?).ok()?;
    if !bare(&content.operations, &names(document, place)).is_empty() {
        return None;
    }
    Some(content.operations.iter().filter_map(number).collect())
}

fn drawn(document: &Document, place: ObjectId) -> lopdf::Result<Vec<u8>> {
    match document.get_object(place)? {
        Object::Stream(stream) => stream.get_plain_content(),
        _ => Ok(document.get_page_content(place)),
    }
}

/// The forms that a place may draw and that hold tags, by their names there.
fn forms(document: &Document, place: ObjectId) -> Vec<(Vec<u8>, ObjectId)> {
    let own = match document.get_object(place) {
        Ok(Object::Stream(stream)) => Some(&stream.dict),
        Ok(Object::Dictionary(page)) => Some(page),
        _ => None,
    };
    let resources = own.and_then(|own| own.get_deref(b"Resources", document).and_then(Object::as_dict).ok());
    let forms = resources.and_then(|own| own.get_deref(b"XObject", document).and_then(Object::as_dict).ok());
    let holds_tags = |form: ObjectId| {
        let form = document.get_object(form).and_then(Object::as_stream);
        form.is_ok_and(|form| form.dict.has(b"StructParents"))
    };
    let forms = forms.into_iter().flat_map(|forms| forms.iter());
    let forms = forms.filter_map(|(name, form)| Some((name.clone(), form.as_reference().ok()?)));
    forms.filter(|(_, form)| holds_tags(*form)).collect()
}

fn names(document: &Document, place: ObjectId) -> BTreeSet<Vec<u8>> {
    forms(document, place).into_iter().map(|(name, _)| name).collect()
}

fn marked(operations: Vec<Operation>, forms: &BTreeSet<Vec<u8>>) -> Vec<Operation> {
    let bare = bare(&operations, forms);
    let (mut begins, mut ends) = (BTreeSet::new(), BTreeSet::new());
    for (first, last) in bare.into_iter().filter(|(first, last)| !operations[*first..=*last].iter().any(opens)) {
        begins.insert(first);
        ends.insert(last);
    }
    let mut marked = Vec::with_capacity(operations.len() + 2 * begins.len());
    for (place, operation) in operations.into_iter().enumerate() {
        if begins.contains(&place) {
            marked.push(Operation::new("BMC", vec![Object::Name(b"Artifact".to_vec())]));
        }
        marked.push(operation);
        if ends.contains(&place) {
            marked.push(Operation::new("EMC", vec![]));
        }
    }
    marked
}

/// From where to where something is drawn outside of every mark. What forms with tags draw has its marks there.
fn bare(operations: &[Operation], forms: &BTreeSet<Vec<u8>>) -> Vec<(usize, usize)> {
    let has_tags = |operation: &Operation| {
        let name = operation.operands.first().and_then(|name| name.as_name().ok());
        name.is_some_and(|name| forms.contains(name))
    };
    let (mut found, mut depth, mut begin) = (Vec::new(), 0_usize, None);
    for (place, operation) in operations.iter().enumerate() {
        match operation.operator.as_str() {
            "BDC" | "BMC" => depth += 1,
            "EMC" => depth = depth.saturating_sub(1),
            _ if depth > 0 && begin.is_none() => {}
            "BT" | "m" | "re" if begin.is_none() => begin = Some(place),
            // The end of a path that only cuts what comes after it: nothing is drawn.
            "n" => begin = None,
            "ET" | "f" | "F" | "f*" | "S" | "s" | "B" | "B*" | "b" | "b*" => {
                found.extend(begin.take().map(|begin| (begin, place)));
            }
            "Do" if has_tags(operation) => {}
            "Do" | "sh" | "BI" | "EI" => found.push((place, place)),
            _ => {}
        }
    }
    found
}

fn opens(operation: &Operation) -> bool {
    matches!(operation.operator.as_str(), "BDC" | "BMC")
}

/// The number that the structure knows a part by.
fn number(operation: &Operation) -> Option<i64> {
    let [_, Object::Dictionary(properties)] = &*operation.operands else { return None };
    properties.get(b"MCID").and_then(Object::as_i64).ok().filter(|_| opens(operation))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_without_a_tag_becomes_an_artifact() {
        #[track_caller]
        fn check(drawn: &str, expected: &str) {
            let content = Content::decode(drawn.as_bytes()).unwrap();
            let bytes =
                Content { operations: marked(content.operations, &[b"Tagged".to_vec()].into()) }.encode().unwrap();
            let lines = String::from_utf8(bytes).unwrap().replace('\n', " ");
            assert_eq!(lines.trim(), expected);
        }
        check("q 0 0 9 9 re f Q", "q /Artifact BMC 0 0 9 9 re f EMC Q");
        check("0 0 m 9 0 l 9 9 l h S", "/Artifact BMC 0 0 m 9 0 l 9 9 l h S EMC");
        check("BT /F1 9 Tf <41> Tj ET", "/Artifact BMC BT /F1 9 Tf <41> Tj ET EMC");
        check("q /X1 Do Q", "q /Artifact BMC /X1 Do EMC Q");
        check("q /Tagged Do Q", "q /Tagged Do Q");
        check("0 0 9 9 re W n", "0 0 9 9 re W n");
        let tagged = "/P <</MCID 0>> BDC BT <41> Tj ET 0 0 9 9 re f EMC";
        check(tagged, tagged);
        check("0 0 9 9 re f /P BMC 1 1 2 2 re f EMC", "/Artifact BMC 0 0 9 9 re f EMC /P BMC 1 1 2 2 re f EMC");
        check("BT <41> Tj /P BMC <42> Tj EMC ET", "BT <41> Tj /P BMC <42> Tj EMC ET");
    }
}
