//! CLDR date patterns as a list of fields and literal text.

use super::skeleton::HourCycle;

/// One piece of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Item {
    /// A field letter and how often it stands.
    Field(char, usize),
    /// Text that is written as it is.
    Text(String),
}

pub(crate) fn parse(pattern: &str) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::new();
    let mut quoted = false;
    let mut chars = pattern.chars().peekable();
    let text = |out: &mut Vec<Item>, c: char| match out.last_mut() {
        Some(Item::Text(t)) => t.push(c),
        _ => out.push(Item::Text(c.to_string())),
    };
    while let Some(c) = chars.next() {
        if c == '\'' {
            if chars.peek() == Some(&'\'') {
                chars.next();
                text(&mut out, '\'');
            } else {
                quoted = !quoted;
            }
        } else if !quoted && c.is_ascii_alphabetic() {
            match out.last_mut() {
                Some(Item::Field(field, count)) if *field == c => *count += 1,
                _ => out.push(Item::Field(c, 1)),
            }
        } else {
            text(&mut out, c);
        }
    }
    out
}

/// The pattern text of items, quoted where a letter would read as a field.
pub(crate) fn unparse(items: &[Item]) -> String {
    let mut out = String::new();
    for item in items {
        match item {
            Item::Field(field, count) => out.extend(std::iter::repeat_n(*field, *count)),
            Item::Text(text) => {
                let letters = text.chars().any(|c| c.is_ascii_alphabetic());
                let body = text.replace('\'', "''");
                if letters {
                    out.push('\'');
                    out.push_str(&body);
                    out.push('\'');
                } else {
                    out.push_str(&body);
                }
            }
        }
    }
    out
}

/// Date and time patterns joined by a glue pattern: `{1}` is the date, `{0}` the time.
pub(crate) fn glued(glue: &str, date: &str, time: &str) -> String {
    glue.replace("{1}", date).replace("{0}", time)
}

/// The pattern with its hours counted as asked.
pub(crate) fn with_cycle(pattern: &str, cycle: HourCycle) -> String {
    let items: Vec<Item> = parse(pattern)
        .into_iter()
        .map(|item| match item {
            Item::Field('h' | 'H' | 'k' | 'K', count) => Item::Field(cycle.letter(), count),
            other => other,
        })
        .collect();
    unparse(&items)
}
