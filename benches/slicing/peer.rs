//! The same work in DuckDB, by `peers/duckdb/slicing.py`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;

/// What one process took.
#[derive(Debug, Clone, Copy, serde::Serialize, serde::Deserialize)]
pub(crate) struct Timing {
    pub(crate) seconds: f64,
    pub(crate) peak_kilobytes: u64,
}

/// A way of asking DuckDB for the figures.
#[derive(Debug)]
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    pub(crate) words: &'static str,
}

/// From how metric tools ask to what an expert writes by hand.
pub(crate) const SHAPES: [Shape; 4] = [
    Shape { name: "each", words: "a query per KPI, slice and grain" },
    Shape { name: "shared", words: "a query per slice and grain" },
    Shape { name: "sets", words: "hand-written GROUPING SETS over all grains" },
    Shape { name: "rollup", words: "hand-written GROUPING SETS by day and roll-up" },
];

fn script() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/duckdb/slicing.py")
}

/// Why DuckDB cannot be asked.
pub(crate) fn unavailable(python: &str) -> Option<String> {
    match Command::new(python).args(["-c", "import duckdb"]).output() {
        Ok(output) if output.status.success() => None,
        Ok(_) => Some(format!("`{python}` has no module duckdb; see peers/duckdb/README.md")),
        Err(error) => Some(format!("`{python}` cannot be started: {error}")),
    }
}

/// The process that does the work once.
pub(crate) fn command(python: &str, folder: &Path, set: &str, shape: &str) -> Command {
    let mut command = Command::new(python);
    command.arg(script()).arg("run").arg(folder).args([set, shape]);
    command
}

/// Compares the figures of both; the number of equal figures, or an error with the first that differ.
pub(crate) fn compare(python: &str, folder: &Path, set: &str, shape: &str) -> Outcome<String> {
    let output = Command::new(python).arg(script()).arg("compare").arg(folder).args([set, shape]).output()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if output.status.success() {
        Ok(text)
    } else {
        Err(format!(
            "figures differ, so there is no time to quote\n{text}\n{}",
            String::from_utf8_lossy(&output.stderr)
        )
        .into())
    }
}
