//! The picture of a flow: places and texts, which templates draw. All of it is in the list, too.

use schemars::JsonSchema;
use serde::Serialize;

/// A picture of a flow, like a map of railway lines. All figures are units of its `viewBox`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FlowPictureView {
    /// How wide it is.
    pub width: u32,
    /// How high it is.
    pub height: u32,
    /// From the stops of a step to its text.
    pub bars: Vec<PictureBarView>,
    /// The ways in, and what does not wait for its turn.
    pub lines: Vec<PictureLineView>,
    /// The texts, line by line.
    pub texts: Vec<PictureTextView>,
}

/// From the first line that stops at a step to the step's text.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PictureBarView {
    /// How far down.
    pub y: u32,
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
}

/// A way through the flow.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PictureLineView {
    /// `way`, or `express` for what does not wait for its turn.
    pub kind: &'static str,
    /// How far to the right.
    pub x: u32,
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// The steps that it takes.
    pub stops: Vec<PictureStopView>,
}

/// A step that a way takes.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PictureStopView {
    /// How far down.
    pub y: u32,
    /// Whether the way ends there.
    pub is_last: bool,
}

/// A line of text.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PictureTextView {
    /// Where it begins.
    pub x: u32,
    /// Its base line.
    pub y: u32,
    /// `what` for names and steps, `who` for who takes them, `express` for what does not wait.
    pub kind: &'static str,
    /// What it says.
    pub text: String,
}
