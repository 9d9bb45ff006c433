//! The plugin folders, the workspace and the list in the binary agree; each folder is whole.

use std::collections::BTreeSet;

use crate::repository::{assert_none, folders, packages, read, root};

/// The list of plugins in the binary.
const LIST: &str = "crates/tidings/src/plugins.rs";

#[test]
fn the_list_in_the_binary_equals_the_folders() {
    let folders = compiled();
    let listed: BTreeSet<String> = read(LIST)
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split("tidings_plugin_").skip(1).map(first_word).collect::<Vec<_>>())
        .collect();
    assert_eq!(listed, folders, "`{LIST}` (left) and the folders of `plugins/` with a Cargo.toml (right) differ");
}

#[test]
fn every_folder_is_a_member_named_after_it() {
    let members: BTreeSet<(String, String)> = packages()
        .into_iter()
        .filter_map(|package| {
            package.folder.strip_prefix("plugins/").map(|name| (name.to_owned(), package.name.clone()))
        })
        .collect();
    let expected = compiled().into_iter().map(|name| (name.clone(), format!("tidings-plugin-{name}"))).collect();
    assert_eq!(members, expected, "the workspace members (left) and the folders of `plugins/` (right) differ");
}

#[test]
fn every_folder_has_its_page_its_sample_and_its_cases() {
    let mut findings = Vec::new();
    for name in folders("plugins") {
        let folder = format!("plugins/{name}");
        for file in ["README.md", "sample.yaml"] {
            let text = std::fs::read_to_string(root().join(&folder).join(file)).unwrap_or_default();
            if text.trim().is_empty() {
                findings.push(format!("`{folder}/{file}` is missing or empty"));
            }
        }
        let cases = root().join(&folder).join("testcases");
        if !cases.is_dir() || folders(&format!("{folder}/testcases")).is_empty() {
            findings.push(format!("`{folder}/testcases/` has no case"));
        }
    }
    assert_none(&findings, "a plugin's folder is not whole");
}

/// The folders of plugins that are compiled; a folder without a Cargo.toml is data only.
fn compiled() -> BTreeSet<String> {
    folders("plugins")
        .into_iter()
        .filter(|name| root().join("plugins").join(name).join("Cargo.toml").is_file())
        .collect()
}

/// The identifier at the start of `text`, as a folder's name.
fn first_word(text: &str) -> String {
    text.chars()
        .take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_')
        .collect::<String>()
        .replace('_', "-")
}
