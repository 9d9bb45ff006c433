/* @kpi
kpi: required_agents@1
status: released
unit: count
better: none
time: interval_date
dimensions: [skill]
minimum: 20
effective_from: 2020-01-01
read_with: [expected_service_level, aht]
parameters:
  threshold_seconds:      { type: integer, default: 20, min: 0, max: 3600 }
  target_permille:        { type: integer, default: 800, min: 1, max: 999 }
  max_occupancy_permille: { type: integer, default: 850, min: 1, max: 1000 }
  shrinkage_permille:     { type: integer, default: 300, min: 0, max: 900 }
@kpi */
-- Agents of each site and skill in each half hour, rounded up after shrinkage; their sum is divided by the half
-- hours with contacts, so that skills and sites add up and time is averaged.
SELECT sum(
           (1000 * erlang_c_agents(
                offered, work_seconds, 1800, $threshold_seconds, $target_permille, $max_occupancy_permille
            ) + 999 - $shrinkage_permille) / (1000 - $shrinkage_permille)
       )                              AS numerator,
       count(DISTINCT interval_start) AS denominator,
       sum(offered)                   AS n
FROM interval_demand
WHERE work_seconds IS NOT NULL
