### The pages that `tidings kpi docs` writes: every KPI with its definition, query and history.

catalogue-title = KPI 目录
catalogue-intro = 每项指标的含义、计算口径，以及定义的变更记录。
catalogue-contents = 目录
# Between a label and its text.
catalogue-colon = ：
catalogue-caution = 注意
catalogue-unit = 单位
catalogue-better = 方向
catalogue-better-higher = 越高越好
catalogue-better-lower = 越低越好
catalogue-better-none = 仅供参考，无优劣之分
# The column with the date that puts a row in a period.
catalogue-counted-by = 统计日期
# For a KPI that counts what holds at one moment.
catalogue-snapshot = 期末状态
# Followed by names such as Team, Queue.
catalogue-dimensions = 可按以下维度拆分
catalogue-minimum = 显示数值所需的最少行数
# Followed by a number of days.
catalogue-maturity = 数值确定所需时间
catalogue-finest = 最短统计周期
catalogue-grain-week = 周
catalogue-grain-month = 月
catalogue-grain-quarter = 季度
catalogue-grain-year = 年
# Who answers for the definition.
catalogue-owner = 负责方
catalogue-parameters = 参数
# $value, $min, $max (String) - each with its unit
catalogue-parameter-range = { $value }（可设范围：{ $min }至{ $max }）
# $value, $min (String) - each with its unit
catalogue-parameter-least = { $value }（不少于{ $min }）
# $value, $max (String) - each with its unit
catalogue-parameter-most = { $value }（不超过{ $max }）
catalogue-formula = 计算公式
catalogue-numerator = 分子
catalogue-denominator = 分母
catalogue-value = 数值
# The number of rows behind a value.
catalogue-rows = 计入行数
catalogue-quotient = 分子与分母先各自合计，再相除一次。较长的周期或较大的范围绝不是平均值的平均。
catalogue-query = 查询语句
catalogue-versions = 版本
catalogue-column-version = 版本
catalogue-column-since = 生效日期
catalogue-column-status = 状态
catalogue-column-change = 变更
catalogue-since-beginning = 自始生效
catalogue-first = 首个定义。
catalogue-status-draft = 草稿
catalogue-status-released = 已发布
catalogue-status-deprecated = 已停用
# Followed by tables and their columns.
catalogue-reads = 读取
# Followed by names of other KPIs.
catalogue-read-with = 建议结合查看
