//! The sign at the top of every page. In: `logo` of a `theme.yaml`. Out: custom properties that hold the picture, so that
//! the first view of a page stays one document and one style sheet, or problems.

use std::fmt::Write as _;

use super::layers::Layer;
use super::markup::tags;
use super::settings::Logo;
use crate::data_uri::data_uri;
use crate::diagnostic::{Diagnostic, Diagnostics, FieldPath, Location, nearest};

/// How large a picture may be. It is a part of the style sheet, which everybody waits for.
const LIMIT: usize = 4096;

/// How wide the sign may be at most, how high it is, and how much of both is its edge on each side, in `rem`. The style
/// sheet says the last two, too.
const WIDTH: f64 = 10.0;
const HEIGHT: f64 = 3.0;
const EDGE: f64 = 0.2;

/// A sign that can be shown.
#[derive(Debug)]
pub(super) struct Sign {
    /// What the style sheet begins with.
    pub(super) css: String,
    /// The name of the file, if browsers can show it beside the page's title, too.
    pub(super) icon: Option<String>,
}

/// The picture of a file.
struct Picture {
    uri: String,
    /// Width for one of height.
    ratio: f64,
}

/// Makes the sign; `said_by` is the layer whose `theme.yaml` says it.
pub(super) fn sign(
    layers: &[Layer<'_>],
    said_by: &Layer<'_>,
    logo: &Logo,
    diagnostics: &mut Diagnostics,
) -> Option<Sign> {
    let at = |key: &str| Location::field(&said_by.path("theme.yaml"), FieldPath::from("logo").key(key));
    let mut read = |file: &str, key: &str| {
        let found = picture(layers, file);
        if let Err(problem) = &found
            && layers.iter().all(|layer| layer.misses(&inner(file)) || layer.files.contains_key(&inner(file)))
        {
            diagnostics.push(problem.clone().with("file", file).at(at(key)));
        }
        found.ok()
    };
    let light = read(&logo.file, "file");
    let dark = logo.dark.as_ref().map(|file| read(file, "dark"));
    let light = light?;
    let width = ((HEIGHT - 2.0 * EDGE) * light.ratio + 2.0 * EDGE).min(WIDTH);
    let mut css = format!(":root{{--logo:url(\"{}\");--logo-width:{width:.3}rem}}\n", light.uri);
    let dark = match dark {
        Some(dark) => format!("--logo:url(\"{}\")", dark?.uri),
        None => "--logo-ground:#fff".to_owned(),
    };
    // Not on paper, wherever the screen is dark.
    writeln!(css, "@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}").expect("writing to a string");
    let is_square = (light.ratio - 1.0).abs() < 0.01;
    Some(Sign { css, icon: is_square.then(|| logo.file.clone()) })
}

fn picture(layers: &[Layer<'_>], file: &str) -> Result<Picture, Diagnostic> {
    let Some(bytes) = layers.iter().find_map(|layer| layer.files.get(&inner(file))) else {
        let known =
            layers.iter().flat_map(|layer| layer.files.keys()).filter_map(|inner| inner.strip_prefix("assets/"));
        let near = nearest(file, known.filter(|name| is_picture(name)));
        return Err(Diagnostic::error("logo-missing").with_some("nearest", near));
    };
    let not_an_image = || Diagnostic::error("logo-not-image");
    let picture = match file.rsplit_once('.').map(|(_, ending)| ending) {
        Some("svg") => std::str::from_utf8(bytes).ok().and_then(drawing),
        Some("png") => pixels(bytes),
        _ => None,
    };
    let picture = picture.ok_or_else(not_an_image)?;
    match bytes.len() > LIMIT {
        true => Err(Diagnostic::error("logo-too-large").with("size", bytes.len()).with("limit", LIMIT)),
        false => Ok(picture),
    }
}

/// Where a file of `assets/` stands in its theme.
fn inner(file: &str) -> String {
    format!("assets/{file}")
}

fn is_picture(name: &str) -> bool {
    name.ends_with(".svg") || name.ends_with(".png")
}

fn drawing(svg: &str) -> Option<Picture> {
    let all = tags(svg);
    let root = all.iter().find(|tag| !tag.name.starts_with('?')).filter(|tag| tag.name == "svg")?;
    let numbers = |text: &str| -> Vec<f64> {
        let parts = text.split([' ', ',']).filter(|part| !part.is_empty());
        parts.filter_map(|part| part.trim_end_matches("px").parse().ok()).collect()
    };
    let (width, height) = match root.get("viewBox").map(numbers).as_deref() {
        Some([_, _, width, height]) => (*width, *height),
        _ => (*numbers(root.get("width")?).first()?, *numbers(root.get("height")?).first()?),
    };
    (width > 0.0 && height > 0.0)
        .then(|| Picture { uri: format!("data:image/svg+xml,{}", percent_encoded(svg)), ratio: width / height })
}

fn pixels(bytes: &[u8]) -> Option<Picture> {
    if imagesize::image_type(bytes).ok()? != imagesize::ImageType::Png {
        return None;
    }
    let size = imagesize::blob_size(bytes).ok().filter(|size| size.width > 0 && size.height > 0)?;
    Some(Picture { uri: data_uri("logo.png", bytes), ratio: size.width as f64 / size.height as f64 })
}

/// A text in an address between double quotes. What may stay as it is stays, since it compresses better.
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() + text.len() / 4);
    for c in text.chars() {
        match c {
            ' '..='~' if !"\"#%<>\\".contains(c) => encoded.push(c),
            '\n' | '\r' | '\t' => encoded.push(' '),
            _ => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    write!(encoded, "%{byte:02x}").expect("writing to a string");
                }
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_addresses() {
        assert_eq!(percent_encoded("<a b=\"#c\">\n窓"), "%3ca b=%22%23c%22%3e %e7%aa%93");
    }

    #[test]
    fn drawings_have_a_shape() {
        #[track_caller]
        fn check(svg: &str, ratio: Option<f64>) {
            assert_eq!(drawing(svg).map(|picture| picture.ratio), ratio);
        }
        check("<?xml version=\"1.0\"?><!-- a --><svg viewBox=\"0 0 40 20\"/>", Some(2.0));
        check("<svg width=\"30px\" height=\"60\"></svg>", Some(0.5));
        check("<svg viewBox=\"0 0 40 0\"/>", None);
        check("<svg/>", None);
        check("<html><svg viewBox=\"0 0 40 20\"/></html>", None);
    }
}
