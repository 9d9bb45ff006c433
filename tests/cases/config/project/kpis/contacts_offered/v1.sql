/* @kpi
kpi: contacts_offered@1
status: released
unit: count
better: none
time: offered_date
dimensions: [team]
@kpi */
SELECT count(*) AS value
FROM contact
