//! Writing content that is known as a whole: a model, or the slice of a table that a condition names.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow::array::{AsArray as _, RecordBatch};
use arrow::datatypes::{Int64Type, SchemaRef};
use futures::{StreamExt as _, TryStreamExt as _};

use crate::account::{Account, Outcome};
use crate::error::Error;
use crate::rows::{Digest, RowBytes, RowStream, fit, nullable, partition_texts};
use crate::session::{register, run_sql};
use crate::spec::{TableSpec, literal, quoted};
use crate::stage::{StageWriter, Staged};
use crate::table::{Change, Table, grown_schema};
use crate::warehouse::Warehouse;

/// Stands for the one partition of a table that has none.
const WHOLE: &str = "";

/// Rows set down and digested by partition.
struct Content {
    rows: Staged,
    digests: BTreeMap<String, Digest>,
}

impl Content {
    async fn stage(warehouse: &Warehouse, spec: &TableSpec, mut rows: RowStream) -> Result<Self, Error> {
        spec.check()?;
        let stored = spec.stored_schema();
        let mut stage = StageWriter::new(warehouse.root(), nullable(&stored))?;
        let mut digester = Digester::new(spec, &stored)?;
        while let Some(batch) = rows.next().await {
            let fitted = fit(spec, &stored, &batch?)?;
            if let Some((_, column)) = fitted.refused.first() {
                return Err(Error::data(format!(
                    "column `{column}` of table `{}` must have a value, but {} rows have none",
                    spec.id(),
                    fitted.refused.len()
                ))
                .with_hint("filter those rows out in the query, or declare the column nullable"));
            }
            digester.add(&fitted.rows)?;
            stage.write(&fitted.rows)?;
        }
        Ok(Self { rows: stage.finish()?, digests: digester.found })
    }

    fn total(&self) -> u64 {
        self.rows.rows
    }
}

/// Sums digests by partition.
struct Digester<'a> {
    spec: &'a TableSpec,
    bytes: RowBytes,
    found: BTreeMap<String, Digest>,
}

impl<'a> Digester<'a> {
    fn new(spec: &'a TableSpec, stored: &SchemaRef) -> Result<Self, Error> {
        let columns = stored.fields().iter().map(|field| field.name().clone()).collect();
        Ok(Self { spec, bytes: RowBytes::new(stored, columns)?, found: BTreeMap::new() })
    }

    fn add(&mut self, rows: &RecordBatch) -> Result<(), Error> {
        let partitions = match self.spec.partition_column() {
            Some(column) => Some(partition_texts(column, rows)?),
            None => None,
        };
        for (place, row) in self.bytes.of(rows)?.iter().enumerate() {
            let partition = partitions.as_ref().map_or(WHOLE, |texts| texts.value(place));
            if let Some(digest) = self.found.get_mut(partition) {
                digest.add(row.as_ref());
            } else {
                self.found.entry(partition.to_owned()).or_default().add(row.as_ref());
            }
        }
        Ok(())
    }
}

/// Makes `rows` the whole content of the table.
pub(crate) async fn whole(
    warehouse: &Warehouse,
    spec: &TableSpec,
    run: &str,
    rows: RowStream,
) -> Result<Outcome, Error> {
    let content = Content::stage(warehouse, spec, rows).await?;
    let table = Table::open_or_create(warehouse.store(), spec, run).await?;
    let stored = spec.stored_schema();
    let reshaped = table.schema != stored;
    if table.partition.as_ref().map(|field| field.name().as_str()) != spec.partition_column() {
        return Err(Error::schema(format!("table `{}` is partitioned in another way", table.id))
            .with_hint("a partition is chosen once; remove the table's folder to choose again"));
    }
    let new: BTreeMap<String, String> =
        content.digests.iter().map(|(partition, digest)| (partition.clone(), digest.text())).collect();
    let old = if reshaped { BTreeMap::new() } else { table.digests().await? };
    // Without digests nothing is known of what is stored: every partition that has files is replaced.
    let known: BTreeSet<String> =
        table.files.iter().map(|file| file.partition.clone().unwrap_or_default()).chain(old.keys().cloned()).collect();
    let touched: BTreeSet<String> = known
        .into_iter()
        .chain(new.keys().cloned())
        .filter(|partition| reshaped || old.get(partition) != new.get(partition))
        .collect();
    let written: u64 =
        touched.iter().filter_map(|partition| content.digests.get(partition)).map(|digest| digest.rows).sum();
    let outcome = Outcome {
        table: table.id.clone(),
        version: table.version,
        committed: false,
        account: Account {
            read: content.total(),
            inserted: written,
            unchanged: content.total() - written,
            ..Account::default()
        },
        rows: content.total(),
        partitions: touched.iter().filter(|name| !name.is_empty()).cloned().collect(),
        kept_absent: false,
    };
    if touched.is_empty() && !reshaped {
        return Ok(outcome);
    }
    let ctx = warehouse.work_context(0);
    register(&ctx, "s", content.rows.table(None))?;
    let partitioned = spec.partition_column();
    let filter = match partitioned {
        Some(column) if new.keys().any(|partition| !touched.contains(partition)) => {
            let values: Vec<String> = touched.iter().map(|value| literal(value)).collect();
            format!(" WHERE CAST({} AS VARCHAR) IN ({})", quoted(column), values.join(", "))
        }
        _ => String::new(),
    };
    let sql = format!("SELECT {} FROM s{filter} ORDER BY {}", columns(&stored, ""), sort(spec, &stored));
    let rows = run_sql(&ctx, &sql, &format!("cannot write table `{}`", table.id)).await?;
    let adds = table.write(&stored, unique(spec, &stored, rows)?).await?;
    let version = table
        .commit(Change {
            run,
            schema: reshaped.then_some(&stored),
            removes: true,
            touched: partitioned.filter(|_| !reshaped).map(|_| &touched),
            adds,
            digests: Some(&new),
        })
        .await?;
    verify(warehouse, &table.id, version, content.total()).await?;
    Ok(Outcome { version, committed: true, ..outcome })
}

/// Replaces the rows for which `condition` holds by `rows`.
pub(crate) async fn part(
    warehouse: &Warehouse,
    spec: &TableSpec,
    run: &str,
    condition: &str,
    rows: RowStream,
) -> Result<Outcome, Error> {
    let content = Content::stage(warehouse, spec, rows).await?;
    let table = Table::open_or_create(warehouse.store(), spec, run).await?;
    let grown = grown_schema(&table, spec)?;
    let target = grown.clone().unwrap_or_else(|| Arc::clone(&table.schema));
    let context = format!("cannot write table `{}`", table.id);
    let ctx = warehouse.work_context(0);
    register(&ctx, "s", content.rows.table(Some(nullable(&target))))?;
    register(&ctx, "known", table.scan(target.clone(), None)?)?;

    let outside = format!("SELECT count(*) FROM s WHERE ({condition}) IS NOT TRUE");
    let outside = count(run_sql(&ctx, &outside, &context).await?).await?;
    if outside > 0 {
        return Err(Error::bug(format!(
            "{outside} of {} new rows of table `{}` lie outside of what they replace",
            content.total(),
            table.id
        )));
    }
    let mut replaced = Digester::new(spec, &spec.stored_schema())?;
    let sql = format!("SELECT {} FROM known WHERE ({condition}) IS TRUE", columns(&spec.stored_schema(), ""));
    let mut stored = run_sql(&ctx, &sql, &context).await?;
    while let Some(batch) = stored.next().await {
        replaced.add(&batch?)?;
    }
    drop(stored);
    let gone: u64 = replaced.found.values().map(|digest| digest.rows).sum();
    let same = replaced.found == content.digests;
    let touched: BTreeSet<String> = replaced.found.keys().chain(content.digests.keys()).cloned().collect();
    let after = table.rows() - gone + content.total();
    let outcome = Outcome {
        table: table.id.clone(),
        version: table.version,
        committed: false,
        account: Account {
            read: content.total(),
            inserted: if same { 0 } else { content.total() },
            unchanged: if same { content.total() } else { 0 },
            ..Account::default()
        },
        rows: after,
        partitions: touched.iter().filter(|name| !same && !name.is_empty()).cloned().collect(),
        kept_absent: false,
    };
    if same {
        return Ok(outcome);
    }
    let touched = spec.partition_column().map(|_| &touched);
    register(&ctx, "stays", table.scan(target.clone(), touched)?)?;
    let sql = format!(
        "SELECT * FROM (SELECT {0} FROM stays WHERE ({condition}) IS NOT TRUE UNION ALL SELECT {0} FROM s) ORDER BY {1}",
        columns(&target, ""),
        sort(spec, &target),
    );
    let rows = run_sql(&ctx, &sql, &context).await?;
    let adds = table.write(&target, unique(spec, &target, rows)?).await?;
    let version =
        table.commit(Change { run, schema: grown.as_ref(), removes: true, touched, adds, digests: None }).await?;
    verify(warehouse, &table.id, version, after).await?;
    Ok(Outcome { version, committed: true, ..outcome })
}

/// Fails where two neighbouring rows have the same key; rows come sorted.
fn unique(spec: &TableSpec, stored: &SchemaRef, rows: RowStream) -> Result<RowStream, Error> {
    if spec.key.is_empty() {
        return Ok(rows);
    }
    let id = spec.id();
    let key = spec.key.join("`, `");
    let compared = spec.partition_column().map(str::to_owned).into_iter().chain(spec.key.iter().cloned()).collect();
    let mut bytes = RowBytes::new(stored, compared)?;
    let mut last: Option<Vec<u8>> = None;
    let checked = rows.map(move |batch| {
        let batch = batch?;
        for row in &bytes.of(&batch)? {
            if last.as_deref() == Some(row.as_ref()) {
                return Err(Error::data(format!("table `{id}` has two rows of one key (`{key}`)"))
                    .with_hint("the key must tell rows apart: group by it, or add a column to it"));
            }
            let kept = last.get_or_insert_default();
            kept.clear();
            kept.extend_from_slice(row.as_ref());
        }
        Ok(batch)
    });
    Ok(checked.boxed())
}

async fn verify(warehouse: &Warehouse, id: &str, version: i64, expected: u64) -> Result<(), Error> {
    let now = Table::open(warehouse.store(), id, Some(version)).await?;
    match now.map(|table| table.rows()) {
        Some(rows) if rows == expected => Ok(()),
        found => {
            Err(Error::bug(format!("table `{id}` should have {expected} rows but has {}", found.unwrap_or_default())))
        }
    }
}

async fn count(rows: RowStream) -> Result<i64, Error> {
    let batches: Vec<RecordBatch> = rows.try_collect().await?;
    Ok(batches
        .iter()
        .filter_map(|batch| batch.columns().first())
        .map(|column| column.as_primitive::<Int64Type>().values().iter().sum::<i64>())
        .sum())
}

fn columns(schema: &SchemaRef, prefix: &str) -> String {
    let names: Vec<String> = schema.fields().iter().map(|field| format!("{prefix}{}", quoted(field.name()))).collect();
    names.join(", ")
}

/// Partition, then key; then everything, for tables without a key.
fn sort(spec: &TableSpec, schema: &SchemaRef) -> String {
    let mut names: Vec<&str> = spec.partition_column().into_iter().collect();
    if spec.key.is_empty() {
        names.extend(schema.fields().iter().map(|field| field.name().as_str()));
    } else {
        names.extend(spec.key.iter().map(String::as_str));
    }
    names.into_iter().map(quoted).collect::<Vec<_>>().join(", ")
}
