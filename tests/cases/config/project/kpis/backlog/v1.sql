/* @kpi
kpi: backlog@1
status: released
kind: snapshot
unit: count
better: lower
time: { ticket_span: [valid_from, valid_to] }
@kpi */
SELECT count(*) AS value
FROM ticket_span
WHERE status = 'open'
