//! What happens after somebody has asked: one source for the list and for the picture.

use super::Inputs;
use super::flow_picture::pictures;
use super::pieces::source_view;
use super::view::{ActorView, ExceptionView, FlowView, LeadView, LinkView, StepView, VariantView, WordView};
use crate::language::{Language, Phrase, words};
use crate::model::value::{Id, Kind, PlaceId, RecordId, Status, Who};
use crate::model::{Actor, Flow, Step};
use crate::plan::Address;

/// A link to a flow.
pub(super) fn flow_link(language: Language, id: &RecordId, flow: &Flow) -> LinkView {
    LinkView {
        href: Address::record(language, id).to_string(),
        name: Phrase::local(language, &flow.name),
        description: flow.intro.as_ref().map(|intro| Phrase::local(language, intro)),
    }
}

/// A flow.
pub(super) fn flow_view(inputs: Inputs<'_>, language: Language, home: &PlaceId, flow: &Flow) -> FlowView {
    let view = View { inputs, language, home, flow };
    let all = || flow.steps.iter().map(|step| view.step(step)).collect();
    let mut variants: Vec<VariantView> = flow.variants.iter().map(|variant| view.variant(variant)).collect();
    if variants.is_empty() {
        variants.push(VariantView { who: Vec::new(), when: None, steps: all() });
    }
    let word = |key: &str| inputs.theme.words(language).get(key).map_or("", String::as_str);
    let exceptions = flow.exceptions.iter().filter_map(|exception| {
        Some(ExceptionView {
            when: Phrase::local(language, &exception.when),
            then: view.step(flow.step(&exception.then)?),
        })
    });
    let exceptions: Vec<ExceptionView> = exceptions.collect();
    let steps: Vec<StepView> = all();
    FlowView {
        pictures: pictures(&steps, &variants, &exceptions, word("separator"), word("flow_steps")),
        name: Phrase::local(language, &flow.name),
        kana: flow.kana.as_str().to_owned(),
        intro: flow.intro.as_ref().map(|intro| Phrase::local(language, intro)),
        status: if flow.status == Status::Paused { "paused" } else { "open" },
        actors: flow.actors.iter().map(|actor| view.actor(actor)).collect(),
        exceptions,
        variants,
        source: flow.source.as_ref().and_then(|source| source_view(inputs, language, source)),
    }
}

/// A flow on its way into a view.
struct View<'a> {
    inputs: Inputs<'a>,
    language: Language,
    home: &'a PlaceId,
    flow: &'a Flow,
}

impl View<'_> {
    fn variant(&self, variant: &crate::model::Variant) -> VariantView {
        let who = |who: &Who| WordView { id: who.word(), name: words(self.language).who(*who).to_owned() };
        VariantView {
            who: variant.r#for.iter().map(who).collect(),
            when: variant.when.as_ref().map(|when| Phrase::local(self.language, when)),
            steps: variant.steps.iter().filter_map(|step| self.flow.step(step)).map(|step| self.step(step)).collect(),
        }
    }

    fn step(&self, step: &Step) -> StepView {
        let lead = |lead: &crate::model::Lead| {
            Some(LeadView { when: Phrase::local(self.language, &lead.when), by: self.actor_of(&lead.by)? })
        };
        StepView {
            id: step.id.to_string(),
            by: step.by.iter().filter_map(|id| self.actor_of(id)).collect(),
            text: Phrase::local(self.language, &step.text),
            leads: step.leads.iter().filter_map(lead).collect(),
        }
    }

    fn actor_of(&self, id: &Id<Actor>) -> Option<ActorView> {
        self.flow.actor(id).map(|actor| self.actor(actor))
    }

    fn actor(&self, actor: &Actor) -> ActorView {
        let id = actor.record.as_ref().map(|record| record.resolve(self.home, Kind::Window));
        let id = id.filter(|id| self.inputs.site.has_place(&id.place));
        ActorView {
            name: Phrase::local(self.language, &actor.name),
            href: id.map(|id| Address::record(self.language, &id).to_string()),
        }
    }
}
