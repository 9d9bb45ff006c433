//! `tidings run`: a night, and what came of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tidings_pipeline::{PeriodChoice, Project, RunOptions, RunSummary, Status, Step};

use super::{host, load};
use crate::cli::{Place, RunArguments};
use crate::failure::plural;
use crate::output::{self, Format, say};
use crate::{Failure, logging};

pub(super) async fn run(place: &Place, arguments: RunArguments, typed: String) -> Result<u8, Failure> {
    let (project, findings) = load(place, arguments.project.clone(), arguments.out.clone())?;
    let period = match (arguments.date, arguments.from, arguments.to) {
        (Some(date), _, _) => PeriodChoice::Of(date),
        (None, Some(from), Some(to)) if from > to => {
            return Err(Failure::usage(format!("`--from {from}` is after `--to {to}`"), "name the earlier day first"));
        }
        (None, Some(from), Some(to)) => PeriodChoice::Range { from, to },
        _ => PeriodChoice::LastComplete,
    };
    let only = arguments
        .only
        .as_deref()
        .map(str::parse::<Step>)
        .transpose()
        .map_err(|message| Failure::usage(message.to_string(), "steps: sources, models, kpis, reports, deliver"))?;
    let options = RunOptions { period, only, sources: arguments.sources };
    let summary = tidings_pipeline::run(&project, findings, &host(typed), &options).await?;
    match arguments.format {
        Format::Json => {
            let text = serde_json::to_string_pretty(&summary).map_err(|error| Failure::internal(error.to_string()))?;
            output::data(&text)?;
        }
        Format::Table | Format::Csv => show(&project, &summary)?,
    }
    if logging::is_json() {
        let streams = serde_json::to_string(&summary.streams).unwrap_or_default();
        tracing::info!(target: "tidings", run = %summary.run, changed = summary.changed, rejected = summary.rejected, streams, "run ended");
    }
    Ok(summary.exit_code)
}

/// The summary for a person: row accounts as data, the rest as words.
fn show(project: &Project, summary: &RunSummary) -> Result<(), Failure> {
    let mut accounts = output::Records::new(&[
        "stream",
        "read",
        "inserted",
        "updated",
        "unchanged",
        "superseded",
        "deleted",
        "rejected",
        "rows",
    ]);
    for stream in &summary.streams {
        let account = &stream.account;
        let mark = if stream.stale { " (stale)" } else { "" };
        accounts.push(vec![
            format!("{}.{}{mark}", stream.source, stream.stream).into(),
            account.read.into(),
            account.inserted.into(),
            account.updated.into(),
            account.unchanged.into(),
            account.superseded.into(),
            account.deleted.into(),
            account.rejected.into(),
            stream.rows.into(),
        ]);
    }
    if !accounts.rows.is_empty() {
        accounts.print(Format::Table)?;
    }
    for reject in &summary.rejects {
        let line = reject.line.map(|line| format!(":{line}")).unwrap_or_default();
        let file = reject.file.as_deref().unwrap_or("?");
        say(&format!("rejected: {}.{}: {file}{line}: {}", reject.source, reject.stream, reject.reason));
    }
    if summary.rejected > summary.rejects.len() as u64 {
        say(&format!(
            "rejected: {} more; `tidings show {}` lists them",
            summary.rejected - summary.rejects.len() as u64,
            summary.run
        ));
    }
    for warning in &summary.warnings {
        say(&format!("warning: {}: {}", warning.about, warning.message));
        if let Some(hint) = &warning.hint {
            say(&format!("hint: {hint}"));
        }
    }
    let built = summary.models.iter().filter(|model| model.changed).count();
    say(&format!(
        "models: {} of {} changed; KPIs: {} evaluated, {} figures",
        built,
        summary.models.len(),
        summary.kpis.evaluated,
        summary.kpis.figures
    ));
    let written = summary.reports.iter().map(|report| report.written.len()).sum::<usize>();
    let unchanged: usize = summary.reports.iter().map(|report| report.unchanged.len()).sum();
    let mut folders: BTreeMap<String, usize> = BTreeMap::new();
    for report in &summary.reports {
        *folders.entry(format!("{} {}", report.report, report.period)).or_default() +=
            report.written.len() + report.unchanged.len();
    }
    for (report, files) in &folders {
        let folder = project.out.join(report.replacen(' ', "/", 1));
        say(&format!("report {report}: {files} {} in {}", plural(*files, "file"), nearby(&folder).display()));
    }
    if summary.changed {
        say(&format!("{written} report {} written, {unchanged} unchanged", plural(written, "file")));
    } else {
        say(&format!("nothing changed; {unchanged} report {} as they were", plural(unchanged, "file")));
    }
    let outcome = if summary.status == Status::Partial { "in part" } else { "well" };
    say(&format!("run {} ended {outcome}", summary.run));
    Ok(())
}

/// A path from the current folder, where it lies below it.
fn nearby(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path).to_owned()
}
