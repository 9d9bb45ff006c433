//! What the program says about a file that a user wrote.
//!
//! A [`Diagnostic`] names the file, the line, what was found and the way out. It carries words only:
//! never the content of a data row, never a secret.

use std::fmt;

/// A place in a text file. Lines and columns count characters from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl Position {
    /// The start of a file.
    pub const START: Self = Self { line: 1, column: 1 };

    /// The position of byte `offset` in `text`.
    #[must_use]
    pub fn at_offset(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
        Self { line: narrow(line), column: narrow(column) }
    }
}

fn narrow(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The project cannot run.
    Error,
    /// The project runs; a person should look.
    Warning,
}

/// Which of the two exit codes for user mistakes an error belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// A file of settings or words is wrong (exit 78).
    Configuration,
    /// A model or KPI breaks what it promises (exit 65).
    DataContract,
}

/// One finding about one file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// Whose rules were broken.
    pub area: Area,
    /// The file, relative to the project.
    pub file: String,
    /// Where in the file, when it is known.
    pub position: Option<Position>,
    /// How many characters the finding spans; 1 marks a point.
    pub width: u32,
    /// What was found and what is expected. Lower case, no final dot.
    pub message: String,
    /// The next step.
    pub hint: Option<String>,
    /// The line of the file that the finding stands on.
    pub line_text: Option<String>,
}

impl Diagnostic {
    /// An error in settings or words.
    pub fn configuration(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, Area::Configuration, file, message)
    }

    /// An error in a model or a KPI.
    pub fn contract(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, Area::DataContract, file, message)
    }

    fn new(severity: Severity, area: Area, file: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            severity,
            area,
            file: file.into(),
            position: None,
            width: 1,
            message: message.into(),
            hint: None,
            line_text: None,
        }
    }

    /// Lowers an error to a warning.
    #[must_use]
    pub fn as_warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// Adds the next step.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Sets the place and quotes the line of `text` that it stands on.
    #[must_use]
    pub fn at(mut self, text: &str, position: Position, width: usize) -> Self {
        self.line_text = text.lines().nth(position.line.saturating_sub(1) as usize).map(str::to_owned);
        self.position = Some(position);
        self.width = narrow(width.max(1));
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        writeln!(formatter, "{severity}: {}", self.message)?;
        match self.position {
            None => write!(formatter, " --> {}", self.file)?,
            Some(position) => {
                write!(formatter, " --> {}:{}:{}", self.file, position.line, position.column)?;
                if let Some(text) = &self.line_text {
                    let number = position.line.to_string();
                    let margin = " ".repeat(number.len());
                    let shown: String = text.chars().take(200).collect();
                    let indent: String = shown
                        .chars()
                        .take(position.column.saturating_sub(1) as usize)
                        .map(|character| if character == '\t' { '\t' } else { ' ' })
                        .collect();
                    let room = shown.chars().count().saturating_sub(indent.chars().count()).max(1);
                    let carets = "^".repeat((self.width as usize).min(room));
                    write!(formatter, "\n{margin} |\n{number} | {shown}\n{margin} | {indent}{carets}")?;
                }
            }
        }
        if let Some(hint) = &self.hint {
            write!(formatter, "\nhint: {hint}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostic {}

/// The known name nearest to `found`, when one is near enough to be a slip.
pub fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&found.to_lowercase(), &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= 1 + name.chars().count().max(found.chars().count()) / 4)
        .min()
        .map(|(_, name)| name)
}

/// "did you mean `x`?", or the list of what there is.
pub fn did_you_mean<'a>(found: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(name) = nearest(found, known.clone()) {
        return format!("did you mean `{name}`?");
    }
    let mut names: Vec<&str> = known.into_iter().collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() { "none is defined".to_owned() } else { format!("known: {}", names.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diagnostic_points_at_its_place() {
        let text = "version: 1\nnmae: x\n";
        let shown = Diagnostic::configuration("pipeline.yaml", "unknown key `nmae`")
            .at(text, Position { line: 2, column: 1 }, 4)
            .hint(did_you_mean("nmae", ["name", "version"]))
            .to_string();
        assert_eq!(
            shown,
            "error: unknown key `nmae`\n --> pipeline.yaml:2:1\n  |\n2 | nmae: x\n  | ^^^^\nhint: did you mean `name`?"
        );
    }

    #[test]
    fn offsets_become_lines_and_columns() {
        let text = "ab\n한글 x";
        assert_eq!(Position::at_offset(text, text.len() - 1), Position { line: 2, column: 4 });
    }
}
