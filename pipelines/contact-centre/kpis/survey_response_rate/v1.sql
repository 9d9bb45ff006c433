/* @kpi
kpi: survey_response_rate@1
status: released
unit: percent
better: higher
time: offered_date
dimensions: [team, queue, skill, channel, direction, language, agent_id]
minimum: 20
effective_from: 2020-01-01
read_with: [csat, nps]
@kpi */
SELECT count(answered_at) AS numerator,
       count(*)           AS denominator
FROM survey
