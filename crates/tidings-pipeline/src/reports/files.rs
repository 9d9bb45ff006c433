//! Documents as files: written when they differ, archived, handed over once.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use tidings_connector::DeliveryFile;
use tidings_core::report::Format;
use tidings_core::site::RecipientLocale;
use tidings_report::Document;
use tidings_warehouse::{ArchivedReport, Delivery, DeliveryStatus, Warehouse};

use super::{Order, rendered};
use crate::error::Error;
use crate::fingerprint::{Fingerprint, sha256};
use crate::host::Host;
use crate::project::Project;
use crate::streams;
use crate::summary::{DeliverySummary, ReportSummary};

/// The folder of reports over all sites.
pub(crate) const ALL_SITES: &str = "all-sites";

/// A document with its files.
#[derive(Debug)]
pub(crate) struct Made {
    pub(crate) summary: ReportSummary,
    title: String,
    period_end: String,
    files: Vec<(String, Format, Vec<u8>)>,
}

/// The tag of a recipient in names: `nl`, `nl-BE`, or both parts where they differ in language.
pub(crate) fn locale_label(locale: &RecipientLocale) -> String {
    if locale.message == locale.format || locale.format.starts_with(&format!("{}-", locale.message)) {
        locale.format.clone()
    } else {
        format!("{}+{}", locale.message, locale.format)
    }
}

/// The name of a report and its period in the ledger.
pub(crate) fn archive_name(report: &str, period: &str) -> String {
    format!("{report}@{period}")
}

/// Writes a document in each format of its report, and archives it where any file changed.
pub(crate) fn write(
    project: &Project,
    warehouse: &Warehouse,
    run: &str,
    order: &Order<'_>,
    document: &Document,
) -> Result<Made, Error> {
    let report = &order.report.file;
    let (label, period) = (locale_label(&order.locale), order.period.label());
    let site = order.site.map_or(ALL_SITES, |site| site.id.as_str());
    let folder = project.out.join(&report.report).join(&period).join(site);
    fs::create_dir_all(&folder)
        .map_err(|error| Error::storage(format!("cannot make `{}`", folder.display()), &error))?;
    let mut made = Made {
        summary: ReportSummary {
            report: report.report.clone(),
            period: period.clone(),
            site: order.site.map(|site| site.id.clone()),
            locale: label.clone(),
            written: Vec::new(),
            unchanged: Vec::new(),
        },
        title: document.page_title.clone(),
        period_end: order.period.last_day().to_string(),
        files: Vec::new(),
    };
    for format in &report.formats {
        let name = format!("{}.{label}.{}", report.report, format.extension());
        let content = rendered(&order.report.path, document, *format)?;
        let path = folder.join(&name);
        if replace(&path, &content)? {
            made.summary.written.push(path);
        } else {
            made.summary.unchanged.push(path);
        }
        made.files.push((name, *format, content));
    }
    if !made.summary.written.is_empty() {
        let json = rendered(&order.report.path, document, Format::Json)?;
        let sha256 = sha256(&json);
        let document = String::from_utf8(json).map_err(|_| Error::bug("a document in JSON is no UTF-8"))?;
        warehouse.ledger().archive_report(&ArchivedReport {
            run: run.to_owned(),
            report: archive_name(&report.report, &period),
            site: site.to_owned(),
            locale: label,
            document,
            sha256,
        })?;
    }
    Ok(made)
}

/// Puts a file in its place at once, if it differs from what is there.
fn replace(path: &Path, content: &[u8]) -> Result<bool, Error> {
    if fs::read(path).is_ok_and(|there| there == content) {
        return Ok(false);
    }
    let fail = |error: std::io::Error| Error::storage(format!("cannot write `{}`", path.display()), &error);
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".part");
    let part: PathBuf = path.with_file_name(name);
    let mut file = fs::File::create(&part).map_err(fail)?;
    file.write_all(content).map_err(fail)?;
    file.sync_all().map_err(fail)?;
    fs::rename(&part, path).map_err(fail)?;
    Ok(true)
}

/// Hands a document over to every destination that does not have this content yet.
pub(crate) fn deliver(
    project: &Project,
    host: &Host,
    warehouse: &Warehouse,
    run: &str,
    made: &Made,
) -> Result<Vec<DeliverySummary>, Error> {
    let mut deliveries = Vec::new();
    let content = made
        .files
        .iter()
        .fold(Fingerprint::new("delivery 1"), |digest, (name, _, content)| digest.with(name).with(content))
        .text();
    let summary = &made.summary;
    let site = summary.site.as_deref().unwrap_or(ALL_SITES);
    let fields: BTreeMap<String, String> = [
        ("date", made.period_end.as_str()),
        ("period", summary.period.as_str()),
        ("site", site),
        ("report", summary.report.as_str()),
        ("locale", summary.locale.as_str()),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .collect();
    for (index, declared) in project.file.deliver.iter().enumerate() {
        let pointer = format!("/deliver/{index}");
        let plugin = host
            .plugins
            .destination(&declared.plugin)
            .map_err(|(message, hint)| Error::new(crate::error::ErrorKind::Configuration, message).hint(hint))?;
        let delivery = Delivery {
            run: run.to_owned(),
            report: archive_name(&summary.report, &summary.period),
            site: site.to_owned(),
            locale: summary.locale.clone(),
            destination: format!("{index}:{}", declared.plugin),
            content_sha256: content.clone(),
        };
        if !warehouse.ledger().plan_delivery(&delivery)? {
            continue;
        }
        let config = streams::config(project, &pointer, &declared.config);
        let destination = plugin.open(config, &streams::context(project, &declared.plugin))?;
        let files: Vec<DeliveryFile<'_>> = made
            .files
            .iter()
            .map(|(name, format, content)| DeliveryFile { name, media_type: media_type(*format), content })
            .collect();
        let key = format!("{}/{site}/{}/{content}", delivery.report, summary.locale);
        warehouse.ledger().set_delivery(&delivery, DeliveryStatus::Sending, host.now(), None)?;
        let sent = destination.deliver(&tidings_connector::Delivery {
            key: &key,
            fields: &fields,
            title: &made.title,
            files: &files,
        });
        let (status, receipt, failed) = match sent {
            Ok(receipt) => (DeliveryStatus::Sent, Some(receipt.reference), false),
            Err(error) => {
                host.warned("deliver", &error.to_string());
                (DeliveryStatus::Failed, None, true)
            }
        };
        warehouse.ledger().set_delivery(&delivery, status, host.now(), receipt.as_deref())?;
        deliveries.push(DeliverySummary {
            report: summary.report.clone(),
            site: summary.site.clone(),
            locale: summary.locale.clone(),
            destination: declared.plugin.clone(),
            receipt,
            failed,
        });
    }
    Ok(deliveries)
}

const fn media_type(format: Format) -> &'static str {
    match format {
        Format::Html => "text/html; charset=utf-8",
        Format::Markdown => "text/markdown; charset=utf-8",
        Format::Csv | Format::CsvExcel => "text/csv; charset=utf-8",
        Format::Json => "application/json",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.html");
        assert!(replace(&path, b"one").unwrap());
        assert!(!replace(&path, b"one").unwrap());
        assert!(replace(&path, b"two").unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no part stays behind");
    }

    #[test]
    fn recipients_have_short_names() {
        let label = |text: &str| locale_label(&RecipientLocale::parse(text));
        assert_eq!(label("nl"), "nl");
        assert_eq!(label("nl+nl-BE"), "nl-BE");
        assert_eq!(label("en+de-DE"), "en+de-DE");
    }
}
