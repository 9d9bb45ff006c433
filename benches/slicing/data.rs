//! A year of made-up contacts and surveys, the same on every machine.

use std::path::Path;

use datafusion::dataframe::DataFrameWriteOptions;
use datafusion::prelude::{SessionConfig, SessionContext};

use crate::{Outcome, table};

/// Numbers that look drawn: a multiplication, a rest.
fn contacts(count: u64) -> String {
    let draw = |factor: u64, range: u64| format!("((value * {factor} + value / 97) % 1000003) % {range}");
    let site = draw(7_919, 7);
    format!(
        "WITH drawn AS (
            SELECT value, {site} AS s, {} AS q, {} AS c, {} AS t, {} AS o, {} AS w, {} AS talk, {} AS hold, {} AS wrap, {} AS d, {} AS f, {} AS agent
            FROM generate_series(1, {count})
        )
        SELECT
            CAST(value AS VARCHAR) AS contact_id,
            concat('site ', CAST(s AS VARCHAR)) AS site,
            CASE WHEN o >= 92 AND o % 5 = 0 THEN NULL ELSE concat('team ', CAST(t AS VARCHAR)) END AS team,
            concat('queue ', CAST(q AS VARCHAR)) AS queue,
            CASE c WHEN 0 THEN 'voice' WHEN 1 THEN 'chat' ELSE 'email' END AS channel,
            CASE WHEN f % 10 < 8 THEN 'inbound' ELSE 'outbound' END AS direction,
            concat('skill ', CAST(q % 3 AS VARCHAR)) AS skill,
            CASE WHEN s < 4 THEN 'nl' ELSE 'en' END AS language,
            concat('topic ', CAST(f % 12 AS VARCHAR)) AS topic,
            CAST(1 + d % 7 AS BIGINT) AS weekday,
            CAST(8 + w % 12 AS BIGINT) AS hour,
            concat('agent ', CAST(s AS VARCHAR), ' ', CAST(agent AS VARCHAR)) AS agent_id,
            CAST(date '2025-01-01' + CAST(d AS INT) AS DATE) AS offered_date,
            CAST(date '2025-01-01' + CAST(d + CASE WHEN f = 3 THEN 1 ELSE 0 END AS INT) AS DATE) AS ended_date,
            CASE WHEN o < 92 THEN CAST(date '2025-01-01' + CAST(d AS INT) AS DATE) END AS answered_date,
            CAST(w AS BIGINT) AS wait_seconds,
            CAST(CASE WHEN o < 92 THEN talk + 20 ELSE 0 END AS BIGINT) AS talk_seconds,
            CAST(CASE WHEN o < 92 AND hold < 60 THEN hold ELSE 0 END AS BIGINT) AS hold_seconds,
            CAST(CASE WHEN o < 92 THEN wrap ELSE 0 END AS BIGINT) AS wrap_seconds,
            o < 92 AS handled,
            o < 92 AS answered,
            o >= 92 AS abandoned,
            f % 9 = 0 AS transferred,
            CASE WHEN o < 92 THEN f % 4 <> 0 END AS resolved_first
        FROM drawn",
        draw(104_729, 6),
        draw(1_299_709, 3),
        draw(15_485_863, 5),
        draw(32_452_843, 100),
        draw(49_979_687, 240),
        draw(67_867_967, 900),
        draw(86_028_121, 180),
        draw(122_949_823, 120),
        draw(141_650_939, 364),
        draw(160_481_183, 100),
        draw(179_424_673, 60),
    )
}

/// Every fourth contact is followed by a survey, and three in five of these are answered.
const SURVEYS: &str =
    "SELECT contact_id, site, team, queue, skill, channel, direction, language, agent_id, ended_date AS answered_date,
        CAST(ended_date AS TIMESTAMP) AS answered_at,
        CASE WHEN wait_seconds % 9 <> 8 THEN CAST(1 + (wait_seconds * 7 + talk_seconds) % 5 AS BIGINT) END AS csat,
        CAST((wait_seconds * 3 + talk_seconds + wrap_seconds) % 11 AS BIGINT) AS nps
    FROM contact
    WHERE handled AND CAST(contact_id AS BIGINT) % 20 < 3";

/// Writes the tables where they are not there yet.
pub(crate) async fn make(folder: &Path, contacts_wanted: u64) -> Outcome<()> {
    let stamp = folder.join("made");
    let wanted = format!("{contacts_wanted}\n");
    if std::fs::read_to_string(&stamp).is_ok_and(|made| made == wanted) {
        return Ok(());
    }
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    std::fs::create_dir_all(folder)?;
    let mut config = SessionConfig::new().with_target_partitions(2);
    config.options_mut().sql_parser.map_string_types_to_utf8view = false;
    config.options_mut().execution.parquet.schema_force_view_types = false;
    let context = SessionContext::new_with_config(config);
    for (name, query) in [("contact", contacts(contacts_wanted)), ("survey", SURVEYS.to_owned())] {
        let path = table(folder, name);
        let path = path.to_str().ok_or("a folder whose name is no text")?;
        std::fs::create_dir_all(path)?;
        context.sql(&query).await?.write_parquet(&format!("{path}/"), DataFrameWriteOptions::new(), None).await?;
        context.register_parquet(name, path, Default::default()).await?;
    }
    std::fs::write(stamp, wanted)?;
    Ok(())
}
