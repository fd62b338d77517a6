//! Makes a PDF of a finished page: a browser prints it, and what the browser leaves undone is done here.
//!
//! In: a page on the disk and what its sheets have to be ([`Sheet`]). Out: the bytes of a PDF that is right on paper,
//! what a look at the page in the browser found, and what keeps the PDF from being accessible ([`Printed`]).
//!
//! | step | file | does |
//! |---|---|---|
//! | find | [`find`](mod@find) | looks where browsers stand on each system; pure |
//! | launch | `process.rs`, `pipe.rs` | starts one with a new profile, and ends it on every way out |
//! | talk | `session.rs` | its debugging protocol: JSON with a zero byte behind each message; no port, no web socket |
//! | probe | [`probe`] | measures in the page what is cut, too small or too narrow |
//! | finish | [`finish`](mod@finish) | bytes to bytes: tags, metadata, print settings, no dates; pure |
//!
//! The same page, fonts and browser give the same bytes, whenever it is printed and whatever was printed before. The
//! module knows nothing of records, themes or leaflets: any page can be printed.

mod browser;
mod error;
mod file_url;
pub mod find;
pub mod finish;
mod pipe;
pub mod probe;
mod process;
mod session;

pub use browser::Browser;
pub use error::Error;
pub use file_url::file_url;
pub use finish::Flaw;
pub use probe::{Probed, Trouble};

/// A page to print, and what its PDF has to be.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Where the page stands: `file:///…/t1.html`, as [`file_url`] writes it.
    pub url: String,
    /// What windows and lists of documents say of the PDF, else the page's own title.
    pub title: Option<String>,
    /// The language of the text, such as `ja`.
    pub language: String,
    /// How large each page has to be.
    pub size: Size,
    /// How many pages there have to be, where that is known.
    pub pages: Option<usize>,
    /// Whether it is meant for both sides of the paper; a sheet on its side is then turned over its short edge.
    pub is_two_sided: bool,
    /// Where the files that it links to will stand; without it, links lead to this computer.
    pub publication: Option<Publication>,
}

/// A folder on this computer, and where it is published.
#[derive(Clone, Debug)]
pub struct Publication {
    /// The folder's address here, as [`file_url`] writes it, with a slash at its end.
    pub folder: String,
    /// Its address there, with a slash at its end.
    pub address: String,
}

/// The size of a page in millimetres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// From left to right.
    pub width: f32,
    /// From top to bottom.
    pub height: f32,
}

impl Size {
    /// A4, upright.
    pub const A4: Self = Self { width: 210.0, height: 297.0 };
    /// A4, on its side.
    pub const A4_WIDE: Self = Self { width: 297.0, height: 210.0 };
    /// A3, upright.
    pub const A3: Self = Self { width: 297.0, height: 420.0 };

    /// Whether it is wider than high.
    #[must_use]
    pub fn is_wide(self) -> bool {
        self.width > self.height
    }
}

/// A PDF, and what is known about it.
#[derive(Clone, Debug)]
pub struct Printed {
    /// The file.
    pub bytes: Vec<u8>,
    /// What was measured in the browser, one for each element with `data-sheet`.
    pub sheets: Vec<Probed>,
    /// What keeps the PDF from being accessible. Only where this is empty does it say that it is (PDF/UA-1).
    pub flaws: Vec<Flaw>,
}
