/* @model
model: encoding_difference
description: Rows of the plain table that the table of texts does not have as often, and the other way round.
key: [side, row]
columns:
  side: { type: text, null: false }
  row: { type: text, null: false }
  times: { type: integer }
@model */
WITH plain AS (
    SELECT concat_ws('/', incoming, answered, abandoned, answer_speed, talk, waiting) AS row, count(*) AS times
    FROM dated.days GROUP BY 1
), texts AS (
    SELECT concat_ws('/', incoming, answered, abandoned, answer_speed, talk, waiting) AS row, count(*) AS times
    FROM strings.days GROUP BY 1
)
SELECT CASE WHEN texts.row IS NULL THEN 'plain' ELSE 'texts' END AS side,
       coalesce(plain.row, texts.row) AS row,
       coalesce(plain.times, 0) - coalesce(texts.times, 0) AS times
FROM plain FULL JOIN texts ON plain.row = texts.row
WHERE coalesce(plain.times, 0) <> coalesce(texts.times, 0)
