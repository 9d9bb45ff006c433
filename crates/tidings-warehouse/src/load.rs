//! Bringing a staged load into its table.

mod sql;

use std::collections::BTreeSet;

use arrow::array::{AsArray as _, BooleanArray, RecordBatch, StringArray};
use arrow::compute::filter_record_batch;
use arrow::datatypes::{DataType, Field, Int64Type, Schema, SchemaRef};
use datafusion::prelude::SessionContext;
use futures::{StreamExt as _, TryStreamExt as _};

use crate::account::{Account, Outcome};
use crate::error::Error;
use crate::rows::{RowStream, column, nullable, partition_texts, reshaped, with_column};
use crate::session::{register, run_sql};
use crate::spec::{TableSpec, quoted};
use crate::stage::{StageWriter, Staged};
use crate::table::{Change, Table};
use crate::upsert::SEQUENCE;
use crate::warehouse::Warehouse;

// What becomes of a winning row.
const INSERT: i64 = 0;
const UPDATE: i64 = 1;
const SAME: i64 = 2;
const OLDER: i64 = 3;

/// A staged load, being brought into its table.
pub(crate) struct Load {
    pub(crate) warehouse: Warehouse,
    pub(crate) spec: TableSpec,
    pub(crate) table: Table,
    /// Stored columns after the load.
    pub(crate) target: SchemaRef,
    pub(crate) grown: bool,
    pub(crate) rows: Staged,
    pub(crate) tombstones: Option<Staged>,
    pub(crate) complete: bool,
}

/// What a load changes.
struct Changes {
    /// Rows to write.
    rows: Staged,
    /// Keys whose stored row goes.
    gone: Staged,
    touched: BTreeSet<String>,
}

impl Load {
    pub(crate) async fn run(self, run: &str, mut account: Account) -> Result<Outcome, Error> {
        let kept_absent = self.complete && account.rejected > 0;
        let before = self.table.rows();
        let changes = if self.spec.key.is_empty() {
            account.inserted = self.rows.rows;
            self.appended().await?
        } else {
            self.compared(&mut account, kept_absent).await?
        };
        if !account.balances() {
            return Err(Error::bug(format!("the load of table `{}` does not balance: {account:?}", self.table.id)));
        }
        let outcome = Outcome {
            table: self.table.id.clone(),
            version: self.table.version,
            committed: false,
            account,
            rows: before,
            partitions: changes.touched.iter().cloned().collect(),
            kept_absent,
        };
        if changes.rows.rows + changes.gone.rows == 0 {
            return Ok(outcome);
        }
        let rows = (before + account.inserted)
            .checked_sub(account.deleted + account.vanished)
            .ok_or_else(|| Error::bug(format!("table `{}` would have fewer than no rows", self.table.id)))?;
        let version = self.rebuild(run, changes, before, rows).await?;
        Ok(Outcome { version, committed: true, rows, ..outcome })
    }

    /// Every row is new: a table without a key.
    async fn appended(&self) -> Result<Changes, Error> {
        let ctx = self.context()?;
        let columns = self.columns("", self.target.fields().iter().map(|field| field.name().as_str()));
        let order = self.spec.partition_column().map(|column| format!("{}, ", quoted(column))).unwrap_or_default();
        let mut rows =
            self.stream(&ctx, &format!("SELECT {columns} FROM s ORDER BY {order}{}", quoted(SEQUENCE))).await?;
        let mut stage = StageWriter::new(self.warehouse.root(), nullable(&self.target))?;
        let mut touched = BTreeSet::new();
        while let Some(batch) = rows.next().await {
            let batch = reshaped(&batch?, stage.schema())?;
            self.touch(&mut touched, &batch)?;
            stage.write(&batch)?;
        }
        let gone = StageWriter::new(self.warehouse.root(), self.key_schema())?;
        Ok(Changes { rows: stage.finish()?, gone: gone.finish()?, touched })
    }

    /// Compares the newest staged version of each key with what is stored.
    async fn compared(&self, account: &mut Account, kept_absent: bool) -> Result<Changes, Error> {
        let ctx = self.context()?;
        let mut gone = StageWriter::new(self.warehouse.root(), self.key_schema())?;
        let mut stage = StageWriter::new(self.warehouse.root(), nullable(&self.target))?;
        let mut touched = BTreeSet::new();
        let near = self.partitions_of_known_keys(&ctx).await?;
        self.register(&ctx, "near", near.as_ref())?;
        let mut winners = 0;
        let mut revived = 0;
        let mut compared = self.stream(&ctx, &self.comparison()).await?;
        while let Some(batch) = compared.next().await {
            let batch = batch?;
            winners += batch.num_rows() as u64;
            let class = column(&batch, "_class")?.as_primitive::<Int64Type>().clone();
            for value in class.values() {
                match *value {
                    INSERT => account.inserted += 1,
                    UPDATE => account.updated += 1,
                    SAME => account.unchanged += 1,
                    OLDER => account.superseded += 1,
                    other => return Err(Error::bug(format!("a row is of class {other}"))),
                }
            }
            revived += column(&batch, "_dead")?.as_boolean().true_count() as u64;
            let change: BooleanArray = class.iter().map(|class| class.map(|class| class <= UPDATE)).collect();
            let update: BooleanArray = class.iter().map(|class| class.map(|class| class == UPDATE)).collect();
            let changed = filtered(&batch, &change)?;
            self.touch(&mut touched, &changed)?;
            stage.write(&reshaped(&changed, stage.schema())?)?;
            let replaced = filtered(&batch, &update)?;
            self.touch_old(&mut touched, &replaced)?;
            gone.write(&reshaped(&replaced, gone.schema())?)?;
        }
        drop(compared);
        account.superseded += self.rows.rows - winners;

        if self.table.rows() > 0 {
            let mut counts = [0_u64; 2];
            for (place, query) in [self.deletion(), self.absence(kept_absent)].into_iter().enumerate() {
                let Some(query) = query else { continue };
                let mut keys = self.stream(&ctx, &query).await?;
                while let Some(batch) = keys.next().await {
                    let batch = batch?;
                    counts[place] += batch.num_rows() as u64;
                    self.touch_old(&mut touched, &batch)?;
                    gone.write(&reshaped(&batch, gone.schema())?)?;
                }
            }
            [account.deleted, account.vanished] = counts;
        }
        if let Some(tombstones) = &self.tombstones {
            let distinct = self.tombstoned_keys(&ctx).await?;
            account.superseded += tombstones.rows - distinct + revived;
            account.unchanged += distinct.saturating_sub(account.deleted + revived);
        }
        Ok(Changes { rows: stage.finish()?, gone: gone.finish()?, touched })
    }

    /// Writes the touched partitions anew: what stays, and what is new, sorted by key.
    async fn rebuild(&self, run: &str, changes: Changes, before: u64, after: u64) -> Result<i64, Error> {
        let partitioned = self.spec.partition_column();
        let touched = partitioned.map(|_| &changes.touched);
        let all: Vec<&str> = self.target.fields().iter().map(|field| field.name().as_str()).collect();
        let appends = self.spec.key.is_empty();
        let ctx = self.warehouse.work_context(changes.gone.rows);
        register(&ctx, "changes", changes.rows.table(None))?;
        let mut query = format!("SELECT {} FROM changes", self.columns("", all.iter().copied()));
        let stays = self.table.scan(self.target.clone(), touched)?;
        if before > 0 && !appends {
            register(&ctx, "stays", stays)?;
            register(&ctx, "gone", changes.gone.table(None))?;
            query = format!(
                "SELECT {} FROM stays AS o LEFT ANTI JOIN gone AS g ON {} UNION ALL {query}",
                self.columns("o.", all.iter().copied()),
                self.on("o", "g"),
            );
        }
        let sort: Vec<String> =
            partitioned.into_iter().chain(self.spec.key.iter().map(String::as_str)).map(quoted).collect();
        if !sort.is_empty() {
            query = format!("SELECT * FROM ({query}) ORDER BY {}", sort.join(", "));
        }
        let rows = self.stream(&ctx, &query).await?;
        let adds = self.table.write(&self.target, rows).await?;
        let change =
            Change { run, schema: self.grown.then_some(&self.target), removes: !appends, touched, adds, digests: None };
        let version = self.table.commit(change).await?;
        let now = Table::open(self.warehouse.store(), &self.table.id, Some(version)).await?;
        let stored = now.map(|table| table.rows());
        if stored != Some(after) {
            return Err(Error::bug(format!(
                "table `{}` should have {after} rows after the load but has {}",
                self.table.id,
                stored.unwrap_or_default()
            )));
        }
        Ok(version)
    }

    /// A session with the staged rows as `s`, the last tombstone of each key as `t`, and what is stored as `known`.
    fn context(&self) -> Result<SessionContext, Error> {
        let ctx = self.warehouse.work_context(self.rows.rows.min(self.table.rows()));
        let wide = with_column(&nullable(&self.target), SEQUENCE, DataType::Int64);
        register(&ctx, "s", self.rows.table(Some(wide)))?;
        if let Some(tombstones) = &self.tombstones {
            register(&ctx, "tombstones", tombstones.table(None))?;
        }
        self.register(&ctx, "known", None)?;
        Ok(ctx)
    }

    fn register(&self, ctx: &SessionContext, name: &str, partitions: Option<&BTreeSet<String>>) -> Result<(), Error> {
        register(ctx, name, self.table.scan(self.target.clone(), partitions)?)
    }

    /// Where the staged keys are stored now; reading the whole rows of those partitions is enough to compare.
    async fn partitions_of_known_keys(&self, ctx: &SessionContext) -> Result<Option<BTreeSet<String>>, Error> {
        let Some(partition) = self.spec.partition_column() else {
            return Ok(None);
        };
        let mut found = BTreeSet::new();
        if self.table.rows() == 0 {
            return Ok(Some(found));
        }
        let query = format!(
            "SELECT DISTINCT o.{} FROM known AS o LEFT SEMI JOIN (SELECT DISTINCT {} FROM s) AS k ON {}",
            quoted(partition),
            self.keys(""),
            self.on("o", "k"),
        );
        let mut rows = self.stream(ctx, &query).await?;
        while let Some(batch) = rows.next().await {
            let texts = partition_texts(partition, &batch?)?;
            found.extend(texts.iter().flatten().map(str::to_owned));
        }
        Ok(Some(found))
    }

    fn key_schema(&self) -> SchemaRef {
        let fields: Vec<Field> =
            self.spec.key.iter().filter_map(|column| self.target.field_with_name(column).ok().cloned()).collect();
        nullable(&Schema::new(fields))
    }

    fn touch(&self, touched: &mut BTreeSet<String>, rows: &RecordBatch) -> Result<(), Error> {
        if let Some(column) = self.spec.partition_column() {
            insert_all(touched, &partition_texts(column, rows)?);
        }
        Ok(())
    }

    fn touch_old(&self, touched: &mut BTreeSet<String>, rows: &RecordBatch) -> Result<(), Error> {
        if self.spec.partition_column().is_some() {
            insert_all(touched, &partition_texts("_old", rows)?);
        }
        Ok(())
    }

    async fn stream(&self, ctx: &SessionContext, sql: &str) -> Result<RowStream, Error> {
        run_sql(ctx, sql, &format!("cannot load table `{}`", self.table.id)).await
    }

    async fn tombstoned_keys(&self, ctx: &SessionContext) -> Result<u64, Error> {
        let sql = format!("SELECT count(*) FROM ({}) AS t", self.last_tombstones());
        let batches: Vec<RecordBatch> = self.stream(ctx, &sql).await?.try_collect().await?;
        let total: i64 = batches
            .iter()
            .filter_map(|batch| batch.columns().first())
            .flat_map(|column| column.as_primitive::<Int64Type>().values().to_vec())
            .sum();
        u64::try_from(total).map_err(|_| Error::bug("a count is below 0"))
    }
}

fn filtered(rows: &RecordBatch, mask: &BooleanArray) -> Result<RecordBatch, Error> {
    filter_record_batch(rows, mask).map_err(|error| Error::arrow("rows cannot be filtered", &error))
}

fn insert_all(set: &mut BTreeSet<String>, texts: &StringArray) {
    for text in texts.iter().flatten() {
        if !set.contains(text) {
            set.insert(text.to_owned());
        }
    }
}
