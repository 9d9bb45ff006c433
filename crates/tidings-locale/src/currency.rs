//! Amounts of money: words, signs and symbols from ICU4X, digits from us.

use fixed_decimal::{Decimal, Sign};
use icu::decimal::DecimalFormatter;
use icu::decimal::options::DecimalFormatterOptions;
use icu::locale::Locale;
use icu::plurals::PluralRules;
use icu_experimental::dimension::currency::CurrencyType;
use icu_experimental::dimension::currency::formatter::CurrencyFormatter;
use icu_experimental::dimension::currency::options::{CurrencyFormatterOptions, CurrencyUsage};

use crate::cldr::Rows;
use crate::error::Error;
use crate::number::{self, Digits, reframed};

/// How a currency is named, with ECMAScript's names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CurrencyDisplay {
    Symbol,
    NarrowSymbol,
    Code,
    Name,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct MoneyStyle {
    pub(crate) display: CurrencyDisplay,
    pub(crate) accounting: bool,
    /// Compact amounts carry their sign before everything else.
    pub(crate) compact: bool,
}

impl Default for MoneyStyle {
    fn default() -> Self {
        Self { display: CurrencyDisplay::Symbol, accounting: false, compact: false }
    }
}

pub(crate) fn code(currency: &str) -> Result<CurrencyType, Error> {
    let well_formed = currency.len() == 3 && currency.chars().all(|c| c.is_ascii_alphabetic());
    well_formed
        .then(|| icu::locale::extensions::unicode::Value::try_from_str(&currency.to_ascii_lowercase()))
        .and_then(Result::ok)
        .and_then(|value| CurrencyType::try_from(&value).ok())
        .ok_or_else(|| {
            Error::input("currency", format!("`{currency}` is not an ISO 4217 code"), "use three letters such as `EUR`")
        })
}

/// Minor digits of the currency: 2 for EUR, 0 for KRW.
pub(crate) fn minor_digits(locale: &Locale, currency: CurrencyType) -> Result<i16, Error> {
    let zero = frame(
        locale,
        currency,
        &MoneyStyle { display: CurrencyDisplay::Code, ..MoneyStyle::default() },
        &Decimal::from(0),
    )?;
    let digits = zero.chars().filter(|c| c.is_numeric()).count();
    Ok(i16::try_from(digits).unwrap_or(1).saturating_sub(1))
}

/// An amount whose digits are already shaped and written with the separators of plain numbers.
pub(crate) fn money(
    locale: &Locale,
    rows: &Rows,
    currency: CurrencyType,
    style: &MoneyStyle,
    shaped: &Decimal,
    digits: &str,
) -> Result<String, Error> {
    let mut style = *style;
    if style.display != CurrencyDisplay::Name
        && rows.money_codes.iter().any(|code| code == currency.to_string().to_uppercase().as_str())
    {
        style.display = CurrencyDisplay::Code;
    }
    let digits = with_money_separators(locale, rows, digits)?;
    let plus = shaped.sign() == Sign::Positive && !style.compact;
    let mut framed = shaped.clone();
    if style.compact {
        framed.sign = Sign::None;
    }
    if plus {
        // A plus stands where the minus would: the negative pattern decides.
        framed.sign = Sign::Negative;
        style.accounting = false;
    }
    let frame = match style.display {
        CurrencyDisplay::Name => name_frame(locale, currency, &framed)?,
        _ => frame(locale, currency, &style, &framed)?,
    };
    let frame = if plus { frame.replacen('-', "+", 1) } else { frame };
    let text = reframed(&frame, &digits);
    if style.compact {
        let sign = match shaped.sign() {
            Sign::None => "",
            Sign::Negative => "-",
            Sign::Positive => "+",
        };
        return Ok(format!("{sign}{text}"));
    }
    if style.display == CurrencyDisplay::Name && rows.money_name == "{0}{1}" {
        // The amount and the name touch.
        return Ok(text.replacen(&format!("{digits} "), &digits, 1));
    }
    Ok(text)
}

/// Money may have separators of its own: `€ 1.234,50` in Austria, where plain numbers group
/// with a space.
fn with_money_separators(locale: &Locale, rows: &Rows, digits: &str) -> Result<String, Error> {
    if rows.money_group.is_empty() && rows.money_point.is_empty() {
        return Ok(digits.to_owned());
    }
    let probe: Decimal = "12345.6".parse().unwrap_or_default();
    let plain = DecimalFormatter::try_new(locale.into(), DecimalFormatterOptions::default())
        .map_err(|e| Error::data(locale, "decimals", e))?
        .format_to_string(&probe);
    let [group, point] = match separators(&plain).as_slice() {
        [group, point] => [group.clone(), point.clone()],
        _ => return Ok(digits.to_owned()),
    };
    let own = |own: &str, plain: &str| if own.is_empty() { plain.to_owned() } else { own.to_owned() };
    // The point is swapped last, so that it cannot be taken for a group separator.
    let (whole, fraction) = match digits.rsplit_once(point.as_str()) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let whole = whole.replace(group.as_str(), &own(&rows.money_group, &group));
    Ok(match fraction {
        Some(fraction) => format!("{whole}{}{fraction}", own(&rows.money_point, &point)),
        None => whole,
    })
}

/// The texts between runs of digits.
fn separators(number: &str) -> Vec<String> {
    let inner = number.trim_matches(|c: char| !c.is_numeric());
    inner.split(char::is_numeric).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn frame(locale: &Locale, currency: CurrencyType, style: &MoneyStyle, value: &Decimal) -> Result<String, Error> {
    let usage = if style.accounting { CurrencyUsage::Accounting } else { CurrencyUsage::Standard };
    let options = CurrencyFormatterOptions::from(usage);
    let prefs = locale.into();
    let made = match style.display {
        CurrencyDisplay::Symbol => CurrencyFormatter::try_new_symbol(prefs, currency, options),
        CurrencyDisplay::NarrowSymbol => CurrencyFormatter::try_new_symbol_narrow(prefs, currency, options),
        CurrencyDisplay::Code => CurrencyFormatter::try_new_code(prefs, currency, options),
        CurrencyDisplay::Name => CurrencyFormatter::try_new_name(prefs, currency),
    };
    let formatter = made.map_err(|e| Error::data(locale, "money", e))?;
    Ok(formatter.format_fixed_decimal(value).to_string())
}

/// A name frame in the plural form of the shown digits. The formatter of names pads to the
/// currency's digits; only the compact one shows a whole number as such.
fn name_frame(locale: &Locale, currency: CurrencyType, shaped: &Decimal) -> Result<String, Error> {
    let rules = PluralRules::try_new_cardinal(locale.into()).map_err(|e| Error::data(locale, "plurals", e))?;
    let wanted = rules.category_for(&shaped.absolute);
    let digits = minor_digits(locale, currency)?;
    let padded = number::shaped(shaped, &Digits::fraction(digits, digits));
    if rules.category_for(&padded.absolute) == wanted {
        let style = MoneyStyle { display: CurrencyDisplay::Name, accounting: false, compact: false };
        return frame(locale, currency, &style, &padded);
    }
    let whole = (0..=20u64)
        .map(number::from_unsigned)
        .find(|candidate| rules.category_for(&candidate.absolute) == wanted)
        .unwrap_or_default();
    let whole = Decimal::new(shaped.sign(), whole.absolute);
    let formatter = CurrencyFormatter::try_new_compact_name(locale.into(), currency)
        .map_err(|e| Error::data(locale, "money", e))?;
    Ok(formatter.format_fixed_decimal(&whole).to_string())
}
