/* @model
model: contact_segment
description: One row per part of a contact that one agent handled. The parts of a contact add up to the contact.
key: [contact_id, sequence]
partition: month(started_at)
columns:
  contact_id:   { type: text, null: false }
  sequence:     { type: integer, null: false, description: 1 for the agent who answered }
  site:         { type: text, null: false }
  team:         { type: text, description: Team of this agent }
  queue:        { type: text }
  skill:        { type: text }
  channel:      { type: text }
  direction:    { type: text, null: false }
  language:     { type: text }
  agent_id:     { type: text, null: false }
  started_at:   { type: timestamp, null: false, local_date: started_date }
  ended_at:     { type: timestamp, null: false, local_date: ended_date }
  talk_seconds: { type: integer, null: false }
  hold_seconds: { type: integer, null: false }
  wrap_seconds: { type: integer, null: false }
  last:         { type: boolean, null: false, description: The part of the agent to whom the contact is credited }
@model */
WITH handed_over AS (
    SELECT contact_id,
           max(sequence)     AS parts,
           max(ended_at)     AS ended_at,
           sum(talk_seconds) AS talk_seconds,
           sum(hold_seconds) AS hold_seconds,
           sum(wrap_seconds) AS wrap_seconds
    FROM transfers.transfers
    GROUP BY contact_id
)
SELECT
    t.contact_id,
    t.sequence,
    c.site,
    t.team,
    c.queue,
    c.skill,
    c.channel,
    c.direction,
    c.language,
    t.agent_id,
    t.started_at,
    t.ended_at,
    t.talk_seconds,
    t.hold_seconds,
    t.wrap_seconds,
    false AS last
FROM transfers.transfers t
JOIN contact c ON c.contact_id = t.contact_id
UNION ALL
-- The last agent has what the earlier ones left.
SELECT
    c.contact_id,
    coalesce(h.parts, 0) + 1                       AS sequence,
    c.site,
    c.team,
    c.queue,
    c.skill,
    c.channel,
    c.direction,
    c.language,
    c.agent_id,
    coalesce(h.ended_at, c.answered_at)            AS started_at,
    c.ended_at,
    c.talk_seconds - coalesce(h.talk_seconds, 0)   AS talk_seconds,
    c.hold_seconds - coalesce(h.hold_seconds, 0)   AS hold_seconds,
    c.wrap_seconds - coalesce(h.wrap_seconds, 0)   AS wrap_seconds,
    true                                           AS last
FROM contact c
LEFT JOIN handed_over h ON h.contact_id = c.contact_id
WHERE c.handled
