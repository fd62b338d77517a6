//! What the templates of leaflets see. Sizes are decided here, since whatever stands on paper has to fit.

use schemars::JsonSchema;
use serde::Serialize;

use super::{CallView, LinkView, TimeView, UrlView};
use crate::language::Phrase;

/// `leaflet`: what every leaflet has.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LeafletView {
    /// Its kind: `flyer`, `large`, `branches`, `form` …
    pub kind: &'static str,
    /// Its heading.
    pub title: Phrase,
    /// A sentence or two below it.
    pub lead: Option<Phrase>,
    /// Whose it is.
    pub ward: Option<LinkView>,
    /// The class of the size of its text: `pt-14`, `pt-13-5`.
    pub size: String,
    /// The class of the size of its heading: `h-34`.
    pub heading: String,
    /// Whether readings stand above words.
    pub has_readings: bool,
    /// Whether there is room for the stamp of who owns the noticeboard.
    pub has_stamp_box: bool,
    /// The record that it is about.
    pub main: Option<PaperRecordView>,
    /// Its QR code.
    pub code: CodeView,
    /// Who issues it.
    pub issuer: Option<Phrase>,
    /// When the oldest of its facts was confirmed; nothing where one is not confirmed.
    pub as_of: Option<TimeView>,
    /// Its edition: six characters that change with any of its facts.
    pub mark: String,
    /// What its code opens; nothing where it is for staff.
    pub landing: Option<String>,
    /// How many records were left out, so that the others fit.
    pub left_out: usize,
}

/// A QR code, as a drawing whose units are modules.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CodeView {
    /// How many modules it is wide, with the quiet zone; 0 where there is none.
    pub modules: usize,
    /// How wide it is on paper, in millimetres.
    pub size: f64,
    /// Its black modules: a path of an SVG, to be stroked.
    pub path: String,
    /// The address in words, without `https://`.
    pub address: String,
}

/// A record as paper tells of it. A sheet cannot be mended, so it says no more than what somebody needs to call or come.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PaperRecordView {
    /// Its id in the guide.
    pub id: String,
    /// The kind's folder.
    pub kind: &'static str,
    /// By which worry or field it stands here.
    pub label: Option<Phrase>,
    /// Its name.
    pub name: Phrase,
    /// The name of the window that it is a desk of.
    pub window: Option<Phrase>,
    /// Its numbers that are known; where it has none, those of who answers instead.
    pub phones: Vec<PaperPhoneView>,
    /// Who answers instead.
    pub answered_by: Option<Phrase>,
    /// E-mail addresses.
    pub emails: Vec<String>,
    /// Its page on the web.
    pub web: Option<UrlView>,
    /// When somebody is there.
    pub hours: Vec<String>,
    /// Whether its first number has hours of its own, so that these need a word before them.
    pub has_two_hours: bool,
    /// What else is to be said about that.
    pub hours_note: Option<Phrase>,
    /// How often it comes round, where it has no dates.
    pub rhythm: Option<String>,
    /// Where it is.
    pub address: Option<Phrase>,
    /// For which streets.
    pub serves: Vec<Phrase>,
    /// Whom to ask about it, where it has no number of its own.
    pub ask: Option<PaperAskView>,
    /// With which worries.
    pub concerns: Vec<Phrase>,
    /// The first paragraph of its prose.
    pub lead: Option<Phrase>,
    /// For whom.
    pub who: Vec<String>,
    /// What happens when somebody calls.
    pub call: Option<CallView>,
    /// Whether one may stay nameless, if that is known.
    pub anonymous: Option<bool>,
    /// What it costs.
    pub cost: Option<Phrase>,
    /// Whether its facts are confirmed.
    pub is_confirmed: bool,
}

/// A number on paper.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PaperPhoneView {
    /// What it is for.
    pub label: Option<Phrase>,
    /// As it is shown.
    pub number: String,
    /// 内線.
    pub extension: Option<String>,
    /// When somebody answers it, if that differs from the record's hours.
    pub hours: Vec<String>,
    /// Whether it is confirmed.
    pub is_confirmed: bool,
}

/// Whom to ask about a record on paper.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PaperAskView {
    /// The name of that record.
    pub name: Phrase,
    /// Its first number, if that is known.
    pub phone: Option<PaperPhoneView>,
}

/// `leaflet` in `flyer.html`, which makes posters too.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FlyerView {
    /// What every leaflet has.
    #[serde(flatten)]
    pub leaflet: LeafletView,
    /// The class of the size of the main number: `n-45`.
    pub number: String,
    /// The records below it.
    pub entries: Vec<PaperRecordView>,
    /// Whether there is room for all of the main record: its other numbers, its address.
    pub has_rest: bool,
    /// Whether the entries are put together by worries or fields.
    pub has_labels: bool,
    /// Whether the entries say their hours.
    pub has_hours: bool,
    /// Whether it says what happens when somebody calls.
    pub has_steps: bool,
    /// What residents might say.
    pub voices: Vec<Phrase>,
    /// Strips to tear off; each is the same.
    pub strips: Vec<u8>,
    /// The lines of a strip below its number: its extension and what is to be known of it, whose it is.
    pub strip: Vec<String>,
}

/// `leaflet` in `form.html`: questions, or a sheet to hand somebody on.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FormView {
    /// What every leaflet has.
    #[serde(flatten)]
    pub leaflet: LeafletView,
    /// What is asked; nothing on a sheet to hand somebody on.
    pub questions: Vec<Phrase>,
    /// The lines of a ruled box.
    pub rules: Vec<u8>,
    /// The worries of the guide, to tick.
    pub concerns: Vec<Phrase>,
    /// What the sheet is for.
    pub purpose: Phrase,
}

/// `leaflet` in `large.html`: as many sheets as it takes.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LargeView {
    /// What every leaflet has.
    #[serde(flatten)]
    pub leaflet: LeafletView,
    /// The class of the size of the main number: `n-44`.
    pub number: String,
    /// The other records, put together.
    pub groups: Vec<PaperGroupView>,
    /// Whether they are put together by worries or fields.
    pub has_labels: bool,
    /// What residents might say.
    pub voices: Vec<Phrase>,
}

/// Records that stand together.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PaperGroupView {
    /// By which worry or field, or of which place.
    pub name: Option<Phrase>,
    /// The records.
    pub records: Vec<PaperRecordView>,
}

/// `leaflet` in `branches.html`: as many sheets as it takes.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BranchesView {
    /// What every leaflet has.
    #[serde(flatten)]
    pub leaflet: LeafletView,
    /// The class of the size of the main number: `n-32`.
    pub number: String,
    /// The branches, or the records that each serve a part.
    pub branches: Vec<BranchView>,
    /// Other records.
    pub others: Vec<PaperRecordView>,
}

/// A branch.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BranchView {
    /// It, as paper tells of it.
    pub record: PaperRecordView,
    /// The code of its own page.
    pub code: CodeView,
}

/// `leaflet` in `text.html`: texts to copy.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TextsView {
    /// What every leaflet has.
    #[serde(flatten)]
    pub leaflet: LeafletView,
    /// The same in three lengths.
    pub texts: Vec<TextView>,
}

/// A text to copy.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TextView {
    /// `short`, `middle` or `long`.
    pub length: &'static str,
    /// How many characters it has, without blanks and ends of lines.
    pub count: usize,
    /// Its paragraphs, a line each.
    pub text: String,
    /// What there was no room for, a sentence each.
    pub left_out: Vec<String>,
}

/// `leaflet` in `verify.html`: facts for two people to confirm.
#[derive(Debug, Serialize, JsonSchema)]
pub struct VerifyView {
    /// What every leaflet has.
    #[serde(flatten)]
    pub leaflet: LeafletView,
    /// The records.
    pub records: Vec<VerifyRecordView>,
}

/// A record whose facts are to be confirmed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct VerifyRecordView {
    /// Its id in the guide.
    pub id: String,
    /// Its name.
    pub name: Phrase,
    /// When it was last confirmed.
    pub confirmed: Option<TimeView>,
    /// Its own facts, then those of each desk.
    pub parts: Vec<VerifyPartView>,
}

/// The facts of a record or of a desk of it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct VerifyPartView {
    /// The desk.
    pub desk: Option<Phrase>,
    /// Its facts.
    pub facts: Vec<VerifyFactView>,
}

/// A fact to confirm.
#[derive(Debug, Serialize, JsonSchema)]
pub struct VerifyFactView {
    /// What staff call the field.
    pub name: String,
    /// What it says; behind the digits of a number, what else belongs to it. Nothing where it is not known.
    pub value: Option<String>,
    /// A telephone number, digit by digit.
    pub digits: Vec<char>,
}

/// `leaflet` in `cards.html`: a sheet of cards to cut out.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CardsView {
    /// What every leaflet has.
    #[serde(flatten)]
    pub leaflet: LeafletView,
    /// The class of the size of the number: `n-17`.
    pub number: String,
    /// The cards; each is the same.
    pub cards: Vec<u8>,
    /// Where to cut: the path of an SVG as large as the sheet, in millimetres.
    pub crops: String,
    /// Whether there is room for the hours.
    pub has_hours: bool,
    /// Whether there is room at least to say that the code leads to them.
    pub leads_to_hours: bool,
    /// Whether there is room for the day on which the facts were confirmed.
    pub has_as_of: bool,
}

/// `leaflet` in `map.html`: who helps with what, around one window.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MapView {
    /// What every leaflet has.
    #[serde(flatten)]
    pub leaflet: LeafletView,
    /// The class of the size of the main number: `n-22`.
    pub number: String,
    /// Whether there is room to say that one may begin with the main record.
    pub has_first: bool,
    /// Whether there is room for all of the main record: its other numbers, its address.
    pub has_rest: bool,
    /// The fields around it, four at most.
    pub fields: Vec<MapFieldView>,
    /// Whether the entries of the fields say in some sentences what they are.
    pub has_leads: bool,
    /// Whether the entries of the fields say with which worries one may come.
    pub has_concerns: bool,
    /// The class of the size of the text on the back.
    pub back: String,
    /// Groups and places with their days and addresses.
    pub tables: Vec<MapTableView>,
    /// What stands neither in a field nor in a table.
    pub others: Vec<PaperRecordView>,
    /// Whether the back says what happens when somebody calls.
    pub has_steps: bool,
}

/// A field of help on a map.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MapFieldView {
    /// Its name.
    pub name: Phrase,
    /// Who helps in it.
    pub entries: Vec<PaperRecordView>,
}

/// Records of a kind on the back of a map.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MapTableView {
    /// The kind's folder: `places` or `family-groups`.
    pub kind: &'static str,
    /// Its rows.
    pub entries: Vec<PaperRecordView>,
}

/// `leaflet` in `trifold.html`: two sheets of three panels.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TrifoldView {
    /// What every leaflet has.
    #[serde(flatten)]
    pub leaflet: LeafletView,
    /// The heading, clause by clause.
    pub clauses: Vec<Phrase>,
    /// How it is folded: `roll` or `z`.
    pub fold: &'static str,
    /// The class of the size of the main number: `n-28`.
    pub number: String,
    /// Whether there is room for all of the main record: its other numbers, its address.
    pub has_rest: bool,
    /// What residents might say, on the flap.
    pub voices: Vec<Phrase>,
    /// Whether the flap says with which worries one may come.
    pub has_concerns: bool,
    /// Whether the flap says what the main record is.
    pub has_lead: bool,
    /// The class of the size of the text inside.
    pub inside: String,
    /// The panels inside, three at most.
    pub panels: Vec<PanelView>,
    /// Whether the entries inside say in some sentences what they are.
    pub has_leads: bool,
    /// Whether the windows inside say when somebody is there.
    pub has_hours: bool,
    /// Whether the groups and places inside say when and where they meet.
    pub has_days: bool,
}

/// A panel inside of a folded leaflet.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PanelView {
    /// What it holds: `steps`, `windows` or `gatherings`.
    pub holds: &'static str,
    /// Whether it goes on with what stands on the panel before it.
    pub goes_on: bool,
    /// Its records; none where it holds steps.
    pub entries: Vec<PaperRecordView>,
}
