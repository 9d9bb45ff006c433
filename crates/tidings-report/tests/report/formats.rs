//! What each format promises.

use tidings_core::report::Format;
use tidings_report::{render, resolve};

use crate::hostile::rows;
use crate::input::{LOCALES, everything, localizer};
use crate::markup::well_formed;

fn printed(locale: (&str, &str), format: Format) -> String {
    let document = resolve(&everything(), &localizer(locale.0, locale.1, "Europe/Amsterdam")).unwrap();
    String::from_utf8(render(&document, format).unwrap()).unwrap()
}

#[test]
fn html_is_one_whole_page_in_its_language() {
    for locale in LOCALES {
        let html = printed(locale, Format::Html);
        let elements = well_formed(&html).unwrap_or_else(|fault| panic!("{}: {fault}", locale.0));
        assert!(html.contains(&format!("<html lang=\"{}\" dir=\"ltr\">", locale.0)));
        assert!(html.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\""));
        for foreign in ["<script", "<link", "<img", "<iframe", "@import", "url(http", "src=", "http-equiv=\"refresh\""]
        {
            assert!(!html.contains(foreign), "{}: {foreign}", locale.0);
        }
        let count = |name: &str| elements.iter().filter(|element| *element == name).count();
        assert_eq!(count("h1"), 1);
        assert_eq!(count("table"), count("caption"), "every table has a caption");
        assert_eq!(html.matches("<th scope=").count(), count("th"), "every head has a scope");
        // Two charts, each for a desk and for a telephone; the page shows one of them.
        for class in ["chart wide", "chart narrow"] {
            assert_eq!(html.matches(&format!("<svg class=\"{class}\" role=\"img\"")).count(), 2);
        }
        assert!(html.contains("<time datetime=\"2026-W13\">"));
        assert!(html.contains("<data value=\"0.811320754717\">"));
    }
}

#[test]
fn the_spreadsheet_follows_the_reader() {
    let cases = [
        (("nl", "nl"), ';', "81,132075"),
        (("nl", "nl-BE"), ';', "81,132075"),
        (("de", "de"), ';', "81,132075"),
        (("de", "de-CH"), ';', "81.132075"),
        (("en", "en-GB"), ',', "81.132075"),
        (("zh-Hans", "zh-Hans-CN"), ',', "81.132075"),
        (("ko", "ko"), ',', "81.132075"),
    ];
    for (locale, separator, value) in cases {
        let sheet = printed(locale, Format::CsvExcel);
        assert!(sheet.starts_with('\u{feff}') && !sheet.contains("sep="), "{locale:?}");
        assert_eq!(sheet.matches('\n').count(), sheet.matches("\r\n").count(), "{locale:?}");
        let rows = rows(sheet.trim_start_matches('\u{feff}'), separator);
        assert!(rows.iter().all(|row| row.len() == 9), "{locale:?}");
        assert_eq!(rows[2][5], value, "{locale:?}");
        assert_eq!(
            (rows[2][3].as_str(), rows[2][4].as_str(), rows[2][6].as_str()),
            ("2026-03-23", "2026-03-29", "%"),
            "{locale:?}"
        );
    }
}

#[test]
fn machine_csv_is_the_same_in_every_language() {
    let english = printed(LOCALES[0], Format::Csv);
    for locale in LOCALES {
        assert_eq!(printed(locale, Format::Csv), english);
    }
    let rows = rows(&english, ',');
    assert_eq!(
        rows[0],
        [
            "kpi",
            "version",
            "unit",
            "grain",
            "period_start",
            "grouping",
            "site",
            "queue",
            "numerator",
            "denominator",
            "value",
            "n",
            "flags"
        ]
    );
    assert!(!english.starts_with('\u{feff}'));
    let line = |kpi: &str, version: &str, start: &str, grouping: &str| {
        rows.iter()
            .find(|row| row[0] == kpi && row[1] == version && row[4] == start && row[5] == grouping)
            .unwrap()
            .clone()
    };
    assert_eq!(line("aht", "1", "2026-03-23", "site")[10..], ["298.4", "3800", ""]);
    assert_eq!(line("fcr", "1", "2026-03-23", "site")[8..], ["", "", "", "", "thin"]);
    assert_eq!(rows.len(), everything().figures.iter().count() + 1);
}

#[test]
fn every_format_of_every_language_says_the_same_values() {
    for locale in LOCALES {
        let html = printed(locale, Format::Html);
        let json: serde_json::Value = serde_json::from_str(&printed(locale, Format::Json)).unwrap();
        let card = &json["sections"][0]["blocks"][0]["cards"][1];
        assert_eq!(card["value"]["raw"], "0.811320754717");
        let text = card["value"]["text"].as_str().unwrap();
        assert!(html.contains(&format!("<data value=\"0.811320754717\">{text}</data>")), "{}", locale.0);
        assert!(printed(locale, Format::Markdown).contains(text), "{}", locale.0);
    }
}
