//! What templates see of a record: its facts, its contacts, and what is to be thought of them.

use schemars::JsonSchema;
use serde::Serialize;
use std::sync::Arc;

use super::{BodyView, CountView, LinkView, MessageView, MonthView, NoticeView, PictureView, TimeView};
use crate::language::Phrase;

/// `record`: a record of any kind or a desk, on its own page and in every list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RecordView {
    /// Its id in the guide: `toshima/windows/hikikomori`.
    pub id: String,
    /// Its kind: `windows`, `phone-lines`, `family-groups`, `places` or `programmes`.
    pub kind: &'static str,
    /// Where its page stands.
    pub href: String,
    /// Its name.
    pub name: Phrase,
    /// How the name is read.
    pub kana: String,
    /// Nicknames and short names.
    pub also: Vec<Phrase>,
    /// Former names.
    pub formerly: Vec<Phrase>,
    /// The ward or scope that it belongs to.
    pub place: Option<PlaceView>,
    /// The window that it is a desk of.
    pub window: Option<LinkView>,
    /// `open`, `paused` or `ended`. Only an open record shows its contacts.
    pub status: &'static str,
    /// What is to be read first: its own notices and its ward's.
    pub notices: Vec<NoticeView>,
    /// Whether its number is for danger.
    pub is_emergency: bool,
    /// Telephone numbers.
    pub phones: Vec<PhoneView>,
    /// Whether one of these numbers is known. Where none is, a desk's may be.
    pub has_number: bool,
    /// E-mail addresses.
    pub emails: Vec<EmailView>,
    /// The page on the web.
    pub web: Option<UrlView>,
    /// Whether that page holds a form; without `web` it is a gap.
    pub has_web_form: bool,
    /// When somebody is there.
    pub hours: Option<HoursView>,
    /// Where it is.
    pub address: Option<AddressView>,
    /// How one can talk, always in the same order.
    pub modes: Vec<ModeView>,
    /// Who may ask.
    pub who: Vec<WordView>,
    /// By which choices of a ward's page it is left, each a letter: `abe`.
    pub filters: String,
    /// For which ages.
    pub ages: Option<String>,
    /// Earlier borders of age.
    pub former_ages: Vec<String>,
    /// For which steps of the way back.
    pub stage: Vec<Phrase>,
    /// With which worries.
    pub concerns: Vec<Phrase>,
    /// In which fields of help.
    pub fields: Vec<Phrase>,
    /// For which streets.
    pub serves: Vec<Phrase>,
    /// How often it comes round, where it has no dates.
    pub rhythm: Option<String>,
    /// Its next dates, if it takes place on some days.
    pub dates: Vec<MonthView>,
    /// Whom to ask about it, with the numbers that are known there.
    pub ask: Option<FallbackView>,
    /// What can be done there.
    pub activities: Vec<Phrase>,
    /// What a programme is for.
    pub aim: Option<Phrase>,
    /// Whether a programme is new.
    pub mark: Option<WordView>,
    /// Numbers of a programme's plan that are public.
    pub counts: Vec<CountView>,
    /// Since when.
    pub since: Option<TimeView>,
    /// Whether one may stay nameless, if that is known.
    pub anonymous: Option<bool>,
    /// What it costs.
    pub cost: Option<Phrase>,
    /// How soon an answer comes.
    pub reply_within: Option<Phrase>,
    /// What happens when somebody calls.
    pub call: Option<CallView>,
    /// It for the telephone book of a phone (vCard), where it has a number to dial.
    pub vcard: Option<String>,
    /// Its call card: the page of what to say, with blanks to fill in.
    pub call_card: Option<String>,
    /// Who runs it.
    pub operators: Vec<Phrase>,
    /// Who helps to run it.
    pub partners: Vec<Phrase>,
    /// Pictures of it.
    pub pictures: Vec<PictureView>,
    /// What the people there say.
    pub messages: Vec<MessageView>,
    /// The flows that it takes a step in.
    pub flows: Vec<LinkView>,
    /// Its desks.
    pub desks: Vec<DeskView>,
    /// Whether the number that answers is another record's, so that nothing else of this one may stand beside it.
    pub is_elsewhere: bool,
    /// What answers in place of a gap: another record, never itself.
    pub fallback: Option<FallbackView>,
    /// The lines to call when nobody answers here, those that are open longest first.
    pub others: Vec<FallbackView>,
    /// The first paragraph of the prose, as plain text.
    pub lead: Option<Phrase>,
    /// The prose, for `prose`.
    pub body: BodyView,
    /// The language of the prose, where it is not the page's.
    pub body_lang: Option<&'static str>,
    /// Where the facts come from.
    pub source: Option<SourceView>,
    /// Whether they were confirmed.
    pub freshness: FreshnessView,
    /// What opens a letter to the office that mends the guide, where it has an address.
    pub correction: Option<String>,
    /// Where one talks in its ward: what answers there first.
    pub main: Option<LinkView>,
}

/// A ward or a scope.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PlaceView {
    /// Its name.
    pub name: Phrase,
    /// Its page; scopes have none.
    pub href: Option<String>,
}

/// A telephone number. Without `number` it is a gap, which the page must say in words, with the fallback.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PhoneView {
    /// What it is for.
    pub label: Option<Phrase>,
    /// The number.
    pub number: Option<NumberView>,
    /// When somebody answers it, if that differs from the record's hours.
    pub hours: Option<HoursView>,
    /// What else a caller should know.
    pub note: Option<Phrase>,
    /// Where the number comes from, if that differs from the record's source.
    pub source: Option<SourceView>,
    /// Whether it was confirmed.
    pub freshness: FreshnessView,
}

/// A number to dial. All its forms come from one value.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NumberView {
    /// As it is shown; for `digits`.
    pub shown: String,
    /// The address of a telephone link; nothing for fictional numbers.
    pub uri: Option<String>,
    /// 内線.
    pub extension: Option<String>,
    /// Whether it has 13 characters or more, so that it needs a smaller size.
    pub is_long: bool,
    /// Whether it is for danger (110, 119): known by law, whatever the record's state.
    pub is_emergency: bool,
}

/// An e-mail address. Without `address` it is a gap.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EmailView {
    /// What it is for.
    pub label: Option<Phrase>,
    /// The address.
    pub address: Option<String>,
    /// What else a writer should know.
    pub note: Option<Phrase>,
    /// Where the address comes from, if that differs from the record's source.
    pub source: Option<SourceView>,
    /// Whether it was confirmed.
    pub freshness: FreshnessView,
}

/// Hours. Without `lines` they are a gap.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HoursView {
    /// Sentences, the last about the days on which nobody is there.
    pub lines: Vec<String>,
    /// What else is to be said.
    pub note: Option<Phrase>,
    /// The same day by day, for the script that says whether somebody is there now.
    pub table: Option<Arc<str>>,
    /// Whether one goes there on these days, as to a group or a place.
    pub takes_place: bool,
    /// Where they come from, if that differs from the record's source.
    pub source: Option<SourceView>,
    /// Whether they were confirmed.
    pub freshness: FreshnessView,
}

/// An address. Without `text` it is a gap.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AddressView {
    /// As it is written on a letter.
    pub text: Option<Phrase>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// How to get there.
    pub access: Option<Phrase>,
    /// It on a map of the 国土地理院.
    pub map: Option<String>,
    /// Where the address comes from, if that differs from the record's source.
    pub source: Option<SourceView>,
    /// Whether it was confirmed.
    pub freshness: FreshnessView,
}

/// An address on the web.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct UrlView {
    /// The address.
    pub href: String,
    /// The address as it is printed.
    pub shown: String,
}

/// A way to talk.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ModeView {
    /// `phone`, `email`, `web-form`, `online`, `office`, `home-visit` or `outreach`.
    pub id: &'static str,
    /// What it is called.
    pub name: String,
    /// The id of the place on the record's page that tells of it, if there is one.
    pub anchor: Option<&'static str>,
}

/// A word of a closed list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WordView {
    /// The word as it is written in files.
    pub id: &'static str,
    /// What it is called.
    pub name: String,
}

/// What happens when somebody calls.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CallView {
    /// Who answers.
    pub who_answers: Option<Phrase>,
    /// What is asked.
    pub asked: Option<Phrase>,
    /// What is not asked.
    pub not_asked: Option<Phrase>,
    /// Words to begin with.
    pub first_words: Option<Phrase>,
}

/// A desk of a window.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DeskView {
    /// Its id within the window.
    pub id: String,
    /// Its name.
    pub name: Option<Phrase>,
    /// Its own page, if it has a name.
    pub href: Option<String>,
    /// Its own telephone numbers.
    pub phones: Vec<PhoneView>,
    /// Its own e-mail addresses.
    pub emails: Vec<EmailView>,
    /// Its own page on the web.
    pub web: Option<UrlView>,
    /// Its own hours.
    pub hours: Option<HoursView>,
    /// Its own address.
    pub address: Option<AddressView>,
    /// For which streets.
    pub serves: Vec<Phrase>,
}

/// Another record that answers: in place of a gap, because it is the one to ask, or when nobody answers here.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FallbackView {
    /// Its id in the guide.
    pub id: String,
    /// Where it belongs: `number` where there is no number to call at all, `phones` where one of several is missing,
    /// `facts` where something else is; `ask` for the one to ask, `other` for one that answers when nobody does here.
    pub place: &'static str,
    /// Where its page stands.
    pub href: String,
    /// Its name.
    pub name: Phrase,
    /// Its numbers that are known, each with what is to be said about it.
    pub phones: Vec<PhoneView>,
    /// When somebody answers there.
    pub hours: Option<HoursView>,
}

/// A document that facts come from.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SourceView {
    /// Its title.
    pub title: Phrase,
    /// Who published it, if that is known.
    pub publisher: Option<Phrase>,
    /// As of when it says so.
    pub as_of: Option<TimeView>,
    /// Where it can be read.
    pub href: Option<String>,
}

/// Whether facts were confirmed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FreshnessView {
    /// `confirmed`, `expired`, `changed` or `unconfirmed`.
    pub state: &'static str,
    /// Whether the fact has a confirmation of its own that says something else than its record's.
    pub differs: bool,
    /// When they were confirmed.
    pub on: Option<TimeView>,
    /// Until when that is good.
    pub until: Option<TimeView>,
    /// The day as a date stamp shows it: `8.11.1`.
    pub stamp: Option<String>,
    /// Who confirmed them.
    pub by: Option<Phrase>,
}
