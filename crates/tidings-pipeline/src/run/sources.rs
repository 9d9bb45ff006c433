//! The first step of a run: every source is read, and what cannot be read stays as it was.

use futures::StreamExt as _;
use tidings_warehouse::{Cursor, Reject, StreamAccount, Versions, query};

use super::Work;
use crate::error::{Error, settled};
use crate::load::{LoadError, Loaded, load};
use crate::reports;
use crate::rows;
use crate::streams::OpenSource;
use crate::summary::{RejectedRow, RowAccount, StreamSummary};

/// How many sources are read side by side.
const SIDE_BY_SIDE: usize = 2;
/// How many rejected rows a summary names.
const NAMED_REJECTS: usize = 20;

impl Work<'_> {
    pub(super) async fn sources(
        &mut self,
        sources: &[OpenSource],
        versions: &mut Versions,
        cursors: &mut Vec<Cursor>,
        accounts: &mut Vec<StreamAccount>,
    ) -> Result<(), Error> {
        let (project, host, warehouse, run) = (self.project, self.host, self.warehouse, self.run.clone());
        let run = run.as_str();
        let reads = sources.iter().map(|source| load(project, host, warehouse, run, source));
        let reads: Vec<Result<Loaded, LoadError>> = futures::stream::iter(reads).buffered(SIDE_BY_SIDE).collect().await;
        let mut failed = Vec::new();
        for (source, read) in sources.iter().zip(reads) {
            match read {
                Ok(mut loaded) => {
                    cursors.append(&mut loaded.cursors);
                    cursors.extend(self.loaded(&source.name, loaded, versions, accounts).await?);
                }
                Err(LoadError::Source(error)) => {
                    self.stale(&source.name, &error, versions).await?;
                    failed.push((source.name.clone(), error));
                }
                Err(LoadError::Findings(findings)) => {
                    let error = Error::of_findings(settled(findings));
                    return Err(error.unwrap_or_else(|| Error::bug("a source is refused without a finding")));
                }
                Err(LoadError::Own(error)) => return Err(error),
            }
        }
        if failed.is_empty() {
            return Ok(());
        }
        if failed.len() < sources.len() {
            self.summary.make_partial();
            return Ok(());
        }
        let (name, first) = failed.swap_remove(0);
        let kind = Error::from(first);
        let mut error = Error::new(kind.kind, format!("source `{name}`: {}", kind.message));
        error.hint = kind.hint;
        if sources.len() > 1 {
            error.message = format!("none of {} sources could be read; {}", sources.len(), error.message);
        }
        Err(error)
    }

    /// Takes over what a source gave.
    async fn loaded(
        &mut self,
        source: &str,
        loaded: Loaded,
        versions: &mut Versions,
        accounts: &mut Vec<StreamAccount>,
    ) -> Result<Option<Cursor>, Error> {
        let mut kept = Vec::new();
        for stream in loaded.streams {
            let id = stream.outcome.table.clone();
            let changed = versions.insert(id, stream.outcome.version) != Some(stream.outcome.version);
            self.summary.changed |= changed;
            self.warehouse.ledger().reject(&self.run, &stream.rejects)?;
            let rows: Vec<RejectedRow> = stream.rejects.iter().map(rejected_row).collect();
            let room = NAMED_REJECTS.saturating_sub(self.summary.rejects.len());
            self.summary.rejects.extend(rows.iter().take(room).cloned());
            self.summary.rejected += stream.account.rejected;
            for (message, hint) in stream.notices {
                self.summary.warn(format!("{source}.{}", stream.name), message, hint);
            }
            accounts.push(StreamAccount {
                source: source.to_owned(),
                stream: stream.name.clone(),
                account: stream.account,
            });
            let summary = StreamSummary {
                source: source.to_owned(),
                stream: stream.name,
                account: RowAccount::from(stream.account),
                rows: stream.outcome.rows,
                changed,
                stale: false,
            };
            self.summary.streams.push(summary.clone());
            kept.push((summary, rows));
        }
        reports::keep(self.project, self.warehouse, versions, &self.run, source, &kept).await
    }

    /// The streams of a source that could not be read keep the rows of an earlier run.
    async fn stale(
        &mut self,
        source: &str,
        error: &tidings_connector::Error,
        versions: &Versions,
    ) -> Result<(), Error> {
        let step = format!("read {source}");
        self.host.warned(&step, &error.to_string());
        let prefix = format!("streams/{source}.");
        for (id, version) in versions {
            let Some(stream) = id.strip_prefix(&prefix) else { continue };
            let own = Versions::from([(id.clone(), *version)]);
            let session = self.warehouse.session(&own, None).await?;
            let count = format!("SELECT count(*) AS n FROM \"{source}\".\"{stream}\"");
            let counted = rows::collect!(query(&session, &count).await?)?;
            let rows = counted.first().and_then(|batch| rows::integer(batch, 0, 0)).unwrap_or_default();
            self.summary.streams.push(StreamSummary {
                source: source.to_owned(),
                stream: stream.to_owned(),
                account: RowAccount::default(),
                rows: u64::try_from(rows).unwrap_or_default(),
                changed: false,
                stale: true,
            });
        }
        self.summary.warn(format!("source {source}"), error.to_string(), error.hint.clone());
        Ok(())
    }
}

fn rejected_row(reject: &Reject) -> RejectedRow {
    RejectedRow {
        source: reject.source.clone(),
        stream: reject.stream.clone(),
        file: reject.file.clone(),
        line: reject.line,
        reason: reject.reason.clone(),
    }
}
