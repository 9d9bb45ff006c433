//! The log on stderr: for a person, or as JSON lines for a collector.

use tracing_subscriber::EnvFilter;

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum LogFormat {
    /// Words for a person.
    Text,
    /// One JSON object a line.
    Json,
}

static JSON: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);

/// Whether stderr carries JSON lines only.
pub(crate) fn is_json() -> bool {
    JSON.load(std::sync::atomic::Ordering::Relaxed)
}

/// Starts the log. `RUST_LOG` sets what is in it. By default JSON has the steps of a run, and text has nothing:
/// what a person must know is said by the command itself.
pub(crate) fn start(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new(if format == LogFormat::Json { "tidings=info" } else { "off" }));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = match format {
        LogFormat::Text => builder.with_ansi(false).without_time().try_init(),
        LogFormat::Json => {
            JSON.store(true, std::sync::atomic::Ordering::Relaxed);
            builder.json().flatten_event(true).try_init()
        }
    };
    // A second start in one process keeps the first log.
    drop(started);
}
