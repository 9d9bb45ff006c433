/* @kpi
kpi: aht@1
status: released
unit: duration
better: none
time: offered_date
dimensions: [team]
@kpi */
SELECT sum(talk_seconds) AS numerator,
       count(*)          AS denominator
FROM contact
WHERE answered
