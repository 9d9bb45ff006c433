/* @kpi
kpi: aht_with_wait@1
status: released
unit: duration
better: none
time: ended_date
dimensions: [team, queue, skill, channel, direction, language, topic, agent_id]
minimum: 20
effective_from: 2020-01-01
read_with: [aht, asa]
@kpi */
-- The customer's wait counts as handling, the hold does not.
SELECT sum(talk_seconds + wait_seconds + wrap_seconds) AS numerator,
       count(*)                                        AS denominator
FROM contact
WHERE handled
