//! The fields of a record as staff call them: `desks[0].phones[1].number` is 係1の電話2の番号.

use super::Messages;

impl Messages {
    /// A field by its path; the record as a whole where the path is empty.
    #[must_use]
    pub fn field(&self, path: &str) -> String {
        if path.is_empty() {
            return self.term("field_all").to_owned();
        }
        let mut above = "";
        let steps = path.split('.').map(|step| {
            let (key, index) = step.split_once('[').map_or((step, None), |(key, index)| (key, index.strip_suffix(']')));
            // An e-mail has an address, too, and it is no place.
            let term = if (above, key) == ("emails", "address") { "email_address" } else { key };
            above = key;
            let name = match self.term(&format!("field_{term}")) {
                "" => key,
                name => name,
            };
            let number = index.and_then(|index| index.parse::<usize>().ok()).map(|index| index + 1);
            match number {
                Some(number) => format!("{name}{}{number}", self.term("field_before_number")),
                None => name.to_owned(),
            }
        });
        steps.collect::<Vec<_>>().join(self.term("field_joint"))
    }

    /// The value of a field; words of closed lists with what they mean.
    #[must_use]
    pub fn value(&self, path: &str, value: &str) -> String {
        let key = path.rsplit('.').next().and_then(|step| step.split('[').next()).unwrap_or_default();
        match key {
            "status" | "audience" | "for" | "modes" => self.with_meaning(value),
            _ => value.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::messages::{MessageLanguage, messages};

    #[test]
    fn fields_have_names_in_each_language() {
        let (ja, en) = (messages(MessageLanguage::Ja), messages(MessageLanguage::En));
        assert_eq!(ja.field("desks[0].phones[1].number"), "係1の電話2の番号");
        assert_eq!(en.field("desks[0].phones[1].number"), "desk 1, telephone 2, number");
        assert_eq!((ja.field("").as_str(), en.field("").as_str()), ("全体", "all of it"));
        assert_eq!(
            (ja.field("emails[0].address"), ja.field("address.text")),
            ("メール1のアドレス".into(), "場所の住所".into())
        );
        assert_eq!(ja.field("rhythm.every"), "rhythmのevery", "what is new has its own key for a name");
        assert_eq!(ja.value("for[0]", "self"), "self（本人）");
    }
}
