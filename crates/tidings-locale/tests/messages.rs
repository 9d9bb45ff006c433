//! Sentences: loading, falling back, plural selection, negotiation.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::sync::Arc;

use jiff::tz::TimeZone;
use tidings_locale::{Arg, Error, Localizer, Messages, negotiate};

const EN: &str = "\
report-title = Weekly report { $week }
contacts = { $n ->
    [one] { $n } contact
   *[other] { $n } contacts
}
kpi-aht = Average handle time
    .short = AHT
only-english = As of { $at }
";
const NL: &str = "\
report-title = Weekrapport { $week }
contacts = { $n ->
    [one] { $n } contact
   *[other] { $n } contacten
}
kpi-aht = Gemiddelde afhandeltijd
";
const ZH: &str = "\
report-title = 第{ $week }周周报
contacts = { $n } 次联络
";

fn messages() -> Arc<Messages> {
    let mut out = Messages::new();
    for (locale, text) in [("en", EN), ("nl", NL), ("zh-Hans", ZH)] {
        out.add(locale, &format!("locales/{locale}/all.ftl"), text).unwrap();
    }
    Arc::new(out)
}

fn reader(message_locale: &str, format_locale: &str) -> Localizer {
    Localizer::new(messages(), message_locale, format_locale, TimeZone::UTC).unwrap()
}

#[test]
fn messages_and_values_have_locales_of_their_own() {
    let l = reader("nl-BE", "de-CH");
    assert_eq!((l.message_locale(), l.format_locale()), ("nl", "de-CH"));
    assert_eq!(l.text("contacts", None, &[("n", Arg::Count(1_234))]).unwrap(), "1'234 contacten");
    assert_eq!(l.text("contacts", None, &[("n", 1.into())]).unwrap(), "1 contact");
    assert_eq!(reader("zh-CN", "zh-CN").text("contacts", None, &[("n", 1.into())]).unwrap(), "1 次联络");
}

#[test]
fn no_isolation_marks_are_written() {
    let title = reader("nl", "nl").text("report-title", None, &[("week", "10".into())]).unwrap();
    assert_eq!(title, "Weekrapport 10");
}

#[test]
fn a_missing_message_falls_to_english_and_is_reported() {
    let l = reader("nl", "nl");
    assert_eq!(l.text("only-english", None, &[("at", "9 maart".into())]).unwrap(), "As of 9 maart");
    assert_eq!(l.text("kpi-aht", Some("short"), &[]).unwrap(), "AHT");
    assert!(l.has("only-english") && l.has_attribute("kpi-aht", Some("short")) && !l.has("nothing"));
    let missing: Vec<String> = l.messages().missing("nl").into_iter().map(|m| m.id).collect();
    assert_eq!(missing, ["kpi-aht.short", "only-english"]);
    let error = l.text("nothing", None, &[]).unwrap_err();
    assert_eq!(error.to_string(), "message `nothing` is in none of the locales `nl`, `en`; hint: add it to `en` first");
}

#[test]
fn a_sentence_with_a_hole_is_an_error() {
    let error = reader("nl", "nl").text("report-title", None, &[]).unwrap_err();
    assert!(
        matches!(&error, Error::BrokenMessage { id, locale, .. } if id == "report-title" && locale == "nl"),
        "{error}"
    );
    assert!(error.to_string().contains("$week"), "{error}");
}

#[test]
fn a_plural_is_selected_by_the_shown_number() {
    // 1.2 shown as `1` must read `1 contact`: the count that is shown selects.
    let l = reader("en", "en-GB");
    let shown: i64 = l.formatter().decimal("1.2".parse().unwrap(), 0, 0).parse().unwrap();
    assert_eq!(l.text("contacts", None, &[("n", shown.into())]).unwrap(), "1 contact");
}

#[test]
fn broken_files_are_refused_with_file_and_line() {
    for (text, line, reason) in [
        ("good = ok\nbad\n", 2, "expected"),
        ("a-message = x\n\n\na-message = y\n", 4, "already defined at f.ftl:1"),
        ("-term = x\n-term = y\n", 2, "already defined"),
    ] {
        let error = Messages::new().add("en", "f.ftl", text).unwrap_err();
        let Error::MessageFile { file, line: at, reason: found, .. } = &error else { panic!("{error}") };
        assert_eq!((file.as_str(), *at), ("f.ftl", line), "{error}");
        assert!(found.contains(reason), "{error}");
    }
    let mut two = Messages::new();
    two.add("en", "a.ftl", "one = 1\n").unwrap();
    let error = two.add("en", "b.ftl", "two = 2\none = 1\n").unwrap_err();
    assert_eq!(error.to_string(), "b.ftl:2: `one` is already defined at a.ftl:1; hint: keep one of the two");
    assert!(!two.has("en", "two", None), "a refused file must leave nothing behind");
    assert!(matches!(Messages::new().add("!", "f.ftl", ""), Err(Error::Locale { .. })));
}

#[test]
fn negotiation_keeps_language_and_script() {
    let hans = ["en", "nl", "zh-Hans", "ko"];
    let both = ["en", "zh-Hans", "zh-Hant"];
    let regions = ["en", "en-GB", "de-AT", "de", "zh-Hant-HK", "zh-Hant"];
    for (requested, available, found) in [
        ("zh-CN", &hans[..], Some("zh-Hans")),
        ("zh-SG", &hans, Some("zh-Hans")),
        ("zh", &hans, Some("zh-Hans")),
        ("zh-TW", &hans, None),
        ("zh-HK", &hans, None),
        ("zh-Hant", &hans, None),
        ("zh-TW", &both, Some("zh-Hant")),
        ("zh-HK", &both, Some("zh-Hant")),
        ("zh-HK", &regions, Some("zh-Hant-HK")),
        ("zh-TW", &regions, Some("zh-Hant")),
        ("ko-KR", &hans, Some("ko")),
        ("nl-BE", &hans, Some("nl")),
        ("en-IE", &hans, Some("en")),
        ("en-GB", &regions, Some("en-GB")),
        ("en-US", &regions, Some("en")),
        ("de-AT", &regions, Some("de-AT")),
        ("de-CH", &regions, Some("de")),
        ("fr-FR", &hans, None),
        ("not a tag", &hans, None),
    ] {
        assert_eq!(negotiate(requested, available), found, "{requested} of {available:?}");
    }
    assert_eq!(messages().negotiate("zh-TW"), "en");
}

#[test]
fn messages_are_shared_between_threads() {
    let l = reader("nl", "nl-NL");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            let l = l.clone();
            scope.spawn(move || {
                for n in 2..300 {
                    assert_eq!(l.text("contacts", None, &[("n", n.into())]).unwrap(), format!("{n} contacten"));
                }
            });
        }
    });
}

#[test]
fn a_region_falls_to_its_language_before_english() {
    let mut all = Messages::new();
    for (locale, text) in [
        ("en", "a = en\nb = en\nc = en\n"),
        ("zh", "a = hans\nb = hans\n"),
        ("zh-Hant", "a = hant\nb = hant\n"),
        ("zh-Hant-HK", "a = hk\n"),
    ] {
        all.add(locale, "f.ftl", text).unwrap();
    }
    let l = Localizer::new(Arc::new(all), "zh-HK", "zh-HK", TimeZone::UTC).unwrap();
    let texts: Vec<String> = ["a", "b", "c"].iter().map(|id| l.text(id, None, &[]).unwrap()).collect();
    assert_eq!(texts, ["hk", "hant", "en"], "simplified characters are never read by a reader of traditional ones");
}
