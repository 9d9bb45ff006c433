//! Wrong files and what the program says of them: `cases/config/*/*.case`.
//!
//! A case changes files of `cases/config/project` and holds the exact answer of one command:
//!
//! ```text
//! # what the case shows
//! --- write kpis/aht/v3.sql
//! (the whole file)
//! --- replace kpis.lock
//! old text
//! >>>
//! new text
//! --- delete kpis.lock
//! === tidings check -> 65
//! (standard error)
//! ```
//!
//! With `UPDATE=1` the part below `===` is written anew.

use std::path::{Path, PathBuf};

use libtest_mimic::{Failed, Trial};

use crate::program::{copy_folder, repository, tidings};

const ANSWER: &str = "=== tidings ";

pub(crate) fn trials() -> Vec<Trial> {
    let folder = repository().join("tests/cases/config");
    let mut cases: Vec<PathBuf> = Vec::new();
    for group in sorted(&folder).into_iter().filter(|path| path.is_dir()) {
        cases.extend(sorted(&group).into_iter().filter(|path| path.extension().is_some_and(|end| end == "case")));
    }
    let name = |path: &Path| {
        let inner = path.strip_prefix(&folder).unwrap().with_extension("");
        format!("config::{}", inner.to_string_lossy().replace('/', "::"))
    };
    cases.into_iter().map(|path| Trial::test(name(&path), move || run(&path))).collect()
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn run(path: &Path) -> Result<(), Failed> {
    let text = std::fs::read_to_string(path)?;
    let split = text.find(ANSWER).ok_or("the case has no line `=== tidings COMMAND -> CODE`")?;
    let (changes, answer) = text.split_at(split);
    let head = answer.lines().next().unwrap_or_default();
    let command = head[ANSWER.len()..].rsplit_once(" -> ").ok_or("the case names no exit code")?.0;
    let folder = tempfile::tempdir()?;
    let project = folder.path().join("project");
    copy_folder(&repository().join("tests/cases/config/project"), &project);
    for change in changes.split("\n--- ").skip(1).chain(changes.strip_prefix("--- ")) {
        apply(&project, change)?;
    }
    let arguments: Vec<&str> = command.split(' ').collect();
    let ended = tidings(&project, &arguments);
    let found = format!("{ANSWER}{command} -> {}\n{}", ended.code, ended.stderr);
    if found.trim_end() == answer.trim_end() {
        return Ok(());
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, format!("{changes}{}\n", found.trim_end()))?;
        return Ok(());
    }
    Err(format!("expected\n{answer}\nfound\n{found}").into())
}

fn apply(project: &Path, change: &str) -> Result<(), Failed> {
    let (head, body) = change.split_once('\n').unwrap_or((change, ""));
    let (verb, file) = head.split_once(' ').ok_or_else(|| format!("`--- {head}` names no file"))?;
    let file = project.join(file.trim());
    match verb {
        "write" => {
            std::fs::create_dir_all(file.parent().ok_or("a file lies in a folder")?)?;
            std::fs::write(&file, body)?;
        }
        "delete" => std::fs::remove_file(&file)?,
        "replace" => {
            let (find, replace) = body.split_once("\n>>>").ok_or("a replacement has a line `>>>`")?;
            let replace = replace.trim_start_matches('\n').trim_end_matches('\n');
            let text = std::fs::read_to_string(&file)?;
            if !text.contains(find) {
                return Err(format!("{} does not contain `{find}`", file.display()).into());
            }
            std::fs::write(&file, text.replacen(find, replace, 1))?;
        }
        _ => return Err(format!("unknown change `{verb}`").into()),
    }
    Ok(())
}
