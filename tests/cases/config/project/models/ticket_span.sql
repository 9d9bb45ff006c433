/* @model
model: ticket_span
description: The time that a ticket has a status.
key: [ticket_id]
columns:
  ticket_id:  { type: text, null: false }
  site:       { type: text, null: false }
  status:     { type: text, null: false }
  valid_from: { type: timestamp, null: false }
  valid_to:   { type: timestamp }
@model */
SELECT contact_id AS ticket_id, site, 'open' AS status, offered_at AS valid_from, answered_at AS valid_to
FROM calls.contacts
