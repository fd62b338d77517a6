//! A list that goes on from one panel to the next. In: how high each entry is. Out: how many stand on each panel.

/// Panels differ in height by less than this, in millimetres.
const STEP: f64 = 2.0;

/// The lowest height, up to a step, in which entries go into so many panels, in their order.
pub(super) fn level(heights: &[f64], panels: usize) -> f64 {
    let highest = heights.iter().copied().fold(0.0, f64::max);
    let least = (heights.iter().sum::<f64>() / panels.max(1) as f64).max(highest);
    let mut limit = least;
    while split(heights, limit).len() > panels.max(1) {
        limit += STEP;
    }
    limit
}

/// How many entries stand on each panel of a height. An entry that is higher than that has a panel of its own.
pub(super) fn split(heights: &[f64], limit: f64) -> Vec<usize> {
    let (mut panels, mut filled) = (Vec::new(), f64::INFINITY);
    for height in heights {
        // What adds up to the limit may miss it by the last bit.
        if filled + height > limit + 1e-6 {
            panels.push(0);
            filled = 0.0;
        }
        filled += height;
        if let Some(count) = panels.last_mut() {
            *count += 1;
        }
    }
    panels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_shared_out_evenly_and_in_order() {
        #[track_caller]
        fn check(heights: &[f64], panels: usize, expected: &[usize]) {
            let limit = level(heights, panels);
            assert_eq!(split(heights, limit), expected, "{limit}");
            assert!(split(heights, limit).len() <= panels);
        }
        check(&[], 2, &[]);
        check(&[30.0], 2, &[1]);
        check(&[30.0, 30.0, 30.0, 30.0], 1, &[4]);
        check(&[30.0, 30.0, 30.0, 30.0], 2, &[2, 2]);
        check(&[60.0, 30.0, 30.0], 2, &[1, 2]);
        check(&[30.0, 30.0, 60.0, 10.0], 3, &[2, 1, 1]);
        check(&[0.1, 0.2, 0.3], 1, &[3]);
    }
}
