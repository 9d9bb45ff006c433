/* @kpi
kpi: resolution_time_median@1
status: released
unit: duration
better: lower
time: first_solved_date
dimensions: [queue, channel, priority]
minimum: 20
effective_from: 2020-01-01
read_with: [reopen_rate, backlog]
@kpi */
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY first_solve_seconds) AS value,
       count(*)                                                        AS n
FROM ticket
WHERE first_solved_at IS NOT NULL
