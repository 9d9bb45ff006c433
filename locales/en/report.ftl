### Everything a report prints, besides the names and definitions of its KPIs.
###
### Values arrive as finished text in the reader's own way of writing numbers and dates: print `{ $value }` as it is.
### `$n` only selects a plural; the number to show is `$n_text` beside it.
### Names of centres, queues and files are data: they may be in any script, so no word may lean on their last sound or gender.
### Headings and labels carry no final dot; sentences do.

## Titles of the standard reports

report-centre-daily-title = Daily report
report-centre-weekly-title = Weekly report
report-group-weekly-title = Weekly report of all centres

## Head and foot of a report

# The title of the browser window, and of a file.
# $title (String) - title of the report; $site (String) - name of the centre; $period (String) - the period in words
report-page-title = { $title } · { $site } · { $period }
# In place of a centre's name.
report-all-sites = All centres
# $sites (String) - a list of names, such as "Eindhoven, Köln and 부산"
report-sites-included = Includes { $sites }.
# $zone (String) - a time zone by its international name, such as "Europe/Amsterdam"
report-time-zone = All times are in the time zone { $zone }.
# Shown in a report over several time zones. $zone (String) - the zone of the few times that it prints
report-time-zones = Each centre counts by its own calendar day, in its own time zone. Times are in the time zone { $zone }.
# $time (String) - date and time with its zone: up to when the data reach
report-data-as-of = Data up to { $time }
# No row of data has arrived yet.
report-data-none = No data yet
# $run (String) - the id of the run, which support asks for
report-run = Run { $run }
# The label of a list of links to the sections, read aloud by screen readers.
report-contents = Contents

## Periods

# $date (String) - a date with its weekday
report-period-day = { $date }
# $week (String) - ISO week number; $range (String) - such as "2–8 March 2026"
report-period-week = Week { $week }, { $range }
# $month (String) - month and year
report-period-month = { $month }
# $quarter (String) - 1 to 4; $year (String)
report-period-quarter = Quarter { $quarter }, { $year }
# $year (String)
report-period-year = { $year }
# Below the time axis of a chart: at most 6 columns wide. $week (String) - ISO week number
report-axis-week = W{ $week }
# Below the time axis of a chart. $quarter (String) - 1 to 4; $year (String)
report-axis-quarter = Q{ $quarter } { $year }

## Titles of sections

report-section-cards = Key figures
report-section-trend = Over time
report-section-balance = Speed and quality
report-section-definitions = What was counted
report-section-data-quality = Data quality

## Key figures

# $value (String) - the target
report-target = Target { $value }
# $value (String) - the share to reach, such as "80%"; $threshold (String) - such as "20 seconds"
report-target-within = Target { $value } within { $threshold }
# How a value stands to its target; at most 14 columns wide.
report-target-met = Target met
report-target-near = Close to target
report-target-missed = Target missed
# $low, $high (String) - the ends of the usual band; $source (String) - where the band comes from, as it was published
report-benchmark-band = Usual range { $low } to { $high } ({ $source })
# $average (String) - what is usual elsewhere; $source (String) - where it comes from
report-benchmark-average = Usual value { $average } ({ $source })

# Labels of a change, each after the period it compares with; at most 30 columns wide.
report-change-previous-day = From the day before
report-change-previous-week = From the week before
report-change-previous-month = From the month before
report-change-previous-quarter = From the quarter before
report-change-previous-year = From the year before
# A daily report compares with the same weekday of the week before.
report-change-week-before = From the same weekday last week
# 52 weeks earlier, so that weekdays match.
report-change-year-before-day = From the same weekday last year
report-change-year-before-week = From the same week last year
report-change-year-before-month = From the same month last year
report-change-year-before-quarter = From the same quarter last year
# A change of a percentage. $points (String) - with sign, such as "+2.1"; at most 12 columns wide
report-change-points = { $points } pp
# A change of a number. $difference (String) - with sign; $relative (String) - with sign and percent sign
report-change-count = { $difference } ({ $relative })
# The value is the same as it was, as far as it is shown.
report-change-none = No change
# There is nothing to compare with.
report-change-unknown = No earlier figure

# Read aloud after a change: which way is good. Colours say the same to the eye.
report-tone-good = better
report-tone-bad = worse

## Why a value is not shown, or is marked

# There is no figure at all.
report-hidden-none = No data
# $minimum (String) - the least number of rows behind a figure
report-hidden-thin = Too few to show (n<{ $minimum })
# Figures of small groups would expose single people. $n (Number) - the least number of agents
report-hidden-withheld =
    { $n ->
        [one] Withheld: fewer than { $n_text } agent
       *[other] Withheld: fewer than { $n_text } agents
    }
# $date (String) - the first day on which the value can be known
report-hidden-immature = Not yet known until { $date }
# As above, where the day cannot be told.
report-hidden-immature-open = Not yet known
report-flag-incomplete = Incomplete: the data do not reach the end of the period.
# An earlier report showed another value, which is not known any more. `.marked` stands once below a table or chart and explains the mark † behind its values.
report-flag-restated = Restated: an earlier report showed another value.
    .marked = † Restated: an earlier report showed another value.
# The four reasons why a value is not the one that was published first. $value (String) - the value that was published first
report-restated-late-data = Restated: the first report showed { $value }. Rows that arrived later are now counted.
    .marked = † Restated: the first report showed another value. Rows that arrived later are now counted.
report-restated-source-correction = Restated: the first report showed { $value }. The source has corrected rows since.
    .marked = † Restated: the first report showed another value. The source has corrected rows since.
report-restated-definition = Restated: the first report showed { $value }. The definition or one of its settings has changed since, without a new version.
    .marked = † Restated: the first report showed another value. The definition or one of its settings has changed since, without a new version.
report-restated-model = Restated: the first report showed { $value }. A mistake in how the data are prepared has been corrected since.
    .marked = † Restated: the first report showed another value. A mistake in how the data are prepared has been corrected since.

## Trend

# The caption of a chart and of the table behind it. $kpi (String) - name of a KPI
report-trend-by-day = { $kpi }, by day
report-trend-by-week = { $kpi }, by week
report-trend-by-month = { $kpi }, by month
report-trend-by-quarter = { $kpi }, by quarter
report-trend-by-year = { $kpi }, by year
# Stands below a chart and is read aloud in its place. All (String): values and the periods in which they were reached.
report-trend-summary = Latest value: { $latest } ({ $latest_period }). Lowest: { $lowest } ({ $lowest_period }). Highest: { $highest } ({ $highest_period }).
report-trend-empty = There are no figures for this span of time.
# $n (Number) - periods without a figure
report-trend-gaps =
    { $n ->
        [one] { $n_text } period has no figure and leaves a gap.
       *[other] { $n_text } periods have no figure and leave gaps.
    }
# Names the dashed line in a chart. $value (String)
report-trend-target = Target { $value }
# Names the hatched band in a chart. $low, $high (String)
report-trend-band = Usual range { $low } to { $high }
# Opens the table with the values of a chart.
report-trend-table = Show the values
report-column-period = Period
report-column-value = Value

## Table by a dimension

# The last row: the KPI over everything, which is not the sum or the average of the rows.
report-table-total = All
# A row whose contacts carry no such mark, such as contacts without a queue.
report-table-missing = Not given
report-table-note = The last row is counted over all contacts. It is not an average of the rows above.
report-table-empty = There is nothing to list for this period.

## Speed and quality

report-column-kpi = Measure
report-column-before = Period before
report-column-now = This period
report-column-change = Change
# $kpi (String) - name of the handle time; $before, $now (String) - its values; $worse (String) - list of the KPIs that got worse
report-balance-warning = Shorter handling may be at the expense of quality. { $kpi }: from { $before } to { $now }. Worse at the same time: { $worse }.
# $kpi (String) - name of the handle time
report-balance-calm = No sign in this period that shorter handling went at the expense of quality. { $kpi } is context, not a target: it is never marked as good or bad.
# $kpi (String) - name of the handle time
report-balance-unknown = There are not enough figures to set handle time against quality. { $kpi } is context, not a target: it is never marked as good or bad.
# One line for each measure beside the first. $kpi, $other (String) - names of KPIs; $value (String) - with sign and two decimals; $range (String) - first and last day; $days (String) - at least 14
report-balance-correlation = { $kpi } and { $other }, { $range }, { $days } days with both figures: correlation { $value }.
# Stands below those lines.
report-balance-correlation-note = A correlation lies between -1 and 1. Above 0 both tend to be high on the same days; below 0 one tends to be high where the other is low. It does not say that one causes the other.

## What was counted

# $version (String) - a whole number
report-version = Version { $version }
# $version (String) - a whole number; $date (String) - the first day on which it counts
report-version-since = Version { $version }, since { $date }
# $unit (String) - one of the messages report-unit-…
report-definition-unit = Unit: { $unit }
report-unit-count = number
report-unit-percent = percentage
report-unit-duration = time
report-unit-score = score
report-unit-points = points
report-unit-money = amount of money
report-unit-ratio = ratio
# In a column of a spreadsheet, where the numbers are plain seconds.
report-unit-seconds = seconds
# The change lies inside the period. $date (String)
report-definition-changed-within = The definition changed on { $date }, within this period. The whole period is counted by the new definition.
# The change lies at the beginning of the period or just before it. $date (String)
report-definition-changed-before = The definition changed on { $date }. Changes and trends in this report are counted by the new definition throughout.
# $version (String) - number of the earlier version; $value (String) - what the figure of this period would be by it
report-definition-earlier = By the earlier definition (version { $version }) this would read { $value }.
# On the card of a figure. $date (String) - the day of the change; $value (String) - the figure by the earlier definition
report-card-new-definition = New definition since { $date }. By the earlier one: { $value }.
# As above, where the earlier figure is not known. $date (String)
report-card-new-definition-only = New definition since { $date }.
# A setting of a definition. $name (String) - one of the messages parameter-…; $value (String) - with its unit
report-parameter = { $name }: { $value }
# $site (String) - name of the centre for which it is set
report-parameter-at = { $name }: { $value } ({ $site })
# $date (String) - the first day on which it counts
report-parameter-since = { $name }: { $value }, since { $date }
# $site (String) - name of a centre; $date (String) - the first day on which it counts
report-parameter-at-since = { $name }: { $value } ({ $site }), since { $date }
# The value of a setting that counts days. $n (Number)
report-days =
    { $n ->
        [one] { $n_text } day
       *[other] { $n_text } days
    }
parameter-threshold-seconds = Threshold
parameter-window-days = Window
parameter-short-abandon-seconds = Shortest abandoned contact that counts

## Data quality

# The caption of a table: what the last run read from each source.
report-accounts = Rows read by this run
report-accounts-empty = This run read no source.
report-column-source = Source
report-column-read = Read
report-column-inserted = New
report-column-updated = Changed
report-column-unchanged = Unchanged
report-column-superseded = Superseded
report-column-deleted = Deleted
report-column-rejected = Rejected
report-column-latest = Latest
# Rows that could not be read. $n (Number)
report-rejects =
    { $n ->
        [one] { $n_text } row was rejected and is not in any figure.
       *[other] { $n_text } rows were rejected and are not in any figure.
    }
report-rejects-none = No row was rejected.
# The caption of a table of the first rejected rows.
report-rejects-first = First rejected rows
report-column-file = File
report-column-line = Line
report-column-reason = Reason
# $sites (String) - list of names of centres
report-incomplete-sites = The data of these centres do not reach the end of the period: { $sites }.
report-complete = The data reach the end of the period.
# The clocks were changed. $date (String); $hours (String) - 23 or 25; $site (String) - name of the centre
report-long-short-day = { $site }: { $date } has { $hours } hours, because the clocks change.

## Columns of a spreadsheet

report-column-section = Section
report-column-row = Row
report-column-from = From
report-column-to = To
report-column-unit = Unit
report-column-target = Target
report-column-note = Note

## Dimensions
## The value heads a column; `.by` is the title of a table.

dimension-site = Centre
    .by = By centre
dimension-team = Team
    .by = By team
dimension-queue = Queue
    .by = By queue
dimension-skill = Skill
    .by = By skill
dimension-channel = Channel
    .by = By channel
dimension-direction = Direction
    .by = By direction
dimension-language = Language
    .by = By language
dimension-topic = Topic
    .by = By topic
dimension-weekday = Weekday
    .by = By weekday
dimension-hour = Hour
    .by = By hour of the day
dimension-priority = Priority
    .by = By priority
dimension-status = Status
    .by = By status
dimension-kind = Kind of shift
    .by = By kind of shift
dimension-agent-id = Agent
    .by = By agent

## Values that data use as codes. A code without a message here is printed as it is.

value-channel-voice = Phone
value-channel-chat = Chat
value-channel-email = E-mail
value-channel-social = Social media
value-direction-inbound = Inbound
value-direction-outbound = Outbound
value-language-nl = Dutch
value-language-en = English
value-language-de = German
value-language-zh = Chinese
value-language-ko = Korean
value-priority-low = Low
value-priority-normal = Normal
value-priority-high = High
value-priority-urgent = Urgent
value-status-new = New
value-status-open = Open
value-status-pending = Pending
value-status-solved = Solved
value-status-closed = Closed
value-status-reopened = Reopened
value-kind-day = Day
value-kind-evening = Evening
value-kind-night = Night

## Queues, teams, skills and topics of the standard project

value-queue-billing = Billing
value-queue-orders = Orders
value-queue-support = Technical support
value-team-service = Service
value-team-technical = Technical
value-skill-customer-care = Customer care
value-skill-technical-support = Technical support
value-topic-invoice = Invoice
value-topic-payment = Payment
value-topic-delivery = Delivery
value-topic-return = Return
value-topic-fault = Fault
value-topic-setup = Setting up
