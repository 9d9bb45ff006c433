//! The questions that a load asks: SQL over the staged rows `s`, their `tombstones`, and what is stored (`known`, or
//! `near` where only the partitions of staged keys matter).

use super::{INSERT, Load, OLDER, SAME, UPDATE};
use crate::spec::quoted;
use crate::upsert::SEQUENCE;

impl Load {
    /// The newest staged version of each key.
    pub(super) fn winners(&self) -> String {
        let (join, alive) = if self.tombstones.is_some() {
            (
                format!(" LEFT JOIN ({}) AS t ON {}", self.last_tombstones(), self.on("s", "t")),
                format!(" WHERE t._last IS NULL OR s.{} > t._last", quoted(SEQUENCE)),
            )
        } else {
            (String::new(), String::new())
        };
        let order: String =
            self.spec.order.iter().map(|column| format!("s.{} DESC NULLS LAST, ", quoted(column))).collect();
        format!(
            "SELECT * FROM (SELECT s.*, row_number() OVER (PARTITION BY {} ORDER BY {order}s.{} DESC) AS _rank \
             FROM s{join}{alive}) WHERE _rank = 1",
            self.keys("s."),
            quoted(SEQUENCE),
        )
    }

    pub(super) fn last_tombstones(&self) -> String {
        let keys = self.keys("");
        format!("SELECT {keys}, max({}) AS _last FROM tombstones GROUP BY {keys}", quoted(SEQUENCE))
    }

    /// Each winner with what becomes of it, and the partition of the row that it replaces.
    pub(super) fn comparison(&self) -> String {
        let all = self.columns("w.", self.target.fields().iter().map(|field| field.name().as_str()));
        let (dead, tombstones) = if self.tombstones.is_some() {
            let join = format!(" LEFT JOIN ({}) AS t ON {}", self.last_tombstones(), self.on("w", "t"));
            ("(t._last IS NOT NULL)", join)
        } else {
            ("false", String::new())
        };
        let winners = self.winners();
        if self.table.rows() == 0 {
            return format!(
                "SELECT {all}, {INSERT} AS _class, {dead} AS _dead, CAST(NULL AS VARCHAR) AS _old \
                 FROM ({winners}) AS w{tombstones}"
            );
        }
        let old = self
            .spec
            .partition_column()
            .map_or("CAST(NULL AS VARCHAR)".to_owned(), |column| format!("o.{}", quoted(column)));
        let same: Vec<String> = self
            .target
            .fields()
            .iter()
            .map(|field| quoted(field.name()))
            .map(|name| format!("(w.{name} IS NOT DISTINCT FROM o.{name})"))
            .collect();
        format!(
            "SELECT {all}, CASE WHEN o._stored IS NULL THEN {INSERT} WHEN NOT {dead} AND ({}) THEN {OLDER} \
             WHEN {} THEN {SAME} ELSE {UPDATE} END AS _class, {dead} AS _dead, {old} AS _old \
             FROM ({winners}) AS w LEFT JOIN (SELECT *, true AS _stored FROM near) AS o ON {}{tombstones}",
            self.stored_is_newer(),
            same.join(" AND "),
            self.on("w", "o"),
        )
    }

    /// Whether the stored row's order columns are greater, NULL being the least.
    pub(super) fn stored_is_newer(&self) -> String {
        let mut equal = String::new();
        let mut newer = Vec::new();
        for column in &self.spec.order {
            let (stored, new) = (format!("o.{}", quoted(column)), format!("w.{}", quoted(column)));
            newer.push(format!("({equal}{stored} IS NOT NULL AND ({new} IS NULL OR {stored} > {new}))"));
            equal.push_str(&format!("({stored} IS NOT DISTINCT FROM {new}) AND "));
        }
        if newer.is_empty() { "false".to_owned() } else { newer.join(" OR ") }
    }

    /// Stored keys that a tombstone removes and no later row brings back.
    pub(super) fn deletion(&self) -> Option<String> {
        self.tombstones.as_ref()?;
        Some(format!(
            "SELECT {} FROM known AS o LEFT SEMI JOIN ({}) AS t ON {} LEFT ANTI JOIN ({}) AS w ON {}",
            self.old_keys(),
            self.last_tombstones(),
            self.on("o", "t"),
            self.winners(),
            self.on("o", "w"),
        ))
    }

    /// Stored keys that a complete snapshot does not hold.
    pub(super) fn absence(&self, kept_absent: bool) -> Option<String> {
        if !self.complete || kept_absent {
            return None;
        }
        let tombstones = if self.tombstones.is_some() {
            format!(" LEFT ANTI JOIN ({}) AS t ON {}", self.last_tombstones(), self.on("o", "t"))
        } else {
            String::new()
        };
        Some(format!(
            "SELECT {} FROM known AS o LEFT ANTI JOIN (SELECT DISTINCT {} FROM s) AS k ON {}{tombstones}",
            self.old_keys(),
            self.keys(""),
            self.on("o", "k"),
        ))
    }

    pub(super) fn old_keys(&self) -> String {
        let old = self
            .spec
            .partition_column()
            .map_or("CAST(NULL AS VARCHAR)".to_owned(), |column| format!("o.{}", quoted(column)));
        format!("{}, {old} AS _old", self.keys("o."))
    }

    pub(super) fn keys(&self, prefix: &str) -> String {
        self.columns(prefix, self.spec.key.iter().map(String::as_str))
    }

    pub(super) fn columns<'a>(&self, prefix: &str, names: impl Iterator<Item = &'a str>) -> String {
        let names: Vec<String> = names.map(|name| format!("{prefix}{}", quoted(name))).collect();
        names.join(", ")
    }

    pub(super) fn on(&self, left: &str, right: &str) -> String {
        let pairs: Vec<String> =
            self.spec.key.iter().map(|column| format!("{left}.{0} = {right}.{0}", quoted(column))).collect();
        pairs.join(" AND ")
    }
}
