//! What the tests know of the repository: its folder, its packages, its files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The folder of the workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the package lies two folders below the root")
}

/// The text of a file, by its path from the root.
pub(crate) fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("`{path}` cannot be read: {error}"))
}

/// A member of the workspace, as cargo sees it.
pub(crate) struct Package {
    pub(crate) name: String,
    /// The folder from the root, such as `plugins/csv`.
    pub(crate) folder: String,
    /// Packages needed to build it or to use it: all kinds of dependencies but those of tests.
    pub(crate) dependencies: BTreeSet<String>,
}

/// The members of the workspace, sorted by name. Cargo answers this from the manifests alone.
pub(crate) fn packages() -> Vec<Package> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    let mut packages: Vec<Package> = list(&metadata["packages"]).map(package).collect();
    packages.sort_by(|one, other| one.name.cmp(&other.name));
    packages
}

fn package(value: &Value) -> Package {
    let manifest = PathBuf::from(text(&value["manifest_path"]));
    let folder = manifest.parent().expect("a manifest lies in a folder");
    let folder =
        folder.strip_prefix(root()).expect("members lie in the workspace").to_string_lossy().replace('\\', "/");
    let dependencies = list(&value["dependencies"])
        .filter(|dependency| dependency["kind"] != "dev")
        .map(|dependency| text(&dependency["name"]))
        .collect();
    Package { name: text(&value["name"]), folder, dependencies }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().expect("an array").iter()
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// The folders in `path`, by name, sorted.
pub(crate) fn folders(path: &str) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(root().join(path))
        .unwrap_or_else(|error| panic!("`{path}` cannot be read: {error}"))
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Every file that is in version control or would be added to it, from the root, sorted.
/// Without git there is no such list: `None`, with the reason printed, unless `TIDINGS_REQUIRE` names `git`.
pub(crate) fn tracked() -> Option<Vec<String>> {
    let required = std::env::var("TIDINGS_REQUIRE").unwrap_or_default().split(',').any(|name| name.trim() == "git");
    let output = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output();
    let reason = match output {
        Ok(output) if output.status.success() => {
            let mut paths: Vec<String> = String::from_utf8_lossy(&output.stdout)
                .split('\0')
                .filter(|path| !path.is_empty() && root().join(path).is_file())
                .map(str::to_owned)
                .collect();
            paths.sort();
            paths.dedup();
            return Some(paths);
        }
        Ok(output) => String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        Err(error) => error.to_string(),
    };
    assert!(!required, "git is required, but: {reason}");
    println!("skipped: git does not list the files: {reason}");
    None
}

/// Fails with every finding at once.
pub(crate) fn assert_none(findings: &[String], rule: &str) {
    assert!(findings.is_empty(), "{rule}\n  {}", findings.join("\n  "));
}
