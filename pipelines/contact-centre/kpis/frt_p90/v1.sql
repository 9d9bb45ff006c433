/* @kpi
kpi: frt_p90@1
status: released
unit: duration
better: lower
time: first_reply_date
dimensions: [queue, channel, priority]
minimum: 20
effective_from: 2020-01-01
read_with: [frt_median, backlog]
@kpi */
-- Between two tickets the value lies on the straight line between theirs.
SELECT percentile_cont(0.9) WITHIN GROUP (ORDER BY first_reply_seconds) AS value,
       count(*)                                                        AS n
FROM ticket
WHERE first_reply_at IS NOT NULL
