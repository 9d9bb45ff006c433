/* @kpi
kpi: contacts_offered@1
status: draft
unit: count
better: none
time: offered_date
@kpi */
SELECT count(*) AS value FROM contact
