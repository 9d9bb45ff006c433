/* @kpi
kpi: asa@1
status: released
unit: duration
better: lower
time: answered_date
dimensions: [team, queue, skill, channel, language, topic, agent_id, weekday, hour]
minimum: 20
effective_from: 2020-01-01
read_with: [service_level, abandonment_rate]
@kpi */
SELECT sum(wait_seconds) AS numerator,
       count(*)          AS denominator
FROM contact
WHERE direction = 'inbound' AND answered
