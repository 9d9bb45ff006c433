/* @kpi
kpi: aht@2
status: released
unit: duration
better: none
time: ended_date
dimensions: [team, queue, skill, channel, direction, language, topic, agent_id]
minimum: 20
supersedes: aht@1
effective_from: 2026-04-01
reason: kpi-aht-v2-reason
read_with: [fcr, csat, service_level]
@kpi */
SELECT sum(talk_seconds + hold_seconds + wrap_seconds) AS numerator,
       count(*)                                        AS denominator
FROM contact
WHERE handled
