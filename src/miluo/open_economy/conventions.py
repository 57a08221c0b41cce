"""What is done with the special fund where the text is silent, each with its id; the office may confirm or change it. No Django."""

from onewindow.words.sources import Convention, OutsideLaw

CARRY_LAW = OutsideLaw("预算法", "第四十二条")  # what was carried over and not used for two years running is surplus
ADJUST_LAW = OutsideLaw("预算法", "第六十七条")  # when a budget is adjusted

OBJECTION_WINDOW = Convention(
    "conv-open-1", "奖补公示期为5个工作日，自公示次日起算；公示期内可以提出异议，公示期满且没有未答复的异议，方可支付。"
)
CHARGED_YEAR = Convention("conv-open-2", "奖补列入业绩年度的专项资金；当年预算不足的只作报告，不自动按比例扣减，也不自动列入其他年度。")
FOUR_EYES = Convention(
    "conv-open-3", "支付由市商务粮食局编制批次、市财政局另一人员确认；确认时即扣减可支付资金，可支付资金不足的不能确认。"
)
WHOLE_AWARD = Convention(
    "conv-open-4",
    "一项奖补一次付清；银行退回的（包括报告付讫以后退汇的），金额退回可支付资金，由企业重新登记收款账户后编入新的批次，同一项不重复支付。",
)
PUBLISHED_USE = Convention("conv-open-5", "专项资金使用情况每年公示一次，每个支付批次办结后另行公示一次。")
DISPUTED = Convention("conv-open-6", "企业涉嫌违规的，自立案之日起暂停支付该企业的各项奖补；查无违规或者追回款缴清后恢复。")
MEETINGS = Convention("conv-open-7", "领导小组会议每季度至少提醒一次；逾期只作提醒，不是期限。")
SEATS = Convention(
    "conv-open-8", "领导小组成员按职务和分工确定：分管副市长为负责外向型经济工作的副市长；分工施行以前的日期，组长、副组长不作认定。"
)
YEAR_END = Convention(
    "conv-open-9",
    "年度终了由市财政局办理年终结转：已决定未支付的留在本年度支付，其余可以留待本年度业绩结算、结转下年或者收回预算；"
    "上年结转当年仍未用完的收回。结转以后本年度不再安排或者调减预算，以后追回的另行补充结转。",
)
REDUCTION = Convention("conv-open-10", "调减预算依预算调整文件登记，不得低于已决定的奖补；调减后低于每年下限的照样登记并报告。")
SERVED = Convention(
    "conv-open-11",
    "违规处理决定告知书由企业经办人在平台签收，签收当日为送达日期；也可以直接送达或者邮寄送达，以送达回证或者邮件的签收日期为准。"
    "申请行政复议、提起行政诉讼的期限自送达次日起算。",
)
DECLARED = Convention(
    "conv-open-21", "同一事项未享受其他市级资金和特殊政策，财政部门当年没有记录的，以企业提交或者确认时的声明为准；有记录的以记录为准。"
)

TITLE = "开放型经济专项资金"
CONVENTIONS = (
    OBJECTION_WINDOW,
    CHARGED_YEAR,
    FOUR_EYES,
    WHOLE_AWARD,
    PUBLISHED_USE,
    DISPUTED,
    MEETINGS,
    SEATS,
    YEAR_END,
    REDUCTION,
    SERVED,
    DECLARED,
)
