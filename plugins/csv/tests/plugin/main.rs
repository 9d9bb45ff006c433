//! The csv plugin as a host uses it.

#[cfg(test)]
mod any_bytes;
#[cfg(test)]
mod changes;
#[cfg(test)]
mod host;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod real_data;
#[cfg(test)]
mod round_trip;

use std::path::{Path, PathBuf};

use tidings_plugin_csv::PLUGIN;

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testcases")
}

#[test]
fn golden_cases() {
    tidings_testkit::golden(PLUGIN, &cases()).unwrap();
}

#[test]
fn conformance() {
    tidings_testkit::conformance(PLUGIN, &cases()).unwrap();
}
