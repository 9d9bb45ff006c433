/* @model
model: contact
description: One call.
key: [contact_id]
partition: month(offered_at)
columns:
  contact_id: { type: text, null: false }
  site: { type: text, null: false }
  offered_at: { type: timestamp, null: false, local_date: offered_date }
@model */
SELECT contact_id, site, offered_at FROM telephony.calls
