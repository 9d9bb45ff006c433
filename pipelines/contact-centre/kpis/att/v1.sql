/* @kpi
kpi: att@1
status: released
unit: duration
better: none
time: ended_date
dimensions: [team, queue, skill, channel, direction, language, topic, agent_id]
minimum: 20
effective_from: 2020-01-01
read_with: [aht, fcr]
@kpi */
SELECT sum(talk_seconds) AS numerator,
       count(*)          AS denominator
FROM contact
WHERE handled
