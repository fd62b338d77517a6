//! Writes guides of 20, 200 and 1,741 wards and times every stage of their build.
//!
//! `cargo bench` runs all three; `cargo bench -- --wards 200 --languages 3 --to /dev/shm` one of them. Every ward has 12
//! records of five kinds with 20 fields and 1.4 KB of Japanese Markdown each. Each size runs in a process of its
//! own, so that its peak memory is its own. CPU seconds are the figures to trust; machines are noisy.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::unwrap_used)]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::time::Instant;
use std::{env, fs};

use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::civil;
use rustix::time::{ClockId, clock_gettime};
use shirube::build::{Options, build};
use shirube::disk::{Folder, Folders, read};
use shirube::live::{Live, Settings};
use shirube::messages::MessageLanguage;
use shirube::model::prefectures;
use shirube::path::SourcePath;
use shirube::plan::PagePlan;
use shirube::preview::Answer;
use shirube::render::Bytes;
use shirube::sink::{Sink, Stage};

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let value = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).cloned()
    };
    let languages = value("--languages").unwrap_or_else(|| "1".to_owned());
    let to = value("--to").unwrap_or_else(|| env::temp_dir().display().to_string());
    match value("--wards") {
        Some(wards) => one(wards.parse().unwrap(), languages.parse().unwrap(), Path::new(&to)),
        None => {
            for wards in ["20", "200", "1741"] {
                let own = env::current_exe().unwrap();
                let status = Command::new(own)
                    .args(["--wards", wards, "--languages", &languages, "--to", &to])
                    .status()
                    .unwrap();
                assert!(status.success(), "{wards} wards failed");
            }
        }
    }
}

/// A sink that notes when each stage begins, and how many bytes pass.
struct Timed {
    folder: Folder,
    stages: Mutex<Vec<(&'static str, Instant, f64)>>,
    bytes: std::sync::atomic::AtomicUsize,
}

impl Timed {
    fn enter(&self, name: &'static str) {
        self.stages.lock().unwrap().push((name, Instant::now(), cpu()));
    }
}

impl Sink for Timed {
    fn stage(&self, stage: Stage) {
        self.enter(match stage {
            Stage::Model => "model",
            Stage::Theme => "theme",
            Stage::Check => "check",
            Stage::Plan => "plan",
            Stage::Pages(_) => "pages",
        });
    }

    fn put(&self, page: &PagePlan, bytes: Bytes<'_>) {
        self.bytes.fetch_add(bytes.len(), std::sync::atomic::Ordering::Relaxed);
        self.folder.put(page, bytes);
    }

    fn copy(&self, page: &PagePlan, from: &SourcePath) {
        self.folder.copy(page, from);
    }

    fn read(&self, from: &SourcePath) -> Option<Vec<u8>> {
        self.folder.read(from)
    }
}

fn one(wards: usize, languages: usize, to: &Path) {
    let place = tempfile::tempdir_in(to).unwrap();
    let root = place.path();
    write_guide(root, wards, languages);
    let folders = Folders { root: root.into(), content: root.join("content"), themes: root.join("themes") };
    let output = root.join("output");
    let options = Options { day: civil::date(2026, 11, 20), only: None, theme: None };

    println!("{wards} wards, {languages} language(s)");
    for run in ["first build", "nothing changed"] {
        let (start, start_cpu) = (Instant::now(), cpu());
        let (tree, _) = read(&folders).unwrap();
        let sink = Timed {
            folder: Folder::open(&output, Path::new("content")).unwrap(),
            stages: Mutex::new(vec![("read", start, start_cpu)]),
            bytes: 0.into(),
        };
        let build = build(&tree, &options, &sink);
        assert!(!build.diagnostics.has_errors(), "the guide is right: {:?}", build.diagnostics.iter().next());
        sink.enter("finish");
        let Timed { folder, stages, bytes } = sink;
        folder.finish().unwrap();
        let mut stages = stages.into_inner().unwrap();
        stages.push(("", Instant::now(), cpu()));
        println!("  {run}: {} pages, {} MB", build.pages, bytes.into_inner() / 1_000_000);
        if run == "first build" {
            search(&output);
        }
        for pair in stages.windows(2) {
            let [(name, start, start_cpu), (_, end, end_cpu)] = pair else { unreachable!("windows of two") };
            println!(
                "    {name:<7} wall {:>8.1} ms   cpu {:>8.1} ms",
                (*end - *start).as_secs_f64() * 1e3,
                (end_cpu - start_cpu) * 1e3
            );
        }
        let (wall, cpu) = (start.elapsed().as_secs_f64(), cpu() - start_cpu);
        println!(
            "    all     wall {:>8.1} ms   cpu {:>8.1} ms   {:.0} µs of CPU a page",
            wall * 1e3,
            cpu * 1e3,
            cpu * 1e6 / build.pages as f64
        );
    }
    edits(&folders, options.day);
    println!("  peak memory {} MiB\n", peak_mib());
}

/// How large the files of the search are.
fn search(output: &Path) {
    let of = |folder: &str| {
        let files = fs::read_dir(output.join("data/search").join(folder)).unwrap().map(|entry| entry.unwrap().path());
        files.filter(|path| path.is_file()).map(|path| zipped(&fs::read(path).unwrap())).collect::<Vec<_>>()
    };
    let heaviest = |weights: &[usize]| weights.iter().max().copied().unwrap_or(0);
    let [core, ranges, wards] = ["", "ranges", "wards"].map(of);
    println!(
        "    search: core {} bytes in gzip, {} ranges up to {}, wards up to {}",
        heaviest(&core),
        ranges.len(),
        heaviest(&ranges),
        heaviest(&wards)
    );
}

fn zipped(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap().len()
}

/// A record is edited under `serve`, and then its ward's page, its own and the entrance are asked for.
fn edits(folders: &Folders, day: civil::Date) {
    let settings = Settings {
        today: Box::new(move || day),
        theme: None,
        language: MessageLanguage::Ja,
        version: 0,
        changed: Box::new(|_, _| {}),
    };
    let start = Instant::now();
    let live = Live::open(folders.clone(), settings).unwrap();
    println!("  under serve: opened in {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    let path = folders.content.join("wards/ward-1/windows/window-0.md");
    let text = fs::read_to_string(&path).unwrap();
    for edit in 1..=5 {
        fs::write(&path, text.replace("name: ", &format!("name: 改{edit}"))).unwrap();
        let mut took = Vec::new();
        for address in ["/ward-1/windows/window-0.html", "/ward-1/index.html", "/index.html"] {
            let start = Instant::now();
            let Answer::Page { html, .. } = live.now().answer(address) else { panic!("{address} is a page") };
            took.push(format!("{:.1}", start.elapsed().as_secs_f64() * 1e3));
            assert!(address == "/index.html" || html.contains(&format!("改{edit}")), "{address} is fresh");
        }
        println!("    edit {edit}: record, ward, entrance {} ms", took.join(", "));
    }
}

fn cpu() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

fn peak_mib() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<usize>().ok()).unwrap_or(0) / 1024
}

fn write_guide(root: &Path, wards: usize, languages: usize) {
    let put = |path: String, text: String| {
        let path = root.join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let languages = ["ja", "easy", "en"][..languages].join(", ");
    put(
        "site.yaml".into(),
        format!(
            "title: 全国相談ガイド\nbase_url: https://guide.example.jp/\npublisher: office\nlanguages: [{languages}]\nsample: true\n"
        ),
    );
    put(
        "concerns.yaml".into(),
        "- { id: talk, name: 話を聞いてほしい }\n- { id: work, name: 働くこと }\n- { id: life, name: くらしとお金 }\n- { id: mind, name: こころ }\n".into(),
    );
    put("sources.yaml".into(), "- { id: annai, title: 相談窓口のてびき, publisher: 試験, date: 令和8年4月 }\n".into());
    put("shared/japan/scope.yaml".into(), "name: 全国\napplies_to: all\nfallback: phone-lines/all\n".into());
    put("shared/japan/organisations.yaml".into(), "- { id: office, name: 発行所, kana: はっこうしょ }\n".into());
    put("shared/japan/phone-lines/all.md".into(), record("全国の電話", "ぜんこくのでんわ", "office", 0));
    for number in 0..wards {
        let prefecture = prefectures().nth(number % 47).unwrap();
        let id = format!("ward-{number}");
        let kana = nickname(number);
        let mut text = format!("---\nname: 試験{number}市\nkana: {kana}し\nromaji: Shiken {number} City\n");
        writeln!(
            text,
            "code: \"{}\"\nprefecture: {}\nmain: windows/window-0\n---",
            code(prefecture.code, number / 47),
            prefecture.name
        )
        .unwrap();
        text.push_str(&prose(number, "../.."));
        put(format!("wards/{id}/ward.md"), text);
        put(format!("wards/{id}/organisations.yaml"), "- { id: office, name: 福祉課, kana: ふくしか }\n".into());
        for (folder, (name, kana), count, first) in KINDS {
            for at in 0..count {
                let text = record(&format!("第{at}{name}"), kana, "office", number * 12 + first + at);
                let (singular, _) = folder.rsplit_once('s').unwrap();
                let short = singular.rsplit('-').next().unwrap();
                put(format!("wards/{id}/{folder}/{short}-{at}.md"), text);
            }
        }
    }
}

/// What a ward has: the peers' own page set. The folder, a name with its kana, how many, and the number of the first.
const KINDS: [(&str, (&str, &str), usize, usize); 5] = [
    ("windows", ("相談窓口", "そうだんまどぐち"), 4, 0),
    ("phone-lines", ("相談電話", "そうだんでんわ"), 2, 4),
    ("family-groups", ("家族の会", "かぞくのかい"), 2, 6),
    ("places", ("居場所", "いばしょ"), 2, 8),
    ("programmes", ("家族教室", "かぞくきょうしつ"), 2, 10),
];

/// Six digits with the check digit.
fn code(prefecture: u8, number: usize) -> String {
    let five = format!("{prefecture:02}{:03}", 100 + number);
    let sum: u32 = five.chars().zip([6, 5, 4, 3, 2]).map(|(digit, weight)| digit.to_digit(10).unwrap() * weight).sum();
    format!("{five}{}", (11 - sum % 11) % 10)
}

fn record(name: &str, kana: &str, operator: &str, number: usize) -> String {
    format!(
        "---
name: {name}「{nickname}」
kana: {kana}「{nickname}」
also: [{also}]
operators: [{operator}]
for: [self, family, neighbour]
ages: {{ from: 15, to: 64, about: true }}
concerns: [{concern}, life]
modes: [phone, email, office, home-visit]
phones:
  - label: 相談専用
    number: 03-0{:03}-{:04}
    note: 混みあうときは、少したってからおかけください。
emails:
  - address: sodan{number}@city.example.jp
web: https://city.example.jp/sodan/{number}
hours: 月-金 9:00-12:00, 13:00-17:00; 祝日・年末年始 休み
address:
  text: 本町{number}丁目1番2号 市役所2階
  postal_code: 100-0001
  access: 駅の東口から歩いて6分です。
anonymous: true
cost: 無料
reply_within: 3日以内
call:
  first_words: 聞いてほしいことがあります。
  asked: いまの様子をうかがいます。
source: {{ document: annai, as_of: 2026-04 }}
---
{}",
        number / 10_000 % 1000,
        number % 10_000,
        prose(number, "../../.."),
        nickname = nickname(number),
        also = nickname(number + 50_000),
        concern = ["talk", "work", "life", "mind"][number % 4],
    )
}

/// A name of five syllables that no other number has, so that the search has as much to do as in a real guide.
fn nickname(number: usize) -> String {
    let syllables: Vec<char> =
        "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらり".chars().collect();
    let spread = number * 7919 + 4321;
    (0..5).map(|at| syllables[spread / syllables.len().pow(at) % syllables.len()]).collect()
}

/// About 1.4 KB of Japanese Markdown.
fn prose(number: usize, up: &str) -> String {
    format!(
        "外に出にくい、人と会うのがつらい。そのことを、そのまま話していただける窓口です。番号{number}の見本です。

## 話し方を選べます

会って、電話で、メールで。**話しやすい方法**を選んでください。様子をうかがって、合うところへおつなぎします。
つないだ後も、ここに戻ってこられます。何度でも、同じところから始めてかまいません。

- 名前を言わなくてもかまいません
- 途中で切ってもかまいません
- 家族だけの相談もお受けします

## 相談した後のこと

すぐに何かを決めることはありません。次にいつ話すかだけを一緒に決めます。間が空いても、こちらから急かすことはありません。
体の調子が悪いときは、お休みして、また話しましょう。

詳しいことは、[全国の電話]({up}/shared/japan/phone-lines/all.md)でもお答えします。
"
    )
}
