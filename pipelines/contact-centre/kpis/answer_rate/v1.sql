/* @kpi
kpi: answer_rate@1
status: released
unit: percent
better: higher
time: offered_date
dimensions: [team, queue, skill, channel, language, topic, weekday, hour]
minimum: 20
effective_from: 2020-01-01
read_with: [service_level, abandonment_rate]
@kpi */
SELECT count(*) FILTER (WHERE answered) AS numerator,
       count(*)                         AS denominator
FROM contact
WHERE direction = 'inbound'
