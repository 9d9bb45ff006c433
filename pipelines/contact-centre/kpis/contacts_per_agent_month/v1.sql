/* @kpi
kpi: contacts_per_agent_month@1
status: released
unit: ratio
better: none
time: ended_date
finest: month
dimensions: [team, queue, skill, channel, direction, language, topic]
minimum: 20
effective_from: 2020-01-01
read_with: [minutes_per_contact, utilisation]
@kpi */
-- In a quarter or a year an agent counts once for each month with a contact.
SELECT count(*)                    AS numerator,
       count(DISTINCT agent_month) AS denominator
FROM contact
WHERE handled
