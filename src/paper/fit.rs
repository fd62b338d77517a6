//! The largest size that fits, and what goes where none does.

/// Sizes of running text in points, the largest first. Nothing on paper is smaller than the last (notes aside).
pub const SIZES: [f64; 7] = [16.0, 15.0, 14.0, 13.5, 13.0, 12.5, 12.0];

/// A box that is too small.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overflow {
    /// How high what must stand in it is, in millimetres.
    pub needed: f64,
    /// How high it is.
    pub available: f64,
}

/// Finds the first amount that fits in some size, and the largest size in which it does. `needed` tells the height of an
/// amount in a size; `amounts` come from all that there is to the least that must stand there.
///
/// # Errors
///
/// When even the last does not fit.
pub fn fit<A: Copy>(
    available: f64,
    amounts: impl IntoIterator<Item = A>,
    needed: impl Fn(f64, A) -> f64,
) -> Result<(f64, A), Overflow> {
    let mut least = f64::INFINITY;
    for amount in amounts {
        for size in SIZES {
            least = needed(size, amount);
            if least <= available {
                return Ok((size, amount));
            }
        }
    }
    Err(Overflow { needed: least, available })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_gets_smaller_before_anything_goes() {
        let tried = |available| fit(available, [3, 2, 1], |size, amount| size * f64::from(amount));
        assert_eq!(tried(1e9), Ok((16.0, 3)));
        assert_eq!(tried(38.0), Ok((12.5, 3)));
        assert_eq!(tried(35.9), Ok((16.0, 2)));
        assert_eq!(tried(12.0), Ok((12.0, 1)));
        assert_eq!(tried(11.0), Err(Overflow { needed: 12.0, available: 11.0 }));
    }
}
