//! How two texts differ, word by word.

use datafusion::sql::sqlparser::dialect::GenericDialect;
use datafusion::sql::sqlparser::tokenizer::{Location, Token, Tokenizer};

/// What became of `before` in `after`, one phrase a place: `adds `x` after `y``.
pub(super) fn differences(before: &str, after: &str) -> Vec<String> {
    let (old, new) = (Words::of(before), Words::of(after));
    let common = common(&old, &new);
    let mut phrases = Vec::new();
    let (mut from, mut to) = (0, 0);
    for (i, j) in common.into_iter().chain([(old.places.len(), new.places.len())]) {
        if from < i || to < j {
            phrases.push(phrase(&old, from..i, &new, to..j));
        }
        (from, to) = (i + 1, j + 1);
    }
    phrases
}

fn phrase(old: &Words, gone: std::ops::Range<usize>, new: &Words, come: std::ops::Range<usize>) -> String {
    // The words before the place say where it is.
    let near = new.text(come.start.saturating_sub(3)..come.start);
    let place = if near.is_empty() { "at the beginning".to_owned() } else { format!("after `{near}`") };
    match (gone.is_empty(), come.is_empty()) {
        (true, _) => format!("adds `{}` {place}", new.text(come)),
        (false, true) => format!("drops `{}` {place}", old.text(gone)),
        (false, false) => format!("has `{}` in place of `{}` {place}", new.text(come), old.text(gone)),
    }
}

/// A text and where its words lie in it.
struct Words {
    text: Vec<char>,
    places: Vec<(usize, usize)>,
}

impl Words {
    fn of(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut starts = vec![0];
        starts.extend(chars.iter().enumerate().filter(|(_, letter)| **letter == '\n').map(|(index, _)| index + 1));
        let offset = |place: Location| {
            let line = usize::try_from(place.line).unwrap_or(1).max(1) - 1;
            let column = usize::try_from(place.column).unwrap_or(1).max(1) - 1;
            (starts.get(line).copied().unwrap_or(0) + column).min(chars.len())
        };
        let tokens = Tokenizer::new(&GenericDialect {}, text).tokenize_with_location().unwrap_or_default();
        let places = tokens
            .iter()
            .filter(|token| !matches!(token.token, Token::Whitespace(_) | Token::EOF))
            .map(|token| (offset(token.span.start), offset(token.span.end)))
            .filter(|(start, end)| start < end)
            .collect();
        Self { text: chars, places }
    }

    fn word(&self, index: usize) -> &[char] {
        self.places.get(index).and_then(|(start, end)| self.text.get(*start..*end)).unwrap_or_default()
    }

    fn text(&self, range: std::ops::Range<usize>) -> String {
        let Some(words) = self.places.get(range) else { return String::new() };
        match (words.first(), words.last()) {
            (Some((start, _)), Some((_, end))) => self.text.get(*start..*end).unwrap_or_default().iter().collect(),
            _ => String::new(),
        }
    }
}

/// The longest common run of words, as pairs of places. The earliest one where there are several.
fn common(old: &Words, new: &Words) -> Vec<(usize, usize)> {
    let (rows, columns) = (old.places.len(), new.places.len());
    let mut lengths = vec![vec![0_u32; columns + 1]; rows + 1];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            lengths[i][j] = if old.word(i) == new.word(j) {
                lengths[i + 1][j + 1] + 1
            } else {
                lengths[i + 1][j].max(lengths[i][j + 1])
            };
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < rows && j < columns {
        if old.word(i) == new.word(j) {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[i + 1][j] >= lengths[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_placed() {
        let before = "SELECT sum(talk_seconds + wrap_seconds) AS numerator FROM contact WHERE handled";
        let check = |after: &str, expected: &[&str]| assert_eq!(differences(before, after), expected);
        check(before, &[]);
        check(
            "SELECT sum(talk_seconds + hold_seconds + wrap_seconds) AS numerator FROM contact WHERE handled",
            &["adds `hold_seconds +` after `(talk_seconds +`"],
        );
        check(
            "SELECT sum(talk_seconds) AS numerator FROM contact WHERE answered",
            &[
                "drops `+ wrap_seconds` after `sum(talk_seconds`",
                "has `answered` in place of `handled` after `FROM contact WHERE`",
            ],
        );
    }

    #[test]
    fn letters_of_any_script_are_counted() {
        assert_eq!(differences("a = '한글'", "a = '中文'"), ["has `'中文'` in place of `'한글'` after `a =`"]);
    }
}
