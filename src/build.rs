//! Joins the stages. The only place that does.

use std::collections::HashSet;
use std::sync::Mutex;

use jiff::civil;
use rayon::prelude::*;

use crate::check::{CheckedSite, check};
use crate::diagnostic::{Diagnostics, Location};
use crate::model::model;
use crate::model::value::Slug;
use crate::offline::worker;
use crate::path::SourcePath;
use crate::plan::{PageKind, PagePlan, Plan, for_staff, plan};
use crate::render::one_file::with_pictures;
use crate::render::{Inputs, SiteViews, page};
use crate::sink::{Sink, Stage};
use crate::source::SourceTree;
use crate::theme::{Theme, theme};

/// What a build is told besides the files.
#[derive(Clone, Debug)]
pub struct Options {
    /// The one "today" of everything.
    pub day: civil::Date,
    /// Make this ward's or prefecture's pages only.
    pub only: Option<String>,
    /// The theme to use in place of the one that `site.yaml` names.
    pub theme: Option<Slug>,
}

/// What came of a build.
#[derive(Debug)]
pub struct Build {
    /// What is wrong.
    pub diagnostics: Diagnostics,
    /// How many pages were made.
    pub pages: usize,
    /// Whether the name in [`Options::only`] is no ward and no prefecture of the guide.
    pub only_is_unknown: bool,
}

/// A guide that can be rendered.
#[derive(Debug)]
pub struct Prepared {
    /// The site.
    pub site: CheckedSite,
    /// The theme.
    pub theme: Theme,
    /// The plan.
    pub plan: Plan,
}

/// Makes a site and hands it to a sink, page by page.
pub fn build(tree: &SourceTree, options: &Options, sink: &impl Sink) -> Build {
    let (prepared, mut diagnostics) = prepare(tree, options, &|stage| sink.stage(stage));
    let Some(Prepared { site, theme, plan }) = &prepared else {
        return Build { diagnostics, pages: 0, only_is_unknown: false };
    };
    if site.wards.is_empty() && options.only.is_some() {
        return Build { diagnostics, pages: 0, only_is_unknown: true };
    }
    sink.stage(Stage::Pages(plan.files()));
    let views = SiteViews::new(Inputs { site, theme, plan });
    let marks = Marks::default();
    let problems: Vec<Diagnostics> = plan
        .groups
        .par_iter()
        .map(|group| {
            let views = views.group(&group.place);
            let make = |planned: &PagePlan| {
                if let PageKind::Picture(file) = &planned.kind {
                    sink.copy(planned, file);
                    return Diagnostics::default();
                }
                if planned.kind == PageKind::Worker {
                    return Diagnostics::default();
                }
                let (bytes, problems) = page(&views, planned);
                let bytes = match planned.kind {
                    PageKind::OneFile(_) => filled(&bytes, sink).into(),
                    _ => bytes,
                };
                marks.add(planned, &bytes);
                sink.put(planned, bytes);
                problems
            };
            let mut all = Diagnostics::default();
            group.pages.iter().map(make).for_each(|problems| all.extend(problems));
            all
        })
        .collect();
    for planned in plan.groups.iter().flat_map(|group| &group.pages).filter(|page| page.kind == PageKind::Worker) {
        sink.put(planned, worker(Inputs { site, theme, plan }, &marks.whole()).into_bytes().into());
    }
    let mut of_templates: HashSet<(&'static str, Location)> = HashSet::new();
    for problem in problems.into_iter().flatten() {
        // What is wrong with a template is wrong with many pages; once is enough.
        let is_templates = problem.location.path.as_str().starts_with("themes/");
        if !is_templates || of_templates.insert((problem.code, problem.location.clone())) {
            diagnostics.push(problem);
        }
    }
    Build { diagnostics, pages: plan.pages(), only_is_unknown: false }
}

/// What tells a build from others: all that is published, in whatever order it was made.
#[derive(Default)]
struct Marks(Mutex<[u8; 16]>);

impl Marks {
    fn add(&self, planned: &PagePlan, bytes: &[u8]) {
        let hash = blake3::Hasher::new().update(planned.address.as_str().as_bytes()).update(bytes).finalize();
        let mut whole = self.0.lock().expect("nobody panics with it");
        whole.iter_mut().zip(hash.as_bytes()).for_each(|(sum, own)| *sum ^= own);
    }

    fn whole(&self) -> String {
        let whole = self.0.lock().expect("nobody panics with it");
        whole.iter().take(6).fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    }
}

/// A page as one file, with the pictures that the sink has at hand.
fn filled(page: &[u8], sink: &impl Sink) -> Vec<u8> {
    with_pictures(&String::from_utf8_lossy(page), |path| sink.read(path)).into_bytes()
}

/// What is wrong with the leaflets of a guide, those of staff as well: whatever does not fit on its sheet.
#[must_use]
pub fn leaflets(Prepared { site, theme, plan }: &Prepared) -> Diagnostics {
    let views = SiteViews::new(Inputs { site, theme, plan });
    let staffs = for_staff(site);
    let mut all = Diagnostics::default();
    for group in plan.groups.iter().chain(&staffs) {
        let views = views.group(&group.place);
        let sheets = group.pages.iter().filter(|planned| matches!(planned.kind, PageKind::Leaflet(_)));
        sheets.for_each(|planned| all.extend(page(&views, planned).1));
    }
    all
}

/// Everything before the first page: a checked site, a theme and a plan, or the problems that stand in the way.
pub fn prepare(tree: &SourceTree, options: &Options, stage: &dyn Fn(Stage)) -> (Option<Prepared>, Diagnostics) {
    stage(Stage::Model);
    let (site, diagnostics) = model(tree, options.day);
    stage(Stage::Theme);
    let (name, asked_by) = match &options.theme {
        Some(name) => (name, Location::nowhere()),
        None => (&site.config.theme, Location::field(&SourcePath::new("content/site.yaml"), "theme")),
    };
    let (theme, theme_diagnostics) = theme(tree, name, asked_by, &site.config.languages);
    stage(Stage::Check);
    let (site, mut diagnostics) = check(site, diagnostics);
    diagnostics.extend(theme_diagnostics);
    let (Some(mut site), Some(theme)) = (site, theme) else { return (None, diagnostics) };
    if let Some(only) = &options.only {
        site.keep_only(only);
    }
    stage(Stage::Plan);
    let plan = plan(&site, &theme);
    (Some(Prepared { site, theme, plan }), diagnostics)
}
