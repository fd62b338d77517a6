//! A fact as it stood on paper.

use std::fmt;
use std::str::FromStr;

use super::{Written, text_value};
use crate::diagnostic::Fault;

/// A fact as it stood on paper: `toshima/windows/sodan.phones[0].number=03-0000-1234`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedFact {
    /// Whose fact it is.
    pub record: Written,
    /// Where it stands in the record's file.
    pub path: String,
    /// What it was.
    pub value: String,
}

text_value!(PrintedFact, "printed-fact");

impl FromStr for PrintedFact {
    type Err = Fault;

    fn from_str(written: &str) -> Result<Self, Fault> {
        let notation = || Fault::new("printed-fact-notation");
        let (path, value) = written.split_once('=').ok_or_else(notation)?;
        let (record, path) = path.split_once('.').ok_or_else(notation)?;
        let record = record.parse().map_err(|_| notation())?;
        Ok(Self { record, path: path.to_owned(), value: value.to_owned() })
    }
}

impl fmt::Display for PrintedFact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}={}", self.record, self.path, self.value)
    }
}
