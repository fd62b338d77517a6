//! A record as paper tells of it: the same facts as on its page, and nothing that only a screen can do.

use super::super::Inputs;
use super::super::record::record_view;
use super::super::view::{FallbackView, HoursView, PaperAskView, PaperPhoneView, PaperRecordView, PhoneView};
use crate::language::Language;
use crate::model::value::{Kind, RecordId, Written};

/// A record, or a desk of it. In a list, who answers instead of it would stand there many times, and stands there by itself.
pub(super) fn in_list(inputs: Inputs<'_>, language: Language, id: &RecordId) -> PaperRecordView {
    paper_view(inputs, language, id, false)
}

/// A record, or a desk of it, with who answers instead where its number is not known.
pub(super) fn paper(inputs: Inputs<'_>, language: Language, id: &RecordId) -> PaperRecordView {
    paper_view(inputs, language, id, true)
}

/// Whose numbers stand in place of a record's own, as [`paper`] and [`in_list`] show them.
pub(super) fn answering(inputs: Inputs<'_>, language: Language, id: &RecordId, in_list: bool) -> Option<RecordId> {
    let view = record_view(inputs, language, id);
    let has_number = view.phones.iter().any(|phone| phone.number.is_some());
    let others = view.ask.into_iter().chain(view.fallback.filter(|_| !in_list));
    let other = others.into_iter().find(|other| !has_number && !other.phones.is_empty())?;
    Some(other.id.parse::<Written>().ok()?.resolve(&id.place, Kind::PhoneLine))
}

fn paper_view(inputs: Inputs<'_>, language: Language, id: &RecordId, has_instead: bool) -> PaperRecordView {
    let view = record_view(inputs, language, id);
    let is_confirmed = view.freshness.state == "confirmed";
    let own: Vec<PaperPhoneView> = view.phones.iter().filter_map(phone).collect();
    let ask = view
        .ask
        .as_ref()
        .filter(|_| own.is_empty())
        .map(|ask| PaperAskView { name: ask.name.clone(), phone: ask.phones.iter().find_map(phone) });
    let others = view.ask.into_iter().chain(view.fallback).filter(|_| has_instead && own.is_empty());
    let instead = others.into_iter().find(|other| !other.phones.is_empty());
    let is_elsewhere = view.is_elsewhere;
    let (phones, answered_by, hours) = match instead {
        Some(FallbackView { name, phones, hours, .. }) => {
            (phones.iter().filter_map(phone).collect(), Some(name), hours)
        }
        None => (own, None, view.hours),
    };
    let hours_note = hours.as_ref().and_then(|hours| hours.note.clone());
    PaperRecordView {
        id: view.id,
        kind: view.kind,
        label: None,
        name: view.name,
        window: view.window.map(|window| window.name),
        answered_by,
        emails: view.emails.into_iter().filter_map(|email| email.address).collect(),
        web: view.web,
        has_two_hours: hours.is_some() && phones.first().is_some_and(|phone: &PaperPhoneView| !phone.hours.is_empty()),
        hours: lines(hours),
        hours_note,
        rhythm: view.rhythm,
        concerns: view.concerns,
        lead: view.lead,
        ask,
        address: view.address.and_then(|address| address.text),
        serves: view.serves,
        who: view.who.into_iter().map(|who| who.name).collect(),
        call: view.call.filter(|_| !is_elsewhere),
        anonymous: view.anonymous,
        cost: view.cost,
        is_confirmed,
        phones,
    }
}

fn phone(phone: &PhoneView) -> Option<PaperPhoneView> {
    let number = phone.number.as_ref()?;
    Some(PaperPhoneView {
        label: phone.label.clone(),
        number: number.shown.clone(),
        extension: number.extension.clone(),
        hours: phone.hours.as_ref().map(|hours| hours.lines.clone()).unwrap_or_default(),
        is_confirmed: phone.freshness.state == "confirmed" || number.is_emergency,
    })
}

fn lines(hours: Option<HoursView>) -> Vec<String> {
    hours.map(|hours| hours.lines).unwrap_or_default()
}
