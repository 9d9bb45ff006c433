/* @kpi
kpi: full_resolution_time_median@1
status: released
unit: duration
better: lower
time: solved_date
dimensions: [queue, channel, priority]
minimum: 20
effective_from: 2020-01-01
read_with: [resolution_time_median, reopen_rate]
@kpi */
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY full_solve_seconds) AS value,
       count(*)                                                       AS n
FROM ticket
WHERE solved_at IS NOT NULL
