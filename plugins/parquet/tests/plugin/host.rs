//! What a host does with a source.

use std::path::Path;

use serde_json::Value;
use tidings_connector::arrow_array::RecordBatch;
use tidings_connector::{Config, Context, Error, Message, ReadRequest, Source, State, StreamRequest};
use tidings_plugin_parquet::PLUGIN;

pub(crate) fn open(folder: &Path, config: Value) -> Box<dyn Source> {
    PLUGIN.open(Config::from(config), &Context::new(folder, "rows")).unwrap()
}

/// Reads the source's only stream.
pub(crate) fn read(
    source: &dyn Source,
    key: &[&str],
    state: Option<State>,
) -> Result<(Vec<RecordBatch>, Option<State>), Error> {
    let catalog = source.discover()?;
    let stream = StreamRequest::new(&catalog.streams[0]).keyed(key.iter().copied()).from_state(state);
    let (mut batches, mut last) = (Vec::new(), None);
    for message in source.read(&ReadRequest::one(stream))? {
        match message? {
            Message::Batch { rows, .. } => batches.push(rows),
            Message::State(state) => last = Some(state),
            _ => {}
        }
    }
    Ok((batches, last))
}
