//! What wards, prefectures and topics are called in a language.

use super::Inputs;
use crate::language::{Language, Phrase, words};
use crate::model::prefecture;
use crate::model::value::Slug;
use crate::plan::{Area, Topic};

/// A ward's name; English has its romaji where no overlay says otherwise.
pub(crate) fn ward_name(inputs: Inputs<'_>, language: Language, id: &Slug) -> Phrase {
    let ward = inputs.site.ward(id);
    let own = ward.translations.get(&language).and_then(|translation| translation.data.name.as_ref());
    let romaji = Some(ward.data.romaji.as_text()).filter(|_| language == Language::En);
    Phrase::of(language, own.or(romaji), &ward.data.name)
}

/// A prefecture's name.
pub(crate) fn area_name(inputs: Inputs<'_>, language: Language, area: &Area) -> Phrase {
    // One that is not real is called as its scope is.
    let scope = || inputs.site.scopes[inputs.site.scope_of_prefecture(&area.name)?].1.name.own(language);
    match prefecture(&area.name) {
        Some(known) => Phrase::of(language, Some(known.romaji).filter(|_| language == Language::En), &area.name),
        None => Phrase::of(language, scope(), &area.name),
    }
}

/// What a list is about, in a word.
pub(crate) fn topic_name(inputs: Inputs<'_>, language: Language, topic: &Topic) -> Phrase {
    match topic {
        Topic::Who(who) => Phrase::own(words(language).who(*who)),
        Topic::Concern(id) => {
            let concern = inputs.site.concerns.get(id).expect("topics are concerns of the guide");
            Phrase::local(language, &concern.name)
        }
        Topic::Mode(mode) => Phrase::own(words(language).mode(*mode)),
        Topic::Age(band) => Phrase::own(words(language).band(*band)),
    }
}
