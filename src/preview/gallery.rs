//! What a place hands out, and what its staff have on paper: every leaflet as the sheets that it is, with the lines along
//! which they are folded and cut. The sheets are those of the site, each in a frame; the lines are drawn over them here,
//! from what the program lays them out by.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;
use tera::Context;

use super::staff::{RecordRow, filled};
use super::{Answer, OWN, Preview, Shown};
use crate::check::{PrintedEdition, editions};
use crate::diagnostic::{Diagnostics, Location, Severity};
use crate::explanation::choice;
use crate::language::fill;
use crate::model::value::{Language, LeafletKind, PlaceId, RecordId, Status};
use crate::model::{Edition, Leaflet};
use crate::paper::format;
use crate::path::SourcePath;
use crate::plan::{Address, PageKind};
use crate::render::{Line, Side, SiteViews, handout, page};
use crate::report::{Entry, entries, places};

/// A place that has leaflets.
#[derive(Debug, Serialize)]
struct PlaceView {
    name: String,
    href: String,
    /// How many residents get, and how many only staff.
    counts: [usize; 2],
    titles: Vec<String>,
}

/// The leaflets of a place that are for the same people.
#[derive(Debug, Serialize)]
struct GroupView {
    /// What they are: `public`, `staff`.
    name: &'static str,
    leaflets: Vec<SheetsView>,
}

/// A leaflet as the sheets that it is.
#[derive(Debug, Serialize)]
struct SheetsView {
    name: String,
    title: String,
    href: String,
    kind: String,
    paper: &'static str,
    width: f64,
    height: f64,
    /// How its pages are printed: `one`, `two`, `flows`.
    print: &'static str,
    sides: Vec<SideView>,
    /// What is done to the sheet after printing.
    after: Vec<String>,
    /// Why residents do not get it.
    standing: Option<&'static str>,
    code: String,
    mark: String,
    /// What its code opens.
    landing: Option<String>,
    path: String,
    line: usize,
    command: String,
    problems: Vec<Entry>,
    has_errors: bool,
    /// The records on it that nobody has confirmed as they are now.
    doubtful: Vec<RecordRow>,
    /// What of it went to print.
    sent: Vec<SentView>,
}

/// An edition that went to print.
#[derive(Debug, Serialize)]
struct SentView {
    said: String,
    /// `current`, `unconfirmed`, `outdated` or `recalled`.
    state: &'static str,
    is: String,
}

/// A side of a sheet, and the lines over it as paths whose units are millimetres.
#[derive(Debug, Serialize)]
struct SideView {
    /// What it is called, where the sheet is printed on both.
    name: Option<&'static str>,
    address: String,
    folds: String,
    cuts: String,
}

/// A leaflet that is not given out any more.
#[derive(Debug, Serialize)]
struct RestingView {
    title: String,
    kind: String,
    standing: &'static str,
    code: String,
    /// What its code opens, since people may still have it in hand.
    landing: Option<String>,
    path: String,
    line: usize,
}

impl Preview {
    /// The gallery of a place, or the places that have one.
    pub(super) fn gallery(&self, shown: &Shown, place: &str) -> Answer {
        let mut places = leaflets(shown);
        let wanted = places.keys().find(|known| known.to_string() == place).cloned();
        let html = match wanted.and_then(|place| places.remove_entry(&place)) {
            Some((place, leaflets)) => self.place_gallery(shown, &place, &leaflets),
            None if place.is_empty() => self.places(shown, &places),
            None => return Answer::Page { status: 404, html: self.staff_page("no_leaflets", None, "") },
        };
        Answer::Page { status: 200, html }
    }

    /// Where the gallery of a place stands; that of all places, where it has no leaflets itself; nothing, where none has.
    pub(super) fn gallery_of(&self, shown: &Shown, place: &PlaceId) -> Option<String> {
        let places = leaflets(shown);
        let place = places.contains_key(place).then(|| format!("/{place}"));
        (!places.is_empty()).then(|| format!("{OWN}leaflets{}", place.unwrap_or_default()))
    }

    fn places(&self, shown: &Shown, places: &BTreeMap<PlaceId, Vec<Of<'_>>>) -> String {
        let view = |(place, leaflets): (&PlaceId, &Vec<Of<'_>>)| {
            let given: Vec<_> = leaflets.iter().filter(|(_, _, leaflet)| !is_resting(leaflet)).collect();
            let public = given.iter().filter(|(_, _, leaflet)| leaflet.is_public()).count();
            PlaceView {
                name: self.place_name(shown, place),
                href: format!("{OWN}leaflets/{place}"),
                counts: [public, given.len() - public],
                titles: given.iter().map(|(_, _, leaflet)| leaflet.title.to_string()).collect(),
            }
        };
        let mut context = Context::new();
        context.insert("places", &places.iter().map(view).collect::<Vec<_>>());
        context.insert("words", &self.words());
        self.staff_page("leaflets", None, &(self.warned() + &filled("places.html", &context)))
    }

    fn place_gallery(&self, shown: &Shown, place: &PlaceId, leaflets: &[Of<'_>]) -> String {
        let (resting, given): (Vec<_>, Vec<_>) = leaflets.iter().partition(|(_, _, leaflet)| is_resting(leaflet));
        let (public, staff): (Vec<_>, Vec<_>) = given.into_iter().partition(|(_, _, leaflet)| leaflet.is_public());
        let groups = [("public", public), ("staff", staff)].into_iter().filter(|(_, leaflets)| !leaflets.is_empty());
        let groups = groups.map(|(name, leaflets)| GroupView {
            name,
            leaflets: leaflets.into_iter().map(|leaflet| self.sheets(shown, &leaflet)).collect(),
        });
        let resting = resting.into_iter().map(|(_, path, leaflet)| {
            let (path, line) = self.written(shown, path);
            let kind = self.choice(leaflet.kind.word());
            RestingView {
                title: leaflet.title.to_string(),
                kind,
                standing: leaflet.status.word(),
                code: leaflet.code.to_string(),
                landing: self.landing(leaflet),
                path,
                line,
            }
        });
        let mut context = Context::new();
        context.insert("groups", &groups.collect::<Vec<_>>());
        context.insert("resting", &resting.collect::<Vec<_>>());
        context.insert("command", &format!("shirube pdf {place}"));
        context.insert("own", OWN);
        context.insert("words", &self.words());
        let main = self.warned() + &filled("gallery.html", &context);
        self.staff_page("leaflets", Some(&self.place_name(shown, place)), &main)
    }

    /// What keeps the sheets from being what the files say now.
    fn warned(&self) -> String {
        match self.problems.has_errors() {
            true => self.overlay(&Diagnostics::default(), true),
            false => String::new(),
        }
    }

    fn sheets(&self, shown: &Shown, (id, path, leaflet): &Of<'_>) -> SheetsView {
        let views = SiteViews::new(shown.inputs());
        let made = handout(&views.group(&id.place), id);
        let paper = format(leaflet.kind);
        let address = Address::record(Language::Ja, id);
        let of_file = self.problems.iter().filter(|problem| problem.location.path == **path).cloned();
        let problems: Diagnostics = of_file.chain(made.problems.iter().cloned()).collect();
        let base = self.base();
        let records = made.shown.iter().filter_map(|id| shown.prepared.site.record(&id.without_desk()));
        let records = records.map(|record| self.record_row(shown, (&base, Language::Ja), record));
        let sides = made.sides.iter().enumerate().map(|(number, side)| SideView {
            name: (made.sides.len() > 1).then(|| self.side_name(number)),
            address: format!("{OWN}sheets/{}/{address}", number + 1),
            folds: drawn(&side.folds),
            cuts: drawn(&side.cuts),
        });
        let (path, line) = self.written(shown, path);
        SheetsView {
            name: id.name.to_string(),
            title: leaflet.title.to_string(),
            href: format!("{base}{address}"),
            kind: self.choice(leaflet.kind.word()),
            paper: paper.name,
            width: paper.width,
            height: paper.height,
            print: match paper.pages {
                Some(1) => "one",
                Some(_) => "two",
                None => "flows",
            },
            sides: sides.collect(),
            after: self.after(leaflet, &made.sides),
            standing: standing(leaflet),
            code: leaflet.code.to_string(),
            mark: made.mark,
            landing: self.landing(leaflet),
            path,
            line,
            command: match leaflet.is_public() {
                true => format!("shirube pdf {id}"),
                false => format!("shirube pdf --staff --to pdf-staff {id}"),
            },
            has_errors: problems.iter().any(|problem| problem.severity == Severity::Error),
            problems: entries(&self.tree, &problems, self.language),
            doubtful: records.filter(|row| row.state != "confirmed").collect(),
            sent: self.sent(shown, id),
        }
    }

    /// What of a leaflet went to print, and what is to be thought of it.
    fn sent(&self, shown: &Shown, id: &RecordId) -> Vec<SentView> {
        let view = |printed: &PrintedEdition<'_>| {
            let Edition { mark, sent, copies, to, .. } = &printed.listed.data;
            let copies = fill(self.messages().term("edition_count"), &[("copies", &copies.to_string())]);
            let state = printed.state.word();
            let is = self.messages().term(&format!("edition_is_{state}")).to_owned();
            SentView { said: format!("{sent} {mark} {copies} {to}"), state, is }
        };
        editions(&shown.prepared.site).iter().filter(|printed| printed.leaflet == *id).map(view).collect()
    }

    /// What is done to the sheets after printing, in words: what the lines over them say.
    fn after(&self, leaflet: &Leaflet, sides: &[Side]) -> Vec<String> {
        let millimetres = |length: f64| format!("{}", (length * 10.0).round() / 10.0);
        let mut after = Vec::new();
        if leaflet.kind == LeafletKind::Trifold {
            after.push(self.choice(leaflet.fold.word()));
        }
        for (number, side) in sides.iter().enumerate().filter(|(_, side)| !side.panels.is_empty()) {
            let panels: Vec<String> = side.panels.iter().map(|panel| millimetres(*panel)).collect();
            let values = [("side", self.side_name(number)), ("panels", &panels.join("+"))];
            after.push(fill(self.messages().term("preview_panels"), &values));
        }
        for (count, width, height) in sides.iter().filter_map(|side| side.pieces) {
            let values = [count.to_string(), millimetres(width), millimetres(height)];
            let [count, width, height] = &values;
            let values = [("count", &**count), ("width", width), ("height", height)];
            after.push(fill(self.messages().term("preview_pieces"), &values));
        }
        after
    }

    /// A side of a leaflet alone, as the gallery frames it, or a file that the leaflet needs.
    pub(super) fn side(&self, shown: &Shown, path: &str) -> Option<Answer> {
        let (number, address) = path.split_once('/')?;
        let number: usize = number.parse().ok()?;
        let (place, planned) = shown.planned(address)?;
        match &planned.kind {
            PageKind::Leaflet(_) => {
                let views = SiteViews::new(shown.inputs());
                let (bytes, problems) = page(&views.group(place), planned);
                Some(match self.last_made(address, &bytes) {
                    Some(html) => Answer::Page { status: 200, html: framed(html, number) },
                    None => Answer::Page { status: 500, html: self.failed(&problems) },
                })
            }
            kind => (!kind.is_page()).then(|| self.planned(shown, place, planned, 200)),
        }
    }

    /// What the code of a leaflet opens.
    fn landing(&self, leaflet: &Leaflet) -> Option<String> {
        leaflet.has_landing().then(|| format!("{}{}", self.base(), Address::landing(&leaflet.code)))
    }

    fn side_name(&self, number: usize) -> &'static str {
        self.messages().term(if number == 0 { "preview_front" } else { "preview_back" })
    }

    fn place_name(&self, shown: &Shown, place: &PlaceId) -> String {
        let site = &shown.prepared.site;
        match place {
            PlaceId::Ward(ward) => site.ward(ward).data.name.to_string(),
            PlaceId::Scope(scope) => site.scopes[scope].1.name.ja().to_string(),
            PlaceId::Guide => self.messages().term("preview_guide").to_owned(),
        }
    }

    /// Where a leaflet is written: its file, and the line of its heading.
    fn written(&self, shown: &Shown, path: &SourcePath) -> (String, usize) {
        let at = places(&shown.tree, &[Location::field(path, "title")]).into_iter().next();
        at.unwrap_or_else(|| (shown.tree.display(path), 1))
    }

    fn choice(&self, word: &str) -> String {
        choice(word, self.language).unwrap_or(word).to_owned()
    }
}

/// A leaflet with its id and its file.
type Of<'a> = (&'a RecordId, &'a SourcePath, &'a Leaflet);

/// The leaflets of each place that is shown.
fn leaflets(shown: &Shown) -> BTreeMap<PlaceId, Vec<Of<'_>>> {
    let site = &shown.prepared.site;
    let mut places: BTreeMap<PlaceId, Vec<Of<'_>>> = BTreeMap::new();
    for (id, (path, leaflet)) in site.leaflets.iter().filter(|(id, _)| site.has_place(&id.place)) {
        places.entry(id.place.clone()).or_default().push((id, path, leaflet));
    }
    places
}

/// Whether nobody gets it now, not even staff.
fn is_resting(leaflet: &Leaflet) -> bool {
    !leaflet.is_public() && !leaflet.is_for_staff()
}

/// Why residents do not get a leaflet.
fn standing(leaflet: &Leaflet) -> Option<&'static str> {
    match (leaflet.is_public(), leaflet.status) {
        (true, _) => None,
        (false, Status::Open) => Some("staff"),
        (false, status) => Some(status.word()),
    }
}

/// Lines as the path of an SVG.
fn drawn(lines: &[Line]) -> String {
    let mut path = String::new();
    for ((x, y), (to_x, to_y)) in lines {
        write!(path, "M{x:.2} {y:.2}L{to_x:.2} {to_y:.2}").expect("writing to a string");
    }
    path
}

/// A leaflet of which only one side shows.
fn framed(mut html: String, side: usize) -> String {
    if let Some(body) = html.find("<body") {
        html.insert_str(body + "<body".len(), &format!(" data-side=\"{side}\""));
        html.insert_str(body, &format!("<link rel=\"stylesheet\" href=\"{OWN}sheet.css\">"));
    }
    html
}
