/* @kpi
kpi: case_time@1
status: released
unit: duration
better: none
time: closed_date
dimensions: [queue, channel, priority]
minimum: 20
effective_from: 2020-01-01
read_with: [resolution_time_median, aht]
@kpi */
SELECT sum(close_seconds) AS numerator,
       count(*)           AS denominator
FROM ticket
WHERE closed_at IS NOT NULL
