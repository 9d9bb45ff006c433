//! The YAML header in the leading comment of a SQL file: `/* @kpi ... @kpi */`, `/* @model ... @model */`.

use crate::diagnostic::{Diagnostic, Position};
use crate::yaml::Document;

/// A SQL file cut into its header and its query.
#[derive(Debug, Clone)]
pub struct SqlFile {
    /// The name that errors show.
    pub file: String,
    /// The whole file.
    pub text: String,
    /// The header, with places in the whole file.
    pub header: Document,
    /// The query: what follows the comment.
    pub body: String,
    /// Where the query begins.
    pub body_start: Position,
}

impl SqlFile {
    /// Cuts a file whose header is marked `@tag`.
    ///
    /// # Errors
    /// No header, a header without its end, YAML that cannot be read, or no query after it.
    pub fn parse(file: &str, text: &str, tag: &str) -> Result<Self, Diagnostic> {
        let open = format!("@{tag}");
        let close = format!("@{tag} */");
        let hint = format!("begin the file with `/* @{tag}`, then YAML, then `@{tag} */`, then the query");
        let begin = text.find("/*").filter(|at| text[..*at].trim_start_matches('\u{feff}').trim().is_empty());
        let Some(after) = begin.map(|at| at + 2).filter(|at| text[*at..].trim_start().starts_with(&open)) else {
            return Err(Diagnostic::configuration(file, format!("no `@{tag}` header"))
                .at(text, Position::START, 1)
                .hint(hint));
        };
        let yaml_begin = after + text[after..].find(&open).unwrap_or(0) + open.len();
        let Some(length) = text[yaml_begin..].find(&close) else {
            return Err(Diagnostic::configuration(file, format!("the `@{tag}` header has no end"))
                .at(text, Position::at_offset(text, after), open.len())
                .hint(hint));
        };
        let yaml = &text[yaml_begin..yaml_begin + length];
        let first_line = Position::at_offset(text, yaml_begin).line;
        let header = Document::parse_within(file, text, yaml, first_line)?;
        let body_begin = yaml_begin + length + close.len();
        let body_begin = body_begin + text[body_begin..].len() - text[body_begin..].trim_start().len();
        let body = text[body_begin..].trim_end().trim_end_matches(';').to_owned();
        let body_start = Position::at_offset(text, body_begin);
        if body.is_empty() {
            return Err(Diagnostic::configuration(file, "no query after the header")
                .at(text, body_start, 1)
                .hint(hint));
        }
        Ok(Self { file: file.to_owned(), text: text.to_owned(), header, body, body_start })
    }

    /// A finding at a line and column of the query, counted from 1 as the SQL parser counts.
    #[must_use]
    pub fn error_in_body(&self, line: u64, column: u64, width: usize, message: impl Into<String>) -> Diagnostic {
        let line = u32::try_from(line.max(1)).unwrap_or(1);
        let column = u32::try_from(column.max(1)).unwrap_or(1);
        let position = Position {
            line: self.body_start.line + line - 1,
            column: if line == 1 { self.body_start.column + column - 1 } else { column },
        };
        Diagnostic::contract(&self.file, message).at(&self.text, position, width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "/* @kpi\nkpi: aht@1\nunit: duration\n@kpi */\nSELECT 1\nFROM contact;\n";

    #[test]
    fn header_and_query_keep_their_places() {
        let file = SqlFile::parse("v1.sql", FILE, "kpi").unwrap();
        assert_eq!(file.body, "SELECT 1\nFROM contact");
        assert_eq!(file.header.position("/unit"), Some(Position { line: 3, column: 1 }));
        let finding = file.error_in_body(2, 6, 7, "no such table");
        assert_eq!(finding.position, Some(Position { line: 6, column: 6 }));
        assert_eq!(finding.line_text.as_deref(), Some("FROM contact;"));
    }

    #[test]
    fn a_missing_header_says_how_to_write_one() {
        assert!(SqlFile::parse("v1.sql", "SELECT 1", "kpi").unwrap_err().to_string().contains("@kpi"));
        assert!(SqlFile::parse("v1.sql", "/* @kpi\nkpi: x", "kpi").unwrap_err().message.contains("no end"));
    }
}
