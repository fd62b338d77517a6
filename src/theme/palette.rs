//! The colours of a theme: what each is for, which must be told apart, and the custom properties that style sheets use.
//!
//! In: the `colours` of all layers. Out: one colour for every token and mode, problems where two that meet are too
//! alike, and CSS. Everything that must be changed to add a token is in this file.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::diagnostic::{Diagnostic, Diagnostics, FieldPath, Location};
use crate::model::value::Colour;
use crate::path::SourcePath;

/// `colours` in a `theme.yaml`. What a theme does not say is its parent's.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Colours {
    /// On a light screen.
    pub light: Palette,
    /// On a dark screen.
    pub dark: Palette,
    /// On paper, whose ground is white.
    pub print: Palette,
}

/// Writes down each token once: the field of a `theme.yaml`, the variant, and what it is for.
macro_rules! tokens {
    ($($(#[doc = $doc:literal])+ $field:ident $token:ident)+) => {
        /// The colours of one mode by what they are for.
        #[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields, default)]
        pub struct Palette {
            $($(#[doc = $doc])+ pub $field: Option<Colour>,)+
        }

        /// What a colour is for. `var(--paper)` is [`Token::Paper`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Token {
            $($(#[doc = $doc])+ $token,)+
        }

        impl Token {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$token),+];

            /// Its name in files.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$token => stringify!($field),)+
                }
            }
        }

        impl Palette {
            /// The colour that is said for a token.
            #[must_use]
            pub fn get(&self, token: Token) -> Option<Colour> {
                match token {
                    $(Token::$token => self.$field,)+
                }
            }
        }
    };
}

tokens! {
    /// The ground of every page.
    paper Paper
    /// The ground of windows, plates and whatever else lies on the page.
    sheet Sheet
    /// The ground of a window in which somebody answers.
    lit Lit
    /// The ground of a window in which nobody answers now.
    dusk Dusk
    /// Text, and the ring around what has the focus.
    ink Ink
    /// Text that steps back.
    soft Soft
    /// Links, posts and frames.
    pine Pine
    /// The number in a window in which somebody answers; like links where nothing else is said.
    glow Glow
    /// The ground of full plates, and of those under the pointer.
    plate Plate
    /// Text on such a plate.
    on On
    /// The edges of controls and tables.
    line Line
    /// Hairlines: ornament only.
    hair Hair
    /// The lit spot in signs: ornament only, always inside a dark line.
    lamp Lamp
    /// Date stamps, gaps, and what is urgent.
    seal Seal
}

/// Where colours are seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mode {
    /// A light screen.
    Light,
    /// A dark screen.
    Dark,
    /// Paper.
    Print,
}

impl Mode {
    const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Print];

    fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Print => "print",
        }
    }
}

impl Token {
    /// Whether it can be chosen for paper. Printers lay no ground: there, grounds are white and text on plates is like
    /// that of links.
    fn is_printed(self) -> bool {
        !matches!(self, Self::Paper | Self::Sheet | Self::Lit | Self::Dusk | Self::Plate | Self::On)
    }
}

impl Colours {
    fn of(&self, mode: Mode) -> &Palette {
        match mode {
            Mode::Light => &self.light,
            Mode::Dark => &self.dark,
            Mode::Print => &self.print,
        }
    }

    /// Reports what is said for paper and has no meaning there.
    pub(super) fn check(&self, path: &SourcePath, diagnostics: &mut Diagnostics) {
        let printed: Vec<&str> =
            Token::ALL.iter().filter(|token| token.is_printed()).map(|token| token.name()).collect();
        for token in Token::ALL.iter().filter(|token| !token.is_printed() && self.print.get(**token).is_some()) {
            let diagnostic =
                Diagnostic::error("not-for-print").with("token", token.name()).with("known", printed.join(", "));
            diagnostics.push(diagnostic.at(Location::key(path, field(Mode::Print, *token))));
        }
    }
}

/// Text must reach 7:1 (WCAG 2.2, 1.4.6).
const TEXT: f64 = 7.0;

/// The edges of controls, and whatever else carries meaning, must reach 3:1 (WCAG 2.2, 1.4.11).
const EDGE: f64 = 3.0;

/// What stands on what, and how well it must be told apart. `hair` and `lamp` carry no meaning.
const PAIRS: &[(Token, Token, f64)] = &[
    (Token::Ink, Token::Paper, TEXT),
    (Token::Ink, Token::Sheet, TEXT),
    (Token::Soft, Token::Paper, TEXT),
    (Token::Soft, Token::Sheet, TEXT),
    (Token::Pine, Token::Paper, TEXT),
    (Token::Pine, Token::Sheet, TEXT),
    (Token::Ink, Token::Lit, TEXT),
    (Token::Soft, Token::Lit, TEXT),
    (Token::Pine, Token::Lit, TEXT),
    (Token::Seal, Token::Lit, TEXT),
    (Token::Glow, Token::Lit, TEXT),
    (Token::Ink, Token::Dusk, TEXT),
    (Token::Soft, Token::Dusk, TEXT),
    (Token::Pine, Token::Dusk, TEXT),
    (Token::Seal, Token::Dusk, TEXT),
    (Token::Seal, Token::Paper, TEXT),
    (Token::Seal, Token::Sheet, TEXT),
    (Token::On, Token::Plate, TEXT),
    (Token::Line, Token::Paper, EDGE),
    (Token::Line, Token::Sheet, EDGE),
];

/// One colour for every token and mode.
#[derive(Debug)]
pub(super) struct Scheme(BTreeMap<(Mode, Token), Said>);

/// A colour and where it is said.
#[derive(Clone, Debug)]
struct Said {
    colour: Colour,
    path: SourcePath,
    /// How far from the guide's own theme, which is 0.
    depth: usize,
}

impl Scheme {
    /// Puts the colours of all layers together; those that come first win.
    pub(super) fn of<'a>(layers: impl Iterator<Item = (&'a SourcePath, &'a Colours)>) -> Self {
        let mut all = BTreeMap::new();
        for (depth, (path, colours)) in layers.enumerate() {
            for (mode, token) in Mode::ALL.iter().flat_map(|mode| Token::ALL.iter().map(|token| (*mode, *token))) {
                if let Some(colour) = colours.of(mode).get(token).filter(|_| mode != Mode::Print || token.is_printed())
                {
                    all.entry((mode, token)).or_insert_with(|| Said { colour, path: path.clone(), depth });
                }
            }
        }
        Self(all)
    }

    /// The custom properties of a style sheet.
    pub(super) fn css(&self) -> String {
        let of_mode = |wanted| {
            let own = self.0.iter().filter(|((mode, _), _)| *mode == wanted);
            own.fold(String::from(":root{"), |mut css, ((_, token), said)| {
                write!(css, "--{}:{};", token.name(), said.colour).expect("writing to a string");
                css
            }) + "}"
        };
        format!(
            "{}\n@media (prefers-color-scheme:dark){{{}}}\n@media print{{{}}}\n",
            of_mode(Mode::Light),
            of_mode(Mode::Dark),
            of_mode(Mode::Print)
        )
    }

    /// Reports colours that cannot be told apart, each once, with the ground on which it is worst.
    pub(super) fn check(&self, diagnostics: &mut Diagnostics) {
        for mode in Mode::ALL {
            let mut worst: BTreeMap<Token, (f64, &(Token, Token, f64))> = BTreeMap::new();
            for pair @ (front, ground, needed) in PAIRS {
                if *front == Token::Glow && !self.0.contains_key(&(mode, *front)) {
                    continue;
                }
                let part = self.contrast(mode, *front, *ground) / needed;
                let Some(blamed) = self.blamed(mode, *front, *ground).filter(|_| part < 1.0) else { continue };
                if worst.get(&blamed).is_none_or(|(known, _)| part < *known) {
                    worst.insert(blamed, (part, pair));
                }
            }
            for (blamed, (_, pair)) in worst {
                diagnostics.push(self.problem(mode, blamed, *pair));
            }
        }
    }

    /// Which of two colours is to be changed: the one whose theme is nearer to the guide, else the one in front.
    fn blamed(&self, mode: Mode, front: Token, ground: Token) -> Option<Token> {
        let depth = |token| self.0.get(&(mode, token)).map(|said| said.depth);
        match (depth(front), depth(ground)) {
            (Some(of_front), Some(of_ground)) if of_ground < of_front => Some(ground),
            (Some(_), _) => Some(front),
            (None, ground_depth) => ground_depth.map(|_| ground),
        }
    }

    fn problem(&self, mode: Mode, blamed: Token, (front, ground, needed): (Token, Token, f64)) -> Diagnostic {
        let said = &self.0[&(mode, blamed)];
        let nearest = said.colour.nearest_passing(|colour| {
            let colour_of = |token| if token == blamed { colour } else { self.colour(mode, token) };
            let mut own = PAIRS.iter().filter(|(front, ground, _)| [*front, *ground].contains(&blamed));
            own.all(|(front, ground, needed)| colour_of(*front).contrast(colour_of(*ground)) >= *needed)
        });
        Diagnostic::error("colour-contrast")
            .with("front", front.name())
            .with("front_colour", self.colour(mode, front))
            .with("ground", ground.name())
            .with("ground_colour", self.colour(mode, ground))
            .with("ratio", shown(self.contrast(mode, front, ground), needed))
            .with("needed", needed)
            .with("screen", mode.name())
            .with("token", blamed.name())
            .with_some("nearest", nearest)
            .at(Location::field(&said.path, field(mode, blamed)))
    }

    fn contrast(&self, mode: Mode, front: Token, ground: Token) -> f64 {
        self.colour(mode, front).contrast(self.colour(mode, ground))
    }

    /// The colour of a token; the standard theme names every one.
    fn colour(&self, mode: Mode, token: Token) -> Colour {
        match (mode, token) {
            (Mode::Print, Token::On) => self.colour(mode, Token::Pine),
            (Mode::Print, Token::Paper | Token::Sheet | Token::Lit | Token::Dusk | Token::Plate) => Colour::WHITE,
            _ => self.0.get(&(mode, token)).map_or(Colour::WHITE, |said| said.colour),
        }
    }
}

/// `colours.light.pine`
fn field(mode: Mode, token: Token) -> FieldPath {
    FieldPath::from("colours").key(mode.name()).key(token.name())
}

/// A ratio with two places, never rounded up to what it does not reach.
fn shown(ratio: f64, needed: f64) -> String {
    let rounded = (ratio * 100.0).round() / 100.0;
    format!("{:.2}", if rounded >= needed && ratio < needed { (ratio * 100.0).floor() / 100.0 } else { rounded })
}
