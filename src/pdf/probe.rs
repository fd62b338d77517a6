//! Measures a page in the browser before it is printed: what would be cut, how small letters and codes are.
//!
//! In: what the browser answers to the script. Out: [`Probed`]. The script is ours and never part of a page. What a page
//! has to do for it:
//!
//! - each sheet of paper is an element with `data-sheet`, as large as the paper; pages without one are not measured;
//! - a box that must hold its content has `data-box="NAME"`, which is how staff are told of it. Cells of tables, boxes
//!   with a border and boxes that cut what is too large are held to the same;
//! - what may come closer to the edge of the paper than 4 mm stands in an element with `data-bleed`;
//! - a code to scan has `data-modules="N"`: how many modules wide it is, with its quiet zone.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value as Json;

use super::Error;

/// What is asked of the page.
pub(super) const SCRIPT: &str = include_str!("probe.js");

/// What was measured on a sheet.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Probed {
    /// Its width in millimetres.
    pub width: f64,
    /// Its height in millimetres.
    pub height: f64,
    /// The smallest letters in points, readings apart; none where there is no text.
    pub smallest: Option<f64>,
    /// How wide a module of each code is, in millimetres.
    pub codes: Vec<f64>,
    /// How much room is left at the foot of each box with a name, in millimetres.
    pub slack: BTreeMap<String, f64>,
    /// What does not fit.
    pub troubles: Vec<Trouble>,
}

/// Something that stands out of where it belongs.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Trouble {
    /// Out of what.
    pub kind: OutOf,
    /// By how many millimetres.
    pub by: f64,
    /// The name of the box, if it is one with a name.
    #[serde(rename = "box")]
    pub place: String,
    /// How it begins, or what the picture shows.
    pub what: String,
}

/// What something stands out of.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum OutOf {
    /// The part of the paper that every printer reaches.
    Sheet,
    /// A box.
    Box,
}

/// What the browser's answer says.
pub(super) fn probed(answer: &Json) -> Result<Vec<Probed>, Error> {
    let refused = |reason: String| Error::Refused("Runtime.evaluate", reason);
    if let Some(thrown) = answer.get("exceptionDetails") {
        return Err(refused(thrown["exception"]["description"].as_str().unwrap_or_default().to_owned()));
    }
    Vec::deserialize(&answer["result"]["value"]).map_err(|error| refused(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_answer_is_read() {
        let trouble = json!({ "kind": "box", "by": 1.7, "box": "hub", "what": "03-0000-1234" });
        let sheet = json!({ "width": 210, "height": 297, "smallest": 10.5, "codes": [0.703], "slack": { "hub": -1.7 }, "troubles": [trouble] });
        let read = probed(&json!({ "result": { "type": "object", "value": [sheet] } })).unwrap();
        assert_eq!(read[0].troubles[0].kind, OutOf::Box);
        assert_eq!((read[0].smallest, read[0].slack["hub"]), (Some(10.5), -1.7));
        let thrown = json!({ "result": {}, "exceptionDetails": { "exception": { "description": "Error: x" } } });
        assert_eq!(probed(&thrown), Err(Error::Refused("Runtime.evaluate", "Error: x".to_owned())));
        assert!(probed(&json!({ "result": { "type": "undefined" } })).is_err());
    }
}
