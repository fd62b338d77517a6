//! All that a ward's pages say, on one page.

use super::article::article_view;
use super::flow::flow_view;
use super::glossary::words_in;
use super::streets::streets_view;
use super::view::{EverythingView, KindView};
use super::views::GroupViews;
use super::ward::ward_view;
use crate::language::Language;
use crate::markdown::Segment;
use crate::model::value::{Audience, PlaceId, Slug};
use crate::model::{AnyService, Record};
use crate::plan::Address;

/// Everything of a ward.
pub(super) fn everything_view(views: &GroupViews<'_, '_>, language: Language, id: &Slug) -> EverythingView {
    let inputs = views.inputs();
    let site = inputs.site;
    let place = PlaceId::Ward(id.clone());
    let ward = ward_view(views, language, id);
    let main = ward.main.as_ref().and_then(|main| Some(main.record.0.get_from_path("id")?.as_str()?.to_owned()));
    let is_other = |record: &Record<'_>| main.as_deref() != Some(record.id.to_string().as_str());
    let own: Vec<Record<'_>> = site.records_of(&place).filter(|record| record.service.is_listed()).collect();
    let kinds = AnyService::KINDS.iter().map(|kind| KindView {
        kind: kind.folder(),
        records: own
            .iter()
            .filter(|record| record.id.kind == *kind && !record.service.is_emergency() && is_other(record))
            .map(|record| views.record(language, record.id))
            .collect(),
    });
    let flows = site.flows_of(&place).filter(|(_, flow)| flow.is_public());
    let pages = site.pages_of(&place).filter(|(_, page)| page.data.audience == Audience::Public);
    EverythingView {
        kinds: kinds.filter(|kind| !kind.records.is_empty()).collect(),
        flows: flows.map(|(_, flow)| flow_view(inputs, language, &place, flow)).collect(),
        streets: streets_view(inputs, language, id).rows,
        articles: pages.map(|(_, page)| article_view(inputs, language, page)).collect(),
        words: words_in(inputs, language, &site.records_on(id).map(text_of).collect::<String>()),
        one_file: Address::one_file(language, id).to_string(),
        ward,
    }
}

/// All that is written about a record in Japanese.
fn text_of(record: Record<'_>) -> String {
    let prose = record.body.segments.iter().filter_map(|segment| match segment {
        Segment::Html(html) => Some(html.as_str()),
        Segment::Link { .. } => None,
    });
    prose.chain(record.strings()).collect()
}
