/* @model
model: ticket_at_end
description: The time to the first reply as Zendesk counts it, all by the schedule in force at the reply.
key: [ticket_id]
columns:
  ticket_id: { type: text, null: false }
  site:      { type: text, null: false }
  seconds:   { type: integer }
@model */
SELECT ticket_id, site, open_seconds_at_end(created_at, first_reply_at, site, coalesce(queue, '')) AS seconds
FROM tickets.tickets
