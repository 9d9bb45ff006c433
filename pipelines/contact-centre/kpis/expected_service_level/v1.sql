/* @kpi
kpi: expected_service_level@1
status: released
unit: percent
better: higher
time: interval_date
dimensions: [skill]
minimum: 20
effective_from: 2020-01-01
read_with: [service_level, required_agents]
parameters:
  threshold_seconds: { type: integer, default: 20, min: 0, max: 3600 }
@kpi */
-- Each half hour weighs by its contacts. Where the agents cannot carry the load, nobody is expected to be in time.
SELECT sum(offered * coalesce(
               erlang_c_service_level_ppm(offered, work_seconds, 1800, agents, $threshold_seconds), 0
           ))                   AS numerator,
       sum(offered) * 1000000   AS denominator,
       sum(offered)             AS n
FROM interval_demand
WHERE work_seconds IS NOT NULL
