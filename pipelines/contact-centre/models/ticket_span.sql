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
  created_at: { type: timestamp, null: false, description: When the ticket was created }
  valid_from: { type: timestamp, null: false }
  valid_to:   { type: timestamp, description: The first instant that no longer belongs to the stretch; NULL while it lasts }
@model */
SELECT
    e.ticket_id,
    e.event_id,
    e.site,
    e.queue,
    e.channel,
    e.priority,
    e.status,
    t.created_at,
    e.occurred_at AS valid_from,
    lead(e.occurred_at) OVER (PARTITION BY e.ticket_id ORDER BY e.occurred_at, e.event_id) AS valid_to
FROM ticket_event e
JOIN tickets.tickets t ON t.ticket_id = e.ticket_id
