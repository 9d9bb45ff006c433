/* @model
model: contact
description: One call.
key: [contact_id]
columns:
  contact_id: { type: text, null: false }
  site: { type: text, null: false }
  offered_at: { type: timestamp, null: false, local_date: offered_date }
  wait_seconds: { type: integer }
@model */
SELECT contact_id, 'amsterdam' AS site, offered_at, wait_seconds FROM telephony.calls
