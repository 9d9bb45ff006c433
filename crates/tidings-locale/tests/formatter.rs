//! What a recipient reads, by format locale.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::thread;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use proptest::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};
use tidings_locale::{DateStyle, Error, Formatter, RelativeUnit, Width};

fn of(tag: &str) -> Formatter {
    Formatter::new(tag).unwrap()
}

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

const LOCALES: [&str; 12] =
    ["nl-NL", "nl-BE", "de-DE", "de-AT", "de-CH", "zh-CN", "zh-TW", "zh-HK", "ko-KR", "en-GB", "en-US", "en-IE"];

#[test]
fn counts_and_decimals() {
    for (tag, count, decimal) in [
        ("nl-NL", "1.234", "1.234,5"),
        ("de-DE", "1.234", "1.234,5"),
        ("de-AT", "1\u{a0}234", "1\u{a0}234,5"),
        ("de-CH", "1'234", "1'234.5"),
        ("zh-CN", "1,234", "1,234.5"),
        ("ko-KR", "1,234", "1,234.5"),
        ("en-GB", "1,234", "1,234.5"),
    ] {
        assert_eq!(of(tag).count(1234), count, "{tag}");
        assert_eq!(of(tag).decimal(d("1234.5"), 0, 2), decimal, "{tag}");
    }
    assert_eq!(of("en").count(i64::MIN), "-9,223,372,036,854,775,808");
}

#[test]
fn halves_round_away_from_zero() {
    let f = of("en-GB");
    for (value, digits, text) in [
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("1.005", 2, "1.01"),
        ("-0.4", 0, "0"),
        ("-0.5", 0, "-1"),
        ("999.995", 2, "1,000.00"),
    ] {
        assert_eq!(f.decimal(d(value), digits, digits), text, "{value}");
    }
}

#[test]
fn percentages_have_no_leading_zero_and_the_right_space() {
    for (tag, text) in [
        ("nl-NL", "48%"),
        ("de-DE", "48\u{a0}%"),
        ("de-CH", "48%"),
        ("zh-CN", "48%"),
        ("ko-KR", "48%"),
        ("en-GB", "48%"),
    ] {
        assert_eq!(of(tag).percent(d("0.48"), 0), text, "{tag}");
    }
    let f = of("nl-NL");
    assert_eq!(f.percent(d("0.0005"), 1), "0,1%");
    assert_eq!(f.percent(d("-0.0004"), 1), "0,0%");
    assert_eq!(f.percent(d("12.3456"), 1), "1.234,6%");
    assert_eq!(f.percent_points(d("0.021"), 1, true), "+2,1");
    assert_eq!(f.percent_points(d("-0.021"), 1, false), "-2,1");
    assert_eq!(f.percent_points(d("0.0001"), 1, true), "0,0");
    assert_eq!(f.signed(d("3.25"), 1, 1), "+3,3");
}

#[test]
fn money_is_in_minor_units_of_its_currency() {
    assert_eq!(of("nl-NL").money(123_450, "EUR").unwrap(), "€\u{a0}1.234,50");
    assert_eq!(of("nl-NL").money(-5, "EUR").unwrap(), "€\u{a0}-0,05");
    assert_eq!(of("de-DE").money(123_450, "EUR").unwrap(), "1.234,50\u{a0}€");
    assert_eq!(of("de-AT").money(123_450, "EUR").unwrap(), "€\u{a0}1.234,50");
    assert_eq!(of("ko-KR").money(1_234, "KRW").unwrap(), "₩1,234");
    assert_eq!(of("zh-CN").money(1_234, "CNY").unwrap(), "¥12.34");
    for code in ["", "EU", "EURO", "12€"] {
        let error = of("nl").money(1, code).unwrap_err();
        assert!(matches!(&error, Error::Input { what, .. } if what == "currency"), "{error}");
    }
}

#[test]
fn durations_in_words_and_on_a_clock() {
    for (tag, short, long) in [
        ("nl-NL", "5 min, 30 sec", "5 minuten en 30 seconden"),
        ("de-DE", "5 Min., 30 Sek.", "5 Minuten, 30 Sekunden"),
        ("zh-CN", "5分钟30秒", "5分钟30秒钟"),
        ("ko-KR", "5분 30초", "5분 30초"),
        ("en-GB", "5 mins, 30 secs", "5 minutes, 30 seconds"),
    ] {
        assert_eq!(of(tag).duration_words(330, Width::Short).unwrap(), short, "{tag}");
        assert_eq!(of(tag).duration_words(330, Width::Long).unwrap(), long, "{tag}");
    }
    let f = of("en-US");
    // Zero fields are left out, zero itself is not.
    assert_eq!(f.duration_words(3_605, Width::Long).unwrap(), "1 hour, 5 seconds");
    assert_eq!(f.duration_words(0, Width::Long).unwrap(), "0 seconds");
    assert_eq!(f.duration_words(-90, Width::Long).unwrap(), "-1 minute, 30 seconds");
    for (seconds, clock) in
        [(0, "0:00"), (9, "0:09"), (330, "5:30"), (3_930, "1:05:30"), (360_000, "100:00:00"), (-330, "-5:30")]
    {
        assert_eq!(f.duration_clock(seconds), clock);
    }
    assert_eq!(f.duration_clock(i64::MIN), "-2562047788015215:30:08");
}

#[test]
fn dates_times_and_their_ranges() {
    let zone = TimeZone::get("Europe/Amsterdam").unwrap();
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let (nine, half_past_five) = (at("2026-03-09T08:00:00Z"), at("2026-03-09T16:30:00Z"));
    for (tag, long, month, time, datetime, week, hours) in [
        ("nl-BE", "9 maart 2026", "maart 2026", "09:00", "9 mrt 2026, 09:00 CET", "2–8 maart 2026", "09:00–17:30"),
        ("de-DE", "9. März 2026", "März 2026", "09:00", "09.03.2026, 09:00 MEZ", "2.–8. März 2026", "09:00–17:30 Uhr"),
        (
            "zh-CN",
            "2026年3月9日",
            "2026年3月",
            "09:00",
            "2026年3月9日 GMT+1 09:00",
            "2026/3/2 – 2026/3/8",
            "09:00–17:30",
        ),
        (
            "ko-KR",
            "2026년 3월 9일",
            "2026년 3월",
            "오전 9:00",
            "2026. 3. 9. 오전 9:00 GMT+1",
            "2026년 3월 2일~8일",
            "오전 9:00 ~ 오후 5:30",
        ),
        (
            "en-GB",
            "9 March 2026",
            "March 2026",
            "09:00",
            "9 Mar 2026, 09:00 CET",
            "2\u{2009}–\u{2009}8 March 2026",
            "09:00–17:30",
        ),
    ] {
        let f = of(tag);
        assert_eq!(f.date(date(2026, 3, 9), DateStyle::Long).unwrap(), long, "{tag}");
        assert_eq!(f.month_year(date(2026, 3, 9)).unwrap(), month, "{tag}");
        assert_eq!(f.time(nine, &zone).unwrap(), time, "{tag}");
        assert_eq!(f.datetime(nine, &zone).unwrap(), datetime, "{tag}");
        assert_eq!(f.date_range(date(2026, 3, 2), date(2026, 3, 8), DateStyle::Long).unwrap(), week, "{tag}");
        assert_eq!(f.time_range(nine, half_past_five, &zone).unwrap(), hours, "{tag}");
    }
    assert_eq!(of("nl").weekday(date(2026, 3, 9), Width::Long).unwrap(), "maandag");
    assert_eq!(of("ko").weekday(date(2026, 3, 9), Width::Short).unwrap(), "월");
}

#[test]
fn a_range_of_one_day_is_that_day() {
    let day = date(2026, 3, 9);
    for tag in LOCALES {
        let f = of(tag);
        for style in [DateStyle::Full, DateStyle::Long, DateStyle::Medium, DateStyle::Short] {
            assert_eq!(f.date_range(day, day, style).unwrap(), f.date(day, style).unwrap(), "{tag}");
        }
    }
}

#[test]
fn traditional_chinese_divides_the_day() {
    let at = |hour: i8| date(2026, 3, 9).at(hour, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp();
    let f = of("zh-TW");
    for (hour, text) in
        [(0, "凌晨12:00"), (5, "清晨5:00"), (9, "上午9:00"), (12, "中午12:00"), (17, "下午5:00"), (23, "晚上11:00")]
    {
        assert_eq!(f.time(at(hour), &TimeZone::UTC).unwrap(), text);
    }
}

#[test]
fn lists_and_distances() {
    assert_eq!(of("nl").list_and(&["A", "B", "C"]), "A, B en C");
    assert_eq!(of("zh-CN").list_and(&["A", "B", "C"]), "A、B和C");
    assert_eq!(of("ko").list_and(&[]), "");
    assert_eq!(of("nl").relative(-1, RelativeUnit::Week).unwrap(), "vorige week");
    assert_eq!(of("de").relative(-3, RelativeUnit::Day).unwrap(), "vor 3 Tagen");
}

#[test]
fn a_language_without_rows_still_formats() {
    let f = of("fr-FR");
    assert_eq!(f.date(date(2026, 3, 9), DateStyle::Long).unwrap(), "9 mars 2026");
    assert_eq!(f.month_year(date(2026, 3, 9)).unwrap(), "mars 2026");
    assert_eq!(f.date_range(date(2026, 3, 2), date(2026, 3, 8), DateStyle::Long).unwrap(), "2 mars 2026 – 8 mars 2026");
}

#[test]
fn a_malformed_locale_is_named() {
    for tag in ["", "nederlands!", "n", "zh_CN_"] {
        assert_eq!(Formatter::new(tag).unwrap_err(), Error::Locale { tag: tag.to_owned() });
    }
}

#[test]
fn one_formatter_serves_many_threads() {
    fn shareable<T: Send + Sync + Clone>(_: &T) {}
    let f = of("de-DE");
    shareable(&f);
    thread::scope(|scope| {
        for _ in 0..4 {
            let f = f.clone();
            scope.spawn(move || {
                for n in 0..500 {
                    assert_eq!(f.percent(d("0.48"), 0), "48\u{a0}%");
                    assert_eq!(f.count(n), n.to_string());
                }
            });
        }
    });
}

fn any_date() -> impl Strategy<Value = Date> {
    (1990i16..2100, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| date(y, m, d))
}

proptest! {
    /// The digits shown are the exact value rounded half away from zero, in every locale.
    #[test]
    fn rounding_is_exact(units in any::<i64>(), scale in 0u32..12, digits in 0u8..8) {
        let value = Decimal::new(units, scale);
        let rounded = value.round_dp_with_strategy(u32::from(digits), RoundingStrategy::MidpointAwayFromZero);
        let shown = of("en-US").decimal(value, digits, digits).replace(',', "");
        prop_assert_eq!(shown.parse::<Decimal>().unwrap(), rounded);
        let plain: String = of("de-CH").decimal(value, digits, digits).chars().filter(|c| *c != '\'').collect();
        prop_assert_eq!(plain.parse::<Decimal>().unwrap(), rounded);
    }

    /// Both ends of a range can be read from it, and a range is never shorter than its start.
    #[test]
    fn a_range_shows_both_ends(from in any_date(), days in 1i32..4000, which in 0usize..12) {
        let f = of(LOCALES[which]);
        let to = from.checked_add(jiff::Span::new().days(days)).unwrap();
        let text = f.date_range(from, to, DateStyle::Long).unwrap();
        prop_assert!(text.contains(&from.day().to_string()), "{}", text);
        prop_assert!(text.contains(&to.day().to_string()), "{}", text);
        prop_assert!(text.contains(&to.year().to_string()), "{}", text);
        prop_assert_eq!(text.contains(&from.year().to_string()), true, "{}", text);
    }

    /// A clock reads back as the seconds it was made of.
    #[test]
    fn a_clock_reads_back(seconds in -10_000_000i64..10_000_000) {
        let clock = of("nl-NL").duration_clock(seconds);
        let total = clock.trim_start_matches('-').split(':').fold(0i64, |sum, part| sum * 60 + part.parse::<i64>().unwrap());
        prop_assert_eq!(if clock.starts_with('-') { -total } else { total }, seconds);
    }
}
