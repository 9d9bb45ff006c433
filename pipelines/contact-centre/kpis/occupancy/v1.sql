/* @kpi
kpi: occupancy@1
status: released
unit: percent
better: none
time: { contact: ended_date, shift: date }
dimensions: [team, agent_id]
minimum: 20
effective_from: 2020-01-01
read_with: [utilisation, handle_utilisation]
@kpi */
-- Talk, hold and wrap-up, inbound and outbound, over the time logged in.
SELECT (SELECT sum(talk_seconds + hold_seconds + wrap_seconds) FROM contact WHERE handled) AS numerator,
       (SELECT sum(logged_in_seconds) FROM shift) AS denominator,
       (SELECT count(*) FROM contact WHERE handled) AS n
