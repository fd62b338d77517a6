use std::fmt;
use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value as Json, json};

use super::finish::finish;
use super::probe::{Probed, SCRIPT, probed};
use super::process::Process;
use super::session::Session;
use super::{Error, Printed, Sheet};

/// How many seconds the browser may be silent: while it starts, which it does slowly for the first time, and at work.
const TO_START: u64 = 60;
const TO_END: u64 = 3;
const TO_ANSWER: u64 = 30;
const TO_PRINT: u64 = 120;

/// A running browser. It ends, and its profile is taken away, when it is dropped.
pub struct Browser {
    session: Session,
    process: Process,
}

impl Drop for Browser {
    /// A browser that is told to end tidies up what it has put elsewhere; one that does not is ended by force.
    fn drop(&mut self) {
        self.session.speak_to(None);
        if self.session.ask("Browser.close", json!({}), TO_END).is_ok() {
            self.process.wait(TO_END);
        }
    }
}

impl fmt::Debug for Browser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Browser").field("process", &self.process).finish_non_exhaustive()
    }
}

impl Browser {
    /// Starts a browser with a new profile and waits until it answers.
    ///
    /// # Errors
    ///
    /// When it does not start, or ends at once.
    pub fn launch(program: &Path) -> Result<Self, Error> {
        let (process, pipes) = Process::start(program).map_err(|error| Error::Ended(error.to_string()))?;
        let mut browser = Self { session: Session::new(pipes), process };
        browser.ask("Browser.getVersion", json!({}), TO_START)?;
        Ok(browser)
    }

    /// Prints a page.
    ///
    /// # Errors
    ///
    /// When the page cannot be opened, the browser fails, or the PDF is not what the sheet has to be.
    pub fn print(&mut self, sheet: &Sheet) -> Result<Printed, Error> {
        let (sheets, printed) = self.in_tab(&sheet.url, |browser| {
            Ok((browser.probe()?, browser.ask("Page.printToPDF", paper(sheet), TO_PRINT)?))
        })?;
        let bytes = BASE64_STANDARD.decode(printed["data"].as_str().unwrap_or_default());
        let (bytes, flaws) = finish(&bytes.map_err(|error| Error::Unreadable(error.to_string()))?, sheet)?;
        Ok(Printed { bytes, sheets, flaws })
    }

    /// Measures a page without printing it, as it would be with other fonts: `"Noto Sans CJK JP", sans-serif`.
    ///
    /// # Errors
    ///
    /// When the page cannot be opened or the browser fails.
    pub fn measure(&mut self, url: &str, fonts: &str) -> Result<Vec<Probed>, Error> {
        let rule = json!(format!("* {{ font-family: {fonts} !important }}"));
        // A sheet of this kind is no part of the document, so that no policy of the page keeps it away.
        let script = format!(
            "{{ const sheet = new CSSStyleSheet(); sheet.replaceSync({rule}); document.adoptedStyleSheets = [sheet]; }}"
        );
        self.in_tab(url, |browser| {
            browser.ask("Runtime.evaluate", json!({ "expression": script }), TO_ANSWER)?;
            browser.probe()
        })
    }

    /// Does something with a page in a tab of its own.
    fn in_tab<T>(&mut self, url: &str, work: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        let opened = self.ask("Target.createTarget", json!({ "url": "about:blank" }), TO_ANSWER)?;
        let target = json!({ "targetId": opened["targetId"] });
        let worked = self.open(url, &target).and_then(|()| work(self));
        self.session.speak_to(None);
        // What went wrong before is worth more than that the tab could not be closed either.
        let closed = self.ask("Target.closeTarget", target, TO_ANSWER);
        worked.and_then(|worked| closed.map(|_| worked))
    }

    /// Opens a page as it is on paper. Paper tells no time of day: what the page's scripts would add is left out.
    fn open(&mut self, url: &str, target: &Json) -> Result<(), Error> {
        let asked = json!({ "targetId": target["targetId"], "flatten": true });
        let tab = self.ask("Target.attachToTarget", asked, TO_ANSWER)?;
        self.session.speak_to(tab["sessionId"].as_str().map(str::to_owned));
        self.ask("Page.enable", json!({}), TO_ANSWER)?;
        self.ask("Emulation.setScriptExecutionDisabled", json!({ "value": true }), TO_ANSWER)?;
        self.ask("Emulation.setEmulatedMedia", json!({ "media": "print" }), TO_ANSWER)?;
        let opened = self.ask("Page.navigate", json!({ "url": url }), TO_ANSWER)?;
        if let Some(reason) = opened["errorText"].as_str() {
            return Err(Error::NotOpened(reason.to_owned()));
        }
        self.session.wait("Page.loadEventFired", TO_ANSWER).map_err(|error| self.explained(error))
    }

    /// What is measured in the page that is open.
    fn probe(&mut self) -> Result<Vec<Probed>, Error> {
        let asked = json!({ "expression": SCRIPT, "returnByValue": true, "awaitPromise": true });
        probed(&self.ask("Runtime.evaluate", asked, TO_ANSWER)?)
    }

    fn ask(&mut self, method: &'static str, parameters: Json, seconds: u64) -> Result<Json, Error> {
        self.session.ask(method, parameters, seconds).map_err(|error| self.explained(error))
    }

    /// A browser that has ended has mostly said why.
    fn explained(&self, error: Error) -> Error {
        match error {
            Error::Ended(_) => Error::Ended(self.process.last_words()),
            error => error,
        }
    }
}

/// The page's own `@page` decides about paper; what is said here is for pages without one.
fn paper(sheet: &Sheet) -> Json {
    const INCH: f32 = 25.4;
    json!({
        "preferCSSPageSize": true,
        "printBackground": true,
        "generateTaggedPDF": true,
        "generateDocumentOutline": false,
        "paperWidth": sheet.size.width / INCH,
        "paperHeight": sheet.size.height / INCH,
    })
}
