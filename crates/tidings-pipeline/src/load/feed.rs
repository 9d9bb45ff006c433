//! Streams that are upserted by key, or that only grow.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, sync_channel};

use arrow::datatypes::{Schema, SchemaRef};
use tidings_connector::{Message, Notice, ReadRequest, State};
use tidings_warehouse::{Reject, Upsert};

use super::{Attempt, KEPT_REJECTS, LoadError, Loaded, LoadedStream, Reading, cursors, rejected};
use crate::error::Error;
use crate::host::{Event, Host};
use crate::streams::{OpenSource, StreamPlan};

/// Messages that may wait between the thread that reads and the thread that writes.
pub(super) const QUEUE: usize = 8;

/// A stream on its way into its table.
struct Feeding {
    plan: StreamPlan,
    upsert: Upsert,
    rejects: Vec<Reject>,
    notices: Vec<(String, Option<String>)>,
    rows: u64,
}

enum Fed {
    Done { streams: BTreeMap<String, Feeding>, states: Vec<State> },
    Widened { stream: String, schema: SchemaRef },
}

/// Starts the plugin on a thread of its own. The queue ends after an error, or when nobody listens any more.
pub(super) fn start(source: &OpenSource, request: ReadRequest) -> Receiver<Result<Message, tidings_connector::Error>> {
    let (sender, receiver) = sync_channel(QUEUE);
    let source = source.source.clone();
    drop(tokio::task::spawn_blocking(move || match source.read(&request) {
        Err(error) => drop(sender.send(Err(error))),
        Ok(messages) => {
            for message in messages {
                let ends = message.is_err();
                if sender.send(message).is_err() || ends {
                    break;
                }
            }
        }
    }));
    receiver
}

pub(super) async fn read(
    reading: &Reading<'_>,
    group: Vec<StreamPlan>,
    request: ReadRequest,
) -> Result<Attempt, LoadError> {
    let mut streams = BTreeMap::new();
    for plan in group {
        let upsert = reading.warehouse.begin_upsert(&plan.spec)?;
        let name = plan.description.name.to_string();
        streams.insert(name, Feeding { plan, upsert, rejects: Vec::new(), notices: Vec::new(), rows: 0 });
    }
    let messages = start(reading.source, request);
    let (host, source) = (reading.host.clone(), reading.source.name.clone());
    let fed = tokio::task::spawn_blocking(move || feed(&host, &source, streams, &messages)).await;
    let fed = fed.map_err(|_| LoadError::Own(Error::bug("a thread that writes rows stopped")))??;
    let (streams, states) = match fed {
        Fed::Widened { stream, schema } => return Ok(Attempt::Widened { stream, schema }),
        Fed::Done { streams, states } => (streams, states),
    };
    let mut loaded =
        Loaded { streams: Vec::new(), cursors: cursors(&reading.source.name, states).map_err(LoadError::Own)? };
    for (name, mut feeding) in streams {
        for refused in feeding.upsert.refused() {
            if feeding.rejects.len() < KEPT_REJECTS {
                feeding.rejects.push(Reject {
                    source: reading.source.name.clone(),
                    stream: name.clone(),
                    file: None,
                    line: None,
                    byte_offset: None,
                    reason: format!("`{}` has no value, and the table needs one", refused.column),
                    raw: None,
                });
            }
        }
        let outcome = feeding.upsert.finish(reading.run).await?;
        if outcome.kept_absent {
            let message = "some rows were rejected, so rows that the source no longer has are kept for now";
            feeding.notices.push((message.to_owned(), Some("mend the rejected rows and run again".to_owned())));
        }
        let account = outcome.account;
        loaded.streams.push(LoadedStream {
            name,
            outcome,
            account,
            rejects: feeding.rejects,
            notices: feeding.notices,
        });
    }
    Ok(Attempt::Done(Box::new(loaded)))
}

/// Sets rows down as they come. Blocks.
fn feed(
    host: &Host,
    source: &str,
    mut streams: BTreeMap<String, Feeding>,
    messages: &Receiver<Result<Message, tidings_connector::Error>>,
) -> Result<Fed, LoadError> {
    let mut states = Vec::new();
    for message in messages {
        match message? {
            Message::Schema { stream, schema, notices } => {
                let feeding = known(&mut streams, source, &stream)?;
                if widens(&feeding.plan.spec.columns, &schema) {
                    return Ok(Fed::Widened { stream: stream.to_string(), schema });
                }
                feeding.notices.extend(notices.into_iter().map(|Notice { message, hint }| (message, hint)));
            }
            Message::Batch { stream, rows } => {
                let feeding = known(&mut streams, source, &stream)?;
                feeding.upsert.rows(&rows)?;
                feeding.rows += rows.num_rows() as u64;
                let step = format!("read {source}.{stream}");
                host.progress.step(&Event::Advanced { step: &step, done: feeding.rows, total: None });
            }
            Message::Delete { stream, keys } => known(&mut streams, source, &stream)?.upsert.delete(&keys)?,
            Message::Complete { stream } => known(&mut streams, source, &stream)?.upsert.complete(),
            Message::Rejected(row) => {
                let feeding = known(&mut streams, source, &row.stream)?;
                feeding.upsert.rejected(1);
                if feeding.rejects.len() < KEPT_REJECTS {
                    feeding.rejects.push(rejected(source, &row));
                }
            }
            Message::State(state) => states.push(state),
        }
    }
    Ok(Fed::Done { streams, states })
}

fn known<'a>(
    streams: &'a mut BTreeMap<String, Feeding>,
    source: &str,
    stream: &str,
) -> Result<&'a mut Feeding, tidings_connector::Error> {
    streams.get_mut(stream).ok_or_else(|| {
        tidings_connector::Error::bug(format!("source `{source}` sent rows of `{stream}`, which nobody asked for"))
    })
}

/// Whether a schema has columns that the table was not prepared for.
pub(super) fn widens(prepared: &Schema, schema: &Schema) -> bool {
    schema.fields().iter().any(|field| prepared.field_with_name(field.name()).is_err())
}
