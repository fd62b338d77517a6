//! Waits for changes of a guide's files. Shell.
//!
//! What the system tells of is only a reason to look; what has changed is found by looking. So nothing depends on how
//! editors save, and where a system tells nothing (a drive in the network, too many folders), looking every second will do.
#![expect(clippy::disallowed_methods, reason = "it waits")]

use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use notify::{EventKind, RecursiveMode, Watcher};

use crate::disk::Folders;

/// After the last sign of a change it is quiet for so long before anybody looks: a branch that is changed by git, or a
/// file that an editor writes in two steps, is one change.
const QUIET: Duration = Duration::from_millis(40);

/// But nobody waits longer than this.
const PATIENCE: Duration = Duration::from_millis(400);

/// Nobody is told of anything for so long: look anyway.
const ANYWAY: Duration = Duration::from_secs(1);

/// Looking takes this part of the time at most.
const SHARE: u32 = 50;

/// Calls `look` whenever the files of a guide may have changed, until the program ends.
pub fn watch(folders: &Folders, look: impl Fn() + Send + 'static) {
    let folders = folders.clone();
    thread::spawn(move || {
        let (sender, signs) = channel();
        let tell = move |event: notify::Result<notify::Event>| {
            // Reading is an event, too: a look that caused the next look would never end.
            if !event.is_ok_and(|event| matches!(event.kind, EventKind::Access(_))) {
                let _ = sender.send(());
            }
        };
        // It watches as long as it is kept. Where the system refuses, looking every second is left.
        let mut watcher = notify::recommended_watcher(tell).ok();
        let mut watched = [(&folders.content, false), (&folders.themes, false)];
        let mut took = Duration::ZERO;
        loop {
            for (folder, is_watched) in &mut watched {
                // One that comes later is watched from then on.
                *is_watched = folder.is_dir() && (*is_watched || begin(watcher.as_mut(), folder));
            }
            wait(&signs, ANYWAY.max(took * SHARE));
            let start = Instant::now();
            look();
            took = start.elapsed();
        }
    });
}

fn begin(watcher: Option<&mut impl Watcher>, folder: &Path) -> bool {
    watcher.is_some_and(|watcher| watcher.watch(folder, RecursiveMode::Recursive).is_ok())
}

/// Waits for the last of several signs.
fn wait(signs: &Receiver<()>, at_most: Duration) {
    match signs.recv_timeout(at_most) {
        Ok(()) => {
            let start = Instant::now();
            while start.elapsed() < PATIENCE && signs.recv_timeout(QUIET).is_ok() {}
        }
        Err(RecvTimeoutError::Timeout) => {}
        // There is no watcher that could ever tell.
        Err(RecvTimeoutError::Disconnected) => thread::sleep(at_most),
    }
}
