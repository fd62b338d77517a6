//! Which pages search engines may show: those that say something in their language. See `check/translations.rs`.

use super::Inputs;
use crate::check::CheckedSite;
use crate::language::Language;
use crate::model::Record;
use crate::model::value::{PlaceId, Slug};
use crate::plan::{PageKind, Topic};

/// Whether something of what a page is about is said in a language.
pub(super) fn is_translated(inputs: Inputs<'_>, kind: &PageKind, language: Language) -> bool {
    let site = inputs.site;
    if language == Language::Ja {
        return true;
    }
    match kind {
        PageKind::Home | PageKind::About | PageKind::SearchPage => guide(site, language),
        PageKind::Area(number) => inputs.plan.areas[*number].wards.iter().any(|id| ward(site, id, language)),
        PageKind::Ward(id)
        | PageKind::Streets(id)
        | PageKind::Calendar(id)
        | PageKind::Checked(id)
        | PageKind::Leaflets(id)
        | PageKind::Names(id) => ward(site, id, language),
        PageKind::Record(id) => site.record(&id.without_desk()).is_some_and(|record| record.is_said_in(language)),
        PageKind::Page(id) => site.pages[id].is_said_in(language),
        PageKind::List(place, topic) => list(site, place, topic, language),
        PageKind::Flow(id) => site.flows[id].1.is_said_in(language),
        PageKind::Glossary => site.glossary.iter().any(|word| word.means.own(language).is_some()),
        _ => false,
    }
}

fn guide(site: &CheckedSite, language: Language) -> bool {
    let title = site.config.title.own(language).is_some();
    title || site.concerns.iter().any(|concern| concern.name.own(language).is_some())
}

/// A ward's page speaks of the ward, of its records and of those that it shares.
fn ward(site: &CheckedSite, id: &Slug, language: Language) -> bool {
    site.ward(id).is_said_in(language) || site.records_on(id).any(|record| record.is_said_in(language))
}

fn list(site: &CheckedSite, place: &PlaceId, topic: &Topic, language: Language) -> bool {
    let is_named = match topic {
        Topic::Concern(id) => site.concerns.get(id).is_some_and(|concern| concern.name.own(language).is_some()),
        Topic::Who(_) | Topic::Mode(_) | Topic::Age(_) => false,
    };
    let fits = |record: &Record<'_>| site.belongs(record, topic) && record.is_said_in(language);
    is_named
        || match place {
            PlaceId::Ward(id) => site.records_on(id).any(|record| fits(&record)),
            _ => site.records().filter(|record| record.service.is_listed()).any(|record| fits(&record)),
        }
}
