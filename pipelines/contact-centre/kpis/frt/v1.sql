/* @kpi
kpi: frt@1
status: released
unit: duration
better: lower
time: first_reply_date
dimensions: [queue, channel, priority]
minimum: 20
effective_from: 2020-01-01
read_with: [frt_median, backlog]
@kpi */
-- By the clock on the wall, from creation to the first public reply of an agent.
SELECT sum(first_reply_seconds) AS numerator,
       count(*)                 AS denominator
FROM ticket
WHERE first_reply_at IS NOT NULL
