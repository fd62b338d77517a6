//! What the templates of lists see: topics, streets, dates, flows and words.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    ArticleView, FlowPictureView, LinkView, RowView, Shared, SharedView, SourceView, TimeView, WardLinkView, WardView,
    WordView,
};
use crate::language::Phrase;

/// `list`: what there is for somebody, for a worry, in some way or for an age, in a ward or in the guide as a whole.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ListView {
    /// `for`, `concern`, `mode` or `age`.
    pub about: &'static str,
    /// Who asks (`self`, `family` …), the id of the worry, the way to talk (`phone` …) or the age (`18-39` …).
    pub id: String,
    /// The word for it.
    pub name: Phrase,
    /// The ward; nothing on the pages of the guide as a whole.
    pub place: Option<LinkView>,
    /// The records, kind after kind; each group is named by its kind's folder.
    pub kinds: Vec<KindView>,
    /// Lines that answer here and elsewhere.
    pub shared: Vec<SharedView>,
    /// Numbers for danger.
    pub urgent: Vec<SharedView>,
    /// On the pages of the guide as a whole: the same list of each ward, where wards are few.
    pub wards: Vec<WardLinkView>,
    /// On the pages of the guide as a whole: prefectures, where wards are many.
    pub areas: Vec<LinkView>,
    /// What residents might say, if the list is for somebody.
    pub voices: Vec<Phrase>,
}

/// Records of one kind.
#[derive(Debug, Serialize, JsonSchema)]
pub struct KindView {
    /// The kind's folder: `windows`, `places` …
    pub kind: &'static str,
    /// The records, each a `RecordView`.
    pub records: Vec<Shared>,
}

/// `streets`: which window a street belongs to.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StreetsView {
    /// The ward.
    pub ward: LinkView,
    /// The streets in the rows of the kana table.
    pub rows: Vec<StreetRowView>,
}

/// Streets whose kana begin in the same row.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StreetRowView {
    /// The first kana of the row.
    pub kana: &'static str,
    /// The streets.
    pub streets: Vec<StreetView>,
}

/// A street and who is there for it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StreetView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Phrase,
    /// How the name is read.
    pub kana: String,
    /// The records and desks that serve it.
    pub records: Vec<ServingView>,
}

/// Who is there for a street.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ServingView {
    /// The record or the desk; the description is the window of a desk.
    pub link: LinkView,
    /// Whether its facts were confirmed: `confirmed`, `expired`, `changed` or `unconfirmed`.
    pub state: &'static str,
}

/// `calendar`: what takes place when.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CalendarView {
    /// The ward.
    pub ward: LinkView,
    /// The next dates, the nearest first, by month and day.
    pub months: Vec<MonthView>,
    /// Until when none is missing.
    pub complete_until: TimeView,
    /// What comes round without dates, or is open nearly always.
    pub others: Vec<OtherView>,
}

/// The days of a month on which something takes place.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MonthView {
    /// The month, with its year in both calendars.
    pub month: TimeView,
    /// The days.
    pub days: Vec<DayView>,
}

/// A day on which something takes place.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DayView {
    /// The day as HTML's `datetime` has it.
    pub iso: String,
    /// Its number in the month.
    pub number: i8,
    /// Its weekday.
    pub weekday: &'static str,
    /// What takes place.
    pub dates: Vec<DateView>,
}

/// A date of a record.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DateView {
    /// When it begins, as HTML's `datetime` has it.
    pub start: String,
    /// From when to when.
    pub spans: String,
    /// Where, if the place changes with the day.
    pub place: Option<Phrase>,
    /// The record.
    pub record: LinkView,
    /// Whether the record's facts were confirmed: `confirmed`, `expired`, `changed` or `unconfirmed`.
    pub state: &'static str,
}

/// A record without dates.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OtherView {
    /// The record.
    pub record: LinkView,
    /// How often it comes round, or its hours, a line each.
    pub when: Vec<String>,
    /// Whom to ask.
    pub ask: Option<LinkView>,
    /// Whether the record's facts were confirmed: `confirmed`, `expired`, `changed` or `unconfirmed`.
    pub state: &'static str,
}

/// `flow`: what happens after somebody has asked.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FlowView {
    /// What it is called.
    pub name: Phrase,
    /// How the name is read.
    pub kana: String,
    /// A sentence about it.
    pub intro: Option<Phrase>,
    /// `open` or `paused`.
    pub status: &'static str,
    /// Who takes steps.
    pub actors: Vec<ActorView>,
    /// The ways through it.
    pub variants: Vec<VariantView>,
    /// When the order does not hold.
    pub exceptions: Vec<ExceptionView>,
    /// The same in pictures: one, or one for each way where their orders differ.
    pub pictures: Vec<FlowPictureView>,
    /// Where it comes from.
    pub source: Option<SourceView>,
}

/// Who takes steps.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ActorView {
    /// What it is called.
    pub name: Phrase,
    /// Its page, if it has one.
    pub href: Option<String>,
}

/// One way through a flow.
#[derive(Debug, Serialize, JsonSchema)]
pub struct VariantView {
    /// Who asks; nobody in particular where it is empty.
    pub who: Vec<WordView>,
    /// In which case.
    pub when: Option<Phrase>,
    /// The steps, in order.
    pub steps: Vec<StepView>,
}

/// A step.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StepView {
    /// Its id within the flow.
    pub id: String,
    /// Who takes it; several take it together.
    pub by: Vec<ActorView>,
    /// What is done.
    pub text: Phrase,
    /// Who leads from here on, and when.
    pub leads: Vec<LeadView>,
}

/// Who leads when.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LeadView {
    /// In which case.
    pub when: Phrase,
    /// Who.
    pub by: ActorView,
}

/// When the order of a flow does not hold.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ExceptionView {
    /// In which case.
    pub when: Phrase,
    /// What is done at once.
    pub then: StepView,
}

/// `everything`: all that a ward's pages say, on one page.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EverythingView {
    /// What the ward's own page says.
    pub ward: WardView,
    /// Its other records, kind after kind; numbers for danger and shared lines are in `ward`.
    pub kinds: Vec<KindView>,
    /// What happens after somebody has asked.
    pub flows: Vec<FlowView>,
    /// The streets in the rows of the kana table.
    pub streets: Vec<StreetRowView>,
    /// Its pages that are no records.
    pub articles: Vec<ArticleView>,
    /// Words that not everybody knows and that occur here.
    pub words: Vec<GlossaryWordView>,
    /// The same page as one file that needs no other.
    pub one_file: String,
}

/// `glossary`: words that not everybody knows, in the rows of the kana table.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GlossaryView {
    /// The rows.
    pub rows: Vec<GlossaryRowView>,
}

/// Words whose kana begin in the same row.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GlossaryRowView {
    /// The first kana of the row.
    pub kana: &'static str,
    /// The words.
    pub words: Vec<GlossaryWordView>,
}

/// A word.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GlossaryWordView {
    /// Its id, for links to it.
    pub id: String,
    /// The word.
    pub word: Phrase,
    /// How it is read.
    pub kana: String,
    /// What it means.
    pub means: Phrase,
}

/// What is to be read before anything else.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NoticeView {
    /// What it says.
    pub text: Phrase,
    /// Its first day.
    pub from: TimeView,
    /// Its last day.
    pub to: TimeView,
    /// Its last day for whoever reads it now: without the year, where that goes without saying.
    pub until: String,
}

/// A picture.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PictureView {
    /// Where it stands.
    pub href: String,
    /// What is to be seen.
    pub alt: Phrase,
    /// How wide it is, in pixels.
    pub width: u32,
    /// How high it is, in pixels.
    pub height: u32,
}

/// What somebody at a window says to residents.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MessageView {
    /// In which role.
    pub role: Phrase,
    /// What is said.
    pub message: Phrase,
    /// At which window.
    pub record: Option<LinkView>,
}

/// A number of a year's plan, or of what came of it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CountView {
    /// Which year.
    pub year: TimeView,
    /// `planned` or `actual`, and its word.
    pub kind: WordView,
    /// How many.
    pub value: Option<u32>,
    /// What is counted.
    pub unit: Option<Phrase>,
    /// How many people.
    pub people: Option<u32>,
    /// More or less.
    pub about: bool,
    /// The people by what they are.
    pub split: Vec<ShareView>,
}

/// A part of a [`CountView`]'s people.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ShareView {
    /// Who.
    pub of: Phrase,
    /// How many.
    pub people: u32,
}

/// `names`: everything that a ward has, by kana.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NamesView {
    /// The ward.
    pub ward: LinkView,
    /// The names in the rows of the kana table.
    pub rows: Vec<NameRowView>,
}

/// Names whose kana begin in the same row.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NameRowView {
    /// The first kana of the row.
    pub kana: &'static str,
    /// The names.
    pub names: Vec<NameView>,
}

/// The name of a record, or of a desk with a name of its own.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NameView {
    /// Where it leads.
    pub href: String,
    /// The name.
    pub name: Phrase,
    /// How it is read.
    pub kana: String,
    /// The kind's folder: `windows`, `places` …
    pub kind: &'static str,
}

/// `search`: where everything can be looked for.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SearchView {
    /// All wards in the rows of the kana table, unless they are too many.
    pub rows: Vec<RowView>,
    /// The prefectures, where wards are too many.
    pub areas: Vec<LinkView>,
    /// Lines that answer at all hours, for whoever finds nothing.
    pub at_all_hours: Vec<Shared>,
    /// Numbers for danger.
    pub urgent: Vec<SharedView>,
}
