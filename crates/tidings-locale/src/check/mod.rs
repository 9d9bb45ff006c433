//! Whether message files of all locales say the same.
//!
//! The reference locale defines which messages, attributes and variables exist; every other locale
//! is held against it. What Fluent itself would only show at run time, or not at all, is found
//! here: dropped variables, plural forms a language does not have, markup, blanks at the edges.

mod facts;
mod rules;

use std::collections::{BTreeMap, BTreeSet};

use crate::REFERENCE_LOCALE;

use facts::LocaleFacts;

/// One message file.
#[derive(Debug, Clone, Copy)]
pub struct MessageFile<'a> {
    /// The message locale the file belongs to.
    pub locale: &'a str,
    /// The name that diagnostics show.
    pub file: &'a str,
    /// The whole text.
    pub text: &'a str,
}

/// Which messages the program asks for.
#[derive(Debug, Clone, Default)]
pub struct Usage {
    /// Ids asked for as they stand.
    pub ids: BTreeSet<String>,
    /// Beginnings of ids that are built at run time, such as `kpi-`.
    pub prefixes: BTreeSet<String>,
}

impl Usage {
    fn covers(&self, id: &str) -> bool {
        self.ids.contains(id) || self.prefixes.iter().any(|p| id.starts_with(p.as_str()))
    }
}

/// What the checks hold files to.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// Functions that messages may call. Values are formatted before they reach a message, so the
    /// usual list is empty.
    pub functions: BTreeSet<String>,
    /// When given, messages of the reference locale that nobody asks for are reported, and asked
    /// ids that it lacks.
    pub usage: Option<Usage>,
}

/// One finding. The order of fields is the order of a report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// The file as named in [`MessageFile::file`]; empty where no file is at fault.
    pub file: String,
    /// One-based line; 0 where no file is at fault.
    pub line: usize,
    /// One-based column in characters; 0 where no file is at fault.
    pub column: usize,
    /// A stable name of the rule, such as `dropped-variable`.
    pub code: &'static str,
    /// What was found.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// Every code that [`check`] can return, in alphabetical order.
pub const CODES: [&str; 14] = [
    "blank-at-edge",
    "dropped-variable",
    "duplicate-id",
    "function-not-allowed",
    "markup",
    "missing-attribute",
    "missing-message",
    "parse-error",
    "plural-category",
    "unknown-attribute",
    "unknown-message",
    "unknown-reference",
    "unknown-variable",
    "unused-message",
];

/// Checks all files at once, in file and line order. No finding means that every locale is whole.
pub fn check(files: &[MessageFile<'_>], rules: &Rules) -> Vec<Diagnostic> {
    let mut locales: BTreeMap<&str, LocaleFacts<'_>> = BTreeMap::new();
    let mut out = Vec::new();
    for file in files {
        locales.entry(file.locale).or_default().read(*file, &mut out);
    }
    for (locale, facts) in &locales {
        rules::own(locale, facts, &rules.functions, &mut out);
    }
    match locales.get(REFERENCE_LOCALE) {
        Some(reference) => {
            for (locale, facts) in &locales {
                if *locale != REFERENCE_LOCALE {
                    rules::parity(locale, facts, reference, &mut out);
                }
            }
            if let Some(usage) = &rules.usage {
                rules::usage(usage, reference, &mut out);
            }
        }
        None if files.is_empty() => {}
        None => out.push(Diagnostic {
            file: String::new(),
            line: 0,
            column: 0,
            code: "missing-message",
            message: format!("there is no file of the reference locale `{REFERENCE_LOCALE}`"),
            hint: format!("add `locales/{REFERENCE_LOCALE}/`"),
        }),
    }
    out.sort();
    out.dedup();
    out
}
