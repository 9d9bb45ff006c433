/* @kpi
kpi: fcr@1
status: released
unit: percent
better: higher
time: ended_date
dimensions: [team, queue, skill, channel, language, topic, agent_id]
minimum: 20
effective_from: 2020-01-01
read_with: [aht, transfer_rate, csat]
@kpi */
SELECT count(*) FILTER (WHERE resolved_first) AS numerator,
       count(*)                               AS denominator
FROM contact
WHERE direction = 'inbound' AND handled
