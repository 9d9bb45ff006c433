/* @kpi
kpi: aht@2
status: released
unit: duration
better: none
time: ended_date
dimensions: [queue]
supersedes: aht@1
effective_from: 2026-04-01
reason: kpi-aht-v2-reason
@kpi */
SELECT sum(talk_seconds + hold_seconds + wrap_seconds) AS numerator, count(*) AS denominator FROM contact
