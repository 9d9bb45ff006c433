/* @model
model: ticket
description: One row per ticket, as it stands in the newest data.
key: [ticket_id]
partition: month(created_at)
columns:
  ticket_id:                    { type: text, null: false }
  site:                         { type: text, null: false }
  queue:                        { type: text, description: The queue in the newest data }
  channel:                      { type: text }
  customer_id:                  { type: text }
  priority:                     { type: text, description: "low, normal, high or urgent, as in the newest data: the source keeps no earlier ones" }
  status:                       { type: text, null: false, description: Status after the newest event }
  created_at:                   { type: timestamp, null: false, local_date: created_date }
  first_reply_at:               { type: timestamp, local_date: first_reply_date, description: First public reply of an agent }
  first_solved_at:              { type: timestamp, local_date: first_solved_date }
  solved_at:                    { type: timestamp, local_date: solved_date, description: Last time solved; moves when a ticket is reopened and solved again }
  closed_at:                    { type: timestamp, local_date: closed_date }
  first_reply_seconds:          { type: integer, description: Created to first public reply by the clock on the wall }
  first_reply_business_seconds: { type: integer, description: "The same within the opening hours of the site and the queue, each stretch by the schedule in force then; NULL where there is no calendar" }
  reply_wait_business_seconds:  { type: integer, description: "The same, and where there is no reply up to the site's newest ticket event" }
  first_solve_seconds:          { type: integer, description: Created to solved for the first time by the clock on the wall }
  first_solve_business_seconds: { type: integer, description: "The same within opening hours, as first_reply_business_seconds" }
  full_solve_seconds:           { type: integer, description: Created to solved for the last time by the clock on the wall }
  close_seconds:                { type: integer, description: Created to closed by the clock on the wall }
  reopens:                      { type: integer, null: false, description: How many times the ticket was reopened }
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
),
-- How far the data of a site reach: by then a ticket without a reply has waited so long at least.
reach AS (
    SELECT t.site, max(e.occurred_at) AS occurred_at
    FROM ticket_events.events e
    JOIN tickets.tickets t ON t.ticket_id = e.ticket_id
    GROUP BY t.site
)
SELECT
    t.ticket_id,
    t.site,
    t.queue,
    t.channel,
    t.customer_id,
    t.priority,
    coalesce(n.status, 'new')                                                    AS status,
    t.created_at,
    t.first_reply_at,
    e.first_solved_at,
    t.solved_at,
    t.closed_at,
    to_unixtime(t.first_reply_at) - to_unixtime(t.created_at)                    AS first_reply_seconds,
    open_seconds(t.created_at, t.first_reply_at, t.site, coalesce(t.queue, ''))  AS first_reply_business_seconds,
    open_seconds(t.created_at, coalesce(t.first_reply_at, r.occurred_at), t.site, coalesce(t.queue, ''))
                                                                                 AS reply_wait_business_seconds,
    to_unixtime(e.first_solved_at) - to_unixtime(t.created_at)                   AS first_solve_seconds,
    open_seconds(t.created_at, e.first_solved_at, t.site, coalesce(t.queue, '')) AS first_solve_business_seconds,
    to_unixtime(t.solved_at) - to_unixtime(t.created_at)                         AS full_solve_seconds,
    to_unixtime(t.closed_at) - to_unixtime(t.created_at)                         AS close_seconds,
    coalesce(e.reopens, 0)                                                       AS reopens
FROM tickets.tickets t
LEFT JOIN events e ON e.ticket_id = t.ticket_id
LEFT JOIN newest n ON n.ticket_id = t.ticket_id AND n.place = 1
LEFT JOIN reach r ON r.site = t.site
