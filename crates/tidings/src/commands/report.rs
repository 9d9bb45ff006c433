//! `tidings report`: a report from what is published, without a run.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;
use tidings_core::report::Format as ReportFormat;
use tidings_pipeline::{PeriodChoice, ReportRequest};

use super::load_right;
use crate::Failure;
use crate::cli::Place;
use crate::output::say;

/// Which report, for whom, in what form.
#[derive(Debug, Args)]
pub(crate) struct ReportArguments {
    /// The report's name; all where none is given
    report: Option<String>,
    /// The site
    #[arg(long)]
    site: Option<String>,
    /// The language, such as `nl` or `zh-Hans`
    #[arg(long)]
    locale: Option<String>,
    /// The form: html, markdown, csv, csv-excel, json
    #[arg(long, value_name = "FORMAT", value_parser = parse_format)]
    format: Option<ReportFormat>,
    /// The period that holds this day; else the last complete one
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// As an earlier run printed it
    #[arg(long, value_name = "RUN")]
    as_of: Option<String>,
    /// A folder for the files; else the one report goes to standard output
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

fn parse_format(text: &str) -> Result<ReportFormat, String> {
    ReportFormat::ALL
        .into_iter()
        .find(|format| format.name() == text)
        .ok_or_else(|| format!("expected one of: {}", ReportFormat::ALL.map(ReportFormat::name).join(", ")))
}

pub(crate) async fn run(place: &Place, arguments: ReportArguments) -> Result<u8, Failure> {
    let project = load_right(place, None)?;
    let request = ReportRequest {
        report: arguments.report,
        site: arguments.site,
        locale: arguments.locale,
        formats: arguments.format.into_iter().collect(),
        period: arguments.date.map_or(PeriodChoice::LastComplete, PeriodChoice::Of),
        as_of: arguments.as_of,
    };
    let reports = tidings_pipeline::report(&project, &request).await?;
    match (arguments.out, reports.as_slice()) {
        (None, [only]) => {
            let mut out = std::io::stdout().lock();
            out.write_all(&only.text)?;
            out.flush()?;
        }
        (None, several) => {
            return Err(Failure::usage(
                format!("found {} documents, standard output takes one", several.len()),
                "narrow it with a report's name, `--site`, `--locale` and `--format`, or name a folder with `--out`",
            ));
        }
        (Some(folder), several) => {
            std::fs::create_dir_all(&folder)?;
            for report in several {
                let site = report.site.as_deref().unwrap_or("all");
                let path = folder.join(format!(
                    "{}.{}.{site}.{}.{}",
                    report.report,
                    report.period,
                    report.locale,
                    report.format.extension()
                ));
                std::fs::write(&path, &report.text)?;
                say(&format!("wrote {}", path.display()));
            }
        }
    }
    Ok(0)
}
