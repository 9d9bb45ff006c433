### Everything a report prints, besides the names and definitions of its KPIs.
###
### Values arrive as finished text in the reader's own way of writing numbers and dates: print `{ $value }` as it is.
### `$n` only selects a plural; the number to show is `$n_text` beside it.
### Names of centres, queues and files are data: they may be in any script, so no word may lean on their last sound or gender.
### Headings and labels carry no final dot; sentences do.
###
### In Simplified Chinese: full-width punctuation; percentages and acronyms keep half-width letters.

## Titles of the standard reports

report-centre-daily-title = 日报
report-centre-weekly-title = 周报
report-group-weekly-title = 全部中心周报

## Head and foot of a report

# The title of the browser window, and of a file.
# $title (String) - title of the report; $site (String) - name of the centre; $period (String) - the period in words
report-page-title = { $title } · { $site } · { $period }
# In place of a centre's name.
report-all-sites = 全部中心
# $sites (String) - a list of names, such as "Eindhoven, Köln and 부산"
report-sites-included = 包括：{ $sites }。
# $zone (String) - a time zone by its international name, such as "Europe/Amsterdam"
report-time-zone = 所有时间均为{ $zone }时区的时间。
# Shown in a report over several time zones. $zone (String) - the zone of the few times that it prints
report-time-zones = 各中心按各自时区的自然日统计。文中时间均为{ $zone }时区的时间。
# $time (String) - date and time with its zone: up to when the data reach
report-data-as-of = 数据截至{ $time }
# No row of data has arrived yet.
report-data-none = 尚无数据
# $run (String) - the id of the run, which support asks for
report-run = 运行编号：{ $run }
# The label of a list of links to the sections, read aloud by screen readers.
report-contents = 目录

## Periods

# $date (String) - a date with its weekday
report-period-day = { $date }
# $week (String) - ISO week number; $range (String) - such as "2–8 March 2026"
report-period-week = 第{ $week }周，{ $range }
# $month (String) - month and year
report-period-month = { $month }
# $quarter (String) - 1 to 4; $year (String)
report-period-quarter = { $year }年第{ $quarter }季度
# $year (String)
report-period-year = { $year }年
# Below the time axis of a chart: at most 6 columns wide. $week (String) - ISO week number
report-axis-week = 第{ $week }周
# Below the time axis of a chart. $quarter (String) - 1 to 4; $year (String)
report-axis-quarter = { $year }年Q{ $quarter }

## Titles of sections

report-section-cards = 关键指标
report-section-trend = 趋势
report-section-balance = 效率与质量
report-section-definitions = 计算口径
report-section-data-quality = 数据质量

## Key figures

# $value (String) - the target
report-target = 目标值：{ $value }
# $value (String) - the share to reach, such as "80%"; $threshold (String) - such as "20 seconds"
report-target-within = 目标值：{ $threshold }内应答{ $value }
# How a value stands to its target; at most 14 columns wide.
report-target-met = 达标
report-target-near = 接近达标
report-target-missed = 未达标
# $low, $high (String) - the ends of the usual band; $source (String) - where the band comes from, as it was published
report-benchmark-band = 通常范围：{ $low }至{ $high }（{ $source }）
# $average (String) - what is usual elsewhere; $source (String) - where it comes from
report-benchmark-average = 通常水平：{ $average }（{ $source }）

# Labels of a change, each after the period it compares with; at most 30 columns wide.
report-change-previous-day = 环比（前一日）
report-change-previous-week = 环比（前一周）
report-change-previous-month = 环比（上月）
report-change-previous-quarter = 环比（上季度）
report-change-previous-year = 环比（上一年）
# A daily report compares with the same weekday of the week before.
report-change-week-before = 较上周同日
# 52 weeks earlier, so that weekdays match.
report-change-year-before-day = 同比（上年同周同日）
report-change-year-before-week = 同比（上年同周）
report-change-year-before-month = 同比（上年同月）
report-change-year-before-quarter = 同比（上年同季度）
# A change of a percentage. $points (String) - with sign, such as "+2.1"; at most 12 columns wide
report-change-points = { $points }个百分点
# A change of a number. $difference (String) - with sign; $relative (String) - with sign and percent sign
report-change-count = { $difference }（{ $relative }）
# The value is the same as it was, as far as it is shown.
report-change-none = 持平
# There is nothing to compare with.
report-change-unknown = 无可比数据

# Read aloud after a change: which way is good. Colours say the same to the eye.
report-tone-good = 好转
report-tone-bad = 变差

## Why a value is not shown, or is marked

# There is no figure at all.
report-hidden-none = 无数据
# $minimum (String) - the least number of rows behind a figure
report-hidden-thin = 样本过少（n<{ $minimum }）
# Figures of small groups would expose single people. $n (Number) - the least number of agents
report-hidden-withheld =
    { $n ->
       *[other] 不予显示：座席少于{ $n_text }名
    }
# $date (String) - the first day on which the value can be known
report-hidden-immature = { $date }起可知
# As above, where the day cannot be told.
report-hidden-immature-open = 尚未得出
report-flag-incomplete = 不完整：数据未覆盖到期末。
# An earlier report showed another value, which is not known any more. `.marked` stands once below a table or chart and explains the mark † behind its values.
report-flag-restated = 已修订：此前的报告显示的是另一数值。
    .marked = † 已修订：此前的报告显示的是另一数值。
# The four reasons why a value is not the one that was published first. $value (String) - the value that was published first
report-restated-late-data = 已修订：首份报告显示为{ $value }。其后到达的数据行现已计入。
    .marked = † 已修订：首份报告显示的是另一数值。其后到达的数据行现已计入。
report-restated-source-correction = 已修订：首份报告显示为{ $value }。其后数据源更正了部分数据行。
    .marked = † 已修订：首份报告显示的是另一数值。其后数据源更正了部分数据行。
report-restated-definition = 已修订：首份报告显示为{ $value }。其后计算口径或其设置有变更，但未发布新版本。
    .marked = † 已修订：首份报告显示的是另一数值。其后计算口径或其设置有变更，但未发布新版本。
report-restated-model = 已修订：首份报告显示为{ $value }。其后纠正了数据整理中的一处错误。
    .marked = † 已修订：首份报告显示的是另一数值。其后纠正了数据整理中的一处错误。

## Trend

# The caption of a chart and of the table behind it. $kpi (String) - name of a KPI
report-trend-by-day = { $kpi }（按日）
report-trend-by-week = { $kpi }（按周）
report-trend-by-month = { $kpi }（按月）
report-trend-by-quarter = { $kpi }（按季度）
report-trend-by-year = { $kpi }（按年）
# Stands below a chart and is read aloud in its place. All (String): values and the periods in which they were reached.
report-trend-summary = 最新值：{ $latest }（{ $latest_period }）。最低值：{ $lowest }（{ $lowest_period }）。最高值：{ $highest }（{ $highest_period }）。
report-trend-empty = 该时间段内没有数据。
# $n (Number) - periods without a figure
report-trend-gaps =
    { $n ->
       *[other] 有{ $n_text }个周期没有数值，图中留空。
    }
# Names the dashed line in a chart. $value (String)
report-trend-target = 目标值：{ $value }
# Names the hatched band in a chart. $low, $high (String)
report-trend-band = 通常范围：{ $low }至{ $high }
# Opens the table with the values of a chart.
report-trend-table = 显示数值
report-column-period = 周期
report-column-value = 数值

## Table by a dimension

# The last row: the KPI over everything, which is not the sum or the average of the rows.
report-table-total = 总体
# A row whose contacts carry no such mark, such as contacts without a queue.
report-table-missing = 未注明
report-table-note = 最后一行按全部联络统计，并非上述各行的平均值。
report-table-empty = 本期没有可列示的内容。

## Speed and quality

report-column-kpi = 指标
report-column-before = 上期
report-column-now = 本期
report-column-change = 变动
# $kpi (String) - name of the handle time; $before, $now (String) - its values; $worse (String) - list of the KPIs that got worse
report-balance-warning = 处理时长的缩短可能是以质量为代价的。{ $kpi }：由{ $before }变为{ $now }。同期变差的指标：{ $worse }。
# $kpi (String) - name of the handle time
report-balance-calm = 本期没有迹象表明处理时长的缩短影响了质量。{ $kpi }仅供参考，不是考核目标，因此从不标示好坏。
# $kpi (String) - name of the handle time
report-balance-unknown = 数据不足，无法将处理时长与质量对照。{ $kpi }仅供参考，不是考核目标，因此从不标示好坏。
# One line for each measure beside the first. $kpi, $other (String) - names of KPIs; $value (String) - with sign and two decimals; $range (String) - first and last day; $days (String) - at least 14
report-balance-correlation = { $kpi }与{ $other }（{ $range }，两项均有数值的{ $days }天）的逐日相关系数：{ $value }。
# Stands below those lines.
report-balance-correlation-note = 相关系数介于-1和1之间。大于0表示两者往往在同一天偏高；小于0表示一者偏高时另一者往往偏低。相关不等于因果。

## What was counted

# $version (String) - a whole number
report-version = 第{ $version }版
# $version (String) - a whole number; $date (String) - the first day on which it counts
report-version-since = 第{ $version }版，自{ $date }起
# $unit (String) - one of the messages report-unit-…
report-definition-unit = 单位：{ $unit }
report-unit-count = 数量
report-unit-percent = 百分比
report-unit-duration = 时长
report-unit-score = 评分
report-unit-points = 分值
report-unit-money = 金额
report-unit-ratio = 比值
# In a column of a spreadsheet, where the numbers are plain seconds.
report-unit-seconds = 秒
# The change lies inside the period. $date (String)
report-definition-changed-within = 计算口径于{ $date }变更，变更日在本期之内。整个周期均按新口径统计。
# The change lies at the beginning of the period or just before it. $date (String)
report-definition-changed-before = 计算口径于{ $date }变更。本报告中的变动和趋势一律按新口径统计。
# $version (String) - number of the earlier version; $value (String) - what the figure of this period would be by it
report-definition-earlier = 若按此前的口径（第{ $version }版），该数值为{ $value }。
# On the card of a figure. $date (String) - the day of the change; $value (String) - the figure by the earlier definition
report-card-new-definition = 自{ $date }起采用新口径。按原口径：{ $value }。
# As above, where the earlier figure is not known. $date (String)
report-card-new-definition-only = 自{ $date }起采用新口径。
# A setting of a definition. $name (String) - one of the messages parameter-…; $value (String) - with its unit
report-parameter = { $name }：{ $value }
# $site (String) - name of the centre for which it is set
report-parameter-at = { $name }：{ $value }（{ $site }）
# $date (String) - the first day on which it counts
report-parameter-since = { $name }：{ $value }，自{ $date }起
# $site (String) - name of a centre; $date (String) - the first day on which it counts
report-parameter-at-since = { $name }：{ $value }（{ $site }），自{ $date }起
# The value of a setting that counts days. $n (Number)
report-days =
    { $n ->
       *[other] { $n_text }天
    }
parameter-threshold-seconds = 阈值
parameter-window-days = 统计窗口
parameter-short-abandon-seconds = 计入统计的最短放弃时长

## Data quality

# The caption of a table: what the last run read from each source.
report-accounts = 本次运行读取的行数
report-accounts-empty = 本次运行未读取任何数据源。
report-column-source = 数据源
report-column-read = 读取
report-column-inserted = 新增
report-column-updated = 更新
report-column-unchanged = 未变
report-column-superseded = 被取代
report-column-deleted = 删除
report-column-rejected = 拒收
report-column-latest = 最新
# Rows that could not be read. $n (Number)
report-rejects =
    { $n ->
       *[other] 有{ $n_text }行数据被拒收，未计入任何数值。
    }
report-rejects-none = 没有数据行被拒收。
# The caption of a table of the first rejected rows.
report-rejects-first = 最先被拒收的数据行
report-column-file = 文件
report-column-line = 行号
report-column-reason = 原因
# $sites (String) - list of names of centres
report-incomplete-sites = 以下中心的数据未覆盖到期末：{ $sites }。
report-complete = 数据已覆盖到期末。
# The clocks were changed. $date (String); $hours (String) - 23 or 25; $site (String) - name of the centre
report-long-short-day = { $site }：因时钟调整，{ $date }全天为{ $hours }小时。

## Columns of a spreadsheet

report-column-section = 部分
report-column-row = 行
report-column-from = 起始
report-column-to = 截止
report-column-unit = 单位
report-column-target = 目标值
report-column-note = 备注

## Dimensions
## The value heads a column; `.by` is the title of a table.

dimension-site = 中心
    .by = 按中心
dimension-team = 班组
    .by = 按班组
dimension-queue = 队列
    .by = 按队列
dimension-skill = 技能组
    .by = 按技能组
dimension-channel = 渠道
    .by = 按渠道
dimension-direction = 呼入呼出
    .by = 按呼入呼出
dimension-language = 语言
    .by = 按语言
dimension-topic = 主题
    .by = 按主题
dimension-weekday = 星期
    .by = 按星期
dimension-hour = 时段
    .by = 按时段
dimension-priority = 优先级
    .by = 按优先级
dimension-status = 状态
    .by = 按状态
dimension-kind = 班次
    .by = 按班次
dimension-agent-id = 座席
    .by = 按座席

## Values that data use as codes. A code without a message here is printed as it is.

value-channel-voice = 电话
value-channel-chat = 在线聊天
value-channel-email = 电子邮件
value-channel-social = 社交媒体
value-direction-inbound = 呼入
value-direction-outbound = 呼出
value-language-nl = 荷兰语
value-language-en = 英语
value-language-de = 德语
value-language-zh = 中文
value-language-ko = 韩语
value-priority-low = 低
value-priority-normal = 普通
value-priority-high = 高
value-priority-urgent = 紧急
value-status-new = 新建
value-status-open = 处理中
value-status-pending = 待回应
value-status-solved = 已解决
value-status-closed = 已关闭
value-status-reopened = 重开
value-kind-day = 白班
value-kind-evening = 中班
value-kind-night = 夜班

## Queues, teams, skills and topics of the standard project

value-queue-billing = 账单
value-queue-orders = 订单
value-queue-support = 技术支持
value-team-service = 客服组
value-team-technical = 技术组
value-skill-customer-care = 客户服务
value-skill-technical-support = 技术支持
value-topic-invoice = 账单疑问
value-topic-payment = 付款
value-topic-delivery = 配送
value-topic-return = 退货
value-topic-fault = 故障
value-topic-setup = 安装设置
