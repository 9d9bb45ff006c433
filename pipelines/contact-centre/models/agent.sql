/* @model
model: agent
description: One row per agent.
key: [agent_id]
columns:
  agent_id:        { type: text, null: false }
  site:            { type: text, null: false }
  team:            { type: text }
  skill:           { type: text }
  native_language: { type: text, description: BCP 47 tag }
  hired_on:        { type: date }
  valid:           { type: boolean, null: false, description: Still employed }
@model */
SELECT
    agent_id,
    site,
    team,
    skill,
    native_language,
    hired_on,
    coalesce(valid, false) AS valid
FROM agents.agents
