/* @model
model: contact
description: One call.
key: [contact_id]
partition: month(offered_at)
columns:
  contact_id:   { type: text, null: false }
  site:         { type: text, null: false }
  team:         { type: text }
  offered_at:   { type: timestamp, null: false, local_date: offered_date }
  answered:     { type: boolean, null: false }
  wait_seconds: { type: integer }
  talk_seconds: { type: integer }
  hold_seconds: { type: integer }
  open_seconds: { type: integer, description: The wait within opening hours }
@model */
SELECT c.contact_id, c.site, c.team, c.offered_at,
       c.answered_at IS NOT NULL AS answered,
       c.wait_seconds, c.talk_seconds, c.hold_seconds,
       business_seconds(c.offered_at, c.answered_at, s.calendar) AS open_seconds
FROM calls.contacts c
LEFT JOIN site s ON s.site = c.site
