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
AT_ONCE = Convention(
    "conv-c-9",
    "即申即享：申领的每一项事实都与部门数据核对一致，且没有裁量幅度的，由系统当场受理、核算并决定；部门数据能够证明的材料免于提交。",
)
SAMPLE_EVERY = 20
SAMPLE = Convention(
    "conv-c-10",
    f"即申即享的办件每{SAMPLE_EVERY}件随机抽取1件，改由人员按一般程序核查；抽取结果不能预知，抽中后撤回重新申请的仍由人员核查。",
)
PREREVIEW_LIMIT = Convention("conv-c-11", "窗口受理并推送后，审批单位自受理之日起1个工作日内完成预审。")
PRODUCE_LIMIT = Convention("conv-c-12", "作出决定的当日印制、扫描并推送结果；当日为休息日的，顺延至其后第一个工作日。")
PERSON_APPLICANT = Convention("conv-c-13", "自然人申请的办件，由本人或者受其委托的代理人办理；名单只显示隐名的姓名，身份号码加密保存。")
PROMISED = Convention("conv-c-14", "承诺办结时限由审批单位在办事指南中公布，自受理之日起按工作日计算，受理当日不计入。")
HANDED_OVER = Convention("conv-c-15", "有纸质材料移交的，接收单位清点与清单一致后，方可预审；不一致的停止流转，补齐后重新清点。")
PUBLIC_SERVICE_DAYS = 30
PUBLIC_SERVICE = OutsideLaw("民事诉讼法", "第九十五条")  # 公告送达：自发出公告之日起经过三十日，视为送达（2023年修正）
ARCHIVED_AFTER = 5
ARCHIVING = Convention(
    "conv-c-16", f"办件办结、撤回、终止或者不予受理满{ARCHIVED_AFTER}个工作日的自动归档；归档内容按卷内目录固定，不再改变。"
)
PICKUP_DAYS = 2
PICKUP = Convention("conv-c-26", "网上填写的草稿可以凭续办码在窗口接着办理，续办码生成当日和次日有效，办理中双方都能看到已填的内容。")
INTAKE_CHECK = Convention(
    "conv-c-17",
    "受理时逐项审查申请材料：必需的材料齐全并符合受理标准，或者当场更正、免于提交，或者按事项的规定容缺、告知承诺的，方可受理。",
)
DEFERRED = Convention(
    "conv-c-18", "容缺受理的材料自受理之日起5个工作日内补齐；补齐以前不得予以核准，逾期未补齐的，可以作出不予核准的决定。"
)
PROMISE_CHECK = Convention("conv-c-19", "以告知承诺代替的材料，由审批单位自受理之日起20个工作日内核查承诺是否属实。")
STOPPING = Convention(
    "conv-c-20", "审核环节补正和不计入时限的特别程序，自发出告知书的次日起停止计算期限，补正提交或者特别程序结束的次日起继续计算。"
)
CONSULTING = Convention("conv-c-21", "征求其他单位意见的，被征求单位5个工作日内答复，时间计入办理期限；逾期未答复的，视为没有不同意见。")
COSIGNING = Convention("conv-c-22", "加签的，加签人2个工作日内签署；没有签署同意的，不得予以核准。")
URGING = Convention("conv-c-23", "申请人对同一办件每个工作日可以催办一次；催办不改变办理期限。")
ON_THE_SPOT = Convention("conv-c-24", "即办件在受理当日由同一窗口决定并出件；审批单位没有授权当场办结的，受理后按承诺件推送审批单位。")
TAKE_BACK = Convention("conv-c-25", "下一环节尚未领取的，转出的人员可以撤回；受理、告知和决定已经制发文书，不得撤回。")
VERSION_UNDO = Convention(
    "conv-c-30",
    "办件改用新版本后，在办件的下一个操作以前可以撤销，版本、填报内容和期限恢复原样；申请人在受理或者决定以前未答复是否同意的，按原版本办理。",
)
VERSION_CLOCK = Convention(
    "conv-c-31", "改用新版本不中断期限：起算日和停止计算的时间不变，只换期限的长短；改用后当日已经超期的不改用，变长的须经申请人同意。"
)
TWO_FOR_CALENDAR = Convention(
    "conv-c-32", "放假通知由一人录入、另一人对照原文确认后生效；生效即重算全部在办期限，逐件列明原届满日期和新届满日期。"
)

EXTENDING = Convention(
    "conv-c-33",
    "行政许可以外的事项，版本没有写明延长依据的，经审批单位负责人批准可以延长一次，天数不超过版本公布的可以延长的时限，并书面告知申请人理由。",
)

CONVENTIONS = (
    REVIEW_LIMIT,
    CORRECTION_LIMIT,
    LIGHTS,
    CLOSING,
    COMPUTED_AMOUNT,
    CEILING,
    SEPARATION,
    ONE_CLAIM,
    SERVED_ON_DOWNLOAD,
    AT_ONCE,
    SAMPLE,
    PREREVIEW_LIMIT,
    PRODUCE_LIMIT,
    PERSON_APPLICANT,
    PROMISED,
    HANDED_OVER,
    ARCHIVING,
    PICKUP,
    INTAKE_CHECK,
    DEFERRED,
    PROMISE_CHECK,
    STOPPING,
    CONSULTING,
    COSIGNING,
    URGING,
    ON_THE_SPOT,
    TAKE_BACK,
    VERSION_UNDO,
    VERSION_CLOCK,
    TWO_FOR_CALENDAR,
    EXTENDING,
)

ACCEPTANCE_LAW = OutsideLaw("行政许可法", "第三十二条")
EXTENSION_LAW = OutsideLaw("行政许可法", "第四十二条")
DELIVERY_LAW = OutsideLaw("行政许可法", "第四十四条")
