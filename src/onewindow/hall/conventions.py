"""What the hall does where the texts are silent, each with its id and its figure; an office may confirm or change them. No Django."""

from datetime import timedelta

from onewindow.words.sources import Convention

PREFERRED_IN_A_ROW = 2
ORDER = Convention(
    "conv-hall-1",
    f"叫号顺序：转来本窗口的号先叫；预约到时的号和老年人、军人（含退役军人、军属）、残疾人、孕妇或者携带婴幼儿的人优先，"
    f"但连续叫{PREFERRED_IN_A_ROW}个优先号后叫1个普通号；同类的按取号先后。",
)
PUT_BACK_BY = 3
SKIPS_FORGIVEN = 1
CALLS_BEFORE_SKIP = 2
SKIPPING = Convention(
    "conv-hall-2",
    f"叫号{CALLS_BEFORE_SKIP}次（含重呼）无人应答的可以过号；第{SKIPS_FORGIVEN}次过号顺延{PUT_BACK_BY}个号再叫，再次过号的作废，需要重新取号。",
)
ONE_NUMBER = Convention("conv-hall-3", "网上和手机取号，同一浏览器或者同一手机号码对一项业务同时只能有一个未办完的号；窗口代取不受此限。")
SAMPLE = 20
SAMPLE_AT_LEAST = 3
ESTIMATE = Convention(
    "conv-hall-4",
    f"预计等候时间＝前面人数×平均办理时间÷正在叫号的窗口数，向上取整到分钟；平均办理时间取该业务当日最近办结的{SAMPLE}个号，"
    f"当日办结不足{SAMPLE_AT_LEAST}个的用该业务的参考办理时间。",
)
BOOKED_AHEAD = 5
ARRIVES_BEFORE = timedelta(minutes=30)
APPOINTMENTS = Convention(
    "conv-hall-5",
    f"预约按时段和名额办理，可预约当日未开始的时段和以后{BOOKED_AHEAD}个工作日；时段开始前可以取消；"
    f"时段开始前{ARRIVES_BEFORE.seconds // 60}分钟起凭预约码签到取号，时段内优先叫号；时段结束仍未签到的记爽约，晚到的按普通号排队。",
)
OPEN_DAYS = Convention("conv-hall-6", "大厅只在工作日（含调休上班日）取号、叫号；当日没有办完的号当日作废，每天从1号起编，不跳号、不重号。")
FORGOTTEN = Convention("conv-hall-7", "取号、预约时留下的手机号码只用于提醒，次日删除。")
ANSWER_WITHIN = timedelta(minutes=30)
ANSWERS = Convention(
    "conv-hall-8",
    f"窗口向部门提出的业务问题，部门应在{ANSWER_WITHIN.seconds // 60}分钟内答复；超过的标黄，当日没有答复的标红。",
)
SPECIALISED = Convention("conv-hall-9", "专业性强、有特殊审查要求的事项，咨询转由主管部门答复，窗口不作实质答复。")
SEATS = Convention("conv-hall-10", "一名窗口人员同一时间只在一个窗口，一个窗口同一时间只有一名窗口人员；专区窗口由派驻该专区的人员值守。")

CONVENTIONS = (ORDER, SKIPPING, ONE_NUMBER, ESTIMATE, APPOINTMENTS, OPEN_DAYS, FORGOTTEN, ANSWERS, SPECIALISED, SEATS)
