//! A parameter's value in words.

use rust_decimal::Decimal;
use tidings_locale::{Arg, Localizer, Width};

use crate::error::Error;

/// A number with the unit that the end of the parameter's name tells.
pub(crate) fn amount(locale: &Localizer, name: &str, value: i64) -> Result<String, Error> {
    let formatter = locale.formatter();
    if name.ends_with("_seconds") {
        return Ok(formatter.duration_words(value, Width::Long)?);
    }
    if name.ends_with("_permille") {
        return Ok(formatter.percent(Decimal::new(value, 3), u8::from(value % 10 != 0)));
    }
    let text = formatter.count(value);
    if name.ends_with("_days") {
        return Ok(locale.text("report-days", None, &[("n", Arg::Count(value)), ("n_text", text.into())])?);
    }
    Ok(text)
}
