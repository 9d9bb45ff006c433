/* @model
model: cost
description: What a site cost in a month, in each currency that it keeps its books in.
key: [site, month, currency]
columns:
  site:         { type: text, null: false }
  month:        { type: date, null: false, description: First day of the month }
  currency:     { type: text, null: false, description: "ISO 4217 code, such as EUR" }
  amount_minor: { type: integer, null: false, description: "Minor units of the currency, such as cents" }
@model */
SELECT site,
       CAST(date_trunc('month', month) AS DATE) AS month,
       currency,
       sum(amount_minor)                        AS amount_minor
FROM costs.costs
GROUP BY site, CAST(date_trunc('month', month) AS DATE), currency
