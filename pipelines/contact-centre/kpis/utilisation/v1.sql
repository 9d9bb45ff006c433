/* @kpi
kpi: utilisation@1
status: released
unit: percent
better: none
time: { contact: ended_date, shift: date }
dimensions: [team, agent_id]
minimum: 20
effective_from: 2020-01-01
read_with: [handle_utilisation, occupancy]
@kpi */
-- Talking only, inbound and outbound, over the time paid.
SELECT (SELECT sum(talk_seconds) FROM contact WHERE handled) AS numerator,
       (SELECT sum(paid_seconds) FROM shift) AS denominator,
       (SELECT count(*) FROM contact WHERE handled) AS n
