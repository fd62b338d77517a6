//! The guide on the disk, kept up to date: reads again what has changed, and makes the next preview of it.
//!
//! Whoever asks first after an edit pays for it; everybody gets what is there now. [`crate::watch`] asks when nobody else
//! does, so that open pages hear of it.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil;
use tokio::sync::watch;

use crate::build::Options;
use crate::diagnostic::Diagnostics;
use crate::disk::{Folders, NoGuide, Reader};
use crate::messages::MessageLanguage;
use crate::model::value::Slug;
use crate::path::SourcePath;
use crate::preview::Preview;
use crate::source::SourceTree;

/// A guide that is looked at while somebody works on it.
pub struct Live {
    /// Where its files are.
    pub folders: Folders,
    settings: Settings,
    kept: Mutex<Kept>,
    versions: watch::Sender<u64>,
}

/// What a live guide is told besides its files.
pub struct Settings {
    /// The day to take for today, asked for again and again: a preview may run past midnight.
    pub today: Box<dyn Fn() -> civil::Date + Send + Sync>,
    /// The theme to try in place of the guide's own.
    pub theme: Option<Slug>,
    /// The language of messages.
    pub language: MessageLanguage,
    /// A number that no earlier preview of this guide began with.
    pub version: u64,
    /// Is told of every change, and of the files that it was in.
    pub changed: Box<Changed>,
}

/// Is told of a change.
pub type Changed = dyn Fn(&Preview, &[SourcePath]) + Send + Sync;

struct Kept {
    reader: Reader,
    /// Whether there was any content at all.
    is_there: bool,
    day: civil::Date,
    problems: Diagnostics,
    preview: Arc<Preview>,
}

impl Live {
    /// Reads a guide for the first time.
    ///
    /// # Errors
    ///
    /// When there is no guide.
    pub fn open(folders: Folders, settings: Settings) -> anyhow::Result<Self> {
        let mut reader = Reader::default();
        let (tree, problems) = reader.read(&folders)?;
        let day = (settings.today)();
        let read = (tree, problems.clone());
        let preview = Arc::new(Preview::first(read, &settings.options(day), settings.language, settings.version));
        let versions = watch::Sender::new(preview.version);
        Ok(Self {
            folders,
            settings,
            kept: Mutex::new(Kept { reader, is_there: true, day, problems, preview }),
            versions,
        })
    }

    /// The guide as it is at this moment.
    #[must_use]
    pub fn now(&self) -> Arc<Preview> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let read = kept.reader.read(&self.folders);
        let is_there = read.is_ok();
        let (tree, problems) = match read {
            Ok(read) => read,
            Err(error) if error.is::<NoGuide>() => (SourceTree::default(), Diagnostics::default()),
            Err(_) => return kept.preview.clone(),
        };
        let day = (self.settings.today)();
        let is_same = kept.reader.changed().is_empty()
            && tree == *kept.preview.tree()
            && problems == kept.problems
            && day == kept.day;
        if !is_same {
            kept.preview = Arc::new(kept.preview.next((tree, problems.clone()), &self.settings.options(day)));
            kept.problems = problems;
            kept.day = day;
            self.versions.send_replace(kept.preview.version);
            // A folder that goes and comes back has the files that it had.
            let content = [SourcePath::new("content")];
            let files = if is_there == kept.is_there { kept.reader.changed() } else { &content };
            (self.settings.changed)(&kept.preview, files);
            kept.is_there = is_there;
        }
        kept.preview.clone()
    }

    /// Tells of each version from now on.
    #[must_use]
    pub fn versions(&self) -> watch::Receiver<u64> {
        self.versions.subscribe()
    }
}

impl Settings {
    fn options(&self, day: civil::Date) -> Options {
        Options { day, only: None, theme: self.theme.clone() }
    }
}
