/* @model
model: contact
description: One call.
key: [contact_id]
partition: month(ended_at)
columns:
  contact_id: { type: text, null: false }
  site: { type: text, null: false }
  queue: { type: text }
  ended_at: { type: timestamp, null: false, local_date: ended_date }
  wait_seconds: { type: integer }
  talk_seconds: { type: integer }
  hold_seconds: { type: integer }
  wrap_seconds: { type: integer }
  resolved_first: { type: boolean }
@model */
SELECT contact_id, site, queue, ended_at, wait_seconds, talk_seconds, hold_seconds, wrap_seconds, resolved_first
FROM telephony.calls
