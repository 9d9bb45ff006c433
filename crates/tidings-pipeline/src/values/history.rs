//! `kpi_value_history`: every value that a figure ever had, with the run that published it and the reason.
//!
//! A night appends the figures that it changed, and those that it took away. A night without news appends nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow::array::{Array as _, AsArray as _, BooleanArray, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, FieldRef, Schema, SchemaRef};
use rust_decimal::Decimal;
use tidings_core::figure::{Figure, Flag, Reason};
use tidings_core::kpi::KpiId;
use tidings_core::period::Period;
use tidings_warehouse::{Layer, Partition, TableSpec, Versions, Warehouse, query, rows_of};

use super::table::{self, Known, Place, Stored, place};
use crate::error::Error;
use crate::rows;

/// The table of all values that figures ever had.
pub(crate) const HISTORY: &str = "kpi_value_history";

/// One value that a figure had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The figure as it was published, with the run and the reason of this value.
    pub(crate) stored: Stored,
    /// Whether the figure ceased to be there: its numbers are empty.
    pub(crate) withdrawn: bool,
    /// What `kpis.lock` says about why a model was restated.
    pub(crate) restatement: Option<String>,
}

/// What a night has to store: all figures as they stand, and what is new in them.
#[derive(Debug, Default)]
pub(super) struct Settled {
    pub(super) stored: Vec<Stored>,
    pub(super) news: Vec<Entry>,
    /// KPIs with a number that became another one, because rows came late as far as can be told.
    pub(super) late: BTreeSet<KpiId>,
}

/// The number that a reader of the whole period saw.
pub(super) fn whole_number(figure: &Figure) -> Option<Decimal> {
    let whole = !figure.is_hidden() && !figure.flags.contains(&Flag::Incomplete);
    figure.value.filter(|_| whole)
}

/// Whether the history must be asked for the first number of a figure: it is stored anew, or was not shown until now.
pub(super) fn asks(figure: &Figure, known: &Known) -> bool {
    known.get(&place(figure)).is_none_or(|before| before.figure.is_hidden() && !figure.is_hidden())
}

/// Compares evaluated figures with the stored ones. `unseen` holds the first number of figures that were withdrawn or
/// hidden after it was published.
pub(super) fn settle(
    figures: Vec<Figure>,
    known: &Known,
    unseen: &BTreeMap<Place, Option<Decimal>>,
    run: &str,
    reason: &dyn Fn(&KpiId) -> Reason,
) -> Settled {
    let mut settled = Settled::default();
    let mut met: BTreeSet<Place> = BTreeSet::new();
    for figure in figures {
        let place = place(&figure);
        let stored = match known.get(&place) {
            Some(before) => {
                let first = before.first.or_else(|| unseen.get(&place).copied().flatten());
                follow(before, first, figure, run, reason)
            }
            None => match unseen.get(&place) {
                None => begin(figure, run),
                Some(first) => {
                    let reason = reason(&figure.kpi);
                    restated(Stored { first: first.or(whole_number(&figure)), figure, run: run.to_owned(), reason })
                }
            },
        };
        match known.get(&place) {
            Some(before) if before.figure == stored.figure => {}
            before => {
                let shown = before.is_some_and(|before| before.figure.value != stored.figure.value);
                let mut entry = Entry { stored: stored.clone(), withdrawn: false, restatement: None };
                if !shown && before.is_some() {
                    entry.stored.reason = reason(&stored.figure.kpi);
                }
                if shown && stored.reason == Reason::LateData {
                    settled.late.insert(stored.figure.kpi.clone());
                }
                settled.news.push(entry);
            }
        }
        met.insert(place);
        settled.stored.push(stored);
    }
    for (_, before) in known.iter().filter(|(place, _)| !met.contains(*place)) {
        let mut figure = before.figure.clone();
        (figure.numerator, figure.denominator, figure.value, figure.n) = (None, None, None, None);
        figure.flags.clear();
        let reason = reason(&figure.kpi);
        let stored = Stored { figure, run: run.to_owned(), first: before.first, reason };
        settled.news.push(Entry { stored, withdrawn: true, restatement: None });
    }
    settled
}

fn begin(figure: Figure, run: &str) -> Stored {
    Stored { first: whole_number(&figure), figure, run: run.to_owned(), reason: Reason::First }
}

/// A figure that was stored before. Its reason changes with its number; a number that could not be known until now is
/// a first one.
fn follow(
    before: &Stored,
    first: Option<Decimal>,
    figure: Figure,
    run: &str,
    reason: &dyn Fn(&KpiId) -> Reason,
) -> Stored {
    let was_immature = first.is_none() && before.figure.flags.contains(&Flag::Immature);
    let first = first.or(whole_number(&figure));
    let reason = if before.figure.value == figure.value {
        before.reason
    } else if was_immature {
        Reason::First
    } else {
        reason(&figure.kpi)
    };
    let mut stored = restated(Stored { figure, run: run.to_owned(), first, reason });
    if stored.figure == before.figure {
        stored.run.clone_from(&before.run);
    }
    stored
}

/// Marks a number that is shown and is not the first one that was published for the whole period.
fn restated(mut stored: Stored) -> Stored {
    if let (Some(first), Some(value)) = (stored.first, stored.figure.value)
        && first != value
    {
        stored.figure.mark(Flag::Restated);
    }
    stored
}

/// A figure as `kpi_value` keeps it: what is not shown leaves no earlier number behind either.
pub(super) fn as_kept(mut stored: Stored) -> Stored {
    stored.first = stored.first.filter(|_| !stored.figure.is_hidden());
    stored
}

/// The columns of the history with these keys.
fn schema(keys: &[String]) -> SchemaRef {
    let mut fields: Vec<FieldRef> = table::schema(keys).fields().iter().cloned().collect();
    fields.push(Arc::new(Field::new("withdrawn", DataType::Boolean, true)));
    // Older tables do not have it.
    fields.push(Arc::new(Field::new("restatement", DataType::Utf8, true)));
    Arc::new(Schema::new(fields))
}

fn to_batch(entries: &[Entry], keys: &[String]) -> Result<RecordBatch, Error> {
    let stored: Vec<Stored> = entries.iter().map(|entry| entry.stored.clone()).collect();
    let mut columns = table::to_batch(&stored, keys)?.columns().to_vec();
    columns.push(Arc::new(entries.iter().map(|entry| Some(entry.withdrawn)).collect::<BooleanArray>()));
    columns.push(Arc::new(entries.iter().map(|entry| entry.restatement.as_deref()).collect::<StringArray>()));
    RecordBatch::try_new(schema(keys), columns).map_err(|_| Error::bug("the history of figures has no fitting columns"))
}

fn from_batch(batch: &RecordBatch) -> Result<Vec<Entry>, Error> {
    let withdrawn = batch.column_by_name("withdrawn").and_then(|column| column.as_boolean_opt());
    let is_withdrawn = |row: usize| withdrawn.is_some_and(|column| column.value(row));
    let words = batch.column_by_name("restatement").and_then(|column| column.as_string_opt::<i32>());
    let restatement = |row: usize| words.filter(|words| words.is_valid(row)).map(|words| words.value(row).to_owned());
    let all = table::from_batch(batch)?.into_iter().enumerate();
    let entry = |(row, stored)| Entry { stored, withdrawn: is_withdrawn(row), restatement: restatement(row) };
    Ok(all.map(entry).collect())
}

/// Appends what is new. A warehouse that has no history yet begins with the figures as they were stored.
pub(super) async fn append(
    warehouse: &Warehouse,
    versions: &mut Versions,
    run: &str,
    known: &Known,
    news: Vec<Entry>,
    keys: &[String],
) -> Result<(), Error> {
    let begins = !versions.contains_key(HISTORY);
    let mut entries = news;
    if begins {
        let entry = |stored: &Stored| Entry { stored: stored.clone(), withdrawn: false, restatement: None };
        entries.extend(known.values().map(entry));
    }
    if entries.is_empty() {
        return Ok(());
    }
    // A KPI that is gone may have been cut by a key that no other KPI has.
    let mut keys: BTreeSet<String> = keys.iter().cloned().collect();
    keys.extend(entries.iter().flat_map(|entry| entry.stored.figure.keys.keys().cloned()));
    let keys: Vec<String> = keys.into_iter().collect();
    let spec = TableSpec {
        layer: Layer::Value,
        name: HISTORY.to_owned(),
        columns: schema(&keys),
        key: Vec::new(),
        partition: Partition::Column("run".to_owned()),
        order: Vec::new(),
    };
    let rows = rows_of(vec![to_batch(&entries, &keys)?]);
    let outcome = if begins {
        warehouse.replace_table(&spec, run, rows).await?
    } else {
        warehouse.replace_where(&spec, run, &format!("run = '{}'", run.replace('\'', "''")), rows).await?
    };
    versions.insert(outcome.table, outcome.version);
    Ok(())
}

/// The first number of every figure that was withdrawn or hidden at some time after it was published.
pub(super) async fn unseen(
    warehouse: &Warehouse,
    versions: &Versions,
) -> Result<BTreeMap<Place, Option<Decimal>>, Error> {
    let mut unseen: BTreeMap<Place, Option<Decimal>> = BTreeMap::new();
    for entry in select(warehouse, versions, "withdrawn OR (value IS NULL AND first_value IS NOT NULL)").await? {
        let first = unseen.entry(place(&entry.stored.figure)).or_default();
        *first = first.or(entry.stored.first);
    }
    Ok(unseen)
}

/// Every value that the figures of a KPI had for a period, in no order.
pub(crate) async fn of(
    warehouse: &Warehouse,
    versions: &Versions,
    kpi: &str,
    period: &Period,
) -> Result<Vec<Entry>, Error> {
    let (kpi, grain) = (kpi.replace('\'', "''"), period.grain.name());
    let condition = format!("kpi = '{kpi}' AND grain = '{grain}' AND period_start = DATE '{}'", period.start);
    select(warehouse, versions, &condition).await
}

async fn select(warehouse: &Warehouse, versions: &Versions, condition: &str) -> Result<Vec<Entry>, Error> {
    let Some(version) = versions.get(HISTORY) else { return Ok(Vec::new()) };
    let session = warehouse.session(&Versions::from([(HISTORY.to_owned(), *version)]), None).await?;
    let frame = query(&session, &format!("SELECT * FROM {HISTORY} WHERE {condition}")).await?;
    let mut entries = Vec::new();
    for batch in rows::collect!(frame)? {
        entries.extend(from_batch(&batch)?);
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use tidings_core::kpi::Unit;
    use tidings_core::period::Grain;

    fn figure(value: Option<i64>, flags: &[Flag]) -> Figure {
        let mut figure = Figure {
            kpi: "aht@1".parse().unwrap(),
            unit: Unit::Duration,
            period: Grain::Week.period(date(2026, 3, 23)),
            keys: BTreeMap::new(),
            numerator: None,
            denominator: None,
            value: value.map(Decimal::from),
            n: Some(1),
            flags: Vec::new(),
        };
        for flag in flags {
            figure.mark(*flag);
        }
        figure
    }

    /// What a place went through, a night at a time: the number, flags and reason that stand after each, and whether the
    /// night was news.
    fn nights(figures: &[Option<Figure>]) -> Vec<(Option<i64>, Vec<Flag>, Reason, bool)> {
        let (mut known, mut unseen) = (Known::new(), BTreeMap::new());
        let mut told = Vec::new();
        for (night, figure) in figures.iter().enumerate() {
            let all: Vec<Figure> = figure.iter().cloned().collect();
            let settled = settle(all, &known, &unseen, &format!("run-{night}"), &|_| Reason::LateData);
            for entry in &settled.news {
                if entry.withdrawn || entry.stored.figure.is_hidden() {
                    let first = unseen.entry(place(&entry.stored.figure)).or_insert(None);
                    *first = first.or(entry.stored.first);
                }
            }
            let number = |stored: &Stored| stored.figure.value.map(|value| i64::try_from(value).unwrap());
            if let Some(stored) = settled.stored.first() {
                told.push((number(stored), stored.figure.flags.clone(), stored.reason, !settled.news.is_empty()));
            }
            known = settled.stored.into_iter().map(|stored| (place(&stored.figure), as_kept(stored))).collect();
        }
        told
    }

    #[test]
    fn a_number_is_restated_as_long_as_it_is_not_the_first_of_its_whole_period() {
        use Flag::{Immature, Incomplete, Restated, Withheld};
        use Reason::{First, LateData};
        let open = |value| Some(figure(Some(value), &[Incomplete]));
        let whole = |value| Some(figure(Some(value), &[]));
        let hidden = |flag| Some(figure(Some(9), &[flag]));
        let told = nights(&[open(5), open(6), whole(7), whole(7), whole(8), whole(7), whole(9)]);
        let expected = [
            (Some(5), vec![Incomplete], First, true),
            (Some(6), vec![Incomplete], LateData, true),
            (Some(7), vec![], LateData, true),
            (Some(7), vec![], LateData, false),
            (Some(8), vec![Restated], LateData, true),
            (Some(7), vec![], LateData, true),
            (Some(9), vec![Restated], LateData, true),
        ];
        assert_eq!(told, expected);
        let told = nights(&[hidden(Immature), whole(7), hidden(Withheld), whole(8), None, whole(8), whole(7)]);
        let expected = [
            (None, vec![Immature], First, true),
            (Some(7), vec![], First, true),
            (None, vec![Withheld], LateData, true),
            (Some(8), vec![Restated], LateData, true),
            (Some(8), vec![Restated], LateData, true),
            (Some(7), vec![], LateData, true),
        ];
        assert_eq!(told, expected, "neither hiding nor withdrawing makes a number forgotten");
    }

    #[test]
    fn the_first_number_is_not_kept_beside_a_figure_that_is_not_shown() {
        let before =
            Stored { figure: figure(Some(7), &[]), run: "a".into(), first: Some(7.into()), reason: Reason::First };
        let known = Known::from([(place(&before.figure), before)]);
        let hidden = figure(Some(7), &[Flag::Withheld]);
        let settled = settle(vec![hidden], &known, &BTreeMap::new(), "b", &|_| Reason::Definition);
        assert_eq!(as_kept(settled.stored[0].clone()).first, None);
        assert_eq!((settled.news[0].stored.first, settled.news[0].stored.reason), (Some(7.into()), Reason::Definition));
    }
}
