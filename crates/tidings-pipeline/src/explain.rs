//! What a night reads to evaluate KPIs: which share a scan, what is added up, what is counted anew.

use tidings_kpi::{Demand, Evaluator, Request, Scan};
use tidings_warehouse::{memory_session, register_batches};

use crate::check::model_schemas;
use crate::error::{Error, ErrorKind};
use crate::project::Project;
use crate::values::{own, slices, stored_kpis};

/// The scans that a night makes for these KPIs, or for all that are stored. No data are read.
///
/// # Errors
/// An unknown KPI, or one that fails its checks.
pub async fn explain(project: &Project, selections: &[String]) -> Result<Vec<Scan>, Error> {
    for text in selections {
        let known = project.catalogue.find(text);
        known.map_err(|(message, hint)| Error::new(ErrorKind::Usage, message).hint(hint))?;
    }
    let wanted = |kpi: &tidings_core::kpi::Kpi| {
        let id = &kpi.header.kpi;
        selections.is_empty() || selections.iter().any(|text| *text == id.name || *text == id.to_string())
    };
    let session = memory_session(None)?;
    for (name, schema) in model_schemas(project) {
        register_batches(&session, &name, schema, Vec::new())?;
    }
    let evaluator = Evaluator::new(session, Vec::new(), project.parameters.clone());
    let day = jiff::civil::date(2026, 1, 1);
    let demands: Vec<Demand<'_>> = stored_kpis(project)
        .into_iter()
        .filter(|kpi| wanted(kpi))
        .map(|kpi| {
            let grains = tidings_core::period::Grain::ALL.into_iter().filter(|grain| *grain >= kpi.header.finest);
            let request = Request { slices: slices(project, kpi), grains: grains.collect(), from: day, to: day };
            Demand { kpi, request, people: project.file.privacy.minimum_group > 1 }
        })
        .collect();
    evaluator.explain(&demands).await.map_err(own)
}
