//! Walks over a notation, character by character, in narrow form, with the place of each in the original.

use std::ops::Range;

use crate::characters::narrow;
use crate::diagnostic::Fault;

/// Why the notation cannot be read on, and what to change so that it can.
#[derive(Clone, Debug)]
pub(super) struct Trouble {
    /// What is reported.
    pub(super) fault: Fault,
    /// What to write in place of which bytes; empty where only a person knows.
    pub(super) fix: Vec<(Range<usize>, String)>,
}

impl Trouble {
    /// Adds what to write in place of some bytes.
    pub(super) fn fix(mut self, range: Range<usize>, text: impl Into<String>) -> Self {
        self.fix.push((range, text.into()));
        self
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self { fault, fix: Vec::new() }
    }
}

/// What reading gives.
pub(super) type Read<T> = Result<T, Trouble>;

/// A place in a notation.
#[derive(Clone)]
pub(super) struct Reader<'a> {
    /// The original.
    pub(super) written: &'a str,
    /// How many characters have been read.
    pub(super) at: usize,
    chars: Vec<(usize, char)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(written: &'a str) -> Self {
        Self { written, at: 0, chars: written.char_indices().map(|(at, c)| (at, simple(c))).collect() }
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.peek_at(0)
    }

    pub(super) fn peek_at(&self, offset: usize) -> Option<char> {
        self.chars.get(self.at + offset).map(|(_, c)| *c)
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.chars.len()
    }

    /// Whether a digit comes next.
    pub(super) fn is_at_digit(&self) -> bool {
        self.peek().is_some_and(|c| c.is_ascii_digit())
    }

    /// The byte at which a character begins.
    pub(super) fn place(&self, index: usize) -> usize {
        self.chars.get(index).map_or(self.written.len(), |(at, _)| *at)
    }

    /// The bytes of what was read from somewhere on, without blanks at the end.
    pub(super) fn range(&self, from: usize) -> Range<usize> {
        let read = self.chars.get(from..self.at).unwrap_or_default();
        let blanks = read.iter().rev().take_while(|(_, c)| *c == ' ').count();
        self.place(from)..self.place((self.at - blanks).max(from))
    }

    /// The bytes of the next characters.
    pub(super) fn next_bytes(&self, count: usize) -> Range<usize> {
        self.place(self.at)..self.place(self.at + count)
    }

    /// What was read from somewhere on, as it was written.
    pub(super) fn text(&self, from: usize) -> &'a str {
        &self.written[self.range(from)]
    }

    /// What comes next, in narrow form.
    pub(super) fn rest(&self) -> String {
        self.chars.get(self.at..).unwrap_or_default().iter().map(|(_, c)| *c).collect()
    }

    /// The byte at which the part ends that is being read.
    pub(super) fn part_end(&self) -> usize {
        let rest = self.chars.get(self.at..).unwrap_or_default();
        rest.iter().find(|(_, c)| matches!(c, ';' | '。')).map_or(self.written.len(), |(at, _)| *at)
    }

    pub(super) fn blanks(&mut self) {
        while self.peek() == Some(' ') {
            self.at += 1;
        }
    }

    /// Reads one character of some.
    pub(super) fn take(&mut self, any: &[char]) -> bool {
        let found = self.peek().is_some_and(|c| any.contains(&c));
        self.at += usize::from(found);
        found
    }

    /// Whether a word comes next.
    pub(super) fn is_at(&self, word: &str) -> bool {
        word.chars().enumerate().all(|(offset, c)| self.peek_at(offset) == Some(c))
    }

    /// Reads a word.
    pub(super) fn word(&mut self, word: &str) -> bool {
        let found = self.is_at(word);
        if found {
            self.at += word.chars().count();
        }
        found
    }

    /// Reads the first of some words.
    pub(super) fn any_word(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.word(word))
    }

    /// A number of one or two digits.
    pub(super) fn number(&mut self) -> Option<i8> {
        let start = self.at;
        let mut number = 0;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10))
            && self.at - start < 2
        {
            number = number * 10 + i8::try_from(digit).expect("one digit");
            self.at += 1;
        }
        (self.at > start).then_some(number)
    }

    /// Reads something, or nothing at all.
    pub(super) fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let start = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = start;
        }
        found
    }

    /// A fault of what was read from somewhere on.
    pub(super) fn fault(&self, code: &'static str, from: usize) -> Trouble {
        Fault::new(code).at(self.range(from)).into()
    }
}

/// Narrow, with the signs that staff type for "from–to", "and" and "then" made one each.
pub(super) fn simple(c: char) -> char {
    match narrow(c) {
        '~' | '〜' | '–' | '—' | '―' | '−' | '‐' | '‑' => '-',
        '、' | '､' => ',',
        '･' => '・',
        '｡' => '。',
        'ｰ' => 'ー',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}
