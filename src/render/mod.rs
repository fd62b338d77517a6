//! Turns planned pages into bytes. In: the checked site, the theme, a planned page. Out: HTML and problems.
//!
//! Pure: the same page is always the same bytes. Looks nothing up by text; every reference was resolved by `check`.

mod article;
mod calendar;
mod call;
mod checked;
mod contact;
mod context;
mod details;
mod entrance;
mod everything;
mod filter;
pub(crate) mod filters;
mod flow;
mod flow_picture;
mod glossary;
mod index;
mod leaflet;
mod list;
mod mail;
pub mod manual;
pub(crate) mod minify;
pub(crate) mod names;
pub mod one_file;
mod otherwise;
mod pieces;
mod printed;
mod record;
mod scan;
mod streets;
mod translated;
pub mod view;
mod views;
mod ward;
mod within;

use std::borrow::Cow;

use crate::check::CheckedSite;
use crate::data::vcard::vcard;
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::offline;
use crate::path::SourcePath;
use crate::plan::{Address, PageKind, PagePlan, Plan};
use crate::theme::Theme;
use context::Made;
pub use leaflet::{Handout, Line, Side, handout};
use scan::Scan;
pub(crate) use scan::links;
pub use views::{GroupViews, SiteViews};

/// A finished file.
pub type Bytes<'a> = Cow<'a, [u8]>;

/// What all pages of a build are made from.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// The site.
    pub site: &'a CheckedSite,
    /// The theme.
    pub theme: &'a Theme,
    /// The plan.
    pub plan: &'a Plan,
}

/// A preview keeps nothing on devices, so that its worker needs no mark of its build.
const PREVIEWED: &str = "preview";

/// Makes one planned file.
#[must_use]
pub fn page<'a>(views: &GroupViews<'a, '_>, page: &PagePlan) -> (Bytes<'a>, Diagnostics) {
    let inputs = views.inputs();
    let file = match &page.kind {
        PageKind::Asset(number) => {
            return (Cow::Borrowed(&inputs.theme.assets[*number].bytes), Diagnostics::default());
        }
        PageKind::Worker => offline::worker(inputs, PREVIEWED),
        PageKind::Offline(ward) => offline::list(inputs, ward),
        PageKind::Search(file) => views.search(page.language, file),
        PageKind::Code(ward) => printed::code_file(inputs, page.language, ward),
        PageKind::VCard(id) => vcard(inputs.site, page.language, id, inputs.theme.words(page.language)),
        PageKind::OneFile(ward) => {
            let everything = Address::everything(page.language, ward);
            let kind = PageKind::Everything(ward.clone());
            let whole = PagePlan { address: everything, language: page.language, kind };
            let file = one_file::alone(&everything_of(views, &whole).0, &whole.address, inputs);
            within::lead_within(&file, inputs, page.language, ward)
        }
        PageKind::Everything(_) => {
            let (html, diagnostics) = everything_of(views, page).clone();
            return (Cow::Owned(html.into_bytes()), diagnostics);
        }
        _ => {
            let (html, diagnostics) = rendered(views, page);
            return (Cow::Owned(html.into_bytes()), diagnostics);
        }
    };
    (Cow::Owned(file.into_bytes()), Diagnostics::default())
}

fn everything_of<'v>(views: &'v GroupViews<'_, '_>, page: &PagePlan) -> &'v (String, Diagnostics) {
    views.everything(page.language, || rendered(views, page))
}

/// What a template makes of a page.
fn rendered(views: &GroupViews<'_, '_>, page: &PagePlan) -> (String, Diagnostics) {
    let inputs = views.inputs();
    let Made { template, context, source, problems: earlier } = views.context(page);
    match inputs.theme.render(template, &context) {
        Ok(html) => {
            let scan = scan::scan(&html);
            let mut diagnostics = earlier;
            diagnostics.extend(problems(&scan, page, source, || inputs.theme.template_path(template)));
            diagnostics.extend(unmarked(inputs, page, template, &html));
            let symbols = symbols(&scan, inputs.theme);
            (at_end(html, &symbols), diagnostics)
        }
        Err(problem) => (String::new(), Diagnostics::from_iter([problem.with("page", &page.address)])),
    }
}

/// What the scan of a finished page says is wrong with it. Prose has neither ids nor links to them, so both are the
/// template's.
fn problems(scan: &Scan<'_>, page: &PagePlan, source: &SourcePath, template: impl Fn() -> SourcePath) -> Diagnostics {
    let problem = |code, id| Diagnostic::error(code).with("page", &page.address).with("id", id);
    let in_template = |text: String| Location::text(&template(), text);
    let duplicates =
        scan.duplicate_ids.iter().map(|id| problem("duplicate-html-id", id).at(in_template(format!("id=\"{id}\""))));
    let dead = scan.dead_fragments.iter().map(|id| problem("dead-fragment", id).at(in_template(format!("#{id}"))));
    let leftover = Diagnostic::error("leftover-emphasis").at(Location::text(source, "**"));
    let leftover = scan.has_leftover_emphasis.then_some(leftover);
    duplicates.chain(dead).chain(leftover).collect()
}

/// A theme may replace every template, but a sample says that it is one, to people and to search engines.
fn unmarked(inputs: Inputs<'_>, page: &PagePlan, template: &str, html: &str) -> Diagnostics {
    if !inputs.site.config.sample {
        return Diagnostics::default();
    }
    let word = inputs.theme.words(page.language).get("sample").map_or("", String::as_str);
    let missing = [word, "noindex"].into_iter().filter(|mark| mark.is_empty() || !html.contains(mark));
    let problem = |mark| {
        let at = Location::file(&inputs.theme.template_path(template));
        Diagnostic::error("sample-unmarked").with("page", &page.address).with("missing", mark).at(at)
    };
    missing.map(problem).collect()
}

/// The symbols of the icons that a page uses. They go into the page, since a browser takes none from another file on a
/// USB stick.
fn symbols(scan: &Scan<'_>, theme: &Theme) -> String {
    let symbols = scan.icons.iter().filter_map(|icon| theme.icon(icon));
    let symbols: String = symbols.map(|symbol| symbol.replacen("id=\"", "id=\"i-", 1)).collect();
    match symbols.is_empty() {
        true => symbols,
        false => format!("<svg class=\"icons\" aria-hidden=\"true\" width=\"0\" height=\"0\">{symbols}</svg>"),
    }
}

fn at_end(mut html: String, addition: &str) -> String {
    let end = html.rfind("</body>").unwrap_or(html.len());
    html.insert_str(end, addition);
    html
}
