//! Patterns for a language without CLDR rows, as ICU4X resolves them.

use icu::calendar::Gregorian;
use icu::locale::Locale;
use icu_datetime::fieldsets::{T, YM, YMD, YMDE};
use icu_datetime::{FixedCalendarDateTimeFormatter, NoCalendarFormatter};
use jiff::civil::{date, time};

use super::DateStyle;
use crate::cldr::Rows;
use crate::error::Error;

/// Rows with the four date and time styles. Ranges are `from – to`.
pub(crate) fn icu_rows(locale: &Locale) -> Result<Rows, Error> {
    let day = icu::calendar::Date::from(date(2026, 12, 22)).to_calendar(Gregorian);
    let noon = icu_datetime::input::Time::from(time(13, 5, 7, 0));
    let fail = |e: &dyn std::fmt::Debug| Error::data(locale, "dates", format!("{e:?}"));
    let of_date = |style: DateStyle| -> Result<String, Error> {
        let prefs = locale.into();
        let text = match style {
            DateStyle::Full => FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(prefs, YMDE::long())
                .map_err(|e| fail(&e))?
                .format(&day)
                .pattern()
                .to_string(),
            DateStyle::Long | DateStyle::Medium | DateStyle::Short => {
                let fields = match style {
                    DateStyle::Long => YMD::long(),
                    DateStyle::Medium => YMD::medium(),
                    _ => YMD::short(),
                };
                FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(prefs, fields)
                    .map_err(|e| fail(&e))?
                    .format(&day)
                    .pattern()
                    .to_string()
            }
        };
        Ok(text)
    };
    let of_time = |fields: T| -> Result<String, Error> {
        Ok(NoCalendarFormatter::try_new(locale.into(), fields)
            .map_err(|e| fail(&e))?
            .format(&noon)
            .pattern()
            .to_string())
    };
    let month = FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(locale.into(), YM::long())
        .map_err(|e| fail(&e))?
        .format(&day)
        .pattern()
        .to_string();
    let seconds = of_time(T::hms())?;
    let glue = vec!["{1} {0}".to_owned(); 4];
    Ok(Rows {
        dates: [DateStyle::Full, DateStyle::Long, DateStyle::Medium, DateStyle::Short]
            .into_iter()
            .map(of_date)
            .collect::<Result<_, _>>()?,
        times: vec![format!("{seconds} zzzz"), format!("{seconds} z"), seconds.clone(), of_time(T::hm())?],
        glue: glue.clone(),
        at: glue,
        zone_append: "{0} {1}".to_owned(),
        range: "{0} – {1}".to_owned(),
        skeletons: [("yMMMM".to_owned(), month)].into(),
        ..Rows::default()
    })
}
