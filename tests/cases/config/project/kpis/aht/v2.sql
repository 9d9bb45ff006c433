/* @kpi
kpi: aht@2
status: draft
unit: duration
better: none
time: offered_date
dimensions: [team]
supersedes: aht@1
effective_from: 2026-04-01
reason: kpi-aht-v2-reason
@kpi */
SELECT sum(talk_seconds + hold_seconds) AS numerator,
       count(*)                         AS denominator
FROM contact
WHERE answered
