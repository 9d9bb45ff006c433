/* @kpi
kpi: service_level_answered@1
status: released
unit: percent
better: higher
time: offered_date
dimensions: [team, queue, skill, channel, language, topic, weekday, hour]
minimum: 20
effective_from: 2020-01-01
read_with: [service_level, abandonment_rate]
parameters:
  threshold_seconds: { type: integer, default: 20, min: 0, max: 3600 }
@kpi */
-- ICMI's formula 2: over the answered only.
SELECT count(*) FILTER (WHERE wait_seconds <= $threshold_seconds) AS numerator,
       count(*)                                                   AS denominator
FROM contact
WHERE direction = 'inbound' AND answered
