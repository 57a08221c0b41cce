"""How this room counts where the text is silent: every convention with its id and the words that people are shown. Pure."""

from __future__ import annotations

from onewindow.words.sources import Convention

WORKING_DAY = Convention(
    "conv-a-3",
    "事件发生的当日不计入期间；“工作日”指星期一至星期五，扣除国务院办公厅公布的放假日，加上其公布的调休上班日（民法典第二百零一条）。",
)
CALENDAR_DAY = Convention(
    "conv-a-4",
    "条文写“日”而未写“工作日”的，按自然日计算；期间的最后一日是休息日的，顺延至其后第一个工作日（民法典第二百零三条）。",
)
FIXED_DAY = Convention("conv-a-5", "“X月X日前”包含当日；写明具体日期的，逢休息日不顺延。")
VALIDITY = Convention("conv-a-7", "有效期n年的，施行当日计入，至满n年的前一日届满。")
HALF_OPEN = Convention("conv-a-9", "起止时间含起点、不含终点，避免重复计算。")
PROVISIONAL = Convention(
    "conv-worktime-1",
    "放假安排尚未公布的年份，按星期一至星期五上班、元旦（1月1日）、劳动节（5月1日、2日）和国庆节（10月1日至3日）放假推算；"
    "春节等农历节日和调休不作预计。由此得出的日期为暂定，放假通知载入后重新计算。",
)
STOPPED = Convention(
    "conv-worktime-2",
    "停止计时之日起（含当日）不计入期间，恢复计时之日（含当日）起继续计算；几段停止计时相互重叠的只计一次；"
    "尚未恢复的，届满日待定；期间届满之后的停止计时不影响届满日。",
)
EXTENDED = Convention(
    "conv-worktime-3",
    "延长期限与原期限使用同一单位，相加后自起算日一并计算，停止计时的天数在其后一次顺延；延长与停止的先后不影响结果。",
)
MONTHS = Convention(
    "conv-worktime-4",
    "按月、年计算的，到期月的对应日为最后一日，没有对应日的以月末日为最后一日，逢休息日顺延（民法典第二百零二条、第二百零三条）；"
    "停止计时的，最后一日按停止的自然日数后移。",
)

CONVENTIONS = (WORKING_DAY, CALENDAR_DAY, FIXED_DAY, VALIDITY, HALF_OPEN, PROVISIONAL, STOPPED, EXTENDED, MONTHS)
