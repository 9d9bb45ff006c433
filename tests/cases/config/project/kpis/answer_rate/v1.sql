/* @kpi
kpi: answer_rate@1
status: released
unit: percent
better: higher
time: offered_date
dimensions: [team]
parameters:
  threshold_seconds: { type: integer, default: 20, min: 0, max: 60 }
@kpi */
SELECT count(*) FILTER (WHERE answered AND open_seconds <= $threshold_seconds) AS numerator,
       count(*)                                                                AS denominator
FROM contact
