//! `shirube explain CODE`: a problem in full, with an example.

use std::io::{self, Write};

use anyhow::bail;

use super::{FINE, Settings};
use crate::cli::ExplainArgs;
use crate::diagnostic::nearest;
use crate::messages::messages;

pub(super) fn run(args: &ExplainArgs, settings: &Settings) -> anyhow::Result<u8> {
    let words = messages(settings.style.language);
    let mut out = io::stdout().lock();
    let Some(code) = &args.code else {
        for code in words.codes() {
            let message = words.get(code).expect("listed just now");
            writeln!(out, "{code:<24} {}", message.general_title())?;
        }
        return Ok(FINE);
    };
    let Some(message) = words.get(code) else {
        let name = if nearest(code, words.codes()).is_some() { "unknown_code_near" } else { "unknown_code" };
        let near = nearest(code, words.codes()).unwrap_or_default();
        bail!(settings.phrase(name, &[("code", code), ("nearest", near)]));
    };
    let indented = |text: &str| text.lines().map(|line| format!("    {line}\n")).collect::<String>();
    writeln!(out, "{code}: {}\n", message.general_title())?;
    writeln!(out, "{}:\n\n{}", words.term("wrong"), indented(&message.wrong))?;
    writeln!(out, "{}:\n\n{}", words.term("right"), indented(&message.right))?;
    writeln!(out, "{}: {}", words.term("help"), message.general_help())?;
    Ok(FINE)
}
