//! What a printed page ends with: the code of its own address. A ward's page, whose first view may weigh nothing more,
//! has it in a file of its own, which browsers fetch when they print.

use super::Inputs;
use super::view::PageCodeView;
use crate::language::Language;
use crate::model::value::Slug;
use crate::paper::code::{Code, LEAST_MODULE};
use crate::plan::{Address, PageKind, PagePlan};

/// How wide it is on paper, in millimetres; `print.css` has the same.
const WIDTH: f64 = 28.0;

/// The code of a page at this address; nothing where it has none of its own, or one too long for a phone to read. What is
/// a sheet already has its own.
pub(super) fn code_view(page: &PagePlan, url: &str) -> Option<PageCodeView> {
    let file = match &page.kind {
        PageKind::Ward(ward) => Some(Address::code(page.language, ward).to_string()),
        PageKind::Leaflet(_) | PageKind::CallCard(_) | PageKind::Moved(_) | PageKind::NotFound => return None,
        _ => None,
    };
    let Code { modules, path } = code(url)?;
    let path = if file.is_some() { String::new() } else { path };
    Some(PageCodeView { modules, path, file, address: url.trim_start_matches("https://").to_owned() })
}

/// The code of a ward's page, as a file.
pub(super) fn code_file(inputs: Inputs<'_>, language: Language, ward: &Slug) -> String {
    let url = Address::ward(language, ward).url(&inputs.site.config.base_url);
    let Code { modules, path } = code(&url).unwrap_or_default();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {modules} {modules}\">\
         <path stroke=\"#000\" d=\"{path}\"/></svg>"
    )
}

fn code(url: &str) -> Option<Code> {
    Code::new(url).filter(|code| code.module(WIDTH) >= LEAST_MODULE)
}
