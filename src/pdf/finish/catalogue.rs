//! What a PDF says of itself: title, language, how to show and print it, and where its links lead.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary, text_string};

use super::super::Sheet;

/// Says title, language and how to show and print it, and, if that holds, that it is accessible.
pub(super) fn describe(document: &mut Document, sheet: &Sheet, is_accessible: bool) -> lopdf::Result<()> {
    let title = sheet.title.clone().unwrap_or_else(|| said(document, b"Title"));
    // Who drew the pages; the name of the computer, which stands beside it, is nobody's business.
    let producer = said(document, b"Producer");
    let description = description(&title, &sheet.language, &producer, is_accessible);
    let mut stream = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, description.into_bytes());
    stream.allows_compression = false;
    let metadata = document.add_object(stream);
    let mut viewing = dictionary! { "DisplayDocTitle" => true, "PrintScaling" => "None" };
    if sheet.is_two_sided {
        let edge = if sheet.size.is_wide() { "DuplexFlipShortEdge" } else { "DuplexFlipLongEdge" };
        viewing.set("Duplex", edge);
    }
    let catalog = document.catalog_mut()?;
    catalog.set("Metadata", metadata);
    catalog.set("Lang", text_string(&sheet.language));
    catalog.set("ViewerPreferences", viewing);
    let about = dictionary! { "Title" => text_string(&title), "Producer" => text_string(&producer) };
    let about = document.add_object(about);
    document.trailer.set("Info", about);
    Ok(())
}

/// Gives links their words and their place in the order of the page, and lets them lead to where the files will stand.
pub(super) fn describe_links(document: &mut Document, pages: &[ObjectId], sheet: &Sheet) -> lopdf::Result<()> {
    for page in pages {
        let page = document.get_dictionary_mut(*page)?;
        page.set("Tabs", "S");
        let notes = page.get(b"Annots").cloned();
        let Ok(notes) = notes.and_then(|notes| document.dereference(&notes)?.1.as_array().cloned()) else { continue };
        for note in notes.iter().filter_map(|note| note.as_reference().ok()) {
            let address = address(document, document.get_dictionary(note)?);
            let published = address.as_deref().map(|address| published(address, sheet));
            let note = document.get_dictionary_mut(note)?;
            if !note.has(b"Contents") {
                note.set("Contents", text_string(published.as_deref().map_or("→", words)));
            }
            if let Some(published) = published.filter(|published| Some(published) != address.as_ref()) {
                note.set("A", dictionary! { "S" => "URI", "URI" => Object::string_literal(published) });
            }
        }
    }
    Ok(())
}

/// Where a link leads out of the file.
fn address(document: &Document, note: &Dictionary) -> Option<String> {
    let action = note.get_deref(b"A", document).and_then(Object::as_dict).ok()?;
    let address = action.get_deref(b"URI", document).and_then(Object::as_str).ok()?;
    Some(String::from_utf8_lossy(address).into_owned())
}

fn published(address: &str, sheet: &Sheet) -> String {
    let below = |to: &super::super::Publication| Some(format!("{}{}", to.address, address.strip_prefix(&to.folder)?));
    sheet.publication.as_ref().and_then(below).unwrap_or_else(|| address.to_owned())
}

/// An address in words that a reader of the screen can say. Numbers and mail addresses speak for themselves.
fn words(address: &str) -> &str {
    match address.split_once(':') {
        Some(("tel" | "mailto" | "sms", place)) => place,
        _ => address,
    }
}

/// What the browser said of the file.
fn said(document: &Document, key: &[u8]) -> String {
    let about = document.trailer.get_deref(b"Info", document).and_then(Object::as_dict);
    let text = about.and_then(|about| lopdf::decode_text_string(about.get_deref(key, document)?));
    text.unwrap_or_default()
}

/// The same as XMP.
fn description(title: &str, language: &str, producer: &str, is_accessible: bool) -> String {
    let (title, language, producer) = (escaped(title), escaped(language), escaped(producer));
    let mark = match is_accessible {
        true => "<pdfuaid:part>1</pdfuaid:part>",
        false => "",
    };
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\
         <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\
         <pdf:Producer>{producer}</pdf:Producer>{mark}</rdf:Description></rdf:RDF></x:xmpmeta>\n\
         <?xpacket end=\"r\"?>"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
