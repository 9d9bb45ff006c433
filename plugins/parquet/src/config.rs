//! What stands under `config:` of a parquet source.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tidings_plugin_csv::clock::{Ambiguous, Nonexistent};

/// The configuration of a parquet source: one stream by `path`, or several by `streams`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ParquetConfig {
    /// The files of the one stream: a path, absolute or from the project directory. `*` and `?`
    /// match within a name, `**` any folders. The stream has the name that the project gives it.
    pub(crate) path: Option<String>,
    /// Several streams by name, each with its files, in place of `path`.
    #[serde(default)]
    pub(crate) streams: BTreeMap<String, StreamConfig>,
    /// What to do with columns of the files, by the names they shall have. Columns that are not
    /// named here are kept under snake case names.
    #[serde(default)]
    pub(crate) columns: BTreeMap<String, ColumnConfig>,
    /// Columns to leave out, by their names in the files: nested and binary ones must be.
    #[serde(default)]
    pub(crate) ignore: Vec<String>,
    /// The caps that keep one bad file from taking the machine.
    #[serde(default)]
    pub(crate) limits: Limits,
}

/// One of several streams.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StreamConfig {
    /// The files: see `path` above.
    pub(crate) path: String,
    /// The columns: see `columns` above.
    #[serde(default)]
    pub(crate) columns: BTreeMap<String, ColumnConfig>,
    /// Columns to leave out: see `ignore` above.
    #[serde(default)]
    pub(crate) ignore: Vec<String>,
}

/// One column.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ColumnConfig {
    /// The column's name in the files. Left out: the column whose name in snake case is this one.
    pub(crate) from: Option<String>,
    /// The IANA zone of a timestamp column that has none.
    pub(crate) time_zone: Option<String>,
    /// What to do with a local time that comes twice.
    #[serde(default)]
    pub(crate) ambiguous: Ambiguous,
    /// What to do with a local time that never comes.
    #[serde(default)]
    pub(crate) nonexistent: Nonexistent,
    /// Reject a row without a value here.
    #[serde(default)]
    pub(crate) required: bool,
    /// Files without this column are fine; their rows have no value here.
    #[serde(default)]
    pub(crate) optional: bool,
}

/// The caps on one file.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Limits {
    /// Bytes of a file on disk.
    pub(crate) file_bytes: u64,
    /// Row groups of a Parquet file.
    pub(crate) row_groups: usize,
    /// Columns, nested ones counted one by one.
    pub(crate) columns: usize,
    /// Bytes of a Parquet row group, unpacked, as the file says.
    pub(crate) row_group_bytes: u64,
    /// Bytes of a Parquet file, unpacked, as the file says.
    pub(crate) unpacked_bytes: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            file_bytes: 16 << 30,
            row_groups: 32_768,
            columns: 2_000,
            row_group_bytes: 4 << 30,
            unpacked_bytes: 256 << 30,
        }
    }
}
