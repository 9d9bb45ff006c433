//! Reports as they read, in every language. `UPDATE=1 cargo test` writes them anew.

use tidings_core::report::Format;
use tidings_report::{Document, render, resolve};

use crate::input::{LOCALES, all_sites, everything, folder, localizer};

pub(crate) fn golden(name: &str, bytes: &[u8]) -> Result<(), String> {
    let path = folder("crates/tidings-report/tests/report/golden").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, bytes).map_err(|cause| format!("{name}: {cause}"))?;
    }
    let expected = std::fs::read(&path).map_err(|cause| format!("{name}: {cause}; run with UPDATE=1"))?;
    if expected == bytes {
        return Ok(());
    }
    let (old, new) = (String::from_utf8_lossy(&expected), String::from_utf8_lossy(bytes));
    let (old, new) = old
        .lines()
        .zip(new.lines())
        .find(|(old, new)| old != new)
        .map_or(("(one is longer)".into(), "".into()), |(old, new)| (old.to_owned(), new.to_owned()));
    Err(format!("{name} differs; run with UPDATE=1 if it is meant\n  was {old}\n  now {new}"))
}

#[test]
fn reports_read_as_they_did() {
    let mut faults = Vec::new();
    for (message, format) in LOCALES {
        let document = resolve(&everything(), &localizer(message, format, "Europe/Amsterdam")).unwrap();
        let wanted: &[Format] = match message {
            "en" => &[Format::Markdown, Format::Html, Format::Csv, Format::Json],
            "nl" | "ko" => &[Format::Markdown, Format::CsvExcel],
            _ => &[Format::Markdown],
        };
        for format in wanted {
            let bytes = render(&document, *format).unwrap();
            faults.extend(golden(&format!("site.{message}.{}", format.extension()), &bytes).err());
        }
    }
    let document = resolve(&all_sites(), &localizer("de", "de", "UTC")).unwrap();
    faults.extend(golden("all.de.md", &render(&document, Format::Markdown).unwrap()).err());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn an_archived_document_prints_the_same_bytes() {
    for (message, format) in LOCALES {
        let document = resolve(&everything(), &localizer(message, format, "Europe/Amsterdam")).unwrap();
        let again = resolve(&everything(), &localizer(message, format, "Europe/Amsterdam")).unwrap();
        let archive = render(&document, Format::Json).unwrap();
        let read = Document::from_json(&archive).unwrap();
        assert_eq!(read, document);
        for format in Format::ALL {
            let bytes = render(&document, format).unwrap();
            assert!(bytes == render(&again, format).unwrap(), "{message} {}: two runs differ", format.name());
            assert!(
                bytes == render(&read, format).unwrap(),
                "{message} {}: the archive prints differently",
                format.name()
            );
        }
    }
}

#[test]
fn an_archive_of_a_newer_program_is_refused() {
    let document = resolve(&all_sites(), &localizer("en", "en", "UTC")).unwrap();
    let archive = String::from_utf8(render(&document, Format::Json).unwrap()).unwrap();
    let newer = archive.replacen("\"schema\": 1", "\"schema\": 2", 1);
    assert_ne!(archive, newer);
    let error = Document::from_json(newer.as_bytes()).unwrap_err().to_string();
    assert!(error.contains("shape 2"), "{error}");
}
