/* @kpi
kpi: aht_novice_ratio@1
status: released
unit: ratio
better: none
time: ended_date
minimum: 20
effective_from: 2020-01-01
read_with: [aht, fcr]
@kpi */
-- By site only: the few new agents of a team would be known by their figure.
-- (a / b) / (c / d) is (a * d) / (c * b): the engine divides once. The smaller group says whether it is thin.
SELECT sum(talk_seconds + hold_seconds + wrap_seconds) FILTER (WHERE agent_tenure_days < 90)
         * count(*) FILTER (WHERE agent_tenure_days >= 90) AS numerator,
       sum(talk_seconds + hold_seconds + wrap_seconds) FILTER (WHERE agent_tenure_days >= 90)
         * count(*) FILTER (WHERE agent_tenure_days < 90) AS denominator,
       least(count(*) FILTER (WHERE agent_tenure_days < 90),
             count(*) FILTER (WHERE agent_tenure_days >= 90)) AS n
FROM contact
WHERE handled
