/* @kpi
kpi: answer_rate@1
status: released
unit: percent
better: higher
time: day
@kpi */
SELECT sum(answered) AS numerator,
       sum(incoming) AS denominator
FROM daily
