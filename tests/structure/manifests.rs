//! Every manifest says what it is, keeps the workspace's lints, and takes its dependencies from the workspace.

use crate::repository::{assert_none, packages, read};

/// Crates whose examples in doc comments run as tests. Each such crate links a binary per example.
const DOCTESTED: [&str; 2] = ["tidings-connector", "tidings-core"];

#[test]
fn manifests_follow_the_workspace() {
    let mut findings = Vec::new();
    for package in packages() {
        let path = format!("{}/Cargo.toml", package.folder);
        let text = read(&path);
        let mut missing = |what: &str| findings.push(format!("`{path}`: {what}"));
        if !text.contains("\ndescription = ") {
            missing("no `description`");
        }
        if !(text.contains("[lints]\nworkspace = true") || text.contains("[lints]\r\nworkspace = true")) {
            missing("no `[lints] workspace = true`");
        }
        let is_library = package.folder.starts_with("crates/") && package.name != "tidings"
            || package.folder.starts_with("plugins/");
        if is_library && !DOCTESTED.contains(&package.name.as_str()) && !text.contains("doctest = false") {
            missing("no `doctest = false` under `[lib]`");
        }
        if is_library && !has_comment_above(&text, "[dependencies]") {
            missing("no comment above `[dependencies]` that says what the crate must never depend on");
        }
        for line in dependency_lines(&text) {
            if !line.contains("workspace = true")
                || line.contains("version")
                || line.contains("features =")
                || line.contains("features=")
            {
                missing(&format!("`{line}` does not come from the workspace alone"));
            }
        }
    }
    assert_none(&findings, "a manifest is not as the others");
}

fn has_comment_above(text: &str, section: &str) -> bool {
    let lines: Vec<&str> = text.lines().collect();
    match lines.iter().position(|line| line.trim() == section) {
        Some(0) => false,
        Some(at) => lines[at - 1].starts_with('#'),
        None => true,
    }
}

/// The lines inside the sections of dependencies, without comments.
fn dependency_lines(text: &str) -> Vec<String> {
    let mut inside = false;
    let mut lines = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]");
        } else if inside && !line.is_empty() && !line.starts_with('#') {
            lines.push(line.to_owned());
        }
    }
    lines
}
