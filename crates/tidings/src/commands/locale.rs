//! `tidings locale`: messages checked, values formatted.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use tidings_locale::check::{MessageFile, Rules};

use crate::output::{self, Format, Records};
use crate::{Failure, messages};

#[derive(Debug, Subcommand)]
pub(crate) enum LocaleCommand {
    /// Check the messages of the product, and of a project where one is given
    Check {
        /// The project whose own messages are checked too
        project: Option<PathBuf>,
        /// How findings are printed
        #[arg(long, value_enum, default_value = "table")]
        format: Format,
    },
    /// Read JSON lines {"locale","kind","input","options"} and print each value as that locale writes it
    Format,
}

pub(crate) fn run(command: LocaleCommand) -> Result<u8, Failure> {
    match command {
        LocaleCommand::Check { project, format } => check(project, format),
        LocaleCommand::Format => format_lines(),
    }
}

fn format_lines() -> Result<u8, Failure> {
    let mut failed = 0_usize;
    for (index, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line
            .map_err(|error| Failure::usage(format!("cannot read standard input: {error}"), "give UTF-8 JSON lines"))?;
        if line.trim().is_empty() {
            continue;
        }
        match tidings_locale::intl::format_line(&line) {
            Ok(text) => output::data(&text)?,
            Err(error) => {
                failed += 1;
                // One line out for each line in: whoever pairs them stays in step.
                output::data(&format!("error: {}", error.to_string().replace('\n', " ")))?;
                output::say(&format!("line {}: {error}", index + 1));
            }
        }
    }
    Ok(if failed == 0 { 0 } else { 65 })
}

fn check(project: Option<PathBuf>, format: Format) -> Result<u8, Failure> {
    let mut files = messages::files();
    if let Some(project) = project {
        files.extend(own_files(&project)?);
    }
    let views: Vec<MessageFile<'_>> =
        files.iter().map(|(locale, file, text)| MessageFile { locale, file, text }).collect();
    let findings = tidings_locale::check::check(&views, &Rules::default());
    let mut records = Records::new(&["file", "line", "column", "code", "message", "hint"]);
    for finding in &findings {
        records.push(vec![
            finding.file.clone().into(),
            finding.line.into(),
            finding.column.into(),
            finding.code.into(),
            finding.message.clone().into(),
            finding.hint.clone().into(),
        ]);
    }
    if !findings.is_empty() || format != Format::Table {
        records.print(format)?;
    }
    if findings.is_empty() {
        output::say(&format!("{} message files are complete and agree", files.len()));
    }
    Ok(if findings.is_empty() { 0 } else { 78 })
}

/// The message files of a project: `locales/<tag>/*.ftl`.
fn own_files(project: &Path) -> Result<Vec<(String, String, String)>, Failure> {
    let folder = project.join("locales");
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    for locale in std::fs::read_dir(&folder)? {
        let locale = locale?;
        if !locale.file_type()?.is_dir() {
            continue;
        }
        let tag = locale.file_name().to_string_lossy().into_owned();
        for file in std::fs::read_dir(locale.path())? {
            let path = file?.path();
            if path.extension().is_some_and(|end| end == "ftl") {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                files.push((tag.clone(), format!("locales/{tag}/{name}"), std::fs::read_to_string(&path)?));
            }
        }
    }
    files.sort();
    Ok(files)
}
