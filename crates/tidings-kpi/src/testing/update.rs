//! Expected values replaced in the text of a test file: the value's characters and no others.

use tidings_core::diagnostic::{Diagnostic, Position};
use tidings_core::yaml::Document;

use super::{TestOutcome, compare::FIGURE};

/// A test file with new values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Updated {
    /// The new text.
    pub text: String,
    /// How many values are new.
    pub values: usize,
    /// The cases that are left as they were, because more than a value differs.
    pub left: Vec<String>,
}

/// Writes the values that came out where the outcomes found others. A case in which a figure is absent that was
/// expected, or the other way round, is left alone: there a person must look.
///
/// # Errors
/// A text that is no YAML, or not the one that the outcomes are of.
pub fn update(path: &str, text: &str, outcomes: &[TestOutcome]) -> Result<Updated, Diagnostic> {
    let places = Document::parse(path, text)?.positions();
    let mut changes: Vec<(usize, usize, String)> = Vec::new();
    let mut left = Vec::new();
    for outcome in outcomes.iter().filter(|outcome| !outcome.failures.is_empty()) {
        if outcome.failures.iter().any(|failure| failure.column == FIGURE) {
            left.push(outcome.test.clone());
            continue;
        }
        for failure in &outcome.failures {
            let pointer = format!("/tests/{}/expect/{}/{}", outcome.index, failure.expectation, failure.column);
            let found = places.get(&pointer).and_then(|place| value_after_key(text, *place, &failure.column));
            let Some((start, end)) = found else {
                let message = format!("no place for `{}` of test `{}`", failure.column, outcome.test);
                return Err(Diagnostic::configuration(path, message).hint("write the value by hand"));
            };
            changes.push((start, end, written(&text[start..end], &failure.got)));
        }
    }
    changes.sort();
    let mut new = String::with_capacity(text.len());
    let mut copied = 0;
    for (start, end, value) in &changes {
        new.push_str(&text[copied..*start]);
        new.push_str(value);
        copied = *end;
    }
    new.push_str(&text[copied..]);
    Ok(Updated { text: new, values: changes.len(), left })
}

/// A value as it stands in the file: whole numbers stay bare where they were, everything else is quoted.
fn written(old: &str, got: &str) -> String {
    let whole = got.trim_start_matches('-').chars().all(|letter| letter.is_ascii_digit());
    let quoted = old.starts_with(['"', '\'']);
    if got == "null" || (whole && !quoted && old != "null") { got.to_owned() } else { format!("\"{got}\"") }
}

/// The bytes of the scalar that follows a key.
fn value_after_key(text: &str, place: Position, key: &str) -> Option<(usize, usize)> {
    let line_start: usize = text.split_inclusive('\n').take(usize::try_from(place.line).ok()? - 1).map(str::len).sum();
    let line = text[line_start..].lines().next()?;
    let column: usize = line.chars().take(usize::try_from(place.column).ok()? - 1).map(char::len_utf8).sum();
    let after_key = line[column..].strip_prefix(key)?.trim_start().strip_prefix(':')?;
    let value = after_key.trim_start();
    let start = line_start + (line.len() - value.len());
    let length = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].find(quote)? + 2,
        _ => {
            let end = value.find([',', '}']).unwrap_or(value.len());
            let end = value.find(" #").map_or(end, |comment| comment.min(end));
            value[..end].trim_end().len()
        }
    };
    (length > 0).then_some((start, start + length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestFailure;

    const FILE: &str = "# Seeds.\ntests:\n  - name: one\n    kpi: aht@1\n    given: {}\n    expect:\n      - { grain: day, period: 2026-03-02, by: { site: ams }, numerator: 860, value: \"0.5\" } # by hand\n      - grain: week\n        period: 2026-03-02\n        value: null # none yet\n";

    fn outcome(failures: &[(usize, &str, &str)]) -> TestOutcome {
        let failures = failures.iter().map(|(expectation, column, got)| TestFailure {
            expectation: *expectation,
            place: String::new(),
            column: (*column).to_owned(),
            expected: String::new(),
            got: (*got).to_owned(),
        });
        TestOutcome {
            kpi: "aht@1".parse().unwrap(),
            test: "one".into(),
            index: 0,
            expectations: 2,
            failures: failures.collect(),
        }
    }

    #[test]
    fn only_the_characters_of_a_value_change() {
        let failures = [(0, "numerator", "861"), (0, "value", "0.75"), (1, "value", "2")];
        let updated = update("t.yaml", FILE, &[outcome(&failures)]).unwrap();
        let expected = FILE
            .replace("numerator: 860", "numerator: 861")
            .replace("value: \"0.5\" }", "value: \"0.75\" }")
            .replace("value: null #", "value: \"2\" #");
        assert_eq!(updated, Updated { text: expected, values: 3, left: Vec::new() });
    }

    #[test]
    fn a_case_with_an_absent_figure_is_left_alone() {
        let failures = [(0, "figure", "absent"), (1, "value", "2")];
        let updated = update("t.yaml", FILE, &[outcome(&failures)]).unwrap();
        assert_eq!(updated, Updated { text: FILE.into(), values: 0, left: vec!["one".into()] });
    }
}
