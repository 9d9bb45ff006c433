/* @kpi
kpi: aht@1
status: released
unit: duration
better: none
time: ended_date
dimensions: [queue]
effective_from: 2020-01-01
@kpi */
SELECT sum(talk_seconds + wrap_seconds) AS numerator, count(*) AS denominator FROM contact
