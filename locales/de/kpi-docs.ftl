### The pages that `tidings kpi docs` writes: every KPI with its definition, query and history.

catalogue-title = KPI-Katalog
catalogue-intro = Was jede Kennzahl aussagt, wie sie gezählt wird und wie sich ihre Definition geändert hat.
catalogue-contents = Inhalt
# Between a label and its text.
catalogue-colon = :
catalogue-caution = Hinweis
catalogue-unit = Einheit
catalogue-better = Richtung
catalogue-better-higher = höher ist besser
catalogue-better-lower = niedriger ist besser
catalogue-better-none = nur Kontext, keines von beiden ist besser
# The column with the date that puts a row in a period.
catalogue-counted-by = Gezählt nach Datum
# For a KPI that counts what holds at one moment.
catalogue-snapshot = Stand am Ende des Zeitraums
# Followed by names such as Team, Queue.
catalogue-dimensions = Aufteilbar nach
catalogue-minimum = Mindestanzahl an Zeilen
# Followed by a number of days.
catalogue-maturity = Frist bis zum Wert
catalogue-finest = Kürzester Zeitraum
catalogue-grain-week = Woche
catalogue-grain-month = Monat
catalogue-grain-quarter = Quartal
catalogue-grain-year = Jahr
# Who answers for the definition.
catalogue-owner = Verantwortlich
catalogue-parameters = Parameter
# $value, $min, $max (String) - each with its unit
catalogue-parameter-range = { $value } (zulässig: { $min } bis { $max })
# $value, $min (String) - each with its unit
catalogue-parameter-least = { $value } (mindestens { $min })
# $value, $max (String) - each with its unit
catalogue-parameter-most = { $value } (höchstens { $max })
catalogue-formula = Formel
catalogue-numerator = Zähler
catalogue-denominator = Nenner
catalogue-value = Wert
# The number of rows behind a value.
catalogue-rows = Gezählte Zeilen
catalogue-quotient = Zähler und Nenner werden erst summiert und dann einmal geteilt. Ein längerer Zeitraum oder eine größere Gruppe ist nie ein Durchschnitt von Durchschnitten.
catalogue-query = Abfrage
catalogue-versions = Versionen
catalogue-column-version = Version
catalogue-column-since = Gültig seit
catalogue-column-status = Status
catalogue-column-change = Änderung
catalogue-since-beginning = von Anfang an
catalogue-first = Erste Definition.
catalogue-status-draft = Entwurf
catalogue-status-released = freigegeben
catalogue-status-deprecated = nicht mehr verwendet
# Followed by tables and their columns.
catalogue-reads = Liest
# Followed by names of other KPIs.
catalogue-read-with = Zusammen zu lesen mit
