### Everything a report prints, besides the names and definitions of its KPIs.
###
### Values arrive as finished text in the reader's own way of writing numbers and dates: print `{ $value }` as it is.
### `$n` only selects a plural; the number to show is `$n_text` beside it.
### Names of centres, queues and files are data: they may be in any script, so no word may lean on their last sound or gender.
### Headings and labels carry no final dot; sentences do.
###
### In Dutch: impersonal, no `u` or `je`.

## Titles of the standard reports

report-centre-daily-title = Dagrapport
report-centre-weekly-title = Weekrapport
report-group-weekly-title = Weekrapport van alle locaties

## Head and foot of a report

# The title of the browser window, and of a file.
# $title (String) - title of the report; $site (String) - name of the centre; $period (String) - the period in words
report-page-title = { $title } · { $site } · { $period }
# In place of a centre's name.
report-all-sites = Alle locaties
# $sites (String) - a list of names, such as "Eindhoven, Köln and 부산"
report-sites-included = Omvat { $sites }.
# $zone (String) - a time zone by its international name, such as "Europe/Amsterdam"
report-time-zone = Alle tijden gelden voor de tijdzone { $zone }.
# Shown in a report over several time zones. $zone (String) - the zone of the few times that it prints
report-time-zones = Elke locatie telt volgens haar eigen kalenderdag, in haar eigen tijdzone. De genoemde tijden gelden voor de tijdzone { $zone }.
# $time (String) - date and time with its zone: up to when the data reach
report-data-as-of = Gegevens t/m { $time }
# No row of data has arrived yet.
report-data-none = Nog geen gegevens
# $run (String) - the id of the run, which support asks for
report-run = Run { $run }
# The label of a list of links to the sections, read aloud by screen readers.
report-contents = Inhoud

## Periods

# $date (String) - a date with its weekday
report-period-day = { $date }
# $week (String) - ISO week number; $range (String) - such as "2–8 March 2026"
report-period-week = Week { $week }, { $range }
# $month (String) - month and year
report-period-month = { $month }
# $quarter (String) - 1 to 4; $year (String)
report-period-quarter = { $quarter }e kwartaal { $year }
# $year (String)
report-period-year = { $year }
# Below the time axis of a chart: at most 6 columns wide. $week (String) - ISO week number
report-axis-week = wk { $week }
# Below the time axis of a chart. $quarter (String) - 1 to 4; $year (String)
report-axis-quarter = K{ $quarter } { $year }

## Titles of sections

report-section-cards = Kerncijfers
report-section-trend = Verloop
report-section-balance = Snelheid en kwaliteit
report-section-definitions = Wat er is geteld
report-section-data-quality = Gegevenskwaliteit

## Key figures

# $value (String) - the target
report-target = Doel { $value }
# $value (String) - the share to reach, such as "80%"; $threshold (String) - such as "20 seconds"
report-target-within = Doel { $value } binnen { $threshold }
# How a value stands to its target; at most 14 columns wide.
report-target-met = Op doel
report-target-near = Bijna op doel
report-target-missed = Niet op doel
# $low, $high (String) - the ends of the usual band; $source (String) - where the band comes from, as it was published
report-benchmark-band = Gebruikelijk: { $low } tot { $high } ({ $source })
# $average (String) - what is usual elsewhere; $source (String) - where it comes from
report-benchmark-average = Gebruikelijke waarde: { $average } ({ $source })

# Labels of a change, each after the period it compares with; at most 30 columns wide.
report-change-previous-day = Verschil met vorige dag
report-change-previous-week = Verschil met vorige week
report-change-previous-month = Verschil met vorige maand
report-change-previous-quarter = Verschil met vorig kwartaal
report-change-previous-year = Verschil met vorig jaar
# A daily report compares with the same weekday of the week before.
report-change-week-before = T.o.v. zelfde dag vorige week
# 52 weeks earlier, so that weekdays match.
report-change-year-before-day = T.o.v. die weekdag vorig jaar
report-change-year-before-week = T.o.v. zelfde week vorig jaar
report-change-year-before-month = T.o.v. zelfde maand vorig jaar
report-change-year-before-quarter = T.o.v. dat kwartaal vorig jaar
# A change of a percentage. $points (String) - with sign, such as "+2.1"; at most 12 columns wide
report-change-points = { $points } procentpunt
# A change of a number. $difference (String) - with sign; $relative (String) - with sign and percent sign
report-change-count = { $difference } ({ $relative })
# The value is the same as it was, as far as it is shown.
report-change-none = Geen verschil
# There is nothing to compare with.
report-change-unknown = Geen vergelijkingscijfer

# Read aloud after a change: which way is good. Colours say the same to the eye.
report-tone-good = beter
report-tone-bad = slechter

## Why a value is not shown, or is marked

# There is no figure at all.
report-hidden-none = Geen gegevens
# $minimum (String) - the least number of rows behind a figure
report-hidden-thin = Te weinig om te tonen (n<{ $minimum })
# Figures of small groups would expose single people. $n (Number) - the least number of agents
report-hidden-withheld =
    { $n ->
        [one] Niet getoond: minder dan { $n_text } agent
       *[other] Niet getoond: minder dan { $n_text } agents
    }
# $date (String) - the first day on which the value can be known
report-hidden-immature = Pas bekend op { $date }
# As above, where the day cannot be told.
report-hidden-immature-open = Nog niet bekend
report-flag-incomplete = Onvolledig: de gegevens lopen niet door tot het einde van de periode.
# An earlier report showed another value, which is not known any more. `.marked` stands once below a table or chart and explains the mark † behind its values.
report-flag-restated = Herzien: een eerder rapport liet een andere waarde zien.
    .marked = † Herzien: een eerder rapport liet een andere waarde zien.
# The four reasons why a value is not the one that was published first. $value (String) - the value that was published first
report-restated-late-data = Herzien: in het eerste rapport stond { $value }. Rijen die later binnenkwamen, tellen nu mee.
    .marked = † Herzien: in het eerste rapport stond een andere waarde. Rijen die later binnenkwamen, tellen nu mee.
report-restated-source-correction = Herzien: in het eerste rapport stond { $value }. De bron heeft sindsdien rijen gecorrigeerd.
    .marked = † Herzien: in het eerste rapport stond een andere waarde. De bron heeft sindsdien rijen gecorrigeerd.
report-restated-definition = Herzien: in het eerste rapport stond { $value }. De definitie of een instelling ervan is sindsdien gewijzigd, zonder nieuwe versie.
    .marked = † Herzien: in het eerste rapport stond een andere waarde. De definitie of een instelling ervan is sindsdien gewijzigd, zonder nieuwe versie.
report-restated-model = Herzien: in het eerste rapport stond { $value }. Een fout in de voorbewerking van de gegevens is sindsdien hersteld.
    .marked = † Herzien: in het eerste rapport stond een andere waarde. Een fout in de voorbewerking van de gegevens is sindsdien hersteld.

## Trend

# The caption of a chart and of the table behind it. $kpi (String) - name of a KPI
report-trend-by-day = { $kpi }, per dag
report-trend-by-week = { $kpi }, per week
report-trend-by-month = { $kpi }, per maand
report-trend-by-quarter = { $kpi }, per kwartaal
report-trend-by-year = { $kpi }, per jaar
# Stands below a chart and is read aloud in its place. All (String): values and the periods in which they were reached.
report-trend-summary = Laatste waarde: { $latest } ({ $latest_period }). Laagste: { $lowest } ({ $lowest_period }). Hoogste: { $highest } ({ $highest_period }).
report-trend-empty = Er zijn geen cijfers voor deze tijdspanne.
# $n (Number) - periods without a figure
report-trend-gaps =
    { $n ->
        [one] { $n_text } periode heeft geen cijfer en is opengelaten.
       *[other] { $n_text } perioden hebben geen cijfer en zijn opengelaten.
    }
# Names the dashed line in a chart. $value (String)
report-trend-target = Doel { $value }
# Names the hatched band in a chart. $low, $high (String)
report-trend-band = Gebruikelijk: { $low } tot { $high }
# Opens the table with the values of a chart.
report-trend-table = Waarden tonen
report-column-period = Periode
report-column-value = Waarde

## Table by a dimension

# The last row: the KPI over everything, which is not the sum or the average of the rows.
report-table-total = Totaal
# A row whose contacts carry no such mark, such as contacts without a queue.
report-table-missing = Niet opgegeven
report-table-note = De laatste rij is over alle contacten geteld. Ze is niet het gemiddelde van de rijen erboven.
report-table-empty = Voor deze periode valt er niets te tonen.

## Speed and quality

report-column-kpi = KPI
report-column-before = Vorige periode
report-column-now = Deze periode
report-column-change = Verschil
# $kpi (String) - name of the handle time; $before, $now (String) - its values; $worse (String) - list of the KPIs that got worse
report-balance-warning = Kortere afhandeling gaat mogelijk ten koste van de kwaliteit. { $kpi }: van { $before } naar { $now }. Tegelijk verslechterd: { $worse }.
# $kpi (String) - name of the handle time
report-balance-calm = In deze periode wijst niets erop dat kortere afhandeling ten koste van de kwaliteit ging. { $kpi } is achtergrond, geen doel: dit cijfer krijgt nooit het oordeel goed of slecht.
# $kpi (String) - name of the handle time
report-balance-unknown = Er zijn niet genoeg cijfers om de afhandeltijd naast de kwaliteit te leggen. { $kpi } is achtergrond, geen doel: dit cijfer krijgt nooit het oordeel goed of slecht.
# One line for each measure beside the first. $kpi, $other (String) - names of KPIs; $value (String) - with sign and two decimals; $range (String) - first and last day; $days (String) - at least 14
report-balance-correlation = { $kpi } en { $other }, { $range }, { $days } dagen met beide cijfers: correlatie { $value }.
# Stands below those lines.
report-balance-correlation-note = Een correlatie ligt tussen -1 en 1. Boven 0 zijn beide meestal op dezelfde dagen hoog; onder 0 is de ene meestal hoog waar de andere laag is. Dat het een het ander veroorzaakt, volgt daar niet uit.

## What was counted

# $version (String) - a whole number
report-version = Versie { $version }
# $version (String) - a whole number; $date (String) - the first day on which it counts
report-version-since = Versie { $version }, sinds { $date }
# $unit (String) - one of the messages report-unit-…
report-definition-unit = Eenheid: { $unit }
report-unit-count = aantal
report-unit-percent = percentage
report-unit-duration = tijd
report-unit-score = score
report-unit-points = punten
report-unit-money = bedrag
report-unit-ratio = verhouding
# In a column of a spreadsheet, where the numbers are plain seconds.
report-unit-seconds = seconden
# The change lies inside the period. $date (String)
report-definition-changed-within = De definitie is op { $date } gewijzigd, binnen deze periode. De hele periode is volgens de nieuwe definitie geteld.
# The change lies at the beginning of the period or just before it. $date (String)
report-definition-changed-before = De definitie is op { $date } gewijzigd. Verschillen en verloop in dit rapport zijn overal volgens de nieuwe definitie geteld.
# $version (String) - number of the earlier version; $value (String) - what the figure of this period would be by it
report-definition-earlier = Volgens de eerdere definitie (versie { $version }) zou hier { $value } staan.
# On the card of a figure. $date (String) - the day of the change; $value (String) - the figure by the earlier definition
report-card-new-definition = Nieuwe definitie sinds { $date }. Volgens de eerdere: { $value }.
# As above, where the earlier figure is not known. $date (String)
report-card-new-definition-only = Nieuwe definitie sinds { $date }.
# A setting of a definition. $name (String) - one of the messages parameter-…; $value (String) - with its unit
report-parameter = { $name }: { $value }
# $site (String) - name of the centre for which it is set
report-parameter-at = { $name }: { $value } ({ $site })
# $date (String) - the first day on which it counts
report-parameter-since = { $name }: { $value }, sinds { $date }
# $site (String) - name of a centre; $date (String) - the first day on which it counts
report-parameter-at-since = { $name }: { $value } ({ $site }), sinds { $date }
# The value of a setting that counts days. $n (Number)
report-days =
    { $n ->
        [one] { $n_text } dag
       *[other] { $n_text } dagen
    }
parameter-threshold-seconds = Grenswaarde
parameter-window-days = Tijdvenster
parameter-short-abandon-seconds = Kortste afgehaakte contact dat meetelt

## Data quality

# The caption of a table: what the last run read from each source.
report-accounts = Door deze run gelezen rijen
report-accounts-empty = Deze run heeft geen enkele bron gelezen.
report-column-source = Bron
report-column-read = Gelezen
report-column-inserted = Nieuw
report-column-updated = Gewijzigd
report-column-unchanged = Ongewijzigd
report-column-superseded = Achterhaald
report-column-deleted = Verwijderd
report-column-rejected = Geweigerd
report-column-latest = Meest recent
# Rows that could not be read. $n (Number)
report-rejects =
    { $n ->
        [one] { $n_text } rij is geweigerd en telt in geen enkel cijfer mee.
       *[other] { $n_text } rijen zijn geweigerd en tellen in geen enkel cijfer mee.
    }
report-rejects-none = Er is geen rij geweigerd.
# The caption of a table of the first rejected rows.
report-rejects-first = Eerste geweigerde rijen
report-column-file = Bestand
report-column-line = Regel
report-column-reason = Reden
# $sites (String) - list of names of centres
report-incomplete-sites = De gegevens van deze locaties lopen niet door tot het einde van de periode: { $sites }.
report-complete = De gegevens lopen door tot het einde van de periode.
# The clocks were changed. $date (String); $hours (String) - 23 or 25; $site (String) - name of the centre
report-long-short-day = { $site }: { $date } telt { $hours } uur, omdat de klok wordt verzet.

## Columns of a spreadsheet

report-column-section = Onderdeel
report-column-row = Rij
report-column-from = Van
report-column-to = T/m
report-column-unit = Eenheid
report-column-target = Doel
report-column-note = Opmerking

## Dimensions
## The value heads a column; `.by` is the title of a table.

dimension-site = Locatie
    .by = Per locatie
dimension-team = Team
    .by = Per team
dimension-queue = Wachtrij
    .by = Per wachtrij
dimension-skill = Skill
    .by = Per skill
dimension-channel = Kanaal
    .by = Per kanaal
dimension-direction = Richting
    .by = Per richting
dimension-language = Taal
    .by = Per taal
dimension-topic = Onderwerp
    .by = Per onderwerp
dimension-weekday = Weekdag
    .by = Per weekdag
dimension-hour = Uur
    .by = Per uur van de dag
dimension-priority = Prioriteit
    .by = Per prioriteit
dimension-status = Status
    .by = Per status
dimension-kind = Soort dienst
    .by = Per soort dienst
dimension-agent-id = Agent
    .by = Per agent

## Values that data use as codes. A code without a message here is printed as it is.

value-channel-voice = Telefoon
value-channel-chat = Chat
value-channel-email = E-mail
value-channel-social = Social media
value-direction-inbound = Inkomend
value-direction-outbound = Uitgaand
value-language-nl = Nederlands
value-language-en = Engels
value-language-de = Duits
value-language-zh = Chinees
value-language-ko = Koreaans
value-priority-low = Laag
value-priority-normal = Normaal
value-priority-high = Hoog
value-priority-urgent = Dringend
value-status-new = Nieuw
value-status-open = Open
value-status-pending = In afwachting
value-status-solved = Opgelost
value-status-closed = Gesloten
value-status-reopened = Heropend
value-kind-day = Dagdienst
value-kind-evening = Avonddienst
value-kind-night = Nachtdienst

## Queues, teams, skills and topics of the standard project

value-queue-billing = Facturatie
value-queue-orders = Bestellingen
value-queue-support = Technische support
value-team-service = Service
value-team-technical = Techniek
value-skill-customer-care = Klantcontact
value-skill-technical-support = Technische support
value-topic-invoice = Factuur
value-topic-payment = Betaling
value-topic-delivery = Levering
value-topic-return = Retour
value-topic-fault = Storing
value-topic-setup = Installatie
