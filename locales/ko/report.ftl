### Everything a report prints, besides the names and definitions of its KPIs.
###
### Values arrive as finished text in the reader's own way of writing numbers and dates: print `{ $value }` as it is.
### `$n` only selects a plural; the number to show is `$n_text` beside it.
### Names of centres, queues and files are data: they may be in any script, so no word may lean on their last sound or gender.
### Headings and labels carry no final dot; sentences do.
###
### In Korean: labels as nouns, sentences in 합니다체; no particle directly after a variable.

## Titles of the standard reports

report-centre-daily-title = 일간 보고서
report-centre-weekly-title = 주간 보고서
report-group-weekly-title = 전체 센터 주간 보고서

## Head and foot of a report

# The title of the browser window, and of a file.
# $title (String) - title of the report; $site (String) - name of the centre; $period (String) - the period in words
report-page-title = { $title } · { $site } · { $period }
# In place of a centre's name.
report-all-sites = 전체 센터
# $sites (String) - a list of names, such as "Eindhoven, Köln and 부산"
report-sites-included = 포함 센터: { $sites }.
# $zone (String) - a time zone by its international name, such as "Europe/Amsterdam"
report-time-zone = 모든 시각의 표준 시간대: { $zone }.
# Shown in a report over several time zones. $zone (String) - the zone of the few times that it prints
report-time-zones = 센터마다 현지 표준 시간대의 하루를 기준으로 집계합니다. 표시된 시각의 표준 시간대: { $zone }.
# $time (String) - date and time with its zone: up to when the data reach
report-data-as-of = 데이터 기준 시각: { $time }
# No row of data has arrived yet.
report-data-none = 아직 데이터 없음
# $run (String) - the id of the run, which support asks for
report-run = 실행 번호: { $run }
# The label of a list of links to the sections, read aloud by screen readers.
report-contents = 목차

## Periods

# $date (String) - a date with its weekday
report-period-day = { $date }
# $week (String) - ISO week number; $range (String) - such as "2–8 March 2026"
report-period-week = { $week }주차, { $range }
# $month (String) - month and year
report-period-month = { $month }
# $quarter (String) - 1 to 4; $year (String)
report-period-quarter = { $year }년 { $quarter }분기
# $year (String)
report-period-year = { $year }년
# Below the time axis of a chart: at most 6 columns wide. $week (String) - ISO week number
report-axis-week = { $week }주차
# Below the time axis of a chart. $quarter (String) - 1 to 4; $year (String)
report-axis-quarter = { $year }년 { $quarter }분기

## Titles of sections

report-section-cards = 핵심 지표
report-section-trend = 추이
report-section-balance = 속도와 품질
report-section-definitions = 집계 기준
report-section-data-quality = 데이터 품질

## Key figures

# $value (String) - the target
report-target = 목표: { $value }
# $value (String) - the share to reach, such as "80%"; $threshold (String) - such as "20 seconds"
report-target-within = 목표: { $threshold } 이내 응답률 { $value }
# How a value stands to its target; at most 14 columns wide.
report-target-met = 목표 달성
report-target-near = 목표 근접
report-target-missed = 목표 미달
# $low, $high (String) - the ends of the usual band; $source (String) - where the band comes from, as it was published
report-benchmark-band = 일반적인 범위: { $low }~{ $high } ({ $source })
# $average (String) - what is usual elsewhere; $source (String) - where it comes from
report-benchmark-average = 일반적인 수준: { $average } ({ $source })

# Labels of a change, each after the period it compares with; at most 30 columns wide.
report-change-previous-day = 전일 대비
report-change-previous-week = 전주 대비
report-change-previous-month = 전월 대비
report-change-previous-quarter = 전분기 대비
report-change-previous-year = 전년 대비
# A daily report compares with the same weekday of the week before.
report-change-week-before = 전주 동일 요일 대비
# 52 weeks earlier, so that weekdays match.
report-change-year-before-day = 전년 동일 요일 대비
report-change-year-before-week = 전년 동일 주 대비
report-change-year-before-month = 전년 동월 대비
report-change-year-before-quarter = 전년 동분기 대비
# A change of a percentage. $points (String) - with sign, such as "+2.1"; at most 12 columns wide
report-change-points = { $points }%p
# A change of a number. $difference (String) - with sign; $relative (String) - with sign and percent sign
report-change-count = { $difference } ({ $relative })
# The value is the same as it was, as far as it is shown.
report-change-none = 변동 없음
# There is nothing to compare with.
report-change-unknown = 비교할 수치 없음

# Read aloud after a change: which way is good. Colours say the same to the eye.
report-tone-good = 개선
report-tone-bad = 악화

## Why a value is not shown, or is marked

# There is no figure at all.
report-hidden-none = 데이터 없음
# $minimum (String) - the least number of rows behind a figure
report-hidden-thin = 건수 부족 (n<{ $minimum })
# Figures of small groups would expose single people. $n (Number) - the least number of agents
report-hidden-withheld =
    { $n ->
       *[other] 비공개: 상담사 { $n_text }명 미만
    }
# $date (String) - the first day on which the value can be known
report-hidden-immature = 확인 가능일: { $date }
# As above, where the day cannot be told.
report-hidden-immature-open = 아직 확인 불가
report-flag-incomplete = 불완전: 데이터가 기간의 끝까지 들어오지 않았습니다.
# An earlier report showed another value, which is not known any more. `.marked` stands once below a table or chart and explains the mark † behind its values.
report-flag-restated = 수정됨: 이전 보고서의 수치와 다릅니다.
    .marked = † 수정됨: 이전 보고서의 수치와 다릅니다.
# The four reasons why a value is not the one that was published first. $value (String) - the value that was published first
report-restated-late-data = 수정됨. 첫 보고서의 값: { $value }. 나중에 들어온 행이 집계에 포함되었습니다.
    .marked = † 수정됨: 첫 보고서의 수치와 다릅니다. 나중에 들어온 행이 집계에 포함되었습니다.
report-restated-source-correction = 수정됨. 첫 보고서의 값: { $value }. 이후 데이터 원본에서 행이 정정되었습니다.
    .marked = † 수정됨: 첫 보고서의 수치와 다릅니다. 이후 데이터 원본에서 행이 정정되었습니다.
report-restated-definition = 수정됨. 첫 보고서의 값: { $value }. 이후 정의 또는 설정이 새 버전 없이 변경되었습니다.
    .marked = † 수정됨: 첫 보고서의 수치와 다릅니다. 이후 정의 또는 설정이 새 버전 없이 변경되었습니다.
report-restated-model = 수정됨. 첫 보고서의 값: { $value }. 이후 데이터 가공 과정의 오류가 바로잡혔습니다.
    .marked = † 수정됨: 첫 보고서의 수치와 다릅니다. 이후 데이터 가공 과정의 오류가 바로잡혔습니다.

## Trend

# The caption of a chart and of the table behind it. $kpi (String) - name of a KPI
report-trend-by-day = { $kpi }, 일별
report-trend-by-week = { $kpi }, 주별
report-trend-by-month = { $kpi }, 월별
report-trend-by-quarter = { $kpi }, 분기별
report-trend-by-year = { $kpi }, 연도별
# Stands below a chart and is read aloud in its place. All (String): values and the periods in which they were reached.
report-trend-summary = 최근 값: { $latest } ({ $latest_period }). 최저: { $lowest } ({ $lowest_period }). 최고: { $highest } ({ $highest_period }).
report-trend-empty = 이 기간에는 수치가 없습니다.
# $n (Number) - periods without a figure
report-trend-gaps =
    { $n ->
       *[other] 수치가 없어 비워 둔 기간이 { $n_text }개 있습니다.
    }
# Names the dashed line in a chart. $value (String)
report-trend-target = 목표: { $value }
# Names the hatched band in a chart. $low, $high (String)
report-trend-band = 일반적인 범위: { $low }~{ $high }
# Opens the table with the values of a chart.
report-trend-table = 수치 보기
report-column-period = 기간
report-column-value = 값

## Table by a dimension

# The last row: the KPI over everything, which is not the sum or the average of the rows.
report-table-total = 전체
# A row whose contacts carry no such mark, such as contacts without a queue.
report-table-missing = 미지정
report-table-note = 마지막 행은 전체 컨택을 대상으로 집계한 값이며, 위 행들의 평균이 아닙니다.
report-table-empty = 이 기간에는 표시할 내용이 없습니다.

## Speed and quality

report-column-kpi = 지표
report-column-before = 이전 기간
report-column-now = 이번 기간
report-column-change = 증감
# $kpi (String) - name of the handle time; $before, $now (String) - its values; $worse (String) - list of the KPIs that got worse
report-balance-warning = 처리 시간이 짧아진 대신 품질이 낮아졌을 수 있습니다. { $kpi }: { $before } → { $now }. 같은 기간에 나빠진 지표: { $worse }.
# $kpi (String) - name of the handle time
report-balance-calm = 이번 기간에는 처리 시간이 짧아져 품질이 낮아진 조짐이 없습니다. 참고 지표: { $kpi }. 관리 목표가 아니므로 좋고 나쁨을 표시하지 않습니다.
# $kpi (String) - name of the handle time
report-balance-unknown = 처리 시간과 품질을 견주어 볼 수치가 부족합니다. 참고 지표: { $kpi }. 관리 목표가 아니므로 좋고 나쁨을 표시하지 않습니다.
# One line for each measure beside the first. $kpi, $other (String) - names of KPIs; $value (String) - with sign and two decimals; $range (String) - first and last day; $days (String) - at least 14
report-balance-correlation = { $kpi }, { $other }: 일별 상관계수 { $value } ({ $range }, 두 수치가 모두 있는 { $days }일).
# Stands below those lines.
report-balance-correlation-note = 상관계수는 -1에서 1 사이의 값입니다. 0보다 크면 두 지표가 같은 날 함께 높은 경향이 있고, 0보다 작으면 한 지표가 높은 날 다른 지표는 낮은 경향이 있습니다. 한쪽이 다른 쪽의 원인이라는 뜻은 아닙니다.

## What was counted

# $version (String) - a whole number
report-version = 버전 { $version }
# $version (String) - a whole number; $date (String) - the first day on which it counts
report-version-since = 버전 { $version }, 적용 시작일: { $date }
# $unit (String) - one of the messages report-unit-…
report-definition-unit = 단위: { $unit }
report-unit-count = 건수
report-unit-percent = 백분율
report-unit-duration = 시간
report-unit-score = 점수
report-unit-points = 포인트
report-unit-money = 금액
report-unit-ratio = 비율
# In a column of a spreadsheet, where the numbers are plain seconds.
report-unit-seconds = 초
# The change lies inside the period. $date (String)
report-definition-changed-within = 정의 변경일: { $date } (이번 기간 중). 기간 전체를 새 정의에 따라 집계했습니다.
# The change lies at the beginning of the period or just before it. $date (String)
report-definition-changed-before = 정의 변경일: { $date }. 이 보고서의 증감과 추이는 모두 새 정의에 따라 집계했습니다.
# $version (String) - number of the earlier version; $value (String) - what the figure of this period would be by it
report-definition-earlier = 이전 정의(버전 { $version })에 따른 값: { $value }.
# On the card of a figure. $date (String) - the day of the change; $value (String) - the figure by the earlier definition
report-card-new-definition = 새 정의 적용 시작일: { $date }. 이전 정의에 따른 값: { $value }.
# As above, where the earlier figure is not known. $date (String)
report-card-new-definition-only = 새 정의 적용 시작일: { $date }.
# A setting of a definition. $name (String) - one of the messages parameter-…; $value (String) - with its unit
report-parameter = { $name }: { $value }
# $site (String) - name of the centre for which it is set
report-parameter-at = { $name }: { $value } ({ $site })
# $date (String) - the first day on which it counts
report-parameter-since = { $name }: { $value }, 적용 시작일: { $date }
# $site (String) - name of a centre; $date (String) - the first day on which it counts
report-parameter-at-since = { $name }: { $value } ({ $site }), 적용 시작일: { $date }
# The value of a setting that counts days. $n (Number)
report-days =
    { $n ->
       *[other] { $n_text }일
    }
parameter-threshold-seconds = 기준값
parameter-window-days = 판정 기간
parameter-short-abandon-seconds = 집계에 포함하는 최소 포기 시간

## Data quality

# The caption of a table: what the last run read from each source.
report-accounts = 이번 실행에서 읽은 행
report-accounts-empty = 이번 실행에서는 읽은 데이터 소스가 없습니다.
report-column-source = 데이터 소스
report-column-read = 읽음
report-column-inserted = 추가
report-column-updated = 변경
report-column-unchanged = 변경 없음
report-column-superseded = 대체됨
report-column-deleted = 삭제
report-column-rejected = 거부
report-column-latest = 최신
# Rows that could not be read. $n (Number)
report-rejects =
    { $n ->
       *[other] 거부된 행이 { $n_text }개 있으며, 어떤 수치에도 포함되지 않았습니다.
    }
report-rejects-none = 거부된 행이 없습니다.
# The caption of a table of the first rejected rows.
report-rejects-first = 처음 거부된 행
report-column-file = 파일
report-column-line = 줄
report-column-reason = 사유
# $sites (String) - list of names of centres
report-incomplete-sites = 데이터가 기간의 끝까지 들어오지 않은 센터: { $sites }.
report-complete = 데이터가 기간의 끝까지 들어왔습니다.
# The clocks were changed. $date (String); $hours (String) - 23 or 25; $site (String) - name of the centre
report-long-short-day = { $site }: 서머타임 전환으로 하루가 { $hours }시간입니다 ({ $date }).

## Columns of a spreadsheet

report-column-section = 구분
report-column-row = 행
report-column-from = 시작
report-column-to = 종료
report-column-unit = 단위
report-column-target = 목표
report-column-note = 비고

## Dimensions
## The value heads a column; `.by` is the title of a table.

dimension-site = 센터
    .by = 센터별
dimension-team = 팀
    .by = 팀별
dimension-queue = 대기열
    .by = 대기열별
dimension-skill = 스킬 그룹
    .by = 스킬 그룹별
dimension-channel = 채널
    .by = 채널별
dimension-direction = 인/아웃바운드
    .by = 인/아웃바운드별
dimension-language = 언어
    .by = 언어별
dimension-topic = 문의 유형
    .by = 문의 유형별
dimension-weekday = 요일
    .by = 요일별
dimension-hour = 시간대
    .by = 시간대별
dimension-priority = 우선순위
    .by = 우선순위별
dimension-status = 상태
    .by = 상태별
dimension-kind = 근무조
    .by = 근무조별
dimension-agent-id = 상담사
    .by = 상담사별

## Values that data use as codes. A code without a message here is printed as it is.

value-channel-voice = 전화
value-channel-chat = 채팅
value-channel-email = 이메일
value-channel-social = 소셜 미디어
value-direction-inbound = 인바운드
value-direction-outbound = 아웃바운드
value-language-nl = 네덜란드어
value-language-en = 영어
value-language-de = 독일어
value-language-zh = 중국어
value-language-ko = 한국어
value-priority-low = 낮음
value-priority-normal = 보통
value-priority-high = 높음
value-priority-urgent = 긴급
value-status-new = 신규
value-status-open = 진행 중
value-status-pending = 대기 중
value-status-solved = 해결됨
value-status-closed = 종료됨
value-status-reopened = 재오픈
value-kind-day = 주간
value-kind-evening = 저녁
value-kind-night = 야간

## Queues, teams, skills and topics of the standard project

value-queue-billing = 요금·청구
value-queue-orders = 주문
value-queue-support = 기술 지원
value-team-service = 고객 지원팀
value-team-technical = 기술 지원팀
value-skill-customer-care = 고객 상담
value-skill-technical-support = 기술 지원
value-topic-invoice = 청구서
value-topic-payment = 결제
value-topic-delivery = 배송
value-topic-return = 반품
value-topic-fault = 장애
value-topic-setup = 설치·설정
