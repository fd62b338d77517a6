//! The structure that Chromium wrote, made into one that PDF/UA-1 knows, and the same for the same page.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::tree::{Element, kids_of, name, read, root};

/// Gives items of lists their body and readings their base, says what new words for tags mean, and numbers the ids of
/// cells by their order.
pub(super) fn mend(document: &mut Document) -> lopdf::Result<()> {
    let elements = read(document).unwrap_or_default();
    let all: Vec<&Element> = elements.iter().flat_map(Element::all).collect();
    for item in all.iter().filter(|element| element.kind == "LI") {
        add_body(document, item.id)?;
    }
    for ruby in all.iter().filter(|element| element.kind == "Ruby") {
        for base in ruby.elements().filter(|element| element.kind == "NonStruct") {
            document.get_dictionary_mut(base.id)?.set("S", Object::Name(b"RB".to_vec()));
        }
    }
    map_roles(document, &all)?;
    number_ids(document);
    Ok(())
}

/// Tags that newer versions of PDF have, and what they are in this one.
const ROLES: [(&str, &str); 8] = [
    ("Strong", "Span"),
    ("Em", "Span"),
    ("Sub", "Span"),
    ("Title", "P"),
    ("Aside", "Sect"),
    ("FENote", "Note"),
    ("DocumentFragment", "Div"),
    ("Artifact", "NonStruct"),
];

fn map_roles(document: &mut Document, all: &[&Element]) -> lopdf::Result<()> {
    let used: BTreeSet<&str> = all.iter().map(|element| element.kind.as_str()).collect();
    let used = ROLES.iter().filter(|(new, _)| used.contains(new));
    let map: Dictionary = used.map(|(new, old)| (*new, Object::Name(old.as_bytes().to_vec()))).collect();
    if let Ok(root) = document.catalog().and_then(|catalog| catalog.get(b"StructTreeRoot")?.as_reference())
        && !map.is_empty()
    {
        document.get_dictionary_mut(root)?.set("RoleMap", map);
    }
    Ok(())
}

/// Puts what is in an item of a list, but for its number, into a body.
fn add_body(document: &mut Document, item: ObjectId) -> lopdf::Result<()> {
    let element = document.get_dictionary(item)?;
    let is_known = |kid: &Object| {
        let kid = document.dereference(kid).and_then(|(_, kid)| kid.as_dict());
        kid.is_ok_and(|kid| matches!(&*name(kid, b"S"), "Lbl" | "LBody"))
    };
    let (mut kept, moved): (Vec<Object>, Vec<Object>) = kids_of(document, element).into_iter().partition(is_known);
    if moved.is_empty() {
        return Ok(());
    }
    let mut body = dictionary! { "Type" => "StructElem", "S" => "LBody", "P" => item, "K" => moved.clone() };
    if let Ok(page) = element.get(b"Pg") {
        body.set("Pg", page.clone());
    }
    let body = document.add_object(body);
    for kid in moved.iter().filter_map(|kid| kid.as_reference().ok()) {
        if let Ok(kid) = document.get_dictionary_mut(kid).map(|kid| kid.get_mut(b"P"))
            && let Ok(parent) = kid
        {
            *parent = Object::Reference(body);
        }
    }
    kept.push(Object::Reference(body));
    document.get_dictionary_mut(item)?.set("K", kept);
    move_content(document, item, body);
    Ok(())
}

/// Where the tree of parents names one element for a part of a page, it names another now.
fn move_content(document: &mut Document, from: ObjectId, to: ObjectId) {
    let Some(parents) = root(document).and_then(|root| root.get(b"ParentTree").ok()).cloned() else { return };
    let mut lists = Vec::new();
    collect_lists(document, &parents, &mut lists);
    for list in lists {
        let Ok(Object::Array(parts)) = document.get_object_mut(list) else { continue };
        for part in parts.iter_mut().filter(|part| part.as_reference().is_ok_and(|part| part == from)) {
            *part = Object::Reference(to);
        }
    }
}

/// The lists in a tree of numbers.
fn collect_lists(document: &Document, node: &Object, lists: &mut Vec<ObjectId>) {
    let Ok(node) = document.dereference(node).and_then(|(_, node)| node.as_dict()) else { return };
    let inner = |key| node.get_deref(key, document).and_then(Object::as_array).cloned().unwrap_or_default();
    lists.extend(inner(b"Nums").iter().filter_map(|value| value.as_reference().ok()));
    for kid in inner(b"Kids") {
        collect_lists(document, &kid, lists);
    }
}

/// Chromium's ids of cells count on from page to page of one browser. By their order they are the same each time.
fn number_ids(document: &mut Document) {
    let mut old = BTreeSet::new();
    each_id(document, &mut |id| {
        old.insert(id.clone());
    });
    let new: BTreeMap<Vec<u8>, Vec<u8>> =
        old.into_iter().enumerate().map(|(place, old)| (old, format!("cell{place:06}").into_bytes())).collect();
    each_id(document, &mut |id| {
        if let Some(new) = new.get(id) {
            id.clone_from(new);
        }
    });
}

fn each_id(document: &mut Document, see: &mut dyn FnMut(&mut Vec<u8>)) {
    for object in document.objects.values_mut() {
        look_for_ids(object, false, see);
    }
}

/// Ids are texts below these keys and nowhere else.
fn look_for_ids(object: &mut Object, is_id: bool, see: &mut dyn FnMut(&mut Vec<u8>)) {
    match object {
        Object::String(text, _) if is_id && text.starts_with(b"node") => see(text),
        Object::Array(items) => items.iter_mut().for_each(|item| look_for_ids(item, is_id, see)),
        Object::Dictionary(dictionary) => {
            for (key, value) in dictionary.iter_mut() {
                let is_id = matches!(key.as_slice(), b"ID" | b"Headers" | b"Limits" | b"Names");
                look_for_ids(value, is_id, see);
            }
        }
        _ => {}
    }
}
