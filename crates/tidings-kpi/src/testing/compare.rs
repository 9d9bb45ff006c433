//! An expected figure beside the one that came out.

use std::str::FromStr;

use rust_decimal::Decimal;
use tidings_core::figure::{Figure, rounded};

use super::{Expectation, TestFailure};
use crate::Error;

/// The column of a failure where a figure is absent that must be there, or the other way round.
pub(super) const FIGURE: &str = "figure";

/// Adds what differs. `index` is the place of the expectation in its case.
pub(super) fn compare(
    index: usize,
    expectation: &Expectation,
    found: Option<&Figure>,
    place: &str,
    failures: &mut Vec<TestFailure>,
) -> Result<(), Error> {
    let mut differs = |column: &str, expected: String, got: String| {
        failures.push(TestFailure {
            expectation: index,
            place: place.to_owned(),
            column: column.to_owned(),
            expected,
            got,
        });
    };
    let shown = |value: Option<Decimal>| value.map_or_else(|| "null".to_owned(), |value| rounded(value).to_string());
    let figure = match (found, expectation.absent) {
        (None, true) => return Ok(()),
        (Some(figure), true) => {
            differs(FIGURE, "absent".into(), shown(figure.value));
            return Ok(());
        }
        (None, false) => {
            differs(FIGURE, "present".into(), "absent".into());
            return Ok(());
        }
        (Some(figure), false) => figure,
    };
    let number = |text: &str| {
        Decimal::from_str(text)
            .map(rounded)
            .map_err(|_| Error::request(format!("`{text}` is no number"), "write a decimal such as `\"0.48\"`"))
    };
    let columns = [
        ("numerator", expectation.numerator.clone().map(Some), figure.numerator),
        ("denominator", expectation.denominator.clone().map(Some), figure.denominator),
        ("value", expectation.value.clone(), figure.value),
    ];
    for (column, expected, got) in columns {
        let Some(expected) = expected else { continue };
        let expected = expected.as_deref().map(number).transpose()?;
        if expected != got.map(rounded) {
            differs(column, shown(expected), shown(got));
        }
    }
    if let Some(n) = expectation.n
        && figure.n != Some(n)
    {
        differs("n", n.to_string(), figure.n.map_or_else(|| "null".into(), |n| n.to_string()));
    }
    Ok(())
}
