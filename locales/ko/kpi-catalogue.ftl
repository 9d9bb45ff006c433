### Further KPIs of the catalogue: names, definitions and cautions, in Korean.

## Service level and abandonment by other formulas

# $threshold_seconds_text (String)
kpi-service-level-positive = 서비스 레벨 (기준 시간 내 포기를 달성으로 집계)
    .short = SL (긍정)
    .definition = { $threshold_seconds_text } 이내에 응대했거나 포기한 인바운드 컨택 건수를 전체 인바운드 인입 건수로 나눈 값입니다. 인입된 날짜를 기준으로 집계합니다.
    .caution = 일찍 포기한 고객이 응대를 받은 것처럼 집계됩니다.

# $threshold_seconds_text (String)
kpi-service-level-ignored = 서비스 레벨 (기준 시간 내 포기 제외)
    .short = SL (포기 제외)
    .definition = { $threshold_seconds_text } 이내에 응대한 인바운드 컨택 건수를, 같은 시간 안에 포기한 건수를 뺀 인바운드 인입 건수로 나눈 값입니다. 인입된 날짜를 기준으로 집계합니다.
    .caution = 전체 인입 건수 기준의 서비스 레벨보다 높게 나오므로 산식이 같은 수치하고만 비교할 수 있습니다.

# $threshold_seconds_text (String)
kpi-service-level-answered = 서비스 레벨 (응대 컨택 기준)
    .short = SL (응대)
    .definition = { $threshold_seconds_text } 이내에 응대한 인바운드 컨택 건수를 전체 인바운드 응대 건수로 나눈 값입니다. 포기한 컨택은 제외하며, 인입된 날짜를 기준으로 집계합니다.
    .caution = 포기하는 고객이 많을수록 수치가 좋아 보이므로 포기율과 함께 보아야 합니다.

# $threshold_seconds_text, $short_abandon_seconds_text (String)
kpi-service-level-short-credit = 서비스 레벨 (단시간 포기를 달성으로 집계)
    .short = SL (단시간 포기)
    .definition = { $threshold_seconds_text } 이내에 응대한 인바운드 컨택과 { $short_abandon_seconds_text } 미만에 포기한 컨택의 합계를 전체 인바운드 인입 건수로 나눈 값입니다. 인입된 날짜를 기준으로 집계합니다.
    .caution = 단시간 포기가 모두 잘못 건 전화는 아니며, 단지 기다리지 않은 고객도 있습니다.

# $threshold_seconds_text, $short_abandon_seconds_text (String)
kpi-service-level-v2 =
    .definition = { $threshold_seconds_text } 이내에 응대한 인바운드 컨택 건수를, { $short_abandon_seconds_text } 미만에 포기한 건수를 뺀 인바운드 인입 건수로 나눈 값입니다. 인입된 날짜를 기준으로 집계합니다.

# Shown where a report explains the change from version 1 to version 2.
kpi-service-level-v2-reason = 몇 초 만에 끊은 고객은 번호를 잘못 눌렀거나 안내 멘트에서 이미 답을 얻은 경우가 많으며, 이런 컨택은 상담사를 아무리 배치해도 제시간에 응대할 수 없습니다.

# $short_abandon_seconds_text (String)
kpi-abandonment-rate-v2 =
    .definition = 응대 전에 고객이 포기한 인바운드 컨택 건수를 전체 인바운드 인입 건수로 나눈 값입니다. { $short_abandon_seconds_text } 미만에 포기한 컨택은 분자와 분모에서 모두 제외하며, 인입된 날짜를 기준으로 집계합니다.
    .caution = 단시간 포기에는 단지 기다리지 않은 고객도 있으나 여기에는 나타나지 않습니다. 고객이 얼마나 빨리 포기하는지는 안내 멘트와 문의 사유에 따라서도 달라지므로 대기 시간, 서비스 레벨과 함께 보아야 합니다.

# Shown where a report explains the change from version 1 to version 2.
kpi-abandonment-rate-v2-reason = 몇 초 만에 끊은 고객은 번호를 잘못 눌렀거나 안내 멘트에서 이미 답을 얻은 경우가 많습니다. 이런 컨택은 대기 상황을 거의 보여 주지 않습니다.

## Parts of handling

kpi-aht-with-wait = 대기 포함 평균 처리 시간 (AHT)
    .short = AHT (대기 포함)
    .definition = 인바운드와 아웃바운드를 합하여, 처리한 컨택의 통화 시간, 응대 전 대기 시간, 후처리 시간의 합계를 그 건수로 나눈 값입니다. 보류 시간은 포함하지 않으며, 종료된 날짜를 기준으로 집계합니다.
    .caution = 고객의 대기와 상담사의 업무가 섞여 있어 인력이 부족할 때도 올라갑니다. 그 자체가 관리 목표가 되어서는 안 됩니다.

kpi-att = 평균 통화 시간 (ATT)
    .short = 통화 시간
    .definition = 인바운드와 아웃바운드를 합하여, 처리한 컨택의 통화 시간 합계를 그 건수로 나눈 값입니다. 종료된 날짜를 기준으로 집계합니다.
    .caution = 참고 지표이며 목표가 아닙니다. 통화가 짧아진 것은 안내가 나아져서일 수도, 문의를 서둘러 끊어서일 수도 있습니다.

kpi-hold-time = 평균 보류 시간
    .short = 보류 시간
    .definition = 인바운드와 아웃바운드를 합하여, 처리한 컨택의 보류 시간 합계를 그 건수로 나눈 값입니다. 보류가 없었던 컨택도 분모에 포함하며, 종료된 날짜를 기준으로 집계합니다.
    .caution = 보류가 없는 컨택이 많으면 평균이 낮아져, 오래 보류된 소수의 컨택이 드러나지 않습니다.

kpi-acw = 평균 후처리 시간 (ACW)
    .short = ACW
    .definition = 인바운드와 아웃바운드를 합하여, 처리한 컨택의 후처리 시간 합계를 그 건수로 나눈 값입니다. 종료된 날짜를 기준으로 집계합니다.
    .caution = 무리하게 줄이면 부실한 기록과 재문의로 되돌아옵니다.

kpi-minutes-per-contact = 건당 처리 시간(분)
    .short = 건당 분
    .definition = 인바운드와 아웃바운드를 합하여, 처리한 컨택의 통화 시간, 보류 시간, 후처리 시간의 합계를 그 건수로 나눈 값입니다. 종료된 날짜를 기준으로 집계합니다.
    .caution = 보류를 포함한 평균 처리 시간과 같은 수치이므로, 마찬가지로 그 자체가 관리 목표가 되어서는 안 됩니다.

kpi-case-time = 티켓 전체 처리 기간
    .short = 전체 처리 기간
    .definition = 티켓이 생성된 때부터 최종 종료될 때까지 걸린 시간의 합계를 종료된 티켓 수로 나눈 값입니다. 종료된 날짜를 기준으로 집계합니다.
    .caution = 평균 처리 시간과 혼동하지 않아야 합니다. 대부분은 업무가 아니라 대기 시간입니다.

kpi-aht-novice-ratio = 신입 상담사 처리 시간 비율
    .short = AHT (신입)
    .definition = 인바운드와 아웃바운드를 합하여, 컨택 종료 시점에 입사한 지 90일 미만인 상담사의 평균 처리 시간(통화, 보류, 후처리)을 나머지 상담사의 평균 처리 시간으로 나눈 값입니다. 입사일을 알 수 없는 상담사는 제외합니다. 종료된 날짜를 기준으로 집계합니다.
    .caution = 신입 상담사는 시간이 더 걸리기 마련이므로, 개인 평가가 아니라 인력 계획과 교육에 쓰는 수치입니다.

kpi-aht-nonnative-ratio = 외국어 컨택 처리 시간 비율
    .short = AHT (외국어)
    .definition = 인바운드와 아웃바운드를 합하여, 상담사의 모국어가 아닌 언어로 진행된 컨택의 평균 처리 시간(통화, 보류, 후처리)을 나머지 컨택의 평균 처리 시간으로 나눈 값입니다. 컨택의 언어나 상담사의 모국어를 알 수 없으면 제외합니다. 종료된 날짜를 기준으로 집계합니다.
    .caution = 외국어로 상담하면 시간이 더 걸리기 마련이므로, 개인 평가가 아니라 인력 계획에 쓰는 수치입니다.

## Resolution and repeat contacts

# $window_days_text (String)
kpi-fcr-v2 =
    .definition = 이후 { $window_days_text } 이내에 고객이 같은 센터에 같은 유형으로 다시 문의하지 않은 인바운드 컨택의 처리 건수를 전체 인바운드 처리 건수로 나눈 값입니다. 고객이나 유형을 알 수 없는 컨택은 제외합니다. 종료된 날짜를 기준으로 집계하며, 해당 기간이 지나야 확정됩니다.
    .caution = 같은 유형의 다른 질문으로 다시 문의하는 고객도 있고, 포기했거나 다른 곳을 찾은 고객은 다시 문의하지 않습니다. 고객 만족도와 함께 보아야 합니다.

# Shown where a report explains the change from version 1 to version 2.
kpi-fcr-v2-reason = 상담사의 표시는 상담사의 판단을 보여 줄 뿐입니다. 고객이 다시 문의해야 했는지는 컨택 기록 자체에서 드러납니다.

# $window_days_text (String)
kpi-repeat-rate = 재문의율
    .short = 재문의율
    .definition = 앞선 { $window_days_text } 이내에 같은 센터에 같은 유형으로 문의한 적이 있는 고객의 인바운드 컨택 건수를 전체 인바운드 컨택 건수로 나눈 값입니다. 포기한 컨택도 포함하며, 고객이나 유형을 알 수 없는 컨택은 제외합니다. 인입된 날짜를 기준으로 집계하며, 해당 기간이 지나야 확정됩니다.
    .caution = 같은 유형의 다른 질문으로 다시 문의하는 고객도 있습니다. 처리 시간이 줄면서 이 수치가 오르면 문의를 서둘러 끝내고 있다는 뜻입니다.

## Surveys

kpi-csat-mean = 고객 만족도 평균 점수 (CSAT)
    .short = CSAT (평균)
    .definition = 1점부터 5점까지의 점수 합계를 점수가 있는 설문 응답 수로 나눈 값입니다. 응답한 날짜를 기준으로 집계합니다.
    .caution = 평균이 같아도 고르게 만족한 결과일 수도, 매우 만족한 고객과 화난 고객이 섞인 결과일 수도 있습니다.

kpi-survey-response-rate = 설문 응답률
    .short = 응답률
    .definition = 고객이 응답한 설문 수를 제공한 전체 설문 수로 나눈 값입니다. 설문을 제공한 날짜를 기준으로 집계합니다.
    .caution = 응답률이 낮을수록 설문 결과가 전체 고객을 대표하기 어렵습니다.

kpi-ces = 고객 노력 지수 (CES)
    .short = CES
    .definition = 1점부터 7점까지의 노력 점수 합계를 해당 점수가 있는 설문 응답 수로 나눈 값입니다. 응답한 날짜를 기준으로 집계합니다.
    .caution = 설문마다 척도가 다르므로 높은 점수가 적은 노력을 뜻하는지 많은 노력을 뜻하는지 확인해야 합니다.

kpi-nps = 순추천고객지수 (NPS)
    .short = NPS
    .definition = 9점 또는 10점 응답 수에서 0점부터 6점까지의 응답 수를 뺀 뒤 0점부터 10점까지의 전체 응답 수로 나눈 값으로, -100에서 100 사이의 점수입니다. 응답한 날짜를 기준으로 집계합니다.
    .caution = 개별 컨택보다 회사 전체에 대한 평가에 가깝고, 표본이 작으면 크게 출렁입니다.

## Tickets

kpi-frt = 최초 응답 시간 (FRT)
    .short = FRT
    .definition = 티켓이 생성된 때부터 상담사가 처음으로 공개 답변을 할 때까지 걸린 시간의 합계를 답변된 티켓 수로 나눈 값입니다. 시간은 밤낮없이 계속 계산하며, 첫 답변 날짜를 기준으로 집계합니다.
    .caution = 아주 오래된 소수의 티켓이 평균을 끌어올리므로 중앙값과 함께 보아야 합니다.

kpi-frt-p90 = 최초 응답 시간 90백분위수 (FRT)
    .short = FRT (P90)
    .definition = 티켓이 생성된 때부터 상담사의 첫 공개 답변 열 건 중 아홉 건이 이루어지기까지 걸린 시간입니다. 시간은 밤낮없이 계속 계산하며, 첫 답변 날짜를 기준으로 집계합니다.
    .caution = 열 명 중 한 명은 더 오래 기다렸으며, 답변이 없는 티켓은 포함되지 않습니다.

kpi-frt-business = 영업시간 기준 최초 응답 시간 (FRT)
    .short = FRT (영업시간)
    .definition = 티켓이 생성된 때부터 상담사가 처음으로 공개 답변을 할 때까지 센터와 대기열의 영업시간 안에서 걸린 시간의 합계를 답변된 티켓 수로 나눈 값입니다. 그사이 영업시간이 바뀌면 각 구간은 그때 적용되던 영업시간으로 계산하며, 영업시간이 없는 티켓은 제외합니다. 첫 답변 날짜를 기준으로 집계합니다.
    .caution = 고객은 영업시간이 아닐 때에도 기다립니다. 영업시간이 서로 다른 센터의 수치는 비교할 수 없습니다.

kpi-resolution-time-median = 최초 해결 시간 중앙값 (TTR)
    .short = TTR (최초)
    .definition = 티켓이 생성된 때부터 처음으로 해결될 때까지 걸린 시간의 중앙값입니다. 시간은 밤낮없이 계속 계산하며, 처음 해결된 날짜를 기준으로 집계합니다.
    .caution = 해결되지 않은 티켓은 제외되며, 처음 해결된 뒤 재오픈된 티켓도 해결된 것으로 계산됩니다.

kpi-full-resolution-time-median = 전체 해결 시간 중앙값 (TTR)
    .short = TTR (전체)
    .definition = 티켓이 생성된 때부터 마지막으로 해결될 때까지 걸린 시간의 중앙값입니다. 시간은 밤낮없이 계속 계산하며, 마지막으로 해결된 날짜를 기준으로 집계합니다.
    .caution = 재오픈된 티켓은 다시 해결되면 나중 날짜로 옮겨지므로 지난 기간의 수치가 달라질 수 있습니다.

kpi-resolution-time-business = 영업시간 기준 최초 해결 평균 시간 (TTR)
    .short = TTR (영업시간)
    .definition = 티켓이 생성된 때부터 처음으로 해결될 때까지 센터와 대기열의 영업시간 안에서 걸린 시간의 합계를 해결된 티켓 수로 나눈 값입니다. 그사이 영업시간이 바뀌면 각 구간은 그때 적용되던 영업시간으로 계산하며, 영업시간이 없는 티켓은 제외합니다. 처음 해결된 날짜를 기준으로 집계합니다.
    .caution = 고객은 영업시간이 아닐 때에도 기다리며, 해결되지 않은 티켓은 제외됩니다. 영업시간이 서로 다른 센터의 수치는 비교할 수 없습니다.

kpi-resolution-rate = 해결률
    .short = 해결률
    .definition = 기간 중에 생성된 티켓 가운데 현재 해결 또는 종료 상태인 티켓 수를 그 기간에 생성된 전체 티켓 수로 나눈 값입니다. 생성된 날짜를 기준으로 집계합니다.
    .caution = 최근 티켓은 해결할 시간이 가장 짧았으므로 최근 수치는 더 올라갈 수 있고, 티켓이 재오픈되면 지난 수치가 내려갑니다. 최초 문의 해결률과 혼동하지 않아야 합니다.

kpi-reopen-rate = 티켓 재오픈율
    .short = 재오픈율
    .definition = 해결된 티켓 가운데 한 번 이상 재오픈된 티켓 수를 해결된 전체 티켓 수로 나눈 값입니다. 티켓은 한 번만 세며, 처음 해결된 날짜를 기준으로 집계합니다.
    .caution = 고객의 감사 인사만으로도 티켓이 재오픈될 수 있으며, 최근 티켓은 앞으로 재오픈될 수 있습니다.

kpi-backlog-age-median = 미처리 티켓 경과 시간 중앙값
    .short = 미처리 경과 시간
    .definition = 기간이 끝나는 시점에 신규, 진행 중, 대기 중 또는 재오픈 상태인 티켓이 생성된 뒤 지난 시간의 중앙값입니다.
    .caution = 새 티켓이 몰리면 오래된 티켓이 하나도 해결되지 않아도 경과 시간이 짧아집니다.

# $urgent_seconds_text, $high_seconds_text, $normal_seconds_text, $low_seconds_text (String)
kpi-sla-met = 목표 내 답변율 (SLA)
    .short = SLA 준수율
    .definition = 목표 시간 안에 한 첫 답변 수를 기한이 된 전체 첫 답변 수로 나눈 값입니다. 목표는 영업시간 기준으로 긴급 { $urgent_seconds_text } 이내, 높음 { $high_seconds_text } 이내, 보통 { $normal_seconds_text } 이내, 낮음 { $low_seconds_text } 이내이며, 우선순위가 없는 티켓은 보통으로 봅니다. 답변을 했거나 목표 시간이 지나면 기한이 된 것으로 봅니다. 티켓이 생성된 날짜를 기준으로 집계하고 그날의 목표를 적용합니다.
    .caution = 목표를 1분 넘겼는지 하루 넘겼는지는 구별되지 않습니다. 원본 데이터에 현재 우선순위만 있으면 우선순위가 바뀔 때 지난 수치도 달라집니다.

## Volume, cost and planning

kpi-contacts-per-agent-month = 상담사 1인당 월 처리 건수
    .short = 1인당 처리 건수
    .definition = 인바운드와 아웃바운드를 합하여, 한 달 동안 처리한 컨택 건수를 한 건 이상 처리한 상담사 수로 나눈 값입니다. 한 달보다 긴 기간에서는 상담사를 그런 달마다 한 번씩 셉니다. 종료된 날짜가 속한 달을 기준으로 집계합니다.
    .caution = 시간제와 전일제 상담사를 똑같이 세고, 어려운 문의와 쉬운 문의도 똑같이 셉니다.

kpi-cost-per-contact = 건당 비용
    .short = 건당 비용
    .definition = 한 달의 비용을 그달에 처리한 인바운드와 아웃바운드 컨택 건수로 나눈 값으로, 해당 센터의 통화로 표시합니다. 비용을 알 수 없는 달은 제외하며, 통화가 다른 센터들은 함께 계산하지 않습니다.
    .caution = 값싸 보여도 다시 문의해야 하는 컨택은 싸지 않습니다. 포함되는 비용은 센터마다 다릅니다.

# $target_permille_text, $max_occupancy_permille_text, $shrinkage_permille_text ("80%"), $threshold_seconds_text (String)
kpi-required-agents = 필요 상담사 수
    .short = 필요 상담사 수
    .definition = Erlang C 공식에 따라 컨택의 { $target_permille_text } 이상을 { $threshold_seconds_text } 안에 응대하고 점유율을 { $max_occupancy_permille_text } 이하로 유지하는 데 필요한 상담사 수에 비가동률 { $shrinkage_permille_text } 반영 후 올림한 값입니다. 30분, 센터, 스킬마다 인바운드 컨택 건수와 처리 시간으로 계산하며, 센터와 스킬은 더하고 컨택이 있는 30분 구간은 평균합니다.
    .caution = 공식은 아무도 포기하지 않는다고 가정하므로 실제보다 많게 나오는 편입니다. 평균은 가장 바쁜 30분을 가리며, 작은 팀은 스킬마다 여유 인원이 필요합니다.

# $threshold_seconds_text (String)
kpi-expected-service-level = 예상 서비스 레벨
    .short = 예상 SL
    .definition = 30분마다의 인바운드 컨택 건수, 처리 시간, 근무 중인 상담사 수를 바탕으로 Erlang C 공식에 따라 { $threshold_seconds_text } 안에 응대될 것으로 예상되는 컨택의 비율입니다. 각 30분은 컨택 건수로 가중하며, 업무량에 비해 상담사가 부족하면 제때 응대되는 컨택이 없는 것으로 봅니다.
    .caution = 인입이 일정하고 포기와 휴식이 없다고 가정한 추정치이므로 실제 수치와 다를 수 있으며, 작은 팀에서 특히 그렇습니다.

## Parameters and keys

parameter-urgent-seconds = 긴급 우선순위 목표
parameter-high-seconds = 높음 우선순위 목표
parameter-normal-seconds = 보통 우선순위 목표
parameter-low-seconds = 낮음 우선순위 목표
parameter-target-permille = 제때 응대할 비율
parameter-max-occupancy-permille = 최대 점유율
parameter-shrinkage-permille = 비가동률

dimension-currency = 통화
