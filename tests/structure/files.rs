//! Files: how long, how named, and free of the machine they were written on.

use std::path::Path;

use crate::repository::{assert_none, folders, read, root, tracked};

/// A file that needs more lines tells two stories.
const LINES: usize = 500;

/// Names that say nothing of what is inside.
const EMPTY_NAMES: [&str; 8] = ["util", "utils", "common", "helper", "helpers", "manager", "managers", "misc"];

/// Where packages may come from, by the hosts in lock files and in settings of package managers.
const REGISTRIES: [&str; 4] = ["github.com", "registry.npmjs.org", "pypi.org", "files.pythonhosted.org"];

#[test]
fn source_files_are_short() {
    let mut findings = Vec::new();
    for path in rust_files() {
        let lines = read(&path).lines().count();
        if lines > LINES {
            findings.push(format!("`{path}` has {lines} lines"));
        }
    }
    assert_none(&findings, &format!("a source file has at most {LINES} lines: split it by what it tells"));
}

#[test]
fn names_say_what_is_inside() {
    let mut findings = Vec::new();
    for path in rust_files() {
        let words = path.trim_end_matches(".rs").split(['/', '_', '-', '.']);
        for word in words.filter(|word| EMPTY_NAMES.contains(word)) {
            findings.push(format!("`{path}`: `{word}`"));
        }
    }
    assert_none(&findings, "a module is named by the field's word for what it holds");
}

#[test]
fn no_file_names_a_machine() {
    let Some(paths) = tracked() else { return };
    let homes = [["", "home", ""].join("/"), ["", "Users", ""].join("/"), ["", "root", ""].join("/")];
    let here = [Some(root()), root().parent().filter(|parent| parent.components().count() > 2)];
    let here: Vec<String> = here.into_iter().flatten().map(|path| path.to_string_lossy().into_owned()).collect();
    let mut findings = Vec::new();
    for path in paths {
        let bytes = std::fs::read(root().join(&path)).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        for (number, line) in text.lines().enumerate() {
            if homes.iter().any(|home| starts_a_path(line, home)) || here.iter().any(|here| line.contains(here)) {
                findings.push(format!("`{path}`:{} names a path of one machine", number + 1));
            }
        }
        if sets_packages(&path) {
            for host in hosts(&text).filter(|host| !REGISTRIES.contains(host)) {
                findings.push(format!("`{path}` takes packages from `{host}`"));
            }
        }
    }
    assert_none(&findings, "the repository must build anywhere");
}

#[test]
fn a_path_is_told_from_a_part_of_one() {
    let home = ["", "home", ""].join("/");
    for line in [format!("{home}x"), format!("path: {home}x"), format!("({home}x)"), format!("\"{home}x")] {
        assert!(starts_a_path(&line, &home), "{line}");
    }
    for line in [format!("https://example.org{home}x"), format!("sites{home}x"), format!("..{home}x")] {
        assert!(!starts_a_path(&line, &home), "{line}");
    }
}

/// Whether `path` begins in `line`, rather than being a later part of an address or a longer path.
fn starts_a_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|letter| letter.is_alphanumeric() || "._-~/}*".contains(letter))
    })
}

/// Whether the file says where packages come from.
fn sets_packages(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let names = [
        "Cargo.lock",
        "package-lock.json",
        "yarn.lock",
        "pnpm-lock.yaml",
        "uv.lock",
        "poetry.lock",
        ".npmrc",
        "pip.conf",
    ];
    names.contains(&name)
        || path.contains(".cargo/config")
        || name.starts_with("requirements") && name.ends_with(".txt")
}

/// The hosts of the addresses in `text`.
fn hosts(text: &str) -> impl Iterator<Item = &str> {
    text.split("://").skip(1).map(|rest| {
        let end = rest.find(['/', ':', '"', '\'', '#', '?']).unwrap_or(rest.len());
        rest[..end].trim()
    })
}

/// The Rust files of crates, plugins, tests and benches, from the root.
fn rust_files() -> Vec<String> {
    let mut found = Vec::new();
    for top in ["crates", "plugins", "tests", "benches"] {
        collect(top, &mut found);
    }
    assert!(found.len() > 20, "the source files were not found");
    found
}

fn collect(folder: &str, found: &mut Vec<String>) {
    for name in folders(folder).into_iter().filter(|name| name != "target") {
        collect(&format!("{folder}/{name}"), found);
    }
    let entries = std::fs::read_dir(root().join(folder)).expect("a folder can be read");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let is_rust = |name: &String| Path::new(name).extension().is_some_and(|extension| extension == "rs");
    found.extend(names.into_iter().filter(is_rust).map(|name| format!("{folder}/{name}")));
}
