//! How far a run is: bars on a terminal, log lines elsewhere.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use tidings_pipeline::{Event, Progress};

use crate::{logging, output};

/// The right kind for this stderr.
pub(crate) fn for_stderr() -> Arc<dyn Progress> {
    if logging::is_json() {
        Arc::new(Log)
    } else if output::is_watched() {
        Arc::new(Bars::default())
    } else {
        Arc::new(tidings_pipeline::Silent)
    }
}

#[derive(Debug)]
struct Log;

impl Progress for Log {
    fn step(&self, event: &Event<'_>) {
        match event {
            Event::Began { step } => tracing::info!(target: "tidings", step, "began"),
            Event::Advanced { .. } => {}
            Event::Ended { step, note } => tracing::info!(target: "tidings", step, note, "ended"),
            Event::Warned { step, message } => tracing::warn!(target: "tidings", step, "{message}"),
        }
    }
}

#[derive(Debug, Default)]
struct Bars {
    all: MultiProgress,
    by_step: Mutex<BTreeMap<String, ProgressBar>>,
}

impl Progress for Bars {
    fn step(&self, event: &Event<'_>) {
        let mut bars = self.by_step.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            Event::Began { step } => {
                let style = ProgressStyle::with_template("{spinner} {msg} {pos}")
                    .unwrap_or_else(|_| ProgressStyle::default_spinner());
                let bar = self.all.add(ProgressBar::new_spinner().with_style(style).with_message((*step).to_owned()));
                bar.enable_steady_tick(std::time::Duration::from_millis(120));
                bars.insert((*step).to_owned(), bar);
            }
            Event::Advanced { step, done, total } => {
                if let Some(bar) = bars.get(*step) {
                    if let Some(total) = total {
                        bar.set_length(*total);
                        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {bar:24} {pos}/{len}") {
                            bar.set_style(style);
                        }
                    }
                    bar.set_position(*done);
                }
            }
            Event::Ended { step, .. } => {
                if let Some(bar) = bars.remove(*step) {
                    bar.finish_and_clear();
                }
            }
            Event::Warned { step, message } => {
                drop(self.all.println(format!("warning: {step}: {message}")));
            }
        }
    }
}
