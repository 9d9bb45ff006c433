//! The kit finds what it is there to find: a plugin without fault passes, and each fault is named.

#[cfg(test)]
mod faulty;

use std::path::Path;

#[test]
fn each_fault_is_found() {
    for (fault, expected) in [
        ("none", None),
        ("shuffled", Some("discover gives the same twice")),
        ("upper_case", Some("columns are named in lower snake case, `ID` is not")),
        ("large_batches", Some("a batch has rows, and not more than asked for")),
        ("other_columns", Some("batches have the columns of the schema")),
        ("state_first", Some("a read that ends well ends in a state")),
        ("forgets", Some("gives exactly the rest")),
        ("promises", Some("a cancelled read promises nothing")),
        ("any_stream", Some("an unknown stream is refused")),
        ("any_state", Some("a future state is refused or gives nothing")),
        ("tells_data", Some("a reason holds no data of its record, `bad_id` does")),
        ("tells_secret", Some("no secret in a source's Debug text")),
        ("all_columns", Some("the columns asked for are sent, with the key, in order")),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let case = folder.path().join("case");
        std::fs::create_dir(&case).unwrap();
        let config =
            format!("config: {{ fault: {fault}, token: {{ env: TOKEN }} }}\nstreams: {{ rows: {{ key: [id] }} }}\n");
        std::fs::write(case.join("config.yaml"), config).unwrap();
        let found = tidings_testkit::conformance(&faulty::Faulty, folder.path());
        match (expected, found) {
            (None, found) => found.unwrap(),
            (Some(rule), Ok(())) => panic!("fault `{fault}` is not found: {rule}"),
            (Some(rule), Err(failures)) => {
                assert!(failures.lines().iter().any(|line| line.contains(rule)), "fault `{fault}`: {failures}");
            }
        }
    }
}

#[test]
fn a_golden_case_without_its_file_fails() {
    if std::env::var_os("UPDATE").is_some() {
        // Then it would be written.
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("case");
    std::fs::create_dir(&case).unwrap();
    std::fs::write(case.join("config.yaml"), "config: { fault: none, token: { env: TOKEN } }\n").unwrap();
    let failures = tidings_testkit::golden(&faulty::Faulty, folder.path()).unwrap_err();
    assert!(failures.lines()[0].contains("expected (nothing)"), "{failures}");
    assert!(tidings_testkit::golden(&faulty::Faulty, Path::new("/no/such/folder")).is_err());
}
