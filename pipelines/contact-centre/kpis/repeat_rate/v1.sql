/* @kpi
kpi: repeat_rate@1
status: released
unit: percent
better: lower
time: offered_date
maturity: $window_days
dimensions: [team, queue, skill, channel, language, topic, weekday, hour]
minimum: 20
effective_from: 2020-01-01
read_with: [fcr, aht]
parameters:
  window_days: { type: integer, default: 7, min: 1, max: 30 }
@kpi */
-- Who nobody knows cannot be known again.
SELECT count(*) FILTER (WHERE seconds_since_previous_contact <= $window_days * 86400) AS numerator,
       count(*)                                                                       AS denominator
FROM contact
WHERE direction = 'inbound' AND customer_id IS NOT NULL AND topic IS NOT NULL
