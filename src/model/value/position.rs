//! A place on the map: latitude and longitude.

use std::fmt;
use std::str::FromStr;

use super::text_value;
use crate::diagnostic::Fault;

/// A point in Japan, in degrees with five decimals, which is a metre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    latitude: i32,
    longitude: i32,
}

text_value!(Position, "position");

/// Five decimals.
const UNIT: f64 = 100_000.0;

/// From Okinotorishima to Wakkanai, and from Yonaguni to Minamitorishima. Source: 国土地理院, 日本の東西南北端点の経度緯度.
const LATITUDES: std::ops::RangeInclusive<f64> = 20.0..=46.0;
const LONGITUDES: std::ops::RangeInclusive<f64> = 122.0..=154.0;

impl Position {
    /// North of the equator, in degrees.
    #[must_use]
    pub fn latitude(self) -> f64 {
        f64::from(self.latitude) / UNIT
    }

    /// East of Greenwich, in degrees.
    #[must_use]
    pub fn longitude(self) -> f64 {
        f64::from(self.longitude) / UNIT
    }
}

impl FromStr for Position {
    type Err = Fault;

    fn from_str(written: &str) -> Result<Self, Fault> {
        let notation = || Fault::new("position-notation");
        let (latitude, longitude) = written.split_once(',').ok_or_else(notation)?;
        let degrees = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
        let (latitude, longitude) = degrees(latitude).zip(degrees(longitude)).ok_or_else(notation)?;
        // The two are easily written the other way round.
        if LATITUDES.contains(&longitude) && LONGITUDES.contains(&latitude) {
            return Err(Fault::new("position-elsewhere").with("nearest", format!("{longitude}, {latitude}")));
        }
        if !(LATITUDES.contains(&latitude) && LONGITUDES.contains(&longitude)) {
            return Err(Fault::new("position-elsewhere"));
        }
        #[expect(clippy::cast_possible_truncation, reason = "both are below 154 degrees")]
        let whole = |degrees: f64| (degrees * UNIT).round() as i32;
        Ok(Self { latitude: whole(latitude), longitude: whole(longitude) })
    }
}

impl fmt::Display for Position {
    /// The canonical form.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.5}, {:.5}", self.latitude(), self.longitude())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_lies_in_japan() {
        let position: Position = "35.7263,139.71674".parse().unwrap();
        assert_eq!(position.to_string(), "35.72630, 139.71674");
        assert_eq!(position.to_string().parse::<Position>().unwrap(), position);
        let swapped = "139.7167, 35.7263".parse::<Position>().unwrap_err();
        assert_eq!((swapped.code, &*swapped.values[0].1), ("position-elsewhere", "35.7263, 139.7167"));
        for (wrong, code) in [
            ("35.7", "position-notation"),
            ("a, b", "position-notation"),
            ("NaN, 139", "position-notation"),
            ("51.5, -0.1", "position-elsewhere"),
        ] {
            assert_eq!(wrong.parse::<Position>().unwrap_err().code, code, "{wrong}");
        }
    }
}
