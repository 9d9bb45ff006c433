/* @kpi
kpi: nps@1
status: released
unit: points
better: higher
time: answered_date
dimensions: [team, queue, skill, channel, direction, language, agent_id]
minimum: 20
effective_from: 2020-01-01
read_with: [csat, survey_response_rate]
@kpi */
-- Promoters give 9 or 10, detractors 0 to 6. An answer without a score is no response.
SELECT 100 * (count(*) FILTER (WHERE nps >= 9) - count(*) FILTER (WHERE nps <= 6)) AS numerator,
       count(nps)                                                                  AS denominator,
       count(nps)                                                                  AS n
FROM survey
