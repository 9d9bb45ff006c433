/* @kpi
kpi: occupancy@1
status: released
unit: percent
better: none
time: { contact: offered_date, shift: shift_date }
dimensions: [team]
@kpi */
SELECT (SELECT sum(talk_seconds) FROM contact WHERE answered) AS numerator,
       (SELECT sum(paid_seconds) FROM shift)                  AS denominator
