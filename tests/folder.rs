//! The folder that takes a finished site, on a real disk: whoever looks, and whatever happens, there is one whole site.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use common::{HIDAMARI, OPTIONS, TestSite};
use shirube::build::build;
use shirube::disk::{Busy, Folder, Foreign, MARKER, Written};
use tempfile::TempDir;

/// A root folder with the files of a guide.
fn root(guide: &TestSite) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    guide.write(root.path());
    root
}

/// Builds a guide into `output` below a root.
#[track_caller]
fn build_into(root: &Path, guide: &TestSite) -> Written {
    let folder = open(&root.join("output"));
    let build = build(&guide.tree(), &OPTIONS, &folder);
    assert!(!build.diagnostics.has_errors());
    folder.finish().unwrap()
}

/// Opens a folder that nobody else writes to. A program that another test starts holds this process's locks for the
/// moment between its fork and its own beginning.
#[track_caller]
fn open(output: &Path) -> Folder {
    for _ in 0..100 {
        match Folder::open(output, Path::new("content")) {
            Err(error) if error.downcast_ref::<Busy>().is_some() => sleep(Duration::from_millis(20)),
            folder => return folder.unwrap(),
        }
    }
    panic!("{} stays busy", output.display());
}

/// The program on the guide of a root folder.
fn shirube(root: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shirube"));
    command.args(["build", "--date", "2026-11-20", "--lang", "en", "--root"]).arg(root);
    command
}

/// What the program said, and its exit code.
fn said(output: &Output) -> (String, Option<i32>) {
    (String::from_utf8_lossy(&output.stderr).into_owned(), output.status.code())
}

/// The hash of every file below a folder, and the folders.
fn snapshot(folder: &Path) -> BTreeMap<String, Option<blake3::Hash>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(folder).unwrap().display().to_string();
        files.insert(path, entry.file_type().is_file().then(|| blake3::hash(&fs::read(entry.path()).unwrap())));
    }
    files
}

#[cfg(unix)]
fn inode(path: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).unwrap().ino()
}

#[cfg(unix)]
#[test]
fn what_did_not_change_is_the_same_file() {
    let guide = TestSite::fictional();
    let root = root(&guide);
    assert_eq!(build_into(root.path(), &guide).kept, 0);
    let output = root.path().join("output");
    let page = |name: &str| inode(&output.join(name));
    let (same, other) = (["404.html", "shared/aoba/phone-lines/yoru.html"], "midori/windows/hidamari.html");
    let before = (same.map(page), page(other));
    let edited = guide.edited(HIDAMARI, "そのまま話してください", "ゆっくり話してください");
    let written = build_into(root.path(), &edited);
    assert!(written.changed > 0 && written.kept > written.changed, "{written:?}");
    assert_eq!(same.map(page), before.0, "linked");
    assert_ne!(page(other), before.1, "written anew, never over the old one");
}

#[cfg(unix)]
#[test]
fn where_nothing_changed_nothing_is_touched() {
    let guide = TestSite::fictional();
    let root = root(&guide);
    build_into(root.path(), &guide);
    let output = root.path().join("output");
    let look = || {
        let files = walkdir::WalkDir::new(&output).sort_by_file_name().into_iter().map(Result::unwrap);
        let of = |path: &Path| (path.to_path_buf(), inode(path), fs::metadata(path).unwrap().modified().unwrap());
        files.map(|file| of(file.path())).collect::<Vec<_>>()
    };
    let before = look();
    assert_eq!(said(&shirube(root.path()).output().unwrap()).1, Some(0));
    let written = build_into(root.path(), &guide);
    assert_eq!((written.changed, written.removed), (0, 0));
    assert_eq!(look(), before);
}

#[test]
fn what_is_no_longer_made_goes() {
    let guide = TestSite::generated(2, "ガイド");
    let root = root(&guide);
    build_into(root.path(), &guide);
    let output = root.path().join("output");
    fs::create_dir_all(output.join("leftover/empty")).unwrap();
    assert!(output.join("ward-1/windows/window-2.html").exists());
    assert!(output.join("en/old-1/windows/window-2.html").exists());
    build_into(
        root.path(),
        &guide.clone().without("content/wards/ward-1/windows/window-2.md").edited(
            "content/wards/ward-1/ward.md",
            "windows/window-1",
            "windows/window-0",
        ),
    );
    assert!(output.join("ward-1/windows/window-1.html").exists());
    for gone in ["ward-1/windows/window-2.html", "en/old-1/windows/window-2.html", "leftover"] {
        assert!(!output.join(gone).exists(), "{gone}");
    }
    build_into(root.path(), &TestSite::generated(1, "ガイド"));
    for gone in ["ward-1", "en/ward-1", "old-1"] {
        assert!(!output.join(gone).exists(), "{gone}");
    }
    assert!(output.join("ward-0/index.html").exists());
}

#[test]
fn a_build_that_fails_changes_nothing() {
    let guide = TestSite::fictional();
    let root = root(&guide);
    build_into(root.path(), &guide);
    let output = root.path().join("output");
    let before = snapshot(&output);
    let broken = guide.clone().edited(HIDAMARI, "\nkana:", "\nkanna:");
    // This one fails while pages are made and others are finished already.
    let theme = "{% extends \"standard/record.html\" %}{% block main %}{{ record.nothing.at_all }}{% endblock main %}";
    let torn = guide
        .clone()
        .file("content/site.yaml", guide.text("content/site.yaml").to_owned() + "theme: midori\n")
        .file("themes/midori/theme.yaml", "name: みどり\n")
        .file("themes/midori/templates/record.html", theme);
    for (guide, code) in [(broken, "unknown-key"), (torn, "unknown-value")] {
        guide.write(root.path());
        let (stderr, exit) = said(&shirube(root.path()).output().unwrap());
        assert_eq!(exit, Some(1), "{stderr}");
        assert!(stderr.contains(code) && stderr.contains("the site is as it was"), "{stderr}");
        assert!(snapshot(&output) == before, "{code}");
        assert!(!root.path().join(".shirube/output.new").exists());
    }
}

#[test]
fn folders_of_others_are_left_alone() {
    let root = root(&TestSite::fictional());
    let output = root.path().join("output");
    fs::create_dir_all(output.join("photos")).unwrap();
    fs::write(output.join("photos/a.jpg"), "a").unwrap();
    fs::write(output.join(".gitignore"), "*.tmp\n").unwrap();
    let before = snapshot(root.path());
    assert!(Folder::open(&output, Path::new("content")).unwrap_err().downcast_ref::<Foreign>().is_some());
    let (stderr, exit) = said(&shirube(root.path()).output().unwrap());
    assert_eq!(exit, Some(2));
    assert!(stderr.contains("holds files that shirube did not write"), "{stderr}");
    assert!(snapshot(root.path()) == before, "nothing was written beside it either");

    // An empty folder belongs to nobody; a file is no folder.
    fs::remove_dir_all(&output).unwrap();
    fs::create_dir(&output).unwrap();
    build_into(root.path(), &TestSite::fictional());
    fs::remove_dir_all(&output).unwrap();
    fs::write(&output, "a").unwrap();
    assert_eq!(said(&shirube(root.path()).output().unwrap()).1, Some(2));
    assert_eq!(fs::read_to_string(&output).unwrap(), "a");
}

#[test]
fn the_marker_is_always_the_same() {
    let guide = TestSite::fictional();
    let root = root(&guide);
    let output = root.path().join("output");
    let marker = output.join(".gitignore");
    build_into(root.path(), &guide);
    assert_eq!(fs::read_to_string(&marker).unwrap(), MARKER);
    build_into(root.path(), &guide.clone().edited(HIDAMARI, "そのまま", "ゆっくり"));
    assert_eq!(fs::read_to_string(&marker).unwrap(), MARKER);

    let first_line = MARKER.lines().next().unwrap();
    fs::write(&marker, format!("{first_line}\nsomething else\n")).unwrap();
    build_into(root.path(), &guide);
    assert_eq!(fs::read_to_string(&marker).unwrap(), MARKER, "mended");

    fs::remove_file(&marker).unwrap();
    let before = snapshot(&output);
    assert!(Folder::open(&output, Path::new("content")).unwrap_err().downcast_ref::<Foreign>().is_some());
    assert!(snapshot(&output) == before);
}

#[test]
fn two_builds_do_not_write_at_once() {
    let guide = TestSite::fictional();
    let root = root(&guide);
    let output = root.path().join("output");
    let first = open(&output);
    assert!(Folder::open(&output, Path::new("content")).unwrap_err().downcast_ref::<Busy>().is_some());
    let (stderr, exit) = said(&shirube(root.path()).output().unwrap());
    assert_eq!(exit, Some(2));
    assert!(stderr.contains("another shirube is writing to"), "{stderr}");
    let elsewhere = root.path().join("elsewhere");
    assert_eq!(said(&shirube(root.path()).arg("--output").arg(&elsewhere).output().unwrap()).1, Some(0));
    first.abandon();
    open(&output).abandon();
    assert_eq!(said(&shirube(root.path()).output().unwrap()).1, Some(0));
    assert!(snapshot(&output) == snapshot(&elsewhere));
}

#[test]
fn what_a_killed_build_left_behind_is_cleared_away() {
    let guide = TestSite::fictional();
    let root = root(&guide);
    let stage = root.path().join(".shirube/output.new");
    fs::create_dir_all(stage.join("midori/windows")).unwrap();
    fs::write(stage.join("midori/windows/half.html"), "<!doctype ht").unwrap();
    build_into(root.path(), &guide);
    assert!(!stage.exists());
    assert!(!root.path().join("output/midori/windows/half.html").exists());

    // A name that is not in the guide leaves nothing behind either.
    let (stderr, exit) = said(&shirube(root.path()).args(["--only", "murasaki"]).output().unwrap());
    assert_eq!(exit, Some(2), "{stderr}");
    assert!(!stage.exists());
}

#[cfg(unix)]
#[test]
fn an_output_folder_may_be_a_link() {
    let guide = TestSite::fictional();
    let root = root(&guide);
    let real = root.path().join("www/html");
    fs::create_dir_all(&real).unwrap();
    std::os::unix::fs::symlink("www/html", root.path().join("output")).unwrap();
    build_into(root.path(), &guide);
    build_into(root.path(), &guide.edited(HIDAMARI, "そのまま", "ゆっくり"));
    assert!(fs::symlink_metadata(root.path().join("output")).unwrap().is_symlink());
    assert!(real.join("index.html").exists());
}

/// Whenever a build dies, the folder holds the old site or the new one, whole.
#[test]
fn a_kill_at_any_moment_leaves_a_whole_site() {
    const KILLS: u32 = 40;
    let guides = ["古い名前のガイド", "新しい名前のガイド"].map(|title| TestSite::generated(30, title));
    let roots = guides.each_ref().map(root);
    let expected = [0, 1].map(|which| {
        build_into(roots[which].path(), &guides[which]);
        snapshot(&roots[which].path().join("output"))
    });
    let (old, new) = (&expected[0], &expected[1]);
    assert!(old.len() > 400, "some hundreds of pages: {}", old.len());
    assert!(old.keys().all(|path| new.contains_key(path)) && old["index.html"] != new["index.html"]);

    let place = tempfile::tempdir().unwrap();
    let output = place.path().join("output");
    let start = |which: usize| {
        let mut command = shirube(roots[which].path());
        command.arg("--output").arg(&output).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().unwrap()
    };
    assert!(start(0).wait().unwrap().success());
    let clock = Instant::now();
    assert!(start(1).wait().unwrap().success());
    let mut whole = clock.elapsed();

    let (mut present, mut kills, mut swaps, mut rounds) = (1, 0, 0, 0);
    while kills < KILLS {
        rounds += 1;
        assert!(rounds < 10 * KILLS, "most builds end before they are killed");
        let mut build = start(1 - present);
        sleep(whole * (rounds % KILLS) / KILLS);
        let has_ended = build.try_wait().unwrap().is_some();
        build.kill().unwrap();
        build.wait().unwrap();
        if has_ended {
            whole = whole * 9 / 10; // other work on the machine made the first measure too long
        } else {
            kills += 1;
        }
        let found = snapshot(&output);
        let now = expected.iter().position(|site| *site == found);
        let now = now.unwrap_or_else(|| panic!("kill {kills}: {} files, neither old nor new", found.len()));
        assert!(now != present || !has_ended, "a build that ended has written its site");
        swaps += u32::from(now != present);
        present = now;
    }
    assert!(swaps < rounds, "some builds were killed before the exchange");
    assert!(start(1 - present).wait().unwrap().success());
    assert!(snapshot(&output) == expected[1 - present]);
    let left: Vec<String> = fs::read_dir(place.path().join(".shirube"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(left.len(), 2, "the lock and what keeps it out of git: {left:?}");
}

#[test]
fn a_kill_during_the_first_build_leaves_nothing_or_a_whole_site() {
    let guide = TestSite::generated(10, "はじめてのガイド");
    let source = root(&guide);
    build_into(source.path(), &guide);
    let expected = snapshot(&source.path().join("output"));
    for round in 0..12 {
        let place = tempfile::tempdir().unwrap();
        let output = place.path().join("www/output");
        let mut build = shirube(source.path()).arg("--output").arg(&output).stderr(Stdio::null()).spawn().unwrap();
        sleep(Duration::from_millis(round * 8));
        build.kill().unwrap();
        build.wait().unwrap();
        assert!(!output.exists() || snapshot(&output) == expected, "killed after {} ms", round * 8);
    }
}

/// In a container the output folder is often a mount point. One can be made here only where users may have name spaces
/// of their own; elsewhere the unit test of `disk.rs` stands alone.
#[cfg(target_os = "linux")]
#[test]
fn a_mount_point_is_written_file_by_file() {
    let guide = TestSite::generated(2, "ガイド");
    let root = root(&guide);
    let script = "mkdir output copy && mount -t tmpfs none output || exit 77
\"$SHIRUBE\" build --date 2026-11-20 --lang en || exit 1
rm -r content/wards/ward-1
\"$SHIRUBE\" build --date 2026-11-20 --lang en || exit 1
cp -R output/. copy";
    let namespace = ["--user", "--map-root-user", "--mount", "sh", "-c", script];
    let ran = Command::new("unshare")
        .args(namespace)
        .env("SHIRUBE", env!("CARGO_BIN_EXE_shirube"))
        .current_dir(root.path())
        .output();
    let Ok(ran) = ran else { return };
    let (stderr, exit) = said(&ran);
    if exit != Some(0) && !stderr.contains("pages in") {
        return; // no name spaces here
    }
    assert_eq!(exit, Some(0), "{stderr}");
    assert_eq!(stderr.matches("cannot be exchanged in one step").count(), 2, "{stderr}");
    let other = self::root(&guide);
    build_into(other.path(), &TestSite::generated(1, "ガイド"));
    assert!(snapshot(&root.path().join("copy")) == snapshot(&other.path().join("output")));
}
