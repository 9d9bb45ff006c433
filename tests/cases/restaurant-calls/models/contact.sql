/* @model
model: contact
description: One call to the booking line.
key: [contact_id]
partition: month(offered_at)
columns:
  contact_id: { type: text, null: false }
  site: { type: text, null: false }
  agent_id: { type: text }
  queue: { type: text, description: the restaurant that was called }
  offered_at: { type: timestamp, null: false, local_date: offered_date }
  answered_at: { type: timestamp, local_date: answered_date }
  answered: { type: boolean, null: false }
  wait_seconds: { type: integer }
@model */
SELECT call_id AS contact_id,
       'london' AS site,
       agent_id,
       restaurant_id AS queue,
       offered_at,
       answered_at,
       answered_at IS NOT NULL AS answered,
       CAST(extract(epoch FROM answered_at) - extract(epoch FROM offered_at) AS BIGINT) AS wait_seconds
FROM telephony.calls
