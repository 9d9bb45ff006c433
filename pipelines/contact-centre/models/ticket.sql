/* @model
model: ticket
description: One row per ticket, as it stands in the newest data.
key: [ticket_id]
partition: month(created_at)
columns:
  ticket_id:                    { type: text, null: false }
  site:                         { type: text, null: false }
  queue:                        { type: text }
  channel:                      { type: text }
  customer_id:                  { type: text }
  priority:                     { type: text, description: "low, normal, high or urgent" }
  status:                       { type: text, null: false, description: Status after the newest event }
  created_at:                   { type: timestamp, null: false, local_date: created_date }
  first_reply_at:               { type: timestamp, local_date: first_reply_date, description: First public reply of an agent }
  first_solved_at:              { type: timestamp, local_date: first_solved_date }
  solved_at:                    { type: timestamp, local_date: solved_date, description: Last time solved; moves when a ticket is reopened and solved again }
  closed_at:                    { type: timestamp, local_date: closed_date }
  first_reply_seconds:          { type: integer, description: Created to first public reply by the clock on the wall }
  first_reply_business_seconds: { type: integer, description: The same within the opening hours of the site }
  first_solve_seconds:          { type: integer }
  full_solve_seconds:           { type: integer }
  reopens:                      { type: integer, null: false }
@model */
WITH events AS (
    SELECT ticket_id,
           min(occurred_at) FILTER (WHERE status = 'solved') AS first_solved_at,
           count(*) FILTER (WHERE status = 'reopened')       AS reopens
    FROM ticket_events.events
    GROUP BY ticket_id
),
newest AS (
    SELECT ticket_id, status,
           row_number() OVER (PARTITION BY ticket_id ORDER BY occurred_at DESC, event_id DESC) AS place
    FROM ticket_events.events
)
SELECT
    t.ticket_id,
    t.site,
    t.queue,
    t.channel,
    t.customer_id,
    t.priority,
    coalesce(n.status, 'new')                                       AS status,
    t.created_at,
    t.first_reply_at,
    e.first_solved_at,
    t.solved_at,
    t.closed_at,
    to_unixtime(t.first_reply_at) - to_unixtime(t.created_at)       AS first_reply_seconds,
    business_seconds(t.created_at, t.first_reply_at, s.calendar)    AS first_reply_business_seconds,
    to_unixtime(e.first_solved_at) - to_unixtime(t.created_at)      AS first_solve_seconds,
    to_unixtime(t.solved_at) - to_unixtime(t.created_at)            AS full_solve_seconds,
    coalesce(e.reopens, 0)                                          AS reopens
FROM tickets.tickets t
LEFT JOIN events e ON e.ticket_id = t.ticket_id
LEFT JOIN newest n ON n.ticket_id = t.ticket_id AND n.place = 1
LEFT JOIN site s ON s.site = t.site
