"""What supervision does where the texts are silent, each with its id; an office may confirm or change them. No Django."""

from onewindow.words.sources import Convention, OutsideLaw

REPLY_DAYS, REPLY_AGAIN_DAYS = 5, 3  # working days
REPLY = Convention(
    "conv-super-1", f"责任单位自收到督办通知单之日起{REPLY_DAYS}个工作日内书面说明；说明被退回的，{REPLY_AGAIN_DAYS}个工作日内重新说明。"
)
LEADER_AFTER_DAYS, PRINCIPAL_AFTER_DAYS = 3, 10  # working days late
CLIMBING = Convention(
    "conv-super-2",
    f"办件超期的次日报责任单位负责人；超期满{LEADER_AFTER_DAYS}个工作日，或者督办通知单逾期没有说明的，报当日分管该单位的领导；"
    f"超期满{PRINCIPAL_AFTER_DAYS}个工作日，或者当日没有分管领导的，报政府主要负责人。",
)
SAMPLE_SHARE, SAMPLE_LEAST = 5, 3  # a hundredth part, and cases
SAMPLING = Convention(
    "conv-super-3",
    f"每月从上月办结的办件中随机抽查{SAMPLE_SHARE}%，不少于{SAMPLE_LEAST}件（不足的全部抽查）；"
    "由系统用不可预知的随机数抽取，同一时段只能抽取一次，不能挑选、不能重抽。",
)
CALL_BACK_DAYS = 15  # working days
CALLING_BACK = Convention(
    "conv-super-4",
    f"不满意和非常不满意的评价在{CALL_BACK_DAYS}个工作日内由回访人员回访、核实、整改并登记结果；承办人员不得查看评价人。",
)
SMALLEST_GROUP = 5  # ratings
SECRECY = Convention("conv-super-5", f"评价只按{SMALLEST_GROUP}个以上评价的合计公布，不与办件一起显示；不足的不显示。")
RESPONSE_DAYS, RESPONSE_YELLOW, RESPONSE_RED = 1, 2, 3  # working days from the push to the first action
RESPONSE = Convention(
    "conv-super-6",
    f"后台收到推送的办件后{RESPONSE_DAYS}个工作日内响应；满{RESPONSE_YELLOW}个工作日没有响应的亮黄灯，满{RESPONSE_RED}个工作日的亮红灯。",
)
STEP_FIRST = Convention("conv-super-7", "总时限没有超过而环节时限已经超过的，单独作为一项监察问题。")
PRELIMINARY = Convention("conv-super-8", "初审（预审）环节超过时限的，为初审未按时。")
CONVENTIONS = (REPLY, CLIMBING, SAMPLING, CALLING_BACK, SECRECY, RESPONSE, STEP_FIRST, PRELIMINARY)

LICENSING_72 = OutsideLaw("行政许可法", "第七十二条")
LICENSING_74 = OutsideLaw("行政许可法", "第七十四条")
LICENSING_75 = OutsideLaw("行政许可法", "第七十五条")
ONLINE_37 = OutsideLaw("优化营商环境条例", "第三十七条")
