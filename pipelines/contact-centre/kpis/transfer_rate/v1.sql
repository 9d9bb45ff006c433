/* @kpi
kpi: transfer_rate@1
status: released
unit: percent
better: lower
time: ended_date
dimensions: [team, queue, skill, channel, language, topic, agent_id]
minimum: 20
effective_from: 2020-01-01
read_with: [fcr]
@kpi */
SELECT count(*) FILTER (WHERE transferred) AS numerator,
       count(*)                            AS denominator
FROM contact
WHERE direction = 'inbound' AND handled
