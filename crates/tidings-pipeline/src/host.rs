//! What the binary lends to the pipeline: plugins, a clock, a place to show progress.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use tidings_connector::{DestinationPlugin, SourcePlugin};
use tidings_core::diagnostic::did_you_mean;

/// The plugins that a program was built with.
#[derive(Debug, Clone, Copy)]
pub struct Plugins {
    /// What data can be read from.
    pub sources: &'static [&'static dyn SourcePlugin],
    /// Where files can be handed over.
    pub destinations: &'static [&'static dyn DestinationPlugin],
}

impl Plugins {
    /// The source plugin of that name; else the words "unknown plugin" and the nearest name.
    pub fn source(&self, name: &str) -> Result<&'static dyn SourcePlugin, (String, String)> {
        let found = self.sources.iter().find(|plugin| plugin.about().name == name);
        found.copied().ok_or_else(|| unknown(name, self.sources.iter().map(|plugin| plugin.about().name)))
    }

    /// The destination plugin of that name; else the words "unknown plugin" and the nearest name.
    pub fn destination(&self, name: &str) -> Result<&'static dyn DestinationPlugin, (String, String)> {
        let found = self.destinations.iter().find(|plugin| plugin.about().name == name);
        found.copied().ok_or_else(|| unknown(name, self.destinations.iter().map(|plugin| plugin.about().name)))
    }
}

fn unknown(name: &str, known: impl Iterator<Item = &'static str>) -> (String, String) {
    let known: Vec<&str> = known.collect();
    (format!("unknown plugin `{name}`"), did_you_mean(name, known))
}

/// What happens during a run, as it happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event<'a> {
    /// A step began: `read calls.contacts`, `model contact`, `kpis`, `reports`.
    Began {
        /// The step.
        step: &'a str,
    },
    /// A step goes on.
    Advanced {
        /// The step.
        step: &'a str,
        /// How much is done: rows, KPIs, documents.
        done: u64,
        /// How much there is, where that is known.
        total: Option<u64>,
    },
    /// A step ended well.
    Ended {
        /// The step.
        step: &'a str,
        /// What came of it, in a few words.
        note: &'a str,
    },
    /// A step ended badly, or will be tried again.
    Warned {
        /// The step.
        step: &'a str,
        /// What went wrong.
        message: &'a str,
    },
}

/// Shows how far a run is. Called from several threads.
pub trait Progress: Send + Sync {
    /// One thing happened.
    fn step(&self, event: &Event<'_>);
}

/// Shows nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn step(&self, _: &Event<'_>) {}
}

/// What a run needs from the program around it.
#[derive(Clone)]
pub struct Host {
    /// The plugins.
    pub plugins: Plugins,
    /// Where progress is shown.
    pub progress: Arc<dyn Progress>,
    /// The time of day, for the ledger. No figure depends on it.
    pub clock: fn() -> Timestamp,
    /// The command, as a person typed it, for the ledger.
    pub command: String,
    /// Name and version of the program, for the ledger.
    pub program: String,
    /// The version of the locale data, for the ledger.
    pub cldr: String,
    /// The process, shown to whom the lock refuses: `process 4711 on host`.
    pub holder: String,
}

impl fmt::Debug for Host {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Host")
            .field("plugins", &self.plugins)
            .field("command", &self.command)
            .finish_non_exhaustive()
    }
}

impl Host {
    /// Microseconds since 1970, UTC.
    pub(crate) fn now(&self) -> i64 {
        (self.clock)().as_microsecond()
    }

    pub(crate) fn began(&self, step: &str) {
        self.progress.step(&Event::Began { step });
    }

    pub(crate) fn ended(&self, step: &str, note: &str) {
        self.progress.step(&Event::Ended { step, note });
    }

    pub(crate) fn warned(&self, step: &str, message: &str) {
        self.progress.step(&Event::Warned { step, message });
    }
}
