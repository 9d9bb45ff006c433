/* @model
model: shift
description: An agent's time at work by site-local date. A shift across midnight has a row on each of its two dates, and the rows add up to the shift.
key: [shift_id, date]
partition: month(date)
columns:
  shift_id:           { type: text, null: false }
  site:               { type: text, null: false }
  agent_id:           { type: text, null: false }
  team:               { type: text }
  skill:              { type: text, description: The agent's own skill }
  kind:               { type: text, description: "day, evening or night" }
  date:               { type: date, null: false, description: Date at the site }
  paid_seconds:       { type: integer, null: false }
  logged_in_seconds:  { type: integer, null: false }
  available_seconds:  { type: integer, null: false, description: Logged in and waiting for a contact }
  on_contact_seconds: { type: integer, null: false, description: "Talking, holding or wrapping up" }
@model */
-- A shift lasts less than a day, so it touches two dates at most. Where clocks change they do so at
-- midnight or after it, so the part before midnight is what the wall clock says, and the part after it
-- is the rest: a night of 23 hours gives its missing hour to the second date.
WITH placed AS (
    SELECT
        h.shift_id, h.site, h.agent_id, h.team, a.skill, h.kind,
        h.paid_seconds, h.logged_in_seconds, h.available_seconds, h.on_contact_seconds,
        local_date(h.started_at, s.time_zone) AS first_date,
        local_date(h.ended_at, s.time_zone)   AS last_date,
        to_unixtime(h.ended_at) - to_unixtime(h.started_at) AS whole,
        86400 - CAST(
            date_part('hour', local_time(h.started_at, s.time_zone)) * 3600
            + date_part('minute', local_time(h.started_at, s.time_zone)) * 60
            + date_part('second', local_time(h.started_at, s.time_zone)) AS BIGINT) AS to_midnight
    FROM shifts.shifts h
    LEFT JOIN site s ON s.site = h.site
    LEFT JOIN agents.agents a ON a.agent_id = h.agent_id
),
cut AS (
    SELECT
        *,
        -- A shift that ends at midnight or before it has all of its time on its first date.
        first_date < last_date AND to_midnight < whole AS crosses
    FROM placed
),
-- Rounded down on the first date, the remainder on the second: nothing is lost or counted twice.
before_midnight AS (
    SELECT
        shift_id, site, agent_id, team, skill, kind, first_date, last_date, crosses,
        paid_seconds, logged_in_seconds, available_seconds, on_contact_seconds,
        CASE WHEN crosses THEN paid_seconds * to_midnight / whole ELSE paid_seconds END             AS paid_first,
        CASE WHEN crosses THEN logged_in_seconds * to_midnight / whole ELSE logged_in_seconds END   AS logged_in_first,
        CASE WHEN crosses THEN available_seconds * to_midnight / whole ELSE available_seconds END   AS available_first,
        CASE WHEN crosses THEN on_contact_seconds * to_midnight / whole ELSE on_contact_seconds END AS on_contact_first
    FROM cut
)
SELECT
    shift_id, site, agent_id, team, skill, kind,
    first_date       AS date,
    paid_first       AS paid_seconds,
    logged_in_first  AS logged_in_seconds,
    available_first  AS available_seconds,
    on_contact_first AS on_contact_seconds
FROM before_midnight
UNION ALL
SELECT
    shift_id, site, agent_id, team, skill, kind,
    last_date                             AS date,
    paid_seconds - paid_first             AS paid_seconds,
    logged_in_seconds - logged_in_first   AS logged_in_seconds,
    available_seconds - available_first   AS available_seconds,
    on_contact_seconds - on_contact_first AS on_contact_seconds
FROM before_midnight
WHERE crosses
