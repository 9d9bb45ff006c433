//! Command lines as cases: `cases/cli/*.yaml`.

use std::path::Path;

use libtest_mimic::{Failed, Trial};
use serde::Deserialize;

use crate::program::{copy_folder, repository, tidings_with_input};

/// A file of cases.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    cases: Vec<Case>,
}

/// One command in one project.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// A project of the repository, copied for the case; nothing means an empty folder.
    project: Option<String>,
    /// Changes to the copy.
    #[serde(default)]
    edits: Vec<Edit>,
    /// Commands that run first and must succeed.
    #[serde(default)]
    before: Vec<Vec<String>>,
    command: Vec<String>,
    #[serde(default)]
    stdin: String,
    code: i32,
    /// Lines that standard output has, as they stand.
    #[serde(default)]
    stdout: Vec<String>,
    /// Lines that standard error has, as they stand.
    #[serde(default)]
    stderr: Vec<String>,
    /// What neither of them has.
    #[serde(default)]
    absent: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    file: String,
    /// What is replaced; nothing means that the file is written anew.
    find: Option<String>,
    replace: String,
}

pub(crate) fn trials() -> Vec<Trial> {
    let folder = repository().join("tests/cases/cli");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut trials = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let read: File = serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
        for case in read.cases {
            trials.push(Trial::test(format!("cli::{stem}::{}", case.name.replace(' ', "_")), move || run(&case)));
        }
    }
    trials
}

fn run(case: &Case) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let project = folder.path().join("project");
    match &case.project {
        Some(name) => copy_folder(&repository().join(name), &project),
        None => std::fs::create_dir_all(&project)?,
    }
    for edit in &case.edits {
        apply(&project.join(&edit.file), edit)?;
    }
    for command in &case.before {
        run_command(&project, command, "").expect_code(0);
    }
    let ended = run_command(&project, &case.command, &case.stdin);
    let whole = format!("code {}\nstdout:\n{}\nstderr:\n{}", ended.code, ended.stdout, ended.stderr);
    if ended.code != case.code {
        return Err(format!("expected exit code {}\n{whole}", case.code).into());
    }
    for (lines, stream, name) in
        [(&case.stdout, &ended.stdout, "standard output"), (&case.stderr, &ended.stderr, "standard error")]
    {
        for wanted in lines {
            if !stream.lines().any(|line| line.trim_end() == wanted.trim_end()) {
                return Err(format!("{name} has no line:\n{wanted}\n{whole}").into());
            }
        }
    }
    for unwanted in &case.absent {
        if ended.stdout.contains(unwanted) || ended.stderr.contains(unwanted) {
            return Err(format!("found what must be absent: {unwanted}\n{whole}").into());
        }
    }
    Ok(())
}

fn run_command(project: &Path, command: &[String], input: &str) -> crate::program::Ended {
    let arguments: Vec<&str> = command.iter().map(String::as_str).collect();
    tidings_with_input(project, &arguments, input)
}

fn apply(file: &Path, edit: &Edit) -> Result<(), Failed> {
    let text = match &edit.find {
        None => edit.replace.clone(),
        Some(find) => {
            let text = std::fs::read_to_string(file)?;
            if !text.contains(find.as_str()) {
                return Err(format!("{} does not contain `{find}`", file.display()).into());
            }
            text.replacen(find.as_str(), &edit.replace, 1)
        }
    };
    if let Some(parent) = file.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::write(file, text)?;
    Ok(())
}
