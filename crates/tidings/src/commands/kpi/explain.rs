//! `tidings kpi explain`: what a night reads to evaluate KPIs.

use tidings_core::period::Grain;
use tidings_kpi::ScanKind;
use tidings_pipeline::Project;

use crate::Failure;
use crate::output::{Format, Records};

pub(super) async fn run(project: &Project, kpis: &[String], format: Format) -> Result<u8, Failure> {
    let mut records = Records::new(&[
        "relation",
        "by",
        "how",
        "grouped",
        "added_up",
        "slices",
        "aggregates",
        "of",
        "rows_where",
        "kpis",
    ]);
    let names = |grains: &[Grain]| grains.iter().map(|grain| grain.name()).collect::<Vec<_>>();
    for scan in tidings_pipeline::explain(project, kpis).await? {
        let how = match scan.how {
            ScanKind::Additive => "one scan, added up",
            ScanKind::PerGrain => "one scan a grain",
            ScanKind::People => "agents, one scan a grain",
            ScanKind::ByTheLaw => "slice by slice",
        };
        records.push(vec![
            scan.relation.into(),
            scan.time.into(),
            how.into(),
            names(&scan.grouped).into(),
            names(&scan.rolled_up).into(),
            scan.slices.into(),
            scan.computed.into(),
            scan.asked.into(),
            scan.shared.join(" AND ").into(),
            scan.kpis.into(),
        ]);
    }
    records.print(format)?;
    Ok(0)
}
