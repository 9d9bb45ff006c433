//! Ranges by CLDR's interval patterns: fields that both ends share are written once.

use jiff::Zoned;

use super::Dates;
use super::pattern::{Item, glued, parse, unparse};
use super::skeleton::{Patterns, Skeleton};
use crate::error::Error;

/// Calendar fields from large to small, by the letter that CLDR keys interval patterns with.
const FIELDS: [char; 7] = ['y', 'M', 'd', 'a', 'h', 'm', 's'];

/// `single` is the pattern of one moment alone, `skeleton` its fields.
pub(super) fn range(
    dates: &Dates,
    single: &str,
    skeleton: &Skeleton,
    from: &Zoned,
    to: &Zoned,
) -> Result<String, Error> {
    let Some(field) = largest_difference(dates, skeleton, from, to) else {
        return dates.write(single, from);
    };
    let patterns = &dates.patterns;
    let date = skeleton.only_date();
    let time = skeleton.only_time();
    if time.is_empty() {
        return match interval_pattern(patterns, &date, field) {
            Some(found) => both(dates, &found, from, to),
            None => fallback(dates, &patterns.best_of_range(&date), from, to),
        };
    }
    if matches!(field, 'y' | 'M' | 'd') {
        return fallback(dates, &patterns.best_of_range(&across_days(patterns, skeleton, field)), from, to);
    }
    let times = match interval_pattern(patterns, &time, field) {
        Some(found) => found,
        None => {
            // Both times stand whole on either side of the separator.
            let one = if date.is_empty() { time } else { shortened(&time) };
            let one = patterns.best_of_range(&one);
            return with_date(dates, &shortened(&date), &fallback(dates, &one, from, to)?, from);
        }
    };
    with_date(dates, &date, &both(dates, &times, from, to)?, from)
}

/// What both ends show when they are on different days: a time gets its whole date, and a date
/// gets its day and whatever else it lacks up to the field in which the ends differ.
fn across_days(patterns: &Patterns, skeleton: &Skeleton, field: char) -> Skeleton {
    let mut out = *skeleton;
    let has_intervals = best_skeleton(patterns, &normalised(&skeleton.only_time())).is_some();
    let letters: &[char] = match field {
        _ if skeleton.only_date().is_empty() => &['d', 'M', 'y'],
        _ if !has_intervals => &[],
        'd' => &['d'],
        'M' => &['d', 'M'],
        _ => &['d', 'M', 'y'],
    };
    for letter in letters {
        if !out.has(*letter) {
            out.set(*letter, 1);
        }
    }
    out
}

fn with_date(dates: &Dates, date: &Skeleton, times: &str, at: &Zoned) -> Result<String, Error> {
    if date.is_empty() {
        return Ok(times.to_owned());
    }
    let day = dates.write(&dates.patterns.best_of_range(date), at)?;
    let glue = dates.patterns.rows().glue.get(2).map(String::as_str).unwrap_or("{1} {0}");
    let mut out = String::new();
    for item in parse(glue_with_marks(glue).as_str()) {
        match item {
            Item::Text(text) => out.push_str(&text),
            Item::Field(letter, count) => out.extend(std::iter::repeat_n(letter, count)),
        }
    }
    Ok(out.replace('\u{1}', &day).replace('\u{2}', times))
}

fn glue_with_marks(glue: &str) -> String {
    glued(glue, "\u{1}", "\u{2}")
}

/// The largest field in which the ends differ, if the skeleton shows it or anything larger hides.
fn largest_difference(dates: &Dates, skeleton: &Skeleton, from: &Zoned, to: &Zoned) -> Option<char> {
    let differs = |field: char| match field {
        'y' => from.year() != to.year(),
        'M' => from.month() != to.month(),
        'd' => from.day() != to.day(),
        'a' => (from.hour() >= 12) != (to.hour() >= 12),
        'h' => from.hour() != to.hour(),
        'm' => from.minute() != to.minute(),
        _ => from.second() != to.second(),
    };
    let field = FIELDS.into_iter().find(|field| differs(*field))?;
    // A difference below the smallest shown field is no difference to the reader.
    let smallest =
        FIELDS.into_iter().rposition(|letter| skeleton.has(letter) || (letter == 'd' && skeleton.has('E')))?;
    let position = FIELDS.iter().position(|letter| *letter == field)?;
    if position > smallest {
        return None;
    }
    if field == 'h' && skeleton.fields().any(|(letter, _)| letter == 'B') {
        let names = &dates.names;
        let rows = dates.patterns.rows();
        if names.day_period(from.hour(), rows) != names.day_period(to.hour(), rows) {
            return Some('a');
        }
    }
    Some(field)
}

/// The interval pattern for a difference in `field`, with the widths of the request.
fn interval_pattern(patterns: &Patterns, wanted: &Skeleton, field: char) -> Option<String> {
    let found = nearest_interval(patterns, &normalised(wanted), field)?;
    let Some((zone, _)) = wanted.fields().find(|(letter, _)| matches!(letter, 'z' | 'O')) else {
        return Some(found);
    };
    // CLDR writes every zone of an interval as `v`; the request names the kind.
    let items: Vec<Item> = parse(&found)
        .into_iter()
        .map(|item| match item {
            Item::Field('v', count) => Item::Field(zone, count),
            other => other,
        })
        .collect();
    Some(unparse(&items))
}

fn nearest_interval(patterns: &Patterns, wanted: &Skeleton, field: char) -> Option<String> {
    let wanted = *wanted;
    let rows = patterns.rows();
    let (best, exact) = best_skeleton(patterns, &wanted)?;
    let lookup = |skeleton: &str, field: char| -> Option<&String> {
        field_keys(field).iter().find_map(|key| rows.intervals.get(&format!("{skeleton}/{key}")))
    };
    if let Some(found) = lookup(&best, field) {
        return Some(if exact { found.clone() } else { widened(found, &best, &wanted) });
    }
    if field == 'a' {
        // A full-day clock has no halves: the hours differ.
        return lookup(&best, 'h').map(|found| widened(found, &best, &wanted));
    }
    // Days without a year in different years need the year: look further, field by field.
    ["", "M"].into_iter().filter(|between| *between != field.to_string()).find_map(|between| {
        let larger = format!("{field}{between}{best}");
        let mut extended = wanted;
        for letter in format!("{field}{between}").chars() {
            extended.set(letter, 1);
        }
        lookup(&larger, field).map(|found| widened(found, &larger, &extended))
    })
}

/// The letters under which CLDR files a difference of one field.
fn field_keys(field: char) -> &'static [char] {
    match field {
        'y' => &['y'],
        'M' => &['M'],
        'd' => &['d'],
        'a' => &['a', 'B'],
        'h' => &['h', 'H', 'K', 'k'],
        'm' => &['m'],
        _ => &['s'],
    }
}

/// Numeric widths do not choose an interval pattern; text widths do. Zones are short.
fn shortened(wanted: &Skeleton) -> Skeleton {
    let mut out = *wanted;
    for (letter, count) in wanted.fields() {
        match letter {
            'M' if count >= 3 => {}
            'M' | 'd' | 'h' | 'H' | 'k' | 'K' | 'm' | 'z' | 'v' | 'O' => out.set(letter, 1),
            _ => {}
        }
    }
    out
}

/// As [`shortened`], in the letters that interval skeletons are written with.
fn normalised(wanted: &Skeleton) -> Skeleton {
    let mut out = shortened(wanted);
    for (letter, _) in wanted.fields() {
        match letter {
            'K' => out.set('h', 1),
            'k' => out.set('H', 1),
            'z' | 'O' => out.set('v', 1),
            _ => {}
        }
    }
    out
}

/// The letters of a skeleton as CLDR writes them, where a half-day hour implies `a`.
fn counts(skeleton: &Skeleton) -> Vec<(char, usize)> {
    skeleton
        .fields()
        .filter(|(letter, _)| *letter != 'a')
        .map(|(letter, count)| if letter == 'E' && count == 3 { ('E', 1) } else { (letter, count) })
        .collect()
}

fn letters(text: &str) -> Vec<(char, usize)> {
    parse(text)
        .into_iter()
        .filter_map(|item| match item {
            Item::Field(letter, count) => Some((letter, count)),
            Item::Text(_) => None,
        })
        .collect()
}

/// The interval skeleton with the same fields and the nearest widths, and whether it is equal.
fn best_skeleton(patterns: &Patterns, wanted: &Skeleton) -> Option<(String, bool)> {
    let wanted = counts(wanted);
    let mut names: Vec<&str> =
        patterns.rows().intervals.keys().filter_map(|key| key.split_once('/').map(|(skeleton, _)| skeleton)).collect();
    names.dedup();
    names
        .into_iter()
        .filter_map(|name| {
            let own = letters(name);
            let same_fields = own.len() == wanted.len()
                && wanted.iter().all(|(letter, _)| own.iter().any(|(other, _)| other == letter));
            same_fields.then(|| {
                let distance: usize = wanted
                    .iter()
                    .map(|(letter, count)| {
                        let other = own.iter().find(|(o, _)| o == letter).map_or(0, |(_, n)| *n);
                        if *letter == 'M' && (*count <= 2) != (other <= 2) { 0x100 } else { count.abs_diff(other) }
                    })
                    .sum();
                (distance, name)
            })
        })
        .min()
        .map(|(distance, name)| (name.to_owned(), distance == 0))
}

/// Fields as wide as the found skeleton names them grow to the requested width.
fn widened(pattern: &str, skeleton: &str, wanted: &Skeleton) -> String {
    let found = letters(skeleton);
    let asked = counts(wanted);
    let count_in =
        |list: &[(char, usize)], letter: char| list.iter().find(|(l, _)| *l == letter).map_or(0, |(_, n)| *n);
    let items: Vec<Item> = parse(pattern)
        .into_iter()
        .map(|item| match item {
            Item::Field(letter, count) => {
                let base = match letter {
                    'L' => 'M',
                    'c' => 'E',
                    other => other,
                };
                let (own, new) = (count_in(&found, base), count_in(&asked, base));
                if own == count && new > own { Item::Field(letter, new) } else { Item::Field(letter, count) }
            }
            text => text,
        })
        .collect();
    unparse(&items)
}

/// The first half of the pattern is the start, the second the end; it turns at the first field
/// that comes again.
fn both(dates: &Dates, pattern: &str, from: &Zoned, to: &Zoned) -> Result<String, Error> {
    let items = parse(pattern);
    let mut seen = Vec::new();
    let mut turn = items.len();
    for (at, item) in items.iter().enumerate() {
        if let Item::Field(letter, _) = item {
            let base = match letter {
                'L' => 'M',
                'c' => 'E',
                other => *other,
            };
            if seen.contains(&base) {
                turn = at;
                break;
            }
            seen.push(base);
        }
    }
    let (first, second) = items.split_at(turn.min(items.len()));
    let rows = dates.patterns.rows();
    let mut out = dates.names.write(first, from, rows)?;
    out.push_str(&dates.names.write(second, to, rows)?);
    Ok(out)
}

fn fallback(dates: &Dates, pattern: &str, from: &Zoned, to: &Zoned) -> Result<String, Error> {
    let separator = match dates.patterns.rows().range.as_str() {
        "" => "{0} – {1}",
        own => own,
    };
    let first = dates.write(pattern, from)?;
    let second = dates.write(pattern, to)?;
    Ok(separator.replace("{0}", &first).replace("{1}", &second))
}
