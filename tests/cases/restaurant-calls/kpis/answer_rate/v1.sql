/* @kpi
kpi: answer_rate@1
status: released
unit: percent
better: higher
time: offered_date
dimensions: [queue, agent_id]
@kpi */
SELECT count(*) FILTER (WHERE answered) AS numerator,
       count(*) AS denominator
FROM contact
