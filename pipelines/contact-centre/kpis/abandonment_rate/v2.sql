/* @kpi
kpi: abandonment_rate@2
status: released
unit: percent
better: lower
time: offered_date
dimensions: [team, queue, skill, channel, language, topic, weekday, hour]
minimum: 20
supersedes: abandonment_rate@1
effective_from: 2026-07-01
reason: kpi-abandonment-rate-v2-reason
read_with: [asa, service_level]
parameters:
  short_abandon_seconds: { type: integer, default: 5, min: 0, max: 60 }
@kpi */
-- Short abandons are in neither part.
SELECT count(*) FILTER (WHERE abandoned) AS numerator,
       count(*)                          AS denominator
FROM contact
WHERE direction = 'inbound' AND NOT (abandoned AND wait_seconds < $short_abandon_seconds)
