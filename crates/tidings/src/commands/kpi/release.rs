//! `tidings kpi release`, `deprecate`, `revise`, and the history of a KPI.

use clap::Args;
use jiff::civil::Date;
use tidings_pipeline::{Project, ReleaseRequest, Released, VersionLine};

use super::super::{all_plugins, load};
use crate::Failure;
use crate::cli::Place;
use crate::output::{self, say};

/// What is released.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct ReleaseArguments {
    /// A draft such as `aht@3`, or `aht` for its only draft
    kpi: Option<String>,
    /// Every released version that kpis.lock does not have yet; without a kpis.lock this writes it whole
    #[arg(long)]
    all: bool,
    /// Accept changed models and calendars under released versions, and keep the reason
    #[arg(long, value_name = "REASON")]
    restate: Option<String>,
}

/// What is revised.
#[derive(Debug, Args)]
pub(crate) struct ReviseArguments {
    /// A released version such as `aht@2`, or `aht` for its newest
    kpi: String,
    /// The first day on which the next version is in force
    #[arg(long, value_name = "DATE")]
    from: Date,
}

pub(super) async fn release(place: &Place, arguments: ReleaseArguments) -> Result<u8, Failure> {
    let (project, findings) = load(place, None, None)?;
    let request = match arguments {
        ReleaseArguments { kpi: Some(kpi), .. } => ReleaseRequest::One(kpi),
        ReleaseArguments { restate: Some(reason), .. } => ReleaseRequest::Restate(reason),
        ReleaseArguments { .. } => ReleaseRequest::All,
    };
    let released = tidings_pipeline::release(&project, findings, &all_plugins(), &request).await?;
    tell(&released)?;
    Ok(0)
}

pub(super) fn deprecate(place: &Place, kpi: &str) -> Result<u8, Failure> {
    let (project, _) = load(place, None, None)?;
    tell(&tidings_pipeline::deprecate(&project, kpi)?)?;
    Ok(0)
}

pub(super) fn revise(place: &Place, arguments: &ReviseArguments) -> Result<u8, Failure> {
    let (project, _) = load(place, None, None)?;
    let path = tidings_pipeline::revise(&project, &arguments.kpi, arguments.from)?;
    output::data(&path)?;
    say("hint: edit it, write its reason in every language and its tests, then `tidings kpi release`");
    Ok(0)
}

/// The files go to standard output, one a line; what is in them is said.
fn tell(released: &Released) -> Result<(), Failure> {
    for file in &released.files {
        output::data(file)?;
    }
    let kpis: Vec<String> = released.kpis.iter().map(ToString::to_string).collect();
    for (what, names) in [("KPI", &kpis), ("model", &released.models), ("calendar", &released.calendars)] {
        if !names.is_empty() {
            say(&format!("{what}: {}", names.join(", ")));
        }
    }
    Ok(())
}

/// The versions of a KPI, what each changed, and why.
pub(super) fn history(project: &Project, name: &str) -> Result<(), Failure> {
    for VersionLine { kpi, status, since, tier, changes, reason, parameters, restated, .. } in
        tidings_pipeline::kpi_versions(project, name)?
    {
        let since = since.as_deref().unwrap_or("the beginning");
        let step = tier.map(|tier| format!(", {} change", tier.name())).unwrap_or_default();
        say(&format!("{kpi} {}, since {since}{step}", status.name()));
        changes.iter().for_each(|words| say(&format!("  {words}")));
        reason.iter().for_each(|words| say(&format!("  reason: {words}")));
        parameters.iter().for_each(|words| say(&format!("  parameter {words}")));
        restated.iter().for_each(|words| say(&format!("  restated: {words}")));
    }
    Ok(())
}
