//! What a report says of its data: where the rows went, what was rejected, which days are longer or shorter.
//!
//! The account of a stream is that of the last run that changed it. A run that finds nothing new leaves reports as they
//! are.

use arrow::datatypes::DataType;
use jiff::Timestamp;
use jiff::civil::Date;
use tidings_core::period::Period;
use tidings_core::site::Site;
use tidings_report::{ClockChange, DataQuality, Reject, RowAccount};
use tidings_warehouse::{Cursor, Versions, Warehouse, query};

use crate::error::Error;
use crate::models::table_id;
use crate::project::Project;
use crate::rows;
use crate::summary::{RejectedRow, StreamSummary};

/// Under this source the ledger keeps the last account of each stream that changed.
const CURSOR: &str = "_accounts";
/// How many rejected rows of a stream a report lists.
const LISTED: usize = 5;

/// The last account of a stream that changed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct KeptAccount {
    pub(crate) source: String,
    pub(crate) stream: String,
    pub(crate) run: String,
    pub(crate) account: crate::summary::RowAccount,
    pub(crate) rejects: Vec<RejectedRow>,
    /// The latest instant in the stream, by the column that it is partitioned by, else by its first one of instants.
    pub(crate) latest: Option<Timestamp>,
}

/// The kept accounts of a project's sources, by source and stream.
pub(crate) fn accounts(project: &Project, warehouse: &Warehouse) -> Result<Vec<KeptAccount>, Error> {
    let mut kept = Vec::new();
    for name in project.file.sources.keys() {
        let stored = warehouse.ledger().cursor(CURSOR, name)?;
        kept.extend(
            stored.and_then(|value| serde_json::from_value::<Vec<KeptAccount>>(value).ok()).unwrap_or_default(),
        );
    }
    Ok(kept)
}

/// The accounts to keep of a source that was read, in place of those kept before.
pub(crate) async fn keep(
    project: &Project,
    warehouse: &Warehouse,
    versions: &Versions,
    run: &str,
    source: &str,
    streams: &[(StreamSummary, Vec<RejectedRow>)],
) -> Result<Option<Cursor>, Error> {
    let stored = warehouse.ledger().cursor(CURSOR, source)?;
    let before: Vec<KeptAccount> = stored.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default();
    let mut kept = before.clone();
    for (stream, rejects) in streams {
        let account = stream.account;
        let same = account.inserted + account.updated + account.deleted + account.vanished == 0;
        let place = kept.iter().position(|known| known.stream == stream.stream);
        if let Some(known) = place.and_then(|place| kept.get(place))
            && same
            && (account.read == 0 || account.rejected == known.account.rejected)
        {
            continue;
        }
        let new = KeptAccount {
            source: source.to_owned(),
            stream: stream.stream.clone(),
            run: run.to_owned(),
            account,
            rejects: rejects.iter().take(LISTED).cloned().collect(),
            latest: latest(project, warehouse, versions, source, &stream.stream).await?,
        };
        match place.and_then(|place| kept.get_mut(place)) {
            None => kept.push(new),
            Some(known) => *known = new,
        }
    }
    kept.sort_by(|a, b| a.stream.cmp(&b.stream));
    if kept == before {
        return Ok(None);
    }
    let state = serde_json::to_value(kept).map_err(|_| Error::bug("an account cannot be kept as JSON"))?;
    Ok(Some(Cursor { source: CURSOR.to_owned(), stream: source.to_owned(), state }))
}

async fn latest(
    project: &Project,
    warehouse: &Warehouse,
    versions: &Versions,
    source: &str,
    stream: &str,
) -> Result<Option<Timestamp>, Error> {
    let id = table_id(&format!("{source}.{stream}"));
    let Some(version) = versions.get(&id) else { return Ok(None) };
    let session = warehouse.session(&Versions::from([(id, *version)]), None).await?;
    let table = format!("\"{source}\".\"{stream}\"");
    let frame = query(&session, &format!("SELECT * FROM {table}")).await?;
    let fields = frame.schema().as_arrow().fields();
    let instants: Vec<&str> = fields
        .iter()
        .filter(|field| matches!(field.data_type(), DataType::Timestamp(_, Some(_))))
        .map(|field| field.name().as_str())
        .collect();
    let declared = project.file.sources.get(source).and_then(|file| file.streams.get(stream));
    let partition = declared.and_then(|file| file.partition.column()).filter(|column| instants.contains(column));
    let Some(column) = partition.or(instants.first().copied()) else { return Ok(None) };
    let asked = query(&session, &format!("SELECT max(\"{column}\") AS latest FROM {table}")).await?;
    let found = rows::collect!(asked)?;
    Ok(found.first().and_then(|batch| rows::instant(batch, 0, 0)))
}

/// The data quality of a report.
pub(crate) fn of(
    accounts: &[KeptAccount],
    incomplete_sites: Vec<String>,
    sites: &[Site],
    period: &Period,
) -> DataQuality {
    let number = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    let account = |kept: &KeptAccount| RowAccount {
        source: kept.source.clone(),
        stream: kept.stream.clone(),
        read: number(kept.account.read),
        inserted: number(kept.account.inserted),
        updated: number(kept.account.updated),
        unchanged: number(kept.account.unchanged),
        superseded: number(kept.account.superseded),
        deleted: number(kept.account.deleted),
        rejected: number(kept.account.rejected),
        latest: kept.latest,
    };
    let reject = |row: &RejectedRow| Reject {
        file: row.file.clone().unwrap_or_else(|| format!("{}.{}", row.source, row.stream)),
        line: row.line,
        reason: row.reason.clone(),
    };
    DataQuality {
        accounts: accounts.iter().map(account).collect(),
        rejects: accounts.iter().flat_map(|kept| &kept.rejects).map(reject).collect(),
        incomplete_sites,
        clock_changes: sites.iter().flat_map(|site| clock_changes(site, period)).collect(),
    }
}

/// The days of a period that do not have 24 hours at a site.
fn clock_changes(site: &Site, period: &Period) -> Vec<ClockChange> {
    let zone = site.zone();
    let midnight = |day: Date| day.to_zoned(zone.clone()).map(|zoned| zoned.timestamp());
    let mut changes = Vec::new();
    let mut day = period.start;
    while day < period.end {
        let Ok(next) = day.tomorrow() else { break };
        if let (Ok(begins), Ok(ends)) = (midnight(day), midnight(next)) {
            let seconds = ends.duration_since(begins).as_secs();
            if seconds != 24 * 3600
                && let Ok(hours) = u8::try_from((seconds + 1800) / 3600)
            {
                changes.push(ClockChange { site: site.id.clone(), day, hours });
            }
        }
        day = next;
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use tidings_core::period::Grain;

    #[test]
    fn days_of_23_and_25_hours_are_found() {
        let site = |zone: &str| Site {
            id: "x".to_owned(),
            name: "X".to_owned(),
            time_zone: zone.to_owned(),
            locales: Vec::new(),
            calendar: None,
            region: None,
            size: None,
        };
        let found = |zone: &str, day| -> Vec<(Date, u8)> {
            let changes = clock_changes(&site(zone), &Grain::Week.period(day));
            changes.into_iter().map(|change| (change.day, change.hours)).collect()
        };
        assert_eq!(found("Europe/Amsterdam", date(2026, 3, 29)), [(date(2026, 3, 29), 23)]);
        assert_eq!(found("Europe/Amsterdam", date(2026, 10, 25)), [(date(2026, 10, 25), 25)]);
        assert!(found("Asia/Kolkata", date(2026, 3, 29)).is_empty());
    }
}
