/* @model
model: survey
description: One row per survey offered to a customer after a contact. The contact lends its team, queue and agent.
key: [survey_id]
partition: month(offered_at)
columns:
  survey_id:   { type: text, null: false }
  contact_id:  { type: text }
  site:        { type: text, null: false }
  team:        { type: text }
  queue:       { type: text }
  skill:       { type: text }
  channel:     { type: text }
  direction:   { type: text }
  language:    { type: text }
  agent_id:    { type: text }
  offered_at:  { type: timestamp, null: false, local_date: offered_date }
  answered_at: { type: timestamp, local_date: answered_date, description: NULL while the customer has not answered }
  csat:        { type: integer, description: Satisfaction from 1 to 5 }
  nps:         { type: integer, description: Likelihood to recommend from 0 to 10 }
  ces:         { type: integer, description: How easy it was to be helped from 1 to 7; 7 is the least effort }
@model */
SELECT
    v.survey_id,
    v.contact_id,
    v.site,
    c.team,
    c.queue,
    c.skill,
    c.channel,
    c.direction,
    c.language,
    c.agent_id,
    v.offered_at,
    v.answered_at,
    v.csat,
    v.nps,
    v.ces
FROM surveys.surveys v
LEFT JOIN contact c ON c.contact_id = v.contact_id
