/* @kpi
kpi: handle_utilisation@1
status: released
unit: percent
better: none
time: { contact: ended_date, shift: date }
dimensions: [team, agent_id]
minimum: 20
effective_from: 2020-01-01
read_with: [utilisation, occupancy]
@kpi */
-- Talk, hold and wrap-up, inbound and outbound, over the time at work.
SELECT (SELECT sum(talk_seconds + hold_seconds + wrap_seconds) FROM contact WHERE handled) AS numerator,
       (SELECT sum(paid_seconds) FROM shift) AS denominator,
       (SELECT count(*) FROM contact WHERE handled) AS n
