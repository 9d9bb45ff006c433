//! Requests of `tidings locale format` that no table of Node covers: errors, traps, odd input.

use proptest::prelude::*;
use serde_json::{Value, json};
use tidings_locale::intl::{KINDS, format_line};

fn ask(locale: &str, kind: &str, input: Value, options: Value) -> Result<String, String> {
    let request = json!({"locale": locale, "kind": kind, "input": input, "options": options});
    format_line(&request.to_string()).map_err(|e| e.to_string())
}

#[test]
fn what_is_wrong_is_named_with_the_nearest_known_name() {
    for (kind, input, options, words) in [
        ("decimals", json!("1"), json!({}), vec!["kind", "`decimals`", "`decimal`"]),
        (
            "decimal",
            json!("1"),
            json!({"maximumFractionDigit": 2}),
            vec!["`maximumFractionDigit`", "`maximumFractionDigits`"],
        ),
        ("decimal", json!("1,5"), json!({}), vec!["input", "`1,5`"]),
        ("decimal", json!(""), json!({}), vec!["input"]),
        ("decimal", json!("NaN"), json!({}), vec!["`NaN`"]),
        ("decimal", json!(null), json!({}), vec!["`null`"]),
        ("decimal", json!("1"), json!({"maximumFractionDigits": 101}), vec!["maximumFractionDigits", "101"]),
        (
            "decimal",
            json!("1"),
            json!({"minimumFractionDigits": 3, "maximumFractionDigits": 1}),
            vec!["maximumFractionDigits", "3"],
        ),
        ("decimal", json!("1"), json!({"signDisplay": "allways"}), vec!["signDisplay", "`always`"]),
        ("decimal", json!("1"), json!({"useGrouping": 3}), vec!["useGrouping"]),
        ("currency", json!("1"), json!({}), vec!["currency", "missing"]),
        ("currency", json!("1"), json!({"currency": "EURO"}), vec!["`EURO`"]),
        ("unit", json!("1"), json!({}), vec!["unit", "missing"]),
        ("unit", json!("1"), json!({"unit": "minutes"}), vec!["`minutes`", "`minute`"]),
        ("date", json!("9 March"), json!({}), vec!["`9 March`", "ISO 8601"]),
        ("date", json!("2026-02-30"), json!({}), vec!["`2026-02-30`"]),
        ("date", json!("2026-03-09"), json!({"timeZone": "Europe/Amsterdan"}), vec!["timeZone", "`Europe/Amsterdan`"]),
        ("date", json!("2026-03-09"), json!({"dateStyle": "ful"}), vec!["`full`"]),
        ("date", json!("2026-03-09"), json!({"dateStyle": "full", "month": "long"}), vec!["dateStyle"]),
        ("date-range", json!("2026-03-09"), json!({}), vec!["pair"]),
        ("date-range", json!(["2026-03-09", "2026-03-08"]), json!({}), vec!["ends before it begins"]),
        ("list", json!("A"), json!({}), vec!["list of texts"]),
        ("list", json!(["A", 1]), json!({}), vec!["list of texts"]),
        ("relative", json!([1, "fortnight"]), json!({}), vec!["`fortnight`"]),
        ("relative", json!([1]), json!({}), vec!["value with a unit"]),
        ("duration", json!([["minute", 5], ["minutes", 6]]), json!({}), vec!["twice"]),
        ("duration", json!([["minute", 5], ["second", -6]]), json!({}), vec!["signs"]),
        ("duration", json!([]), json!({}), vec!["not a duration"]),
        ("plural-cardinal", json!("x"), json!({}), vec!["`x`"]),
    ] {
        let error = ask("en-GB", kind, input.clone(), options).unwrap_err();
        for word in words {
            assert!(error.contains(word), "{kind} {input}: `{error}` does not say `{word}`");
        }
    }
    assert!(ask("english!", "decimal", json!("1"), json!({})).unwrap_err().contains("`english!`"));
    for line in ["", "{", "[]", r#"{"locale":"nl"}"#, r#"{"locale":"nl","kind":"decimal","input":"1","extra":1}"#] {
        assert!(format_line(line).unwrap_err().to_string().starts_with("request: "), "{line}");
    }
}

#[test]
fn traps_of_two_implementations() {
    let long = json!({"dateStyle": "long"});
    for (locale, kind, input, options, expected) in [
        // ICU4X alone prints `2–8 M03 2026`.
        (
            "nl-NL",
            "date-range",
            json!(["2026-03-02T00:00:00Z", "2026-03-08T00:00:00Z"]),
            long.clone(),
            "2–8 maart 2026",
        ),
        ("zh-CN", "date-range", json!(["2026-03-02T00:00:00Z", "2026-03-02T00:00:00Z"]), long, "2026年3月2日"),
        (
            "en-US",
            "time-range",
            json!(["2026-03-02T09:00:00Z", "2026-03-02T11:30:00Z"]),
            json!({"timeStyle": "short"}),
            "9:00\u{2009}–\u{2009}11:30\u{202f}AM",
        ),
        ("ko-KR", "time-range", json!(["2026-03-02T09:00:00Z", "2026-03-02T11:30:00Z"]), json!({}), "오전 9:00~11:30"),
        ("en-US", "time", json!("2026-03-02T09:00:00Z"), json!({"timeStyle": "short"}), "9:00\u{202f}AM"),
        // Visible fraction digits decide the plural.
        ("en-US", "plural-cardinal", json!("1"), json!({}), "one"),
        ("en-US", "plural-cardinal", json!("1.0"), json!({}), "other"),
        ("zh-CN", "plural-cardinal", json!("1"), json!({}), "other"),
        (
            "en-US",
            "unit",
            json!("1"),
            json!({"unit": "minute", "unitDisplay": "long", "minimumFractionDigits": 1}),
            "1.0 minutes",
        ),
        (
            "en-US",
            "unit",
            json!("1.2"),
            json!({"unit": "minute", "unitDisplay": "long", "maximumFractionDigits": 0}),
            "1 minute",
        ),
        // Exact decimals, however long.
        (
            "en-US",
            "decimal",
            json!("12345678901234567890.125"),
            json!({"maximumFractionDigits": 2}),
            "12,345,678,901,234,567,890.13",
        ),
        ("en-US", "decimal", json!(1234.5), json!({}), "1,234.5"),
        ("en-US", "decimal", json!("1e3"), json!({}), "1,000"),
        ("nl-NL", "percent", json!("0.485"), json!({}), "49%"),
        ("de-DE", "percent", json!("0.48"), json!({}), "48\u{a0}%"),
        ("de-DE", "compact-short", json!("15000"), json!({}), "15.000"),
        ("en-US", "compact-short", json!("999950"), json!({}), "1M"),
        // A date is midnight in UTC; a time without offset is the time in the zone.
        (
            "en-GB",
            "date",
            json!("2026-03-09"),
            json!({"dateStyle": "short", "timeZone": "America/New_York"}),
            "08/03/2026",
        ),
        (
            "en-GB",
            "time",
            json!("2026-03-09T09:05:00"),
            json!({"timeStyle": "short", "timeZone": "Asia/Seoul"}),
            "09:05",
        ),
        ("en-GB", "time", json!("2026-03-09T09:05:00Z"), json!({"timeStyle": "short", "timeZone": "+05:30"}), "14:35"),
        (
            "en-US",
            "time",
            json!("2026-03-09T00:05:00Z"),
            json!({"hour": "numeric", "minute": "2-digit", "hour12": false}),
            "00:05",
        ),
        // Fields are shown as they are given; ECMAScript's option hides zeros.
        (
            "en-US",
            "duration",
            json!([["hour", 1], ["minute", 0], ["second", 5]]),
            json!({"style": "long"}),
            "1 hour, 0 minutes, 5 seconds",
        ),
        (
            "en-US",
            "duration",
            json!([["hour", 1], ["minute", 0], ["second", 5]]),
            json!({"style": "long", "minutesDisplay": "auto"}),
            "1 hour, 5 seconds",
        ),
        ("en-US", "duration", json!({"seconds": 30, "minutes": 5}), json!({}), "5 min, 30 sec"),
        ("nl-NL", "duration", json!([["minute", 5], ["second", 30]]), json!({"style": "digital"}), "0:05:30"),
        ("nl-NL", "duration", json!([["minute", -5], ["second", -30]]), json!({"style": "digital"}), "-0:05:30"),
        ("nl-NL", "currency", json!("12.3"), json!({"currency": "EUR", "signDisplay": "always"}), "€\u{a0}+12,30"),
        ("en-US", "currency", json!("-12.3"), json!({"currency": "USD", "currencySign": "accounting"}), "($12.30)"),
        (
            "en-US",
            "currency",
            json!("1"),
            json!({"currency": "USD", "currencyDisplay": "name", "maximumFractionDigits": 0}),
            "1 US dollar",
        ),
        ("en-US", "currency", json!("1"), json!({"currency": "USD", "currencyDisplay": "name"}), "1.00 US dollars"),
    ] {
        let ours = ask(locale, kind, input.clone(), options.clone());
        assert_eq!(ours.as_deref(), Ok(expected), "{locale} {kind} {input} {options}");
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[-+.eE0-9]{0,30}".prop_map(Value::from),
        "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{5}Z?".prop_map(Value::from),
        prop::sample::select(vec![
            "minute",
            "short",
            "always",
            "EUR",
            "2-digit",
            "numeric",
            "full",
            "Europe/Berlin",
            "x",
            "😀"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| prop::collection::vec(inner, 0..3).prop_map(Value::from))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Whatever is asked, the answer is a text or an error that says something.
    #[test]
    fn no_request_panics(
        kind in prop::sample::select(KINDS.to_vec()),
        locale in prop::sample::select(vec!["nl-BE", "zh-TW", "ko-KR", "en-US", "fr", "ar-EG", "und"]),
        input in any_json(),
        options in prop::collection::btree_map(
            prop::sample::select(vec!["style", "currency", "unit", "dateStyle", "timeStyle", "hour", "minute", "timeZone",
                "minimumFractionDigits", "maximumSignificantDigits", "minimumIntegerDigits", "notation", "signDisplay", "month", "hourCycle"]),
            any_json(), 0..4),
    ) {
        if let Err(error) = ask(locale, kind, input, json!(options)) {
            prop_assert!(error.len() > 10, "{}", error);
        }
    }
}
