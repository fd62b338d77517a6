//! The disk: reads a guide's files, and takes a finished site. Shell: the only files that touch it.
#![expect(clippy::disallowed_methods, reason = "this is the shell's part that touches the disk")]

mod create;
mod folder;
mod read;
mod replace;

pub use create::{Taken, create, is_free, write_below};
pub use folder::{Busy, Folder, Foreign, MARKER, Written};
pub use read::{Folders, NoGuide, Reader, read};
pub use replace::{Edited, replace, write};
