//! From requested fields to a pattern, as CLDR describes it (UTS 35, matching skeletons): the
//! nearest available skeleton wins, its widths are adjusted, and what it lacks is appended.

use std::collections::BTreeMap;

use super::pattern::{Item, glued, parse, unparse};
use crate::cldr::Rows;

/// Field kinds in CLDR's order.
const KINDS: usize = 10;
const YEAR: usize = 1;
const MONTH: usize = 2;
const WEEKDAY: usize = 3;
const PERIOD: usize = 5;
const HOUR: usize = 6;
const ZONE: usize = 9;
const DATE_KINDS: u16 = 0b00_0001_1111;
const TIME_KINDS: u16 = 0b11_1110_0000;

/// Penalties that keep a wrong field worse than any wrong width.
const MISSING_FIELD: i32 = 0x1000;
const EXTRA_FIELD: i32 = 0x1_0000;

/// How hours count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HourCycle {
    H11,
    H12,
    H23,
    H24,
}

impl HourCycle {
    pub(crate) fn letter(self) -> char {
        match self {
            Self::H11 => 'K',
            Self::H12 => 'h',
            Self::H23 => 'H',
            Self::H24 => 'k',
        }
    }

    fn halves_the_day(self) -> bool {
        matches!(self, Self::H11 | Self::H12)
    }
}

/// Requested fields: one letter and length for each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Skeleton {
    fields: [Option<(char, usize)>; KINDS],
}

fn kind_of(letter: char) -> Option<usize> {
    Some(match letter {
        'G' => 0,
        'y' | 'u' => YEAR,
        'M' | 'L' => MONTH,
        'E' | 'c' => WEEKDAY,
        'd' => 4,
        'a' | 'b' | 'B' => PERIOD,
        'h' | 'H' | 'k' | 'K' => HOUR,
        'm' => 7,
        's' => 8,
        'z' | 'v' | 'O' => ZONE,
        _ => return None,
    })
}

/// CLDR's order of widths as one number: close widths of one family are near each other.
fn width_of(letter: char, count: usize) -> i32 {
    let n = i32::try_from(count).unwrap_or(5);
    const NUMERIC: i32 = 0x100;
    const DELTA: i32 = 0x10;
    let text = |shift: i32| match n {
        4 => -0x104 - shift,
        5 => -0x101 - shift,
        6 => -0x102 - shift,
        _ => -0x103 - shift,
    };
    match letter {
        'M' if n <= 2 => NUMERIC + n,
        'L' if n <= 2 => NUMERIC + DELTA + n,
        'M' | 'G' | 'E' | 'a' | 'z' => text(0),
        'L' | 'b' | 'O' => text(DELTA),
        'c' if n <= 2 => NUMERIC + 2 * DELTA + n,
        'c' | 'v' => text(2 * DELTA),
        'B' => text(3 * DELTA),
        'H' => NUMERIC + 10 * DELTA + n,
        'k' => NUMERIC + 11 * DELTA + n,
        'K' => NUMERIC + DELTA + n,
        _ => NUMERIC + n,
    }
}

impl Skeleton {
    pub(crate) fn of(pattern: &str) -> Self {
        let mut out = Self::default();
        for item in parse(pattern) {
            if let Item::Field(letter, count) = item {
                out.set(letter, count);
            }
        }
        out.settle();
        out
    }

    pub(crate) fn set(&mut self, letter: char, count: usize) {
        // A weekday of one or two letters is the short name.
        let (letter, count) = match letter {
            'E' | 'c' if count < 3 => ('E', 3),
            'L' => ('M', count),
            'c' => ('E', count),
            other => (other, count),
        };
        if let Some(slot) = kind_of(letter).and_then(|kind| self.fields.get_mut(kind)) {
            *slot = Some((letter, count));
        }
    }

    /// Half-day hours need a day period, full-day hours have none.
    pub(crate) fn settle(&mut self) {
        match self.fields[HOUR] {
            Some(('h' | 'K', _)) if self.fields[PERIOD].is_none() => {
                self.fields[PERIOD] = Some(('a', 1));
            }
            Some(('H' | 'k', _)) => self.fields[PERIOD] = None,
            _ => {}
        }
    }

    pub(crate) fn set_cycle(&mut self, cycle: HourCycle) {
        if let Some((_, count)) = self.fields[HOUR] {
            self.fields[HOUR] = Some((cycle.letter(), count));
            if !cycle.halves_the_day() {
                self.fields[PERIOD] = None;
            }
            self.settle();
        }
    }

    pub(crate) fn has(&self, letter: char) -> bool {
        kind_of(letter).is_some_and(|kind| self.fields[kind].is_some())
    }

    /// Letter and length, in CLDR's field order.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (char, usize)> + '_ {
        self.fields.iter().flatten().copied()
    }

    pub(crate) fn only_date(&self) -> Self {
        self.masked(DATE_KINDS)
    }

    pub(crate) fn only_time(&self) -> Self {
        self.masked(TIME_KINDS)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.mask() == 0
    }

    fn mask(&self) -> u16 {
        (0..KINDS).filter(|kind| self.fields[*kind].is_some()).fold(0, |mask, kind| mask | 1 << kind)
    }

    fn masked(&self, mask: u16) -> Self {
        let mut out = *self;
        for kind in 0..KINDS {
            if mask & (1 << kind) == 0 {
                out.fields[kind] = None;
            }
        }
        out
    }

    /// Distance to an available skeleton, and the kinds it lacks and has beyond.
    fn distance(&self, other: &Self) -> (i32, u16, u16) {
        let mut sum = 0;
        let (mut missing, mut extra) = (0u16, 0u16);
        for kind in 0..KINDS {
            match (self.fields[kind], other.fields[kind]) {
                (None, None) => {}
                (None, Some(_)) => {
                    sum += EXTRA_FIELD;
                    extra |= 1 << kind;
                }
                (Some(_), None) => {
                    sum += MISSING_FIELD;
                    missing |= 1 << kind;
                }
                (Some(a), Some(b)) => sum += (width_of(a.0, a.1) - width_of(b.0, b.1)).abs(),
            }
        }
        (sum, missing, extra)
    }
}

/// Whose width hours get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hours {
    AsAsked,
    AsFound,
}

#[derive(Debug)]
struct Available {
    skeleton: Skeleton,
    pattern: String,
    /// Whether CLDR names the skeleton, so its widths are meant.
    named: bool,
}

/// All patterns of one format locale.
#[derive(Debug)]
pub(crate) struct Patterns {
    rows: Rows,
    available: Vec<Available>,
}

impl Patterns {
    pub(crate) fn new(rows: Rows) -> Self {
        let mut known: BTreeMap<Vec<(char, usize)>, usize> = BTreeMap::new();
        let mut available: Vec<Available> = Vec::new();
        let mut add = |skeleton: Skeleton, pattern: &str, named: bool| {
            let key: Vec<(char, usize)> = skeleton.fields().collect();
            let entry = Available { skeleton, pattern: pattern.to_owned(), named };
            match known.get(&key).and_then(|at| available.get_mut(*at)) {
                Some(old) if named || !old.named => *old = entry,
                Some(_) => {}
                None => {
                    known.insert(key, available.len());
                    available.push(entry);
                }
            }
        };
        for letter in "GyMEdaHhmszv".chars() {
            let pattern = letter.to_string();
            add(Skeleton::of(&pattern), &pattern, false);
        }
        for pattern in rows.dates.iter().chain(&rows.times) {
            add(Skeleton::of(pattern), pattern, false);
        }
        for (skeleton, pattern) in &rows.skeletons {
            add(Skeleton::of(skeleton), pattern, true);
        }
        Self { rows, available }
    }

    pub(crate) fn rows(&self) -> &Rows {
        &self.rows
    }

    /// How the locale counts hours where nothing else is asked.
    pub(crate) fn usual_cycle(&self) -> HourCycle {
        let short = self.rows.times.last().map(String::as_str).unwrap_or_default();
        match parse(short).iter().find_map(|item| match item {
            Item::Field(c @ ('h' | 'K' | 'k'), _) => Some(*c),
            _ => None,
        }) {
            Some('h') => HourCycle::H12,
            Some('K') => HourCycle::H11,
            Some('k') => HourCycle::H24,
            _ => HourCycle::H23,
        }
    }

    /// The best pattern for the requested fields.
    pub(crate) fn best(&self, wanted: &Skeleton) -> String {
        self.best_with(wanted, Hours::AsAsked)
    }

    /// As [`Patterns::best`], with hours as wide as the locale's own pattern has them: the ends of
    /// a range are written so.
    pub(crate) fn best_of_range(&self, wanted: &Skeleton) -> String {
        self.best_with(wanted, Hours::AsFound)
    }

    fn best_with(&self, wanted: &Skeleton, hours: Hours) -> String {
        if wanted.is_empty() {
            return String::new();
        }
        if let Some((found, 0, 0)) = self.nearest(wanted) {
            return adjusted(found, wanted, hours);
        }
        let date = self.appended(&wanted.only_date(), hours);
        let time = self.appended(&wanted.only_time(), hours);
        match (date.is_empty(), time.is_empty()) {
            (false, false) => {
                let style = match (wanted.fields[MONTH], wanted.fields[WEEKDAY]) {
                    (Some((_, 4)), Some(_)) => 0,
                    (Some((_, 4)), None) => 1,
                    (Some((_, 3)), _) => 2,
                    _ => 3,
                };
                let glue = self.rows.at.get(style).map(String::as_str).unwrap_or("{1} {0}");
                glued(glue, &date, &time)
            }
            (true, _) => time,
            (_, true) => date,
        }
    }

    fn nearest(&self, wanted: &Skeleton) -> Option<(&Available, u16, u16)> {
        self.available
            .iter()
            .map(|entry| {
                let (distance, missing, extra) = wanted.distance(&entry.skeleton);
                (distance, entry, missing, extra)
            })
            .min_by_key(|(distance, ..)| *distance)
            .map(|(_, entry, missing, extra)| (entry, missing, extra))
    }

    fn appended(&self, wanted: &Skeleton, hours: Hours) -> String {
        let mut rest = *wanted;
        let mut out = String::new();
        // Each round covers at least one kind, so this ends.
        while !rest.is_empty() {
            let Some((found, missing, _)) = self.nearest(&rest) else { break };
            if missing == rest.mask() {
                break;
            }
            let piece = adjusted(found, &rest, hours);
            out =
                if out.is_empty() { piece } else { self.rows.zone_append.replace("{0}", &out).replace("{1}", &piece) };
            rest = rest.masked(missing);
        }
        out
    }
}

/// The found pattern with the requested widths. Text stays text and numbers stay numbers.
fn adjusted(found: &Available, wanted: &Skeleton, hours: Hours) -> String {
    let items: Vec<Item> = parse(&found.pattern)
        .into_iter()
        .map(|item| match item {
            Item::Field(letter, count) => {
                let Some(kind) = kind_of(letter) else { return Item::Field(letter, count) };
                let Some((asked, length)) = wanted.fields[kind] else {
                    return Item::Field(letter, count);
                };
                if kind == HOUR && hours == Hours::AsFound {
                    return Item::Field(letter, count);
                }
                adjusted_field(found, kind, (letter, count), (asked, length))
            }
            text => text,
        })
        .collect();
    unparse(&items)
}

fn adjusted_field(
    found: &Available,
    kind: usize,
    (letter, count): (char, usize),
    (asked, length): (char, usize),
) -> Item {
    let mut new = length;
    if kind > HOUR && kind < ZONE {
        // Minutes and seconds keep the pattern's two digits.
        new = count;
    } else if found.named
        && let Some((own, own_length)) = found.skeleton.fields[kind]
    {
        let pattern_numeric = width_of(letter, count) > 0;
        let skeleton_numeric = width_of(own, own_length) > 0;
        if own_length == length || pattern_numeric != skeleton_numeric {
            new = count;
        }
    }
    let letter = match kind {
        HOUR | MONTH | WEEKDAY | YEAR => letter,
        _ => asked,
    };
    Item::Field(letter, new)
}
