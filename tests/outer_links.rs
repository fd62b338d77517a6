//! `check --links` asks every page once, on a server of this machine.
#![allow(clippy::unwrap_used)]

mod common;

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::{TestSite, report_of};
use shirube::check::outer_links;
use shirube::messages::MessageLanguage;
use shirube::model::model;
use shirube::web::follow;

/// A server that knows `/there`, moves `/moved` there, hates HEAD at `/get-only`, and never answers `/silent`. Gives
/// its address and what it was asked.
fn server() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let log = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
            let request = lines.next().unwrap_or_default();
            while lines.next().is_some_and(|line| !line.is_empty()) {}
            let request = request.trim_end_matches(" HTTP/1.1").to_owned();
            let head = match request.as_str() {
                "HEAD /%E7%AA%93" | "HEAD /there" | "GET /there" | "GET /get-only" => "200 OK\r\n",
                "HEAD /moved" => "301 Moved Permanently\r\nLocation: /there\r\n",
                "HEAD /get-only" => "405 Method Not Allowed\r\n",
                "HEAD /forbidden" | "GET /forbidden" => "403 Forbidden\r\n",
                _ => "404 Not Found\r\n",
            };
            let is_silent = request.ends_with("/silent");
            log.lock().unwrap().push(request);
            if is_silent {
                std::mem::forget(stream);
            } else {
                let _ = write!(stream, "HTTP/1.1 {head}Content-Length: 0\r\nConnection: close\r\n\r\n");
            }
        }
    });
    (address, asked)
}

#[test]
fn links_to_pages_that_are_gone_are_reported_where_they_stand() {
    let (server, asked) = server();
    let site = TestSite::new()
        .file("content/sources.yaml", format!("- {{ id: a, title: て, url: {server}/there }}\n- {{ id: b, title: び, url: {server}/gone }}\n"))
        .file(
            "content/shared/japan/windows/hidamari.md",
            format!("---\nname: ひだまり\nkana: ひだまり\nweb: {server}/moved\n---\n[あ]({server}/gone#x)と[い]({server}/get-only)と[う]({server}/silent)と[え]({server}/窓)と[お]({server}/forbidden)\n"),
        )
        .edited("content/site.yaml", "sample: true", "sample: true\nlanguages: [ja, en]")
        .file("content/shared/japan/windows/hidamari.en.md", format!("---\nname: Hidamari\n---\n[a]({server}/there) [b](http://127.0.0.1:1/)\n"));
    assert_eq!(site.build().codes(), Vec::<&str>::new());
    let tree = site.tree();
    let (model, _) = model(&tree, common::DAY);
    let found = follow(outer_links(&model), Duration::from_millis(500)).unwrap();
    let report = report_of(&tree, &found, MessageLanguage::Ja);
    let at = |path: &str, url: &str| {
        let before = site.text(path).split_once(url).unwrap().0;
        let (line, column) =
            (before.matches('\n').count() + 1, before.rsplit('\n').next().unwrap().chars().count() + 1);
        format!("{path}:{line}:{column}: warning")
    };
    let (gone, fragment, silent) = (format!("{server}/gone"), format!("{server}/gone#x"), format!("{server}/silent"));
    let forbidden = format!("{server}/forbidden");
    let (overlay, window) = ("content/shared/japan/windows/hidamari.en.md", "content/shared/japan/windows/hidamari.md");
    let closed = "http://127.0.0.1:1/";
    let expected = [
        format!("{}[outer-link-silent]: `{closed}` につながりません（", at(overlay, closed)),
        format!("{}[outer-link-dead]: `{fragment}` のページがありません（404）", at(window, &fragment)),
        format!("{}[outer-link-silent]: `{silent}` につながりません（時間切れ）", at(window, &silent)),
        format!("{}[outer-link-silent]: `{forbidden}` につながりません（HTTP 403）", at(window, &forbidden)),
        format!("{}[outer-link-dead]: `{gone}` のページがありません（404）", at("content/sources.yaml", &gone)),
    ];
    assert_eq!(report.lines().count(), expected.len(), "{report}");
    for (line, expected) in report.lines().zip(expected) {
        assert!(line.starts_with(&expected), "{line}\n{expected}");
    }
    let mut asked = asked.lock().unwrap().clone();
    asked.sort();
    let expected = [
        "GET /forbidden",
        "GET /get-only",
        "GET /gone",
        "GET /silent",
        "HEAD /%E7%AA%93",
        "HEAD /forbidden",
        "HEAD /get-only",
        "HEAD /gone",
        "HEAD /moved",
        "HEAD /silent",
        "HEAD /there",
        "HEAD /there",
    ];
    assert_eq!(asked, expected, "every page is asked for once, and again only where HEAD did not do");
}
