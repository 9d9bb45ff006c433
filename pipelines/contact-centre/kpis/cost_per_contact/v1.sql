/* @kpi
kpi: cost_per_contact@1
status: released
unit: money
better: lower
time: { cost: month, costed_volume: month }
dimensions: [currency]
minimum: 20
effective_from: 2020-01-01
finest: month
read_with: [contacts_handled, fcr]
@kpi */
-- Amounts in different currencies do not add up: sites with different ones have no common figure.
SELECT (SELECT CASE WHEN min(currency) = max(currency) THEN sum(amount_minor) END FROM cost) AS numerator,
       (SELECT sum(handled) FROM costed_volume)                                              AS denominator,
       (SELECT sum(handled) FROM costed_volume)                                              AS n
