//! Streams without a key whose rows are always sent as a whole: what came before `Complete` is the table.

use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use futures::StreamExt as _;
use tidings_connector::{Message, Notice, ReadRequest, State};
use tidings_warehouse::{Account, ErrorKind, Reject, rows_of};

use super::feed::{start, widens};
use super::{Attempt, KEPT_REJECTS, LoadError, Loaded, LoadedStream, Reading, cursors, rejected};
use crate::streams::StreamPlan;

/// What a read says besides its rows.
#[derive(Default)]
struct Aside {
    states: Vec<State>,
    rejects: Vec<Reject>,
    rejected: u64,
    notices: Vec<(String, Option<String>)>,
    rows: u64,
    complete: bool,
    widened: Option<SchemaRef>,
    failed: Option<tidings_connector::Error>,
}

/// The rows of a read, one batch after the other. It ends with an error unless the plugin said that it sent all.
struct Rows {
    messages: Receiver<Result<Message, tidings_connector::Error>>,
    source: String,
    plan: StreamPlan,
    aside: Arc<Mutex<Aside>>,
    ended: bool,
}

impl Iterator for Rows {
    type Item = Result<RecordBatch, tidings_warehouse::Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let stop = || Some(Err(tidings_warehouse::Error::new(ErrorKind::Storage, "the source sent no whole table")));
        loop {
            let message = self.messages.recv();
            let mut aside = self.aside.lock().unwrap_or_else(PoisonError::into_inner);
            match message {
                Ok(Ok(Message::Batch { rows, .. })) => {
                    aside.rows += rows.num_rows() as u64;
                    return Some(Ok(rows));
                }
                Ok(Ok(Message::Complete { .. })) => aside.complete = true,
                Ok(Ok(Message::State(state))) => aside.states.push(state),
                Ok(Ok(Message::Rejected(row))) => {
                    aside.rejected += 1;
                    if aside.rejects.len() < KEPT_REJECTS {
                        aside.rejects.push(rejected(&self.source, &row));
                    }
                }
                Ok(Ok(Message::Schema { schema, notices, .. })) => {
                    aside.notices.extend(notices.into_iter().map(|Notice { message, hint }| (message, hint)));
                    if widens(&self.plan.spec.columns, &schema) {
                        aside.widened = Some(schema);
                        self.ended = true;
                        return stop();
                    }
                }
                Ok(Ok(Message::Delete { .. })) => {
                    let message = format!("source `{}` takes rows back from a stream without a key", self.source);
                    aside.failed = Some(tidings_connector::Error::bug(message));
                    self.ended = true;
                    return stop();
                }
                Ok(Err(error)) => {
                    aside.failed = Some(error);
                    self.ended = true;
                    return stop();
                }
                Err(_) => {
                    self.ended = true;
                    return if aside.complete { None } else { stop() };
                }
            }
        }
    }
}

pub(super) async fn read(reading: &Reading<'_>, plan: StreamPlan, request: ReadRequest) -> Result<Attempt, LoadError> {
    let aside = Arc::new(Mutex::new(Aside::default()));
    let rows = Rows {
        messages: start(reading.source, request),
        source: reading.source.name.clone(),
        plan: plan.clone(),
        aside: aside.clone(),
        ended: false,
    };
    let written = reading.warehouse.replace_table(&plan.spec, reading.run, futures::stream::iter(rows).boxed()).await;
    let aside = std::mem::take(&mut *aside.lock().unwrap_or_else(PoisonError::into_inner));
    let stream = plan.description.name.to_string();
    if let Some(schema) = aside.widened {
        return Ok(Attempt::Widened { stream, schema });
    }
    if let Some(error) = aside.failed {
        return Err(LoadError::Source(error));
    }
    let outcome = if aside.complete {
        written?
    } else if aside.rows == 0 {
        // Nothing changed at the source. The table is made where there is none, so that models find it.
        reading.warehouse.upsert(&plan.spec, reading.run, rows_of(Vec::new()), Vec::new(), false).await?
    } else {
        let message = format!("source `{}` ended in the middle of `{stream}`", reading.source.name);
        return Err(LoadError::Source(tidings_connector::Error::new(tidings_connector::ErrorKind::Protocol, message)));
    };
    let account = Account {
        read: outcome.account.read + aside.rejected,
        rejected: outcome.account.rejected + aside.rejected,
        ..outcome.account
    };
    Ok(Attempt::Done(Box::new(Loaded {
        cursors: cursors(&reading.source.name, aside.states).map_err(LoadError::Own)?,
        streams: vec![LoadedStream { name: stream, outcome, account, rejects: aside.rejects, notices: aside.notices }],
    })))
}
