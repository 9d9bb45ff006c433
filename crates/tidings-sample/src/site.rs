/// Team of a queue and of an agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Team {
    Service,
    Technical,
}

impl Team {
    pub(crate) const ALL: [Self; 2] = [Self::Service, Self::Technical];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Technical => "technical",
        }
    }

    pub(crate) fn skill(self) -> &'static str {
        match self {
            Self::Service => "customer-care",
            Self::Technical => "technical-support",
        }
    }

    pub(crate) fn other(self) -> Self {
        match self {
            Self::Service => Self::Technical,
            Self::Technical => Self::Service,
        }
    }

    /// Share of the contacts in hundredths.
    pub(crate) fn share(self) -> u64 {
        match self {
            Self::Service => 66,
            Self::Technical => 34,
        }
    }

    /// Mean seconds of talking.
    pub(crate) fn talk(self) -> i64 {
        match self {
            Self::Service => 450,
            Self::Technical => 830,
        }
    }
}

/// A queue with the topics that reach it.
#[derive(Debug)]
pub(crate) struct Queue {
    pub(crate) name: &'static str,
    pub(crate) team: Team,
    pub(crate) topics: &'static [(&'static str, u64)],
}

pub(crate) const QUEUES: &[(Queue, u64)] = &[
    (Queue { name: "billing", team: Team::Service, topics: &[("invoice", 6), ("payment", 4)] }, 36),
    (Queue { name: "orders", team: Team::Service, topics: &[("delivery", 7), ("return", 3)] }, 30),
    (Queue { name: "support", team: Team::Technical, topics: &[("fault", 6), ("setup", 4)] }, 34),
];

/// When a site is open and how its shifts lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cover {
    /// Weekdays and Saturday morning.
    Office,
    /// Into the evening; `closed_sunday` where Sunday is free.
    Extended { closed_sunday: bool },
    /// From eight to midnight.
    Midnight,
    /// From eight to two at night.
    Late,
    /// Never closed.
    Round,
}

/// A stretch of the day for which one group of agents comes in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slot {
    pub(crate) kind: &'static str,
    /// Minutes after midnight at the site.
    pub(crate) start: i64,
    pub(crate) minutes: i64,
    /// The least number of agents of each team, in the order of [`Team::ALL`].
    pub(crate) least: [usize; 2],
}

const fn slot(kind: &'static str, start: i64, minutes: i64, least: [usize; 2]) -> Slot {
    Slot { kind, start, minutes, least }
}

impl Cover {
    /// `weekday` is the ISO day, `hour` the hour of the day at the site.
    pub(crate) fn open(self, weekday: i8, hour: i8) -> bool {
        match self {
            Self::Office => match weekday {
                1..=5 => (8..18).contains(&hour),
                6 => (9..13).contains(&hour),
                _ => false,
            },
            Self::Extended { closed_sunday: false } if weekday < 6 => (8..22).contains(&hour),
            Self::Extended { closed_sunday: false } => (9..17).contains(&hour),
            Self::Extended { closed_sunday: true } => match weekday {
                1..=5 => (9..21).contains(&hour),
                6 => (9..18).contains(&hour),
                _ => false,
            },
            Self::Midnight => hour >= 8,
            Self::Late => !(2..8).contains(&hour),
            Self::Round => true,
        }
    }

    pub(crate) fn slots(self, weekday: i8) -> &'static [Slot] {
        // One agent at least at any time the site is open, and a technical one on weekdays. A shift outlasts
        // the opening hours by some minutes, for those who rang just before.
        const ONE: [usize; 2] = [1, 0];
        const TECHNICAL: [usize; 2] = [0, 1];
        const CORE: Slot = slot("day", 10 * 60, 480, TECHNICAL);
        match (self, weekday) {
            (Self::Office, 1..=5) => const { &[slot("day", 8 * 60, 510, ONE), slot("day", 11 * 60, 435, TECHNICAL)] },
            (Self::Office, 6) => const { &[slot("day", 9 * 60, 255, ONE)] },
            (Self::Extended { closed_sunday: true }, 1..=5) => {
                const { &[slot("day", 9 * 60, 420, ONE), CORE, slot("evening", 15 * 60, 375, ONE)] }
            }
            (Self::Extended { closed_sunday: true }, 6) => const { &[slot("day", 9 * 60, 555, ONE)] },
            (Self::Office | Self::Extended { closed_sunday: true }, _) => &[],
            (Self::Extended { closed_sunday: false }, 1..=5) => {
                const { &[slot("day", 8 * 60, 480, ONE), CORE, slot("evening", 15 * 60, 435, ONE)] }
            }
            (Self::Extended { closed_sunday: false }, _) => const { &[slot("day", 9 * 60, 495, ONE)] },
            (Self::Midnight, 1..=5) => {
                const { &[slot("day", 8 * 60, 510, ONE), CORE, slot("evening", 16 * 60, 490, ONE)] }
            }
            (Self::Midnight, _) => const { &[slot("day", 8 * 60, 510, ONE), slot("evening", 16 * 60, 490, ONE)] },
            (Self::Late, 1..=5) => {
                const { &[slot("day", 8 * 60, 510, ONE), CORE, slot("evening", 16 * 60 + 15, 600, ONE)] }
            }
            (Self::Late, _) => const { &[slot("day", 8 * 60, 510, ONE), slot("evening", 16 * 60 + 15, 600, ONE)] },
            (Self::Round, 1..=5) => {
                const {
                    &[
                        slot("day", 7 * 60, 510, ONE),
                        CORE,
                        slot("evening", 14 * 60 + 45, 510, ONE),
                        slot("night", 22 * 60 + 30, 525, ONE),
                    ]
                }
            }
            (Self::Round, _) => {
                const {
                    &[
                        slot("day", 7 * 60, 510, ONE),
                        slot("evening", 14 * 60 + 45, 510, ONE),
                        slot("night", 22 * 60 + 30, 525, ONE),
                    ]
                }
            }
        }
    }
}

/// How a site's telephone system writes its contacts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// The system that several sites share: commas, UTF-8, instants with their offset.
    Shared,
    /// Semicolons, windows-1252, wall-clock times without a zone, German column names.
    German,
    /// GB 18030 and Chinese column names.
    Chinese,
    /// UTF-8 with a byte order mark and Korean column names.
    Korean,
}

/// What sets one site apart from another.
#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) id: &'static str,
    /// Begins the site's numbers.
    pub(crate) prefix: &'static str,
    pub(crate) zone: &'static str,
    /// ISO 4217 code of the currency in which the site keeps its books.
    pub(crate) currency: &'static str,
    /// Minor units of it for one paid hour of an agent, everything included.
    pub(crate) hour_cost: i64,
    /// Share of all contacts, relative to the other sites.
    pub(crate) weight: u64,
    pub(crate) cover: Cover,
    pub(crate) dialect: Dialect,
    /// Of the customers; an agent has one of them as native language.
    pub(crate) languages: &'static [(&'static str, u64)],
    /// Days with a fraction of the usual contacts: public holidays, and one quiet day.
    pub(crate) holidays: &'static [&'static str],
    pub(crate) quiet: Option<&'static str>,
}

pub(crate) const SITES: &[Site] = &[
    Site {
        id: "eindhoven",
        prefix: "EIN",
        zone: "Europe/Amsterdam",
        currency: "EUR",
        hour_cost: 3900,
        weight: 260,
        cover: Cover::Round,
        dialect: Dialect::Shared,
        languages: &[("nl", 86), ("en", 14)],
        holidays: &["2026-01-01", "2026-04-05", "2026-04-06", "2026-04-27", "2026-05-14", "2026-05-25", "2026-12-25"],
        quiet: Some("2026-03-11"),
    },
    Site {
        id: "maastricht",
        prefix: "MST",
        zone: "Europe/Amsterdam",
        currency: "EUR",
        hour_cost: 3700,
        weight: 80,
        cover: Cover::Office,
        dialect: Dialect::Shared,
        languages: &[("nl", 78), ("fr", 14), ("de", 8)],
        holidays: &["2026-01-01", "2026-04-05", "2026-04-06", "2026-04-27", "2026-05-14", "2026-05-25", "2026-12-25"],
        quiet: None,
    },
    Site {
        id: "koeln",
        prefix: "KOE",
        zone: "Europe/Berlin",
        currency: "EUR",
        hour_cost: 4100,
        weight: 240,
        cover: Cover::Late,
        dialect: Dialect::German,
        languages: &[("de", 84), ("en", 9), ("tr", 7)],
        holidays: &["2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25", "2026-12-25"],
        quiet: None,
    },
    Site {
        id: "manchester",
        prefix: "MAN",
        zone: "Europe/London",
        currency: "GBP",
        hour_cost: 2900,
        weight: 160,
        cover: Cover::Extended { closed_sunday: false },
        dialect: Dialect::Shared,
        languages: &[("en", 94), ("pl", 6)],
        holidays: &["2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-12-25"],
        quiet: None,
    },
    Site {
        id: "suzhou",
        prefix: "SZV",
        zone: "Asia/Shanghai",
        currency: "CNY",
        hour_cost: 9500,
        weight: 160,
        cover: Cover::Extended { closed_sunday: false },
        dialect: Dialect::Chinese,
        languages: &[("zh", 93), ("en", 7)],
        holidays: &["2026-01-01", "2026-02-17", "2026-04-05", "2026-05-01", "2026-10-01"],
        quiet: None,
    },
    Site {
        id: "busan",
        prefix: "PUS",
        zone: "Asia/Seoul",
        currency: "KRW",
        hour_cost: 24_000,
        weight: 100,
        cover: Cover::Extended { closed_sunday: true },
        dialect: Dialect::Korean,
        languages: &[("ko", 92), ("en", 8)],
        holidays: &["2026-01-01", "2026-02-17", "2026-03-02", "2026-05-05", "2026-09-25", "2026-12-25"],
        quiet: None,
    },
    Site {
        id: "bengaluru",
        prefix: "BLR",
        zone: "Asia/Kolkata",
        currency: "INR",
        hour_cost: 52_000,
        weight: 180,
        cover: Cover::Midnight,
        dialect: Dialect::Shared,
        languages: &[("en", 70), ("hi", 18), ("kn", 12)],
        holidays: &["2026-01-26", "2026-03-19", "2026-05-01", "2026-08-15", "2026-10-02"],
        quiet: None,
    },
];
