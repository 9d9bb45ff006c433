/* @model
model: ticket_span
description: One row per stretch of time in which a ticket kept one status.
key: [ticket_id, event_id]
partition: month(valid_from)
columns:
  ticket_id:  { type: text, null: false }
  event_id:   { type: integer, null: false, description: The event that began the stretch }
  site:       { type: text, null: false }
  queue:      { type: text }
  channel:    { type: text }
  priority:   { type: text }
  status:     { type: text, null: false }
  valid_from: { type: timestamp, null: false }
  valid_to:   { type: timestamp, description: The first instant that no longer belongs to the stretch; NULL while it lasts }
@model */
SELECT
    ticket_id,
    event_id,
    site,
    queue,
    channel,
    priority,
    status,
    occurred_at AS valid_from,
    lead(occurred_at) OVER (PARTITION BY ticket_id ORDER BY occurred_at, event_id) AS valid_to
FROM ticket_event
