//! Plain text for newsletters and circulars in three lengths, made of facts by sentences of the theme. What does not fit
//! into a length is left out by what matters least and stands below the text; the number is always in it.

use super::{Draft, Entry, class};
use crate::language::{Phrase, fill};
use crate::model::value::RecordId;
use crate::plan::Address;
use crate::render::view::{PaperPhoneView, PaperRecordView, TextView, TextsView};

/// How many characters each length may have.
const LENGTHS: [(&str, usize); 3] = [("short", 100), ("middle", 200), ("long", 500)];

/// What a sentence says. What comes first here is left out last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Says {
    Number,
    Name,
    Hours,
    What,
    Title,
    Issuer,
    Lead,
    Nameless,
    Cost,
    Place,
    Call,
    OtherNumber,
    Mail,
    Others,
    Today,
    AsOf,
}

impl Says {
    /// Its term in `src/messages/`.
    const fn term(self) -> &'static str {
        match self {
            Self::Number | Self::OtherNumber => "paper_phones",
            Self::Name | Self::What => "paper_about",
            Self::Hours => "paper_own_hours",
            Self::Title => "paper_title",
            Self::Issuer => "paper_issuer",
            Self::Lead => "paper_lead",
            Self::Nameless => "paper_nameless",
            Self::Cost => "paper_cost",
            Self::Place => "paper_address",
            Self::Call => "paper_steps",
            Self::Mail => "paper_mail",
            Self::Others => "paper_others",
            Self::Today => "paper_link",
            Self::AsOf => "paper_as_of",
        }
    }
}

/// A sentence, or several that belong together: ways to say it, each fuller than the one before.
struct Sentence(Vec<(Says, String)>);

impl Sentence {
    fn new(says: Says, text: impl Into<String>) -> Self {
        Self(vec![(says, text.into())])
    }
}

pub(super) fn view(draft: &mut Draft<'_, '_, '_>) -> TextsView {
    let entries = draft.entries();
    let shown: Vec<RecordId> = draft.main().into_iter().chain(entries.iter().map(|entry| entry.id.clone())).collect();
    let mut leaflet = draft.leaflet(&shown, |_| 30.0);
    leaflet.heading = class("h", 22.0);
    let as_of = leaflet.as_of.as_ref().map(|day| fill(&draft.word("leaflet_as_of"), &[("date", &day.text)]));
    let sentences = draft.sentences(&entries, as_of);
    // Short texts are there to say less; what even the longest has no room for is reported.
    let mut last = Vec::new();
    let texts = LENGTHS.map(|(length, most)| {
        let (text, left_out) = fitted(&sentences, most);
        last = left_out.iter().map(|(says, _)| says.term()).collect();
        let left_out = left_out.iter().map(|(_, text)| text.clone()).collect();
        TextView { length, count: count(&text), text, left_out }
    });
    last.dedup();
    for part in last {
        draft.shorten(part, true);
    }
    TextsView { texts: texts.into(), leaflet }
}

/// As newspapers count: every character but blanks and ends of lines.
fn count(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// The sentences that fit, in their order, and those that do not. The title and who issues it have a line each.
fn fitted(sentences: &[Sentence], most: usize) -> (String, Vec<&(Says, String)>) {
    let ways =
        sentences.iter().enumerate().flat_map(|(number, sentence)| sentence.0.iter().map(move |way| (number, way)));
    let mut by_need: Vec<(usize, &(Says, String))> = ways.collect();
    by_need.sort_by_key(|(_, (says, _))| *says);
    let mut chosen: Vec<Option<&(Says, String)>> = vec![None; sentences.len()];
    let mut used = 0;
    for (number, way) in by_need {
        let with = used + count(&way.1) - chosen[number].map_or(0, |(_, shorter)| count(shorter));
        if way.0 == Says::Number || with <= most {
            used = with;
            chosen[number] = Some(way);
        }
    }
    let fullest = sentences.iter().filter_map(|sentence| sentence.0.last());
    let left_out =
        fullest.zip(&chosen).filter(|(fullest, chosen)| **chosen != Some(*fullest)).map(|(fullest, _)| fullest);
    let left_out = left_out.collect();
    let mut whole = String::new();
    let mut was_alone = true;
    for (says, text) in chosen.into_iter().flatten() {
        let is_alone = matches!(says, Says::Title | Says::Issuer);
        if !whole.is_empty() && (was_alone || is_alone) {
            whole.push('\n');
        }
        whole.push_str(text);
        was_alone = is_alone;
    }
    (whole, left_out)
}

impl Draft<'_, '_, '_> {
    /// All that can be said, in the order in which it is read.
    fn sentences(&self, entries: &[Entry], as_of: Option<String>) -> Vec<Sentence> {
        let mut all = vec![Sentence::new(Says::Title, self.leaflet.title.as_str())];
        let main = self.main_on_paper();
        let lead = self.leaflet.lead.as_ref().map(|lead| Sentence::new(Says::Lead, closed(lead.as_str())));
        all.extend(lead.into_iter().chain(main.as_ref().map(|main| self.what(main))));
        let mut add = |says, text: Option<String>| all.extend(text.map(|text| Sentence::new(says, closed(&text))));
        if let Some(main) = &main {
            self.of_main(main, &mut add);
        }
        let mut says = if main.is_some() { Says::Others } else { Says::Number };
        for entry in entries.iter().map(|entry| self.paper(entry)) {
            let Some(phone) = entry.phones.first() else { continue };
            add(says, Some(self.other(&entry, phone)));
            says = Says::Others;
        }
        let address = Address::landing(&self.leaflet.code).url(&self.site().config.base_url);
        add(Says::Today, Some(fill(&self.word("leaflet_text_today"), &[("address", &address)])));
        add(Says::AsOf, as_of);
        let issuer = self.issuer().map(|issuer| fill(&self.word("leaflet_issuer"), &[("issuer", &issuer.text)]));
        all.extend(issuer.map(|text| Sentence::new(Says::Issuer, text)));
        all
    }

    /// What the record is that it is about, and for whom.
    fn what(&self, main: &PaperRecordView) -> Sentence {
        let named =
            |key: &str| fill(&self.word(key), &[("name", main.name.text.as_str()), ("who", &main.who.join("・"))]);
        let name = (Says::Name, named("leaflet_text_what"));
        let what = (!main.who.is_empty()).then(|| (Says::What, named(&format!("leaflet_text_{}", main.kind))));
        Sentence(std::iter::once(name).chain(what).collect())
    }

    /// What there is to say of the record that it is about.
    fn of_main(&self, main: &PaperRecordView, add: &mut impl FnMut(Says, Option<String>)) {
        let say = |key: &str, values: &[(&str, &str)]| fill(&self.word(key), values);
        let joint = self.word("leaflet_text_joint");
        let name = main.name.text.as_str();
        let Some((first, others)) = main.phones.split_first() else {
            add(Says::Number, Some(self.word("leaflet_no_number")));
            return self.beside_numbers(main, add);
        };
        let number = self.number(first);
        add(
            Says::Number,
            Some(match &main.answered_by {
                Some(by) => say("leaflet_text_instead", &[("name", &by.text), ("number", &number)]),
                None => say("leaflet_text_number", &[("number", &number)]),
            }),
        );
        let hours = |lines: &[String]| {
            (!lines.is_empty()).then(|| say("leaflet_text_hours", &[("hours", &lines.join(&joint))]))
        };
        add(Says::Hours, hours(if main.has_two_hours { &first.hours } else { &main.hours }));
        for phone in others {
            let label = phone.label.as_ref().map_or(name, |label| label.text.as_str());
            let number = say("leaflet_text_other", &[("name", label), ("number", &self.number(phone))]);
            let text = closed(&number) + &hours(&phone.hours).map_or_else(String::new, |hours| closed(&hours));
            add(Says::OtherNumber, Some(text));
        }
        self.beside_numbers(main, add);
    }

    /// How else to reach the record, and what happens when somebody calls.
    fn beside_numbers(&self, main: &PaperRecordView, add: &mut impl FnMut(Says, Option<String>)) {
        let say = |key: &str, values: &[(&str, &str)]| fill(&self.word(key), values);
        let text = |phrase: &Option<Phrase>| phrase.as_ref().map(|phrase| phrase.text.clone());
        add(Says::Mail, main.emails.first().map(|address| say("leaflet_text_mail", &[("address", address)])));
        add(Says::Place, text(&main.address).map(|address| say("leaflet_text_place", &[("address", &address)])));
        add(Says::Cost, text(&main.cost).map(|cost| say("leaflet_text_cost", &[("cost", &cost)])));
        add(Says::Nameless, main.anonymous.filter(|may| *may).map(|_| self.word("leaflet_text_nameless")));
        let Some(call) = &main.call else { return };
        let named = |key: &str, said: String| self.word(key) + &self.word("colon") + &said;
        add(Says::Call, text(&call.who_answers));
        add(Says::Call, text(&call.first_words).map(|words| say("first_words", &[("words", &words)])));
        add(Says::Call, text(&call.asked).map(|asked| named("call_asked", asked)));
        add(Says::Call, text(&call.not_asked).map(|not_asked| named("call_not_asked", not_asked)));
    }

    fn other(&self, record: &PaperRecordView, phone: &PaperPhoneView) -> String {
        let number = self.number(phone);
        let named = [("name", record.name.text.as_str()), ("number", number.as_str())];
        match &record.label {
            Some(label) => fill(&self.word("leaflet_text_for"), &[named[0], named[1], ("label", &label.text)]),
            None => fill(&self.word("leaflet_text_other"), &named),
        }
    }

    /// A number with its extension, and that it is not confirmed.
    fn number(&self, phone: &PaperPhoneView) -> String {
        let extension = phone.extension.as_ref();
        let extension = extension.map(|number| format!(" {}", fill(&self.word("extension"), &[("number", number)])));
        let doubt = (!phone.is_confirmed).then(|| self.word("leaflet_text_doubt"));
        phone.number.clone() + &extension.unwrap_or_default() + &doubt.unwrap_or_default()
    }
}

/// A text that ends as a sentence does.
fn closed(text: &str) -> String {
    let is_closed = text.ends_with(['。', '！', '？', '.', '!', '?']);
    if is_closed { text.to_owned() } else { format!("{text}。") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_as_newspapers_do() {
        assert_eq!(count("電話は 03-0000-1234です。\n発行：　福祉課"), 24);
    }

    #[test]
    fn what_matters_least_goes_and_the_number_stays() {
        let what = vec![(Says::Name, "窓口です。".to_owned()), (Says::What, "だれでも話せる窓口です。".to_owned())];
        let sentences = [
            Sentence::new(Says::Title, "題"),
            Sentence(what),
            Sentence::new(Says::Number, "電話は1です。"),
            Sentence::new(Says::Hours, "9時からです。"),
            Sentence::new(Says::Issuer, "発行：課"),
        ];
        let check = |most, expected: &str, expected_out: &[&str]| {
            let (text, left_out) = fitted(&sentences, most);
            let left_out: Vec<&str> = left_out.iter().map(|(_, text)| text.as_str()).collect();
            assert_eq!((text.as_str(), left_out.as_slice()), (expected, expected_out));
        };
        check(31, "題\nだれでも話せる窓口です。電話は1です。9時からです。\n発行：課", &[]);
        check(30, "題\nだれでも話せる窓口です。電話は1です。9時からです。", &["発行：課"]);
        check(25, "題\n窓口です。電話は1です。9時からです。\n発行：課", &["だれでも話せる窓口です。"]);
        check(18, "題\n窓口です。電話は1です。\n発行：課", &["だれでも話せる窓口です。", "9時からです。"]);
        check(12, "窓口です。電話は1です。", &["題", "だれでも話せる窓口です。", "9時からです。", "発行：課"]);
        let all_others = ["題", "だれでも話せる窓口です。", "9時からです。", "発行：課"];
        check(3, "電話は1です。", &all_others);
    }
}
