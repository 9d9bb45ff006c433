/* @kpi
kpi: backlog@1
status: released
kind: snapshot
unit: count
better: lower
time: { ticket_span: [valid_from, valid_to] }
dimensions: [queue, channel, priority, status]
minimum: 1
effective_from: 2020-01-01
read_with: [frt_median]
@kpi */
SELECT count(*) AS value
FROM ticket_span
WHERE status IN ('new', 'open', 'pending', 'reopened')
