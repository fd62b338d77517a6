//! A running browser with a profile of its own. Whoever lets go of it ends it, and takes the profile away.
#![expect(clippy::disallowed_methods, reason = "the shell's part that starts a program")]

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use super::pipe::{Pipes, start};

/// Nothing of the account's own, nothing over the network, and the same picture on every computer.
const FLAGS: [&str; 15] = [
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-extensions",
    "--disable-component-update",
    "--disable-background-networking",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--host-resolver-rules=MAP * ~NOTFOUND",
];

/// A fiftieth of a second.
const MOMENT: Duration = Duration::from_millis(20);

/// A running browser.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    profile: TempDir,
}

impl Process {
    /// Starts a browser, and gives the ends of its pipes that are ours.
    pub(super) fn start(program: &Path) -> io::Result<(Self, Pipes)> {
        let profile = tempfile::Builder::new().prefix("shirube-browser-").tempdir()?;
        let mut command = Command::new(program);
        let data = profile.path().join("data");
        command.args(FLAGS).arg(format!("--user-data-dir={}", data.display()));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(File::create(said(&profile))?);
        alone(&mut command);
        let (child, pipes) = start(command)?;
        Ok((Self { child, profile }, pipes))
    }

    /// Waits until the browser has ended, so many seconds at most.
    pub(super) fn wait(&mut self, seconds: u64) {
        for _ in 0..seconds * 50 {
            if !matches!(self.child.try_wait(), Ok(None)) {
                break;
            }
            thread::sleep(MOMENT);
        }
    }

    /// The last that the browser said, for people to find out why it ended.
    pub(super) fn last_words(&self) -> String {
        let said = fs::read(said(&self.profile)).unwrap_or_default();
        let said = String::from_utf8_lossy(&said).into_owned();
        said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default().trim().to_owned()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        end(&mut self.child);
        let _ = self.child.wait();
        // Processes that the browser had started may still be writing into its profile.
        for _ in 0..50 {
            if fs::remove_dir_all(self.profile.path()).is_ok() {
                break;
            }
            thread::sleep(MOMENT);
        }
    }
}

fn said(profile: &TempDir) -> PathBuf {
    profile.path().join("said.txt")
}

/// In a group of its own, which can be ended as a whole. The administrator's account has no sandbox to offer.
#[cfg(unix)]
fn alone(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0);
    if rustix::process::geteuid().is_root() {
        command.arg("--no-sandbox");
    }
}

#[cfg(windows)]
fn alone(_: &mut Command) {}

#[cfg(unix)]
fn end(child: &mut Child) {
    let group = rustix::process::Pid::from_child(child);
    if rustix::process::kill_process_group(group, rustix::process::Signal::KILL).is_err() {
        let _ = child.kill();
    }
}

/// What a browser has started on Windows ends by itself when its pipes do.
#[cfg(windows)]
fn end(child: &mut Child) {
    let _ = child.kill();
}
