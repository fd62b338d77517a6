//! Links of a ward's one file: HTML with whole addresses in, the same with links to what stands in the file itself out. A
//! USB stick has no network. The way to the guide's own pages stays where what they say is not in the file.

use std::collections::BTreeSet;

use super::Inputs;
use super::scan::attribute;
use crate::language::Language;
use crate::model::value::{Kind, PlaceId, Slug};
use crate::plan::Address;

/// Where the record that answers first stands.
const MAIN: &str = "main-record";

/// A ward's one file whose links lead to within it wherever they can.
pub(super) fn lead_within(html: &str, inputs: Inputs<'_>, language: Language, ward: &Slug) -> String {
    let start = format!("href=\"{}/", inputs.site.config.base_url.as_str().trim_end_matches('/'));
    let file = File { ids: ids(html), ward, main: main(inputs, language, ward), language };
    let mut pieces = html.split(&start);
    let mut led = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (address, rest) = piece.split_at(piece.find('"').unwrap_or(piece.len()));
        match file.place(address) {
            Some(id) => {
                led.push_str("href=\"#");
                led.push_str(id);
                led.push_str(rest);
            }
            None => {
                led.push_str(&start);
                led.push_str(piece);
            }
        }
    }
    led
}

/// The page of the record that answers first, without language and ending.
fn main(inputs: Inputs<'_>, language: Language, ward: &Slug) -> Option<String> {
    let main = inputs.site.ward(ward).data.main.as_ref()?;
    let id = main.resolve(&PlaceId::Ward(ward.clone()), Kind::Window);
    let address = Address::record(language, &id.without_desk());
    address.within(language).strip_suffix(".html").map(str::to_owned)
}

fn ids(html: &str) -> BTreeSet<&str> {
    let tags = html.split('<').filter_map(|piece| piece.split('>').next());
    tags.filter_map(|tag| attribute(tag, "id")).collect()
}

/// What stands where in the file.
struct File<'a> {
    ids: BTreeSet<&'a str>,
    ward: &'a Slug,
    main: Option<String>,
    language: Language,
}

impl<'a> File<'a> {
    /// Where in the file there is what a page says.
    fn place(&self, address: &'a str) -> Option<&'a str> {
        let page = match self.language {
            Language::Ja => address,
            other => address.strip_prefix(other.word())?.strip_prefix('/')?,
        };
        let page = page.strip_suffix(".html")?;
        let (above, name) = page.rsplit_once('/').unwrap_or_default();
        let is_main = |page: &str| self.main.as_deref() == Some(page);
        let id = match (above.strip_prefix(self.ward.as_str()), name) {
            _ if is_main(page) => MAIN,
            _ if page == "words" || page.contains('/') && self.ids.contains(page) => page,
            // What to say is more than the record.
            (_, "call") => return None,
            (Some("/flows"), _) => "flows",
            (Some("/pages"), _) => "about",
            (Some(""), "index") => "main",
            (Some(""), "streets") => "streets",
            // A desk stands with its window.
            _ if is_main(above) => MAIN,
            _ => above,
        };
        self.ids.contains(id).then_some(id)
    }
}
