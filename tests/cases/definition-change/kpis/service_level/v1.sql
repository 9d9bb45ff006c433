/* @kpi
kpi: service_level@1
status: released
unit: percent
better: higher
time: ended_date
dimensions: [queue]
parameters:
  threshold_seconds: { type: integer, default: 20, min: 0, max: 3600 }
@kpi */
SELECT count(*) FILTER (WHERE wait_seconds <= $threshold_seconds) AS numerator, count(*) AS denominator FROM contact
