//! What makes a ward open without a network: the site's service worker, and for each ward the list of what belongs to it.
//!
//! In: the site, the theme's words, the plan. Out: JavaScript and JSON. The worker itself is `worker.js` beside this file;
//! `gone.js` is published in its place where the guide does without one, so that a worker of an earlier build goes.

use std::collections::BTreeMap;

use crate::language::Language;
use crate::model::RESERVED;
use crate::model::value::{PlaceId, Slug};
use crate::plan::{Address, PageKind, PagePlan, SearchFile};
use crate::render::{Inputs, minify};

const WORKER: &str = include_str!("worker.js");
const GONE: &str = include_str!("gone.js");

/// The words of the theme that the worker says.
const WORDS: [&str; 4] = ["saved", "not_saved", "saved_day", "months"];

/// `sw.js`. The mark tells this build from others.
pub(crate) fn worker(inputs: Inputs<'_>, mark: &str) -> String {
    let whole = match inputs.site.config.offline {
        true => {
            let words: BTreeMap<&str, BTreeMap<&str, &str>> =
                inputs.site.languages().iter().map(|language| (language.word(), words(inputs, *language))).collect();
            let words = serde_json::to_string(&words).expect("texts are JSON");
            format!("const BUILD={mark:?},WORDS={words},RESERVED={RESERVED:?};\n{WORKER}")
        }
        false => GONE.to_owned(),
    };
    minify::script(&whole).unwrap_or(whole)
}

fn words(inputs: Inputs<'_>, language: Language) -> BTreeMap<&'static str, &str> {
    let said = inputs.theme.words(language);
    let words = WORDS.iter().filter_map(|word| Some((*word, said.get(&format!("script_{word}"))?.as_str())));
    words.collect()
}

/// `<ward>/offline.json`: the addresses of everything that a reader of the ward may open.
pub(crate) fn list(inputs: Inputs<'_>, ward: &Slug) -> String {
    let Inputs { site, plan, .. } = inputs;
    let own = PlaceId::Ward(ward.clone());
    let prefecture = site.ward(ward).data.prefecture.as_str();
    let of_guide = |page: &&PagePlan| match &page.kind {
        PageKind::Area(number) => plan.areas[*number].name == prefecture,
        PageKind::NotFound | PageKind::Worker => false,
        // What there is in all wards is asked for when somebody looks for it.
        PageKind::Search(SearchFile::Range(_)) => plan.ranges == 1,
        _ => true,
    };
    // Nothing leads to what has ended.
    let is_listed = |page: &&PagePlan| match &page.kind {
        PageKind::Record(id) => site.record(&id.without_desk()).is_some_and(|record| record.service.is_listed()),
        // A preview has those of staff, too.
        PageKind::Leaflet(id) => site.leaflets[id].1.is_public(),
        PageKind::Picture(file) => site
            .records_of(&own)
            .filter(|record| record.service.is_listed())
            .flat_map(|record| &record.service.pictures)
            .any(|picture| own.media(&picture.file) == *file),
        _ => true,
    };
    let groups = || plan.groups.iter();
    let guide = groups().filter(|group| group.place == PlaceId::Guide).flat_map(|group| &group.pages).filter(of_guide);
    let pages = groups().filter(|group| group.place == own).flat_map(|group| &group.pages);
    let pages = guide.chain(pages.filter(is_listed)).filter(|page| {
        // One file of everything is there to be saved by itself.
        !matches!(page.kind, PageKind::Moved(_) | PageKind::Offline(_) | PageKind::OneFile(_))
    });
    let shared = site.shared_on(ward).into_iter().flat_map(|record| {
        site.languages().iter().flat_map(move |language| {
            let card = record.has_call_card().then(|| Address::call_card(*language, record.id));
            let vcard =
                (!site.dialled(record, record.service).is_empty()).then(|| Address::vcard(*language, record.id));
            [Some(Address::record(*language, record.id)), card, vcard].into_iter().flatten().map(|to| to.to_string())
        })
    });
    let addresses: Vec<String> = pages.map(|page| page.address.to_string()).chain(shared).collect();
    serde_json::to_string(&addresses).expect("addresses are JSON")
}
