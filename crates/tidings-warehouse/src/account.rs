//! What a write did, counted row by row.

use std::collections::BTreeMap;

/// Table id to Delta version. Ids are `streams/<source>.<stream>`, `models/<model>` and bare names such as `kpi_value`.
pub type Versions = BTreeMap<String, i64>;

/// Where every row that was read went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Account {
    /// Rows and tombstones that came in, with those that were rejected.
    pub read: u64,
    /// Rows with a key that the table did not have.
    pub inserted: u64,
    /// Rows that replaced a different row of the same key.
    pub updated: u64,
    /// Rows that are already there as they are, and tombstones of keys that are not there.
    pub unchanged: u64,
    /// Rows and tombstones that lost against a newer one of the same key.
    pub superseded: u64,
    /// Tombstones that removed a row.
    pub deleted: u64,
    /// Rows that the plugin or the warehouse could not take.
    pub rejected: u64,
    /// Rows removed because a complete snapshot did not hold them. Nothing was read for them, so they stand outside the
    /// balance.
    pub vanished: u64,
}

impl Account {
    /// read = inserted + updated + unchanged + superseded + deleted + rejected.
    #[must_use]
    pub fn balances(&self) -> bool {
        let parts = [self.inserted, self.updated, self.unchanged, self.superseded, self.deleted, self.rejected];
        parts.iter().try_fold(0_u64, |sum, part| sum.checked_add(*part)) == Some(self.read)
    }
}

/// A row that could not be stored because a column that must have a value has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Which row of the load, from 0, tombstones counted too.
    pub sequence: u64,
    /// The column without a value.
    pub column: String,
}

/// The result of one write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The table's id.
    pub table: String,
    /// The version that now holds the content.
    pub version: i64,
    /// Whether a commit was made; without a change there is none.
    pub committed: bool,
    /// Where the rows went.
    pub account: Account,
    /// Rows in the table afterwards.
    pub rows: u64,
    /// The partitions that were rewritten, in order; empty for a table without partitions.
    pub partitions: Vec<String>,
    /// True when a complete snapshot had rejected rows. Absent keys are kept then, for the rejected rows may be theirs.
    pub kept_absent: bool,
}
