//! Turns planned pages into bytes. In: the checked site, the theme, a planned page. Out: HTML and problems.
//!
//! Pure: the same page is always the same bytes. Looks nothing up by text; every reference was resolved by `check`.

mod article;
mod calendar;
mod checked;
mod contact;
mod context;
mod details;
mod entrance;
pub(crate) mod filters;
mod flow;
mod glossary;
mod list;
pub mod manual;
pub(crate) mod minify;
mod pieces;
mod record;
mod scan;
mod streets;
pub mod view;
mod views;
mod ward;

use std::borrow::Cow;

use crate::check::CheckedSite;
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::path::SourcePath;
use crate::plan::{PageKind, PagePlan, Plan};
use crate::theme::Theme;
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

/// Makes one planned file.
#[must_use]
pub fn page<'a>(views: &GroupViews<'a, '_>, page: &PagePlan) -> (Bytes<'a>, Diagnostics) {
    let inputs = views.inputs();
    if let PageKind::Asset(number) = page.kind {
        return (Cow::Borrowed(&inputs.theme.assets[number].bytes), Diagnostics::default());
    }
    let (template, context, source) = views.context(page);
    match inputs.theme.render(template, &context) {
        Ok(html) => {
            let scan = scan::scan(&html);
            let mut diagnostics = problems(&scan, page, source, || inputs.theme.template_path(template));
            diagnostics.extend(unmarked(inputs, page, template, &html));
            let symbols = symbols(&scan, inputs.theme);
            (Cow::Owned(at_end(html, &symbols).into_bytes()), diagnostics)
        }
        Err(problem) => {
            let problem = problem.with("page", &page.address);
            (Cow::Borrowed(&[]), Diagnostics::from_iter([problem]))
        }
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
