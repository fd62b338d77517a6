//! Looks at the structure of a finished PDF for what would keep it from being accessible.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::content::{places, tagged};
use super::fonts;
use super::tree::{Element, Kid, name, read};

/// Something that keeps a PDF from being accessible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It has no structure.
    NoStructure,
    /// What is drawn on a page and what the structure knows of it are not the same.
    Untagged {
        /// Which page, from 1.
        page: usize,
    },
    /// A tag that PDF does not know.
    UnknownTag(String),
    /// A picture without words.
    NoAlternative,
    /// The first heading is not of the first level.
    FirstHeading,
    /// A heading is more than one level below the one before.
    SkippedHeading {
        /// The level before.
        from: u8,
        /// Its level.
        to: u8,
    },
    /// A link that the structure does not know as one.
    StrayLink {
        /// Which page, from 1.
        page: usize,
    },
    /// A list with something in it that is no item.
    UnevenList,
    /// A table whose rows have not all the same columns.
    UnevenTable,
    /// A font that does not say which letters it draws.
    UnknownLetters(String),
}

impl Flaw {
    /// The name of its phrase in `src/messages/`, and the values in it.
    #[must_use]
    pub fn phrase(&self) -> (&'static str, Vec<(&'static str, String)>) {
        match self {
            Self::NoStructure => ("pdf_no_structure", vec![]),
            Self::Untagged { page } => ("pdf_untagged", vec![("page", page.to_string())]),
            Self::UnknownTag(tag) => ("pdf_unknown_tag", vec![("tag", tag.clone())]),
            Self::NoAlternative => ("pdf_no_alternative", vec![]),
            Self::FirstHeading => ("pdf_first_heading", vec![]),
            Self::SkippedHeading { from, to } => {
                ("pdf_skipped_heading", vec![("from", from.to_string()), ("to", to.to_string())])
            }
            Self::StrayLink { page } => ("pdf_stray_link", vec![("page", page.to_string())]),
            Self::UnevenList => ("pdf_uneven_list", vec![]),
            Self::UnevenTable => ("pdf_uneven_table", vec![]),
            Self::UnknownLetters(font) => ("pdf_unknown_letters", vec![("font", font.clone())]),
        }
    }
}

/// What is wrong, each kind of thing at its first place.
pub(super) fn flaws(document: &Document, pages: &[ObjectId]) -> Vec<Flaw> {
    let Some(elements) = read(document).filter(|elements| !elements.is_empty()) else {
        return vec![Flaw::NoStructure];
    };
    let all: Vec<&Element> = elements.iter().flat_map(Element::all).collect();
    let mut flaws = Vec::new();
    flaws.extend(content(document, pages, &all));
    flaws.extend(links(document, pages, &all));
    flaws.extend(unknown_tag(document, &all));
    flaws.extend(headings(&all));
    let is_of = |kind: &'static str| all.iter().filter(move |element| element.kind == kind);
    if is_of("Figure").any(|figure| !has_words(document, figure.id)) {
        flaws.push(Flaw::NoAlternative);
    }
    if !is_of("L").all(|list| is_list(list)) {
        flaws.push(Flaw::UnevenList);
    }
    if !is_of("Table").all(|table| is_even(document, table)) {
        flaws.push(Flaw::UnevenTable);
    }
    flaws.extend(fonts::without_letters(document).map(Flaw::UnknownLetters));
    flaws
}

fn content(document: &Document, pages: &[ObjectId], all: &[&Element]) -> Option<Flaw> {
    let mut known: BTreeMap<ObjectId, BTreeSet<i64>> = BTreeMap::new();
    for kid in all.iter().flat_map(|element| &element.kids) {
        if let Kid::Content(page, number) = kid {
            known.entry(*page).or_default().insert(*number);
        }
    }
    let mut is_wrong = |place| tagged(document, place) != Some(known.remove(&place).unwrap_or_default());
    let mut seen = BTreeSet::new();
    let mut wrong =
        |page: &ObjectId| places(document, *page).into_iter().any(|place| seen.insert(place) && is_wrong(place));
    match pages.iter().position(&mut wrong) {
        Some(place) => Some(Flaw::Untagged { page: place + 1 }),
        // What the structure knows and no page draws.
        None if !known.is_empty() => Some(Flaw::Untagged { page: 1 }),
        None => None,
    }
}

fn links(document: &Document, pages: &[ObjectId], all: &[&Element]) -> Option<Flaw> {
    let links = all.iter().filter(|element| element.kind == "Link").flat_map(|element| &element.kids);
    let known: BTreeSet<ObjectId> = links
        .filter_map(|kid| match kid {
            Kid::Note(id) => Some(*id),
            _ => None,
        })
        .collect();
    let stray = pages.iter().position(|page| {
        let page = document.get_dictionary(*page);
        let notes = page.and_then(|page| page.get_deref(b"Annots", document)?.as_array());
        notes.is_ok_and(|notes| !notes.iter().all(|note| note.as_reference().is_ok_and(|note| known.contains(&note))))
    })?;
    Some(Flaw::StrayLink { page: stray + 1 })
}

/// The tags of PDF 1.7.
const TAGS: &str = " Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 \
    L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP \
    Warichu WT WP Figure Formula Form ";

fn unknown_tag(document: &Document, all: &[&Element]) -> Option<Flaw> {
    let roles = super::tree::root(document).and_then(|root| root.get(b"RoleMap").and_then(Object::as_dict).ok());
    let is_known = |kind: &str| {
        let is_mapped = roles.is_some_and(|roles| roles.has(kind.as_bytes()));
        is_mapped || TAGS.contains(&format!(" {kind} "))
    };
    let unknown = all.iter().find(|element| !is_known(&element.kind))?;
    Some(Flaw::UnknownTag(unknown.kind.clone()))
}

fn headings(all: &[&Element]) -> Option<Flaw> {
    let levels = all.iter().filter_map(|element| element.kind.strip_prefix('H')?.parse::<u8>().ok());
    let mut before = 0;
    for level in levels {
        if level > before + 1 {
            let skipped = Flaw::SkippedHeading { from: before, to: level };
            return Some(if before == 0 { Flaw::FirstHeading } else { skipped });
        }
        before = level;
    }
    None
}

fn has_words(document: &Document, figure: ObjectId) -> bool {
    let alternative = document.get_dictionary(figure).and_then(|figure| figure.get(b"Alt")?.as_str());
    alternative.is_ok_and(|words| !words.is_empty())
}

fn is_list(list: &Element) -> bool {
    list.elements().all(|item| match &*item.kind {
        "LI" => item.elements().all(|part| matches!(&*part.kind, "Lbl" | "LBody")) && item.elements().count() > 0,
        "L" | "Caption" => true,
        _ => false,
    })
}

/// Whether all rows have the same number of columns, with cells that reach over several.
fn is_even(document: &Document, table: &Element) -> bool {
    let groups = table.elements().flat_map(|part| match &*part.kind {
        "TR" => vec![part],
        _ => part.elements().filter(|row| row.kind == "TR").collect(),
    });
    // How many rows more each column is taken by a cell above.
    let (mut taken, mut columns): (Vec<i64>, Option<usize>) = (Vec::new(), None);
    for row in groups {
        let mut place = 0;
        for cell in row.elements() {
            let attributes = |key| attribute(document, cell.id, key).unwrap_or(1).clamp(1, 1000);
            while taken.get(place).is_some_and(|rows| *rows > 0) {
                place += 1;
            }
            let (across, down) = (attributes(b"ColSpan"), attributes(b"RowSpan"));
            for _ in 0..across {
                taken.resize(taken.len().max(place + 1), 0);
                taken[place] = down;
                place += 1;
            }
        }
        if taken.iter().any(|rows| *rows <= 0) || columns.is_some_and(|columns| columns != taken.len()) {
            return false;
        }
        columns = Some(taken.len());
        taken.iter_mut().for_each(|rows| *rows -= 1);
    }
    taken.iter().all(|rows| *rows == 0)
}

/// An attribute of a cell that is a number.
fn attribute(document: &Document, cell: ObjectId, key: &[u8]) -> Option<i64> {
    let attributes = document.get_dictionary(cell).ok()?.get_deref(b"A", document).ok()?;
    let lists: Vec<&Dictionary> = match attributes {
        Object::Array(lists) => {
            lists.iter().filter_map(|list| document.dereference(list).ok()?.1.as_dict().ok()).collect()
        }
        other => other.as_dict().ok().into_iter().collect(),
    };
    lists.into_iter().filter(|list| name(list, b"O") == "Table").find_map(|list| list.get(key).ok()?.as_i64().ok())
}
