//! Where sheets are folded and cut. In: a leaflet. Out: the lines on each of its sides, in millimetres from its upper left
//! corner. Each kind knows its own, from the numbers by which it is laid out.

use super::{cards, flyer, trifold};
use crate::model::Leaflet;
use crate::model::value::LeafletKind;
use crate::paper::format;

/// From one point to another, each how far from the left and from above.
pub type Line = ((f64, f64), (f64, f64));

/// A printed side of a sheet, and what is done to it after that.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Side {
    /// Where it is folded.
    pub folds: Vec<Line>,
    /// Where it is cut.
    pub cuts: Vec<Line>,
    /// How wide the panels between its folds are, from left to right.
    pub panels: Vec<f64>,
    /// How many pieces are cut from it, and how wide and high each is.
    pub pieces: Option<(usize, f64, f64)>,
}

/// The sides of a leaflet, in the order of its pages. What flows over as many sheets as it needs has one here.
pub(super) fn sides(leaflet: &Leaflet, has_main: bool) -> Vec<Side> {
    let paper = format(leaflet.kind);
    match leaflet.kind {
        LeafletKind::Trifold => trifold::sides(leaflet.fold, paper.height).to_vec(),
        LeafletKind::Cards => vec![cards::side(&paper)],
        LeafletKind::Flyer | LeafletKind::Poster => {
            let strips = leaflet.strips.filter(|strips| *strips > 0 && has_main);
            vec![strips.map_or_else(Side::default, |strips| flyer::side(&paper, strips))]
        }
        _ => vec![Side::default(); paper.pages.unwrap_or(1)],
    }
}
