//! The picture of a flow, drawn like the map of railway lines: each way in is a line, each step a row where lines stop, and
//! what does not wait for its turn is an express. In: the flow as its list has it. Out: places and texts; the theme gives
//! them their looks.

use super::view::{
    ExceptionView, FlowPictureView, PictureBarView, PictureLineView, PictureStopView, PictureTextView, StepView,
    VariantView,
};

/// How wide a picture is: about as many units as a small phone has pixels.
const WIDTH: u32 = 340;
/// How far lines stand apart, and from the edge.
const TRACK: u32 = 26;
/// How high a line of large and of small text is.
const LARGE: (u32, &str) = (16, "what");
const SMALL: (u32, &str) = (14, "who");
/// The room between texts and what they belong to.
const GAP: u32 = 16;

/// What a line is drawn from.
struct Way<'a> {
    label: String,
    when: Option<String>,
    rows: Vec<usize>,
    is_express: bool,
    steps: &'a [StepView],
}

/// The pictures of a flow: one where all ways go through the steps in the same order, else one for each.
pub(super) fn pictures(
    steps: &[StepView],
    variants: &[VariantView],
    exceptions: &[ExceptionView],
    separator: &str,
    everybody: &str,
) -> Vec<FlowPictureView> {
    let row = |of: &[StepView], step: &StepView| of.iter().position(|known| known.id == step.id);
    let named = |variant: &VariantView| {
        let who: Vec<&str> = variant.who.iter().map(|who| who.name.as_str()).collect();
        if who.is_empty() { everybody.to_owned() } else { who.join(separator) }
    };
    let ways: Vec<Way<'_>> = variants
        .iter()
        .map(|variant| Way {
            label: named(variant),
            when: variant.when.as_ref().map(|when| when.text.clone()),
            rows: variant.steps.iter().filter_map(|step| row(steps, step)).collect(),
            is_express: false,
            steps: &variant.steps,
        })
        .collect();
    let expresses = |of: &[StepView]| {
        let express = |exception: &ExceptionView| {
            Some(Way {
                label: exception.when.text.clone(),
                when: None,
                rows: vec![row(of, &exception.then)?],
                is_express: true,
                steps: &[],
            })
        };
        exceptions.iter().filter_map(express).collect::<Vec<_>>()
    };
    if ways.iter().all(|way| way.rows.is_sorted()) {
        let used: Vec<&StepView> = steps.iter().filter(|step| is_used(step, variants, exceptions)).collect();
        let place = |old: &usize| used.iter().position(|step| step.id == steps[*old].id);
        let all = ways.into_iter().chain(expresses(steps));
        let all = all.map(|way| Way { rows: way.rows.iter().filter_map(place).collect(), ..way }).collect();
        return vec![picture(&used, all)];
    }
    let alone = |way: Way<'_>| {
        let own: Vec<&StepView> = way.steps.iter().collect();
        let own_expresses = expresses(way.steps);
        let line = Way { rows: (0..own.len()).collect(), ..way };
        picture(&own, std::iter::once(line).chain(own_expresses).collect())
    };
    ways.into_iter().map(alone).collect()
}

fn is_used(step: &StepView, variants: &[VariantView], exceptions: &[ExceptionView]) -> bool {
    let of_ways = variants.iter().flat_map(|variant| &variant.steps);
    of_ways.chain(exceptions.iter().map(|exception| &exception.then)).any(|used| used.id == step.id)
}

/// Lines from the top, each beginning below the one to its left, so that no name crosses a line.
fn picture(steps: &[&StepView], ways: Vec<Way<'_>>) -> FlowPictureView {
    let mut texts = Vec::new();
    let mut y = GAP;
    let starts: Vec<(u32, u32)> = ways
        .iter()
        .zip(0u32..)
        .map(|(way, number)| {
            let (x, start) = (TRACK / 2 + 3 + number * TRACK, y + LARGE.0 / 2);
            let class = if way.is_express { "express" } else { LARGE.1 };
            y = write(&mut texts, &way.label, (x + GAP, y), (LARGE.0, class));
            if let Some(when) = &way.when {
                y = write(&mut texts, when, (x + GAP, y), SMALL);
            }
            y += GAP / 2;
            (x, start)
        })
        .collect();
    let left = starts.last().map_or(0, |(x, _)| *x) + GAP;
    let mut rows = Vec::with_capacity(steps.len());
    for step in steps {
        y += GAP;
        rows.push(y + LARGE.0 / 2);
        y = write(&mut texts, &step.text.text, (left, y), LARGE);
        let by: Vec<&str> = step.by.iter().map(|actor| actor.name.text.as_str()).collect();
        if !by.is_empty() {
            y = write(&mut texts, &by.join(" ＋ "), (left, y + 2), SMALL);
        }
        for lead in &step.leads {
            y = write(&mut texts, &format!("{} → {}", lead.when.text, lead.by.name.text), (left, y + 2), SMALL);
        }
        y += GAP / 2;
    }
    let lines = ways.iter().zip(&starts).map(|(way, (x, start))| PictureLineView {
        kind: if way.is_express { "express" } else { "way" },
        x: *x,
        from: *start,
        to: way.rows.last().map_or(*start, |last| rows[*last]),
        stops: way
            .rows
            .iter()
            .map(|row| PictureStopView { y: rows[*row], is_last: way.rows.last() == Some(row) })
            .collect(),
    });
    let bars = rows.iter().enumerate().filter_map(|(row, y)| {
        let first = ways.iter().zip(&starts).find(|(way, _)| way.rows.contains(&row))?;
        Some(PictureBarView { y: *y, from: first.1.0, to: left - GAP / 2 })
    });
    FlowPictureView { width: WIDTH, height: y + GAP / 2, bars: bars.collect(), lines: lines.collect(), texts }
}

/// Writes a text in as many lines as it needs, and tells where it ends.
fn write(texts: &mut Vec<PictureTextView>, text: &str, (x, y): (u32, u32), (size, class): (u32, &'static str)) -> u32 {
    let mut y = y;
    for line in lines(text, f64::from(WIDTH - x) / f64::from(size)) {
        texts.push(PictureTextView { x, y: y + size - 2, kind: class, text: line });
        y += size + 4;
    }
    y
}

/// A text in lines of so many wide characters. Japanese breaks anywhere but before a closing sign, other words do not.
fn lines(text: &str, width: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0.0;
    for piece in pieces(text) {
        let length: f64 = piece.trim_end().chars().map(width_of).sum();
        if used + length > width && used > 0.0 {
            lines.push(String::new());
            used = 0.0;
        }
        used += piece.chars().map(width_of).sum::<f64>();
        lines.last_mut().expect("there is a line").push_str(&piece);
    }
    lines.into_iter().map(|line| line.trim().to_owned()).collect()
}

/// What stays together.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for c in text.chars() {
        let joins = pieces.last().and_then(|last| last.chars().next_back()).is_some_and(|before| {
            "、。，．）」』！？：；,.)!?:;ー々っッゃゅょぁぃぅぇぉ ".contains(c)
                || "（「『(".contains(before)
                || (c.is_ascii() && before.is_ascii() && before != ' ')
        });
        match pieces.last_mut().filter(|_| joins) {
            Some(last) => last.push(c),
            None => pieces.push(c.to_string()),
        }
    }
    pieces
}

/// How wide a character is, seen from a wide one.
fn width_of(c: char) -> f64 {
    if c.is_ascii() { 0.58 } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_break_where_they_may() {
        #[track_caller]
        fn check(text: &str, width: f64, expected: &[&str]) {
            assert_eq!(lines(text, width), expected);
        }
        check("話を受けとめます。", 4.0, &["話を受け", "とめま", "す。"]);
        check("Meet you together", 6.0, &["Meet you", "together"]);
        check("「話」を聞く", 3.0, &["「話」", "を聞く"]);
        check("", 3.0, &[""]);
    }
}
