### Further KPIs of the catalogue: names, definitions and cautions, in Simplified Chinese.

## Service level and abandonment by other formulas

# $threshold_seconds_text (String)
kpi-service-level-positive = 服务水平（阈值内放弃计为达标）
    .short = 服务水平（正向）
    .definition = 在{ $threshold_seconds_text }内应答或放弃的呼入联络次数，除以进线量（全部呼入联络）。按进线日期统计。
    .caution = 提前放弃的客户会被当作已得到服务。

# $threshold_seconds_text (String)
kpi-service-level-ignored = 服务水平（不计阈值内放弃）
    .short = 服务水平（剔除）
    .definition = 在{ $threshold_seconds_text }内应答的呼入联络次数，除以进线量减去同一时限内放弃的次数。按进线日期统计。
    .caution = 高于按全部进线量计算的服务水平，只能与同一公式的数值比较。

# $threshold_seconds_text (String)
kpi-service-level-answered = 服务水平（仅计应答）
    .short = 服务水平（应答）
    .definition = 在{ $threshold_seconds_text }内应答的呼入联络次数，除以全部已应答的呼入联络次数，放弃的联络不计在内。按进线日期统计。
    .caution = 放弃的客户越多，该数值越好看，应与放弃率结合来看。

# $threshold_seconds_text, $short_abandon_seconds_text (String)
kpi-service-level-short-credit = 服务水平（短时放弃计为达标）
    .short = 服务水平（短弃）
    .definition = 在{ $threshold_seconds_text }内应答的呼入联络次数，加上不足{ $short_abandon_seconds_text }即放弃的次数，除以进线量（全部呼入联络）。按进线日期统计。
    .caution = 短时放弃并不都是拨错号码，有些客户只是不愿等待。

# $threshold_seconds_text, $short_abandon_seconds_text (String)
kpi-service-level-v2 =
    .definition = 在{ $threshold_seconds_text }内应答的呼入联络次数，除以进线量减去不足{ $short_abandon_seconds_text }即放弃的次数。按进线日期统计。

# Shown where a report explains the change from version 1 to version 2.
kpi-service-level-v2-reason = 几秒钟内就挂断的客户，往往是拨错号码，或已从语音提示中得到答案；无论配置多少座席，都无法及时应答这类联络。

# $short_abandon_seconds_text (String)
kpi-abandonment-rate-v2 =
    .definition = 客户在座席应答之前放弃的呼入联络次数，除以进线量（全部呼入联络）。不足{ $short_abandon_seconds_text }即放弃的联络在分子和分母中均不计入。按进线日期统计。
    .caution = 短时放弃的也可能是不愿等待的客户，而他们不在其中。客户多快放弃，还与语音提示和联络原因有关，应与等待时间和服务水平结合来看。

# Shown where a report explains the change from version 1 to version 2.
kpi-abandonment-rate-v2-reason = 几秒钟内就挂断的客户，往往是拨错号码，或已从语音提示中得到答案。这类联络很难说明等待的情况。

## Parts of handling

kpi-aht-with-wait = 含等待的平均处理时长 (AHT)
    .short = AHT（含等待）
    .definition = 已处理联络（包括呼入和呼出）的通话时长、应答前的等待时长与话后处理时长之和，除以这些联络的次数。不含保持时长。按结束日期统计。
    .caution = 该指标把客户的等待与座席的工作混在一起，人手不足时也会上升，绝不能单独作为考核目标。

kpi-att = 平均通话时长
    .short = 通话时长
    .definition = 已处理联络（包括呼入和呼出）的通话时长总和，除以这些联络的次数。按结束日期统计。
    .caution = 仅供参考，不是考核目标：通话变短，可能是沟通更有效，也可能是问题被草草打断。

kpi-hold-time = 平均保持时长
    .short = 保持时长
    .definition = 已处理联络（包括呼入和呼出）的保持时长总和，除以这些联络的次数，未曾保持的联络也计入分母。按结束日期统计。
    .caution = 大量未曾保持的联络会拉低平均值，少数保持时间很长的联络看不出来。

kpi-acw = 平均话后处理时长 (ACW)
    .short = ACW
    .definition = 已处理联络（包括呼入和呼出）的话后处理时长总和，除以这些联络的次数。按结束日期统计。
    .caution = 一味压缩，代价会以记录不全和重复联络的形式再次出现。

kpi-minutes-per-contact = 单次联络分钟数
    .short = 单次分钟数
    .definition = 已处理联络（包括呼入和呼出）的通话时长、保持时长与话后处理时长之和，除以这些联络的次数。按结束日期统计。
    .caution = 与含保持的平均处理时长是同一数值，同样绝不能单独作为考核目标。

kpi-case-time = 工单全程时长
    .short = 全程时长
    .definition = 工单从创建到最终关闭的时长总和，除以已关闭的工单数量。按关闭日期统计。
    .caution = 不要与平均处理时长混淆：其中大部分是等待，而不是处理。

kpi-aht-novice-ratio = 新座席与其他座席的处理时长比
    .short = AHT（新座席）
    .definition = 联络结束时入职不足90天的座席的平均处理时长（通话、保持与话后处理，包括呼入和呼出），除以其他座席的平均处理时长。入职日期未知的座席不计在内。按结束日期统计。
    .caution = 新座席本来就需要更多时间，该比值用于排班和培训，不用于评价个人。

kpi-aht-nonnative-ratio = 非母语联络与其他联络的处理时长比
    .short = AHT（非母语）
    .definition = 未使用座席母语的联络的平均处理时长（通话、保持与话后处理，包括呼入和呼出），除以其他联络的平均处理时长。联络语言或座席母语未知的不计在内。按结束日期统计。
    .caution = 使用外语沟通本来就更费时，该比值用于排班，不用于评价个人。

## Resolution and repeat contacts

# $window_days_text (String)
kpi-fcr-v2 =
    .definition = 客户在此后{ $window_days_text }内未就同一主题再次呼入同一中心的已处理呼入联络次数，除以全部已处理的呼入联络次数。客户或主题未知的联络不计在内。按结束日期统计，须待该期限过后才能得出。
    .caution = 客户也可能就同一主题提出另外的问题，而放弃求助或转往别处的客户不会再来。应与客户满意度结合来看。

# Shown where a report explains the change from version 1 to version 2.
kpi-fcr-v2-reason = 座席的标记反映的是座席自己的判断；客户是否不得不再次联络，要看联络记录本身。

# $window_days_text (String)
kpi-repeat-rate = 重复来电率
    .short = 重复来电率
    .definition = 客户在此前{ $window_days_text }内已就同一主题呼入过同一中心的呼入联络次数，除以全部呼入联络次数。放弃的联络也计算在内，客户或主题未知的联络不计在内。按进线日期统计，须待该期限过后才能得出。
    .caution = 客户也可能就同一主题提出另外的问题。如果处理时长下降而该数值上升，说明问题被草草了结。

## Surveys

kpi-csat-mean = 客户满意度平均分 (CSAT)
    .short = CSAT（平均分）
    .definition = 1至5分的评分总和，除以有评分的调查回复数。按回复日期统计。
    .caution = 同样的平均分，可能来自普遍满意的客户，也可能来自非常满意与非常不满的混合。

kpi-survey-response-rate = 调查回复率
    .short = 回复率
    .definition = 客户已回复的调查数，除以发出的全部调查数。按发出日期统计。
    .caution = 回复率越低，调查结果越难代表全体客户。

kpi-ces = 客户费力度 (CES)
    .short = CES
    .definition = 1至7分的费力度评分总和，除以有该项评分的调查回复数。按回复日期统计。
    .caution = 各调查的量表不同，须先确认高分表示省力还是费力。

kpi-nps = 净推荐值 (NPS)
    .short = NPS
    .definition = 9至10分的回复数减去0至6分的回复数，除以0至10分的全部回复数，分值介于-100与100之间。按回复日期统计。
    .caution = 该指标评价的更多是企业整体而非单次联络，样本较小时会大幅波动。

## Tickets

kpi-frt = 首次响应时间 (FRT)
    .short = FRT
    .definition = 从工单创建到座席首次公开回复的时长总和，除以已获得该回复的工单数量。全天二十四小时连续计时。按首次回复日期统计。
    .caution = 少数拖延很久的工单会拉高平均值，应与中位数结合来看。

kpi-frt-p90 = 首次响应时间第90百分位数 (FRT)
    .short = FRT（P90）
    .definition = 自工单创建起，九成座席首次公开回复所用的时间不超过该数值。全天二十四小时连续计时。按首次回复日期统计。
    .caution = 仍有一成客户等待得更久，而且尚未回复的工单不在其中。

kpi-frt-business = 营业时间内的首次响应时间 (FRT)
    .short = FRT（营业时间）
    .definition = 从工单创建到座席首次公开回复的时长（仅计该中心及该队列的营业时间）总和，除以已获得该回复的工单数量。其间营业时间有变更的，各段时间按当时生效的营业时间计算。没有营业时间的工单不计在内。按首次回复日期统计。
    .caution = 客户在非营业时间同样在等待。营业时间不同的中心，其数值不可比较。

kpi-resolution-time-median = 首次解决时长中位数 (TTR)
    .short = TTR（首次）
    .definition = 从工单创建到首次解决所需时间的中位数。全天二十四小时连续计时。按首次解决日期统计。
    .caution = 未解决的工单不计在内，而首次解决后又重开的工单仍算作已解决。

kpi-full-resolution-time-median = 最终解决时长中位数 (TTR)
    .short = TTR（最终）
    .definition = 从工单创建到最后一次解决所需时间的中位数。全天二十四小时连续计时。按最后一次解决的日期统计。
    .caution = 重开的工单再次解决后会计入更晚的日期，因此以往周期的数值可能变化。

kpi-resolution-time-business = 营业时间内的首次解决平均时长 (TTR)
    .short = TTR（营业时间）
    .definition = 从工单创建到首次解决的时长（仅计该中心及该队列的营业时间）总和，除以已解决的工单数量。其间营业时间有变更的，各段时间按当时生效的营业时间计算。没有营业时间的工单不计在内。按首次解决日期统计。
    .caution = 客户在非营业时间同样在等待，未解决的工单也不计在内。营业时间不同的中心，其数值不可比较。

kpi-resolution-rate = 解决率
    .short = 解决率
    .definition = 期内创建且目前已解决或已关闭的工单数量，除以期内创建的全部工单数量。按创建日期统计。
    .caution = 最新的工单可用时间最短，因此近期数值还会上升；工单重开则会降低以往的数值。不要与首次解决率混淆。

kpi-reopen-rate = 重开率
    .short = 重开率
    .definition = 至少重开过一次的已解决工单数量，除以全部已解决的工单数量。每张工单只计一次，按首次解决日期统计。
    .caution = 客户回一句感谢也可能使工单重开，而近期的工单之后仍可能重开。

kpi-backlog-age-median = 积压工单时长中位数
    .short = 积压时长
    .definition = 期末处于新建、处理中、待回应或重开状态的工单自创建以来所经时间的中位数。
    .caution = 新工单大量涌入会使积压显得更“年轻”，而旧工单一张也没有解决。

# $urgent_seconds_text, $high_seconds_text, $normal_seconds_text, $low_seconds_text (String)
kpi-sla-met = 按时回复率 (SLA)
    .short = SLA达标率
    .definition = 在目标时限内作出的首次回复数，除以全部应作出的首次回复数。目标按营业时间计算：紧急工单{ $urgent_seconds_text }，高优先级{ $high_seconds_text }，普通优先级{ $normal_seconds_text }，低优先级{ $low_seconds_text }；没有优先级的工单按普通计算。已经回复或目标时限已过的，即为应作出的回复。按创建日期统计，并采用当日生效的目标。
    .caution = 超时一分钟还是一天，在这里没有区别。如果数据来源只保留当前优先级，优先级的变更也会改变以往的数值。

## Volume, cost and planning

kpi-contacts-per-agent-month = 座席月人均处理量
    .short = 人均处理量
    .definition = 当月已处理的联络次数（包括呼入和呼出），除以当月至少处理过一次联络的座席人数。周期超过一个月时，座席在每个这样的月份各计一次。按结束日期所在月份统计。
    .caution = 兼职与全职座席同等计算，难题与简单问题同等计算。

kpi-cost-per-contact = 单次联络成本
    .short = 单次成本
    .definition = 当月成本除以当月已处理的联络次数（含呼入与呼出），以该中心的货币计。成本未知的月份不计在内，货币不同的中心没有共同的数值。
    .caution = 便宜却需要重复的联络并不便宜。各中心计入的成本项目也不相同。

# $target_permille_text, $max_occupancy_permille_text, $shrinkage_permille_text ("80%"), $threshold_seconds_text (String)
kpi-required-agents = 所需座席数
    .short = 所需座席数
    .definition = 按Erlang C公式，在{ $threshold_seconds_text }内应答{ $target_permille_text }的联络、占用率不超过{ $max_occupancy_permille_text }所需的座席人数，计入{ $shrinkage_permille_text }的工时损耗后向上取整。按每半小时、每个中心和每个技能组的呼入联络量及其处理时长计算；中心与技能组相加，有联络的各半小时取平均。
    .caution = 该公式假定无人放弃等待，因此结果往往偏多。平均值会掩盖最繁忙的半小时，小团队的每个技能组都需要留有余量。

# $threshold_seconds_text (String)
kpi-expected-service-level = 预期服务水平
    .short = 预期服务水平
    .definition = 按Erlang C公式，由每半小时的呼入联络量、处理时长和在班座席人数推算出的{ $threshold_seconds_text }内应答比例。各半小时按联络量加权；座席不足以承担工作量时，视为无一按时应答。
    .caution = 该估算假定来量平稳、无人放弃且没有休息，与实际数值会有出入，小团队尤其如此。

## Parameters and keys

parameter-urgent-seconds = 紧急工单的目标
parameter-high-seconds = 高优先级的目标
parameter-normal-seconds = 普通优先级的目标
parameter-low-seconds = 低优先级的目标
parameter-target-permille = 应按时应答的比例
parameter-max-occupancy-permille = 最高占用率
parameter-shrinkage-permille = 工时损耗率

dimension-currency = 货币
