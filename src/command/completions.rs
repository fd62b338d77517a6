//! `shirube completions SHELL`: what a shell needs to complete commands and options.

use std::io;

use super::{FINE, Settings};
use crate::cli::CompletionsArgs;
use crate::help::command;

pub(super) fn run(args: &CompletionsArgs, settings: &Settings) -> u8 {
    let mut command = command(settings.style.language);
    clap_complete::generate(args.shell, &mut command, "shirube", &mut io::stdout().lock());
    FINE
}
