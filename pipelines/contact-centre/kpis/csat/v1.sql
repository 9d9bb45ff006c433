/* @kpi
kpi: csat@1
status: released
unit: percent
better: higher
time: answered_date
dimensions: [team, queue, skill, channel, direction, language, agent_id]
minimum: 20
effective_from: 2020-01-01
read_with: [fcr]
@kpi */
-- The top two of five. An answer without a score is no response.
SELECT count(*) FILTER (WHERE csat >= 4) AS numerator,
       count(csat)                       AS denominator,
       count(csat)                       AS n
FROM survey
WHERE answered_at IS NOT NULL
