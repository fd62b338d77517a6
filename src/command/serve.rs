//! `shirube serve`: show the guide in a browser while it is edited.
#![expect(clippy::disallowed_methods, reason = "each preview begins with a number of its own")]

use std::io;
use std::io::Write as _;
use std::sync::Arc;

use anyhow::{anyhow, bail};
use jiff::Timestamp;

use super::{FINE, Settings, today_in_japan};
use crate::cli::ServeArgs;
use crate::diagnostic::{Diagnostics, Severity};
use crate::live::{self, Live};
use crate::path::SourcePath;
use crate::preview::Preview;
use crate::server;
use crate::watch::watch;

pub(super) fn run(args: &ServeArgs, settings: &Settings) -> anyhow::Result<u8> {
    let teller = settings.clone();
    let fixed = settings.fixed_day;
    let live = Live::open(
        settings.folders.clone(),
        live::Settings {
            today: Box::new(move || fixed.unwrap_or_else(today_in_japan)),
            theme: settings.theme.clone(),
            language: settings.style.language,
            version: Timestamp::now().as_millisecond().unsigned_abs(),
            changed: Box::new(move |preview, files| teller.tell_change(preview, files)),
        },
    )?;
    let live = Arc::new(live);
    let first = live.now();
    settings.report(first.tree(), &first.problems)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime
        .block_on(async {
            let listener = server::listen(args.port).await.map_err(|error| settings.no_port(args.port, &error))?;
            let address = format!("http://{}{}", listener.local_addr()?, first.base());
            // Nobody can do without the address, however quiet it shall be.
            writeln!(io::stderr(), "{}", settings.phrase("serve_at", &[("address", &address)]))?;
            let port = listener.local_addr()?.port();
            if args.port.is_none() && port != server::PORT {
                let (wanted, port) = (server::PORT.to_string(), port.to_string());
                settings.say(&settings.phrase("serve_other_port", &[("wanted", &wanted), ("port", &port)]));
            }
            if args.open && opener::open_browser(&address).is_err() {
                settings.say(&settings.phrase("serve_not_opened", &[]));
            }
            let looking = live.clone();
            watch(&live.folders, move || drop(looking.now()));
            server::serve(listener, live).await?;
            bail!("the server ended")
        })
        .map(|()| FINE)
}

impl Settings {
    /// Says what changed, and what is wrong now.
    fn tell_change(&self, preview: &Preview, files: &[SourcePath]) {
        let files = match files {
            [] => self.phrase("serve_day", &[]),
            [file] => preview.tree().display(file),
            [file, more @ ..] => {
                let (path, more) = (preview.tree().display(file), more.len().to_string());
                self.phrase("serve_more", &[("path", &path), ("more", &more)])
            }
        };
        let is_error = |problem: &&crate::diagnostic::Diagnostic| problem.severity == Severity::Error;
        let errors: Diagnostics = preview.problems.iter().filter(is_error).cloned().collect();
        let _ = self.report(preview.tree(), &errors);
        let count = self.count(&preview.problems);
        self.say(&self.phrase("serve_changed", &[("files", &files), ("count", &count)]));
    }

    fn no_port(&self, wanted: Option<u16>, error: &io::Error) -> anyhow::Error {
        let port = wanted.unwrap_or(server::PORT).to_string();
        match error.kind() {
            io::ErrorKind::AddrInUse => anyhow!(self.phrase("serve_port_taken", &[("port", &port)])),
            _ => anyhow!(self.phrase("serve_no_port", &[("port", &port), ("reason", &error.to_string())])),
        }
    }
}
