/* @kpi
kpi: reopen_rate@1
status: released
unit: percent
better: lower
time: first_solved_date
dimensions: [queue, channel, priority]
minimum: 20
effective_from: 2020-01-01
read_with: [resolution_time_median, csat]
@kpi */
-- Each solved ticket once, by the day of its first solution, which never moves.
SELECT count(*) FILTER (WHERE reopens > 0) AS numerator,
       count(*)                            AS denominator
FROM ticket
WHERE first_solved_at IS NOT NULL
