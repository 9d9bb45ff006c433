//! The parquet plugin as a host uses it.

#[cfg(test)]
mod damaged;
#[cfg(test)]
mod files;
#[cfg(test)]
mod host;

use std::path::{Path, PathBuf};

use tidings_plugin_parquet::PLUGIN;

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testcases")
}

#[test]
fn golden_cases() {
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        files::write_cases(&cases());
    }
    tidings_testkit::golden(PLUGIN, &cases()).unwrap();
}

#[test]
fn conformance() {
    tidings_testkit::conformance(PLUGIN, &cases()).unwrap();
}
