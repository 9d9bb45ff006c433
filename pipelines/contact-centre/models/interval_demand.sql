/* @model
model: interval_demand
description: Half hours in which contacts of a skill came in at a site, with the work that they bring and the agents on shift.
key: [site, skill, interval_start]
partition: month(interval_start)
columns:
  site:           { type: text, null: false }
  skill:          { type: text, null: false, description: "Skill that the queue asks for; `none` where it asks for none" }
  interval_start: { type: timestamp, null: false, local_date: interval_date, description: "A full or half hour on the site's wall clock; an hour that comes twice has intervals of its own" }
  offered:        { type: integer, null: false, description: "Inbound contacts offered in the half hour, on every channel" }
  handled:        { type: integer, null: false, description: Those of them that were handled }
  handle_seconds: { type: integer, null: false, description: "Talk, hold and wrap-up of those handled" }
  work_seconds:   { type: integer, description: "Handle time of all offered, at the mean of those handled in the half hour; where none was, at the mean of the skill's day; NULL where none was handled all day" }
  agents:         { type: integer, null: false, description: "Agents of the skill on shift, on average over the half hour and rounded; breaks are not taken off" }
@model */
WITH demand AS (
    SELECT c.site,
           coalesce(c.skill, 'none')                                   AS skill,
           interval_start(c.offered_at, s.time_zone, '30 minutes')     AS interval_start,
           c.offered_date                                              AS date,
           count(*)                                                    AS offered,
           count(*) FILTER (WHERE c.handled)                           AS handled,
           coalesce(sum(c.talk_seconds + c.hold_seconds + c.wrap_seconds) FILTER (WHERE c.handled), 0)
                                                                       AS handle_seconds
    FROM contact c
    LEFT JOIN site s ON s.site = c.site
    WHERE c.direction = 'inbound'
    GROUP BY c.site, coalesce(c.skill, 'none'), interval_start(c.offered_at, s.time_zone, '30 minutes'), c.offered_date
),
timed AS (
    SELECT *,
           to_unixtime(interval_start)                                    AS begins,
           sum(handled)        OVER (PARTITION BY site, skill, date)      AS day_handled,
           sum(handle_seconds) OVER (PARTITION BY site, skill, date)      AS day_handle_seconds
    FROM demand
),
-- A shift lasts less than a day, so it touches two dates at most.
shifts AS (
    SELECT h.site, coalesce(a.skill, 'none') AS skill,
           to_unixtime(h.started_at) AS begins, to_unixtime(h.ended_at) AS ends,
           local_date(h.started_at, s.time_zone) AS first_date, local_date(h.ended_at, s.time_zone) AS last_date
    FROM shifts.shifts h
    LEFT JOIN agents.agents a ON a.agent_id = h.agent_id
    LEFT JOIN site s ON s.site = h.site
),
on_shift AS (
    SELECT site, skill, begins, ends, first_date AS date FROM shifts
    UNION ALL
    SELECT site, skill, begins, ends, last_date AS date FROM shifts WHERE first_date < last_date
),
staffed AS (
    SELECT d.site, d.skill, d.interval_start,
           sum(least(h.ends, d.begins + 1800) - greatest(h.begins, d.begins)) AS seconds
    FROM timed d
    JOIN on_shift h ON h.site = d.site AND h.skill = d.skill AND h.date = d.date
    WHERE h.begins < d.begins + 1800 AND h.ends > d.begins
    GROUP BY d.site, d.skill, d.interval_start
)
SELECT
    d.site,
    d.skill,
    d.interval_start,
    d.offered,
    d.handled,
    d.handle_seconds,
    CASE WHEN d.handled > 0 THEN d.offered * d.handle_seconds / d.handled
         WHEN d.day_handled > 0 THEN d.offered * d.day_handle_seconds / d.day_handled
    END                                              AS work_seconds,
    (2 * coalesce(f.seconds, 0) + 1800) / (2 * 1800) AS agents
FROM timed d
LEFT JOIN staffed f ON f.site = d.site AND f.skill = d.skill AND f.interval_start = d.interval_start
