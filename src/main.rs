//! The `shirube` command.

use std::process::ExitCode;

use clap::Parser;
use shirube::cli::Cli;
use shirube::command;

fn main() -> ExitCode {
    command::run(&Cli::parse())
}
