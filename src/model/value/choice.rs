//! Words that are chosen from a closed list.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A closed list of words: a variant and how it is written.
macro_rules! choice {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema)]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every choice, in the order in which pages show them.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The word as it is written in a file.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

choice! {
    /// Whether a service can be used.
    #[derive(Default)]
    Status {
        /// It can be used.
        #[default]
        Open = "open",
        /// It is decided on but has not begun.
        Planned = "planned",
        /// Somebody proposes it.
        Proposal = "proposal",
        /// It rests for a while.
        Paused = "paused",
        /// It is over.
        Ended = "ended",
    }
}

choice! {
    /// Who may read a record.
    #[derive(Default)]
    Audience {
        /// Everybody.
        #[default]
        Public = "public",
        /// The people who run the guide; it never reaches the site.
        Staff = "staff",
    }
}

choice! {
    /// Who asks.
    Who {
        /// The person.
        Own = "self",
        /// The family.
        Family = "family",
        /// A neighbour, a friend, a welfare officer.
        Neighbour = "neighbour",
        /// Somebody who helps by profession.
        Supporter = "supporter",
    }
}

choice! {
    /// How one can talk. The order is the order of channels on every page.
    Mode {
        /// By telephone.
        Phone = "phone",
        /// By e-mail.
        Email = "email",
        /// By a form on the web.
        WebForm = "web-form",
        /// By a talk over the internet.
        Online = "online",
        /// By going there.
        Office = "office",
        /// By being visited at home.
        HomeVisit = "home-visit",
        /// At a desk that comes to the district.
        Outreach = "outreach",
    }
}

choice! {
    /// A part of life: what people look for by their age.
    AgeBand {
        /// Up to 17.
        Minor = "under-18",
        /// 18 to 39.
        Young = "18-39",
        /// 40 to 64.
        Middle = "40-64",
        /// 65 and older.
        Old = "65-and-over",
    }
}

impl AgeBand {
    /// The youngest and the oldest of it.
    #[must_use]
    pub fn borders(self) -> (u8, u8) {
        match self {
            Self::Minor => (0, 17),
            Self::Young => (18, 39),
            Self::Middle => (40, 64),
            Self::Old => (65, u8::MAX),
        }
    }
}

choice! {
    /// How often something comes round that has no dates.
    Every {
        /// Every week.
        Week = "week",
        /// Every two weeks.
        Fortnight = "fortnight",
        /// Every month.
        Month = "month",
        /// Every two months.
        TwoMonths = "two-months",
        /// Every three months.
        Quarter = "quarter",
        /// Every six months.
        HalfYear = "half-year",
        /// Every year.
        Year = "year",
        /// 定期的に: again and again; how often is not known.
        Regular = "regular",
    }
}

choice! {
    /// A weekday, where no hours are known.
    DayOfWeek {
        /// 月曜
        Monday = "mon",
        /// 火曜
        Tuesday = "tue",
        /// 水曜
        Wednesday = "wed",
        /// 木曜
        Thursday = "thu",
        /// 金曜
        Friday = "fri",
        /// 土曜
        Saturday = "sat",
        /// 日曜
        Sunday = "sun",
    }
}

choice! {
    /// A part of the day, where no hours are known.
    PartOfDay {
        /// 午前
        Morning = "morning",
        /// 午後
        Afternoon = "afternoon",
        /// 夕方
        Evening = "evening",
        /// 夜
        Night = "night",
    }
}

choice! {
    /// How a programme stands in this year's plan.
    Mark {
        /// 新規
        New = "new",
        /// 継続
        Continued = "continued",
        /// 休止
        Paused = "paused",
    }
}

choice! {
    /// What a number in a plan is.
    CountKind {
        /// What was meant to be done.
        Planned = "planned",
        /// What was done.
        Actual = "actual",
    }
}

choice! {
    /// The kinds of printed matter.
    LeafletKind {
        /// One sheet that says where to turn.
        Flyer = "flyer",
        /// The same in large print.
        Large = "large",
        /// A table of branches.
        Branches = "branches",
        /// A form that is filled in by pen.
        Form = "form",
        /// A sheet on which an office confirms its facts.
        Verify = "verify",
        /// Text for a newsletter or a circular.
        Text = "text",
        /// Who helps with what, in columns.
        Map = "map",
        /// A folded leaflet.
        Trifold = "trifold",
        /// Cards to hand out.
        Cards = "cards",
        /// A poster.
        Poster = "poster",
    }
}

impl LeafletKind {
    /// Whether it tells of one record before all others.
    #[must_use]
    pub fn is_about_a_record(self) -> bool {
        !matches!(self, Self::Form | Self::Verify)
    }
}

choice! {
    /// How a sheet is folded in three.
    #[derive(Default)]
    Fold {
        /// The last third goes inside, and is narrower for that.
        #[default]
        Roll = "roll",
        /// To and fro.
        Z = "z",
    }
}

choice! {
    /// By what a leaflet puts its entries together.
    Grouping {
        /// By worry.
        Concerns = "concerns",
        /// By field.
        Fields = "fields",
    }
}

choice! {
    /// A language of the site.
    Language {
        /// Japanese.
        Ja = "ja",
        /// Easy Japanese, やさしい日本語.
        Easy = "easy",
        /// English.
        En = "en",
    }
}

impl Language {
    /// What stands in `lang`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Ja | Self::Easy => "ja",
            Self::En => "en",
        }
    }
}

choice! {
    /// What the site does with a fact that nobody has confirmed in time.
    #[derive(Default)]
    Unverified {
        /// Shows it, dialled, beside 確認中 and the reason.
        #[default]
        Mark = "mark",
        /// Shows the scope's fallback line in its place.
        Hide = "hide",
        /// Does not build.
        Refuse = "refuse",
    }
}
