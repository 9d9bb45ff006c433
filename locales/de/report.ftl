### Everything a report prints, besides the names and definitions of its KPIs.
###
### Values arrive as finished text in the reader's own way of writing numbers and dates: print `{ $value }` as it is.
### `$n` only selects a plural; the number to show is `$n_text` beside it.
### Names of centres, queues and files are data: they may be in any script, so no word may lean on their last sound or gender.
### Headings and labels carry no final dot; sentences do.
###
### In German: impersonal, no `Sie`; no article before a variable.

## Titles of the standard reports

report-centre-daily-title = Tagesbericht
report-centre-weekly-title = Wochenbericht
report-group-weekly-title = Wochenbericht aller Standorte

## Head and foot of a report

# The title of the browser window, and of a file.
# $title (String) - title of the report; $site (String) - name of the centre; $period (String) - the period in words
report-page-title = { $title } · { $site } · { $period }
# In place of a centre's name.
report-all-sites = Alle Standorte
# $sites (String) - a list of names, such as "Eindhoven, Köln and 부산"
report-sites-included = Enthalten: { $sites }.
# $zone (String) - a time zone by its international name, such as "Europe/Amsterdam"
report-time-zone = Alle Zeiten gelten für die Zeitzone { $zone }.
# Shown in a report over several time zones. $zone (String) - the zone of the few times that it prints
report-time-zones = Jeder Standort zählt nach seinem eigenen Kalendertag, in seiner eigenen Zeitzone. Die genannten Zeiten gelten für die Zeitzone { $zone }.
# $time (String) - date and time with its zone: up to when the data reach
report-data-as-of = Datenstand: { $time }
# No row of data has arrived yet.
report-data-none = Noch keine Daten
# $run (String) - the id of the run, which support asks for
report-run = Lauf { $run }
# The label of a list of links to the sections, read aloud by screen readers.
report-contents = Inhalt

## Periods

# $date (String) - a date with its weekday
report-period-day = { $date }
# $week (String) - ISO week number; $range (String) - such as "2–8 March 2026"
report-period-week = KW { $week }, { $range }
# $month (String) - month and year
report-period-month = { $month }
# $quarter (String) - 1 to 4; $year (String)
report-period-quarter = { $quarter }. Quartal { $year }
# $year (String)
report-period-year = { $year }
# Below the time axis of a chart: at most 6 columns wide. $week (String) - ISO week number
report-axis-week = KW { $week }
# Below the time axis of a chart. $quarter (String) - 1 to 4; $year (String)
report-axis-quarter = Q{ $quarter } { $year }

## Titles of sections

report-section-cards = Kennzahlen
report-section-trend = Zeitlicher Verlauf
report-section-balance = Schnelligkeit und Qualität
report-section-definitions = Was gezählt wurde
report-section-data-quality = Datenqualität

## Key figures

# $value (String) - the target
report-target = Ziel { $value }
# $value (String) - the share to reach, such as "80%"; $threshold (String) - such as "20 seconds"
report-target-within = Ziel { $value } innerhalb von { $threshold }
# How a value stands to its target; at most 14 columns wide.
report-target-met = Im Ziel
report-target-near = Knapp verfehlt
report-target-missed = Ziel verfehlt
# $low, $high (String) - the ends of the usual band; $source (String) - where the band comes from, as it was published
report-benchmark-band = Üblich: { $low } bis { $high } ({ $source })
# $average (String) - what is usual elsewhere; $source (String) - where it comes from
report-benchmark-average = Üblicher Wert: { $average } ({ $source })

# Labels of a change, each after the period it compares with; at most 30 columns wide.
report-change-previous-day = Veränderung zum Vortag
report-change-previous-week = Veränderung zur Vorwoche
report-change-previous-month = Veränderung zum Vormonat
report-change-previous-quarter = Veränderung zum Vorquartal
report-change-previous-year = Veränderung zum Vorjahr
# A daily report compares with the same weekday of the week before.
report-change-week-before = Veränderung zum Vorwochentag
# 52 weeks earlier, so that weekdays match.
report-change-year-before-day = Zum Wochentag des Vorjahres
report-change-year-before-week = Veränderung zur Vorjahreswoche
report-change-year-before-month = Veränderung zum Vorjahresmonat
report-change-year-before-quarter = Änderung zum Vorjahresquartal
# A change of a percentage. $points (String) - with sign, such as "+2.1"; at most 12 columns wide
report-change-points = { $points } Prozentpunkte
# A change of a number. $difference (String) - with sign; $relative (String) - with sign and percent sign
report-change-count = { $difference } ({ $relative })
# The value is the same as it was, as far as it is shown.
report-change-none = Keine Veränderung
# There is nothing to compare with.
report-change-unknown = Kein Vergleichswert

# Read aloud after a change: which way is good. Colours say the same to the eye.
report-tone-good = besser
report-tone-bad = schlechter

## Why a value is not shown, or is marked

# There is no figure at all.
report-hidden-none = Keine Daten
# $minimum (String) - the least number of rows behind a figure
report-hidden-thin = Zu wenige Fälle (n<{ $minimum })
# Figures of small groups would expose single people. $n (Number) - the least number of agents
report-hidden-withheld =
    { $n ->
        [one] Nicht ausgewiesen: weniger als { $n_text } Agent
       *[other] Nicht ausgewiesen: weniger als { $n_text } Agenten
    }
# $date (String) - the first day on which the value can be known
report-hidden-immature = Erst ab { $date } bekannt
# As above, where the day cannot be told.
report-hidden-immature-open = Noch nicht bekannt
report-flag-incomplete = Unvollständig: Die Daten reichen nicht bis zum Ende des Zeitraums.
# An earlier report showed another value, which is not known any more. `.marked` stands once below a table or chart and explains the mark † behind its values.
report-flag-restated = Korrigiert: Ein früherer Bericht zeigte einen anderen Wert.
    .marked = † Korrigiert: Ein früherer Bericht zeigte einen anderen Wert.
# The four reasons why a value is not the one that was published first. $value (String) - the value that was published first
report-restated-late-data = Korrigiert: Der erste Bericht zeigte { $value }. Später eingetroffene Zeilen sind jetzt mitgezählt.
    .marked = † Korrigiert: Der erste Bericht zeigte einen anderen Wert. Später eingetroffene Zeilen sind jetzt mitgezählt.
report-restated-source-correction = Korrigiert: Der erste Bericht zeigte { $value }. Die Quelle hat seitdem Zeilen berichtigt.
    .marked = † Korrigiert: Der erste Bericht zeigte einen anderen Wert. Die Quelle hat seitdem Zeilen berichtigt.
report-restated-definition = Korrigiert: Der erste Bericht zeigte { $value }. Die Definition oder eine ihrer Einstellungen wurde seitdem geändert, ohne neue Version.
    .marked = † Korrigiert: Der erste Bericht zeigte einen anderen Wert. Die Definition oder eine ihrer Einstellungen wurde seitdem geändert, ohne neue Version.
report-restated-model = Korrigiert: Der erste Bericht zeigte { $value }. Ein Fehler in der Aufbereitung der Daten wurde seitdem behoben.
    .marked = † Korrigiert: Der erste Bericht zeigte einen anderen Wert. Ein Fehler in der Aufbereitung der Daten wurde seitdem behoben.

## Trend

# The caption of a chart and of the table behind it. $kpi (String) - name of a KPI
report-trend-by-day = { $kpi }, nach Tagen
report-trend-by-week = { $kpi }, nach Wochen
report-trend-by-month = { $kpi }, nach Monaten
report-trend-by-quarter = { $kpi }, nach Quartalen
report-trend-by-year = { $kpi }, nach Jahren
# Stands below a chart and is read aloud in its place. All (String): values and the periods in which they were reached.
report-trend-summary = Letzter Wert: { $latest } ({ $latest_period }). Niedrigster: { $lowest } ({ $lowest_period }). Höchster: { $highest } ({ $highest_period }).
report-trend-empty = Für diese Zeitspanne liegen keine Werte vor.
# $n (Number) - periods without a figure
report-trend-gaps =
    { $n ->
        [one] { $n_text } Zeitraum hat keinen Wert und erscheint als Lücke.
       *[other] { $n_text } Zeiträume haben keinen Wert und erscheinen als Lücken.
    }
# Names the dashed line in a chart. $value (String)
report-trend-target = Ziel { $value }
# Names the hatched band in a chart. $low, $high (String)
report-trend-band = Üblich: { $low } bis { $high }
# Opens the table with the values of a chart.
report-trend-table = Werte anzeigen
report-column-period = Zeitraum
report-column-value = Wert

## Table by a dimension

# The last row: the KPI over everything, which is not the sum or the average of the rows.
report-table-total = Gesamt
# A row whose contacts carry no such mark, such as contacts without a queue.
report-table-missing = Keine Angabe
report-table-note = Die letzte Zeile ist über alle Kontakte gezählt. Sie ist nicht der Durchschnitt der Zeilen darüber.
report-table-empty = Für diesen Zeitraum gibt es nichts aufzuführen.

## Speed and quality

report-column-kpi = Kennzahl
report-column-before = Vorperiode
report-column-now = Dieser Zeitraum
report-column-change = Veränderung
# $kpi (String) - name of the handle time; $before, $now (String) - its values; $worse (String) - list of the KPIs that got worse
report-balance-warning = Kürzere Bearbeitung geht möglicherweise zulasten der Qualität. { $kpi }: von { $before } auf { $now }. Zugleich verschlechtert: { $worse }.
# $kpi (String) - name of the handle time
report-balance-calm = In diesem Zeitraum deutet nichts darauf hin, dass kürzere Bearbeitung zulasten der Qualität ging. { $kpi } dient der Einordnung und ist kein Ziel: Eine Wertung als gut oder schlecht gibt es hier nie.
# $kpi (String) - name of the handle time
report-balance-unknown = Die Werte reichen nicht aus, um Bearbeitungszeit und Qualität gegenüberzustellen. { $kpi } dient der Einordnung und ist kein Ziel: Eine Wertung als gut oder schlecht gibt es hier nie.
# One line for each measure beside the first. $kpi, $other (String) - names of KPIs; $value (String) - with sign and two decimals; $range (String) - first and last day; $days (String) - at least 14
report-balance-correlation = { $kpi } und { $other }, { $range }, { $days } Tage mit beiden Werten: Korrelation { $value }.
# Stands below those lines.
report-balance-correlation-note = Eine Korrelation liegt zwischen -1 und 1. Über 0 sind beide Werte meist an denselben Tagen hoch; unter 0 ist der eine meist hoch, wo der andere niedrig ist. Dass der eine den anderen verursacht, folgt daraus nicht.

## What was counted

# $version (String) - a whole number
report-version = Version { $version }
# $version (String) - a whole number; $date (String) - the first day on which it counts
report-version-since = Version { $version }, seit { $date }
# $unit (String) - one of the messages report-unit-…
report-definition-unit = Einheit: { $unit }
report-unit-count = Anzahl
report-unit-percent = Prozentwert
report-unit-duration = Zeit
report-unit-score = Bewertung
report-unit-points = Punkte
report-unit-money = Geldbetrag
report-unit-ratio = Verhältnis
# In a column of a spreadsheet, where the numbers are plain seconds.
report-unit-seconds = Sekunden
# The change lies inside the period. $date (String)
report-definition-changed-within = Die Definition wurde am { $date } geändert, also in diesem Zeitraum. Der ganze Zeitraum ist nach der neuen Definition gezählt.
# The change lies at the beginning of the period or just before it. $date (String)
report-definition-changed-before = Die Definition wurde am { $date } geändert. Veränderungen und Verläufe in diesem Bericht sind durchgehend nach der neuen Definition gezählt.
# $version (String) - number of the earlier version; $value (String) - what the figure of this period would be by it
report-definition-earlier = Nach der früheren Definition (Version { $version }) stünde hier { $value }.
# On the card of a figure. $date (String) - the day of the change; $value (String) - the figure by the earlier definition
report-card-new-definition = Neue Definition seit { $date }. Nach der früheren: { $value }.
# As above, where the earlier figure is not known. $date (String)
report-card-new-definition-only = Neue Definition seit { $date }.
# A setting of a definition. $name (String) - one of the messages parameter-…; $value (String) - with its unit
report-parameter = { $name }: { $value }
# $site (String) - name of the centre for which it is set
report-parameter-at = { $name }: { $value } ({ $site })
# $date (String) - the first day on which it counts
report-parameter-since = { $name }: { $value }, seit { $date }
# $site (String) - name of a centre; $date (String) - the first day on which it counts
report-parameter-at-since = { $name }: { $value } ({ $site }), seit { $date }
# The value of a setting that counts days. $n (Number)
report-days =
    { $n ->
        [one] { $n_text } Tag
       *[other] { $n_text } Tage
    }
parameter-threshold-seconds = Schwellenwert
parameter-window-days = Zeitfenster
parameter-short-abandon-seconds = Kürzester abgebrochener Kontakt, der zählt

## Data quality

# The caption of a table: what the last run read from each source.
report-accounts = In diesem Lauf gelesene Zeilen
report-accounts-empty = Dieser Lauf hat keine Quelle gelesen.
report-column-source = Quelle
report-column-read = Gelesen
report-column-inserted = Neu
report-column-updated = Geändert
report-column-unchanged = Unverändert
report-column-superseded = Überholt
report-column-deleted = Gelöscht
report-column-rejected = Abgewiesen
report-column-latest = Neueste Daten
# Rows that could not be read. $n (Number)
report-rejects =
    { $n ->
        [one] { $n_text } Zeile wurde abgewiesen und ist in keinem Wert enthalten.
       *[other] { $n_text } Zeilen wurden abgewiesen und sind in keinem Wert enthalten.
    }
report-rejects-none = Keine Zeile wurde abgewiesen.
# The caption of a table of the first rejected rows.
report-rejects-first = Erste abgewiesene Zeilen
report-column-file = Datei
report-column-line = Zeile
report-column-reason = Grund
# $sites (String) - list of names of centres
report-incomplete-sites = Die Daten dieser Standorte reichen nicht bis zum Ende des Zeitraums: { $sites }.
report-complete = Die Daten reichen bis zum Ende des Zeitraums.
# The clocks were changed. $date (String); $hours (String) - 23 or 25; $site (String) - name of the centre
report-long-short-day = { $site }: { $date } hat { $hours } Stunden, weil die Uhr umgestellt wird.

## Columns of a spreadsheet

report-column-section = Abschnitt
report-column-row = Zeile
report-column-from = Von
report-column-to = Bis
report-column-unit = Einheit
report-column-target = Ziel
report-column-note = Hinweis

## Dimensions
## The value heads a column; `.by` is the title of a table.

dimension-site = Standort
    .by = Nach Standort
dimension-team = Team
    .by = Nach Team
dimension-queue = Warteschlange
    .by = Nach Warteschlange
dimension-skill = Skill
    .by = Nach Skill
dimension-channel = Kanal
    .by = Nach Kanal
dimension-direction = Richtung
    .by = Nach Richtung
dimension-language = Sprache
    .by = Nach Sprache
dimension-topic = Thema
    .by = Nach Thema
dimension-weekday = Wochentag
    .by = Nach Wochentag
dimension-hour = Stunde
    .by = Nach Stunde des Tages
dimension-priority = Priorität
    .by = Nach Priorität
dimension-status = Status
    .by = Nach Status
dimension-kind = Schichtart
    .by = Nach Schichtart
dimension-agent-id = Agent
    .by = Nach Agent

## Values that data use as codes. A code without a message here is printed as it is.

value-channel-voice = Telefon
value-channel-chat = Chat
value-channel-email = E-Mail
value-channel-social = Social Media
value-direction-inbound = Eingehend
value-direction-outbound = Ausgehend
value-language-nl = Niederländisch
value-language-en = Englisch
value-language-de = Deutsch
value-language-zh = Chinesisch
value-language-ko = Koreanisch
value-priority-low = Niedrig
value-priority-normal = Normal
value-priority-high = Hoch
value-priority-urgent = Dringend
value-status-new = Neu
value-status-open = Offen
value-status-pending = Wartend
value-status-solved = Gelöst
value-status-closed = Geschlossen
value-status-reopened = Wiedereröffnet
value-kind-day = Tagschicht
value-kind-evening = Spätschicht
value-kind-night = Nachtschicht

## Queues, teams, skills and topics of the standard project

value-queue-billing = Rechnungen
value-queue-orders = Bestellungen
value-queue-support = Technischer Support
value-team-service = Service
value-team-technical = Technik
value-skill-customer-care = Kundenbetreuung
value-skill-technical-support = Technischer Support
value-topic-invoice = Rechnung
value-topic-payment = Zahlung
value-topic-delivery = Lieferung
value-topic-return = Rücksendung
value-topic-fault = Störung
value-topic-setup = Einrichtung
