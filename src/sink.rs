//! Where finished files go. Pages are handed on as they are made; no stage holds the whole output.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::path::SourcePath;
use crate::plan::PagePlan;
use crate::render::Bytes;

/// A taker of finished files, from many threads at once.
pub trait Sink: Sync {
    /// Is told what comes next.
    fn stage(&self, _stage: Stage) {}

    /// Takes a file.
    fn put(&self, page: &PagePlan, bytes: Bytes<'_>);

    /// Takes a file of the content as it is.
    fn copy(&self, page: &PagePlan, from: &SourcePath);

    /// The bytes of a file of the content, where it is at hand.
    fn read(&self, from: &SourcePath) -> Option<Vec<u8>>;
}

/// A step of a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Sources become records.
    Model,
    /// Templates, words and assets are read.
    Theme,
    /// Everything that is named is looked for.
    Check,
    /// Addresses are decided.
    Plan,
    /// So many files are made.
    Pages(usize),
}

/// Keeps the files in memory, for tests.
#[derive(Debug, Default)]
pub struct Memory(Mutex<BTreeMap<String, Vec<u8>>>);

impl Memory {
    /// The files by address.
    #[must_use]
    pub fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for Memory {
    fn put(&self, page: &PagePlan, bytes: Bytes<'_>) {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert(page.address.to_string(), bytes.into_owned());
    }

    /// Pictures are not kept; only that they are there.
    fn copy(&self, page: &PagePlan, _: &SourcePath) {
        self.put(page, Bytes::Borrowed(&[]));
    }

    fn read(&self, _: &SourcePath) -> Option<Vec<u8>> {
        None
    }
}

/// Takes nothing, for a check that renders.
#[derive(Debug, Default)]
pub struct Nowhere;

impl Sink for Nowhere {
    fn put(&self, _: &PagePlan, _: Bytes<'_>) {}

    fn copy(&self, _: &PagePlan, _: &SourcePath) {}

    fn read(&self, _: &SourcePath) -> Option<Vec<u8>> {
        None
    }
}
