### Names, definitions and cautions of the KPIs, in Simplified Chinese.
### Full-width punctuation; an acronym after a label stands in half-width brackets, as in the glossary. `联络` is a contact (never `联系人`), counted with `次`; tickets with `张`.
### `占用率` is occupancy only, `工时利用率` is utilisation only.

## Contacts and how they were answered

kpi-contacts-offered = 进线量
    .short = 进线量
    .definition = 进入队列的呼入联络次数，无论是否应答。按进线日期统计。
    .caution = 进线量不等于客户的实际需求：未能进入队列的客户不在其中，而再次尝试的客户会被重复计入。

kpi-contacts-handled = 处理量
    .short = 处理量
    .definition = 由座席应答并且已经结束的呼入联络次数，转接过的联络只计一次。按结束日期统计。
    .caution = 该数量不反映问题的难易，也不反映处理质量。跨越午夜的联络在前一天计入进线量、在后一天计入处理量，因此同一天的两个数字不一定吻合。

kpi-contacts-abandoned = 放弃量
    .short = 放弃量
    .definition = 客户在座席应答之前放弃的呼入联络次数。按进线日期统计。
    .caution = 几秒钟内就放弃的联络也计算在内，其中有些是拨错号码，有些是客户听完语音提示后问题已经解决。

kpi-answer-rate = 接通率
    .short = 接通率
    .definition = 座席应答的呼入联络次数，除以进线量（全部呼入联络）。按进线日期统计。
    .caution = 接通率高并不说明客户等待的时间短，也不说明问题得到解决，应与服务水平结合来看。

kpi-abandonment-rate = 放弃率
    .short = 放弃率
    .definition = 客户在座席应答之前放弃的呼入联络次数，除以进线量（全部呼入联络）。无论等待多短，放弃的联络一律计入。按进线日期统计。
    .caution = 拨错号码等极短的联络也包含在内。客户多快放弃，还与语音提示和联络原因有关，应与等待时间和服务水平结合来看。

# $threshold_seconds_text (String) - the threshold with its unit, such as "20秒"
kpi-service-level = 服务水平
    .short = 服务水平
    .definition = 在{ $threshold_seconds_text }内应答的呼入联络次数，除以进线量（全部呼入联络）。放弃的联络仍留在分母中。按进线日期统计。
    .caution = 一旦超过阈值，客户再等一分钟还是十分钟，对该数值已没有区别，应与平均应答时间结合来看。有些系统不计放弃的联络，只有计算口径相同的数值才能相互比较。

kpi-asa = 平均应答时间 (ASA)
    .short = ASA
    .definition = 已应答呼入联络的等待时间总和，除以这些联络的次数。等待时间从进入队列算起，到应答为止。按应答日期统计。
    .caution = 放弃的客户不计在内，因此放弃的人越多，该数值反而可能越好看；平均值还会掩盖少数等待极久的客户。应与放弃率结合来看。

## Handling

kpi-aht = 平均处理时长 (AHT)
    .short = AHT
    .definition = 座席用于已处理联络（包括呼入和呼出）的时间总和，除以这些联络的次数。按结束日期统计。
    .caution = AHT是用于人力规划的参考指标，绝不能单独作为考核目标。AHT偏低，可能是座席处理仓促，客户不得不再次联络；AHT偏高，可能是问题较复杂或新座席较多。应与首次解决率和客户满意度结合来看。

kpi-aht-v1 =
    .definition = 已处理联络（包括呼入和呼出）的通话时长与话后处理时长之和，除以这些联络的次数。不含保持时长。按结束日期统计。

kpi-aht-v2 =
    .definition = 已处理联络（包括呼入和呼出）的通话时长、保持时长与话后处理时长之和，除以这些联络的次数。不含排队等待时间。按结束日期统计。

# Shown where a report explains the change from version 1 to version 2.
kpi-aht-v2-reason = 保持时长是处理联络的一部分。以往不计这段时间，座席查找答案时让客户在线等候的时长便看不出来。

kpi-transfer-rate = 转接率
    .short = 转接率
    .definition = 至少转接过一次的已处理呼入联络次数，除以全部已处理的呼入联络次数。按结束日期统计。
    .caution = 转接并不都是失误：转给专家有时是解决问题的最短途径。如果要求座席尽量不转接，转接率会下降，问题却依然没有解决。应与首次解决率结合来看。

kpi-utilisation = 工时利用率 (Utilization)
    .short = 工时利用率
    .definition = 已处理联络（包括呼入和呼出）的通话时长，除以座席的带薪班次时间。联络按结束日期统计，班次按班次日期统计。
    .caution = 不要与占用率混淆：保持时长和话后处理时长不计在内。数值过低，说明人手可能过多；数值过高，说明座席可能负荷过重。规模较小的中心、夜班和多渠道都会拉低该数值，因此并非越高越好。

kpi-handle-utilisation = 处理工时利用率 (Utilization)
    .short = 处理工时利用率
    .definition = 已处理联络（包括呼入和呼出）的通话时长、保持时长与话后处理时长之和，除以座席的带薪在岗时间。联络按结束日期统计，班次按班次日期统计。
    .caution = 不要与占用率混淆：占用率以登录时间为分母，工作时长相同，因此数值不会低于本指标。过低和过高都不是健康的状态。

kpi-occupancy = 占用率 (Occupancy)
    .short = 占用率
    .definition = 已处理联络（包括呼入和呼出）的通话时长、保持时长与话后处理时长之和，除以座席的登录时间。联络按结束日期统计，班次按班次日期统计。
    .caution = 不要与工时利用率混淆，后者以带薪时间为分母。占用率取决于人员配置和联络量，而不是座席的努力程度；长期偏高，意味着座席在两次联络之间得不到喘息。同时处理多个在线聊天时，该数值可能超过百分之百。

## Quality

kpi-fcr = 首次解决率 (FCR)
    .short = FCR
    .definition = 座席标记为首次联络即解决的已处理呼入联络次数，除以全部已处理的呼入联络次数。按结束日期统计。
    .caution = 以座席的标记为准，而不是客户的评价：客户是否因同一问题再次联络，在这里看不出来。当天联络较少时，几个标记就会使数值明显变动。

kpi-csat = 客户满意度 (CSAT)
    .short = CSAT
    .definition = 满分5分中评为4分或5分的调查回复数，除以全部有评分的调查回复数。按回复日期统计。
    .caution = 只有作出回复的客户才被计入，往往是非常满意或非常不满意的客户。回复较少时，一份回复就能使数值变动几个百分点。

## Tickets

kpi-backlog = 积压量
    .short = 积压量
    .definition = 按中心当地时间，期末处于新建、处理中、待回应或重开状态的工单数量。已解决和已关闭的工单不计在内。
    .caution = 这只是某一时刻的数量，看不出工单积压了多久，而且包含正在等待客户答复的工单。应与工单数量和首次响应时间结合来看。

kpi-frt-median = 首次响应时间中位数 (FRT)
    .short = FRT（中位数）
    .definition = 从工单创建到座席首次公开回复所需时间的中位数，即有一半的回复比它更快。全天二十四小时连续计时。按首次回复日期统计，尚未回复的工单不计在内。
    .caution = 仍在等待回复的工单不在其中，因此即使旧工单不断积压，该数值也可能很好看。首次回复快并不等于问题已经解决，较慢的另一半工单也可能等了很久。应与积压量和客户满意度结合来看。
