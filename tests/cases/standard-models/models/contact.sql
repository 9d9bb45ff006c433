/* @model
model: contact
description: What the models of the standard project read of a contact.
key: [contact_id]
columns:
  contact_id:   { type: text, null: false }
  site:         { type: text, null: false }
  skill:        { type: text }
  direction:    { type: text, null: false }
  offered_at:   { type: timestamp, null: false, local_date: offered_date }
  ended_at:     { type: timestamp, local_date: ended_date }
  talk_seconds: { type: integer, null: false }
  hold_seconds: { type: integer, null: false }
  wrap_seconds: { type: integer, null: false }
  handled:      { type: boolean, null: false }
@model */
SELECT contact_id, site, skill, direction, offered_at, ended_at, talk_seconds, hold_seconds, wrap_seconds, handled
FROM contacts.contacts
