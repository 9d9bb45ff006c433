//! The conformance kit: the same rules for our plugins and for strangers'.
//!
//! A plugin keeps cases as data: `testcases/<case>/config.yaml` holds what stands under one source
//! of a project (`config:` and, if a key is to be named, `streams:`), beside it lie the files to
//! read, and `expected.jsonl` is what must come out. [`golden`] compares, and rewrites it where
//! `UPDATE=1` is set; [`conformance`] checks on each case what holds of every source.
//!
//! Both give all failures at once, not the first:
//!
//! ```ignore
//! #[test]
//! fn conformance() {
//!     tidings_testkit::conformance(PLUGIN, &cases()).unwrap();
//! }
//! ```

#![forbid(unsafe_code)]

mod case;
mod checks;
mod golden;
mod rows;
mod streams;

use std::fmt;
use std::path::Path;

use tidings_connector::SourcePlugin;

pub use case::Case;
pub use golden::golden;

/// Everything that a plugin did wrong.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Failures(Vec<String>);

impl Failures {
    pub(crate) fn add(&mut self, place: &str, what: impl fmt::Display) {
        self.0.push(format!("{place}: {what}"));
    }

    pub(crate) fn check(&mut self, holds: bool, place: &str, rule: impl fmt::Display) {
        if !holds {
            self.add(place, rule);
        }
    }

    /// Nothing, or all of it.
    pub(crate) fn into_result(self) -> Result<(), Failures> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }

    /// One line each.
    pub fn lines(&self) -> &[String] {
        &self.0
    }
}

impl fmt::Display for Failures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|line| writeln!(f, "- {line}"))
    }
}

/// `unwrap` prints this.
impl fmt::Debug for Failures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}")
    }
}

impl std::error::Error for Failures {}

/// Checks what holds of every source, on every case of a folder.
pub fn conformance(plugin: &dyn SourcePlugin, cases: &Path) -> Result<(), Failures> {
    let mut failures = Failures::default();
    checks::about(plugin, &mut failures);
    let cases = Case::all(cases)?;
    let mut foreign_letters = false;
    for case in &cases {
        checks::config(plugin, case, &mut failures);
        foreign_letters |= streams::check(plugin, case, &mut failures);
    }
    failures.check(foreign_letters, "all cases", "some text beyond ASCII comes through in at least one case");
    failures.into_result()
}
