//! What a host does with a source.

use std::path::Path;

use serde_json::Value;
use tidings_connector::arrow_array::RecordBatch;
use tidings_connector::{Config, Context, Error, Message, ReadRequest, Rejected, Source, State, StreamRequest};
use tidings_plugin_csv::PLUGIN;

/// What a read gave.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) batches: Vec<RecordBatch>,
    pub(crate) rejected: Vec<Rejected>,
    pub(crate) state: Option<State>,
    pub(crate) complete: bool,
}

impl Outcome {
    pub(crate) fn rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }
}

pub(crate) fn open(folder: &Path, config: Value) -> Box<dyn Source> {
    PLUGIN.open(Config::from(config), &Context::new(folder, "rows")).unwrap()
}

/// Reads the source's only stream.
pub(crate) fn read(
    source: &dyn Source,
    key: &[&str],
    state: Option<State>,
    batch_rows: usize,
) -> Result<Outcome, Error> {
    let catalog = source.discover()?;
    let stream = StreamRequest::new(&catalog.streams[0]).keyed(key.iter().copied()).from_state(state);
    let mut outcome = Outcome::default();
    for message in source.read(&ReadRequest { streams: vec![stream], state: None, batch_rows })? {
        match message? {
            Message::Batch { rows, .. } => outcome.batches.push(rows),
            Message::Rejected(rejected) => outcome.rejected.push(rejected),
            Message::State(state) => outcome.state = Some(state),
            Message::Complete { .. } => outcome.complete = true,
            Message::Schema { .. } | Message::Delete { .. } => {}
        }
    }
    Ok(outcome)
}
