//! What fits on paper. In: texts, sizes in points, room in millimetres. Out: lines, heights, and the largest size that
//! fits. Pure arithmetic without fonts and without a browser: every estimate is an upper bound, so that what fits here
//! fits on every machine.

pub mod code;
pub mod fit;
pub mod measure;

use crate::model::value::LeafletKind;

/// A sheet of paper, in millimetres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Format {
    /// Its name as print shops say it: `A4`.
    pub name: &'static str,
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// How many pages it has, one for each side; nothing where the text flows over as many as it needs.
    pub pages: Option<usize>,
}

/// A4, as many pages as it takes.
pub const A4: Format = Format { name: "A4", width: 210.0, height: 297.0, pages: None };

/// The paper of a kind of leaflet.
#[must_use]
pub fn format(kind: LeafletKind) -> Format {
    let lying = Format { name: "A4", width: 297.0, height: 210.0, pages: Some(2) };
    match kind {
        LeafletKind::Flyer | LeafletKind::Form | LeafletKind::Cards => Format { pages: Some(1), ..A4 },
        LeafletKind::Large | LeafletKind::Branches | LeafletKind::Verify | LeafletKind::Text => A4,
        LeafletKind::Map | LeafletKind::Trifold => lying,
        LeafletKind::Poster => Format { name: "A3", width: 297.0, height: 420.0, pages: Some(1) },
    }
}
