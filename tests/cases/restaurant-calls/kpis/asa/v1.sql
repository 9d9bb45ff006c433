/* @kpi
kpi: asa@1
status: released
unit: duration
better: lower
time: answered_date
dimensions: [queue, agent_id]
@kpi */
SELECT sum(wait_seconds) AS numerator,
       count(*) AS denominator
FROM contact
WHERE answered
