/* @kpi
kpi: service_level@1
status: released
unit: percent
better: higher
time: offered_date
dimensions: [team, queue, skill, channel, language, topic, weekday, hour]
minimum: 20
effective_from: 2020-01-01
read_with: [abandonment_rate, csat]
parameters:
  threshold_seconds: { type: integer, default: 20, min: 0, max: 3600 }
@kpi */
-- Abandoned contacts stay in the denominator; an answer at the threshold is in time.
SELECT count(*) FILTER (WHERE answered AND wait_seconds <= $threshold_seconds) AS numerator,
       count(*)                                                                AS denominator
FROM contact
WHERE direction = 'inbound'
