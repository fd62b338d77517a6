//! Colours, how well they can be told apart, and the nearest one that can.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::text_value;
use crate::characters::narrow;
use crate::diagnostic::Fault;

/// A colour, written as `#14423f` or `#fc0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

text_value!(Colour, "colour");

impl Colour {
    /// The colour of paper.
    pub const WHITE: Self = Self { red: 255, green: 255, blue: 255 };

    /// How well two colours can be told apart, from 1 to 21, as WCAG 2 measures it.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The colour nearest to this one that passes: of the same hue, lighter or darker, and with as much of its chroma as
    /// a screen can show. One that passes itself is its own nearest; `None` where no lightness passes.
    #[must_use]
    pub fn nearest_passing(self, passes: impl Fn(Self) -> bool) -> Option<Self> {
        const STEPS: i32 = 1000;
        if passes(self) {
            return Some(self);
        }
        let own = Lch::from(self);
        let lighter_and_darker = (0..=STEPS).map(|step| own.with_lightness(f64::from(step) / f64::from(STEPS)));
        // What passes is looked for among the colours as they are written, since rounding moves them.
        let passing = lighter_and_darker.filter(|colour| passes(*colour));
        passing.min_by(|a, b| own.distance(Lch::from(*a)).total_cmp(&own.distance(Lch::from(*b))))
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn linear(self) -> [f64; 3] {
        [self.red, self.green, self.blue].map(|channel| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        })
    }
}

impl FromStr for Colour {
    type Err = Fault;

    fn from_str(written: &str) -> Result<Self, Fault> {
        if let Some(colour) = written.strip_prefix('#').and_then(of_digits) {
            return Ok(colour);
        }
        let digits: String = written.trim().chars().map(narrow).collect();
        let meant = of_digits(digits.trim_start_matches('#'));
        let fault = Fault::new("colour-notation");
        Err(match meant {
            Some(colour) => fault.with("nearest", colour),
            None => fault,
        })
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl Serialize for Colour {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Three or six hexadecimal digits.
fn of_digits(digits: &str) -> Option<Colour> {
    let values: Vec<u8> = digits.chars().map(|c| u8::try_from(c.to_digit(16)?).ok()).collect::<Option<_>>()?;
    match *values.as_slice() {
        [r, g, b] => Some(Colour { red: r * 17, green: g * 17, blue: b * 17 }),
        [r, r2, g, g2, b, b2] => Some(Colour { red: r * 16 + r2, green: g * 16 + g2, blue: b * 16 + b2 }),
        _ => None,
    }
}

/// A colour in OKLCH, where equal steps look equal: lightness, chroma and hue.
#[derive(Clone, Copy)]
struct Lch {
    lightness: f64,
    chroma: f64,
    /// In radians.
    hue: f64,
}

impl From<Colour> for Lch {
    fn from(colour: Colour) -> Self {
        let [r, g, b] = colour.linear();
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        let lightness = 0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s;
        let a = 1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s;
        let b = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s;
        Self { lightness, chroma: a.hypot(b), hue: b.atan2(a) }
    }
}

impl Lch {
    /// The colour of this hue and another lightness, with as much of the chroma as sRGB has there.
    fn with_lightness(self, lightness: f64) -> Colour {
        let of_chroma = |chroma| Self { lightness, chroma, ..self }.linear();
        let (mut shown, mut hidden) = (0.0, self.chroma);
        if is_shown(of_chroma(hidden)) {
            shown = hidden;
        }
        for _ in 0..24 {
            let middle = f64::midpoint(shown, hidden);
            *(if is_shown(of_chroma(middle)) { &mut shown } else { &mut hidden }) = middle;
        }
        let [red, green, blue] = of_chroma(shown).map(|value| {
            let value = value.clamp(0.0, 1.0);
            let value = if value <= 0.003_130_8 { value * 12.92 } else { 1.055 * value.powf(1.0 / 2.4) - 0.055 };
            (value * 255.0).round() as u8
        });
        Colour { red, green, blue }
    }

    fn linear(self) -> [f64; 3] {
        let (sin, cos) = self.hue.sin_cos();
        let (a, b) = (self.chroma * cos, self.chroma * sin);
        let l = (self.lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (self.lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (self.lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
        [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
        ]
    }

    fn distance(self, other: Self) -> f64 {
        let point = |lch: Self| (lch.chroma * lch.hue.cos(), lch.chroma * lch.hue.sin());
        let ((a, b), (c, d)) = (point(self), point(other));
        ((self.lightness - other.lightness).powi(2) + (a - c).powi(2) + (b - d).powi(2)).sqrt()
    }
}

/// Whether a screen can show a colour.
fn is_shown(linear: [f64; 3]) -> bool {
    const TOLERANCE: f64 = 1e-4;
    linear.iter().all(|value| (-TOLERANCE..=1.0 + TOLERANCE).contains(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(written: &str) -> Colour {
        written.parse().unwrap()
    }

    /// Colours from all over the cube, the same in every run.
    fn many() -> impl Iterator<Item = Colour> {
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        std::iter::repeat_with(move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let [red, green, blue, ..] = state.to_le_bytes();
            Colour { red, green, blue }
        })
    }

    #[test]
    fn colours_are_three_or_six_digits() {
        assert_eq!(colour("#fc0"), colour("#FFCC00"));
        assert_eq!(colour("#14423f").to_string(), "#14423f");
        for (written, nearest) in [
            ("14423f", Some("#14423f")),
            ("＃１４４２３ｆ", Some("#14423f")),
            ("navy", None),
            ("#14423", None),
            ("#14423g", None),
            ("rgb(20, 66, 63)", None),
            ("#14423fff", None),
            ("", None),
        ] {
            let fault = written.parse::<Colour>().unwrap_err();
            let meant = fault.values.iter().find(|(name, _)| *name == "nearest").map(|(_, value)| value.as_str());
            assert_eq!((fault.code, meant), ("colour-notation", nearest), "{written}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        #[track_caller]
        fn check(a: &str, b: &str, expected: f64) {
            let (one, other) = (colour(a).contrast(colour(b)), colour(b).contrast(colour(a)));
            assert!((one - expected).abs() < 0.005, "{a} on {b} is {one}");
            assert!((one - other).abs() < 1e-12);
        }
        check("#000", "#fff", 21.0);
        check("#777", "#fff", 4.48);
        check("#767676", "#fff", 4.54);
        check("#595959", "#fff", 7.00);
        check("#949494", "#fff", 3.03);
        check("#f00", "#fff", 4.00);
        check("#00f", "#fff", 8.59);
        check("#123456", "#123456", 1.0);
    }

    #[test]
    fn what_passes_is_left_alone() {
        for (text, ground) in many().zip(many().skip(1)).take(2000) {
            if text.contrast(ground) >= 7.0 {
                assert_eq!(text.nearest_passing(|colour| colour.contrast(ground) >= 7.0), Some(text));
            }
        }
    }

    #[test]
    fn what_is_proposed_passes_and_keeps_its_hue() {
        let mut proposed = 0;
        for (text, ground) in many().zip(many().skip(1)).take(300) {
            for needed in [3.0, 7.0] {
                let passes = |colour: Colour| colour.contrast(ground) >= needed;
                let can_pass = Colour::WHITE.contrast(ground) >= needed || colour("#000").contrast(ground) >= needed;
                let nearest = text.nearest_passing(passes);
                assert_eq!(nearest.is_some(), can_pass, "{text} on {ground}");
                let Some(nearest) = nearest else { continue };
                assert!(passes(nearest), "{nearest} for {text} on {ground}");
                let (before, after) = (Lch::from(text), Lch::from(nearest));
                assert!(after.chroma < before.chroma + 0.01, "{nearest} for {text}");
                let turned = (before.hue - after.hue).sin().abs() * after.chroma;
                assert!(turned < 0.01, "{nearest} for {text} has another hue");
                proposed += 1;
            }
        }
        assert!(proposed > 300);
    }

    #[test]
    fn the_nearest_colour_is_as_near_as_can_be() {
        let proposed = colour("#777").nearest_passing(|colour| colour.contrast(Colour::WHITE) >= 7.0).unwrap();
        assert_eq!(proposed, colour("#595959"), "one step lighter is 6.9 : 1");
        assert_eq!(colour("#777").nearest_passing(|_| false), None);
    }
}
