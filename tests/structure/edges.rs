//! The edges between crates, held against the two tables in `ARCHITECTURE.md`.

use std::collections::{BTreeMap, BTreeSet};

use crate::repository::{Package, assert_none, packages, read};

/// A row of the table of crates.
struct Rule {
    /// Our crates that it may depend on. `plugins/*` stands for every plugin.
    ours: BTreeSet<String>,
    /// Where the row names outside crates, these are all it may have.
    outside: BTreeSet<String>,
    /// Outside crates that neither it nor a crate of ours below it may have.
    never: BTreeSet<String>,
}

#[test]
fn every_edge_between_crates_is_in_the_table() {
    let packages = program();
    let rules = rules();
    let mut findings = Vec::new();
    for package in &packages {
        let Some(rule) = rule_of(&rules, package) else {
            findings.push(format!("`{}` has no row in ARCHITECTURE.md", package.name));
            continue;
        };
        for dependency in &package.dependencies {
            let ours = packages.iter().find(|other| other.name == *dependency);
            let allowed = match ours {
                Some(other) => rule.ours.contains(dependency) || is_plugin(other) && rule.ours.contains("plugins/*"),
                None => rule.outside.is_empty() || rule.outside.contains(dependency),
            };
            if !allowed {
                findings.push(format!("`{}` must not depend on `{dependency}`", package.name));
            }
        }
    }
    assert_none(&findings, "an edge is not in the table of crates; a new edge needs a decision record");
}

#[test]
fn no_crate_reaches_what_it_must_never_have() {
    let packages = program();
    let rules = rules();
    let mut findings = Vec::new();
    for package in &packages {
        let never = rule_of(&rules, package).map(|rule| &rule.never);
        for below in reachable(package, &packages) {
            for dependency in &below.dependencies {
                if never.is_some_and(|never| never.contains(dependency)) {
                    findings.push(format!("`{}` reaches `{dependency}` through `{}`", package.name, below.name));
                }
            }
        }
    }
    assert_none(&findings, "a crate reaches what its row forbids");
}

#[test]
fn heavy_crates_are_named_only_where_the_table_says() {
    let packages = program();
    let mut findings = Vec::new();
    for (heavy, allowed) in table("| only in |").map(|cells| (names(&cells[0]), names(&cells[1]))) {
        for package in &packages {
            for dependency in package.dependencies.intersection(&heavy) {
                if !allowed.contains(&package.name) {
                    findings.push(format!("`{}` must not depend on `{dependency}`", package.name));
                }
            }
        }
    }
    assert_none(&findings, "a dependency is kept to few crates");
}

#[test]
fn the_table_names_what_exists() {
    let packages = program();
    let known = |name: &String| name == "plugins/*" || packages.iter().any(|package| package.name == *name);
    let mut findings = Vec::new();
    for (name, rule) in rules() {
        for name in std::iter::once(&name).chain(&rule.ours).filter(|name| !known(name)) {
            findings.push(format!("`{name}` is no crate of the program"));
        }
    }
    assert_none(&findings, "ARCHITECTURE.md names a crate that is not there");
}

#[test]
fn the_testkit_is_no_normal_dependency() {
    let users: Vec<String> = packages()
        .into_iter()
        .filter(|package| package.dependencies.contains("tidings-testkit"))
        .map(|package| package.name)
        .collect();
    assert_none(&users, "only dev-dependencies may name `tidings-testkit`");
}

/// The crates and plugins; tests and benches may depend on anything.
fn program() -> Vec<Package> {
    let mut packages = packages();
    packages.retain(|package| package.folder.starts_with("crates/") || is_plugin(package));
    assert!(!packages.is_empty());
    packages
}

fn is_plugin(package: &Package) -> bool {
    package.folder.starts_with("plugins/")
}

/// The package and all packages of ours below it.
fn reachable<'a>(package: &'a Package, packages: &'a [Package]) -> Vec<&'a Package> {
    let mut found = vec![package];
    let mut next = 0;
    while let Some(current) = found.get(next).copied() {
        next += 1;
        for other in packages {
            if current.dependencies.contains(&other.name) && !found.iter().any(|known| known.name == other.name) {
                found.push(other);
            }
        }
    }
    found
}

/// A crate's row by its name; a plugin without a row of its own has the row `plugins/*`.
fn rule_of<'a>(rules: &'a BTreeMap<String, Rule>, package: &Package) -> Option<&'a Rule> {
    rules.get(&package.name).or_else(|| if is_plugin(package) { rules.get("plugins/*") } else { None })
}

fn rules() -> BTreeMap<String, Rule> {
    let rules: BTreeMap<String, Rule> = table("| depends on |")
        .map(|cells| {
            let is_ours = |name: &String| name.starts_with("tidings") || name == "plugins/*";
            let (ours, outside) = names(&cells[2]).into_iter().partition(is_ours);
            let name = names(&cells[0]).into_iter().next().expect("a row begins with a crate's name");
            (name, Rule { ours, outside, never: names(&cells[3]) })
        })
        .collect();
    assert!(rules.len() > 5, "the table of crates in ARCHITECTURE.md was not found");
    rules
}

/// The rows of the table in ARCHITECTURE.md whose head contains `mark`.
fn table(mark: &str) -> impl Iterator<Item = Vec<String>> {
    let text = read("ARCHITECTURE.md");
    let rows: Vec<Vec<String>> = text
        .lines()
        .skip_while(|line| !line.contains(mark))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect())
        .collect();
    assert!(!rows.is_empty(), "ARCHITECTURE.md has no table with `{mark}` in its head");
    rows.into_iter()
}

/// The names in backticks.
fn names(cell: &str) -> BTreeSet<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}
