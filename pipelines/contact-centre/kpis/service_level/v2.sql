/* @kpi
kpi: service_level@2
status: released
unit: percent
better: higher
time: offered_date
dimensions: [team, queue, skill, channel, language, topic, weekday, hour]
minimum: 20
supersedes: service_level@1
effective_from: 2026-07-01
reason: kpi-service-level-v2-reason
read_with: [abandonment_rate, csat]
parameters:
  threshold_seconds: { type: integer, default: 20, min: 0, max: 3600 }
  short_abandon_seconds: { type: integer, default: 5, min: 0, max: 60 }
@kpi */
-- Short abandons are left out, the other abandoned contacts stay in the denominator.
SELECT count(*) FILTER (WHERE answered AND wait_seconds <= $threshold_seconds) AS numerator,
       count(*)                                                                AS denominator
FROM contact
WHERE direction = 'inbound' AND NOT (abandoned AND wait_seconds < $short_abandon_seconds)
