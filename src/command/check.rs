//! `shirube check`: read, look for problems, report; writes nothing.

use super::{FINE, PROBLEMS, Settings};
use crate::build::{Options, build, prepare};
use crate::check::outer_links;
use crate::cli::CheckArgs;
use crate::disk::read;
use crate::model::model;
use crate::sink::Nowhere;
use crate::web::{PATIENCE, follow};

pub(super) fn run(args: &CheckArgs, settings: &Settings) -> anyhow::Result<u8> {
    let (tree, read_problems) = read(&settings.folders)?;
    let options = Options { day: settings.day, only: None };
    let mut diagnostics = match args.pages {
        true => build(&tree, &options, &Nowhere).diagnostics,
        false => prepare(&tree, &options, &|_| {}).1,
    };
    diagnostics.extend(read_problems);
    if args.links {
        let (site, _) = model(&tree, settings.day);
        diagnostics.extend(follow(outer_links(&site), PATIENCE)?);
    }
    settings.report(&tree, &diagnostics)?;
    settings.say(&settings.count(&diagnostics));
    Ok(if diagnostics.has_errors() { PROBLEMS } else { FINE })
}
