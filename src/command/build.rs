//! `shirube build`: read, build into a folder, report.
#![expect(clippy::disallowed_methods, reason = "the summary says how long it took")]

use std::io::{self, IsTerminal};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::bail;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{FINE, PROBLEMS, Settings};
use crate::build::{Options, build};
use crate::cli::BuildArgs;
use crate::disk::{Folder, read};
use crate::path::SourcePath;
use crate::plan::PagePlan;
use crate::render::Bytes;
use crate::sink::{Sink, Stage};

pub(super) fn run(args: &BuildArgs, settings: &Settings) -> anyhow::Result<u8> {
    let clock = Clock::start();
    let (tree, read_problems) = read(&settings.folders)?;
    let sink = Watched {
        inner: Folder::open(&settings.output, &settings.folders.content)?,
        clock: &clock,
        bar: Mutex::default(),
        shows: settings.shows_progress(),
    };
    let options = Options { day: settings.day, only: args.only.clone(), theme: settings.theme.clone() };
    let mut build = build(&tree, &options, &sink);
    build.diagnostics.extend(read_problems);
    sink.end();
    if build.only_is_unknown {
        sink.inner.abandon();
        let only = args.only.as_deref().unwrap_or_default();
        bail!(settings.phrase("unknown_only", &[("name", only)]));
    }
    settings.report(&tree, &build.diagnostics)?;
    let count = settings.count(&build.diagnostics);
    if build.diagnostics.has_errors() {
        sink.inner.abandon();
        settings.say(&settings.phrase("not_built", &[("count", &count)]));
        return Ok(PROBLEMS);
    }
    clock.enter("write");
    let written = sink.inner.finish()?;
    if written.file_by_file {
        settings.say(&settings.phrase("file_by_file", &[("output", &settings.output.display().to_string())]));
    }
    let output = settings.output.display().to_string();
    let (pages, changed) = (build.pages.to_string(), (written.changed + written.removed).to_string());
    let seconds = format!("{:.2}", clock.elapsed().as_secs_f64());
    let values =
        [("pages", &*pages), ("changed", &*changed), ("output", &*output), ("count", &*count), ("seconds", &*seconds)];
    settings.say(&settings.phrase("built", &values));
    if let Some(only) = &args.only {
        settings.say(&settings.phrase("built_only", &[("name", only)]));
    }
    if args.timings {
        settings.say(&clock.table());
    }
    Ok(FINE)
}

impl Settings {
    fn shows_progress(&self) -> bool {
        !self.is_quiet && io::stderr().is_terminal()
    }
}

/// When each stage began.
#[derive(Debug)]
struct Clock {
    start: Instant,
    stages: Mutex<Vec<(&'static str, Instant)>>,
}

impl Clock {
    fn start() -> Self {
        let start = Instant::now();
        Self { start, stages: Mutex::new(vec![("read", start)]) }
    }

    fn enter(&self, stage: &'static str) {
        self.stages.lock().unwrap_or_else(PoisonError::into_inner).push((stage, Instant::now()));
    }

    fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    fn table(&self) -> String {
        let stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        let ends = stages.iter().skip(1).map(|(_, start)| *start).chain([Instant::now()]);
        let rows = stages
            .iter()
            .zip(ends)
            .map(|((name, start), end)| format!("{name:<6} {:>9.2} ms", (end - *start).as_secs_f64() * 1000.0));
        rows.collect::<Vec<_>>().join("\n")
    }
}

/// A sink that shows how far the work is when it takes longer than a second.
struct Watched<'a> {
    inner: Folder,
    clock: &'a Clock,
    bar: Mutex<Option<ProgressBar>>,
    shows: bool,
}

impl Watched<'_> {
    fn end(&self) {
        if let Some(bar) = self.bar.lock().unwrap_or_else(PoisonError::into_inner).take() {
            bar.finish_and_clear();
        }
    }
}

impl Sink for Watched<'_> {
    fn stage(&self, stage: Stage) {
        self.clock.enter(match stage {
            Stage::Model => "model",
            Stage::Theme => "theme",
            Stage::Check => "check",
            Stage::Plan => "plan",
            Stage::Pages(_) => "pages",
        });
        if let Stage::Pages(files) = stage
            && self.shows
        {
            let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden());
            bar.set_style(ProgressStyle::with_template("{bar:40} {pos}/{len}").expect("a right template"));
            *self.bar.lock().unwrap_or_else(PoisonError::into_inner) = Some(bar);
        }
    }

    fn put(&self, page: &PagePlan, bytes: Bytes<'_>) {
        self.inner.put(page, bytes);
        self.step();
    }

    fn copy(&self, page: &PagePlan, from: &SourcePath) {
        self.inner.copy(page, from);
        self.step();
    }

    fn read(&self, from: &SourcePath) -> Option<Vec<u8>> {
        self.inner.read(from)
    }
}

impl Watched<'_> {
    /// Shows that one more file is there.
    fn step(&self) {
        if self.shows
            && let Some(bar) = self.bar.lock().unwrap_or_else(PoisonError::into_inner).as_ref()
        {
            bar.inc(1);
            if bar.is_hidden() && self.clock.elapsed() > Duration::from_secs(1) {
                bar.set_draw_target(ProgressDrawTarget::stderr());
            }
        }
    }
}
