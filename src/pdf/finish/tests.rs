use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use super::tree::{Element, read};
use super::{Flaw, MILLIMETRES, finish};
use crate::pdf::{Error, Publication, Sheet, Size};

fn sheet() -> Sheet {
    Sheet {
        url: String::new(),
        title: Some("相談 <窓口>".to_owned()),
        language: "ja".to_owned(),
        size: Size::A4,
        pages: Some(1),
        is_two_sided: false,
        publication: None,
    }
}

/// A page as Chromium writes it: a heading, a list with a link in it, a picture, a table with ids, and a line without a
/// tag. It has the names of what tests change.
struct Page {
    document: Document,
    page: ObjectId,
    font: ObjectId,
    descriptor: ObjectId,
    content: ObjectId,
    note: ObjectId,
    heading: ObjectId,
    figure: ObjectId,
    row: ObjectId,
    strong: ObjectId,
}

fn page() -> Page {
    let mut document = Document::with_version("1.4");
    let file = document.add_object(Stream::new(dictionary! {}, b"glyphs".to_vec()));
    let unicode = document.add_object(Stream::new(dictionary! {}, b"letters".to_vec()));
    let descriptor = document.add_object(dictionary! { "Type" => "FontDescriptor", "FontFile2" => file });
    let part = dictionary! { "Type" => "Font", "Subtype" => "CIDFontType2", "FontDescriptor" => descriptor };
    let part = document.add_object(part);
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "AAAAAA+Sample",
        "DescendantFonts" => vec![part.into()], "ToUnicode" => unicode,
    });
    let drawn = "0 0 9 1 re f /P <</MCID 0>> BDC BT /F1 9 Tf <41> Tj ET EMC /P <</MCID 1>> BDC 0 0 1 1 re f EMC \
        /P <</MCID 2>> BDC BT <42> Tj ET EMC /F <</MCID 3>> BDC 0 0 1 1 re f EMC /P <</MCID 4>> BDC BT <43> Tj ET EMC";
    let content = document.add_object(Stream::new(dictionary! {}, drawn.as_bytes().to_vec()));
    let action = dictionary! { "S" => "URI", "URI" => Object::string_literal("tel:0300001234") };
    let note = document.add_object(dictionary! { "Type" => "Annot", "Subtype" => "Link", "A" => action });
    let pages = document.new_object_id();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "Annots" => vec![note.into()], "StructParents" => 0,
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
    });
    let box_of_chromium = vec![0.into(), 0.into(), Object::Real(594.96), Object::Real(841.92)];
    document.objects.insert(
        pages,
        dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1, "MediaBox" => box_of_chromium }
            .into(),
    );
    let root = document.new_object_id();
    let mut element = |kind: &str, kids: Vec<Object>| {
        document.add_object(dictionary! {
            "Type" => "StructElem", "S" => kind, "Pg" => page, "P" => root, "K" => kids,
        })
    };
    let heading = element("H1", vec![0.into()]);
    let link = element("Link", vec![2.into(), dictionary! { "Type" => "OBJR", "Obj" => note }.into()]);
    let strong = element("Strong", vec![link.into()]);
    let item = element("LI", vec![1.into(), strong.into()]);
    let list = element("L", vec![item.into()]);
    let figure = element("Figure", vec![3.into()]);
    let head = element("TH", vec![]);
    let cell = element("TD", vec![4.into()]);
    let row = element("TR", vec![head.into(), cell.into()]);
    let table = element("Table", vec![row.into()]);
    let whole = element("Document", vec![heading.into(), list.into(), figure.into(), table.into()]);
    let set = |document: &mut Document, id, key: &str, value: Object| {
        document.get_dictionary_mut(id).unwrap().set(key, value);
    };
    set(&mut document, figure, "Alt", Object::string_literal("code"));
    set(&mut document, head, "ID", Object::string_literal("node00000412"));
    let headers = dictionary! { "O" => "Table", "Headers" => vec![Object::string_literal("node00000412")] };
    set(&mut document, cell, "A", headers.into());
    let parts: Vec<Object> = [heading, item, link, figure, cell].map(Object::Reference).into();
    let parts = document.add_object(parts);
    let parents = document.add_object(dictionary! { "Nums" => vec![0.into(), parts.into()] });
    document
        .objects
        .insert(root, dictionary! { "Type" => "StructTreeRoot", "K" => whole, "ParentTree" => parents }.into());
    let catalog = dictionary! { "Type" => "Catalog", "Pages" => pages, "StructTreeRoot" => root };
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", catalog);
    let date = Object::String(b"D:20261121050001+00'00'".to_vec(), StringFormat::Literal);
    let about =
        document.add_object(dictionary! { "CreationDate" => date, "Producer" => Object::string_literal("Skia") });
    document.trailer.set("Info", about);
    Page { document, page, font, descriptor, content, note, heading, figure, row, strong }
}

impl Page {
    fn at(&mut self, id: ObjectId) -> &mut Dictionary {
        self.document.get_dictionary_mut(id).unwrap()
    }

    fn finish(mut self) -> Result<(Vec<u8>, Vec<Flaw>), Error> {
        let mut bytes = Vec::new();
        self.document.save_to(&mut bytes).unwrap();
        finish(&bytes, &sheet())
    }
}

fn has(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|part| part == text.as_bytes())
}

#[test]
fn a_page_of_chromium_becomes_accessible() {
    let (bytes, flaws) = page().finish().unwrap();
    assert_eq!(flaws, []);
    assert!(has(&bytes, "<pdfuaid:part>1</pdfuaid:part>") && has(&bytes, "相談 &lt;窓口&gt;"));
    assert!(!has(&bytes, "CreationDate") && !has(&bytes, "node00000412") && has(&bytes, "cell000000"));
    let document = Document::load_mem(&bytes).unwrap();
    let catalog = document.catalog().unwrap();
    let viewing = catalog.get(b"ViewerPreferences").unwrap().as_dict().unwrap();
    assert_eq!(viewing.get(b"PrintScaling").unwrap().as_name().unwrap(), b"None");
    assert!(!viewing.has(b"Duplex"));
    let elements = read(&document).unwrap();
    let kinds: Vec<&str> = elements[0].all().iter().map(|element| element.kind.as_str()).collect();
    let expected = ["Document", "H1", "L", "LI", "LBody", "Strong", "Link", "Figure", "Table", "TR", "TH", "TD"];
    assert_eq!(kinds, expected);
    let body =
        elements[0].all().into_iter().find(|element| element.kind == "LBody").map(|element: &Element| element.id);
    let parents = document.objects.values().find_map(|object| object.as_array().ok().filter(|parts| parts.len() == 5));
    assert_eq!(parents.unwrap()[1].as_reference().ok(), body, "what was drawn for the item belongs to its body now");
    let page = document.page_iter().next().unwrap();
    let notes = document.get_page_annotations(page).unwrap();
    assert_eq!(lopdf::decode_text_string(notes[0].get(b"Contents").unwrap()).unwrap(), "0300001234");
}

#[test]
fn the_day_and_the_numbers_of_cells_change_nothing() {
    let first = page().finish().unwrap().0;
    let mut other = page();
    for object in other.document.objects.values_mut() {
        let text = format!("{object:?}");
        if text.contains("CreationDate") {
            object.as_dict_mut().unwrap().set("CreationDate", Object::string_literal("D:20270101000000Z"));
        }
        if text.contains("node00000412") {
            let dictionary = object.as_dict_mut().unwrap();
            let id = Object::string_literal("node00000977");
            match dictionary.has(b"ID") {
                true => dictionary.set("ID", id),
                false => dictionary.set("A", dictionary! { "O" => "Table", "Headers" => vec![id] }),
            }
        }
    }
    assert!(other.finish().unwrap().0 == first);
    let mut other = page();
    let heading = other.heading;
    other.at(heading).set("ActualText", Object::string_literal("a"));
    assert!(other.finish().unwrap().0 != first);
}

#[test]
fn two_sides_are_turned_over_the_right_edge() {
    let mut bytes = Vec::new();
    page().document.save_to(&mut bytes).unwrap();
    let upright = finish(&bytes, &Sheet { is_two_sided: true, ..sheet() }).unwrap().0;
    assert!(has(&upright, "/Duplex/DuplexFlipLongEdge"));
    let mut wide = page();
    let id = wide.page;
    wide.at(id).set("MediaBox", vec![0.into(), 0.into(), Object::Real(841.92), Object::Real(594.96)]);
    let mut bytes = Vec::new();
    wide.document.save_to(&mut bytes).unwrap();
    let wide = finish(&bytes, &Sheet { is_two_sided: true, size: Size::A4_WIDE, ..sheet() }).unwrap().0;
    assert!(has(&wide, "/Duplex/DuplexFlipShortEdge"));
}

#[test]
fn what_keeps_it_from_being_accessible_is_said() {
    #[track_caller]
    fn check(change: impl FnOnce(&mut Page), expected: Flaw) {
        let mut page = page();
        change(&mut page);
        let (bytes, flaws) = page.finish().unwrap();
        assert_eq!(flaws, [expected]);
        assert!(!has(&bytes, "pdfuaid:part"));
    }
    let kind = |name: &str| Object::Name(name.as_bytes().to_vec());
    check(|page| page.at(page.figure).remove(b"Alt").map_or((), drop), Flaw::NoAlternative);
    check(|page| page.at(page.heading).set("S", kind("H2")), Flaw::FirstHeading);
    check(|page| page.at(page.strong).set("S", kind("H3")), Flaw::SkippedHeading { from: 1, to: 3 });
    check(|page| page.at(page.strong).set("S", kind("Ringo")), Flaw::UnknownTag("Ringo".to_owned()));
    check(
        |page| page.at(page.font).remove(b"ToUnicode").map_or((), drop),
        Flaw::UnknownLetters("AAAAAA+Sample".into()),
    );
    check(|page| page.at(page.heading).set("K", vec![7.into()]), Flaw::Untagged { page: 1 });
    check(
        |page| {
            let note = page.document.add_object(dictionary! { "Type" => "Annot", "Subtype" => "Link" });
            let notes = vec![page.note.into(), note.into()];
            page.at(page.page).set("Annots", notes);
        },
        Flaw::StrayLink { page: 1 },
    );
    check(
        |page| {
            let row = page.at(page.row).clone();
            let cell = row.get(b"K").unwrap().as_array().unwrap()[0].as_reference().unwrap();
            page.at(cell).set("A", dictionary! { "O" => "Table", "RowSpan" => 2 });
        },
        Flaw::UnevenTable,
    );
    check(
        |page| {
            let catalog = page.document.trailer.get(b"Root").unwrap().as_reference().unwrap();
            page.at(catalog).remove(b"StructTreeRoot");
        },
        Flaw::NoStructure,
    );
    let text_and_tag = b"BT /P BMC <41> Tj EMC <42> Tj ET /P <</MCID 0>> BDC EMC".to_vec();
    check(
        |page| {
            let content = page.content;
            page.document.get_object_mut(content).unwrap().as_stream_mut().unwrap().set_plain_content(text_and_tag);
        },
        Flaw::Untagged { page: 1 },
    );
}

#[test]
fn what_is_not_as_it_has_to_be_is_an_error() {
    #[track_caller]
    fn check(change: impl FnOnce(&mut Page), sheet: &Sheet, expected: Error) {
        let mut page = page();
        change(&mut page);
        let mut bytes = Vec::new();
        page.document.save_to(&mut bytes).unwrap();
        assert_eq!(finish(&bytes, sheet).unwrap_err(), expected);
    }
    check(|_| {}, &Sheet { pages: Some(2), ..sheet() }, Error::Pages { expected: 2, found: 1 });
    let letter = vec![0.into(), 0.into(), 612.into(), 792.into()];
    let found = Size { width: 612.0 * MILLIMETRES, height: 792.0 * MILLIMETRES };
    assert_eq!(found.to_string(), "215.9 × 279.4 mm");
    let change = |page: &mut Page| page.at(page.page).set("MediaBox", letter);
    check(change, &sheet(), Error::PageSize { page: 1, expected: Size::A4, found });
    let drawn = |page: &mut Page| page.at(page.font).set("Subtype", "Type3");
    check(drawn, &sheet(), Error::DrawnLetters(String::new()));
    let bare = |page: &mut Page| page.at(page.descriptor).remove(b"FontFile2").map_or((), drop);
    check(bare, &sheet(), Error::NotEmbedded("AAAAAA+Sample".to_owned()));
    assert!(matches!(finish(b"ringo", &sheet()), Err(Error::Unreadable(_))));
    assert!(matches!(finish(b"", &sheet()), Err(Error::Unreadable(_))));
}

#[test]
fn links_lead_to_where_the_site_will_be() {
    #[track_caller]
    fn check(address: &str, expected: &str) {
        let mut page = page();
        let action = dictionary! { "S" => "URI", "URI" => Object::string_literal(address) };
        page.at(page.note).set("A", action);
        let mut bytes = Vec::new();
        page.document.save_to(&mut bytes).unwrap();
        let (folder, address) = ("file:///guide/a/".to_owned(), "https://guide.example.jp/h/".to_owned());
        let sheet = Sheet { publication: Some(Publication { folder, address }), ..sheet() };
        let (bytes, flaws) = finish(&bytes, &sheet).unwrap();
        assert_eq!(flaws, []);
        let document = Document::load_mem(&bytes).unwrap();
        let page = document.page_iter().next().unwrap();
        let notes = document.get_page_annotations(page).unwrap();
        let action = notes[0].get_deref(b"A", &document).unwrap().as_dict().unwrap();
        assert_eq!(action.get(b"URI").unwrap().as_str().unwrap(), expected.as_bytes());
    }
    check("file:///guide/a/toshima/index.html", "https://guide.example.jp/h/toshima/index.html");
    check("https://city.example.jp/", "https://city.example.jp/");
    check("tel:0300001234", "tel:0300001234");
}

/// What is transparent has its tags in a form.
#[test]
fn tags_in_forms_are_known() {
    let with_form = |drawn: &[u8]| {
        let mut page = page();
        let mut form = dictionary! { "Type" => "XObject", "Subtype" => "Form", "StructParents" => 1 };
        form.set("BBox", vec![0.into(), 0.into(), 9.into(), 9.into()]);
        let form = page.document.add_object(Stream::new(form, drawn.to_vec()));
        let resources = page.at(page.page).get_mut(b"Resources").unwrap().as_dict_mut().unwrap();
        resources.set("XObject", dictionary! { "X1" => form });
        let content = page.document.get_object_mut(page.content).unwrap().as_stream_mut().unwrap();
        let all = [&content.content, &b" /X1 Do"[..]].concat();
        content.set_plain_content(all);
        let part = dictionary! { "Type" => "MCR", "Stm" => form, "MCID" => 0 };
        page.at(page.figure).set("K", vec![3.into(), part.into()]);
        let (bytes, flaws) = page.finish().unwrap();
        let document = Document::load_mem(&bytes).unwrap();
        let forms = document.objects.values().filter_map(|object| object.as_stream().ok());
        let form = forms.filter(|form| form.dict.has(b"BBox")).find_map(|form| form.get_plain_content().ok()).unwrap();
        (String::from_utf8(form).unwrap().replace('\n', " "), flaws)
    };
    let (drawn, flaws) = with_form(b"/P <</MCID 0>> BDC 0 0 1 1 re f EMC 1 1 2 2 re f");
    assert_eq!((drawn.trim(), flaws), ("/P <</MCID 0>> BDC 0 0 1 1 re f EMC /Artifact BMC 1 1 2 2 re f EMC", vec![]));
    assert_eq!(with_form(b"/P <</MCID 1>> BDC 0 0 1 1 re f EMC").1, [Flaw::Untagged { page: 1 }]);
}
