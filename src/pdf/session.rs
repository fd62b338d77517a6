//! A talk with a browser over its debugging protocol: a question, its answer, and what is told in between. Nothing waits
//! for ever.

use std::collections::VecDeque;
use std::io::{BufReader, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value as Json, json};

use super::Error;
use super::pipe::{Pipes, read, write};

/// The browser's side of a talk, and ours.
pub(super) struct Session {
    to: Box<dyn Write + Send>,
    from: Receiver<Json>,
    /// What was told since the last question, oldest first.
    told: VecDeque<Json>,
    questions: u64,
    /// The tab that is spoken to, if it is not the browser itself.
    tab: Option<String>,
}

impl Session {
    /// Begins a talk over two pipes. Whoever reads ends with the pipe.
    pub(super) fn new(pipes: Pipes) -> Self {
        let (sender, receiver) = channel();
        thread::spawn(move || {
            let mut from = BufReader::with_capacity(1 << 16, pipes.from);
            while let Ok(Some(message)) = read(&mut from) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        Self { to: pipes.to, from: receiver, told: VecDeque::new(), questions: 0, tab: None }
    }

    /// Speaks to a tab from now on, or to the browser itself.
    pub(super) fn speak_to(&mut self, tab: Option<String>) {
        self.tab = tab;
        self.told.clear();
    }

    /// Asks a question and waits for its answer, between two messages so many seconds at most.
    pub(super) fn ask(&mut self, method: &'static str, parameters: Json, seconds: u64) -> Result<Json, Error> {
        self.questions += 1;
        let mut message = json!({ "id": self.questions, "method": method, "params": parameters });
        if let Some(tab) = &self.tab {
            message["sessionId"] = json!(tab);
        }
        write(&mut self.to, &message).map_err(|_| Error::Ended(String::new()))?;
        loop {
            let mut answer = self.next(method, seconds)?;
            if answer["id"] != self.questions {
                self.told.push_back(answer);
            } else if let Some(error) = answer.get("error") {
                return Err(Error::Refused(method, error["message"].as_str().unwrap_or_default().to_owned()));
            } else {
                return Ok(answer["result"].take());
            }
        }
    }

    /// Waits until the tab tells of an event, if it has not already.
    pub(super) fn wait(&mut self, event: &'static str, seconds: u64) -> Result<(), Error> {
        loop {
            let message = match self.told.pop_front() {
                Some(message) => message,
                None => self.next(event, seconds)?,
            };
            if message["method"] == event && message["sessionId"].as_str() == self.tab.as_deref() {
                return Ok(());
            }
        }
    }

    fn next(&self, waits_for: &'static str, seconds: u64) -> Result<Json, Error> {
        self.from.recv_timeout(Duration::from_secs(seconds)).map_err(|error| match error {
            RecvTimeoutError::Timeout => Error::Silent(waits_for, seconds),
            RecvTimeoutError::Disconnected => Error::Ended(String::new()),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    /// A talk with a browser that says these messages and then ends, or says nothing more.
    fn session(messages: &[Json], ends: bool) -> (Session, io::PipeReader, Option<io::PipeWriter>) {
        let (from, mut browser) = io::pipe().unwrap();
        let (asked, to) = io::pipe().unwrap();
        for message in messages {
            write(&mut browser, message).unwrap();
        }
        let pipes = Pipes { from: Box::new(from), to: Box::new(to) };
        (Session::new(pipes), asked, (!ends).then_some(browser))
    }

    #[test]
    fn an_answer_is_found_among_what_else_is_told() {
        let told = json!({ "method": "Page.loadEventFired", "sessionId": "t" });
        let other = json!({ "method": "Page.loadEventFired", "sessionId": "other" });
        let answer = json!({ "id": 1, "result": { "data": "x" } });
        let (mut session, asked, _) = session(&[other, told, answer], true);
        session.speak_to(Some("t".to_owned()));
        assert_eq!(session.ask("Page.navigate", json!({ "url": "a" }), 5), Ok(json!({ "data": "x" })));
        assert_eq!(session.wait("Page.loadEventFired", 5), Ok(()));
        assert_eq!(session.wait("Page.loadEventFired", 5), Err(Error::Ended(String::new())));
        let question = read(&mut BufReader::new(asked)).unwrap().unwrap();
        assert_eq!(question, json!({ "id": 1, "method": "Page.navigate", "params": { "url": "a" }, "sessionId": "t" }));
    }

    #[test]
    fn what_goes_wrong_is_said() {
        let refusal = json!({ "id": 1, "error": { "code": -32000, "message": "no such tab" } });
        let (mut refused, _asked, _) = session(&[refusal], true);
        assert_eq!(refused.ask("Page.x", json!({}), 5), Err(Error::Refused("Page.x", "no such tab".to_owned())));
        let (mut ended, asked, _) = session(&[], true);
        drop(asked);
        assert_eq!(ended.ask("Page.x", json!({}), 5), Err(Error::Ended(String::new())));
        let (mut silent, _asked, _browser) = session(&[], false);
        assert_eq!(silent.ask("Page.x", json!({}), 0), Err(Error::Silent("Page.x", 0)));
    }
}
