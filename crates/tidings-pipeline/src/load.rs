//! Reading a source into its stream tables.
//!
//! A plugin blocks, so it reads on a thread of its own and hands its messages through a short queue to a second thread
//! that sets the rows down. Nothing is published here: a read that fails leaves the tables as they are.

mod feed;
mod replace;

use std::collections::BTreeMap;
use std::time::Duration;

use tidings_connector::{Mode, ReadRequest, State, StreamRequest};
use tidings_core::diagnostic::{Diagnostic, Severity};
use tidings_warehouse::{Account, Cursor, Outcome, Reject, Warehouse};

use crate::check::discover;
use crate::error::Error;
use crate::host::Host;
use crate::project::Project;
use crate::streams::{self, OpenSource, StreamPlan};

/// How often a source is asked before it counts as down.
const ATTEMPTS: u32 = 4;
/// The longest pause between two attempts.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// How many rejected rows of a stream are kept with their place; all are counted.
const KEPT_REJECTS: usize = 1000;
/// How often a stream may gain columns in the middle of one read.
const WIDENINGS: usize = 100;

/// A stream after its read.
#[derive(Debug)]
pub(crate) struct LoadedStream {
    pub(crate) name: String,
    pub(crate) outcome: Outcome,
    pub(crate) account: Account,
    pub(crate) rejects: Vec<Reject>,
    pub(crate) notices: Vec<(String, Option<String>)>,
}

/// A source after its read: its streams, and where the next read begins.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    pub(crate) streams: Vec<LoadedStream>,
    pub(crate) cursors: Vec<Cursor>,
}

/// Why a source was not read.
#[derive(Debug)]
pub(crate) enum LoadError {
    /// The plugin could not; other sources go on.
    Source(tidings_connector::Error),
    /// The project file does not fit what the source offers.
    Findings(Vec<Diagnostic>),
    /// The warehouse failed: the run ends.
    Own(Error),
}

impl From<tidings_warehouse::Error> for LoadError {
    fn from(error: tidings_warehouse::Error) -> Self {
        Self::Own(error.into())
    }
}

impl From<tidings_connector::Error> for LoadError {
    fn from(error: tidings_connector::Error) -> Self {
        Self::Source(error)
    }
}

/// What came out of reading one group of streams.
pub(crate) enum Attempt {
    /// Everything was read.
    Done(Box<Loaded>),
    /// A stream has more columns than its table was prepared for: read again.
    Widened { stream: String, schema: arrow::datatypes::SchemaRef },
}

/// What a read needs to know.
#[derive(Clone)]
pub(crate) struct Reading<'a> {
    pub(crate) host: &'a Host,
    pub(crate) warehouse: &'a Warehouse,
    pub(crate) run: &'a str,
    pub(crate) source: &'a OpenSource,
}

/// Reads all streams of a source, each from where the last published read ended.
pub(crate) async fn load(
    project: &Project,
    host: &Host,
    warehouse: &Warehouse,
    run: &str,
    source: &OpenSource,
) -> Result<Loaded, LoadError> {
    let step = format!("read {}", source.name);
    let reading = Reading { host, warehouse, run, source };
    let checked = source.source.clone();
    retried(host, &step, || {
        let source = checked.clone();
        async move { blocking(move || source.check()).await.map_err(LoadError::Source) }
    })
    .await?;
    let catalog = retried(host, &step, || async move { discover(source).await.map_err(LoadError::Source) }).await?;
    let (plans, findings) = streams::plan(project, &source.name, &catalog);
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(LoadError::Findings(findings));
    }
    let groups: Vec<Vec<StreamPlan>> =
        if catalog.interleaved { vec![plans] } else { plans.into_iter().map(|plan| vec![plan]).collect() };
    let mut loaded = Loaded::default();
    for group in groups {
        let mut read = load_group(&reading, group, catalog.interleaved).await?;
        loaded.streams.append(&mut read.streams);
        loaded.cursors.append(&mut read.cursors);
    }
    Ok(loaded)
}

async fn load_group(reading: &Reading<'_>, group: Vec<StreamPlan>, interleaved: bool) -> Result<Loaded, LoadError> {
    let names: Vec<&str> = group.iter().map(|plan| plan.spec.name.as_str()).collect();
    let step = format!("read {}", names.join(", "));
    reading.host.began(&step);
    let mut group = group;
    for _ in 0..WIDENINGS {
        let request = request(reading, &group, interleaved)?;
        let attempt = retried(reading.host, &step, || {
            let (group, request) = (group.clone(), request.clone());
            async move {
                match group.as_slice() {
                    [one] if one.spec.key.is_empty() && one.mode == Mode::Replace => {
                        replace::read(reading, one.clone(), request).await
                    }
                    _ => feed::read(reading, group, request).await,
                }
            }
        })
        .await?;
        match attempt {
            Attempt::Done(loaded) => {
                let rows: u64 = loaded.streams.iter().map(|stream| stream.account.read).sum();
                reading.host.ended(&step, &format!("{rows} rows"));
                return Ok(*loaded);
            }
            Attempt::Widened { stream, schema } => {
                for plan in group.iter_mut().filter(|plan| *plan.description.name == *stream) {
                    plan.spec.columns = schema.clone();
                    plan.description.schema = schema.clone();
                }
            }
        }
    }
    Err(LoadError::Source(tidings_connector::Error::new(
        tidings_connector::ErrorKind::Protocol,
        format!("source `{}` adds columns without end", reading.source.name),
    )))
}

/// What the plugin is asked for: each stream from its published state.
fn request(reading: &Reading<'_>, group: &[StreamPlan], interleaved: bool) -> Result<ReadRequest, LoadError> {
    let ledger = reading.warehouse.ledger();
    let state = |stream: &str| -> Result<Option<State>, LoadError> {
        let stored = ledger.cursor(&reading.source.name, stream)?;
        stored.map(serde_json::from_value).transpose().map_err(|_| {
            LoadError::Own(Error::bug(format!("the cursor of `{}.{stream}` is no state", reading.source.name)))
        })
    };
    let mut streams = Vec::new();
    for plan in group {
        let mut request = StreamRequest::new(&plan.description);
        request.key.clone_from(&plan.spec.key);
        request.mode = plan.mode;
        if !interleaved {
            request.state = state(&plan.description.name)?;
        }
        streams.push(request);
    }
    let mut request = ReadRequest { streams, state: None, batch_rows: tidings_connector::DEFAULT_BATCH_ROWS };
    if interleaved {
        request.state = state("")?;
    }
    Ok(request)
}

/// The states that a read left, as cursors: the last one of each stream, or of the source.
pub(crate) fn cursors(source: &str, states: Vec<State>) -> Result<Vec<Cursor>, Error> {
    let mut last: BTreeMap<String, State> = BTreeMap::new();
    for state in states {
        last.insert(state.stream.clone().unwrap_or_default(), state);
    }
    last.into_iter()
        .map(|(stream, state)| {
            let state = serde_json::to_value(state).map_err(|_| Error::bug("a state cannot be kept as JSON"))?;
            Ok(Cursor { source: source.to_owned(), stream, state })
        })
        .collect()
}

/// Runs what blocks on a thread of its own.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, tidings_connector::Error> + Send + 'static,
) -> Result<T, tidings_connector::Error> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|_| Err(tidings_connector::Error::bug("the plugin stopped in the middle of its work")))
}

/// Tries again after a pause, as long as that may help.
async fn retried<T, F>(host: &Host, step: &str, mut attempt: impl FnMut() -> F) -> Result<T, LoadError>
where
    F: Future<Output = Result<T, LoadError>>,
{
    let mut tried = 0;
    loop {
        tried += 1;
        match attempt().await {
            Err(LoadError::Source(error)) if error.is_retryable() && tried < ATTEMPTS => {
                let pause = pause(tried, error.retry_after);
                host.warned(step, &format!("{}; trying again in {} seconds", error.message, pause.as_secs()));
                let slept = tokio::task::spawn_blocking(move || std::thread::sleep(pause)).await;
                if slept.is_err() {
                    return Err(LoadError::Source(error));
                }
            }
            other => return other,
        }
    }
}

/// 1, 2, 4, ... seconds, or what the other side asks for; never more than a minute.
fn pause(tried: u32, asked: Option<Duration>) -> Duration {
    asked.unwrap_or_else(|| Duration::from_secs(1 << tried.saturating_sub(1).min(6))).min(LONGEST_PAUSE)
}

/// A row that the plugin rejected, as the ledger keeps it.
fn rejected(source: &str, rejected: &tidings_connector::Rejected) -> Reject {
    Reject {
        source: source.to_owned(),
        stream: rejected.stream.to_string(),
        file: rejected.where_.file.clone(),
        line: rejected.where_.line,
        byte_offset: rejected.where_.byte_offset,
        reason: rejected.why.to_string(),
        raw: rejected.raw().map(<[u8]>::to_vec),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_minute_unless_the_other_side_says_when() {
        let seconds: Vec<u64> = (1..=8).map(|tried| pause(tried, None).as_secs()).collect();
        assert_eq!(seconds, [1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(pause(1, Some(Duration::from_secs(17))).as_secs(), 17);
        assert_eq!(pause(1, Some(Duration::from_secs(3600))).as_secs(), 60);
    }

    #[test]
    fn the_last_state_of_each_stream_is_kept() {
        let state = |stream: &str, page: u64| State::of_stream(stream, 1, serde_json::json!({ "page": page }));
        let kept = cursors("desk", vec![state("b", 1), state("a", 1), state("b", 2)]).unwrap();
        let kept: Vec<(&str, &serde_json::Value)> =
            kept.iter().map(|cursor| (cursor.stream.as_str(), &cursor.state["value"]["page"])).collect();
        assert_eq!(kept, [("a", &serde_json::json!(1)), ("b", &serde_json::json!(2))]);
    }
}
