### The pages that `tidings kpi docs` writes: every KPI with its definition, query and history.

catalogue-title = KPI-catalogus
catalogue-intro = Wat elk cijfer zegt, hoe het wordt geteld en hoe de definitie is veranderd.
catalogue-contents = Inhoud
# Between a label and its text.
catalogue-colon = :
catalogue-caution = Let op
catalogue-unit = Eenheid
catalogue-better = Richting
catalogue-better-higher = hoger is beter
catalogue-better-lower = lager is beter
catalogue-better-none = alleen context, geen van beide is beter
# The column with the date that puts a row in a period.
catalogue-counted-by = Geteld op datum
# For a KPI that counts what holds at one moment.
catalogue-snapshot = stand aan het einde van de periode
# Followed by names such as Team, Queue.
catalogue-dimensions = Uit te splitsen naar
catalogue-minimum = Minste rijen voor een cijfer
# Followed by a number of days.
catalogue-maturity = Bekend na
catalogue-finest = Kortste periode
catalogue-grain-week = week
catalogue-grain-month = maand
catalogue-grain-quarter = kwartaal
catalogue-grain-year = jaar
# Who answers for the definition.
catalogue-owner = Verantwoordelijk
catalogue-parameters = Parameters
# $value, $min, $max (String) - each with its unit
catalogue-parameter-range = { $value } (van { $min } tot en met { $max })
# $value, $min (String) - each with its unit
catalogue-parameter-least = { $value } (minstens { $min })
# $value, $max (String) - each with its unit
catalogue-parameter-most = { $value } (hoogstens { $max })
catalogue-formula = Formule
catalogue-numerator = Teller
catalogue-denominator = Noemer
catalogue-value = Waarde
# The number of rows behind a value.
catalogue-rows = Getelde rijen
catalogue-quotient = Teller en noemer worden eerst opgeteld en dan één keer gedeeld. Een langere periode of een grotere groep is nooit een gemiddelde van gemiddelden.
catalogue-query = Query
catalogue-versions = Versies
catalogue-column-version = Versie
catalogue-column-since = Geldig sinds
catalogue-column-status = Status
catalogue-column-change = Wijziging
catalogue-since-beginning = vanaf het begin
catalogue-first = Eerste definitie.
catalogue-status-draft = concept
catalogue-status-released = vrijgegeven
catalogue-status-deprecated = niet meer in gebruik
# Followed by tables and their columns.
catalogue-reads = Leest
# Followed by names of other KPIs.
catalogue-read-with = Samen te lezen met
