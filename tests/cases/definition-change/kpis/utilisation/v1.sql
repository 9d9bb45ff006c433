/* @kpi
kpi: utilisation@1
status: released
unit: percent
better: none
time: ended_date
finest: month
@kpi */
SELECT sum(talk_seconds) AS numerator, sum(talk_seconds + 600) AS denominator FROM contact
