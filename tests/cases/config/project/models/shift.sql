/* @model
model: shift
description: One shift of a team.
key: [shift_id]
columns:
  shift_id:     { type: text, null: false }
  site:         { type: text, null: false }
  team:         { type: text }
  started_at:   { type: timestamp, null: false, local_date: shift_date }
  paid_seconds: { type: integer, null: false }
@model */
SELECT contact_id AS shift_id, site, team, offered_at AS started_at, 28800 AS paid_seconds
FROM calls.contacts
