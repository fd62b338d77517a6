//! `shirube views`: what templates may use.

use std::io::{self, Write};

use anyhow::bail;

use super::{FINE, Settings};
use crate::cli::ViewsArgs;
use crate::diagnostic::nearest;
use crate::render::manual;

pub(super) fn run(args: &ViewsArgs, settings: &Settings) -> anyhow::Result<u8> {
    let text = match &args.template {
        None => manual::overview(),
        Some(name) => match manual::template(name) {
            Some(text) => text,
            None => bail!(unknown(name, settings)),
        },
    };
    write!(io::stdout().lock(), "{text}")?;
    Ok(FINE)
}

fn unknown(name: &str, settings: &Settings) -> String {
    let known: Vec<&str> = manual::templates().collect();
    match nearest(name, known.iter().copied()) {
        Some(near) => settings.phrase("no_view_near", &[("name", name), ("nearest", near)]),
        None => settings.phrase("no_view", &[("name", name), ("known", &known.join(", "))]),
    }
}
