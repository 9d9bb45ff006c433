/* @kpi
kpi: contacts_abandoned@1
status: released
unit: count
better: none
time: offered_date
dimensions: [team, queue, skill, channel, language, topic, weekday, hour]
minimum: 1
effective_from: 2020-01-01
@kpi */
SELECT count(*) AS value
FROM contact
WHERE direction = 'inbound' AND abandoned
