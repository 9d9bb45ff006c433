/* @kpi
kpi: abandonment_rate@1
status: released
unit: percent
better: lower
time: offered_date
dimensions: [team, queue, skill, channel, language, topic, weekday, hour]
minimum: 20
effective_from: 2020-01-01
read_with: [asa, service_level]
@kpi */
SELECT count(*) FILTER (WHERE abandoned) AS numerator,
       count(*)                          AS denominator
FROM contact
WHERE direction = 'inbound'
