/* @model
model: contact
description: One row per interaction with a customer, inbound or outbound. A transferred contact stays one contact, credited to its last agent.
key: [contact_id]
partition: month(offered_at)
columns:
  contact_id:                     { type: text, null: false, description: "Number given by the contact system, unique over all sites" }
  site:                           { type: text, null: false, description: Site whose calendar counts the contact }
  team:                           { type: text, description: Team of the last agent; of the queue where nobody answered }
  queue:                          { type: text }
  skill:                          { type: text, description: Skill that the queue asks for }
  channel:                        { type: text, description: "voice, chat or email" }
  direction:                      { type: text, null: false, description: "inbound or outbound" }
  language:                       { type: text, description: Language of the conversation as a BCP 47 tag }
  topic:                          { type: text }
  customer_id:                    { type: text }
  agent_id:                       { type: text, description: Last handling agent; NULL where nobody answered }
  agent_month:                    { type: text, description: "Agent and month of ended_at at the site: what to count where an agent counts once a month" }
  agent_tenure_days:              { type: integer, description: Days from the agent's hiring to ended_at at the site; NULL where either is not known }
  in_native_language:             { type: boolean, description: The contact's language is the agent's native one; NULL where either is not known }
  offered_at:                     { type: timestamp, null: false, local_date: offered_date, description: Entered the queue; of an outbound contact the moment of dialling }
  answered_at:                    { type: timestamp, local_date: answered_date }
  ended_at:                       { type: timestamp, local_date: ended_date, description: "Wrap-up done, or hung up unanswered" }
  weekday:                        { type: integer, null: false, description: ISO day of the week of offered_at at the site; 1 is Monday }
  hour:                           { type: integer, null: false, description: Hour of the day of offered_at at the site; 0 to 23 }
  wait_seconds:                   { type: integer, null: false, description: From offered to answered or hung up }
  talk_seconds:                   { type: integer, null: false }
  hold_seconds:                   { type: integer, null: false }
  wrap_seconds:                   { type: integer, null: false }
  handled:                        { type: boolean, null: false, description: Answered by an agent and ended }
  answered:                       { type: boolean, null: false }
  abandoned:                      { type: boolean, null: false, description: The customer hung up before an agent answered }
  short_abandon:                  { type: boolean, null: false, description: Abandoned in under 5 seconds }
  transfers:                      { type: integer, null: false }
  transferred:                    { type: boolean, null: false, description: At least one transfer }
  resolved_first:                 { type: boolean, description: Agent's flag that the question was resolved at the first contact; NULL where nobody answered }
  seconds_to_next_contact:        { type: integer, description: From this inbound contact to the customer's next one on the same topic at this site; NULL where none followed }
  seconds_since_previous_contact: { type: integer, description: From the customer's previous inbound contact on the same topic at this site to this one; NULL where none came before }
@model */
WITH all_sites AS (
    SELECT contact_id, site, team, queue, skill, channel, direction, language, topic, customer_id, agent_id,
           offered_at, answered_at, ended_at, wait_seconds, talk_seconds, hold_seconds, wrap_seconds,
           transfers, abandoned, resolved_first
    FROM acd.contacts
    UNION ALL
    SELECT contact_id, site, team, queue, skill, channel, direction, language, topic, customer_id, agent_id,
           offered_at, answered_at, ended_at, wait_seconds, talk_seconds, hold_seconds, wrap_seconds,
           transfers, abandoned, resolved_first
    FROM koeln.contacts
    UNION ALL
    SELECT contact_id, site, team, queue, skill, channel, direction, language, topic, customer_id, agent_id,
           offered_at, answered_at, ended_at, wait_seconds, talk_seconds, hold_seconds, wrap_seconds,
           transfers, abandoned, resolved_first
    FROM suzhou.contacts
    UNION ALL
    SELECT contact_id, site, team, queue, skill, channel, direction, language, topic, customer_id, agent_id,
           offered_at, answered_at, ended_at, wait_seconds, talk_seconds, hold_seconds, wrap_seconds,
           transfers, abandoned, resolved_first
    FROM busan.contacts
)
SELECT
    c.contact_id,
    c.site,
    c.team,
    c.queue,
    c.skill,
    c.channel,
    c.direction,
    c.language,
    c.topic,
    c.customer_id,
    c.agent_id,
    c.agent_id || ' ' || to_char(local_date(c.ended_at, s.time_zone), '%Y-%m')            AS agent_month,
    local_date(c.ended_at, s.time_zone) - a.hired_on                                      AS agent_tenure_days,
    a.native_language = c.language                                                        AS in_native_language,
    c.offered_at,
    c.answered_at,
    c.ended_at,
    -- Sunday is 0 for `dow`; the ISO day of a Sunday is 7.
    CAST((date_part('dow', local_date(c.offered_at, s.time_zone)) + 6) % 7 + 1 AS BIGINT) AS weekday,
    CAST(date_part('hour', local_time(c.offered_at, s.time_zone)) AS BIGINT)              AS hour,
    coalesce(c.wait_seconds, 0)                                                           AS wait_seconds,
    coalesce(c.talk_seconds, 0)                                                           AS talk_seconds,
    coalesce(c.hold_seconds, 0)                                                           AS hold_seconds,
    coalesce(c.wrap_seconds, 0)                                                           AS wrap_seconds,
    c.answered_at IS NOT NULL AND c.agent_id IS NOT NULL AND c.ended_at IS NOT NULL       AS handled,
    c.answered_at IS NOT NULL                                                             AS answered,
    coalesce(c.abandoned, false)                                                          AS abandoned,
    coalesce(c.abandoned, false) AND coalesce(c.wait_seconds, 0) < 5                      AS short_abandon,
    coalesce(c.transfers, 0)                                                              AS transfers,
    coalesce(c.transfers, 0) > 0                                                          AS transferred,
    c.resolved_first,
    -- Only the customer's own contacts follow each other: a call back is the centre's doing.
    CASE WHEN c.direction = 'inbound' AND c.customer_id IS NOT NULL AND c.topic IS NOT NULL THEN
        to_unixtime(lead(c.offered_at) OVER (
            PARTITION BY c.site, c.customer_id, c.topic, c.direction
            ORDER BY c.offered_at, c.contact_id
        )) - to_unixtime(c.offered_at)
    END                                                                                   AS seconds_to_next_contact,
    CASE WHEN c.direction = 'inbound' AND c.customer_id IS NOT NULL AND c.topic IS NOT NULL THEN
        to_unixtime(c.offered_at) - to_unixtime(lag(c.offered_at) OVER (
            PARTITION BY c.site, c.customer_id, c.topic, c.direction
            ORDER BY c.offered_at, c.contact_id
        ))
    END                                                                                   AS seconds_since_previous_contact
FROM all_sites c
LEFT JOIN site s ON s.site = c.site
LEFT JOIN agents.agents a ON a.agent_id = c.agent_id
