//! QR codes for paper: level M, and the quiet zone of four modules that ISO/IEC 18004 asks for inside of the picture.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder};

/// The quiet zone on each side, in modules. Source: ISO/IEC 18004, 9.1.
const QUIET: usize = 4;

/// Modules smaller than this fail on old phones and bad printers, in millimetres.
pub const LEAST_MODULE: f64 = 0.45;

/// A QR code as a drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Code {
    /// How many modules it is wide, with the quiet zone.
    pub modules: usize,
    /// Its black modules, as the path of an SVG whose units are modules: a stroke one module thick along each row, a third
    /// of what filled squares take.
    pub path: String,
}

impl Code {
    /// The code of an address; nothing where it is too long for any.
    #[must_use]
    pub fn new(address: &str) -> Option<Self> {
        let code = QRBuilder::new(address).ecl(ECL::M).build().ok()?;
        let mut path = String::new();
        for y in 0..code.size {
            write!(path, "M{QUIET} {}.5", y + QUIET).expect("writing to a string");
            for run in code[y].chunk_by(|a, b| a.value() == b.value()) {
                match run[0].value() {
                    true => write!(path, "h{}", run.len()),
                    false => write!(path, "m{} 0", run.len()),
                }
                .expect("writing to a string");
            }
        }
        Some(Self { modules: code.size + 2 * QUIET, path })
    }

    /// How wide a module is in a picture of so many millimetres.
    #[must_use]
    pub fn module(&self, width: f64) -> f64 {
        width / self.modules as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a reader of codes finds in a drawing, six pixels a module.
    fn read(code: &Code) -> String {
        const SCALE: usize = 6;
        let mut black = vec![vec![false; code.modules]; code.modules];
        for (y, row) in code.path.split("M4 ").skip(1).enumerate() {
            let mut x = QUIET;
            assert!(row.starts_with(&format!("{}.5", y + QUIET)));
            for (at, is_black) in row.match_indices(['h', 'm']).map(|(at, step)| (at + 1, step == "h")) {
                let length: String = row[at..].chars().take_while(char::is_ascii_digit).collect();
                let length: usize = length.parse().unwrap();
                black[y + QUIET][x..x + length].fill(is_black);
                x += length;
            }
        }
        let side = code.modules * SCALE;
        let pixel = |x: usize, y: usize| if black[y / SCALE][x / SCALE] { 0 } else { 255 };
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, pixel);
        let grids = image.detect_grids();
        let [grid] = grids.as_slice() else { return format!("{} codes", grids.len()) };
        grid.decode().unwrap().1
    }

    #[test]
    fn codes_are_read_back() {
        for length in [1, 10, 33, 48, 80] {
            let address = format!("https://www.example.jp/{}", "t".repeat(length));
            let code = Code::new(&address).unwrap();
            assert_eq!(read(&code), address);
        }
    }

    #[test]
    fn codes_have_a_quiet_zone_and_coarse_modules() {
        let code = Code::new("https://www.example.jp/guide/l/t1.html#a1b2c3").unwrap();
        assert_eq!(code.modules, 33 + 8);
        assert!(code.path.starts_with("M4 4.5h7m"));
        assert!(code.module(26.0) > 0.6);
        assert_eq!(Code::new(&"x".repeat(3000)), None);
    }
}
