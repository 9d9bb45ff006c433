/* @kpi
kpi: sla_met@1
status: released
unit: percent
better: higher
time: created_date
dimensions: [queue, channel, priority]
minimum: 20
effective_from: 2020-01-01
read_with: [frt_business, backlog]
parameters:
  urgent_seconds: { type: integer, default: 1800, min: 60, max: 2592000 }
  high_seconds:   { type: integer, default: 7200, min: 60, max: 2592000 }
  normal_seconds: { type: integer, default: 14400, min: 60, max: 2592000 }
  low_seconds:    { type: integer, default: 28800, min: 60, max: 2592000 }
@kpi */
-- A reply is due once it is given or its target has passed. The target is that of the day of creation.
SELECT count(*) FILTER (
           WHERE first_reply_at IS NOT NULL
             AND reply_wait_business_seconds <= CASE priority
                     WHEN 'urgent' THEN $urgent_seconds
                     WHEN 'high' THEN $high_seconds
                     WHEN 'low' THEN $low_seconds
                     ELSE $normal_seconds
                 END
       ) AS numerator,
       count(*) FILTER (
           WHERE first_reply_at IS NOT NULL
              OR reply_wait_business_seconds > CASE priority
                     WHEN 'urgent' THEN $urgent_seconds
                     WHEN 'high' THEN $high_seconds
                     WHEN 'low' THEN $low_seconds
                     ELSE $normal_seconds
                 END
       ) AS denominator
FROM ticket
WHERE reply_wait_business_seconds IS NOT NULL
