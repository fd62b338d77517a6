//! The structure of a document, read once: what is a heading, a list, a picture.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

/// An element of the structure.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) id: ObjectId,
    /// `H1`, `LI` …
    pub(super) kind: String,
    pub(super) kids: Vec<Kid>,
}

/// What is in an element.
#[derive(Debug)]
pub(super) enum Kid {
    Element(Element),
    /// A part of what is drawn on a page or in a form, by its number there.
    Content(ObjectId, i64),
    /// A link or another note on a page.
    Note(ObjectId),
}

impl Element {
    /// The elements in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.kids.iter().filter_map(|kid| match kid {
            Kid::Element(element) => Some(element),
            _ => None,
        })
    }

    /// It and all elements below it, in the order they are read.
    pub(super) fn all(&self) -> Vec<&Element> {
        let mut all = vec![self];
        for element in self.elements() {
            all.extend(element.all());
        }
        all
    }
}

/// The root of the structure, if there is one.
pub(super) fn root(document: &Document) -> Option<&Dictionary> {
    document.catalog().ok()?.get_deref(b"StructTreeRoot", document).and_then(Object::as_dict).ok()
}

/// The elements of the structure.
pub(super) fn read(document: &Document) -> Option<Vec<Element>> {
    let mut reader = Reader { document, seen: BTreeSet::new() };
    let kids = reader.kids(root(document)?, None, 0);
    let elements = kids.into_iter().filter_map(|kid| match kid {
        Kid::Element(element) => Some(element),
        _ => None,
    });
    Some(elements.collect())
}

/// The things in `/K`, which may be one or many.
pub(super) fn kids_of(document: &Document, element: &Dictionary) -> Vec<Object> {
    match element.get_deref(b"K", document) {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(_) => element.get(b"K").ok().cloned().into_iter().collect(),
        Err(_) => Vec::new(),
    }
}

/// The name at a key.
pub(super) fn name(dictionary: &Dictionary, key: &[u8]) -> String {
    let name = dictionary.get(key).and_then(Object::as_name).unwrap_or_default();
    String::from_utf8_lossy(name).into_owned()
}

/// How deep a structure may be. No page that people read is deeper; a file that turns in circles is.
const DEPTH: usize = 400;

struct Reader<'a> {
    document: &'a Document,
    seen: BTreeSet<ObjectId>,
}

impl Reader<'_> {
    fn kids(&mut self, element: &Dictionary, page: Option<ObjectId>, depth: usize) -> Vec<Kid> {
        let page = element.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        let kids = kids_of(self.document, element);
        kids.iter().filter_map(|kid| self.kid(kid, page, depth)).collect()
    }

    fn kid(&mut self, object: &Object, page: Option<ObjectId>, depth: usize) -> Option<Kid> {
        if let Object::Integer(number) = object {
            return Some(Kid::Content(page?, *number));
        }
        let (id, object) = self.document.dereference(object).ok()?;
        let dictionary = object.as_dict().ok()?;
        let page = dictionary.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        match &*name(dictionary, b"Type") {
            "MCR" => {
                let form = dictionary.get(b"Stm").and_then(Object::as_reference).ok();
                Some(Kid::Content(form.or(page)?, dictionary.get(b"MCID").and_then(Object::as_i64).ok()?))
            }
            "OBJR" => Some(Kid::Note(dictionary.get(b"Obj").and_then(Object::as_reference).ok()?)),
            _ => {
                let id = id.filter(|id| depth < DEPTH && self.seen.insert(*id))?;
                let kids = self.kids(dictionary, page, depth + 1);
                Some(Kid::Element(Element { id, kind: name(dictionary, b"S"), kids }))
            }
        }
    }
}
