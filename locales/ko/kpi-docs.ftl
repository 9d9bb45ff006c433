### The pages that `tidings kpi docs` writes: every KPI with its definition, query and history.

catalogue-title = KPI 카탈로그
catalogue-intro = 각 지표의 의미와 집계 방식, 정의의 변경 이력을 정리한 문서입니다.
catalogue-contents = 목차
# Between a label and its text.
catalogue-colon = :
catalogue-caution = 유의 사항
catalogue-unit = 단위
catalogue-better = 방향
catalogue-better-higher = 높을수록 좋음
catalogue-better-lower = 낮을수록 좋음
catalogue-better-none = 참고용, 우열 없음
# The column with the date that puts a row in a period.
catalogue-counted-by = 집계 기준일
# For a KPI that counts what holds at one moment.
catalogue-snapshot = 기간 종료 시점의 상태
# Followed by names such as Team, Queue.
catalogue-dimensions = 세분 기준
catalogue-minimum = 값을 표시하는 최소 행 수
# Followed by a number of days.
catalogue-maturity = 값이 확정되기까지
catalogue-finest = 가장 짧은 집계 기간
catalogue-grain-week = 주
catalogue-grain-month = 월
catalogue-grain-quarter = 분기
catalogue-grain-year = 연
# Who answers for the definition.
catalogue-owner = 담당
catalogue-parameters = 매개변수
# $value, $min, $max (String) - each with its unit
catalogue-parameter-range = { $value } (설정 범위: { $min }~{ $max })
# $value, $min (String) - each with its unit
catalogue-parameter-least = { $value } (최소 { $min })
# $value, $max (String) - each with its unit
catalogue-parameter-most = { $value } (최대 { $max })
catalogue-formula = 산식
catalogue-numerator = 분자
catalogue-denominator = 분모
catalogue-value = 값
# The number of rows behind a value.
catalogue-rows = 집계된 행 수
catalogue-quotient = 분자와 분모를 먼저 각각 합산한 뒤 한 번만 나눕니다. 더 긴 기간이나 더 큰 집단의 값은 평균의 평균이 아닙니다.
catalogue-query = 쿼리
catalogue-versions = 버전
catalogue-column-version = 버전
catalogue-column-since = 적용 시작일
catalogue-column-status = 상태
catalogue-column-change = 변경 내용
catalogue-since-beginning = 처음부터
catalogue-first = 최초 정의입니다.
catalogue-status-draft = 초안
catalogue-status-released = 배포됨
catalogue-status-deprecated = 사용 중지
# Followed by tables and their columns.
catalogue-reads = 읽는 데이터
# Followed by names of other KPIs.
catalogue-read-with = 함께 볼 지표
