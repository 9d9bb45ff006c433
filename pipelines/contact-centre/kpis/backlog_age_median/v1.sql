/* @kpi
kpi: backlog_age_median@1
status: released
kind: snapshot
unit: duration
better: lower
time: { ticket_span: [valid_from, valid_to] }
dimensions: [queue, channel, priority, status]
minimum: 20
effective_from: 2020-01-01
read_with: [backlog, frt_median]
@kpi */
-- From the creation of a ticket, however often it changed since, to the instant at which the period ends at its site.
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY to_unixtime($period_end) - to_unixtime(created_at)) AS value,
       count(*)                                                                                       AS n
FROM ticket_span
WHERE status IN ('new', 'open', 'pending', 'reopened')
