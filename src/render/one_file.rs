//! A page as one file that needs no other: for a USB stick, a kiosk, a mail. Its style sheets stand in it, allowed by
//! their hash alone; its pictures are put in by whoever can read them.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::Inputs;
use super::scan::{attribute, end_of_tag};
use crate::data_uri::{base64, data_uri};
use crate::model::value::PlaceId;
use crate::path::SourcePath;
use crate::plan::Address;
use crate::theme::{Asset, Theme};

/// Stands before the path of a picture until the picture itself does.
const PICTURE: &str = "picture:";

/// A finished page that stood at an address, without the files that it asks for. Scripts are left out. It may lie
/// anywhere, so its links are whole addresses, and no search engine is to find it twice.
pub(super) fn alone(html: &str, address: &Address, inputs: Inputs<'_>) -> String {
    let (head, rest) = html.split_once("</head>").unwrap_or((html, ""));
    let (mut kept, css) = without_files(head, inputs.theme);
    if !kept.contains("noindex") {
        kept.push_str("<meta name=\"robots\" content=\"noindex\">");
    }
    let hash = base64(&Sha256::digest(&css));
    write!(
        kept,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; \
         img-src data:; base-uri 'none'; form-action 'none'\"><style>{css}</style></head>"
    )
    .expect("writing to a string");
    kept + &with_whole_addresses(rest, &address.root(), inputs)
}

/// A page with its pictures in place of their marks. `read` gives the bytes of a file of the content.
#[must_use]
pub fn with_pictures(html: &str, read: impl Fn(&SourcePath) -> Option<Vec<u8>>) -> String {
    let mut pieces = html.split(PICTURE);
    let mut whole = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (path, rest) = piece.split_at(piece.find('"').unwrap_or(piece.len()));
        let path = SourcePath::new(path);
        whole.push_str(&data_uri(path.name(), &read(&path).unwrap_or_default()));
        whole.push_str(rest);
    }
    whole
}

/// The head without its style sheets and scripts, and the rules of all its style sheets.
fn without_files(head: &str, theme: &Theme) -> (String, String) {
    let (mut kept, mut css) = (String::with_capacity(head.len()), String::new());
    let mut rest = head;
    while let Some(at) = rest.find('<') {
        kept.push_str(&rest[..at]);
        let Some(end) = end_of_tag(&rest[at + 1..]) else { break };
        let (tag, after) = (&rest[at..at + end + 2], &rest[at + end + 2..]);
        rest = after;
        match asset(tag, theme) {
            Some(style) if style.name.ends_with(".css") => {
                let text = String::from_utf8_lossy(&style.bytes);
                css.push_str(text.strip_prefix("@charset \"utf-8\";").unwrap_or(&text).trim_start());
            }
            Some(script) if script.name.ends_with(".js") => rest = rest.strip_prefix("</script>").unwrap_or(rest),
            Some(icon) => {
                kept.push_str(&tag.replace(href(tag).unwrap_or_default(), &data_uri(&icon.name, &icon.bytes)));
            }
            None => kept.push_str(tag),
        }
    }
    (kept + rest, css)
}

/// The file of the theme that a tag asks for.
fn asset<'a>(tag: &str, theme: &'a Theme) -> Option<&'a Asset> {
    let address = href(tag)?;
    theme.assets.iter().find(|asset| address.ends_with(&asset.address))
}

fn href(tag: &str) -> Option<&str> {
    attribute(tag, "href").or_else(|| attribute(tag, "src")).map(|address| address.trim_end_matches('>'))
}

/// Addresses from the site's top in place of those from the page's own, and names of files in place of pictures.
fn with_whole_addresses(html: &str, root: &str, Inputs { site, .. }: Inputs<'_>) -> String {
    let start = format!("=\"{root}");
    let mut pieces = html.split(&start);
    let mut whole = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (address, rest) = piece.split_at(piece.find('"').unwrap_or(piece.len()));
        match picture(address) {
            Some(path) => write!(whole, "=\"{PICTURE}{path}{rest}"),
            None => write!(whole, "=\"{}{rest}", Address::at_root(address).url(&site.config.base_url)),
        }
        .expect("writing to a string");
    }
    whole
}

/// The file of the content that stands at an address.
fn picture(address: &str) -> Option<SourcePath> {
    let (place, name) = address.split_once("/media/")?;
    let place = match place.strip_prefix("shared/") {
        Some(scope) => PlaceId::Scope(scope.parse().ok()?),
        None => PlaceId::Ward(place.parse().ok()?),
    };
    Some(place.media(&name.parse().ok()?))
}
