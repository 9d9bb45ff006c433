/* @kpi
kpi: minutes_per_contact@1
status: released
unit: duration
better: none
time: ended_date
dimensions: [team, queue, skill, channel, direction, language, topic, agent_id]
minimum: 20
effective_from: 2020-01-01
read_with: [aht, contacts_per_agent_month]
@kpi */
-- A quotient in seconds: the minutes of all contacts are their number times this figure.
SELECT sum(talk_seconds + hold_seconds + wrap_seconds) AS numerator,
       count(*)                                        AS denominator
FROM contact
WHERE handled
