//! Pages: links lead somewhere, the book lists its pages, decision records are numbered.

use std::collections::BTreeSet;

use crate::repository::{assert_none, read, root, tracked};

#[test]
fn links_between_pages_lead_somewhere() {
    let Some(paths) = tracked() else { return };
    let mut findings = Vec::new();
    for path in paths.iter().filter(|path| path.ends_with(".md")) {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for link in links(&read(path)) {
            let target = link.split('#').next().unwrap_or_default();
            if !target.is_empty() && !target.contains(':') && !root().join(folder).join(target).exists() {
                findings.push(format!("`{path}`: `{link}`"));
            }
        }
    }
    assert_none(&findings, "a link leads nowhere");
}

#[test]
fn the_book_lists_every_page() {
    let listed: BTreeSet<String> = links(&read("docs/guide/src/SUMMARY.md")).into_iter().collect();
    let pages: BTreeSet<String> = markdown("docs/guide/src").into_iter().filter(|name| name != "SUMMARY.md").collect();
    assert_eq!(listed, pages, "docs/guide/src/SUMMARY.md (left) and the pages beside it (right) differ");
}

#[test]
fn decisions_are_numbered_and_say_why() {
    let mut findings = Vec::new();
    let records: Vec<String> = markdown("docs/decisions").into_iter().filter(|name| name != "README.md").collect();
    for (index, name) in records.iter().enumerate() {
        if !name.starts_with(&format!("{:04}-", index + 1)) {
            findings.push(format!("`{name}` is not number {}", index + 1));
        }
        let text = read(&format!("docs/decisions/{name}"));
        for heading in ["## Context", "## Options", "## Choice", "## Consequences"] {
            if !text.lines().any(|line| line == heading) {
                findings.push(format!("`{name}` has no `{heading}`"));
            }
        }
        if !read("docs/decisions/README.md").contains(&format!("({name})")) {
            findings.push(format!("`{name}` is not in the list of docs/decisions/README.md"));
        }
    }
    assert!(!records.is_empty(), "docs/decisions has no record");
    assert_none(&findings, "a decision record is not as the others");
}

#[test]
fn ci_runs_the_test_command_of_the_readme() {
    let readme = read("README.md");
    let commands: Vec<&str> = readme.lines().filter(|line| line.starts_with("cargo test")).collect();
    assert_eq!(commands.len(), 1, "the README has one test command, found {commands:?}");
    let ci = read(".ci/run");
    assert!(ci.lines().any(|line| line == format!("run {}", commands[0])), "`.ci/run` does not run `{}`", commands[0]);
}

/// The Markdown files of a folder, by name, sorted.
fn markdown(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(root().join(folder)).expect("the folder is there");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| name.ends_with(".md"));
    names.sort();
    names
}

/// The targets of the links of a page, but not those inside blocks of code.
fn links(text: &str) -> Vec<String> {
    let mut code = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            code = !code;
        }
        if code {
            continue;
        }
        for part in line.split("](").skip(1) {
            if let Some((target, _)) = part.split_once(')') {
                found.push(target.to_owned());
            }
        }
    }
    found
}
