/* @kpi
kpi: aht_nonnative_ratio@1
status: released
unit: ratio
better: none
time: ended_date
minimum: 20
effective_from: 2020-01-01
read_with: [aht, csat]
@kpi */
-- By site only: the few agents of a team who speak another language would be known by their figure.
-- (a / b) / (c / d) is (a * d) / (c * b): the engine divides once. The smaller group says whether it is thin.
SELECT sum(talk_seconds + hold_seconds + wrap_seconds) FILTER (WHERE NOT in_native_language)
         * count(*) FILTER (WHERE in_native_language) AS numerator,
       sum(talk_seconds + hold_seconds + wrap_seconds) FILTER (WHERE in_native_language)
         * count(*) FILTER (WHERE NOT in_native_language) AS denominator,
       least(count(*) FILTER (WHERE NOT in_native_language),
             count(*) FILTER (WHERE in_native_language)) AS n
FROM contact
WHERE handled
