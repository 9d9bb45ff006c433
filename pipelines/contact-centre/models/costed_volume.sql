/* @model
model: costed_volume
description: Contacts handled by a site in a month whose costs are known, once for each currency of those costs.
key: [site, month, currency]
columns:
  site:     { type: text, null: false }
  month:    { type: date, null: false, description: First day of the month in which the contacts ended at the site }
  currency: { type: text, null: false, description: "ISO 4217 code, as in the costs of the month" }
  handled:  { type: integer, null: false, description: "Inbound and outbound contacts handled" }
@model */
-- A month without costs has no row, so that contacts are never divided into costs that are not there yet.
WITH volume AS (
    SELECT site, CAST(date_trunc('month', ended_date) AS DATE) AS month, count(*) AS handled
    FROM contact
    WHERE handled
    GROUP BY site, CAST(date_trunc('month', ended_date) AS DATE)
)
SELECT c.site, c.month, c.currency, coalesce(v.handled, 0) AS handled
FROM cost c
LEFT JOIN volume v ON v.site = c.site AND v.month = c.month
