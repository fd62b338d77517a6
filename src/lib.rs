//! **Shirube** turns Markdown and YAML about a municipality's support — its consultation windows and phone lines — into
//! an accessible static site.
//!
//! Everything is one pipeline of pure functions. Read it here, then open the file of the stage that you want to change.
//!
//! ```text
//! disk ─read→ SourceTree ─model→ Site ─check→ CheckedSite ─plan→ Plan ─┬─ page() ─→ Sink: Folder  (build)
//!                  └──────────── Diagnostics ────────────┘             ├─ page() ─→ Sink: Memory  (tests)
//!                                                                      └─ page() ─→ Preview       (serve)
//! ```
//!
//! | stage | file | takes | gives |
//! |---|---|---|---|
//! | read | [`disk`] | folders | [`source::SourceTree`]: bytes, in sorted order |
//! | theme | [`theme`] | the tree | [`theme::Theme`]: layers, checked colours, words, templates made small, assets named by content |
//! | model | [`model`] | the tree | [`model::Site`]: typed records; a bad file is a problem, its id stays known |
//! | check | [`check`] | the site | [`check::CheckedSite`], only where no error remains |
//! | plan | [`plan`] | both | [`plan::Plan`]: every page and file with its address |
//! | page | [`render`] | a planned page | bytes: view, template, one scan |
//! | write | [`sink`], [`disk`] | bytes | a folder that is exchanged in one step, or memory |
//!
//! [`build::build`] joins the stages and is the only function that does. Each stage gives its value *and* its
//! [`diagnostic::Diagnostics`]: all problems of all files are found in one run. Their words are in [`messages`], by
//! code; [`report`] shows them.
//!
//! `shirube serve` runs the same stages, whole, whenever the files have changed: [`live`] reads what is new, [`preview`]
//! makes one page when it is asked for and adds what is for staff, [`server`] answers browsers, and [`watch`] tells open
//! pages. What is served is what would be built.
//!
//! `shirube pdf` has a browser print pages that are meant for paper; [`pdf`] drives it and finishes what it makes.
//!
//! [`verify`] writes content: it takes the same tree, and gives files with confirmations in them. [`starter`] is the guide
//! that `shirube new` begins with; [`draft`] writes single new files, each field with what [`explanation`] says of it,
//! and [`schema`] says the same to editors.
//!
//! # What holds everywhere
//!
//! - Between `read` and the sink nothing touches the disk, the clock, the environment or the terminal (clippy holds
//!   the line). Today's date is a field of [`build::Options`]. The shell is [`cli`], [`command`], [`disk`], [`live`],
//!   [`server`], [`watch`], [`web`], what starts a browser in [`pdf`], and `main`.
//! - A telephone number is parsed once ([`model::value::PhoneNumber`]). Whatever is shown, dialled or exported comes
//!   from that value.
//! - A fact is confirmed only as long as it matches the fingerprint that was taken of it
//!   ([`model::part::Facts`]); an edit makes it unconfirmed by itself.
//! - The same input and day give the same bytes, with one thread or many.
//! - Addresses are decided in [`plan`], for good: relative, ending in `.html`.
//! - Templates see the structs of [`render::view`] and nothing else; [`render::manual`] tells theme authors of them.
//! - A theme can change how everything looks, and nothing of what a guide promises: what it must not do is refused when
//!   it is loaded (`theme/promises.rs`, `theme/palette.rs`).
//!
//! # Adding a kind of record
//!
//! Windows, phone lines, family groups, places and programmes are *services*: they share most of their fields.
//!
//! 1. A line in [`model::value::Kind`] with its folder and the word for one, and one in `kinds!` of
//!    `model/record.rs`.
//! 2. `model/<kind>.rs`: a struct in `service!` with the fields of its own, and [`model::Own`], which says which of them
//!    are facts (an edit makes them unconfirmed) and which are strings (overlays translate them).
//! 3. What is special about it: a check in `check/`, its place on a ward's page in `render/ward.rs`, its fields in
//!    [`render::view`] and a template. What staff call it and its fields: `kind_…` and `field_…` in `src/messages/`.
//!    What it and its fields are for, with examples and what a new file begins with: `src/explanations.yaml`.
//! 4. A record of it in `tests/sites/`, whose expected pages show all of this.
//!
//! The files, references, overlays, addresses, shared fields, lists, confirmations and privacy of the new kind are known
//! from the first two alone. A new field of all kinds is a line in [`model::Service`], one in `service!` and one in
//! [`render::view::RecordView`]; `tests/full.rs` asks for it in the complete guide. What is no service (a flow, a leaflet,
//! a line of a list) has a type of its own in `model/` and a map or a list in [`model::Site`].

pub mod build;
pub mod characters;
pub mod check;
pub mod cli;
pub mod command;
pub mod config;
pub mod csv;
pub mod data;
pub mod data_uri;
pub mod diagnostic;
pub mod disk;
pub mod draft;
pub mod easy;
pub mod explanation;
pub mod help;
pub mod language;
pub mod live;
pub mod markdown;
pub mod messages;
pub mod model;
mod offline;
pub mod paper;
pub mod path;
pub mod pdf;
pub mod plan;
pub mod preview;
pub mod reading;
pub mod render;
pub mod report;
pub mod schema;
pub mod server;
pub mod sink;
pub mod source;
pub mod starter;
pub mod theme;
pub mod verify;
pub mod watch;
pub mod web;
pub mod yaml;
