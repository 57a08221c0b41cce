"""What the life of a case does where the texts are silent, each with its id; an office may confirm or change them. No Django."""

from onewindow.words.sources import Convention, OutsideLaw

REVIEW_LIMIT = Convention("conv-c-1", "文件没有规定审核期限的，自受理之日起20个工作日内作出决定。")
CORRECTION_LIMIT = Convention("conv-c-2", "申请人自收到补正告知之日起15个工作日内补正；逾期未补正的，可以终止办理，不影响再次申请。")
LIGHTS = Convention("conv-c-3", "剩余时间不超过时限的20%或不超过1个工作日的亮黄灯，超过时限的亮红灯，时限停止计算的亮灰灯，其余亮绿灯。")
CLOSING = Convention("conv-c-4", "送达后10个工作日内未评价的，办件自动办结；办结后仍可评价一次。")
COMPUTED_AMOUNT = Convention(
    "conv-c-5", "没有裁量幅度的奖励按规则核算的金额批准：不得高于核算金额；低于核算金额只能因事实更正而重新核算，或者说明理由不予批准。"
)
CEILING = Convention(
    "conv-a-8", "文件只写“给予适当补贴”或者“不超过”的，平台核算上限，金额由审批人员在上限以内核定并留痕；低于上限的写明理由。"
)
SEPARATION = Convention("conv-c-6", "受审分离：受理办件的人员不得对同一办件作出决定。")
ONE_CLAIM = Convention(
    "conv-c-7", "同一主体就同一事项、同一年度只能有一个在办的办件；一年可以申请多次的事项，按申请的事由（如一次展会）分别计算。"
)
SERVED_ON_DOWNLOAD = Convention("conv-c-8", "申请人首次下载决定文书视为电子送达，送达日期为下载当日。")

CONVENTIONS = (REVIEW_LIMIT, CORRECTION_LIMIT, LIGHTS, CLOSING, COMPUTED_AMOUNT, CEILING, SEPARATION, ONE_CLAIM, SERVED_ON_DOWNLOAD)

ACCEPTANCE_LAW = OutsideLaw("行政许可法", "第三十二条")
DELIVERY_LAW = OutsideLaw("行政许可法", "第四十四条")
