//! The `shirube` command.

use std::process::ExitCode;

use shirube::command;

fn main() -> ExitCode {
    command::main()
}
