//! Numbers and lengths of time in a text, exactly.

use crate::config::Unit;

/// How a column writes its numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NumberMarks {
    pub(crate) decimal: char,
    pub(crate) thousands: Option<char>,
}

/// A number as its digits: `-1,234.50` is `{ negative, whole: "1234", fraction: "50" }`.
struct Digits {
    negative: bool,
    whole: String,
    fraction: String,
}

fn digits(text: &str, marks: NumberMarks) -> Option<Digits> {
    let (negative, rest) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = rest.split_once(marks.decimal).unwrap_or((rest, ""));
    let whole = match marks.thousands.filter(|mark| whole.contains(*mark)) {
        Some(mark) => ungrouped(whole, mark)?,
        None => whole.to_owned(),
    };
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(&whole) || !all_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    Some(Digits { negative, whole, fraction: fraction.to_owned() })
}

/// The last group has three digits, the others two (in India) or three, the first at least one.
fn ungrouped(whole: &str, mark: char) -> Option<String> {
    let groups: Vec<&str> = whole.split(mark).collect();
    let (last, others) = groups.split_last()?;
    let first_fits = others.first().is_some_and(|first| (1..=3).contains(&first.len()));
    let others_fit = others.iter().skip(1).all(|group| (2..=3).contains(&group.len()));
    (last.len() == 3 && first_fits && others_fit).then(|| groups.concat())
}

/// A whole number. A fraction is none, not even of zeros.
pub(crate) fn integer(text: &str, marks: NumberMarks) -> Option<i64> {
    if marks.thousands.is_none()
        && let Ok(number) = text.parse()
    {
        return Some(number);
    }
    let digits = digits(text, marks).filter(|_| !text.contains(marks.decimal))?;
    let sign = if digits.negative { "-" } else { "" };
    format!("{sign}{}", digits.whole).parse().ok()
}

/// An exact number as its value times ten to the power of `scale`. Digits that do not fit are not
/// cut off; zeros at the end are.
pub(crate) fn decimal(text: &str, marks: NumberMarks, precision: u8, scale: i8) -> Option<i128> {
    let digits = digits(text, marks)?;
    let scale = usize::try_from(scale).ok()?;
    let fraction = digits.fraction.trim_end_matches('0');
    if fraction.len() > scale {
        return None;
    }
    let text = format!("{}{fraction:0<scale$}", digits.whole);
    let significant = text.trim_start_matches('0');
    if significant.len() > usize::from(precision) {
        return None;
    }
    let value: i128 = if significant.is_empty() { 0 } else { significant.parse().ok()? };
    Some(if digits.negative { -value } else { value })
}

/// A binary fraction; neither infinite nor `NaN`.
pub(crate) fn float(text: &str, marks: NumberMarks) -> Option<f64> {
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(index) => text.split_at(index),
        None => (text, ""),
    };
    let digits = digits(mantissa, marks)?;
    let sign = if digits.negative { "-" } else { "" };
    let number: f64 = format!("{sign}{}.{}0{exponent}", digits.whole, digits.fraction).parse().ok()?;
    number.is_finite().then_some(number)
}

/// The fraction that a text with a percent sign stands for, times ten to the power of `scale`.
pub(crate) fn percent(text: &str, marks: NumberMarks, precision: u8, scale: i8) -> Option<i128> {
    let number = text.strip_suffix(['%', '％', '٪'])?.trim_end();
    decimal(number, marks, precision, scale - 2)
}

/// A length of time in seconds: `H:MM:SS`, `MM:SS`, or a plain number of a unit. Parts of a second
/// are rounded, halves away from zero.
pub(crate) fn duration(text: &str, marks: NumberMarks, unit: Option<Unit>) -> Option<i64> {
    let (negative, rest) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let milliseconds =
        if rest.contains(':') { clock_milliseconds(rest, marks)? } else { plain_milliseconds(rest, marks, unit?)? };
    let seconds = i64::try_from((milliseconds + 500) / 1_000).ok()?;
    Some(if negative { -seconds } else { seconds })
}

fn plain_milliseconds(text: &str, marks: NumberMarks, unit: Unit) -> Option<i128> {
    let factor = match unit {
        Unit::Milliseconds => 1,
        Unit::Seconds => 1_000,
        Unit::Minutes => 60_000,
        Unit::Hours => 3_600_000,
    };
    // Nine digits behind the mark, so that a third of an hour is near enough.
    let number = decimal(&shortened(text, marks.decimal, 9), marks, 27, 9).filter(|number| *number >= 0)?;
    Some((number * factor + 500_000_000) / 1_000_000_000)
}

fn clock_milliseconds(text: &str, marks: NumberMarks) -> Option<i128> {
    let parts: Vec<&str> = text.split(':').collect();
    let (hours, minutes, seconds) = match parts.as_slice() {
        [hours, minutes, seconds] if minutes.len() == 2 => (*hours, *minutes, *seconds),
        [minutes, seconds] => ("0", *minutes, *seconds),
        _ => return None,
    };
    let whole = |text: &str| -> Option<i128> {
        (!text.is_empty() && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse().ok())?
    };
    let two_digits = seconds.split(marks.decimal).next().is_some_and(|seconds| seconds.len() == 2);
    let minutes_fit = parts.len() == 2 || whole(minutes)? < 60;
    let seconds = decimal(&shortened(seconds, marks.decimal, 3), marks, 9, 3)?;
    if !two_digits || !minutes_fit || !(0..60_000).contains(&seconds) {
        return None;
    }
    Some(whole(hours)? * 3_600_000 + whole(minutes)? * 60_000 + seconds)
}

/// Drops digits behind the mark past so many.
fn shortened(text: &str, mark: char, keep: usize) -> String {
    match text.split_once(mark) {
        Some((whole, fraction)) if fraction.len() > keep && fraction.is_ascii() => {
            let tail_is_digits = fraction.bytes().all(|byte| byte.is_ascii_digit());
            if tail_is_digits { format!("{whole}{mark}{}", &fraction[..keep]) } else { text.to_owned() }
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: NumberMarks = NumberMarks { decimal: '.', thousands: Some(',') };
    const DE: NumberMarks = NumberMarks { decimal: ',', thousands: Some('.') };
    const PLAIN: NumberMarks = NumberMarks { decimal: '.', thousands: None };

    #[test]
    fn integers() {
        for (text, expected) in [
            ("12", Some(12)),
            ("-1,234", Some(-1_234)),
            ("+12,34,567", Some(1_234_567)),
            ("1,23", None),
            ("1.0", None),
            ("", None),
            ("-", None),
            ("9223372036854775808", None),
            ("-9223372036854775808", Some(i64::MIN)),
            ("0x10", None),
        ] {
            assert_eq!(integer(text, EN), expected, "{text}");
        }
        assert_eq!(integer("1.234", DE), Some(1_234));
        assert_eq!(integer("1,234", PLAIN), None);
    }

    #[test]
    fn decimals() {
        for (text, expected) in [
            ("1.5", Some(150)),
            ("-0.05", Some(-5)),
            ("1.500", Some(150)),
            ("1.505", None),
            (".5", Some(50)),
            ("5.", Some(500)),
            ("99999.99", Some(9_999_999)),
            ("100000.00", None),
            ("1e3", None),
            (".", None),
        ] {
            assert_eq!(decimal(text, EN, 7, 2), expected, "{text}");
        }
        assert_eq!(decimal("1.234,5", DE, 7, 2), Some(123_450));
        assert_eq!(percent("94.01%", EN, 18, 6), Some(940_100));
        assert_eq!(percent("94,01 %", DE, 18, 6), Some(940_100));
        assert_eq!(percent("94.01", EN, 18, 6), None);
    }

    #[test]
    fn floats() {
        assert_eq!(float("1,5", DE), Some(1.5));
        assert_eq!(float("-1.5e3", EN), Some(-1_500.0));
        for text in ["inf", "NaN", "1e999", "", "e5", "1e", "0x1p3"] {
            assert_eq!(float(text, EN), None, "{text}");
        }
    }

    #[test]
    fn durations() {
        for (text, unit, expected) in [
            ("00:00:17", None, Some(17)),
            ("100:02:14", None, Some(360_134)),
            ("02:45", None, Some(165)),
            ("90:00", None, Some(5_400)),
            ("-0:00:05", None, Some(-5)),
            ("0:00:05.5", None, Some(6)),
            ("0:60:00", None, None),
            ("0:00:60", None, None),
            ("0:0:1", None, None),
            ("17", None, None),
            ("17", Some(Unit::Seconds), Some(17)),
            ("1499", Some(Unit::Milliseconds), Some(1)),
            ("1500", Some(Unit::Milliseconds), Some(2)),
            ("1.5", Some(Unit::Minutes), Some(90)),
            ("0.3333333333333", Some(Unit::Hours), Some(1_200)),
            ("99999999999999999999999999", Some(Unit::Hours), None),
        ] {
            assert_eq!(duration(text, PLAIN, unit), expected, "{text}");
        }
    }
}
