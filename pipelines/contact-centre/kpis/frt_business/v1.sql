/* @kpi
kpi: frt_business@1
status: released
unit: duration
better: lower
time: first_reply_date
dimensions: [queue, channel, priority]
minimum: 20
effective_from: 2020-01-01
read_with: [frt, backlog]
@kpi */
-- A ticket whose site and queue have no calendar is in neither.
SELECT sum(first_reply_business_seconds) AS numerator,
       count(*)                          AS denominator
FROM ticket
WHERE first_reply_business_seconds IS NOT NULL
