//! The preview: what is served is what would be built, at any moment, whatever was done to the files; what is wrong
//! stands above the last good page.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use common::{Built, DAY, HIDAMARI, OPTIONS, TestSite, folders};
use shirube::diagnostic::Diagnostics;
use shirube::disk::read;
use shirube::live::{Live, Settings};
use shirube::messages::MessageLanguage;
use shirube::preview::{Answer, Preview};
use shirube::render::one_file::with_pictures;
use tempfile::TempDir;

/// A page without what is added to it for staff.
#[track_caller]
fn plain(html: &str) -> String {
    let (before, rest) = html.split_once("<shirube-bar").expect("every page has the bar");
    let (_, after) = rest.split_once("</script>").expect("the bar ends with its script");
    let page = format!("{before}{after}");
    match page.split_once("<shirube-problems") {
        None => page,
        Some((before, rest)) => {
            let (_, after) = rest.split_once("</shirube-problems>").expect("the overlay ends");
            format!("{before}{after}")
        }
    }
}

/// What is served at an address of the site.
#[track_caller]
fn page(preview: &Preview, address: &str) -> String {
    match preview.answer(&format!("{}{address}", preview.base())) {
        Answer::Page { html, .. } => html,
        other => panic!("{address} is no page: {other:?}"),
    }
}

/// That every address of a site is answered with the bytes of a build.
#[track_caller]
fn same(preview: &Preview, built: &BTreeMap<String, Vec<u8>>) {
    for (address, bytes) in built {
        // A preview keeps nothing on devices, and its worker names no build.
        if address == "sw.js" {
            continue;
        }
        match preview.answer(&format!("{}{address}", preview.base())) {
            Answer::Page { html, .. } => {
                assert!(plain(&html).as_bytes() == &bytes[..], "{address} is served as it would be built");
            }
            Answer::File { name, bytes: served } => assert!((&name, &served) == (address, bytes), "{address}"),
            Answer::Copy(from) => assert!(from.as_str().ends_with(address.rsplit('/').next().unwrap()), "{address}"),
            Answer::OneFile(html) => {
                let html = with_pictures(&html, |_| None);
                assert!(html.as_bytes() == &bytes[..], "{address} is served as it would be built");
            }
            Answer::At(to) => panic!("{address} leads to {to}"),
        }
    }
}

#[test]
fn what_is_served_is_what_would_be_built() {
    for guide in [TestSite::full(), TestSite::sample()] {
        let preview = Preview::first((guide.tree(), Diagnostics::default()), &OPTIONS, MessageLanguage::Ja, 0);
        same(&preview, &guide.build().published);
    }
}

/// A guide in a temporary folder that is looked at, and the changes that were told.
fn live(guide: &TestSite) -> (TempDir, Live, Arc<Mutex<Vec<String>>>) {
    let root = tempfile::tempdir().unwrap();
    guide.write(root.path());
    let told: Arc<Mutex<Vec<String>>> = Arc::default();
    let ear = told.clone();
    let settings = Settings {
        today: Box::new(|| DAY),
        theme: None,
        language: MessageLanguage::Ja,
        version: 1,
        changed: Box::new(move |_, files| {
            ear.lock().unwrap().extend(files.iter().map(ToString::to_string));
        }),
    };
    let live = Live::open(folders(root.path()), settings).unwrap();
    (root, live, told)
}

fn built(root: &Path) -> Built {
    let (tree, problems) = read(&folders(root)).unwrap();
    Built::new(tree, &OPTIONS, problems)
}

#[test]
fn after_any_edit_the_next_answer_is_fresh() {
    let (root, live, _) = live(&TestSite::generated(12, "十二の区のガイド"));
    let content = root.path().join("content");
    let window = |ward: u32| content.join(format!("wards/ward-{ward}/windows/window-1.md"));
    let edit = |path: &Path, from: &str, to: &str| {
        let text = fs::read_to_string(path).unwrap();
        assert!(text.contains(from), "{} holds {from}", path.display());
        fs::write(path, text.replacen(from, to, 1)).unwrap();
    };
    let mut seed = 4649_u32;
    let mut random = |below: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) % below
    };
    for turn in 0..40_u32 {
        let ward = random(12);
        match turn % 8 {
            // As long as before, and at once: no clock tells the two apart.
            0 => edit(&window(ward), "name: ", "name: あ"),
            1 => {
                let new = content.join("wards/.new");
                fs::write(&new, fs::read(window(ward)).unwrap()).unwrap();
                edit(&new, "name: ", "name: い");
                fs::rename(&new, window(ward)).unwrap();
            }
            2 => {
                let copy = content.join(format!("wards/ward-{ward}/windows/copy-{turn}.md"));
                fs::copy(window(ward), copy).unwrap();
            }
            3 => {
                for entry in fs::read_dir(content.join(format!("wards/ward-{ward}/windows"))).unwrap() {
                    let path = entry.unwrap().path();
                    if path.to_string_lossy().contains("copy-") {
                        fs::remove_file(path).unwrap();
                    }
                }
            }
            4 => edit(&content.join("site.yaml"), "title: ", "title: う"),
            5 => (0..12).for_each(|ward| edit(&window(ward), "name: ", "name: え")),
            6 => {
                let words = root.path().join("themes/standard/words");
                fs::create_dir_all(&words).unwrap();
                let standard = concat!(env!("CARGO_MANIFEST_DIR"), "/themes");
                copy_folder(Path::new(standard), &root.path().join("themes"));
                let skip = if turn % 16 == 6 { "skip: 中身へ" } else { "skip: 本文へ" };
                let ja = words.join("ja.yaml");
                let text = fs::read_to_string(&ja).unwrap();
                let line = text.lines().find(|line| line.starts_with("skip: ")).unwrap().to_owned();
                fs::write(&ja, text.replace(&line, skip)).unwrap();
            }
            _ => fs::remove_dir_all(root.path().join("themes")).unwrap(),
        }
        let preview = live.now();
        let built = built(root.path());
        assert_eq!(preview.problems.errors(), 0, "turn {turn}: {}", built.report(shirube::report::Format::Short));
        assert_eq!(preview.problems, built.diagnostics, "turn {turn}");
        same(&preview, &built.published);
        assert_eq!(live.now().version, preview.version, "nothing has changed since, turn {turn}");
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy_folder(&entry.path(), &to),
            false => drop(fs::copy(entry.path(), to).unwrap()),
        }
    }
}

#[test]
fn problems_stand_above_the_last_good_page() {
    let (root, live, told) = live(&TestSite::fictional());
    let address = "midori/windows/hidamari.html";
    let good = page(&live.now(), address);
    assert!(!good.contains("<shirube-problems"));
    let path = root.path().join(HIDAMARI);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("number: ", "number: 12345-", 1)).unwrap();
    let before = live.now().version;
    let broken = page(&live.now(), address);
    assert_eq!(plain(&broken), plain(&good), "the page is the last good one");
    let line = 1 + text.lines().position(|line| line.contains("number: ")).unwrap();
    assert!(broken.contains(&format!("{HIDAMARI}:{line}:")), "the place of the problem is named");
    assert!(broken.contains("直し方"), "it says what to type");
    // Another page of the guide says so, too, and so does one that is asked for by a wrong address.
    assert!(page(&live.now(), "index.html").contains("<shirube-problems"));
    assert!(page(&live.now(), "no/such/page.html").contains("<shirube-problems"));
    fs::write(&path, text).unwrap();
    assert_eq!(plain(&page(&live.now(), address)), plain(&good));
    assert!(!page(&live.now(), address).contains("<shirube-problems"));
    assert!(live.now().version > before, "open pages hear of both");
    assert_eq!(*told.lock().unwrap(), [HIDAMARI, HIDAMARI]);
}

#[test]
fn a_template_that_fails_leaves_the_last_page() {
    let (root, live, _) = live(&TestSite::fictional());
    let good = page(&live.now(), "index.html");
    let themes = root.path().join("themes/standard");
    copy_folder(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/themes/standard")), &themes);
    let base = themes.join("templates/base.html");
    let text = fs::read_to_string(&base).unwrap();
    fs::write(&base, text.replace("site.guides %}", "site.guides.no_such %}")).unwrap();
    let broken = page(&live.now(), "index.html");
    assert_eq!(plain(&broken), plain(&good));
    assert!(broken.contains("themes/standard/templates/base.html:"), "{broken}");
    // A page that nobody has seen yet has nothing to leave.
    match live.now().answer("/midori/about.html") {
        Answer::Page { status: 500, html } => assert!(html.contains("base.html:"), "{html}"),
        other => panic!("{other:?}"),
    }
    fs::write(&base, text).unwrap();
    assert!(!page(&live.now(), "index.html").contains("<shirube-problems"));
}

#[test]
fn a_guide_that_was_never_right_says_what_is_wrong() {
    let guide = TestSite::fictional();
    let text = guide.text("content/site.yaml").to_owned();
    let (root, live, told) = live(&guide.file("content/site.yaml", "title: あ\nbase_url: nowhere\n"));
    match live.now().answer("/midori/index.html") {
        Answer::Page { status: 500, html } => {
            assert!(html.contains("content/site.yaml:2:") && !html.contains("下のページ"), "{html}");
        }
        other => panic!("{other:?}"),
    }
    fs::write(root.path().join("content/site.yaml"), text).unwrap();
    assert!(page(&live.now(), "midori/index.html").contains("ひだまり"));
    // Where the site is to stand may change under the pages that are open.
    let settings = fs::read_to_string(root.path().join("content/site.yaml")).unwrap();
    fs::write(root.path().join("content/site.yaml"), settings.replace("/midori/", "/elsewhere/")).unwrap();
    assert_eq!(live.now().answer("/midori/midori/index.html"), Answer::At("/elsewhere/midori/index.html".to_owned()));
    fs::write(root.path().join("content/site.yaml"), settings).unwrap();
    assert!(page(&live.now(), "midori/index.html").contains("ひだまり"));
    assert_eq!(live.now().answer("/elsewhere/"), Answer::At("/midori/".to_owned()));
    told.lock().unwrap().clear();
    // The last good site stays, even when there are no files any more.
    fs::rename(root.path().join("content"), root.path().join("away")).unwrap();
    let gone = page(&live.now(), "midori/index.html");
    assert!(gone.contains("<shirube-problems") && gone.contains("ひだまり"));
    fs::rename(root.path().join("away"), root.path().join("content")).unwrap();
    assert!(!page(&live.now(), "midori/index.html").contains("<shirube-problems"));
    assert_eq!(*told.lock().unwrap(), ["content", "content"], "it goes, and it comes back");
}

#[test]
fn staff_see_where_facts_come_from_and_where_they_go() {
    let guide = TestSite::full();
    let preview = Preview::first((guide.tree(), Diagnostics::default()), &OPTIONS, MessageLanguage::Ja, 0);
    let path = "content/wards/midorigaoka/windows/hidamari.md";
    let window = page(&preview, "midorigaoka/windows/hidamari.html");
    let (_, bar) = window.split_once("<shirube-bar").unwrap();
    let line = 1 + guide.text(path).lines().position(|line| line.trim().starts_with("number: ")).unwrap();
    assert!(bar.contains(path) && bar.contains(&format!("<code>{line}</code>")), "{bar}");
    assert!(bar.contains("電話1の番号") && bar.contains("2026-11-01 に確認"), "{bar}");
    // What is on a ward's page is told apart by whose it is.
    let ward = page(&preview, "midorigaoka/index.html");
    let (_, bar) = ward.split_once("<shirube-bar").unwrap();
    assert!(bar.contains("<b>共有（あおば県）</b>") && bar.contains("<td>みどりがおか市</td>"), "{bar}");
    // A page in a language that has no words for it says which file is missing.
    let easy = page(&preview, "easy/midorigaoka/windows/hidamari.html");
    assert!(easy.split_once("<shirube-bar").unwrap().1.contains("hidamari.easy.md"));
    // Every page that leads to the window is named, and no other; so is the leaflet.
    let Answer::Page { html: found, .. } = preview.answer("/__shirube/appearances/midorigaoka/windows/hidamari") else {
        panic!("a page")
    };
    let named: Vec<&str> = found.split("<code>").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    for address in ["midorigaoka/index.html", "midorigaoka/for/self.html", "midorigaoka/streets.html"] {
        assert!(named.contains(&address), "{address} in {named:?}");
    }
    assert!(
        !named.iter().any(|name| name.starts_with("midori-mura/")),
        "a former address is no page to read: {named:?}"
    );
    assert!(!named.contains(&"about.html") && !named.contains(&"words.html"), "{named:?}");
    assert!(named.iter().any(|name| name.starts_with("content/wards/midorigaoka/leaflets/")), "{named:?}");
    assert!(
        found.contains("href=\"/aoba/midorigaoka/leaflets/chirashi.html\""),
        "its sheets can be looked at: {found}"
    );
    // A leaflet has no links, but the bar knows what stands on it.
    let leaflet = page(&preview, "midorigaoka/leaflets/chirashi.html");
    let (sheet, bar) = leaflet.split_once("<shirube-bar").unwrap();
    assert!(!sheet.contains("windows/hidamari.html"));
    assert!(bar.contains("../../midorigaoka/windows/hidamari.html") && bar.contains(path), "{bar}");
}

/// A page of the preview's own.
#[track_caller]
fn own(preview: &Preview, path: &str) -> String {
    match preview.answer(&format!("/__shirube/{path}")) {
        Answer::Page { status: 200, html } => html,
        other => panic!("{path} is no page: {other:?}"),
    }
}

/// What a gallery says of a leaflet.
#[track_caller]
fn of_leaflet<'a>(gallery: &'a str, name: &str) -> &'a str {
    let (_, rest) = gallery.split_once(&format!("id=\"{name}\"")).unwrap_or_else(|| panic!("{name} is in the gallery"));
    let rest = rest.split("</section>").next().unwrap();
    rest.split("class=\"handout").next().unwrap()
}

/// The points that the lines of a kind begin at, on each side.
fn lines(leaflet: &str, kind: &str) -> Vec<Vec<(f64, f64)>> {
    let beginning = format!("class=\"{kind}\" d=\"");
    let paths = leaflet.split(&beginning).skip(1).map(|rest| rest.split('"').next().unwrap());
    let point = |line: &str| {
        let (x, y) = line.split('L').next().unwrap().split_once(' ').unwrap();
        (x.parse().unwrap(), y.parse().unwrap())
    };
    paths.map(|path| path.split('M').skip(1).map(point).collect()).collect()
}

#[test]
fn the_gallery_shows_every_leaflet_as_its_sheets() {
    let guide = TestSite::full();
    let preview = Preview::first((guide.tree(), Diagnostics::default()), &OPTIONS, MessageLanguage::Ja, 0);
    let index = own(&preview, "leaflets");
    for ward in guide.paths().filter(|path| path.contains("/leaflets/")).map(|path| path.split('/').nth(2).unwrap()) {
        assert!(index.contains(&format!("href=\"/__shirube/leaflets/{ward}\"")), "{ward}");
    }
    let gallery = own(&preview, "leaflets/midorigaoka");
    let staffs = gallery.find("職員だけのもの").unwrap();
    for path in guide.paths().filter(|path| path.starts_with("content/wards/midorigaoka/leaflets/")) {
        let name = path.rsplit('/').next().unwrap().trim_end_matches(".yaml");
        let text = guide.text(path);
        let said = |field: &str| text.lines().find_map(|line| line.strip_prefix(field)).map(str::trim);
        let line = 1 + text.lines().position(|line| line.starts_with("title:")).unwrap();
        assert!(gallery.contains(&format!("{path}:{line}")), "{path}");
        let address = format!("midorigaoka/leaflets/{name}.html");
        let frame = format!("/__shirube/sheets/1/{address}");
        if matches!(said("status:"), Some("paused" | "ended")) {
            assert!(!gallery.contains(&frame), "{name} has no sheets now");
            let landing = format!("l/{}.html", said("code:").unwrap());
            assert!(gallery.contains(&format!("/aoba/{landing}")), "but its code opens a page");
            page(&preview, &landing);
            continue;
        }
        // The frame holds the sheets as they are, and leads to what they need where a browser will ask for it.
        let sheets = own(&preview, &format!("sheets/1/{address}"));
        assert!(sheets.contains("data-sheet") && sheets.contains(" data-side=\"1\""), "{name}: {sheets}");
        assert!(!sheets.contains("<shirube-"), "{name} has no bar");
        let css = sheets.split("../../assets/leaflet-").nth(1).unwrap().split('"').next().unwrap();
        let css = preview.answer(&format!("/__shirube/sheets/1/assets/leaflet-{css}"));
        assert!(matches!(css, Answer::File { .. }), "{css:?}");
        let leaflet = of_leaflet(&gallery, name);
        assert!(leaflet.contains(&format!("src=\"{frame}\"")) && leaflet.contains(said("code:").unwrap()), "{leaflet}");
        assert!(leaflet.contains(&format!("/aoba/{address}")), "its sheets alone: {leaflet}");
        let is_staffs = text.contains("staff") || text.contains("proposal") || text.contains("planned");
        assert_eq!(gallery.find(&frame).unwrap() > staffs, is_staffs, "{name}");
        let command = if is_staffs { "shirube pdf --staff --to pdf-staff " } else { "shirube pdf " };
        assert!(leaflet.contains(&format!("{command}midorigaoka/leaflets/{name}<")), "{leaflet}");
        assert_eq!(leaflet.contains("/aoba/l/"), !is_staffs, "{name}");
        // The edition is that of the sheets.
        let mark = leaflet.split("<dd><code>").nth(1).unwrap().split('<').next().unwrap();
        assert_eq!(mark.len(), 6);
        if sheets.contains("版 ") {
            assert!(sheets.contains(&format!("版 {mark}")), "{name}: {mark}");
        }
    }
    let poster = of_leaflet(&gallery, "keijiban");
    assert!(poster.contains("2500部") && poster.contains("いまと同じ"), "what went to print is told: {poster}");
    assert!(poster.contains("3000部") && poster.contains("回収した"), "{poster}");
    let nowhere = preview.answer("/__shirube/leaflets/nowhere");
    assert!(matches!(nowhere, Answer::Page { status: 404, .. }), "{nowhere:?}");
    let no_leaflet = preview.answer("/__shirube/sheets/1/midorigaoka/index.html");
    assert!(matches!(no_leaflet, Answer::Page { status: 404, .. }), "only leaflets are framed");
}

#[test]
fn lines_stand_where_the_style_sheet_puts_what_is_folded_and_cut() {
    let guide = TestSite::full();
    let preview = Preview::first((guide.tree(), Diagnostics::default()), &OPTIONS, MessageLanguage::Ja, 0);
    let gallery = own(&preview, "leaflets/midorigaoka");
    let css = include_str!("../themes/standard/assets/leaflet.css");
    let millimetres = |rule: &str| -> Vec<f64> {
        let (_, rest) = css.split_once(rule).unwrap_or_else(|| panic!("leaflet.css has {rule}"));
        let columns = rest.split([';', '}']).next().unwrap();
        columns.split_whitespace().filter_map(|word| word.strip_suffix("mm")?.parse().ok()).collect()
    };
    let folds = |rule: &str| {
        let columns = millimetres(rule);
        vec![(columns[0], 0.0), (columns[0] + columns[1], 0.0)]
    };
    let sides = [".roll .outside.sheet { grid-template-columns: ", ".roll .inside.sheet { grid-template-columns: "];
    for name in ["makiori", "yotei"] {
        assert_eq!(lines(of_leaflet(&gallery, name), "fold"), sides.map(folds), "{name}");
    }
    assert_ne!(folds(sides[0]), folds(sides[1]), "one panel is narrower");
    let z = folds(".trifold .sheet { display: grid; grid-template: minmax(0, 1fr) / ");
    assert_eq!(lines(of_leaflet(&gallery, "mitsuori"), "fold"), [z.clone(), z]);
    // Ten cards: three cuts down, six across.
    let [cards] = &lines(of_leaflet(&gallery, "kado"), "cut")[..] else { panic!("one side") };
    let down: Vec<f64> = cards.iter().filter(|(_, y)| *y == 0.0).map(|(x, _)| *x).collect();
    let across: Vec<f64> = cards.iter().filter(|(x, _)| *x == 0.0).map(|(_, y)| *y).collect();
    let sizes = millimetres(".cards .sheet { display: grid; grid-template: repeat(5, 55mm) / ");
    assert_eq!(down, [14.0, 14.0 + sizes[0], 14.0 + sizes[0] + sizes[1]]);
    assert_eq!(across, [11.0, 66.0, 121.0, 176.0, 231.0, 286.0]);
    // Eight strips on A4, and on A3 as much larger as that is.
    let strips = millimetres("grid-template-rows: auto auto auto minmax(0, 1fr) auto ")[0];
    for (name, width, height) in [("chirashi", 210.0, 297.0), ("keijiban", 297.0, 420.0)] {
        let [cuts] = &lines(of_leaflet(&gallery, name), "cut")[..] else { panic!("one side") };
        assert_eq!(cuts.len(), 1 + 7, "{name}");
        for (number, (x, y)) in cuts.iter().enumerate() {
            let (left, top) = (width / 8.0 * number as f64, height - strips * width / 210.0);
            assert!((x - left).abs() < 0.01 && (y - top).abs() < 0.01, "{name}: {x} {y}");
        }
    }
    for name in ["chizu", "tsunagu", "ookii", "shisho", "kakunin", "koho", "teian"] {
        let leaflet = of_leaflet(&gallery, name);
        assert!(!leaflet.contains("class=\"fold\"") && !leaflet.contains("class=\"cut\""), "{name} stays whole");
    }
}

/// Staff find the gallery from the pages of a ward; residents never do.
#[test]
fn the_gallery_is_in_the_bar_and_in_no_build() {
    let guide = TestSite::full();
    let preview = Preview::first((guide.tree(), Diagnostics::default()), &OPTIONS, MessageLanguage::Ja, 0);
    for address in ["midorigaoka/index.html", "midorigaoka/leaflets/kado.html", "midorigaoka/leaflets/kakunin.html"] {
        let served = page(&preview, address);
        let (resident, bar) = served.split_once("<shirube-bar").unwrap();
        assert!(bar.contains("href=\"/__shirube/leaflets/midorigaoka\""), "{address}: {bar}");
        assert!(!resident.contains("__shirube"), "{address}");
    }
    assert!(page(&preview, "index.html").contains("href=\"/__shirube/leaflets\""));
    for (address, bytes) in guide.site() {
        assert!(!String::from_utf8_lossy(&bytes).contains("__shirube"), "{address}");
    }
}

/// A leaflet that does not fit says so where it is shown, and no other does.
#[test]
fn the_gallery_says_what_does_not_fit() {
    let path = "content/wards/midorigaoka/leaflets/chirashi.yaml";
    let lead = format!("lead: {}\n", "ご本人も、ご家族も、まわりの方も、お話しください。".repeat(30));
    let guide = TestSite::full();
    let text =
        guide.text(path).lines().filter(|line| !line.starts_with("lead:")).fold(lead, |text, line| text + line + "\n");
    let line = 1 + text.lines().position(|line| line.starts_with("entries:")).unwrap();
    let guide = guide.file(path, text);
    let preview = Preview::first((guide.tree(), Diagnostics::default()), &OPTIONS, MessageLanguage::Ja, 0);
    let gallery = own(&preview, "leaflets/midorigaoka");
    let leaflet = of_leaflet(&gallery, "chirashi");
    assert!(leaflet.contains(&format!("{path}:{line}:")) && leaflet.contains("class=\"mark bad\""), "{leaflet}");
    assert_eq!(gallery.matches("class=\"mark bad\"").count(), 1);
}

/// The program itself, until the test ends.
struct Server {
    child: Child,
    /// `127.0.0.1:4649`
    host: String,
    base: String,
}

impl Server {
    fn start(root: &Path, options: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_shirube"))
            .args(["serve", "--lang", "en", "--date", "2026-11-20", "--root"])
            .arg(root)
            .args(options)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
        let address = lines.into_iter().find_map(|line| line.split("http://").nth(1).map(str::to_owned));
        let address = address.expect("it says its address").split(' ').next().unwrap().to_owned();
        let (host, base) = address.split_once('/').unwrap();
        Self { child, host: host.to_owned(), base: format!("/{base}") }
    }

    /// The head and the body of an answer.
    fn get(&self, path: &str, host: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        (String::from_utf8(answer[..end].to_vec()).unwrap(), answer[end + 4..].to_vec())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_server_answers_this_machine_alone() {
    let server = Server::start(Path::new(common::FULL), &["--port", "0"]);
    let get = |path: &str| server.get(path, &server.host);
    assert_eq!(server.base, "/aoba/");
    let (head, _) = get("/");
    assert!(head.starts_with("HTTP/1.1 302") && head.contains("location: /aoba/"), "{head}");
    assert!(get("/aoba/midorigaoka").0.contains("location: /aoba/midorigaoka/"));
    let (head, body) = get("/aoba/midorigaoka/");
    assert!(head.starts_with("HTTP/1.1 200") && head.contains("text/html; charset=utf-8"), "{head}");
    assert!(head.contains("cache-control: no-store"), "{head}");
    let page = String::from_utf8(body).unwrap();
    let sheet = page.split("assets/style-").nth(1).unwrap().split('"').next().unwrap();
    assert!(get(&format!("/aoba/assets/style-{sheet}")).0.contains("content-type: text/css"));
    let picture = fs::read_dir(Path::new(common::FULL).join("content/wards/midorigaoka/media")).unwrap().next();
    let picture = picture.unwrap().unwrap();
    let (head, body) = get(&format!("/aoba/midorigaoka/media/{}", picture.file_name().to_str().unwrap()));
    assert!(head.starts_with("HTTP/1.1 200") && head.contains("content-type: image/"), "{head}");
    assert!(body == fs::read(picture.path()).unwrap(), "the picture as it is");
    assert!(get("/aoba/no/such/page.html").0.starts_with("HTTP/1.1 404"));
    assert!(get("/aoba/../../../../etc/passwd").0.starts_with("HTTP/1.1 404"));
    for name in ["guide.example.jp", "127.0.0.1.example.jp", ""] {
        assert!(server.get("/aoba/", name).0.starts_with("HTTP/1.1 403"), "{name}");
    }
    assert!(server.get("/aoba/", "localhost:80").0.starts_with("HTTP/1.1 200"));
}

#[test]
fn a_port_that_is_taken_is_said() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_shirube"))
        .args(["serve", "--lang", "en", "--root", common::FULL, "--port", &port])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains(&format!("another program uses port {port}")), "{said}");
    // Two previews side by side each have a port of their own.
    let root = Path::new(common::FULL);
    let (first, second) = (Server::start(root, &[]), Server::start(root, &[]));
    assert_ne!(first.host, second.host);
}
