### The pages that `tidings kpi docs` writes: every KPI with its definition, query and history.

catalogue-title = KPI catalogue
catalogue-intro = What each figure says, how it is counted, and how its definition has changed.
catalogue-contents = Contents
# Between a label and its text.
catalogue-colon = :
catalogue-caution = Caution
catalogue-unit = Unit
catalogue-better = Direction
catalogue-better-higher = higher is better
catalogue-better-lower = lower is better
catalogue-better-none = context only, neither is better
# The column with the date that puts a row in a period.
catalogue-counted-by = Counted by date
# For a KPI that counts what holds at one moment.
catalogue-snapshot = state at the end of the period
# Followed by names such as Team, Queue.
catalogue-dimensions = Can be split by
catalogue-minimum = Fewest rows for a figure
# Followed by a number of days.
catalogue-maturity = Known after
catalogue-finest = Shortest period
catalogue-grain-week = week
catalogue-grain-month = month
catalogue-grain-quarter = quarter
catalogue-grain-year = year
# Who answers for the definition.
catalogue-owner = Responsible
catalogue-parameters = Parameters
# $value, $min, $max (String) - each with its unit
catalogue-parameter-range = { $value } (from { $min } to { $max })
# $value, $min (String) - each with its unit
catalogue-parameter-least = { $value } (at least { $min })
# $value, $max (String) - each with its unit
catalogue-parameter-most = { $value } (at most { $max })
catalogue-formula = Formula
catalogue-numerator = Numerator
catalogue-denominator = Denominator
catalogue-value = Value
# The number of rows behind a value.
catalogue-rows = Rows counted
catalogue-quotient = Numerator and denominator are added up first and divided once. A longer period or a larger group is never an average of averages.
catalogue-query = Query
catalogue-versions = Versions
catalogue-column-version = Version
catalogue-column-since = In force since
catalogue-column-status = Status
catalogue-column-change = Change
catalogue-since-beginning = from the beginning
catalogue-first = First definition.
catalogue-status-draft = draft
catalogue-status-released = released
catalogue-status-deprecated = no longer used
# Followed by tables and their columns.
catalogue-reads = Reads
# Followed by names of other KPIs.
catalogue-read-with = Read together with
