/* @kpi
kpi: resolution_time_business@1
status: released
unit: duration
better: lower
time: first_solved_date
dimensions: [queue, channel, priority]
minimum: 20
effective_from: 2020-01-01
read_with: [resolution_time_median, reopen_rate]
@kpi */
-- A ticket whose site and queue have no calendar is in neither.
SELECT sum(first_solve_business_seconds) AS numerator,
       count(*)                          AS denominator
FROM ticket
WHERE first_solve_business_seconds IS NOT NULL
