"""What the messages keep to where the texts are silent, each with its id; an office may confirm or change them. No Django."""

from datetime import time, timedelta

from onewindow.words.sources import Convention

ONE_MESSAGE = Convention(
    "conv-exchange-1",
    "办件的每一件与申请人有关的事产生一条消息，记入申请人的“我的消息”，同一件事不重复通知；消息是提醒，权利义务以文书为准。",
)
CHOICE = Convention("conv-exchange-2", "短信可以由账户本人停用；“我的消息”不能停用。")
CONTENT = Convention(
    "conv-exchange-3", "短信只写称呼（自然人只写姓氏）、事项、办件编号、要办理什么、截止日期和咨询电话，不写决定的内容和金额。"
)
QUIET_FROM, QUIET_UNTIL = time(21), time(8)
QUIET = Convention(
    "conv-exchange-4", f"短信在{QUIET_UNTIL:%-H}时至{QUIET_FROM:%-H}时之间发送，其余时间产生的等到{QUIET_UNTIL:%-H}时以后；叫号的提醒不等。"
)
WAITS = tuple(timedelta(minutes=each) for each in (1, 5, 30, 120))
TRIES = len(WAITS) + 1
LASTS = timedelta(days=3)
RETRYING = Convention(
    "conv-exchange-5",
    f"短信没有发出的，隔1、5、30、120分钟各重试一次，共发送{TRIES}次；仍未发出、被拒绝或者产生满{LASTS.days}日的，记为失败，由大厅管理人员处理。",
)
KEPT_DAYS = 30
FORGETTING = Convention("conv-exchange-6", f"短信发送结束满{KEPT_DAYS}日，删除其手机号码，只留隐去中间四位的号码备查。")
CONVENTIONS = (ONE_MESSAGE, CHOICE, CONTENT, QUIET, RETRYING, FORGETTING)
