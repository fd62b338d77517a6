//! Where a browser that can print stands: Chromium, Chrome or Edge.
//!
//! In: what was named, and what is known of the computer. Out: the program. It looks at no disk and no environment; the
//! command tells it ([`Computer`]).

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::Error;

/// What is known of the computer.
pub struct Computer<'a> {
    /// `linux`, `macos`, `windows` …, as [`env::consts::OS`] says it.
    pub system: &'a str,
    /// The value of a variable of the environment.
    pub variable: &'a dyn Fn(&str) -> Option<OsString>,
    /// Whether there is a program at a path.
    pub is_program: &'a dyn Fn(&Path) -> bool,
}

/// The browser that was named, else the first that is there.
///
/// # Errors
///
/// When what was named is no program, or nothing was named and there is none.
pub fn find(named: Option<&Path>, computer: &Computer<'_>) -> Result<PathBuf, Error> {
    let is_program = |path: &PathBuf| (computer.is_program)(path);
    match named {
        Some(named) if is_program(&named.to_path_buf()) => Ok(named.to_path_buf()),
        Some(named) if named.components().count() == 1 => {
            in_path(named, computer).find(is_program).ok_or_else(|| Error::NotAProgram(named.to_path_buf()))
        }
        Some(named) => Err(Error::NotAProgram(named.to_path_buf())),
        None => candidates(computer).find(is_program).ok_or(Error::NoBrowser),
    }
}

const NAMES: [&str; 7] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
];

/// Where browsers stand on Windows, below the folders of programs. Edge comes with it.
const ON_WINDOWS: [&str; 3] = [
    r"Chromium\Application\chrome.exe",
    r"Google\Chrome\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
];

/// Where browsers stand on a Mac, below the folders of applications.
const ON_A_MAC: [&str; 3] = [
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

/// Where distributions of Linux put what is not in the path of every account.
const ON_LINUX: [&str; 3] = ["/snap/bin/chromium", "/opt/google/chrome/chrome", "/opt/microsoft/msedge/msedge"];

/// Everywhere that a browser may stand, the first choice first.
fn candidates(computer: &Computer<'_>) -> impl Iterator<Item = PathBuf> {
    let variable = |name: &str| (computer.variable)(name).map(PathBuf::from);
    let usual: Vec<PathBuf> = match computer.system {
        "windows" => ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"]
            .into_iter()
            .filter_map(variable)
            .flat_map(|folder| ON_WINDOWS.map(|path| format!(r"{}\{path}", folder.display()).into()))
            .collect(),
        "macos" => [Some(PathBuf::from("/Applications")), variable("HOME").map(|home| home.join("Applications"))]
            .into_iter()
            .flatten()
            .flat_map(|folder| ON_A_MAC.map(|path| folder.join(path)))
            .collect(),
        _ => ON_LINUX.map(PathBuf::from).into(),
    };
    let in_path = NAMES.into_iter().flat_map(|name| in_path(Path::new(name), computer));
    in_path.chain(usual).collect::<Vec<_>>().into_iter()
}

/// A name in each folder of the path.
fn in_path(name: &Path, computer: &Computer<'_>) -> impl Iterator<Item = PathBuf> {
    let name = match (computer.system, name.extension()) {
        ("windows", None) => name.with_extension("exe"),
        _ => name.to_path_buf(),
    };
    let path = (computer.variable)("PATH").unwrap_or_default();
    env::split_paths(&path).map(|folder| folder.join(&name)).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(system: &str, programs: &[&str], named: Option<&str>, expected: Result<&str, Error>) {
        let variable = |name: &str| match name {
            "PATH" => Some("/usr/local/bin:/usr/bin".into()),
            "HOME" => Some("/Users/a".into()),
            "ProgramFiles" => Some(r"C:\Program Files".into()),
            "ProgramFiles(x86)" => Some(r"C:\Program Files (x86)".into()),
            _ => None,
        };
        let is_program = |path: &Path| programs.iter().any(|program| path == Path::new(program));
        let computer = Computer { system, variable: &variable, is_program: &is_program };
        assert_eq!(find(named.map(Path::new), &computer), expected.map(PathBuf::from));
    }

    #[test]
    fn the_first_browser_that_is_there_is_taken() {
        check("linux", &["/usr/bin/microsoft-edge", "/usr/bin/chromium"], None, Ok("/usr/bin/chromium"));
        check("linux", &["/usr/bin/chrome", "/usr/local/bin/chrome"], None, Ok("/usr/local/bin/chrome"));
        check("linux", &["/snap/bin/chromium"], None, Ok("/snap/bin/chromium"));
        let mac = "/Users/a/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
        check("macos", &[mac], None, Ok(mac));
        let edge = r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe";
        check("windows", &[edge], None, Ok(edge));
        check("linux", &["/usr/bin/firefox", edge, mac], None, Err(Error::NoBrowser));
    }

    #[test]
    fn what_is_named_is_taken_or_it_is_an_error() {
        check("linux", &["/opt/c", "/usr/bin/chromium"], Some("/opt/c"), Ok("/opt/c"));
        check("linux", &["/usr/bin/chromium-dev"], Some("chromium-dev"), Ok("/usr/bin/chromium-dev"));
        for named in ["chromium-dev", "/opt/c", "./chromium"] {
            check("linux", &["/usr/bin/chromium"], Some(named), Err(Error::NotAProgram(named.into())));
        }
    }
}
