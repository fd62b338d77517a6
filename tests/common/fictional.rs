//! Fictional guides, right as they stand, for tests that change what they are about.

use super::{HIDAMARI, TestSite};

impl TestSite {
    /// A ward with a window, and a line of its prefecture.
    pub fn fictional() -> Self {
        TestSite::empty()
            .file(
                "content/site.yaml",
                "title: みどり市ひきこもり相談ガイド
base_url: https://guide.example.jp/midori/
publisher: aoba-ken
languages: [ja, easy, en]
sample: true
",
            )
            .file(
                "content/concerns.yaml",
                "- { id: talk, name: { ja: 話を聞いてほしい, en: I want someone to listen } }\n",
            )
            .file(
                "content/sources.yaml",
                "- { id: annai, title: 相談窓口のてびき, publisher: みどり市, date: 令和8年4月 }\n",
            )
            .file(
                "content/shared/aoba/scope.yaml",
                "name: あおば県\napplies_to: { prefecture: あおば県 }\nfallback: phone-lines/yoru\n",
            )
            .file("content/shared/aoba/organisations.yaml", "- { id: aoba-ken, name: あおば県, kana: あおばけん }\n")
            .file(
                "content/shared/aoba/phone-lines/yoru.md",
                "---
name: よるの電話
kana: よるのでんわ
concerns: [talk]
modes: [phone]
phones: [{ number: 03-0000-1199 }]
hours: 24時間
source: { document: annai }
---
夜でも話せる電話です。
",
            )
            .file(
                "content/wards/midori/ward.md",
                "---
name: みどり市
kana: みどりし
romaji: Midori City
code: \"990019\"
prefecture: あおば県
main: windows/hidamari
---
みどり市には、最初に話を聞く窓口があります。
",
            )
            .file("content/wards/midori/organisations.yaml", "- { id: fukushi, name: 福祉課, kana: ふくしか }\n")
            .file(
                HIDAMARI,
                "---
name: 相談窓口「ひだまり」
kana: そうだんまどぐち「ひだまり」
operators: [fukushi]
for: [self, family]
concerns: [talk]
modes: [phone, office]
phones: [{ label: 相談専用, number: 03-0000-1234 }]
hours: 月-金 9:00-17:00; 祝日・年末年始 休み
address: { text: 市役所1階 }
desks:
  - { id: kita, name: 北の相談係, kana: きたのそうだんがかり, phones: [{ number: 03-0000-2345 }] }
source: { document: annai }
---
外に出にくいことを、そのまま話してください。
",
            )
            .file(
                "content/wards/midori/windows/hidamari.en.md",
                "---
name: Hidamari Consultation Window
texts: [{ of: 相談専用, say: Consultation line }]
---
Say just as it is that going out is hard.
",
            )
    }

    /// The fictional guide with more wards, each with three windows, under a title of its own.
    pub fn generated(wards: usize, title: &str) -> Self {
        let mut guide = Self::fictional().edited("content/site.yaml", "みどり市ひきこもり相談ガイド", title).edited(
            "content/site.yaml",
            "ja, easy, en",
            "ja, en",
        );
        for number in 0..wards {
            let ward = format!(
                "---
name: 第{number}区
kana: だいく
romaji: Ward {number}
code: \"{}\"
prefecture: あおば県
main: windows/window-{}
formerly_ids: [old-{number}]
---
第{number}区の窓口です。
",
                code(number),
                number % 3,
            );
            guide = guide.file(&format!("content/wards/ward-{number}/ward.md"), ward);
            for window in 0..3 {
                let text = format!(
                    "---
name: 第{window}窓口
kana: だいまどぐち
for: [self, family]
concerns: [talk]
modes: [phone]
phones: [{{ number: 03-0{number:03}-{window:04} }}]
hours: 月-金 9:00-17:00; 祝日・年末年始 休み
source: {{ document: annai }}
---
そのまま話してください。

## 話した後のこと

[最初の窓口](window-0.md)に戻ってこられます。
",
                );
                guide = guide.file(&format!("content/wards/ward-{number}/windows/window-{window}.md"), text);
            }
        }
        guide
    }
}

/// A municipality's code with its check digit.
fn code(number: usize) -> String {
    let five = format!("98{number:03}");
    let sum: u32 = five.bytes().zip([6, 5, 4, 3, 2]).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{five}{}", (11 - sum % 11) % 10)
}
