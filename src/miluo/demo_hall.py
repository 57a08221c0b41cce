"""演示数据: a morning in the hall with numbers in every state, everything through the doors; a second load changes nothing.

The morning begins at nine, or so much earlier that all of it lies before the moment of loading.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from miluo.demonstration import actor, moment
from onewindow.accounts.actors import ANONYMOUS
from onewindow.hall import services
from onewindow.hall.models import Ticket
from onewindow.worktime.calendars import current_calendar

MARK = "演示数据"
LENGTH = timedelta(minutes=40)
POSTED_SINCE = date(2023, 6, 1)
ITEMS = ("经营场所登记咨询", "夜间施工证明", "农机购置补贴", "食品经营许可", "人力资源服务备案", "户外广告设置")
TAKEN = (  # business, minutes after it begins, priority
    ("comprehensive", 0, ""),
    ("comprehensive", 1, ""),
    ("comprehensive", 2, "elderly"),
    ("comprehensive", 4, ""),
    ("issuing", 5, ""),
    ("comprehensive", 6, ""),
    ("comprehensive", 8, "disabled"),
    ("human-resources", 9, ""),
    ("comprehensive", 11, ""),
    ("comprehensive", 12, ""),
    ("issuing", 13, ""),
    ("comprehensive", 14, ""),
    ("comprehensive", 15, "soldier"),
    ("comprehensive", 16, ""),
    ("human-resources", 17, ""),
    ("comprehensive", 18, ""),
)
CLERKS = (("zongchuang", "1"), ("zongchuang2", "2"), ("chujian", "5"), ("fanying", "21"), ("renshe", "10"))
SERVED = (  # clerk, minutes after it begins, what happens
    ("zongchuang", 3, "serve", 6),
    ("zongchuang2", 4, "serve", 9),
    ("chujian", 6, "serve", 4),
    ("zongchuang", 10, "skip", 2),
    ("zongchuang", 13, "serve", 8),
    ("zongchuang2", 14, "serve", 11),
    ("renshe", 12, "serve", 7),
    ("chujian", 15, "serve", 3),
    ("zongchuang", 22, "serve", 7),
    ("zongchuang2", 26, "transfer", 3),
)


def load(*, at: datetime) -> None:
    """The morning of the day of ``at``, once; nothing on a day of rest, or where the county's hall is not loaded."""
    day = at.date()
    if not current_calendar().is_working(day) or Ticket.objects.filter(day=day).exists():
        return
    begins = max(moment(day, 0) + timedelta(minutes=15), min(moment(day, 9), at - LENGTH))
    _people_come(day)
    _windows_open(begins)
    _numbers(begins)
    _appointments(begins, at)
    _work(begins)
    _records(begins)


def _after(begins: datetime, minutes: float) -> datetime:
    return begins + timedelta(minutes=minutes)


def _people_come(day: date) -> None:
    manager, clerk = actor("dating", day), actor("renshe", day)
    posting = {"clerk": clerk.id, "zone": "human-resources", "organisation": "human-resources", "valid_from": POSTED_SINCE}
    services.post(**posting, by=manager, at=moment(POSTED_SINCE, 9), key="demo-posting")  # type: ignore[arg-type]  # what the door takes


def _windows_open(begins: datetime) -> None:
    for username, window in CLERKS:
        services.sit(window=window, by=actor(username, begins.date()), at=_after(begins, -10))


def _numbers(begins: datetime) -> None:
    for place, (business, minutes, priority) in enumerate(TAKEN):
        item = f"{ITEMS[place % len(ITEMS)]}（{MARK}）" if business == "comprehensive" else ""
        given = {"business": business, "priority": priority, "item": item}
        services.take_number(channel="machine", by=ANONYMOUS, at=_after(begins, minutes), **given)
    given_back = Ticket.objects.filter(day=begins.date(), business__key="comprehensive").order_by("-serial")[0]
    services.cancel_number(code=given_back.code, by=ANONYMOUS, at=_after(begins, 20))


def _appointments(begins: datetime, at: datetime) -> None:
    day = begins.date()
    for hour, business in ((10, "comprehensive"), (14, "comprehensive"), (15, "marriage")):
        made = services.book(
            business=business, day=day, begins=time(hour), item=f"预约（{MARK}）", by=ANONYMOUS, at=moment(day) - timedelta(days=1)
        )
        if hour == 10 and moment(day, 9) + LENGTH <= at:
            services.arrive(code=made.code, by=ANONYMOUS, at=_after(begins, 35))


def _work(begins: datetime) -> None:
    for username, minutes, act, took in SERVED:
        clerk = actor(username, begins.date())
        services.call(by=clerk, at=_after(begins, minutes))
        if act == "skip":
            services.recall(by=clerk, at=_after(begins, minutes + 1))
            services.skip(by=clerk, at=_after(begins, minutes + took))
            continue
        services.begin(by=clerk, at=_after(begins, minutes + 1))
        if act == "serve":
            services.finish(by=clerk, at=_after(begins, minutes + took))
        else:
            services.transfer(to_window="1", reason=f"材料在1号窗口（{MARK}）", by=clerk, at=_after(begins, minutes + took))
    for username, minutes in (("zongchuang2", 31), ("renshe", 33)):
        services.call(by=actor(username, begins.date()), at=_after(begins, minutes))
    services.begin(by=actor("renshe", begins.date()), at=_after(begins, 34))
    services.pause(reason="整理材料", by=actor("chujian", begins.date()), at=_after(begins, 36))


def _records(begins: datetime) -> None:
    clerk, unit, complaints = actor("zongchuang", begins.date()), actor("shenpi", begins.date()), actor("fanying", begins.date())
    asked = services.ask(organisation="commerce-grain", text=f"企业没有上年度海关数据怎么填（{MARK}）", by=clerk, at=_after(begins, 12))
    services.answer_enquiry(enquiry=asked.pk, answer=f"填0，并在说明中写明首年（{MARK}）。", by=unit, at=_after(begins, 32))
    services.ask(organisation="commerce-grain", text=f"展会费用发票开给分公司是否可以（{MARK}）", by=clerk, at=_after(begins, 30))
    services.consult(text=f"夜间施工证明去哪里办（{MARK}）", answer=f"在综合窗口办理（{MARK}）。", by=clerk, at=_after(begins, 25))
    services.report(organisation="human-resources", text=f"两次到窗口都没有办成（{MARK}）", by=complaints, at=_after(begins, 28))
    for result in ("done", "done", "to_window"):
        services.log_guidance(item=f"社会保险查询（{MARK}）", channel="自助终端", result=result, by=complaints, at=_after(begins, 29))
