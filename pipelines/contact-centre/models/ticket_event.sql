/* @model
model: ticket_event
description: One row per change of a ticket's status.
key: [ticket_id, event_id]
partition: month(occurred_at)
columns:
  ticket_id:   { type: text, null: false }
  event_id:    { type: integer, null: false, description: Rises within a ticket and settles the order of events of one instant }
  site:        { type: text, null: false }
  queue:       { type: text }
  channel:     { type: text }
  priority:    { type: text }
  occurred_at: { type: timestamp, null: false, local_date: occurred_date }
  status:      { type: text, null: false, description: "new, open, pending, solved, closed or reopened" }
@model */
SELECT
    e.ticket_id,
    e.event_id,
    t.site,
    t.queue,
    t.channel,
    t.priority,
    e.occurred_at,
    e.status
FROM ticket_events.events e
JOIN tickets.tickets t ON t.ticket_id = e.ticket_id
