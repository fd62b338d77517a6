//! `shirube check`: read, look for problems, report; writes nothing of the guide.

use super::{FINE, PROBLEMS, Settings, due, translations};
use crate::build::{Options, build, leaflets, prepare};
use crate::check::outer_links;
use crate::cli::CheckArgs;
use crate::disk::{read, write};
use crate::model::model;
use crate::sink::Nowhere;
use crate::web::{PATIENCE, follow};

pub(super) fn run(args: &CheckArgs, settings: &Settings) -> anyhow::Result<u8> {
    let (tree, read_problems) = read(&settings.folders)?;
    let options = Options { day: settings.day, only: None, theme: settings.theme.clone() };
    let (prepared, mut diagnostics) = match args.pages {
        true => (None, build(&tree, &options, &Nowhere).diagnostics),
        false => prepare(&tree, &options, &|_| {}),
    };
    diagnostics.extend(read_problems);
    if let Some(prepared) = &prepared {
        diagnostics.extend(leaflets(prepared));
    }
    // The stages before have given theirs away.
    let site = (args.links || args.due.is_some() || args.translations).then(|| model(&tree, settings.day).0);
    if let Some(site) = site.as_ref().filter(|_| args.links) {
        diagnostics.extend(follow(outer_links(site), PATIENCE)?);
    }
    settings.report(&tree, &diagnostics)?;
    settings.say(&settings.count(&diagnostics));
    match (&site, &prepared) {
        (Some(site), _) if args.translations => translations::list(&tree, site, settings)?,
        (_, Some(prepared)) => translations::summary(&prepared.site, settings),
        _ => {}
    }
    if let Some((site, days)) = site.as_ref().zip(args.due) {
        let table = due::list(&tree, site, days, settings)?;
        if let Some(path) = &args.csv {
            write(path, &table)?;
            settings.say(&settings.phrase("due_csv", &[("path", &path.display().to_string())]));
        }
    }
    Ok(if diagnostics.has_errors() { PROBLEMS } else { FINE })
}
