/* @kpi
kpi: resolution_rate@1
status: released
unit: percent
better: higher
time: created_date
dimensions: [queue, channel, priority]
minimum: 20
effective_from: 2020-01-01
read_with: [reopen_rate, backlog]
@kpi */
-- Numerator and denominator are the same tickets: those created in the period.
SELECT count(*) FILTER (WHERE status IN ('solved', 'closed')) AS numerator,
       count(*)                                               AS denominator
FROM ticket
