//! `shirube pdf`: make what is meant for paper, and have a browser print it.
#![expect(clippy::disallowed_methods, reason = "it makes files for a browser and says how long it took")]

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, bail};

use super::{FINE, PROBLEMS, Settings};
use crate::build::{Options, Prepared, prepare};
use crate::cli::PdfArgs;
use crate::disk::read;
use crate::model::value::PlaceId;
use crate::paper::{A4, format};
use crate::pdf::find::{Computer, find};
use crate::pdf::probe::OutOf;
use crate::pdf::{Browser, Error, Printed, Publication, Sheet, Size, Trouble, file_url};
use crate::plan::{Address, Group, PageKind, PagePlan, Plan, for_staff};
use crate::render::{Inputs, SiteViews, page};

pub(super) fn run(args: &PdfArgs, settings: &Settings) -> anyhow::Result<u8> {
    let start = Instant::now();
    let browser = browser(args.browser.as_deref())?;
    let (tree, read_problems) = read(&settings.folders)?;
    let options = Options { day: settings.day, only: None, theme: settings.theme.clone() };
    let (prepared, mut diagnostics) = prepare(&tree, &options, &|_| {});
    diagnostics.extend(read_problems);
    settings.report(&tree, &diagnostics)?;
    let Some(mut prepared) = prepared.filter(|_| !diagnostics.has_errors()) else {
        settings.say(&settings.count(&diagnostics));
        return Ok(PROBLEMS);
    };
    if args.staff {
        prepared.plan.groups = for_staff(&prepared.site).into_iter().chain(files(&prepared.plan)).collect();
    }
    let wanted = wanted(&prepared, args, settings)?;
    let site = tempfile::Builder::new().prefix("shirube-pdf-").tempdir()?;
    make(&prepared, &wanted, settings, site.path())?;
    let folder = args.to.clone().unwrap_or_else(|| settings.folders.root.join("pdf"));
    let (mut browser, mut made) = (Browser::launch(&browser)?, 0);
    for planned in &wanted {
        let printed = match browser.print(&sheet(planned, site.path(), &prepared)) {
            Err(error) if error.is_of_the_browser() => bail!(error),
            printed => printed,
        };
        made += usize::from(settings.keep(planned, printed, &folder)?);
    }
    let seconds = format!("{:.1}", start.elapsed().as_secs_f64());
    let values = [("count", &*made.to_string()), ("folder", &folder.display().to_string()), ("seconds", &seconds)];
    settings.say(&settings.phrase("pdf_done", &values));
    Ok(if made == wanted.len() { FINE } else { PROBLEMS })
}

/// The browser that was named, else the first that is there.
fn browser(named: Option<&Path>) -> Result<PathBuf, Error> {
    let by_variable = env::var_os("CHROMIUM").filter(|name| !name.is_empty()).map(PathBuf::from);
    let computer = Computer { system: env::consts::OS, variable: &|name| env::var_os(name), is_program: &is_program };
    find(named.or(by_variable.as_deref()), &computer)
}

fn is_program(path: &Path) -> bool {
    #[cfg(unix)]
    let may_run = |data: &fs::Metadata| std::os::unix::fs::PermissionsExt::mode(&data.permissions()) & 0o111 != 0;
    #[cfg(not(unix))]
    let may_run = |_: &fs::Metadata| true;
    fs::metadata(path).is_ok_and(|data| data.is_file() && may_run(&data))
}

/// The files that pages need, without the pages.
fn files(plan: &Plan) -> impl Iterator<Item = Group> + '_ {
    plan.groups.iter().map(|group| Group {
        place: group.place.clone(),
        pages: group.pages.iter().filter(|planned| !planned.kind.is_page()).cloned().collect(),
    })
}

/// What is meant for paper; how large it is is said in [`sheet`].
fn is_for_paper(planned: &PagePlan) -> bool {
    matches!(planned.kind, PageKind::CallCard(_) | PageKind::Leaflet(_))
}

/// A page as it has to be on paper.
fn sheet(planned: &PagePlan, site: &Path, prepared: &Prepared) -> Sheet {
    let base = prepared.site.config.base_url.as_str().trim_end_matches('/');
    // A guide that keeps quiet does so on screens; staff and print shops have to tell its papers apart.
    let (format, title) = match &planned.kind {
        PageKind::Leaflet(id) => {
            let leaflet = &prepared.site.leaflets[id].1;
            (format(leaflet.kind), Some(leaflet.title.to_string()))
        }
        _ => (A4, None),
    };
    Sheet {
        url: file_url(&site.join(planned.address.as_str())),
        title,
        language: planned.language.tag().to_owned(),
        size: Size { width: format.width as f32, height: format.height as f32 },
        pages: format.pages,
        is_two_sided: format.pages == Some(2),
        publication: Some(Publication { folder: file_url(site) + "/", address: format!("{base}/") }),
    }
}

/// The pages for paper, or those of them that were asked for.
fn wanted<'a>(prepared: &'a Prepared, args: &PdfArgs, settings: &Settings) -> anyhow::Result<Vec<&'a PagePlan>> {
    let is_of = |planned: &PagePlan, name: &str| {
        let (path, name) = (planned.address.within(planned.language), name.trim_end_matches('/'));
        path.strip_prefix(name).is_some_and(|rest| rest.starts_with('/') || rest == ".html")
    };
    let pages = prepared.plan.groups.iter().flat_map(|group| &group.pages);
    let all: Vec<&PagePlan> = pages.filter(|planned| is_for_paper(planned)).collect();
    if all.is_empty() {
        bail!(settings.phrase("pdf_nothing", &[]));
    }
    if let Some(name) = args.names.iter().find(|name| !all.iter().any(|planned| is_of(planned, name))) {
        bail!(settings.phrase("pdf_unknown", &[("name", name)]));
    }
    let is_wanted = |planned: &&PagePlan| args.names.is_empty() || args.names.iter().any(|name| is_of(planned, name));
    Ok(all.into_iter().filter(is_wanted).collect())
}

/// Makes the pages and what they need: files of the theme, and pictures.
fn make(prepared: &Prepared, wanted: &[&PagePlan], settings: &Settings, to: &Path) -> anyhow::Result<()> {
    let Prepared { site, theme, plan } = prepared;
    let views = SiteViews::new(Inputs { site, theme, plan });
    let wanted: BTreeSet<&Address> = wanted.iter().map(|planned| &planned.address).collect();
    let is_wanted = |planned: &PagePlan| wanted.contains(&planned.address);
    let shares = |group: &&Group| !matches!(group.place, PlaceId::Ward(_)) || group.pages.iter().any(is_wanted);
    for group in plan.groups.iter().filter(shares) {
        let views = views.group(&group.place);
        for planned in &group.pages {
            let bytes = match &planned.kind {
                PageKind::Picture(file) => settings.folders.bytes_of(file),
                PageKind::Asset(_) => Some(page(&views, planned).0.into_owned()),
                _ if is_wanted(planned) => Some(page(&views, planned).0.into_owned()),
                _ => None,
            };
            if let Some(bytes) = bytes {
                write_to(&to.join(planned.address.as_str()), &bytes)?;
            }
        }
    }
    Ok(())
}

/// Writes a file and the folders above it.
fn write_to(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    crate::disk::write(path, bytes)
}

impl Settings {
    /// Writes a PDF, if it is fit to be given out, and says what is wrong with it otherwise.
    fn keep(&self, planned: &PagePlan, printed: Result<Printed, Error>, folder: &Path) -> anyhow::Result<bool> {
        let path = folder.join(planned.address.as_str()).with_extension("pdf");
        let shown = path.display().to_string();
        let tell = |name, reason: String| {
            writeln!(io::stderr(), "{}", self.phrase(name, &[("path", &shown), ("reason", &reason)]))
        };
        let printed = match printed {
            Ok(printed) => printed,
            Err(error) => {
                tell("pdf_failed", self.phrase_of(error.phrase()))?;
                return Ok(false);
            }
        };
        let troubles: Vec<&Trouble> = printed.sheets.iter().flat_map(|sheet| &sheet.troubles).collect();
        for trouble in &troubles {
            tell("pdf_failed", self.trouble(trouble))?;
        }
        if !troubles.is_empty() {
            return Ok(false);
        }
        write_to(&path, &printed.bytes)?;
        self.say(&self.phrase("pdf_made", &[("path", &shown)]));
        for flaw in printed.flaws {
            tell("pdf_flawed", self.phrase_of(flaw.phrase()))?;
        }
        Ok(true)
    }

    fn trouble(&self, trouble: &Trouble) -> String {
        let name = match trouble.kind {
            OutOf::Sheet => "pdf_out_of_sheet",
            OutOf::Box if trouble.place.is_empty() => "pdf_out_of_a_box",
            OutOf::Box => "pdf_out_of_box",
        };
        self.phrase(name, &[("what", &trouble.what), ("box", &trouble.place), ("by", &trouble.by.to_string())])
    }
}
