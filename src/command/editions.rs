//! `shirube editions`: writes down what goes to print, and lists all that did, with what of it is old.

use std::io::{self, Write};

use anyhow::bail;
use serde::Serialize;

use super::{FINE, PROBLEMS, Settings};
use crate::build::{Options, Prepared, prepare};
use crate::check::{EditionState, PrintedEdition, editions};
use crate::cli::{EditionsArgs, EditionsCommand, ListEditionsArgs, RecallArgs, SendArgs};
use crate::csv::csv;
use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::disk::{create, read, replace, write};
use crate::messages::messages;
use crate::model::value::{Day, EditionMark, RecordId};
use crate::model::{Edition, Site, editions_path, model};
use crate::render::{Handout, Inputs, SiteViews, handout};
use crate::report::Format;
use crate::source::SourceTree;

pub(super) fn run(args: &EditionsArgs, settings: &Settings) -> anyhow::Result<u8> {
    match &args.command {
        EditionsCommand::Send(args) => send(args, settings),
        EditionsCommand::Recall(args) => recall(args, settings),
        EditionsCommand::List(args) => list(args, settings),
    }
}

/// Writes what stands on a leaflet today into its place's list.
fn send(args: &SendArgs, settings: &Settings) -> anyhow::Result<u8> {
    let (tree, read_problems) = read(&settings.folders)?;
    let options = Options { day: settings.day, only: None, theme: settings.theme.clone() };
    let (prepared, mut diagnostics) = prepare(&tree, &options, &|_| {});
    diagnostics.extend(read_problems);
    let Some(Prepared { site, theme, plan }) = prepared.filter(|_| !diagnostics.has_errors()) else {
        return refuse(&tree, &diagnostics, settings);
    };
    let id = find(&site, &args.leaflet, settings)?;
    let views = SiteViews::new(Inputs { site: &site, theme: &theme, plan: &plan });
    let Handout { facts, problems, .. } = handout(&views.group(&id.place), &id);
    if problems.has_errors() {
        return refuse(&tree, &problems, settings);
    }
    let (_, leaflet) = &site.leaflets[&id];
    if !leaflet.is_public() && !leaflet.is_for_staff() {
        bail!(
            settings
                .phrase("edition_not_given_out", &[("leaflet", &id.to_string()), ("status", leaflet.status.word())])
        );
    }
    let edition = Edition {
        leaflet: id.name.clone().into(),
        mark: EditionMark::of(&facts.fingerprint()),
        code: leaflet.is_public().then(|| leaflet.code.clone()),
        sent: Day(settings.day),
        copies: args.copies,
        to: args.to.clone(),
        recalled: None,
        facts: facts.lines().filter_map(|(path, value)| format!("{path}={value}").parse().ok()).collect(),
    };
    add(&tree, &id, &edition, settings)
}

/// Adds an edition to the list of its place, and says so.
fn add(tree: &SourceTree, id: &RecordId, edition: &Edition, settings: &Settings) -> anyhow::Result<u8> {
    let path = editions_path(&id.place);
    let old = tree.bytes(path.as_str());
    let head = settings.phrase("editions_head", &[]);
    let new = with_line(old.unwrap_or(head.as_bytes()), &edition.line());
    // What is written can be read again, or it is not written.
    let mut written = tree.clone();
    written.insert(path.as_str(), new.clone());
    let (site, problems) = model(&written, settings.day);
    let own: Diagnostics = problems.iter().filter(|problem| problem.location.path == path).cloned().collect();
    if own.has_errors() {
        return refuse(&written, &own, settings);
    }
    let on_disk = settings.folders.path_of(&path);
    match old {
        Some(old) => replace(&on_disk, old, &new)?,
        None => create(&[(on_disk, new)])?,
    }
    let values = [
        ("leaflet", &*id.to_string()),
        ("mark", edition.mark.as_str()),
        ("copies", &edition.copies.to_string()),
        ("path", &tree.display(&path)),
    ];
    settings.say(&settings.phrase("edition_sent", &values));
    // What is not confirmed today is said at once: a sheet cannot be edited.
    let is_it = |printed: &&PrintedEdition<'_>| printed.leaflet == *id && printed.listed.data.mark == edition.mark;
    let all = editions(&site);
    let doubtful = |printed: &&PrintedEdition<'_>| printed.state == EditionState::Unconfirmed;
    if let Some(printed) = all.iter().filter(is_it).find(doubtful) {
        settings.say(&settings.phrase("edition_sent_unconfirmed", &[("what", &printed.what.join(", "))]));
    }
    Ok(FINE)
}

/// Writes into the lines of an edition that it is no longer in use.
fn recall(args: &RecallArgs, settings: &Settings) -> anyhow::Result<u8> {
    let (tree, _) = read(&settings.folders)?;
    let (site, _) = model(&tree, settings.day);
    let id = find(&site, &args.leaflet, settings)?;
    let path = editions_path(&id.place);
    let values = [("leaflet", &*id.to_string()), ("mark", args.mark.as_str()), ("path", &tree.display(&path))];
    let text = tree.text_for_report(&path);
    let sent = format!("mark: \"{}\"", args.mark);
    let is_own = |line: &str| line.contains(&format!("leaflet: \"{}\"", id.name)) && line.contains(&sent);
    let recalled = |line: &str| line.replacen(", copies: ", &format!(", recalled: {}, copies: ", settings.day), 1);
    let is_open = |line: &str| is_own(line) && !line.contains(", recalled: ") && line.contains(", copies: ");
    if !text.lines().any(is_open) {
        bail!(settings.phrase("edition_not_recalled", &values));
    }
    let new: String =
        text.split_inclusive('\n').map(|line| if is_open(line) { recalled(line) } else { line.to_owned() }).collect();
    replace(&settings.folders.path_of(&path), text.as_bytes(), new.as_bytes())?;
    settings.say(&settings.phrase("edition_recalled", &values));
    Ok(FINE)
}

fn refuse(tree: &SourceTree, diagnostics: &Diagnostics, settings: &Settings) -> anyhow::Result<u8> {
    settings.report(tree, diagnostics)?;
    settings.say(&settings.phrase("edition_not_sent", &[("count", &settings.count(diagnostics))]));
    Ok(PROBLEMS)
}

/// A file with one line more at its end.
fn with_line(old: &[u8], line: &str) -> Vec<u8> {
    let mut new = old.trim_ascii_end().to_vec();
    if !new.is_empty() {
        new.push(b'\n');
    }
    new.extend_from_slice(line.as_bytes());
    new
}

/// The leaflet that is meant: by its printed code, or by its id, which may leave out the ward where only one has such.
fn find(site: &Site, name: &str, settings: &Settings) -> anyhow::Result<RecordId> {
    let name = name.trim_end_matches(".yaml");
    let name = name.rsplit_once("wards/").map_or(name, |(_, name)| name);
    let ending = format!("/{name}");
    let is_meant = |id: &RecordId, code: &str| {
        let id = id.to_string();
        code == name || id == name || id.ends_with(&ending)
    };
    let named: Vec<&RecordId> = site
        .leaflets
        .iter()
        .filter(|(id, (_, leaflet))| is_meant(id, &leaflet.code.to_string()))
        .map(|(id, _)| id)
        .collect();
    if let [id] = named[..] {
        return Ok(id.clone());
    }
    let known: Vec<String> = match named.is_empty() {
        true => site.leaflets.keys().map(ToString::to_string).collect(),
        false => named.iter().map(ToString::to_string).collect(),
    };
    let near = nearest(name, known.iter().map(String::as_str)).map_or_else(|| known.join(", "), ToOwned::to_owned);
    let phrase = if known.is_empty() { "no_leaflet_at_all" } else { "no_leaflet" };
    bail!(settings.phrase(phrase, &[("name", name), ("known", &near)]))
}

/// Prints all that went to print, and gives it as a table.
fn list(args: &ListEditionsArgs, settings: &Settings) -> anyhow::Result<u8> {
    let (tree, _) = read(&settings.folders)?;
    let (site, problems) = model(&tree, settings.day);
    let is_of_editions = |problem: &&Diagnostic| problem.location.path.as_str().ends_with("/editions.yaml");
    let unreadable: Diagnostics = problems.iter().filter(is_of_editions).cloned().collect();
    if unreadable.has_errors() {
        settings.report(&tree, &unreadable)?;
        return Ok(PROBLEMS);
    }
    let all = editions(&site);
    match settings.style.format {
        Format::Json => objects(&tree, &all)?,
        Format::Human | Format::Short => text(&site, &all, settings)?,
    }
    if let Some(path) = &args.csv {
        let words = messages(settings.style.language);
        let head = ["leaflet", "mark", "sent_day", "copies", "to", "state", "what", "path"];
        let head = head.map(|column| words.term(&format!("edition_{column}")).to_owned()).to_vec();
        let rows = all.iter().map(|edition| row(&tree, edition, settings));
        write(path, &csv(&std::iter::once(head).chain(rows).collect::<Vec<_>>()))?;
        settings.say(&settings.phrase("due_csv", &[("path", &path.display().to_string())]));
    }
    Ok(FINE)
}

fn text(site: &Site, all: &[PrintedEdition<'_>], settings: &Settings) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if all.is_empty() {
        return writeln!(out, "{}", settings.phrase("editions_none", &[]));
    }
    for of_leaflet in all.chunk_by(|a, b| a.leaflet == b.leaflet) {
        let id = &of_leaflet[0].leaflet;
        let title = site.leaflets.get(id).map(|(_, leaflet)| leaflet.title.to_string()).unwrap_or_default();
        writeln!(out, "{title} ({id})")?;
        for edition in of_leaflet {
            let Edition { mark, sent, copies, to, .. } = &edition.listed.data;
            let copies = settings.phrase("edition_count", &[("copies", &copies.to_string())]);
            let state = state(edition.state, settings);
            writeln!(out, "  {sent}  {mark}  {copies}  {to}  {state}")?;
            for what in &edition.what {
                writeln!(out, "      {what}")?;
            }
        }
        writeln!(out)?;
    }
    let copies = |wanted: &dyn Fn(EditionState) -> bool| {
        let wanted = all.iter().filter(|edition| wanted(edition.state));
        wanted.map(|edition| u64::from(edition.listed.data.copies)).sum::<u64>().to_string()
    };
    let outside = copies(&|state| state != EditionState::Recalled);
    let outdated = copies(&|state| state == EditionState::Outdated);
    writeln!(out, "{}", settings.phrase("editions_sum", &[("copies", &outside), ("outdated", &outdated)]))
}

fn state(state: EditionState, settings: &Settings) -> String {
    settings.phrase(&format!("edition_is_{}", state.word()), &[])
}

/// One JSON object a line, like problems.
fn objects(tree: &SourceTree, all: &[PrintedEdition<'_>]) -> io::Result<()> {
    #[derive(Serialize)]
    struct Object<'a> {
        edition: &'a str,
        leaflet: String,
        mark: String,
        sent: String,
        copies: u32,
        to: String,
        what: &'a [String],
        path: String,
    }
    let mut out = io::stdout().lock();
    for PrintedEdition { leaflet, listed, state, what } in all {
        let Edition { mark, sent, copies, to, .. } = &listed.data;
        let object = Object {
            edition: state.word(),
            leaflet: leaflet.to_string(),
            mark: mark.to_string(),
            sent: sent.to_string(),
            copies: *copies,
            to: to.to_string(),
            what,
            path: tree.display(&listed.path),
        };
        writeln!(out, "{}", serde_json::to_string(&object)?)?;
    }
    Ok(())
}

fn row(tree: &SourceTree, edition: &PrintedEdition<'_>, settings: &Settings) -> Vec<String> {
    let Edition { mark, sent, copies, to, .. } = &edition.listed.data;
    vec![
        edition.leaflet.to_string(),
        mark.to_string(),
        sent.to_string(),
        copies.to_string(),
        to.to_string(),
        state(edition.state, settings),
        edition.what.join(" / "),
        tree.display(&edition.listed.path),
    ]
}
