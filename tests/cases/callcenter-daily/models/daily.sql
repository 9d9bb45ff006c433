/* @model
model: daily
description: The totals of one day.
key: [day]
columns:
  day: { type: date, null: false }
  site: { type: text, null: false }
  incoming: { type: integer }
  answered: { type: integer }
  abandoned: { type: integer }
@model */
SELECT day, 'centre' AS site, incoming, answered, abandoned
FROM dated.days
