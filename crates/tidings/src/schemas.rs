//! JSON Schemas of every file that a user writes, for editors and for the reference.

use std::path::Path;

use crate::{Failure, plugins};

/// Every schema: the file's name and its text. A test holds `schemas/` against this.
#[must_use]
pub fn all() -> Vec<(String, String)> {
    let mut schemas = vec![
        ("pipeline".to_owned(), schemars::schema_for!(tidings_core::project::ProjectFile)),
        ("model".to_owned(), schemars::schema_for!(tidings_core::model::ModelHeader)),
        ("kpi".to_owned(), schemars::schema_for!(tidings_core::kpi::KpiHeader)),
        ("kpi-tests".to_owned(), schemars::schema_for!(tidings_kpi::testing::TestFile)),
        ("report".to_owned(), schemars::schema_for!(tidings_core::report::ReportFile)),
        ("calendar".to_owned(), schemars::schema_for!(tidings_core::calendar::CalendarFile)),
    ];
    for plugin in plugins::SOURCES {
        schemas.push((format!("plugin-{}", plugin.about().name), plugin.config_schema()));
    }
    schemas
        .into_iter()
        .map(|(name, schema)| {
            let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
            (format!("{name}.schema.json"), format!("{text}\n"))
        })
        .collect()
}

/// Writes them to a folder.
pub(crate) fn write(folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder)?;
    for (name, text) in all() {
        std::fs::write(folder.join(name), text)?;
    }
    Ok(())
}
