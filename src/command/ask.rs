//! Asks a person for the facts of a new file, one a line.

use std::io::{self, BufRead, Write};

use crate::draft::{Draft, Question};
use crate::language::fill;
use crate::messages::{MessageLanguage, messages};

/// Fills in a draft from answers. `false` where they end before all is answered.
///
/// # Errors
///
/// When the terminal is gone.
pub(super) fn ask(
    draft: &mut Draft,
    input: &mut impl BufRead,
    out: &mut impl Write,
    language: MessageLanguage,
) -> io::Result<bool> {
    for question in draft.questions() {
        writeln!(out, "\n{}", question.sentence(language))?;
        if !answer(draft, &question, input, out, language)? {
            return Ok(false);
        }
    }
    writeln!(out)?;
    Ok(true)
}

/// Asks until the answer is right.
fn answer(
    draft: &mut Draft,
    question: &Question,
    input: &mut impl BufRead,
    out: &mut impl Write,
    language: MessageLanguage,
) -> io::Result<bool> {
    let default = draft.default(question);
    let shown = default.as_ref().map(|default| format!(" [{default}]")).unwrap_or_default();
    loop {
        write!(out, "  {}{shown}: ", question.name())?;
        out.flush()?;
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            writeln!(out)?;
            return Ok(false);
        }
        let answer = match (line.trim(), &default) {
            ("", Some(default)) => default,
            ("", None) => {
                writeln!(out, "  {}", messages(language).term("new_no_answer"))?;
                continue;
            }
            (answer, _) => answer,
        };
        match draft.answer(question, answer) {
            Ok(()) => return Ok(true),
            Err(problem) => {
                let said = messages(language).say(&problem);
                let values = [("title", &*said.title), ("help", &*said.help)];
                writeln!(out, "  {}", fill(messages(language).term("new_bad_answer"), &values))?;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Known;
    use crate::model::form_at;
    use crate::path::SourcePath;

    /// What is shown and what is written after some answers, or nothing where they end too early.
    fn asked(path: &str, answers: &str) -> (String, Option<String>) {
        let mut draft = Draft::new(form_at(&SourcePath::new(path)).unwrap(), &Known::default());
        let mut shown = Vec::new();
        let is_whole = ask(&mut draft, &mut answers.as_bytes(), &mut shown, MessageLanguage::En).unwrap();
        (String::from_utf8(shown).unwrap(), is_whole.then(|| draft.text(Some(""), MessageLanguage::En)))
    }

    const LINE: &str = "content/wards/a/phone-lines/yoru.md";

    #[test]
    fn answers_are_written_and_nothing_is_the_default() {
        let (shown, text) = asked(LINE, "よるのデンワ\n\n03-0000-1200\n\n");
        let text = text.unwrap();
        assert!(text.contains("\nname: よるのデンワ\n") && text.contains("\nkana: よるのでんわ\n"), "{text}");
        assert!(text.contains("\nphones:\n  - number: 03-0000-1200\n") && text.contains("\nhours: 確認中\n"), "{text}");
        assert!(shown.contains("name [新しい電話]: ") && shown.contains("kana [よるのでんわ]: "), "{shown}");
    }

    #[test]
    fn a_wrong_answer_is_explained_and_asked_for_again() {
        let (shown, text) = asked(
            LINE,
            "夜の電話 #1\n\n夜の電話\nよるのでんわ\n449-2396\n03-0000-1200 内線3\n月金\n月-金 9:00-17:00\n",
        );
        let text = text.unwrap();
        assert!(text.contains("\nname: \"夜の電話 #1\"\n") && text.contains("number: 03-0000-1200 内線3\n"), "{text}");
        assert!(shown.contains("kana: "), "the reading that was proposed is that of another name: {shown}");
        for wrong in ["needs an answer", "in hiragana only", "no area code", "`月-金`"] {
            assert!(shown.contains(wrong), "{wrong}: {shown}");
        }
        assert_eq!(shown.matches("  number [確認中]: ").count(), 2, "{shown}");
    }

    #[test]
    fn answers_that_end_leave_nothing() {
        assert_eq!(asked(LINE, "").1, None);
        assert_eq!(asked(LINE, "よるの電話\nよる").1, None, "in the middle");
        assert!(asked(LINE, "\n\n\n\n").1.is_some());
    }
}
