/* @kpi
kpi: contacts_handled@1
status: released
unit: count
better: none
time: ended_date
dimensions: [team, queue, skill, channel, language, topic, agent_id]
minimum: 1
effective_from: 2020-01-01
@kpi */
SELECT count(*) AS value
FROM contact
WHERE direction = 'inbound' AND handled
