/* @kpi
kpi: fcr@1
status: released
unit: percent
better: higher
time: ended_date
maturity: $window_days
parameters:
  window_days: { type: integer, default: 7, min: 1, max: 30 }
@kpi */
SELECT count(*) FILTER (WHERE resolved_first) AS numerator, count(*) AS denominator FROM contact
