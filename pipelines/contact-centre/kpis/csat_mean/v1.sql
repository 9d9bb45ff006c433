/* @kpi
kpi: csat_mean@1
status: released
unit: score
better: higher
time: answered_date
dimensions: [team, queue, skill, channel, direction, language, agent_id]
minimum: 20
effective_from: 2020-01-01
read_with: [csat, survey_response_rate]
@kpi */
-- An answer without a score is no response.
SELECT sum(csat)   AS numerator,
       count(csat) AS denominator,
       count(csat) AS n
FROM survey
