//! The comments of a new file: what each field is for, each said once.

use std::collections::BTreeSet;

use crate::explanation::{self, FieldAt, choice, explanation, words};
use crate::language::fill;
use crate::messages::{MessageLanguage, messages};
use crate::model::Form;
use crate::yaml::Shape;

/// The comments above the fields of a form, which stand in some order: what each is for, and behind it what those below
/// it are for. What stands in several places is explained at the first.
pub(super) fn comments(form: &'static Form, top: &[&FieldAt<'_>], language: MessageLanguage) -> Vec<Vec<String>> {
    let mut comments: Vec<Vec<String>> = top.iter().map(|at| lines(form, at, language)).collect();
    let key = |at: &FieldAt<'_>| explanation::key(form.name, &at.path).unwrap_or_default();
    let mut said: BTreeSet<&str> = top.iter().map(|at| key(at)).collect();
    let mut inner: Vec<(usize, FieldAt<'_>)> = Vec::new();
    // What nobody writes by hand is not taken apart.
    for at in explanation::fields(form).into_iter().filter(|at| !is_top(&at.path) && is_by_hand(form, &at.path)) {
        let number = top.iter().position(|above| above.path == top_of(&at.path));
        inner.extend(number.map(|number| (number, at)));
    }
    inner.sort_by_key(|(number, at)| (depth(&at.path), *number, !at.field.is_required(), order(form, &at.path)));
    for (number, at) in inner {
        if said.insert(key(&at)) {
            let name = at.path[top_of(&at.path).len()..].trim_start_matches(['[', ']', '.']).replace("[]", "");
            let sentence = lines(form, &at, language).join(" ");
            let values = [("name", name.as_str()), ("sentence", &sentence)];
            comments[number].push(fill(messages(language).term("draft_below"), &values));
        }
    }
    comments
}

/// What a field is for and whether it must be there, then the words that may stand there.
fn lines(form: &Form, at: &FieldAt<'_>, language: MessageLanguage) -> Vec<String> {
    let said = explanation(form.name, &at.path).map_or("", |found| found.say(language));
    let must = if at.field.is_required() { messages(language).term("draft_required") } else { "" };
    std::iter::once(format!("{said}{must}")).chain(meanings(at.field.shape(), language)).collect()
}

/// The words that a field may hold, each with what it means.
pub(super) fn meanings(shape: &Shape, language: MessageLanguage) -> Option<String> {
    let terms = messages(language);
    let meaning = |word: &String| {
        let values = [("word", word.as_str()), ("meaning", choice(word, language).unwrap_or_default())];
        fill(terms.term("draft_choice"), &values)
    };
    let all: Vec<String> = words(shape).iter().map(meaning).collect();
    (!all.is_empty()).then(|| fill(terms.term("draft_words"), &[("words", &all.join(terms.term("draft_joint")))]))
}

/// Whether people write a field, and all that it is below.
fn is_by_hand(form: &Form, path: &str) -> bool {
    let above = std::iter::successors(Some(path), |path| path.rsplit_once('.').map(|(above, _)| above));
    let mut above = above.map(|path| path.trim_end_matches("[]"));
    above.all(|path| explanation(form.name, path).is_none_or(|found| found.by_hand))
}

/// Where a field stands in a file that is made for people to fill in.
pub(super) fn order(form: &Form, path: &str) -> usize {
    explanation(form.name, path).map_or(usize::MAX, |found| found.order)
}

/// `phones` of `phones[].number`.
pub(super) fn top_of(path: &str) -> &str {
    path.split(['.', '[']).next().unwrap_or(path)
}

/// Whether a field is below no other.
pub(super) fn is_top(path: &str) -> bool {
    depth(path) == 0
}

fn depth(path: &str) -> usize {
    path.matches('.').count()
}
