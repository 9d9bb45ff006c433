/* @kpi
kpi: fcr@2
status: released
unit: percent
better: higher
time: ended_date
maturity: $window_days
dimensions: [team, queue, skill, channel, language, topic, agent_id]
minimum: 20
supersedes: fcr@1
effective_from: 2026-07-01
reason: kpi-fcr-v2-reason
read_with: [aht, transfer_rate, csat, repeat_rate]
parameters:
  window_days: { type: integer, default: 7, min: 1, max: 30 }
@kpi */
-- A customer who comes back on the last second of the window was not helped. Who nobody knows cannot come back.
SELECT count(*) FILTER (WHERE seconds_to_next_contact IS NULL
                           OR seconds_to_next_contact > $window_days * 86400) AS numerator,
       count(*)                                                               AS denominator
FROM contact
WHERE direction = 'inbound' AND handled AND customer_id IS NOT NULL AND topic IS NOT NULL
