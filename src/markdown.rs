//! Markdown: text in, compact HTML with open links and problems out. The only user of pulldown-cmark.
//!
//! Links to other files of the guide stay open: `check` finds their records, and each page fills in the addresses.
//! Raw HTML never gets through, and neither do telephone numbers: a number is kept once, in the field of a record.

mod link_text;
mod table;

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, TextMergeWithOffset};

use crate::characters::{code_point, control_characters, is_cjk};
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::easy::hard_to_read;
use crate::model::value::{Text, contacts_in};
use crate::path::SourcePath;
use crate::reading::{Piece, may_have_readings, pieces, read, ruby};
use crate::yaml::Yaml;
use link_text::is_vague;
use table::label_cells;

/// The prose of a page or record.
#[derive(Clone, Debug, Default)]
pub struct Markdown {
    /// The HTML, cut at the addresses of links to other files of the guide.
    pub segments: Vec<Segment>,
    /// The first paragraph as plain text, for lists.
    pub lead: Text,
    /// The words that staff have given a reading, each with it and its place.
    pub readings: Vec<(String, String, Range<usize>)>,
    /// The links that lead out of the guide, each with the place of its address.
    pub outer_links: Vec<(String, Range<usize>)>,
}

/// A piece of [`Markdown`].
#[derive(Clone, Debug)]
pub enum Segment {
    /// Finished HTML.
    Html(String),
    /// The address of a link to a file of the guide.
    Link {
        /// The file, seen from the root of the guide.
        target: SourcePath,
        /// Where the address stands.
        range: Range<usize>,
    },
}

impl Markdown {
    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    /// The links to files of the guide.
    pub fn links(&self) -> impl Iterator<Item = (&SourcePath, &Range<usize>)> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Link { target, range } => Some((target, range)),
            Segment::Html(_) => None,
        })
    }
}

/// Cuts a Markdown file into its front matter and the place where the prose begins.
///
/// # Errors
///
/// A [`Diagnostic`] when the front matter is missing or has no end.
pub fn split<'a>(path: &'a SourcePath, text: &'a str) -> Result<(Yaml<'a>, usize), Diagnostic> {
    if text.trim().is_empty() {
        return Err(Diagnostic::error("empty-file").at(Location::file(path)));
    }
    let mut lines = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    let start = match lines.next() {
        Some((_, line)) if line.trim_end() == "---" => line.len(),
        _ => return Err(Diagnostic::error("missing-front-matter").at(Location::line(path, 1))),
    };
    match lines.find(|(_, line)| line.trim_end() == "---") {
        Some((end, line)) => Ok((Yaml { path, text, start, end }, end + line.len())),
        None => Err(Diagnostic::error("unclosed-front-matter").at(Location::line(path, 1))),
    }
}

/// Turns the prose of a file into HTML.
#[must_use]
pub fn render(path: &SourcePath, text: &str, start: usize) -> (Markdown, Diagnostics) {
    let text = &text[start..];
    let mut pass = Pass {
        path,
        text,
        start,
        depth: 0,
        heading: 1,
        link: None,
        block: String::new(),
        pieces: Vec::new(),
        targets: Vec::new(),
        outer_links: Vec::new(),
        readings: Vec::new(),
        diagnostics: Diagnostics::default(),
    };
    pass.source();
    let parser = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let mut events: Vec<_> = TextMergeWithOffset::new(parser.into_offset_iter()).collect();
    join_lines(&mut events);
    let kept = events.iter().filter_map(|(event, range)| pass.event(event, range));
    let mut html = String::with_capacity(text.len());
    pulldown_cmark::html::push_html(&mut html, kept);
    let html = label_cells(&html);
    let segments = pass.cut(&html);
    let Pass { outer_links, readings, diagnostics, .. } = pass;
    (Markdown { segments, lead: lead(&events), readings, outer_links }, diagnostics)
}

/// Turns every line end into a blank, or into nothing where both neighbours are written without blanks.
fn join_lines(events: &mut [(Event<'_>, Range<usize>)]) {
    let mut before: Option<char> = None;
    let mut waiting = Vec::new();
    for index in 0..events.len() {
        match &events[index].0 {
            Event::SoftBreak => waiting.push(index),
            Event::Text(text) | Event::Code(text) => {
                let (first, last) = (text.chars().next(), text.chars().next_back());
                let joins = matches!((before, first), (Some(before), Some(first)) if is_cjk(before) && is_cjk(first));
                before = last;
                for line_end in waiting.drain(..) {
                    events[line_end].0 = Event::Text(CowStr::Borrowed(if joins { "" } else { " " }));
                }
            }
            _ => {}
        }
    }
    for line_end in waiting {
        events[line_end].0 = Event::Text(CowStr::Borrowed(" "));
    }
}

fn lead(events: &[(Event<'_>, Range<usize>)]) -> Text {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::End(TagEnd::Paragraph) => break,
            Event::Text(part) | Event::Code(part) => text.push_str(part),
            Event::Start(Tag::Paragraph) => text.clear(),
            _ => {}
        }
    }
    Text::of(&text)
}

/// How deep lists and quotations may be nested. Prose needs three.
const DEPTH: usize = 16;

/// Stands for the address of a link to a file of the guide until the HTML is cut there.
const OPEN_LINK: &str = "shirube:";

struct Pass<'a> {
    path: &'a SourcePath,
    /// The prose.
    text: &'a str,
    /// Where it begins in the file.
    start: usize,
    depth: usize,
    /// The level of the heading above. The page's title is 1.
    heading: usize,
    /// Where the text of the link that is open begins in `block`, and its place.
    link: Option<(usize, Range<usize>)>,
    /// The text of this paragraph, cell or item so far, and where its pieces stand in the prose.
    block: String,
    pieces: Vec<(usize, Range<usize>)>,
    targets: Vec<(SourcePath, Range<usize>)>,
    outer_links: Vec<(String, Range<usize>)>,
    readings: Vec<(String, String, Range<usize>)>,
    diagnostics: Diagnostics,
}

impl Pass<'_> {
    /// What no page may hold, wherever in the prose it stands. A run of it is one problem.
    fn source(&mut self) {
        let mut end = None;
        for (at, c) in control_characters(self.text) {
            if end.replace(at + c.len_utf8()) != Some(at) {
                self.control_character(at..at + c.len_utf8(), c);
            }
        }
    }

    fn event<'e>(&mut self, event: &Event<'e>, range: &Range<usize>) -> Option<Event<'e>> {
        if is_edge(event) {
            self.end_block();
        }
        match event {
            Event::Start(Tag::BlockQuote(_) | Tag::List(_)) => {
                self.depth += 1;
                if self.depth == DEPTH + 1 {
                    self.report("too-deep", range.start..range.start + 1, None);
                }
                Some(event.clone())
            }
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_)) => {
                self.depth -= 1;
                Some(event.clone())
            }
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => {
                let html = self.text[range.clone()].trim_end();
                // One problem a tag is enough; the closing ones follow from it.
                if !html.starts_with("</") {
                    self.report("raw-html", range.start..range.start + html.len(), Some(html));
                }
                None
            }
            Event::Html(_) | Event::End(TagEnd::HtmlBlock) => None,
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
                let heading = self.text[range.clone()].trim_end();
                // `# 見出し`, or a line of `===` below it.
                let mark = match heading.rfind('\n').filter(|_| !heading.starts_with('#')) {
                    Some(underline) => range.start + underline + 1..range.start + heading.len(),
                    None => range.start..range.start + 1,
                };
                self.report("heading-level", mark, None);
                self.heading = 1;
                Some(event.clone())
            }
            Event::Start(Tag::Heading { level, .. }) => {
                self.heading(*level as usize, range);
                Some(event.clone())
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                self.report("picture-in-text", range.clone(), Some(dest_url));
                None
            }
            Event::End(TagEnd::Image) => None,
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = self.link(*link_type, dest_url, range)?;
                self.link = Some((self.block.len(), range.clone()));
                Some(Event::Start(Tag::Link { link_type: *link_type, dest_url, title: title.clone(), id: id.clone() }))
            }
            Event::End(TagEnd::Link) => {
                self.link_text();
                Some(event.clone())
            }
            Event::Text(text) => {
                self.text(text, range);
                match may_have_readings(text) {
                    true => Some(Event::InlineHtml(self.with_readings(text, range).into())),
                    false => Some(event.clone()),
                }
            }
            Event::Code(text) => {
                self.text(text, range);
                Some(event.clone())
            }
            _ => Some(event.clone()),
        }
    }

    /// A heading is at most one level below the one above it.
    fn heading(&mut self, level: usize, range: &Range<usize>) {
        let above = std::mem::replace(&mut self.heading, level);
        if level > above + 1 {
            let mark = self.location(range.start..range.start + level);
            let problem = Diagnostic::error("heading-jump").with("above", "#".repeat(above));
            self.diagnostics.push(problem.with("wanted", "#".repeat(above + 1)).at(mark));
        }
    }

    /// Whoever hears the links of a page one by one knows where each leads.
    fn link_text(&mut self) {
        let Some((start, range)) = self.link.take() else { return };
        let text = self.block[start..].trim();
        if !text.contains(char::is_alphanumeric) {
            // A picture in place of the words is a problem of its own.
            if !self.text[range.clone()].contains("![") {
                let place = self.location(range);
                self.diagnostics.push(Diagnostic::error("empty-link").at(place));
            }
        } else if is_vague(text) {
            let problem = Diagnostic::warning("vague-link").with("value", text);
            self.diagnostics.push(problem.at(self.location(range)));
        }
    }

    /// The address to put into the HTML. Wrong ones are reported and left as they are: nothing is published then.
    fn link<'e>(&mut self, link_type: LinkType, url: &CowStr<'e>, range: &Range<usize>) -> Option<CowStr<'e>> {
        if link_type == LinkType::Email || url.starts_with("tel:") || url.starts_with("mailto:") {
            self.report("contact-in-text", range.clone(), Some(url));
            return Some(url.clone());
        }
        let (file, fragment) = url.split_once('#').map_or((&**url, ""), |(file, fragment)| (file, fragment));
        let address = match self.text[range.clone()].rfind(&**url).filter(|_| !url.is_empty()) {
            Some(at) => range.start + at..range.start + at + url.len(),
            None => range.clone(),
        };
        if url.starts_with("https://") || url.starts_with("http://") {
            self.outer_links.push((url.to_string(), address.start + self.start..address.end + self.start));
            return Some(url.clone());
        }
        if let Some(id) = url.strip_prefix('#').filter(|id| !id.is_empty()) {
            // Prose has no ids, so nothing in it can be led to.
            self.diagnostics.push(Diagnostic::error("dead-fragment").with("id", id).at(self.location(address)));
            return Some(url.clone());
        }
        match resolve(self.path, file).filter(|_| !file.contains(':') && fragment.is_empty()) {
            Some(target) => {
                self.targets.push((target, address.start + self.start..address.end + self.start));
                Some(CowStr::from(format!("{OPEN_LINK}{}", self.targets.len() - 1)))
            }
            None => {
                let near = url.starts_with("www.").then(|| format!("https://{url}"));
                let diagnostic = Diagnostic::error("unknown-link").with("value", url).with_some("nearest", near);
                self.diagnostics.push(diagnostic.at(self.location(address)));
                Some(url.clone())
            }
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        if let Some(at) = text.find("**") {
            self.report("leftover-emphasis", range.start + at..range.start + at + 2, None);
        }
        self.pieces.push((self.block.len(), range.clone()));
        self.block.push_str(text);
        // `&#7;`: a control character that does not stand in the source as one.
        if let Some((_, c)) = control_characters(text).next()
            && control_characters(&self.text[range.clone()]).next().is_none()
        {
            self.control_character(range.clone(), c);
        }
    }

    /// A piece of text as HTML with the readings that stand in it.
    fn with_readings(&mut self, text: &str, range: &Range<usize>) -> String {
        // An entity makes a text shorter than its source.
        let place = |piece: Range<usize>| match text == &self.text[range.clone()] {
            true => range.start + piece.start..range.start + piece.end,
            false => range.clone(),
        };
        for piece in pieces(text) {
            match piece {
                Piece::Plain(_) => {}
                Piece::Word(word, kana) => {
                    let at = place(word.start..kana.end);
                    let at = at.start + self.start..at.end + self.start;
                    self.readings.push((text[word].to_owned(), text[kana].to_owned(), at));
                }
                Piece::Wrong(wrong, mistake) => {
                    let at = self.location(place(wrong.clone()));
                    let problem = Diagnostic::error("reading-notation").with("value", &text[wrong]).at(at);
                    let problem = mistake.into_iter().fold(problem, |problem, (name, value)| problem.with(name, value));
                    self.diagnostics.push(problem);
                }
            }
        }
        let (text, readings) = read(text);
        ruby(&text, &readings)
    }

    /// Contacts are looked for in whole blocks, since a line end or `**` may stand inside of a number.
    fn end_block(&mut self) {
        let (block, pieces) = (std::mem::take(&mut self.block), std::mem::take(&mut self.pieces));
        let place = |at: usize| {
            let (start, range) = &pieces[pieces.partition_point(|(start, _)| *start <= at) - 1];
            (range.start + at - start).min(range.end)
        };
        let range_of = |part: &Range<usize>| {
            let last = block[..part.end].char_indices().next_back().map_or(0, |(at, _)| at);
            place(part.start)..place(last) + part.end - last
        };
        for contact in contacts_in(&block) {
            self.report("contact-in-text", range_of(&contact), Some(&block[contact]));
        }
        if self.path.as_str().ends_with(".easy.md") {
            for (part, problem) in hard_to_read(&block) {
                self.diagnostics.push(problem.at(self.location(range_of(&part))));
            }
        }
    }

    fn control_character(&mut self, range: Range<usize>, c: char) {
        let diagnostic = Diagnostic::error("control-character").with("code", code_point(c));
        self.diagnostics.push(diagnostic.at(self.location(range)));
    }

    fn report(&mut self, code: &'static str, range: Range<usize>, value: Option<&str>) {
        self.diagnostics.push(Diagnostic::error(code).at(self.location(range)).with_some("value", value));
    }

    fn location(&self, range: Range<usize>) -> Location {
        Location::bytes(self.path, range.start + self.start..range.end + self.start)
    }

    fn cut(&mut self, html: &str) -> Vec<Segment> {
        let mut segments = Vec::new();
        let mut rest = html.trim_end();
        for (number, (target, range)) in std::mem::take(&mut self.targets).into_iter().enumerate() {
            let mark = format!("href=\"{OPEN_LINK}{number}\"");
            let Some(at) = rest.find(&mark) else { continue };
            let address = at + "href=\"".len();
            segments.push(Segment::Html(rest[..address].to_owned()));
            segments.push(Segment::Link { target, range });
            rest = &rest[at + mark.len() - 1..];
        }
        if !rest.is_empty() {
            segments.push(Segment::Html(rest.to_owned()));
        }
        segments
    }
}

/// Whether a paragraph, a cell or an item begins or ends here.
fn is_edge(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => {
            !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
        }
        Event::End(tag) => {
            !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
        }
        _ => false,
    }
}

/// The file that a relative link names, seen from the root of the guide. `None` where it leaves the content.
fn resolve(from: &SourcePath, link: &str) -> Option<SourcePath> {
    let mut parts: Vec<&str> = from.as_str().split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "" => return None,
            "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    (parts.first() == Some(&"content") && [".md", ".yaml"].iter().any(|ending| link.ends_with(ending)))
        .then(|| SourcePath::new(parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(body: &str) -> (String, Vec<(&'static str, String)>) {
        let path = SourcePath::new("content/wards/toshima/windows/a.md");
        let (markdown, diagnostics) = render(&path, body, 0);
        let html = markdown
            .segments
            .iter()
            .map(|segment| match segment {
                Segment::Html(html) => html.clone(),
                Segment::Link { target, .. } => format!("<{target}>"),
            })
            .collect();
        let problems = diagnostics
            .iter()
            .map(|diagnostic| match &diagnostic.location.place {
                crate::diagnostic::Place::Bytes(range) => (diagnostic.code, body[range.clone()].to_owned()),
                place => unreachable!("{place:?}"),
            })
            .collect();
        (html, problems)
    }

    #[track_caller]
    fn check(body: &str, expected: &str) {
        assert_eq!(html(body), (expected.to_owned(), Vec::new()));
    }

    #[test]
    fn line_ends_between_japanese_characters_vanish() {
        check("です。\n次の行", "<p>です。次の行</p>");
        check("one\ntwo", "<p>one two</p>");
        check("です。\n**次**の行", "<p>です。<strong>次</strong>の行</p>");
    }

    #[test]
    fn links_to_files_stay_open() {
        check("[窓口](b.md)へ", "<p><a href=\"<content/wards/toshima/windows/b.md>\">窓口</a>へ</p>");
        check(
            "[線](../../../shared/tokyo/phone-lines/a.md)",
            "<p><a href=\"<content/shared/tokyo/phone-lines/a.md>\">線</a></p>",
        );
        check("[外](https://example.jp)", "<p><a href=\"https://example.jp\">外</a></p>");
    }

    #[test]
    fn readings_stand_above_their_words() {
        let ruby = "<ruby>民生委員<rp>（</rp><rt aria-hidden=\"true\">みんせいいいん</rt><rp>）</rp></ruby>";
        check("この｜民生委員《みんせいいいん》は", &format!("<p>この{ruby}は</p>"));
        check(
            "| ｜民生委員《みんせいいいん》 |\n|---|\n| 1 |",
            &format!(
                "<table><thead><tr><th>{ruby}</th></tr></thead><tbody>\n<tr><td data-th=\"民生委員\">1</td></tr>\n\
                 </tbody></table>"
            ),
        );
        check("`｜a《い》` と《a》&amp;", "<p><code>｜a《い》</code> と《a》&amp;</p>");
    }

    #[test]
    fn what_must_not_get_through_is_reported_at_its_place() {
        #[track_caller]
        fn fault(body: &str, code: &'static str, place: &str) {
            assert_eq!(html(body).1, [(code, place.to_owned())], "{body}");
        }
        fault("あ<b>い</b>", "raw-html", "<b>");
        fault("<script>alert(1)</script>", "raw-html", "<script>alert(1)</script>");
        fault("<div>\nあ\n</div>", "raw-html", "<div>\nあ\n</div>");
        fault("# 見出し", "heading-level", "#");
        fault("見出し\n===", "heading-level", "===");
        fault("### 見出し", "heading-jump", "###");
        fault("## 上\n\n#### 下", "heading-jump", "####");
        fault("[こちら](b.md)をどうぞ", "vague-link", "[こちら](b.md)");
        fault("[](b.md)をどうぞ", "empty-link", "[](b.md)");
        fault("- [ 　](https://example.jp)", "empty-link", "[ 　](https://example.jp)");
        fault("[&nbsp;](b.md)", "empty-link", "[&nbsp;](b.md)");
        fault("[**→**](b.md)", "empty-link", "[**→**](b.md)");
        fault("[![](a.png)](b.md)", "picture-in-text", "![](a.png)");
        fault("see [**here**](b.md)", "vague-link", "[**here**](b.md)");
        fault("**「重要」**です", "leftover-emphasis", "**");
        fault("電話 03-4566-2427 へ", "contact-in-text", "03-4566-2427");
        fault("電話 ０３（４５６６）２４２７ へ", "contact-in-text", "０３（４５６６）２４２７");
        fault("電話は03-4566-\n2427へ", "contact-in-text", "03-4566-\n2427");
        fault("**03**-4566-2427", "contact-in-text", "03**-4566-2427");
        fault("- あ\n  - 03-4566-2427\n", "contact-in-text", "03-4566-2427");
        fault("|a|b|\n|-|-|\n|1|03-4566-2427|\n", "contact-in-text", "03-4566-2427");
        fault("[電話](tel:0345662427)", "contact-in-text", "[電話](tel:0345662427)");
        fault("[x](javascript:alert(1))", "unknown-link", "javascript:alert(1)");
        fault("[x](/etc/passwd)", "unknown-link", "/etc/passwd");
        fault("[x](../../../../../x.md)", "unknown-link", "../../../../../x.md");
        fault("[x]()", "unknown-link", "[x]()");
        fault("[x][y]\n\n[y]: /z", "unknown-link", "[x][y]");
        fault("この｜委員《委員》は", "reading-notation", "｜委員《委員》");
        fault("&amp;｜委員《》", "reading-notation", "&amp;｜委員《》");
        fault("この｜委員《いいんは、", "reading-notation", "｜委員《いいんは");
        fault("この委員《いいん》は", "reading-notation", "委員《いいん》");
        fault("![絵](a.png)", "picture-in-text", "![絵](a.png)");
    }

    #[test]
    fn headings_go_down_by_one_and_up_by_any() {
        check("## 一\n### 二\n#### 三\n## 四", "<h2>一</h2>\n<h3>二</h3>\n<h4>三</h4>\n<h2>四</h2>");
    }

    #[test]
    fn years_and_dates_are_no_telephone_numbers() {
        check("2026-11-20 から 2027-01-04 まで、10:00-17:00", "<p>2026-11-20 から 2027-01-04 まで、10:00-17:00</p>");
    }

    #[test]
    fn cells_carry_the_heading_of_their_column() {
        check(
            "| 取り組み | **令和8年度** |\n|---|---|\n| 窓口 | 準備 |\n",
            "<table><thead><tr><th>取り組み</th><th><strong>令和8年度</strong></th></tr></thead><tbody>\n<tr>\
             <td data-th=\"取り組み\">窓口</td><td data-th=\"令和8年度\">準備</td></tr>\n</tbody></table>",
        );
    }

    #[test]
    fn front_matter_is_cut_off() {
        let path = SourcePath::new("content/guides/a.md");
        let text = "---\na: 1\n---\nbody";
        let (yaml, body) = split(&path, text).unwrap();
        assert_eq!((&text[yaml.start..yaml.end], &text[body..]), ("a: 1\n", "body"));
        assert_eq!(split(&path, "body").unwrap_err().code, "missing-front-matter");
        assert_eq!(split(&path, "---\na: 1\n").unwrap_err().code, "unclosed-front-matter");
        assert_eq!(split(&path, " \n").unwrap_err().code, "empty-file");
        assert!(split(&path, "---\r\na: 1\r\n---\r\n").is_ok());
    }
}
